"""Lists behind a colon: where each item begins and ends, and in which form it names an act."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from servanda.read.acts import Form, Lexicon, noun_of_action, numeral
from servanda.read.discourse import Discourse

_MARKS: Final = ("MARK", "DASH", "HYPHEN")
_ENDS: Final = ("SEMI", "BREAK")
_CUTS: Final = ("SEMI", "BREAK", "OPEN", "CLOSE")
_GAPS: Final = ("SEMI", "BREAK", "COMMA", "AND", "AS_WELL_AS")
_MODALS: Final = ("WILL", "WOULD", "SHOULD", "MUST", "IS", "HAS")
_BASE: Final = ("TO", "VB")
_NEW: Final = ("A", "JOINT", "COUNT")
_ITEMS: Final = 60
_LONGEST: Final = 160


def items(scene: Discourse, place: int) -> Iterator[tuple[int, int]]:
    """The items of the list that begins at a symbol, each as first and one-past-last symbol."""
    broken = scene.is_a(place, "BREAK")
    place = _past_gaps(scene, place)
    kind, first = _mark(scene, place)
    for _ in range(_ITEMS):
        if first >= len(scene.tags) or (broken and not kind and not _small(scene, first)):
            break
        end = _end(scene, first, kind)
        yield first, end
        broken = scene.has(("BREAK",), end, _past_gaps(scene, end))
        place = _past_gaps(scene, end)
        following, first = _mark(scene, place)
        if following != kind or (not kind and (broken or place == end)):
            break


def form_of(scene: Discourse, first: int, last: int, lexicon: Lexicon) -> Form | None:
    """How an item names its act; None for a clause with a subject of its own and for what is no act."""
    if scene.is_a(first, *_BASE):
        return "base"
    if scene.has(_MODALS, first, min(first + 14, last)):
        return None
    led = first
    while led < last and scene.is_a(led, "THE", "JOINT"):
        led += 1
    if noun_of_action(scene, led, lexicon):
        return "noun"
    if scene.is_a(led, "VBG"):
        return "ing"
    if scene.is_a(first, "VN", "UPVERB", "UPNOUN", "DOWNVERB", "MULTIPLE"):
        return "base"
    return "thing" if scene.is_a(first, *_NEW) and last > first + 1 else None  # a number by itself is a mark


def _past_gaps(scene: Discourse, place: int) -> int:
    while scene.is_a(place, *_GAPS):
        place += 1
    return place


def _mark(scene: Discourse, place: int) -> tuple[str, int]:
    """The kind of mark before an item, as a tag or empty, and the symbol behind it."""
    numbered = numeral(scene, place)
    if numbered is not None:
        return "CLOSE", numbered
    if scene.is_a(place, *_MARKS):
        return "MARK", place + 1
    return "", place


def _end(scene: Discourse, first: int, kind: str) -> int:
    """One past the last symbol of an item: the next break, or the next number of the same list."""
    limit = min(first + _LONGEST, len(scene.tags))
    for place in scene.find(_CUTS if kind == "CLOSE" else _ENDS, first, limit):
        if scene.is_a(place, *_ENDS):
            return place
        if numeral(scene, place) is not None and not scene.is_a(place - 1, "OPEN"):
            return place
        if numeral(scene, place - 1) is not None and not scene.is_a(place - 2, "OPEN"):
            return place - 1
    return limit


def _small(scene: Discourse, place: int) -> bool:
    return scene.quote(place, place)[:1].islower()
