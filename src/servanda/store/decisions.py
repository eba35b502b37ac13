"""Judgements in the journal: sealed like every other fact, and read back as they were made."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace

import msgspec
from sqlalchemy import Connection, select

from servanda.record import Judgement
from servanda.store import journal, schema
from servanda.store.engines import Database
from servanda.store.moments import instant, moment
from servanda.store.packing import printable


def append(connection: Connection, database: Database, judgement: Judgement, *, at: dt.datetime) -> Judgement:
    """Append one judgement, inside the caller's transaction; it is given back with the time at which it was taken in."""
    database.lock_journal(connection)
    draft = journal.begin(connection, database, moment(at))
    taken = replace(judgement, at=instant(draft.at))
    row = {
        "id": taken.id,
        "kind": taken.kind,
        "subject": printable(taken.subject),
        "by": printable(taken.by),
        "on": taken.on.isoformat(),
        "at": draft.at,
        "judgement": msgspec.json.encode(taken, order="sorted").decode(),
    }
    seq = draft.enter("judgement", taken.id, row)
    draft.put(schema.judgement, {"seq": seq, **row})
    journal.write(connection, draft)
    return taken


def judgements(connection: Connection, *, as_known_on: dt.datetime | None = None) -> Iterator[Judgement]:
    """Every judgement, oldest first; those known at a moment where one is given."""
    j = schema.judgement.c
    query = select(j.judgement).order_by(j.seq)
    if as_known_on is not None:
        query = query.where(j.at <= moment(as_known_on))
    for (told,) in connection.execute(query):
        yield msgspec.json.decode(told, type=Judgement)


def judgements_after(connection: Connection, seen: int, upto: int) -> set[str]:
    """The claims that judgements between two entries of the journal speak of, also those of a judgement that one of them takes back."""
    j = schema.judgement.c
    found: set[str] = set()
    query = select(j.judgement).where(j.seq > seen, j.seq <= upto)
    told = [msgspec.json.decode(one, type=Judgement) for one in connection.execute(query).scalars()]
    while told:
        judged = told.pop()
        if judged.kind == "withdraw":
            taken = connection.execute(select(j.judgement).where(j.id == judged.subject)).scalar()
            told += [msgspec.json.decode(taken, type=Judgement)] if taken else []
        anchors = (*judged.anchors, *judged.others)
        found |= {judged.subject, *(anchor.partition(":")[2].partition("#")[0] for anchor in anchors)}
    return found
