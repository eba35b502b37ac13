"""What the five seed documents say together: the cases of `stories.md` that are not about figures, out of the record by itself."""

from __future__ import annotations

import datetime as dt
import json
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from servanda.cli import main
from servanda.follow import Thread, View
from servanda.ledger import Event, Instrument, Ledger, Person, Session, Undertaking
from servanda.record import Event as EventClaim
from servanda.record import Person as PersonClaim
from servanda.resolve import Body, Entity, Report, Series, Source

SHARED = Path(__file__).parents[1].parent / "shared"
Views = Callable[[str], View]


@pytest.fixture(scope="module")
def where(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A ledger that has read the seed documents."""
    if not (SHARED / "seeds").is_dir():
        missing = f"the seed documents are not here ({SHARED / 'seeds'})"
        if os.environ.get("CI") == "true":
            pytest.fail(f"{missing}, and CI must read them")
        pytest.skip(missing)
    place = str(tmp_path_factory.mktemp("stories") / "seeds.db")
    with Ledger.open(place) as ledger:
        ledger.add_paths([SHARED / "seeds"])
    return place


@pytest.fixture(scope="module")
def view(where: str) -> Iterator[Views]:
    """The record as of a day."""
    with Ledger.open(where, create=False) as ledger:
        yield lambda day: ledger.view(as_of=dt.date.fromisoformat(day))


def documents(found: Entity | Thread) -> list[str]:
    """The numbers of the documents behind something, in order of what was said."""
    entity = found.entity if isinstance(found, Thread) else found
    return [s.source.name[:3] for s in entity.statements]


def quotes(found: Entity) -> str:
    return " / ".join(s.claim.quote for s in found.statements)


def followed(view: View, reference: str) -> Thread:
    return view.thread(view.record.find(reference))


FORUM = "event/az-ru-interregional-forum/11"


def test_1_one_forum_four_windows_one_outcome(view: Views) -> None:
    thread = followed(view("2024-06-01"), FORUM)
    assert documents(thread) == ["000", "001", "004", "003"]
    assert thread.windows == ("2020", "2021", "2022", "2022-11")
    assert [link.status for link in thread.links] == ["planned", "planned", "planned", "held"]
    assert (thread.status, getattr(thread.entity, "place", None)) == ("held", "Baku")
    assert thread.slip
    assert 600 < thread.slip.low <= thread.slip.high < 730
    assert all(link.statement.claim.quote for link in thread.links)
    now = view("2024-06-01")
    (figure,) = now.figures(thread.entity)
    assert (figure.claim.indicator, figure.claim.value, figure.claim.qualifier) == ("participants", 700, ">")
    (following,) = (e for e in view("2024-06-01").record.of(Event) if e.ordinal == 12)
    assert (following.series, str(following.date), bool(following.inferred)) == (
        "series/az-ru-interregional-forum",
        "2023",
        True,
    )


def test_1_as_of_may_2021_the_forum_is_awaited_by_the_end_of_the_year(view: Views) -> None:
    thread = followed(view("2021-05-01"), FORUM)
    assert (thread.status, thread.windows, thread.overdue) == ("planned", ("2020", "2021"), None)
    assert documents(thread) == ["000", "001"]


def test_5_road_maps_counted_known_and_contradicted(view: Views) -> None:
    now = view("2024-06-01")
    (shortfall,) = (s for s in now.shortfalls() if s.entity.sort == "road map")
    assert [(c.count, c.statement.source.name[:3]) for c in shortfall.entity.counts] == [
        (5, "000"),
        (6, "004"),
        (6, "002"),
    ]
    (known,) = shortfall.known
    sixth = now.record.find(known)
    assert documents(sixth) == ["000", "001"]
    assert "action plan" in quotes(sixth)
    assert shortfall.missing == 5
    (conflict,) = (c for c in now.contradictions() if shortfall.entity.id in c.entities)
    assert [s.source.name[:3] for s in conflict.statements] == ["002", "000"]
    assert view("2023-12-31").contradictions() == []


def test_8_sessions_known_inferred_and_missing(view: Views) -> None:
    now = view("2024-06-01")
    sessions = sorted(now.record.of(Session), key=lambda s: s.ordinal or 0)
    assert [(s.ordinal, str(s.date), s.place, bool(s.inferred)) for s in sessions] == [
        (19, "2021-04-27", "Moscow", True),
        (21, "2023-07-07", "Moscow", False),
    ]
    assert "one a year" in str(sessions[0].inferred)
    assert now.record.find("body/AZ-RU") in now.record.of(Body)
    assert now.gaps()[0][1] == (20,)
    (body,) = (b for b in now.record.of(Body) if b.named)
    assert [(n, s.source.name[:3], s.claim.quote) for n, s in body.named.items()] == [
        (18, "001", "18th meeting of the commission")
    ]
    assert documents(sessions[0]) == ["000", "001"]


def test_9_one_man_under_many_spellings(where: str) -> None:
    """The caption is in a language without a pack: its two names are given as a reader of that language would state them."""
    with Ledger.open(where, create=False) as ledger:
        record = ledger.record()
        captioned = next(s.source for s in record.statements if s.source.name.startswith("000"))
    names = ("Aleksey Overçuk", "Ceyhun Bayramovun")
    caption = Source(document="caption", name="caption", published=captioned.published)
    claims = [
        PersonClaim(document="caption", start=n, end=n + 1, quote=name, name=name) for n, name in enumerate(names)
    ]
    record.add(Report(caption, tuple(claims)))
    people = {p.name: p for p in record.of(Person)}
    assert set(people) == {
        "Aleksey Overchuk",
        "Jeyhun Bayramov",
        "Shahin Mustafayev",
        "Dmitry Volvach",
        "Ruslan Mirsayapov",
    }
    assert {"Alexei Overchuk", "Aleksey Overçuk"} <= set(people["Aleksey Overchuk"].names)
    assert people["Jeyhun Bayramov"].names == ("Jeyhun Bayramov", "Ceyhun Bayramovun")
    assert [(o.role, o.of) for o in people["Jeyhun Bayramov"].offices] == [("Foreign Minister", "AZ")]
    chairs = record.chairs(record.find("body/AZ-RU"))  # type: ignore[arg-type]
    assert {(c.name, c.of) for c in chairs} == {("Aleksey Overchuk", "RU"), ("Shahin Mustafayev", "AZ")}


def test_10_days_that_must_be_worked_out(view: Views) -> None:
    worked = {
        s.claim.date: s for s in view("2024-06-01").record.statements if s.claim.type == "meeting" and s.claim.date_rule
    }
    assert {"2020-08-26", "2021-04-27", "2023-07-07"} <= set(worked)
    assert [worked[d].source.name[:3] for d in ("2020-08-26", "2021-04-27", "2023-07-07")] == ["000", "001", "003"]


def test_11_a_plan_follows_the_plan_until_2024(view: Views) -> None:
    now = view("2024-06-01")
    (first,) = (i for i in now.record.of(Instrument) if i.followed_by)
    second = now.record.find(str(first.followed_by))
    assert (documents(first), documents(second)) == (["000", "001"], ["002", "002"])
    assert (str(first.term), now.thread(second).status) == ("../2024", "signed")
    assert now.thread(first).succeeded_by == second.id
    assert view("2023-12-31").thread(view("2023-12-31").record.find(first.id)).succeeded_by is None
    assert "for the next three years" in quotes(second)
    kept = [u for u in now.record.of(Undertaking) if "in the next two to three years" in quotes(u)]
    assert [documents(u) for u in kept] == [["002"]]


SILENT = {
    "agreement on readmission": "2020-08-27",
    "temporary labor activity": "2020-08-27",
    "Forum of Youth Initiatives": "2021-04-27",
    "Days of Azerbaijani Culture": "2021-04-27",
}


def test_13_silence_is_told_with_the_last_word(view: Views) -> None:
    now = view("2024-06-01")
    for words, day in SILENT.items():
        found = [t for t in now.threads(Event, Instrument) if any(words.lower() in n.lower() for n in t.entity.names)]
        assert [(str(t.last_heard), t.silent, t.closed) for t in found] == [
            (day, (now.day - dt.date.fromisoformat(day)).days, False)
        ], words
    (proposed,) = (t for t in now.threads(Event) if "scientific" in t.entity.name)
    assert (str(proposed.last_heard), proposed.status, proposed.overdue) == ("2023-07-07", "proposed", None)


def test_14_a_number_against_its_series_is_flagged_once_another_document_tells_the_series(where: str) -> None:
    name = "St. Petersburg International Economic Forum"
    with Ledger.open(where, create=False) as ledger:
        record = ledger.record()
    (series,) = (s for s in record.of(Series) if s.name == name)
    assert series.conflicts == ()
    other = EventClaim(
        document="other", start=0, end=1, quote="25th", name=name, ordinal=25, date="2022-06", status="held"
    )
    record.add(Report(Source(document="other", name="other", published=dt.date(2022, 6, 20)), (other,)))
    (series,) = (s for s in record.of(Series) if s.name == name)
    assert len(series.conflicts) == 1
    assert "no. 14 in 2021" in series.conflicts[0]
    assert "24" in series.conflicts[0]


def test_15_formulas_are_no_undertakings(view: Views) -> None:
    assert [t.id for t in view("2024-06-01").threads(Undertaking) if "dialogue" in t.entity.name] == []


def test_16_origins_are_counted_and_speakers_told(view: Views) -> None:
    now = view("2024-06-01")
    assert followed(now, FORUM).origins == 4
    link = followed(now, FORUM).links[0]
    assert (link.speaker, str(link.said)) == ("Turan", "2020-08-27")
    (told,) = (c for s in now.shortfalls() for c in s.entity.counts if c.statement.source.name.startswith("002"))
    assert told.statement.claim.speakers == ("Dmitry Volvach",)


TITLES = (
    "Persons under several spellings", "Sessions, with numbers inferred and missing", "Days that were worked out",
    "Events that moved or follow", "Papers and how far they came", "Papers counted and papers known", "What cannot be true together",
    "Silent", "Origins",
)  # fmt: skip


def test_one_command_tells_them_all(where: str, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    with pytest.raises(SystemExit) as left:
        main(["dossier", "AZ-RU", "--as-of", "2024-06-01", "--format", "json", "--ledger", where])
    assert not left.value.code
    parts: dict[str, list[dict[str, Any]]] = json.loads(capfdbinary.readouterr().out)
    assert set(TITLES) <= set(parts)
    assert any(
        "2020 → 2021 → 2022 → 2022-11" in f["told"] and len(f["sources"]) == 4
        for f in parts["Events that moved or follow"]
    )
    assert all(s["quote"] for listed in parts.values() for f in listed for s in f["sources"])
