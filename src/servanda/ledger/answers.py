"""What taking in sources answers: one record for each source as it is done, one summary at the end."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

from servanda.problems import Problem
from servanda.record import Claim

State = Literal["new", "known", "failed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """One document that a source gave, with what was read in it."""

    document: str
    name: str
    published: str | None
    outlet: str | None
    title: str | None
    language: str | None
    claims: tuple[Claim, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """One source that is done: what it told is safely in the journal.

    ``state`` is ``new`` when it told something new, ``known`` when it was read before, ``failed`` when it gave no
    document.
    """

    origin: str
    state: State
    readings: tuple[Read, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def claims(self) -> Iterator[tuple[str, Claim]]:
        """Every claim with the name of its document."""
        return ((reading.name, claim) for reading in self.readings for claim in reading.claims)


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """What a batch came to: sources by state, claims by kind of the new ones, problems by code."""

    new: int = 0
    known: int = 0
    failed: int = 0
    documents: int = 0
    claims: Mapping[str, int] = field(default_factory=dict)
    problems: Mapping[str, int] = field(default_factory=dict)


class Tally:
    """A summary in the making."""

    def __init__(self) -> None:
        self._states: Counter[str] = Counter()
        self._claims: Counter[str] = Counter()
        self._problems: Counter[str] = Counter()
        self._documents = 0

    def count(self, added: Added) -> None:
        """Count one source."""
        self._states[added.state] += 1
        self._problems.update(problem.code for problem in added.problems)
        if added.state == "new":
            self._documents += len(added.readings)
            self._claims.update(claim.type for _, claim in added.claims)

    def summary(self) -> Summary:
        """The summary of what was counted so far."""
        return Summary(
            new=self._states["new"],
            known=self._states["known"],
            failed=self._states["failed"],
            documents=self._documents,
            claims=dict(sorted(self._claims.items())),
            problems=dict(sorted(self._problems.items())),
        )
