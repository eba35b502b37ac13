"""The benchmark measures different texts, the same ones each time, and runs."""

from __future__ import annotations

import itertools
import json
from pathlib import Path

import pytest

from bench import __main__ as bench
from bench import reading
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
