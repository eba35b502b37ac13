"""Agreements, memoranda, protocols, plans and road maps: kind, title, how many, and how far they have come."""

from servanda.read.instruments.claiming import read
from servanda.read.instruments.naming import BUILDERS, Paper

__all__ = ["BUILDERS", "Paper", "read"]
