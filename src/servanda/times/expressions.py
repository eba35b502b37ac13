"""What a time expression means before it is known when it was written, and how it is worked out from an anchor.

Each class is one way of naming time. ``resolve`` never guesses: where a year does not follow there is no
``When`` and the TIMEX3 value keeps its ``XXXX``.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final, Literal, NamedTuple, get_args

from servanda.times.calendar import Grain, Period, containing, easter, moved, nth_weekday, shift
from servanda.values import Relation, When

Tense = Literal["past", "future"]
Base = Literal["published", "reference", "same"]
Type = Literal["DATE", "TIME", "DURATION", "SET"]


class Anchor(NamedTuple):
    """What a partial or relative expression leans on; every part may be missing.

    ``published`` is the date of the document, ``year`` a year that its context imposes, ``reference`` the date
    mentioned last before, ``tense`` the tense of the clause.
    """

    published: dt.date | None = None
    year: int | None = None
    reference: When | None = None
    tense: Tense | None = None


@dataclass(frozen=True, slots=True)
class Resolved:
    """An expression worked out: the codebook's ``when`` (None if it does not follow) and the TIMEX3 value."""

    when: When | None
    timex: str
    type: Type
    rule: str | None = None


class Settled(NamedTuple):
    """Between expression and result: the TIMEX3 value, the first and last period, and the rule that gave them."""

    timex: str
    first: Period | None = None
    last: Period | None = None
    rule: str | None = None

    @property
    def iso(self) -> str | None:
        """The value of the codebook."""
        if self.first is None:
            return None
        return self.first.iso if self.last in (None, self.first) else join(self.first, self.last)


def join(first: Period, last: Period) -> str:
    """From one period to another, no finer than the text."""
    grains = {first.grain, last.grain}
    if grains <= {"year", "decade", "century"}:
        return f"{first.first.year:04d}/{last.last.year:04d}"
    if grains <= {"month", "quarter", "half", "season", "year"}:
        return f"{first.first:%Y-%m}/{last.last:%Y-%m}"
    return f"{first.first}/{last.last}"


def at(period: Period, rule: str | None = None) -> Settled:
    """Settled on one period."""
    return Settled(period.timex, period, None, rule)


def periods(value: str) -> tuple[Period, Period] | None:
    """First and last period of a codebook value, None when an end is open or is no date."""
    left, slash, right = value.partition("/")
    first = _period(left)
    last = _period(right) if slash else first
    return (first, last) if first and last else None


_GRAIN_OF_LENGTH: Final[dict[int, Grain]] = {4: "year", 7: "month", 10: "day"}


def _period(value: str) -> Period | None:
    if value == "..":
        return None
    if value[5:6] in ("Q", "H"):
        months = 3 if value[5] == "Q" else 6
        first = dt.date(int(value[:4]), months * (int(value[6]) - 1) + 1, 1)
        return Period("quarter" if months == 3 else "half", first)
    parts = [int(part) for part in value.split("-")]
    return Period(_GRAIN_OF_LENGTH[len(value)], dt.date(parts[0], *[*parts[1:], 1, 1][:2]))


@dataclass(frozen=True, slots=True, kw_only=True)
class Expression:
    """A way of naming time, not yet worked out.

    ``relation`` comes from the words before it (since, until, by, as of), ``mod`` is the modifier of TIMEX3,
    ``article`` says that an article before it is its own.
    """

    relation: Relation | Literal["by"] = "in"
    mod: str | None = None
    article: bool = False

    @property
    def type(self) -> Type:
        """The type of TIMEX3."""
        return "DATE"

    @property
    def takes_article(self) -> bool:
        """Whether an article before it is its own, not that of a noun behind it."""
        return self.article or self.mod is not None

    def settle(self, anchor: Anchor) -> Settled:
        """The periods that follow from the anchor. May raise ValueError or OverflowError off the calendar."""
        raise NotImplementedError

    def resolve(self, anchor: Anchor) -> Resolved:
        """Work the expression out; never raises."""
        try:
            settled = self.settle(anchor)
            return Resolved(self._when(settled), settled.timex, self.type, settled.rule)
        except (ValueError, OverflowError):
            return Resolved(None, "XXXX", self.type, "beyond the calendar")

    def _when(self, settled: Settled) -> When | None:
        value = settled.iso
        if value is None:
            return None
        relation: Relation = self.relation if self.relation in get_args(Relation) else "in"  # type: ignore[assignment]
        if relation == "since":
            value = value.partition("/")[0] + "/.."
        elif relation == "until":
            value = "../" + value.rpartition("/")[2]
        return When(value, relation, settled.rule)


def from_published(anchor: Anchor) -> str:
    """The rule of all that leans on the publication date alone."""
    return f"from publication date {anchor.published}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fixed(Expression):
    """A period that stands in full: 2021, April 2021, the 1990s."""

    period: Period

    @property
    def takes_article(self) -> bool:
        """See :class:`Expression`."""
        return self.article or self.mod is not None or self.period.grain in ("decade", "century")

    def settle(self, anchor: Anchor) -> Settled:
        """As it stands."""
        return at(self.period)


def year(number: int) -> Fixed:
    """A year in full."""
    return Fixed(period=Period("year", dt.date(number, 1, 1)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Recurring(Expression):
    """What every year has: April, April 27, the third quarter, the first half, summer, a holiday.

    ``number`` counts months, quarters or halves; a season is given by its first month, a holiday by ``feast``
    (month-day, month-weekday-nth or days after Easter).
    """

    grain: Grain
    number: int = 1
    day: int | None = None
    weekday: int | None = None
    feast: str | None = None
    year: Expression | None = None
    step: int | None = None

    def within(self, number: int) -> Period:
        """The one of a given year."""
        if self.feast:
            return Period("day", _feast(self.feast, number))
        if self.day is not None:
            return Period("day", dt.date(number, self.number, self.day))
        step = {"month": 1, "season": 1, "quarter": 3, "half": 6}[self.grain]
        return Period(self.grain, dt.date(number, step * (self.number - 1) + 1, 1))

    @property
    def partial(self) -> str:
        """The TIMEX3 value with no year."""
        if self.grain != "day":
            return "XXXX" + self.within(2001).timex[4:]
        if self.feast and self.feast.count("/") != 1:
            return "XXXX-XX-XX"
        return f"XXXX-{self.within(2000).first:%m-%d}"

    @property
    def takes_article(self) -> bool:
        """See :class:`Expression`."""
        return self.article or self.mod is not None or self.grain not in ("day", "month")

    def settle(self, anchor: Anchor) -> Settled:
        """In the year that is named, else in the one that the anchor gives."""
        if self.year is not None:
            settled = self.year.settle(anchor)
            if settled.first is None:
                return Settled(self.partial)
            return at(self.within(settled.first.first.year), settled.rule)
        if anchor.published is not None and anchor.year in (None, anchor.published.year):
            return self._near(anchor.published, anchor.tense)
        if anchor.year is not None:
            return at(self.within(anchor.year), f"year {anchor.year} from the text around")
        found = periods(anchor.reference.value) if anchor.reference else None
        if found:
            number = found[1].first.year
            return at(self.within(number), f"year from {anchor.reference} before")
        return Settled(self.partial)

    def _near(self, published: dt.date, tense: Tense | None) -> Settled:
        candidates = list(self._candidates(published.year))
        if self.step is not None:
            candidates = [p for p in candidates if (p.first > published if self.step > 0 else p.last < published)]
        if not candidates:
            return Settled(self.partial)
        if tense is None and self.grain in ("quarter", "half"):
            tense = "past"
        best = min(candidates, key=lambda p: (_distance(p, published), -p.first.toordinal()))
        fitting = [p for p in candidates if _fits(p, published, tense)]
        if tense and fitting:
            by_tense = min(fitting, key=lambda p: _distance(p, published))
            if _distance(by_tense, published) < _FAR or _distance(best, published) > _NEAR or self.step:
                how = "nearest past" if tense == "past" else "nearest ahead"
                return at(by_tense, f"year from publication date {published}, {how}")
        return at(best, f"year from publication date {published}, nearest")

    def _candidates(self, number: int) -> Iterable[Period]:
        for candidate in range(max(number - 1, 1), min(number + 1, 9999) + 1):
            try:
                period = self.within(candidate)
            except ValueError:  # 29 February
                continue
            if self.weekday is None or period.first.isoweekday() == self.weekday:
                yield period


#: Days: against the tense goes what is this near, where what the tense asks for is so far.
_NEAR, _FAR = 60, 270


def _fits(period: Period, day: dt.date, tense: Tense | None) -> bool:
    if tense == "past":
        return period.first <= day
    return tense is None or period.last >= day


def _distance(period: Period, day: dt.date) -> int:
    if period.first <= day <= period.last:
        return 0
    return (period.first - day).days if period.first > day else (day - period.last).days


def _feast(spec: str, number: int) -> dt.date:
    """``12-25``, ``11-4-4`` (month, weekday, which) or ``+39`` (days from Easter)."""
    if spec[0] in "+-":
        return easter(number) + dt.timedelta(days=int(spec))
    parts = [int(part) for part in spec.split("/")]
    if len(parts) == 3:
        return nth_weekday(number, *parts)
    return dt.date(number, *parts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Relative(Expression):
    """So many steps from the publication date or the date before: last year, yesterday, two months ago, a year earlier.

    ``base`` is "published", "reference" (else published) or "same" (the reference if it is as coarse, else published).
    ``keep`` moves the reference as it is instead of taking the period of ``grain`` (a year earlier); ``lean`` takes the
    one before when the one that holds the base is still to come (over the weekend).
    """

    grain: Grain
    offset: int = 0
    base: Base = "published"
    keep: bool = False
    lean: bool = False

    @property
    def takes_article(self) -> bool:
        """See :class:`Expression`."""
        return True

    def settle(self, anchor: Anchor) -> Settled:
        """Counted from the base."""
        reference = periods(anchor.reference.value) if anchor.reference and self.base != "published" else None
        if reference and (self.base == "reference" or reference[0].grain == self.grain):
            rule = f"counted from {anchor.reference} before"
            if self.keep and not (reference[0].grain == "day" and self.grain != "day"):
                moved_to = [moved(period, self.grain, self.offset) for period in reference]
                return _pair(moved_to[0], moved_to[1], rule)
            return at(shift(containing(self.grain, reference[0].first), self.offset), rule)
        if anchor.published is None:
            return Settled(self._open)
        period = shift(containing(self.grain, anchor.published), self.offset)
        if self.lean and period.first > anchor.published and anchor.tense != "future":
            period = shift(period, -1)
        return at(period, from_published(anchor))

    @property
    def _open(self) -> str:
        masks = {
            "day": "XXXX-XX-XX",
            "week": "XXXX-WXX",
            "weekend": "XXXX-WXX-WE",
            "month": "XXXX-XX",
            "quarter": "XXXX-QX",
        }
        return masks.get(self.grain, "XXXX")


def _pair(first: Period, last: Period, rule: str | None) -> Settled:
    if first == last:
        return at(first, rule)
    return Settled(join(first, last), first, last, rule)


@dataclass(frozen=True, slots=True, kw_only=True)
class Weekday(Expression):
    """A day of the week; ``step`` is -1 for last, 0 for this, 1 for next, None when bare."""

    day: int
    step: int | None = None

    def settle(self, anchor: Anchor) -> Settled:
        """The nearest such day in the direction of tense or word; the day of publication itself when bare."""
        if anchor.published is None:
            return self._before(anchor)
        published = anchor.published
        ahead = (self.day - published.isoweekday()) % 7
        behind = (published.isoweekday() - self.day) % 7
        if self.step == 0:
            offset = self.day - published.isoweekday()
        elif self.step == 1 or (self.step is None and anchor.tense == "future"):
            offset = ahead or (7 if self.step else 0)
        else:
            offset = -(behind or (7 if self.step else 0))
        how = "nearest ahead" if offset > 0 else "nearest past"
        return at(Period("day", published + dt.timedelta(days=offset)), f"{from_published(anchor)}, {how}")

    def _before(self, anchor: Anchor) -> Settled:
        return Settled(f"XXXX-WXX-{self.day}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Months(Expression):
    """Months of a year taken together: January-September 2023, nine months of 2023 (``counted``)."""

    first: int
    last: int
    year: Expression | None = None
    counted: bool = False

    @property
    def type(self) -> Type:
        """The type of TIMEX3."""
        return "DURATION" if self.counted else "DATE"

    @property
    def takes_article(self) -> bool:
        """See :class:`Expression`."""
        return self.counted

    def settle(self, anchor: Anchor) -> Settled:
        """From the first to the last of them, in the year named or given by the anchor."""
        end = Recurring(grain="month", number=self.last, year=self.year)
        if self.counted and self.year is None and anchor.tense is None:
            anchor = anchor._replace(tense="past")
        settled = end.settle(anchor)
        if settled.first is None:
            return Settled(self._value(f"XXXX-{self.first:02d}", f"XXXX-{self.last:02d}"))
        begin = settled.first.first.year - (self.first > self.last)
        first = Period("month", dt.date(begin, self.first, 1))
        return Settled(self._value(first.timex, settled.timex), first, settled.first, settled.rule)

    def _value(self, first: str, last: str) -> str:
        return f"P{self.last - self.first + 1}M" if self.counted else f"{first}/{last}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Range(Expression):
    """From one date to another; a year that stands only on one side holds for both. ``worded`` when joined by words."""

    first: Expression
    last: Expression
    worded: bool = False

    @property
    def type(self) -> Type:
        """The type of TIMEX3."""
        return self.last.type

    def settle(self, anchor: Anchor) -> Settled:
        """From the first day of the one to the last of the other."""
        first, last = self.first.settle(anchor), self.last.settle(anchor)
        if first.first is not None and last.last is None:
            first, last = self._in_order(first, last, anchor.tense)
        value = f"{first.timex}/{last.timex}"
        if first.first is None or last.first is None:
            return Settled(value)
        end = last.last or last.first
        if first.first.first > end.last:
            return Settled(value)
        return Settled(value, first.first, end, first.rule or last.rule)

    def _in_order(self, first: Settled, last: Settled, tense: Tense | None) -> tuple[Settled, Settled]:
        """The two ends in one turn of the week or the year, where each alone would be nearer in another."""
        begin, end = first.first, last.first
        turn: Grain | None = _turn(self.last if tense == "future" else self.first)
        if begin is None or end is None or turn is None or begin.first <= end.last:
            return first, last
        if tense == "future":
            return first, at(moved(end, turn, 1), last.rule)
        return at(moved(begin, turn, -1), first.rule), last


def _turn(expression: Expression) -> Grain | None:
    """What an expression comes again in, where it does not say in which."""
    if isinstance(expression, Weekday):
        return "week"
    return "year" if isinstance(expression, Recurring) and expression.year is None else None


@dataclass(frozen=True, slots=True, kw_only=True)
class SamePeriod(Expression):
    """The period spoken of before, in another year: the same period of last year; else the year before."""

    year: Expression | None = None

    @property
    def takes_article(self) -> bool:
        """See :class:`Expression`."""
        return self.article

    def settle(self, anchor: Anchor) -> Settled:
        """The reference moved into the year named."""
        found = periods(anchor.reference.value) if anchor.reference else None
        if found and found[0] == found[1] and found[0].grain not in ("month", "quarter", "half", "season"):
            found = None
        if self.year is None and found:
            return self._moved(found, -1, anchor)
        settled = (self.year or Relative(grain="year", offset=-1)).settle(anchor)
        if settled.first is None or found is None:
            return settled
        return self._moved(found, settled.first.first.year - found[1].first.year, anchor)

    def _moved(self, found: tuple[Period, Period], years: int, anchor: Anchor) -> Settled:
        moved_to = [moved(period, "year", years) for period in found]
        return _pair(moved_to[0], moved_to[1], f"the period {anchor.reference} moved by {years} years")


@dataclass(frozen=True, slots=True, kw_only=True)
class Inside(Expression):
    """The n-th day, week, month … within a period: the first week of October, the last day of 2021.

    With ``weekday`` the n-th such day of a month.
    """

    base: Expression
    grain: Grain
    number: int
    weekday: int | None = None

    @property
    def takes_article(self) -> bool:
        """See :class:`Expression`."""
        return True

    def settle(self, anchor: Anchor) -> Settled:
        """Counted from the beginning of the period, or from its end when negative."""
        settled = self.base.settle(anchor)
        if settled.first is None:
            return Settled(settled.timex)
        whole = settled.last or settled.first
        if self.weekday is not None:
            month = whole.first
            return at(Period("day", nth_weekday(month.year, month.month, self.weekday, self.number)), settled.rule)
        if self.grain == "week" and whole.grain == "year":
            return at(self._week(whole), settled.rule)
        if self.number < 0:
            inner = shift(containing(self.grain, whole.last), self.number + 1)
        else:
            inner = shift(containing(self.grain, settled.first.first), self.number - 1)
        if self.grain == "day" and inner.first > whole.last:
            raise ValueError(f"no such day: {self.number} of {whole.timex}")
        return at(inner, settled.rule)

    def _week(self, year: Period) -> Period:
        """The weeks of a year are those of the calendar: the first one holds January 4, the last one December 28."""
        if self.number < 0:
            return shift(containing("week", year.last - dt.timedelta(days=3)), self.number + 1)
        return shift(containing("week", year.first + dt.timedelta(days=3)), self.number - 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Vague(Expression):
    """Now, the past, the future: a value of TIMEX3 that no calendar holds."""

    value: str

    def settle(self, anchor: Anchor) -> Settled:
        """The value alone."""
        return Settled(self.value)


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeOfDay(Expression):
    """A time of a day: 11:30, 3 p.m. on Monday, Monday morning. ``time`` as TIMEX3 writes it behind the T."""

    time: str
    day: Expression | None = None

    @property
    def type(self) -> Type:
        """The type of TIMEX3."""
        return "TIME"

    @property
    def takes_article(self) -> bool:
        """See :class:`Expression`."""
        return self.article or (self.day is not None and self.day.takes_article)

    def settle(self, anchor: Anchor) -> Settled:
        """On the day named, else on the day of publication."""
        if self.day is not None:
            settled = self.day.settle(anchor)
            return settled._replace(timex=f"{settled.timex}T{self.time}")
        if anchor.published is None:
            return Settled(f"T{self.time}")
        return Settled(f"{anchor.published}T{self.time}", Period("day", anchor.published), None, from_published(anchor))


def in_year(expression: Expression, named: Expression) -> Expression:
    """The expression with the year that stands beside it, where it has none of its own."""
    if isinstance(expression, (Recurring, Months)) and expression.year is None:
        return replace(expression, year=named)
    if isinstance(expression, Range):
        return replace(expression, first=in_year(expression.first, named), last=in_year(expression.last, named))
    if isinstance(expression, Inside):
        return replace(expression, base=in_year(expression.base, named))
    return expression


def year_of(expression: Expression) -> Expression | None:
    """The year that an expression states, to lend to the one it is joined with."""
    if isinstance(expression, (Recurring, Months)):
        return expression.year
    if isinstance(expression, Fixed) and expression.period.grain in ("day", "month"):
        return year(expression.period.first.year)
    return None


def resolve(expression: Expression, anchor: Anchor) -> Resolved:
    """Work an expression out against an anchor; never raises."""
    return expression.resolve(anchor)
