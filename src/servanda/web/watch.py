"""What a server tells about itself: a line for each request, and counts for a monitor to collect."""

from __future__ import annotations

import logging
import threading
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import Final

from starlette.types import ASGIApp, Message, Receive, Scope, Send

log = logging.getLogger("servanda.access")
_BOUNDS: Final = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0)  # seconds
_ELSE: Final = "other"


class Counts:
    """How many requests came to what, and how long they took, by route; safe to be used by many threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._requests: Counter[tuple[str, str, int]] = Counter()
        self._within: Counter[tuple[str, float]] = Counter()
        self._seconds: dict[str, float] = defaultdict(float)
        self._begun = time.time()
        self.running = 0

    def enter(self) -> None:
        """A request has begun."""
        with self._lock:
            self.running += 1

    def leave(self, method: str, route: str, status: int, seconds: float) -> None:
        """A request is done."""
        with self._lock:
            self.running -= 1
            self._requests[method, route, status] += 1
            self._seconds[route] += seconds
            self._within.update((route, bound) for bound in _BOUNDS if seconds <= bound)

    def told(self) -> str:
        """All of it in the text format of Prometheus."""
        with self._lock:
            return "\n".join([*self._lines(), ""])

    def _lines(self) -> Iterator[str]:
        yield "# HELP servanda_requests_total Requests answered."
        yield "# TYPE servanda_requests_total counter"
        for (method, route, status), count in sorted(self._requests.items()):
            yield f'servanda_requests_total{{method="{method}",route="{_quoted(route)}",status="{status}"}} {count}'
        yield "# HELP servanda_request_seconds How long answers took."
        yield "# TYPE servanda_request_seconds histogram"
        for route in sorted(self._seconds):
            label = f'route="{_quoted(route)}"'
            total = sum(count for (_, other, _), count in self._requests.items() if other == route)
            for bound in _BOUNDS:
                yield f'servanda_request_seconds_bucket{{{label},le="{bound}"}} {self._within[route, bound]}'
            yield f'servanda_request_seconds_bucket{{{label},le="+Inf"}} {total}'
            yield f"servanda_request_seconds_sum{{{label}}} {self._seconds[route]:.6f}"
            yield f"servanda_request_seconds_count{{{label}}} {total}"
        yield "# HELP servanda_requests_running Requests being worked on."
        yield "# TYPE servanda_requests_running gauge"
        yield f"servanda_requests_running {self.running}"
        yield "# HELP process_start_time_seconds When the server was started."
        yield "# TYPE process_start_time_seconds gauge"
        yield f"process_start_time_seconds {self._begun:.0f}"


class Watch:
    """Counts every request and writes a line about it: client, method, path, status, bytes, milliseconds."""

    def __init__(self, app: ASGIApp, counts: Counts) -> None:
        self._app = app
        self._counts = counts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        seen = {"status": 500, "bytes": 0}

        async def watched(message: Message) -> None:
            if message["type"] == "http.response.start":
                seen["status"] = message["status"]
            elif message["type"] == "http.response.body":
                seen["bytes"] += len(message.get("body", b""))
            await send(message)

        began = time.perf_counter()
        self._counts.enter()
        try:
            await self._app(scope, receive, watched)
        finally:
            took = time.perf_counter() - began
            self._counts.leave(scope["method"], _route(scope), seen["status"], took)
            self._write(scope, seen, took)

    def _write(self, scope: Scope, seen: dict[str, int], took: float) -> None:
        client = scope["client"][0] if scope.get("client") else "-"
        raw: bytes = scope.get("raw_path") or scope["path"].encode()
        path = raw.decode("latin-1").encode("unicode_escape").decode()  # no line of a stranger's making
        log.info("%s %s %s %s %s %.1f", client, scope["method"], path, seen["status"], seen["bytes"], took * 1000)


def _route(scope: Scope) -> str:
    """The route's pattern: what was asked for literally could be anything, and would fill the memory of a monitor."""
    return getattr(scope.get("route"), "path", None) or _ELSE


def _quoted(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
