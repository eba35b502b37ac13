"""What a printed amount is: a quantity or a range of two, and the arithmetic of numbers with their groups."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from functools import lru_cache
from typing import Any, Final, Literal, NamedTuple

from servanda.grammar import Printed
from servanda.values import Qualifier, Quantity

Kind = Literal["number", "multiple", "fraction"]
Direction = Literal["up", "down"]

#: Numbers printed with more digits than this are no amounts.
LONGEST: Final = 60


class Amount(NamedTuple):
    """The value of a MONEY, PERCENT, POINTS, MEASURE, MULTIPLE or COUNT symbol.

    ``upper`` is the upper end of a range ("10 to 15 percent"), None otherwise. ``kind`` is ``multiple`` for
    "1.5 times", ``fraction`` for "a third". ``change`` is the direction when the word itself says it ("doubled").
    ``noun`` is what a COUNT counts, in lower case ("joint companies"). ``printed`` is the number as printed, without
    its qualifier; ``lead`` and ``tail`` tell how many characters of the symbol stand before the number with its unit
    ("more than ") and behind it (" or more").
    """

    quantity: Quantity
    printed: str
    lead: int = 0
    tail: int = 0
    upper: Quantity | None = None
    kind: Kind = "number"
    change: Direction | None = None
    noun: str | None = None

    @property
    def unit(self) -> str:
        """The unit of the quantity."""
        return self.quantity.unit

    @property
    def approximate(self) -> bool:
        """Whether the text says "about" or gives a range."""
        return self.upper is not None or self.quantity.qualifier == "~"

    @property
    def low(self) -> Decimal | None:
        """The least value that the print allows, None when open."""
        return self.quantity.low

    @property
    def high(self) -> Decimal | None:
        """The greatest value that the print allows, None when open."""
        return (self.upper or self.quantity).high

    def __str__(self) -> str:
        sign = "" if self.quantity.qualifier == "=" else f"{self.quantity.qualifier} "
        if self.kind == "fraction":
            return f"{sign}{self.printed}"
        ends = [self.quantity, *([self.upper] if self.upper else [])]
        return f"{sign}{'..'.join(plain(end.value) for end in ends)} {self.unit}"


def plain(value: Decimal) -> str:
    """A decimal number without exponent or trailing zeros."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


class Number(NamedTuple):
    """A number as printed: the last printed number, its group, and what goes before ("3 billion 22 million")."""

    before: Decimal
    digits: str
    scale: Decimal

    @property
    def value(self) -> Decimal:
        """All of it as one number."""
        return self.before + Decimal(self.digits) * self.scale

    def negative(self) -> Number:
        """The same below zero."""
        return Number(-self.before, f"-{self.digits}", self.scale)

    def sharing(self, upper: Number) -> Number:
        """The first number of "$5-6 billion": it borrows the group of the second when the two are of a size."""
        if self.scale != _ONE or upper.scale == _ONE or self.before:
            return self
        near = abs(Decimal(self.digits)) <= abs(Decimal(upper.digits)) * _NEAR
        return self._replace(scale=upper.scale) if near else self


#: "from 15 to 2 million" begins at 15 million, "from 900 to 1.2 million" at 900.
_NEAR: Final = 20
_ZERO, _ONE = Decimal(0), Decimal(1)
#: Letters on a number that other grammars want too ("9M" is nine months, "$9M" nine million).
_LETTERS: Final = {"M": 1_000_000}


def number(values: Sequence[Any]) -> Number | None:
    """Printed numbers, fractions and groups as one number; None when too long or when a later part is not smaller."""
    before, digits, scale = _ZERO, "", _ONE
    for value in values:
        if isinstance(value, Printed):
            if len(value.digits) > LONGEST:
                return None
            if digits:
                before += Decimal(digits) * scale
            digits, scale = value.digits, _ONE
        elif isinstance(value, int):
            digits, scale = digits or "1", scale * value
        elif value in _LETTERS:
            scale *= _LETTERS[value]
        elif isinstance(value, str) and "/" in value:
            digits = divided(value)
    if not digits or (before and before <= Decimal(digits) * scale):
        return None
    return Number(before, digits, scale)


@lru_cache(maxsize=256)
def divided(fraction: str) -> str:
    """The digits of "1/4"."""
    over, _, under = fraction.partition("/")
    return plain((Decimal(over) / Decimal(under)).quantize(Decimal("1.000000")))


#: Half a unit of the last printed digit, by how many digits stand behind the point.
_HALVES: Final = tuple(Decimal((0, (5,), -places - 1)) for places in range(LONGEST + 1))


def quantity(
    number: Number, *, unit: str, qualifier: Qualifier = "=", scale: Decimal = _ONE, exact: bool = False
) -> Quantity:
    """The number in a unit, bounded as by :meth:`Quantity.from_print`, only faster.

    ``scale`` is what the unit's word multiplies by, ``exact`` for what is counted.
    """
    before, digits, group = number
    factor = group if scale is _ONE else group * scale
    value = (Decimal(digits) if factor == _ONE else Decimal(digits) * factor) + before * scale
    low: Decimal | None = value
    high: Decimal | None = value
    if qualifier == ">":
        high = None
    elif qualifier == "<":
        low = None
    else:
        point = digits.find(".")
        if not (exact and point < 0 and group == _ONE):
            half = _HALVES[len(digits) - point - 1 if point >= 0 else 0] * factor
            low, high = value - half, value + half
    return Quantity(value=value, low=low, high=high, unit=unit, qualifier=qualifier)
