"""An office told alone: its country as the sentence tells it, and the person whom all documents leave for it."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from servanda.follow import View, telling
from servanda.ledger import Given, Ledger
from servanda.ledger.sides import sides
from servanda.record import Document, Instrument
from servanda.resolve import Person
from servanda.resolve.words import is_office
from told import record, report, told


@pytest.mark.parametrize(
    ("text", "office", "side"),
    [
        ("A paper is ready, the Russian co-chair said.", "co-chair", "RU"),
        ("A paper is ready, the co-chair from the Russian side said.", "co-chair", "RU"),
        ("The Deputy Prime Minister of the Russian Federation said a paper is ready.", "Deputy Prime Minister", "RU"),
        ("The South Korean Deputy Prime Minister said a paper is ready.", "Deputy Prime Minister", "KR"),
        ("A paper is ready, the co-chair said in Russia.", "co-chair", None),
        ("A paper is ready, said the co-chair. Russia agrees.", "co-chair", None),
        ("A paper is ready, the Russian co-chair and the Azerbaijani co-chair said.", "co-chair", None),
        ("The Russian co-chair spoke. A paper is ready, the co-chair said.", "co-chair", None),
    ],
)
def test_the_side_is_what_stands_beside_the_office(text: str, office: str, side: str | None) -> None:
    document = Document(name="a", text=text, sha256="a" * 64, language="en")
    start = text.index("paper")
    paper = Instrument(
        document=document.id, start=start, end=start + 5, quote="paper", speakers=(office,), kind="other", title="paper", status="agreed",
    )  # fmt: skip
    assert sides(document, [paper]) == ({paper.id: {office: side}} if side else {})


@pytest.mark.parametrize(
    "name", ["co-chair", "Russian co-chairman", "Deputy Prime Minister", "Minister of Economy", "Foreign Minister"]
)
def test_an_office_is_known_by_its_last_word(name: str) -> None:
    assert is_office(name)


@pytest.mark.parametrize(
    "name", ["Aleksey Overchuk", "Minister Aleksey Overchuk", "Ministry of Economy", "RU", "Chairez"]
)
def test_what_is_no_office(name: str) -> None:
    assert not is_office(name)


ROLE = "Deputy Prime Minister"
OFFICIALS = (
    report("2019-03-01", told("person", name="Anna Semyonova", role=ROLE, of="RU")),
    report("2021-03-01", told("session", date="2021-03-01", chairs=("Oleg Starikov", "Nigar Abbaszade")),
           told("person", name="Oleg Starikov", role=ROLE, of="RU"), told("person", name="Nigar Abbaszade", role="Minister", of="AZ")),
    report("2023-03-01", told("person", name="Oleg Starikov", role=ROLE, of="RU")),
)  # fmt: skip


def speaking(day: str, office: str, side: str | None = None, **asked: Any) -> tuple[View, Any]:
    """The view, and what the only link of a paper's thread tells of who said it."""
    said = report(day, told("paper", title="Agreement on wool", status="agreed", speakers=(office,)))
    from dataclasses import replace

    if side:
        said = replace(said, sides={said.claims[0].id: {office: side}})
    view = View(record(*OFFICIALS, said, **asked), dt.date(2026, 1, 1))
    (thread,) = view.threads()[-1:]
    found = [link for link in thread.links if link.statement.claim.speakers]
    return view, found[0].meant if found else None


@pytest.mark.parametrize(
    ("day", "office", "side", "person"),
    [
        ("2022-01-01", "Deputy Prime Minister", "RU", "person/oleg-starikov"),
        ("2022-01-01", "Russian Deputy Prime Minister", None, "person/oleg-starikov"),
        ("2022-01-01", "co-chair", "AZ", "person/nigar-abbaszade"),
        ("2021-03-02", "co-chair", None, None),
        ("2022-01-01", "Deputy Prime Minister", "AZ", None),
        ("2020-03-01", "Deputy Prime Minister", "RU", None),
        ("2034-01-01", "Deputy Prime Minister", "RU", None),
    ],
)
def test_who_is_meant_where_one_candidate_is_left(day: str, office: str, side: str | None, person: str | None) -> None:
    view, found = speaking(day, office, side)
    assert (found.person.id if found else None) == person
    assert not [p.id for p in view.record.of(Person) if "minister" in p.id or "chair" in p.id]
    if person:
        assert {link.statement.claim.speaker for _, link in view.timeline(person) if link.meant} == {office}


def test_it_is_told_with_its_rule() -> None:
    view, _ = speaking("2022-01-01", "co-chair", "RU")
    (link,) = (link for _, link in view.timeline("AZ-RU") if link.meant)
    assert telling.link(link)["speaker_meant"] == {
        "person": "person/oleg-starikov", "name": "Oleg Starikov", "rule": "the only co-chair of RU that documents name near that day",
    }  # fmt: skip


def test_the_ledger_tells_who_the_co_chair_of_another_document_is(tmp_path: Path) -> None:
    first = b"The Intergovernmental Commission of Russia and Azerbaijan met in Baku on 3 March 2021. Deputy Prime Minister of Russia Oleg Starikov, co-chair of the Russian-Azerbaijani intergovernmental commission, took part."
    second = b"The 20th session of the Russian-Azerbaijani Intergovernmental Commission was held on Tuesday. The Russian Deputy Prime Minister said that a memorandum on tourism will be signed."
    with Ledger.open(tmp_path / "x.db") as ledger:
        ledger.add(first, name="a.txt", given=Given(published=dt.date(2021, 3, 4)))
        ledger.add(second, name="b.txt", given=Given(published=dt.date(2021, 11, 25)))
        found = [link.meant for thread in ledger.view().threads() for link in thread.links if link.meant]
    assert [one.person.id for one in found] == ["person/oleg-starikov"]
