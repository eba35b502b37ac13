"""The whole vocabulary on one page: Document, Passage, the seven kinds of claim, and Judgement.

Every record is frozen and has an ``id`` that is a hash of its natural key, so reading twice changes nothing.
The fields are those of the codebook (`docs/codebook.md`); what the text does not say is None.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, fields
from decimal import Decimal
from operator import attrgetter
from typing import Any, ClassVar, Final, Literal, NamedTuple

from servanda.values import Span

MeetingKind = Literal["session", "co-chairs meeting", "talks", "summit", "visit", "other"]
MeetingStatus = Literal["held", "planned", "postponed", "cancelled"]
EventStatus = Literal["held", "planned", "postponed", "cancelled", "proposed"]
InstrumentStatus = Literal[
    "proposed", "in preparation", "agreed", "signed", "in force", "being implemented", "completed"
]
CommitmentStatus = Literal["proposed", "planned", "agreed", "under way", "done", "delayed"]
Strength = Literal["hoped", "proposed", "ready", "planned", "agreed", "obliged"]


def digest(*parts: object) -> str:
    """A short stable hash (20 hex digits of BLAKE2b) over the parts."""
    joined = "\x1f".join("" if part is None else str(part) for part in parts)
    return hashlib.blake2b(joined.encode("utf-8", "surrogatepass"), digest_size=10).hexdigest()


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of a document in one language (ISO 639-1)."""

    span: Span
    language: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One source as it was read: the text, where it came from, and both clocks.

    ``name`` is the file name or label given by the caller; ``sha256`` is over the original bytes; ``published`` (when the
    source said it) is an ISO day or None, with ``published_rule`` telling where it was found; ``learned`` (when we read it)
    is set by the ledger. ``paragraphs`` are spans of ``text``, in order, for citing by paragraph.
    """

    name: str
    text: str
    sha256: str
    media_type: str = "text/plain"
    language: str | None = None
    passages: tuple[Passage, ...] = ()
    published: dt.date | None = None
    published_rule: str | None = None
    outlet: str | None = None
    title: str | None = None
    url: str | None = None
    paragraphs: tuple[Span, ...] = ()
    learned: dt.datetime | None = None

    @property
    def id(self) -> str:
        """Hash of the original bytes: the same file is the same document, whatever its name."""
        return self.sha256[:20]


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """Growth or fall: ``percent`` or ``factor`` (1.5 for "1.5 times") or ``absolute`` (in the figure's unit), and the base period."""

    percent: Decimal | None = None
    factor: Decimal | None = None
    absolute: Decimal | None = None
    direction: Literal["up", "down"] = "up"
    base: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One thing that one document says at one place; the fields that all kinds share.

    ``document`` is the document's id; ``start`` and ``end`` are character offsets into the text as read and
    ``text[start:end] == quote`` always. ``rule`` names the rule of the language pack that found it, ``date_rule`` how its date
    was worked out, ``speakers`` the chain of attribution, innermost first (``speaker`` is its first link).
    """

    type: ClassVar[str] = "claim"

    document: str
    start: int
    end: int
    quote: str
    speakers: tuple[str, ...] = ()
    rule: str | None = None
    date_rule: str | None = None

    @property
    def speaker(self) -> str | None:
        """Who is quoted as saying it."""
        return self.speakers[0] if self.speakers else None

    @property
    def id(self) -> str:
        """Hash of what the claim states and where; the rule that found it is not part of it."""
        return digest(repr(_shape(type(self)).stated(self)))

    def as_dict(self, doc: str | None = None) -> dict[str, Any]:
        """The claim as one object of the codebook, ready for JSON; Decimals become plain numbers.

        ``doc`` is the name to print for the document, its id when not given.
        """
        out: dict[str, Any] = {
            "doc": self.document if doc is None else doc,
            "type": self.type,
            "start": self.start,
            "end": self.end,
            "quote": self.quote,
            "speaker": self.speaker,
        }
        shape = _shape(type(self))
        for name, value in zip(shape.public, shape.stated(self)[len(_STATED) :], strict=True):
            out[name] = _plain(value)
        out["speakers"] = list(self.speakers)
        out["date_rule"] = self.date_rule
        out["rule"] = self.rule
        return out


#: ``from`` is a word of Python, so the field is called ``source`` there.
_PUBLIC_NAMES = {"source": "from", "target": "to"}
_SHARED = frozenset({"document", "start", "end", "quote", "speakers", "rule", "date_rule"})


#: What a claim's id is made of, before the fields of its kind.
_STATED: Final = ("type", "document", "start", "end", "quote", "speakers")


class _Shape(NamedTuple):
    """The public names of a kind's own fields, and all values that its id is made of, asked for in one call."""

    public: tuple[str, ...]
    stated: Callable[[Claim], tuple[Any, ...]]


_SHAPES: dict[type, _Shape] = {}


def _shape(kind: type[Claim]) -> _Shape:
    shape = _SHAPES.get(kind)
    if shape is None:
        own = [f.name for f in fields(kind) if f.name not in _SHARED]
        public = tuple(_PUBLIC_NAMES.get(name, name) for name in own)
        shape = _SHAPES[kind] = _Shape(public, attrgetter(*_STATED, *own))
    return shape


def _number(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)


def _listed(values: tuple[Any, ...]) -> list[Any]:
    return [_plain(value) for value in values]


def _changed(change: Change) -> dict[str, Any]:
    return {f.name: _plain(getattr(change, f.name)) for f in fields(change)}


#: What JSON cannot hold as it is, by type.
_PLAIN: Final[dict[type, Callable[[Any], Any]]] = {Decimal: _number, tuple: _listed, Change: _changed}


def _plain(value: Any) -> Any:
    plain = _PLAIN.get(type(value))
    return value if plain is None else plain(value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting(Claim):
    """A session of a standing body, a meeting of its co-chairs, talks, a summit or a visit."""

    type: ClassVar[str] = "meeting"

    body: str | None = None
    ordinal: int | None = None
    kind: MeetingKind = "other"
    date: str | None = None
    place: str | None = None
    format: str | None = None
    status: MeetingStatus = "held"
    participants: tuple[str, ...] = ()
    chairs: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure(Claim):
    """A number about something: level, change or both. ``low`` and ``high`` bound the value as printed."""

    type: ClassVar[str] = "figure"

    indicator: str
    of: str | None = None
    source: str | None = None
    target: str | None = None
    countries: tuple[str, ...] = ()
    period: str | None = None
    value: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    unit: str | None = None
    qualifier: str | None = None
    change: Change | None = None
    forecast: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Event(Claim):
    """A forum, business mission, exhibition, festival or launch."""

    type: ClassVar[str] = "event"

    name: str
    ordinal: int | None = None
    date: str | None = None
    place: str | None = None
    status: EventStatus = "held"
    postponed_from: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Instrument(Claim):
    """A document between the sides: agreement, memorandum, protocol, action plan, road map; or a count of such."""

    type: ClassVar[str] = "instrument"

    kind: str
    title: str
    status: InstrumentStatus
    date: str | None = None
    count: int | None = None
    ordinal: int | None = None
    countries: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Commitment(Claim):
    """What a side says it will do, agreed to do or is doing."""

    type: ClassVar[str] = "commitment"

    who: tuple[str, ...] = ()
    what: str
    due: str | None = None
    status: CommitmentStatus
    strength: Strength


@dataclass(frozen=True, slots=True, kw_only=True)
class Person(Claim):
    """A named person with the role and country or body that the text gives."""

    type: ClassVar[str] = "person"

    name: str
    role: str | None = None
    of: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Body(Claim):
    """A standing body named as created, working or planned."""

    type: ClassVar[str] = "body"

    name: str
    kind: str
    status: str
    countries: tuple[str, ...] = ()


JudgementKind = Literal["accept", "reject", "correct", "same", "different", "close", "reopen", "note", "withdraw"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """What a person decided about the record: signed, dated, with a reason, and taken back by another judgement only.

    ``subject`` and ``object`` are what it speaks of, as given: a claim, an entity, or for ``withdraw`` a judgement.
    ``anchors`` and ``others`` are the claims that stood for them when it was made, so that it holds whatever they are called
    later. ``change`` is for ``correct``: the codebook's fields with their right values, as JSON. ``outcome`` is for ``close``.
    ``on`` is the day from which it counts, ``at`` when the ledger took it in.
    """

    kind: JudgementKind
    subject: str
    by: str
    reason: str
    on: dt.date
    object: str | None = None
    anchors: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    change: str | None = None
    outcome: str | None = None
    at: dt.datetime | None = None

    @property
    def id(self) -> str:
        """Hash of all that it says; the same thing decided again at another time is another judgement."""
        return digest(*(getattr(self, f.name) for f in fields(self)))


def active(judgements: Iterable[Judgement]) -> tuple[Judgement, ...]:
    """Those judgements that were not taken back, oldest first; a withdrawal can be withdrawn."""
    withdrawn: set[str] = set()
    found = []
    in_order = sorted(
        judgements, key=lambda j: j.at.isoformat() if j.at else ""
    )  # of one moment: as they were taken in
    for judgement in reversed(in_order):
        if judgement.id in withdrawn:
            continue
        if judgement.kind == "withdraw":
            withdrawn.add(judgement.subject)
        else:
            found.append(judgement)
    return tuple(reversed(found))


ActKind = Literal["added", "embargo", "lifted", "note", "role", "joined", "left"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """What a person did beside judging, sealed in the journal like every other fact, with its author.

    ``subject`` is a document for ``added`` and ``embargo``; for ``lifted`` the document whose embargo ends or the note that is taken back;
    whatever a ``note`` is on; an account for ``role``, ``joined`` and ``left``. ``circle`` is the group that alone may see it,
    ``until`` the day from which an embargo ends by itself, ``told`` the words of a note or the new role.
    """

    kind: ActKind
    subject: str
    by: str
    circle: str | None = None
    until: dt.date | None = None
    told: str | None = None
    at: dt.datetime | None = None

    @property
    def id(self) -> str:
        """Hash of all that it says; the same thing done again at another time is another act."""
        return digest("act", *(getattr(self, f.name) for f in fields(self)))


KINDS: tuple[type[Claim], ...] = (Meeting, Figure, Event, Instrument, Commitment, Person, Body)
KIND_BY_NAME: dict[str, type[Claim]] = {kind.type: kind for kind in KINDS}
