"""What can go wrong: wrong material is data, a wrong call raises.

A :class:`Problem` tells of material that could not be read or believed; stages return it beside their result
and the ledger keeps it. An exception tells the caller that the call itself was wrong::

    ServandaError
    ├── UsageError        the caller asked for something that does not exist or cannot be
    ├── SourceError       a source cannot be opened at all (the batch goes on; it becomes a Problem)
    ├── PackError         a language pack breaks its own rules
    ├── AccessError       who asks may not do this, or not now
    └── LedgerError       the journal cannot be opened, is newer than this program, or was tampered with
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final, Generic, TypeVar

T = TypeVar("T")


class ServandaError(Exception):
    """Any error that Servanda raises on purpose."""


class UsageError(ServandaError):
    """The call names something that does not exist or cannot be."""


class SourceError(ServandaError):
    """A source cannot be turned into a document; ``code`` is one of :data:`CODES`."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


class PackError(ServandaError):
    """A language pack breaks its own rules; the message names the file and the rule."""


class AccessError(ServandaError):
    """Who asks may not do this, or not now.

    ``code`` is ``sign-in``, ``forbidden``, ``wrong-password``, ``stale-form`` or ``too-many``; ``wait`` the seconds after which to try again.
    """

    def __init__(self, code: str, message: str, *, wait: int | None = None) -> None:
        super().__init__(message)
        self.code = code
        self.wait = wait


class LedgerError(ServandaError):
    """The journal cannot be opened, written or trusted."""


#: Every problem code with the sentence that explains it to a reader of `docs/problems.md`.
CODES: Final[dict[str, str]] = {
    "empty": "The source holds no text.",
    "unreadable": "The file could not be opened or is broken beyond reading.",
    "unknown-format": "The bytes are none of the formats that Servanda reads.",
    "too-large": "The source is larger than the limit; nothing was cut silently.",
    "too-slow": "A parser did not finish within its time limit.",
    "no-text": "The file opened but carries no text layer (a scanned PDF, for example).",
    "encoding-guessed": "The encoding was not declared and had to be guessed.",
    "encoding-damaged": "Some characters could not be decoded and were replaced.",
    "cut-off": "The text ends in the middle of a sentence.",
    "no-date": "No publication date was found; dates with no year may stay open.",
    "date-conflict": "Two places state different publication dates.",
    "no-language-pack": "A passage is in a language for which there is no pack.",
    "unverified": "A claim was dropped because its own words did not give the same value again.",
    "unplaced-figure": "A figure was seen but what it measures could not be told.",
    "rule-failed": "A rule of the reader failed on this text and was passed over.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One thing wrong with material, told with what, where and what to do.

    ``source`` names the file or document; ``start`` and ``end`` are character offsets into its text, when known.
    """

    code: str
    message: str
    source: str
    start: int | None = None
    end: int | None = None

    def __post_init__(self) -> None:
        if self.code not in CODES:
            raise UsageError(f"unknown problem code {self.code!r}; add it to servanda.problems.CODES")


@dataclass(frozen=True, slots=True)
class Outcome(Generic[T]):
    """What every stage returns: a result and the problems met on the way."""

    result: T
    problems: tuple[Problem, ...] = field(default=())
