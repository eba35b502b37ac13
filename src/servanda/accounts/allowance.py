"""An allowance: so many tries in so many seconds, for each name; the memory of them is bounded."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict, deque
from collections.abc import Callable
from typing import Final

_REMEMBERED: Final = 10_000


class Allowance:
    """``most`` tries within ``seconds`` for each key. Of so many keys as are remembered the longest idle are forgotten."""

    def __init__(
        self, most: int, seconds: float, *, remembered: int = _REMEMBERED, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._most = most
        self._seconds = seconds
        self._remembered = remembered
        self._clock = clock
        self._tries: OrderedDict[str, deque[float]] = OrderedDict()
        self._lock = threading.Lock()

    def wait(self, key: str) -> int:
        """Seconds until the next try is allowed; 0 where one is now."""
        with self._lock:
            tries = self._recent(key)
            if len(tries) < self._most:
                return 0
            return max(1, int(tries[0] + self._seconds - self._clock()) + 1)

    def count(self, key: str) -> None:
        """Note a try."""
        with self._lock:
            tries = self._recent(key)
            tries.append(self._clock())
            self._tries[key] = tries
            self._tries.move_to_end(key)
            while len(self._tries) > self._remembered:
                self._tries.popitem(last=False)

    def spend(self, key: str) -> int:
        """Note a try where one is allowed; the seconds to wait where it is not."""
        waiting = self.wait(key)
        if not waiting:
            self.count(key)
        return waiting

    def forget(self, key: str) -> None:
        """Count from nothing again."""
        with self._lock:
            self._tries.pop(key, None)

    def _recent(self, key: str) -> deque[float]:
        tries = self._tries.get(key) or deque(maxlen=self._most)
        now = self._clock()
        while tries and tries[0] <= now - self._seconds:
            tries.popleft()
        return tries
