"""Acts in the journal: who added what, what is withheld from whom until when, private notes, roles and groups."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, or_, select

from servanda.record import Act, ActKind
from servanda.store import journal, schema
from servanda.store.engines import Database
from servanda.store.moments import instant, moment

_ENDING = ("embargo", "lifted")


def append(connection: Connection, database: Database, act: Act, *, at: dt.datetime) -> Act:
    """Append one act, inside the caller's transaction; it is given back with the time at which it was taken in."""
    database.lock_journal(connection)
    draft = journal.begin(connection, database, moment(at))
    taken = journal.act(draft, act)
    journal.write(connection, draft)
    return taken


def acts(
    connection: Connection, *, kinds: tuple[ActKind, ...] = (), subject: str | None = None, id_: str | None = None
) -> Iterator[Act]:
    """The acts asked for, oldest first."""
    a = schema.act.c
    query = select(schema.act).order_by(a.seq)
    if kinds:
        query = query.where(a.kind.in_(kinds))
    if subject is not None:
        query = query.where(a.subject == subject)
    if id_ is not None:
        query = query.where(a.id == id_)
    return map(_unpacked, connection.execute(query))


def _unpacked(row: Row[Any]) -> Act:
    until = dt.date.fromisoformat(row.until) if row.until else None
    return Act(
        kind=row.kind,
        subject=row.subject,
        by=row.by,
        circle=row.circle,
        until=until,
        told=row.told,
        at=instant(row.at),
    )


def withheld(circles: tuple[str, ...]) -> Select[Any]:
    """The documents that are under embargo today for whoever belongs to these groups only.

    The newest word on a document counts: an embargo, or its end. One without a day lasts until it is lifted.
    """
    a, later = schema.act.c, schema.act.alias("later")
    today = dt.datetime.now(dt.UTC).date().isoformat()
    newer = select(later.c.seq).where(later.c.kind.in_(_ENDING), later.c.subject == a.subject, later.c.seq > a.seq)
    query = select(a.subject).where(a.kind == "embargo", or_(a.until.is_(None), a.until > today), ~newer.exists())
    return query.where(a.circle.not_in(circles)) if circles else query


def open_to(document: ColumnElement[str], circles: tuple[str, ...] | None) -> list[ColumnElement[bool]]:
    """Clauses that leave a document out while it is under embargo for others; none where everything is asked for."""
    return [] if circles is None else [document.not_in(withheld(circles))]
