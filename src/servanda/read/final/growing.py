"""Growth and fall where the verb stands behind: "yüzde 14 arttı", "yüzde 33 artışla", "1,5 katına çıktı"."""

from __future__ import annotations

from typing import Final

from servanda.grammar import Verb
from servanda.quantities import Amount
from servanda.read.discourse import Discourse
from servanda.read.figures.changes import Growth

_RATES: Final = ("PERCENT", "MULTIPLE", "POINTS")
#: What may stand between a rate and the word of movement.
_BETWEEN: Final = (
    "LIK",
    "LOC",
    "REL",
    "DAT",
    "w",
    "RATEWORD",
    "OVERWORD",
    "NEARWORD",
    "ABL",
    "GEN",
    "ACC",
    "INS",
    "OLARAK",
    "BETWEENWORD",
    "DATE",
    "ACCORDING",
)
_REACH: Final = 5
_UP: Final = frozenset({"grow", "boost"})


def growths(scene: Discourse, first: int, last: int) -> list[Growth]:
    """Every growth told between two symbols, in order."""
    found = [_growth(scene, place, last) for place in scene.find(_RATES, first, last)]
    found += [_by_sum(scene, place, last) for place in scene.find(("MONEY", "MEASURE", "COUNT"), first, last)]
    return sorted((growth for growth in found if growth is not None), key=lambda growth: growth.place)


def _growth(scene: Discourse, place: int, last: int) -> Growth | None:
    amount = scene.values[place]
    if not isinstance(amount, Amount):
        return None
    at = place + 1
    while at < min(last, place + _REACH):
        way = _direction(scene, at)
        if (
            way is None
            and scene.is_a(place, "MULTIPLE")
            and (verb := scene.verb(at)) is not None
            and verb.sense in ("reach", "raise")
        ):
            way = "up"
        if way is not None:
            return Growth(place, at, place, amount, "down" if way == "down" or amount.change == "down" else "up")
        if not scene.is_a(at, *_BETWEEN):
            break
        at += 1
    return _led(scene, place, amount)


def _led(scene: Discourse, place: int, amount: Amount) -> Growth | None:
    """ "Artış yüzde 14 oldu", "artış oranı yüzde 14": the word of movement stands before."""
    for at in range(place - 1, max(place - 4, scene.sentence_at(place).first - 1), -1):
        if scene.is_a(at, "UPNOUN", "DOWNNOUN"):
            return Growth(at, place, place, amount, "down" if scene.is_a(at, "DOWNNOUN") else "up")
        if not scene.is_a(at, "w", "RATEWORD", "ISE"):
            return None
    return None


def _by_sum(scene: Discourse, place: int, last: int) -> Growth | None:
    """ "500 milyon dolar arttı": a sum right before the verb, with no case between."""
    amount = scene.values[place]
    way = _direction(scene, place + 1) if isinstance(amount, Amount) and place + 1 < last else None
    verb = scene.verb(place + 1)
    if way is None or verb is None:
        return None
    return Growth(place, place + 1, place, amount, "down" if way == "down" else "up")


def _direction(scene: Discourse, at: int) -> str | None:
    if scene.is_a(at, "UPNOUN", "UPWORD"):
        return "up"
    if scene.is_a(at, "DOWNNOUN"):
        return "down"
    verb: Verb | None = scene.verb(at)
    if verb is None:
        return None
    return "up" if verb.sense in _UP else "down" if verb.sense == "fall" else None
