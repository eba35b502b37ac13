"""What the seed documents say together, about figures: `gold/stories.md` (2 to 7 and 12) tells it."""

from __future__ import annotations

import datetime as dt
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from servanda.ledger import read_only
from servanda.reconcile import Reconciliation
from servanda.reconcile.findings import Derived, Finding
from servanda.reconcile.observations import Said
from servanda.record import Claim, Figure

SHARED = Path(__file__).parents[2].parent / "shared"
BILLION = 10**9


@pytest.fixture(scope="module")
def seeds() -> Path:
    """The folder of the seed documents."""
    if not (SHARED / "seeds").is_dir():
        missing = f"the seed documents are not here ({SHARED / 'seeds'})"
        if os.environ.get("CI") == "true":
            pytest.fail(f"{missing}, and CI must read them")
        pytest.skip(missing)
    return SHARED / "seeds"


@pytest.fixture(scope="module")
def record(seeds: Path) -> Reconciliation:
    """All that the seed documents say, held against each other."""
    said = []
    for one in read_only([seeds]):
        for reading in one.readings:
            day = dt.date.fromisoformat(reading.published) if reading.published else None
            said += [
                Said(
                    id=claim.id,
                    claim=claim,
                    document=reading.document,
                    name=reading.name,
                    published=day,
                    language=reading.language or "",
                    sentence=_sentence(seeds / reading.name, claim),
                )
                for claim in reading.claims
            ]
    return Reconciliation(said)


def _sentence(path: Path, claim: Claim) -> str:
    """What stands around a claim: enough of its text to hold its sentence."""
    text = path.read_text("utf-8")
    return " ".join(text[claim.start : text.find(". ", claim.end) + 1].split())


def derived(record: Reconciliation, what: str, indicator: str, way: str, period: str, scope: str = "") -> Derived:
    """The one derived value with that name."""
    from servanda.reconcile import words

    (found,) = [
        one
        for one in record.derived
        if one.what == what
        and (words.indicator(one.series), words.way(one.series)) == (indicator, way)
        and str(one.months) == period
        and scope in one.series.scope
        and bool(scope) == bool(one.series.scope)
    ]
    return found


def between(one: Derived, low: float, high: float) -> None:
    """It lies between the bounds, and they are as tight as the story tells them."""
    assert low <= float(one.low) <= float(one.high) <= high
    assert (high - low) < 2 * (float(one.high) - float(one.low)) + 0.02 * high


def documents(found: Finding | Derived) -> set[str]:
    return {witness.document[:3] for witness in found.witnesses}


def conflict(record: Reconciliation, *numbers: str, series: str) -> Finding:
    found = [f for f in record.findings if f.kind == "conflict" and series in f.series and documents(f) == set(numbers)]
    return min(found, key=lambda one: len(one.assumptions))


def test_2_exports_and_imports_follow_from_turnover_and_balance(record: Reconciliation) -> None:
    exports = derived(record, "level", "exports", "AZ → RU", "2019")
    between(exports, 0.7325 * BILLION, 0.7345 * BILLION)
    between(derived(record, "level", "exports", "RU → AZ", "2019"), 2.2875 * BILLION, 2.2895 * BILLION)
    assert documents(exports) == {"000"}
    assert not any(
        isinstance(s.claim, Figure) and s.claim.period == "2019" and s.claim.source == "RU" for s in record._said
    )


def test_3_a_year_and_its_second_half_follow_from_growth(record: Reconciliation) -> None:
    between(derived(record, "level", "trade turnover", "AZ–RU", "2020"), 2.49 * BILLION, 2.58 * BILLION)
    half = derived(record, "level", "trade turnover", "AZ–RU", "2020-07 to 2020-12")
    between(half, 1.12 * BILLION, 1.22 * BILLION)
    assert documents(half) == {"000", "004"}
    between(derived(record, "change", "trade turnover", "AZ–RU", "2020"), 0.82, 0.86)


def test_4_a_share_and_that_it_fell(record: Reconciliation) -> None:
    now = derived(record, "share", "trade turnover", "AZ–RU", "2021", "food")
    before = derived(record, "share", "trade turnover", "AZ–RU", "2020", "food")
    assert now.low < 0.45 < now.high
    assert before.low < 0.50 < before.high
    change = derived(record, "share-change", "trade turnover", "AZ–RU", "2021", "food")
    assert change.high < 1, "food grew more slowly than the whole"


def test_5_six_road_maps_cannot_have_been_signed_when_the_sixth_was_a_draft(record: Reconciliation) -> None:
    found = conflict(record, "000", "002", series="road map")
    assert found.assumptions == ()
    assert any("sixth" in witness.quote for witness in found.witnesses)
    assert any("six roadmaps signed" in witness.quote for witness in found.witnesses)
    assert {w.document[:3] for w in found.witnesses if w.claim in found.culprit} == {"002"}


def test_6_mutual_investment_is_told_with_two_meanings(record: Reconciliation) -> None:
    found = conflict(record, "000", "004", series="investment")
    assert found.assumptions, "it is one of definition or date"
    assert found.gap == pytest.approx(0.65 * BILLION)
    year = [entry for entry in record.figures if entry.indicator == "investment" and entry.period == "2023"]
    assert [entry.claimed[0].low for entry in year] == [294_500_000], "what was invested in a year is no stock"
    assert not [f for f in record.findings if "002" in documents(f) and "investment" in f.series]


def test_7_joint_companies_are_not_owned_by_one_side(record: Reconciliation) -> None:
    (found,) = [finding for finding in record.findings if finding.kind == "term"]
    assert [witness.document[:3] for witness in found.witnesses] == ["000", "000"]
    assert "900" in found.summary
    assert "200" in found.summary


def test_2_the_highest_in_ten_years_cannot_be_tested_yet(record: Reconciliation) -> None:
    (found,) = [one for one in record.comparisons if one.verdict == "not testable"]
    assert documents(found) == {"000"}
    assert "2010" in found.summary


def test_12_trips_of_the_year_before(record: Reconciliation) -> None:
    before = derived(record, "level", "tourist trips", "RU → AZ", "2022-01 to 2022-09")
    assert before.low < 246_000 < before.high
    assert before.high - before.low < 20_000
    assert any("whole of 2022" in text for text in before.assumptions)


def test_every_proof_stands_on_claims_and_nothing_else_conflicts(record: Reconciliation) -> None:
    conflicts = [finding for finding in record.findings if finding.kind == "conflict"]
    assert {finding.series.split(" ")[0] for finding in conflicts} == {"investment", "papers"}
    for finding in conflicts:
        assert finding.argument is not None
        assert finding.argument.conclusion.startswith("0 ≥ ")
    ids = {one.id for one in record._said}
    assert all(witness.claim in ids for found in (*record.findings, *record.derived) for witness in found.witnesses)


def test_the_same_by_command(seeds: Path, tmp_path: Path) -> None:
    def run(*args: str) -> str:
        command = [sys.executable, "-m", "servanda", *args]
        return subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True).stdout

    run("read", str(seeds))
    found = [json.loads(row) for row in run("conflicts", "RU-AZ", "--format", "jsonl").splitlines()]
    assert {one["kind"] for one in found} == {"conflict", "term"}
    rows = [
        json.loads(row) for row in run("figures", "AZ-RU", "--format", "jsonl", "--indicator", "exports").splitlines()
    ]
    assert {row["way"] for row in rows} == {"AZ → RU", "RU → AZ"}
    proof = json.loads(run("prove", rows[0]["derived"]["id"][:8], "--format", "json"))
    assert 733 * 10**6 <= proof["low"] < proof["high"] <= 2289 * 10**6
    early = [json.loads(row) for row in run("conflicts", "--as-of", "2020-12-31", "--format", "jsonl").splitlines()]
    assert {one["kind"] for one in early} == {"term"}, "only the first report had been published"
