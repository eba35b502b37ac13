"""Sessions of a body and editions of an event: which statement speaks of which one, and which number it has."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from itertools import combinations
from typing import Final

from servanda.resolve.drafts import SLACK, Draft, Shelf, Showing, length, meet
from servanda.resolve.matching import Group, Item, Rulings
from servanda.resolve.names import same_name
from servanda.resolve.statements import when
from servanda.values import When

_APART: Final = dt.timedelta(days=180)  # between days on which one numbered edition is said to have been held
_MONTH: Final = 31
_PER_YEAR: Final = 2  # more editions than this in a year, and the numbers cannot be right


def editions(kind: str, items: Iterable[Item], rulings: Rulings) -> list[Draft]:
    """The editions that statements of one series speak of, in order of time, with numbers where they are told or follow."""
    ordered = sorted(items, key=lambda item: item.statement.order)
    shelf = Shelf(_numbered([item for item in ordered if item.feature.ordinal is not None]))
    rest = [item for item in ordered if item.feature.ordinal is None]
    for item in (i for i in rest if i.feature.held):
        _place_held(item, shelf)
    for item in sorted((i for i in rest if not i.feature.held), key=lambda i: i.feature.date is None):
        _place_awaited(item, shelf)  # those with a time first: one without it is then the next of them
    drafts = _ruled(kind, _adopted(shelf.drafts), rulings)
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
        fitting = [d for d in drafts if date is None or d.held is None or meet(date, d.held, _APART)]
        if fitting:
            fitting[0].take(item)
        else:
            drafts.append(Draft([item], ordinal=item.feature.ordinal))
    return [draft for _, drafts in sorted(by_number.items()) for draft in drafts]


def _place_held(item: Item, shelf: Shelf) -> None:
    """What was held without a number: the one edition that was held then and there, else one of its own."""
    showing: Showing = item.feature
    date = when(showing.date)
    fitting = [d for d in shelf.near(date) if d.held and _fits(showing, date, d)] if date else []
    if not showing.named:
        fitting = [d for d in fitting if not _others_met(item, d)]
    _put(item, fitting, shelf, "held at the same time")


def _others_met(item: Item, draft: Draft) -> bool:
    """Whether talks told elsewhere were with somebody else: on either side there is one who has no like on the other."""
    mine = _company(item)
    return any(_unlike(mine, theirs) and _unlike(theirs, mine) for theirs in map(_company, draft.items))


def _company(item: Item) -> tuple[str, ...]:
    return tuple(getattr(item.statement.claim, "participants", ()))


def _unlike(one: Iterable[str], other: Sequence[str]) -> bool:
    return any(all(same_name(name, known).verdict == "different" for known in other) for name in one)


def _put(item: Item, fitting: list[Draft], shelf: Shelf, reason: str) -> None:
    """Join the only draft that fits; of several, the one that was told in just the same way and no more; else stand alone."""
    if len(fitting) > 1 and item.feature.named:
        alike = {showing._replace(status="") for showing in (item.feature,)}
        fitting = [
            d for d in fitting if d.ordinal is None and {i.feature._replace(status="") for i in d.items} == alike
        ]
    if len(fitting) == 1:
        shelf.join(fitting[0], item, reason)
    else:
        shelf.add(Draft([item]))


def _fits(showing: Showing, date: When, draft: Draft) -> bool:
    held = draft.held
    if held is None or not meet(date, held, SLACK if showing.named else dt.timedelta()):
        return False
    if not showing.named and max(length(date), length(held)) > _MONTH:
        return False  # two talks of one year are not yet one
    return not (showing.place and draft.place) or showing.place == draft.place or length(held) == 0 == length(date)


def _place_awaited(item: Item, shelf: Shelf) -> None:
    """What is looked forward to without a number: the one edition awaited then for that time, else the next one."""
    showing: Showing = item.feature
    if not showing.named:
        beside = _told_beside(item, shelf)
        known = item._replace(feature=showing._replace(named=True)) if len(beside) == 1 else item
        _put(known, beside, shelf, "the one that its document tells of for the same time")
        return
    date, said = when(showing.date), item.statement.said
    awaited = [
        d for d in (shelf.near(date) if date else shelf.drafts) if not d.done_before(said, next_one=date is None)
    ]
    if date is None:
        following = min(awaited, key=_time_order, default=None)
        _put(item, [following] if following else [], shelf, "the next one then awaited")
    else:
        fitting = [d for d in awaited if any(meet(date, window) for window in d.windows.values())]
        _put(item, fitting, shelf, "awaited at the same time")


def _told_beside(item: Item, shelf: Shelf) -> list[Draft]:
    """The editions of which the same document tells under a name, as awaited at the very same time."""
    told = (item.statement.source.document, item.feature.date, item.feature.status)
    return [
        d
        for d in shelf.drafts
        if told[1] is not None
        and any(
            i.feature.named and told == (i.statement.source.document, i.feature.date, i.feature.status) for i in d.items
        )
    ]


def _adopted(drafts: list[Draft]) -> list[Draft]:
    """The drafts with what was held without a number put to the number that was awaited for it, where it slipped."""
    anchors = _anchors(drafts)
    waiting = {d.ordinal: d for d in drafts if d.ordinal is not None and d.held is None and d.windows}
    adopted: set[int] = set()
    for draft in (d for d in drafts if d.ordinal is None and d.held and waiting and anchors):
        day = _day(draft)
        number = _number(day, anchors) if day and draft.named else None
        awaited = waiting.get(number[0]) if number else None
        if number and awaited and day and any((w.first or day) <= day for w in awaited.windows.values()):
            for item in draft.items:
                awaited.take(item, f"held when no. {awaited.ordinal} was due: {number[1]}")
            awaited.reasons |= draft.reasons
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
    draft = Draft(group.items, ordinal=stated[0] if stated else None)
    for old in group.features:
        if isinstance(old, Draft):
            draft.reasons |= old.reasons
    return draft


def infer(drafts: Sequence[Draft]) -> None:
    """Give numbers to editions that have a time and no number, from those beside them, and say by which rule."""
    stated = {d.ordinal for d in drafts if d.ordinal is not None}
    anchors = _anchors(drafts)
    for draft in drafts:
        day = _day(draft)
        if draft.ordinal is None and day and anchors and draft.named:
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


_Dated = tuple[int, tuple[int, int]]  # a number, and the years that it may lie in


def missing(drafts: Sequence[Draft]) -> tuple[int, ...]:
    """The numbers between the lowest and the highest known that no document tells of; a number that goes with no other bounds none."""
    wrong = _misfits(_apart(drafts))
    known = {draft.ordinal for draft in drafts if draft.ordinal is not None}
    sound = known - wrong
    return tuple(n for n in range(min(sound), max(sound)) if n not in known) if sound else ()


def _misfits(apart: Sequence[tuple[_Dated, _Dated]]) -> set[int]:
    """The numbers to leave out so that all others go together: those that go with the fewest first, all of them in a draw."""
    left, wrong = list(apart), set[int]()
    while left:
        counted = Counter(number for both in left for number, _ in both)
        most = max(counted.values())
        wrong |= {number for number, count in counted.items() if count == most}
        left = [both for both in left if not {number for number, _ in both} & wrong]
    return wrong


def _apart(drafts: Sequence[Draft]) -> list[tuple[_Dated, _Dated]]:
    """The stated numbers that cannot stand beside each other, as a series grows by one or two a year."""
    stated = [(d.ordinal, years) for d in drafts if d.ordinal is not None and not d.inferred and (years := _years(d))]
    return [(a, b) for a, b in combinations(sorted(stated), 2) if not _possible(b[0] - a[0], a[1], b[1])]


def conflicts(drafts: Sequence[Draft]) -> tuple[str, ...]:
    """What is to be said of numbers that cannot stand beside each other."""
    return tuple(
        f"no. {one} in {early[0]} does not go with no. {other} in {late[1]}; "
        f"one a year makes it no. {other - (late[1] - early[0])}"
        for (one, early), (other, late) in _apart(drafts)
    )


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
