"""Passages: which stretch of a text is in which language."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from importlib.resources import files
from typing import Any, NamedTuple

from servanda.record import Passage
from servanda.values import Span

#: A paragraph's language shows in its first characters; the rest is not looked at.
_SAMPLE = 240
#: A paragraph with fewer letters joins its neighbour; so does a somewhat longer one (a headline) that shows no sign.
_FEWEST_LETTERS, _FEW_LETTERS, _MANY_LETTERS = 20, 60, 120
_CYRILLIC = re.compile(r"[\u0400-\u052f]")
_LETTER = re.compile(r"[^\W\d_]")
#: ISO 639's mark for a language that could not be told: none of ours.
UNDETERMINED = "und"


class Signs(NamedTuple):
    """What tells our languages apart: frequent words, letters of one language, letters of other languages."""

    words: dict[str, frozenset[str]]
    letters: dict[str, re.Pattern[str]]
    foreign: re.Pattern[str]
    cyrillic: str
    plain: str


@lru_cache(maxsize=1)
def _signs() -> Signs:
    import yaml

    data = yaml.load(files("servanda.data").joinpath("passages.yml").read_bytes(), yaml.CSafeLoader)
    return Signs(
        words={language: frozenset(words.split()) for language, words in data["words"].items()},
        letters={language: re.compile(f"[{letters}]") for language, letters in data["letters"].items()},
        foreign=re.compile(f"[{data['foreign']}]"),
        cyrillic=data["cyrillic"],
        plain=data["plain"],
    )


def passages(text: str, paragraphs: Sequence[Span]) -> tuple[Passage, ...]:
    """The whole text cut into passages of one language each, with no holes; empty for an empty text."""
    starts: list[tuple[int, str]] = []
    for span in paragraphs:
        language = language_of(text[span.start : min(span.end, span.start + _SAMPLE)])
        if language is not None and (not starts or starts[-1][1] != language):
            starts.append((span.start, language))
    if not text:
        return ()
    starts[:1] = [(0, starts[0][1] if starts else _by_model(text[:_SAMPLE], _signs()) or UNDETERMINED)]
    ends = [start for start, _ in starts[1:]] + [len(text)]
    return tuple(Passage(Span(start, end), language) for (start, language), end in zip(starts, ends, strict=True))


def main_language(text: str, found: Sequence[Passage]) -> str | None:
    """The language that most of the text is in, None when it could not be told."""
    sizes: Counter[str] = Counter()
    for passage in found:
        sizes[passage.language] += passage.span.end - passage.span.start
    best = max(sizes, key=lambda language: sizes[language], default=UNDETERMINED)
    return None if best == UNDETERMINED else best


def language_of(sample: str) -> str | None:
    """The language of one paragraph (ISO 639-1, or "und"), None when it is too short to tell."""
    signs = _signs()
    told = sample.lower().split()
    if len(signs.words[signs.plain].intersection(told)) >= 3:
        return signs.plain
    words = set(told)
    letters = len(_LETTER.findall(sample))
    if letters < _FEWEST_LETTERS:
        return None
    found = _by_script(sample, letters, signs) or _by_words(words, letters, signs)
    if found is None and letters >= _FEW_LETTERS:
        return _by_model(sample, signs)
    return found


def _by_script(sample: str, letters: int, signs: Signs) -> str | None:
    if sample.isascii():
        return None
    if len(signs.foreign.findall(sample)) > 1 + 0.02 * letters:  # a foreign name may stand in any text
        return UNDETERMINED
    if len(_CYRILLIC.findall(sample)) > 0.5 * letters:
        return signs.cyrillic
    for language, own in signs.letters.items():
        if len(own.findall(sample)) > 0.02 * letters:
            return language
    return None


def _by_words(words: set[str], letters: int, signs: Signs) -> str | None:
    """The language whose frequent words lead by two; in a short paragraph, where few fit, by one."""
    hits = sorted(((len(words & own), language) for language, own in signs.words.items()), reverse=True)
    lead = 1 if letters < _MANY_LETTERS else 2
    return hits[0][1] if hits[0][0] >= hits[1][0] + lead else None


def _by_model(sample: str, signs: Signs) -> str | None:
    """The statistical model's answer; a long paragraph without a single frequent word of it is in none of ours."""
    sample = sample.encode("utf-8", "replace").decode()  # the model is Rust, which knows no lone surrogates
    detected = _model().detect_language_of(sample)
    if detected is None:
        return None
    language = str(detected.iso_code_639_1.name).lower()
    words = set(sample.lower().split())
    strange = len(words) >= 12 and words.isdisjoint(signs.words[language])
    return UNDETERMINED if strange else language


@lru_cache(maxsize=1)
def _model() -> Any:
    from lingua import IsoCode639_1, LanguageDetectorBuilder

    codes = [getattr(IsoCode639_1, language.upper()) for language in _signs().words]
    return LanguageDetectorBuilder.from_iso_codes_639_1(*codes).with_low_accuracy_mode().build()
