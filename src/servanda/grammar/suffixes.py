"""Suffix chains: the endings that a stem may bear in a language that joins one to the other, by its own tables.

A paradigm is a row of slots, or several rows by name; each slot offers suffixes, some under a label. A suffix is written with letters that stand for
several ("lAr": A is what the last vowel asks for), and with letters in brackets that come only where vowels or consonants would
meet ("(n)In", "(I)m"). All chains are made once for each class of stems, so that reading is one look into a dictionary.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple

from servanda.grammar.text import fold
from servanda.problems import PackError

_PIECE: Final = re.compile(r"\((?P<link>[^()]+)\)|(?P<letter>.)")

#: The paradigm of proper names, where a language has one of their own.
NAMES: Final = "name"


class Ending(NamedTuple):
    """What a chain of suffixes tells: labels in small letters, and where the last one in capitals begins, with it.

    ``cut`` counts the letters before that label; None when there is no such label.
    """

    features: tuple[str, ...] = ()
    symbol: str | None = None
    cut: int | None = None


class _Slot(NamedTuple):
    label: str
    suffix: str


#: The slots that follow one another.
_Row = tuple[tuple[_Slot, ...], ...]


@dataclass(frozen=True, slots=True)
class Suffixes:
    """The tables of one language: its vowels, what they ask for, what letters become, and paradigms by name.

    ``harmony`` is, for each letter of the tables, the vowels that ask for something and what they ask for; ``hard`` are final
    consonants, behind which ``hardened`` letters change; ``soft`` is, by paradigm, what a final letter becomes before a vowel.
    ``forms`` are the labels that are forms of verbs, with the tag of each.
    """

    harmony: Mapping[str, Mapping[str, str]]
    paradigms: Mapping[str, tuple[_Row, ...]]
    soft: Mapping[str, Mapping[str, str]]
    hard: str = ""
    hardened: Mapping[str, str] = field(default_factory=dict)
    forms: Mapping[str, str] = field(default_factory=dict)
    fitted: dict[tuple[str, str, str], str] = field(default_factory=dict, compare=False, repr=False)
    made: dict[tuple[str, str, str], dict[str, Ending]] = field(default_factory=dict, compare=False, repr=False)

    @property
    def vowels(self) -> str:
        """Every vowel that asks for something."""
        return "".join(dict.fromkeys("".join("".join(asked) for asked in self.harmony.values())))

    @property
    def tags(self) -> tuple[str, ...]:
        """Every tag that an ending may give: cases, and forms of verbs."""
        slots = (slot for rows in self.paradigms.values() for row in rows for slot in row)
        cases = (one.label for slot in slots for one in slot if one.label.isupper())
        return tuple(dict.fromkeys((*cases, *self.forms.values())))

    def endings(self, stem: str, paradigm: str) -> dict[str, Ending]:
        """Every chain that a stem may bear, folded, with what it tells; the empty one is not among them."""
        low = _lower(stem)
        last_vowel = next((letter for letter in reversed(low) if letter in self.vowels), "")
        final = "" if low[-1:] in self.vowels else "h" if low[-1:] in self.hard else "c"
        key = (paradigm, last_vowel, final)
        if key not in self.made:
            self.made[key] = self._made(*key)
        return self.made[key]

    def softened(self, stem: str, paradigm: str) -> str | None:
        """The stem as it is written before a vowel, where it changes: a word of one syllable keeps its last letter."""
        low = _lower(stem)
        word = low.rpartition(" ")[2]
        table = self.soft.get(paradigm, {})
        if word[-1:] not in table or (paradigm == "noun" and sum(letter in self.vowels for letter in word) < 2):
            return None
        return stem[:-1] + table[word[-1]]

    def loose(self) -> dict[str, Ending]:
        """Every ending of names, or else of nouns, behind a sign that joins it on ("ABŞ-ın"): how the stem is spoken is not known."""
        found: dict[str, Ending] = {}
        paradigm = NAMES if NAMES in self.paradigms else "noun"
        for stem in (vowel + final for vowel in self.vowels for final in ("", "\0", self.hard[:1])):
            for tail, ending in self.endings(stem, paradigm).items():
                found.setdefault(tail, ending)
        return found

    def _made(self, paradigm: str, vowel: str, final: str) -> dict[str, Ending]:
        found: dict[str, Ending] = {}
        # A stem stands for its class: a letter for its end, behind its last vowel.
        stem = vowel if not final else vowel + (self.hard[:1] if final == "h" else "\0")
        for row in self.paradigms[paradigm]:
            for written, ending in self._chains(stem, row, Ending(), len(stem)):
                tail = fold(written[len(stem) :])
                if tail and (tail not in found or len(ending.features) < len(found[tail].features)):
                    found[tail] = ending
        return found

    def _chains(
        self, stem: str, slots: Sequence[tuple[_Slot, ...]], ending: Ending, start: int
    ) -> Iterator[tuple[str, Ending]]:
        if not slots:
            yield stem, ending
            return
        for label, suffix in slots[0]:
            bearing = stem + self._fitted(stem, suffix) if suffix else stem
            told = ending
            if label.isupper():
                told = ending._replace(symbol=label, cut=len(stem) - start)
            elif label:
                told = ending._replace(features=(*ending.features, label))
            yield from self._chains(bearing, slots[1:], told, start)

    def _fitted(self, stem: str, suffix: str) -> str:
        """A suffix as it is written onto a stem."""
        vowel = next((letter for letter in reversed(stem) if letter in self.vowels), "")
        key = (vowel, stem[-1:], suffix)
        if key not in self.fitted:
            self.fitted[key] = self._fit(vowel + stem[-1:], suffix)
        return self.fitted[key]

    def _fit(self, stem: str, suffix: str) -> str:
        out = ""
        for piece in _PIECE.finditer(suffix):
            sofar = stem + out
            after_vowel = sofar[-1:] in self.vowels
            if piece["link"]:
                link = self._letters(sofar, piece["link"])
                out += link if (link[0] in self.vowels) != after_vowel else ""
            else:
                out += self._letters(sofar, piece["letter"])
        return out

    def _letters(self, sofar: str, letter: str) -> str:
        asked = self.harmony.get(letter)
        if asked is not None:
            last = next((own for own in reversed(sofar) if own in self.vowels), "")
            return next((gives for vowels, gives in asked.items() if last in vowels), next(iter(asked.values())))
        if letter in self.hardened:
            return self.hardened[letter] if sofar[-1:] in self.hard else letter.lower()
        return letter


def _lower(text: str) -> str:
    """In small letters, with the dotted capital as one letter."""
    return text.replace("İ", "i").lower()


def suffixes(tables: Mapping[str, Any], where: str) -> Suffixes:
    """The tables of a pack's setting ``suffixes``.

    Raises PackError when a table is missing or a paradigm is no list of slots.
    """
    try:
        paradigms = {
            name: tuple(tuple(map(_slot, slots)) for slots in (rows.values() if isinstance(rows, Mapping) else [rows]))
            for name, rows in tables["paradigms"].items()
        }
        return Suffixes(
            harmony=tables["harmony"],
            paradigms=paradigms,
            soft=tables.get("soft", {}),
            hard=tables.get("hard", ""),
            hardened=tables.get("hardened", {}),
            forms=tables.get("forms", {}),
        )
    except (KeyError, AttributeError, TypeError) as error:
        raise PackError(f"{where}: the tables of suffixes do not read ({error!r})") from None


def _slot(offered: Mapping[str, Iterable[str]] | Iterable[str]) -> tuple[_Slot, ...]:
    if isinstance(offered, Mapping):
        return tuple(_Slot(label, suffix) for label, listed in offered.items() for suffix in listed)
    return tuple(_Slot("", suffix) for suffix in offered)
