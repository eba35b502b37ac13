"""The sample reports as a record in the browser: one ledger and one application for all tests of pages."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi import FastAPI
from signing import PASSWORD
from starlette.testclient import TestClient

from servanda.accounts import Accounts
from servanda.ledger import Ledger
from servanda.web import app

SAMPLES = Path(__file__).parents[2] / "samples"


@pytest.fixture(scope="session")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    """The sample reports, read."""
    with Ledger.open(tmp_path_factory.mktemp("pages") / "ledger.db") as opened:
        opened.add_paths([SAMPLES])
        yield opened


@pytest.fixture(scope="session")
def application(ledger: Ledger) -> FastAPI:
    return app(ledger)


@pytest.fixture
def client(application: FastAPI) -> Iterator[TestClient]:
    """A browser without script or cookies."""
    with TestClient(application, raise_server_exceptions=False) as asked:
        yield asked


@pytest.fixture
def kept(tmp_path: Path) -> Iterator[Ledger]:
    """A ledger with one report and an account for each role."""
    with Ledger.open(tmp_path / "ledger.db") as ledger:
        ledger.add_paths([SAMPLES / "01-ru-az-session.txt"])
        accounts = Accounts(ledger.register)
        for role in ("reader", "analyst", "editor"):
            accounts.add(role, role, password=PASSWORD, by="test")
        accounts.join("editor", "press", by="test")
        yield ledger
