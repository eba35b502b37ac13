"""What the caller says about a source: how much to accept, and what is already known of it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """How much one source may cost: bytes of the file, pages, seconds in a parser, characters of text."""

    bytes: int = 50_000_000
    pages: int = 2_000
    seconds: float = 20.0
    characters: int = 20_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What the user states about a source; it wins over what is found in it."""

    published: dt.date | None = None
    language: str | None = None
    outlet: str | None = None
    url: str | None = None


NOTHING_GIVEN = Given()
DEFAULT_LIMITS = Limits()
