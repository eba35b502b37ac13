"""Explaining a claim: its sentence, found without knowing the language."""

from __future__ import annotations

import re
from collections.abc import Iterator

from servanda.record import Claim, Document
from servanda.values import Span

#: A full stop, question or exclamation mark with what closes after it, then space.
_STOP = re.compile(r"[.!?\u2026][\"'\u201d\u2019\u00bb)\]]*\s+")
_OPENERS = "\"'\u201c\u201e\u2018\u00ab(["


def sentence(document: Document, claim: Claim | Span) -> Span:
    """The sentence, or the sentences, that hold the claim's words, or the words at a span."""
    start, end = _paragraph(document, claim)
    for stop in _stops(document.text, start, end):
        if stop <= claim.start:
            start = stop
        elif stop >= claim.end:
            end = stop
            break
    return Span(min(start, claim.start), max(end, claim.end))


def _paragraph(document: Document, claim: Claim | Span) -> Span:
    for span in document.paragraphs:
        if span.start <= claim.start and claim.end <= span.end:
            return span
    return Span(0, len(document.text))


def _stops(text: str, start: int, end: int) -> Iterator[int]:
    """Where sentences may end: only before what can begin one, so that "approx. 5" holds together."""
    for match in _STOP.finditer(text, start, end):
        following = text[match.end() : end].lstrip(_OPENERS)[:1]
        if following.isupper() or not following:
            yield match.end()
