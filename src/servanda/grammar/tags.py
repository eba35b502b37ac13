"""Symbols: their names and the characters that stand for them, and a text made of them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final, NamedTuple, TypeVar

K = TypeVar("K")
T = TypeVar("T")

#: Symbols that the scanner gives by itself; a pack names all the others.
BUILT_IN: Final = (
    "BREAK",  # end of a sentence or paragraph
    "w",  # one or more unknown words in lower case
    "N",  # one or more unknown words that begin with a capital
    "YEAR",  # a whole number from 1000 to 2199 printed as four digits
    "SMALL",  # a whole number of one or two digits
    "INT",  # any other whole number
    "DEC",  # a number with a decimal part
    "CODE",  # digits glued behind letters ("G20")
    "NDATE",  # a date in digits: 27.08.20, 2021-04-27, 4/27/2021
    "CLOCK",  # 11:30
    "COMMA",
    "SEMI",  # semicolon
    "COLON",
    "HYPHEN",  # a hyphen within a word
    "DASH",  # a dash between words
    "OPEN",  # opening bracket
    "CLOSE",  # closing bracket
    "QUOTE",  # any quotation mark
    "POSS",  # apostrophe and s
    "MARK",  # any other sign
)


class _Made(dict[K, T]):
    """A dictionary that makes what it lacks."""

    def __init__(self, make: Callable[[K], T]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, key: K) -> T:
        made = self[key] = self._make(key)
        return made


class Tags:
    """Names of symbols and the single characters that stand for them in tag strings."""

    def __init__(self) -> None:
        #: The character of each tag, a new one for a new name. From U+00A1 on: none means anything in a regular expression.
        self.chars: _Made[str, str] = _Made(lambda name: chr(0xA1 + len(self.chars)))
        #: Characters and expressions by tuples of tag names, made when first asked for. Readers look things up here tens of
        #: thousands of times a second, so a hit is one look into a dictionary.
        self.sets: Mapping[tuple[str, ...], str] = _Made(lambda names: "".join(self.chars[name] for name in names))
        self.finders: Mapping[tuple[str, ...], re.Pattern[str]] = _Made(
            lambda names: re.compile(f"[{self.sets[names]}]")
        )
        for name in BUILT_IN:
            self.char(name)

    def char(self, name: str) -> str:
        """The character for a tag, a new one for a new name."""
        return self.chars[name]

    def one_of(self, names: tuple[str, ...]) -> str:
        """The characters of several tags, as one string to look in."""
        return self.sets[names]

    def finder(self, names: tuple[str, ...]) -> re.Pattern[str]:
        """The expression that finds any of several tags."""
        return self.finders[names]

    def known(self, name: str) -> bool:
        """Whether a lexicon or a rule has named this tag."""
        return name in self.chars

    def name(self, char: str) -> str:
        """The tag that a character stands for."""
        for name, own in self.chars.items():
            if own == char:
                return name
        raise KeyError(char)

    def names(self, tags: str) -> str:
        """A tag string spelled out, for people."""
        back = {char: name for name, char in self.chars.items()}
        return " ".join(back[c] for c in tags)


class Verb(NamedTuple):
    """The value of a verb form: its lemma, form (base, third, past, ing, or one of the pack's), sense and voice."""

    lemma: str
    form: str
    sense: str
    voice: str = "active"


class Printed(NamedTuple):
    """A number as printed: digits with a point for the decimal sign, and whether it had no separators at all."""

    digits: str
    plain: bool

    @property
    def whole(self) -> int:
        """The number as an int (its whole part)."""
        return int(self.digits.partition(".")[0])


@dataclass(slots=True)
class Tagged:
    """A text as symbols: ``tags[i]`` stands for ``text[starts[i]:ends[i]]`` and carries ``values[i]``."""

    text: str
    tags: str
    starts: list[int]
    ends: list[int]
    values: list[Any]

    def quote(self, first: int, last: int) -> str:
        """The text of symbols ``first`` to ``last`` inclusive."""
        return self.text[self.starts[first] : self.ends[last]]


def sentences(tagged: Tagged, break_char: str) -> list[tuple[int, int]]:
    """First and one-past-last symbol of each sentence."""
    out: list[tuple[int, int]] = []
    first = 0
    while True:
        last = tagged.tags.find(break_char, first)
        if last < 0:
            if first < len(tagged.tags):
                out.append((first, len(tagged.tags)))
            return out
        if last > first:
            out.append((first, last))
        first = last + 1


def symbol_at(tagged: Tagged, offset: int) -> int:
    """The last symbol that starts at or before a character offset (-1 when none does)."""
    return bisect_right(tagged.starts, offset) - 1
