"""The tables that pages are made of: which documents belong to which scope, and the answers of each, encoded.

All of it is derived from the journal. Answers of a scope are written under a new version and the old ones stay until they are swept, so
that a page that was begun is finished from one piece.
"""

from __future__ import annotations

import datetime as dt
import json
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Final, NamedTuple, TypeVar

from sqlalchemy import Connection, Delete, Engine, Row, Select, Table, delete, func, insert, or_, select, update
from sqlalchemy.engine import URL

from servanda.store import schema
from servanda.store.decisions import judgements_after
from servanda.store.engines import STEM_TABLES, Database, Values
from servanda.store.opening import ask, write

T = TypeVar("T")
_PAGE: Final = 500  # values of one IN
#: How the answers are encoded and what they hold: raised with every change of that, so that older ones are made anew.
FORM: Final = 2

scope, placed, leaf = schema.scope, schema.scope_reading, schema.leaf


class Belonging(NamedTuple):
    """A document as the shelf files it: its scopes, the one that it is about first, and what a search narrows it by.

    ``stems`` is None where they are there already.
    """

    document: str
    reading: int
    scopes: tuple[str, ...]
    day: str
    language: str
    outlet: str
    kinds: tuple[str, ...]
    countries: tuple[str, ...]
    stems: str | None


class Standing(NamedTuple):
    """How the answers of a scope stand: the version to read (0: none yet), whether something was said since, its line.

    ``touched`` is the entry of the journal that last changed what they say.
    """

    code: str
    version: int
    touched: int
    stale: bool
    line: bytes | None


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the shelf is: the last entry of the journal that it knows of, the last there is, what was withheld then."""

    seen: int
    entries: int
    withheld: frozenset[str]


class Shelving:
    """The derived tables of pages in a ledger's database."""

    def __init__(self, *, engine: Engine, url: URL, kind: Database) -> None:
        self._engine = engine
        self._url = url
        self._database = kind

    # ---- how far it is ------------------------------------------------------------------------------------------------

    def progress(self) -> Progress:
        """How far the shelf is behind the journal."""

        def question(connection: Connection) -> Progress:
            told: dict[str, str] = {name: value for name, value in connection.execute(select(schema.shelved))}  # noqa: C416
            entries = connection.execute(select(func.max(schema.entry.c.seq))).scalar() or 0
            seen = int(told.get("seen", 0)) if told.get("form") == str(FORM) else -1
            return Progress(seen, entries, frozenset(json.loads(told.get("withheld", "[]"))))

        return self._ask(question)

    def clear(self) -> None:
        """Empty everything, to begin anew."""

        def change(connection: Connection) -> None:
            for table in schema.SHELF:
                connection.execute(delete(table))
            for table_of_stems in STEM_TABLES:
                self._database.empty(connection, table_of_stems)
            connection.execute(insert(schema.shelved), [{"name": "form", "value": str(FORM)}])

        self._write(change)

    # ---- filing what came in -------------------------------------------------------------------------------------------

    def new_readings(self, seen: int, limit: int) -> tuple[tuple[int, ...], int]:
        """The next readings behind an entry, and the entry up to which these are all."""
        r = schema.reading.c

        def question(connection: Connection) -> tuple[tuple[int, ...], int]:
            entries = connection.execute(select(func.max(schema.entry.c.seq))).scalar() or 0
            query = select(r.seq).where(r.seq > seen, r.seq <= entries).order_by(r.seq).limit(limit)
            found = tuple(connection.execute(query).scalars())
            return found, found[-1] if len(found) == limit else entries

        return self._ask(question)

    def judged(self, seen: int, upto: int) -> dict[str, int]:
        """The documents, with their readings, whose claims the judgements between two entries speak of, also by what they take back."""

        def question(connection: Connection) -> dict[str, int]:
            claims = sorted(judgements_after(connection, seen, upto))
            found = (row for part in _parts(claims) for row in connection.execute(_documents_of(part)))
            return {row.document: row.reading for row in found}

        return self._ask(question)

    def file(
        self, belongings: Sequence[Belonging], *, touched: Collection[str] = (), upto: int, withheld: Collection[str]
    ) -> None:
        """File documents under their scopes, in one transaction; the scopes of these and of the documents touched are to be made anew."""

        def change(connection: Connection) -> None:
            documents = sorted({*(b.document for b in belongings), *touched})
            stale = {s for part in _parts(documents) for s in connection.execute(_scopes_of(part)).scalars()}
            self._forget(connection, [b.document for b in belongings])
            self._enter(connection, belongings)
            stale |= {code for b in belongings for code in b.scopes}
            self._touch(connection, sorted(stale), upto)
            told = {"seen": str(upto), "withheld": json.dumps(sorted(withheld))}
            connection.execute(delete(schema.shelved).where(schema.shelved.c.name.in_(list(told))))
            connection.execute(insert(schema.shelved), [{"name": n, "value": v} for n, v in told.items()])

        self._write(change)

    def _forget(self, connection: Connection, documents: Sequence[str]) -> None:
        for part in _parts(documents):
            for table in (placed, schema.searched):
                connection.execute(delete(table).where(table.c.document.in_(part)))

    def _enter(self, connection: Connection, belongings: Sequence[Belonging]) -> None:
        newest = {b.document: b for b in belongings}
        rows: dict[Table, list[Values]] = {
            placed: [
                (code, b.document, b.reading, rank, "") for b in newest.values() for rank, code in enumerate(b.scopes)
            ],
            schema.searched: [
                (b.reading, b.document, b.day, b.language, b.outlet, *map(" ".join, (b.kinds, b.countries, b.scopes)))
                for b in newest.values()
            ],
        }
        for table, made in rows.items():
            if made:
                self._database.load(connection, table, made)
        stems = [(b.reading, b.stems) for b in newest.values() if b.stems is not None]
        self._database.index(connection, STEM_TABLES[0], stems)

    def _touch(self, connection: Connection, codes: Sequence[str], entry: int) -> None:
        for part in _parts(codes):
            known = set(connection.execute(select(scope.c.code).where(scope.c.code.in_(part))).scalars())
            connection.execute(update(scope).where(scope.c.code.in_(part)).values(touched=entry))
            fresh = [{"code": c, "touched": entry, "made": -1, "version": 0} for c in part if c not in known]
            if fresh:
                connection.execute(insert(scope), fresh)

    # ---- making answers --------------------------------------------------------------------------------------------------

    def waiting(self, day: dt.date) -> tuple[str, ...]:
        """The scopes whose answers are to be made anew, those with the fewest documents first."""
        count = select(func.count()).where(placed.c.scope == scope.c.code).scalar_subquery()
        query = select(scope.c.code).where(_is_stale(day)).order_by(count, scope.c.code)
        return self._ask(lambda c: tuple(c.execute(query).scalars()))

    def readings(self, code: str) -> dict[str, int]:
        """The documents of a scope, each with the reading that counts, in the order in which they were read."""
        query = select(placed.c.document, placed.c.reading).where(placed.c.scope == code).order_by(placed.c.reading)
        return self._ask(lambda c: {document: reading for document, reading in c.execute(query)})  # noqa: C416

    def put(
        self,
        code: str,
        leaves: Iterable[tuple[str, str, bytes]],
        *,
        line: bytes | None,
        seen: int,
        until: dt.date | None,
        addresses: Mapping[str, str],
        bodies: Mapping[str, str],
    ) -> int:
        """Put the answers of a scope, as of an entry of the journal, in the place of the older ones; their version."""

        def change(connection: Connection) -> int:
            version = int(connection.execute(select(func.max(scope.c.version))).scalar() or 0) + 1
            self._load(connection, leaf, [(code, version, *one) for one in leaves])
            named = schema.thing_address
            connection.execute(delete(named).where(named.c.scope == code))
            self._load(connection, named, [(address, code, target) for address, target in addresses.items()])
            self._speak(connection, code, bodies)
            told = {"made": seen, "version": version, "line": line, "until": until.isoformat() if until else None}
            connection.execute(update(scope).where(scope.c.code == code).values(told))
            return version

        return self._write(change)

    def _load(self, connection: Connection, table: Table, rows: list[Values]) -> None:
        if rows:
            self._database.load(connection, table, rows)

    def _speak(self, connection: Connection, code: str, bodies: Mapping[str, str]) -> None:
        """Note of which bodies the documents of a scope speak, where that is news."""
        by: dict[str, list[str]] = defaultdict(list)
        for document, named in connection.execute(
            select(placed.c.document, placed.c.bodies).where(placed.c.scope == code)
        ):
            if bodies.get(document, "") != named:
                by[bodies.get(document, "")].append(document)
        for told, documents in by.items():
            for part in _parts(documents):
                these = (placed.c.scope == code, placed.c.document.in_(part))
                connection.execute(update(placed).where(*these).values(bodies=told))

    def sweep(self) -> None:
        """Take away answers that newer ones have replaced."""
        current = select(scope.c.version).where(scope.c.code == leaf.c.scope).scalar_subquery()
        old = select(leaf.c.scope, leaf.c.version).distinct().where(leaf.c.version < current)
        for code, version in self._ask(lambda c: list(c.execute(old))):
            self._write(partial(_run, delete(leaf).where(leaf.c.scope == code, leaf.c.version == version)))

    # ---- reading answers -------------------------------------------------------------------------------------------------

    def standing(self, codes: Sequence[str] | None, day: dt.date) -> tuple[Standing, ...]:
        """How the answers of some scopes, or of all, stand."""
        own = (scope.c.code, scope.c.version, scope.c.touched)
        query = select(*own, _is_stale(day).label("stale"), scope.c.line)
        query = query.order_by(scope.c.code) if codes is None else query.where(scope.c.code.in_(codes))
        return self._ask(
            lambda c: tuple(Standing(r.code, r.version, r.touched, bool(r.stale), r.line) for r in c.execute(query))
        )

    def leaves(self, code: str, version: int, page: str, parts: Sequence[str]) -> dict[str, bytes]:
        """The leaves of some parts of a page."""
        of_page = select(leaf.c.part, leaf.c.data)
        of_page = of_page.where(leaf.c.scope == code, leaf.c.version == version, leaf.c.page == page)

        def question(connection: Connection) -> dict[str, bytes]:
            return {
                part: data
                for some in _parts(parts)
                for part, data in connection.execute(of_page.where(leaf.c.part.in_(some)))
            }

        return self._ask(question)

    def addressed(self, address: str) -> tuple[tuple[str, str], ...]:
        """The scopes in which something goes by an address, each with the address that it has there now."""
        named = schema.thing_address.c
        query = select(named.scope, named.target).where(named.address == address).order_by(named.scope)
        return self._ask(lambda c: tuple((row.scope, row.target) for row in c.execute(query)))

    def scopes_of(self, document: str) -> tuple[str, ...]:
        """The scopes that a document belongs to, the one that it is about first."""
        query = select(placed.c.scope).where(placed.c.document == document).order_by(placed.c.rank)
        return self._ask(lambda c: tuple(c.execute(query).scalars()))

    def scopes_among(self, documents: Collection[str]) -> frozenset[str]:
        """The scopes that any of some documents belongs to."""
        return self._ask(
            lambda c: frozenset(s for part in _parts(sorted(documents)) for s in c.execute(_scopes_of(part)).scalars())
        )

    def catalogue(self, after: int) -> Sequence[Row[Any]]:
        """What a search narrows documents by, those of readings behind one, in the order of reading."""
        s = schema.searched
        query = select(s).where(s.c.reading > after).order_by(s.c.reading)
        return self._ask(lambda c: c.execute(query).all())

    def speaking(self, after: int) -> tuple[int, list[tuple[str, str]]]:
        """The bodies that documents speak of, in scopes of versions behind one, and the newest version."""

        def question(connection: Connection) -> tuple[int, list[tuple[str, str]]]:
            newest = connection.execute(select(func.max(scope.c.version))).scalar() or 0
            joined = placed.join(scope, scope.c.code == placed.c.scope)
            query = select(placed.c.document, placed.c.bodies).select_from(joined).where(placed.c.bodies != "")
            rows = connection.execute(query.where(scope.c.version > after))
            return newest, [(row.document, row.bodies) for row in rows]

        return self._ask(question)

    def matching(self, stems: Sequence[Sequence[tuple[tuple[str, ...], bool]]], limit: int) -> list[int]:
        """The readings whose stems hold, for each term, any of its forms; the newest of so many at most."""
        return self._ask(lambda c: self._database.all_of(c, STEM_TABLES[0], stems, limit))

    def _ask(self, question: Callable[[Connection], T]) -> T:
        return ask(self._engine, self._url, question)

    def _write(self, change: Callable[[Connection], T]) -> T:
        return write(self._engine, self._url, change)


def _run(statement: Delete, connection: Connection) -> None:
    connection.execute(statement)


def _is_stale(day: dt.date) -> Any:
    return or_(scope.c.touched > scope.c.made, scope.c.until <= day.isoformat())


def _parts(values: Iterable[str]) -> Iterator[list[str]]:
    """Values in portions that one statement may hold."""
    listed = list(values)
    return (listed[i : i + _PAGE] for i in range(0, len(listed), _PAGE))


def _scopes_of(documents: Sequence[str]) -> Select[Any]:
    return select(placed.c.scope).where(placed.c.document.in_(documents)).distinct()


def _documents_of(claims: Sequence[str]) -> Select[Any]:
    c, s = schema.claim.c, schema.searched.c
    return select(s.document, s.reading).where(s.reading == c.reading, c.id.in_(claims)).distinct()
