"""A record that is kept up with its ledger: what came in since is resolved, all else stays as it is."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from servanda.ledger.asking import Texts, reports

if TYPE_CHECKING:
    from servanda.follow import View
    from servanda.record import Judgement
    from servanda.resolve import Record, Report
    from servanda.store import Store

_PAGE: Final = 200  # readings that are asked for together


class Live:
    """The record of a ledger for as long as a program runs; the same as :meth:`servanda.ledger.Ledger.record` gives anew.

    Asking it again costs what has come in since. The record it gives is its own: ask, and add nothing to it.
    """

    def __init__(self, store: Store, clock: Callable[[], dt.datetime]) -> None:
        self._store = store
        self._clock = clock
        self._forget()

    def _forget(self) -> None:
        self._seen: dict[str, int] = {}
        self._texts = Texts(self._store.texts)
        self._reports: dict[str, Report] = {}
        self._judged: tuple[Judgement, ...] = ()
        self._record: Record | None = None

    def record(self) -> Record:
        """The record as the ledger has it now."""
        from servanda.resolve import Record

        newest = self._store.newest_readings()
        if any(newest.get(document) != seq for document, seq in self._seen.items()):
            self._forget()  # a document was read anew: what its text tells may touch all others
        fresh = self._taken([seq for document, seq in newest.items() if document not in self._seen])
        self._seen = newest
        judged = self._store.judgements()
        if self._record is None or judged != self._judged:
            self._record, self._judged = Record(self._reports.values(), judged), judged
        else:
            self._record.add(*fresh)
        return self._record

    def view(self, *, as_of: dt.date | None = None) -> View:
        """The record followed up to a day, today by default."""
        from servanda.follow import View
        from servanda.resolve import Record

        record = self.record()
        if as_of is not None:
            record = Record(self._reports.values(), self._judged, as_of=as_of)
        return View(record, as_of or self._clock().date())

    def _taken(self, readings: list[int]) -> list[Report]:
        """Take in what some readings state; the reports that are new, or that turn out to be copies, or not to be."""
        found: dict[str, Report] = {}
        for place in range(0, len(readings), _PAGE):
            stated = self._store.claims_of(tuple(readings[place : place + _PAGE]))
            self._texts.add(dict.fromkeys(s.document for s in stated))
            found.update((report.source.document, report) for report in reports(stated, self._texts))
        self._reports.update(found)
        return self._with_origins(found)

    def _with_origins(self, found: Iterable[str]) -> list[Report]:
        """The new reports, and those whose release is another since they came, each with its origin."""
        touched = dict.fromkeys(found)
        if touched:
            origins = self._texts.origins
            touched |= {d: None for d, r in self._reports.items() if r.source.origin != origins.get(d, d)}
            for document in touched:
                report = self._reports[document]
                source = replace(report.source, origin=origins.get(document, document))
                self._reports[document] = replace(report, source=source)
        return [self._reports[document] for document in touched]
