"""The cheapest repairs of a conflict: which statements must have slipped, and what each probably meant to say.

A repair changes some statements, each by one typed slip (a part of a year told as the year, million for billion, ...), so that all
that is left can be true together. Its cost is the sum of -log of how often such slips stand in print, so that the cheapest is
the likeliest. Repairs that are nearly as likely as the best are told beside it, and the culprit is then open.
"""

from __future__ import annotations

import heapq
import itertools
import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from servanda.reconcile.engine import Engine
from servanda.reconcile.indicators import definitions
from servanda.reconcile.observations import Growth, Interval, Months, Observation, Series, Statement
from servanda.reconcile.plausibility import plausible
from servanda.reconcile.rows import System, Terms, stating

#: Repairs up to so many times less likely than the best one are told beside it.
NEARLY: Final = 3.0
_TRIALS: Final = 100
_SETS: Final = 24
_ONE: Final = Decimal(1)
_PART_YEARS: Final = (11, 9, 6, 3)
_OFFICIAL: Final = 6.0  # official statistics seldom slip: e^6 is about four hundred times less often
#: What an assumption costs to give up: about as much as the commonest slip.
_ASSUMPTION: Final = 3.0
#: A number that is wrong in no known way may lie anywhere within about a factor of ten.
_ANYWHERE: Final = math.log(10)
#: In how many ways a slip can be made, each as likely as the others.
_WAYS: Final = {"period": 6, "unit": 2, "digit": 12}
_SPEAKS_AT_MOST: Final = 3.0
_NODES: Final = 5000


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """One slip of one group. ``meant`` is what it probably was to say; None leaves that open.

    An assumption that is given up has the slip "assumption".
    """

    group: int
    slip: str
    cost: float
    meant: Observation | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Repair:
    """Edits after which everything else can be true together."""

    edits: tuple[Edit, ...]
    cost: float

    @property
    def groups(self) -> frozenset[int]:
        """The statements and assumptions that it changes."""
        return frozenset(edit.group for edit in self.edits)


def repairs(engine: Engine, sets: Sequence[frozenset[int]], held: Iterable[int]) -> tuple[Repair, ...]:
    """The cheapest repairs of conflicts that touch one another, the likeliest first.

    ``held`` are the groups that take part in no conflict. For each set of groups that is changed, the likeliest way is told.
    """
    members = frozenset().union(*sets)
    active = frozenset(held) | members
    options = {group: edits(engine.system, group) for group in members}
    cheapest = {group: min(edit.cost for edit in listed) for group, listed in options.items()}
    best: list[Repair] = []
    for hit in _hitting(sets, cheapest):
        floor = sum(cheapest[group] - _SPEAKS_AT_MOST for group in hit)
        if floor > _limit(best):
            continue
        repair = _likeliest(engine, [options[group] for group in sorted(hit)], active - hit)
        if repair is not None:
            best.append(repair)
            best.sort(key=lambda one: (one.cost, sorted(one.groups)))
    return tuple(one for one in best if one.cost <= _limit(best))


def _limit(best: Sequence[Repair]) -> float:
    return best[0].cost + math.log(NEARLY) + 1e-9 if best else math.inf


def _hitting(sets: Sequence[frozenset[int]], cheapest: dict[int, float]) -> Iterator[frozenset[int]]:
    """Smallest sets of groups of which every conflict holds one, the cheapest first; the first few.

    Best first: the cheapest set so far is widened by each member of a conflict that it does not meet, and a member that was left to
    an earlier branch is not taken up again, so that no set comes twice.
    """
    ordered = sorted(sets, key=lambda one: (len(one), sorted(one)))
    queue: list[tuple[float, int, frozenset[int], frozenset[int]]] = [(0.0, 0, frozenset(), frozenset())]
    count, given = 0, 0
    while queue and given < _SETS and count < _NODES:
        cost, _, taken, barred = heapq.heappop(queue)
        unmet = next((one for one in ordered if not one & taken), None)
        if unmet is None:
            if all(any(one & taken == {member} for one in sets) for member in taken):
                given += 1
                yield taken
            continue
        before = barred
        for member in sorted(unmet - barred, key=lambda one: (cheapest[one], one)):
            count += 1
            heapq.heappush(queue, (cost + cheapest[member], count, taken | {member}, before))
            before |= {member}


def _likeliest(engine: Engine, listed: Sequence[Sequence[Edit]], rest: frozenset[int]) -> Repair | None:
    """The likeliest way of changing each of some groups, so that all can be true together with the rest.

    Its cost is that of all ways together in which each may have slipped: what can be explained in two ways is likelier.
    """
    if not engine.holds(rest):
        return None
    choices = [_healing(engine, one, rest) for one in listed]
    cost = sum(-math.log(sum(math.exp(-edit.cost) for edit in one)) for one in choices)
    if len(choices) == 1:
        return Repair(edits=(choices[0][0],), cost=cost)
    for taken in itertools.islice(_combined(choices), _TRIALS):
        if _heals(engine, taken, rest):
            return Repair(edits=taken, cost=cost)
    return None


def _healing(engine: Engine, listed: Sequence[Edit], rest: frozenset[int]) -> list[Edit]:
    """The slips of one group that can be true together with the rest, the cheapest first.

    A slip that explains a number which the rest leaves little room for is likelier: few numbers would have fitted so by chance.
    """
    room = _Room(engine, rest)
    found = [
        replace(edit, cost=edit.cost - _speaks(edit, room))
        for edit in (*listed, *_digits(engine, listed[0].group, room))
        if edit.meant is None or _heals(engine, [edit], rest)
    ]
    return sorted(found, key=lambda edit: edit.cost)


def _speaks(edit: Edit, room: _Room) -> float:
    """By how much a slip gains because what was meant lies just where the rest leaves room for it."""
    if edit.slip == "copy":
        return _SPEAKS_AT_MOST
    if edit.meant is None or edit.meant.level is None:
        return 0.0
    value = _middle(edit.meant)
    width = room.of(edit.meant) / abs(value) if value else _ANYWHERE
    printed = _printed(edit.meant)
    gain = math.log(_ANYWHERE / min(max(width, printed), _ANYWHERE))
    return min(max(gain, 0.0), _SPEAKS_AT_MOST)


def _middle(one: Observation) -> float:
    bounds = [float(bound) for bound in one.level or () if bound is not None]
    return sum(bounds) / len(bounds) if bounds else 0.0


def _printed(one: Observation) -> float:
    """How wide the print leaves a level, relative to it."""
    low, high = one.level or Interval(None, None)
    middle = _middle(one)
    return float(high - low) / abs(middle) if low is not None and high is not None and middle else _ANYWHERE


class _Room:
    """How much room the rest leaves for a quantity; each is asked of the solver once."""

    def __init__(self, engine: Engine, rest: frozenset[int]) -> None:
        self._engine, self._rest = engine, rest
        self._known: dict[tuple[Series, Months], tuple[float, float]] = {}

    def of(self, one: Observation) -> float:
        """The width of the bounds."""
        low, high = self.bounds(one.series, one.months)
        return high - low

    def bounds(self, series: Series, months: Months) -> tuple[float, float]:
        """Between which bounds the quantity lies; a part of a year lies between the parts known before and after it."""
        place = (series, months)
        if place not in self._known:
            system = self._engine.system
            before = len(system.totals)
            with system.trying():
                terms = system.sum(series, months)
                new = [number for number, _ in terms if number >= before]
                beside = [system.around(number) for number in new]
            if not new:
                self._known[place] = self._reach(terms, False), self._reach(terms, True)
            elif len(terms) == 1 and None not in beside[0]:
                low, high = (((number or 0, _ONE),) for number in beside[0])
                self._known[place] = self._reach(low, False), self._reach(high, True)
            else:
                self._known[place] = -math.inf, math.inf
        return self._known[place]

    def _reach(self, terms: Terms, upper: bool) -> float:
        reached = self._engine.reach(terms, self._rest, upper=upper)
        return reached if reached is not None else (math.inf if upper else -math.inf)


def _combined(choices: Sequence[Sequence[Edit]]) -> Iterator[tuple[Edit, ...]]:
    """One edit of each list, all combinations, by rising cost."""
    start = (0,) * len(choices)
    queue = [(sum(listed[0].cost for listed in choices), start)] if all(choices) else []
    seen = {start}
    while queue:
        _, at = heapq.heappop(queue)
        yield tuple(listed[number] for listed, number in zip(choices, at, strict=True))
        for which in range(len(at)):
            after = (*at[:which], at[which] + 1, *at[which + 1 :])
            if after[which] < len(choices[which]) and after not in seen:
                seen.add(after)
                cost = sum(listed[number].cost for listed, number in zip(choices, after, strict=True))
                heapq.heappush(queue, (cost, after))


def _heals(engine: Engine, taken: Sequence[Edit], rest: frozenset[int]) -> bool:
    system = engine.system
    before = len(system.totals)
    with system.trying():
        rows = [row for edit in taken if edit.meant is not None for row in stating(system, edit.meant)]
        rows += [row for place in range(before, len(system.totals)) for row in system.beside(place)]
        return engine.holds_with(rest, rows)


# ---- the slips of one statement --------------------------------------------------------------------------------------


def edits(system: System, group: int) -> list[Edit]:
    """Every slip that may have made a statement what it is, but for wrong digits; for an assumption, that it fails."""
    if group >= len(system.statements):
        return [Edit(group=group, slip="assumption", cost=_ASSUMPTION)]
    statement = system.statements[group]
    one = statement.observation
    found = [
        *(("period", meant) for meant in _periods(one)),
        *(("unit", meant) for meant in _units(one)),
        *(("direction", meant) for meant in _directions(one)),
        *(("sign", meant) for meant in _signs(one)),
        *(("kind", meant) for meant in _kinds(one)),
        *(("share", meant) for meant in _shares(one)),
        *((slip, None) for slip in _unexplained(system, statement)),
        ("other", None),
    ]
    return [_edit(system, group, slip, meant) for slip, meant in found]


def _edit(system: System, group: int, slip: str, meant: Observation | None) -> Edit:
    statement = system.statements[group]
    cost = _cost(statement, slip) + (math.log(_WAYS.get(slip, 1)) if meant is not None else 0.0)
    beside = system.told_of(meant.series) if meant is not None else ()
    if meant is not None and not all(plausible(meant, other.observation) for other in beside if other is not statement):
        cost += float(definitions().plausible["doubt"])
    return Edit(group=group, slip=slip, cost=cost, meant=meant)


def _cost(statement: Statement, slip: str) -> float:
    """A slip that several made by themselves is as unlikely as all of them together."""
    official = _OFFICIAL if statement.observation.said.official else 0.0
    return definitions().costs[slip] * statement.origins + official


def _periods(one: Observation) -> Iterator[Observation]:
    first, last = one.months
    if one.series.stock:
        return
    if first % 12 == 0 and last == first + 11:
        for months in _PART_YEARS:
            yield _moved(one, Months(first, first + months - 1), 0)
    elif first % 12 == 0 and last < first + 11:
        yield _moved(one, Months(first, first + 11), 0)
    for years in (-12, 12):
        yield _moved(one, Months(first + years, last + years), years)


def _moved(one: Observation, months: Months, shift: int) -> Observation:
    """Value and growth of one sentence move together."""
    growth = one.growth
    if growth is not None and shift:
        growth = replace(growth, base=Months(growth.base.first + shift, growth.base.last + shift))
    elif growth is not None:
        length, base = months.last - months.first, growth.base.first
        growth = replace(growth, base=Months(base, base + length))
    return replace(one, months=months, growth=growth)


def _units(one: Observation) -> Iterator[Observation]:
    if one.level is not None and one.series.family != "papers":
        for factor in (Decimal(1000), Decimal("0.001")):
            yield replace(one, level=_times(one.level, factor))


def _times(interval: Interval, factor: Decimal) -> Interval:
    return Interval(*(None if bound is None else bound * factor for bound in interval))


def _directions(one: Observation) -> Iterator[Observation]:
    source, arrow, target = one.series.flow.partition(">")
    if arrow and not source.startswith("net "):
        yield replace(one, series=one.series._replace(flow=f"{target}>{source}"))


def _signs(one: Observation) -> Iterator[Observation]:
    if one.series.flow.startswith("net ") and one.level is not None:
        yield replace(one, level=_turned(one.level, Decimal(0)))
    if one.growth is not None:
        around = Decimal(0) if one.growth.absolute else _ONE
        by = _turned(one.growth.by, around)
        if one.growth.absolute or by.low is None or by.low > 0:
            yield replace(one, growth=replace(one.growth, by=by))


def _turned(interval: Interval, around: Decimal) -> Interval:
    low, high = interval
    return Interval(None if high is None else 2 * around - high, None if low is None else 2 * around - low)


def _kinds(one: Observation) -> Iterator[Observation]:
    """A level that was the growth, a growth that was the level."""
    if one.series.stock or one.series.flow.startswith("net "):
        return
    if one.level is not None and one.growth is None:
        base = Months(one.months.first - 12, one.months.last - 12)
        yield replace(one, level=None, growth=Growth(by=one.level, base=base, absolute=True))
    if one.growth is not None and one.growth.absolute and one.level is None:
        yield replace(one, level=one.growth.by, growth=None)


def _shares(one: Observation) -> Iterator[Observation]:
    """A share printed for a growth: of goods in the whole trade."""
    if one.series.scope and one.growth is not None and not one.growth.absolute and None not in one.growth.by:
        low, high = (abs(bound - _ONE) for bound in one.growth.by if bound is not None)
        yield replace(one, growth=None, share=Interval(min(low, high), max(low, high)))


def _unexplained(system: System, statement: Statement) -> Iterator[str]:
    """Slips that leave open what it should have been: told too early, of another day, copied, counted by others."""
    one = statement.observation
    published = one.said.published
    if published is not None and not one.series.stock and published.year * 12 + published.month - 1 <= one.months.last:
        yield "forecast"
    others = [other.observation for other in system.statements if other is not statement]
    if one.series.stock:
        yield "period"
    elif one.level is not None and any(_copied(one, other) for other in others):
        yield "copy"
    if one.said.basis is None and any(other.said.basis is not None for other in others):
        yield "basis"


def _copied(one: Observation, other: Observation) -> bool:
    """Whether the number is that of another line or time; of the same it would bear the other out."""
    return one.level == other.level and (one.series, one.months) != (other.series, other.months)


def _digits(engine: Engine, group: int, room: _Room) -> list[Edit]:
    """The wrong digit, or the two swapped, that brings a level nearest to the middle of what the rest leaves open for it."""
    if group >= len(engine.system.statements):
        return []
    one = engine.system.statements[group].observation
    low, high = one.level or Interval(None, None)
    if low is None or high is None:
        return []
    value = (low + high) / 2
    least, most = room.bounds(one.series, one.months)
    if math.isinf(least + most):
        return []
    near = [
        (abs(float(other) - (least + most) / 2), other)
        for other in _mistyped(value)
        if float(other + high - value) >= least and float(other + low - value) <= most
    ]
    if not near:
        return []
    _, other = min(near)
    meant = replace(one, level=Interval(low + other - value, high + other - value))
    return [_edit(engine.system, group, "digit", meant)]


def _mistyped(value: Decimal) -> Iterator[Decimal]:
    """The numbers that differ in one digit, or have two neighbours swapped."""
    sign, digits, exponent = value.normalize().as_tuple()
    assert isinstance(exponent, int)
    for place, digit in enumerate(digits):
        for other in range(1 if place == 0 else 0, 10):
            if other != digit:
                yield Decimal((sign, (*digits[:place], other, *digits[place + 1 :]), exponent))
    for place, (one, two) in enumerate(itertools.pairwise(digits)):
        if one != two and (place or two):
            yield Decimal((sign, (*digits[:place], two, one, *digits[place + 2 :]), exponent))
