"""What the record speaks of: persons, bodies, sessions, meetings, events, instruments, undertakings.

Each has a stable, readable id, which is its permalink: ``session/AZ-RU/21``, ``event/az-ru-interregional-forum/11``. An id comes from
what was said first, so that later reports do not change it; ``aliases`` are other addresses of the same thing.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar

from servanda.resolve.statements import Statement
from servanda.values import When


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """One thing that documents speak of, with every statement on it in the order in which they were made.

    ``names`` are all its names as printed, the first one first; ``reasons`` tell why statements were joined; ``anchors`` are
    what judgements point to it by.
    """

    kind: ClassVar[str] = "entity"

    id: str
    name: str
    names: tuple[str, ...]
    countries: tuple[str, ...]
    statements: tuple[Statement, ...]
    anchors: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()

    @property
    def first_seen(self) -> dt.date:
        """The day on which it was first spoken of."""
        return self.statements[0].said

    @property
    def last_seen(self) -> dt.date:
        """The day on which it was last spoken of."""
        return self.statements[-1].said

    @property
    def origins(self) -> int:
        """By how many independent releases it is borne out: copies of one release count once."""
        return len({statement.source.release for statement in self.statements})


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """An office that a person was named in; ``of`` is a country code or a body, ``first`` and ``last`` the days of naming."""

    role: str
    of: str | None
    first: dt.date
    last: dt.date
    statements: tuple[Statement, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Person(Entity):
    """A person, with the offices named over time."""

    kind: ClassVar[str] = "person"

    offices: tuple[Office, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Chair:
    """A chair of a body as named: the person's id where it is known, the country, first and last day."""

    name: str
    person: str | None
    of: str | None
    first: dt.date
    last: dt.date


@dataclass(frozen=True, slots=True, kw_only=True)
class Series(Entity):
    """A body with its sessions, or an event that comes again, with its editions in order.

    ``missing`` are the numbers between the first and the last known that no document tells of; ``conflicts`` say which
    numbers cannot stand beside each other.
    """

    kind: ClassVar[str] = "series"

    editions: tuple[str, ...] = ()
    missing: tuple[int, ...] = ()
    conflicts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Body(Series):
    """A standing body: commission, working group, council; ``named`` are numbers of sessions that are named in passing alone."""

    kind: ClassVar[str] = "body"

    sort: str = "commission"
    named: Mapping[int, Statement] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition(Entity):
    """One session of a body or one edition of an event.

    ``ordinal`` is its number; ``inferred`` tells by which rule when no document states it. ``date`` is when it was held, or
    where it was last announced for.
    """

    kind: ClassVar[str] = "edition"

    series: str | None = None
    ordinal: int | None = None
    inferred: str | None = None
    date: When | None = None
    place: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Session(Edition):
    """A numbered or dated session of a standing body."""

    kind: ClassVar[str] = "session"


@dataclass(frozen=True, slots=True, kw_only=True)
class Event(Edition):
    """One edition of an event."""

    kind: ClassVar[str] = "event"


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting(Edition):
    """A meeting that is no session: of co-chairs, talks, a summit, a visit."""

    kind: ClassVar[str] = "meeting"

    sort: str = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """How many instruments a document claims there are, with the status that it gives them."""

    count: int
    status: str
    date: str | None
    statement: Statement


@dataclass(frozen=True, slots=True, kw_only=True)
class Instrument(Entity):
    """A paper between the sides, or a number of papers told together.

    ``term`` is the time that it is for; ``counts`` are what documents claim of a number of papers, ``members`` those of them
    that are known by name; ``follows`` and ``followed_by`` are the paper before and after it on the same matter.
    """

    kind: ClassVar[str] = "instrument"

    sort: str
    ordinal: int | None = None
    term: When | None = None
    counts: tuple[Count, ...] = ()
    members: tuple[str, ...] = ()
    part_of: str | None = None
    follows: str | None = None
    followed_by: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Undertaking(Entity):
    """Something that a side says it will do, agreed to do or is doing."""

    kind: ClassVar[str] = "undertaking"

    who: tuple[str, ...] = ()
    ritual: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Place(Entity):
    """A place where things are held or planned; ``countries`` is its country, where the gazetteer knows it."""

    kind: ClassVar[str] = "place"


KINDS: tuple[type[Entity], ...] = (Person, Body, Session, Meeting, Series, Event, Instrument, Undertaking, Place)
