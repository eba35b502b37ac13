"""Papers as they are named: kind, title, how many, of which year."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from servanda.grammar import Builder, Match
from servanda.read.meetings import Meet
from servanda.read.phrases import countries_in
from servanda.times import Anchor, resolve


class Paper(NamedTuple):
    """An instrument as named: kind, title, count, ordinal, whether a draft, and whether the name says more than the kind."""

    kind: str
    title: str
    number: int | None
    ordinal: int | None
    draft: bool
    telling: bool
    plural: bool
    meet: Any = None
    dated: Any = None
    countries: tuple[str, ...] = ()
    bound: str = "="  # what the words beside its number say of it: more than, fewer than, about


def _instrument(match: Match) -> tuple[str, Any] | None:
    tagged = match.tagged
    count = match.get("count")
    head = match.places("head")[0]
    pre = match.places("pre")
    last = match.last
    ordinal = match.get("ord")
    opening = (*match.places("ord")[:1], *pre[:1], *match.places("mod")[:1], head)
    first = min(opening)
    title = " ".join(tagged.quote(first, last).replace("“", "").replace("”", "").replace('"', "").split())
    word = tagged.quote(head, head).lower()
    if word in match.rule.args.get("vague", ()) and not match.has("tail") and not match.has("tail2"):
        return None  # a "rich cultural programme" is no paper
    return "INSTRUMENT", Paper(
        match["head"],
        title,
        int(count.quantity.value) if count is not None else None,
        ordinal,
        match.has("draft"),
        match.has("tail")
        or match.has("tail2")
        or bool(pre)
        or ordinal is not None
        or count is not None
        or (" " in word and word not in match.rule.args.get("bare", ())),
        _plural(word, match.rule.args),
        next((value for value in match.values("tail") if isinstance(value, Meet)), None),
        match.get("dated") or _of_year(match.get("years")),
        countries_in(tagged.values[match.first : match.last + 1]),
    )


def _of_year(expression: Any) -> Any:
    """ "The 2009 agreement" was signed in that year; "the 2022-2027 programme" runs through those."""
    when = resolve(expression, Anchor()).when if expression is not None else None
    return expression if when is not None and "/" not in when.value else None


def _plural(word: str, args: Mapping[str, Any]) -> bool:
    if word in args.get("singular", ()):
        return False
    return word in args.get("plural", ()) or word.endswith(str(args.get("plural_ending", "\0")))


BUILDERS: dict[str, Builder] = {"instrument": _instrument}
