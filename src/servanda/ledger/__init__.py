"""The ledger: the one conductor. It takes sources in, keeps what they say, and answers every question."""

from typing import TYPE_CHECKING, Any

from servanda.ledger.answers import Added, Read, Summary, Tally
from servanda.ledger.intake import Reader, Task, files
from servanda.ledger.ledger import Ledger, read_only
from servanda.store.answers import Explanation, Kept, Noted, Stated, Verification

if TYPE_CHECKING:
    from servanda.sources import Given

__all__ = [
    "Added",
    "Explanation",
    "Given",
    "Kept",
    "Ledger",
    "Noted",
    "Read",
    "Reader",
    "Stated",
    "Summary",
    "Tally",
    "Task",
    "Verification",
    "files",
    "read_only",
]


def __getattr__(name: str) -> Any:
    if name == "Given":  # with it come the parsers, which a question does not need
        from servanda.sources import Given

        return Given
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
