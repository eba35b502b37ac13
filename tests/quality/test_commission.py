"""Thirty-six reports on one commission, of eighteen years, in four languages, kept as facts: who and which session is one.

`commission.jsonl` holds one line a report: `url`, `language`, `published`, `outlet`, `pair`, and `facts` by the codebook without the words
of the outlets; `identity` says who, or which session, is meant. Pairs of mentions that the record joins are held against those that
it should join. `papers.jsonl` holds twenty-six reports on forums and papers of the same two countries, kept alike.
"""

from __future__ import annotations

import json
from itertools import combinations
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from servanda.resolve import Event, Instrument, Person, Record, Session
from told import from_facts

REPORTS = [json.loads(line) for line in (Path(__file__).parent / "commission.jsonl").read_text("utf-8").splitlines()]
FLOOR = 0.95


class Score(NamedTuple):
    """How well mentions are joined: shares of pairs, and the pairs that are wrong."""

    precision: float
    recall: float
    wrong: list[tuple[str, str]]
    missed: list[tuple[str, str]]

    @property
    def f1(self) -> float:
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


def judged(record: Record, kind: type[Any], identities: dict[str, str]) -> Score:
    """The score of the entities of a kind, over claims with a known identity."""
    entity_of = {a: e.id for e in record.of(kind) for a in e.anchors if "#" not in a and identities.get(a)}
    named = {
        s.id: f"{getattr(s.claim, 'name', s.claim.type)} {getattr(s.claim, 'date', '')} ({s.said})"
        for s in record.statements
        if s.id in entity_of
    }
    joined, right = set(), set()
    for a, b in combinations(sorted(entity_of), 2):
        if entity_of[a] == entity_of[b]:
            joined.add((a, b))
        if identities[a] == identities[b]:
            right.add((a, b))
    told = lambda pairs: sorted((named[a], named[b]) for a, b in pairs)  # noqa: E731
    both = len(joined & right)
    return Score(both / len(joined), both / len(right), told(joined - right), told(right - joined))


@pytest.fixture(scope="module")
def found() -> tuple[Record, dict[str, str]]:
    """The record of all reports."""
    given = [from_facts(told, number) for number, told in enumerate(REPORTS)]
    return Record(report for report, _ in given), {k: v for _, known in given for k, v in known.items()}


@pytest.mark.parametrize("kind", [Person, Session])
def test_who_and_which_is_one(found: tuple[Record, dict[str, str]], kind: type[Any]) -> None:
    score = judged(*found[:1], kind, found[1])
    print(f"{kind.__name__}: precision {score.precision:.3f} recall {score.recall:.3f} F1 {score.f1:.3f}")
    assert score.f1 >= FLOOR, f"wrongly joined: {score.wrong}; not joined: {score.missed}"
    assert score.wrong == []


def test_the_reports_are_of_many_years_outlets_and_scripts() -> None:
    assert len({told["url"] for told in REPORTS}) == len(REPORTS) >= 20
    assert len({(told["published"] or "none")[:4] for told in REPORTS}) >= 10
    assert {told["language"] for told in REPORTS} >= {"en", "ru", "az"}
    assert all("quote" not in fact for told in REPORTS for fact in told["facts"])


def test_the_sessions_are_told_with_their_numbers(found: tuple[Record, dict[str, str]]) -> None:
    numbers = {s.ordinal: str(s.date) for s in found[0].of(Session) if s.ordinal}
    assert numbers[19] == "2021-04-27"
    assert {n: numbers[n] for n in (15, 20, 21, 23)} == {
        15: "2014-10-09",
        20: "2022-04-26",
        21: "2023-07-07",
        23: "2025-08-22",
    }


PAPERS = [json.loads(line) for line in (Path(__file__).parent / "papers.jsonl").read_text("utf-8").splitlines()]


@pytest.mark.parametrize("kind", [Event, Instrument])
@pytest.mark.parametrize(("languages", "floor"), [({"en"}, 0.89), ({"en", "ru", "az", "de"}, 0.78)])
def test_which_event_and_which_paper_is_one(kind: type[Any], languages: set[str], floor: float) -> None:
    """Word lists exist for English alone, so what reports in other languages tell is scored apart."""
    given = [from_facts(told, number) for number, told in enumerate(PAPERS)]
    identities = {
        claim: known
        for (_, ids), told in zip(given, PAPERS, strict=True)
        if told["language"] in languages
        for claim, known in ids.items()
    }
    score = judged(Record(report for report, _ in given), kind, identities)
    print(f"{kind.__name__}: precision {score.precision:.3f} recall {score.recall:.3f} F1 {score.f1:.3f}")
    assert score.f1 >= floor, f"not joined: {score.missed}"
    assert score.wrong == []
