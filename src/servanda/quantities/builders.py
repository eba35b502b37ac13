"""Builders: from the symbols that a rule matched to an amount."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from functools import lru_cache
from typing import Any, Final

from servanda.grammar import Builder, Match, Printed
from servanda.quantities.amounts import Amount, Direction, Kind, Number, divided, number, quantity
from servanda.values import Qualifier, Quantity

Built = tuple[str, Amount] | None

_QUALIFIERS: Final[dict[Any, Qualifier]] = {">": ">", "<": "<", "~": "~"}


def _qualifier(match: Match) -> Qualifier:
    """From the words within the match, or from a verb just before it that bounds ("exceeded")."""
    if match.has("more"):
        return _QUALIFIERS[match["more"]]
    if match.has("q"):
        word = match["q"]
        return _QUALIFIERS.get(match.rule.args["bounds"].get(word, word), "=")
    before = match.tagged.values[match.first - 1] if match.first else None
    return _QUALIFIERS.get(before, "=") if isinstance(before, str) else "="


def _built(
    match: Match, tag: str, unit: str, *, scale: str = "1", kind: Kind = "number", noun: str | None = None
) -> Built:
    """The amount of the parts n and m in a unit, or None when the numbers do not hold together."""
    first = number(match.values("n"))
    second = number(match.values("m")) if match.has("m") else None
    if first is None or (second is None and match.has("m")):
        return None
    if match.has("minus"):
        first = first.negative()
    if second is not None:
        first = first.sharing(second)
        if match.rule.args.get("first"):
            second = None
        elif first.value > second.value:
            return None
    qualifier = _qualifier(match)

    def bounded(end: Number) -> Quantity:
        return quantity(end, unit=unit, qualifier=qualifier, scale=_scale(scale), exact=tag == "COUNT")

    start = match.tagged.starts[match.first + len(match.places("q")) + match.has("between")]
    end = match.tagged.ends[match.last - len(match.places("more"))]
    return tag, Amount(
        quantity=bounded(first),
        upper=None if second is None else bounded(second),
        printed=match.text("n"),
        kind=kind,
        noun=noun,
        start=start,
        end=end,
    )


@lru_cache(maxsize=64)
def _scale(text: str) -> Decimal:
    return Decimal(text)


def _amount(match: Match) -> Built:
    if match.has("cur"):
        return _built(match, "MONEY", match["cur"])
    if match.has("pct"):
        return _built(match, "PERCENT", "%")
    if match.has("points"):
        return _built(match, "POINTS", match["points"])
    if match.has("times"):
        return _built(match, "MULTIPLE", "times", kind="multiple")
    scale, unit = _unit(_named(match))
    return _built(match, "MEASURE", unit, scale=scale)


def _named(match: Match) -> str:
    """The unit as the lexicon names it, or as the rule names a letter ("m") or a degree sign ("°C")."""
    given = match.get("unit")
    if isinstance(given, str):
        return given
    letters: Mapping[str, str] = match.rule.args["letters"]
    return letters.get(match.text("unit") or match.text("letter"), letters["degree"])


@lru_cache(maxsize=1024)
def _unit(value: str) -> tuple[str, str]:
    """ "1e9 cubic metre" as what its word multiplies by and the unit."""
    factor, _, name = value.partition(" ")
    return (factor, name) if factor[:1].isdigit() else ("1", value)


def _multiple(match: Match) -> Built:
    digits, _, word = str(match["multiple"]).rstrip("X").partition(" ")
    found = Quantity.from_print(digits, unit="times", qualifier=_qualifier(match), exact=True)
    change: Direction | None = "up" if word == "up" else "down" if word else None
    return _whole(match, "multiple", found, kind="multiple", change=change)


def _fraction(match: Match) -> Built:
    qualifier = _qualifier(match)
    value = Decimal(divided(match["fraction"]))
    low, high = None if qualifier == "<" else value, None if qualifier == ">" else value
    found = Quantity(value=value, low=low, high=high, unit="times", qualifier=qualifier)
    return _whole(match, "fraction", found, kind="fraction", printed=match["fraction"])


def _whole(
    match: Match, part: str, found: Quantity, *, kind: Kind, change: Direction | None = None, printed: str | None = None
) -> Built:
    place = match.places(part)[0]
    return "MULTIPLE", Amount(
        quantity=found,
        printed=printed or match.text(part),
        kind=kind,
        change=change,
        start=match.tagged.starts[place],
        end=match.end,
    )


def _count(match: Match) -> Built:
    digits, last = match["n"], match.tagged.ends[match.places("n")[-1]]
    alone = len(match.places("n")) == 1 and isinstance(digits, Printed)
    if match.tagged.text[last : last + 1].isalpha() or (alone and _is_code(digits.digits)) or _labelled(match):
        return None
    if not match.has("noun"):
        year = alone and digits.plain and len(digits.digits) == 4
        if year or match.text("n").lower() in match.rule.args["pronouns"]:
            return None
    return _built(match, "COUNT", "count", noun=_noun(match))


def _labelled(match: Match) -> bool:
    """Whether the words before make a name of the number ("article 5", "No. 12")."""
    pattern = match.rule.args.get("label")
    start = match.tagged.starts[match.places("n")[0]]
    return pattern is not None and _compiled(pattern).search(match.tagged.text[max(0, start - 24) : start]) is not None


def _noun(match: Match) -> str | None:
    """What is counted: the words behind the number up to the first plural, or the first word."""
    pattern = match.rule.args.get("noun")
    if pattern is None or not match.has("noun"):
        return None
    found = _compiled(pattern).match(match.tagged.text, match.end)
    return None if found is None else " ".join(found[1].lower().split())


@lru_cache(maxsize=16)
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


def _is_code(digits: str) -> bool:
    """Whether zeros before the number tell that it is a code."""
    return len(digits) > 1 and digits[0] == "0" and digits[1] != "."


def _nothing(match: Match) -> None:
    """For what only looks like an amount: the symbols stay as they are."""


BUILDERS: Final[dict[str, Builder]] = {
    "amount": _amount,
    "multiple": _multiple,
    "fraction": _fraction,
    "count": _count,
    "nothing": _nothing,
}
