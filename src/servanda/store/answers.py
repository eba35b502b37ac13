"""What the journal answers: small frozen records, the same for the command line, the API and the pages."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from servanda.problems import Problem
from servanda.record import Claim


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """Which claims, documents or problems are asked for; what is None does not narrow.

    ``since`` and ``until`` are days: for claims of what they date (a claim without a date lies in no period), for
    documents of their publication. ``as_known_on`` asks what was known at that moment. What is under embargo today for
    others than the groups in ``circles`` is left out; with None nothing is. ``said_by`` leaves out what was published after a day (without a
    date: learned after it). ``after`` goes on behind the number of an answer that was given before.
    """

    kinds: tuple[str, ...] = ()
    country: str | None = None
    body: str | None = None
    since: dt.date | None = None
    until: dt.date | None = None
    text: str | None = None
    document: str | None = None
    codes: tuple[str, ...] = ()
    as_known_on: dt.datetime | None = None
    said_by: dt.date | None = None
    circles: tuple[str, ...] | None = ()
    after: int | None = None
    limit: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """A claim with where it stands: the document, who published it and when, which reader found it and when."""

    id: str
    claim: Claim
    document: str
    name: str
    published: str | None
    outlet: str | None
    title: str | None
    language: str | None
    reader: str
    learned: dt.datetime

    def as_dict(self) -> dict[str, Any]:
        """The claim exactly as in the codebook, under its document's name."""
        return self.claim.as_dict(self.name)


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A document that the ledger holds, as its newest reading has it."""

    id: str
    name: str
    names: tuple[str, ...]
    media_type: str
    language: str | None
    published: str | None
    outlet: str | None
    title: str | None
    learned: dt.datetime
    reader: str
    read: dt.datetime
    claims: Mapping[str, int]
    problems: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Noted:
    """A problem with when it was met; ``document`` is None for a source that gave no document."""

    problem: Problem
    document: str | None
    noted: dt.datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """Why the ledger holds a claim: the words in their sentence, the rules, the values, the source, the reader.

    ``before``, ``words`` and ``after`` make up the sentence. ``first_learned`` is when any version of the reader
    first found this very claim; ``superseded`` tells that the newest reading no longer holds it.
    """

    stated: Stated
    before: str
    words: str
    after: str
    values: Mapping[str, Any]
    rule: str | None
    date_rule: str | None
    published_rule: str | None
    url: str | None
    first_learned: dt.datetime
    superseded: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Verification:
    """What checking every seal, hash and row came to; ``head`` is the newest seal, worth noting elsewhere."""

    entries: int
    head: str
    faults: tuple[str, ...]

    @property
    def ok(self) -> bool:
        """Whether nothing was found changed, missing or added."""
        return not self.faults
