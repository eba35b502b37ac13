"""The values that claims are made of: Span, When, Quantity."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Literal, NamedTuple

Qualifier = Literal["=", ">", "<", "~", "record", "target"]
Relation = Literal["in", "since", "until", "as of"]


class Span(NamedTuple):
    """A stretch of a text: character offsets, end exclusive."""

    start: int
    end: int


_POINT = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?|-([QH])(\d))?\Z")


@lru_cache(maxsize=4096)
def _bounds(value: str) -> tuple[dt.date | None, dt.date | None]:
    """First and last day of a codebook date; None where an end is open."""
    if "/" in value:
        left, right = value.split("/", 1)
        first = None if left == ".." else _bounds(left)[0]
        last = None if right == ".." else _bounds(right)[1]
        return first, last
    match = _POINT.match(value)
    if not match:
        raise ValueError(f"not a date or period: {value!r}")
    year, month, day, part, index = match.groups()
    y = int(year)
    if part:
        length = 3 if part == "Q" else 6
        end_month = length * int(index)
        if not 1 <= end_month <= 12:
            raise ValueError(f"no such part of a year: {value!r}")
        return dt.date(y, end_month - length + 1, 1), _month_end(y, end_month)
    if day:
        d = dt.date(y, int(month), int(day))
        return d, d
    if month:
        return dt.date(y, int(month), 1), _month_end(y, int(month))
    return dt.date(y, 1, 1), dt.date(y, 12, 31)


def _month_end(year: int, month: int) -> dt.date:
    return dt.date(year, month, calendar.monthrange(year, month)[1])


@dataclass(frozen=True, slots=True)
class When:
    """A date or a period, exactly as precise as the text: ``2021``, ``2021-04-27``, ``2021-Q3``, ``2021-01/2021-11``.

    ``..`` marks an open end: ``2018/..`` is since 2018, ``../2024`` until 2024. ``rule`` says how a relative or
    partial expression was worked out (None when it stood in full).

    Raises ValueError when ``value`` is not such a date.
    """

    value: str
    relation: Relation = "in"
    rule: str | None = None

    def __post_init__(self) -> None:
        first, last = _bounds(self.value)
        if first is not None and last is not None and first > last:
            raise ValueError(f"a period that ends before it begins: {self.value!r}")

    @property
    def first(self) -> dt.date | None:
        """The first day, None when open."""
        return _bounds(self.value)[0]

    @property
    def last(self) -> dt.date | None:
        """The last day, None when open."""
        return _bounds(self.value)[1]

    @property
    def year(self) -> int | None:
        """The year, when the whole lies in one."""
        first, last = _bounds(self.value)
        return first.year if first and last and first.year == last.year else None

    def covers(self, day: dt.date) -> bool:
        """Whether ``day`` lies within."""
        first, last = _bounds(self.value)
        return (first is None or first <= day) and (last is None or day <= last)

    def __str__(self) -> str:
        return self.value


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """A number as printed, with the interval that print and qualifier leave open.

    ``value`` is the printed number times its scale; ``low`` and ``high`` bound it: half a unit of the last printed
    digit each way ("$2.9 billion" is 2.85 to 2.95 bn), open (None) above for ``>`` and below for ``<``. ``unit`` is an
    ISO 4217 code for money, ``%``, a unit of measure (``tonne``, ``km``) or ``count``.
    """

    value: Decimal
    low: Decimal | None
    high: Decimal | None
    unit: str
    qualifier: Qualifier = "="

    def __post_init__(self) -> None:
        whole = self.value.to_integral_value()
        if whole == self.value:
            object.__setattr__(self, "value", whole)  # 2900000000, not 2900000000.0

    @classmethod
    def from_print(
        cls, printed: str, *, unit: str, scale: Decimal | int = 1, qualifier: Qualifier = "=", exact: bool = False
    ) -> Quantity:
        """Build from the digits as printed ("3.022" with scale 10**9), with a point for the decimal sign.

        ``exact`` is for counts, which are not rounded ("900 companies"). Raises ValueError when not a number.
        """
        try:
            number = Decimal(printed)
        except ArithmeticError:
            raise ValueError(f"not a number: {printed!r}") from None
        exponent = number.as_tuple().exponent
        if not isinstance(exponent, int):
            raise ValueError(f"not a finite number: {printed!r}")
        factor = Decimal(scale)
        half = Decimal(0) if exact else Decimal((0, (5,), min(exponent, 0) - 1)) * factor
        value = number * factor
        low: Decimal | None = value - half
        high: Decimal | None = value + half
        if qualifier == ">":
            low, high = value, None
        elif qualifier == "<":
            low, high = None, value
        return cls(value=value, low=low, high=high, unit=unit, qualifier=qualifier)

    def __str__(self) -> str:
        return f"{self.value.normalize():f} {self.unit}"
