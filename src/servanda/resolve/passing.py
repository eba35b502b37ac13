"""Sessions named in passing: "the agreements of the 18th meeting of the commission" tells of no session, but that there is such a number."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import ClassVar, Final

from servanda.language import languages, load
from servanda.record import Claim, Document
from servanda.resolve.words import lexicon, listed

_NUMBER: Final = re.compile(r"\d+")
_BETWEEN: Final = r"(?:\W+\w+){0,5}?\W+"  # words between the session and the word for its body


@dataclass(frozen=True, slots=True, kw_only=True)
class Passing(Claim):
    """A number of a session that a document names without telling of the session itself."""

    type: ClassVar[str] = "passing"

    ordinal: int


def passing(document: Document) -> Iterator[Passing]:
    """The numbers of sessions that a text names, with the words that name them."""
    pattern = _pattern(document.language) if document.language else None
    end = 0
    for number in (
        _NUMBER.finditer(document.text) if pattern else ()
    ):  # far quicker than looking for all of it everywhere
        match = pattern.match(document.text, number.start()) if pattern and number.start() >= end else None
        if match is None:
            continue
        start, end = match.span()
        quote = document.text[start:end]
        yield Passing(document=document.id, start=start, end=end, quote=quote, rule="in passing", ordinal=int(match[1]))


@cache
def _pattern(language: str) -> re.Pattern[str] | None:
    """A number with an ordinal's ending, a word for a session and a word for a body, in the words of a language."""
    sessions, suffixes = listed("sessions", language), ()
    if language in languages():
        suffixes = tuple(load(language).settings.get("ordinal_suffixes", ()))
    if not sessions or not suffixes:
        return None
    bodies = sorted(lexicon().bodies, key=len, reverse=True)
    told = (rf"\b(\d{{1,3}})-?(?:{_any(suffixes)})\s+(?:\w+\s+)?(?:{_any(sessions)})\b", rf"(?:{_any(bodies)})\b")
    return re.compile(_BETWEEN.join(told), re.IGNORECASE)


def _any(words: tuple[str, ...] | list[str]) -> str:
    return "|".join(map(re.escape, words))
