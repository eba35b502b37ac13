"""DOCX: paragraphs and tables in order, spans, bombs."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import pytest

from servanda.sources import Limits, open_bytes

MakeDocx = Callable[..., bytes]


def rewritten(data: bytes, change: Callable[[bytes], bytes]) -> bytes:
    """The package with its main part changed."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = old.read(name)
            new.writestr(name, change(part) if name == "word/document.xml" else part)
    return file.getvalue()


def test_paragraphs_and_tables_stand_in_order(make_docx: MakeDocx) -> None:
    data = make_docx(
        ["PROTOCOL", "1. The sides agreed on a plan.", "a line\nbroken by hand"],
        [["Year", "Trade"], ["2022", "4.2"]],
        "Done.",
    )
    found = open_bytes(data, "protocol.docx")
    (document,) = found.result
    shown = [document.text[s.start : s.end] for s in document.paragraphs]
    assert shown == [
        "PROTOCOL",
        "1. The sides agreed on a plan.",
        "a line\nbroken by hand",
        "Year\tTrade",
        "2022\t4.2",
        "Done.",
    ]
    assert document.media_type.endswith("wordprocessingml.document")
    assert document.published is None  # the day of python-docx's template is nobody's


def test_deleted_text_is_not_read(make_docx: MakeDocx) -> None:
    gone = b"<w:del><w:r><w:t>twelve </w:t></w:r></w:del><w:r><w:t>"
    data = rewritten(make_docx(["ten points"]), lambda part: part.replace(b"<w:r><w:t>", gone, 1))
    assert open_bytes(data, "a.docx").result[0].text == "ten points"


def test_zip_bomb(make_docx: MakeDocx) -> None:
    data = rewritten(make_docx(["x"]), lambda part: part.replace(b"<w:t>x", b"<w:t>" + b"x" * 9_000_000))
    assert len(data) < 100_000
    found = open_bytes(data, "bomb.docx", limits=Limits(bytes=2_000_000))
    assert found.result == ()
    assert [problem.code for problem in found.problems] == ["too-large"]


def test_entity_bomb(make_docx: MakeDocx) -> None:
    entities = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">' + b"".join(
        b'<!ENTITY a%d "%s">' % (n, b"&a%s;" % (str(n - 1).encode() if n else b"") * 10) for n in range(9)
    )
    data = rewritten(
        make_docx(["x"]),
        lambda part: part.replace(b"<w:document", entities + b"]><w:document", 1).replace(b"<w:t>x", b"<w:t>&a8;"),
    )
    found = open_bytes(data, "bomb.docx")
    assert found.result == ()
    assert [problem.code for problem in found.problems] == ["unreadable"]
    assert "entities" in found.problems[0].message


@pytest.mark.parametrize("cut", [30, 500, 5000])
def test_broken_archive(make_docx: MakeDocx, cut: int) -> None:
    found = open_bytes(make_docx(["The talks ended well."])[:cut] + b"word/", "broken.docx")
    assert found.result == ()
    assert [problem.code for problem in found.problems] == ["unreadable"]


def test_deep_xml(make_docx: MakeDocx) -> None:
    deep = b"<w:ins>" * 5000 + b"</w:ins>" * 5000
    data = rewritten(make_docx(["x"]), lambda part: part.replace(b"<w:r>", deep + b"<w:r>", 1))
    assert open_bytes(data, "deep.docx").problems[0].code in {"unreadable", "no-date"}
