"""The exit statuses, and how to leave when nobody listens."""

from __future__ import annotations

import os
import sys
from typing import Final

FAILED: Final = 1
WRONG_CALL: Final = 2
INTERRUPTED: Final = 130
NOBODY_LISTENS: Final = 141


def hush() -> None:
    """Nobody reads the output any more: let Python's own last flush go nowhere instead of complaining."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
