"""Letters: body, date, sender, attachments."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest

from servanda.sources import open_bytes

MakeLetter = Callable[..., bytes]


def test_letter(make_letter: MakeLetter) -> None:
    found = open_bytes(make_letter("The talks ended well.\n"), "mail.eml")
    (document,) = found.result
    assert document.text == "The talks ended well.\n"
    assert (document.title, document.outlet) == ("Talks on trade – day one", "Press Desk")
    assert (document.published, document.published_rule) == (dt.date(2020, 8, 27), "mail header")
    assert document.media_type == "message/rfc822"
    assert found.problems == ()


def test_a_letter_is_known_by_its_content(make_letter: MakeLetter) -> None:
    assert open_bytes(make_letter("The talks ended well."), "mail").result[0].media_type == "message/rfc822"
    note = b"Date: 12 March 2023\nSubject: trade\n\nThe talks ended well."
    assert open_bytes(note, "note.txt").result[0].text.startswith("Date:")


def test_plain_text_comes_before_html(make_letter: MakeLetter) -> None:
    (document,) = open_bytes(make_letter("Plain words.", html="<p>Marked words.</p>"), "mail.eml").result
    assert document.text == "Plain words.\n"


def test_html_alone_is_read_as_a_page(make_letter: MakeLetter) -> None:
    (document,) = open_bytes(make_letter(html="<html><body><p>Marked words.</p></body></html>"), "mail.eml").result
    assert (document.text, document.outlet) == ("Marked words.", "Press Desk")


def test_attachments_are_documents(
    make_letter: MakeLetter, make_pdf: Callable[..., bytes], make_docx: Callable[..., bytes]
) -> None:
    inner = make_letter("A letter within.")
    letter = make_letter(
        "See the reports.",
        attachments={
            "report.pdf": make_pdf(["The talks ended well."]),
            "plan 2021-04-05.docx": make_docx(["The plan."]),
            "sheet.xlsx": b"PK\x03\x04 xl/workbook.xml",
            "inner.eml": inner,
        },
    )
    found = open_bytes(letter, "mail.eml")
    assert [(document.name, document.text.strip()) for document in found.result] == [
        ("mail.eml", "See the reports."),
        ("mail.eml#report.pdf", "The talks ended well."),
        ("mail.eml#plan 2021-04-05.docx", "The plan."),
        ("mail.eml#inner.eml", "A letter within."),
    ]
    assert found.result[2].published == dt.date(2021, 4, 5)
    assert [(p.code, p.source) for p in found.problems if p.code != "no-date"] == [
        ("unknown-format", "mail.eml#sheet.xlsx")
    ]


def test_letters_nested_without_end_are_cut_short(make_letter: MakeLetter) -> None:
    letter = make_letter("Innermost.")
    for _ in range(8):
        letter = make_letter("Around.", attachments={"inner.eml": letter})
    found = open_bytes(letter, "mail.eml")
    assert len(found.result) == 4
    assert [problem.code for problem in found.problems] == ["too-large"]


@pytest.mark.parametrize(
    "data",
    [
        b"From: a\nDate: never\nSubject: =?utf-8?q?broken=\nMessage-ID: <\n\nThe talks ended well.",
        b"From: =?x?b?\xff\xfe?=\nMIME-Version: 1.0\nContent-Type: text/plain; charset=no\n\nThe talks ended well.",
        b"Message-ID: <1>\nFrom: \nContent-Transfer-Encoding: base64\n\nThe talks ended well.",
        b"Message-ID: <1>\nTo: x\nContent-Type: multipart/mixed\n\nThe talks ended well.",
    ],
)
def test_broken_letters_do_not_raise(data: bytes) -> None:
    open_bytes(data, "broken.eml")
    assert open_bytes(data.replace(b"base64", b"7bit"), "broken.eml").result[0].text.strip() == "The talks ended well."


def test_a_letter_of_nested_parts() -> None:
    parts = b"".join(b"--b%d\nContent-Type: multipart/mixed; boundary=b%d\n\n" % (n, n + 1) for n in range(3000))
    data = b"From: a@b.example\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b0\n\n" + parts
    assert open_bytes(data, "deep.eml").result == ()
