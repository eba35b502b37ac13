"""The verifier: a claim stands only if its own quote gives its values again."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from decimal import Decimal
from operator import attrgetter

from servanda.grammar import scannable
from servanda.problems import Problem
from servanda.record import Claim, Document, Figure, Person

_CUT_WORD = re.compile(r"\s?[^\W\d_]+\s*\Z")  # a word, and then neither a full stop nor anything else

_NO_DIGIT = re.compile("[^0-9]+")
_PLACE = attrgetter("start", "end", "type")


#: Whether a name in English stands in a quote of another language.
Stands = Callable[[str, str], bool]


def verified(
    claims: Iterable[Claim], document: Document, stands: Stands | None = None
) -> tuple[list[Claim], list[Problem]]:
    """The claims that stand, in order of place, and a problem for each that does not. Twins are kept once.

    ``stands`` tells of a name that is spelled otherwise than printed whether the quote has it.
    """
    kept: dict[tuple[object, ...], Claim] = {}
    problems: list[Problem] = []
    for claim in claims:
        fault = _fault(claim, document, stands)
        if fault:
            problems.append(
                Problem(
                    code="unverified",
                    message=f"{claim.type} dropped: {fault}",
                    source=document.name,
                    start=claim.start,
                    end=claim.end,
                )
            )
            continue
        kept.setdefault(_key(claim), claim)
    return sorted(kept.values(), key=_PLACE), problems


def _key(claim: Claim) -> tuple[object, ...]:
    value = claim.value if isinstance(claim, Figure) else None
    return claim.type, claim.start, claim.end, value


def _fault(claim: Claim, document: Document, stands: Stands | None) -> str | None:
    if not 0 <= claim.start < claim.end <= len(document.text) or document.text[claim.start : claim.end] != claim.quote:
        return "its quote does not stand at its place"
    if isinstance(claim, Figure) and claim.value is not None and not _digits_stand(claim.value, claim.quote):
        return f"{claim.value} does not stand in its quote"
    if isinstance(claim, Figure) and claim.quote[-1].isdigit() and _CUT_WORD.match(document.text, claim.end):
        return "the text breaks off in the word behind its number, which may be a scale"
    if isinstance(claim, Person) and not (
        _name_stands(claim.name, claim.quote) or (stands is not None and stands(claim.name, claim.quote))
    ):
        return f"{claim.name!r} does not stand in its quote"
    return None


def _name_stands(name: str, quote: str) -> bool:
    """Whether a name stands in the quote, as printed or once soft hyphens and line ends are out of the way."""
    return name in quote or name in " ".join(scannable(quote).text.split())


def _digits_stand(value: Decimal, quote: str) -> bool:
    """Whether the leading digits of a value stand in the quote; numbers in words carry no digits to check."""
    digits = _digits(quote)
    significant = "".join(map(str, value.as_tuple().digits)).strip("0")
    return not digits or significant in digits


def _digits(quote: str) -> str:
    """The digits of a quote, those of other scripts as ours."""
    if quote.isascii():
        return _NO_DIGIT.sub("", quote)
    return "".join(c if c.isascii() else str(unicodedata.digit(c)) for c in quote if c.isdigit())
