"""PDF: the text layer, its lines joined to paragraphs, page numbers and running heads left out."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Any, NamedTuple

from servanda.sources.options import Limits
from servanda.sources.parsed import Parsed, Refused, assemble

#: A line as printed. PDFium joins two lines by U+FFFE (or U+0002) where a hyphen at the first one's end divides a word.
_PRINTED = re.compile(r"[^\r\n\ufffe\x02]+[\ufffe\x02]?")
_HYPHENS = ("-", "\u2010", "\u00ad")
_END = re.compile(r"[.!?:;\u2026][\"'\u201d\u2019\u00bb)\]]*$")
_ITEM = re.compile(r"(?:[\u2022\u25aa\u2013*\u2014-]|\(?[0-9a-z]{1,3}[.)])\s")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_PAGE_NUMBER = re.compile(r"\W*\d{1,4}(?:\W+\d{1,4})?\W*\Z")
_STAMP = re.compile(r"(?:D:)?((?:19|20)\d\d)(\d\d)(\d\d)")


class Line(NamedTuple):
    """One printed line: its text, how high its first and last letter stand (points), and the page's index."""

    text: str
    begin: float
    end: float
    page: int


def parse(data: bytes, limits: Limits) -> Parsed:
    """The text of a PDF by paragraph; refused when it is locked, broken, too long or only a scan."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
        count = len(document)
    except pypdfium2.PdfiumError as error:
        raise Refused("unreadable", _why(str(error))) from None
    if count > limits.pages:
        raise Refused("too-large", f"{count} pages, {limits.pages} are allowed: raise the page limit or split the file")
    lines: list[Line] = []
    blank = []
    size = 0
    for index in range(count):
        found = list(_lines(document, index))
        lines += found
        size += sum(len(line.text) for line in found)
        if not found:
            blank.append(index + 1)
        if size > limits.characters:
            raise Refused("too-large", f"over {limits.characters} characters by page {index + 1}: split the file")
    return _result(document, lines, blank, count)


def _why(error: str) -> str:
    if "password" in error.lower():
        return "the PDF is locked by a password: save a copy without it"
    return "the PDF is broken and cannot be opened: fetch it again"


def _result(document: Any, lines: list[Line], blank: list[int], count: int) -> Parsed:
    if not any(any(map(str.isalpha, line.text)) for line in lines):
        raise Refused("no-text", f"none of the {count} pages carries text (a scan?): run text recognition on it first")
    text, spans = assemble(_paragraphs(_body(lines, count)))
    saved, title = _metadata(document)
    pages = ", ".join(map(str, blank[:20])) + (", …" if len(blank) > 20 else "")
    return Parsed(
        text=text,
        media_type="application/pdf",
        title=title,
        saved=saved,
        saved_by="pdf metadata: created" if saved else None,
        paragraphs=spans,
        problems=(("no-text", f"no text on page {pages} of {count}: if it is a scan, recognise it first"),)
        if blank
        else (),
    )


def _lines(document: Any, index: int) -> Iterator[Line]:
    import pypdfium2

    try:
        page = document[index].get_textpage()
        text = page.get_text_range()
        count = page.count_chars()
    except (pypdfium2.PdfiumError, UnicodeError):
        return  # one broken page is reported like a page without text
    for match in _PRINTED.finditer(text):
        if shown := match[0].replace("\ufffe", "-").replace("\x02", "-").strip():
            begin, end = match.span()
            yield Line(shown, _height(page, begin, count), _height(page, end - 1, count), index)


def _height(page: Any, position: int, count: int) -> float:
    """The height of a character's box on the page, 0 when PDFium does not know it."""
    try:
        return float(page.get_charbox(max(0, min(position, count - 1)), loose=True)[1])
    except Exception:  # a missing box costs one paragraph break, nothing more
        return 0.0


def _body(lines: list[Line], pages: int) -> list[Line]:
    """The lines without page numbers and without what stands at the edge of most pages."""
    edges = [i for i, line in enumerate(lines) if _at_edge(lines, i)]
    repeated = Counter(re.sub(r"\d+", "#", lines[i].text) for i in edges)
    heads = {text for text, n in repeated.items() if pages >= 4 and n > pages / 2}
    drop = {i for i in edges if _PAGE_NUMBER.match(lines[i].text) or re.sub(r"\d+", "#", lines[i].text) in heads}
    return [line for i, line in enumerate(lines) if i not in drop]


def _at_edge(lines: list[Line], i: int) -> bool:
    page = lines[i].page
    return i == 0 or i == len(lines) - 1 or lines[i - 1].page != page or lines[i + 1].page != page


def _paragraphs(lines: list[Line]) -> list[str]:
    if not lines:
        return []
    known = _known(lines)
    gap = _usual_gap(lines)
    width = max(len(line.text) for line in lines)
    paragraphs = [lines[0].text]
    for before, line in pairwise(lines):
        if _breaks(before, line, gap, width):
            paragraphs.append(line.text)
        else:
            paragraphs[-1] = _joined(paragraphs[-1], line.text, known)
    return [paragraph.replace("\u00ad", "") for paragraph in paragraphs]  # soft hyphens within lines


def _usual_gap(lines: list[Line]) -> float:
    """The most common distance between two lines, in points; 0 when unknown."""
    gaps = Counter(round(a.end - b.begin, 1) for a, b in pairwise(lines) if a.page == b.page and a.end > b.begin)
    return min((gap for gap, n in gaps.items() if n >= 0.2 * max(gaps.values())), default=0.0)


def _breaks(before: Line, line: Line, gap: float, width: int) -> bool:
    ended = _END.search(before.text) is not None
    if _ITEM.match(line.text) and ended:
        return True
    if before.page != line.page:
        return ended
    if gap and before.end - line.begin > 1.3 * gap:
        return True
    return ended and len(before.text) < 0.75 * width


def _joined(head: str, tail: str, known: set[str]) -> str:
    """Two lines as one; a divided word is made whole unless the text elsewhere writes it with its hyphen."""
    if not head.endswith(_HYPHENS):
        return f"{head} {tail}"
    left, right = head[:-1], tail
    first, last = _WORD.match(right), re.search(r"[^\W\d_]+(?:-[^\W\d_]+)*$", left)
    if not first or not last:
        return f"{head} {tail}"
    hyphenated, whole = f"{last[0]}-{first[0]}".lower(), f"{last[0]}{first[0]}".lower()
    keep = first[0][0].isupper() or (hyphenated in known and whole not in known)
    return f"{left}-{right}" if keep else left + right


def _known(lines: Iterable[Line]) -> set[str]:
    return {word.lower() for line in lines for word in _WORD.findall(line.text)}


def _metadata(document: Any) -> tuple[dt.date | None, str | None]:
    try:
        found = document.get_metadata_dict()
    except Exception:  # metadata is a courtesy of the file
        return None, None
    title = " ".join(found.get("Title", "").split()) or None
    stamp = _STAMP.match(found.get("CreationDate", ""))
    try:
        return (dt.date(*map(int, stamp.groups())) if stamp else None), title
    except ValueError:
        return None, title
