"""Which verb a name belongs to, and what it says of it: it stands behind the name, or as a participle right before."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from servanda.grammar import Verb
from servanda.read.discourse import Discourse

#: Tags of verbs that end a clause, and of those that stand before a noun.
FINITE: Final = ("VBD", "VBZ", "VBF", "VBM")
BEFORE_NOUN: Final = ("VBP", "VBA", "VBF")
_COMING: Final = frozenset({"future", "soon"})
_TAKING_PLACE: Final = frozenset({"hold", "happen", "open", "close", "begin", "meet", "attend", "chair", "visit"})
_PLANNING: Final = frozenset({"plan", "hope", "pledge", "agree", "decide"})
#: Cases of a name at which, or behind which, something else is told.
_AT: Final = ("LOC", "REL", "INS", "GEN", "DAT")
_OTHERS: Final = ("MEETING", "EVENT")
_NEVER: Final = 1_000
_PLACES: Final = ("CAPITAL", "CITY", "COUNTRY")


def coming(verb: Verb) -> bool:
    """Whether a form of a verb speaks of what is to come."""
    return verb.form in _COMING


def governed(scene: Discourse, symbol: int) -> Iterator[tuple[int, Verb]]:
    """The verbs behind a symbol in its sentence, the nearest first."""
    yield from scene.verbs(symbol + 1, scene.sentence_at(symbol).last)


def modifier(scene: Discourse, first: int) -> tuple[int, Verb] | None:
    """The participle right before a name: "Bakü'de düzenlenen toplantı"."""
    floor = scene.sentence_at(first).first
    at = first - 1
    while at >= floor and scene.is_a(
        at, "w", "ORD", "ADJ", "PAIR", "BETWEENPAIR", "N", "QUOTE", "LANDS", "CAPITAL", "CITY", "REL", "LOC"
    ):
        if first - at > 4:
            return None
        at -= 1
    verb = scene.verb(at)
    return (at, verb) if at >= floor and verb is not None and scene.is_a(at, *BEFORE_NOUN) else None


def state(scene: Discourse, first: int, last: int, *, upcoming: bool = False) -> str | None:
    """What is said of an event named by symbols ``first`` to ``last``: held, planned, postponed, cancelled, proposed, or None."""
    before = modifier(scene, first)
    if before is not None:
        told = _by_participle(scene, *before)
        if told is not None:
            return told
    told = _by_verb(scene, last)
    if told is None and upcoming:
        return "planned"
    return told


def _by_participle(scene: Discourse, at: int, verb: Verb) -> str | None:
    if verb.sense == "postpone":
        return "postponed"
    if verb.sense == "cancel":
        return "cancelled"
    if verb.sense in _PLANNING and scene.is_a(at - 1, "VN", "w", "ACC"):
        return "planned"
    if verb.sense in _TAKING_PLACE:
        return "planned" if coming(verb) else "held"
    return None


def _by_verb(scene: Discourse, last: int) -> str | None:
    """The first verb behind a name that tells of it; a noun of action hands on to the verb that governs it."""
    led = scene.is_a(last + 1, *_AT, "AFTER")
    wished = False
    for at, verb in governed(scene, last):
        if verb.sense == "postpone":
            return "postponed"
        if verb.sense == "cancel":
            return "cancelled"
        if verb.form in ("base", "ing") and verb.sense in _TAKING_PLACE:
            wished = verb.form == "base"
            continue
        if wished:
            told = _wish(verb)
            if told is not None:
                return told
            wished = False
        if verb.sense in _TAKING_PLACE and (not led or verb.sense in ("attend", "chair", "meet")):
            return "planned" if coming(verb) or verb.form == "must" else "held"
        if led and scene.is_a(at, *FINITE) and verb.form != "must":
            return "planned" if coming(verb) else "held"
        if scene.has(_OTHERS, last + 1, at):
            return None
    return None


def _wish(verb: Verb) -> str | None:
    """What a verb makes of the holding that it governs: planned, proposed, or held where it only tells ("yapılmasının ardından")."""
    if verb.sense in _PLANNING:
        return "planned"
    return "proposed" if verb.sense in ("propose", "discuss") else None


def dated(scene: Discourse, first: int, last: int) -> int | None:
    """The DATE symbol that dates an event: of those in its sentence the nearest; none that dates another name."""
    sentence = scene.sentence_at(first)
    told = [
        (_distance(scene, first, last, date), date) for date in scene.find(("DATE",), sentence.first, sentence.last)
    ]
    near = min(told, default=(_NEVER, 0))
    return near[1] if near[0] < _NEVER else None


def _distance(scene: Discourse, first: int, last: int, date: int) -> int:
    if date == scene.dateline or first <= date <= last:
        return _NEVER
    if scene.is_a(date + 1, "SINCE", "AS_OF") or _of_participle(scene, first, date) or _compared(scene, date):
        return _NEVER
    one, two = (first, date) if first < date else (date, first)
    others = sum(1 for p in scene.find((*_OTHERS, "INSTRUMENT"), one + 1, two) if not first <= p <= last)
    return (date - last if date > last else first - date) + 12 * others


def _compared(scene: Discourse, date: int) -> bool:
    """ "Geçen yıla göre": what is compared with."""
    return scene.is_a(date + 1, "ACCORDING") or (scene.is_a(date + 1, "DAT") and scene.is_a(date + 2, "ACCORDING"))


def _of_participle(scene: Discourse, first: int, date: int) -> bool:
    """ "2008'de imzalanan anlaşma": the date of a participle that stands before some other name."""
    verb = next(((p, v) for p, v in scene.verbs(date + 1, date + 8)), None)
    if verb is None or not scene.is_a(verb[0], "VBP"):
        return False
    before = modifier(scene, first)
    return before is None or before[0] != verb[0]


def at_place(scene: Discourse, first: int, last: int) -> int | None:
    """The symbol of the place where something is: a town or country in the locative ("Bakü'de", "Bakü'deki")."""
    sentence = scene.sentence_at(first)
    best: tuple[int, int] | None = None
    for place in scene.find(_PLACES, sentence.first, sentence.last):
        if first <= place <= last or not scene.is_a(place + 1, "LOC", "REL"):
            continue
        one, two = (first, place) if first < place else (place, first)
        if any(not first <= p <= last for p in scene.find(_OTHERS, one + 1, two)):
            continue
        distance = (place - last if place > last else first - place) + (40 if scene.is_a(place, "COUNTRY") else 0)
        if best is None or distance < best[0]:
            best = (distance, place)
    return best[1] if best is not None else None
