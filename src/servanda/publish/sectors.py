"""Sectors of cooperation, told by the words of a text: data of the language packs (``sectors.yml``)."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from typing import Final

import yaml

from servanda.resolve.words import fold

#: What a text is of that names no sector's words.
OTHER: Final = "other"


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    """For each sector the words of all languages; ``word*`` is the beginning of a word."""
    words: dict[str, list[str]] = {}
    for folder in sorted(files("servanda").joinpath("data", "languages").iterdir(), key=lambda f: f.name):
        if (file := folder.joinpath("sectors.yml")).is_file():
            for sector, told in yaml.safe_load(file.read_text("utf-8")).items():
                words.setdefault(sector, []).extend(told)
    return {sector: re.compile(rf"\b(?:{'|'.join(map(_pattern, told))})") for sector, told in words.items()}


def _pattern(word: str) -> str:
    stem = r"\s+".join(map(re.escape, fold(word.removesuffix("*")).split()))
    return stem if word.endswith("*") else rf"{stem}\b"


def every() -> tuple[str, ...]:
    """All sectors, in the order of the packs."""
    return tuple(_patterns())


def sectors(text: str) -> tuple[str, ...]:
    """The sectors that a text's words name, in the order of the packs; none when it names none."""
    folded = fold(text)
    return tuple(sector for sector, pattern in _patterns().items() if pattern.search(folded))
