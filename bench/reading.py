"""Reading in this process: how fast, where the time goes, how it grows with the length of a text."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Final

from bench.generate import Report, reports
from servanda import sources
from servanda.grammar import scannable
from servanda.ledger.intake import sweep_seldom
from servanda.read import read_document, reader
from servanda.read.discourse import Discourse
from servanda.read.verify import verified
from servanda.record import Claim, Document

#: Texts of these many characters show whether the time per character stays what it is.
LENGTHS: Final = (3_000, 10_000, 30_000, 100_000, 300_000, 1_000_000, 3_000_000, 10_000_000)
_clock = time.process_time  # of this process alone: other work on the machine does not count


def warm() -> float:
    """Load the language pack, as the first document does; how many seconds of work that is."""
    sweep_seldom()  # as every process of `servanda read` does
    began = _clock()
    (report,) = reports(1, seed=0)
    _read(report)
    return _clock() - began


def _read(report: Report) -> int:
    opened = sources.open_text(report.text, report.name)
    return sum(len(read_document(document).result) for document in opened.result)


def speed(count: int) -> dict[str, Any]:
    """Each of so many different reports once: opening and reading, and reading alone."""
    batch = list(reports(count))
    gc.collect()
    began = _clock()
    documents = [document for report in batch for document in sources.open_text(report.text, report.name).result]
    opened = _clock()
    claims = sum(len(read_document(document).result) for document in documents)
    done = _clock()
    return {
        "dense": _dense(count // 4),
        "documents": count,
        "characters": sum(len(report.text) for report in batch) // count,
        "claims": claims / count,
        "reading": count / (done - opened),
        "opening_and_reading": count / (done - began),
    }


def _dense(count: int) -> float:
    """Reports a second where every sentence tells something, which no real report does."""
    documents = [d for r in reports(count, seed=7, padded=0) for d in sources.open_text(r.text, r.name).result]
    began = _clock()
    for document in documents:
        read_document(document)
    return count / (_clock() - began)


class _Stages:
    """The stages of reading, each with its clock."""

    def __init__(self) -> None:
        self.spent: dict[str, float] = {}

    @contextmanager
    def __call__(self, name: str) -> Iterator[None]:
        began = _clock()
        yield
        self.spent[name] = self.spent.get(name, 0.0) + _clock() - began


def stages(count: int) -> dict[str, float]:
    """Milliseconds a document that each stage takes, over reports that nothing has read yet."""
    stage = _Stages()
    compiled = reader.cascade("en")
    for report in reports(count, seed=2):
        with stage("open: header, language"):
            (document,) = sources.open_text(report.text, report.name).result
        _one(document, compiled, stage)
    return {name: seconds / count * 1000 for name, seconds in stage.spent.items()}


def _one(document: Document, compiled: Any, stage: Callable[[str], Any]) -> None:
    """What `servanda.read.reader.read_in` does, stage by stage."""
    with stage("scan"):
        scan = scannable(document.text)
        tagged = compiled.scanner.scan(scan.text)
    for level in compiled.levels:
        with stage(f"level {level.name}"):
            level.rewrite(tagged)
    with stage("discourse"):
        scene = Discourse(document, scan, tagged, compiled.tags, compiled.pack.settings)
    claims: list[Claim] = []
    for name, noun in reader._NOUNS:
        with stage(f"reader {name}"):
            scene.told[name] = list(noun(scene))
        claims += scene.told[name]
    with stage("verify"):
        kept, _ = verified(claims, document)
    with stage("ids of claims"):
        for claim in kept:
            _ = claim.id


def growth(lengths: Sequence[int] = LENGTHS) -> list[dict[str, float]]:
    """Milliseconds per 1,000 characters for texts of growing length, and the claims found in as many."""
    rows = []
    for length in lengths:
        times = max(1, 60_000 // length)
        batch = list(reports(times, length=length, seed=3))
        began = _clock()
        opened = [document for report in batch for document in sources.open_text(report.text, report.name).result]
        middle = _clock()
        claims = sum(len(read_document(document).result) for document in opened)
        size = sum(len(report.text) for report in batch) / 1000
        rows.append(
            {
                "characters": length,
                "open": (middle - began) / size * 1000,
                "read": (_clock() - middle) / size * 1000,
                "claims": claims / size,
            }
        )
    return rows
