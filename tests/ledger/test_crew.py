"""Many processes: the same result in the same order, whatever dies."""

from __future__ import annotations

from pathlib import Path

import pytest

from servanda.ledger import Ledger, Task
from servanda.ledger.batch import Known
from servanda.ledger.crew import Crew
from servanda.store import Parcel, Store
from stubs import StubReader, report


def tasks(count: int) -> list[Task]:
    """That many reports."""
    return [Task(name=f"{n}.txt", origin=f"{n}.txt", data=report(n).encode()) for n in range(count)]


def run(items: list[Task | Known], reader: StubReader, *, patience: float = 30) -> list[Parcel]:
    """What a crew of two makes of them."""
    with Crew(reader, jobs=2, patience=patience) as crew:
        return [answer for answer in crew.map(items) if answer is not None]


def test_the_answers_come_in_order_and_are_those_of_one_process() -> None:
    known = Known(origin="k", readings=(1,))
    items: list[Task | Known] = [*tasks(30), known, *tasks(3)]
    reader = StubReader()
    expected = [known if isinstance(item, Known) else reader.read(item) for item in items]
    assert run(items, reader) == expected


def test_a_source_that_kills_its_reader_is_told_of_and_the_rest_is_read(tmp_path: Path) -> None:
    items = tasks(12)
    items[4] = Task(name="bad.txt", origin="in/bad.txt", data=b"CRASH")
    items[7] = Task(name="unlucky.txt", origin="unlucky.txt", data=b"CRASH-ONCE " + report(7).encode())
    answers = run(list(items), StubReader(marks=str(tmp_path)))
    assert [len(a.readings) for a in answers] == [1] * 4 + [0] + [1] * 7
    (problem,) = answers[4].problems
    assert (problem.code, problem.source) == ("unreadable", "in/bad.txt")
    assert answers[7].readings[0].name == "unlucky.txt"


def test_a_source_that_hangs_is_given_up() -> None:
    items = tasks(4)
    items[1] = Task(name="slow.txt", origin="slow.txt", data=b"HANG")
    answers = run(list(items), StubReader(), patience=1.5)
    assert [p.code for p in answers[1].problems] == ["too-slow"]
    assert [len(a.readings) for a in answers] == [1, 0, 1, 1]


def test_messages_larger_than_a_pipe_do_not_lock_both_sides() -> None:
    items = [Task(name=f"{n}", origin=f"{n}", data=(report(n) + f"{n} filler " * 60_000).encode()) for n in range(12)]
    assert [a.name for a in run(list(items), StubReader())] == [str(n) for n in range(12)]


@pytest.mark.parametrize("jobs", [1, 2])
def test_the_ledger_is_the_same_with_any_number_of_processes(tmp_path: Path, jobs: int) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for n in range(40):
        (folder / f"{n:02}.txt").write_text(report(n % 30))
    with Ledger(Store.open(tmp_path / "l.db"), reader=StubReader()) as ledger:
        summary = ledger.add_paths([folder], jobs=jobs)
        assert (summary.new, summary.known) == (30, 10)
        assert [kept.name for kept in ledger.documents()] == [f"{n:02}.txt" for n in range(30)]
        assert ledger.verify().ok
