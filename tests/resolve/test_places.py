"""Places: one under all its names, with its country, and what was held or planned there."""

from __future__ import annotations

import datetime as dt
from typing import Any

from servanda.follow import View, telling
from servanda.record import Judgement
from servanda.resolve import Place, Record, Report, anchored
from told import record, report, snapshot, told

FORUM = "Azerbaijan-Russia Interregional Forum"
REPORTS = (
    report("2020-08-27", told("event", name=FORUM, ordinal=11, date="2021", place="St. Petersburg")),
    report("2021-04-28", told("session", date="2021-04-27", place="Saint Petersburg"), told("event", name=FORUM, ordinal=11, date="2022", place="Baku")),
    report("2022-01-01", told("talks", date="2021-12-30", place="Villa Nova"), told("session", date="2022-01-05", status="planned", place="Baku")),
)  # fmt: skip


def view(*reports: Report, **asked: Any) -> View:
    return View(record(*reports, **asked), dt.date(2023, 1, 1))


def test_a_place_is_one_under_the_names_that_the_gazetteer_knows() -> None:
    places = {p.id: (p.countries, p.names) for p in view(*REPORTS).record.of(Place)}
    assert places == {
        "place/baku": (("AZ",), ("Baku",)),
        "place/saint-petersburg": (("RU",), ("Saint Petersburg", "St. Petersburg")),
        "place/villa-nova": ((), ("Villa Nova",)),
    }


def test_what_was_held_or_planned_there_is_told_also_where_it_moved_away() -> None:
    found = view(*REPORTS)
    place = found.record.find("place/saint-petersburg")
    told_of = [(one["id"], one["status"]) for one in telling.full(found, place)["here"]]
    assert told_of == [("session/AZ-RU/2021-04-27", "held"), ("event/az-ru-interregional-forum/11", "planned")]
    assert {e.id for e, _ in found.timeline("place/baku")} == {
        "event/az-ru-interregional-forum/11",
        "session/AZ-RU/2022-01-05",
    }


def test_places_are_the_same_in_any_order_and_leave_claims_to_what_they_tell_of() -> None:
    found = record(*REPORTS)
    assert snapshot(found) == snapshot(record(*reversed(REPORTS)))
    assert found.find(REPORTS[1].claims[0].id).id == "session/AZ-RU/2021-04-27"


def test_two_names_of_one_place_are_joined_by_a_judgement_and_parted_again() -> None:
    found = record(*REPORTS)
    one, other = (anchored(found.find(f"place/{name}")) for name in ("baku", "villa-nova"))
    same = Judgement(kind="same", subject="place/baku", object="place/villa-nova", by="X", reason="a house in Baku",
                     on=dt.date(2023, 1, 1), anchors=one, others=other, at=dt.datetime(2023, 1, 1, tzinfo=dt.UTC))  # fmt: skip
    joined = Record(REPORTS, [same])
    assert joined.find("place/villa-nova").id == "place/baku"
    back = Judgement(kind="withdraw", subject=same.id, by="X", reason="no", on=dt.date(2023, 1, 2),
                     at=dt.datetime(2023, 1, 2, tzinfo=dt.UTC))  # fmt: skip
    assert snapshot(Record(REPORTS, [same, back])) == snapshot(found)
