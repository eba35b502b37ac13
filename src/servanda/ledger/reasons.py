"""Why a thing was put off or called off, in the words of the sentence that tells so, and never in more than these."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Final, NamedTuple

from servanda.language import languages
from servanda.ledger.explaining import sentence
from servanda.record import Claim, Document
from servanda.resolve.words import listed
from servanda.times import times
from servanda.values import Span

_LONGEST: Final = 200  # characters of a reason: what runs on for longer is no longer read as one
_CLAUSE: Final = re.compile(r"[,;:()\u2013\u2014.!?\u2026]\s|[.!?\u2026;\u201d\"]*$|\s-\s")


class Move(NamedTuple):
    """Words that tell a thing to be put off: their place, the sentence that holds them, and the reason that it gives for it."""

    start: int
    end: int
    sentence: Span
    reason: str | None


class _Words(NamedTuple):
    """What the word lists of a language say, as patterns."""

    moving: re.Pattern[str]
    reasons: re.Pattern[str]
    breaking: re.Pattern[str]
    onward: re.Pattern[str]
    until: re.Pattern[str]


def moves(document: Document) -> tuple[Move, ...]:
    """The moves that a text tells, in those of its sentences that give a reason."""
    words = _words(document.language) if document.language in languages() else None
    if words is None:
        return ()
    given = dict.fromkeys(
        (span.start, span.end)
        for match in words.reasons.finditer(document.text)
        for span in (sentence(document, Span(*match.span())),)
    )
    return tuple(move for start, end in given for move in _moves(document, Span(start, end), words))


def reasons(claims: Iterable[Claim], told: Iterable[Move]) -> dict[str, str]:
    """The reasons that a document gives, by the id of the claim that it gives them for."""
    known = tuple(told)
    found = ((claim.id, _of(claim, known)) for claim in claims) if known else ()
    return {own: reason for own, reason in found if reason}


def _of(claim: Claim, told: tuple[Move, ...]) -> str | None:
    """The reason for the move that a claim tells: the only one that its words hold, else the only one in its sentence."""
    near = [m for m in told if m.sentence.start <= claim.start and claim.end <= m.sentence.end]
    own = [m for m in near if claim.start <= m.start and m.end <= claim.end] or near
    return own[0].reason if len(own) == 1 else None


def _moves(document: Document, within: Span, words: _Words) -> Iterator[Move]:
    """The moves of one sentence; where it gives several reasons none is taken, for nobody can tell which is meant."""
    text = document.text
    given = list(words.reasons.finditer(text, within.start, within.end))
    told = list(words.moving.finditer(text, within.start, within.end))
    reason = _reason(text, given[0], within, document.language) if len(given) == 1 else None
    chosen = _moved_by(text, given[0], told, within, words) if reason else None
    for match in told:
        yield Move(*match.span(), within, reason if match is chosen else None)


def _moved_by(
    text: str, given: re.Match[str], told: list[re.Match[str]], within: Span, words: _Words
) -> re.Match[str] | None:
    """The move that a reason is given for: the one before it with no other thought between, else, where it opens the sentence, the first."""
    before = [match for match in told if match.end() <= given.start()]
    if before:
        between = text[before[-1].end() : given.start()]
        return None if words.breaking.search(between) or ";" in between else before[-1]
    opens = not text[within.start : given.start()].strip("\"'\u201c\u00ab ")
    return told[0] if opens and len(told) == 1 else None


def _reason(text: str, given: re.Match[str], within: Span, language: str | None) -> str | None:
    """The words behind those that tell why, as far as they tell it."""
    words = _words(language or "")
    if words is None or given["denied"]:
        return None
    said = text[given.end() : within.end]
    ends = [m.start() for p in (_CLAUSE, words.onward) if (m := p.search(said))]
    said = said[: min(ends)] if ends else said
    for time in times(said, language=language):
        if before := words.until.search(said[: time.start]):
            said = said[: before.start()]
            break
    found = " ".join(said.split())
    return found if 0 < len(found) <= _LONGEST else None


@cache
def _words(language: str) -> _Words | None:
    lists = {name: listed(name, language) for name in ("moving", "reasons", "breaking", "onward", "until")}
    if not all(lists.values()):
        return None
    anyone = {name: rf"\b(?:{_any(told)})\b" for name, told in lists.items()}
    denied = rf"(?P<denied>\b(?:{_any(listed('denying', language))})\s+)?"
    patterns = anyone | {"reasons": denied + anyone["reasons"], "until": anyone["until"] + r"\s+(?:\w+\s+)?$"}
    return _Words(**{name: re.compile(pattern, re.IGNORECASE) for name, pattern in patterns.items()})


def _any(words: Iterable[str]) -> str:
    return "|".join(r"\s+".join(map(re.escape, word.split())) for word in sorted(words, key=len, reverse=True))
