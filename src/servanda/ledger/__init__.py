"""The ledger: the one conductor. It takes sources in, keeps what they say, and answers every question."""

from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

from servanda.ledger.answers import Added, Read, Summary, Tally
from servanda.ledger.intake import Reader, Task, fetched, fetched_page, files, is_statistics
from servanda.ledger.ledger import Ledger, read_only
from servanda.store.answers import Explanation, Kept, Noted, Stated, Verification
from servanda.store.packing import Signed

if TYPE_CHECKING:
    from servanda.follow import Change, Link, Thread, View, telling
    from servanda.follow.dossier import dossier
    from servanda.reconcile import Reconciliation
    from servanda.reconcile.findings import Argument, Derived, Finding, Mending, Told, Witness
    from servanda.reconcile.tables import Claimed, Entry
    from servanda.resolve import Event, Instrument, Person, Session, Statement, Undertaking
    from servanda.sources import Given, Limits
    from servanda.store.copying import backup, restore

#: What is loaded when it is first named: with it come parsers, the resolver or solvers, which most questions do not need.
_LATER: Final = {
    "Given": "servanda.sources",
    "Limits": "servanda.sources",
    "Reconciliation": "servanda.reconcile",
    "backup": "servanda.store.copying",
    "dossier": "servanda.follow.dossier",
    "restore": "servanda.store.copying",
    **dict.fromkeys(("Argument", "Derived", "Finding", "Mending", "Told", "Witness"), "servanda.reconcile.findings"),
    **dict.fromkeys(("Change", "Link", "Thread", "View", "telling"), "servanda.follow"),
    **dict.fromkeys(("Claimed", "Entry"), "servanda.reconcile.tables"),
    **dict.fromkeys(("Event", "Instrument", "Person", "Session", "Statement", "Undertaking"), "servanda.resolve"),
}

__all__ = [
    "Added",
    "Argument",
    "Change",
    "Claimed",
    "Derived",
    "Entry",
    "Event",
    "Explanation",
    "Finding",
    "Given",
    "Instrument",
    "Kept",
    "Ledger",
    "Limits",
    "Link",
    "Mending",
    "Noted",
    "Person",
    "Read",
    "Reader",
    "Reconciliation",
    "Session",
    "Signed",
    "Stated",
    "Statement",
    "Summary",
    "Tally",
    "Task",
    "Thread",
    "Told",
    "Undertaking",
    "Verification",
    "View",
    "Witness",
    "backup",
    "dossier",
    "fetched",
    "fetched_page",
    "files",
    "is_statistics",
    "read_only",
    "restore",
    "telling",
]


def __getattr__(name: str) -> Any:
    if name in _LATER:
        return getattr(import_module(_LATER[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
