"""What is known of names: the tables of ``data/names``, compiled once."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from itertools import count
from pathlib import Path
from typing import Any, NamedTuple

import yaml

_FOLDER = Path(__file__).parents[2] / "data" / "names"


class Rule(NamedTuple):
    """One replacement, applied wherever the pattern stands."""

    pattern: re.Pattern[str]
    into: str | Callable[[re.Match[str]], str]


@dataclass(frozen=True, slots=True)
class Orthography:
    """A way to read letters; ``when`` tells in which words it is tried."""

    name: str
    when: re.Pattern[str]
    rules: tuple[Rule, ...]


class Ending(NamedTuple):
    """The ending of a case, and what may have stood there in the nominative."""

    pattern: re.Pattern[str]
    nominatives: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Cases:
    """The case endings of some languages: in which script, on the last word only or on any, behind so many letters.

    ``any`` is all of the endings at once.
    """

    of: str
    latin: bool
    last: bool
    least: int
    any: re.Pattern[str]
    endings: tuple[Ending, ...]


@dataclass(frozen=True, slots=True)
class Spellings:
    """From letters to sounds: see ``data/names/spellings.yml``."""

    letters: dict[int, str]
    digits: dict[int, str]
    orthographies: tuple[Orthography, ...]
    sounds: tuple[Rule, ...]
    loose: dict[int, str]
    hushed: dict[int, str]
    skeleton: dict[int, str | None]


@dataclass(frozen=True, slots=True)
class Words:
    """Words beside names: see ``data/names/words.yml``."""

    titles: frozenset[str]
    honorifics: frozenset[str]
    particles: frozenset[str]
    names: frozenset[str]
    fathers: frozenset[str]
    children: frozenset[str]
    generations: dict[str, str]
    compounds: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class Endings:
    """What the ends of names say: see ``data/names/endings.yml``."""

    patronymics: re.Pattern[str]
    sexes: tuple[tuple[str, str], ...]
    cases: tuple[Cases, ...]


class Bearing(NamedTuple):
    """What a word is as a given name: the entries it belongs to, the lines of forms among them, and those it is short for."""

    entries: frozenset[int] = frozenset()
    forms: frozenset[int] = frozenset()
    short: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Given:
    """Given names, by how they are written; and those whose case and sex look alike."""

    names: dict[str, Bearing]
    either: frozenset[str]


def _read(name: str) -> Any:
    return yaml.safe_load((_FOLDER / f"{name}.yml").read_text("utf-8"))


def _rules(listed: list[list[str] | dict[str, str]]) -> tuple[Rule, ...]:
    return tuple(_letters(one) if isinstance(one, dict) else Rule(re.compile(one[0]), one[1]) for one in listed)


def _letters(sounds: dict[str, str]) -> Rule:
    """All of the letters in one go, the longest first."""
    letters = "|".join(sorted(map(re.escape, sounds), key=len, reverse=True))
    return Rule(re.compile(letters), lambda found: sounds[found.group()])


@cache
def spellings() -> Spellings:
    """The table of spellings."""
    found = _read("spellings")
    return Spellings(
        letters=str.maketrans(found["letters"]),
        digits=str.maketrans(found["digits"]),
        orthographies=tuple(
            Orthography(one["name"], re.compile(one["when"]), _rules(one["rules"])) for one in found["orthographies"]
        ),
        sounds=_rules(found["sounds"]),
        loose=str.maketrans(found["vowels"]),
        hushed=str.maketrans({**found["vowels"], **found["voices"]}),
        skeleton=str.maketrans({**found["voices"], **dict.fromkeys("aeiou")}),
    )


@cache
def words() -> Words:
    """The table of words beside names."""
    found = _read("words")
    return Words(
        titles=frozenset(found["titles"]),
        honorifics=frozenset(found["honorifics"]),
        particles=frozenset(found["particles"]),
        names=frozenset(found["names"]),
        fathers=frozenset(found["fathers"]),
        children=frozenset(found["children"]),
        generations={word: one for one, listed in found["generations"].items() for word in listed},
        compounds=tuple(
            (stem, tuple(sorted(forms, key=len, reverse=True))) for stem, forms in found["compounds"].items()
        ),
    )


@cache
def endings() -> Endings:
    """The table of endings."""
    found = _read("endings")
    return Endings(
        patronymics=re.compile("|".join(found["patronymics"])),
        sexes=tuple((man, woman) for man, woman in found["sexes"]),
        cases=tuple(_cases(one) for one in found["cases"]),
    )


def _cases(found: dict[str, Any]) -> Cases:
    return Cases(
        of=found["of"],
        latin=found["script"] == "latin",
        last=found["last"],
        least=found.get("least", 3),
        any=re.compile(f"(?:{'|'.join(found['endings'])})$"),
        endings=tuple(Ending(re.compile(f"(?:{end})$"), tuple(into)) for end, into in found["endings"].items()),
    )


@cache
def given() -> Given:
    """The table of given names."""
    found = _read("given")
    names: dict[str, Bearing] = {}

    def bear(word: str, **more: int) -> None:
        known = names.get(word, Bearing())
        names[word] = known._replace(**{field: getattr(known, field) | {one} for field, one in more.items()})

    lines = count()
    for entry, one in enumerate(found["names"]):
        for line in one.get("forms", ()):
            number = next(lines)
            for word in line:
                bear(word, entries=entry, forms=number)
        for word in one.get("kin", ()):
            bear(word, entries=entry)
        for word in one.get("short", ()):
            bear(word, short=entry)
    return Given(names=names, either=frozenset(found["either"]))
