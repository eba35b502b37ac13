"""Sources: bytes to documents with clean text, exact offsets, publisher, date and language.

Nothing in the material raises: each function returns what could be read and the problems beside it.
"""

from servanda.sources.folder import find
from servanda.sources.opening import open_bytes, open_path, open_text
from servanda.sources.options import Given, Limits

__all__ = ["Given", "Limits", "find", "open_bytes", "open_path", "open_text"]
