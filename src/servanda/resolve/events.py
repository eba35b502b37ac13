"""Events: series under many names, and their editions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from servanda.record import Event as EventClaim
from servanda.resolve.blocks import (
    Resolved,
    Scope,
    addressed,
    anchors,
    distinct,
    edition_aliases,
    edition_key,
    ordered,
    printed,
)
from servanda.resolve.drafts import Draft, Showing
from servanda.resolve.editions import conflicts, editions, missing
from servanda.resolve.entities import Entity, Event, Series
from servanda.resolve.matching import Group, Item, Linker, Matcher, Rulings, judged
from servanda.resolve.statements import Statement
from servanda.resolve.words import overlap, same_order, slug, subject


class Called(NamedTuple):
    """What a series is known by: its words, and the countries in order where words stand between them."""

    name: str
    words: frozenset[str]
    directed: tuple[str, ...]


def same_words(a: Called, b: Called) -> float | None:
    """The names hold the same words, whatever their order, the countries named and the language of plurals."""
    share, contained = overlap(a.words, b.words)
    return share if share >= 0.75 else 0.45 if contained == 1.0 and min(len(a.words), len(b.words)) > 1 else -1.0


def same_direction(a: Called, b: Called) -> float | None:
    """What one country does in another is not what the other does in the one."""
    same = same_order(a.directed, b.directed)
    return None if same is None else 0.8 if same else -1.0


MATCHERS: Final = (
    Matcher("words", 1.0, same_words, decisive=True),
    Matcher("direction", 0.5, same_direction, decisive=True),
)
_LINKER: Final[Linker[Called]] = Linker(keys=lambda c: (c.words, *c.words), compare=lambda a, b: judged(MATCHERS, a, b))


class Events:
    """Events by pair of countries; those that a place names apart belong to no pair."""

    kinds: tuple[str, ...] = ("series", "event")

    def items(self, statements: Sequence[Statement]) -> Iterator[tuple[Scope, Item]]:
        """Every event that is named."""
        for statement in statements:
            claim = statement.claim
            if isinstance(claim, EventClaim):
                yield _scope(statement), Item(statement, called(claim.name))

    def resolve(self, items: Sequence[Item], rulings: Rulings) -> Resolved:
        """The series of one pair with their editions."""
        groups, questions = _LINKER.gather(items)
        entities: list[Entity] = []
        taken: Counter[str] = Counter()
        for group in sorted(rulings.obeyed("series", groups, editions="event"), key=lambda g: g.first.order):
            base = slug(subject(group.first.claim.name).spelled, _scope(group.first))
            taken[base] += 1
            entities += _editions(group, base if taken[base] == 1 else f"{base}~{taken[base]}", rulings)
        return Resolved(tuple(entities), tuple(questions))


def called(name: str) -> Called:
    """An event's name taken apart."""
    parts = subject(name)
    return Called(name, parts.key or frozenset(parts.countries), parts.directed)


def _scope(statement: Statement) -> Scope:
    parts = subject(statement.claim.name)
    if len(parts.countries) > 1:
        return parts.countries
    if set(parts.countries) <= set(statement.pair) and not (parts.placed and not parts.countries):
        return statement.pair
    return parts.countries


def _shown(item: Item) -> Item:
    claim = item.statement.claim
    parts = subject(claim.name)
    named = parts.proper or claim.ordinal is not None or len(parts.countries) > 1
    moved = claim.postponed_from
    return Item(item.statement, Showing(claim.ordinal, claim.date, claim.place, claim.status, moved, named))


def _editions(group: Group, base: str, rulings: Rulings) -> list[Entity]:
    drafts = editions("event", map(_shown, group.items), rulings)
    made: list[Entity] = list(addressed(_event(draft, base, group) for draft in drafts))
    if len(drafts) > 1 or drafts[0].ordinal is not None:
        made.append(_series(group, base, drafts, made))
    return made


def _event(draft: Draft, base: str, group: Group) -> Event:
    statements = ordered(draft.items)
    own = f"event/{base}/{edition_key(draft)}"
    names = printed(s.claim.name for s in statements)
    bases = [f"event/{slug(subject(name).spelled, _scope(group.first))}" for name in distinct([*names])]
    return Event(
        id=own,
        name=names[0],
        names=names,
        countries=_scope(statements[0]),
        statements=statements,
        anchors=anchors(draft.items),
        aliases=edition_aliases(draft, [f"event/{base}", *bases], own),
        reasons=tuple(draft.reasons),
        series=f"series/{base}",
        ordinal=draft.ordinal,
        inferred=draft.inferred,
        date=draft.date,
        place=draft.place,
    )


def _series(group: Group, base: str, drafts: Sequence[Draft], made: Sequence[Entity]) -> Series:
    statements = ordered(group.items)
    names = printed(s.claim.name for s in statements)
    return Series(
        id=f"series/{base}",
        name=names[0],
        names=names,
        countries=_scope(statements[0]),
        statements=statements,
        anchors=anchors(group.items),
        aliases=(f"event/{base}",),
        reasons=distinct("; ".join(r) for r in group.joined.values()),
        editions=tuple(entity.id for entity in made),
        missing=missing(drafts),
        conflicts=conflicts(drafts),
    )
