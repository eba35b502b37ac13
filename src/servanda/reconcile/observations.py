"""Claims as observations: which quantity a figure speaks of, and between which bounds it leaves it.

Months are numbered through: ``year * 12 + month - 1``. Numbers are :class:`~decimal.Decimal` as claimed, so that nothing is
lost before a proof computes in fractions.
"""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import lru_cache
from typing import Final, NamedTuple

from servanda.reconcile.indicators import Definitions, Family, definitions
from servanda.reconcile.vocabulary import comparisons
from servanda.record import Change, Claim, Figure, Instrument
from servanda.values import When

ANYWHERE: Final = "*"  # the other end of a flow that has but one country told
UNTOLD: Final = "?"
_SHARE: Final = "share"
#: No total of trade grows so many times over from one year to the next.
_LARGEST: Final = Decimal(10) ** 6
_HALF: Final = Decimal("0.5")
_ONE: Final = Decimal(1)


class Interval(NamedTuple):
    """Between which bounds a number lies; None is open."""

    low: Decimal | None
    high: Decimal | None


class Months(NamedTuple):
    """From the first to the last month of a period, both within."""

    first: int
    last: int

    def __str__(self) -> str:
        if self.first % 12 == 0 and self.last % 12 == 11:
            years = self.first // 12, self.last // 12
            return str(years[0]) if years[0] == years[1] else f"{years[0]}–{years[1]}"
        return month(self.last) if self.first == self.last else f"{month(self.first)} to {month(self.last)}"


def month(number: int) -> str:
    """A month as it is written: 2021-04."""
    return f"{number // 12:04d}-{number % 12 + 1:02d}"


class Series(NamedTuple):
    """One quantity through time: whose, of what, which way, in which unit.

    ``pair`` holds two codes in order; ``flow`` is ``A>B`` for one way, ``net A>B`` for the one way less the other, and
    empty for both ways together. ``stock`` tells a quantity that stands at a day from one that adds up.
    """

    family: str
    pair: tuple[str, str]
    flow: str
    scope: str
    unit: str
    stock: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A claim with where and when it was said.

    ``sentence`` is what stands around the claim and ``language`` its language (ISO 639-1). ``basis`` names who counted, where that is known: the reporter of official statistics; such claims are ``official``.
    """

    id: str
    claim: Claim
    document: str
    name: str
    published: dt.date | None = None
    outlet: str | None = None
    sentence: str = ""
    language: str = ""
    basis: str | None = None
    official: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Growth:
    """A change against ``base``: the factor between them, or with ``absolute`` the difference, lies in ``by``.

    ``assumes`` names what had to be supposed of the base.
    """

    by: Interval
    base: Months
    absolute: bool = False
    assumes: tuple[str, ...] = field(default=(), compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Observation:
    """What one claim states of one series: a level, a change or both, which stand or fall together.

    ``share`` is the part that the scope of the series has in the whole. ``complete`` marks a count of papers that may be told to be all there are; ``assumes`` names what had to be supposed.
    """

    said: Said
    series: Series
    months: Months
    level: Interval | None = None
    growth: Growth | None = None
    share: Interval | None = None
    complete: bool = False
    assumes: tuple[str, ...] = ()
    expected: bool = False

    @property
    def content(self) -> tuple[object, ...]:
        """What it states, whoever states it."""
        return self.series, self.months, self.level, self.growth, self.share, self.complete, self.said.basis


@dataclass(slots=True)
class Statement:
    """The same content, however often it was printed: ``witnesses`` are the observations, ``origins`` those not copied."""

    observation: Observation
    witnesses: list[Observation] = field(default_factory=list)
    origins: int = 1

    @property
    def ids(self) -> tuple[str, ...]:
        """The claims that state it."""
        return tuple(sorted({one.said.id for one in self.witnesses}))


def statements(said: Iterable[Said]) -> tuple[list[Statement], list[Observation]]:
    """Claims as statements, and beside them what is expected or aimed at: that states nothing about what was."""
    expected: list[Observation] = []
    said = _newest(said)
    found: dict[tuple[object, ...], Statement] = {}
    for observation in _in_units([observation for one in said for observation in observations(one)]):
        if observation.expected:
            expected.append(observation)
            continue
        statement = found.setdefault(observation.content, Statement(observation))
        statement.witnesses.append(observation)
    for statement in found.values():
        if len(statement.witnesses) > 1:
            statement.origins = _origins(statement.witnesses)
    return list(found.values()), expected


def _newest(said: Iterable[Said]) -> list[Said]:
    """Of official figures of the same thing by the same counter those of the newest vintage alone."""
    told = list(said)
    newest: dict[tuple[object, ...], dt.date] = {}
    for one in told:
        if one.official and one.published:
            key = _counted(one)
            newest[key] = max(newest.get(key, one.published), one.published)
    return [one for one in told if not one.official or one.published in (None, newest.get(_counted(one)))]


def _counted(one: Said) -> tuple[object, ...]:
    claim = one.claim
    assert isinstance(claim, Figure)
    return one.basis, claim.indicator, claim.source, claim.target, claim.countries, claim.of, claim.period, claim.unit


def _in_units(told: list[Observation]) -> Iterator[Observation]:
    """A growth or share without a unit is in the one unit in which the same is told otherwise, where there is but one."""
    units: dict[tuple[str, tuple[str, str]], set[str]] = {}
    for one in told:
        if one.series.unit:
            units.setdefault((one.series.family, one.series.pair), set()).add(one.series.unit)
    for one in told:
        known = units.get((one.series.family, one.series.pair), set())
        if one.series.unit or len(known) != 1:
            yield one
            continue
        (unit,) = known
        growth = one.growth and replace(one.growth, assumes=(*one.growth.assumes, f"counted in {unit}"))
        yield replace(one, series=one.series._replace(unit=unit), growth=growth)


def _origins(witnesses: list[Observation]) -> int:
    """How many told it by themselves: one speaker, one wording or one outlet is one origin."""
    groups: list[set[str]] = []
    for one in witnesses:
        claim, said = one.said.claim, one.said
        marks = {f"quote {claim.quote.casefold()}", f"document {said.document}"}
        marks |= {f"speaker {name}" for name in claim.speakers}
        marks |= {f"outlet {said.outlet}"} if said.outlet else set()
        touching = [group for group in groups if group & marks]
        groups = [group for group in groups if not group & marks]
        groups.append(marks.union(*touching))
    return len(groups)


def observations(said: Said) -> Iterator[Observation]:
    """What a claim states of the series it speaks of; nothing where the quantity or its time cannot be told."""
    claim = said.claim
    if isinstance(claim, Figure) and claim.indicator == _SHARE:
        observation = _part_of_flow(said, claim)
    elif isinstance(claim, Figure):
        observation = _figure(said, claim, definitions())
    elif isinstance(claim, Instrument):
        observation = _papers(said, claim, definitions())
    else:
        return
    if observation is not None:
        yield observation


# ---- figures ---------------------------------------------------------------------------------------------------------


def _figure(said: Said, claim: Figure, known: Definitions) -> Observation | None:
    family = known.by_indicator.get(claim.indicator)
    if family is None or (claim.value is None and claim.change is None):
        return None
    measured = _measured(claim, family)
    told = _time(claim.period, family, said)
    if measured is None or told is None:
        return None
    months, stock, assumes = told
    flow, pair = measured
    scope = _scope(claim.of, claim.indicator) or _part(said)
    series = Series(family.name, pair, flow, scope, claim.unit or "", stock)
    growth: Growth | None = None
    if claim.change is not None and not flow.startswith("net") and not stock:
        growth = _growth(claim.change, months, claim.qualifier if claim.value is None else None)
    level = _level(claim, known) if claim.value is not None else None
    if level is None and growth is None:
        return None
    return Observation(
        said=said,
        series=series,
        months=months,
        level=level,
        growth=growth,
        assumes=assumes,
        expected=claim.forecast or claim.qualifier == "target",
    )


def _part_of_flow(said: Said, claim: Figure) -> Observation | None:
    """A share of some goods in the trade one way; None where it is not told in what of which time."""
    months = whole_months(claim.period) if claim.period else None
    scope = _scope(claim.of, claim.indicator)
    if claim.value is None or not (scope and claim.source and claim.target and months):
        return None
    pair = (min(claim.source, claim.target), max(claim.source, claim.target))
    share = Interval(*(None if bound is None else bound / 100 for bound in (claim.low, claim.high)))
    return Observation(
        said=said,
        series=Series("trade", pair, f"{claim.source}>{claim.target}", scope, "", False),
        months=months,
        share=share,
        assumes=("it is a share of all trade that way",),
        expected=claim.forecast or claim.qualifier == "target",
    )


def _measured(claim: Figure, family: Family) -> tuple[str, tuple[str, str]] | None:
    """Which way the figure counts, and between whom; None when that is not told."""
    ends = [code for code in (claim.source, claim.target) if code]
    countries = list(dict.fromkeys((*claim.countries, *ends)))
    if not 1 <= len(countries) <= 2:
        return None
    if len(countries) == 1:
        countries.append(ANYWHERE)
    pair = (min(countries), max(countries))
    measure = family.measures[claim.indicator]
    if measure == "both" or (measure == "either" and not ends):
        return "", pair
    if not ends:
        return None
    source, target = claim.source, claim.target
    if family.fills:
        source, target = source or _other(pair, target), target or _other(pair, source)
    way = f"{source or UNTOLD}>{target or UNTOLD}"
    return (f"net {way}" if measure == "net" else way), pair


def _other(pair: tuple[str, str], one: str | None) -> str:
    return pair[1] if one == pair[0] else pair[0]


def _time(period: str | None, family: Family, said: Said) -> tuple[Months, bool, tuple[str, ...]] | None:
    """The months that a figure is about and whether it is a stock; None when that does not follow."""
    stock = family.nature == "stock" or (family.nature == "told" and period is None)
    if period is None:
        if not stock or said.published is None:
            return None
        at = _month(said.published)
        return Months(at, at), True, ("it holds for the day on which it was published",)
    months = whole_months(period)
    if months is None and period.startswith("../"):
        last = When(period).last
        months = Months(_month(last), _month(last)) if last else None
        stock = True
    if months is None:
        return None
    return (Months(months.last, months.last) if stock else months), stock, ()


def _month(day: dt.date) -> int:
    return day.year * 12 + day.month - 1


@lru_cache(maxsize=4096)
def whole_months(period: str) -> Months | None:
    """The months of a period that is made of whole ones; None for days, open ends and what is no period."""
    try:
        when = When(period)
    except ValueError:
        return None
    if when.first is None or when.last is None or when.first.day != 1:
        return None
    if when.last.day != calendar.monthrange(when.last.year, when.last.month)[1]:
        return None
    return Months(_month(when.first), _month(when.last))


def _part(said: Said) -> str:
    """A scope of its own for what is told as a part of the figure before it ("of them 380", "380 of them"), when the part has no name."""
    part = comparisons(said.language).part
    quote = " ".join(said.claim.quote.split())
    before, found, _ = said.sentence.partition(quote)
    if part is None or not found:
        return ""
    ahead = any(not before[mark.end() :].strip(" ,:") for mark in part.finditer(before))
    behind = any(quote[: mark.start()].rstrip()[-1:].isdigit() for mark in part.finditer(quote))
    return f"part told in {said.name}" if ahead or behind else ""


@lru_cache(maxsize=4096)
def _scope(of: str | None, indicator: str) -> str:
    """What part is meant, folded; empty when the words only name the indicator once more."""
    words = [word.strip(".,;:()\"'“”«»").casefold() for word in (of or "").split()]
    named = set(indicator.casefold().split())
    kept = [word for word in words if word and word not in named and word.rstrip("s") not in named]
    return " ".join(words) if kept else ""


def _level(claim: Figure, known: Definitions) -> Interval:
    """The bounds of a level: those of its print, wider for a round number and for "about"."""
    value = claim.value
    assert value is not None
    low, high = claim.low, claim.high
    if low is not None and high is not None:
        half = (high - low) / 2
        if half <= _HALF:  # written out to the last unit, as "188,000" is
            half = max(half, rounding(value))
        if claim.qualifier == "~":
            half = max(half, abs(value) * known.about)
        return Interval(value - half, value + half)
    return Interval(low, high)


@lru_cache(maxsize=65536)
def rounding(value: Decimal) -> Decimal:
    """Half a unit of the last digit that a number with three or more zeros at its end seems to be told to, else 0."""
    digits = abs(value).normalize().as_tuple()
    exponent = digits.exponent
    assert isinstance(exponent, int)
    return _HALF.scaleb(exponent) if exponent >= 3 else Decimal(0)


def _growth(change: Change, months: Months, qualifier: str | None) -> Growth | None:
    """A change as a growth against its base; None when neither follows."""
    against = _base(change.base, months)
    by = _factor(change) or _difference(change)
    absolute = change.factor is None and change.percent is None
    if against is None or by is None or not (absolute or _possible(by)):
        return None
    base, assumes = against
    return Growth(by=_opened(by, qualifier, change), base=base, absolute=absolute, assumes=assumes)


def _possible(factor: Interval) -> bool:
    """Whether a factor can lie between two totals: a fall by more than all, or a growth a million times over, is a slip of the pen."""
    fallen = factor.high is not None and factor.high <= 0
    return not fallen and (factor.low is None or factor.low < _LARGEST)


def _base(printed: str | None, months: Months) -> tuple[Months, tuple[str, ...]] | None:
    """The months that a change compares with, and what was supposed."""
    before = Months(months.first - 12, months.last - 12)
    if printed is None:
        return before, (f"compared with {before}",)
    told = whole_months(printed)
    if told is None or told == months:
        return None
    if told.last - told.first == 11 and months.last - months.first < 11:
        shift = (months.first // 12 - told.first // 12) * 12
        like = Months(months.first - shift, months.last - shift)
        return like, (f"compared with {like}, not with the whole of {told}",)
    return told, ()


def _difference(change: Change) -> Interval | None:
    """The bounds of a change told as a difference."""
    if change.absolute is None:
        return None
    half = max(_printed_half(change.absolute), _HALF)
    low, high = change.absolute - half, change.absolute + half
    return Interval(low, high) if change.direction == "up" else Interval(-high, -low)


def _opened(by: Interval, qualifier: str | None, change: Change) -> Interval:
    """ "By more than a fifth" is open on the far side."""
    if qualifier not in (">", "<"):
        return by
    far = (qualifier == ">") == (change.direction == "up")
    return Interval(by.low, None) if far else Interval(None, by.high)


def _factor(change: Change) -> Interval | None:
    """Between which bounds a change leaves the factor; None when only a difference is told."""
    if change.factor is not None:
        factor = change.factor
        if factor and len(factor.as_tuple().digits) > 6:  # "fell 3 times": the inverse of what was printed
            whole = (_ONE / factor).quantize(Decimal("0.01")).normalize()
            half = _printed_half(whole)
            return Interval(_ONE / (whole + half), _ONE / (whole - half))
        half = _printed_half(factor)
        return Interval(max(factor - half, Decimal(0)), factor + half)
    if change.percent is None:
        return None
    half = _printed_half(change.percent)
    low, high = (change.percent - half) / 100, (change.percent + half) / 100
    if change.direction == "up":
        return Interval(_ONE + low, _ONE + high)
    return Interval(max(_ONE - high, Decimal(0)), _ONE - low)


def _printed_half(number: Decimal) -> Decimal:
    """Half a unit of the last digit, taking zeros before the point as rounded from three on."""
    exponent = number.normalize().as_tuple().exponent
    assert isinstance(exponent, int)
    return _HALF.scaleb(exponent if exponent < 0 or exponent >= 3 else 0)


# ---- papers ----------------------------------------------------------------------------------------------------------


def _papers(said: Said, claim: Instrument, known: Definitions) -> Observation | None:
    """How many papers of a numbered kind are there: "six signed in 2018", "the sixth is being drafted"."""
    if claim.kind not in known.papers["numbered"] or len(claim.countries) != 2:
        return None
    there = claim.status in known.papers["standing"]
    if there and claim.count is not None:
        level = Interval(Decimal(claim.count), None)
    elif there and claim.ordinal is not None:
        level = Interval(Decimal(claim.ordinal), None)
    elif claim.ordinal is not None and claim.status in known.papers["ahead"]:
        level = Interval(None, Decimal(claim.ordinal - 1))
    else:
        return None
    at = _papers_day(said, claim)
    if at is None:
        return None
    pair = (min(claim.countries), max(claim.countries))
    series = Series("papers", pair, "", claim.kind, "count", True)
    complete = there and claim.count is not None and claim.date is None
    return Observation(said=said, series=series, months=Months(at, at), level=level, complete=complete)


def _papers_day(said: Said, claim: Instrument) -> int | None:
    """The month by which they were there: that of the date, when signed by then; else that of the report."""
    last = When(claim.date).last if claim.date and claim.status in ("signed", "in force", "completed") else None
    day = last or said.published
    return _month(day) if day else None
