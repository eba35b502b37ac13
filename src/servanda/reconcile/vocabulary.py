"""The words of a language by which figures are compared, from ``comparisons.yml`` of its pack."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from servanda.problems import PackError


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranks:
    """Words of rankings: each pattern with whether it tells the very first place or one of some; what narrows a ranking; small words."""

    patterns: tuple[tuple[re.Pattern[str], bool], ...]
    narrowed: re.Pattern[str]
    small: frozenset[str]
    matters: Mapping[str, frozenset[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparisons:
    """What ``comparisons.yml`` of a language holds, compiled; empty for a language without it."""

    joint: re.Pattern[str] | None = None
    part: re.Pattern[str] | None = None
    counters: re.Pattern[str] | None = None
    wholly: re.Pattern[str] | None = None
    some: re.Pattern[str] | None = None
    ranks: Ranks | None = None
    tests: Mapping[str, tuple[re.Pattern[str], ...]]
    numbers: Mapping[str, int]


@cache
def comparisons(language: str) -> Comparisons:
    """The words of comparison of a language (ISO 639-1)."""
    import yaml

    path = files("servanda").joinpath("data", "languages", language, "comparisons.yml")
    if not language.isalpha() or not path.is_file():
        return Comparisons(tests={}, numbers={})
    told: dict[str, Any] = yaml.safe_load(path.read_text("utf-8"))
    numbers = _numbers(language)
    number = "(?P<n>[0-9]+|" + "|".join(sorted(map(re.escape, numbers), key=len, reverse=True)) + ")"
    try:
        tests = {
            test: tuple(re.compile(pattern.replace("{n}", number)) for pattern in patterns)
            for test, patterns in told["comparisons"].items()
        }
        ranks = _ranks(told["ranks"], number) if "ranks" in told else None
    except re.error as error:
        raise PackError(f"{path}: {error}") from None
    words = {name: _any(told[name]) for name in ("joint", "wholly", "part", "counters", "some") if name in told}
    return Comparisons(**words, ranks=ranks, tests=tests, numbers=numbers)


def _ranks(told: Mapping[str, Any], number: str) -> Ranks:
    patterns = [(text, name == "first") for name in ("among", "first") for text in told[name]]
    return Ranks(
        patterns=tuple((re.compile(text.replace("{n}", number)), exact) for text, exact in patterns),
        narrowed=re.compile(told["narrowed"]),
        small=frozenset(told["small"]),
        matters={matter: frozenset(of_it) for matter, of_it in told["matters"].items()},
    )


def _numbers(language: str) -> dict[str, int]:
    from servanda.language import load

    entries = load(language).entries
    return {e.form.lower(): int(e.value) for e in entries if e.tag in ("ONES", "TENS") and isinstance(e.value, int)}


def _any(listed: Iterable[str]) -> re.Pattern[str]:
    return re.compile(r"(?<!\w)(?:" + "|".join(re.escape(word) for word in listed) + r")(?!\w)", re.IGNORECASE)
