"""What every test can ask for; the folder itself is importable from here on."""

from ledgers import server, where

__all__ = ["server", "where"]
