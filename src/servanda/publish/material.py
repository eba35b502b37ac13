"""What the pages of one scope are made from: its threads, bodies, people and documents, each looked up once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from servanda.follow.view import FOLLOWED
from servanda.publish.answers import DocumentLine, Followed
from servanda.publish.lines import followed
from servanda.resolve.entities import Body, Edition, Entity, Instrument, Person, Series, Undertaking

if TYPE_CHECKING:
    from servanda.follow import Thread
    from servanda.ledger.within import Within


@dataclass(frozen=True, eq=False)
class Material:
    """The record within one scope, as its pages look at it."""

    within: Within

    @cached_property
    def threads(self) -> Mapping[str, Thread]:
        """The threads of everything that is the scope's own, by address; formulas are not followed."""
        view = self.within.view
        found = (e for kind in FOLLOWED for e in view.record.of(kind) if self.within.holds(e))
        return {e.id: view.thread(e) for e in found if not (isinstance(e, Undertaking) and e.ritual)}

    @cached_property
    def bodies(self) -> tuple[Body, ...]:
        """The standing bodies of the scope, those with the most sessions first."""
        found = (b for b in self.within.view.record.of(Body) if self.within.holds(b))
        return tuple(sorted(found, key=lambda b: (-len(b.editions), b.id)))

    @cached_property
    def series(self) -> tuple[Series, ...]:
        """The events that come again."""
        return tuple(s for s in self.within.view.record.of(Series) if self.within.holds(s))

    @cached_property
    def people(self) -> tuple[Person, ...]:
        """The persons named in documents about the scope."""
        return tuple(p for p in self.within.view.record.of(Person) if self.within.holds(p))

    @cached_property
    def lines(self) -> Mapping[str, Followed]:
        """What is followed, as lines of lists, by address."""
        return {address: followed(thread, self._bodies_of(thread.entity)) for address, thread in self.threads.items()}

    @cached_property
    def speaking(self) -> Mapping[str, frozenset[str]]:
        """For each document the bodies of which it speaks."""
        entities = self.within.view.record.entities
        found: dict[str, set[str]] = defaultdict(set)
        for body in self.bodies:
            for entity in (body, *(entities[edition] for edition in body.editions)):
                for statement in entity.statements:
                    found[statement.source.document].add(body.id)
        return {document: frozenset(bodies) for document, bodies in found.items()}

    def _bodies_of(self, entity: Entity) -> tuple[str, ...]:
        """The bodies of which a thing's documents speak; of an edition its own."""
        own = getattr(entity, "series", None) if isinstance(entity, Edition) else None
        if own is not None and any(body.id == own for body in self.bodies):
            return (own,)
        documents = {s.source.document for s in entity.statements}
        return tuple(sorted({body for d in documents for body in self.speaking.get(d, ())}))

    @cached_property
    def documents(self) -> tuple[DocumentLine, ...]:
        """The documents of the scope, the newest first."""
        return tuple(sorted(self._documents(), key=lambda d: (d.said or d.learned.date(), d.document), reverse=True))

    def _documents(self) -> Iterator[DocumentLine]:
        for told in self.within.view.record.reported:
            first = told[0]
            source, text = first.source, self.within.texts.get(first.source.document)
            yield DocumentLine(
                document=source.document,
                name=source.name,
                title=source.title,
                outlet=source.outlet,
                language=source.language,
                published=source.published,
                said=first.said,
                learned=source.learned,
                claims=len(told),
                url=text.url if text else None,
            )

    @cached_property
    def in_document(self) -> Mapping[str, tuple[Entity, ...]]:
        """For each document the papers and undertakings that it tells of."""
        found: dict[str, dict[str, Entity]] = defaultdict(dict)
        for thread in self.threads.values():
            if isinstance(thread.entity, Instrument | Undertaking):
                for statement in thread.entity.statements:
                    found[statement.source.document][thread.id] = thread.entity
        return {document: tuple(things.values()) for document, things in found.items()}
