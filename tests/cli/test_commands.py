"""The commands: what they print where, what status they leave, what they never print."""

from __future__ import annotations

import csv
import io
import json
import os
import pty
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import NamedTuple

import pytest

import servanda.ledger.ledger
from servanda.cli import main
from servanda.cli.show import line, visible
from servanda.publish.exports import columns, json_line, safe
from servanda.record import KIND_BY_NAME
from stubs import StubReader, report


class Ran(NamedTuple):
    """What a command came to."""

    status: int
    out: str
    err: str


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to work in, with three reports, and a quick reader."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("SERVANDA_LEDGER", raising=False)
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setattr(servanda.ledger.ledger, "Reader", StubReader)
    (tmp_path / "in").mkdir()
    for n in (1, 2, 3):
        (tmp_path / "in" / f"r{n}.txt").write_text(report(n))
    return tmp_path


@pytest.fixture
def run(here: Path, capfdbinary: pytest.CaptureFixture[bytes]):
    """Runs a command line in this process."""

    def runs(*args: str) -> Ran:
        with pytest.raises(SystemExit) as left:
            main(args)
        told = capfdbinary.readouterr()
        return Ran(int(left.value.code or 0), told.out.decode(), told.err.decode())

    return runs


def rows(ran: Ran) -> list[dict]:
    """The JSON lines on standard output, and nothing else may be there."""
    return [json.loads(one) for one in ran.out.splitlines()]


def test_read_prints_claims_and_a_summary(run) -> None:
    ran = run("read", "in")
    assert ran.status == 0
    assert "trade turnover · 2,100,000,000 USD" in ran.out
    assert "3 new, 0 known before, 0 failed → servanda.db" in ran.err
    assert "12: 6 figure, 3 meeting, 3 person" in ran.err
    assert max(map(len, ran.out.splitlines())) <= 80


def test_read_as_jsonl_is_the_codebook_and_the_same_twice(run) -> None:
    first, again = run("read", "in", "--format", "jsonl"), run("read", "in", "--format", "jsonl")
    assert first.out == again.out
    found = rows(first)
    assert len(found) == 12
    assert list(found[0])[:6] == ["doc", "type", "start", "end", "quote", "speaker"]
    for row in found:
        assert (Path("in") / row["doc"]).read_text()[row["start"] : row["end"]] == row["quote"]
    assert json.loads(run("read", "in", "--format", "json").out) == found
    assert rows(run("read", "in", "--format", "jsonl", "--no-ledger", "--ledger", "other.db")) == found
    assert not Path("other.db").exists()


def test_read_tells_the_ledger_what_the_user_tells_it(run) -> None:
    run("read", "in", "--published", "2020-02-03", "--outlet", "Turan", "--language", "az")
    (row, *_) = rows(run("documents", "--format", "jsonl"))
    assert (row["published"], row["outlet"], row["language"]) == ("2020-02-03", "Turan", "az")


def test_a_source_that_fails_is_told_and_leaves_status_1(run, here: Path) -> None:
    (here / "in" / "s.txt").write_text("REFUSED")
    ran = run("read", "in", "gone.txt", "-f", "jsonl")
    assert ran.status == 1
    assert len(rows(ran)) == 12
    assert "2 failed" in ran.err
    assert [r["code"] for r in rows(run("problems", "-c", "unknown-format", "-f", "jsonl"))] == ["unknown-format"]
    assert "unreadable" in run("problems").out


@pytest.mark.parametrize("jobs", ["1", "0"])
def test_standard_input_is_a_source(here: Path, jobs: str) -> None:
    ran = subprocess.run(
        [sys.executable, "-c", _STUBBED, "read", "-", "-f", "jsonl", "--no-ledger", "-j", jobs],
        input=report(5),
        capture_output=True,
        text=True,
        env=_environment(),
    )
    assert ran.returncode == 0, ran.stderr
    assert {json.loads(one)["doc"] for one in ran.stdout.splitlines()} == {"stdin"}


WRONG = [
    ["read"],
    ["read", "in", "--published", "yesterday"],
    ["read", "in", "--format", "xml"],
    ["claims", "--kind", "rumour"],
    ["claims", "--country", "Azerbaijan"],
    ["claims", "--text", "--"],
    ["claims", "--ledger", "mysql://u:hush@h/d"],
    ["explain", "zzzz"],
    ["golden", "nowhere"],
    ["frobnicate"],
]


@pytest.mark.parametrize("args", WRONG, ids=lambda args: " ".join(args))
def test_a_wrong_call_leaves_status_2_and_says_why(run, args: list[str]) -> None:
    run("read", "in")
    ran = run(*args)
    assert (ran.status, ran.out) == (2, "")
    assert "Error: " in ran.err
    assert "hush" not in ran.err


def test_a_ledger_that_is_not_there_leaves_status_1(run) -> None:
    ran = run("claims")
    assert ran.status == 1
    assert "servanda read" in ran.err
    assert not Path("servanda.db").exists()


def test_claims_are_listed_filtered_and_explained(run) -> None:
    run("read", "in")
    ran = run("claims", "--kind", "figure", "--since", "2021-01-01", "--country", "ru")
    assert ran.out.count("trade turnover") == 3
    assert max(map(len, ran.out.splitlines())) <= 80
    (row,) = rows(run("claims", "--text", '"exports were"', "--limit", "1", "-f", "jsonl"))
    explained = run("explain", row["id"][:10]).out
    assert "[exports were $1.1 billion in 2020]" in explained
    for told in ("stub-figure", "stub-1", "r1.txt", "2021-04-26", "1100000000"):
        assert told in explained
    assert json.loads(run("explain", row["id"], "-f", "json").out)["stated"]["id"] == row["id"]
    assert "nothing found" in run("claims", "--as-known-on", "2001-01-01").err
    assert len(json.loads(run("claims", "-f", "json").out)) == 12
    assert json.loads(run("claims", "-f", "json", "--country", "AM").out) == []


def test_documents_are_listed_and_searched(run) -> None:
    run("read", "in")
    assert "r2.txt" in run("documents", "--text", '"report 2"').out
    assert [r["claims"] for r in rows(run("documents", "-f", "jsonl", "--document", "r3.txt"))] == [
        {"figure": 2, "meeting": 1, "person": 1}
    ]


def test_exports_hold_every_claim(run, here: Path) -> None:
    run("read", "in")
    assert len(rows(run("export"))) == 12
    assert len(json.loads(run("export", "-f", "json").out)) == 12
    run("export", "-f", "csv", "-o", "x.csv")
    data = Path("x.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    found = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))
    assert len(found) == 12
    assert {row["type"] for row in found} == {"figure", "meeting", "person"}
    assert next(row["value"] for row in found if row["indicator"] == "exports") == "1100000000"
    assert sorted(p.name for p in here.glob("*x.csv*")) == ["x.csv"]


def test_the_csv_has_a_column_for_every_field_of_the_codebook() -> None:
    from servanda.record import Figure, Person

    held = set(columns())
    for kind in KIND_BY_NAME.values():
        given = {"indicator": "x", "name": "x", "kind": "x", "title": "x", "status": "x", "what": "x", "strength": "x"}
        taken = {k: v for k, v in given.items() if k in kind.__dataclass_fields__}
        fields = set(kind(document="d", start=0, end=1, quote="q", **taken).as_dict())
        assert fields - {"change"} <= held
    assert Figure.type != Person.type


@pytest.mark.parametrize("text", ["=1+1", "+A1", "-2+3", "@SUM(A1)", "\t=1", "\r=1", " =1", "＝1+1", "\n@x"])
def test_no_cell_is_a_formula(text: str) -> None:
    assert safe(text) == "'" + text
    assert safe([text, "b"]).startswith("'")


def test_plain_cells_stay_plain() -> None:
    assert [safe(v) for v in ("=", "a=b", -5, 2.5, None, ["a", "b"])] == ["=", "a=b", -5, 2.5, None, "a; b"]


def test_verify_tells_and_leaves_its_status(run) -> None:
    run("read", "in")
    ran = run("verify")
    assert (ran.status, "all sound" in ran.out) == (0, True)
    seal = ran.out.split()[-1]
    assert run("verify", "--expect", seal).status == 0
    ran = run("verify", "--expect", "0" * 63 + "1")
    assert (ran.status, "NOT sound" in ran.out) == (1, True)


def test_rebuild_reads_again_with_a_newer_reader(run, monkeypatch: pytest.MonkeyPatch) -> None:
    run("read", "in")
    assert "0 new, 3 known" in run("rebuild").err
    monkeypatch.setattr(servanda.ledger.ledger, "Reader", lambda: StubReader(edition="stub-2"))
    assert "3 new" in run("rebuild").err
    assert {r["reader"] for r in rows(run("export"))} == {"stub-2"}


def test_golden_files_are_written_compared_and_their_differences_shown(run, here: Path) -> None:
    assert run("golden", "in").status == 1
    assert run("golden", "in", "--write").status == 0
    assert len((here / "in" / "r1.expected.jsonl").read_text().splitlines()) == 4
    assert run("golden", "in") == Ran(0, "", "0 texts differ\n")
    (here / "in" / "r2.txt").write_text(report(2).replace("Ivan Petrov", "Olga Petrova").replace("$2.2", "$2.7"))
    expected = here / "in" / "r3.expected.jsonl"
    expected.write_text("\n".join(expected.read_text().splitlines()[1:]))
    ran = run("golden", "in")
    assert ran.status == 1
    assert "- person" in ran.out
    assert "+ person" in ran.out
    assert "value 2200000000 → 2700000000" in ran.out or "- figure" in ran.out
    assert "+ meeting" in ran.out
    assert "2 texts differ" in ran.err


def test_two_texts_of_one_stem_have_golden_files_of_their_own(run, here: Path) -> None:
    (here / "in" / "r1.md").write_text(report(9))
    run("golden", "in", "--write")
    assert {p.name for p in (here / "in").glob("r1*.expected.jsonl")} == {
        "r1.txt.expected.jsonl",
        "r1.md.expected.jsonl",
    }
    assert run("golden", "in").status == 0


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_prints_a_script(run, shell: str) -> None:
    assert "_SERVANDA_COMPLETE" in run("completion", shell).out


def test_version_names_the_reader(run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("servanda.ledger.Reader", StubReader)
    assert "stub-1" in run("version").out


def test_what_steers_a_terminal_is_never_printed(run, here: Path) -> None:
    evil = "\x1b]0;owned\x07\x1b[31m\x9b31m\u202e"
    (here / "in" / f"x{evil}.txt".replace("/", "")).write_text(report(8, extra=f"President {evil}"))
    (here / "in" / "y\x1b[2J.txt").write_text("REFUSED \x1b[2J")
    printed = [run("read", "in"), run("claims"), run("documents"), run("problems"), run("read", "in", "-f", "jsonl")]
    row = rows(run("claims", "-f", "jsonl"))[-1]
    printed += [run("explain", row["id"]), run("golden", "in"), run("explain", "\x1b[31m")]
    for ran in printed:
        assert not set("\x1b\x07\x9b\u202e") & set(ran.out + ran.err)
    assert evil in row["doc"]


def test_json_keeps_what_it_escapes() -> None:
    told = {"a": "\x9b\u202e\x00\x7f é"}
    assert json.loads(json_line(told)) == told
    assert visible("a\x1bb\u202ec\td\n") == "a\\x1bb\\u202ec\td\n"
    assert line(" a\n\tb\x1b ") == "a b\\x1b"


_STUBBED = """
import servanda.ledger.ledger
from stubs import StubReader
servanda.ledger.ledger.Reader = StubReader
from servanda.cli import main
main()
"""


def _environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(Path(__file__).parent.parent)}


def test_a_reader_that_stops_listening_is_no_error(here: Path) -> None:
    for n in range(300):
        (here / "in" / f"m{n}.txt").write_text(report(n + 10))
    command = [sys.executable, "-c", _STUBBED, "read", "in", "-f", "jsonl"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=_environment())
    assert process.stdout is not None
    process.stdout.readline()
    process.stdout.close()
    _, err = process.communicate(timeout=30)
    assert process.returncode == 141
    assert err == b""


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_ctrl_c_loses_nothing_and_says_so(here: Path, jobs: str) -> None:
    for n in range(40):
        (here / "in" / f"m{n}.txt").write_text(report(n + 10))
    (here / "in" / "zz.txt").write_text("HANG")
    command = [sys.executable, "-c", _STUBBED, "read", "in", "-f", "jsonl", "-j", jobs]
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=_environment(), start_new_session=True
    )
    assert process.stdout is not None
    first = process.stdout.readline()
    time.sleep(0.6)
    os.killpg(process.pid, signal.SIGINT)
    out, err = process.communicate(timeout=30)
    assert process.returncode == 130
    assert "Interrupted" in err
    assert "Traceback" not in err
    reported = {json.loads(one)["doc"] for one in (first + out).splitlines()}
    assert len(reported) == 43
    again = subprocess.run(
        [sys.executable, "-c", _STUBBED, "documents", "-f", "jsonl"], capture_output=True, text=True, env=_environment()
    )
    assert reported == {json.loads(one)["name"] for one in again.stdout.splitlines()}


def test_long_work_shows_a_bar_on_a_terminal_and_only_there(here: Path) -> None:
    for n in range(60):
        (here / "in" / f"m{n}.txt").write_text(report(n + 10))
    slow = _STUBBED.replace(
        "servanda.ledger.ledger.Reader = StubReader",
        "import time; read = StubReader.read\n"
        "class Slow(StubReader):\n    def read(self, task):\n        time.sleep(0.025); return read(self, task)\n"
        "servanda.ledger.ledger.Reader = Slow",
    )
    parent, child = pty.openpty()
    with Path("out.jsonl").open("wb") as out:
        process = subprocess.Popen(
            [sys.executable, "-c", slow, "read", "in", "-f", "jsonl"],
            stdout=out,
            stderr=child,
            env={**_environment(), "TERM": "xterm", "COLUMNS": "80"},
        )
    os.close(child)
    shown = b""
    try:
        while chunk := os.read(parent, 65536):
            shown += chunk
    except OSError:
        pass  # how a pseudo-terminal says that it is over
    os.close(parent)
    assert process.wait(30) == 0
    assert b"/63" in shown
    assert len(Path("out.jsonl").read_bytes().splitlines()) == 252
