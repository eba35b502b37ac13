"""The journal: append-only, on SQLite or PostgreSQL; the only SQL of the house."""

from servanda.store.packing import Packed, Parcel, pack, pack_problem, pack_source, unpack_claim
from servanda.store.store import Store

__all__ = ["Packed", "Parcel", "Store", "pack", "pack_problem", "pack_source", "unpack_claim"]
