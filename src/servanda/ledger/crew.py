"""The crew: worker processes that read, in any number, with the answers in the order of the questions.

A worker that dies is replaced and the source it had in hand is tried once more by a fresh one; a source that takes a
second worker down, or keeps one busy beyond all patience, becomes a problem and the batch goes on. The standard
library's pool cannot do this: one killed process breaks all of it.
"""

from __future__ import annotations

import multiprocessing
import os
import queue
import signal
import threading
import time
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from typing import Any, Final

from servanda.ledger.intake import Reader, Task, failure, sweep_seldom
from servanda.problems import Problem
from servanda.store.packing import Parcel

_IN_HAND: Final = 8  # tasks given to one worker ahead of its answers
_AHEAD: Final = 64  # items of the batch in work or waiting for an earlier one, for each worker
_BYTES: Final = 24_000_000  # of such items together: this bounds the memory of a batch of large files
_TRIES: Final = 2
_TICK: Final = 0.05
_START: Final = 60.0  # seconds that a worker may take to load the reader, on a machine with much else to do


@dataclass(slots=True, eq=False)
class _Slot:
    """The place of one item in the order of the batch."""

    item: Any
    answer: Any = None
    done: bool = False
    tries: int = 0

    @property
    def weight(self) -> int:
        return int(getattr(self.item, "weight", 500))


@dataclass(slots=True, eq=False)
class _Worker:
    """One process, the pipe to it, and what it has in hand, oldest first."""

    process: Any
    pipe: Connection
    slots: deque[_Slot] = field(default_factory=deque)
    since: float = field(default_factory=time.monotonic)
    ready: bool = False


class Crew:
    """Worker processes around one reader; use it with ``with``, so that no process is left behind."""

    def __init__(self, reader: Reader, *, jobs: int, patience: float = 180.0) -> None:
        methods = multiprocessing.get_all_start_methods()
        # Not fork: the parent holds database connections and threads that a child must not share.
        self._context: Any = multiprocessing.get_context("forkserver" if "forkserver" in methods else "spawn")
        self._reader = reader
        self._jobs = jobs
        self._patience = patience
        self._workers: list[_Worker] = []
        self._order: deque[_Slot] = deque()
        self._waiting: deque[_Slot] = deque()

    def __enter__(self) -> Crew:
        return self

    def __exit__(self, *_: object) -> None:
        for worker in self._workers:
            worker.pipe.close()
        for worker in self._workers:
            worker.process.terminate()
            worker.process.join(5)
            if worker.process.is_alive():
                worker.process.kill()
        self._workers.clear()

    def map(self, items: Iterable[Any]) -> Iterator[Any]:
        """Each item's answer in order: the parcel of a task, any other item as it is, None when none is ready yet."""
        source = iter(items)
        exhausted = False
        while True:
            exhausted = exhausted or not self._fill(source)
            self._hand_out()
            while self._order and self._order[0].done:
                yield self._order.popleft().answer
            if not self._order:
                if exhausted:
                    return
                continue
            if not self._collect():
                yield None

    def _fill(self, source: Iterator[Any]) -> bool:
        """Take more of the batch in hand; False when there is no more."""
        while len(self._order) < _AHEAD * self._jobs and sum(slot.weight for slot in self._order) < _BYTES:
            try:
                item = next(source)
            except StopIteration:
                return False
            slot = _Slot(item)
            self._order.append(slot)
            if isinstance(item, Task):
                self._waiting.append(slot)
            else:
                slot.answer, slot.done = item, True
        return True

    def _hand_out(self) -> None:
        while self._waiting:
            worker = self._free_worker()
            if worker is None:
                return
            slot = self._waiting.popleft()
            if not worker.slots:
                worker.since = time.monotonic()  # it was idle until now
            worker.slots.append(slot)
            try:
                worker.pipe.send(slot.item)
            except OSError:
                self._replace(worker)

    def _free_worker(self) -> _Worker | None:
        """The least busy worker; a new one rather than a second task for an old one."""
        # A source that is tried again gets a worker to itself, so that it is known which one is to blame.
        most = 1 if self._waiting[0].tries else _IN_HAND
        free = [w for w in self._workers if len(w.slots) < most and not any(slot.tries for slot in w.slots)]
        worker = min(free, key=lambda w: len(w.slots), default=None)
        if (worker is None or worker.slots) and len(self._workers) < self._jobs:
            return self._start()
        return worker

    def _start(self) -> _Worker:
        ours, theirs = self._context.Pipe()
        process = self._context.Process(target=_work, args=(theirs, self._reader), daemon=True)
        process.start()
        theirs.close()
        worker = _Worker(process, ours)
        self._workers.append(worker)
        return worker

    def _collect(self) -> bool:
        """Wait a moment for answers; whether there were any."""
        ready = wait([worker.pipe for worker in self._workers], timeout=_TICK)
        for worker in list(self._workers):
            if worker.pipe in ready:
                self._receive(worker)
            elif worker.slots and time.monotonic() - worker.since > self._patience + (0 if worker.ready else _START):
                self._give_up(worker)
        return bool(ready)

    def _receive(self, worker: _Worker) -> None:
        try:
            answer = worker.pipe.recv()
        except (EOFError, OSError):
            self._replace(worker)
            return
        worker.since = time.monotonic()
        if answer is None:
            worker.ready = True
            return
        slot = worker.slots.popleft()
        slot.answer, slot.done = answer, True

    def _give_up(self, worker: _Worker) -> None:
        """Kill a worker that got stuck; the source it was at is told of and not tried again."""
        slot = worker.slots.popleft()
        self._fail(slot, "too-slow", f"not read within {self._patience:g} s: split the file")
        self._replace(worker, blame=False)

    def _replace(self, worker: _Worker, *, blame: bool = True) -> None:
        """Let go of a worker that died; what it had in hand goes back to the front of the queue."""
        self._workers.remove(worker)
        worker.process.kill()
        worker.process.join(5)
        worker.pipe.close()
        if blame and worker.slots:
            first = worker.slots[0]
            first.tries += 1
            if first.tries >= _TRIES:
                worker.slots.popleft()
                self._fail(first, "unreadable", "the process that read it died, twice: convert the file to plain text")
        self._waiting.extendleft(reversed(worker.slots))

    def _fail(self, slot: _Slot, code: str, message: str) -> None:
        problem = Problem(code=code, message=message, source=slot.item.origin)
        slot.answer, slot.done = failure(problem, origin=slot.item.origin, reader=self._reader.version), True


def _work(pipe: Connection, reader: Reader) -> None:
    """What a worker does until its pipe closes."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the conductor, who then closes the pipe
    tasks: queue.SimpleQueue[Task] = queue.SimpleQueue()
    # A thread empties the pipe all the time: with both sides sending, both could else wait for ever.
    threading.Thread(target=_listen, args=(pipe, tasks), daemon=True).start()
    sweep_seldom()
    reader.warm()
    answer: Parcel | None = None  # the first says that the worker is ready
    with suppress(OSError):
        while True:
            pipe.send(answer)
            answer = reader.read(tasks.get())


def _listen(pipe: Connection, tasks: queue.SimpleQueue[Task]) -> None:
    try:
        while True:
            tasks.put(pipe.recv())
    except (EOFError, OSError):
        os._exit(0)  # the conductor is done or dead; a worker stuck in a source must not outlive it
