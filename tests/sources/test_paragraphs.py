"""Paragraphs of plain text."""

from __future__ import annotations

import textwrap
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servanda.sources.paragraphs import paragraphs

LONG = (
    "The commission heard reports on trade, transport and customs, and asked the two ministries to bring a plan to the "
    "next session. It also took note of the work of the group on energy, which had met twice since the spring."
)


def shown(text: str) -> list[str]:
    return [text[span.start : span.end] for span in paragraphs(text)]


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\n\n", "\n \n", "\r", "\u2029"])
def test_a_line_is_a_paragraph(newline: str) -> None:
    assert shown(newline.join(["One line.", " Another line. ", "", "A third."])) == [
        "One line.",
        "Another line.",
        "A third.",
    ]


def test_hard_wrapped_lines_are_one_paragraph() -> None:
    wrapped = textwrap.fill(LONG, 72)
    assert shown(f"Heading\n\n{wrapped}\n\n{wrapped}") == ["Heading", wrapped, wrapped]


def test_long_lines_are_paragraphs_each() -> None:
    assert shown(f"{LONG}\n{LONG}") == [LONG, LONG]


def test_a_headline_over_its_text_stays_apart() -> None:
    headline = "Ministers of the two countries meet in the capital to speak of trade"
    assert shown(f"{headline}\nThe two ministers met.") == [headline, "The two ministers met."]


@given(st.text(alphabet=" \t\n\r\u2028abc.1é\u00a0\u200f"))
def test_spans_are_ordered_trimmed_and_hold_every_letter(text: str) -> None:
    spans = paragraphs(text)
    assert all(a.end <= b.start for a, b in pairwise(spans))
    assert all(text[s.start : s.end] == text[s.start : s.end].strip() != "" for s in spans)
    assert "".join("".join(shown(text)).split()) == "".join(text.split())
