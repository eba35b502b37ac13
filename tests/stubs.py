"""A reader for tests: quick, without the grammar, and the same in every process."""

from __future__ import annotations

import datetime as dt
import hashlib
import os
import re
import signal
import time
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from servanda.ledger import Reader, Task
from servanda.problems import Outcome, Problem, SourceError
from servanda.record import Claim, Document, Figure, Meeting, Person
from servanda.sources import Given
from servanda.values import Span

_FIGURE = re.compile(
    r"(?P<indicator>exports|imports|trade turnover) (?:was|were) \$(?P<n>[\d.]+) billion in (?P<y>\d{4})"
)
_MEETING = re.compile(r"(?P<n>\d+)(?:st|nd|rd|th) meeting of the (?P<body>[A-Z][\w ]+ Commission)")
_PERSON = re.compile(r"(?P<role>Minister|President) (?P<name>[A-Z]\w+ [A-Z]\w+)")


@dataclass(frozen=True, slots=True)
class StubReader(Reader):
    """Finds three shapes of sentence; some words in a text make it fail in ways that real ones do."""

    edition: str = "stub-1"
    marks: str = ""

    @property
    def version(self) -> str:
        return self.edition

    def warm(self) -> None:
        return None

    def open(self, task: Task, given: Given) -> Outcome[tuple[Document, ...]]:
        if b"REFUSED" in task.data:
            raise SourceError("unknown-format", "these bytes are refused")
        if b"CRASH-ONCE" in task.data:
            mark = Path(self.marks, task.name)
            if not mark.exists():
                mark.touch()
                os.kill(os.getpid(), signal.SIGKILL)
        elif b"CRASH" in task.data:
            os.kill(os.getpid(), signal.SIGKILL)
        if b"HANG" in task.data:
            time.sleep(600)
        text = task.data.decode("utf-8", "replace")
        if not text.strip():
            return Outcome((), (Problem(code="empty", message="holds no text", source=task.name),))
        document = Document(
            name=task.name,
            text=text,
            sha256=hashlib.sha256(task.data).hexdigest(),
            language=given.language or "en",
            published=given.published or dt.date(2021, 4, 26),
            published_rule="given" if given.published else "stub",
            outlet=given.outlet,
            paragraphs=(Span(0, len(text)),),
        )
        return Outcome((document,), (Problem(code="no-date", message="none found", source=task.name),))

    def claims(self, document: Document) -> Outcome[tuple[Claim, ...]]:
        if "BUG" in document.text:
            raise RecursionError
        found = [*_figures(document), *_meetings(document), *_persons(document)]
        return Outcome(tuple(sorted(found, key=lambda claim: claim.start)))


def _figures(document: Document) -> list[Claim]:
    return [
        Figure(
            document=document.id,
            start=m.start(),
            end=m.end(),
            quote=m[0],
            rule="stub-figure",
            indicator=m["indicator"],
            value=Decimal(m["n"].rstrip(".")) * 10**9,
            unit="USD",
            qualifier="=",
            period=m["y"],
            countries=("AZ", "RU"),
        )
        for m in _FIGURE.finditer(document.text)
    ]


def _meetings(document: Document) -> list[Claim]:
    return [
        Meeting(
            document=document.id,
            start=m.start(),
            end=m.end(),
            quote=m[0],
            rule="stub-meeting",
            date_rule="the day of publication",
            ordinal=int(m["n"]),
            body=m["body"],
            kind="session",
            date=document.published.isoformat() if document.published else None,
        )
        for m in _MEETING.finditer(document.text)
    ]


def _persons(document: Document) -> list[Claim]:
    return [
        Person(document=document.id, start=m.start(), end=m.end(), quote=m[0], name=m["name"], role=m["role"], of="AZ")
        for m in _PERSON.finditer(document.text)
    ]


def report(number: int = 1, *, extra: str = "") -> str:
    """A report of a few sentences, different for every number."""
    return (
        f"BAKU, report {number}. The {number}th meeting of the Joint Economic Commission was held. "
        f"Minister Ivan Petrov said that trade turnover was $2.{number} billion in 2021. "
        f"He added that exports were $1.{number} billion in 2020! The corridor was discussed. {extra}"
    )
