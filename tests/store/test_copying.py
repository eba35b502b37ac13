"""Backup and restore: the same ledger, sealed as it was, on and between both databases; nothing is ever overwritten."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from stat import S_IMODE

import pytest
from test_journal import DAY, parcel

from servanda.problems import LedgerError
from servanda.record import Act, Judgement
from servanda.store import Store
from servanda.store.answers import Filter
from servanda.store.copying import backup, restore


@pytest.fixture
def filled(where: str) -> str:
    """A ledger with documents, a judgement and an act."""
    with Store.open(where) as store:
        store.append([parcel("The turnover grew", name="a.txt"), parcel("Der Umsatz fiel", name="b.txt")], at=DAY)
        claim = next(store.claims()).id
        store.decide(Judgement(kind="accept", subject=claim, by="A", reason="seen", on=DAY.date()), at=DAY)
        store.act(Act(kind="added", subject="x", by="A"), at=DAY)
    return where


def rows(where: str) -> list[object]:
    with Store.open(where, create=False) as store:
        assert store.verify().ok
        found = [
            [kept.name for kept in store.documents(Filter(text=word))] for word in ("turnover", "umsatz", "grew fell")
        ]
        return [found, [s.id for s in store.claims()], store.judgements(), store.acts(), store.verify().head]


def test_a_ledger_comes_back_as_it_was(filled: str, tmp_path: Path) -> None:
    file, again = tmp_path / "backup.db", tmp_path / "again.db"
    made = backup(filled, file)
    assert made.ok
    assert S_IMODE(file.stat().st_mode) == 0o600
    assert sorted(p.name for p in tmp_path.iterdir() if p.name.startswith((".", "backup"))) == ["backup.db"]
    assert restore(file, again, expected=made.head) == made
    assert rows(str(again)) == rows(filled) == rows(str(file))
    with Store.open(again) as store:
        assert store.append([parcel("more", name="c.txt")], at=DAY) == (True,)
    with sqlite3.connect(again) as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)


def test_a_backup_of_one_database_is_restored_into_the_other(
    filled: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    from ledgers import fresh_schema

    file = tmp_path / "backup.db"
    backup(filled, file)
    with fresh_schema(request.getfixturevalue("server")) as other:
        restore(file, other)
        assert rows(other) == rows(filled)
        with pytest.raises(LedgerError, match="nothing was overwritten"):
            restore(file, other)
        backup(other, tmp_path / "back.db")
    assert rows(str(tmp_path / "back.db")) == rows(filled)


def test_nothing_is_overwritten(filled: str, tmp_path: Path) -> None:
    file = tmp_path / "backup.db"
    file.write_text("mine")
    with pytest.raises(LedgerError, match="nothing was overwritten"):
        backup(filled, file)
    assert file.read_text() == "mine"
    backup(filled, tmp_path / "second.db")
    with pytest.raises(LedgerError, match="nothing was overwritten"):
        restore(tmp_path / "second.db", filled)
    assert rows(filled)


def test_a_backup_that_was_changed_is_refused_and_leaves_nothing(filled: str, tmp_path: Path) -> None:
    file, again = tmp_path / "backup.db", tmp_path / "again.db"
    backup(filled, file)
    with sqlite3.connect(file) as connection:
        connection.execute("DROP TRIGGER judgement_no_update")
        connection.execute("UPDATE judgement SET by = 'B'")
    with pytest.raises(LedgerError, match="does not hold"):
        restore(file, again)
    assert not again.exists()


@pytest.mark.parametrize("data", [b"", b"not a database at all, but words" * 50, b"SQLite format 3\0" + b"x" * 4000])
def test_what_is_no_backup_is_refused(tmp_path: Path, data: bytes) -> None:
    file = tmp_path / "backup.db"
    file.write_bytes(data)
    with pytest.raises(LedgerError):
        restore(file, tmp_path / "again.db")
    assert [p.name for p in tmp_path.iterdir()] == ["backup.db"]


def test_a_seal_that_is_not_in_it_is_told(filled: str, tmp_path: Path) -> None:
    backup(filled, tmp_path / "backup.db")
    with pytest.raises(LedgerError, match="not in the journal"):
        restore(tmp_path / "backup.db", tmp_path / "again.db", expected="0" * 63 + "1")
