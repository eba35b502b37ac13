"""The worker: a process of its own in which the risky parsers run, so that it can be killed and nothing else dies.

Why a process: a thread cannot be stopped; PDFium and libxml2 are C++ and C and can crash on hostile bytes; trafilatura
and htmldate are pure Python over trees and patterns whose cost no size limit bounds well. A limit on depth, size or
pages alone would leave each of these open. One worker is kept and reused: a document costs a round trip (about 0.2 ms)
and the first one the start of the worker. Messages are MessagePack, never pickle: a parser taken over by its input can
send back text only.
"""

from __future__ import annotations

import atexit
import contextlib
import dataclasses
import os
import subprocess
import sys
import threading
from typing import IO, Any

import msgspec

from servanda.sources import formats
from servanda.sources.options import Limits
from servanda.sources.parsed import Parsed, Refused
from servanda.sources.statistics import SDMX_ML

#: Address space of the worker, bytes: room for the largest honest page, an end to the dishonest one.
_MEMORY = 2 << 30
#: A worker that has grown beyond this many kilobytes ends after its document, and the next one starts small.
_GROWN = 200_000
_LENGTH = 8


class Request(msgspec.Struct, array_like=True):
    """One file to parse."""

    media_type: str
    data: bytes
    limits: Limits


class Reply(msgspec.Struct, array_like=True):
    """What became of it: parsed, or a problem code and its message; ``last`` when the worker ends after it."""

    parsed: Parsed | None = None
    code: str = ""
    message: str = ""
    last: bool = False


_encode = msgspec.msgpack.Encoder().encode
_requests = msgspec.msgpack.Decoder(Request)
_replies = msgspec.msgpack.Decoder(Reply)


def parse(media_type: str, data: bytes, limits: Limits) -> Parsed:
    """Parse in the worker; raises Refused, also when the parser runs out of time, out of memory or crashes."""
    reply = _WORKER.ask(Request(media_type, data, limits))
    if reply.parsed is None:
        raise Refused(reply.code, reply.message)
    return reply.parsed


class _Worker:
    """The process and the pipe to it; started when first needed, and again after it was killed."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None

    def ask(self, request: Request) -> Reply:
        with self._lock:
            try:
                process = self._running()
            except OSError as error:
                return Reply(code="unreadable", message=f"the parser process cannot start ({error}): try again")
            return self._exchange(process, request)

    def _exchange(self, process: subprocess.Popen[bytes], request: Request) -> Reply:
        late = threading.Event()

        def kill() -> None:
            # Killing the process makes the read below end: simple, and the same on every system.
            late.set()
            process.kill()

        alarm = threading.Timer(request.limits.seconds, kill)
        alarm.daemon = True
        alarm.start()
        reply = _ask(process, _encode(request))
        alarm.cancel()
        if reply is None or reply.last or late.is_set():
            self.stop()
        if reply is not None:
            return reply
        if late.is_set():
            message = f"not parsed within {request.limits.seconds:g} s: simplify or convert the file"
            return Reply(code="too-slow", message=message)
        return Reply(code="unreadable", message="the parser crashed on this file: convert it to plain text or PDF")

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is None or self._process.poll() is not None:
            self._process = _start()
        return self._process

    def stop(self) -> None:
        """Kill the process, if any."""
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            process.wait()
            for pipe in (process.stdin, process.stdout):
                with contextlib.suppress(OSError):  # unsent bytes to a dead process
                    if pipe:
                        pipe.close()

    def forget(self) -> None:
        """In a forked child: the process and its pipe are the parent's, the lock may be held for ever."""
        if self._process is not None:
            self._process.returncode = 0  # so that dropping it here does not look for a child that is not ours
        self._process = None
        self._lock = threading.Lock()


def _ask(process: subprocess.Popen[bytes], message: bytes) -> Reply | None:
    """The worker's reply; None when it died or talks nonsense."""
    if process.stdin is None or process.stdout is None:
        return None
    try:
        _send(process.stdin, message)
        answered = _receive(process.stdout)
        return _replies.decode(answered) if answered else None
    except (OSError, msgspec.MsgspecError):
        return None


def _start() -> subprocess.Popen[bytes]:
    # -P and a fixed path: the folder of reports one stands in must not be able to supply a module.
    path = os.pathsep.join(entry for entry in sys.path if entry)
    return subprocess.Popen(
        [sys.executable, "-P", "-m", "servanda.sources.worker"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": path},
    )


def _send(pipe: IO[bytes], message: bytes) -> None:
    pipe.write(len(message).to_bytes(_LENGTH, "big"))
    pipe.write(message)
    pipe.flush()


def _receive(pipe: IO[bytes]) -> bytes | None:
    head = pipe.read(_LENGTH)
    size = int.from_bytes(head, "big")
    body = pipe.read(size) if len(head) == _LENGTH else b""
    return body if body and len(body) == size else None


_WORKER = _Worker()
atexit.register(_WORKER.stop)
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_WORKER.forget)


def answer(request: Request) -> Reply:
    """Parse one file in this process; whatever goes wrong becomes the reply."""
    try:
        return Reply(parsed=_clean(_parser(request.media_type)(request.data, request.limits)))
    except Refused as refused:
        return Reply(code=refused.code, message=refused.message)
    except MemoryError:
        return Reply(code="too-large", message="parsing it takes too much memory: split the file")
    except Exception as error:  # the last line of defence: a parser's bug is a problem of one file, not of the batch
        return Reply(code="unreadable", message=f"the parser failed ({type(error).__name__}): convert the file")


def _parser(media_type: str) -> Any:
    if media_type == formats.PDF:
        from servanda.sources import pdf as module
    elif media_type == formats.WORD:
        from servanda.sources import word as module  # type: ignore[no-redef]
    elif media_type == formats.MAIL:
        from servanda.sources import mail as module  # type: ignore[no-redef]
    elif media_type == SDMX_ML:
        from servanda.sources import sdmx as module  # type: ignore[no-redef]
    else:
        from servanda.sources import html as module  # type: ignore[no-redef]
    return module.parse


def _clean(parsed: Parsed) -> Parsed:
    """Lone surrogates can neither travel nor be stored; each becomes a question mark, so that offsets stay."""
    try:
        _encode(parsed)
    except UnicodeEncodeError:
        title, outlet, url = map(_whole, (parsed.title, parsed.outlet, parsed.url))
        return dataclasses.replace(parsed, text=_whole(parsed.text) or "", title=title, outlet=outlet, url=url)
    return parsed


def _whole(text: str | None) -> str | None:
    return text.encode("utf-8", "replace").decode() if text else text


def _confine() -> None:
    try:
        import resource

        hard = resource.getrlimit(resource.RLIMIT_AS)[1]
        limit = _MEMORY if hard == resource.RLIM_INFINITY else min(_MEMORY, hard)
        resource.setrlimit(resource.RLIMIT_AS, (limit, hard))
    except (ImportError, ValueError, OSError):
        pass  # not on this system: the time limit still holds


def _has_grown() -> bool:
    """Whether this process holds more memory than it should keep.

    The kernel's own figure for this process where there is one: what ``getrusage`` tells is inherited through exec.
    """
    try:
        with open("/proc/self/status", encoding="ascii") as status:
            peak = next((line for line in status if line.startswith("VmHWM:")), None)
    except OSError:
        peak = None
    if peak is not None:
        return int(peak.split()[1]) > _GROWN
    try:
        import resource
    except ImportError:
        return False
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss > _GROWN


def main() -> None:
    """Answer requests until the pipe closes."""
    requests = os.fdopen(os.dup(0), "rb")
    replies = os.fdopen(os.dup(1), "wb")
    os.dup2(os.open(os.devnull, os.O_RDWR), 0)
    os.dup2(0, 1)  # what a library prints must not end up among the replies
    _confine()
    while (message := _receive(requests)) is not None:
        reply = answer(_requests.decode(message))
        reply.last = _has_grown()
        _send(replies, _encode(reply))


if __name__ == "__main__":
    main()
