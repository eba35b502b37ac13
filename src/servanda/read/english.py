"""What claims say in English of texts in other languages: names of persons in Latin letters, offices and titles by a glossary.

The words are data beside a pack: ``names.yml`` tells how a name is put in the nominative and spelled, ``glossary.yml`` what words mean.
What the glossary does not hold in full stays as printed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import lru_cache
from importlib.resources import files
from typing import Any, Final

import yaml

from servanda import countries
from servanda.grammar import fold
from servanda.inflection import Inflector, expanded, of_language
from servanda.record import Claim

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_WORD: Final = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*\.?|[,;()\"«»“”:–—-]")
_LONGEST: Final = 7  # words of a glossary's longest entry that is looked for
_NOMINATIVE: Final = 0
_BEGINNING: Final = 2  # letters that the ending of a case leaves alone
_NOUN, _ADJECTIVE, _LINK, _MARK = "nouns", "adjectives", "links", "marks"
_SIGNS: Final = frozenset(",;():")
_OF_STATES: Final = frozenset(("adjective", "people", "combining"))
_QUOTES: Final = frozenset('"«»“”')


class Spelling:
    """How names of persons in a language are put in the nominative and spelled in English, from its ``names.yml``.

    ``given`` are given names (marked to be inflected, ``men`` and ``women``), ``written`` words with a spelling of their own,
    ``letters`` what letters become, ``cases`` by sex the endings of given names and surnames in each case and what stands there in
    the nominative.
    """

    def __init__(self, data: Mapping[str, Any], table: Inflector) -> None:
        self._table = table
        self._written = {str(word).lower(): str(told) for word, told in data.get("written", {}).items()}
        self._letters = [(re.compile(pattern), told) for pattern, told in data.get("letters", ())]
        self._cases = [
            (number, sex, _endings(group["given"]), _endings(group["surname"]))
            for sex, cases in data.get("cases", {}).items()
            for number, group in sorted(cases.items())
        ]
        self._given = {
            form.lower(): (sex, str(name).rstrip("*"))
            for sex, names in data.get("given", {}).items()
            for name in names
            for form in expanded(str(name), table.forms)
        }

    def name(self, printed: str, office: str = "") -> str:
        """The name as English texts have it; the office printed beside it tells what case both are in."""
        words = self._nominative(printed.split(), office)
        return " ".join(self._latin(word) for word in words)

    def _nominative(self, words: list[str], office: str) -> list[str]:
        known = self._given.get(words[0].lower()) if len(words) > 1 else None
        allowed = self._table.cases(office.split()[0].lower()) if office else frozenset()
        if known is not None:
            own = self._table.cases(words[0].lower())
            allowed = (allowed & own) or own
        if _NOMINATIVE in allowed:
            return words
        for number, sex, given, surname in self._cases:
            if (allowed and number not in allowed) or (known is not None and known[0] != sex):
                continue
            made = [_put(word, given) for word in words[:-1]] + [_put(words[-1], surname)]
            if None not in made:
                return [known[1] if known is not None and not at else str(word) for at, word in enumerate(made)]
        return words

    def _latin(self, word: str) -> str:
        parts = []
        for part in re.split("([-’'.])", word):
            low = part.lower()
            told = self._written.get(low)
            if told is None:
                told = low
                for pattern, letters in self._letters:
                    told = pattern.sub(letters, told)
                told = part if told == low else told.capitalize() if part[:1].isupper() else told
            parts.append(told)
        return "".join(parts)

    @property
    def changes(self) -> bool:
        """Whether names are spelled otherwise than printed."""
        return bool(self._letters)

    def surnames(self, printed: str) -> tuple[str, ...]:
        """What a surname alone may be in the nominative, in small Latin letters: it may be in any case."""
        put = (_put(printed, surname) for _, _, _, surname in self._cases)
        return tuple(dict.fromkeys(self._latin(word).lower() for word in (printed, *put) if word is not None))

    def stands(self, name: str, quote: str) -> bool:
        """Whether every word of a name in English begins as a word of the quote is spelled."""
        begun = {self._latin(word)[:_BEGINNING].lower() for word in quote.split()}
        low = quote.lower()
        begun |= {told[:_BEGINNING].lower() for word, told in self._written.items() if word[:-1] in low}
        return all(word[:_BEGINNING].lower() in begun for word in name.split())

    def spelled(self, word: str) -> str:
        """A proper name of anything, letter by letter."""
        return self._latin(word)


def _endings(listed: Iterable[tuple[str, str]]) -> list[tuple[re.Pattern[str], str]]:
    return [(re.compile(f"(?:{pattern})$"), told) for pattern, told in listed]


def _put(word: str, endings: list[tuple[re.Pattern[str], str]]) -> str | None:
    """A word with the ending of the nominative; None when it has none of the endings. An initial stays."""
    if len(word.rstrip(".")) == 1:
        return word
    for pattern, told in endings:
        if pattern.search(word):
            return pattern.sub(told, word, count=1)
    return None


class Glossary:
    """What words mean in English, from the ``glossary.yml`` of a language.

    ``nouns`` and ``adjectives`` are English words with the forms that mean them; a noun behind a noun is told with ``of``.
    ``links`` are all other words.
    """

    def __init__(self, data: Mapping[str, Any], table: Inflector, spelling: Spelling, language: str) -> None:
        self._spelling = spelling
        self._of = str(data.get("of", ""))
        self._entries: dict[str, tuple[str, str]] = {}
        for kind in (_LINK, _NOUN, _ADJECTIVE):
            for told, forms in data.get(kind, {}).items():
                for form in forms:
                    for text in expanded(str(form), table.forms):
                        self._entries.setdefault(_key(text), (str(told), kind))
        for state in countries.forms(language):
            self._entries.setdefault(_key(state.text), _state(state))

    def phrase(self, printed: str) -> str | None:
        """A title, office or name of a body in English; None when a word in it is not known."""
        words = [token for token in _WORD.findall(printed) if token not in _QUOTES]
        told: list[tuple[str, str]] = []
        place = 0
        while place < len(words):
            for size in range(min(_LONGEST, len(words) - place), 0, -1):
                found = self._entries.get(_key(" ".join(words[place : place + size])))
                if found is not None:
                    told.append(found)
                    place += size
                    break
            else:
                alone = self._alone(words[place])
                if alone is None:
                    return None
                told.append(alone)
                place += 1
        return _joined(told, self._of) or None

    def _alone(self, word: str) -> tuple[str, str] | None:
        """A word that is in no list: a sign, a number, the parts of a hyphened word, or a proper name."""
        if word in _SIGNS:
            return word, _MARK
        if not word[0].isalpha():
            return word, _ADJECTIVE
        parts = [self._entries.get(_key(part)) for part in word.split("-")]
        if len(parts) > 1 and None not in parts:
            return "-".join(part[0] for part in parts if part), parts[-1][1] if parts[-1] else _ADJECTIVE
        return (self._spelling.spelled(word), _NOUN) if word[0].isupper() else None


def _key(text: str) -> str:
    return " ".join(fold(text).split())


def _state(form: countries.Form) -> tuple[str, str]:
    """A state, place or organisation in English; of an adjective the English one."""
    if form.kind in _OF_STATES:
        state = countries.country(form.code)
        return (state.adjectives or (state.name,))[0], _ADJECTIVE
    return form.name, _NOUN


def _joined(told: Iterable[tuple[str, str]], of: str) -> str:
    """English words in their order, with "of" where a noun stands behind another."""
    out: list[str] = []
    before = ""
    for word, kind in told:
        if kind in (_NOUN, _ADJECTIVE) and before == _NOUN and of:
            out.append(of)
        if word:
            out.append(word)
        before = kind if word else before
    return re.sub(r" ([,;:)])", r"\1", " ".join(out)).replace("( ", "(")


@lru_cache(maxsize=8)
def glossary(language: str) -> Glossary | None:
    """The glossary of a language, read once; None for a language that has none."""
    data = _data(language, "glossary")
    return None if data is None else Glossary(data, of_language(language), spelling(language), language)


@lru_cache(maxsize=8)
def spelling(language: str) -> Spelling:
    """How names are spelled in a language, read once."""
    return Spelling(_data(language, "names") or {}, of_language(language))


#: The fields of claims that are told in English where the glossary knows all their words.
_TOLD: Final = {"meeting": "body", "event": "name", "instrument": "title", "body": "name", "commitment": "what"}


def in_english(claim: Claim, language: str) -> Claim:
    """A claim with its title, name or act in English; as it is where the glossary lacks a word, or the language has none."""
    known, field = glossary(language), _TOLD.get(claim.type)
    printed = getattr(claim, field) if known is not None and field is not None else None
    told = known.phrase(printed) if known is not None and printed else None
    if told is None or printed is None or told == printed or field is None:
        return claim
    shown = told[:1].upper() + told[1:] if printed[:1].isupper() else told
    return replace(claim, **{field: shown})  # type: ignore[arg-type]


def _data(language: str, stem: str) -> Mapping[str, Any] | None:
    path = files("servanda").joinpath("data", "languages", language, f"{stem}.yml")
    return yaml.load(path.read_bytes(), Loader=_LOADER) if path.is_file() else None  # noqa: S506 - CSafeLoader is the safe loader
