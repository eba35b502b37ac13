"""Formats: what kind of file some bytes are, by content first and by the name's ending second."""

from __future__ import annotations

import re
from pathlib import PurePath
from typing import Final

PLAIN: Final = "text/plain"
HTML: Final = "text/html"
PDF: Final = "application/pdf"
WORD: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
MAIL: Final = "message/rfc822"

_BY_ENDING = {
    ".html": HTML,
    ".htm": HTML,
    ".xhtml": HTML,
    ".eml": MAIL,
    ".md": "text/markdown",
    ".markdown": "text/markdown",
    ".csv": "text/csv",
    ".tsv": "text/tab-separated-values",
}
#: One of these stands near the beginning of every file of statistics that is known.
_MARKS_OF_STATISTICS: Final = (b"reporter", b"OBS_VALUE", b"sdmx.org/resources/sdmxml")
#: Formats that are recognised in order to say plainly what to do with them.
_REFUSED = (
    (b"{\\rtf", "an RTF file: save it as DOCX, PDF or plain text"),
    (b"\xd0\xcf\x11\xe0", "an old Office file (.doc, .xls, .msg): save it as DOCX, PDF or .eml"),
    (b"\x1f\x8b", "a compressed file: unpack it first"),
    (b"7z\xbc\xaf", "a compressed file: unpack it first"),
    (b"Rar!", "a compressed file: unpack it first"),
    (b"\x89PNG", "a picture: run text recognition on it first"),
    (b"\xff\xd8\xff", "a picture: run text recognition on it first"),
    (b"GIF8", "a picture: run text recognition on it first"),
    (b"II*\0", "a picture: run text recognition on it first"),
    (b"MM\0*", "a picture: run text recognition on it first"),
)
_PACKED = (
    (b"xl/", "a spreadsheet: save the sheet as CSV"),
    (b"ppt/", "a presentation: save it as PDF"),
    (b"opendocument", "an OpenDocument file: save it as DOCX or PDF"),
)
_HTML_START = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,500}?-->\s*)*<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)
_FIELD = re.compile(rb"^([A-Za-z][A-Za-z-]{1,40}):", re.MULTILINE)
#: Fields that no person types at the top of a press release, and those that some do.
_TRANSPORT_FIELDS = {b"received", b"message-id", b"mime-version", b"return-path", b"delivered-to"}
_LETTER_FIELDS = {b"from", b"to", b"date", b"subject"}


def sniff(data: bytes, name: str) -> str:
    """The media type of the bytes; what is none of the binary formats is taken for text."""
    if data.startswith(b"%PDF-") or (not data.isascii() and b"%PDF-" in data[:1024]):
        return PDF
    if data.startswith(b"PK\x03\x04") and b"word/" in data:
        return WORD
    ending = PurePath(name).suffix.lower()
    head = data[:2048]
    if any(mark in head for mark in _MARKS_OF_STATISTICS):
        from servanda.sources.statistics import sniffed

        counted = sniffed(data)
        if counted:
            return counted
    if _looks_like_html(data):
        return HTML
    if _looks_like_mail(data):
        return MAIL
    return _BY_ENDING.get(ending, PLAIN)


def refusal(data: bytes) -> str | None:
    """What a file of a known but unread format is and what to do with it; None when it may be read."""
    for mark, advice in _REFUSED:
        if data.startswith(mark):
            return advice
    if not data.startswith(b"PK\x03\x04"):
        return None
    for mark, advice in _PACKED:
        if mark in data:
            return advice
    return "an archive: unpack it first"


def _looks_like_html(data: bytes) -> bool:
    head = data[:2048]
    if head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        head = head.replace(b"\0", b"")[2:]  # UTF-16: good enough to see ASCII tags
    return b"<" in head and _HTML_START.match(head) is not None


def _looks_like_mail(data: bytes) -> bool:
    if not _FIELD.match(data):
        return False
    block = data[:16_384].replace(b"\r\n", b"\n").partition(b"\n\n")[0]
    names = {name.lower() for name in _FIELD.findall(block)}
    return bool(names & _TRANSPORT_FIELDS) and bool(names & _LETTER_FIELDS)
