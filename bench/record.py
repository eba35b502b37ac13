"""The record: how long resolving all claims takes, and adding one document to what is resolved, as the record grows."""

from __future__ import annotations

import datetime as dt
import gc
import time
from collections.abc import Sequence
from typing import Any, Final

from bench.claims import reports
from servanda.follow import View
from servanda.resolve import Record
from servanda.resolve.words import lexicon, subject

SIZES: Final = (1_000, 10_000, 100_000)
_ADDED = 5  # documents added one after the other, of which the median counts
_clock = time.process_time


def curve(sizes: Sequence[int] = SIZES) -> list[dict[str, Any]]:
    """For each number of claims: seconds to resolve all of them, to add one document more, and to follow everything."""
    warm()
    return [_measured(size) for size in sizes]


def warm() -> None:
    """Read the word lists, as the first name does."""
    lexicon()
    subject("the Warsaw Road Map")
    _ = Record(reports(200)).entities


def _measured(size: int) -> dict[str, Any]:
    made = list(reports(size))
    late, first = made[:_ADDED], made[_ADDED:]
    gc.collect()
    began = _clock()
    record = Record(first)
    found = len(record.entities)
    rebuilt = _clock() - began
    added = sorted(_adding(record, report) for report in late)
    began = _clock()
    View(record, dt.date(2026, 1, 1)).threads()
    return {
        "claims": sum(len(report.claims) for report in made),
        "documents": len(made),
        "entities": found,
        "rebuild": rebuilt,
        "one more": added[_ADDED // 2],
        "follow": _clock() - began,
    }


def _adding(record: Record, report: Any) -> float:
    began = _clock()
    record.add(report)
    _ = record.entities
    return _clock() - began
