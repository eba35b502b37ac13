"""Reports for tests, in few words: what each says and when; quotes are made up of what is stated."""

from __future__ import annotations

import datetime as dt
import itertools
from dataclasses import fields
from typing import Any

from servanda.record import KIND_BY_NAME, Body, Claim, Commitment, Event, Instrument, Meeting, Person
from servanda.resolve import Record, Report, Source

PAIR = ("AZ", "RU")
_KINDS = {
    "session": Meeting,
    "talks": Meeting,
    "event": Event,
    "paper": Instrument,
    "duty": Commitment,
    "person": Person,
    "body": Body,
}
_USUAL: dict[str, dict[str, Any]] = {
    "session": {"kind": "session", "body": "Intergovernmental Commission on Economic Cooperation", "countries": PAIR},
    "talks": {"kind": "talks", "countries": PAIR},
    "event": {"status": "planned"},
    "paper": {"kind": "agreement", "status": "signed", "countries": PAIR},
    "duty": {"who": PAIR, "status": "planned", "strength": "planned"},
    "person": {},
    "body": {"kind": "working group", "status": "working", "countries": PAIR},
}
_NUMBERS = itertools.count(1)


def told(kind: str, /, **stated: Any) -> tuple[str, dict[str, Any]]:
    """One thing that a report states."""
    return kind, stated


def report(said: str | None, *things: tuple[str, dict[str, Any]], name: str | None = None, **source: Any) -> Report:
    """A report published on a day (None: on no day that it tells), stating things in this order."""
    name = name or f"r{next(_NUMBERS):04}"
    claims = []
    for place, (kind, stated) in enumerate(things):
        at = {"document": name, "start": 1000 * place, "end": 1000 * place + 50, "quote": f"{kind} {stated}"}
        claims.append(_KINDS[kind](**{**at, **_USUAL[kind], **stated}))
    day = dt.date.fromisoformat(said) if said else None
    learned = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
    return Report(
        Source(document=name, name=name, published=day, **{"learned": learned, "language": "en", **source}),
        tuple(claims),
    )


def from_facts(told: dict[str, Any], number: int) -> tuple[Report, dict[str, str]]:
    """A real report that is kept as facts (see `tests/quality`), as a reader would give it, with the identity behind each claim."""
    document = f"{number:020}"
    claims, identities = [], {}
    for place, fact in enumerate(told["facts"]):
        kind = KIND_BY_NAME[fact["type"]]
        stated = {
            k: tuple(v) if isinstance(v, list) else v for k, v in fact.items() if k in _fields(kind) and v is not None
        }
        if "countries" in _fields(kind) and fact["type"] != "figure":
            stated["countries"] = tuple(told["pair"])
        stated.pop("change", None)
        at = {"document": document, "start": 100 * place, "end": 100 * place + 1, "quote": f"fact {place}"}
        claim = kind(**{**_UNTOLD.get(fact["type"], {}), **stated, **at})
        claims.append(claim)
        identities[claim.id] = fact.get("identity", "")
    day = dt.date.fromisoformat(told["published"]) if told["published"] else None
    learned = dt.datetime(2026, 6, 1, tzinfo=dt.UTC)
    source = Source(
        document=document,
        name=told["url"],
        published=day,
        outlet=told["outlet"],
        language=told["language"],
        learned=learned,
    )
    return Report(source, tuple(claims)), identities


_UNTOLD: dict[str, dict[str, Any]] = {"commitment": {"strength": "planned"}}


def _fields(kind: type[Claim]) -> set[str]:
    return {f.name for f in fields(kind)} - {"document", "start", "end", "quote"}


def record(*reports: Report, **asked: Any) -> Record:
    """The record of reports."""
    return Record(reports, **asked)


def claim(reported: Report, number: int = 0) -> Claim:
    """One of the claims of a report."""
    return reported.claims[number]


def ids(found: Record, prefix: str) -> list[str]:
    """The ids of what the record speaks of that begin so."""
    return sorted(i for i in found.entities if i.startswith(prefix))


def snapshot(found: Record) -> dict[str, Any]:
    """All that a record says, for comparing two of them."""
    return {
        "entities": {
            e.id: (type(e), e.name, e.names, e.anchors, e.aliases, e.reasons, repr(e)) for e in found.entities.values()
        },
        "questions": [(q.statement.id, q.candidates, q.reasons) for q in found.questions],
    }
