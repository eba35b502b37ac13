"""Sessions of a body and editions of an event: which statement speaks of which one, and which number it has."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final, NamedTuple

from servanda.resolve.matching import Group, Item, Rulings
from servanda.resolve.statements import Statement, when
from servanda.values import When

_OPEN: Final = frozenset({"planned", "postponed", "proposed"})
_APART: Final = dt.timedelta(days=180)  # between days on which one numbered edition is said to have been held
_SLACK: Final = dt.timedelta(days=3)  # a session of several days is told by any of them
_MONTH: Final = 31
_PER_YEAR: Final = 2  # more editions than this in a year, and the numbers cannot be right


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
        return self.status == "held"

    @property
    def open(self) -> bool:
        return self.status in _OPEN


@dataclass(slots=True)
class Draft:
    """An edition in the making."""

    items: list[Item] = field(default_factory=list)
    ordinal: int | None = None
    inferred: str | None = None
    reasons: list[str] = field(default_factory=list)
    _counted: int = -1
    _held: When | None = None
    _windows: list[When] = field(default_factory=list)

    @property
    def showings(self) -> list[Showing]:
        """What each statement tells."""
        return [item.feature for item in self.items]

    def _recount(self) -> None:
        """Work out when it was held and announced for, anew only where statements came in: editions are asked often."""
        if self._counted != len(self.items):
            self._counted = len(self.items)
            told = [date for s in self.showings if s.held and (date := when(s.date))]
            self._held = min(told, key=_length, default=None)
            both = (when(value) for s in self.showings for value in (s.date, s.moved_from))
            self._windows = list(dict.fromkeys(value for value in both if value))

    @property
    def first(self) -> Statement:
        """What was said first."""
        return min((item.statement for item in self.items), key=lambda s: s.order)

    @property
    def held(self) -> When | None:
        """When it was held, as exactly as any document tells."""
        self._recount()
        return self._held

    @property
    def windows(self) -> list[When]:
        """Every time that it was said to be held at, or moved from."""
        self._recount()
        return self._windows

    @property
    def date(self) -> When | None:
        """When it was held, else where it was last announced for."""
        latest = sorted(self.items, key=lambda item: item.statement.order, reverse=True)
        announced = (date for item in latest if (date := when(item.feature.date)))
        return self.held or next(announced, None)

    @property
    def place(self) -> str | None:
        """Where, as told of it being held, else as announced last."""
        latest = sorted(self.items, key=lambda item: (item.feature.held, item.statement.order), reverse=True)
        return next((item.feature.place for item in latest if item.feature.place), None)

    def done_before(self, day: dt.date, *, next_one: bool) -> bool:
        """Whether it was over when something was said that day; the ``next_one`` is none that was held, or told of as held, by then."""
        held = self.held
        if held is not None and held.last is not None and held.last < day:
            return True
        by = [when(i.feature.date) for i in self.items if i.feature.held and i.statement.said <= day]
        return next_one and any(date is None or (date.first or day) <= day for date in by)


@lru_cache(maxsize=65536)
def _length(value: When) -> int:
    return (value.last - value.first).days if value.first and value.last else 100_000


def _meet(a: When, b: When, slack: dt.timedelta = dt.timedelta()) -> bool:
    """Whether two times have a day in common."""
    a_first, a_last = a.first or dt.date.min, a.last or dt.date.max
    b_first, b_last = b.first or dt.date.min, b.last or dt.date.max
    wide = slack.days
    return a_first.toordinal() <= b_last.toordinal() + wide and b_first.toordinal() <= a_last.toordinal() + wide


def editions(kind: str, items: Iterable[Item], rulings: Rulings) -> list[Draft]:
    """The editions that statements of one series speak of, in order of time, with numbers where they are told or follow."""
    ordered = sorted(items, key=lambda item: item.statement.order)
    drafts = _numbered([item for item in ordered if item.feature.ordinal is not None])
    rest = [item for item in ordered if item.feature.ordinal is None]
    for item in (i for i in rest if i.feature.held):
        _place_held(item, drafts)
    for item in sorted((i for i in rest if not i.feature.held), key=lambda i: i.feature.date is None):
        _place_awaited(item, drafts)  # those with a time first: one without it is then the next of them
    drafts = _ruled(kind, _adopted(drafts), rulings)
    drafts.sort(key=_time_order)
    infer(drafts)
    return drafts


def _time_order(draft: Draft) -> tuple[dt.date, int, tuple[object, ...]]:
    date = draft.date
    return (date.first if date and date.first else draft.first.said, draft.ordinal or 0, draft.first.order)


def _numbered(items: Sequence[Item]) -> list[Draft]:
    """One draft a number; a number that is told of two times far apart is two editions, one of them misnumbered."""
    by_number: dict[int, list[Draft]] = defaultdict(list)
    for item in sorted(items, key=lambda i: not i.feature.held):
        drafts = by_number[item.feature.ordinal]
        date = when(item.feature.date) if item.feature.held else None
        fitting = [d for d in drafts if date is None or d.held is None or _meet(date, d.held, _APART)]
        if fitting:
            fitting[0].items.append(item)
        else:
            drafts.append(Draft([item], ordinal=item.feature.ordinal))
    return [draft for _, drafts in sorted(by_number.items()) for draft in drafts]


def _place_held(item: Item, drafts: list[Draft]) -> None:
    """What was held without a number: the one edition that was held then and there, else one of its own."""
    showing: Showing = item.feature
    date = when(showing.date)
    fitting = [d for d in drafts if date and d.held and _fits(showing, date, d)]
    if len(fitting) == 1:
        _join(fitting[0], item, "held at the same time")
    else:
        drafts.append(Draft([item]))


def _fits(showing: Showing, date: When, draft: Draft) -> bool:
    held = draft.held
    if held is None or not _meet(date, held, _SLACK if showing.named else dt.timedelta()):
        return False
    if not showing.named and max(_length(date), _length(held)) > _MONTH:
        return False  # two talks of one year are not yet one
    return not (showing.place and draft.place) or showing.place == draft.place or _length(held) == 0 == _length(date)


def _place_awaited(item: Item, drafts: list[Draft]) -> None:
    """What is looked forward to without a number: the one edition awaited then for that time, else the next one."""
    showing: Showing = item.feature
    if not showing.named:
        drafts.append(Draft([item]))
        return
    date = when(showing.date)
    awaited = [d for d in drafts if not d.done_before(item.statement.said, next_one=date is None)]
    fitting = [d for d in awaited if date is None or any(_meet(date, window) for window in d.windows)]
    if date is None and len(fitting) > 1:
        fitting = [min(fitting, key=_time_order)]
    if len(fitting) == 1:
        _join(fitting[0], item, "the next one then awaited" if date is None else "awaited at the same time")
    else:
        drafts.append(Draft([item]))


def _join(draft: Draft, item: Item, reason: str) -> None:
    draft.items.append(item)
    draft.reasons.append(reason)


def _adopted(drafts: list[Draft]) -> list[Draft]:
    """The drafts with what was held without a number put to the number that was awaited for it, where it slipped."""
    anchors = _anchors(drafts)
    waiting = {d.ordinal: d for d in drafts if d.ordinal is not None and d.held is None and d.windows}
    adopted: set[int] = set()
    for draft in (d for d in drafts if d.ordinal is None and d.held and waiting and anchors):
        day = _day(draft)
        number = _number(day, anchors) if day and all(s.named for s in draft.showings) else None
        awaited = waiting.get(number[0]) if number else None
        if number and awaited and day and any((w.first or day) <= day for w in awaited.windows):
            awaited.items += draft.items
            awaited.reasons += [*draft.reasons, f"held when no. {awaited.ordinal} was due: {number[1]}"]
            adopted.add(id(draft))
            del waiting[number[0]]
    return [draft for draft in drafts if id(draft) not in adopted]


def _anchors(drafts: Iterable[Draft]) -> list[tuple[int, dt.date]]:
    """The numbers whose days are known: of what was held, and where nothing was, of what is announced."""
    dated = [(d, day) for d in drafts if d.ordinal is not None and (day := _day(d))]
    held = [(d, day) for d, day in dated if d.held]
    return [(d.ordinal, day) for d, day in held or dated if d.ordinal is not None]


def _ruled(kind: str, drafts: list[Draft], rulings: Rulings) -> list[Draft]:
    """The drafts under the judgements on sameness."""
    if not rulings.together and not rulings.apart:
        return drafts
    groups = [Group(draft.items, [draft]) for draft in drafts]
    ruled = rulings.obeyed(kind, groups)
    return drafts if ruled == groups else [_redrawn(group) for group in ruled]


def _redrawn(group: Group) -> Draft:
    stated = sorted(item.feature.ordinal for item in group.items if item.feature.ordinal is not None)
    reasons = [reason for old in group.features if isinstance(old, Draft) for reason in old.reasons]
    return Draft(list(group.items), ordinal=stated[0] if stated else None, reasons=reasons)


def infer(drafts: Sequence[Draft]) -> None:
    """Give numbers to editions that have a time and no number, from those beside them, and say by which rule."""
    stated = {d.ordinal for d in drafts if d.ordinal is not None}
    anchors = _anchors(drafts)
    for draft in drafts:
        day = _day(draft)
        if draft.ordinal is None and day and anchors and all(showing.named for showing in draft.showings):
            found = _number(day, anchors)
            if found and found[0] not in stated:
                draft.ordinal, draft.inferred = found
                stated.add(found[0])


def _day(draft: Draft) -> dt.date | None:
    date = draft.date
    return (date.first or date.last) if date else None


def _number(day: dt.date, anchors: Sequence[tuple[int, dt.date]]) -> tuple[int, str] | None:
    """The number that an edition of that day has: the only one left between its neighbours, else by one a year."""
    before = max((a for a in anchors if a[1] < day), default=None, key=lambda a: (a[1], a[0]))
    after = min((a for a in anchors if a[1] > day), default=None, key=lambda a: (a[1], a[0]))
    low = before[0] + 1 if before else 1
    high = after[0] - 1 if after else None
    if high is not None and low == high:
        return low, f"the only number between {low - 1} and {high + 1}"
    near = min((a for a in (before, after) if a), key=lambda a: abs((a[1] - day).days), default=None)
    if near is None:
        return None
    guess = near[0] + (day.year - near[1].year)
    if guess < low or (high is not None and guess > high) or guess == near[0]:
        guess = near[0] + (1 if near is before else -1)
        if guess < low or (high is not None and guess > high):
            return None
    return guess, f"one a year, counted from number {near[0]} in {near[1].year}"


def missing(drafts: Iterable[Draft]) -> tuple[int, ...]:
    """The numbers between the lowest and the highest known that no document tells of."""
    known = {draft.ordinal for draft in drafts if draft.ordinal is not None}
    return tuple(n for n in range(min(known), max(known)) if n not in known) if known else ()


def conflicts(drafts: Sequence[Draft]) -> tuple[str, ...]:
    """Stated numbers that cannot stand beside each other, as a series grows by one or two a year."""
    stated = [(d.ordinal, when_) for d in drafts if d.ordinal is not None and not d.inferred and (when_ := _years(d))]
    wrong = []
    for number, (one, early) in enumerate(sorted(stated)):
        for other, late in sorted(stated)[number + 1 :]:
            if not _possible(other - one, early, late):
                expected = other - (late[1] - early[0])
                wrong.append(
                    f"no. {one} in {early[0]} does not go with no. {other} in {late[1]}; one a year makes it no. {expected}"
                )
    return tuple(wrong)


def _years(draft: Draft) -> tuple[int, int] | None:
    """The first and the last year that an edition may lie in."""
    date = draft.date
    first, last = (date.first or date.last, date.last or date.first) if date else (None, None)
    return (first.year, last.year) if first and last else None


def _possible(steps: int, early: tuple[int, int], late: tuple[int, int]) -> bool:
    """Whether so many numbers can lie between two editions, the lower one in the years ``early``."""
    if steps == 0:
        return early[0] <= late[1] and late[0] <= early[1]
    return late[1] >= early[0] and steps <= _PER_YEAR * (late[1] - early[0]) + 1
