"""A caption in another language names the men of the report again."""

from __future__ import annotations

import servanda
from servanda.record import Person

REPORT = (
    "Baş nazirin müavini Serik Omarov və Azərbaycanın xarici işlər naziri Rəşad Məmmədovun görüşü.\n\n"
    "ASTANA, March 12, 2024 - Deputy Prime Minister of Kazakhstan Serik Omarov met Azerbaijani Foreign Minister Rashad Mammadov in "
    "Astana on Monday. The sides discussed trade between Kazakhstan and Azerbaijan, which grew by 12 percent last year. They also "
    "agreed to open a trade house in Aktau by the end of 2025.\n"
)


def test_a_caption_gives_no_second_man() -> None:
    people = [claim for claim in servanda.read(REPORT).result if isinstance(claim, Person)]
    assert sorted(person.name for person in people) == ["Rashad Mammadov", "Serik Omarov"]


def test_a_caption_may_name_somebody_else() -> None:
    other = REPORT.replace("Rəşad Məmmədovun", "Elçin Quliyevin")
    people = [claim for claim in servanda.read(other).result if isinstance(claim, Person)]
    assert {"Rashad Mammadov", "Serik Omarov", "Elçin Quliyev"} == {person.name for person in people}
