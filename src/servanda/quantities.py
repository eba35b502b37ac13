"""Amounts: money, percentages, points, measures, multiples, fractions and counts, each with the bounds its print leaves."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any, Final, Literal

import yaml

from servanda.countries import CurrencyForm, currency_forms
from servanda.grammar import Builder, Entry, Match, Printed
from servanda.language import entry
from servanda.values import Qualifier, Quantity

Kind = Literal["number", "multiple", "fraction"]
Direction = Literal["up", "down"]

#: Numbers printed with more digits than this are no amounts.
LONGEST: Final = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount:
    """The value of a MONEY, PERCENT, POINTS, MEASURE, MULTIPLE or COUNT symbol.

    ``upper`` is the upper end of a range ("10 to 15 percent"), None otherwise. ``kind`` is ``multiple`` for "1.5 times",
    ``fraction`` for "a third". ``change`` is the direction when the word itself says it ("doubled"). ``printed`` is the
    text of the number without qualifier.
    """

    quantity: Quantity
    upper: Quantity | None = None
    printed: str
    kind: Kind = "number"
    change: Direction | None = None

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


# ---------------------------------------------------------------------------------------------------------------------
# Numbers, their groups and signs
# ---------------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Sum:
    """A number as printed, "3 billion 22 million": what goes before the last printed number, that number and its group."""

    before: Decimal
    digits: str
    scale: Decimal

    @property
    def value(self) -> Decimal:
        return self.before + Decimal(self.digits) * self.scale


#: Letters on a number that other grammars want too ("9M" is nine months, "$9M" nine million).
_LETTERS: Final[dict[Any, int]] = {"M": 1_000_000}


def _sum(values: list[Any]) -> _Sum | None:
    """Numbers and groups as one number; None when too long or when a later group is not smaller."""
    before, digits, scale = Decimal(0), "", Decimal(1)
    for value in values:
        if isinstance(value, Printed):
            if len(value.digits) > LONGEST:
                return None
            if digits:
                before += Decimal(digits) * scale
            digits, scale = value.digits, Decimal(1)
        elif isinstance(value, str) and "/" in value:
            digits = _divided(value)
        elif (group := _LETTERS.get(value, value)) and isinstance(group, int):
            digits, scale = digits or "1", scale * group
    total = _Sum(before, digits, scale)
    return None if before and not before > Decimal(digits) * scale else total


def _divided(fraction: str) -> str:
    over, _, under = fraction.partition("/")
    return plain((Decimal(over) / Decimal(under)).quantize(Decimal("1.000000")))


def _quantity(number: _Sum, *, unit: str, scale: Decimal, qualifier: Qualifier, exact: bool) -> Quantity:
    rounded = exact and number.scale == 1 and "." not in number.digits
    found = Quantity.from_print(
        number.digits, unit=unit, scale=number.scale * scale, qualifier=qualifier, exact=rounded
    )
    if not number.before:
        return found
    shift = number.before * scale
    low, high = (None if end is None else end + shift for end in (found.low, found.high))
    return replace(found, value=found.value + shift, low=low, high=high)


_QUALIFIERS: Final[dict[str, Qualifier]] = {">": ">", "<": "<", "~": "~", "X": "~"}


def _qualifier(match: Match) -> Qualifier:
    """From the words within the match, or from a verb just before it that bounds ("exceeded")."""
    if match.has("more"):
        return ">"
    if match.has("q"):
        bounds: Mapping[str, str] = match.rule.args["bounds"]
        return _QUALIFIERS.get(bounds.get(match["q"], match["q"]), "=")
    before = match.tagged.values[match.first - 1] if match.first else None
    return _QUALIFIERS.get(before, "=") if isinstance(before, str) else "="


def _amount_of(match: Match, tag: str, unit: str, *, scale: Decimal = Decimal(1), kind: Kind = "number") -> Any:
    """The amount of parts n and m in a unit, or None when the numbers do not hold together."""
    first, second = _sum(match.values("n")), _sum(match.values("m")) if match.has("m") else None
    if first is None or (second is None and match.has("m")):
        return None
    if second is not None:
        first = _shared_group(first, second)
        if first.value > second.value:
            return None
    given = {"unit": unit, "scale": scale, "qualifier": _qualifier(match), "exact": tag == "COUNT"}
    return tag, Amount(
        quantity=_quantity(first, **given),
        upper=None if second is None else _quantity(second, **given),
        printed=match.text("n"),
        kind=kind,
    )


def _shared_group(first: _Sum, second: _Sum) -> _Sum:
    """ "$5-6 billion": the lower number borrows the group of the upper."""
    if first.scale == 1 and not first.before and Decimal(first.digits) <= Decimal(second.digits):
        return replace(first, scale=second.scale)
    return first


# ---------------------------------------------------------------------------------------------------------------------
# Builders
# ---------------------------------------------------------------------------------------------------------------------


def _amount(match: Match) -> tuple[str, Any] | None:
    if match.has("cur"):
        return _amount_of(match, "MONEY", match["cur"])  # type: ignore[no-any-return]
    if match.has("pct"):
        return _amount_of(match, "PERCENT", "%")  # type: ignore[no-any-return]
    if match.has("points"):
        return _amount_of(match, "POINTS", match["points"])  # type: ignore[no-any-return]
    if match.has("times"):
        return _amount_of(match, "MULTIPLE", "times", kind="multiple")  # type: ignore[no-any-return]
    unit, scale = _unit(_named(match))
    return _amount_of(match, "MEASURE", unit, scale=scale)  # type: ignore[no-any-return]


def _named(match: Match) -> str:
    """The unit as the lexicon names it, or as the rule names a letter ("m") or a degree sign ("°C")."""
    given = match.get("unit")
    if isinstance(given, str):
        return given
    letters: Mapping[str, str] = match.rule.args["letters"]
    return letters.get(match.text("unit") or match.text("letter"), letters["degree"])


@lru_cache(maxsize=1024)
def _unit(value: str) -> tuple[str, Decimal]:
    """"1e9 cubic metre" as the unit and what its word multiplies by."""
    factor, _, name = value.partition(" ")
    return (name, Decimal(factor)) if factor[:1].isdigit() else (value, Decimal(1))


def _lower(match: Match) -> tuple[str, Any] | None:
    """The lower end of "from 10 to 15 percent": the unit stands with the upper end."""
    built = _amount(match)
    return None if built is None else (built[0], replace(built[1], upper=None))


def _multiple(match: Match) -> tuple[str, Any]:
    digits, _, direction = str(match["multiple"]).rstrip("X").partition(" ")
    quantity = Quantity.from_print(digits, unit="times", qualifier=_qualifier(match), exact=True)
    change: Direction | None = "up" if direction == "up" else "down" if direction else None
    return "MULTIPLE", Amount(quantity=quantity, printed=match.text("multiple"), kind="multiple", change=change)


def _fraction(match: Match) -> tuple[str, Any]:
    over, _, under = match["fraction"].partition("/")
    value = Decimal(over) / Decimal(under)
    qualifier = _qualifier(match)
    quantity = Quantity(
        value=value,
        low=None if qualifier == "<" else value,
        high=None if qualifier == ">" else value,
        unit="times",
        qualifier=qualifier,
    )
    return "MULTIPLE", Amount(quantity=quantity, printed=match["fraction"], kind="fraction")


def _count(match: Match) -> tuple[str, Any] | None:
    number, last = match["n"], match.tagged.ends[match.places("n")[-1]]
    alone = len(match.places("n")) == 1 and isinstance(number, Printed)
    if match.tagged.text[last : last + 1].isalpha() or (alone and _is_code(number.digits)):
        return None
    if not match.has("noun"):
        year = alone and number.plain and len(number.digits) == 4
        if year or match.text("n").lower() in match.rule.args.get("pronouns", ()):
            return None
    return _amount_of(match, "COUNT", "count")  # type: ignore[no-any-return]


def _is_code(digits: str) -> bool:
    """Whether zeros before the number tell that it is a code."""
    return len(digits) > 1 and digits[0] == "0" and digits[1] != "."


def _nothing(match: Match) -> None:
    """For what only looks like an amount: the symbols stay as they are."""


BUILDERS: Final[dict[str, Builder]] = {
    "amount": _amount,
    "lower": _lower,
    "multiple": _multiple,
    "fraction": _fraction,
    "count": _count,
    "nothing": _nothing,
}


# ---------------------------------------------------------------------------------------------------------------------
# What every language shares: units by sign, money
# ---------------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of measure: its name in English, its sign and what it measures."""

    name: str
    sign: str
    dimension: str


@cache
def _units_file() -> Mapping[str, Any]:
    raw = files("servanda").joinpath("data", "units.yml").read_text(encoding="utf-8")
    loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return yaml.load(raw, Loader=loader)  # type: ignore[no-any-return]  # noqa: S506 - CSafeLoader is the safe loader


@cache
def units() -> Mapping[str, Unit]:
    """Every unit of measure by name."""
    return {
        name: Unit(name, signs[0].strip("()").removesuffix("!!"), dimension)
        for dimension, listed in _units_file()["units"].items()
        for name, signs in listed.items()
    }


_MONEY_TAGS: Final = {"symbol": "CURSIGN", "code": "CURCODE", "name": "CURRENCY"}


def gazetteer(language: str = "en", *, known: frozenset[str] = frozenset()) -> Iterator[Entry]:
    """Entries for signs of units and for all money; ``known`` are forms in lower case that mean something else."""
    for listed in _units_file()["units"].values():
        for name, signs in listed.items():
            for sign in signs:
                if not sign.startswith("("):
                    yield entry(sign, "UOM", name)
    for name, signs in _units_file()["multiples"].items():
        for sign in signs:
            yield entry(sign, "UOM", name)
    for form in currency_forms(language):
        if not (form.ordinary and form.text.lower() in known):
            yield _money(form)


def _money(form: CurrencyForm) -> Entry:
    case = "exact" if form.case or form.kind != "name" else "any"
    return Entry(form.text, _MONEY_TAGS[form.kind], form.code or form.text.lower(), case)
