"""Claims of the ledger handed to reconciling, with the words around them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator

from servanda.ledger.explaining import sentence
from servanda.reconcile.counters import counter
from servanda.reconcile.observations import Said
from servanda.record import Claim, Document, Figure, Instrument
from servanda.sources.statistics import RULE
from servanda.store.answers import Stated

Texts = Callable[[str], Document | None]


def said(found: Iterable[Stated], texts: Texts, *, as_of: dt.date | None, pair: tuple[str, ...]) -> Iterator[Said]:
    """Claims as they were said by ``as_of``, those that name every country of ``pair``.

    A document without a day of publication counts from the day on which it was learned.
    """
    last: tuple[str, Document | None] = ("", None)
    for one in found:
        day = dt.date.fromisoformat(one.published) if one.published else one.learned.date()
        countries = getattr(one.claim, "countries", ())
        if (as_of is not None and day > as_of) or not set(pair) <= set(countries):
            continue
        if _in_words(one) and last[0] != one.document:
            last = (one.document, texts(one.document))
        yield _said(one, last[1] if last[0] == one.document else None)


def _in_words(one: Stated) -> bool:
    """Whether what stands around a claim bears on it: that of a figure in print, and of a paper."""
    return isinstance(one.claim, Figure | Instrument) and one.claim.rule != RULE


def _said(one: Stated, document: Document | None) -> Said:
    around = ""
    if document is not None:
        span = sentence(document, one.claim)
        around = " ".join(document.text[span.start : span.end].split())
    official, language = one.claim.rule == RULE, one.language or ""
    return Said(
        id=one.id,
        claim=one.claim,
        document=one.document,
        name=one.name,
        published=dt.date.fromisoformat(one.published) if one.published else None,
        outlet=one.outlet,
        sentence=around,
        language=language,
        basis=one.claim.speaker if official else _counter(one.claim, around, language),
        official=official,
    )


def _counter(claim: Claim, around: str, language: str) -> str | None:
    """Who counted, which is told of figures alone: a customs service beside a paper has a hand in it, and counts nothing."""
    return counter(around, claim.countries, language) if isinstance(claim, Figure) else None
