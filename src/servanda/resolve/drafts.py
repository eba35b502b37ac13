"""Editions in the making: what is told of each, and a shelf on which those of a year are found at once."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache
from typing import Final, NamedTuple

from servanda.resolve.matching import Item
from servanda.resolve.statements import Statement, when
from servanda.values import When

_WIDE: Final = 5  # years: what is announced for longer may be met in any year
SLACK: Final = dt.timedelta(days=3)  # a session of several days is told by any of them


class Showing(NamedTuple):
    """What one statement tells of an edition; ``named`` when its name is one that a next edition can be known by."""

    ordinal: int | None
    date: str | None
    place: str | None
    status: str
    moved_from: str | None = None
    named: bool = True

    @property
    def held(self) -> bool:
        """Whether it is told of as held."""
        return self.status == "held"


class Draft:
    """An edition in the making: ``held`` is when it was held, as exactly as any document tells, ``windows`` every time that it was
    said to be held at, or moved from.
    """

    def __init__(self, items: Iterable[Item] = (), *, ordinal: int | None = None) -> None:
        self.items: list[Item] = []
        self.ordinal = ordinal
        self.inferred: str | None = None
        self.reasons: dict[str, None] = {}
        self.held: When | None = None
        self.windows: dict[str, When] = {}
        self.named = True
        self._told_held: dict[tuple[dt.date, When | None], None] = {}
        for item in items:
            self.take(item)

    def take(self, item: Item, reason: str = "") -> None:
        """Add a statement, and what it tells."""
        showing: Showing = item.feature
        self.items.append(item)
        self.named = self.named and showing.named
        if reason:
            self.reasons[reason] = None
        date = when(showing.date)
        for window in (date, when(showing.moved_from)):
            if window:
                self.windows.setdefault(window.value, window)
        if showing.held:
            self._told_held[item.statement.said, date] = None
            if date and (self.held is None or length(date) < length(self.held)):
                self.held = date

    @property
    def first(self) -> Statement:
        """What was said first."""
        return min((item.statement for item in self.items), key=lambda s: s.order)

    @property
    def date(self) -> When | None:
        """When it was held, else where it was last announced for."""
        if self.held:
            return self.held
        latest = max((i for i in self.items if when(i.feature.date)), key=lambda i: i.statement.order, default=None)
        return when(latest.feature.date) if latest else None

    @property
    def place(self) -> str | None:
        """Where, as told of it being held, else as announced last."""
        placed = (item for item in self.items if item.feature.place)
        latest = max(placed, key=lambda item: (item.feature.held, item.statement.order), default=None)
        return latest.feature.place if latest else None

    def done_before(self, day: dt.date, *, next_one: bool) -> bool:
        """Whether it was over when something was said that day; the ``next_one`` is none that was held, or told of as held, by then."""
        if self.held is not None and self.held.last is not None and self.held.last < day:
            return True
        return next_one and any(
            said <= day and (date is None or (date.first or day) <= day) for said, date in self._told_held
        )


@lru_cache(maxsize=65536)
def length(value: When) -> int:
    """How many days lie between the first and the last; very many where an end is open."""
    return (value.last - value.first).days if value.first and value.last else 100_000


def meet(a: When, b: When, slack: dt.timedelta = dt.timedelta()) -> bool:
    """Whether two times have a day in common."""
    a_first, a_last = a.first or dt.date.min, a.last or dt.date.max
    b_first, b_last = b.first or dt.date.min, b.last or dt.date.max
    wide = slack.days
    return a_first.toordinal() <= b_last.toordinal() + wide and b_first.toordinal() <= a_last.toordinal() + wide


class Shelf:
    """The drafts of one series, found by the years that they were announced for or held in."""

    def __init__(self, drafts: Iterable[Draft]) -> None:
        self.drafts: list[Draft] = []
        self._years: dict[int, dict[int, Draft]] = defaultdict(dict)
        self._wide: dict[int, Draft] = {}
        for draft in drafts:
            self.add(draft)

    def add(self, draft: Draft) -> None:
        """Put a draft on the shelf."""
        self.drafts.append(draft)
        self._place(draft)

    def join(self, draft: Draft, item: Item, reason: str) -> None:
        """Add a statement to a draft that stands here."""
        known = len(draft.windows)
        draft.take(item, reason)
        if len(draft.windows) > known:
            self._place(draft)

    def _place(self, draft: Draft) -> None:
        for window in draft.windows.values():
            years = _years(window)
            for year in years or ():
                self._years[year].setdefault(id(draft), draft)
            if years is None:
                self._wide.setdefault(id(draft), draft)

    def near(self, date: When) -> list[Draft]:
        """The drafts that may have a day in common with a time."""
        years = _years(date)
        if years is None:
            return self.drafts
        found = {key: draft for year in years for key, draft in self._years.get(year, {}).items()}
        return list({**found, **self._wide}.values())


def _years(value: When) -> range | None:
    """The years that a time touches, a few days more on either side; None when it is open or long."""
    if value.first is None or value.last is None or length(value) > _WIDE * 366:
        return None
    first = max(value.first.toordinal() - SLACK.days, 1)
    last = min(value.last.toordinal() + SLACK.days, dt.date.max.toordinal())
    return range(dt.date.fromordinal(first).year, dt.date.fromordinal(last).year + 1)
