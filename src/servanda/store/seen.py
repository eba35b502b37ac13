"""What was opened before, and whether it need not be opened again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Seen:
    """A source that was opened before: from where, under what facts, by which reader, and what readings came of it."""

    name: str
    given: str
    reader: str
    readings: tuple[int, ...]


def already(times: Sequence[Seen], *, given: str, reader: str) -> Seen | None:
    """The time, since the given facts last changed, that this reader opened a source under these facts."""
    for time in reversed(times):
        if time.given != given:
            return None
        if time.reader == reader:
            return time
    return None
