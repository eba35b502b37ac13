"""Statements as interval rows over unknown totals, gathered into clusters that have no total in common.

The unknown of a flow is what it came to from 1 January to the end of a month; that of a stock is where it stood then. Every row
says ``low <= sum of coefficient x total <= high`` and stands on a *ground*: a statement, a law (what cannot be otherwise) or an
assumption (what is usual, and is named when a finding rests on it).
"""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final, NamedTuple

from servanda.reconcile.indicators import definitions
from servanda.reconcile.observations import Interval, Months, Observation, Series, Statement

_ZERO: Final = Decimal(0)
_ONE: Final = Decimal(1)
_LEAST: Final = Decimal("1e-6")  # what a flow that is told of comes to at least, as a share of the largest one told

#: Grounds that are statements.
LEVEL, GROWTH, SHARE = "level", "growth", "share"
#: Grounds that are laws.
TURNOVER, PART_YEAR, PART, POSITIVE, NEVER_FALLS = "turnover", "part-year", "part", "positive", "never-falls"
#: Grounds that are assumptions.
RARELY_FALLS, SAME, COMPLETE = "rarely-falls", "same", "complete"
#: The way of a series that holds how many papers a claim counts, which need not be all there are.
COUNTED: Final = "counted"


class Total(NamedTuple):
    """One unknown: a series up to the end of a month of a year (a flow), or at that month (a stock)."""

    series: Series
    month: int


Term = tuple[int, Decimal]
Terms = tuple[Term, ...]
Stating = tuple[Terms, Decimal | None, Decimal | None, str]  # a row without its group: terms, bounds, ground


class Row(NamedTuple):
    """``low <= terms <= high``. ``group`` is the statement or assumption that it belongs to, -1 for a law."""

    terms: Terms
    low: Decimal | None
    high: Decimal | None
    group: int
    ground: str


@dataclass(slots=True)
class System:
    """The rows of one cluster. Groups below ``len(statements)`` are statements, those above are assumptions.

    All totals are at least nothing. ``assumptions`` holds, for each assumption in turn, its ground and the two totals that it
    ties, or the one that it is about.
    """

    statements: list[Statement]
    totals: list[Total] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    assumptions: list[tuple[str, tuple[int, ...]]] = field(default_factory=list)
    least: Decimal = _ONE
    _places: dict[Total, int] = field(default_factory=dict)
    _by_series: dict[Series, list[Statement]] = field(default_factory=dict)

    def place(self, series: Series, month: int) -> int:
        """The number of a total, which is added when it is new."""
        total = Total(series, month)
        found = self._places.get(total)
        if found is None:
            found = self._places[total] = len(self.totals)
            self.totals.append(total)
        return found

    def known(self, series: Series, month: int) -> int | None:
        """The number of a total, None when there is none."""
        return self._places.get(Total(series, month))

    @contextmanager
    def trying(self) -> Iterator[None]:
        """Totals that are met within are forgotten again."""
        before = len(self.totals)
        try:
            yield
        finally:
            for total in self.totals[before:]:
                del self._places[total]
            del self.totals[before:]

    def around(self, place: int) -> tuple[int | None, int | None]:
        """The totals of the same series just before and after one in its year."""
        series, month = self.totals[place]
        year = month // 12 * 12
        before = (self.known(series, earlier) for earlier in range(month - 1, year - 1, -1))
        after = (self.known(series, later) for later in range(month + 1, year + 12))
        earlier = next((other for other in before if other is not None), None)
        later = next((other for other in after if other is not None), None)
        return (None, None) if series.stock else (earlier, later)

    def beside(self, place: int) -> Iterator[Stating]:
        """The rows that tie a total to those just before and after it in its year."""
        earlier, later = self.around(place)
        if earlier is not None:
            yield ((place, _ONE), (earlier, -_ONE)), _ZERO, None, PART_YEAR
        if later is not None:
            yield ((later, _ONE), (place, -_ONE)), _ZERO, None, PART_YEAR

    def add(self, terms: Terms, low: Decimal | None, high: Decimal | None, group: int, ground: str) -> None:
        """Add a row."""
        self.rows.append(Row(terms, low, high, group, ground))

    def suppose(self, ground: str, about: tuple[int, ...]) -> int:
        """A new assumption; its group."""
        self.assumptions.append((ground, about))
        return len(self.statements) + len(self.assumptions) - 1

    def told_of(self, series: Series) -> Sequence[Statement]:
        """The statements of one series."""
        if not self._by_series:
            for statement in self.statements:
                self._by_series.setdefault(statement.observation.series, []).append(statement)
        return self._by_series.get(series, ())

    def sum(self, series: Series, months: Months) -> Terms:
        """What a series came to over months, in terms of totals."""
        if series.stock:
            return tuple(self._signed(series, months.last, _ONE))
        terms: list[Term] = []
        for year in range(months.first // 12, months.last // 12 + 1):
            terms += self._signed(series, min(months.last, year * 12 + 11), _ONE)
            if months.first > year * 12:
                terms += self._signed(series, months.first - 1, -_ONE)
        return tuple(terms)

    def _signed(self, series: Series, month: int, sign: Decimal) -> Iterator[Term]:
        for flow, factor in parts(series):
            yield self.place(flow, month), sign * factor


def parts(series: Series) -> tuple[tuple[Series, Decimal], ...]:
    """The series that are unknowns of their own, of which this one is made."""
    if not series.flow.startswith("net "):
        return ((series, _ONE),)
    one, other = ways(series, series.flow.removeprefix("net "))
    return (one, _ONE), (other, -_ONE)


def ways(series: Series, way: str | None = None) -> tuple[Series, Series]:
    """The two directions of a series, beginning with ``way``."""
    left, _, right = way.partition(">") if way else (series.pair[0], "", series.pair[1])
    return series._replace(flow=f"{left}>{right}"), series._replace(flow=f"{right}>{left}")


# ---- clusters --------------------------------------------------------------------------------------------------------


Node = tuple[str, tuple[str, str], str, int]


def clusters(stated: Iterable[Statement]) -> list[list[Statement]]:
    """Statements that may bear upon one another, together: near years are joined by growth, stocks by their pair."""
    parent: dict[Node, Node] = {}

    def find(node: Node) -> Node:
        while parent.setdefault(node, node) != node:
            parent[node] = node = parent[parent[node]]
        return node

    firsts: list[tuple[Node, Statement]] = []
    for statement in stated:
        nodes = list(_nodes(statement.observation))
        for other in nodes[1:]:
            parent[find(other)] = find(nodes[0])
        find(nodes[0])
        firsts.append((nodes[0], statement))
    gathered: dict[Node, list[Statement]] = defaultdict(list)
    for node, statement in firsts:
        gathered[find(node)].append(statement)
    return list(gathered.values())


def _nodes(observation: Observation) -> Iterator[Node]:
    series = observation.series
    key = (series.family, series.pair, series.unit)
    if series.stock:
        yield (*key, -1)
        return
    spans = [observation.months, *([observation.growth.base] if observation.growth else [])]
    for span in spans:
        for year in range(span.first // 12, span.last // 12 + 1):
            yield (*key, year)


# ---- one cluster -----------------------------------------------------------------------------------------------------


def build(stated: Sequence[Statement], *, least: Decimal | None = None) -> System:
    """The rows of one cluster: what is stated, what cannot be otherwise, and what is usual.

    ``least`` is what a flow that is told of comes to at least; it goes by the largest one told, unless given.
    """
    system = System(list(stated))
    system.least = _least(stated) if least is None else least
    for group, statement in enumerate(stated):
        for terms, low, high, ground in stating(system, statement.observation):
            system.add(terms, low, high, group, ground)
        growth = statement.observation.growth
        if growth is not None:
            system.add(system.sum(statement.observation.series, growth.base), system.least, None, -1, POSITIVE)
    if any(statement.observation.series.stock for statement in stated):
        _stock_laws(system)
    if any(not statement.observation.series.stock for statement in stated):
        _flow_laws(system)
    return system


def _least(stated: Iterable[Statement]) -> Decimal:
    bounds = [abs(bound) for s in stated if s.observation.level for bound in s.observation.level if bound]
    return max(bounds) * _LEAST if bounds else _ONE


def stating(system: System, observation: Observation) -> Iterator[Stating]:
    """The rows of an observation: its level, its growth, its share, and how many papers it counts; each with what it is."""
    now = system.sum(observation.series, observation.months)
    if observation.level is not None:
        yield now, *observation.level, LEVEL
        if observation.complete:
            counted = system.place(observation.series._replace(flow=COUNTED), observation.months.last)
            yield ((counted, _ONE),), observation.level.low, observation.level.low, LEVEL
    if observation.share is not None:
        whole = system.sum(observation.series._replace(scope=""), observation.months)
        yield from _proportion(now, whole, observation.share, SHARE)
    if observation.growth is not None:
        base = system.sum(observation.series, observation.growth.base)
        if observation.growth.absolute:
            yield _less(now, base, _ONE), *observation.growth.by, GROWTH
        else:
            yield from _proportion(now, base, observation.growth.by, GROWTH)


def _proportion(now: Terms, base: Terms, by: Interval, ground: str) -> Iterator[Stating]:
    low, high = by
    if low is not None:
        yield _less(now, base, low), _ZERO, None, ground
    if high is not None:
        yield _less(now, base, high), None, _ZERO, ground


def _less(now: Terms, base: Terms, factor: Decimal) -> Terms:
    together: dict[int, Decimal] = dict(now)
    for place, coefficient in base:
        together[place] = together.get(place, _ZERO) - factor * coefficient
    return tuple((place, coefficient) for place, coefficient in together.items() if coefficient)


# ---- laws of flows ---------------------------------------------------------------------------------------------------


def _flow_laws(system: System) -> None:
    """Exports and imports make up turnover; a part of a year or of the goods never exceeds the whole."""
    years: dict[tuple[Series, int], set[int]] = defaultdict(set)
    flows: dict[tuple[Series, int], set[Series]] = defaultdict(set)
    for total in tuple(system.totals):
        if not total.series.stock:
            key = total.series._replace(flow=""), total.month // 12
            years[key].add(total.month)
            flows[key].add(total.series)
    _share_months(years)
    for (whole, year), months in years.items():
        present, ordered = flows[whole, year], sorted(months)
        if any(map(_two_way, present)):
            _turnover(system, whole, ordered)
            present |= {whole, *ways(whole)}
        for series in sorted(present):
            _part_years(system, series, ordered)
    for (part, year), months in years.items():
        over = flows.get((part._replace(scope=""), year), set()) if part.scope else set()
        for series in sorted(flows[part, year]):
            if series._replace(scope="") in over:
                _part_of(system, series, sorted(months))


def _two_way(series: Series) -> bool:
    """Whether it is one of two directions that add up to the whole."""
    return set(series.flow.split(">")) == set(series.pair)


def _share_months(years: Mapping[tuple[Series, int], set[int]]) -> None:
    """A part and its whole are compared at the same months."""
    for (part, year), months in years.items():
        whole = years.get((part._replace(scope=""), year)) if part.scope else None
        if whole is not None:
            whole |= months
    for (part, year), months in years.items():
        if part.scope:
            months |= years.get((part._replace(scope=""), year), set())


def _turnover(system: System, whole: Series, months: Iterable[int]) -> None:
    one, other = ways(whole)
    for month in months:
        sides = ((system.place(one, month), -_ONE), (system.place(other, month), -_ONE))
        system.add(((system.place(whole, month), _ONE), *sides), _ZERO, _ZERO, -1, TURNOVER)


def _part_years(system: System, series: Series, months: Sequence[int]) -> None:
    """What has come together by a month never exceeds what has come together by a later one."""
    for before, after in itertools.pairwise(months):
        terms = ((system.place(series, after), _ONE), (system.place(series, before), -_ONE))
        system.add(terms, _ZERO, None, -1, PART_YEAR)


def _part_of(system: System, part: Series, months: Sequence[int]) -> None:
    """Whatever a part comes to in any stretch of a year, the whole comes to at least."""
    whole = part._replace(scope="")
    before: Terms = ()
    for month in months:
        terms = ((system.place(whole, month), _ONE), (system.place(part, month), -_ONE))
        system.add((*terms, *before), _ZERO, None, -1, PART)
        before = tuple((place, -coefficient) for place, coefficient in terms)


# ---- laws and assumptions of stocks ----------------------------------------------------------------------------------


def _stock_laws(system: System) -> None:
    """Both ways together are the two ways; a stock that has grown stays; a count may be told whole."""
    told: dict[Series, list[int]] = defaultdict(list)
    for total in tuple(system.totals):
        if total.series.stock and total.series.flow != COUNTED:
            told[total.series].append(total.month)
    for series, months in tuple(told.items()):
        if not series.flow and all(way in told for way in ways(series)):
            for month in sorted(set(months)):
                _mutual(system, series, month, told)
    for series, months in told.items():
        _never_falls(system, series, sorted(set(months)))
    _complete(system)


def _mutual(system: System, whole: Series, month: int, told: Mapping[Series, list[int]]) -> None:
    """A direction that was not told on the day is taken from the nearest day on which it was."""
    near = {way: min(told[way], key=lambda other: (abs(other - month), other)) for way in ways(whole)}
    if any(abs(other - month) > definitions().near_months for other in near.values()):
        return
    sides = tuple((system.place(way, month), -_ONE) for way in near)
    moved = [(system.place(way, other), system.place(way, month)) for way, other in near.items() if other != month]
    group = system.suppose(SAME, tuple(itertools.chain(*moved))) if moved else -1
    for there, here in moved:
        system.add(((here, _ONE), (there, -_ONE)), _ZERO, _ZERO, group, SAME)
    system.add(((system.place(whole, month), _ONE), *sides), _ZERO, _ZERO, -1, TURNOVER)


def _never_falls(system: System, series: Series, months: Sequence[int]) -> None:
    falls = definitions().families[series.family].falls
    if falls == "freely":
        return
    for before, after in itertools.pairwise(months):
        places = (system.place(series, before), system.place(series, after))
        group = -1 if falls == "never" else system.suppose(RARELY_FALLS, places)
        ground = NEVER_FALLS if falls == "never" else RARELY_FALLS
        system.add(((places[1], _ONE), (places[0], -_ONE)), _ZERO, None, group, ground)


def _complete(system: System) -> None:
    """Where a series of papers is numbered, a count of them may be all there were: an assumption."""
    numbered = {s.observation.series for s in system.statements if _capped(s.observation.level)}
    for statement in system.statements:
        observation = statement.observation
        if observation.complete and observation.series in numbered:
            month = observation.months.last
            there = system.place(observation.series, month)
            counted = system.place(observation.series._replace(flow=COUNTED), month)
            group = system.suppose(COMPLETE, (there, counted))
            system.add(((there, _ONE), (counted, -_ONE)), None, _ZERO, group, COMPLETE)


def _capped(level: Interval | None) -> bool:
    return level is not None and level.low is None
