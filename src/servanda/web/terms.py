"""The words of the record that pages show: catalogues must hold every one of them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import get_args

from servanda import record

_VOCABULARIES = (
    record.MeetingKind, record.MeetingStatus, record.EventStatus, record.InstrumentStatus, record.CommitmentStatus,
    record.Strength, record.JudgementKind,
)  # fmt: skip


def terms() -> tuple[str, ...]:
    """Every term, in order, each once."""
    return tuple(dict.fromkeys(_terms()))


def _terms() -> Iterator[str]:
    for vocabulary in _VOCABULARIES:
        yield from get_args(vocabulary)
    yield from record.KIND_BY_NAME
