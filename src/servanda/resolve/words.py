"""Names taken apart: the countries they speak of and the words that are left, folded, so that two names can be compared.

The word lists are data: ``data/languages/<code>/resolving.yml``. All languages are used at once, for a record holds names in all
of them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any, Final

import yaml

from servanda import countries

_WORD: Final = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_MARKS: Final = re.compile("[\u0300-\u036f]+")
_LONGEST: Final = 6  # words in the longest name of a state worth looking for
_SHORTEST: Final = 3  # letters that a word keeps when its ending goes
_STATE_FORMS: Final = frozenset({"name", "adjective", "people", "combining"})
_PLACE_FORMS: Final = frozenset({"city", "region", "organisation", "capital"})
_SLUG_WORDS: Final = 8


def fold(text: str) -> str:
    """A text in small letters without accents."""
    bare = unicodedata.normalize("NFKD", text.replace("ı", "i")).casefold()
    return _MARKS.sub("", bare)


@dataclass(frozen=True, slots=True)
class Subject:
    """A name taken apart: the countries it names (sorted codes), the words left in order, whether a place tells it apart.

    ``words`` are for comparing, ``spelled`` the same for showing; ``proper`` is whether one of them, but the first of the
    name, is written with a capital. ``directed`` are the countries in order where words stand between them: a culture of the
    one in the other is not that of the other in the one.
    """

    countries: tuple[str, ...]
    words: tuple[str, ...]
    spelled: tuple[str, ...]
    placed: bool
    proper: bool
    directed: tuple[str, ...]

    @property
    def key(self) -> frozenset[str]:
        """The words, whatever their order."""
        return frozenset(self.words)


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The word lists of every language in one, folded; ``bodies`` maps a word to what body it tells of."""

    plain: frozenset[str]
    bodies: Mapping[str, str]
    kinds: frozenset[str]
    shifting: frozenset[str]
    ritual: frozenset[str]
    chairing: frozenset[str]
    standing: frozenset[str]
    offices: frozenset[str]


@cache
def lexicon() -> Lexicon:
    """The word lists, read once."""
    return Lexicon(
        plain=frozenset(_bare(" ".join(listed("plain")))),
        bodies={
            " ".join(_bare(w)): kind
            for pack in _packs().values()
            for kind, ws in pack.get("bodies", {}).items()
            for w in ws
        },
        kinds=frozenset(_bare(" ".join(listed("kinds")))),
        shifting=frozenset(listed("shifting")),
        ritual=frozenset(_bare(" ".join(listed("ritual")))),
        chairing=frozenset(_bare(" ".join(listed("chairing")))),
        standing=frozenset(" ".join(_bare(title)) for title in listed("standing")),
        offices=frozenset(map(fold, listed("offices"))) | frozenset(_bare(" ".join(listed("chairing")))),
    )


@cache
def _packs() -> Mapping[str, dict[str, Any]]:
    """The word lists by language."""
    root = files("servanda").joinpath("data", "languages")
    found = {folder.name: folder.joinpath("resolving.yml") for folder in root.iterdir()}
    return {code: yaml.safe_load(file.read_text("utf-8")) for code, file in sorted(found.items()) if file.is_file()}


def listed(name: str, language: str | None = None) -> tuple[str, ...]:
    """The words of a list, of one language or of all."""
    return tuple(
        str(word) for code, pack in _packs().items() if language in (None, code) for word in pack.get(name, ())
    )


@cache
def _small() -> frozenset[str]:
    return frozenset(map(fold, listed("small")))


@cache
def _alike() -> Mapping[str, str]:
    return {
        fold(word): fold(group[0]) for pack in _packs().values() for group in pack.get("alike", ()) for word in group
    }


@cache
def _endings() -> tuple[str, ...]:
    return tuple(listed("endings"))


@lru_cache(maxsize=65536)
def subject(name: str) -> Subject:
    """A name taken apart; see :class:`Subject`."""
    printed = _WORD.findall(name)
    folded = [fold(word) for word in printed]
    named: list[tuple[str, int]] = []
    placed = proper = False
    left: list[str] = []
    at = 0
    while at < len(printed):
        length, code, kind = _form_at(printed, folded, at)
        if kind in _STATE_FORMS and code:
            named.append((code, sum(word not in _small() for word in left)))
            at += length
            continue
        placed = placed or kind in _PLACE_FORMS
        taken = slice(at, at + max(length, 1))
        left += folded[taken]
        proper = proper or (at > 0 and any(word[:1].isupper() for word in printed[taken]))
        at += max(length, 1)
    return Subject(
        countries=tuple(sorted({code for code, _ in named})),
        words=tuple(_plain_words(left)),
        spelled=tuple(word for word in left if word not in _small()),
        placed=placed,
        proper=proper,
        directed=tuple(code for code, _ in named) if len({before for _, before in named}) > 1 else (),
    )


@lru_cache(maxsize=65536)
def is_office(name: str) -> bool:
    """Whether a name is an office told alone: the last word before any small one is that of an office."""
    last = ""
    for word in _WORD.findall(name):
        if last and is_small(word):
            break
        last = fold(word)
    return last in lexicon().offices


def is_small(word: str) -> bool:
    """Whether a word is one of those that tell no two things apart."""
    return fold(word) in _small()


def _bare(text: str) -> list[str]:
    return list(_plain_words([fold(word) for word in _WORD.findall(text)]))


def _plain_words(folded: list[str]) -> Iterator[str]:
    """The words without small ones, each as the first of those it stands beside."""
    known = _alike()
    skip = False
    for word, after in zip(folded, [*folded[1:], ""], strict=False):
        if skip:
            skip = False
            continue
        pair = f"{word} {after}"
        if pair in known:
            skip = True
            yield known[pair]
        elif word not in _small():
            yield known.get(word) or _singular(word)


def _singular(word: str) -> str:
    for ending in _endings():
        if word.endswith(ending) and not word.endswith(ending * 2) and len(word) - len(ending) >= _SHORTEST:
            return word[: -len(ending)]
    return word


@cache
def _forms() -> Mapping[str, tuple[str, str, str]]:
    """Every way to write a state or place, folded: its text as spelled where case counts, its code and its kind."""
    found: dict[str, tuple[str, str, str]] = {}
    for form in countries.forms():
        spelled = " ".join(_WORD.findall(form.text))
        found.setdefault(fold(spelled), (spelled if form.case else "", form.code, form.kind))
    return found


def _form_at(printed: list[str], folded: list[str], at: int) -> tuple[int, str, str]:
    """The longest name of a state or place that begins here: how many words, its code and its kind; 0 when there is none."""
    forms = _forms()
    for length in range(min(_LONGEST, len(printed) - at), 0, -1):
        hit = forms.get(" ".join(folded[at : at + length]))
        if hit and (not hit[0] or hit[0] == " ".join(printed[at : at + length])):
            return length, hit[1], hit[2]
    return 0, "", ""


def slug(words: tuple[str, ...], codes: tuple[str, ...] = ()) -> str:
    """A readable part of an address: countries, then the first words."""
    return "-".join([*(code.lower() for code in codes), *words[:_SLUG_WORDS]]) or "unnamed"


def scope_code(codes: tuple[str, ...]) -> str:
    """The countries of a body or pair as one code, such as ``AZ-RU``."""
    return "-".join(sorted(codes))


def overlap(a: frozenset[str], b: frozenset[str]) -> tuple[float, float]:
    """Share of all words that both have, and share of the shorter name's words that the other has; 0 when one is empty."""
    if not a or not b:
        return 0.0, 0.0
    both = len(a & b)
    return both / len(a | b), both / min(len(a), len(b))


def same_order(a: tuple[str, ...], b: tuple[str, ...]) -> bool | None:
    """Whether two names tell the same countries in the same order; None where they tell no order or of other countries."""
    return a == b if a and b and set(a) == set(b) else None


def unanswered(a: frozenset[str], b: frozenset[str]) -> frozenset[str]:
    """The words of the one name that the other has not, in no form of them either."""
    return frozenset(word for word in a - b if not any(_one_word(word, other) for other in b))


def _one_word(a: str, b: str) -> bool:
    """Whether two words begin alike but for their endings."""
    length = max(_SHORTEST, len(a) - 2, len(b) - 2)
    return a[:length] == b[:length] and min(len(a), len(b)) >= length
