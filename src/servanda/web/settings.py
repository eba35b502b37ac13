"""How a server is set up: what is left out is the safe choice."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

#: Names by which a server on loopback is asked for; any other name in a request's Host is a page of somebody else's.
LOOPBACK: Final = ("localhost", "127.0.0.1", "[::1]", "testserver")


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """``hosts`` are the names under which the server may be asked for; ``threads`` how many requests are worked on at once."""

    hosts: tuple[str, ...] = LOOPBACK
    threads: int = 4
