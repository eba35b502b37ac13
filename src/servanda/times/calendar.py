"""Periods of the calendar: how they follow each other and how TIMEX3 and the codebook write them."""

from __future__ import annotations

import calendar
import datetime as dt
from typing import Final, Literal, NamedTuple

Grain = Literal["day", "week", "weekend", "month", "quarter", "half", "season", "year", "decade", "century"]

#: Units of duration as TIMEX3 writes them, and the grain of the period that each one names.
GRAINS: Final[dict[str, Grain]] = {
    "D": "day", "W": "week", "WE": "weekend", "M": "month", "Q": "quarter", "Y": "year", "DE": "decade",
    "CE": "century", "H2": "half", "SE": "season",
}  # fmt: skip
_MONTHS: Final[dict[str, int]] = {
    "month": 1, "quarter": 3, "half": 6, "season": 3, "year": 12, "decade": 120, "century": 1200,
}  # fmt: skip
_DAYS: Final = {"day": 1, "week": 7, "weekend": 7}
#: Seasons by the month they begin in, as the northern half of the world counts them.
SEASONS: Final = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
_SEASON_OF: Final = {month: name for name, month in SEASONS.items()}


class Period(NamedTuple):
    """A day, week, month … by its first day."""

    grain: Grain
    first: dt.date

    @property
    def last(self) -> dt.date:
        """The last day."""
        if self.grain == "day":
            return self.first
        if self.grain == "weekend":
            return self.first + dt.timedelta(days=1)
        return shift(self, 1).first - dt.timedelta(days=1)

    @property
    def timex(self) -> str:
        """The value of TIMEX3: 2021-04-27, 2021-W17, 2021-Q2, 2021-SU, 202."""
        return _timex(self)

    @property
    def iso(self) -> str:
        """The value of the codebook: 2021-04-27, 2021-Q2, an interval where it has no name of its own."""
        grain, first = self
        if grain in ("day", "month", "quarter", "half", "year"):
            return _timex(self)
        last = self.last
        if grain == "season":
            return f"{first:%Y-%m}/{last:%Y-%m}"
        if grain in ("decade", "century"):
            return f"{first.year:04d}/{last.year:04d}"
        return f"{first}/{last}"


def _timex(period: Period) -> str:
    grain, first = period
    year = f"{first.year:04d}"
    if grain == "day":
        return str(first)
    if grain in ("week", "weekend"):
        iso = first.isocalendar()
        return f"{iso.year:04d}-W{iso.week:02d}" + ("-WE" if grain == "weekend" else "")
    if grain == "month":
        return f"{year}-{first.month:02d}"
    if grain == "quarter":
        return f"{year}-Q{(first.month + 2) // 3}"
    if grain == "half":
        return f"{year}-H{(first.month + 5) // 6}"
    if grain == "season":
        return f"{year}-{_SEASON_OF.get(first.month, 'XX')}"
    return year[: {"year": 4, "decade": 3, "century": 2}[grain]]


def containing(grain: Grain, day: dt.date) -> Period:
    """The period of a grain that holds a day."""
    if grain == "day":
        return Period(grain, day)
    if grain == "week":
        return Period(grain, day - dt.timedelta(days=day.weekday()))
    if grain == "weekend":
        return Period(grain, day + dt.timedelta(days=5 - day.weekday()))
    if grain == "season":
        month = (day.month // 3 * 3) or 12
        return Period(grain, dt.date(day.year - (day.month < 3), month, 1))
    months = _MONTHS[grain]
    if months < 12:
        return Period(grain, dt.date(day.year, (day.month - 1) // months * months + 1, 1))
    years = months // 12
    return Period(grain, dt.date(max(day.year - day.year % years, 1), 1, 1))


def shift(period: Period, count: int) -> Period:
    """The period ``count`` steps of its own grain later. Raises ValueError or OverflowError beyond the calendar."""
    grain, first = period
    if grain in _DAYS:
        return Period(grain, first + dt.timedelta(days=_DAYS[grain] * count))
    return Period(grain, add_months(first, _MONTHS[grain] * count))


def moved(period: Period, grain: Grain, count: int) -> Period:
    """The period moved by steps of another grain, its own grain kept: a quarter moved by a year."""
    if grain in _DAYS:
        return containing(period.grain, period.first + dt.timedelta(days=_DAYS[grain] * count))
    return containing(period.grain, add_months(period.first, _MONTHS[grain] * count))


def add_months(day: dt.date, count: int) -> dt.date:
    """The day so many months later, the last of the month where it would run over."""
    if abs(count) > 120_000:
        raise OverflowError(count)
    year, month = divmod(day.year * 12 + day.month - 1 + count, 12)
    if not 1 <= year <= 9999:
        raise ValueError(f"no such year: {year}")
    return dt.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def nth_weekday(year: int, month: int, weekday: int, nth: int) -> dt.date:
    """The ``nth`` weekday (ISO, Monday is 1) of a month, the last one for -1."""
    if nth < 0:
        last = dt.date(year, month, calendar.monthrange(year, month)[1])
        return last - dt.timedelta(days=(last.isoweekday() - weekday) % 7)
    first = dt.date(year, month, 1)
    return first + dt.timedelta(days=(weekday - first.isoweekday()) % 7 + 7 * (nth - 1))


def easter(year: int) -> dt.date:
    """Easter Sunday of the western churches (Gauss, in the form of Butcher)."""
    a, (b, c) = year % 19, divmod(year, 100)
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    k = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    month, day = divmod(h + k - 7 * ((a + 11 * h + 22 * k) // 451) + 114, 31)
    return dt.date(year, month, day + 1)
