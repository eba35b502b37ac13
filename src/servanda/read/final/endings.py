"""Names of persons without the endings of their case, where a language joins them on without a sign."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any, Final

_STEM: Final = 3  # letters that a name keeps at least when an ending is taken off


def nominative(text: str, printed: str, tables: Mapping[str, Any]) -> str:
    """A name without the ending that is joined to it in the text: told by the rest of the text, else by how surnames end."""
    return printed[: len(printed) - _joined(text, printed, tables)]


def _joined(text: str, name: str, tables: Mapping[str, Any]) -> int:
    word = re.split(r"[\s.-]", name)[-1]
    low = word.lower()
    endings = [e for e in tables["joined"] if low.endswith(e) and len(low) - len(e) >= _STEM]
    surnames = tuple(tables["surnames"])
    if not endings or _stands(text, word, tables["joined"]):
        return 0
    for ending in endings:
        if _alone(text, word[: -len(ending)]):
            return len(ending)
    if low.endswith(surnames):
        return 0
    known = next((e for e in endings if low[: -len(e)].endswith(surnames)), None)
    if known is not None:
        return len(known)
    likely = [e for e in endings if len(e) > 1 and e not in tables["doubtful"]]
    return min(map(len, likely)) if likely else 0


def stems(word: str, tables: Mapping[str, Any]) -> Iterator[str]:
    """What a name in small letters may be without an ending; initials written onto it are left out."""
    bare = word.rpartition(".")[2]
    yield bare
    for ending in tables["joined"]:
        if bare.endswith(ending) and len(bare) - len(ending) >= _STEM:
            yield bare[: -len(ending)]


@lru_cache(maxsize=1)
def _words(text: str) -> frozenset[str]:
    """The words of the text at hand as printed: it is asked of every name in it."""
    return frozenset(re.findall(r"\w+", text))


def _alone(text: str, stem: str) -> bool:
    """Whether a text has the stem as a word of its own."""
    return stem in _words(text)


def _stands(text: str, word: str, endings: Iterable[str]) -> bool:
    """Whether a text has the whole word with an ending joined to it: then it has none itself."""
    words = _words(text)
    return any(word + ending in words for ending in endings)
