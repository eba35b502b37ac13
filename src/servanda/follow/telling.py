"""Entities, threads and changes as plain objects for JSON, the same for every door."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from servanda.follow.changes import Change
from servanda.follow.threads import Link, Thread
from servanda.follow.view import View
from servanda.resolve.entities import Body, Edition, Entity, Instrument, Person, Place, Series, Undertaking
from servanda.resolve.statements import Statement


def runs(numbers: Iterable[int]) -> str:
    """Numbers in a line, those that follow one another together.

    >>> runs([3, 5, 6, 7])
    '3, 5 to 7'
    """
    told: list[list[int]] = []
    for number in numbers:
        if told and number == told[-1][-1] + 1:
            told[-1] = [told[-1][0], number]
        else:
            told.append([number])
    return ", ".join(" to ".join(map(str, run)) for run in told)


def source(statement: Statement) -> dict[str, Any]:
    """A statement as it is cited: its words, and where they stand."""
    cited = statement.source
    return {
        "claim": statement.id,
        "quote": statement.claim.quote,
        "speakers": list(statement.claim.speakers),
        "said": statement.said.isoformat(),
        "said_rule": statement.said_rule,
        "document": cited.document,
        "name": cited.name,
        "outlet": cited.outlet,
        "origin": cited.release,
        "learned": cited.learned.isoformat(),
        "date_rule": statement.claim.date_rule,
        "corrected": statement.corrected,
        "accepted": statement.accepted,
    }


def entity(found: Entity) -> dict[str, Any]:
    """What an entity is, without its statements."""
    told: dict[str, Any] = {
        "id": found.id,
        "kind": found.kind,
        "name": found.name,
        "names": list(found.names),
        "countries": list(found.countries),
        "first_seen": found.first_seen.isoformat(),
        "last_seen": found.last_seen.isoformat(),
        "origins": found.origins,
        "aliases": list(found.aliases),
        "reasons": list(found.reasons),
    }
    return {**told, **_own(found)}


def _own(found: Entity) -> dict[str, Any]:
    if isinstance(found, Person):
        return {"offices": [_office(o) for o in found.offices]}
    if isinstance(found, Edition):
        date = found.date.value if found.date else None
        return {k: getattr(found, k) for k in ("series", "ordinal", "inferred", "place")} | {"date": date}
    if isinstance(found, Series):
        own = {"editions": list(found.editions), "missing": list(found.missing), "conflicts": list(found.conflicts)}
        if isinstance(found, Body):
            own |= {"sort": found.sort, "named_in_passing": {str(n): source(s) for n, s in found.named.items()}}
        return own
    if isinstance(found, Instrument):
        plain = {k: getattr(found, k) for k in ("sort", "ordinal", "part_of", "follows", "followed_by")}
        counts = [
            {"count": c.count, "status": c.status, "date": c.date, "source": source(c.statement)} for c in found.counts
        ]
        term = found.term.value if found.term else None
        return plain | {"term": term, "counts": counts, "members": list(found.members)}
    return {"who": list(found.who), "ritual": found.ritual} if isinstance(found, Undertaking) else {}


def _figure(statement: Statement) -> dict[str, Any]:
    claim = statement.claim
    value = None if claim.value is None else float(claim.value)
    stated = {"indicator": claim.indicator, "value": value, "unit": claim.unit, "qualifier": claim.qualifier}
    return {**stated, "source": source(statement)}


def _office(office: Any) -> dict[str, Any]:
    days = {"first": office.first.isoformat(), "last": office.last.isoformat()}
    return {"role": office.role, "of": office.of, **days, "sources": [source(s) for s in office.statements]}


def link(found: Link) -> dict[str, Any]:
    """One link of a chain, with its source."""
    told = {k: getattr(found, k) for k in ("status", "window", "moved_from", "moved", "reason", "news", "speaker")}
    meant = (
        {"person": found.meant.person.id, "name": found.meant.person.name, "rule": found.meant.rule}
        if found.meant
        else None
    )
    return {"said": found.said.isoformat(), **told, "speaker_meant": meant, "source": source(found.statement)}


def thread(found: Thread) -> dict[str, Any]:
    """A thread with its links."""
    return {
        **entity(found.entity),
        "as_of": found.as_of.isoformat(),
        "status": found.status,
        "closed": found.closed,
        "closed_by": found.closed_by.id if found.closed_by else None,
        "succeeded_by": found.succeeded_by,
        "windows": list(found.windows),
        "slip_days": [found.slip.low, found.slip.high] if found.slip else None,
        "slip_reasons": list(found.reasons),
        "last_heard": found.last_heard.isoformat(),
        "silent_days": found.silent,
        "silent": found.is_silent,
        "overdue_days": found.overdue,
        "announced": found.announced,
        "rules": found.rules,
        "notes": [{"by": j.by, "on": j.on.isoformat(), "reason": j.reason} for j in found.notes],
        "links": [link(one) for one in found.links],
    }


def change(found: Change) -> dict[str, Any]:
    """A change with its sources."""
    told = {"change": found.sort, "entity": found.entity, "told": found.told}
    return {**told, "sources": [source(s) for s in found.statements]}


def full(view: View, found: Entity) -> dict[str, Any]:
    """Everything on one entity: its thread where it is followed, else its statements; who chairs it."""
    if view.follows(found):
        concerned = (
            [{"id": t.id, "status": t.status} for t in view.concerned(found)] if isinstance(found, Undertaking) else []
        )
        beside = {"concerns": concerned} if isinstance(found, Undertaking) else {}
        return {**thread(view.thread(found)), **beside, "figures": [_figure(s) for s in view.figures(found)]}
    told = {**entity(found), "sources": [source(s) for s in found.statements]}
    if isinstance(found, Body):
        chairs = [(c, c.first.isoformat(), c.last.isoformat()) for c in view.record.chairs(found)]
        told["chairs"] = [
            {"name": c.name, "person": c.person, "of": c.of, "first": first, "last": last} for c, first, last in chairs
        ]
    if isinstance(found, Place):
        threads = [view.thread(e) for e in view.at(found)]
        told["here"] = [{"id": t.id, "status": t.status, "date": t.windows[-1] if t.windows else None} for t in threads]
    return told
