"""Who is quoted as saying what: quotations, "said", "noted", "according to", also nested."""

from __future__ import annotations

from bisect import bisect_left

from servanda.read.discourse import Discourse, Sentence, Voice

_SUBJECT_REACH = 4  # symbols between a speaker and the verb of saying
_REMEMBERED = 40  # persons: whoever was introduced before that is no longer "the Deputy Prime Minister"
_SAYING = frozenset({"say", "confirm"})  # senses of verbs
_CASES = ("GEN", "DAT", "ACC", "LOC", "ABL", "INS", "WITH", "REL", "BYWORD")
_QUOTE_LENGTH = 25  # characters: shorter quotations are titles and names, not speech


def voices(scene: Discourse) -> tuple[list[Voice], list[Voice]]:
    """Stretches of text with who is quoted as saying them, each kind in order: quotations, and reported speech."""
    said = _said(scene)
    return (_quotations(scene, said), _reported(scene, said)) if said else ([], [])


def _said(scene: Discourse) -> dict[int, tuple[str, ...]]:
    """Who speaks in each sentence by number, innermost first: "X said, according to Y" gives X and Y."""
    said: dict[int, tuple[str, ...]] = {}
    saying = [p for p, verb in scene.verbs(0, len(scene.tags)) if verb.sense in _SAYING and verb.form != "base"]
    for place in saying:
        sentence = scene.sentence_at(place)
        if sentence.number not in said:
            name = _by_verb(scene, sentence, place)
            if name:
                said[sentence.number] = (name,)
    for place in scene.find(("ACCORDING",)):
        sentence = scene.sentence_at(place)
        if scene.final:
            name = _named(scene, range(place - 1, max(sentence.first, place - _SUBJECT_REACH) - 1, -1))
        else:
            name = _named(scene, range(place + 1, min(place + _SUBJECT_REACH, sentence.last)))
        first = said.get(sentence.number, ())
        if name and name not in first:
            said[sentence.number] = (*first, name)
    return said


def _by_verb(scene: Discourse, sentence: Sentence, place: int) -> str | None:
    """The subject of a verb of saying: before it ("X said"), or right behind it ("said X")."""
    if scene.final:
        return _named(scene, range(place + 1, min(place + 3, sentence.last))) or _first_named(scene, sentence, place)
    before = range(place - 1, max(sentence.first, place - _SUBJECT_REACH) - 1, -1)
    return _named(scene, before) or _named(scene, range(place + 1, min(place + 3, sentence.last)))


def _first_named(scene: Discourse, sentence: Sentence, place: int) -> str | None:
    """Where the verb closes the clause: the first person before it who bears no case, else the office that bears none."""
    for at in range(sentence.first, place):
        if scene.is_a(at + 1, *_CASES):
            continue
        if at in scene.persons_at:
            return scene.persons_at[at].name
        if scene.is_a(at, "OFFICE"):
            return _holder(scene, at)
    return None


def _named(scene: Discourse, places: range) -> str | None:
    tags, persons, offices, ends = (
        scene.padded,
        scene.persons_at,
        scene.among["OFFICE"],
        scene.among["SIDES LANDS BREAK"],
    )
    for place in places:
        if place in persons:
            return persons[place].name
        if tags[place] in offices:
            return _holder(scene, place)
        if tags[place] in ends:
            return None
    return None


def _holder(scene: Discourse, place: int) -> str:
    """The person who holds an office named alone ("the Deputy Prime Minister said"): the last one introduced with it."""
    office = scene.values[place]
    words = set(office.role.lower().split())
    places, holders = scene.holders
    before = bisect_left(places, place)
    for role, named in reversed(holders[max(0, before - _REMEMBERED) : before]):
        if named.role and words <= role and (not office.of or named.of == office.of):
            return str(named.name)
    return str(office.role)


def _quotations(scene: Discourse, said: dict[int, tuple[str, ...]]) -> list[Voice]:
    out: list[Voice] = []
    opened: int | None = None
    for place in scene.find(("QUOTE",)):
        mark = scene.text[scene.starts[place]]
        if opened is None:
            if mark != "”":
                opened = place
            continue
        if mark in "“„«":
            opened = place
            continue
        start, end = scene.starts[opened], scene.ends[place]
        if end - start >= _QUOTE_LENGTH and "\n\n\n" not in scene.text[start:end]:
            names = _quoted_by(scene, opened, place, said)
            if names:
                out.append((start, end, names))
        opened = None
    return out


def _quoted_by(scene: Discourse, opened: int, closed: int, said: dict[int, tuple[str, ...]]) -> tuple[str, ...]:
    last = scene.sentence_at(min(closed + 1, len(scene.tags) - 1)).number
    first = scene.sentence_at(opened).number
    order = (scene.sentence_at(closed).number, last, first, first - 1, last + 1)
    return next((said[number] for number in order if number in said), ())


def _reported(scene: Discourse, said: dict[int, tuple[str, ...]]) -> list[Voice]:
    spoken = [(scene.sentences[number], names) for number, names in sorted(said.items())]
    return [(scene.starts[s.first], scene.ends[s.last - 1], names) for s, names in spoken]
