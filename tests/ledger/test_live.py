"""A record kept up with its ledger is the one that would be worked out anew."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest

from servanda.ledger import Given, Ledger, Session
from servanda.store import Store
from stubs import StubReader, report
from told import snapshot

LONG = " ".join(f"The delegates spoke of item {n} and of the {n}th crossing at the river." for n in range(40))


@pytest.fixture
def ledger(where: str) -> Iterator[Ledger]:
    """An empty ledger."""
    with Ledger(Store.open(where), reader=StubReader()) as opened:
        yield opened


def add(ledger: Ledger, text: str, name: str, day: int) -> None:
    ledger.add(text.encode(), name=name, given=Given(published=dt.date(2021, 1, day)))


def test_it_follows_documents_copies_judgements_and_newer_readers(ledger: Ledger) -> None:
    live = ledger.live()

    def same() -> None:
        kept, anew = live.record(), ledger.record()
        assert snapshot(kept) == snapshot(anew)
        assert {s.id: s.source.origin for s in kept.statements} == {s.id: s.source.origin for s in anew.statements}

    same()
    for number in (1, 2, 3):
        add(ledger, report(number), f"r{number}.txt", 10 + number)
        same()
    add(ledger, f"{LONG} The 4th meeting of the Joint Economic Commission was held. Later.", "copy.txt", 20)
    same()
    add(ledger, f"{LONG} The 4th meeting of the Joint Economic Commission was held.", "first.txt", 2)
    same()
    (fourth,) = (s for s in live.record().of(Session) if s.ordinal == 4)
    assert (len(fourth.statements), fourth.origins) == (2, 1)
    made = ledger.decide("same", "session/AZ-RU/1", "session/AZ-RU/2", by="X", reason="y")
    same()
    ledger.decide("withdraw", made.id, by="X", reason="z")
    same()
    ledger._reader = StubReader(edition="stub-2")
    ledger.rebuild()
    same()


def test_it_tells_of_any_day(ledger: Ledger) -> None:
    live = ledger.live()
    for number in (1, 2, 3):
        add(ledger, report(number), f"r{number}.txt", 10 + number)
    day = dt.date(2021, 1, 12)
    assert snapshot(live.view(as_of=day).record) == snapshot(ledger.view(as_of=day).record)
    assert live.view(as_of=day).day == day
    assert len(live.view().record.of(Session)) == 3


def test_asking_again_reads_nothing_anew(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    add(ledger, report(1), "r1.txt", 1)
    live = ledger.live()
    before = live.record()
    read: list[tuple[int, ...]] = []
    known = ledger._store.claims_of
    monkeypatch.setattr(ledger._store, "claims_of", lambda readings: read.append(readings) or known(readings))
    assert live.record() is before
    assert read == []
    add(ledger, report(2), "r2.txt", 2)
    assert live.record() is before
    assert [len(readings) for readings in read] == [1]
