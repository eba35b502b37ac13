"""Who is quoted as saying what: quotations, "said", "noted", "according to", also nested."""

from __future__ import annotations

from servanda.read.discourse import Discourse, Sentence

Voice = tuple[int, int, tuple[str, ...]]

_SUBJECT_REACH = 4  # symbols between a speaker and the verb of saying
_QUOTE_LENGTH = 25  # characters: shorter quotations are titles and names, not speech


def voices(scene: Discourse) -> list[Voice]:
    """Stretches of text with who is quoted as saying them; quotations first, then reported speech."""
    said = {s.number: _speaker(scene, s) for s in scene.sentences}
    return [*_quotations(scene, said), *_reported(scene, said)]


def _speaker(scene: Discourse, sentence: Sentence) -> str | None:
    for place in scene.find(("VBD", "VBZ", "VN", "ACCORDING"), sentence.first, sentence.last):
        if scene.is_a(place, "ACCORDING"):
            found = _named(scene, range(place + 1, min(place + 4, sentence.last)))
        else:
            verb = scene.verb(place)
            if verb is None or verb.sense not in ("say", "confirm") or verb.form == "base":
                continue
            found = _named(scene, range(place - 1, max(sentence.first, place - _SUBJECT_REACH) - 1, -1)) or _named(
                scene, range(place + 1, min(place + 3, sentence.last))
            )
        if found:
            return found
    return None


def _named(scene: Discourse, places: range) -> str | None:
    for place in places:
        person = scene.person_at(place)
        if person is not None:
            return person.name
        if scene.is_a(place, "OFFICE"):
            return _holder(scene, place)
        if scene.is_a(place, "SIDES", "LANDS", "BREAK"):
            return None
    return None


def _holder(scene: Discourse, place: int) -> str:
    """The person who holds an office named alone ("the Deputy Prime Minister said"): the last one introduced with it."""
    office = scene.values[place]
    words = set(office.role.lower().split())
    before = [scene.values[p] for p in scene.find(("PERSON",), 0, place)]
    for named in reversed(before):
        if (
            named.role
            and words <= set(named.role.lower().replace(",", " ").split())
            and (not office.of or named.of == office.of)
        ):
            return str(named.name)
    return str(office.role)


def _quotations(scene: Discourse, said: dict[int, str | None]) -> list[Voice]:
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
            name = _quoted_by(scene, opened, place, said)
            if name:
                out.append((start, end, (name,)))
        opened = None
    return out


def _quoted_by(scene: Discourse, opened: int, closed: int, said: dict[int, str | None]) -> str | None:
    last = scene.sentence_at(min(closed + 1, len(scene.tags) - 1)).number
    first = scene.sentence_at(opened).number
    order = [scene.sentence_at(closed).number, last, first, first - 1, last + 1]
    for number in order:
        name = said.get(number)
        if name:
            return name
    return None


def _reported(scene: Discourse, said: dict[int, str | None]) -> list[Voice]:
    out: list[Voice] = []
    for sentence in scene.sentences:
        name = said[sentence.number]
        if name:
            out.append((scene.starts[sentence.first], scene.ends[sentence.last - 1], (name,)))
    return out
