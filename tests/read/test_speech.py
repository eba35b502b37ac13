"""Who is quoted as saying what: quotations, reported speech, "according to"."""

from __future__ import annotations

import datetime as dt

import pytest

from servanda.read.reader import read_in
from servanda.record import Claim, Document, Person

_WHO = "Kenyan Trade Minister Wanjiru Kamau met Ethiopian Foreign Minister Abebe Tadesse in Nairobi. "


def spoken(text: str) -> list[Claim]:
    """Claims other than of persons in what follows the setting."""
    document = Document(name="t", text=_WHO + text, sha256="0" * 64, published=dt.date(2023, 6, 14))
    claims = read_in(document, "en").result
    return [claim for claim in claims if claim.start >= len(_WHO) and not isinstance(claim, Person)]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("“Trade between Kenya and Ethiopia grew by 12 percent in 2022,” Wanjiru Kamau said.", "Wanjiru Kamau"),
        ('"Trade between Kenya and Ethiopia grew by 12 percent in 2022", Kamau noted.', "Wanjiru Kamau"),
        ("Abebe Tadesse said that trade between Kenya and Ethiopia grew by 12 percent in 2022.", "Abebe Tadesse"),
        ("According to Abebe Tadesse, trade between Kenya and Ethiopia grew by 12 percent in 2022.", "Abebe Tadesse"),
        ("Trade between Kenya and Ethiopia grew by 12 percent in 2022, Tadesse stressed.", "Abebe Tadesse"),
        ("Trade between Kenya and Ethiopia grew by 12 percent in 2022.", None),
        ("«Trade between Kenya and Ethiopia grew by 12 percent in 2022», said Wanjiru Kamau.", "Wanjiru Kamau"),
    ],
)
def test_the_speaker(text: str, speaker: str | None) -> None:
    assert [claim.speaker for claim in spoken(text)] == [speaker]


def test_a_quotation_may_run_over_sentences() -> None:
    text = "“Trade grew. Exports from Kenya to Ethiopia reached $100 million in 2022. We welcome it,” Kamau said."
    assert {claim.speaker for claim in spoken(text)} == {"Wanjiru Kamau"}


def test_what_another_says_is_not_the_firsts() -> None:
    text = (
        "Kamau said that exports from Kenya to Ethiopia reached $100 million in 2022. "
        "Tadesse said that exports from Ethiopia to Kenya reached $70 million in 2022."
    )
    assert [claim.speaker for claim in spoken(text)] == ["Wanjiru Kamau", "Abebe Tadesse"]


@pytest.mark.parametrize("marks", ["“" * 7, "”" * 7, "“”", '"', "«“„", "»" * 3])
def test_marks_that_never_close(marks: str) -> None:
    spoken(f"{marks} Trade grew, Kamau said. {marks} Exports reached $5 million in 2022. {marks}")
