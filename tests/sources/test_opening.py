"""From bytes, files and texts to documents: identity, precedence, problems."""

from __future__ import annotations

import datetime as dt
import hashlib
import time
from pathlib import Path

import pytest

from servanda.sources import Given, Limits, open_bytes, open_path, open_text

EN = "The two sides met in the capital and agreed on a plan for the next year."
AZ = "Tərəflər paytaxtda görüşüb və növbəti il üçün plan barədə razılığa gəliblər."


def codes(data: bytes, name: str = "a.txt", **options: Limits) -> list[str]:
    return [problem.code for problem in open_bytes(data, name, **options).problems]


@pytest.mark.parametrize(
    "text", [EN, f" {EN}\r\n\r\n{EN}\n\n", "\u200f🌍 e\u0301\u00ad\u00a0 and so on\v\f.", "a|b\tc\n" * 3, "\ufeff" + EN]
)
def test_plain_text_is_kept_to_the_letter(text: str) -> None:
    (document,) = open_bytes(text.encode(), "a.txt").result
    assert document.text == text.removeprefix("\ufeff")
    assert document.sha256 == hashlib.sha256(text.encode()).hexdigest()


def test_a_text_and_its_file_are_the_same_document(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(EN, "utf-8")
    assert open_text(EN).result[0].id == open_path(path).result[0].id
    assert open_path(path).result[0].name == "a.txt"
    assert open_path(path, name="reports/a.txt").result[0].name == "reports/a.txt"


def test_a_text_with_lone_surrogates_is_opened() -> None:
    assert open_text("The talks \ud800 ended.").result[0].text == "The talks \ud800 ended."


def test_passages_and_language() -> None:
    (document,) = open_bytes(f"{AZ}\n\n{EN}\n\n{EN}\n".encode(), "a.txt").result
    assert document.language == "en"
    assert [passage.language for passage in document.passages] == ["az", "en"]
    assert document.passages[-1].span.end == len(document.text)


def test_what_is_given_wins() -> None:
    given = Given(published=dt.date(2020, 1, 2), language="az", outlet="Ours", url="https://a.example")
    found = open_bytes(f"Published: 12 March 2023\nBy Azernews\n\n{EN}".encode(), "2019-01-01.txt", given=given)
    (document,) = found.result
    assert (document.published, document.published_rule) == (dt.date(2020, 1, 2), "given")
    assert (document.language, document.outlet, document.url) == ("az", "Ours", "https://a.example")
    assert [(passage.span.start, passage.language) for passage in document.passages] == [(0, "az")]
    assert found.problems == ()


@pytest.mark.parametrize(
    ("text", "name", "day", "rule"),
    [
        (f"Published: 12 March 2023\n{EN}", "2019-01-01.txt", dt.date(2023, 3, 12), "text header: '12 March 2023'"),
        (EN, "report_2021-04-27_final.txt", dt.date(2021, 4, 27), "file name: '2021-04-27'"),
        (EN, "2020.12.01/2021.04.27.txt", dt.date(2021, 4, 27), "file name: '2021.04.27'"),
        (EN, "2021-13-27.txt", None, None),
        (EN, "12021-04-271.txt", None, None),
        (EN, "9f20210427ab.txt", None, None),
        (f"On 12 March 2023 the sides met. {EN}", "a.txt", None, None),
    ],
)
def test_day_of_publication(text: str, name: str, day: dt.date | None, rule: str | None) -> None:
    found = open_bytes(text.encode(), name)
    assert (found.result[0].published, found.result[0].published_rule) == (day, rule)
    assert ("no-date" in {problem.code for problem in found.problems}) == (day is None)


@pytest.mark.parametrize(
    ("data", "name", "code"),
    [
        (b"", "a.txt", "empty"),
        (b" \r\n\t", "a.txt", "empty"),
        (b"\xef\xbb\xbf", "a.txt", "empty"),
        (b"\xff\xfe", "a.txt", "empty"),
        (b"", "a.pdf", "empty"),
        (bytes(range(256)) * 9, "a.txt", "unknown-format"),
        (b"{\\rtf1 text}", "a.rtf", "unknown-format"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "a.doc", "unknown-format"),
        (b"PK\x03\x04 xl/workbook.xml", "a.xlsx", "unknown-format"),
        (b"PK\x03\x04 other", "a.zip", "unknown-format"),
        (b"\x89PNG\r\n\x1a\n", "a.png", "unknown-format"),
    ],
)
def test_what_cannot_be_read_says_why_and_what_to_do(data: bytes, name: str, code: str) -> None:
    found = open_bytes(data, name)
    assert found.result == ()
    assert [problem.code for problem in found.problems] == [code]
    assert found.problems[0].source == name
    assert ":" in found.problems[0].message


def test_limits() -> None:
    assert codes(b"a" * 11, limits=Limits(bytes=10)) == ["too-large"]
    assert codes(b"a" * 11, limits=Limits(characters=10)) == ["too-large"]


def test_files_that_cannot_be_opened(tmp_path: Path) -> None:
    for path in (tmp_path / "none.txt", tmp_path, "a\0b"):
        assert [problem.code for problem in open_path(path).problems] == ["unreadable"]
    (tmp_path / "large.txt").write_bytes(b"a" * 11)
    assert [p.code for p in open_path(tmp_path / "large.txt", limits=Limits(bytes=10)).problems] == ["too-large"]


@pytest.mark.parametrize(
    ("end", "cut"),
    [
        ("", True),
        (".", False),
        ("”", False),
        (". — 0—", False),
        (" (Trend)", False),
        (": https://a.example/b", False),
        (", and then the minister of", True),
        ("." * 300 + "a", True),
    ],
)
def test_cut_off(end: str, cut: bool) -> None:
    assert ("cut-off" in codes((EN.removesuffix(".") + end).encode())) is cut


def test_tables_and_headings_are_not_cut_off() -> None:
    assert "cut-off" not in codes(b"a long heading without any end at all, over forty letters", "a.md")
    assert "cut-off" not in codes(b"A short last line")


def test_date_conflict_names_both() -> None:
    found = open_bytes(f"2023-03-12\nBaku / 27.08.20 / Turan: {EN}".encode(), "a.txt")
    assert [problem.code for problem in found.problems] == ["date-conflict"]
    assert "27.08.20" in found.problems[0].message


def test_plain_text_opens_fast() -> None:
    data = f"BAKU, April 26 (Reuters) - {EN}\n\n".encode() + f"{EN} {EN} {EN}\n\n".encode() * 12
    given = Given(language="en")
    open_bytes(data, "a.txt", given=given)
    best = min(_seconds(data, given) for _ in range(20))
    assert best < 0.001  # 0.07 ms on a quiet machine


def test_cost_grows_with_length_only() -> None:
    data = f"{EN} {AZ}\n".encode() * 20_000  # 3 MB
    assert _seconds(data, Given()) < 3


def _seconds(data: bytes, given: Given) -> float:
    start = time.process_time()
    open_bytes(data, "a.txt", given=given)
    return time.process_time() - start
