"""Within a sentence that ends in its verb: what is said of a name, when and where it was."""

from __future__ import annotations

from typing import Final

from servanda.countries import country
from servanda.grammar import Verb
from servanda.read.discourse import Discourse

_TAKING_PLACE: Final = frozenset({"hold", "happen", "open", "close", "meet", "attend", "chair", "visit"})
_WILLING: Final = frozenset({"plan", "agree", "decide", "pledge", "prepare"})
_WISHING: Final = frozenset({"propose", "hope", "discuss"})
_WISH: Final = frozenset({"propose", "discuss"})
_TAIL: Final = ("LOC", "ABL", "DAT", "GEN", "ACC", "INS", "REL")
#: Behind a name in one of these cases, or on whose margins something was, another thing is told.
_TOLD_AT: Final = ("LOC", "ABL", "INS", "REL", "EVE")
_NAMES: Final = ("MEETING", "EVENT")
#: What may stand between a participle and the name that it tells of.
_INSIDE: Final = "ORD PAIR LANDS COUNTRY ADJ BODY GEN JOINT BODYADJ TOPIC COOP N w COMMA NEXT LAST THIS BILATERAL MEETADJ FORMAT EVENTADJ"
_BESIDE: Final = 5  # symbols
_FAR: Final = 1_000
_WAS: Final = 3  # symbols between a name and "was"
_BACK: Final = 1  # sentences


def governing(scene: Discourse, place: int) -> int | None:
    """The first verb behind a symbol in its sentence: the one that what stands there belongs to."""
    last = scene.sentence_at(place).last
    found = scene.verbs(place + 1, last)
    return found[0][0] if found else None


def participle(scene: Discourse, first: int) -> tuple[int, Verb] | None:
    """The verb form right before a name that tells of it: "the session held in Baku" has it there."""
    lower = max(scene.sentence_at(first).first, first - _BESIDE)
    found = scene.verbs(lower, first)
    if not found:
        return None
    place, verb = found[-1]
    inside = scene.among[_INSIDE].issuperset(scene.tags[place + 1 : first])
    return (place, verb) if inside and verb.form in ("part", "future") else None


def status(scene: Discourse, first: int, last: int, *, upcoming: bool = False) -> str | None:
    """What the sentence says of an event named by symbols ``first`` to ``last``: see :func:`servanda.read.clauses.status`."""
    before = participle(scene, first)
    if before is not None and before[1].sense in _TAKING_PLACE | _WILLING:
        ahead = before[1].form == "future" or before[1].sense in _WILLING
        return "planned" if ahead else "held"
    told = "held" if _after(scene, last) else _told(scene, last)
    if told is not None:
        return told
    if upcoming:
        return "planned"
    sentence = scene.sentence_at(first)
    past = any(v.form == "past" and v.voice != "negative" for _, v in scene.verbs(last + 1, sentence.last))
    return "held" if past and (scene.is_a(last + 1, "LOC", "EVE") or ended(scene, last)) else None


def ended(scene: Discourse, last: int) -> bool:
    """ "Görüşün yekununda": what the verb tells was at its end."""
    return scene.is_a(last + 1, "GEN") and scene.is_a(last + 2, "ATEND")


def _after(scene: Discourse, last: int) -> bool:
    """ "Görüşdən sonra bildirib", "toplantının ardından imzaladı": over when something else was done."""
    behind = scene.is_a(last + 1, "ABL", "GEN") and scene.is_a(last + 2, "AFTER", "AFTERWARD")
    done = [
        v
        for _, v in scene.verbs(last + 1, scene.sentence_at(last).last)
        if v.form in ("past", "third", "future", "must")
    ]
    return behind and bool(done) and done[-1].form == "past"


def was_held(scene: Discourse, place: int) -> bool:
    """Whether a participle or the verb right behind tells by itself that a name was, or is to be, held."""
    before, behind = participle(scene, place), scene.verb(place + 1)
    return any(verb is not None and verb.sense == "hold" for verb in (before[1] if before else None, behind))


def _told(scene: Discourse, last: int) -> str | None:
    """What the verbs behind a name say, the nearest first; a noun of a verb leaves it to the verb that follows."""
    if ended(scene, last):
        return None
    pending: Verb | None = None
    stop = scene.sentence_at(last).last
    names = scene.find(_NAMES, last + 1, stop)
    other = next(
        (name for name in names if not scene.is_a(name + 1, "GEN", "EVE")), None
    )  # "səfərin proqramına daxildir"
    for place, verb in scene.verbs(last + 1, stop):
        if verb.voice == "negative":
            return None
        if verb.sense in ("postpone", "cancel"):
            return {"postpone": "postponed", "cancel": "cancelled"}[verb.sense]
        if verb.form in ("base", "must") and verb.sense in _TAKING_PLACE:
            pending = verb
            if verb.form == "must":
                return "proposed"
            continue
        if pending is not None or verb.sense in _WILLING | _WISH:
            return _left_open(verb) if pending is not None or (other is None or place < other) else None
        if verb.sense in _TAKING_PLACE or (place - last <= _WAS and verb.lemma in scene.settings.get("being", ())):
            if other is not None and other < place:
                return None
            if verb.form == "part" and not scene.is_a(place + 1, *_TAIL, "w", "COMMA", "BREAK"):
                continue
            return "planned" if verb.form == "future" else "held" if verb.form in ("past", "third", "ing") else None
    return "proposed" if pending is not None and pending.form == "must" else None


def _left_open(verb: Verb) -> str | None:
    if verb.sense in _WISH:
        return "proposed"
    if verb.sense in _WILLING or verb.sense == "hope":
        return "planned"
    if verb.form == "future":
        return "planned"
    return None


def _own_verbs(scene: Discourse, first: int, last: int, before: tuple[int, Verb] | None) -> set[int | None]:
    """The verbs that tell of a name: the one behind it, the participle before it, or the verb that is the name itself."""
    if scene.verb(first) is not None:
        return {first}
    return {governing(scene, last), before[0] if before is not None else None}


def date_near(scene: Discourse, first: int, last: int) -> int | None:
    """The DATE symbol that dates a name: one whose verb is the name's own, the nearest."""
    sentence = scene.sentence_at(first)
    before = participle(scene, first)
    own = _own_verbs(scene, first, last, before)
    told: list[tuple[int, int]] = []
    stop = last if scene.is_a(last + 1, *_TOLD_AT) else sentence.last
    for date in scene.find(("DATE",), sentence.first, stop):
        if date == scene.dateline or governing(scene, date) not in own:
            continue
        one, two = (date, first) if date < first else (last, date)
        others = len(scene.find((*_NAMES, "INSTRUMENT", "QUOTE", "COMMA"), one + 1, two))
        told.append(((two - one) + _BESIDE * others + (date > last), date))
    return min(told)[1] if told else None


def place_near(scene: Discourse, first: int, last: int) -> str | None:
    """Where an event is: the town in the locative whose verb is the name's own."""
    sentence = scene.sentence_at(first)
    before = participle(scene, first)
    own = _own_verbs(scene, first, last, before)
    told: list[tuple[int, str]] = []
    stop = last if scene.is_a(last + 1, *_TOLD_AT) else sentence.last
    for town in scene.find(("CAPITAL", "CITY", "COUNTRY"), sentence.first, stop):
        behind = town + 2 if scene.is_a(town + 1, "CITYOF") else town + 1
        if not scene.is_a(behind, "LOC", "REL") or governing(scene, town) not in own:
            continue
        far = (first - town if town < first else town - last) + (_FAR if scene.is_a(town, "COUNTRY") else 0)
        told.append((far, place_name(scene, town)))
    return min(told)[1] if told else _told_before(scene, sentence.number)


def _told_before(scene: Discourse, number: int) -> str | None:
    """The town in the locative of the sentence before, where the report goes on with what was there."""
    for sentence in reversed(scene.sentences[max(0, number - _BACK) : number]):
        towns = [t for t in scene.find(("CAPITAL", "CITY"), sentence.first, sentence.last) if _was_there(scene, t)]
        if towns:
            return place_name(scene, towns[-1])
    return None


def _was_there(scene: Discourse, town: int) -> bool:
    """Whether a town in the locative is one where something was, and not where it is still to be."""
    at = governing(scene, town)
    verb = scene.verb(at) if at is not None else None
    return scene.is_a(town + 1, "LOC") and verb is not None and verb.form in ("past", "third", "part")


def visited(scene: Discourse, place: int) -> int | None:
    """Where a visit at a symbol leads: the country or town in the dative, or as its object, before it."""
    if scene.is_a(place, "MEETING") and scene.is_a(place - 1, "COUNTRY", "CAPITAL", "CITY"):
        return place - 1  # "Irak ziyareti"
    if scene.is_a(place + 1, "INS") and scene.is_a(place + 2, "COUNTRY", "CAPITAL", "CITY"):
        return place + 2 if scene.is_a(place + 3, "DAT") else None  # "rəsmi səfərlə Daşkəndə gəlib"
    lower = max(scene.sentence_at(place).first, place - _BESIDE)
    for town in reversed(scene.find(("CAPITAL", "CITY", "COUNTRY"), lower, place)):
        if scene.is_a(town + 1, "DAT", "ACC") or (scene.is_a(town + 1, "CITYOF") and scene.is_a(town + 2, "DAT")):
            return town
    return None


def place_name(scene: Discourse, place: int) -> str:
    """The English name of a town or country."""
    value = scene.values[place]
    return str(value.name) if hasattr(value, "name") else country(scene.codes(place)[0]).name
