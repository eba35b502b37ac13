"""What the documents say together: everything that no single one of them tells, part by part, each finding with its statements."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Final

from servanda.follow import telling
from servanda.follow.threads import Thread, stages
from servanda.follow.view import View
from servanda.problems import UsageError
from servanda.resolve.entities import Body, Entity, Event, Instrument, Person, Session, Undertaking
from servanda.resolve.statements import Statement


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that the documents tell together, in a line, with the statements behind it."""

    told: str
    statements: tuple[Statement, ...]

    def sources(self) -> list[dict[str, Any]]:
        """The statements as plain objects."""
        return [telling.source(statement) for statement in self.statements]


@dataclass(frozen=True, slots=True)
class Part:
    """The findings of one sort."""

    title: str
    findings: tuple[Finding, ...]


class _Scope:
    """A view narrowed to what is about one pair, body or thing; to nothing where none is named."""

    def __init__(self, view: View, reference: str | None) -> None:
        self.view = view
        everything = reference is None
        followed = view.about(reference) if reference else []
        self._chosen = None if everything else {e.id for e in followed}
        self.statements = list(view.record.statements) if everything else _of(followed, view)
        self._known = {s.id for s in self.statements}
        self.threads = [t for t in view.threads() if self._chosen is None or t.id in self._chosen]

    def holds(self, entity: Entity) -> bool:
        """Whether any statement on the entity lies within."""
        return self._chosen is None or any(s.id in self._known for s in entity.statements)


def _of(followed: list[Entity], view: View) -> list[Statement]:
    """Everything said in the documents that speak of the things chosen."""
    documents = {s.source.document for e in followed for s in e.statements}
    return [s for s in view.record.statements if s.source.document in documents]


def dossier(view: View, reference: str | None = None) -> list[Part]:
    """What the documents say together, of all or of one pair, body or thing; parts without findings are left out."""
    scope = _Scope(view, reference)
    if reference and not scope.statements:
        raise UsageError(f"the record knows nothing about {reference!r}")
    parts = (Part(title, tuple(find(scope))) for title, find in _PARTS.items())
    return [part for part in parts if part.findings]


def _persons(scope: _Scope) -> Iterator[Finding]:
    for person in filter(scope.holds, scope.view.record.of(Person)):
        if len(person.names) > 1:
            told = {s.claim.name: s for s in reversed(person.statements) if s.claim.type == "person"}
            yield Finding(f"{person.id}: {' = '.join(person.names)}", tuple(told[n] for n in person.names if n in told))


def _sessions(scope: _Scope) -> Iterator[Finding]:
    for thread in (t for t in scope.threads if isinstance(t.entity, Session)):
        entity = thread.entity
        assert isinstance(entity, Session)
        number = f"no. {entity.ordinal}" if entity.ordinal is not None else "a session without a number"
        why = f", inferred: {entity.inferred}" if entity.inferred else ""
        yield Finding(f"{entity.id}: {number}{why}; {thread.status} {entity.date or ''}", entity.statements)
    for body in filter(scope.holds, scope.view.record.of(Body)):
        named = sorted(body.named.items())
        yield from (Finding(f"{body.id}: no. {n}, named in passing alone", (statement,)) for n, statement in named)
    for series, missing in scope.view.gaps():
        if scope.holds(series):
            yield Finding(f"{series.id}: no document tells of no. {telling.runs(missing)}", ())


def _worked_out(scope: _Scope) -> Iterator[Finding]:
    for statement in scope.statements:
        if statement.claim.date_rule and getattr(statement.claim, "date", None):
            yield Finding(f"{statement.claim.date}: {statement.claim.date_rule}", (statement,))
    for rule, day, document in dict.fromkeys(
        (s.said_rule, s.said, s.source.name) for s in scope.statements if s.said_rule
    ):
        yield Finding(f"{document} was said on {day}: {rule}", ())


def _moved(scope: _Scope) -> Iterator[Finding]:
    for thread in scope.threads:
        if isinstance(thread.entity, Event) and len(thread.windows) > 1:
            late = f", late by {thread.slip}" if thread.slip else ""
            yield Finding(f"{thread.id}: {' → '.join(thread.windows)}; {thread.status}{late}", thread.entity.statements)
        elif isinstance(thread.entity, Event) and thread.entity.inferred:
            entity = thread.entity
            yield Finding(
                f"{entity.id}: no. {entity.ordinal}, inferred: {entity.inferred}; {thread.status}", entity.statements
            )


def _papers(scope: _Scope) -> Iterator[Finding]:
    for thread in scope.threads:
        paper = thread.entity
        if not isinstance(paper, Instrument) or paper.counts:
            continue
        life = " → ".join(f"{link.status} ({link.said})" for link in stages(thread))
        before = f"; follows {paper.follows}" if paper.follows else ""
        after = f"; followed by {paper.followed_by}" if paper.followed_by else ""
        term = f", for {paper.term}" if paper.term else ""
        yield Finding(f"{paper.id}{term}: {life}{before}{after}", paper.statements)


def _counts(scope: _Scope) -> Iterator[Finding]:
    for shortfall in scope.view.shortfalls():
        paper = shortfall.entity
        if scope.holds(paper):
            claimed = ", ".join(f"{c.count} {c.status} ({c.statement.said})" for c in paper.counts)
            known = f"{len(shortfall.known)} known by name, {shortfall.missing} not"
            part = f"; part of {paper.part_of}" if paper.part_of else ""
            yield Finding(f"{paper.id}: {claimed}; {known}{part}", paper.statements)


def _contradictions(scope: _Scope) -> Iterator[Finding]:
    for found in scope.view.contradictions():
        if any(scope.holds(scope.view.record.entities[i]) for i in found.entities):
            yield Finding(f"{found.entities[0]}: {found.told}", found.statements)


def _silent(scope: _Scope) -> Iterator[Finding]:
    for thread in sorted((t for t in scope.threads if t.is_silent), key=lambda t: (-t.silent, t.id)):
        overdue = f", overdue {thread.overdue} days" if thread.overdue is not None else ""
        told = f"{thread.id}: last heard of on {thread.last_heard}, {thread.silent} days ago{overdue}"
        yield Finding(told, _last(thread))


def _last(thread: Thread) -> tuple[Statement, ...]:
    return tuple(link.statement for link in thread.links if link.said == thread.last_heard and link.news)


def _formulas(scope: _Scope) -> Iterator[Finding]:
    for found in scope.view.record.of(Undertaking):
        if found.ritual and scope.holds(found):
            yield Finding(f"{found.name}: told {len(found.statements)} times", found.statements)


def _open(scope: _Scope) -> Iterator[Finding]:
    known = {s.id for s in scope.statements}
    for question in scope.view.record.questions:
        if question.statement.id in known:
            fits = {i for c in question.candidates for i in scope.view.record.speaking(c)}
            yield Finding(f"may be one with {', '.join(sorted(fits)) or 'another'}", (question.statement,))


def _origins(scope: _Scope) -> Iterator[Finding]:
    releases: dict[str, dict[str, Statement]] = defaultdict(dict)
    for statement in scope.statements:
        releases[statement.source.release].setdefault(statement.source.document, statement)
    for documents in releases.values():
        first, *copies = sorted(documents.values(), key=lambda s: s.order)
        told = f"; {len(copies)} copies: {', '.join(s.source.name for s in copies)}" if copies else ""
        yield Finding(f"{first.source.name}, {first.source.outlet or 'no outlet told'}, {first.said}{told}", ())


_PARTS: Final[dict[str, Callable[[_Scope], Iterator[Finding]]]] = {
    "Persons under several spellings": _persons,
    "Sessions, with numbers inferred and missing": _sessions,
    "Days that were worked out": _worked_out,
    "Events that moved or follow": _moved,
    "Papers and how far they came": _papers,
    "Papers counted and papers known": _counts,
    "What cannot be true together": _contradictions,
    "Silent": _silent,
    "Formulas": _formulas,
    "Left open": _open,
    "Origins": _origins,
}
