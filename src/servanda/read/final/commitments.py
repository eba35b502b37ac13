"""What the sides say they will do, where the act is a noun of a verb before the verb that promises it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple

from servanda.grammar import Verb
from servanda.read.commitments import bilateral
from servanda.read.discourse import Discourse, Sentence
from servanda.record import Commitment, CommitmentStatus, Strength


class _Rung(NamedTuple):
    """What a verb of promising makes of the act before it."""

    status: CommitmentStatus
    strength: Strength


_HEADS: Final = {
    "agree": _Rung("agreed", "agreed"),
    "decide": _Rung("agreed", "agreed"),
    "pledge": _Rung("agreed", "obliged"),
    "plan": _Rung("planned", "planned"),
    "propose": _Rung("proposed", "proposed"),
    "work": _Rung("under way", "planned"),
    "ready": _Rung("proposed", "ready"),
}
_SAID: Final = frozenset({"past", "third"})
_UNDER_WAY: Final = _Rung("under way", "agreed")
_CLOSE: Final = 6  # symbols
_MUST: Final = _Rung("proposed", "proposed")
_WILL: Final = _Rung("planned", "planned")
#: Senses of what is nobody's act, or another reader's.
_NEVER: Final = frozenset(
    {
        "say", "discuss", "reach", "increase", "decrease", "exceed", "approach", "meet", "attend", "chair", "visit",
        "hope", "agree", "decide", "plan", "propose", "ready", "confirm", "happen", "enter", "postpone", "cancel", "serve",
    }
)  # fmt: skip
_GATHERED: Final = ("MEETING", "EVENT", "EVENTHEAD", "MEETWORD", "SESSION")
_OTHERS: Final = {"hold": _GATHERED, "open": _GATHERED, "close": _GATHERED, "sign": ("INSTRUMENT",), "prepare": ("INSTRUMENT",),
                  "approve": ("INSTRUMENT",)}  # fmt: skip
_EDGES: Final = ("SEMI", "THATWORD", "QUOTE", "WHILE", "BUT", "COLON", "SIDES", "LANDS", "ACCORDING", "ISE")
_TELLING: Final = frozenset({"create", "implement", "open", "export", "import", "invest"})
_SUBSTANCE: Final = (
    "TOPIC",
    "N",
    "ORG",
    "ORGWORD",
    "COUNT",
    "INSTRUMENT",
    "INDICATOR",
    "BODY",
    "COUNTRY",
    "CITY",
    "CODE",
    "COOP",
)
_KNOWN: Final = 3  # last words of an act
_NOUNS: Final = ("INDICATOR", "MONEY", "INSTRUMENT", "MEETING")
_BESIDE: Final = 4  # symbols
_LONGEST: Final = 26  # symbols of an act


def read(scene: Discourse) -> Iterator[Commitment]:
    """Every commitment that the sides make, report or propose in the document."""
    if not bilateral(scene):
        return
    made = [claim for sentence in scene.sentences for claim in _of_sentence(scene, sentence)]
    last = {_ending(claim): claim for claim in made}
    yield from (claim for claim in made if last[_ending(claim)] is claim)


def _ending(claim: Commitment) -> str:
    """The words by which an act told twice, in the lead and below, is known."""
    return " ".join(claim.what.lower().split()[-_KNOWN:])


def _of_sentence(scene: Discourse, sentence: Sentence) -> Iterator[Commitment]:
    verbs = scene.verbs(sentence.first, sentence.last)
    deeds = [(p, Verb("", "base", "implement")) for p in scene.find(("DEED",), sentence.first, sentence.last)]
    verbs = sorted((*verbs, *deeds))
    acts: list[tuple[int, Verb]] = []
    for number, (place, verb) in enumerate(verbs):
        if verb.voice == "negative":
            acts = []
            continue
        rung = _HEADS.get(verb.sense) if verb.form in _SAID else None
        if verb.sense == "work" and acts and verb.form == "future":
            rung = _WILL
        if verb.form == "base":
            purpose = scene.is_a(place + 1, "FOR") or (
                scene.is_a(place + 1, "DAT", "ACC") and scene.is_a(place + 2, "FOR")
            )
            if purpose and not _worked_for(scene, place, verbs[number + 1 :]):
                continue  # what it is for is no act
            if acts and _object_of(scene, acts[-1][0], place):
                acts.pop()
            acts.append((place, verb))
            continue
        if verb.form in ("must", "future") and acts and not acts[-1][1].lemma and acts[-1][0] == place - 1:
            acts.pop()  # "layihələrin icrası sürətləndirilməlidir": the noun of a deed is only what the verb acts on
        if rung is not None and not _foreseen(scene, sentence, verb, place):
            yield from _claims(scene, sentence, acts, rung, place)
        elif _going_on(scene, sentence, verb, place):
            deed = scene.find(("DEED",), sentence.first, place)[-1]
            yield from _claims(scene, sentence, [(deed, verb)], _UNDER_WAY, place)
        elif not acts and verb.form in ("must", "future") and _free(scene, place, verbs[number + 1 :]):
            yield from _claims(scene, sentence, [(place, verb)], _MUST if verb.form == "must" else _WILL, place)
        acts = []


def _worked_for(scene: Discourse, place: int, behind: list[tuple[int, Verb]]) -> bool:
    """ "Engelleri kaldırmak için çalışıyoruz", "kapının açılması için anlaşmaya vardı": what is worked for or agreed on."""
    if not behind:
        return False
    at, verb = behind[0]
    return verb.sense == "work" or (verb.sense in ("agree", "decide") and at - place <= _BESIDE)


def _foreseen(scene: Discourse, sentence: Sentence, verb: Verb, place: int) -> bool:
    """ "The agreement provides for ...": a paper that plans, and no side."""
    active = verb.sense == "plan" and verb.voice != "passive"
    return active and scene.has(("INSTRUMENT", "INSTHEAD"), sentence.first, place)


def _object_of(scene: Discourse, one: int, two: int) -> bool:
    """Whether a noun of a verb is only what the next one acts on: "to speed up the building of a road"."""
    return scene.is_a(one + 1, "ACC", "DAT", "GEN", "ABL", "ONTOPIC") and not scene.has(
        ("COMMA", "AND", "SEMI"), one, two
    )


def _going_on(scene: Discourse, sentence: Sentence, verb: Verb, place: int) -> bool:
    """ "The building of the line goes on"."""
    lasting = verb.form == "third" and verb.lemma in scene.settings.get("going_on", ())
    return lasting and scene.has(("DEED",), max(sentence.first, place - _CLOSE), place)


def _free(scene: Discourse, place: int, behind: list[tuple[int, Verb]]) -> bool:
    """Whether a form is the verb of its clause, and does not only tell of the noun behind it."""
    if scene.is_a(place + 1, "COMMA", "BREAK", "AND", "SEMI", "QUOTE", "THATWORD", "CLOSE") or place + 1 >= len(
        scene.tags
    ):
        return True
    if scene.is_a(place + 1, "ACC", "DAT"):  # "açılacağını bildirdi": what somebody tells will be done
        return _told_on(scene, place, behind)
    return bool(behind) and behind[0][0] == place + 1


def _told_on(scene: Discourse, place: int, behind: list[tuple[int, Verb]]) -> bool:
    """Whether what will be done is told by a verb of saying, by itself or in a list of such clauses."""
    for at, verb in behind:
        if verb.sense in ("say", "confirm"):
            return not scene.has(_NOUNS, place + 2, at) or scene.is_a(place + 2, "COMMA", "AND")
        if verb.form not in ("future", "part", "base"):
            return False
    return False


def _claims(
    scene: Discourse, sentence: Sentence, acts: list[tuple[int, Verb]], rung: _Rung, head: int
) -> Iterator[Commitment]:
    """One claim an act; the last one's words reach to the verb that promises it."""
    floor = sentence.first
    for number, (place, verb) in enumerate(acts):
        first = _start(scene, max(floor, place - _LONGEST), place)
        floor = place + 1
        final = number == len(acts) - 1
        if not _worth(scene, first, place, verb) or (final and scene.has(("INSTRUMENT", "INSTHEAD"), place + 1, head)):
            continue  # "başlamasına yönelik anlaşma üzerinde karara vardık": of a paper
        last = head if final else place + scene.is_a(place + 1, "ACC", "DAT", "GEN", "ABL")
        due, rule = _due(scene, sentence, first, place)
        yield Commitment(
            **scene.place(scene.starts[first], scene.ends[last]),
            rule=f"final-{rung.strength}",
            date_rule=rule,
            who=_who(scene, sentence, first),
            what=" ".join(scene.quote(first, place + scene.is_a(place + 1, "ACC", "DAT")).split()),
            due=due,
            status=rung.status,
            strength=rung.strength,
        )


def _start(scene: Discourse, floor: int, place: int) -> int:
    """Where the words of an act begin: behind what opens its clause."""
    edges = scene.find(_EDGES, floor, place)
    at = [p for p in scene.find(("LOC",), floor, place) if scene.is_a(p - 1, "MEETING", "EVENT", "SESSION", "MEETWORD")]
    told = [p for p in scene.find(("COMMA",), floor, place) if _closed(scene, p)]
    first = max([*edges, *at, *told]) + 1 if edges or at or told else floor
    while first < place and scene.is_a(
        first,
        "GEN",
        "LOC",
        "REL",
        "BETWEENWORD",
        "ABL",
        "ACC",
        "COMMA",
        "AND",
        "DAT",
        "ALSO",
        "WHILE",
        "INS",
        "WITH",
        "CLOSE",
    ):
        first += 1
    return first


def _closed(scene: Discourse, comma: int) -> bool:
    """Whether a comma closes what was told before ("…açılacağını, …") or names who tells it ("Kaya, …")."""
    if scene.is_a(comma - 1, "ACC") and scene.verb(comma - 2) is not None:
        return True
    return (comma - 1) in scene.persons_at


def _worth(scene: Discourse, first: int, place: int, verb: Verb) -> bool:
    """Whether an act is no other reader's, and tells more than that relations go on."""
    never = verb.sense in _NEVER and verb.lemma not in scene.settings.get("boosting", ())
    if never or first >= place or verb.lemma in scene.settings.get("talking", ()):
        return False
    if verb.sense in _NEVER and scene.has(("INDICATOR",), first, place):
        return False
    if scene.has(_OTHERS.get(verb.sense, ("\0",)), first, place):
        return False
    if scene.has(("MONEY", "PERCENT"), first, place) and scene.has(("INDICATOR",), first, place):
        return False
    return scene.has(_SUBSTANCE, first, place) or verb.sense in _TELLING


def _due(scene: Discourse, sentence: Sentence, first: int, place: int) -> tuple[str | None, str | None]:
    dates = scene.find(("DATE",), first, place) or scene.find(("DATE",), max(sentence.first, first - 2), first)
    if not dates:
        return None, None
    when = scene.when(dates[-1], ahead=True)
    if when.when is None:
        return None, None
    return when.when.value.removeprefix("../").removesuffix("/.."), when.rule


def _who(scene: Discourse, sentence: Sentence, first: int) -> tuple[str, ...]:
    """The side named before the act; both where the text speaks of "the sides" or of nobody."""
    if scene.is_a(first, "COUNTRY") and scene.is_a(first + 1, "DATE", "CAPITAL", "CITY", "COUNTRY", "JOINT", "COMMA"):
        return scene.codes(first)  # the act opens with whose it is
    for place in reversed(scene.find(("LANDS", "SIDES", "COUNTRY"), sentence.first, first)):
        if scene.is_a(place, "SIDES"):
            return scene.pair
        if not scene.is_a(place + 1, "GEN", "DAT", "LOC", "ABL", "REL"):
            return scene.codes(place)
    return scene.pair
