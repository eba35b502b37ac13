"""Backup and restore: a ledger as one SQLite file, whichever database it lives in, proved by its seals on both ways.

Of SQLite the pages are copied while others read and write; of PostgreSQL the rows of one snapshot. The file is a ledger itself: any command
can ask it.
"""

from __future__ import annotations

import os
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from itertools import islice
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Connection, Table, select
from sqlalchemy.engine import URL

from servanda.problems import LedgerError
from servanda.store import queries, schema
from servanda.store.answers import Verification
from servanda.store.engines import Database, Sqlite, database
from servanda.store.journal import IN_ORDER
from servanda.store.opening import address, make, open_engine, shown, told_plainly
from servanda.store.packing import searched_by, unpack_claim
from servanda.store.proof import verify
from servanda.store.words import words

#: Rows that are copied: parents before children; what pages are made of is made again where it is wanted.
_COPIED: Final = (*IN_ORDER, *schema.ACCOUNTS, schema.country_set)
_ROWS: Final = 500
_TEXTS: Final = 100


def backup(where: str | Path | None, file: Path) -> Verification:
    """Write a ledger into a new file and prove the copy.

    Raises LedgerError when the file is there already, or the copy does not hold.
    """
    url = address(where)
    with told_plainly(url), _appearing(file) as part:
        open_engine(url, database(url), create=False).dispose()
        if isinstance(database(url), Sqlite):
            _copy_pages(str(url.database), part)
            with closing(sqlite3.connect(part)) as copied:
                copied.execute("PRAGMA journal_mode=DELETE")  # one file, with no log beside it
        else:
            _copy_rows(url, address(part), snapshot=True)
        return _proved(address(part), str(file), expected=None)


def restore(file: Path, where: str | Path | None, *, expected: str | None = None) -> Verification:
    """Make a ledger anew from a backup and prove it; ``expected`` is a seal that it must hold.

    Raises LedgerError when there is something at the place already, or when the backup does not hold; nothing is left there then.
    """
    url = address(where)
    if not file.is_file():
        raise LedgerError(f"there is no backup at {file}")
    with told_plainly(url), tempfile.TemporaryDirectory(prefix="servanda-restore-") as room:
        if isinstance(database(url), Sqlite):
            if not url.database or url.database == ":memory:":
                raise LedgerError("a ledger is restored into a file or a PostgreSQL database")
            with _appearing(Path(url.database)) as part:
                found = _restored(file, part, expected)
        else:
            copy = str(Path(room, "copy.db"))
            found = _restored(file, copy, expected)
            _copy_rows(address(copy), url, snapshot=False)
    return found


def _restored(file: Path, part: str, expected: str | None) -> Verification:
    """A proved copy of a backup, brought to the tables of this program."""
    _copy_pages(str(file), part)
    url, kind = address(part), Sqlite()
    engine = open_engine(url, kind, create=False)
    try:
        kind.settle(engine)
    finally:
        engine.dispose()
    return _proved(url, str(file), expected=expected)


def _proved(url: URL, told: str, *, expected: str | None) -> Verification:
    engine = database(url).connect(url)
    try:
        with engine.connect() as connection:
            found = verify(connection, expected=expected)
    finally:
        engine.dispose()
    if not found.ok:
        raise LedgerError(f"{told} does not hold: {'; '.join(found.faults[:3])}")
    return found


@contextmanager
def _appearing(file: Path) -> Iterator[str]:
    """A file that appears whole, and only where none is; closed to other users, for it holds accounts."""
    if file.exists() or Path(f"{file}-wal").exists():
        raise LedgerError(f"{file} is there already; nothing was overwritten")
    if not file.parent.is_dir():
        raise LedgerError(f"the folder {file.parent} does not exist")
    handle, part = tempfile.mkstemp(prefix=f".{file.name}.", dir=file.parent)
    os.close(handle)
    try:
        yield part
        os.link(part, file)  # unlike a move, this never takes the place of a file that came meanwhile
    except FileExistsError:
        raise LedgerError(f"{file} is there already; nothing was overwritten") from None
    finally:
        for beside in (part, f"{part}-wal", f"{part}-shm", f"{part}-journal"):
            with suppress(FileNotFoundError):
                os.unlink(beside)


def _copy_pages(source: str, target: str) -> None:
    try:
        with closing(sqlite3.connect(source, timeout=60)) as one, closing(sqlite3.connect(target)) as other:
            one.backup(other)
            other.execute("PRAGMA quick_check(1)").fetchall()
    except sqlite3.DatabaseError as error:
        raise LedgerError(f"{source} cannot be copied: {error}") from None


def _copy_rows(source: URL, target: URL, *, snapshot: bool) -> None:
    """Copy the rows of one ledger into a place where none is, in one transaction."""
    one, other = database(source), database(target)
    reading, writing = one.connect(source), other.connect(target)
    try:
        if isinstance(other, Sqlite):
            other.settle(writing)
        with reading.connect() as bare, writing.connect().execution_options(writing=True) as told:
            asked = bare.execution_options(isolation_level="REPEATABLE READ") if snapshot else bare
            with told.begin():
                other.lock_schema(told)
                if other.state(told) != "fresh":
                    raise LedgerError(f"there is something in {shown(target)} already; nothing was overwritten")
                make(told, other)
                for table in _COPIED:
                    _copy_table(asked, told, other, table)
                _index(told, other)
    finally:
        reading.dispose()
        writing.dispose()


def _copy_table(source: Connection, target: Connection, kind: Database, table: Table) -> None:
    ordered = select(table).order_by(*table.primary_key.columns)
    rows = iter(source.execution_options(stream_results=True, max_row_buffer=_ROWS).execute(ordered))
    while page := [tuple(row) for row in islice(rows, _ROWS)]:
        kind.load(target, table, page)


def _index(connection: Connection, kind: Database) -> None:
    """Fill the full-text index of words again: it is not of the same shape on both databases."""
    r, c = schema.reading.c, schema.claim.c
    readings = list(connection.execute(select(r.seq).order_by(r.seq)).scalars())
    for some in _portions(readings, _TEXTS):
        texts = queries.texts_of(connection, some)
        kind.index(connection, "document_words", [(seq, " ".join(words(text))) for seq, text in texts])
        claims = connection.execute(select(c.seq, c.kind, c.claim).where(c.reading.in_(some)).order_by(c.seq))
        told = [(row.seq, " ".join(words(searched_by(unpack_claim(row.kind, row.claim))))) for row in claims]
        kind.index(connection, "claim_words", told)


def _portions(values: list[Any], size: int) -> Iterator[list[Any]]:
    return (values[place : place + size] for place in range(0, len(values), size))
