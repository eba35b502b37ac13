"""What was worked out is taken over where the claims are the same still, and nowhere else."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from claims import figure, grew
from hypothesis import given
from hypothesis import strategies as st

from servanda.ledger import Ledger
from servanda.reconcile import Reconciliation, checking, deriving
from servanda.reconcile.observations import Said, Statement

YEARS = range(2010, 2022, 3)  # too far apart for one to bear on the next


def of_years() -> list[Said]:
    """Each year its own cluster, and each at odds with itself."""
    return [figure("trade turnover", printed, str(year)) for year in YEARS for printed in ("3.0", "2.0")]


@pytest.fixture
def solved(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, int]]:
    """What has been looked at: for findings or for ranges, and how many statements there were."""
    found: list[tuple[str, int]] = []

    def counting(name: str, work: Callable[[list[Statement]], object]) -> Callable[[list[Statement]], object]:
        def counted(cluster: list[Statement]) -> object:
            found.append((name, len(cluster)))
            return work(cluster)

        return counted

    monkeypatch.setattr(checking, "findings", counting("findings", checking.findings))
    monkeypatch.setattr(deriving, "ranges", counting("ranges", deriving.ranges))
    return found


def ask(record: Reconciliation) -> tuple[object, ...]:
    return record.findings, record.derived, record.comparisons


def test_a_new_claim_has_its_own_cluster_looked_at_and_no_other(solved: list[tuple[str, int]]) -> None:
    said = of_years()
    first = Reconciliation(said)
    ask(first)
    assert sorted(solved) == [("findings", 2)] * 4 + [("ranges", 2)] * 4
    solved.clear()
    new = figure("trade turnover", "4.0", "2013")
    second = Reconciliation([*said, new], earlier=first)
    found = ask(second)
    assert sorted(solved) == [("findings", 3), ("ranges", 3)]
    assert found == ask(Reconciliation([*said, new]))
    assert len(second.findings) == 6


def test_a_claim_that_joins_two_clusters_has_both_looked_at_as_one(solved: list[tuple[str, int]]) -> None:
    said = of_years()
    first = Reconciliation(said)
    ask(first)
    solved.clear()
    ask(Reconciliation([*said, figure(change=grew("5", "2010"), period="2013")], earlier=first))
    assert sorted(solved) == [("findings", 5), ("ranges", 5)]


def test_a_claim_that_is_gone_leaves_nothing_behind(solved: list[tuple[str, int]]) -> None:
    said = of_years()
    first = Reconciliation(said)
    ask(first)
    solved.clear()
    second = Reconciliation(said[1:], earlier=first)
    assert len(second.findings) == 3
    assert solved == [("findings", 1)]


def test_the_same_claim_read_otherwise_is_looked_at_again(solved: list[tuple[str, int]]) -> None:
    said = of_years()
    first = Reconciliation(said)
    ask(first)
    solved.clear()
    second = Reconciliation([replace(said[0], basis="AZ"), *said[1:]], earlier=first)
    assert second.findings == Reconciliation([replace(said[0], basis="AZ"), *said[1:]]).findings
    assert ("findings", 2) in solved
    assert len([one for one in solved if one[0] == "findings"]) == 1 + 4


CLAIMS = [
    *of_years(),
    *[figure("exports", printed, str(year), way="AZ>RU") for year in YEARS for printed in ("1.0", "2.5")],
    *[figure(change=grew("5", str(year)), period=str(year + 1)) for year in YEARS],
]


@given(st.lists(st.sampled_from(CLAIMS), max_size=8), st.lists(st.sampled_from(CLAIMS), max_size=8))
def test_what_is_taken_over_is_what_would_be_found_anew(before: list[Said], after: list[Said]) -> None:
    first = Reconciliation(before)
    ask(first)
    assert ask(Reconciliation(after, earlier=first)) == ask(Reconciliation(after))


def test_the_ledger_takes_over_what_was_found_before(tmp_path: Path, solved: list[tuple[str, int]]) -> None:
    tell = "BAKU, March 1, {} - Trade between Azerbaijan and Russia amounted to ${} billion in {}."
    with Ledger.open(tmp_path / "record.db") as ledger:
        ledger.add(tell.format(2013, "2.9", 2012).encode(), name="a.txt")
        first = ledger.reconciliation()
        assert first.findings == ()
        ledger.add(tell.format(2017, "3.1", 2016).encode(), name="b.txt")
        ledger.add(tell.format(2017, "3.6", 2016).encode(), name="c.txt")
        second = ledger.reconciliation(earlier=first)
        assert len(second.findings) == 1
    assert solved == [("findings", 1), ("findings", 2)]
