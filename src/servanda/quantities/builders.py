"""Builders: from the symbols that a rule matched to an amount."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from functools import lru_cache
from typing import Any, Final

from servanda.grammar import Builder, Match, Printed
from servanda.quantities.amounts import Amount, Direction, Kind, Number, divided, number, quantity
from servanda.values import Qualifier, Quantity

_ZERO, _ONE = Decimal(0), Decimal(1)
Built = tuple[str, Amount] | None

_QUALIFIERS: Final[dict[Any, Qualifier]] = {">": ">", "<": "<", "~": "~"}
#: What a verb may carry that bounds the amount behind it.
_BOUNDS: Final[dict[Any, Qualifier]] = {f"bound {sign}": sign for sign in _QUALIFIERS.values()}


def _qualifier(match: Match, before: int) -> tuple[Qualifier, int]:
    """What the words before ("more than") or behind the number ("or more") say, and how many symbols stand behind.

    A verb just before the match may say it too ("exceeded").
    """
    more = match.get("more")
    if more is not None:
        return _QUALIFIERS[more], int(match.places("more")[0] <= match.last)  # or only looked at, behind the match
    values = match.tagged.values
    if before:
        word = values[match.first]
        return _QUALIFIERS.get(match.rule.args.get("bounds", {}).get(word, word), "="), 0
    word = values[match.first - 1] if match.first else None
    return (_BOUNDS.get(word, "=") if word.__class__ is str else "="), 0


def _built(
    match: Match, tag: str, unit: str, *, scale: Decimal = _ONE, kind: Kind = "number", noun: str | None = None
) -> Built:
    """The amount of the parts n and m in a unit, or None when the numbers do not hold together."""
    args, tagged = match.rule.args, match.tagged
    first = number(match.values("n"))
    upper = match.values("m")
    second = number(upper) if upper else None
    if first is None or (upper and second is None):
        return None
    if args.get("signed") and match.has("minus"):
        first = first.negative()
    if second is not None:
        first = first.sharing(second)
        if args.get("first"):
            second = None
        elif first.value > second.value:
            return None
    qualified = len(match.places("q"))
    qualifier, more = _qualifier(match, qualified)
    exact = tag == "COUNT"
    return tag, Amount(
        quantity(first, unit=unit, qualifier=qualifier, scale=scale, exact=exact),
        match.text("n"),
        tagged.starts[match.first + qualified + args.get("between", 0)] - match.start,
        match.end - tagged.ends[match.last - more],
        None if second is None else quantity(second, unit=unit, qualifier=qualifier, scale=scale, exact=exact),
        kind,
        None,
        noun,
    )


#: Amounts by rule, text, the word before and what is counted: the same few are printed again and again.
_seen: dict[tuple[str, str, str, Any, str | None, str | None], Built] = {}
_MOST: Final = 20_000


def _amount(match: Match) -> Built:
    if "first" in match.rule.args:  # its unit lies beyond its text
        return _fresh(match, None)
    return _known(match, _fresh)


def _known(match: Match, build: Callable[[Match, str | None], Built], noun: str | None = None) -> Built:
    """What was built when the same words were last met."""
    rule = match.rule
    before = match.tagged.values[match.first - 1] if match.first else None
    bound = before if before.__class__ is str and before in _BOUNDS else None
    key = (rule.source, rule.name, match.text(), bound, noun, match.get("more"))
    if key in _seen:
        return _seen[key]
    if len(_seen) >= _MOST:
        _seen.clear()
    built = _seen[key] = build(match, noun)
    return built


def _fresh(match: Match, _: str | None) -> Built:
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


def _with_cents(match: Match) -> Built:
    """Money with its small coin: 3 dollars 50 cents."""
    parts: Mapping[str, int] = match.rule.args["parts"]
    under, whole, rest = parts.get(match["part"]), match["n"], number(match.values("c"))
    if under is None or rest is None or not 0 < rest.value < under or "." in whole.digits:
        return None
    qualifier, _ = _qualifier(match, len(match.places("q")))
    digits = Number(_ZERO, f"{whole.digits}.{int(rest.value) * 100 // under:02d}", _ONE)
    place = match.places("n")[0]
    return "MONEY", Amount(
        quantity=quantity(digits, unit=match["cur"], qualifier=qualifier),
        printed=match.text("n"),
        lead=match.tagged.starts[place] - match.start,
    )


def _named(match: Match) -> str:
    """The unit as the lexicon names it, or as the rule names a letter ("m") or a degree sign ("°C")."""
    given = match.get("unit")
    if isinstance(given, str):
        return given
    letters: Mapping[str, str] = match.rule.args["letters"]
    return letters.get(match.text("unit") or match.text("letter"), letters["degree"])


@lru_cache(maxsize=1024)
def _unit(value: str) -> tuple[Decimal, str]:
    """ "1e9 cubic metre" as what its word multiplies by and the unit."""
    factor, _, name = value.partition(" ")
    return (Decimal(int(Decimal(factor))), name) if factor[:1].isdigit() else (_ONE, value)


def _multiple(match: Match) -> Built:
    digits, _, word = str(match["multiple"]).rstrip("X").partition(" ")
    qualifier, _ = _qualifier(match, len(match.places("q")))
    found = Quantity.from_print(digits, unit="times", qualifier=qualifier, exact=True)
    change: Direction | None = "up" if word == "up" else "down" if word else None
    return _whole(match, "multiple", found, kind="multiple", change=change)


def _fraction(match: Match) -> Built:
    qualifier, _ = _qualifier(match, len(match.places("q")))
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
        lead=match.tagged.starts[place] - match.start,
    )


def _count(match: Match) -> Built:
    digits, places = match["n"], match.places("n")
    text, last = match.tagged.text, match.tagged.ends[places[-1]]
    alone = len(places) == 1 and isinstance(digits, Printed)
    args, named = match.rule.args, match.has("noun")
    if (
        (text[last : last + 1].isalpha() and not (args.get("endings") and _ending_at(match, places[-1])))
        or _joined(match)
        or (alone and _is_code(digits.digits))
    ):
        return None
    if _labelled(text, match.tagged.starts[places[0]], _words(args["labels"])):
        return None
    if not named:
        year = alone and digits.plain and len(digits.digits) == 4
        if year or _is_end_mark(text, match) or match.text("n").lower() in args["pronouns"]:
            return None
    return _known(match, _counted, _noun(text, match.end, args["noun"]) if named else None)


def _counted(match: Match, noun: str | None) -> Built:
    return _built(match, "COUNT", "count", noun=noun)


def _labelled(text: str, start: int, labels: frozenset[str]) -> bool:
    """Whether the word before makes a name of the number ("article 5", "No. 12")."""
    before = text[max(0, start - 24) : start].rstrip(" \u00a0(:")
    if before[-1:] in _NUMBER_SIGNS:
        return bool(before)
    word = before[max(before.rfind(" "), before.rfind("\n")) + 1 :].lower()
    return word in labels


_NUMBER_SIGNS: Final = "#№§"


@lru_cache(maxsize=16)
def _words(listed: str) -> frozenset[str]:
    """The words of a list in a rule, each also with a point behind it when it is short."""
    words = listed.split()
    return frozenset((*words, *(f"{word}." for word in words if len(word) < 5)))


def _noun(text: str, end: int, pattern: str) -> str | None:
    """What is counted: the words behind the number up to the first plural, or the first word."""
    found = _compiled(pattern).match(text, end)
    return None if found is None else " ".join(found[1].lower().split())


@lru_cache(maxsize=16)
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


def _is_end_mark(text: str, match: Match) -> bool:
    """The "—0—" that news agencies set below a report."""
    return match.text() == "0" and text[match.end : match.end + 1] in _DASHES and match.end < len(text)


_DASHES: Final = "-–—"


def _ending_at(match: Match, place: int) -> bool:
    """Whether the letters written onto a number are an ending of its own: "4 mindən"."""
    starts, ends = match.tagged.starts, match.tagged.ends
    return place + 1 < len(starts) and starts[place + 1] == ends[place]


def _joined(match: Match) -> bool:
    """Whether a letter, or a digit and a point, is written onto the number before it (A2, 1:36.6)."""
    before = match.tagged.text[max(0, match.start - 2) : match.start]
    return before[-1:].isalpha() or (before[-1:] == "." and before[:1].isdigit())


def _is_code(digits: str) -> bool:
    """Whether zeros before the number tell that it is a code."""
    return len(digits) > 1 and digits[0] == "0" and digits[1] != "."


def _nothing(match: Match) -> None:
    """For what only looks like an amount: the symbols stay as they are."""


BUILDERS: Final[dict[str, Builder]] = {
    "amount": _amount,
    "with-cents": _with_cents,
    "multiple": _multiple,
    "fraction": _fraction,
    "count": _count,
    "nothing": _nothing,
}

#: The tags that they and the builders of numbers give, for a cascade to know them before a rule gives them.
TAGS: Final = ("SPELLED", "FRACTION", "MONEY", "PERCENT", "POINTS", "MEASURE", "MULTIPLE", "COUNT")
