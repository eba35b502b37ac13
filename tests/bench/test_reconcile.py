"""The benchmark of reconciling makes up the same figures each time, with slips that are known, and runs."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest

from bench.reconcile import __main__ as bench
from bench.reconcile import culprits, figures, rivals, speed
from servanda.reconcile.observations import Months
from servanda.reconcile.rows import clusters


def made(seed: int, **asked: object) -> figures.Case:
    return figures.case(random.Random(seed), claims=12, errors=0.3, **asked)  # type: ignore[arg-type]


def test_figures_are_the_same_each_time() -> None:
    assert [one.observation for one in made(1).statements] == [one.observation for one in made(1).statements]
    assert [one.observation for one in made(1).statements] != [one.observation for one in made(2).statements]


@pytest.mark.parametrize("seed", range(20))
def test_what_is_not_wrong_is_true_and_what_is_wrong_is_not(seed: int) -> None:
    """The truth is drawn first, so the same seed gives it again."""
    truth = figures.Truth(random.Random(seed), years=3)
    case = made(seed, anchors="annual")
    for number, statement in enumerate(case.statements):
        assert figures.true(statement.observation, truth) == (number not in case.wrong), case.wrong.get(number)


def test_official_figures_stand_beside() -> None:
    months = [one.observation.months for one in made(1, anchors="monthly").statements if one.observation.said.official]
    assert len(months) == 72
    assert {span.last - span.first for span in months} == {0}
    assert Months(2016 * 12, 2016 * 12) in months


@pytest.mark.parametrize("method", rivals.METHODS)
def test_each_method_finds_a_gross_error(method: str) -> None:
    """Where official figures of the year leave no doubt; but for the vote, which wants the same told often."""
    right = found = 0
    for seed in range(30):
        case = figures.case(random.Random(seed), claims=10, errors=0.1, anchors="annual")
        told = rivals.METHODS[method](case.statements)
        right += len(told & case.wrong.keys())
        found += len(told)
    assert found
    assert right / found > 0.8
    assert right > (5 if method != "majority" else 0)


def test_claims_between_many_pairs_fall_apart() -> None:
    stated = speed.statements(240)
    assert len(stated) == 240
    assert len({one.observation.series.pair for one in stated}) == 20
    assert all(len({one.observation.series.pair for one in cluster}) == 1 for cluster in clusters(stated))


def test_it_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    told = tmp_path / "figures.json"
    monkeypatch.setattr(culprits, "DENSITIES", ((8, 10),))
    monkeypatch.setattr(culprits, "ERRORS", (0.1,))
    monkeypatch.setattr(bench.speed, "one_cluster", lambda claims: {"claims": claims})
    monkeypatch.setattr("sys.argv", ["bench", "--oracle", "5", "--cells", "3", "--speed", "1000", "--json", str(told)])
    assert bench.main() == 0
    found = json.loads(told.read_text("utf-8"))
    assert found["oracle"]["systems"] == 5
    assert [cell["anchors"] for cell in found["cells"]] == ["none", "annual", "monthly"]
    assert found["speed"][0]["unproved"] == 0
    assert "repairs" in capsys.readouterr().out


def test_what_official_figures_cover_is_told_apart() -> None:
    cell = culprits.cell((8, 10), 0.1, "monthly", least=15)
    assert 0 < cell["covered"] < cell["wrong"]
    found = cell["methods"]["repairs"]
    assert found["covered recall"] >= found["recall"]
    assert culprits.cell((8, 10), 0.1, "none", least=3)["covered"] == 0
