"""The country of an office told alone: "the Russian co-chair" is a co-chair, and Russia's, where the sentence says so."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Final

from servanda.ledger.explaining import sentence
from servanda.record import Claim, Document
from servanda.resolve.words import is_office, is_small, subject

_WORD: Final = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_NAME: Final = 5  # words of the longest name of a country worth looking for


def sides(document: Document, claims: Iterable[Claim]) -> dict[str, Mapping[str, str]]:
    """For each claim that is said by an office alone: the country of each such office, where the sentence tells it."""
    found: dict[str, Mapping[str, str]] = {}
    for claim in claims:
        told = {s: side for s in claim.speakers if is_office(s) and (side := _side(document, claim, s))}
        if told:
            found[claim.id] = told
    return found


def _side(document: Document, claim: Claim, office: str) -> str | None:
    """The only country that stands beside the office in the sentence of a claim."""
    within = sentence(document, claim)
    named = _pattern(office).finditer(document.text, within.start, within.end)
    beside = {
        country
        for match in named
        for country in (
            _before(document.text[within.start : match.start()]),
            _behind(document.text[match.end() : within.end]),
        )
        if country
    }
    return beside.pop() if len(beside) == 1 else None


def _before(text: str) -> str | None:
    """The country whose name ends a text."""
    words = text[-100:].split()
    return _country(" ".join(words[-n:]) for n in range(1, _NAME))


def _behind(text: str) -> str | None:
    """The country whose name begins a text, behind small words; none where a stop or another word comes first."""
    words = list(_WORD.finditer(text[:100]))
    small = next((n for n, match in enumerate(words) if not is_small(match.group())), len(words))
    if not 1 <= small < len(words) or _stopped(text, words[small]):
        return None
    start = words[small].start()
    return _country(text[start : words[small + n - 1].end()] for n in range(min(_NAME, len(words) - small), 0, -1))


def _stopped(text: str, word: re.Match[str]) -> bool:
    return any(not (sign.isalnum() or sign.isspace()) for sign in text[: word.start()])


def _country(names: Iterable[str]) -> str | None:
    """The country of the first of some names that names one and nothing else."""
    for name in names:
        parts = subject(name)
        if len(parts.countries) == 1 and not parts.words:
            return parts.countries[0]
    return None


@cache
def _pattern(office: str) -> re.Pattern[str]:
    return re.compile(rf"\b{re.escape(office)}\b", re.IGNORECASE)
