"""One mention of a meeting: where it stands, what it says of date, place and people."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from servanda.read.clauses import date_near, place_name, place_near, status
from servanda.read.discourse import Discourse
from servanda.read.final import clauses as final
from servanda.read.meetings.naming import Meet
from servanda.read.people import country_of, holder
from servanda.read.phrases import Named

CLOSE: Final = 6  # symbols between a name and what dates it in passing
_HOLDING: Final = frozenset({"hold", "happen", "meet", "open", "close"})
_BESIDE: Final = 4  # symbols between "on the margins of" and the meeting


@dataclass(slots=True)
class Mention:
    """A meeting at a place of the text, with what its own sentence says of it; dates are symbols."""

    first: int  # symbol
    last: int
    meet: Meet
    status: str | None
    date: int | None
    place: str | None
    people: list[Named] = field(default_factory=list)
    chairs: list[Named] = field(default_factory=list)
    definite: bool = True
    own_body: bool = False  # the body stands in the name of the meeting itself
    received: bool = False  # told by a verb of receiving a guest
    follows: bool = False  # "It will be ...": told of the meeting named just before
    owns: bool = False  # "the decisions of the 10th session": named only as whose they are

    @property
    def weight(self) -> int:
        """How much the mention says."""
        meet = self.meet
        return (
            3 * (meet.ordinal is not None)
            + 3 * (meet.body is not None and not meet.body.bare)
            + 2 * (self.date is not None)
            + 2 * (self.place is not None)
            + len(self.people)
            + (self.status is not None)
        )


def mention_at(scene: Discourse, first: int, last: int, meet: Meet, *, state: str | None = None) -> Mention:
    """The mention between two symbols (inclusive), with what stands around it."""
    people = met_by(scene, first) if meet.kind == "talks" and meet.body is None else persons(scene, first)
    people = [] if _beside_others(scene, first) else people
    if meet.turn == "last":
        people = [named for named in people if not _tells_of(scene, first, named)]
    by_name = scene.is_a(first, "MEETING")
    if scene.final and by_name and meet.word == "visit":
        people = _guests(scene, last, people)
    if by_name and _of_those_who_meet(scene, last):
        return Mention(first, last, meet, None, None, None, own_body=scene.values[first].body is not None)
    venue = _venue(scene, first, last, meet)
    return Mention(
        first,
        last,
        meet,
        state or status(scene, first, last, upcoming=meet.turn == "next"),
        _dated(scene, first, last, meet),
        venue,
        people,
        _chairing(scene, first, people),
        own_body=by_name and scene.values[first].body is not None,
        definite=not by_name
        or bool(people)
        or scene.is_a(first - 1, "THE", "THIS")
        or (scene.final and final.ended(scene, last)),
        owns=by_name and _owns(scene, first, last, scene.sentence_at(last).last),
    )


def _venue(scene: Discourse, first: int, last: int, meet: Meet) -> str | None:
    """Where a meeting is; a visit is where it leads."""
    if meet.word != "visit":
        return place_near(scene, first, last)
    if scene.final:
        return _visited_place(scene, last) or place_near(scene, first, last)
    return place_near(scene, first, last) or _visited_place(scene, last)


def _guests(scene: Discourse, last: int, people: list[Named]) -> list[Named]:
    """Who is on a visit: those who are not of the country that it leads to."""
    target = final.visited(scene, last)
    host = scene.codes(target)[0] if target is not None else None
    if target is None and scene.is_a(last + 1, "EVE"):
        return []  # "səfər çərçivəsində görüşüb": what was on the visit tells nothing of the guest
    guests = [named for named in people if country_of(scene, named) != host]
    return guests if host is not None and guests else people


def on_margins(scene: Discourse, place: int) -> bool:
    """ "On the margins of the session, X held talks with Y": whether what stands at a symbol took place beside a meeting."""
    first = scene.sentence_at(place).first
    beside = (p for p in scene.find(("EVE",), first, place) if scene.values[p] == "during")
    return any(scene.has(("MEETING", "EVENT", "EVENTHEAD"), p + 1, min(p + _BESIDE, place)) for p in beside)


def _beside_others(scene: Discourse, place: int) -> bool:
    """Whether a meeting is named only as that beside which others met."""
    eve = next((p for p in (place - 1, place - 2) if scene.is_a(p, "EVE")), None)
    if eve is None or scene.values[eve] != "during":
        return False
    return scene.has(("MEETING",), place + 1, scene.sentence_at(place).last)


def _chairing(scene: Discourse, place: int, people: list[Named]) -> list[Named]:
    """Those with an office, where the sentence has a verb of chairing."""
    with_office = [p for p in people if p.role or p.counterpart]
    if not with_office:
        return []
    sentence = scene.sentence_at(place)
    chaired = any(verb.sense == "chair" for _, verb in scene.verbs(sentence.first, sentence.last))
    return with_office if chaired or scene.has(("UNDER_CHAIRS",), sentence.first, sentence.last) else []


def _dated(scene: Discourse, first: int, last: int, meet: Meet) -> int | None:
    """The symbol that dates a mention; a meeting of officials is told in passing and bears only a date beside its name."""
    date = date_near(scene, first, last)
    if date is not None and date < first and _bound_for(scene, date, first):
        return None
    passing = meet.level or (date is not None and date > last and _owns(scene, first, last, date))
    return None if passing and date is not None and abs(date - last) > CLOSE else date


def _tells_of(scene: Discourse, place: int, named: Named) -> bool:
    """ "X recalled that the previous session was held in Riga": X tells, and need not have been there."""
    return any(name == named.name for name in scene.speakers(scene.starts[place]))


def _of_those_who_meet(scene: Discourse, last: int) -> bool:
    """ "Chairs of the 11th session meet in Riga": what the verb tells is not told of the session."""
    verb = scene.verb(last + 1)
    return verb is not None and verb.sense == "meet" and not scene.is_a(last + 1, "VN")


def _owns(scene: Discourse, first: int, last: int, stop: int) -> bool:
    """ "The decisions of the 10th session are carried out this year": the session is only whose they are."""
    link = first - 2 if scene.is_a(first - 1, "THE") else first - 1
    held = any(v.sense in _HOLDING and v.form == "past" for _, v in scene.verbs(last + 1, stop))
    return scene.is_a(link, "OF") and not held


def _bound_for(scene: Discourse, date: int, first: int) -> bool:
    """ "Travelled to Madrid on Wednesday for the third session": the day is that of the journey."""
    link = first - 2 if scene.is_a(first - 1, "THE") else first - 1
    gone = any(v.sense == "visit" for _, v in scene.verbs(scene.sentence_at(first).first, date))
    return gone and scene.is_a(link, "FOR")


def _visited_place(scene: Discourse, last: int) -> str | None:
    """Where a visit leads: "the state visit of President X to Belarus"."""
    sentence = scene.sentence_at(last)
    if scene.final:
        target = final.visited(scene, last)
        return place_name(scene, target) if target is not None else None
    for place in scene.find(("COUNTRY", "CAPITAL", "CITY"), last + 1, min(last + 7, sentence.last)):
        if scene.is_a(place - 1, "TO") or (scene.is_a(place - 1, "THE") and scene.is_a(place - 2, "TO")):
            return place_name(scene, place)
    return None


def persons(scene: Discourse, place: int) -> list[Named]:
    """The persons of the sentence around a symbol, each once, in order of their last mention."""
    named_here = scene.persons_in(scene.sentence_at(place))
    if len(named_here) < 2:
        return [named for _, named in named_here]
    found = {named.name: named for _, named in reversed(named_here)}
    return list(reversed(found.values()))


def met_by(scene: Discourse, place: int) -> list[Named]:
    """Who met by the verb at a symbol: persons named, those told of by office only, and who "he" is."""
    sentence = scene.sentence_at(place)
    people = persons(scene, place)
    offices = [holder(scene, p) for p in scene.find(("OFFICE",), sentence.first, sentence.last)]
    people += [named for named in offices if named is not None and named.name not in {p.name for p in people}]
    if (scene.is_a(sentence.first, "HE") or scene.is_a(place - 1, "HE")) and sentence.number:
        people += [named for _, named in scene.persons_in(scene.sentences[sentence.number - 1])[:1]]
    elif not people:
        people += _both(scene, place)
    elif sentence.number and {p.of for p in people} != {None} and len({p.of for p in people}) == 1:
        people += _they(scene, place, people[0].of)
    return [named if named.of else named._replace(of=country_of(scene, named)) for named in people]


def _both(scene: Discourse, place: int) -> list[Named]:
    """ "The two Heads of State held a working meeting": the two men of both sides whom the sentences before name."""
    sentence = scene.sentence_at(place)
    if not sentence.number or not scene.has(("SIDES",), sentence.first, place):
        return []
    told: dict[str, Named] = {}
    for before in scene.sentences[max(0, sentence.number - 2) : sentence.number]:
        told |= {named.name: named for _, named in scene.persons_in(before) if named.role}
    found = list(told.values())
    return found if len(found) == 2 and len({country_of(scene, named) for named in found} - {None}) == 2 else []


def _they(scene: Discourse, verb: int, other: str | None) -> list[Named]:
    """ "The ministers met with Kenya's Minister X": those of the other side that the sentence before named."""
    sentence = scene.sentence_at(verb)
    if not scene.has(("SIDES", "THEY"), sentence.first, verb) or not scene.is_a(verb + 1, "WITH"):
        return []
    before = (named for _, named in scene.persons_in(scene.sentences[sentence.number - 1]) if named.role)
    told = {named.name: named for named in before if country_of(scene, named) not in (None, other)}
    return list(told.values())


def two_cochairs(people: list[Named]) -> bool:
    """Whether two persons are named as co-chairs."""
    return sum(p.chairs for p in people) > 1
