"""Stems: what the forms of a word have in common, by the Snowball rules of its language.

A text is indexed by the stems of its own language; a word that is looked for is stemmed by the rules of every language, for nobody says in
which one it is asked.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache
from typing import Any, Final

from servanda.store.words import Term, terms, words

#: Languages in which a query is understood, where Snowball has rules for them: those that reports come in most.
ASKED_IN: Final = ("en", "ru", "tr", "de", "fr", "uk", "az")


@cache
def _stemmer(language: str) -> Any:
    """The rules of a language (ISO 639-1); None where there are none."""
    import snowballstemmer
    from babel import Locale, UnknownLocaleError

    try:
        name = str(Locale.parse(language).get_language_name("en")).lower()
    except (ValueError, UnknownLocaleError):
        return None
    return snowballstemmer.stemmer(name) if name in snowballstemmer.algorithms() else None


@lru_cache(maxsize=1 << 17)
def stem(word: str, language: str) -> str:
    """The stem of a folded word, folded; the word itself where there are no rules or it is a number."""
    rules = _stemmer(language)
    return word if rules is None or not word.isalpha() else " ".join(words(rules.stemWord(word))) or word


def stems(text: str, language: str | None) -> str:
    """The stems of a text in order, a space between them."""
    told = words(text)
    return " ".join(told if language is None else [stem(word, language) for word in told])


def forms(query: str) -> tuple[tuple[Term, ...], ...]:
    """For each term of a query what it may stand as in the index: stemmed in each language, and as it is."""
    return tuple(tuple(dict.fromkeys(_forms(term))) for term in terms(query))


def _forms(term: Term) -> Iterable[Term]:
    parts, open_ended = term
    yield term
    if not open_ended:
        for language in ASKED_IN:
            yield tuple(stem(word, language) for word in parts), False


def matches(
    told: Sequence[str], language: str | None, asked: Sequence[Sequence[Term]]
) -> Iterator[tuple[int, int, int]]:
    """Where folded words of a text hold a form of a term: the first word, the one behind the last, the number of the term."""
    stemmed = [stem(word, language) for word in told] if language else list(told)
    places: dict[str, list[int]] = defaultdict(list)
    for place, word in enumerate(stemmed):
        places[word].append(place)
    for number, several in enumerate(asked):
        for parts, open_ended in several:
            begins = open_ended and len(parts) == 1
            near = [w for w in places if w.startswith(parts[0])] if begins else [parts[0]]
            for place in (place for word in near for place in places.get(word, ())):
                end = place + len(parts)
                if end <= len(stemmed) and _fits(stemmed[place:end], parts, open_ended):
                    yield place, end, number


def _fits(told: Sequence[str], parts: Sequence[str], open_ended: bool) -> bool:
    *before, last = parts
    ends = told[-1].startswith(last) if open_ended else told[-1] == last
    return ends and list(told[:-1]) == before
