"""What the tests of the API can ask for."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from serving import Held, sampled, served

from servanda.ledger import Ledger


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    """A ledger with three reports."""
    with Ledger.open(tmp_path / "ledger.db") as opened:
        sampled(opened)
        yield opened


@pytest.fixture
def held(ledger: Ledger) -> Held:
    """Served, and public."""
    return served(ledger)
