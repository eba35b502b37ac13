"""From a document to its claims: pure, and the same each time."""

from __future__ import annotations

from servanda.language import languages, load
from servanda.problems import Outcome, Problem
from servanda.record import Claim, Document

_VERSION = "0.1.0"


def _reader_version() -> str:
    return f"{_VERSION}+{'.'.join(f'{code}-{load(code).digest}' for code in languages())}"


def __getattr__(name: str) -> str:
    # READER needs the packs; whoever only imports a function should not pay for reading them.
    if name == "READER":
        return _reader_version()
    raise AttributeError(name)


def read_document(document: Document) -> Outcome[tuple[Claim, ...]]:
    """Every claim of a document, in order of place, and the problems met. Pure: the same document gives the same claims."""
    from servanda.read.reader import read_in

    language = document.language or "en"
    if language not in languages():
        message = f"no language pack for {language!r}; there are: {', '.join(languages())}; nothing was read"
        return Outcome((), (Problem(code="no-language-pack", message=message, source=document.name),))
    return read_in(document, language)
