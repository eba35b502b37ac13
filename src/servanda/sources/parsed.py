"""Parsed: what every parser makes of a file, before header, date and language are looked at."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """A file inside a file: its name and its bytes."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Parsed:
    """Text and metadata of one file.

    ``dated`` is a day that the format states as the day of publication (``dated_by`` tells where), ``saved`` the day a
    program wrote the file, which is weaker. ``paragraphs`` are spans of ``text`` when the format knows them, else None.
    ``problems`` are pairs of code and message. ``body`` is a page to open in place of ``text`` (the HTML of a letter).
    """

    text: str = ""
    media_type: str = "text/plain"
    title: str | None = None
    outlet: str | None = None
    url: str | None = None
    dated: dt.date | None = None
    dated_by: str | None = None
    saved: dt.date | None = None
    saved_by: str | None = None
    paragraphs: tuple[tuple[int, int], ...] | None = None
    problems: tuple[tuple[str, str], ...] = ()
    body: bytes | None = None
    attachments: tuple[Attachment, ...] = ()


class Refused(Exception):  # noqa: N818 - not an error of the program: the parser turns the material down
    """A parser turns a file down; ``code`` is a problem code, the message says what to do."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


def assemble(paragraphs: list[str], separator: str = "\n\n") -> tuple[str, tuple[tuple[int, int], ...]]:
    """Join paragraphs into one text and give the span of each."""
    spans = []
    position = 0
    for paragraph in paragraphs:
        spans.append((position, position + len(paragraph)))
        position += len(paragraph) + len(separator)
    return separator.join(paragraphs), tuple(spans)
