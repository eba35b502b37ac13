"""Fact, goal or forecast: what the words behind an amount make of it."""

from __future__ import annotations

from typing import Final

from servanda.read.discourse import Discourse
from servanda.read.figures.moods import Mood

_MOVING: Final = frozenset({"reach", "raise", "grow", "boost", "happen"})
_WANTED: Final = frozenset({"base", "soon", "future", "must"})
_NEAR: Final = 8
_AMOUNTS: Final = ("MONEY", "PERCENT", "COUNT", "MEASURE")


def mood(scene: Discourse, place: int, first: int, last: int) -> Mood:
    """Whether the amount at a symbol is told as a fact, a goal or a forecast."""
    stop = min(last, place + _NEAR)
    following = next(iter(scene.find(_AMOUNTS, place + 1, stop)), stop)
    if scene.has(("GOAL",), place + 1, following) and not _reached(scene, place, following):
        return "target"
    if scene.has(("GOAL",), max(first, place - 4), place) and not scene.has(
        ("MONEY", "PERCENT"), max(first, place - 4), place
    ):
        return "target"
    for at, verb in scene.verbs(place + 1, stop):
        if at > following:
            break
        if verb.sense in _MOVING:
            return _moved(scene, at, verb.form, last) if verb.form in _WANTED else "fact"
        if verb.sense == "plan" and verb.form != "base":
            return "target" if verb.lemma in scene.settings.get("aiming", ()) else "forecast"
        if scene.is_a(at, "VBD", "VBZ"):
            return "fact"
    return "forecast" if scene.has(("FORECAST",), place, stop) else "fact"


def _reached(scene: Discourse, place: int, stop: int) -> bool:
    """ "10 milyar dolarlık hedefe ulaştık": a goal that has been met."""
    return any(v.sense == "reach" and v.form in ("past", "part") for _, v in scene.verbs(place, stop + 3))


def _moved(scene: Discourse, at: int, form: str, last: int) -> Mood:
    """A level that is wanted or foreseen: what governs the verb of reaching tells which."""
    for _, verb in scene.verbs(at + 1, min(last, at + 5)):
        if verb.sense == "plan":
            return "target" if verb.lemma in scene.settings.get("aiming", ()) else "forecast"
        if verb.sense in ("hope", "pledge", "agree", "decide"):
            return "target"
    return "target"
