"""What became of it: every event, paper and undertaking followed from first mention to outcome."""

from servanda.follow import telling
from servanda.follow.changes import Change, changes
from servanda.follow.rules import Rules, rules
from servanda.follow.threads import Link, Slip, Thread
from servanda.follow.view import Contradiction, Shortfall, View

__all__ = [
    "Change",
    "Contradiction",
    "Link",
    "Rules",
    "Shortfall",
    "Slip",
    "Thread",
    "View",
    "changes",
    "rules",
    "telling",
]
