"""A text with its claims marked in it, cut where any claim begins or ends, so that claims may overlap as they like."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from servanda.publish.answers import ClaimLine, DocumentPage, Snippet


@dataclass(frozen=True, slots=True)
class Numbered:
    """A claim with its number on the page."""

    number: int
    line: ClaimLine


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of a paragraph with the claims that it belongs to, the shortest first, and those that end with it."""

    text: str
    claims: tuple[Numbered, ...] = ()
    ending: tuple[Numbered, ...] = ()


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph in its language, cut into stretches."""

    stretches: tuple[Stretch, ...]
    language: str | None


def numbered(page: DocumentPage) -> tuple[Numbered, ...]:
    """The claims of a document by their place, counted from 1."""
    return tuple(Numbered(number, line) for number, line in enumerate(page.claims, 1))


def paragraphs(page: DocumentPage) -> Iterator[Paragraph]:
    """The text, paragraph by paragraph; the whole as one where no paragraphs are told."""
    claims = numbered(page)
    for start, end in page.paragraphs or ((0, len(page.text)),):
        within = [one for one in claims if one.line.start < end and one.line.end > start]
        yield Paragraph(tuple(_cut(page.text, start, end, within)), _language(page, start))


def _language(page: DocumentPage, start: int) -> str | None:
    return next((language for first, last, language in page.passages if first <= start < last), page.line.language)


def _cut(text: str, start: int, end: int, claims: Sequence[Numbered]) -> Iterator[Stretch]:
    edges = {start, end, *(edge for one in claims for edge in (one.line.start, one.line.end) if start < edge < end)}
    ordered = sorted(edges)
    for first, last in pairwise(ordered):
        over = [one for one in claims if one.line.start <= first and one.line.end >= last]
        over.sort(key=lambda one: (one.line.end - one.line.start, one.number))
        ending = tuple(sorted((one for one in over if one.line.end == last), key=lambda one: one.number))
        yield Stretch(text[first:last], tuple(over), ending)


def lit(snippet: Snippet) -> Iterator[tuple[str, bool]]:
    """The pieces of a snippet, each with whether it was looked for."""
    done = 0
    for start, end in snippet.marks:
        if start > done:
            yield snippet.text[done:start], False
        yield snippet.text[start:end], True
        done = end
    if done < len(snippet.text):
        yield snippet.text[done:], False
