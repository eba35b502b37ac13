"""Filing what came in: which documents belong to which countries together, and what a search finds them by."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from itertools import groupby
from typing import TYPE_CHECKING, Final

from servanda.record import Claim, active
from servanda.resolve.book import corrected
from servanda.resolve.statements import scopes
from servanda.resolve.words import scope_code
from servanda.store.packing import countries
from servanda.store.shelving import Belonging
from servanda.store.stems import stems

if TYPE_CHECKING:
    from servanda.record import Document, Judgement
    from servanda.store import Store
    from servanda.store.answers import Stated

_PAGE: Final = 200  # readings that are filed in one transaction


def behind(store: Store) -> int:
    """About how many entries of the journal have not been filed yet; -1 where all have and nothing else is withheld than then."""
    progress = store.shelving.progress()
    if progress.seen == progress.entries:
        return 0 if progress.withheld != store.withheld() else -1
    return progress.entries - max(progress.seen, 0)


def file(store: Store) -> bool:
    """File what the journal tells that was not filed yet; whether there was anything."""
    if behind(store) < 0:
        return False
    if store.shelving.progress().seen < 0:
        store.shelving.clear()
    while _file_some(store):
        pass
    return True


def _file_some(store: Store) -> bool:
    """File some readings and what was judged until then; whether more may follow."""
    shelving = store.shelving
    progress, withheld = shelving.progress(), store.withheld()
    readings, upto = shelving.new_readings(progress.seen, _PAGE)
    judged = shelving.judged(progress.seen, upto)
    changed = {j.subject: j for j in active(store.judgements()) if j.kind == "correct"}
    fresh = _belongings(store, readings, changed, with_stems=True)
    known = {b.document for b in fresh}
    again = [reading for document, reading in judged.items() if document not in known]
    belongings = [*fresh, *_belongings(store, tuple(again), changed, with_stems=False)]
    shelving.file(belongings, touched=progress.withheld ^ withheld, upto=upto, withheld=withheld)
    return bool(readings) and len(readings) == _PAGE


def _belongings(
    store: Store, readings: tuple[int, ...], changed: Mapping[str, Judgement], *, with_stems: bool
) -> list[Belonging]:
    named = store.named(readings)
    texts = {text.id: text for text in store.texts(tuple(dict.fromkeys(named[r][0] for r in readings)))}
    stated = sorted(store.claims_of(readings), key=lambda s: s.document) if readings else ()
    told = {document: list(group) for document, group in groupby(stated, key=lambda s: s.document)}
    current = {named[reading][0]: reading for reading in readings}  # the newest of a document comes last and stays
    return [
        _belonging(texts[document], reading, told.get(document, ()), changed, with_stems=with_stems)
        for document, reading in current.items()
        if document in texts
    ]


def _belonging(
    text: Document, reading: int, stated: Iterable[Stated], changed: Mapping[str, Judgement], *, with_stems: bool
) -> Belonging:
    listed = [one for one in stated if one.document == text.id]
    claims: list[Claim] = [one.claim for one in listed]
    right = [corrected(s.claim, told) for s in listed if (j := changed.get(s.id)) and (told := j.change)]
    day = text.published or (text.learned or dt.datetime.min).date()
    return Belonging(
        document=text.id,
        reading=reading,
        scopes=tuple(map(scope_code, scopes([*claims, *right]))),
        day=day.isoformat(),
        language=text.language or "",
        outlet=text.outlet or "",
        kinds=tuple(sorted({claim.type for claim in claims})),
        countries=tuple(sorted({code for claim in (*claims, *right) for code in countries(claim)})),
        stems=stems(f"{text.title or ''}\n{text.text}", text.language) if with_stems else None,
    )
