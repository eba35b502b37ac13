"""A name as printed, taken apart: words, initials, whose father's name, which of the family; titles laid aside."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import dropwhile
from typing import Literal

from anyascii import anyascii

from servanda.resolve.names import tables
from servanda.resolve.names.spelling import hushed, loose, nominatives, plain, skeleton, sounds

_JOINED = re.compile(r"(?<=[^\W\d_])(?<=[^A-ZÀ-ÞА-ЯЁ])(?=[A-ZÀ-ÞА-ЯЁ][^\W\d_A-ZÀ-ÞА-ЯЁ])")  # "IvanPetrov"
_SPLIT = re.compile(r"[\s\-‐‑–—_/·・･,;()\[\]{}\"“”«»]+")
_DOTTED = re.compile(r"(?<=\.)(?=\w)")
_QUOTES = re.compile(r"[’‘ʼʻʹ`´ʿʾ′]")
_SYLLABLES = re.compile(r"[\u1100-\u11ff\u2e80-\u2fdf\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff]")
_CONSONANTAL = re.compile(r"[\u0590-\u08ff\ufb1d-\ufefc]")  # scripts that leave vowels unwritten
_LONGEST = 400  # characters of a name, and
_MOST = 12  # words; what is longer is no name
_TELLING = 4  # sounds of a given name, from which on it is known by them
_ABBREVIATED = 4  # letters before a full stop: Dzh., Yu., Alex.


Role = Literal["word", "initial", "father", "perhaps father"]


@dataclass(frozen=True, slots=True, eq=False)
class Word:
    """One word of a name: ``text`` in small letters as printed, and all that comparing asks of it.

    ``sounds`` are its readings, ``loose`` the same with mixed-up vowels made one, ``hushed`` without voice too,
    ``bones`` their consonants; ``cases`` the
    sounds of the words it may be a case of; ``roots`` of a father's name are the father's; ``given`` is what it is as a given
    name; ``keys`` are what it shares with every word that is the same.
    """

    text: str
    plain: str
    initial: bool
    father: bool
    cyrillic: bool
    consonantal: bool
    sounds: frozenset[str]
    loose: frozenset[str]
    hushed: frozenset[str]
    bones: frozenset[str]
    cases: frozenset[str]
    roots: frozenset[str]
    given: tables.Bearing
    keys: frozenset[str]


@dataclass(frozen=True, slots=True)
class Name:
    """A name taken apart; ``generation`` tells the junior from the senior, ``comma`` that the surname was put first."""

    words: tuple[Word, ...]
    generation: str | None = None
    comma: bool = False


@lru_cache(maxsize=100_000)
def parse(name: str) -> Name:
    """The parts of a name; what holds no letter has no words."""
    text = _QUOTES.sub("'", unicodedata.normalize("NFKC", name[:_LONGEST])).strip()
    known = tables.words()
    parts: list[str] = []
    generation = None
    for part in _pieces(text):
        if parts and part.rstrip(".").lower() in known.generations:
            generation = known.generations[part.rstrip(".").lower()]
        else:
            parts.append(part)
    marked = _fathers(_compounds(_without_titles(parts[:_MOST])))
    return Name(tuple(_words(marked)), generation, "," in text.strip(","))


def _pieces(text: str) -> list[str]:
    text = _SYLLABLES.sub(lambda found: f" {anyascii(found.group())} ", text)
    spaced = _JOINED.sub(" ", text) if text.upper() != text else text
    return [piece for part in _SPLIT.split(_DOTTED.sub(" ", spaced)) if (piece := part.strip("'")).strip(".")]


def _without_titles(parts: list[str]) -> list[str]:
    known = tables.words()
    named = list(dropwhile(lambda part: part.lower().rstrip(".") in known.titles, parts))
    return [part for part in named if part.lower().rstrip(".") not in known.honorifics] or parts


def _compounds(parts: list[str]) -> list[str]:
    found: list[str] = []
    for part in parts:
        stem = next((stem for stem, forms in tables.words().compounds if found and found[-1].lower() in forms), None)
        if stem and part.lower() in tables.words().particles:
            continue
        if stem and len(part) > 1:
            found[-1] = stem + part.lower()
        else:
            found.append(_compound(part))
    return found


def _compound(part: str) -> str:
    small = part.lower()
    for stem, forms in tables.words().compounds:
        for form in forms:
            if small.startswith(form) and len(small) > len(form) + 3 and form != stem:
                return stem + small[len(form) :]
    return part


def _fathers(parts: list[str]) -> list[tuple[str, bool]]:
    """Each word with whether it is marked as the father's name; the marks and other small words are left out."""
    known = tables.words()
    found: list[tuple[str, bool]] = []
    father = False
    for number, part in enumerate(parts):
        small = part.lower()
        if small in known.fathers and number + 1 < len(parts) and (number or small not in known.names):
            father = True
        elif small in known.children and found:
            found[-1] = (found[-1][0], True)
        elif small not in known.particles or _no_particle(part, number, parts):
            found.append((part, father))
            father = False
    return found or [(part, False) for part in parts]


def _no_particle(part: str, number: int, parts: list[str]) -> bool:
    """Whether what looks like a small word is an initial, or a surname before two given names."""
    if len(part) == 1:
        return part.isupper()
    known = tables.words()
    follow = sum(other.lower() not in known.particles for other in parts[1:])
    return number == 0 and part.lower() in known.names and follow > 1


def _words(marked: list[tuple[str, bool]]) -> Iterator[Word]:
    full = any(len(part) > 1 for part, _ in marked)
    capitals = all(part == part.upper() for part, _ in marked)
    before = ""
    for number, (part, father) in enumerate(marked):
        if full and (letters := _initials(part, capitals)):
            yield from (word(letter, "initial") for letter in letters)
            continue
        role: Role = "father" if father else "word" if len(marked) < 3 else "perhaps father"
        found = word(part.lower().rstrip("."), role, last=number == len(marked) - 1)
        if found.sounds and found.plain != before:
            yield found
        before = found.plain


def _initials(part: str, capitals: bool) -> Sequence[str]:
    """The initials that the part is: a letter, an abbreviation, or two consonants in capitals beside other words."""
    short = part.lower().rstrip(".")
    if len(short) == 1 or (short != part.lower() and len(short) <= _ABBREVIATED):
        return (short,)
    two = len(part) == 2 and part.isupper() and not capitals and not set(plain(part)) & set("aeiou")
    return short if two else ()


@lru_cache(maxsize=200_000)
def word(text: str, role: Role, *, last: bool = False) -> Word:
    """One word of a name, of which ``text`` is what is printed, in small letters."""
    cleared = text.translate(tables.spellings().digits) if any(map(str.isdigit, text)) else text
    ending = tables.endings().patronymics.search(text) if role == "perhaps father" else None
    heard = sounds(cleared)
    oblique = frozenset() if role == "initial" else nominatives(cleared, last=last) - heard
    roots = sounds(cleared[: ending.start()]) if ending else heard
    given = tables.Bearing() if role == "initial" else _given(plain(cleared), heard | oblique)
    return Word(
        text=text,
        plain=plain(cleared),
        initial=role == "initial",
        father=role == "father" or ending is not None,
        cyrillic="CYRILLIC" in unicodedata.name(text[0], ""),
        consonantal=bool(_CONSONANTAL.match(text)),
        sounds=heard,
        loose=frozenset(map(loose, heard)),
        hushed=frozenset(map(hushed, heard)),
        bones=frozenset(map(skeleton, heard)),
        cases=oblique,
        roots=roots,
        given=given,
        keys=frozenset(map(skeleton, heard | oblique | roots)) | {f"={entry}" for entry in given.entries | given.short},
    )


def _given(latin: str, heard: frozenset[str]) -> tables.Bearing:
    """What the word is as a given name, by its letters, or by its sound where that is long enough to tell."""
    known = tables.given().names.get(latin)
    found = [known] if known else [_by_sound()[sound] for sound in heard if sound in _by_sound()]
    return tables.Bearing(*(frozenset[int]().union(*parts) for parts in zip(*found, strict=True)) if found else ())


@lru_cache(maxsize=1)
def _by_sound() -> dict[str, tables.Bearing]:
    return {
        sound: known
        for name, known in tables.given().names.items()
        if known.entries
        for sound in sounds(name)
        if len(sound) >= _TELLING
    }
