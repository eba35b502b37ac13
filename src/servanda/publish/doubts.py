"""The review queue: claims that hardly stand, statements that may be one with another, what cannot be true together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from servanda.publish.answers import ClaimLine, Conflict, Contradiction, Doubt
from servanda.publish.headlines import headline
from servanda.publish.lines import quote, quotes, shown
from servanda.record import digest

if TYPE_CHECKING:
    from servanda.publish.material import Material
    from servanda.resolve.statements import Statement

_FIELDS_LEFT_OUT: Final = frozenset({"doc", "type", "start", "end", "quote", "speaker", "rule", "date_rule"})


def claim_line(
    claim: Any, id_: str, *, things: tuple[str, ...] = (), state: str | None = None, doubts: tuple[str, ...] = ()
) -> ClaimLine:
    """A claim as it stands on a document's page."""
    fields = claim.as_dict()
    told = {k: v for k, v in fields.items() if k not in _FIELDS_LEFT_OUT and v not in (None, [], False)}
    return ClaimLine(
        claim=id_,
        kind=claim.type,
        start=claim.start,
        end=claim.end,
        quote=claim.quote,
        says=headline(claim),
        fields=told,
        things=things,
        rule=claim.rule,
        date_rule=claim.date_rule,
        state=state,
        doubts=doubts,
    )


def contradictions(material: Material) -> Iterator[Contradiction]:
    """What cannot be true together among the things of a scope."""
    within = material.within
    for found in within.view.contradictions():
        if any(within.holds(within.view.record.entities[address]) for address in found.entities):
            yield Contradiction(addresses=found.entities, told=found.told, quotes=quotes(found.statements))


def doubts(material: Material, conflicts: Iterable[Conflict], told: Iterable[Contradiction]) -> Iterator[Doubt]:
    """The review queue of a scope, without what somebody has vouched for."""
    statements = {s.id: s for s in material.within.view.record.statements}
    make = partial(Doubt, scope="-".join(material.within.countries))
    for one in conflicts:
        yield from _of_conflict(make, one, statements)
    for two in told:
        yield make(
            id=digest("contradiction", two.told, *(q.claim for q in two.quotes)),
            kind="contradiction",
            told=two.told,
            reasons=(),
            quotes=two.quotes,
            subject=two.addresses[0],
        )
    yield from _merges(material, make)


def _of_conflict(make: partial[Doubt], found: Conflict, statements: Mapping[str, Statement]) -> Iterator[Doubt]:
    """A conflict, or where it has one culprit or hardly a claim can be true, that claim."""
    ids = tuple(dict.fromkeys(w.claim for w in found.witnesses if w.claim in statements))
    suspects = found.culprit or (ids if len(ids) == 1 else ())
    if ids and all(statements[id_].accepted for id_ in suspects or ids):
        return
    one = statements.get(suspects[0]) if len(suspects) == 1 else None
    says = tuple(dict.fromkeys(told for repair in found.repairs for told in repair.says))
    yield make(
        id=digest("doubt", found.id),
        kind="claim" if one else "conflict",
        told=found.summary,
        reasons=(*says, *found.assumptions),
        quotes=quotes(statements[id_] for id_ in ids),
        claim=claim_line(one.claim, one.id) if one else None,
        subject=one.id if one else None,
        suspects=suspects,
        conflict=found.id,
    )


def _merges(material: Material, make: partial[Doubt]) -> Iterator[Doubt]:
    """Statements that stand by themselves because more than one thing could be theirs."""
    within = material.within
    record = within.view.record
    for question in record.questions:
        if question.statement.pair != within.countries or question.statement.accepted:
            continue
        own = [e for e in map(record.entities.__getitem__, record.speaking(question.statement.id)) if e.kind != "place"]
        others = {address for claim in question.candidates for address in record.speaking(claim)}
        kinds = {e.kind for e in own}
        near = [record.entities[a] for a in sorted(others - {e.id for e in own}) if record.entities[a].kind in kinds]
        if near:
            alike = next(e for e in own if e.kind == near[0].kind)
            yield make(
                id=digest("merge", question.statement.id, *question.candidates),
                kind="merge",
                told=alike.name,
                reasons=question.reasons,
                quotes=(quote(question.statement),),
                subject=alike.id,
                candidates=tuple(map(shown, near)),
            )
