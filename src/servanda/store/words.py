"""Words as the full-text index holds them: folded, bare of marks, one space apart.

Neither SQLite's nor PostgreSQL's own tokenizer treats all our languages well, so both are given these words,
and a question is folded in the same way.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

#: A hundred letters at most: PostgreSQL refuses a word above 2 kB, and what is longer is looked for by its pieces.
_LONGEST: Final = 100
_WORD = re.compile(rf"[^\W_]{{1,{_LONGEST}}}")
#: Plain Latin text goes through one table of bytes: small letters, and a space for all that is no letter or digit.
_ASCII: Final = bytes(ord(chr(c).lower()) if c < 128 and chr(c).isalnum() else ord(" ") for c in range(256))
_STRANGE = re.compile(r"[^\x00-\x7f]")
_BETWEEN = re.compile(r"[\W_]+")
#: With so many bytes beyond ASCII it is quicker to fold the whole text than each character.
_MANY: Final = 400
_MARKS = re.compile("[\u0300-\u036f]+")
_TERM = re.compile(r'"([^"]*)"|(\S+)')

#: One thing looked for: its words stand one after the other; ``True`` when the last is only the beginning of a word.
Term = tuple[tuple[str, ...], bool]


def words(text: str) -> list[str]:
    """The words of a text, folded for search, in order."""
    if not text.isascii():
        strange = len(text.encode("utf-8", "surrogatepass")) - len(text)
        text = _folded(text) if strange > _MANY else _STRANGE.sub(_folded_character, text)
        if not text.isascii():
            return _WORD.findall(text.casefold())
    text = text.encode("ascii").translate(_ASCII).decode("ascii")
    found = text.split()
    short = len(text) <= _LONGEST or max(map(len, found), default=0) <= _LONGEST
    return found if short else _WORD.findall(text)


def _folded(text: str) -> str:
    """The text in lower case and without marks on its letters."""
    text = _MARKS.sub("", unicodedata.normalize("NFKD", text)).replace("ı", "i").casefold()
    return _MARKS.sub("", text)


@lru_cache(maxsize=4096)
def _folded_alone(character: str) -> str:
    """One character folded; a space for a dash or a quotation mark, so that the text may be plain without it."""
    return _BETWEEN.sub(" ", _folded(character))


def _folded_character(found: re.Match[str]) -> str:
    return _folded_alone(found[0])


def terms(query: str) -> list[Term]:
    """What a query asks for: every word, ``"a phrase"`` in quotation marks, ``begin*`` for the beginning of a word."""
    found: list[Term] = []
    for phrase, single in _TERM.findall(query):
        parts = tuple(words(phrase or single))
        if parts:
            found.append((parts, single.endswith("*")))
    return found
