"""What the ledger knows as a record: its claims resolved under its judgements, and followed up to a day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING

from servanda.problems import UsageError
from servanda.record import Claim, Document, Judgement, JudgementKind

if TYPE_CHECKING:
    from servanda.resolve import Record, Report
    from servanda.store.answers import Stated

#: What each kind of judgement speaks of: claims, or things that the record knows.
_ON_CLAIMS = frozenset({"accept", "reject", "correct"})
_ON_TWO = frozenset({"same", "different"})
#: As what claims are followed that are called something else.
_FOLLOWED = {"commitment": "undertaking"}
_Beside = tuple[Mapping[str, str], Mapping[str, Mapping[str, str]]]
_ON_THREADS = frozenset({"close", "reopen"})


class Texts:
    """What the texts of documents tell beside their claims: which are copies, which sessions are named in passing, why things moved
    and of which country an office is. ``find`` gives a text by its id.
    """

    def __init__(self, find: Callable[[Sequence[str]], Iterable[Document]], documents: Iterable[str] = ()) -> None:
        from servanda.resolve.origins import Origins

        self._find = find
        self._index = Origins()
        self._origins: dict[str, str] | None = None
        self.passing: dict[str, tuple[Claim, ...]] = {}
        self.add(documents)

    def add(self, ids: Iterable[str]) -> None:
        """Take texts in."""
        from servanda.resolve import passing

        for document in self._find(tuple(ids)):
            self._index.add(document)
            self._origins = None
            self.passing[document.id] = tuple(passing(document))

    def beside(self, told: Mapping[str, Sequence[Claim]]) -> dict[str, _Beside]:
        """What the sentences of claims tell beside them, by document; texts are asked for only where a claim moves or quotes an office."""
        from servanda.ledger.reasons import moves, reasons
        from servanda.ledger.sides import sides

        asking = {document: _asking(claims) for document, claims in told.items() if document in self.passing}
        chosen = {document: both for document, both in asking.items() if any(both)}
        found: dict[str, _Beside] = {}
        for document in self._find(tuple(chosen)):
            moving, said = chosen[document.id]
            found[document.id] = reasons(moving, moves(document) if moving else ()), sides(document, said)
        return found

    @property
    def origins(self) -> dict[str, str]:
        """For each document the one that it was released in first: itself, unless it is a copy or an extract."""
        if self._origins is None:
            self._origins = {d: release.origin for release in self._index.releases() for d in release.documents}
        return self._origins


def _asking(claims: Sequence[Claim]) -> tuple[list[Claim], list[Claim]]:
    """The claims that move something, and those that quote an office."""
    from servanda.resolve.words import is_office

    return [c for c in claims if _moves(c)], [c for c in claims if any(map(is_office, c.speakers))]


def _moves(claim: Claim) -> bool:
    """Whether a claim tells a move or the end of a plan, for which its sentence may give a reason."""
    from servanda.follow.rules import life_of

    moved_from = getattr(claim, "postponed_from", None)
    return (
        moved_from is not None or getattr(claim, "status", None) in life_of(_FOLLOWED.get(claim.type, claim.type)).moves
    )


def reports(stated: Iterable[Stated], texts: Texts) -> Iterator[Report]:
    """Claims as the journal gives them, document by document, with what the texts tell beside them."""
    from servanda.resolve import Report, Source

    origins = texts.origins
    by_document = sorted(stated, key=lambda s: s.document)
    grouped = {document: list(group) for document, group in groupby(by_document, key=lambda s: s.document)}
    beside = texts.beside({document: [s.claim for s in told] for document, told in grouped.items()})
    for document, told in grouped.items():
        one = told[0]
        source = Source(
            document=document,
            name=one.name,
            published=dt.date.fromisoformat(one.published) if one.published else None,
            outlet=one.outlet,
            title=one.title,
            language=one.language,
            learned=one.learned,
            origin=origins.get(document, document),
        )
        claims = tuple(s.claim for s in told)
        yield Report(source, (*claims, *texts.passing.get(document, ())), *beside.get(document, ({}, {})))


def judgement(
    record: Record,
    kind: JudgementKind,
    subject: str,
    other: str | None,
    *,
    signed: dict[str, object],
    told: dict[str, object],
) -> Judgement:
    """A judgement with the claims that stand for what it speaks of, checked before it is written.

    Raises UsageError when it speaks of what is not there, or cannot be.
    """
    if (other is not None) is not (kind in _ON_TWO):
        raise UsageError(f"`{kind}` speaks of {'two things' if kind in _ON_TWO else 'one thing'}")
    if (told.get("change") is not None) is not (kind == "correct"):
        raise UsageError("a correction tells what is right with --set FIELD=VALUE, and nothing else does")
    made = Judgement(kind=kind, subject=subject, object=other, **signed, **told)  # type: ignore[arg-type]
    if kind == "withdraw":
        return replace(made, subject=_made_before(record, subject))
    if kind in _ON_CLAIMS:
        return replace(made, subject=_claim(record, subject, made.change))
    anchors = _anchors(record, subject, kind)
    if other is None:
        return replace(made, anchors=anchors)
    others = _anchors(record, other, kind)
    _comparable(record, made, anchors, others)
    return replace(made, anchors=anchors, others=others)


def _comparable(record: Record, made: Judgement, anchors: tuple[str, ...], others: tuple[str, ...]) -> None:
    """Raise UsageError for two things of which it makes no sense to say that they are the same, or different."""
    one, other = record.find(made.subject), record.find(made.object or "")
    if one.kind != other.kind:
        raise UsageError(f"{one.id} is a {one.kind} and {other.id} a {other.kind}: they are never one thing")
    if one.id == other.id and (made.kind == "same" or set(anchors) == set(others)):
        told = (
            "the same thing already" if made.kind == "same" else "one thing; to take a claim out of it, name the claim"
        )
        raise UsageError(f"{made.subject} and {made.object} are {told}")


def _made_before(record: Record, subject: str) -> str:
    found = [j.id for j in record.decided if subject and j.id.startswith(subject)]
    if len(found) != 1:
        raise UsageError(
            f"{len(found)} judgements have an id that begins with {subject!r}; `servanda judgements` shows them"
        )
    return found[0]


def _claim(record: Record, subject: str, change: str | None) -> str:
    from servanda.resolve import corrected

    found = {s.id: s.claim for s in record.statements if subject and s.id.startswith(subject)}
    if len(found) != 1:
        raise UsageError(
            f"{len(found)} claims have an id that begins with {subject!r}; `servanda claims` shows the ids"
        )
    ((own, claim),) = found.items()
    if change is not None:
        corrected(claim, change)
    return own


def _anchors(record: Record, reference: str, kind: str) -> tuple[str, ...]:
    """The claims that stand for a thing; one claim alone where one is named."""
    from servanda.resolve import anchored

    entity = record.find(reference)
    if kind in _ON_THREADS and entity.kind not in {"undertaking", "event", "instrument"}:
        raise UsageError(
            f"{entity.id} is a {entity.kind}: only undertakings, events and instruments are closed and reopened"
        )
    own = [a for a in anchored(entity) if a.partition(":")[2].startswith(reference)]
    return tuple(own) or anchored(entity)
