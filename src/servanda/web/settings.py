"""How a server is set up: what is left out is the safe choice."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from servanda.api import Options

#: Names by which a server on loopback is asked for; any other name in a request's Host is a page of somebody else's.
LOOPBACK: Final = ("localhost", "127.0.0.1", "[::1]", "testserver")


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """``hosts`` are the names under which the server may be asked for; ``threads`` how many requests are worked on at once.

    With ``public`` off, nobody reads without an account. ``writing`` bounds what may be added, here and by way of the API.
    """

    hosts: tuple[str, ...] = LOOPBACK
    threads: int = 4
    public: bool = True
    writing: Options = field(default_factory=Options)
