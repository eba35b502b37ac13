"""Judgements in the ledger: checked, sealed, applied, taken back; views of what was known on a day; on both databases."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest

from servanda.ledger import Event, Given, Ledger, Session
from servanda.problems import LedgerError, UsageError
from servanda.store import Store
from stubs import StubReader, report

SIGNED = {"by": "A. Aliyeva", "reason": "protocol no. 2"}


class Clock:
    """A clock that is turned by hand."""

    now = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)

    def __call__(self) -> dt.datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    """Midnight of New Year."""
    return Clock()


@pytest.fixture
def ledger(where: str, clock: Clock) -> Iterator[Ledger]:
    """A ledger with three reports of one day each, taken in on New Year's Day."""
    with Ledger(Store.open(where), reader=StubReader(), clock=clock) as opened:
        for number in (1, 2, 3):
            day = dt.date(2020 + number, 4, 26)
            opened.add(report(number).encode(), name=f"r{number}.txt", given=Given(published=day))
        clock.now = dt.datetime(2026, 2, 1, tzinfo=dt.UTC)
        yield opened


def sessions(ledger: Ledger, **asked: dt.date) -> dict[str, int]:
    return {s.id: len(s.statements) for s in ledger.record(**asked).of(Session)}


BODY = "AZ-RU"


def test_a_judgement_is_kept_sealed_applied_and_taken_back(ledger: Ledger, clock: Clock) -> None:
    before = sessions(ledger)
    assert before == {f"session/{BODY}/{n}": 1 for n in (1, 2, 3)}
    made = ledger.decide("same", f"session/{BODY}/2", f"session/{BODY}/3", **SIGNED)
    assert sessions(ledger) == {f"session/{BODY}/1": 1, f"session/{BODY}/2": 2}
    assert (made.at, made.on) == (clock.now, clock.now.date())
    assert ledger.judgements() == (made,)
    assert ledger.verify().ok
    clock.now += dt.timedelta(days=1)
    back = ledger.decide("withdraw", made.id[:8], **SIGNED)
    assert (back.subject, sessions(ledger)) == (made.id, before)
    assert ledger.verify().ok
    assert len(ledger.judgements()) == 2


def test_what_was_known_on_a_day_is_told_under_the_judgements_of_that_day(ledger: Ledger, clock: Clock) -> None:
    ledger.decide("same", f"session/{BODY}/2", f"session/{BODY}/3", **SIGNED)
    assert len(sessions(ledger, as_known_on=dt.date(2026, 1, 15))) == 3
    assert len(sessions(ledger, as_known_on=dt.date(2026, 2, 1))) == 2
    assert sessions(ledger, as_known_on=dt.date(2025, 12, 31)) == {}
    assert list(sessions(ledger, as_of=dt.date(2022, 12, 31))) == [f"session/{BODY}/{n}" for n in (1, 2)]
    view = ledger.view(as_known_on=dt.date(2026, 1, 15))
    assert all(s.source.learned.date() <= dt.date(2026, 1, 15) for s in view.record.statements)
    assert view.day == clock.now.date()


def test_no_view_shows_what_was_learned_later_than_asked(where: str) -> None:
    clock = Clock()
    with Ledger(Store.open(where), reader=StubReader(), clock=clock) as ledger:
        for number in range(1, 7):
            ledger.add(
                report(number).encode(), name=f"r{number}.txt", given=Given(published=dt.date(2015 + number, 4, 26))
            )
            clock.now += dt.timedelta(days=1)
            if number == 3:
                ledger.decide("note", "session/AZ-RU/2", **SIGNED)
        known: set[str] = set()
        for day in (dt.date(2025, 12, 31) + dt.timedelta(days=n) for n in range(9)):
            view = ledger.view(as_known_on=day)
            seen = {s.id for e in view.record.entities.values() for s in e.statements}
            shown = [s for t in view.threads() for link in t.links for s in (link.statement,)]
            assert all(s.source.learned.date() <= day for s in (*view.record.statements, *shown))
            assert all(j.at is not None and j.at.date() <= day for j in view.record.judgements)
            assert known <= seen
            known = seen
        assert len({s.source.document for s in view.record.statements}) == 6


def test_claims_are_rejected_accepted_and_corrected(ledger: Ledger) -> None:
    claim = next(s for s in ledger.claims(kind="meeting") if s.name == "r3.txt")
    ledger.decide("correct", claim.id[:10], change='{"ordinal": 9}', **SIGNED)
    assert f"session/{BODY}/9" in sessions(ledger)
    ledger.decide("accept", claim.id, **SIGNED)
    assert ledger.record().accepted == {claim.id}
    assert [s.id for s in ledger.record().statements if s.accepted] == [claim.id]
    ledger.decide("reject", claim.id, **SIGNED)
    assert len(sessions(ledger)) == 2
    assert next(s for s in ledger.claims(kind="meeting") if s.id == claim.id).claim == claim.claim


WRONG = [
    (("same", f"session/{BODY}/2"), {}, "two things"),
    (("note", f"session/{BODY}/2", f"session/{BODY}/3"), {}, "one thing"),
    (("note", "session/nowhere/1"), {}, "nothing called"),
    (("reject", "zzzz"), {}, "0 claims"),
    (("reject", ""), {}, "0 claims"),
    (("withdraw", "zzzz"), {}, "0 judgements"),
    (("close", f"body/{BODY}"), {}, "only undertakings"),
    (("correct", f"session/{BODY}/2"), {}, "--set"),
    (("note", f"session/{BODY}/2"), {"by": " "}, "signed"),
]


@pytest.mark.parametrize(("call", "signed", "told"), WRONG, ids=lambda found: str(found)[:40])
def test_a_wrong_judgement_is_refused_and_nothing_is_kept(
    ledger: Ledger, call: tuple[str, ...], signed: dict[str, str], told: str
) -> None:
    with pytest.raises(UsageError, match=told):
        ledger.decide(*call, **{**SIGNED, **signed})  # type: ignore[arg-type]
    assert ledger.judgements() == ()


def test_a_correction_is_checked_before_it_is_kept(ledger: Ledger) -> None:
    claim = next(iter(ledger.claims(kind="meeting")))
    for change in ('{"ordinal": "x"}', '{"colour": 1}', '{"quote": "other words"}'):
        with pytest.raises(UsageError):
            ledger.decide("correct", claim.id, change=change, **SIGNED)
    assert ledger.judgements() == ()


def test_changes_between_two_days(ledger: Ledger) -> None:
    _, found = ledger.changes(dt.date(2021, 12, 31), dt.date(2022, 12, 31))
    assert [(c.sort, c.entity) for c in found] == [("new", f"session/{BODY}/2")]
    with pytest.raises(UsageError, match="not before"):
        ledger.changes(dt.date(2022, 1, 1), dt.date(2022, 1, 1))


def test_copies_count_as_one_origin(where: str) -> None:
    text = " ".join(f"The delegates spoke of item {n} and of the {n}th crossing at the river." for n in range(40))
    with Ledger(Store.open(where), reader=StubReader()) as ledger:
        for day, name in ((1, "first"), (2, "copy")):
            told = f"{text} The 4th meeting of the Joint Economic Commission was held. {name}"
            ledger.add(told.encode(), name=f"{name}.txt", given=Given(published=dt.date(2021, 1, day)))
        (session,) = ledger.record().of(Session)
    assert (len(session.statements), session.origins) == (2, 1)
    assert {s.source.release for s in session.statements} == {session.statements[0].source.document}


def test_judgements_cannot_be_changed_in_the_database(ledger: Ledger) -> None:
    ledger.decide("note", f"session/{BODY}/2", **SIGNED)
    store = ledger._store
    with pytest.raises(LedgerError, match="append-only"):
        store._ask(lambda connection: connection.exec_driver_sql("DELETE FROM judgement"))
    assert Event.kind == "event"
