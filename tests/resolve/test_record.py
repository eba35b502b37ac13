"""One record out of many reports: who and what is one, what is told apart, what is left open; in whatever order it is read."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.claims import reports as made_up
from servanda.problems import UsageError
from servanda.record import Document, Judgement
from servanda.resolve import (
    Body,
    Event,
    Instrument,
    Person,
    Record,
    Report,
    Series,
    Session,
    Undertaking,
    anchored,
    passing,
)
from told import claim, ids, record, report, snapshot, told

MADE_UP = list(made_up(600, seed=3))


@settings(max_examples=8, deadline=None)
@given(st.randoms(use_true_random=False), st.integers(0, len(MADE_UP)))
def test_the_record_is_the_same_whatever_the_order_of_reading(random: Random, at: int) -> None:
    shuffled = random.sample(MADE_UP, len(MADE_UP))
    grown = Record(shuffled[:at])
    assert len(grown.entities) >= 0
    for late in shuffled[at:]:
        grown.add(late)
    assert snapshot(grown) == snapshot(Record(MADE_UP))


def test_a_document_read_anew_takes_its_own_place() -> None:
    grown = Record(MADE_UP)
    grown.add(MADE_UP[3])
    assert snapshot(grown) == snapshot(Record(MADE_UP))


@settings(max_examples=10, deadline=None)
@given(st.dates(dt.date(2004, 1, 1), dt.date(2026, 1, 1)), st.dates(dt.date(2004, 1, 1), dt.date(2026, 1, 1)))
def test_what_is_known_as_of_a_day_only_grows(one: dt.date, other: dt.date) -> None:
    earlier, later = (Record(MADE_UP, as_of=day) for day in sorted((one, other)))
    assert {s.id for s in earlier.statements} <= {s.id for s in later.statements}
    assert all(s.said <= max(one, other) for s in later.statements)
    assert all(s.said <= min(one, other) for e in earlier.entities.values() for s in e.statements)


def test_every_statement_stands_in_the_record_once_as_itself() -> None:
    found = Record(MADE_UP)
    for kind in (Session, Event, Instrument, Undertaking):
        anchors = [anchor for entity in found.of(kind) for anchor in entity.anchors]
        assert len(anchors) == len(set(anchors)), kind


def judgement(kind: str, subject: str, other: str | None = None, **more: object) -> Judgement:
    at = dt.datetime(2026, 2, 1, tzinfo=dt.UTC)
    signed = {"by": "N. N.", "reason": "known to the desk", "on": at.date(), "at": at}
    return Judgement(kind=kind, subject=subject, object=other, **{**signed, **more})  # type: ignore[arg-type]


@settings(max_examples=10, deadline=None)
@given(st.data())
def test_taking_a_merge_back_restores_exactly(data: st.DataObject) -> None:
    before = Record(MADE_UP)
    kind = data.draw(st.sampled_from((Person, Session, Event, Instrument, Undertaking)))
    one, other = (
        before.of(kind)[n] for n in data.draw(st.lists(st.integers(0, 5), min_size=2, max_size=2, unique=True))
    )
    word = data.draw(st.sampled_from(("same", "different")))
    merge = judgement(word, one.id, other.id, anchors=anchored(one), others=anchored(other))
    later = dt.datetime(2026, 2, 2, tzinfo=dt.UTC)
    back = judgement("withdraw", merge.id, at=later)
    ruled = Record(MADE_UP, [merge])
    if word == "same":
        joint = next(e for e in ruled.of(kind) if one.anchors[0] in e.anchors)
        assert {*one.anchors, *other.anchors} <= set(joint.anchors)
    assert snapshot(Record(MADE_UP, [merge, back])) == snapshot(before)
    again = judgement("withdraw", back.id, at=dt.datetime(2026, 2, 3, tzinfo=dt.UTC))
    assert snapshot(Record(MADE_UP, [merge, back, again])) == snapshot(ruled)


def test_what_is_judged_different_stays_apart() -> None:
    reports = [report(f"202{n}-05-01", told("event", name="Trade Fair", ordinal=4, date="2022")) for n in range(3)]
    together = record(*reports).of(Event)
    assert [len(e.statements) for e in together] == [3]
    apart = judgement(
        "different",
        claim(reports[0]).id,
        claim(reports[2]).id,
        anchors=("event:" + claim(reports[0]).id,),
        others=("event:" + claim(reports[2]).id,),
    )
    assert sorted(len(e.statements) for e in record(*reports, judgements=[apart]).of(Event)) == [1, 2]


def test_a_judgement_of_sameness_reaches_across_pairs() -> None:
    first = report(
        "2021-01-01", told("event", name="Green Energy Week"), told("paper", title="x", countries=("AM", "GE"))
    )
    second = report(
        "2021-02-01", told("event", name="Week of Green Power"), told("paper", title="y", countries=("KE", "UG"))
    )
    merge = judgement("same", "a", "b", anchors=("event:" + claim(first).id,), others=("event:" + claim(second).id,))
    assert len(record(first, second).of(Event)) == 2
    (one,) = record(first, second, judgements=[merge]).of(Event)
    assert one.names == ("Green Energy Week", "Week of Green Power")


def test_rejected_and_corrected_claims() -> None:
    one = report(
        "2021-01-01",
        told("person", name="Ivan Petrov", role="Minister", of="RU"),
        told("session", ordinal=3, date="2021-01-01"),
    )
    assert record(one, judgements=[judgement("reject", claim(one).id)]).of(Person) == []
    better = judgement("correct", claim(one, 1).id, change='{"ordinal": 4}')
    (session,) = record(one, judgements=[better]).of(Session)
    assert (session.id, session.statements[0].corrected) == ("session/AZ-RU/4", better.id)
    with pytest.raises(UsageError, match="no field"):
        record(one, judgements=[judgement("correct", claim(one, 1).id, change='{"colour": 4}')])
    with pytest.raises(UsageError, match="cannot stand"):
        record(one, judgements=[judgement("correct", claim(one, 1).id, change='{"ordinal": "x"}')])


def test_a_thing_is_found_by_id_alias_beginning_and_claim() -> None:
    one = report("2021-04-28", told("session", date="2021-04-27", status="held"))
    two = report("2023-07-07", told("session", date="2023-07-07", ordinal=21, status="held"))
    found = record(one, two)
    assert found.find("session/AZ-RU/19").id == "session/AZ-RU/2021-04-27"
    assert found.find("session/AZ-RU/2021").id == "session/AZ-RU/2021-04-27"
    assert found.find("session/AZ-RU/2023-07-07").id == found.find("session/az-ru/21").id == "session/AZ-RU/21"
    assert found.find("body/AZ-RU").kind == "body"
    with pytest.raises(UsageError, match="2 things"):
        found.find("session/")
    with pytest.raises(UsageError, match="nothing called"):
        found.find("session/XX-YY/1")


class TestPersons:
    def test_one_across_spellings_scripts_and_cases(self) -> None:
        names = (
            "Aleksey Overchuk",
            "Alexei Overchuk",
            "Aleksey Overçuk",
            "Алексей Оверчук",
            "Алексея Оверчука",
            "A. Overchuk",
        )
        found = record(
            *(
                report(f"2021-0{n + 1}-01", told("person", name=name, role="Deputy Prime Minister", of="RU"))
                for n, name in enumerate(names)
            )
        )
        (person,) = found.of(Person)
        assert person.names == names
        assert (person.first_seen, person.last_seen) == (dt.date(2021, 1, 1), dt.date(2021, 6, 1))

    def test_of_one_surname_and_of_two_countries_are_two(self) -> None:
        named = (("Rahman Mustafayev", "AZ"), ("Shahin Mustafayev", "AZ"), ("Ali Hasanov", "AZ"), ("Ali Hasanov", "TR"))
        found = record(*(report("2021-01-01", told("person", name=name, role="Minister", of=of)) for name, of in named))
        assert len(found.of(Person)) == 4

    def test_a_surname_is_whose_the_document_says(self) -> None:
        one = report(
            "2021-01-01",
            told("person", name="Shahin Mustafayev", of="AZ"),
            told("duty", what="build a bridge", speakers=("Mustafayev",)),
        )
        other = report(
            "2021-01-02",
            told("person", name="Rahman Mustafayev", of="AZ"),
            told("duty", what="mend a road", speakers=("Mustafayev",)),
        )
        found = record(one, other)
        assert [(p.name, len(p.statements)) for p in found.of(Person)] == [
            ("Rahman Mustafayev", 2),
            ("Shahin Mustafayev", 2),
        ]

    def test_an_initial_that_two_may_bear_is_left_open(self) -> None:
        found = record(
            report("2021-01-01", told("person", name="Ivan Petrov", of="RU")),
            report("2021-01-02", told("person", name="Igor Petrov", of="RU")),
            report("2021-01-03", told("person", name="I. Petrov", of="RU")),
        )
        assert len(found.of(Person)) == 3
        (question,) = found.questions
        assert len(question.candidates) == 2

    def test_an_office_is_whose_the_document_says(self) -> None:
        one = report(
            "2021-01-01",
            told("person", name="Shahin Mustafayev", role="Deputy Prime Minister", of="AZ"),
            told("person", name="Alexei Overchuk", role="Deputy Prime Minister", of="RU"),
            told("duty", what="build a bridge", speakers=("Russian Deputy Prime Minister",)),
            told("duty", what="mend a road", speakers=("Deputy Prime Minister",)),
        )
        people = {p.name: [s.claim.type for s in p.statements] for p in record(one).of(Person)}
        assert people == {"Alexei Overchuk": ["person", "commitment"], "Shahin Mustafayev": ["person"]}

    def test_an_office_alone_is_whose_it_was_that_day(self) -> None:
        def minister(day: str, name: str, of: str) -> Report:
            return report(day, told("person", name=name, role="Deputy Prime Minister", of=of))

        found = record(
            minister("2015-01-01", "Dmitry Rogozin", "RU"),
            minister("2017-01-01", "Dmitry Rogozin", "RU"),
            minister("2020-01-01", "Alexei Overchuk", "RU"),
            minister("2020-01-01", "Shahin Mustafayev", "AZ"),
            report(
                "2022-01-01",
                told("session", ordinal=1, date="2022-01-01", chairs=("Shahin Mustafayev", "Alexei Overchuk")),
            ),
        )

        def held(office: str, day: str, **asked: str) -> str | None:
            person = found.holder(office, dt.date.fromisoformat(day), **asked)
            return person.name if person else None

        assert held("the Russian Deputy Prime Minister", "2016-01-01") == "Dmitry Rogozin"
        assert held("Deputy Prime Minister", "2021-06-01", of="RU") == "Alexei Overchuk"
        assert held("the Azerbaijani co-chair", "2022-01-01") == "Shahin Mustafayev"
        assert held("the co-chair", "2022-01-01") is None
        assert held("Minister of Health", "2022-01-01") is None

    def test_offices_over_time_and_chairs(self) -> None:
        found = record(
            report("2019-01-01", told("person", name="Ivan Petrov", role="Minister of Economy", of="RU")),
            report(
                "2021-01-01",
                told(
                    "person", name="Ivan Petrov", role="Deputy Prime Minister, co-chairman of the commission", of="RU"
                ),
                told("session", ordinal=2, date="2021-01-01", chairs=("I. Petrov",)),
            ),
        )
        (person,) = found.of(Person)
        assert [(o.role.split(",")[0], o.first.year) for o in person.offices] == [
            ("Minister of Economy", 2019),
            ("Deputy Prime Minister", 2021),
        ]
        (body,) = found.of(Body)
        assert [(c.person, c.of, c.first.year) for c in found.chairs(body)] == [("person/ivan-petrov", "RU", 2021)]


class TestSessions:
    def test_a_number_is_inferred_and_a_gap_is_told(self) -> None:
        found = record(
            report("2021-04-28", told("session", date="2021-04-27", place="Moscow", status="held")),
            report("2023-07-07", told("session", date="2023-07-07", ordinal=21, status="held")),
        )
        one, other = found.of(Session)
        assert (one.ordinal, bool(one.inferred), other.ordinal, other.inferred) == (19, True, 21, None)
        assert found.of(Body)[0].missing == (20,)

    def test_the_only_number_left_is_no_guess(self) -> None:
        held = [
            report(f"{y}-05-02", told("session", date=f"{y}-05-01", ordinal=n, status="held"))
            for y, n in ((2015, 4), (2018, 5), (2022, 7))
        ]
        found = record(*held, report("2020-05-02", told("session", date="2020-05-01", status="held")))
        (inferred,) = (s for s in found.of(Session) if s.inferred)
        assert (inferred.ordinal, "only number" in str(inferred.inferred)) == (6, True)

    def test_the_next_session_is_the_one_held_next(self) -> None:
        awaited = report("2020-08-27", told("session", status="planned"))
        found = record(
            awaited,
            report("2019-05-01", told("session", date="2019-05-01", status="held", ordinal=17)),
            report("2021-04-28", told("session", date="2021-04-27", status="held")),
            report("2023-07-07", told("session", date="2023-07-07", ordinal=21, status="held")),
        )
        assert found.find(claim(awaited).id).id == "session/AZ-RU/2021-04-27"
        assert [s.claim.status for s in found.find("session/AZ-RU/2021-04-27").statements] == ["planned", "held"]

    def test_one_session_told_by_day_month_and_number(self) -> None:
        found = record(
            report("2022-03-02", told("session", date="2022-03-01", ordinal=5, status="held")),
            report("2022-03-09", told("session", date="2022-03", body=None, status="held")),
            report(
                "2022-03-01", told("session", date="2022-03-01", body="Intergovernmental Commission", status="held")
            ),
        )
        assert ids(found, "session/") == ["session/AZ-RU/5"]
        assert len(found.of(Session)[0].statements) == 3

    def test_two_bodies_of_one_pair_are_two(self) -> None:
        found = record(
            report("2022-03-02", told("session", date="2022-03-01", ordinal=5)),
            report(
                "2022-06-02",
                told("session", date="2022-06-01", ordinal=5, body="Commission on Military-Technical Cooperation"),
            ),
        )
        assert ids(found, "session/") == [
            "session/AZ-RU/5",
            "session/az-ru-commission-military-technical-cooperation/5",
        ]

    def test_a_number_told_of_two_years_is_two_sessions_and_a_conflict(self) -> None:
        found = record(
            *(report(f"{y}-03-02", told("session", date=f"{y}-03-01", ordinal=5, status="held")) for y in (2018, 2022))
        )
        assert ids(found, "session/") == ["session/AZ-RU/5", "session/AZ-RU/5~2"]
        assert "no. 5 in 2018" in found.of(Body)[0].conflicts[0]

    def test_a_number_named_in_passing_is_no_session_and_no_gap(self) -> None:
        text = "The road maps follow from the agreements of the 18th meeting of the commission. The 3rd road map was signed."
        document = Document(name="x", text=text, sha256="0" * 64, language="en")
        (named,) = passing(document)
        assert (named.ordinal, named.quote) == (18, "18th meeting of the commission")
        assert text[named.start : named.end] == named.quote
        held = [told("session", date=f"{y}-05-01", ordinal=n, status="held") for y, n in ((2019, 17), (2022, 20))]
        one = report("2022-05-02", *held, name=document.id)
        with_text = Report(one.source, (*one.claims, named))
        (body,) = record(with_text).of(Body)
        assert (body.missing, list(body.named)) == ((19,), [18])
        assert ids(record(with_text), "session/") == ["session/AZ-RU/17", "session/AZ-RU/20"]
        alone = Report(one.source, (named,))
        assert len(record(alone).entities) == 0
        assert list(passing(replace(document, language=None))) == list(passing(replace(document, language="xx"))) == []

    def test_a_number_that_goes_with_no_other_makes_no_gap(self) -> None:
        held = ((4, "2020-03-01"), (17, "2019-02-01"), (19, "2021-02-01"))
        found = record(*(report(day, told("session", date=day, ordinal=n, status="held")) for n, day in held))
        (body,) = found.of(Body)
        assert (body.missing, len(body.conflicts)) == ((18,), 2)


class TestEvents:
    def test_one_series_under_many_names(self) -> None:
        names = (
            "Russian-Azerbaijani Interregional Forum",
            "Azerbaijan-Russia Interregional Forum",
            "interregional forum",
            "Interregional Forum of Azerbaijan and Russia",
        )
        found = record(
            *(
                report("2021-01-01", told("event", name=name, ordinal=11, date="2022"), told("body", name="g"))
                for name in names
            )
        )
        assert ids(found, "event/") == ["event/az-ru-interregional-forum/11"]

    def test_what_one_does_in_the_other_is_not_the_other_way_round(self) -> None:
        names = ("Days of Azerbaijani Culture in Russia", "Days of Russian Culture in Azerbaijan")
        assert (
            len(record(*(report("2021-01-01", told("event", name=name, date="2021")) for name in names)).of(Event)) == 2
        )

    def test_events_of_two_pairs_are_two_unless_a_place_names_them(self) -> None:
        def both(name: str) -> list[Event]:
            pairs = (("AZ", "RU"), ("KE", "UG"))
            return record(
                *(
                    report(
                        "2021-01-01", told("event", name=name, date="2021-06"), told("paper", title="p", countries=pair)
                    )
                    for pair in pairs
                )
            ).of(Event)

        assert len(both("business forum")) == 2
        assert len(both("St. Petersburg International Economic Forum")) == 1

    def test_numbers_that_cannot_stand_together_are_told(self) -> None:
        name = "St. Petersburg International Economic Forum"
        one = report("2021-04-28", told("event", name=name, ordinal=14, date="2021-06"))
        assert record(one).of(Series)[0].conflicts == ()
        (series,) = record(
            one, report("2022-06-20", told("event", name=name, ordinal=25, date="2022-06", status="held"))
        ).of(Series)
        (told_,) = series.conflicts
        assert "no. 14 in 2021" in told_
        assert "no. 24" in told_

    def test_the_next_edition_is_inferred(self) -> None:
        found = record(
            report(
                "2023-07-07",
                told("event", name="Trade Fair of Regions", ordinal=11, date="2022-11", status="held"),
                told("event", name="Trade Fair of Regions", date="2023"),
            )
        )
        assert [(e.ordinal, bool(e.inferred)) for e in found.of(Event)] == [(11, False), (12, True)]


class TestInstruments:
    DIGITAL = "cooperation in the field of innovative development and the digital economy"

    def test_a_road_map_is_the_action_plan_on_the_same_matter(self) -> None:
        found = record(
            report(
                "2020-08-27",
                told("paper", kind="road map", title=f"sixth road map on {self.DIGITAL}", ordinal=6, status="agreed"),
            ),
            report(
                "2021-04-28",
                told(
                    "paper",
                    kind="action plan",
                    title=f"action plan for the development of {self.DIGITAL}",
                    status="signed",
                ),
            ),
            report(
                "2021-04-28", told("paper", kind="agreement", title=f"agreement on {self.DIGITAL}", status="signed")
            ),
        )
        assert sorted(len(i.statements) for i in found.of(Instrument)) == [1, 2]

    def test_a_plan_follows_the_plan_before_it(self) -> None:
        title = "action plan for the development of key areas of cooperation"
        found = record(
            report(
                "2020-08-27", told("paper", kind="action plan", title=f"{title} until 2024", status="being implemented")
            ),
            report(
                "2024-01-24",
                told("paper", kind="action plan", title=f"{title} for the next three years", status="in preparation"),
            ),
        )
        first, second = sorted(found.of(Instrument), key=lambda i: i.first_seen)
        assert (first.followed_by, second.follows, first.follows) == (second.id, first.id, None)

    def test_a_paper_without_a_title_is_the_only_one_that_it_can_be(self) -> None:
        plan = told("paper", kind="action plan", title="action plan on farming", status="being implemented")
        bare = report("2021-02-01", told("paper", kind="action plan", title="action plan", status="being implemented"))
        assert [len(i.statements) for i in record(report("2021-01-01", plan), bare).of(Instrument)] == [2]
        later = report(
            "2021-03-01", told("paper", kind="action plan", title="action plan on fishing", status="in preparation")
        )
        assert sorted(len(i.statements) for i in record(report("2021-01-01", plan), bare, later).of(Instrument)) == [
            1,
            2,
        ]
        other = report("2021-01-05", told("paper", kind="action plan", title="action plan on fishing", status="signed"))
        open_ = record(report("2021-01-01", plan), bare, other)
        assert sorted(len(i.statements) for i in open_.of(Instrument)) == [1, 1, 1]
        assert len(open_.questions) == 1

    def test_protocols_of_two_sessions_are_two(self) -> None:
        found = record(
            *(
                report(day, told("paper", kind="protocol", title="Protocol of the meeting", date=day))
                for day in ("2021-04-27", "2022-05-01")
            )
        )
        assert len(found.of(Instrument)) == 2

    def test_counts_and_their_known_members(self) -> None:
        found = record(
            report(
                "2020-08-27",
                told("paper", kind="road map", title="road maps", count=5, status="being implemented"),
                told("paper", kind="road map", title="sixth road map on tourism", ordinal=6, status="in preparation"),
            ),
            report(
                "2022-02-17", told("paper", kind="road map", title="road maps", count=6, status="being implemented")
            ),
        )
        (counted,) = (i for i in found.of(Instrument) if i.counts)
        assert [c.count for c in counted.counts] == [5, 6]
        assert len(counted.members) == 1


def test_undertakings_follow_one_matter_in_many_wordings_and_tell_formulas_apart() -> None:
    found = record(
        report("2020-01-01", told("duty", what="create a joint venture for bus production in Ganja")),
        report(
            "2021-01-01",
            told("duty", what="establish a joint venture for the production of buses in Ganja", status="done"),
        ),
        report("2021-01-01", told("duty", what="establish a joint venture for the production of ships in Ganja")),
        report(
            "2021-01-01",
            told(
                "duty",
                what="continue constructive dialogue and further strengthen relations in all areas of cooperation",
            ),
        ),
    )
    assert sorted((len(u.statements), u.ritual) for u in found.of(Undertaking)) == [(1, False), (1, True), (2, False)]


def test_an_event_without_a_name_is_the_named_one_that_its_document_awaits_for_the_same_time() -> None:
    paper = told("paper", title="Agreement on wool")
    named = told("event", name="Azerbaijan-Russia Interregional Forum", ordinal=11, date="2022")
    found = record(report("2021-01-01", paper, named, told("event", name="interregional forum", date="2022")))
    assert [len(e.statements) for e in found.of(Event)] == [2]
    for other in (
        report("2021-01-01", paper, named, told("event", name="interregional forum", date="2023")),
        report("2021-01-01", paper, named, told("event", name="interregional forum")),
    ):
        assert [len(e.statements) for e in record(other).of(Event)] == [1, 1]
