"""The worker: time, crashes, growth, forks, threads; and that it loads nothing from where one stands."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from servanda.sources import Limits, formats, open_bytes, worker

PAGE = b"<html><body><p>The talks ended well.</p></body></html>"


def process_id() -> int:
    open_bytes(PAGE, "a.html")
    process = worker._WORKER._process
    assert process is not None
    return process.pid


def test_a_runaway_is_stopped_and_the_next_file_is_read() -> None:
    process_id()
    slow = b"<html><body>" + b"<p>The talks ended <b>well</b>, <a href='x'>they say</a>.</p>" * 60_000
    start = time.perf_counter()
    found = open_bytes(slow, "slow.html", limits=Limits(seconds=0.3))
    assert time.perf_counter() - start < 2
    assert found.result == ()
    assert [problem.code for problem in found.problems] == ["too-slow"]
    assert open_bytes(PAGE, "a.html").result[0].text == "The talks ended well."


def test_a_killed_worker_is_replaced() -> None:
    first = process_id()
    os.kill(first, signal.SIGKILL)
    time.sleep(0.05)
    assert process_id() != first


def test_a_worker_is_reused() -> None:
    assert process_id() == process_id()


def test_a_parser_that_crashes_is_a_problem(monkeypatch: pytest.MonkeyPatch) -> None:
    crash = [sys.executable, "-c", "import os; os.abort()"]

    def start() -> subprocess.Popen[bytes]:
        return subprocess.Popen(crash, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)

    worker._WORKER.stop()
    monkeypatch.setattr(worker, "_start", start)
    assert [problem.code for problem in open_bytes(PAGE, "a.html").problems] == ["unreadable"]


def test_a_worker_that_cannot_start_is_a_problem(monkeypatch: pytest.MonkeyPatch) -> None:
    worker._WORKER.stop()
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    assert [problem.code for problem in open_bytes(PAGE, "a.html").problems] == ["unreadable"]


def test_the_folder_one_stands_in_supplies_no_module(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "trafilatura.py").write_text("raise SystemExit")
    worker._WORKER.stop()
    monkeypatch.chdir(tmp_path)
    assert open_bytes(PAGE, "a.html").result[0].text == "The talks ended well."


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system does not fork")
def test_a_forked_child_starts_its_own() -> None:
    mine = process_id()
    child = os.fork()
    if child == 0:
        status = 1
        try:
            status = int(process_id() == mine)
            worker._WORKER.stop()
        finally:
            os._exit(status)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    assert process_id() == mine


def test_threads_share_it() -> None:
    texts: list[str] = []

    def read(number: int) -> None:
        page = PAGE.replace(b"well", b"well %d" % number)
        texts.append(open_bytes(page, "a.html").result[0].text)

    threads = [threading.Thread(target=read, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(texts) == [f"The talks ended well {number}." for number in range(8)]


def test_surrogates_from_a_parser_become_question_marks() -> None:
    cleaned = worker._clean(worker.Parsed(text="a\ud800b", title="\udfff"))
    assert (cleaned.text, cleaned.title) == ("a?b", "?")


@pytest.mark.parametrize("media_type", [formats.HTML, formats.PDF, formats.WORD, formats.MAIL])
def test_nonsense_is_answered_in_every_format(media_type: str) -> None:
    reply = worker.answer(worker.Request(media_type, b"\0nonsense\xff", Limits()))
    assert reply.parsed is not None or reply.code
