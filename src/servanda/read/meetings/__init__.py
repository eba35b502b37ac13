"""Sessions, talks and visits: one claim a meeting, gathered from all its mentions."""

from servanda.read.meetings.claiming import read
from servanda.read.meetings.naming import BUILDERS, Meet

__all__ = ["BUILDERS", "Meet", "read"]
