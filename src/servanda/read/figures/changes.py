"""Growth and fall: "increased by 14.4 percent", "1.5 times more than in 2021", "doubled", "(+12%)"."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal

from servanda.grammar import Match
from servanda.quantities import Amount
from servanda.record import Change

Direction = Literal["up", "down"]
_ONE, _HUNDRED = Decimal(1), Decimal(100)


@dataclass(slots=True)
class Growth:
    """A change as printed: symbols ``first`` to ``last``, the symbol of its amount, how much and which way.

    ``compared`` tells that the words themselves open a comparison ("more than"), so that a date behind is its base;
    ``again`` that the verb stands with the growth before; ``skip`` that it is no growth at all.
    """

    first: int
    last: int
    place: int
    amount: Amount
    direction: Direction
    compared: bool = False
    skip: bool = False
    again: bool = False
    base: str | None = None

    def change(self, base: str | None) -> Change:
        """The change as the record keeps it, against a base period."""
        value, unit = abs(self.amount.quantity.value), self.amount.quantity.unit
        if unit == "times":
            return _multiple(self.amount, value, self.direction, base)
        if unit == "%":
            return Change(percent=value, direction=self.direction, base=base)
        return Change(absolute=value, direction=self.direction, base=base)


def _multiple(amount: Amount, value: Decimal, direction: Direction, base: str | None) -> Change:
    if amount.kind == "fraction":
        factor = _ONE + value if direction == "up" else _ONE - value
        return Change(percent=value * _HUNDRED, factor=factor, direction=direction, base=base)
    if value and value < 1:
        return Change(percent=(_ONE - value) * _HUNDRED, factor=value, direction="down", base=base)
    if direction == "down" and value:
        factor = _ONE / value
        return Change(percent=(_ONE - factor) * _HUNDRED, factor=factor, direction="down", base=base)
    return Change(percent=(value - _ONE) * _HUNDRED, factor=value, direction="up", base=base)


def change(match: Match) -> tuple[str, Any] | None:
    """The growth of a match of the rules of changes."""
    place = match.places("amount")[0]
    amount = match.tagged.values[place]
    if not isinstance(amount, Amount):
        return None
    if amount.unit == "times" and amount.quantity.value == 1:
        return None
    upward = match.text("down").lower() in match.rule.args.get("upward", ())
    down = (match.has("down") and not upward) or amount.quantity.value < 0 or amount.change == "down"
    compared = place < match.last and match.rule.name in ("more-than", "more-than-a-year-before")
    up = match.get("up")
    if getattr(up, "mod", None) is not None:
        down = "LESS" in up.mod
    return "GROWTH", Growth(match.first, match.last, place, amount, "down" if down else "up", compared)


def multiplied(match: Match) -> tuple[str, Any] | None:
    """A verb of multiplying by itself ("doubled"), a multiple that only stands there is none."""
    amount = match["amount"]
    if not isinstance(amount, Amount) or amount.change is None or amount.kind == "fraction":
        return None
    return "GROWTH", Growth(match.first, match.first, match.first, amount, amount.change)


def again(match: Match) -> tuple[str, Any] | None:
    """A growth whose verb stands with the one before ("and imports by 5 percent")."""
    place = match.places("amount")[0]
    amount = match.tagged.values[place]
    if not isinstance(amount, Amount) or (amount.unit == "times" and amount.kind != "multiple"):
        return None
    return "GROWTH", Growth(match.first, match.last, place, amount, "up", again=True)


def skip(match: Match) -> tuple[str, Any] | None:
    """A multiple that compares two things, not two times."""
    place = match.places("skip")[0]
    amount = match.tagged.values[place]
    if not isinstance(amount, Amount):
        return None
    return "GROWTH", Growth(match.first, match.last, place, amount, "up", skip=True)
