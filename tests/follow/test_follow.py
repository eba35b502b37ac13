"""What became of it: moves, outcomes, silence, the clock, counts and contradictions, what changed between two days."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.claims import reports as made_up
from servanda.follow import Thread, View, changes, rules, telling
from servanda.follow.dossier import dossier
from servanda.problems import UsageError
from servanda.record import InstrumentStatus, Judgement
from servanda.resolve import Event, Instrument, Record, Report, Undertaking
from told import claim, record, report, told

MADE_UP = list(made_up(400, seed=5))
FORUM = "Azerbaijan-Russia Interregional Forum"
FORUM_REPORTS = (
    report("2020-08-27", told("event", name=FORUM)),
    report("2021-04-28", told("event", name=FORUM, ordinal=11, date="2021", postponed_from="2020")),
    report("2022-02-17", told("event", name=FORUM, ordinal=11, date="2022")),
    report("2023-07-07", told("event", name=FORUM, ordinal=11, date="2022-11", status="held", place="Baku")),
)


def view(day: str, *reports: Report, **asked: Any) -> View:
    as_of = dt.date.fromisoformat(day)
    return View(record(*reports, as_of=as_of, **asked), as_of)


def only(found: View, kind: type[Any]) -> Thread:
    (thread,) = found.threads(kind)
    return thread


def test_an_event_is_followed_from_plan_to_outcome() -> None:
    thread = only(view("2024-01-01", *FORUM_REPORTS), Event)
    assert thread.windows == ("2020", "2021", "2022", "2022-11")
    assert [link.moved for link in thread.links] == [None, 365, 365, None]
    assert (thread.status, thread.closed, thread.overdue, thread.is_silent) == ("held", True, None, False)
    assert (thread.slip.low, thread.slip.high) == (670, 699) if thread.slip else False
    assert (thread.announced, thread.origins, thread.rules) == (3, 4, rules().version)


def test_a_reason_is_of_the_statement_that_tells_the_move() -> None:
    def reasoned(day: str, **stated: Any) -> Report:
        made = report(day, told("event", name=FORUM, ordinal=11, **stated))
        return replace(made, reasons={claim(made).id: f"rain in {stated['date']}"})

    moved = (reasoned("2020-01-01", date="2020"), reasoned("2021-01-01", date="2021", status="postponed"))
    thread = only(view("2021-02-01", *moved), Event)
    assert [link.reason for link in thread.links] == [None, "rain in 2021"]
    assert (thread.reasons, thread.slipped) == (("rain in 2021",), True)
    assert telling.thread(thread)["slip_reasons"] == ["rain in 2021"]
    unexplained = only(view("2024-01-01", *FORUM_REPORTS), Event)
    assert (unexplained.reasons, unexplained.slipped) == ((), True)
    assert not only(view("2020-02-01", *moved), Event).slipped


def test_as_of_a_day_nothing_later_is_known() -> None:
    thread = only(view("2021-05-01", *FORUM_REPORTS), Event)
    assert (thread.status, thread.windows, thread.overdue) == ("planned", ("2020", "2021"), None)
    assert only(view("2022-01-11", *FORUM_REPORTS), Event).overdue == 11
    assert view("2020-01-01", *FORUM_REPORTS).threads() == []


def test_a_window_told_more_exactly_did_not_move() -> None:
    plan = [
        report("2021-01-01", told("event", name=FORUM, date=date)) for date in ("2021", "2021-06", "2021-06/2021-07")
    ]
    thread = only(view("2021-02-01", *plan[:2]), Event)
    assert [link.moved for link in thread.links] == [None, None]


def test_silence_and_formulas() -> None:
    news = report("2020-01-01", told("duty", what="create a joint centre for seeds"))
    again = report("2022-01-01", told("duty", what="create a joint centre for seeds", status="agreed"))
    thread = only(view("2021-06-01", news), Undertaking)
    assert (thread.last_heard, thread.silent, thread.is_silent) == (dt.date(2020, 1, 1), 517, True)
    thread = only(view("2022-06-01", news, again), Undertaking)
    assert (thread.status, thread.silent, thread.is_silent) == ("agreed", 151, False)
    ritual = report("2020-01-01", told("duty", what="further strengthen relations and continue constructive dialogue"))
    assert view("2021-01-01", ritual).threads() == []


def test_a_copy_of_a_release_is_no_news_and_no_second_origin() -> None:
    first = report("2020-01-01", told("duty", what="create a joint centre for seeds"), name="first")
    copy = report("2021-12-01", told("duty", what="create a joint centre for seeds"), name="copy", origin="first")
    thread = only(view("2022-01-01", first, copy), Undertaking)
    assert [link.news for link in thread.links] == [True, False]
    assert (thread.last_heard.year, thread.origins, thread.announced) == (2020, 1, 1)


def test_due_dates_and_the_clock() -> None:
    duty = report("2020-01-01", told("duty", what="open a seed bank", due="2020-06"))
    assert only(view("2020-06-30", duty), Undertaking).overdue is None
    late = only(view("2020-07-10", duty), Undertaking)
    assert (late.overdue, late.slip and late.slip.low) == (10, 10)
    done = only(
        view("2021-01-01", duty, report("2020-08-01", told("duty", what="open a seed bank", status="done"))),
        Undertaking,
    )
    assert (done.overdue, done.closed, done.outcome and done.outcome.said) == (None, True, dt.date(2020, 8, 1))


def test_a_paper_has_a_life_and_a_protocol_ends_when_signed() -> None:
    told_of = [("2020-01-01", "proposed"), ("2021-01-01", "signed"), ("2022-01-01", "in preparation")]
    reports = [report(day, told("paper", title="Agreement on wool", status=status)) for day, status in told_of]
    thread = only(view("2022-02-01", *reports), Instrument)
    assert (thread.status, thread.closed) == ("signed", False)
    protocol = report("2020-01-01", told("paper", kind="protocol", title="Protocol of the meeting", date="2020-01-01"))
    thread = only(view("2024-01-01", protocol), Instrument)
    assert (thread.closed, thread.is_silent) == (True, False)


def test_statuses_of_the_rules_are_those_of_the_codebook() -> None:
    from servanda.record import CommitmentStatus, EventStatus

    stated = {"event": EventStatus, "instrument": InstrumentStatus, "undertaking": CommitmentStatus}
    for kind, statuses in stated.items():
        life = rules().lives[kind]
        assert sorted(life.rank) == sorted(statuses.__args__)  # type: ignore[attr-defined]
        assert life.closed | life.awaited | life.news | life.past <= set(life.rank)


COUNTED = (
    report(
        "2020-08-27",
        told("paper", kind="road map", title="road maps", count=5, status="being implemented"),
        told("paper", kind="road map", title="sixth road map on tourism", ordinal=6, status="in preparation"),
    ),
    report("2024-01-24", told("paper", kind="road map", title="road maps", count=6, status="signed", date="2018")),
)


def test_counts_are_held_against_the_papers_known() -> None:
    (shortfall,) = view("2024-02-01", *COUNTED).shortfalls()
    assert (shortfall.claimed.count, len(shortfall.known), shortfall.missing) == (6, 1, 5)


def test_what_cannot_be_true_together_is_told_with_both_statements() -> None:
    (conflict,) = view("2024-02-01", *COUNTED).contradictions()
    assert [s.id for s in conflict.statements] == [claim(COUNTED[1]).id, claim(COUNTED[0], 1).id]
    assert view("2023-01-01", *COUNTED).contradictions() == []


def test_numbers_are_told_in_runs() -> None:
    assert [telling.runs(n) for n in ([], [3], [3, 4], [1, 3, 4, 5, 8])] == ["", "3", "3 to 4", "1, 3 to 5, 8"]


def test_held_and_cancelled_cannot_both_be() -> None:
    told_of = [
        report("2021-05-01", told("event", name=FORUM, ordinal=11, date="2021", status=s))
        for s in ("held", "cancelled")
    ]
    (conflict,) = view("2022-01-01", *told_of).contradictions()
    assert (conflict.told, len(conflict.statements)) == ("cancelled and held", 2)
    assert view("2022-01-01", told_of[0]).contradictions() == []


def test_what_changed_between_two_days() -> None:
    paper = [
        report(d, told("paper", title="Agreement on wool", status=s))
        for d, s in (("2021-01-01", "in preparation"), ("2022-01-01", "signed"))
    ]
    everything = (*FORUM_REPORTS, *COUNTED, *paper)
    before, after = view("2021-05-01", *everything), view("2024-02-01", *everything)
    found = changes(before, after)
    sorts = {(c.sort, c.entity) for c in found}
    forum = "event/az-ru-interregional-forum/11"
    assert {("moved", forum), ("held", forum), ("signed", "instrument/az-ru-agreement-wool")} <= sorts
    assert any(c.sort == "contradicted" and len(c.statements) == 2 for c in found)
    assert all(s.said > before.day for c in found for s in c.statements if c.sort != "contradicted")
    assert ("new", forum) not in sorts
    assert changes(after, after) == []


def test_what_only_time_changed() -> None:
    plan = report("2021-04-28", told("event", name=FORUM, ordinal=11, date="2021"))
    found = changes(view("2021-05-01", plan), view("2023-01-01", plan))
    assert [(c.sort, c.statements) for c in found] == [("overdue", ()), ("silent", ())]


def closing(kind: str, found: Record, on: str, at: int, **more: Any) -> Judgement:
    entity = found.of(Undertaking)[0]
    moment = dt.datetime(2026, 1, at, tzinfo=dt.UTC)
    return Judgement(
        kind=kind,
        subject=entity.id,
        by="N. N.",
        reason="told so",
        on=dt.date.fromisoformat(on),
        at=moment,
        anchors=tuple(f"undertaking:{a}" for a in entity.anchors),
        **more,
    )  # type: ignore[arg-type]


def test_an_undertaking_is_closed_reopened_and_noted_from_a_day_on() -> None:
    duty = report("2020-01-01", told("duty", what="open a seed bank", due="2020-06"))
    known = record(duty)
    shut = closing("close", known, "2021-01-01", 1, outcome="done")
    again = closing("reopen", known, "2021-06-01", 2)
    note = closing("note", known, "2021-06-01", 3)

    def state(day: str) -> tuple[str, bool, bool]:
        thread = only(view(day, duty, judgements=[shut, again, note]), Undertaking)
        return thread.status, thread.closed, thread.overdue is not None

    assert state("2020-12-31") == ("planned", False, True)
    assert state("2021-01-01") == ("done", True, False)
    assert state("2021-06-01") == ("planned", False, True)
    assert [j.reason for j in only(view("2022-01-01", duty, judgements=[note]), Undertaking).notes] == ["told so"]


@settings(max_examples=10, deadline=None)
@given(st.dates(dt.date(2004, 1, 1), dt.date(2026, 1, 1)), st.dates(dt.date(2004, 1, 1), dt.date(2026, 1, 1)))
def test_changes_tell_of_nothing_said_outside_the_two_days(one: dt.date, other: dt.date) -> None:
    first, last = sorted((one, other))
    before, after = (View(Record(MADE_UP, as_of=day), day) for day in (first, last))
    for change in changes(before, after):
        assert all(s.said <= last for s in change.statements)
        assert change.sort == "contradicted" or all(s.said > first for s in change.statements)
    assert all(link.said <= last for t in after.threads() for link in t.links)


def test_everything_can_be_told_as_json() -> None:
    import msgspec

    found = View(Record(MADE_UP), dt.date(2026, 1, 1))
    for entity in found.record.entities.values():
        told_of = msgspec.json.decode(msgspec.json.encode(telling.full(found, entity)))
        assert told_of["id"] == entity.id
        assert all(s["quote"] for s in told_of.get("sources", ()))
    assert {part.title for part in dossier(found)} >= {"Silent", "Origins"}


def test_what_is_not_followed_or_not_known_is_a_wrong_call() -> None:
    found = view("2024-02-01", *FORUM_REPORTS)
    with pytest.raises(UsageError, match="not followed"):
        found.thread(found.record.find("series/az-ru-interregional-forum"))
    with pytest.raises(UsageError, match="knows nothing"):
        dossier(found, "XX-YY")


def test_a_timeline_of_a_pair_a_series_a_person() -> None:
    told_by = report(
        "2022-03-01",
        told("person", name="Ivan Petrov", of="RU"),
        told("event", name=FORUM, ordinal=11, date="2022", speakers=("Ivan Petrov",)),
    )
    found = view("2024-01-01", *FORUM_REPORTS, told_by)
    assert len(found.timeline("series/az-ru-interregional-forum")) == 5
    assert [link.said for _, link in found.timeline("person/ivan-petrov")][-1] == dt.date(2023, 7, 7)
    assert len(found.timeline("AZ-RU")) == 5


def test_an_undertaking_tells_of_the_event_that_its_words_name() -> None:
    from dataclasses import replace

    told_of = report(
        "2021-04-28", told("duty", what="hold the Days of Culture"), told("event", name="Days of Culture", date="2021")
    )
    duty, event = told_of.claims
    within = Report(told_of.source, (duty, replace(event, start=duty.start + 9, end=duty.end)))
    found = view("2022-01-11", within)
    (undertaking,) = found.record.of(Undertaking)
    assert [(t.entity.kind, t.status, t.overdue) for t in found.concerned(undertaking)] == [("event", "planned", 11)]
    assert telling.full(found, undertaking)["concerns"] == [
        {"id": "event/az-ru-days-culture/2021", "status": "planned"}
    ]
    apart = view("2022-01-11", told_of)
    assert apart.concerned(apart.record.of(Undertaking)[0]) == []
