"""`servanda` as people run it: whole processes, with the journal, their memory and how soon they answer."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from bench.generate import reports

_SERVANDA = (sys.executable, "-m", "servanda")


@contextmanager
def folder(count: int) -> Iterator[Path]:
    """A folder of so many reports, away again afterwards."""
    with tempfile.TemporaryDirectory(prefix="servanda-bench-") as name:
        place = Path(name, "reports")
        place.mkdir()
        for report in reports(count, seed=4):
            (place / report.name).write_text(report.text, encoding="utf-8")
        yield place


def batch(place: Path, *, jobs: int) -> dict[str, Any]:
    """`servanda read FOLDER` into a fresh ledger."""
    count = len(list(place.iterdir()))
    ledger = place.parent / f"jobs-{jobs}.db"
    command = [*_SERVANDA, "read", str(place), "--ledger", str(ledger), "--jobs", str(jobs), "--format", "jsonl"]
    began = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    peak = _Peak(process.pid)
    assert process.stderr is not None
    told = process.stderr.read()
    _, status, used = os.wait4(process.pid, 0)
    wall = time.perf_counter() - began
    if status:
        raise RuntimeError(f"servanda read failed: {told.decode()[-500:]}")
    alone = {"a_second_of_work": count / (used.ru_utime + used.ru_stime)} if jobs == 1 else {}
    return {
        "documents": count,
        "seconds": wall,
        "a_second": count / wall,
        **alone,
        "memory_mb": peak.stop(),
        "ledger_kb_each": ledger.stat().st_size / count / 1000,
    }


class _Peak:
    """The most memory that a process and those below it take together, looked at again and again (Linux only)."""

    def __init__(self, pid: int) -> None:
        self._pid = pid
        self._peak = 0
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)
        self._thread.start()

    def stop(self) -> float:
        self._over.set()
        self._thread.join()
        return self._peak / 1000

    def _watch(self) -> None:
        while not self._over.wait(0.05):
            self._peak = max(self._peak, sum(map(_resident, _family(self._pid))))


def _family(pid: int) -> Iterator[int]:
    yield pid
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except OSError:
        return
    for child in children:
        yield from _family(int(child))


def _resident(pid: int) -> int:
    """Kilobytes that a process shares with no other, and its part of those that it shares."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0)


def starting(place: Path) -> dict[str, float]:
    """Seconds until `--help` is printed, and until the first claim of a file is."""
    report = next(place.iterdir())
    shown = [*_SERVANDA, "--help"], [*_SERVANDA, "read", str(report), "--no-ledger", "--format", "jsonl"]
    kept = [*_SERVANDA, "read", str(report), "--ledger", str(place.parent / "first.db"), "--format", "jsonl"]
    return {
        "help": statistics.median(_first_line(shown[0]) for _ in range(5)),
        "first claim, nothing kept": statistics.median(_first_line(shown[1]) for _ in range(3)),
        "first claim, new ledger": _first_line(kept),
    }


def _first_line(command: list[str]) -> float:
    began = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as process:
        assert process.stdout is not None
        line = process.stdout.readline()
        took = time.perf_counter() - began
        process.stdout.read()
    if process.returncode or not line:
        raise RuntimeError(f"{' '.join(command)}: exit status {process.returncode}")
    return took
