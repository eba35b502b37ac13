"""How far a paper has come, by what its sentence says of it."""

from __future__ import annotations

from typing import Final

from servanda.grammar import Verb
from servanda.read.clauses import ahead, clause, main_part
from servanda.read.discourse import Discourse
from servanda.read.final import papers
from servanda.read.instruments.naming import Paper

SENSES: Final = frozenset(
    {"sign", "approve", "agree", "ratify", "prepare", "implement", "enter", "propose", "plan", "complete"}
)
_TELLING: Final = SENSES | {"close"}
DONE: Final = {
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
_CARRIED_OUT: Final = ("action plan", "road map")
#: What begins to tell of something else than the papers named before.
_OTHERS: Final = (
    "WHICH",
    "WHO",
    "WILL",
    "WOULD",
    "WAS",
    "IS",
    "HAS",
    "HAD",
    "TO",
    "PERSON",
    "SIDES",
    "SEMI",
    "MEETING",
)
_OPENING: Final = 3  # symbols between the head of a sentence and the paper that opens it
_REACH = 16
_TITLES: Final = 1  # sentences at the head of a text that may be its title
_ENTERING: Final = 12  # symbols between a name and "came into force"
_ASIDE = 6  # symbols between "including" and the first of a list


def state_of(scene: Discourse, place: int) -> str | None:
    """How far the paper at a symbol has come, as its sentence tells; None where the sentence only names it."""
    if scene.final:
        return papers.state(scene, place)
    paper: Paper = scene.values[place]
    start, stop = clause(scene, place)
    if _looked_into(scene, place):
        return None
    if _spoken_in(scene, place):
        return "signed"
    if scene.has(("INFORCE",), place + 1, min(stop, place + 8)) or _entered(scene, place):
        return "in force"
    if scene.is_a(place - 1, "GOVERNS", "READY"):
        return "in force" if scene.is_a(place - 1, "GOVERNS") else "in preparation"
    if any(v.sense == "enter" and v.form == "past" and not ahead(scene, p, v) for p, v in _soon(scene, place, stop)):
        return "in force"  # "signed in 2010, it came into force two years later"
    if scene.is_a(place + 1, "WAS", "HAS") and _reached(scene, place):
        return "agreed"
    if paper.kind in _CARRIED_OUT and _carried_out(scene, place):
        return "being implemented"
    if paper.number and (_binding(scene, place) or _of_legal_base(scene, start, stop)):
        return "in force"
    if paper.number and _exchanged(scene, place, stop):
        return "signed"
    talked = _worked_on(scene, place, stop)
    if talked is not None:
        return talked
    ready = scene.first(("READY", "PREPARATION"), place + 1, min(stop, place + 10))
    if ready is not None and scene.is_a(ready - 1, "COMMA", "AND") and scene.is_a(ready + 1, "INSTRUMENT"):
        ready = None  # "signed a memorandum, in preparation is an agreement": told of the next paper
    if ready is not None and (ready < place + 3 or scene.has(("READY",), ready, min(stop, place + 10))):
        return "agreed" if _near(scene, place, start, stop, "agree") else "in preparation"
    found = _deeds(scene, max(start, place - _REACH), min(stop, place + _REACH))
    later = main_part(scene, place, start, stop)
    if later[0] > start:
        main = [v for p, v in found if p >= later[0] and v.sense in DONE and v.form == "past"]
        if main and main[0].sense == "implement":
            return "being implemented"
    state = _after(scene, place, found) or _before(scene, place, found)
    if state is None and paper.kind in (*_CARRIED_OUT, "other") and not paper.plural and _drawn_up(scene, place):
        return "in preparation"
    if paper.draft:
        return "agreed" if state in ("agreed", "signed") else "in preparation"
    return state


def _spoken_in(scene: Discourse, place: int) -> bool:
    """ "In a joint communiqué the ministers welcomed": the sides have adopted what they speak in."""
    paper: Paper = scene.values[place]
    first = scene.sentence_at(place).first
    if paper.kind != "declaration" or " " not in paper.title or place - first > _OPENING or not scene.is_a(first, "IN"):
        return False
    behind = place + 2 if scene.is_a(place + 1, "COMMA") else place + 1
    return scene.is_a(behind, "SIDES", "LANDS", "THEY", "PERSON", "OFFICE")


def _looked_into(scene: Discourse, place: int) -> bool:
    """ "A joint study on a partnership agreement": of the paper itself nothing is told."""
    link = place - 2 if scene.is_a(place - 1, "A", "THE") else place - 1
    if not scene.is_a(link, "ON", "OF", "FOR", "INTO") or link < 1:
        return False
    return scene.quote(link - 1, link - 1).lower().split()[-1] in scene.settings.get("studies", ())


def _reached(scene: Discourse, place: int) -> bool:
    """ "An agreement on consumer protection was reached"."""
    at = place + 3 if scene.is_a(place + 2, "BEEN") else place + 2
    paper: Paper = scene.values[place]
    past = scene.is_a(at, "REACHVERB", "REACHED") and scene.values[at] == "past"
    return past and paper.kind == "agreement" and paper.telling and not paper.plural


def _soon(scene: Discourse, place: int, stop: int) -> list[tuple[int, Verb]]:
    return scene.verbs(place + 1, min(stop, place + _ENTERING))


def outcome(scene: Discourse, verb: Verb) -> str:
    """How far a paper has come by a deed done: a text that is finalised is agreed."""
    return "agreed" if verb.lemma in scene.settings.get("finalising", ()) else DONE[verb.sense]


def _exchanged(scene: Discourse, place: int, stop: int) -> bool:
    """ "Nine documents were exchanged": what changes hands has been signed."""
    behind = scene.verbs(place + 1, min(stop, place + 4))
    swapped = any(v.lemma in scene.settings.get("exchanging", ()) and v.form == "past" for _, v in behind)
    return swapped and scene.has(("WAS", "BEEN"), place + 1, place + 3)


def _binding(scene: Discourse, place: int) -> bool:
    """ "The two countries are bound by 60 agreements": what is in force now."""
    words = scene.quote(place - 2, place - 2).split() if place > 1 and scene.is_a(place - 1, "BY") else []
    return bool(words) and words[-1].lower() in scene.settings.get("binding", ())


def _of_legal_base(scene: Discourse, start: int, stop: int) -> bool:
    """ "The legal framework comprises more than 60 documents": what is in force now."""
    told = scene.quote(start, stop - 1).lower()
    return any(words in told for words in scene.settings.get("legal_base", ())) and not any(
        v.sense in DONE and v.form == "past" for _, v in scene.verbs(start, stop)
    )


def _worked_on(scene: Discourse, place: int, stop: int) -> str | None:
    """ "Negotiations on the agreement are under way", "the work on it has been completed", "to expedite its finalisation"."""
    link = place - 1
    while scene.is_a(link, "THE", "A", "DRAFT"):
        link -= 1
    if not scene.is_a(link, "ON", "OF", "FOR", "DURING", "TOWARDS"):
        return None
    going_on = scene.is_a(link - 1, "UNDERWAY", "VBZ")
    named = link - 2 if going_on else link - 1
    noun = scene.quote(named, named).split() if named >= 0 else []
    if not noun or noun[-1].lower() not in scene.settings.get("working_on", ()):
        return None
    if scene.is_a(link, "OF") and scene.is_a(named - 1, "THE") and scene.is_a(named - 2, "IN"):
        return "in preparation"  # "progress in the negotiation of agreements on mining"
    if scene.is_a(named - 1, "OF") and scene.is_a(named - 2, "VBG"):
        return "in preparation"  # "called for the early conclusion of negotiations on"
    if going_on or (scene.is_a(named - 1, "IN") and scene.is_a(named - 2, "IS", "WAS")):
        return "in preparation"  # "talks are under way on it", "the sides are in talks over it"
    behind = scene.verbs(place + 1, min(stop, place + _ASIDE))
    told = scene.has(("WAS", "BEEN", "HAS"), place + 1, min(stop, place + _ASIDE))
    if told and any(
        v.sense in ("complete", "close") and v.form == "past" and not ahead(scene, p, v) for p, v in behind
    ):
        return "agreed"
    if scene.has(("UNDERWAY",), place + 1, min(stop, place + _ASIDE)):
        return "in preparation"
    if scene.is_a(link + 1, "A", "DRAFT") and scene.is_a(link, "ON", "FOR", "DURING"):
        return "in preparation"  # "welcomed the progress made in the talks on a free trade agreement"
    hastened = scene.is_a(link - 2, "VB", "VN", "VBG") or (
        scene.is_a(link - 2, "THE", "ITS", "THEIR") and scene.is_a(link - 3, "VB", "VN", "VBG")
    )
    return "in preparation" if hastened and (scene.is_a(link, "OF") or scene.is_a(link - 1, "MEETING")) else None


def _entered(scene: Discourse, place: int) -> bool:
    """ "Welcomed the entry into force of the agreement": told as a fact, not hoped for."""
    if not scene.has(("INFORCE",), max(0, place - 3), place):
        return False
    of = place - 2 if scene.is_a(place - 1, "THE", "A") else place - 1
    if not (scene.is_a(of, "OF") and scene.is_a(of - 1, "INFORCE")):
        return False
    start, _ = clause(scene, place)
    hoped = any(v.sense in ("plan", "hope", "propose") for _, v in scene.verbs(start, of))
    return not hoped and not scene.has(("WILL", "WOULD", "FOR"), start, of)


def _carried_out(scene: Discourse, place: int) -> bool:
    """ "Reviewed the implementation of the Action Plan": what is looked at as it goes on."""
    of = place - 2 if scene.is_a(place - 1, "THE", "A") else place - 1
    if not (scene.is_a(of, "OF") and scene.is_a(of - 1, "w", "N")):
        return False
    if scene.quote(of - 1, of - 1).split()[-1].lower() not in scene.settings.get("carrying_out", ()):
        return False
    start, stop = clause(scene, place)
    if any(v.sense == "complete" for _, v in scene.verbs(place, stop)) or _signed_on_day(scene, place):
        return False
    return not scene.has(("WILL", "WOULD"), start, of) and not any(
        v.sense in ("agree", "plan", "propose", "hope", "pledge") for _, v in scene.verbs(start, of)
    )


def _signed_on_day(scene: Discourse, place: int) -> bool:
    """ "The six road maps signed in 2018"."""
    signed = any(v.sense == "sign" for _, v in scene.verbs(place + 1, place + 2))
    return signed and scene.has(("DATE",), place + 2, place + 4)


def _drawn_up(scene: Discourse, place: int) -> bool:
    """ "They will build an action programme", "they are building a strategy"."""
    drafting = scene.settings.get("drafting", ())
    for at, verb in scene.verbs(place - 4, place):
        if verb.lemma in drafting and not scene.has(("INSTRUMENT", "COMMA", "OF"), at, place):
            going_on = verb.form == "ing" and scene.has(("IS",), at - 2, at)
            return going_on or scene.has(("WILL",), at - 2, at)
    return False


def _deeds(scene: Discourse, first: int, last: int) -> list[tuple[int, Verb]]:
    """Verbs of what is done with papers; some close a meeting but sign a paper ("concluded an agreement")."""
    concluding = scene.settings.get("concluding", ())
    deeds = ((p, v) for p, v in scene.verbs(first, last) if v.sense in _TELLING)
    return [(p, v._replace(sense="sign") if v.lemma in concluding else v) for p, v in deeds]


def _near(scene: Discourse, place: int, start: int, stop: int, sense: str) -> bool:
    return any(
        v.sense in (sense, "approve") and v.form == "past" and not scene.is_a(p + 1, "TO")
        for p, v in scene.verbs(max(start, place - 8), min(stop, place + 10))
    )


def _after(scene: Discourse, place: int, found: list[tuple[int, Verb]]) -> str | None:
    """What is said of it behind its name: "was signed", "has been agreed", "signed in 2018", "is being implemented"."""
    for at, verb in found:
        if not 0 < at - place <= _REACH or verb.sense not in DONE or verb.form not in ("past",):
            continue
        if _by_its_makers(scene, place, at):
            return outcome(scene, verb)
        relative = scene.is_a(at - 2, "WHICH", "THAT") and scene.is_a(at - 1, "WAS") and at - place <= 4
        if not relative and scene.has(("WHICH", "SIDES", "LANDS", "WE", "THEY"), place + 1, at):
            return None
        if any(not _joined_all(scene, place, p) for p in scene.find(("INSTRUMENT",), place + 1, at)):
            return None
        passive = scene.has(("WAS", "IS", "BEEN", "BE", "HAS", "HAD"), place + 1, at)
        aside = 3 if scene.is_a(place + 1, "OPEN") and scene.is_a(place + 3, "CLOSE") else 0
        if not passive and at - place - aside > 2:
            return None
        if verb.sense in ("propose", "plan") and verb.form == "past":
            return "proposed"
        if scene.is_a(at - 1, "BE") and not scene.is_a(at - 2, "WILL", "WOULD", "TO") and _wished(found, place):
            return "proposed"  # "suggested that a memorandum be concluded"
        if ahead(scene, at, verb) or scene.has(("WILL", "TO"), place + 1, at) or _planned(found, place, at):
            return "in preparation" if verb.sense in ("sign", "prepare", "approve") else None
        return outcome(scene, verb)
    return None


def _by_its_makers(scene: Discourse, place: int, at: int) -> bool:
    """ "The memoranda that the two countries concluded": a relative clause with its own subject."""
    between = scene.tags[place + 1 : at]
    allowed = scene.names.one_of(
        ("THAT", "WHICH", "SIDES", "LANDS", "COUNTRY", "CAPITAL", "HAS", "HAD", "WE", "THEY", "THE")
    )
    return (
        0 < len(between) <= 4
        and set(between) <= set(allowed)
        and scene.has(("SIDES", "LANDS", "WE", "THEY"), place + 1, at)
    )


def _wished(found: list[tuple[int, Verb]], place: int) -> bool:
    return any(p < place and v.sense == "propose" for p, v in found)


def _planned(found: list[tuple[int, Verb]], first: int, last: int) -> bool:
    return any(first < p < last and v.sense == "plan" for p, v in found)


def _before(scene: Discourse, place: int, found: list[tuple[int, Verb]]) -> str | None:
    """What is done with it by a verb before its name: "signed a protocol", "the signing of", "are implementing the plan"."""
    if _to_be_made(scene, place):
        return "in preparation"
    for at, verb in reversed(found):
        if at >= place or verb.sense not in DONE:
            continue
        between = scene.find(("INSTRUMENT", "SEMI", "WHICH", "MEETING"), at + 1, place)
        if any(not _joined_all(scene, p, place) for p in between):
            continue
        if verb.sense == "propose":
            return "proposed"
        if verb.sense == "agree":
            near = 3 if scene.is_a(at + 1, "ON") else 2
            if verb.form == "past" and place - at <= near and not ahead(scene, at, verb):
                return "agreed"
            continue
        return _by_form(scene, at, verb, found)
    return None


def _to_be_made(scene: Discourse, place: int) -> bool:
    """ "Agreed to establish an Economic Partnership Agreement"."""
    at = place - 2 if scene.is_a(place - 1, "THE", "A") else place - 1
    verb = scene.verb(at)
    made = verb is not None and verb.sense == "create" and verb.form == "base" and scene.is_a(at - 1, "TO", "WILL")
    return made and scene.values[place].kind == "agreement"


def _joined_all(scene: Discourse, one: int, two: int) -> bool:
    allowed = {scene.char(n) for n in ("COMMA", "AND", "THE", "A", "AS_WELL_AS", "INSTRUMENT", "WHOLE_PACKAGE")}
    return set(scene.tags[one:two]) <= allowed or _added(scene, one, two)


def _added(scene: Discourse, one: int, two: int) -> bool:
    """ "A memorandum marking the anniversary of the ties as well as a plan": one more paper behind what tells of the first."""
    if not scene.is_a(two - 1, "A", "THE") or not scene.is_a(two - 2, "AND", "AS_WELL_AS"):
        return False
    if any(verb.form in ("past", "third", "base") for _, verb in scene.verbs(one, two)):
        return False
    return not scene.has(_OTHERS, one + 1, two)


def _by_form(scene: Discourse, at: int, verb: Verb, found: list[tuple[int, Verb]]) -> str | None:
    governed = [v.sense for p, v in found if 0 < at - p <= 5]
    if verb.sense == "implement":
        return None if verb.form == "base" else "being implemented"
    if verb.form == "past" and not ahead(scene, at, verb):
        return outcome(scene, verb)
    if verb.sense in ("sign", "approve") and _headline(scene, at, verb):
        return outcome(scene, verb)
    if "propose" in governed:
        return "proposed"
    if (
        verb.form == "ing"
        and verb.sense == "sign"
        and scene.is_a(at - 1, "BY", "AFTER", "WITH")
        and not _put_off(scene, at)
    ):
        willed = scene.is_a(at - 1, "BY") and scene.has(("WILL", "WOULD"), clause(scene, at)[0], at)
        return "in preparation" if willed else "signed"  # "we will begin by signing a plan"
    if verb.form == "ing" and verb.sense == "sign" and _ended_with(scene, at):
        return "signed"
    if verb.form == "ing" and scene.is_a(at + 1, "OF"):
        if _remembered(scene, at):
            return None
        if _speeded(scene, at) or any(v.sense in ("hope", "pledge") for _, v in scene.verbs(at - 5, at)):
            return "in preparation"
        if scene.is_a(at - 1, "FOR", "TO") or scene.is_a(at - 2, "FOR", "TO") or "plan" in governed:
            return "in preparation"
        return (
            outcome(scene, verb) if verb.sense in ("sign", "ratify") and not _put_off(scene, at) else "in preparation"
        )
    if verb.sense in ("sign", "prepare", "approve"):
        return "in preparation"
    return None


def _ended_with(scene: Discourse, at: int) -> bool:
    """ "The session ended with the co-chairs signing a protocol"."""
    start, _ = clause(scene, at)
    ended = [p for p, v in scene.verbs(start, at) if v.sense == "close" and v.form == "past"]
    return bool(ended) and scene.is_a(ended[-1] + 1, "WITH")


def _remembered(scene: Discourse, at: int) -> bool:
    """ "The 25th anniversary of the signing of the treaty": what was signed long ago."""
    of = at - 2 if scene.is_a(at - 1, "THE") else at - 1
    if not (scene.is_a(of, "OF", "SINCE") and of > 0):
        return False
    return scene.quote(of - 1, of - 1).lower().split()[-1] in scene.settings.get("anniversaries", ())


def _speeded(scene: Discourse, at: int) -> bool:
    """ "Agreed to expedite the signing of": an infinitive governs the noun, so it is still ahead."""
    first = at - 2 if scene.is_a(at - 1, "THE", "ITS", "THEIR") else at - 1
    return scene.is_a(first, "VB", "VN") and scene.is_a(first - 1, "TO", "WILL", "WOULD", "MUST", "SHOULD")


def _headline(scene: Discourse, at: int, verb: Verb) -> bool:
    """The present of headlines: "Georgia, Kenya sign a protocol"."""
    if verb.form not in ("base", "third"):
        return False
    if scene.is_a(at - 1, "LANDS", "COUNTRY", "CAPITAL", "SIDES", "PERSON", "OFFICE"):
        return True
    sentence = scene.sentence_at(at)  # "Chad, Niger discuss trade, sign a protocol"
    joined = scene.is_a(at - 1, "COMMA", "AND", "SEMI") and sentence.number <= _TITLES
    return joined and not scene.has(("VBD", "WAS", "IS", "WILL", "TO", "WOULD"), sentence.first, sentence.last)


def _put_off(scene: Discourse, at: int) -> bool:
    """Whether the signing is put off, wanted or still ahead."""
    _, stop = clause(scene, at)
    if scene.has(("WILL", "WOULD"), at, stop):
        return True
    return any(v.sense in ("postpone", "plan", "hope", "propose", "cancel") for _, v in scene.verbs(at, stop))
