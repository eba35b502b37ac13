"""PDF: lines joined to paragraphs, divided words, page numbers, scans, limits."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest

from servanda.sources import Limits, open_bytes

MakePdf = Callable[..., bytes]


def test_lines_become_paragraphs(make_pdf: MakePdf) -> None:
    data = make_pdf(
        [
            "The commission on trade met in the northern city on Tuesday and heard the intergov-",
            "ernmental group on customs, whose long-term plan it adopted without a vote, and the",
            "Russian-",
            "Azerbaijani group, whose long-",
            "term work goes on.",
            "",
            "The next session is to be held in spring.",
        ],
        title="Protocol of the session",
        created="D:20230412101500+04'00'",
    )
    found = open_bytes(data, "protocol.pdf")
    (document,) = found.result
    shown = [document.text[s.start : s.end] for s in document.paragraphs]
    assert len(shown) == 2
    assert "intergovernmental group on customs, whose long-term plan" in shown[0]
    assert shown[0].endswith("and the Russian-Azerbaijani group, whose long-term work goes on.")
    assert shown[1] == "The next session is to be held in spring."
    assert (document.title, document.language) == ("Protocol of the session", "en")
    assert (document.published, document.published_rule) == (dt.date(2023, 4, 12), "pdf metadata: created")


def test_a_date_in_the_name_is_nearer_than_the_day_of_saving(make_pdf: MakePdf) -> None:
    data = make_pdf(["The talks ended well."], created="D:20230412")
    (document,) = open_bytes(data, "2021-07-07 protocol.pdf").result
    assert (document.published, document.published_rule) == (dt.date(2021, 7, 7), "file name: '2021-07-07'")


def test_running_heads_and_page_numbers_are_left_out_and_sentences_cross_pages(make_pdf: MakePdf) -> None:
    pages = [["Protocol of the session", f"Point {n} of the plan is done and the", f"- {n} -"] for n in range(1, 6)]
    (document,) = open_bytes(make_pdf(*pages), "p.pdf").result
    assert "Protocol" not in document.text
    assert "- 3 -" not in document.text
    assert "is done and the Point 2" in document.text


def test_a_scan_is_said_to_be_one(make_pdf: MakePdf) -> None:
    found = open_bytes(make_pdf([], []), "scan.pdf")
    assert found.result == ()
    assert [problem.code for problem in found.problems] == ["no-text"]


def test_single_pages_without_text_are_told(make_pdf: MakePdf) -> None:
    found = open_bytes(make_pdf(["The talks ended well."], []), "half.pdf")
    assert len(found.result) == 1
    assert "page 2 of 2" in next(p.message for p in found.problems if p.code == "no-text")


@pytest.mark.parametrize("limits", [Limits(pages=2), Limits(characters=30)])
def test_limits(make_pdf: MakePdf, limits: Limits) -> None:
    found = open_bytes(make_pdf(*[["The talks ended well."]] * 3), "long.pdf", limits=limits)
    assert found.result == ()
    assert [problem.code for problem in found.problems] == ["too-large"]


def test_broken_pdf(make_pdf: MakePdf) -> None:
    for data in (b"%PDF-1.7 nothing more", make_pdf(["x"])[:200]):
        found = open_bytes(data, "broken.pdf")
        assert found.result == ()
        assert [problem.code for problem in found.problems] == ["unreadable"]
