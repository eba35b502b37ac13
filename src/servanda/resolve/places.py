"""Places of meetings and events: one under all names that the gazetteer knows for it, each with its country."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from servanda import countries
from servanda.record import Event, Meeting
from servanda.resolve.blocks import Resolved, Scope, addressed, anchors, ordered, printed
from servanda.resolve.entities import Place
from servanda.resolve.matching import Group, Item, Rulings
from servanda.resolve.statements import Statement
from servanda.resolve.words import fold, slug


class Located(NamedTuple):
    """A place as named: its usual name, and its country where the gazetteer knows it."""

    name: str
    country: str | None

    @property
    def slug(self) -> str:
        """The last part of its address."""
        return slug(tuple(fold("".join(c if c.isalnum() else " " for c in self.name)).split()))


class Places:
    """Every place where something is told to be held or planned; each name is a block of its own."""

    kinds: tuple[str, ...] = ("place",)

    def items(self, statements: Sequence[Statement]) -> Iterator[tuple[Scope, Item]]:
        """The places of meetings and events."""
        for statement in statements:
            claim = statement.claim
            if isinstance(claim, (Meeting, Event)) and claim.place and claim.place.strip():
                place = located(claim.place)
                yield (place.slug,), Item(statement, place, part=claim.place)

    def resolve(self, items: Sequence[Item], rulings: Rulings) -> Resolved:
        """The place of one name, or those that a judgement ties together."""
        groups: dict[str, Group] = {}
        for item in sorted(items, key=lambda i: i.statement.order):
            group = groups.setdefault(item.feature.slug, Group([], []))
            group.items.append(item)
            if item.feature not in group.features:
                group.features.append(item.feature)
        return Resolved(tuple(addressed(map(_place, rulings.obeyed("place", list(groups.values()))))))


@lru_cache(maxsize=4096)
def located(name: str) -> Located:
    """A place by any of its names; as it is printed, and without a country, where the gazetteer does not know it."""
    form = _gazetteer().get(fold(name.strip()))
    return Located(form.name or form.text, form.code or None) if form else Located(name.strip(), None)


@cache
def _gazetteer() -> Mapping[str, countries.Form]:
    found: dict[str, countries.Form] = {}
    for form in countries.forms():
        if form.kind in ("capital", "city", "region", "name"):
            found.setdefault(fold(form.text), form)
    return found


def _place(group: Group) -> Place:
    items = sorted(group.items, key=lambda item: item.statement.order)
    first: Located = items[0].feature
    others = (feature.slug for feature in group.features if feature.slug != first.slug)
    return Place(
        id=f"place/{first.slug}",
        name=first.name,
        names=printed(dict.fromkeys([first.name, *(item.part for item in items)])),
        countries=tuple(sorted({f.country for f in group.features if f.country})),
        statements=ordered(items),
        anchors=anchors(items),
        aliases=tuple(f"place/{other}" for other in others),
    )
