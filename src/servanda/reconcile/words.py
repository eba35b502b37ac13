"""How quantities, bounds and laws are told: one place for the words of findings and proofs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Final

from servanda.reconcile import rows
from servanda.reconcile.indicators import definitions
from servanda.reconcile.observations import Growth, Interval, Months, Observation, Series, month
from servanda.reconcile.rows import Total

Number = Decimal | Fraction | float

_SCALES: Final = ((10**12, "tn"), (10**9, "bn"), (10**6, "m"))
_FINEST: Final = 12  # digits
_MARKED: Final = frozenset({"", "count"})  # units that need no name

#: What each law and assumption says.
GROUNDS: Final[Mapping[str, str]] = {
    rows.TURNOVER: "both ways together are the sum of the two ways",
    rows.PART_YEAR: "a part of a year never exceeds a longer part of it",
    rows.PART: "a part of the goods never exceeds the whole",
    rows.POSITIVE: "a flow is never less than nothing",
    rows.NEVER_FALLS: "what was signed once stays signed",
    rows.RARELY_FALLS: "what has come together so far has not fallen since",
    rows.SAME: "it was the same on both days",
    rows.COMPLETE: "those that were counted were all there were",
}


def indicator(series: Series) -> str:
    """The name of what a series measures: exports for one way of trade."""
    family = definitions().families[series.family]
    measure = "net" if series.flow.startswith("net ") else "one" if ">" in series.flow else "both"
    names = {kind: name for name, kind in reversed(list(family.measures.items()))}
    found = [name for kind, name in names.items() if kind in (measure, "either")]
    return found[0] if found else next(iter(family.measures))


def way(series: Series) -> str:
    """Between whom, or from whom to whom: ``AZ–RU``, ``AZ → RU``."""
    if ">" not in series.flow:
        return "–".join(series.pair)
    source, _, target = series.flow.removeprefix("net ").partition(">")
    return f"{source} → {target}" if not series.flow.startswith("net ") else f"of {source} with {target}"


def titled(series: Series) -> str:
    """A series by name: ``exports AZ → RU, grain``."""
    counted = " counted" if series.flow == rows.COUNTED else ""
    return f"{indicator(series)} {way(series)}{counted}" + (f", {series.scope}" if series.scope else "")


def period(series: Series, months: Months) -> str:
    """When: the months of a flow, the month at which a stock stood."""
    return f"by {month(months.last)}" if series.stock else str(months)


def named(total: Total) -> str:
    """An unknown by name."""
    year = total.month // 12 * 12
    return f"{titled(total.series)} {period(total.series, Months(year, total.month))}"


def amount(value: Number, unit: str = "", *, digits: int = 4) -> str:
    """A number for people: ``2.85 bn USD``."""
    number = _decimal(value)
    size, name = _scaled(number)
    shown = _shown(number, digits) / size
    text = f"{shown.normalize():f}" if name or abs(number) < 10**4 else f"{round(number):,}"
    return " ".join(part for part in (text, name, "" if unit in _MARKED else unit) if part)


def _decimal(value: Number) -> Decimal:
    return Decimal(value.numerator) / Decimal(value.denominator) if isinstance(value, Fraction) else Decimal(value)


def _scaled(number: Decimal) -> tuple[int, str]:
    return next(((size, name) for size, name in _SCALES if abs(number) >= size), (1, ""))


def _shown(number: Decimal, digits: int) -> Decimal:
    """A number rounded to so many digits, those before the point kept."""
    size, _ = _scaled(number)
    scaled = number / size
    whole = len(str(int(abs(scaled)))) if abs(scaled) >= 1 else 1
    return round(scaled, max(digits - whole, 0)) * size


def between(interval: tuple[Number | None, Number | None], unit: str = "", *, digits: int = 4) -> str:
    """Bounds for people: ``2.85 to 2.95 bn USD``, ``at least 6 bn USD``."""
    low, high = interval
    if low is None or high is None:
        told = low if low is not None else high
        assert told is not None
        return f"{'at least' if high is None else 'at most'} {amount(told, unit, digits=digits)}"
    ends = _decimal(low), _decimal(high)
    while digits < _FINEST and _blurred(*ends, digits):
        digits += 1
    upper = amount(high, unit, digits=digits)
    lower = amount(low, digits=digits)
    scale = lower.partition(" ")[2]
    if scale and upper.partition(" ")[2].split(" ")[0] == scale:
        lower = lower.partition(" ")[0]
    return amount(low, unit, digits=digits) if low == high else f"{lower} to {upper}"


def _blurred(low: Decimal, high: Decimal, digits: int) -> bool:
    """Whether rounding changes the distance of two bounds by more than a tenth."""
    return abs(_shown(high, digits) - _shown(low, digits) - (high - low)) * 10 > high - low


def percent(interval: tuple[Number | None, Number | None]) -> str:
    """Bounds of a factor as a growth or fall: ``14.35 to 14.45 % up``."""
    low, high = ((None if bound is None else (float(bound) - 1) * 100) for bound in interval)
    if low is not None and high is not None:
        if high <= 0:
            return f"{-high:.4g} to {-low:.4g} % down"
        return f"{low:.4g} to {high:.4g} % up"
    told = low if low is not None else high
    assert told is not None
    return f"{'at least' if high is None else 'at most'} {told:.4g} % up"


def briefly(one: Observation) -> str:
    """What an observation states, without its name."""
    level = between(one.level, one.series.unit) if one.level is not None else ""
    share = _sharing(one.share) if one.share else ""
    return ", ".join(part for part in (level, growing(one.growth, one.series) if one.growth else "", share) if part)


def stating(one: Observation) -> str:
    """What an observation states, in full."""
    name = f"{titled(one.series)} {period(one.series, one.months)}"
    said = []
    if one.level is not None:
        said.append(f"{name} is {between(one.level, one.series.unit)}")
    if one.growth is not None:
        said.append(("it is " if said else f"{name} is ") + growing(one.growth, one.series))
    if one.share is not None:
        said.append(("it is " if said else f"{name} is ") + _sharing(one.share))
    return ", and ".join(said)


def _sharing(share: Interval) -> str:
    """A share of the whole in percent."""
    low, high = (None if bound is None else bound * 100 for bound in share)
    return f"{between((low, high), '%')} of the whole"


def growing(growth: Growth, series: Series) -> str:
    """A change, with what it is compared with."""
    if growth.absolute:
        return f"{between(growth.by, series.unit)} more than {period(series, growth.base)}"
    return f"{percent(growth.by)} on {period(series, growth.base)}"


def line(terms: Iterable[tuple[Total, Fraction]], bound: Fraction, unit: str) -> str:
    """``terms >= bound`` as it is written on paper, turned round where that spares the signs."""
    listed = list(terms)
    if listed and listed[0][1] < 0:
        listed, bound, sign = [(total, -coefficient) for total, coefficient in listed], -bound, "≤"
    else:
        sign = "≥"
    return f"{summed(listed)} {sign} {amount(bound, unit, digits=6)}"


def summed(terms: Iterable[tuple[Total, Fraction]]) -> str:
    """A sum of totals: ``turnover 2021 − 1.1445 × turnover 2020``; 0 when there are none."""
    told = ""
    for total, coefficient in terms:
        factor = "" if abs(coefficient) == 1 else f"{factored(abs(coefficient))} × "
        joined = (" − " if coefficient < 0 else " + ") if told else ("−" if coefficient < 0 else "")
        told += f"{joined}{factor}{named(total)}"
    return told or "0"


def factored(number: Fraction) -> str:
    """A factor: as a decimal where that is exact and short, else as a fraction."""
    for digits in range(9):
        if (number * 10**digits).denominator == 1:
            return f"{Decimal(number.numerator) / Decimal(number.denominator):f}"
    return f"{number.numerator}/{number.denominator}" if number.denominator < 10**9 else f"≈{float(number):.9g}"


def slipped(slip: str, meant: Observation | None) -> str:
    """A slip with what was probably meant."""
    told = _SLIPS[slip]
    return f"{told}: {stating(meant)}" if meant is not None else told


_SLIPS: Final[Mapping[str, str]] = {
    "period": "another period or day was meant",
    "unit": "the unit is wrong",
    "digit": "a digit is wrong",
    "direction": "the direction is swapped",
    "sign": "the sign is wrong",
    "kind": "a level and a growth were mixed up",
    "share": "a share was printed for a growth",
    "forecast": "what was expected is told as fact",
    "copy": "another figure was copied",
    "basis": "it was counted by others",
    "other": "it is wrong in a way that none of the known slips explains",
    "assumption": "the assumption does not hold; what is meant, or the day, differs",
}
