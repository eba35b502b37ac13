"""The two databases: what differs between SQLite and PostgreSQL, and nothing else.

Each class gives the same small set of methods; the rest of the store does not know which one it works on.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, Final, Protocol

from sqlalchemy import Connection, Engine, Table, TextualSelect, column, create_engine, event, text
from sqlalchemy.engine import URL
from sqlalchemy.exc import OperationalError

from servanda.problems import LedgerError
from servanda.store.schema import VERSION_TABLE
from servanda.store.words import Term

#: What `file` and PRAGMA application_id show for a ledger: the letters SRVD.
APPLICATION_ID: Final = 0x53525644
_BUSY_SECONDS: Final = 60
#: Connections of one program: each of SQLite may take as much memory as its cache; who finds none free waits for one.
_POOL: Final[dict[str, Any]] = {"pool_size": 10, "max_overflow": 14, "pool_timeout": 60}
_PIECE: Final = 10_000  # words; PostgreSQL counts positions up to 16,383 in one tsvector
_LOCK: Final = 0x5E_2A_4D_A  # any number, the same in every program, that stands for "making the tables"

#: The full-text tables: those of words are filled as sources come in, those of stems when a shelf is made.
WORD_TABLES: Final = ("document_words", "claim_words")
STEM_TABLES: Final = ("document_stems",)
Numbered = Iterable[tuple[int, str]]
#: What is looked for: of each term any of its forms.
Forms = Sequence[Sequence[Term]]
#: A row as its values, in the order of the table's columns.
Values = tuple[Any, ...]


class Database(Protocol):
    """What the store asks of a database."""

    name: str

    def connect(self, url: URL) -> Engine: ...
    def state(self, connection: Connection) -> str: ...
    def settle(self, engine: Engine) -> None: ...
    def lock_schema(self, connection: Connection) -> None: ...
    def mark(self, connection: Connection) -> None: ...
    def lock_journal(self, connection: Connection) -> None: ...
    def append_only(self, tables: Sequence[str]) -> list[str]: ...
    def word_tables(self, tables: Sequence[str]) -> list[str]: ...
    def load(self, connection: Connection, table: Table, rows: list[Values]) -> None: ...
    def load_missing(self, connection: Connection, table: Table, rows: list[dict[str, Any]]) -> None: ...
    def index(self, connection: Connection, table: str, rows: Numbered) -> None: ...
    def matching(self, table: str, term: Term, number: int) -> TextualSelect: ...
    def all_of(self, connection: Connection, table: str, terms: Forms, limit: int) -> list[int]: ...
    def empty(self, connection: Connection, table: str) -> None: ...


class Sqlite:
    """SQLite in WAL mode: one file, one writer at a time, readers never wait."""

    name = "sqlite"

    def connect(self, url: URL) -> Engine:
        """An engine whose transactions are begun by us: IMMEDIATE where they write."""
        pool = _POOL if url.database and url.database != ":memory:" else {}
        engine = create_engine(url, connect_args={"timeout": _BUSY_SECONDS}, **pool)

        @event.listens_for(engine, "connect")
        def _on_connect(connection: Any, _: object) -> None:
            connection.isolation_level = None
            for setting in ("synchronous=FULL", "foreign_keys=ON", "cache_size=-8000", "wal_autocheckpoint=4000"):
                connection.execute(f"PRAGMA {setting}")

        @event.listens_for(engine, "begin")
        def _on_begin(connection: Connection) -> None:
            writing = connection.get_execution_options().get("writing", False)
            connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")

        return engine

    def state(self, connection: Connection) -> str:
        """Whether the file is ``fresh``, ``ours`` or ``foreign``."""
        mark = connection.exec_driver_sql("PRAGMA application_id").scalar()
        if mark == APPLICATION_ID:
            return "ours"
        tables = connection.exec_driver_sql("SELECT count(*) FROM sqlite_master").scalar()
        return "foreign" if tables or mark else "fresh"

    def settle(self, engine: Engine) -> None:
        """Turn the write-ahead log on; it stays on in the file."""
        connection = engine.raw_connection()
        try:
            for attempt in range(50):
                try:
                    connection.cursor().execute("PRAGMA journal_mode=WAL")
                    return
                except Exception:  # another process is turning it on: SQLite does not wait here by itself
                    if attempt == 49:
                        raise
                    time.sleep(0.1)
        finally:
            connection.close()

    def lock_schema(self, connection: Connection) -> None:
        """Nothing to do: BEGIN IMMEDIATE holds the only write lock there is."""

    def mark(self, connection: Connection) -> None:
        """Write into the file's header whose it is."""
        connection.exec_driver_sql(f"PRAGMA application_id={APPLICATION_ID}")

    def lock_journal(self, connection: Connection) -> None:
        """Nothing to do: BEGIN IMMEDIATE holds the only write lock there is."""

    def append_only(self, tables: Sequence[str]) -> list[str]:
        """Triggers that refuse to change or delete what was written."""
        return [
            f"CREATE TRIGGER {table}_no_{action} BEFORE {action} ON {table} "
            "BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END"
            for table in tables
            for action in ("update", "delete")
        ]

    def word_tables(self, tables: Sequence[str]) -> list[str]:
        """Full-text tables that hold no text of their own, only where each word stands."""
        options = "content='', tokenize='unicode61 remove_diacritics 0'"
        return [f"CREATE VIRTUAL TABLE {table} USING fts5(words, {options})" for table in tables]

    def load(self, connection: Connection, table: Table, rows: list[Values]) -> None:
        """Insert many rows as they are: no value of ours needs a look from SQLAlchemy, which takes as long as SQLite."""
        marks = ", ".join("?" * len(table.columns))
        connection.exec_driver_sql(f'INSERT INTO "{table.name}" ({_names(table)}) VALUES ({marks})', rows)  # noqa: S608

    def load_missing(self, connection: Connection, table: Table, rows: list[dict[str, Any]]) -> None:
        """Insert the rows that are not there yet."""
        from sqlalchemy.dialects.sqlite import insert as upsert

        connection.execute(upsert(table).on_conflict_do_nothing(), rows)

    def index(self, connection: Connection, table: str, rows: Numbered) -> None:
        """Add the words of numbered rows, a batch in one go: a trigger a row costs two thirds of the speed."""
        batch = list(rows)
        if batch:
            connection.exec_driver_sql(f"INSERT INTO {table}(rowid, words) VALUES (?, ?)", batch)  # noqa: S608

    def matching(self, table: str, term: Term, number: int) -> TextualSelect:
        """The numbers of the rows that hold a term."""
        phrase = _fts5(term)
        query = f"SELECT rowid AS number FROM {table} WHERE {table} MATCH :term{number}"  # noqa: S608
        return text(query).bindparams(**{f"term{number}": phrase}).columns(column("number"))

    def all_of(self, connection: Connection, table: str, terms: Forms, limit: int) -> list[int]:
        """The numbers of the rows that hold any form of every term, the highest first."""
        asked = " AND ".join(f"({' OR '.join(map(_fts5, forms))})" for forms in terms)
        query = f"SELECT rowid FROM {table} WHERE {table} MATCH ? ORDER BY rowid DESC LIMIT ?"  # noqa: S608
        return [number for (number,) in connection.exec_driver_sql(query, (asked, limit))]

    def empty(self, connection: Connection, table: str) -> None:
        """Take all words away."""
        connection.exec_driver_sql(f"INSERT INTO {table}({table}) VALUES ('delete-all')")  # noqa: S608


def _fts5(term: Term) -> str:
    parts, open_ended = term
    return '"' + " ".join(parts) + '"' + ("*" if open_ended else "")


def _tsquery(term: Term) -> str:
    parts, open_ended = term
    return "(" + " <-> ".join(f"'{part}'" for part in parts) + (":*" if open_ended else "") + ")"


class Postgresql:
    """PostgreSQL through psycopg 3: many readers, writers take turns for as long as one batch takes."""

    name = "postgresql"

    def connect(self, url: URL) -> Engine:
        """An engine; transactions are read committed, so that a writer sees what the one before it wrote."""
        return create_engine(url, isolation_level="READ COMMITTED", pool_pre_ping=True, **_POOL)

    def state(self, connection: Connection) -> str:
        """Whether the schema is ``fresh`` for us, ``ours`` or ``foreign`` (our table names are taken)."""
        if self._has(connection, VERSION_TABLE):
            return "ours"
        return "foreign" if self._has(connection, "entry") or self._has(connection, "document") else "fresh"

    @staticmethod
    def _has(connection: Connection, table: str) -> bool:
        found = text("SELECT 1 FROM pg_tables WHERE schemaname = current_schema() AND tablename = :name")
        return connection.execute(found, {"name": table}).first() is not None

    def settle(self, engine: Engine) -> None:
        """Nothing to do: the server's own settings stand."""

    def lock_schema(self, connection: Connection) -> None:
        """Let one program at a time make or change the tables."""
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_LOCK})")

    def mark(self, connection: Connection) -> None:
        """Nothing to do: the table of our version is the mark."""

    def lock_journal(self, connection: Connection) -> None:
        """Let one writer at a time append: each row is sealed with the hash of the row before."""
        connection.exec_driver_sql("LOCK TABLE entry IN SHARE ROW EXCLUSIVE MODE")

    def append_only(self, tables: Sequence[str]) -> list[str]:
        """Triggers that refuse to change, delete or empty what was written."""
        refuse = (
            "CREATE OR REPLACE FUNCTION servanda_refuse() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN RAISE EXCEPTION 'the journal is append-only'; END $$"
        )
        return [refuse] + [
            f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION servanda_refuse()"
            for table in tables
        ]

    def word_tables(self, tables: Sequence[str]) -> list[str]:
        """Tables of word positions with an inverted index; a long text takes several rows."""
        made = []
        for table in tables:
            made.append(f"CREATE TABLE {table} (number BIGINT NOT NULL, words TSVECTOR NOT NULL)")
            made.append(f"CREATE INDEX {table}_by_word ON {table} USING gin (words)")
        return made

    def load(self, connection: Connection, table: Table, rows: list[Values]) -> None:
        """Insert many rows by COPY: one message for all of them instead of one each."""
        cursor: Any = connection.connection.cursor()
        with cursor, cursor.copy(f'COPY "{table.name}" ({_names(table)}) FROM STDIN') as copy:
            for row in rows:
                copy.write_row(row)

    def load_missing(self, connection: Connection, table: Table, rows: list[dict[str, Any]]) -> None:
        """Insert the rows that are not there yet."""
        from sqlalchemy.dialects.postgresql import insert as upsert

        connection.execute(upsert(table).on_conflict_do_nothing(), rows)

    def index(self, connection: Connection, table: str, rows: Numbered) -> None:
        """Add the words of numbered rows, in pieces that a tsvector can hold."""
        pieces = [(number, piece) for number, told in rows for piece in _pieces(told)]
        if pieces:
            statement = (
                f"INSERT INTO {table} (number, words) SELECT n, to_tsvector('simple', w) "  # noqa: S608
                "FROM unnest(CAST(:numbers AS bigint[]), CAST(:words AS text[])) AS told(n, w)"
            )
            numbers, told = [number for number, _ in pieces], [piece for _, piece in pieces]
            connection.execute(text(statement), {"numbers": numbers, "words": told})

    def matching(self, table: str, term: Term, number: int) -> TextualSelect:
        """The numbers of the rows that hold a term."""
        phrase = _tsquery(term)
        query = f"SELECT number FROM {table} WHERE words @@ to_tsquery('simple', :term{number})"  # noqa: S608
        return text(query).bindparams(**{f"term{number}": phrase}).columns(column("number"))

    def all_of(self, connection: Connection, table: str, terms: Forms, limit: int) -> list[int]:
        """The numbers of the rows that hold any form of every term, the highest first; in a text of several rows, in one of them."""
        asked = " & ".join(f"({' | '.join(map(_tsquery, forms))})" for forms in terms)
        query = f"SELECT DISTINCT number FROM {table} WHERE words @@ to_tsquery('simple', :asked)"  # noqa: S608
        found = connection.execute(text(f"{query} ORDER BY number DESC LIMIT :most"), {"asked": asked, "most": limit})
        return list(found.scalars())

    def empty(self, connection: Connection, table: str) -> None:
        """Take all words away."""
        connection.exec_driver_sql(f"TRUNCATE {table}")


def _names(table: Table) -> str:
    return ", ".join(f'"{column.name}"' for column in table.columns)


def _pieces(told: str) -> list[str]:
    every = told.split(" ")
    return [" ".join(every[i : i + _PIECE]) for i in range(0, len(every), _PIECE)]


def database(url: URL) -> Database:
    """The database that a URL speaks of."""
    return Postgresql() if url.drivername.startswith("postgresql") else Sqlite()


def check_file(url: URL, *, create: bool) -> None:
    """Raise LedgerError when a file cannot be the ledger or is not there and must not be made."""
    if not url.drivername.startswith("sqlite") or not url.database or url.database == ":memory:":
        return
    path = Path(url.database)
    if path.is_dir():
        raise LedgerError(f"{path} is a folder, not a ledger; name a file inside it, such as {path / 'servanda.db'}")
    if not path.exists() and not create:
        raise LedgerError(f"there is no ledger at {path} yet; `servanda read PATH --ledger {path}` makes one")
    if not path.parent.is_dir():
        raise LedgerError(f"the folder {path.parent} does not exist, so no ledger can be made in it")


def is_busy(error: OperationalError) -> bool:
    """Whether another program held the ledger for longer than we wait."""
    return "locked" in str(error.orig).lower()
