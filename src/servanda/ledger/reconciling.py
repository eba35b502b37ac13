"""Claims of the ledger handed to reconciling, with the words around them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator

from servanda.ledger.explaining import sentence
from servanda.reconcile.counters import counter
from servanda.reconcile.observations import Said
from servanda.record import Document, Figure
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
        if isinstance(one.claim, Figure) and one.claim.rule != RULE and last[0] != one.document:
            last = (one.document, texts(one.document))
        yield _said(one, last[1] if last[0] == one.document else None)


def _said(one: Stated, document: Document | None) -> Said:
    around = ""
    if document is not None:
        span = sentence(document, one.claim)
        around = " ".join(document.text[span.start : span.end].split())
    official, language = one.claim.rule == RULE, one.language or ""
    countries = getattr(one.claim, "countries", ())
    return Said(
        id=one.id,
        claim=one.claim,
        document=one.document,
        name=one.name,
        published=dt.date.fromisoformat(one.published) if one.published else None,
        outlet=one.outlet,
        sentence=around,
        language=language,
        basis=one.claim.speaker if official else counter(around, countries, language),
        official=official,
    )
