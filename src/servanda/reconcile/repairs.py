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
from servanda.reconcile.rows import System, stating

#: Repairs up to so many times less likely than the best one are told beside it.
NEARLY: Final = 2.0
_TRIALS: Final = 400
_SETS: Final = 64
_ONE: Final = Decimal(1)
_PART_YEARS: Final = (11, 9, 6, 3)
_OFFICIAL: Final = 6.0  # official statistics seldom slip: e^6 is about four hundred times less often
#: What an assumption costs to give up: about as much as the commonest slip.
_ASSUMPTION: Final = 3.0
_COST_UNIT: Final = 1000  # the hitting sets are weighted in whole numbers


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
    best: list[Repair] = []
    cheapest = {group: min((edit.cost for edit in edits(engine.system, group)), default=math.inf) for group in members}
    for hit in _hitting(sets, cheapest):
        floor = sum(cheapest[group] for group in hit)
        if best and floor > best[0].cost + math.log(NEARLY):
            break
        repair = _likeliest(engine, hit, active - hit, limit=_limit(best))
        if repair is not None:
            best.append(repair)
            best.sort(key=lambda one: (one.cost, sorted(one.groups)))
    return tuple(one for one in best if one.cost <= _limit(best))


def _limit(best: Sequence[Repair]) -> float:
    return best[0].cost + math.log(NEARLY) + 1e-9 if best else math.inf


def _hitting(sets: Sequence[frozenset[int]], cheapest: dict[int, float]) -> Iterator[frozenset[int]]:
    """Sets of groups of which every conflict holds one, the cheapest first."""
    alone = frozenset.intersection(*sets)
    for group in sorted(alone, key=lambda one: (cheapest[one], one)):
        yield frozenset((group,))
    rest = [one - alone for one in sets]
    if not all(rest):
        return
    weights = {group: round(cheapest[group] * _COST_UNIT) for one in rest for group in one}
    if len(rest) == 1:  # what the others have in common leaves one conflict: a single group that was told already
        return
    from pysat.examples.hitman import Hitman

    with Hitman(bootstrap_with=[sorted(one) for one in rest], weights=weights, htype="sorted") as found:
        for hit in itertools.islice(found.enumerate(), _SETS):
            yield frozenset(hit)


def _likeliest(engine: Engine, hit: frozenset[int], rest: frozenset[int], *, limit: float) -> Repair | None:
    """The cheapest way of changing all of these groups, none when it costs more than ``limit``."""
    choices = [
        sorted([*edits(engine.system, group), *_digits(engine, group, rest)], key=lambda edit: edit.cost)
        for group in sorted(hit)
    ]
    for taken in itertools.islice(_combined(choices), _TRIALS):
        cost = sum(edit.cost for edit in taken)
        if cost > limit:
            return None
        if _heals(engine, taken, rest):
            return Repair(edits=taken, cost=cost)
    return None


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
    cost = _cost(statement, slip)
    if meant is not None and not all(
        plausible(meant, other.observation) for other in system.statements if other is not statement
    ):
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
    elif one.level is not None and any(other.level == one.level for other in others):
        yield "copy"
    if one.said.basis is None and any(other.said.basis is not None for other in others):
        yield "basis"


def _digits(engine: Engine, group: int, rest: frozenset[int]) -> list[Edit]:
    """The wrong digit, or the two swapped, that brings a level nearest to what the others leave open for it."""
    if group >= len(engine.system.statements):
        return []
    statement = engine.system.statements[group]
    one = statement.observation
    if one.level is None or None in one.level:
        return []
    low, high = one.level
    assert low is not None
    assert high is not None
    value = (low + high) / 2
    least, most = _left_open(engine, one.series, one.months, rest)
    middle = (least + most) / 2 if math.isfinite(least + most) else float(value)
    near = [
        (abs(float(other) - middle), other)
        for other in _mistyped(value)
        if float(other + high - value) >= least and float(other + low - value) <= most
    ]
    if not near:
        return []
    _, other = min(near)
    meant = replace(one, level=Interval(low + other - value, high + other - value))
    return [_edit(engine.system, group, "digit", meant)]


def _left_open(engine: Engine, series: Series, months: Months, rest: frozenset[int]) -> tuple[float, float]:
    terms = engine.system.sum(series, months)
    low = engine.reach(terms, rest, upper=False)
    high = engine.reach(terms, rest, upper=True)
    return (low[0] if low else -math.inf, high[0] if high else math.inf)


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
