"""What every block of the record has: its scope, the statements in it, how they become entities with addresses."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from operator import attrgetter
from typing import Final, Protocol, TypeVar

from servanda.resolve.drafts import Draft
from servanda.resolve.entities import Edition, Entity
from servanda.resolve.matching import Item, Open, Rulings
from servanda.resolve.statements import Statement

E = TypeVar("E", bound=Entity)
Ed = TypeVar("Ed", bound=Edition)

#: What a thing is shown as of which no document tells the name.
NAMELESS: Final = "?"

#: The countries of a pair, or nothing for what belongs to no pair.
Scope = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Resolved:
    """What the statements of one block speak of, and what is left open."""

    entities: tuple[Entity, ...]
    questions: tuple[Open, ...] = ()


class Noun(Protocol):
    """A kind of thing that statements speak of: which statements, in which block, and how they are told apart."""

    kinds: tuple[str, ...]

    def items(self, statements: Sequence[Statement]) -> Iterator[tuple[Scope, Item]]: ...
    def resolve(self, items: Sequence[Item], rulings: Rulings) -> Resolved: ...


def ordered(items: Iterable[Item]) -> tuple[Statement, ...]:
    """The statements of items, each once, in the order in which they were made."""
    return tuple(sorted({item.statement.order: item.statement for item in items}.values(), key=_order))


_order: Final = attrgetter("order")


def anchors(items: Iterable[Item]) -> tuple[str, ...]:
    """What judgements point to the items by, in the order in which they were made."""
    return tuple(dict.fromkeys(item.anchor for item in sorted(items, key=lambda i: (i.statement.order, i.part))))


def distinct(names: Iterable[str | None]) -> tuple[str, ...]:
    """Names as printed, each once, in order."""
    return tuple(dict.fromkeys(name for name in names if name))


def addressed(entities: Iterable[E]) -> list[E]:
    """The entities with addresses of their own: of several with one address, what was said first keeps it."""
    taken: dict[str, int] = {}
    done = []
    for entity in sorted(entities, key=lambda e: e.statements[0].order):
        taken[entity.id] = count = taken.get(entity.id, 0) + 1
        done.append(entity if count == 1 else replace(entity, id=f"{entity.id}~{count}"))
    return done


def printed(names: Iterable[str | None]) -> tuple[str, ...]:
    """The names of a thing as printed, each once, in order; a thing has one at least."""
    return distinct(name.strip() for name in names if name) or (NAMELESS,)


def edition_key(draft: Draft) -> str:
    """The last part of an edition's address: its number as told, else the time first told of it, else when it was first told."""
    if draft.ordinal is not None and not draft.inferred:
        return str(draft.ordinal)
    items = sorted(draft.items, key=lambda item: item.statement.order)
    dated = (item.feature.date for item in items if item.feature.date)
    return next(dated, f"said-{items[0].statement.said}").replace("/", "_")


def edition_aliases(draft: Draft, bases: Iterable[str], own: str) -> tuple[str, ...]:
    """Other addresses: by an inferred number, by any date told, under any name of the series."""
    keys = [str(draft.ordinal)] if draft.ordinal is not None else []
    keys += [item.feature.date.replace("/", "_") for item in draft.items if item.feature.date]
    return tuple(a for a in dict.fromkeys(f"{base}/{key}" for base in bases for key in keys) if a != own)
