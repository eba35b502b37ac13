"""Whose count a figure is, where its sentence says so: "according to the State Customs Committee of Azerbaijan"."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Final

from servanda.reconcile.vocabulary import comparisons

_NEAR: Final = 24  # characters between a customs service and its country


def counter(sentence: str, countries: Iterable[str], language: str) -> str | None:
    """The country whose customs or statistics a sentence names beside a figure of these countries, None when it names none or two."""
    known = comparisons(language).counters
    if known is None or not sentence:
        return None
    codes = tuple(sorted(set(countries)))
    found = {code for match in known.finditer(sentence) for code in _beside(sentence, match, codes, language)}
    return found.pop() if len(found) == 1 else None


def _beside(sentence: str, service: re.Match[str], codes: tuple[str, ...], language: str) -> Iterable[str]:
    """The country that stands nearest to the name of a service."""
    distances = {
        code: min(_distance(service, named) for named in pattern.finditer(sentence))
        for code in codes
        if (pattern := names(code, language)).search(sentence)
    }
    near = [code for code, distance in distances.items() if distance <= _NEAR and distance == min(distances.values())]
    return near if len(near) == 1 else ()


def _distance(service: re.Match[str], named: re.Match[str]) -> int:
    return max(named.start() - service.end(), service.start() - named.end(), 0)


@lru_cache(maxsize=512)
def names(code: str, language: str) -> re.Pattern[str]:
    """Every name and adjective of a country, as a pattern; one that fits nothing for a country without any."""
    from servanda.countries import forms

    texts = sorted(
        (f.text for f in forms(language) if f.code == code and f.kind in ("name", "adjective")), key=len, reverse=True
    )
    return re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, texts)) + r")(?!\w)" if texts else r"(?!)")
