"""The ledger: the one conductor. It takes sources in, keeps what they say, and answers every question."""

from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

from servanda.ledger.answers import Added, Read, Summary, Tally
from servanda.ledger.intake import Reader, Task, fetched, files, is_statistics
from servanda.ledger.ledger import Ledger, read_only
from servanda.store.answers import Explanation, Kept, Noted, Stated, Verification

if TYPE_CHECKING:
    from servanda.reconcile import Reconciliation
    from servanda.reconcile.findings import Argument, Derived, Finding, Mending, Told, Witness
    from servanda.reconcile.tables import Claimed, Entry
    from servanda.sources import Given

__all__ = [
    "Added",
    "Argument",
    "Claimed",
    "Derived",
    "Entry",
    "Explanation",
    "Finding",
    "Given",
    "Kept",
    "Ledger",
    "Mending",
    "Noted",
    "Read",
    "Reader",
    "Reconciliation",
    "Stated",
    "Summary",
    "Tally",
    "Task",
    "Told",
    "Verification",
    "Witness",
    "fetched",
    "files",
    "is_statistics",
    "read_only",
]


#: What is loaded when it is first named: with it come parsers or solvers, which most questions do not need.
_LATER: Final = {
    "Given": "servanda.sources",
    "Reconciliation": "servanda.reconcile",
    **dict.fromkeys(("Argument", "Derived", "Finding", "Mending", "Told", "Witness"), "servanda.reconcile.findings"),
    **dict.fromkeys(("Claimed", "Entry"), "servanda.reconcile.tables"),
}


def __getattr__(name: str) -> Any:
    if name in _LATER:
        return getattr(import_module(_LATER[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
