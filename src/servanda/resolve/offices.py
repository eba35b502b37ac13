"""Who is meant by an office told alone: "the co-chair", "the Deputy Prime Minister", where documents leave exactly one candidate."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from servanda.resolve.entities import Body, Person
from servanda.resolve.statements import Statement
from servanda.resolve.words import is_office, lexicon, subject

if TYPE_CHECKING:
    from servanda.resolve.book import Record

_REMEMBERED: Final = (
    3 * 366
)  # days: who was last named so longer ago, or is first named so longer after, is no candidate

Span = tuple[dt.date, dt.date]


@dataclass(frozen=True, slots=True)
class Meant:
    """The person whom a statement means by an office alone: worked out, and by which rule."""

    office: str
    person: Person
    rule: str


def meant(record: Record, statement: Statement, name: str) -> Meant | None:
    """Who is meant by a name that a statement gives, where that is an office; None where it is none, or could be anybody's."""
    if not is_office(name):
        return None
    here = record.person(statement, name)
    if here is not None:
        return Meant(name, here, "the only one of that office in the document")
    side = statement.sides.get(name)
    told = subject(name).countries or ((side,) if side else ())
    away = holders(record, name, statement.said, countries=told or statement.pair, pair=statement.pair)
    near = {found: days for found, days in away.items() if days <= _REMEMBERED}
    then = [found for found, days in near.items() if days == 0] if told else []
    left = then or list(near)
    person = record.entities[left[0]] if len(left) == 1 else None
    if not isinstance(person, Person):
        return None
    of = f" of {', '.join(told)}" if told else ""
    return Meant(name, person, f"the only {name}{of} that documents name {'then' if then else 'near that day'}")


def holders(
    record: Record, office: str, day: dt.date, *, countries: Collection[str], pair: tuple[str, ...] = ()
) -> dict[str, int]:
    """The persons named in an office, each with the days between that and a day; chairs of a ``pair``'s bodies where one is given."""
    told = subject(office).key
    away: dict[str, int] = {}
    for person in record.of(Person):
        if countries and not set(countries) & set(person.countries):
            continue
        for first, last in _spans(record, person, told, pair):
            distance = max((first - day).days, (day - last).days, 0)
            away[person.id] = min(distance, away.get(person.id, distance))
    return away


def _spans(record: Record, person: Person, told: frozenset[str], pair: tuple[str, ...]) -> Iterator[Span]:
    """From when to when a person was named in an office."""
    chair = told <= lexicon().chairing
    if told and not (chair and pair):
        yield from ((o.first, o.last) for o in person.offices if told <= subject(o.role).key)
    if chair:
        yield from (span for countries, span in record.chaired.get(person.id, ()) if not pair or countries == pair)


def chaired(record: Record) -> dict[str, list[tuple[tuple[str, ...], Span]]]:
    """For each person the bodies chaired, by their countries, with the first and last day of it."""
    found: dict[str, list[tuple[tuple[str, ...], Span]]] = {}
    for body in record.of(Body):
        for chair in record.chairs(body):
            if chair.person:
                found.setdefault(chair.person, []).append((body.countries, (chair.first, chair.last)))
    return found
