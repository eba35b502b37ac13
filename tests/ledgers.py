"""Fixtures shared by the tests of the store, the ledger and the command line: a fresh ledger on each database."""

from __future__ import annotations

import itertools
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

import postgres

_NUMBERS = itertools.count(1)


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """A PostgreSQL server; skips, with the reason, where there is none."""
    context = postgres.server()
    try:
        url = context.__enter__()
    except postgres.UnavailableError as reason:
        pytest.skip(str(reason))
    try:
        yield url
    finally:
        context.__exit__(None, None, None)


@pytest.fixture(params=["sqlite", "postgresql"])
def where(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a ledger that does not exist yet, once on each database."""
    if request.param == "sqlite":
        yield str(tmp_path / "ledger.db")
        return
    url = request.getfixturevalue("server")
    with fresh_schema(url) as address:
        yield address


@contextmanager
def fresh_schema(url: str) -> Iterator[str]:
    """A PostgreSQL schema of its own, dropped afterwards: a hundred times cheaper than a database."""
    import psycopg

    name = f"servanda_test_{os.getpid()}_{next(_NUMBERS)}"
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f"CREATE SCHEMA {name}")
        try:
            yield f"{url}{'&' if '?' in url else '?'}options=-csearch_path%3D{name}"
        finally:
            connection.execute(f"DROP SCHEMA {name} CASCADE")
