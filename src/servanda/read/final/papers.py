"""How far a paper has come, where the verb that tells of it stands behind its name or as a participle before it."""

from __future__ import annotations

from typing import Final

from servanda.grammar import Verb
from servanda.read.discourse import Discourse
from servanda.read.final.clauses import participle

_DONE: Final = {
    "sign": "signed",
    "approve": "agreed",
    "agree": "agreed",
    "ratify": "in force",
    "prepare": "in preparation",
    "implement": "being implemented",
    "enter": "in force",
    "propose": "proposed",
    "complete": "completed",
}
_FINITE: Final = ("VBD", "VBZ", "VBF", "VBM")
_REACH: Final = 14
_SIGNED: Final = 40  # papers: so many are not signed in one day
MANY: Final = 15  # papers: so many are rarely told apart, and their number is a figure


def state(scene: Discourse, place: int) -> str | None:
    """How far the paper at a symbol has come; None where the sentence only names it."""
    paper = scene.values[place]
    told = _state(scene, place)
    number = scene.values[place].number
    if counted(scene, place) and (told != "signed" or number >= _SIGNED):
        return None
    return "in preparation" if paper.draft and told not in ("agreed", "proposed") else told


def counted(scene: Discourse, place: int) -> bool:
    """Whether a number of papers is told, and none of them apart."""
    number = scene.values[place].number
    return number is not None and number >= MANY


def _state(scene: Discourse, place: int) -> str | None:
    if scene.is_a(place + 1, "BESIDES") or (scene.is_a(place + 1, "GEN", "INS") and scene.is_a(place + 2, "BESIDES")):
        return None  # "protokolün yanı sıra": told of in passing
    before = participle(scene, place)
    if before is not None and before[1].sense in _DONE:
        return _modified(before[1])
    for at, verb in scene.verbs(place + 1, min(scene.sentence_at(place).last, place + 1 + _reach(scene, place))):
        if scene.is_a(at, "VBP", "VBF") and _of_other(scene, at):
            if scene.is_a(place + 1, "ACC", "DAT") and scene.has(("INSTRUMENT",), at + 1, at + 4):
                return None  # "anlaşmayı genişleten iki protokol": told of for what another does to it
            continue
        if verb.sense in _DONE:
            return _told(scene, at, verb)
        if verb.lemma in scene.settings.get("drafting", ()) and scene.values[place].kind in ("road map", "action plan"):
            return "in preparation" if verb.form == "future" or verb.form == "base" else "agreed"
        if scene.is_a(at, *_FINITE):
            return None
    return None


def _reach(scene: Discourse, place: int) -> int:
    """How far its verb may stand: past all papers that are listed with it."""
    at = place + 1
    stop = scene.sentence_at(place).last
    for other in scene.find(("INSTRUMENT",), at, stop):
        at = other
    return at - place + _REACH


def _of_other(scene: Discourse, at: int) -> bool:
    """A participle that stands before another name: "iş birliğini derinleştirmeyi amaçlayan belge"."""
    return scene.is_a(at + 1, "INSTRUMENT", "MEETING", "EVENT", "PERSON", "N", "TOPIC", "w")


def _modified(verb: Verb) -> str | None:
    if verb.sense == "sign":
        return "in preparation" if verb.form == "future" else "signed"
    if verb.sense == "enter":
        return "in preparation" if verb.form == "future" else "in force"
    if verb.sense in ("prepare", "propose", "implement", "approve"):
        return _DONE[verb.sense]
    return None


def _told(scene: Discourse, at: int, verb: Verb) -> str | None:
    if verb.sense == "propose":
        return "proposed"
    if verb.form == "base":
        return _wanted(scene, at, verb)
    if verb.form == "future" or verb.form == "must":
        return "in preparation" if verb.sense in ("sign", "approve", "prepare", "complete", "enter") else None
    if verb.sense == "complete":
        return "agreed" if scene.has(("TALKS",), max(0, at - 4), at) else "completed"
    return _DONE[verb.sense]


def _wanted(scene: Discourse, at: int, verb: Verb) -> str | None:
    """A noun of action: what governs it tells whether it is wanted, or was done ("imzalanmasıyla sona erdi")."""
    for place, other in scene.verbs(at + 1, min(scene.sentence_at(at).last, at + 8)):
        if other.sense in ("plan", "hope", "pledge", "agree", "decide"):
            return "in preparation" if verb.sense != "implement" else None
        if verb.sense == "prepare" and other.sense == "complete":
            return "in preparation"  # "hazırlanmasını başa çatdırmağın vacibliyi"
        if other.sense in ("propose", "discuss"):
            return "proposed" if other.sense == "propose" else None
        if scene.is_a(at + 1, "INS", "ABL", "AFTER") and scene.is_a(place, *_FINITE):
            return _DONE[verb.sense] if other.form != "future" else "in preparation"
        return None
    return None
