"""The record as of a day: threads, what is silent and overdue, what was counted and is not known, what cannot be true together."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final

from servanda.follow.rules import life_of
from servanda.follow.threads import Link, Thread, thread
from servanda.problems import UsageError
from servanda.record import Figure, Judgement
from servanda.resolve.book import Record
from servanda.resolve.entities import (
    Count,
    Edition,
    Entity,
    Event,
    Instrument,
    Meeting,
    Person,
    Place,
    Series,
    Session,
    Undertaking,
)
from servanda.resolve.offices import Meant
from servanda.resolve.statements import Statement, when
from servanda.resolve.words import is_office, scope_code

_BREATH: Final = 60  # characters
FOLLOWED: tuple[type[Entity], ...] = (Session, Meeting, Event, Instrument, Undertaking)


@dataclass(frozen=True, slots=True)
class Contradiction:
    """What cannot be true together: which things, why, and the statements on both sides."""

    entities: tuple[str, ...]
    told: str
    statements: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class Shortfall:
    """A number of papers that is claimed, beside those that are known by name."""

    entity: Instrument
    claimed: Count
    known: tuple[str, ...]

    @property
    def missing(self) -> int:
        """How many of those claimed no document names."""
        return max(self.claimed.count - len(self.known), 0)


class View:
    """A record followed up to a day."""

    def __init__(self, record: Record, day: dt.date) -> None:
        self.record = record
        self.day = day

    @cached_property
    def _judged(self) -> Mapping[str, tuple[Judgement, ...]]:
        """Judgements by what they bear on, by anchor."""
        found: dict[str, list[Judgement]] = defaultdict(list)
        for judgement in self.record.judgements:
            for anchor in judgement.anchors[:1]:
                found[anchor].append(judgement)
        return {anchor: tuple(listed) for anchor, listed in found.items()}

    def follows(self, entity: Entity) -> bool:
        """Whether a thing is followed: persons, bodies, series and places are not."""
        return isinstance(entity, FOLLOWED)

    def thread(self, entity: Entity) -> Thread:
        """The thread of one thing.

        Raises UsageError for what is not followed: persons, bodies, series, places.
        """
        if not self.follows(entity):
            raise UsageError(f"a {entity.kind} is not followed; {entity.id} has a timeline")
        judged = self._judged
        bearing = [j for a in entity.anchors for j in judged.get(f"{entity.kind}:{a}", ())] if judged else []
        found = self._spoken(thread(entity, self.day, bearing))
        successor = self._successor(entity)
        return replace(found, succeeded_by=successor, is_silent=False) if successor else found

    def _spoken(self, found: Thread) -> Thread:
        """The thread with those who are quoted in it by an office alone."""
        if not any(is_office(name) for link in found.links for name in link.statement.claim.speakers[:1]):
            return found
        return replace(found, links=tuple(replace(link, meant=self._meant(link.statement)) for link in found.links))

    def _meant(self, statement: Statement) -> Meant | None:
        speaker = statement.claim.speaker
        return self.record.meant(statement, speaker) if speaker else None

    def _successor(self, entity: Entity) -> str | None:
        """The paper that took the place of this one: the one that follows it, once it came far enough."""
        if not isinstance(entity, Instrument) or entity.followed_by is None:
            return None
        life = life_of(Instrument.kind)
        told = [s.claim.status for s in self.record.entities[entity.followed_by].statements]
        far = life.follows is not None and max(map(life.rank.index, told)) >= life.rank.index(life.follows)
        return entity.followed_by if far else None

    def threads(self, *kinds: type[Entity]) -> list[Thread]:
        """The threads of some kinds of things, or of all; formulas are not followed."""
        chosen = [e for kind in kinds or FOLLOWED for e in self.record.of(kind)]
        return [self.thread(e) for e in chosen if not (isinstance(e, Undertaking) and e.ritual)]

    def timeline(self, reference: str) -> list[tuple[Entity, Link]]:
        """Everything said of a pair of countries (``AZ-RU``), a body or series with its editions, or one thing, in order."""
        found = [(e, link) for e in self.about(reference) for link in self.thread(e).links]
        return sorted(found, key=lambda f: (f[1].statement.order, f[0].id))

    def about(self, reference: str) -> list[Entity]:
        """The things followed that belong to a pair, a body, a series or a place, or that a person takes part in."""
        codes = reference.upper().replace("/", "-")
        of_pair = [
            e
            for kind in FOLLOWED
            for e in self.record.of(kind)
            if scope_code(e.countries) == codes or any(scope_code(s.pair) == codes for s in e.statements)
        ]
        if of_pair:
            return of_pair
        entity = self.record.find(reference)
        if isinstance(entity, Series):
            return [self.record.entities[i] for i in entity.editions]
        if isinstance(entity, Place):
            return list(self.at(entity))
        if isinstance(entity, Person):
            own = {s.id for s in entity.statements}
            quoted = (s for s in self.record.statements if s.claim.speakers and is_office(s.claim.speakers[0]))
            own |= {s.id for s in quoted if (found := self._meant(s)) and found.person.id == entity.id}
            return [e for kind in FOLLOWED for e in self.record.of(kind) if any(s.id in own for s in e.statements)]
        return [entity]

    def at(self, place: Place) -> tuple[Edition, ...]:
        """The sessions, meetings and events that are told to be held at a place, or were planned there, by when they were."""
        own = {s.id for s in place.statements}
        editions = (e for kind in (Session, Meeting, Event) for e in self.record.of(kind))
        found = (e for e in editions if any(s.id in own for s in e.statements))
        return tuple(sorted(found, key=lambda e: ((e.date and e.date.first) or e.first_seen, e.id)))

    @cached_property
    def _named(self) -> Mapping[str, list[tuple[int, int, str]]]:
        """Where in which document events and papers are named."""
        found: dict[str, list[tuple[int, int, str]]] = defaultdict(list)
        for entity in (e for kind in (Event, Instrument) for e in self.record.of(kind)):
            for s in entity.statements:
                found[s.source.document].append((s.claim.start, s.claim.end, entity.id))
        return found

    def concerned(self, undertaking: Undertaking) -> list[Thread]:
        """The events and papers that the undertaking's own words name: what became of them tells much of what became of it."""
        within = {
            found
            for s in undertaking.statements
            for start, end, found in self._named.get(s.source.document, ())
            if s.claim.start <= start and end <= s.claim.end
        }
        return [self.thread(self.record.entities[found]) for found in sorted(within)]

    @cached_property
    def _figures(self) -> Mapping[str, list[Statement]]:
        """The figures that documents state for a time, by document."""
        found: dict[str, list[Statement]] = defaultdict(list)
        for s in self.record.statements:
            if isinstance(s.claim, Figure) and s.claim.period:
                found[s.source.document].append(s)
        return found

    def figures(self, entity: Entity) -> list[Statement]:
        """The figures told in one breath with a session, meeting or event: right behind it, and for the very same time."""
        if not isinstance(entity, Edition):
            return []
        return [
            figure
            for s in entity.statements
            for figure in self._figures.get(s.source.document, ())
            if figure.claim.period == s.claim.date and 0 <= figure.claim.start - s.claim.end <= _BREATH
        ]

    def shortfalls(self) -> list[Shortfall]:
        """Numbers of papers claimed last, beside the papers known."""
        counted = [i for i in self.record.of(Instrument) if i.counts]
        return [Shortfall(i, i.counts[-1], i.members) for i in counted]

    def gaps(self) -> list[tuple[Series, tuple[int, ...]]]:
        """Series in which numbers are missing between those known."""
        return [(series, series.missing) for series in self.record.series() if series.missing]

    def contradictions(self) -> list[Contradiction]:
        """What cannot be true together, as told by the papers and numbers themselves."""
        return [*self._numbers(), *self._counts(), *self._ends()]

    def _ends(self) -> Iterator[Contradiction]:
        """What is told to have been held, and to have been cancelled."""
        for entity in (e for kind in (Session, Event) for e in self.record.of(kind)):
            closed = life_of(entity.kind).closed
            ends = {s.claim.status: s for s in reversed(entity.statements) if s.claim.status in closed}
            if len(ends) > 1:
                yield Contradiction((entity.id,), " and ".join(sorted(ends)), tuple(ends[end] for end in sorted(ends)))

    def _numbers(self) -> Iterator[Contradiction]:
        for series in self.record.series():
            for told in series.conflicts:
                editions = [self.record.entities[i] for i in series.editions]
                stated = [s for e in editions if isinstance(e, Edition) and e.ordinal for s in e.statements]
                yield Contradiction((series.id,), told, tuple(stated))

    def _counts(self) -> Iterator[Contradiction]:
        """So many papers at a stage by some day, where the last one of them was told not to be so far later than that."""
        rank = life_of(Instrument.kind).rank
        for group in (i for i in self.record.of(Instrument) if i.counts):
            for member in (self.record.entities[m] for m in group.members):
                assert isinstance(member, Instrument)
                for count in group.counts:
                    yield from _not_so_far(group, count, member, rank)


def _not_so_far(group: Instrument, count: Count, member: Instrument, rank: tuple[str, ...]) -> Iterator[Contradiction]:
    reached = when(count.date)
    by = (reached.last if reached and reached.last else None) or count.statement.said
    if member.ordinal is None or member.ordinal > count.count:
        return
    for s in member.statements:
        if s.said > by and rank.index(s.claim.status) < rank.index(count.status):
            yield Contradiction(
                (group.id, member.id),
                f"{count.count} {count.status} by {by}, yet no. {member.ordinal} only {s.claim.status} on {s.said}",
                (count.statement, s),
            )
            return
