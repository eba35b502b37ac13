"""Events: forums, missions, exhibitions: name, number, day, place, held or planned or put off."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from servanda.read.reader import read_in
from servanda.record import Document, Event

_PUBLISHED = dt.date(2023, 6, 14)  # a Wednesday
_SETTING = "Kenya and Ethiopia held talks in Nairobi. "


def events(text: str) -> list[Event]:
    outcome = read_in(Document(name="t", text=text, sha256="0" * 64, published=_PUBLISHED), "en")
    assert not [p for p in outcome.problems if p.code == "rule-failed"]
    return [claim for claim in outcome.result if isinstance(claim, Event)]


ONE: list[tuple[str, dict[str, Any]]] = [
    ("The 3rd Kenyan-Ethiopian business forum was held in Addis Ababa on June 5.",
     {"name": "Kenyan-Ethiopian business forum", "ordinal": 3, "date": "2023-06-05", "place": "Addis Ababa", "status": "held"}),
    ("The first Kenyan-Ethiopian business forum will be held in Nairobi in October.",
     {"ordinal": 1, "date": "2023-10", "place": "Nairobi", "status": "planned"}),
    ("The 6th edition of the Kenyan products fair brought together 90 firms in Addis Ababa in May.",
     {"name": "Kenyan products fair", "ordinal": 6, "date": "2023-05", "place": "Addis Ababa", "status": "held"}),
    ("Kenya will send a buying mission to Mekelle in August.", {"date": "2023-08", "place": "Mekelle", "status": "planned"}),
    ("Kenyan firms were invited to the international exhibition to be held in Addis Ababa in October.",
     {"name": "international exhibition", "date": "2023-10", "place": "Addis Ababa", "status": "planned"}),
    ("The ministers inaugurated the 3rd Kenya-Ethiopia Business Council.", {"ordinal": 3, "status": "held"}),
    ("A permanent exhibition of Kenyan goods will open in Addis Ababa starting from next September.",
     {"date": "2023-09", "place": "Addis Ababa", "status": "planned"}),
    ("The sides explored the possibility of organising a joint business forum.", {"status": "proposed"}),
    ("In October the opening of a trade house of Kenya in Addis Ababa is expected.", {"date": "2023-10", "status": "planned"}),
    ("The two ministers addressed the Kenya-Ethiopia Business Forum on the sidelines of the visit.", {"status": "held"}),
    ("Kenya invited firms to take part in the Mombasa Tea Fair, scheduled for October.", {"date": "2023-10", "status": "planned"}),
    ("The Nairobi Coffee Festival took place in May 2022.", {"date": "2022-05", "status": "held"}),
    ("The Kenyan-Ethiopian Investment Forum has been postponed to 2024.", {"date": "2024", "status": "postponed"}),
    ("The Kenyan-Ethiopian trade fair, planned for May, was cancelled.", {"status": "cancelled"}),
    ("Ethiopia proposed to hold an investment conference of Kenya and Ethiopia in Addis Ababa.",
     {"place": "Addis Ababa", "status": "proposed"}),
    ("Days of Ethiopian Culture in Kenya will be held next year.", {"date": "2024", "status": "planned"}),
    ("A business mission of Kenyan companies to Ethiopia took place in March.", {"date": "2023-03", "status": "held"}),
    # --- agreed, arranged, to be opened
    ("The sides agreed to simplify visas and to hold a business forum in Mombasa in September.",
     {"date": "2023-09", "place": "Mombasa", "status": "planned"}),
    ("It was agreed to hold an investment forum before the end of the year.", {"date": "2023", "status": "planned"}),
    ("A business-to-business (B2B) forum of the two countries has been arranged for December 13.",
     {"date": "2023-12-13", "status": "planned"}),
    ("Otieno is to open the 2nd Kenya-Ethiopia Builders' Forum in Mombasa in July.",
     {"ordinal": 2, "date": "2023-07", "place": "Mombasa", "status": "planned"}),
    ("A Kenyan-Ethiopian Coffee Forum in Addis Ababa, proposed by the Ethiopian side, may be convened in May 2024.",
     {"date": "2024-05", "place": "Addis Ababa", "status": "proposed"}),
    ("The Kenyan side invited Ethiopia to the Mombasa Agricultural Fair in August.",
     {"date": "2023-08", "place": "Mombasa", "status": "planned"}),
    # --- a year within the name, openings told by a noun or with words put in between
    ("Ethiopia supports Specialized Expo 2027 in Nairobi.",
     {"name": "Specialized Expo 2027", "date": "2027", "place": "Nairobi", "status": "planned"}),
    ("The opening of the Kenya House in Addis Ababa in 2019 helped relations.",
     {"date": "2019", "place": "Addis Ababa", "status": "held"}),
    ("In October 2018, a cement plant, which was built by Kenyan companies, was put into operation in Mombasa.",
     {"name": "cement plant", "date": "2018-10", "place": "Mombasa", "status": "held"}),
    ("The exhibition of Kenyan tea opened in Addis Ababa on June 12.",
     {"date": "2023-06-12", "place": "Addis Ababa", "status": "held"}),
]  # fmt: skip


@pytest.mark.parametrize(("text", "fields"), ONE, ids=[text[:50] for text, _ in ONE])
def test_one_event(text: str, fields: dict[str, Any]) -> None:
    found = events(_SETTING + text)
    assert [{name: getattr(claim, name) for name in fields} for claim in found] == [fields]


@pytest.mark.parametrize(
    "text",
    [
        "The World Cup was held in Qatar in 2022.",
        "The city held its annual jazz festival in June.",
        "The conference room was repainted on Tuesday.",
        "The fair price of the share is $10.",
    ],
)
def test_no_event(text: str) -> None:
    assert events(text) == []


def test_an_edition_held_and_the_next_one_planned() -> None:
    text = (
        "The 3rd Kenyan-Ethiopian Business Forum was held in Addis Ababa on June 5. "
        "The 4th Kenyan-Ethiopian Business Forum will be held in Nairobi in 2024."
    )
    assert [(e.ordinal, e.status, e.date) for e in events(text)] == [(3, "held", "2023-06-05"), (4, "planned", "2024")]


@pytest.mark.parametrize(
    "text",
    [
        "The German-Polish forum was held in Berlin in May.",  # of two other countries
        "The sides are ready to assist the launch of a direct flight.",
        "Kenya proposed the opening of a branch in Addis Ababa.",
        "A joint press conference was held in Nairobi on Monday.",
    ],
)
def test_no_event_between_the_two(text: str) -> None:
    assert events(_SETTING + text) == []
