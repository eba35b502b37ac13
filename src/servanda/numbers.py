"""Builders for numbers and ordinals in words: "twenty-five", "two and a half", "10 1/2", "two thirds", "minus 5"."""

from __future__ import annotations

import unicodedata
from decimal import Decimal
from typing import Any, Final

from servanda.grammar import Builder, Match, Printed

#: What may stand below the line of a fraction in digits; "24/7" and "9/11" are something else.
_UNDER: Final = frozenset((2, 3, 4, 5, 6, 8, 10, 12, 16, 20, 32, 64, 100))


def _below_thousand(values: list[Any]) -> int:
    """The value of "two hundred and fifty": numbers are added, what stands before a hundred is multiplied."""
    total = 0
    for value in values:
        number = value.whole if isinstance(value, Printed) else value
        if number == 100:
            total = (total or 1) * 100
        elif isinstance(number, int):
            total += number
    return total


#: Dashes too long to be a minus.
_NO_SIGNS: Final = "—―"


def _spelled(match: Match) -> tuple[str, Any]:
    return "SPELLED", Printed(str(_below_thousand(match.values("whole"))), False)


def _dozen(match: Match) -> tuple[str, Any]:
    dozen: int = match["dozen"]
    if match.has("half"):
        return "SPELLED", Printed(str(dozen // 2), False)
    many = match["n"].whole if match.has("n") else _below_thousand(match.values("whole")) or 1
    return "SPELLED", Printed(str(dozen * many), False)


def _ordinal(match: Match) -> tuple[str, Any]:
    return "ORD", match.get("tens", 0) + (match["ord"] if match.has("ord") else match["ord2"])


def _negative(match: Match) -> tuple[str, Any] | None:
    """A sign counts when it is a word, or written onto the number and onto nothing before it."""
    if match.has("dash") and not _is_sign(match):
        return None
    number = match["m"] if match.has("m") else match["n"]
    digits = number.digits if isinstance(number, Printed) else str(number)
    return "DEC", Printed(f"-{digits}", False)


def _minus(match: Match) -> tuple[str, Any] | None:
    """The sign of "-$5 million"."""
    return ("MINUS", "-") if _is_sign(match) else None


def _is_sign(match: Match) -> bool:
    """Whether a dash is written onto what follows and onto nothing before it but a bracket or a sign of money."""
    tagged = match.tagged
    if tagged.starts[match.first] + 1 != tagged.starts[match.first + 1] or match.text()[0] in _NO_SIGNS:
        return False
    before = tagged.text[match.start - 1 : match.start]
    return not before or before.isspace() or before in "([" or unicodedata.category(before) == "Sc"


def _mixed(match: Match) -> tuple[str, Any]:
    """A whole number and a part: "two and a half"; the part alone in "half a million"."""
    whole = Decimal(match["n"].digits) if match.has("n") else Decimal(_below_thousand(match.values("whole")))
    return "DEC", _with_part(whole, match.rule.args.get("part") or _named_part(match))


def _named_part(match: Match) -> str:
    over = _below_thousand(match.values("over")) or 1
    return f"{over}/{match.get('under', 2 if match.has('half') else 4)}"


def _decimals(match: Match) -> tuple[str, Any] | None:
    """ "five point two", "three point one four", "two point seventy-one"."""
    behind = match.values("decimals") or [_below_thousand(match.values("tens"))]
    if len(behind) > 1 and any(one > 9 for one in behind):
        return None
    whole = _below_thousand(match.values("whole"))
    return "DEC", Printed(f"{whole}.{''.join(map(str, behind))}", False)


def _with_part(whole: Decimal, part: str) -> Printed:
    over, _, under = part.partition("/")
    value = whole + (Decimal(over) / Decimal(under)).quantize(Decimal("1.000000")).normalize()
    return Printed(f"{value:f}", False)


def _part(match: Match) -> tuple[str, Any]:
    if "part" in match.rule.args:
        return "FRACTION", match.rule.args["part"]
    over = match["n"].whole if match.has("n") else _below_thousand(match.values("over")) or 1
    return "FRACTION", f"{over}/{match['under'] if match.has('under') else match['under2']}"


def _one_part(match: Match) -> tuple[str, Any] | None:
    """ "one third", "one half"; "two third" is none."""
    if match["over"] != 1:
        return None
    under = match.get("under", 2 if match.has("half") else 4)
    return ("FRACTION", f"1/{under}") if under > 1 else None


def _vulgar(match: Match) -> tuple[str, Any] | None:
    if match.has("alone"):
        return "FRACTION", match["alone"]
    if match.has("sign"):
        return "DEC", _with_part(Decimal(match["whole"].digits), match["sign"])
    over, under = match["over"].whole, match["under"].whole
    if under not in _UNDER or not 0 < over < under:
        return None
    if match.has("n"):
        return "DEC", _with_part(Decimal(match["n"].digits), f"{over}/{under}")
    return "FRACTION", f"{over}/{under}"


def _tag(match: Match) -> tuple[str, Any]:
    """What a rule says: for words that mean one thing or another by what stands beside them."""
    return match.rule.args["tag"], match.rule.args["value"]


BUILDERS: Final[dict[str, Builder]] = {
    "spelled": _spelled,
    "dozen": _dozen,
    "ordinal": _ordinal,
    "negative": _negative,
    "minus": _minus,
    "mixed": _mixed,
    "decimals": _decimals,
    "part": _part,
    "one-part": _one_part,
    "vulgar": _vulgar,
    "tag": _tag,
}
