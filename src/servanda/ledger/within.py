"""What the ledger knows within one pair of countries: its documents, resolved, followed and reconciled by themselves.

What belongs to a pair is resolved by itself in the whole record too, so this is the same record for the price of the pair's own
documents. Persons are told apart among these documents alone.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from servanda.ledger.asking import Texts, reports

if TYPE_CHECKING:
    from servanda.follow import View
    from servanda.reconcile import Reconciliation
    from servanda.record import Document, Judgement
    from servanda.resolve import Entity, Report
    from servanda.store.answers import Stated


@dataclass(frozen=True, eq=False)
class Within:
    """The record of some ``countries`` up to a ``day``; ``stated`` are the claims of their documents as they were read.

    ``texts`` are those documents, by id. ``as_of`` is None for all that is known.
    """

    countries: tuple[str, ...]
    day: dt.date
    as_of: dt.date | None
    stated: tuple[Stated, ...]
    texts: Mapping[str, Document]
    judgements: tuple[Judgement, ...]

    def at(self, day: dt.date) -> Within:
        """The same up to another day, without reading anything twice."""
        return _Later(
            countries=self.countries,
            day=day,
            as_of=day,
            stated=self.stated,
            texts=self.texts,
            judgements=self.judgements,
            first=self,
        )

    @cached_property
    def reports(self) -> tuple[Report, ...]:
        """Their documents as reports, copies told apart."""
        return tuple(reports(self.stated, Texts(self._find, self.texts)))

    def _find(self, ids: Sequence[str]) -> Iterable[Document]:
        return (self.texts[id_] for id_ in ids if id_ in self.texts)

    @cached_property
    def view(self) -> View:
        """Their documents resolved and followed."""
        from servanda.follow import View
        from servanda.resolve import Record

        return View(Record(self.reports, self.judgements, as_of=self.as_of), self.day)

    @cached_property
    def reconciliation(self) -> Reconciliation:
        """Their figures held against each other, as people set them right."""
        from servanda.ledger.reconciling import said
        from servanda.reconcile import Reconciliation

        kept = {s.id: s.claim for s in self.view.record.statements}
        counted = (
            replace(one, claim=kept[one.id])
            for one in self.stated
            if one.claim.type in {"figure", "instrument"} and one.id in kept
        )
        return Reconciliation(said(counted, self.texts.get, as_of=self.as_of, pair=self.countries))

    def holds(self, entity: Entity) -> bool:
        """Whether a thing is theirs: between them, or told in a document about them."""
        return entity.countries == self.countries or any(s.pair == self.countries for s in entity.statements)


@dataclass(frozen=True, eq=False, kw_only=True)
class _Later(Within):
    """What is known within some countries up to another day than ``first``, from the same reports."""

    first: Within

    @cached_property
    def reports(self) -> tuple[Report, ...]:
        """The reports that were told apart already."""
        return self.first.reports
