"""The ledger: the one conductor. It takes sources in, keeps what they say, and answers every question."""

from servanda.ledger.answers import Added, Read, Summary
from servanda.ledger.intake import Reader, Task
from servanda.ledger.ledger import Ledger, read_only
from servanda.store.answers import Explanation, Kept, Noted, Stated, Verification

__all__ = [
    "Added",
    "Explanation",
    "Kept",
    "Ledger",
    "Noted",
    "Read",
    "Reader",
    "Stated",
    "Summary",
    "Task",
    "Verification",
    "read_only",
]
