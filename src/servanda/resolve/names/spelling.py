"""From a word in any script and orthography to how it may sound, in a few plain letters."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from anyascii import anyascii

from servanda.resolve.names.tables import Rule, endings, spellings


def plain(word: str) -> str:
    """The word in small Latin letters without marks; letters of other scripts are romanised."""
    return "".join(letter for letter in _latin(word).lower() if "a" <= letter <= "z")


@lru_cache(maxsize=100_000)
def sounds(word: str) -> frozenset[str]:
    """Each way in which the word may be read, one letter a sound."""
    tables = spellings()
    spelled = {_latin(word)}
    for way in tables.orthographies:
        if way.when.search(word):
            spelled.add(_latin(_applied(way.rules, word)))
    heard = {_applied(tables.sounds, one.lower()) for one in spelled}
    return frozenset(one for one in heard if one)


def loose(sound: str) -> str:
    """The sound with vowels that romanisations mix up made one."""
    return sound.translate(spellings().loose)


def hushed(sound: str) -> str:
    """The same, with voiced consonants as if they were not."""
    return sound.translate(spellings().hushed)


def skeleton(sound: str) -> str:
    """The consonants of a sound, voiced ones as if they were not; the vowels where there are no consonants."""
    return sound.translate(spellings().skeleton) or loose(sound)[:1]


@lru_cache(maxsize=100_000)
def nominatives(word: str, *, last: bool) -> frozenset[str]:
    """The sounds of what the word may be a case of; ``last`` when it is the last word of its name."""
    latin = word.isascii() or "LATIN" in unicodedata.name(word[0], "")
    found: set[str] = set()
    for cases in endings().cases:
        if cases.latin is not latin or (cases.last and not last) or not cases.any.search(word):
            continue
        for ending in cases.endings:
            match = ending.pattern.search(word)
            if match and match.start() >= cases.least:
                found.update(word[: match.start()] + nominative for nominative in ending.nominatives)
    return frozenset(sound for one in found for sound in sounds(one))


def _applied(rules: tuple[Rule, ...], text: str) -> str:
    for pattern, into in rules:
        text = pattern.sub(into, text)
    return text


@lru_cache(maxsize=100_000)
def _latin(word: str) -> str:
    return word if word.isascii() else anyascii(word.translate(spellings().letters))
