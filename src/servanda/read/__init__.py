"""From a document to its claims: pure, and the same each time."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.resources import files
from pathlib import Path

from servanda.language import DEFAULT, languages
from servanda.problems import Outcome, Problem
from servanda.record import Claim, Document, Passage
from servanda.values import Span

_VERSION = "0.1.0"


@cache
def _reader_version() -> str:
    """The version of the code and a hash over all words, rules and tables that reading rests on."""
    hashed = hashlib.blake2b(digest_size=6)
    root = Path(str(files("servanda").joinpath("data")))
    for path in sorted((*root.rglob("*.yml"), *root.rglob("*.txt"))):
        hashed.update(path.relative_to(root).as_posix().encode())
        hashed.update(path.read_bytes())
    return f"{_VERSION}+{'.'.join(languages())}-{hashed.hexdigest()}"


def __getattr__(name: str) -> str:
    # READER needs the packs; whoever only imports a function should not pay for reading them.
    if name == "READER":
        return _reader_version()
    raise AttributeError(name)


def read_document(document: Document) -> Outcome[tuple[Claim, ...]]:
    """Every claim of a document, in order of place, and the problems met. Pure: the same document gives the same claims.

    Each passage is read in its own language; one in a language without a pack is told as a problem and not guessed at.
    """
    from servanda.read.captions import once
    from servanda.read.reader import read_in

    known = set(languages())
    passages = document.passages or (Passage(Span(0, len(document.text)), document.language or DEFAULT),)
    problems = [_unread(document, passage) for passage in passages if passage.language not in known]
    told: list[tuple[Claim, ...]] = []
    for language in dict.fromkeys(passage.language for passage in passages if passage.language in known):
        outcome = read_in(document, language, [passage.span for passage in passages if passage.language != language])
        told.append(outcome.result)
        problems += outcome.problems
    claims = once(told) if len(told) > 1 else told[0] if told else ()
    return Outcome(tuple(sorted(claims, key=lambda claim: (claim.start, claim.end, claim.type))), tuple(problems))


def _unread(document: Document, passage: Passage) -> Problem:
    start, end = passage.span
    shown = "a language that is none of ours" if passage.language == "und" else f"{passage.language!r}"
    message = f"characters {start} to {end} are in {shown}, for which there is no pack; they were not read"
    return Problem(code="no-language-pack", message=message, source=document.name, start=start, end=end)
