"""Looking for documents by their words: stems, phrases and beginnings, with facets and with the places where the words stand."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final

from servanda.publish.answers import ClaimLine, Found, Hit, Page, Query, Sight, Snippet
from servanda.publish.catalogue import Catalogue
from servanda.publish.choosing import bounded, place, written
from servanda.publish.documents import document_line
from servanda.publish.doubts import claim_line
from servanda.store.stems import forms, matches
from servanda.store.words import Term, words

if TYPE_CHECKING:
    from servanda.ledger import Ledger, Stated
    from servanda.record import Document

_LONGEST: Final = 400  # characters of a query; what stands behind is not looked for
_TERMS: Final = 12
_HITS: Final = 10_000  # documents that are counted, the newest ones
_WINDOW: Final = 240  # characters of a snippet
_SNIPPETS: Final = 2
_TOKEN: Final = re.compile(r"[^\W_]+")
_FACETS: Final = ("kind", "country", "scope", "body", "outlet", "language", "year")


class Searching:
    """Search over a ledger's documents."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._catalogue = Catalogue(ledger.shelving)

    def search(self, query: Query, *, cursor: str | None, limit: int, seen_by: Sight) -> Found:
        """The documents that hold every word asked for, in any of its forms; without a word, all that the facets leave."""
        size = bounded(limit)
        asked = forms(query.text[:_LONGEST])[:_TERMS]
        empty = not asked and bool(query.text.strip())
        readings = self._ledger.shelving.matching(asked, _HITS) if asked else [] if empty else None
        self._catalogue.refresh()
        by = {name: value for name in _FACETS if (value := getattr(query, name))}
        withheld = self._ledger.withheld(tuple(sorted(seen_by.groups)))
        found, facets = self._catalogue.narrowed(readings, by, withheld)
        start = place(cursor, [document for _, document in found]) if cursor else 0
        page = found[start : start + size]
        more = start + size < len(found)
        hits = Page(
            items=tuple(self._hits([reading for reading, _ in page], asked)),
            total=len(found),
            cursor=written(start + size, page[-1][1]) if more and page else None,
            exact=readings is None or len(readings) < _HITS,
            facets=facets,
        )
        understood = tuple(" ".join(parts) + ("*" if open_ended else "") for (parts, open_ended), *_ in asked)
        return Found(query=query.text, understood=understood, hits=hits, things=())

    def _hits(self, readings: Sequence[int], asked: Sequence[Sequence[Term]]) -> Iterator[Hit]:
        for kept, text, stated in self._ledger.opened(readings):
            marks = sorted(marked(text, asked)) if asked else []
            snippets = tuple(_snippets(text.text, marks))
            yield Hit(
                document=document_line(kept, text, len(stated)),
                snippets=snippets,
                claims=tuple(_claims(stated, snippets)),
                scopes=self._catalogue.scopes_of(kept.id),
            )


def marked(text: Document, asked: Sequence[Sequence[Term]]) -> Iterator[tuple[int, int, int]]:
    """Where a text holds what is looked for: offsets, and the number of the term."""
    tokens = [(m.start(), m.end(), told[0]) for m in _TOKEN.finditer(text.text) if (told := words(m[0]))]
    for first, end, number in matches([word for _, _, word in tokens], text.language, asked):
        yield tokens[first][0], tokens[end - 1][1], number


def _snippets(text: str, marks: Sequence[tuple[int, int, int]]) -> Iterator[Snippet]:
    """The stretches that hold most of what is looked for, in the order of the text; the beginning where there is none."""
    if not marks:
        end = _edge(text, min(len(text), _WINDOW))
        yield Snippet(text=text[:end], start=0, marks=())
        return
    windows: list[tuple[int, int]] = []
    for _ in range(_SNIPPETS):
        free = [m for m in marks if all(m[1] <= start or m[0] >= end for start, end in windows)]
        if not free:
            break
        best = max(free, key=lambda m: (len({n for s, e, n in free if m[0] <= s and e <= m[0] + _WINDOW}), -m[0]))
        start = _edge(text, max(best[0] - _WINDOW // 4, 0))
        windows.append((start, _edge(text, min(max(start + _WINDOW, best[1]), len(text)))))
    for start, end in sorted(windows):
        within = sorted({(s - start, e - start) for s, e, _ in marks if start <= s and e <= end})
        yield Snippet(text=text[start:end], start=start, marks=tuple(_apart(within)))


def _apart(marks: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Marks of which none overlaps the one before."""
    last = 0
    for start, end in marks:
        if start >= last:
            yield start, end
            last = end


def _edge(text: str, at: int) -> int:
    """The place between two words that lies nearest before one."""
    if at in (0, len(text)):
        return at
    space = max(text.rfind(sign, max(at - 40, 0), at) for sign in " \n\t")
    return space + 1 if space >= 0 else at


def _claims(stated: Sequence[Stated], snippets: Sequence[Snippet]) -> Iterator[ClaimLine]:
    """The claims that stand where something was found."""
    spots = [(s.start + start, s.start + end) for s in snippets for start, end in s.marks]
    for one in stated:
        if any(one.claim.start < end and start < one.claim.end for start, end in spots):
            yield claim_line(one.claim, one.id)
