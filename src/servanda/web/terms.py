"""The words of the record that pages show: catalogues must hold every one of them, and some have a colour."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from typing import Final, get_args

from servanda import record
from servanda.publish.answers import ReviewKind
from servanda.publish.sectors import every as every_sector

#: The codebook's names of fields that go by another one in Python.
_PUBLIC: Final = {"source": "from", "target": "to"}
_FILE: Final = Path(__file__).parent / "terms.yml"
_VOCABULARIES: Final = (
    record.MeetingKind,
    record.MeetingStatus,
    record.EventStatus,
    record.InstrumentStatus,
    record.CommitmentStatus,
    record.Strength,
    record.JudgementKind,
    ReviewKind,
)
_TONES: Final = {
    "good": ("held", "signed", "in force", "being implemented", "completed", "under way", "done", "accepted", "accept"),
    "ahead": ("planned", "agreed", "proposed", "in preparation", "corrected", "correct"),
    "late": ("postponed", "delayed", "moved", "silent"),
    "off": ("cancelled", "closed", "rejected", "reject", "withdraw"),
    "bad": ("overdue", "contradicted", "refuted"),
}
_TONE_OF: Final = {status: tone for tone, statuses in _TONES.items() for status in statuses}
#: What buttons say that record a judgement, by its kind.
ACTS: Final = {
    "accept": "Accept",
    "reject": "Reject",
    "correct": "Correct",
    "same": "They are one",
    "different": "They are two",
    "close": "Close",
    "reopen": "Reopen",
    "note": "Note",
    "withdraw": "Undo",
}
#: Halves of a year, by their number.
HALVES: Final = {1: "first half of %(year)s", 2: "second half of %(year)s"}


def terms() -> tuple[str, ...]:
    """Every term, in order, each once."""
    return tuple(dict.fromkeys(_terms()))


def _terms() -> Iterator[str]:
    import yaml

    for vocabulary in _VOCABULARIES:
        yield from get_args(vocabulary)
    for kind in record.KINDS:
        yield kind.type
        yield from (public for _, public in own_fields(kind))
    yield from _TONE_OF
    for listed in yaml.safe_load(_FILE.read_text("utf-8")).values():
        yield from listed
    yield from every_sector()
    yield from ACTS.values()
    yield from HALVES.values()


def own_fields(kind: type[record.Claim]) -> Iterator[tuple[str, str]]:
    """The fields of a kind of claim beside those of every claim: in Python, and in the codebook."""
    shared = {field.name for field in fields(record.Claim)}
    return ((field.name, _PUBLIC.get(field.name, field.name)) for field in fields(kind) if field.name not in shared)


def tone(status: str | None) -> str:
    """The colour of a status; none for what is neither good nor bad."""
    return _TONE_OF.get(status or "", "")
