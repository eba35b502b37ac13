"""Proving the journal: every seal, every hash and every row, from the first entry to the last."""

from __future__ import annotations

import hashlib
import zlib
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, Row, Table, func, select

from servanda.store import schema
from servanda.store.answers import Verification
from servanda.store.journal import GENESIS, payload_hash, seal
from servanda.store.packing import ClaimRow, ProblemRow, inflate

_PAGE = 500
_ENOUGH = 100  # faults after which looking for more helps nobody
_TABLES = {
    "source": schema.source,
    "document": schema.document,
    "name": schema.document_name,
    "judgement": schema.judgement,
    "act": schema.act,
}


def verify(connection: Connection, *, expected: str | None = None) -> Verification:
    """Check the whole journal; ``expected`` is a seal that was noted earlier and must still be in it."""
    faults: list[str] = []
    entries, head = 0, GENESIS
    expected_met = expected is None
    for page in _pages(connection):
        hashes = _payloads(connection, page)
        for row in page:
            entries += 1
            faults += _faults_of(row, seq=entries, previous=head, payload=hashes.get(row.seq))
            head = row.hash
            expected_met = expected_met or row.hash == expected
        if len(faults) >= _ENOUGH:
            break
    else:
        faults += [*_unaccounted(connection), *_damaged(connection)]
    if not expected_met:
        faults.append(f"the seal {expected} is not in the journal: entries after it were cut off or made anew")
    return Verification(entries=entries, head=head, faults=tuple(faults[:_ENOUGH]))


def _pages(connection: Connection) -> Iterator[list[Row[Any]]]:
    e = schema.entry.c
    last = -1
    while True:
        page = list(connection.execute(select(schema.entry).where(e.seq > last).order_by(e.seq).limit(_PAGE)))
        if not page:
            return
        yield page
        last = page[-1].seq


def _faults_of(row: Row[Any], *, seq: int, previous: str, payload: str | None) -> Iterator[str]:
    what = f"entry {row.seq} ({row.kind} {row.subject})"
    if row.seq != seq:
        yield f"{what}: entry {seq} should stand here"
    if row.previous != previous:
        yield f"{what}: does not follow the entry before it"
    sealed = seal(
        previous=row.previous, seq=row.seq, kind=row.kind, subject=row.subject, at=row.at, payload=row.payload
    )
    if row.hash != sealed:
        yield f"{what}: the seal is not its own"
    if payload is None:
        yield f"{what}: its rows are gone"
    elif row.payload != payload:
        yield f"{what}: its rows were changed"


def _payloads(connection: Connection, page: list[Row[Any]]) -> dict[int, str]:
    """The hash of the rows of each entry of a page, as the tables hold them now."""
    first, last = page[0].seq, page[-1].seq
    hashes: dict[int, str] = {}
    for table in _TABLES.values():
        for seq, row in _rows(connection, table, first, last):
            hashes[seq] = payload_hash(row)
    claims = _grouped(connection, schema.claim, ClaimRow, first, last)
    problems = _grouped(connection, schema.problem, ProblemRow, first, last)
    for seq, row in _rows(connection, schema.reading, first, last):
        hashes[seq] = payload_hash((row, claims[seq], problems[seq]))
    hashes.update(_failures(connection, page))
    return hashes


def _rows(connection: Connection, table: Table, first: int, last: int) -> Iterator[tuple[int, dict[str, Any]]]:
    for found in connection.execute(select(table).where(table.c.seq.between(first, last))):
        row = dict(found._mapping)
        yield row.pop("seq"), row


def _grouped(
    connection: Connection, table: Table, shape: type[ClaimRow] | type[ProblemRow], first: int, last: int
) -> dict[int, list[Any]]:
    columns = [table.c[name] for name in shape._fields]
    query = select(table.c.reading, *columns).where(table.c.reading.between(first, last)).order_by(table.c.seq)
    grouped: dict[int, list[Any]] = defaultdict(list)
    for reading, *row in connection.execute(query):
        grouped[reading].append(row)
    return grouped


def _failures(connection: Connection, page: list[Row[Any]]) -> Iterator[tuple[int, str]]:
    asked = {row.subject: row.seq for row in page if row.kind == "problem"}
    p = schema.problem.c
    query = select(*(p[name] for name in ProblemRow._fields), p.at).where(p.reading.is_(None), p.id.in_(list(asked)))
    for *row, at in connection.execute(query) if asked else ():
        yield asked[row[0]], payload_hash((row, at))


def _unaccounted(connection: Connection) -> Iterator[str]:
    """Rows that no entry speaks of."""
    e, r = schema.entry.c, schema.reading.c
    counts = connection.execute(select(e.kind, func.count()).group_by(e.kind))
    entered: dict[str, int] = {kind: count for kind, count in counts}  # noqa: C416 - rows are not pairs to mypy
    sums = select(func.coalesce(func.sum(r.claims), 0), func.coalesce(func.sum(r.problems), 0))
    claims, problems = connection.execute(sums).one()
    counted: list[tuple[Table, int]] = [(table, entered.get(kind, 0)) for kind, table in _TABLES.items()]
    counted += [(schema.reading, entered.get("reading", 0)), (schema.claim, claims)]
    counted += [(schema.problem, problems + entered.get("problem", 0))]
    for table, expected in counted:
        found = connection.execute(select(func.count()).select_from(table)).scalar()
        if found != expected:
            yield f"table {table.name}: {found} rows where the entries speak of {expected}"


def _damaged(connection: Connection) -> Iterator[str]:
    """Original bytes and texts that are gone or no longer have their hash."""
    for table, named in ((schema.blob, schema.source.c.sha256), (schema.text, schema.reading.c.text)):
        kind = "original bytes" if table is schema.blob else "text"
        missing = select(named).where(named.not_in(select(table.c.sha256))).distinct()
        if table is schema.text:  # a text that is the original bytes is kept once, with them
            missing = missing.where(named.not_in(select(schema.blob.c.sha256)))
        for (sha256,) in connection.execute(missing):
            yield f"{kind} {sha256}: gone"
        rows = connection.execution_options(stream_results=True, max_row_buffer=20).execute(select(table))
        for row in rows:
            if not _is_whole(row):
                yield f"{kind} {row.sha256}: changed"


def _is_whole(row: Row[Any]) -> bool:
    try:
        data = inflate(row.data)
    except zlib.error:
        return False
    return bool(hashlib.sha256(data).hexdigest() == row.sha256 and len(data) == row.size)
