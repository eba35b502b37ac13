"""Words as the full-text index holds them: folded, bare of marks, one space apart.

Neither SQLite's nor PostgreSQL's own tokenizer treats all our languages well, so both are given these words,
and a question is folded in the same way.
"""

from __future__ import annotations

import re
import unicodedata

#: A hundred letters at most: PostgreSQL refuses a word above 2 kB, and what is longer is looked for by its pieces.
_WORD = re.compile(r"[^\W_]{1,100}")
_MARKS = re.compile("[\u0300-\u036f]+")
_TERM = re.compile(r'"([^"]*)"|(\S+)')

#: One thing looked for: its words stand one after the other; ``True`` when the last is only the beginning of a word.
Term = tuple[tuple[str, ...], bool]


def words(text: str) -> list[str]:
    """The words of a text, folded for search, in order."""
    if not text.isascii():
        text = _MARKS.sub("", unicodedata.normalize("NFKD", text)).replace("ı", "i").casefold()
        return _WORD.findall(_MARKS.sub("", text))
    return _WORD.findall(text.lower())


def terms(query: str) -> list[Term]:
    """What a query asks for: every word, ``"a phrase"`` in quotation marks, ``begin*`` for the beginning of a word."""
    found: list[Term] = []
    for phrase, single in _TERM.findall(query):
        parts = tuple(words(phrase or single))
        if parts:
            found.append((parts, single.endswith("*")))
    return found
