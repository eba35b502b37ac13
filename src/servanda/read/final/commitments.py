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
}
_SAID: Final = frozenset({"past", "third"})
_MUST: Final = _Rung("proposed", "proposed")
_WILL: Final = _Rung("planned", "planned")
#: Senses of what is nobody's act, or another reader's.
_NEVER: Final = frozenset(
    {
        "say", "discuss", "reach", "increase", "decrease", "exceed", "approach", "meet", "attend", "chair", "visit",
        "hope", "agree", "decide", "plan", "propose", "confirm", "happen", "open", "close", "enter", "postpone", "cancel",
    }
)  # fmt: skip
_OTHERS: Final = {"hold": ("MEETING", "EVENT", "EVENTHEAD", "MEETWORD"), "sign": ("INSTRUMENT",), "prepare": ("INSTRUMENT",),
                  "approve": ("INSTRUMENT",)}  # fmt: skip
_EDGES: Final = ("SEMI", "THATWORD", "QUOTE", "WHILE", "BUT", "COLON", "SIDES", "LANDS", "ACCORDING")
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
_LONGEST: Final = 26  # symbols of an act


def read(scene: Discourse) -> Iterator[Commitment]:
    """Every commitment that the sides make, report or propose in the document."""
    if not bilateral(scene):
        return
    for sentence in scene.sentences:
        yield from _of_sentence(scene, sentence)


def _of_sentence(scene: Discourse, sentence: Sentence) -> Iterator[Commitment]:
    verbs = scene.verbs(sentence.first, sentence.last)
    acts: list[tuple[int, Verb]] = []
    for number, (place, verb) in enumerate(verbs):
        if verb.voice == "negative":
            acts = []
            continue
        rung = _HEADS.get(verb.sense) if verb.form in _SAID else None
        if verb.form == "base":
            if acts and _object_of(scene, acts[-1][0], place):
                acts.pop()
            acts.append((place, verb))
            continue
        if rung is not None:
            yield from _claims(scene, sentence, acts, rung, place)
        elif verb.form in ("must", "future") and _free(scene, place, verbs[number + 1 :]):
            yield from _claims(scene, sentence, [(place, verb)], _MUST if verb.form == "must" else _WILL, place)
        acts = []


def _object_of(scene: Discourse, one: int, two: int) -> bool:
    """Whether a noun of a verb is only what the next one acts on: "to speed up the building of a road"."""
    return scene.is_a(one + 1, "ACC", "DAT", "GEN", "ABL") and not scene.has(("COMMA", "AND", "SEMI"), one, two)


def _free(scene: Discourse, place: int, behind: list[tuple[int, Verb]]) -> bool:
    """Whether a form is the verb of its clause, and does not only tell of the noun behind it."""
    if scene.is_a(place + 1, "COMMA", "BREAK", "AND", "SEMI", "QUOTE") or place + 1 >= len(scene.tags):
        return True
    return bool(behind) and behind[0][0] == place + 1


def _claims(
    scene: Discourse, sentence: Sentence, acts: list[tuple[int, Verb]], rung: _Rung, head: int
) -> Iterator[Commitment]:
    """One claim an act; the last one's words reach to the verb that promises it."""
    floor = sentence.first
    for number, (place, verb) in enumerate(acts):
        first = _start(scene, max(floor, place - _LONGEST), place)
        floor = place + 1
        if not _worth(scene, first, place, verb):
            continue
        last = head if number == len(acts) - 1 else place
        due, rule = _due(scene, sentence, first, place)
        yield Commitment(
            **scene.place(scene.starts[first], scene.ends[last]),
            rule=f"final-{rung.strength}",
            date_rule=rule,
            who=_who(scene, sentence, first),
            what=" ".join(scene.quote(first, place).split()),
            due=due,
            status=rung.status,
            strength=rung.strength,
        )


def _start(scene: Discourse, floor: int, place: int) -> int:
    """Where the words of an act begin: behind what opens its clause."""
    edges = scene.find(_EDGES, floor, place)
    first = edges[-1] + 1 if edges else floor
    while first < place and scene.is_a(
        first, "GEN", "LOC", "ABL", "COMMA", "AND", "DAT", "ALSO", "WHILE", "INS", "WITH", "CLOSE"
    ):
        first += 1
    return first


def _worth(scene: Discourse, first: int, place: int, verb: Verb) -> bool:
    """Whether an act is no other reader's, and tells more than that relations go on."""
    if verb.sense in _NEVER or first >= place:
        return False
    if scene.has(_OTHERS.get(verb.sense, ("\0",)), first, place):
        return False
    if scene.has(("MONEY", "PERCENT"), first, place) and scene.has(("INDICATOR",), first, place):
        return False
    return scene.has(_SUBSTANCE, first, place) or verb.sense in ("create", "implement")


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
    for place in reversed(scene.find(("LANDS", "SIDES", "COUNTRY"), sentence.first, first)):
        if scene.is_a(place, "SIDES"):
            return scene.pair
        if not scene.is_a(place + 1, "GEN", "DAT", "LOC", "ABL", "REL"):
            return scene.codes(place)
    return scene.pair
