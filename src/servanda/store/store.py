"""The store: one open journal, and everything that can be asked of it."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, Final, TypeVar

from sqlalchemy import Connection, Engine, Row, Select, func, select
from sqlalchemy.engine import URL

from servanda.record import Act, ActKind, Document, Judgement
from servanda.store import acts, decisions, journal, proof, queries, schema
from servanda.store.answers import Filter, Kept, Noted, Stated, Verification
from servanda.store.engines import Database, database
from servanda.store.moments import instant, moment
from servanda.store.opening import address, ask, open_engine, shown, told_plainly, write
from servanda.store.packing import Parcel, decode_text, inflate, unpack_document
from servanda.store.register import Register
from servanda.store.seen import Seen
from servanda.store.shelving import Shelving

T = TypeVar("T")


_PAGE: Final = 200  # texts that are asked for together


class Store:
    """An append-only journal on SQLite or PostgreSQL.

    ``Store.open("record.db")`` or ``Store.open("postgresql://user@host/name")``; close it, or use it with ``with``.
    """

    def __init__(self, *, engine: Engine, url: URL, kind: Database) -> None:
        self._engine = engine
        self._url = url
        self._database = kind

    @classmethod
    def open(cls, where: str | Path | None = None, *, create: bool = True) -> Store:
        """Open a journal, making it where there is none unless ``create`` is False.

        Raises LedgerError when it is not ours, newer than this program or out of reach.
        """
        url = address(where)
        kind = database(url)
        return cls(engine=open_engine(url, kind, create=create), url=url, kind=kind)

    def close(self) -> None:
        """Let go of the database."""
        self._engine.dispose()

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def where(self) -> str:
        """The address, fit to be printed: a password in it is masked."""
        return shown(self._url)

    @property
    def files(self) -> tuple[Path, ...]:
        """The files that the journal itself lies in; none on a server."""
        if self._url.get_backend_name() != "sqlite" or not self._url.database:
            return ()
        return tuple(Path(self._url.database + end).resolve() for end in ("", "-wal", "-shm", "-journal"))

    def __repr__(self) -> str:
        return f"Store({self.where!r})"

    def append(self, parcels: Sequence[Parcel], *, at: dt.datetime) -> tuple[bool, ...]:
        """Write parcels in one transaction, durably; whether each told anything new."""
        return self._write(lambda connection: journal.append(connection, self._database, parcels, at=moment(at)))

    def seen(self, hashes: Iterable[str]) -> dict[str, tuple[Seen, ...]]:
        """Every time that these original bytes were opened before, oldest first."""
        return self._ask(lambda connection: journal.seen(connection, hashes))

    def named(self, readings: Iterable[int]) -> dict[int, tuple[str, str, frozenset[str]]]:
        """For each reading: its document, the name it was read under, and every name the document was seen under."""
        r, n = schema.reading.c, schema.document_name.c
        rows = self._all(select(r.seq, r.document, r.name).where(r.seq.in_(list(readings))))
        names: dict[str, set[str]] = defaultdict(set)
        for row in self._all(select(n.document, n.name).where(n.document.in_({row.document for row in rows}))):
            names[row.document].add(row.name)
        return {row.seq: (row.document, row.name, frozenset(names[row.document])) for row in rows}

    def claims(self, asked: Filter | None = None) -> Iterator[Stated]:
        """The claims asked for, one by one."""
        return (claim for _, claim in self.numbered_claims(asked or Filter()))

    def numbered_claims(self, asked: Filter) -> Iterator[tuple[int, Stated]]:
        """The claims asked for with their numbers, behind each of which one can go on later."""
        return self._stream(lambda c: queries.claims(c, self._database, asked))

    def claims_of(self, readings: tuple[int, ...]) -> tuple[Stated, ...]:
        """The claims of given readings, reading by reading."""
        portions = [readings[place : place + _PAGE] for place in range(0, len(readings), _PAGE)]
        return self._ask(
            lambda connection: tuple(s for portion in portions for s in queries.claims_of(connection, portion))
        )

    def kept_of(self, readings: Sequence[int]) -> list[Kept]:
        """The documents of given readings, in the order of these."""
        return self._ask(lambda connection: queries.kept_of(connection, readings))

    def by_id(self, prefix: str, *, circles: tuple[str, ...] | None = ()) -> list[tuple[int, Stated]]:
        """Every reading of the claims whose id begins so, oldest first."""
        return self._ask(lambda connection: queries.by_id(connection, prefix, circles))

    def decide(self, judgement: Judgement, *, at: dt.datetime) -> Judgement:
        """Write one judgement, durably; it is given back with the time at which it was taken in."""
        return self._write(lambda connection: decisions.append(connection, self._database, judgement, at=at))

    def act(self, act: Act, *, at: dt.datetime) -> Act:
        """Write one act, durably; it is given back with the time at which it was taken in."""
        return self._write(lambda connection: acts.append(connection, self._database, act, at=at))

    def acts(self, *, kinds: tuple[ActKind, ...] = (), subject: str | None = None) -> tuple[Act, ...]:
        """The acts of these kinds, of all without one, on a subject or on any; oldest first."""
        return self._ask(lambda connection: tuple(acts.acts(connection, kinds=kinds, subject=subject)))

    def withheld(self, circles: tuple[str, ...] = ()) -> frozenset[str]:
        """The documents that are under embargo today for whoever belongs to these groups only."""
        return frozenset(row.subject for row in self._all(acts.withheld(circles)))

    @property
    def register(self) -> Register:
        """The tables of accounts, in the same database."""
        return Register(engine=self._engine, url=self._url, kind=self._database)

    @property
    def shelving(self) -> Shelving:
        """The tables that pages are made of, in the same database."""
        return Shelving(engine=self._engine, url=self._url, kind=self._database)

    def judgements(self, *, as_known_on: dt.datetime | None = None) -> tuple[Judgement, ...]:
        """Every judgement, oldest first, also those that were taken back."""
        return self._ask(lambda connection: tuple(decisions.judgements(connection, as_known_on=as_known_on)))

    def documents(self, asked: Filter | None = None) -> Iterator[Kept]:
        """The documents asked for, one by one."""
        return (kept for _, kept in self.numbered_documents(asked or Filter()))

    def numbered_documents(self, asked: Filter) -> Iterator[tuple[int, Kept]]:
        """The documents asked for with their numbers."""
        return self._stream(lambda c: queries.documents(c, self._database, asked))

    def problems(self, asked: Filter | None = None) -> Iterator[Noted]:
        """The problems asked for, one by one."""
        return (noted for _, noted in self.numbered_problems(asked or Filter()))

    def numbered_problems(self, asked: Filter) -> Iterator[tuple[int, Noted]]:
        """The problems asked for with their numbers."""
        return self._stream(lambda c: queries.problems(c, asked))

    def document(
        self, id_: str, *, reading: int | None = None, circles: tuple[str, ...] | None = ()
    ) -> Document | None:
        """A document as its newest (or a given) reading has it, with its text; None when it is not there for who asks."""
        r = schema.reading
        query = queries.texts().where(r.c.document == id_, *acts.open_to(r.c.document, circles))
        query = query.where(r.c.seq == reading) if reading else query.order_by(r.c.seq.desc()).limit(1)
        row = self._ask(lambda connection: connection.execute(query).first())
        if row is None:
            return None
        return _unpacked(row)

    def texts(self, ids: Sequence[str]) -> Iterator[Document]:
        """The documents of these ids as their newest readings have them, with their texts, a page at a time."""
        r = schema.reading
        for place in range(0, len(ids), _PAGE):
            newest = (
                select(func.max(r.c.seq)).where(r.c.document.in_(ids[place : place + _PAGE])).group_by(r.c.document)
            )
            yield from map(_unpacked, self._all(queries.texts().where(r.c.seq.in_(newest))))

    def newest_reading(self, document: str) -> int | None:
        """The number of a document's current reading."""
        r = schema.reading.c
        query = select(r.seq).where(r.document == document).order_by(r.seq.desc()).limit(1)
        return self._ask(lambda connection: connection.execute(query).scalar())

    def newest_readings(self) -> dict[str, int]:
        """For every document under no embargo the number of its current reading, in the order in which they were read."""
        r = schema.reading.c
        newest = func.max(r.seq)
        query = select(r.document, newest).where(*acts.open_to(r.document, ())).group_by(r.document).order_by(newest)
        return self._ask(lambda connection: {document: seq for document, seq in connection.execute(query)})  # noqa: C416

    def original(self, sha256: str) -> bytes | None:
        """Original bytes by their SHA-256; None when they are not there."""
        query = select(schema.blob.c.data).where(schema.blob.c.sha256 == sha256)
        data = self._ask(lambda connection: connection.execute(query).scalar())
        return None if data is None else inflate(data)

    def sources(self) -> Iterator[tuple[str, str]]:
        """Hash and newest name of everything that was ever opened, in the order in which it was first seen."""
        s = schema.source.c
        last = 0
        while True:
            query = select(s.seq, s.sha256, s.name).where(s.seq > last).order_by(s.seq).limit(500)
            page = self._all(query)
            if not page:
                return
            first = self._first_seen([row.sha256 for row in page])
            yield from ((row.sha256, row.name) for row in page if first[row.sha256] == row.seq)
            last = page[-1].seq

    def _first_seen(self, hashes: list[str]) -> dict[str, int]:
        s = schema.source.c
        query = select(s.sha256, s.seq).where(s.sha256.in_(hashes)).order_by(s.seq.desc())
        return self._ask(lambda connection: {row.sha256: row.seq for row in connection.execute(query)})

    def head(self) -> tuple[int, str]:
        """How many entries there are, and the newest seal."""
        e = schema.entry.c
        query = select(e.seq, e.hash).order_by(e.seq.desc()).limit(1)
        row = self._ask(lambda connection: connection.execute(query).first())
        return (row.seq, row.hash) if row else (0, journal.GENESIS)

    def verify(self, *, expected: str | None = None) -> Verification:
        """Check every seal, hash and row; see :func:`servanda.store.proof.verify`."""
        return self._ask(lambda connection: proof.verify(connection, expected=expected))

    def _all(self, query: Select[Any]) -> list[Row[Any]]:
        return self._ask(lambda connection: list(connection.execute(query)))

    def _ask(self, question: Callable[[Connection], T]) -> T:
        return ask(self._engine, self._url, question)

    def _write(self, change: Callable[[Connection], T]) -> T:
        return write(self._engine, self._url, change)

    def _stream(self, question: Callable[[Connection], Iterator[T]]) -> Iterator[T]:
        with told_plainly(self._url), self._engine.connect() as connection:
            yield from question(connection)


def _unpacked(row: Row[Any]) -> Document:
    return unpack_document(row.facts, decode_text(inflate(row.data)), instant(row.learned))
