"""Reasons for a move: the sentence's own words, given to the thing that it moves, and to no other."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servanda.ledger.reasons import moves, reasons
from servanda.record import Document, Event


def reason(text: str, told: str) -> str | None:
    """The reason that a text gives for what is told in some of its words."""
    document = Document(name="a", text=text, sha256="a" * 64, language="en")
    start = text.index(told)
    claim = Event(document=document.id, start=start, end=start + len(told), quote=told, name=told, status="postponed")
    return reasons([claim], moves(document)).get(claim.id)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("The forum was postponed because of the pandemic.", "the pandemic"),
        ("The forum, postponed due to a flood, opens in May.", "a flood"),
        ("Owing to repairs at the venue, the forum was put off.", "repairs at the venue"),
        ("The forum has been moved to 2022 because the hall burned down; nobody was hurt.", "the hall burned down"),
        ("The forum was delayed owing to the outbreak until the spring of 2022.", "the outbreak"),
        ("The forum was postponed because of trade and customs disputes.", "trade and customs disputes"),
        ("The forum was postponed due to the vote and will be held in 2022.", "the vote"),
        ("A new date is awaited. The forum was called off as a result of storms. Other plans stand.", "storms"),
        ("The forum was postponed.", None),
        ("The forum was postponed. Exports fell because of the drought.", None),
        ("The forum was postponed not because of the pandemic.", None),
        ("The forum was postponed and the fair opened late because of rain.", None),
        ("Exports fell because of the drought and the forum was postponed.", None),
        ("The forum was postponed because of rain, the fair because of snow.", None),
        ("The forum grew because of the interest of firms.", None),
    ],
)
def test_a_reason_is_what_the_sentence_says_and_no_more(text: str, why: str | None) -> None:
    assert reason(text, "forum") == why


def test_of_two_moves_in_a_sentence_the_reason_is_that_of_the_one_it_stands_behind() -> None:
    text = "The forum was postponed to May and the fair was cancelled because of rain."
    assert reason(text, "fair was cancelled") == "rain"
    assert reason(text, "forum was postponed") is None
    assert reason(text, "forum") is None


def test_a_language_without_word_lists_gives_no_reasons() -> None:
    text = "The forum was postponed because of rain."
    assert moves(Document(name="a", text=text, sha256="a" * 64, language="xx")) == ()
    assert moves(Document(name="a", text=text, sha256="a" * 64)) == ()


@given(
    st.lists(
        st.sampled_from(
            [
                "the",
                "forum",
                "was",
                "postponed",
                "because",
                "due",
                "to",
                "not",
                "and",
                ",",
                ".",
                ";",
                "until",
                "2022",
                "rain",
                "“",
                "”",
                "(",
            ]
        ),
        max_size=25,
    )
)
def test_every_reason_stands_in_its_sentence(words: list[str]) -> None:
    document = Document(name="a", text=" ".join(words), sha256="a" * 64, language="en")
    for move in moves(document):
        told = document.text[move.sentence.start : move.sentence.end]
        assert move.reason is None or move.reason in " ".join(told.split())
        assert move.sentence.start <= move.start < move.end <= move.sentence.end


def test_the_ledger_tells_the_reason_for_a_slip(tmp_path: Path) -> None:
    from servanda.ledger import Given, Ledger

    text = b"The 20th session of the Intergovernmental Commission of Russia and Azerbaijan, planned for this December in Moscow, had been postponed until the spring of 2022 because of the fires."
    with Ledger.open(tmp_path / "x.db") as ledger:
        ledger.add(text, name="a.txt", given=Given(published=dt.date(2021, 11, 25)))
        (thread,) = ledger.view(as_of=dt.date(2022, 1, 1)).threads()
    assert (thread.status, thread.reasons) == ("postponed", ("the fires",))
