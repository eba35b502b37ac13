"""The commands on figures: figures, conflicts, prove."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from servanda.cli import main

REPORTS = {
    "a.txt": "BAKU, February 17, 2022 - Trade turnover between Azerbaijan and Russia increased by 14.4 percent to $2.9 billion in 2021.",
    "b.txt": "BAKU, March 3, 2021 - Trade turnover between Azerbaijan and Russia amounted to $2.2 billion in 2020.",
}


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]):
    """Runs a command line in this process, beside a ledger of two reports: status, output, errors."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("SERVANDA_LEDGER", raising=False)
    monkeypatch.setenv("COLUMNS", "100")

    def runs(*args: str) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as left:
            main(args)
        told = capfdbinary.readouterr()
        return int(left.value.code or 0), told.out.decode(), told.err.decode()

    for name, text in REPORTS.items():
        Path(name).write_text(text)
    assert runs("read", *REPORTS)[0] == 0
    return runs


def rows(out: str) -> list[dict]:
    return [json.loads(line) for line in out.splitlines()]


def test_conflicts(run) -> None:
    (found,) = rows(run("conflicts", "RU-AZ", "-f", "jsonl")[1])
    assert found["kind"] == "conflict"
    assert {witness["document"] for witness in found["witnesses"]} == set(REPORTS)
    assert "argument" not in found
    assert found["id"][:10] in run("conflicts")[1]
    assert rows(run("conflicts", "AZ-TR", "-f", "jsonl")[1]) == []


def test_prove(run) -> None:
    (found,) = rows(run("conflicts", "-f", "jsonl")[1])
    told = run("prove", found["id"][:6])[1]
    assert "$2.2 billion in 2020" in told
    assert "0 ≥ " in told
    proof = json.loads(run("prove", found["id"], "--format", "json")[1])
    assert proof["argument"]["conclusion"].startswith("0 ≥ ")
    assert [line["claims"] for line in proof["argument"]["lines"]]
    assert run("prove", "zz")[0] == 2


def test_figures(run) -> None:
    found = rows(run("figures", "AZ-RU", "-f", "jsonl")[1])
    assert [row["period"] for row in found] == ["2020", "2021"]
    assert run("figures", "--indicator", "exports", "-f", "json")[1] == "[]\n"
    assert re.search(r"2\.85 to 2\.95 bn", run("figures")[1])


def test_what_had_been_said_by_a_day(run) -> None:
    assert rows(run("conflicts", "--as-of", "2021-12-31", "-f", "jsonl")[1]) == []
    (row,) = rows(run("figures", "--as-of", "2021-12-31", "-f", "jsonl")[1])
    assert row["period"] == "2020"
    (before,) = rows(run("figures", "--as-of", "2022-02-16", "-f", "jsonl")[1])
    assert before == row
    assert rows(run("figures", "--as-known-on", "2001-01-01", "-f", "jsonl")[1]) == []


def test_derived_values_can_be_proved(run) -> None:
    Path("b.txt").write_text(REPORTS["b.txt"].replace("2.2", "2.54"))
    Path("ledger").mkdir()
    run("read", *REPORTS, "--ledger", "ledger/new.db")
    found = rows(run("figures", "--ledger", "ledger/new.db", "-f", "jsonl")[1])
    assert rows(run("conflicts", "--ledger", "ledger/new.db", "-f", "jsonl")[1]) == []
    assert [row["derived"] for row in found] == [None, None], "both years were told"
    run("read", "a.txt", "--ledger", "ledger/one.db")
    (derived,) = [
        row["derived"] for row in rows(run("figures", "--ledger", "ledger/one.db", "-f", "jsonl")[1]) if row["derived"]
    ]
    told = run("prove", derived["id"][:8], "--ledger", "ledger/one.db")[1]
    assert told.startswith("derived")
    assert "2.49" in told
    proof = json.loads(run("prove", derived["id"][:8], "--ledger", "ledger/one.db", "-f", "json")[1])
    assert derived["low"] == proof["low"] == pytest.approx(2.4901703e9)
    assert len(proof["arguments"]) == 2
    assert (proof["series"], proof["period"]) == ("trade turnover AZ–RU", "2020")
    assert proof["exact"]["low"] == "1900000000000/763"


def test_a_picture(run) -> None:
    pytest.importorskip("vl_convert")
    assert run("figures", "--plot", "turnover.svg")[:2] == (0, "")
    assert Path("turnover.svg").read_text().startswith("<svg")
    status, _, told = run("figures", "--plot", "turnover.gif")
    assert status == 2
    assert "not as .gif" in told
    assert not Path("turnover.gif").exists()


@pytest.mark.parametrize("pair", ["AZ", "AZ-RU-TR", "AZ-Russia"])
def test_a_pair_is_two_codes(run, pair: str) -> None:
    assert run("figures", pair)[0] == 2


def test_statistics_are_taken_in(run) -> None:
    Path("trade.csv").write_text(
        "indicator,reporter,partner,period,value,unit,scale\nexports,AZ,RU,2020,2.31,USD,1000000000\n"
    )
    assert run("statistics", "add", "trade.csv", "--provider", "customs", "--vintage", "2021-03-20")[0] == 0
    found = rows(run("figures", "-f", "jsonl", "--indicator", "exports")[1])
    assert [one["official"][0]["basis"] for one in found] == ["AZ"]
    assert len(rows(run("conflicts", "-f", "jsonl")[1])) == 2, "2.31 billion one way is more than 2.2 both ways"
    status, _, told = run("statistics", "add", "a.txt")
    assert status == 2
    assert "no file of statistics" in told
