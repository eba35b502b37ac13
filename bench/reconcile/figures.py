"""Figures made up from a known truth, some of them with a slip that is known too; the same for the same seed."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final, Literal

from servanda.reconcile.observations import Growth, Interval, Months, Observation, Said, Series, Statement
from servanda.record import Figure

Anchors = Literal["none", "annual", "monthly"]

_PAIR: Final = ("AZ", "RU")
_GOODS: Final = "food"
_MILLION: Final = 10**6
#: How often each slip is made when one is made.
SLIPS: Final = {
    "period": 0.22, "unit": 0.12, "digit": 0.16, "direction": 0.12, "sign": 0.08, "kind": 0.1, "copy": 0.12, "other": 0.08,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Case:
    """One cluster of statements; ``wrong`` are the numbers of those with a slip, and which slip it is."""

    statements: list[Statement]
    wrong: dict[int, str]


class Truth:
    """What truly went over the border in some years: exports and imports by month, and the food among them."""

    def __init__(self, rng: random.Random, *, years: int, first: int = 2016) -> None:
        self.first, self.years = first, years
        self._months: dict[tuple[str, str, int], Decimal] = {}
        for way in ("AZ>RU", "RU>AZ"):
            level, share = rng.uniform(40, 250), rng.uniform(0.15, 0.6)
            for number in range(first * 12, (first + years) * 12):
                level *= rng.lognormvariate(0.004, 0.03)
                whole = Decimal(round(level * rng.lognormvariate(0, 0.08) * _MILLION))
                self._months["", way, number] = whole
                self._months[_GOODS, way, number] = (whole * Decimal(share) * Decimal(rng.uniform(0.9, 1.1))).quantize(
                    Decimal(1)
                )

    def level(self, series: Series, months: Months) -> Decimal:
        """What a series came to."""
        flow = series.flow.removeprefix("net ")
        ways = (flow,) if flow else ("AZ>RU", "RU>AZ")
        total = self._sum(series.scope, ways, months)
        if series.flow.startswith("net "):
            source, _, target = flow.partition(">")
            total -= self._sum(series.scope, (f"{target}>{source}",), months)
        return total

    def _sum(self, scope: str, ways: tuple[str, ...], months: Months) -> Decimal:
        span = range(months.first, months.last + 1)
        return sum((self._months.get((scope, way, number), Decimal(0)) for way in ways for number in span), Decimal(0))


def series(flow: str, scope: str = "") -> Series:
    """A series of the trade of the pair."""
    return Series("trade", _PAIR, flow, scope, "USD", False)


def case(rng: random.Random, *, claims: int, errors: float, anchors: Anchors = "none", years: int = 3) -> Case:
    """A cluster of so many claims, each wrong with probability ``errors``, beside official figures as asked."""
    truth = Truth(rng, years=years)
    told, wrong = [], {}
    while len(told) < claims:
        one = _claim(rng, truth)
        if rng.random() < errors:
            slipped = _slipped(rng, one, truth)
            if slipped is None:
                continue
            wrong[len(told)], one = slipped
        told.append(one)
    told += _official(truth, anchors)
    return Case([_statement(one, number) for number, one in enumerate(told)], wrong)


def _statement(one: Observation, number: int) -> Statement:
    one = replace(one, said=replace(one.said, id=f"{number:06d}"))
    return Statement(one, [one])


def _claim(rng: random.Random, truth: Truth) -> Observation:
    year = truth.first + rng.randrange(truth.years)
    last = rng.choices((11, 2, 5, 8, 9), (6, 1, 2, 1, 1))[0]
    months = Months(year * 12, year * 12 + last)
    flow = rng.choices(("", "AZ>RU", "RU>AZ", "net AZ>RU"), (5, 2, 2, 1))[0]
    one = Observation(
        said=said(dt.date(year + 1, 2, 10) if last == 11 else dt.date(year, last + 2, 10)),
        series=series(flow, "" if flow else rng.choices(("", _GOODS), (4, 1))[0]),
        months=months,
    )
    kind = rng.choices(("level", "growth", "both"), (5, 2, 3))[0]
    if flow.startswith("net ") or year == truth.first:
        kind = "level"
    return replace(
        one,
        level=_printed(rng, truth.level(one.series, months)) if kind != "growth" else None,
        growth=_growth(rng, truth, one.series, months) if kind != "level" else None,
    )


def said(published: dt.date, *, official: bool = False) -> Said:
    """A claim that says no more than that it was made."""
    claim = Figure(document="made up", start=0, end=0, quote="", indicator="trade turnover")
    basis = "official" if official else None
    return Said(
        id="", claim=claim, document="made up", name="made up", published=published, basis=basis, official=official
    )


def _printed(rng: random.Random, value: Decimal) -> Interval:
    """As a report prints it: billions to one or two digits, or millions."""
    unit = Decimal(rng.choice((10**8, 10**7, 10**6, 10**6, 10**5)))
    if abs(value) < 20 * unit:
        unit = Decimal(10**6)
    rounded = (value / unit).quantize(Decimal(1)) * unit
    return Interval(rounded - unit / 2, rounded + unit / 2)


def _growth(rng: random.Random, truth: Truth, which: Series, months: Months) -> Growth:
    base = Months(months.first - 12, months.last - 12)
    step = Decimal(rng.choice(("0.001", "0.001", "0.01")))
    factor = (truth.level(which, months) / truth.level(which, base)).quantize(step)
    return Growth(by=Interval(factor - step / 2, factor + step / 2), base=base)


def _official(truth: Truth, anchors: Anchors) -> list[Observation]:
    if anchors == "none":
        return []
    spans = [
        Months(year * 12 + first, year * 12 + last)
        for year in range(truth.first, truth.first + truth.years)
        for first, last in ([(0, 11)] if anchors == "annual" else [(month, month) for month in range(12)])
    ]
    half = Decimal(500)
    return [
        Observation(
            said=said(dt.date(2030, 1, 1), official=True),
            series=series(way),
            months=span,
            level=Interval(truth.level(series(way), span) - half, truth.level(series(way), span) + half),
        )
        for way in ("AZ>RU", "RU>AZ")
        for span in spans
    ]


# ---- slips -----------------------------------------------------------------------------------------------------------


def _slipped(rng: random.Random, one: Observation, truth: Truth) -> tuple[str, Observation] | None:
    """The claim with a slip that makes it untrue; None when no slip that was drawn does."""
    for _ in range(8):
        slip = rng.choices(tuple(SLIPS), tuple(SLIPS.values()))[0]
        changed = _MAKE[slip](rng, one, truth)
        if changed is not None and not true(changed, truth):
            return slip, changed
    return None


def true(one: Observation, truth: Truth) -> bool:
    """Whether an observation holds of the truth."""
    now = truth.level(one.series, one.months)
    if one.level is not None and not _in(now, one.level):
        return False
    if one.growth is None:
        return True
    base = truth.level(one.series, one.growth.base)
    if one.growth.absolute:
        return _in(now - base, one.growth.by)
    return base != 0 and _in(now / base, one.growth.by)


def _in(value: Decimal, bounds: Interval) -> bool:
    return (bounds.low is None or value >= bounds.low) and (bounds.high is None or value <= bounds.high)


def _period(rng: random.Random, one: Observation, truth: Truth) -> Observation | None:
    """What was so of eleven months is told of the year, or what was so of one year of another."""
    if one.months.last % 12 == 11 and rng.random() < 0.6 and one.level is not None:
        shorter = Months(one.months.first, one.months.first + rng.choice((10, 8, 5)))
        growth = _growth(rng, truth, one.series, shorter) if one.growth else None
        return replace(
            one,
            level=_printed(rng, truth.level(one.series, shorter)),
            growth=growth and replace(growth, base=one.growth.base),
        )  # type: ignore[union-attr]
    shift = rng.choice((-12, 12))
    moved = Months(one.months.first + shift, one.months.last + shift)
    if not truth.first <= moved.first // 12 < truth.first + truth.years:
        return None
    growth = one.growth and replace(
        one.growth, base=Months(one.growth.base.first + shift, one.growth.base.last + shift)
    )
    return replace(one, months=moved, growth=growth)


def _scaled(one: Observation, factor: Decimal) -> Observation | None:
    if one.level is None:
        return None
    low, high = one.level
    return replace(one, level=Interval(low and low * factor, high and high * factor))


def _shifted(one: Observation, by: Decimal) -> Observation | None:
    if one.level is None or one.level.low is None or one.level.high is None:
        return None
    return replace(one, level=Interval(one.level.low + by, one.level.high + by))


def _digit(rng: random.Random, one: Observation, truth: Truth) -> Observation | None:
    if one.level is None or one.level.low is None or one.level.high is None:
        return None
    unit = one.level.high - one.level.low
    digits = list(str(int((one.level.low + unit / 2) / unit)).lstrip("-"))
    place = rng.randrange(len(digits))
    other = rng.choice([digit for digit in "0123456789" if digit != digits[place] and (place or digit != "0")])
    power = 10 ** (len(digits) - 1 - place)
    sign = -1 if one.level.low < 0 else 1
    return _shifted(one, sign * (int(other) - int(digits[place])) * power * unit)


def _direction(rng: random.Random, one: Observation, truth: Truth) -> Observation | None:
    source, arrow, target = one.series.flow.partition(">")
    if not arrow or source.startswith("net "):
        return None
    return replace(one, series=one.series._replace(flow=f"{target}>{source}"))


def _sign(rng: random.Random, one: Observation, truth: Truth) -> Observation | None:
    if one.series.flow.startswith("net ") and one.level is not None:
        return _scaled(replace(one, level=Interval(one.level.high, one.level.low)), Decimal(-1))
    if one.growth is None or one.growth.by.low is None or one.growth.by.high is None:
        return None
    return replace(one, growth=replace(one.growth, by=Interval(2 - one.growth.by.high, 2 - one.growth.by.low)))


def _kind(rng: random.Random, one: Observation, truth: Truth) -> Observation | None:
    """The growth told as the level."""
    if one.growth is not None or one.level is None or one.series.flow.startswith("net "):
        return None
    before = Months(one.months.first - 12, one.months.last - 12)
    grown = truth.level(one.series, one.months) - truth.level(one.series, before)
    return replace(one, level=_printed(rng, abs(grown))) if before.first // 12 >= truth.first and grown > 0 else None


def _copy(rng: random.Random, one: Observation, truth: Truth) -> Observation | None:
    """The number of another line of the same table."""
    if one.level is None or one.series.flow.startswith("net "):
        return None
    flow = rng.choice([flow for flow in ("", "AZ>RU", "RU>AZ") if flow != one.series.flow])
    return replace(one, level=_printed(rng, truth.level(one.series._replace(flow=flow), one.months)))


def _other(rng: random.Random, one: Observation, truth: Truth) -> Observation | None:
    return _scaled(one, Decimal(str(round(rng.choice((rng.uniform(0.5, 0.93), rng.uniform(1.07, 1.8))), 3))))


def _unit(rng: random.Random, one: Observation, truth: Truth) -> Observation | None:
    return _scaled(one, rng.choice((Decimal(1000), Decimal("0.001"))))


_MAKE: Final[dict[str, Callable[[random.Random, Observation, Truth], Observation | None]]] = {
    "period": _period, "unit": _unit, "digit": _digit, "direction": _direction, "sign": _sign, "kind": _kind, "copy": _copy,
    "other": _other,
}  # fmt: skip
