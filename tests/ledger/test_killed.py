"""Kill -9 in the middle of a batch: nothing that was reported is lost, and a second run goes on from there."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from servanda.ledger import Ledger
from servanda.store import Store
from stubs import StubReader, report

_PROGRAM = """
import sys
from stubs import StubReader
from servanda.ledger import Ledger
from servanda.store import Store

if __name__ == "__main__":
    with Ledger(Store.open(sys.argv[1]), reader=StubReader()) as ledger:
        for one in ledger.adding([sys.argv[2]], jobs=int(sys.argv[3])):
            print(one.origin, flush=True)
"""


def start(where: str, folder: Path, jobs: int) -> subprocess.Popen[str]:
    """A program that reports each source on a line as soon as it is done."""
    script = folder.parent / "program.py"
    script.write_text(_PROGRAM)
    tests = str(Path(__file__).parent.parent)
    return subprocess.Popen(
        [sys.executable, script, where, str(folder), str(jobs)],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": tests},
    )


@pytest.mark.parametrize("jobs", [1, 2])
def test_what_was_reported_is_there_after_kill_9(where: str, tmp_path: Path, jobs: int) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for n in range(400):
        (folder / f"{n:03}.txt").write_text(report(n))
    reported: set[str] = set()
    process = start(where, folder, jobs)
    assert process.stdout is not None
    for line in process.stdout:
        reported.add(line.strip())
        if len(reported) == 100:
            process.send_signal(signal.SIGKILL)
            break
    reported |= {line.strip() for line in process.stdout if line.endswith("\n")}
    process.wait()
    with Ledger(Store.open(where), reader=StubReader()) as ledger:
        held = {f"{folder}/{kept.name}" for kept in ledger.documents()}
        assert reported <= held
        assert len(held) < 400
        assert ledger.verify().ok
        summary = ledger.add_paths([folder])
        assert (summary.known, summary.new) == (len(held), 400 - len(held))
        assert len(list(ledger.claims())) == 1600
        assert ledger.verify().ok


def _workers(conductor: int) -> list[int]:
    """The processes that read for a conductor, once all are there."""
    deadline = time.monotonic() + 20
    while len(found := _descendants(conductor)) < 2 and time.monotonic() < deadline:
        time.sleep(0.1)
    time.sleep(0.5)
    return found


def test_workers_end_when_their_conductor_is_killed(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for n in range(3):
        (folder / f"{n}.txt").write_text("HANG" if n == 2 else report(n))
    process = start(str(tmp_path / "l.db"), folder, 2)
    workers = _workers(process.pid)
    process.kill()
    process.wait()
    assert workers
    deadline = time.monotonic() + 5
    while any(map(_lives, workers)) and time.monotonic() < deadline:
        time.sleep(0.1)
    left = [pid for pid in workers if _lives(pid)]
    for pid in left:
        os.kill(pid, signal.SIGKILL)
    assert not left


def _descendants(pid: int) -> list[int]:
    try:
        told = Path(f"/proc/{pid}/task/{pid}/children").read_text()
    except OSError:
        pytest.skip("this system does not tell a process's children")
    children = [int(child) for child in told.split()]
    return [d for child in children for d in (child, *_descendants(child))]


def _lives(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False
