"""DOCX: paragraphs and tables in the order of the page, each paragraph with its span."""

from __future__ import annotations

import datetime as dt
import re
import zipfile
import zlib
from io import BytesIO
from typing import Any

from servanda.sources.formats import WORD
from servanda.sources.options import Limits
from servanda.sources.parsed import Parsed, Refused, assemble

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_PARAGRAPH, _TEXT, _ROW, _CELL = f"{_W}p", f"{_W}t", f"{_W}tr", f"{_W}tc"
_MARKS = {f"{_W}tab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "\u2011"}
#: What was deleted or moved away by a reviewer, and the second copy of a text box for old programs.
_UNSEEN = {f"{_W}del", f"{_W}moveFrom", f"{_MC}Fallback"}
#: A document holds up to this many times the bytes of its file limit once unpacked; a zip bomb holds thousands.
_SWELLING = 4
_ENTITY = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
#: The creation date of python-docx's template: a date that no one gave.
_TEMPLATE_DAY = dt.date(2013, 12, 23)

#: RuntimeError: a password; NotImplementedError: a rare compression.
_BROKEN_ARCHIVE = (
    zipfile.BadZipFile,
    zlib.error,
    NotImplementedError,
    RuntimeError,
    OSError,
    EOFError,
    ValueError,
    LookupError,
)


def parse(data: bytes, limits: Limits) -> Parsed:
    """The text of a DOCX by paragraph, a table row as one line with tabs; refused when broken or a zip bomb."""
    _check(data, limits)
    import docx

    try:
        document = docx.Document(BytesIO(data))
        paragraphs = _paragraphs(document.element.body)
    except Exception as error:  # python-docx raises KeyError, ValueError, lxml's and zipfile's errors, and more
        raise Refused("unreadable", f"the DOCX is broken ({type(error).__name__}): open it and save it again") from None
    text, spans = assemble(paragraphs, "\n")
    saved, title = _metadata(document)
    return Parsed(
        text=text,
        media_type=WORD,
        title=title,
        saved=saved,
        saved_by="docx metadata: last saved" if saved else None,
        paragraphs=spans,
    )


def _check(data: bytes, limits: Limits) -> None:
    """Turn down what would swell or expand: zipfile never unpacks more than the sizes that are summed here."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as package:
            size = sum(part.file_size for part in package.infolist())
            if size > _SWELLING * limits.bytes:
                raise Refused("too-large", f"unpacks to {size} bytes: raise the byte limit if you trust the file")
            for part in package.infolist():
                if part.filename.endswith((".xml", ".rels")) and _ENTITY.search(package.read(part)):
                    raise Refused("unreadable", "the DOCX defines XML entities, as only an attack does: not opened")
    except _BROKEN_ARCHIVE as error:
        raise Refused("unreadable", f"the DOCX is a broken archive ({error}): open it and save it again") from None


def _paragraphs(body: Any) -> list[str]:
    """Every paragraph and table row that shows, walked without recursion."""
    from lxml.etree import iterwalk

    found: list[str] = []
    walk = iterwalk(body, events=("start",))
    for _, element in walk:
        if element.tag in _UNSEEN:
            walk.skip_subtree()
        elif element.tag == _ROW:
            cells = (" ".join(_shown(cell).split()) for cell in element.iterchildren(_CELL))
            found.append("\t".join(cells).strip("\t"))
            walk.skip_subtree()
        elif element.tag == _PARAGRAPH:
            found.append(_shown(element).strip())
            walk.skip_subtree()
    return [paragraph for paragraph in found if paragraph]


def _shown(element: Any) -> str:
    from lxml.etree import iterwalk

    pieces: list[str] = []
    walk = iterwalk(element, events=("start",))
    for _, inner in walk:
        if inner.tag in _UNSEEN:
            walk.skip_subtree()
        elif inner.tag == _TEXT:
            pieces.append(inner.text or "")
        elif inner.tag == _PARAGRAPH and pieces:
            pieces.append("\n")  # paragraphs of one cell, or of a text box within a paragraph
        else:
            pieces.append(_MARKS.get(inner.tag, ""))
    return "".join(pieces)


def _metadata(document: Any) -> tuple[dt.date | None, str | None]:
    try:
        properties = document.core_properties
        stamp, title = properties.modified or properties.created, properties.title
        saved = stamp.date() if stamp else None
    except Exception:  # metadata is a courtesy of the file
        return None, None
    return (None if saved == _TEMPLATE_DAY else saved), " ".join(title.split()) or None
