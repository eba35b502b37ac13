"""Opening a journal: make, migrate, refuse what is not ours, keep secrets."""

from __future__ import annotations

import multiprocessing
import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text
from test_journal import DAY, parcel, run_sql

from servanda.problems import LedgerError, UsageError
from servanda.store import Store
from servanda.store.engines import database
from servanda.store.opening import address, migrate, shown
from servanda.store.schema import HEAD, VERSION_TABLE, metadata


def schema_of(where: str) -> list[tuple[str, ...]]:
    """Everything that the database says of its tables, columns, indexes and triggers."""
    engine = create_engine(address(where))
    if where.startswith("postgresql"):
        queries = [
            "SELECT table_name, column_name, data_type, coalesce(character_maximum_length, 0)::text, is_nullable "
            "FROM information_schema.columns WHERE table_schema = current_schema()",
            "SELECT tablename, replace(indexdef, schemaname, '') FROM pg_indexes WHERE schemaname = current_schema()",
            "SELECT c.conrelid::regclass::text, pg_get_constraintdef(c.oid) FROM pg_constraint c "
            "WHERE c.connamespace = current_schema()::regnamespace",
            "SELECT event_object_table, event_manipulation, action_statement FROM information_schema.triggers "
            "WHERE trigger_schema = current_schema()",
        ]
    else:
        queries = ["SELECT type, name, sql FROM sqlite_master", "SELECT name FROM pragma_application_id, sqlite_master"]
        queries[1] = "SELECT application_id FROM pragma_application_id"
    try:
        with engine.connect() as connection:
            rows = [tuple(map(str, row)) for query in queries for row in connection.execute(text(query))]
    finally:
        engine.dispose()
    normal = [tuple(" ".join(cell.replace(", ", ",").replace('"', "").split()) for cell in row) for row in rows]
    return sorted(normal)


def columns_of(where: str) -> dict[str, list[tuple[object, ...]]]:
    """For SQLite: columns, indexes and triggers by PRAGMA, free of how the statement was written."""
    connection = sqlite3.connect(where)
    tables = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    found: dict[str, list[tuple[object, ...]]] = {}
    for table in sorted(tables):
        pragmas = ("table_info", "foreign_key_list")
        rows = [row for pragma in pragmas for row in connection.execute(f"PRAGMA {pragma}({table})")]
        for _, name, unique, origin, _ in connection.execute(f"PRAGMA index_list({table})"):
            indexed = tuple(column for _, _, column in connection.execute(f"PRAGMA index_info({name})"))
            rows.append((unique, origin, indexed))
        found[table] = sorted(rows, key=str)
    found["triggers"] = sorted(connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"))
    found["mark"] = list(connection.execute("PRAGMA application_id"))
    connection.close()
    return found


def test_migrations_and_a_fresh_start_make_the_same_tables(where: str, request: pytest.FixtureRequest) -> None:
    url = address(where)
    kind = database(url)
    engine = kind.connect(url)
    with engine.connect().execution_options(writing=True) as connection, connection.begin():
        migrate(connection, url)
        assert connection.execute(text(f"SELECT version_num FROM {VERSION_TABLE}")).scalar() == HEAD
    engine.dispose()
    if where.startswith("postgresql"):
        migrated = schema_of(where)
        from ledgers import fresh_schema

        with fresh_schema(request.getfixturevalue("server")) as other:
            Store.open(other).close()
            assert schema_of(other) == migrated
    else:
        Store.open(where + ".fresh").close()
        assert columns_of(where) == columns_of(where + ".fresh")
    with Store.open(where) as store:  # a migrated ledger is a ledger
        store.append([parcel("one")], at=DAY)
        assert store.verify().ok


def test_the_newest_migration_is_the_one_that_the_program_names() -> None:
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    import servanda.store

    config = Config()
    config.set_main_option("script_location", str(Path(servanda.store.__file__).parent / "migrations"))
    assert ScriptDirectory.from_config(config).get_heads() == [HEAD]
    assert metadata.tables


def test_a_ledger_of_a_newer_program_is_refused(where: str) -> None:
    Store.open(where).close()
    run_sql(where, f"UPDATE {VERSION_TABLE} SET version_num = '9999'")
    with pytest.raises(LedgerError, match="newer Servanda"):
        Store.open(where)


def test_opening_again_finds_what_was_written(where: str) -> None:
    with Store.open(where) as store:
        store.append([parcel("one")], at=DAY)
    with Store.open(where, create=False) as store:
        assert len(list(store.claims())) == 1


def test_asking_a_ledger_that_is_not_there_makes_none(where: str) -> None:
    with pytest.raises(LedgerError, match="no ledger"):
        Store.open(where, create=False)
    assert not Path(where).exists()


def test_a_database_of_another_program_is_left_alone(where: str) -> None:
    run_sql(where, "CREATE TABLE document (title TEXT)")
    with pytest.raises(LedgerError, match="not a Servanda ledger"):
        Store.open(where)
    run_sql(where, "INSERT INTO document VALUES ('still here')")


@pytest.mark.parametrize("data", [b"not a database, only words", b"SQLite format 3\0" + b"x" * 2000])
def test_a_file_that_is_no_database_is_refused_and_kept(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "notes.txt"
    path.write_bytes(data)
    with pytest.raises(LedgerError, match=r"notes\.txt"):
        Store.open(path)
    assert path.read_bytes() == data


def test_wrong_places_are_named(tmp_path: Path) -> None:
    with pytest.raises(LedgerError, match="folder"):
        Store.open(tmp_path)
    with pytest.raises(LedgerError, match="does not exist"):
        Store.open(tmp_path / "no" / "ledger.db")
    with pytest.raises(UsageError, match="mysql"):
        Store.open("mysql://u:hush@h/d")
    with pytest.raises(UsageError) as told:
        Store.open("postgresql://u:hush@h:port/d")
    assert "hush" not in str(told.value)


def test_the_default_is_the_variable_then_a_file_here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SERVANDA_LEDGER", "/tmp/x.db")
    assert address(None).database == "/tmp/x.db"
    monkeypatch.delenv("SERVANDA_LEDGER")
    assert address(None).database == "servanda.db"


def test_a_password_is_never_told() -> None:
    url = "postgresql://anna:hush@127.0.0.1:1/d?sslpassword=hush"
    assert "hush" not in shown(address(url))
    with pytest.raises(LedgerError) as told:
        Store.open(url)
    assert "hush" not in str(told.value)
    assert "127.0.0.1" in str(told.value)
    assert told.value.__cause__ is None


def _open_and_write(where: str, number: int) -> None:
    with Store.open(where) as store:
        for i in range(10):
            store.append([parcel(f"from {number}, {i}", name=f"{number}-{i}.txt")], at=DAY)


def test_programs_that_start_together_make_one_ledger_and_lose_nothing(where: str) -> None:
    context = multiprocessing.get_context("spawn")
    writers = [context.Process(target=_open_and_write, args=(where, n)) for n in range(2)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join(60)
    assert [writer.exitcode for writer in writers] == [0, 0]
    with Store.open(where) as store:
        assert len(list(store.documents())) == 20
        assert store.verify().ok


def test_one_may_ask_while_another_writes(where: str) -> None:
    with Store.open(where) as store, Store.open(where) as other:
        store.append([parcel("one"), parcel("two", name="b.txt")], at=DAY)
        asking = other.claims()
        next(asking)
        store.append([parcel("three", name="c.txt")], at=DAY)
        assert len(list(asking)) == 1
        assert len(list(other.claims())) == 3
