"""Any bytes under any name: nothing raises, every span is exact."""

from __future__ import annotations

from collections.abc import Callable

from hypothesis import example, given, settings
from hypothesis import strategies as st

from servanda.record import Document
from servanda.sources import Limits, open_bytes, open_text

NAMES = st.sampled_from(
    ["a.txt", "a.html", "a.pdf", "a.docx", "a.eml", "a.csv", "a.md", "a.rtf", "a", ".eml", "2021-02-30.txt"]
)
STARTS = st.sampled_from(
    [b"", b"%PDF-1.4\n", b"PK\x03\x04word/", b"<html>", b"From: a\nMessage-ID: b\n\n", b"\xff\xfe", b"\xef\xbb\xbf"]
)
LIMITS = Limits(bytes=1_000_000, pages=20, seconds=5, characters=1_000_000)
MANY = settings(max_examples=150, deadline=None)


def check(document: Document) -> None:
    text = document.text
    assert text.strip()
    bounds = [bound for span in document.paragraphs for bound in span]
    assert bounds == sorted(bounds)
    assert all(0 <= start < end <= len(text) for start, end in document.paragraphs)
    assert "".join(text[p.span.start : p.span.end] for p in document.passages) == text


@MANY
@given(STARTS, st.binary(max_size=600), NAMES)
@example(b"", b"\0", "a.txt")
@example(b"\xff\xfe", b"\0\xd8", "a.txt")
def test_any_bytes(start: bytes, data: bytes, name: str) -> None:
    for document in open_bytes(start + data, name, limits=LIMITS).result:
        check(document)


@MANY
@given(st.text(alphabet=st.characters(codec=None), max_size=300))
def test_any_text(text: str) -> None:
    for document in open_text(text).result:
        assert document.text == text
        check(document)


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_damaged_files(
    data: st.DataObject,
    make_pdf: Callable[..., bytes],
    make_docx: Callable[..., bytes],
    make_letter: Callable[..., bytes],
) -> None:
    whole = data.draw(
        st.sampled_from(
            [make_pdf(["The talks ended."]), make_docx(["The talks ended."]), make_letter("The talks ended.")]
        )
    )
    start = data.draw(st.integers(0, len(whole)))
    damaged = whole[:start] + data.draw(st.binary(max_size=8)) + whole[start + data.draw(st.integers(0, 40)) :]
    for document in open_bytes(damaged, "a.bin", limits=LIMITS).result:
        check(document)
