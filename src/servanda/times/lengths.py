"""Lengths of time and rhythms: what says how long or how often, with no place in the calendar of its own."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Final

from servanda.times.calendar import Grain, add_months, containing
from servanda.times.expressions import Anchor, Expression, Settled, Type, from_published

#: How many of a smaller unit make one of a larger, for units that are told together ("2 years 3 months").
SMALLER: Final = {("Y", "M"): 12, ("W", "D"): 7, ("D", "TH"): 24, ("TH", "TM"): 60, ("TM", "TS"): 60}


@dataclass(frozen=True, slots=True, kw_only=True)
class Duration(Expression):
    """A length of time: three years. ``count`` is in digits or "X"; ``high`` the upper end of "two to three".

    ``rest`` is what a smaller unit adds: 1 hour 30 minutes.
    """

    unit: str
    count: str = "1"
    high: str | None = None
    rest: Duration | None = None

    @property
    def value(self) -> str:
        """The value of TIMEX3: P3Y, PT2H, PXM."""
        low = _duration(self.count, self.unit)
        if self.rest is not None:
            return low + self.rest.value.removeprefix("PT" if self.unit in _CLOCK_UNITS else "P")
        return low if self.high is None else f"{low}/{_duration(self.high, self.unit)}"

    @property
    def in_one(self) -> Duration:
        """The same in its smallest unit: 90 minutes."""
        if self.rest is None:
            return self
        count = int(self.count) * SMALLER[self.unit, self.rest.unit] + int(self.rest.count)
        return Duration(unit=self.rest.unit, count=str(count))

    @property
    def type(self) -> Type:
        """The type of TIMEX3."""
        return "DURATION"

    def settle(self, anchor: Anchor) -> Settled:
        """Its length; no date follows from it."""
        return Settled(self.value)


_CLOCK_UNITS: Final = {"TH": "H", "TM": "M", "TS": "S"}


def _duration(count: str, unit: str) -> str:
    clock = _CLOCK_UNITS.get(unit)
    if clock:
        return f"PT{count}{clock}"
    return f"P{count}{unit}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Window(Expression):
    """A length of time that ends or begins with the publication: the past five years, the next three months."""

    length: Duration
    step: int

    @property
    def type(self) -> Type:
        """The type of TIMEX3."""
        return "DURATION"

    @property
    def takes_article(self) -> bool:
        """See :class:`Expression`."""
        return True

    def settle(self, anchor: Anchor) -> Settled:
        """From the publication date so far back or ahead, no finer than months for years and months."""
        value = self.length.value
        count = self.length.high or self.length.count
        months = {"Y": 12, "M": 1, "Q": 3, "DE": 120}.get(self.length.unit)
        days = {"D": 1, "W": 7}.get(self.length.unit)
        if anchor.published is None or not count.isdecimal() or (months is None and days is None):
            return Settled(value)
        published = anchor.published
        if months:
            there = add_months(published, self.step * months * int(count))
        else:
            there = published + dt.timedelta(days=self.step * (days or 0) * int(count))
        grain: Grain = "month" if months else "day"
        edges = sorted((containing(grain, there), containing(grain, published)))
        return Settled(value, edges[0], edges[1], from_published(anchor))


@dataclass(frozen=True, slots=True, kw_only=True)
class Repeated(Expression):
    """What comes again: every year, twice a month, Mondays."""

    value: str
    quant: str | None = None
    freq: str | None = None

    @property
    def type(self) -> Type:
        """The type of TIMEX3."""
        return "SET"

    def settle(self, anchor: Anchor) -> Settled:
        """Its rhythm; no date follows from it."""
        return Settled(self.value)
