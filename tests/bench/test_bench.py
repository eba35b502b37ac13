"""The benchmark measures different texts, the same ones each time, and runs."""

from __future__ import annotations

import itertools
import json
from pathlib import Path

import pytest

from bench import __main__ as bench
from bench import claims, page, reading, record
from bench.generate import reports


def test_reports_are_different_and_the_same_each_time() -> None:
    texts = [report.text for report in reports(200)]
    assert len(set(texts)) == 200
    assert texts == [report.text for report in reports(200)]
    assert all(3000 <= len(text) < 4000 for text in texts)
    paragraphs = [set(text.split("\n\n")) for text in texts]
    assert not any(a & b for a, b in itertools.combinations(paragraphs[:40], 2) if len(a & b) > 1)


def test_a_long_report_is_as_long_as_asked() -> None:
    (report,) = reports(1, length=100_000)
    assert 100_000 <= len(report.text) < 101_000


@pytest.mark.slow
def test_the_cost_of_reading_grows_with_the_length_of_the_text_alone() -> None:
    reading.warm()
    short, long = reading.growth((30_000, 1_000_000))
    assert long["open"] + long["read"] < 2 * (short["open"] + short["read"])


def test_the_figures_of_a_run_become_a_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page, "PAGE", tmp_path / "benchmark.md")
    page.PAGE.write_text(f"# Benchmark\n\n{page.HEADING}\nof old\n", encoding="utf-8")
    machine = {"servanda": "0.1.0", "python": "3.11.7", "processors": 2, "yardstick_ms": 80.0}
    batch = {"a_second": 300.0, "memory_mb": 100.0}
    starting = {"help": 0.1, "first claim, nothing kept": 0.5, "first claim, new ledger": 0.7}
    growth = [{"characters": n, "open": 0.1, "read": 0.4, "claims": 7.0} for n in (3000, 10_000)]
    found = {
        "machine": machine,
        "reading": {"reading": 900.0, "dense": 500.0, "opening_and_reading": 800.0},
        "starting": starting,
    }
    page.write({**found, "stages": reading.stages(1), "growth": growth, "jobs 1": batch})
    told = page.PAGE.read_text("utf-8")
    assert "of old" not in told
    assert "| reading alone, reports a second and core | 900 |" in told
    assert "| 10,000 | 0.50 | 1.00 |" in told


def test_it_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    told = tmp_path / "figures.json"
    asked = ["--documents", "4", "--longest", "3000", "--json", str(told)]
    monkeypatch.setattr("sys.argv", ["bench", *asked])
    assert bench.main() == 0
    figures = json.loads(told.read_text("utf-8"))
    assert figures["reading"]["claims"] > 5
    assert figures["jobs 1"]["documents"] == 4
    assert "Where the time goes" in capsys.readouterr().out


def test_the_stages_are_those_of_the_reader() -> None:
    spent = reading.stages(2)
    assert {f"level {name}" for name in reading.reader.LEVELS} <= spent.keys()
    assert {f"reader {name}" for name, _ in reading.reader._NOUNS} <= spent.keys()


def test_names_are_measured(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    pairs = tmp_path / "pairs.csv"
    pairs.write_text(
        "schema,name1,name2,is_match\n"
        "Person,Aleksey Overchuk,Алексей Оверчук,true\n"
        "Person,Rahman Mustafayev,Shahin Mustafayev,false\n"
        "Person,Ivan Petrov,Anna Kern,true\n"
        "Company,Acme,Acme,true\n",
        encoding="utf-8",
    )
    told = tmp_path / "figures.json"
    monkeypatch.setattr("sys.argv", ["bench", "names", "--documents", "6", "--pairs", str(pairs), "--json", str(told)])
    assert bench.main() == 0
    figures = json.loads(told.read_text("utf-8"))
    assert figures["judged"] | {"microseconds a pair": 0} == {
        "pairs": 3, "precision": 1.0, "recall": 0.5, "F1": pytest.approx(2 / 3), "microseconds a pair": 0
    }  # fmt: skip
    assert figures["origins"]["releases"] == 2
    assert "Pairs of names" in capsys.readouterr().out


def test_claims_are_different_and_the_same_each_time() -> None:
    made = list(claims.reports(2000))
    assert made == list(claims.reports(2000))
    assert 2000 <= sum(len(report.claims) for report in made) < 2020
    stated = [claim.id for report in made for claim in report.claims]
    assert len(stated) == len(set(stated))


@pytest.mark.slow
def test_the_cost_of_a_record_grows_with_its_size_and_of_one_document_hardly() -> None:
    small, large = record.curve((1000, 8000))
    assert large["rebuild"] / large["claims"] < 3 * small["rebuild"] / small["claims"]
    assert large["one more"] < large["rebuild"] / 4
