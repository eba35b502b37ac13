"""Opening a journal: find it, make sure it is ours and of this version, make or migrate its tables."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final, TypeVar

from sqlalchemy import Connection, Engine, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, OperationalError, SQLAlchemyError

from servanda.problems import LedgerError, UsageError
from servanda.store.engines import STEM_TABLES, WORD_TABLES, Database, check_file, is_busy
from servanda.store.schema import HEAD, JOURNAL, VERSION_TABLE, metadata

T = TypeVar("T")

DEFAULT: Final = "servanda.db"
VARIABLE: Final = "SERVANDA_LEDGER"
_SECRET = ("password", "sslpassword", "passfile")


def address(where: str | Path | None) -> URL:
    """The database URL of a ledger: a file, a PostgreSQL URL, or by default $SERVANDA_LEDGER or ./servanda.db."""
    told = os.fspath(where) if where is not None else os.environ.get(VARIABLE) or DEFAULT
    if "://" not in told:
        return URL.create("sqlite+pysqlite", database=told)
    try:
        url = make_url(told)
    except (ArgumentError, ValueError):
        raise UsageError("the ledger's URL cannot be read; it looks like postgresql://user@host/name") from None
    if url.drivername in {"postgresql", "postgres", "postgresql+psycopg"}:
        return url.set(drivername="postgresql+psycopg")
    if url.drivername.startswith("sqlite"):
        return url
    raise UsageError(f"a ledger is an SQLite file or a PostgreSQL database, not {url.drivername}")


def shown(url: URL) -> str:
    """The address as it may be printed or logged: no secret in it."""
    if url.drivername.startswith("sqlite"):
        return url.database or ":memory:"
    bare = url.difference_update_query([name for name in url.query if name in _SECRET])
    return bare.set(drivername="postgresql").render_as_string(hide_password=True)


@contextmanager
def told_plainly(url: URL) -> Iterator[None]:
    """Turn what a database driver raises into a LedgerError that names the ledger and no secret."""
    try:
        yield
    except ModuleNotFoundError as error:
        raise LedgerError("PostgreSQL needs its driver: pip install 'servanda[postgresql]'") from error
    except OperationalError as error:
        if is_busy(error):
            raise LedgerError(f"another program holds the ledger {shown(url)}; try again when it is done") from None
        raise LedgerError(_message(url, error)) from None
    except DBAPIError as error:
        raise LedgerError(_message(url, error)) from None
    except SQLAlchemyError as error:
        raise LedgerError(f"the ledger {shown(url)} failed: {type(error).__name__}") from None


def ask(engine: Engine, url: URL, question: Callable[[Connection], T]) -> T:
    """What a question comes to."""
    with told_plainly(url), engine.connect() as connection:
        return question(connection)


def write(engine: Engine, url: URL, change: Callable[[Connection], T]) -> T:
    """Make a change in one transaction, durably."""
    with told_plainly(url), engine.connect() as bare:
        connection = bare.execution_options(writing=True)
        with connection.begin():
            return change(connection)


def _message(url: URL, error: DBAPIError) -> str:
    reason = str(error.orig).strip() or type(error.orig).__name__
    for secret in filter(None, (str(url.password or ""), *(str(url.query.get(name, "")) for name in _SECRET))):
        reason = reason.replace(secret, "***")
    reason = re.sub(r"\s+", " ", reason)
    if "not a database" in reason:
        return f"{shown(url)} is not a ledger: {reason}"
    return f"the ledger {shown(url)} cannot be used: {reason}"


def open_engine(url: URL, database: Database, *, create: bool) -> Engine:
    """Connect, and make or migrate the tables where that is due.

    Raises LedgerError for a database that is not ours or is newer than this program.
    """
    check_file(url, create=create)
    with told_plainly(url):
        engine = database.connect(url)
        try:
            if not _is_current(engine, url, database, create=create):
                database.settle(engine)
                _make_current(engine, url, database)
        except BaseException:
            engine.dispose()
            raise
    return engine


def _is_current(engine: Engine, url: URL, database: Database, *, create: bool) -> bool:
    with engine.connect() as connection:
        state = database.state(connection)
        if state == "foreign":
            raise LedgerError(f"{shown(url)} is a database, but not a Servanda ledger; nothing was changed in it")
        if state == "fresh" and not create:
            raise LedgerError(f"there is no ledger in {shown(url)} yet; `servanda read` makes one")
        return state == "ours" and _version(connection) == HEAD


def _version(connection: Connection) -> str | None:
    found = connection.execute(text(f"SELECT version_num FROM {VERSION_TABLE}")).scalar()  # noqa: S608
    return None if found is None else str(found)


def _make_current(engine: Engine, url: URL, database: Database) -> None:
    """Make the tables, or run the migrations that are missing, in one transaction, one program at a time."""
    with engine.connect().execution_options(writing=True) as connection, connection.begin():
        database.lock_schema(connection)
        if database.state(connection) == "fresh":
            make(connection, database)
        elif _version(connection) != HEAD:
            migrate(connection, url)


def make(connection: Connection, database: Database) -> None:
    """Make all tables at once.

    The migrations would do the same, only slower (alembic takes as long to load as a thousand documents take to
    read); a test holds the two ways to the same tables.
    """
    metadata.create_all(connection, checkfirst=False)
    for statement in (
        *database.append_only([t.name for t in JOURNAL]),
        *database.word_tables((*WORD_TABLES, *STEM_TABLES)),
    ):
        connection.exec_driver_sql(statement)
    connection.exec_driver_sql(
        f"CREATE TABLE {VERSION_TABLE} (version_num VARCHAR(32) NOT NULL, "
        f"CONSTRAINT {VERSION_TABLE}_pkc PRIMARY KEY (version_num))"
    )
    connection.execute(text(f"INSERT INTO {VERSION_TABLE} VALUES (:head)"), {"head": HEAD})  # noqa: S608
    database.mark(connection)


def migrate(connection: Connection, url: URL, *, to: str = "head") -> None:
    """Run the migrations that a ledger lacks; LedgerError when a newer program wrote it."""
    from alembic import command
    from alembic.config import Config
    from alembic.util import CommandError

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).with_name("migrations")))
    config.attributes["connection"] = connection
    try:
        command.upgrade(config, to)
    except CommandError as error:
        raise LedgerError(
            f"the ledger {shown(url)} was written by a newer Servanda (its tables are of version "
            f"{_version(connection)}, this program knows {HEAD}); update Servanda to open it"
        ) from error
