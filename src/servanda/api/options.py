"""How the API is set up: what is left out is the safe choice."""

from __future__ import annotations

from dataclasses import dataclass, field

from servanda.ledger import Limits


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """``limits`` bound each file that is added, ``fetch`` allows addresses to be given, ``fetch_private`` also those within one's own network.

    ``reads`` and ``writes`` are how many requests one caller may make a minute; ``files`` how many files one upload may hold, ``body`` how
    many bytes any other request.
    """

    limits: Limits = field(default_factory=Limits)
    fetch: bool = False
    fetch_private: bool = False
    reads: int = 1_200
    writes: int = 120
    files: int = 20
    body: int = 1_000_000

    @property
    def upload(self) -> int:
        """Bytes that an upload may have, with room for the wrapping."""
        return self.limits.bytes + self.body
