"""The journal: append-only, on SQLite or PostgreSQL; the only SQL of the house.

Packing needs no database, so a process that only reads does not load one: `Store` comes when it is first asked for.
"""

from typing import TYPE_CHECKING, Any

from servanda.store.packing import Packed, Parcel, pack, pack_problem, pack_source, unpack_claim

if TYPE_CHECKING:
    from servanda.store.store import Store

__all__ = ["Packed", "Parcel", "Store", "pack", "pack_problem", "pack_source", "unpack_claim"]


def __getattr__(name: str) -> Any:
    if name == "Store":
        from servanda.store.store import Store

        return Store
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
