"""Embargoes: a document is in no answer for others than its group until its day; who added what is told in the journal."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest

from servanda.ledger import Ledger, Reader, Signed

OPEN = b"BAKU, April 26, 2021 - Trade turnover between Russia and Azerbaijan grew by 12% to $2.9 billion in 2020."
KEPT = b"BAKU, May 3, 2021 - Trade turnover between Russia and Azerbaijan grew by 14% to $3.1 billion in 2020."
TODAY = dt.datetime.now(dt.UTC).date()
LATER = TODAY + dt.timedelta(days=30)


@pytest.fixture
def ledger(where: str) -> Iterator[Ledger]:
    with Ledger.open(where) as opened:
        opened.take(OPEN, name="open.txt", signed=Signed(by="Leyla"))
        yield opened


def kept(ledger: Ledger, *, until: dt.date | None = LATER) -> str:
    done = ledger.take(KEPT, name="kept.txt", signed=Signed(by="Leyla", circle="desk", until=until))
    return done.readings[0].document


def names(ledger: Ledger, circles: tuple[str, ...] | None = ()) -> set[str]:
    """The documents that are met by every way of asking, which must agree."""
    listed = {kept.name for kept in ledger.documents(circles=circles)}
    assert {stated.name for stated in ledger.claims(circles=circles)} == listed
    if circles == ():
        assert {statement.source.name for statement in ledger.record().statements} == listed
        assert {statement.source.name for statement in ledger.live().record().statements} == listed
    return listed


def test_only_its_group_meets_it(ledger: Ledger) -> None:
    document = kept(ledger)
    assert names(ledger) == names(ledger, ("others",)) == {"open.txt"}
    assert names(ledger, ("desk", "others")) == names(ledger, None) == {"open.txt", "kept.txt"}
    assert ledger.document(document) is None
    assert ledger.document(document, circles=("desk",)) is not None
    claim = next(stated.id for stated in ledger.claims(document=document, circles=("desk",)))
    with pytest.raises(Exception, match="no claim"):
        ledger.explain(claim)
    assert ledger.explain(claim, circles=("desk",)).stated.id == claim
    assert ledger.withheld() == {document}
    assert ledger.withheld(("desk",)) == frozenset()
    assert not list(ledger.problems(document=document))
    assert not ledger.reconciliation().findings


def test_a_word_of_it_finds_nothing(ledger: Ledger) -> None:
    kept(ledger)
    assert not list(ledger.claims(text='"14%"'))
    assert not list(ledger.documents(text="May 2021"))
    assert list(ledger.documents(text="May 2021", circles=("desk",)))


def test_it_ends_on_its_day_or_when_it_is_lifted(ledger: Ledger) -> None:
    document = kept(ledger, until=TODAY)
    assert "kept.txt" in names(ledger)
    ledger.act("embargo", document, by="Leyla", circle="desk")
    assert "kept.txt" not in names(ledger)
    ledger.act("embargo", document, by="Leyla", circle="others", until=LATER)
    assert "kept.txt" not in names(ledger, ("desk",))
    ledger.act("lifted", document, by="Leyla")
    assert "kept.txt" in names(ledger)


def test_a_record_that_is_kept_up_loses_and_gains_it(ledger: Ledger) -> None:
    live = ledger.live()
    document = kept(ledger)
    sources = [{s.source.name for s in live.record().statements}]
    ledger.act("lifted", document, by="Leyla")
    sources.append({s.source.name for s in live.record().statements})
    ledger.act("embargo", document, by="Leyla", circle="desk")
    sources.append({s.source.name for s in live.record().statements})
    assert sources == [{"open.txt"}, {"open.txt", "kept.txt"}, {"open.txt"}]


def test_it_outlives_a_new_reader_and_a_second_adding(ledger: Ledger, where: str) -> None:
    kept(ledger)

    class Newer(Reader):
        """A reader of a later day."""

        @property
        def version(self) -> str:
            return "later"

    with Ledger.open(where) as again:
        newer = Ledger(again._store, reader=Newer())
        newer.rebuild()
        assert newer.take(KEPT, name="copy.txt", signed=Signed(by="Rustam")).state == "known"
        assert names(newer) == {"open.txt"}


def test_an_embargo_on_what_is_known_comes_too_late(ledger: Ledger) -> None:
    done = ledger.take(OPEN, name="open.txt", signed=Signed(by="Rustam", circle="desk"))
    assert done.state == "known"
    assert done.readings
    assert names(ledger) == {"open.txt"}


def test_a_file_under_embargo_that_cannot_be_read_leaves_no_trace(ledger: Ledger) -> None:
    done = ledger.take(b"\x89PNG....", name="secret-plan.png", signed=Signed(by="Leyla", circle="desk"))
    assert done.state == "failed"
    assert done.problems
    assert not list(ledger.problems(circles=None))


def test_who_added_it_is_sealed(ledger: Ledger) -> None:
    document = kept(ledger)
    told = [(act.kind, act.by, act.circle, act.until) for act in ledger.acts(subject=document)]
    assert told == [("added", "Leyla", None, None), ("embargo", "Leyla", "desk", LATER)]
    assert ledger.verify().ok
