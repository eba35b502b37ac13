"""The ledger: the one conductor. It takes sources in, keeps what they say, and answers every question."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from servanda.ledger.answers import Added, Read, Summary, Tally
from servanda.ledger.intake import Reader, Task, files
from servanda.ledger.ledger import Ledger, read_only
from servanda.store.answers import Explanation, Kept, Noted, Stated, Verification

if TYPE_CHECKING:
    from servanda.follow import Change, Link, Thread, View, telling
    from servanda.follow.dossier import dossier
    from servanda.resolve import Event, Instrument, Person, Session, Statement, Undertaking
    from servanda.sources import Given

#: What is handed on from rooms that take long to load: with `Given` come the parsers, with the others the resolver.
_ELSEWHERE = {
    "Given": "servanda.sources",
    "dossier": "servanda.follow.dossier",
    **dict.fromkeys(("Change", "Link", "Thread", "View", "telling"), "servanda.follow"),
    **dict.fromkeys(("Event", "Instrument", "Person", "Session", "Statement", "Undertaking"), "servanda.resolve"),
}

__all__ = [
    "Added",
    "Change",
    "Event",
    "Explanation",
    "Given",
    "Instrument",
    "Kept",
    "Ledger",
    "Link",
    "Noted",
    "Person",
    "Read",
    "Reader",
    "Session",
    "Stated",
    "Statement",
    "Summary",
    "Tally",
    "Task",
    "Thread",
    "Undertaking",
    "Verification",
    "View",
    "dossier",
    "files",
    "read_only",
    "telling",
]


def __getattr__(name: str) -> Any:
    if name in _ELSEWHERE:
        return getattr(import_module(_ELSEWHERE[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
