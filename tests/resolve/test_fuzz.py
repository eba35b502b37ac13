"""Whatever claims hold, a record can be made of them, it is the same in any order, and every view of it can be told."""

from __future__ import annotations

import datetime as dt
import json
from random import Random
from typing import Any, get_args

from hypothesis import given, settings
from hypothesis import strategies as st

from servanda.follow import View, changes, telling
from servanda.follow.dossier import dossier
from servanda.record import (
    Body,
    Commitment,
    CommitmentStatus,
    Event,
    EventStatus,
    Instrument,
    InstrumentStatus,
    Meeting,
    MeetingKind,
    MeetingStatus,
    Person,
    Strength,
)
from servanda.resolve import Record, Report, Source
from told import snapshot

NAMES = st.sampled_from(
    ["", " ", "-", "Иван Петров", "I. Petrov", "Petrov", "Forum of Regions", "11th Forum", "road map", "road maps", "action plan",
     "action plan until 2024", "protocol", "Commission", "Commission on Trade", "working group on wool", "continue dialogue", "x" * 300, "‮", "ə"]
)  # fmt: skip
DATES = st.sampled_from(
    [None, "2020", "2021-04-27", "2021-04", "2021-Q3", "../2024", "2018/..", "soon", "2021-01/2021-06", "0001"]
)
CODES = st.lists(st.sampled_from(["AZ", "RU", "KZ", "EU", "xx", ""]), max_size=3).map(tuple)
PEOPLE = st.lists(NAMES, max_size=2).map(tuple)
NUMBERS = st.sampled_from([None, 0, 1, 2, 11, 12, 999])


def one_of(literal: Any) -> st.SearchStrategy[Any]:
    return st.sampled_from(get_args(literal))


STATED = st.one_of(
    st.fixed_dictionaries({"of": st.just(Meeting), "body": st.none() | NAMES, "ordinal": NUMBERS, "kind": one_of(MeetingKind), "date": DATES, "place": st.none() | NAMES, "status": one_of(MeetingStatus), "participants": PEOPLE, "chairs": PEOPLE, "countries": CODES}),
    st.fixed_dictionaries({"of": st.just(Event), "name": NAMES, "ordinal": NUMBERS, "date": DATES, "status": one_of(EventStatus), "postponed_from": DATES}),
    st.fixed_dictionaries({"of": st.just(Instrument), "kind": st.sampled_from(["road map", "action plan", "protocol", "other"]), "title": NAMES, "status": one_of(InstrumentStatus), "date": DATES, "count": NUMBERS, "ordinal": NUMBERS, "countries": CODES}),
    st.fixed_dictionaries({"of": st.just(Commitment), "who": CODES, "what": NAMES, "due": DATES, "status": one_of(CommitmentStatus), "strength": one_of(Strength), "speakers": PEOPLE}),
    st.fixed_dictionaries({"of": st.just(Person), "name": NAMES, "role": st.none() | NAMES, "of_": st.sampled_from([None, "RU", "AZ", "Commission"])}),
    st.fixed_dictionaries({"of": st.just(Body), "name": NAMES, "kind": NAMES, "status": NAMES, "countries": CODES}),
)  # fmt: skip
DAYS = st.none() | st.dates(dt.date(2018, 1, 1), dt.date(2024, 1, 1))


@st.composite
def reports(draw: st.DrawFn) -> list[Report]:
    """Up to eight reports of up to six odd claims each."""
    made = []
    for number in range(draw(st.integers(0, 8))):
        claims = []
        for place, stated in enumerate(draw(st.lists(STATED, max_size=6))):
            fields = {("of" if k == "of_" else k): v for k, v in stated.items() if k != "of"}
            claims.append(stated["of"](document=f"d{number}", start=place, end=place + 1, quote="q", **fields))
        source = Source(
            document=f"d{number}",
            name="n",
            published=draw(DAYS),
            language=draw(st.sampled_from([None, "en", "xx"])),
            learned=dt.datetime(2025, 1, 1, tzinfo=dt.UTC),
        )
        made.append(Report(source, tuple(claims)))
    return made


@settings(max_examples=150, deadline=None)
@given(reports(), st.randoms(use_true_random=False), DAYS)
def test_any_claims_make_a_record(made: list[Report], random: Random, day: dt.date | None) -> None:
    record = Record(made)
    grown = Record()
    for report in random.sample(made, len(made)):
        grown.add(report)
    assert snapshot(grown) == snapshot(record)
    view = View(record, dt.date(2025, 6, 1))
    told = [telling.full(view, entity) for entity in record.entities.values()]
    told += [telling.change(c) for c in changes(View(Record(made, as_of=day), day or dt.date(2020, 1, 1)), view)]
    json.dumps([told, [[f.told for f in part.findings] for part in dossier(view)]])
    for entity in record.entities.values():
        assert entity.id == record.find(entity.id).id
        assert entity.statements
        assert set(entity.anchors) >= {s.id for s in entity.statements} or entity.kind in {"person", "place"}
