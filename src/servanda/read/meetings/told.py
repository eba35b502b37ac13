"""Meetings told by a verb: "the ministers met", "the President visited", "he chaired it"."""

from __future__ import annotations

from itertools import pairwise
from typing import Final

from servanda.countries import country
from servanda.read.clauses import ahead, clause, place_name
from servanda.read.discourse import Discourse
from servanda.read.final import clauses as final
from servanda.read.meetings.mention import Mention, mention_at, met_by, persons, two_cochairs
from servanda.read.meetings.naming import Meet
from servanda.read.people import country_of, holder, in_list
from servanda.read.phrases import Named

#: Senses of verbs that tell of a meeting by themselves.
_TELLING: Final = frozenset({"meet", "visit", "chair", "attend", "open", "close", "happen", "hold", "plan"})
#: What may stand between a body and the verb that tells of its session.
_PASSED: Final = ("COMMA", "WHICH", "WAS", "HAS", "HAD", "BEEN", "LAST", "ALSO", "AND")
_VISIT: Final = 8  # symbols in which a visit tells its guest, its goal and its day
_SEEN: Final = 7  # symbols between a body and that verb
_SCHEDULED: Final = 12  # symbols between a body and "has been scheduled"


def by_verb(scene: Discourse, named: list[Mention]) -> list[Mention]:
    """Every mention by a verb, where the sentence does not name the meeting already."""
    found: list[Mention] = []
    told = {scene.sentence_at(m.first).number for m in named}
    held = set(told)
    receiving = frozenset(scene.settings.get("receiving", ()))
    for place, verb in scene.verbs(0, len(scene.tags)):
        if verb.sense not in _TELLING and verb.lemma not in receiving:
            continue
        number = scene.sentence_at(place).number
        more: list[Mention] = []
        if verb.sense == "meet" or (verb.lemma in receiving and verb.form == "past"):
            more = _met(scene, place)
        elif verb.sense == "visit":
            more = _visited(scene, place) if number not in held or _own_visit(scene, place) else []
        elif verb.sense == "plan":
            more = _body_scheduled(scene, place)
        elif verb.sense in ("open", "close", "happen", "hold"):
            more = (_worked(scene, place) or _body_held(scene, place)) if number not in held else []
        elif verb.sense in ("chair", "attend") and number not in told:
            told.add(number)
            found += _attended(scene, place)
        found += more
        if more:
            held.add(number)
    return found


def _attended(scene: Discourse, place: int) -> list[Mention]:
    """Who chaired or attended "it" or "the event", told in a sentence of its own."""
    people = persons(scene, place)
    if not people:
        return []
    meet = Meet("meeting", "talks", None, None, None, cochairs=False, format=None)
    verb = scene.verb(place)
    mention = mention_at(scene, place, place, meet)
    mention.follows = scene.is_a(scene.sentence_at(place).first, "IT")
    if not mention.follows:
        mention.status = "planned" if scene.is_a(place - 1, "WILL") else None
        mention.date = None
        mention.place = None
    mention.chairs = mention.chairs if verb is not None and verb.sense == "chair" else []
    return [mention]


def _met(scene: Discourse, place: int) -> list[Mention]:
    """Meetings told by a verb: "the ministers met", "the Commission met for the 14th time", "the group will meet"."""
    verb = scene.verb(place)
    assert verb is not None
    start, stop = clause(scene, place)
    future = ahead(scene, place, verb)
    if (verb.form != "past" and not future) or scene.has(("NOT",), max(start, place - 2), place):
        return []
    turn = "last" if verb.form == "past" and scene.is_a(place - 1, "LAST") else None
    state = "planned" if future else "held"
    bodies = list(scene.find(("BODY",), start, place))
    people = met_by(scene, place)
    cochairs = any(scene.values[p] == "cochairs" for p in scene.find(("SIDES",), start, place)) or two_cochairs(people)
    if bodies and not cochairs and not scene.has(("PERSON",), bodies[-1], place):
        ordinals = scene.find(("ORD",), place, min(stop, place + 9)) or _times(scene, start, bodies[0])
        ordinal = scene.values[ordinals[0]] if ordinals else None
        meet = Meet("meeting", "session", ordinal, scene.values[bodies[0]], turn, cochairs=False, format=None)
        mention = mention_at(scene, place, place, _with_body_format(scene, place, stop, meet), state=state)
        return [mention] if not future or mention.date or mention.place or ordinal else []
    lands = {p.of for p in people}
    if not people and verb.sense == "meet" and _officials_met(scene, start, place):
        word = "talks" if scene.final else "meeting"
        met = mention_at(scene, place, place, Meet(word, "talks", None, None, None, False, None), state=state)
        met.definite = not scene.final
        return [met]
    if scene.final and cochairs and not people:
        meet = Meet("meeting", "co-chairs meeting", None, None, None, cochairs=True, format=None)
        alone = mention_at(scene, place, place, meet, state=state)
        return [alone] if alone.date is not None or alone.place is not None else []
    if len(people) < 2 or (len(lands) < 2 and not cochairs):
        return []
    if verb.sense != "meet" and (scene.is_a(place - 1, "WHO") or not _guest(scene, place, stop)):
        return []
    body = scene.values[bodies[-1]] if bodies and cochairs else None
    meet = Meet(
        "meeting", "co-chairs meeting" if cochairs else "talks", None, body, None, cochairs=cochairs, format=None
    )
    mention = mention_at(scene, place, place, meet, state=state)
    mention.people = people
    mention.received = verb.lemma in scene.settings.get("receiving", ())
    return [mention]


def _times(scene: Discourse, start: int, body: int) -> list[int]:
    """ "For the fourth time since 2010 the Committee met": the ordinal told before the body."""
    return [p for p in scene.find(("ORD",), start, body) if scene.is_a(p - 2, "FOR") and scene.is_a(p - 1, "THE")][:1]


def _worked(scene: Discourse, place: int) -> list[Mention]:
    """ "The Committee concluded its work in Riga on Friday": a session told by the work of the body."""
    verb, body = scene.verb(place), _body_before(scene, place)
    if verb is None or verb.form != "past" or body is None or not scene.is_a(place + 1, "ITS", "THEIR"):
        return []
    if scene.quote(place + 2, place + 2).lower() not in scene.settings.get("working", ()):
        return []
    return _session(scene, place, body)


def _body_before(scene: Discourse, place: int) -> int | None:
    """The body that is the subject of a verb: nothing but auxiliaries between."""
    at = place - 1
    while place - at < _SEEN and scene.is_a(at, *_PASSED):
        at -= 1
    return at if scene.is_a(at, "BODY") else None


def _body_held(scene: Discourse, place: int) -> list[Mention]:
    """ "The JTC took place in Riga", "it was last held in 2018": a session told by its body alone."""
    verb = scene.verb(place)
    if verb is None or verb.form != "past" or not scene.is_a(place + 1, "IN", "ON", "HERE", "DATE", "AT", "BREAK"):
        return []
    body = _body_before(scene, place)
    if body is None and scene.is_a(place - 1, "LAST") and scene.is_a(place - 2, "AND", "WAS"):
        body = scene.first(("BODY",), scene.sentence_at(place).first, place)
    return _session(scene, place, body) if body is not None else []


def _body_scheduled(scene: Discourse, place: int) -> list[Mention]:
    """ "The Joint Commission, which has been scheduled on 3-4 December": a session told by its body and its day."""
    if not scene.is_a(place - 1, "WAS", "BEEN", "IS") or not scene.is_a(place + 1, "ON", "FOR", "DATE"):
        return []
    bodies = scene.find(("BODY",), max(scene.sentence_at(place).first, place - _SCHEDULED), place)
    if not bodies or scene.verbs(bodies[-1], place) or scene.has(("MEETING", "EVENT", "INSTRUMENT"), bodies[-1], place):
        return []
    meet = Meet("meeting", "session", None, scene.values[bodies[-1]], None, cochairs=False, format=None)
    mention = mention_at(scene, place, place, meet, state="planned")
    return [mention] if mention.date is not None else []


def _session(scene: Discourse, place: int, body: int) -> list[Mention]:
    turn = "last" if scene.is_a(place - 1, "LAST") else None
    meet = Meet("meeting", "session", None, scene.values[body], turn, cochairs=False, format=None)
    mention = mention_at(scene, place, place, meet, state="held")
    return [mention] if mention.date is not None or mention.place is not None else []


def _officials_met(scene: Discourse, start: int, place: int) -> bool:
    """ "Officials of Kenya and Uganda met in Nairobi": told by countries alone, with a place or a day right behind."""
    if scene.final:
        return scene.has(("SIDES", "LANDS"), start, place) and scene.has(("DATE",), start, place)
    if scene.is_a(place - 1, "THEY") or not scene.is_a(place + 1, "IN", "ON", "HERE", "DATE", "WEEKDAY"):
        return False
    told = {code for at in scene.find(("LANDS", "ADJ"), start, place) for code in scene.codes(at)}
    return len(told) == 2 and told <= set(scene.pair)


def _guest(scene: Discourse, place: int, stop: int) -> bool:
    """Whether a person stands right behind "received": a guest, not a proposal."""
    reach = 6 if scene.has(("DATE", "CAPITAL", "CITY"), place + 1, place + 3) else 4  # "was received on Monday by X"
    near = scene.first(("PERSON", "N"), place + 1, min(place + reach, stop))
    return near is not None and scene.person_at(near) is not None


def _with_body_format(scene: Discourse, place: int, stop: int, meet: Meet) -> Meet:
    near = scene.first(("FORMAT",), place, min(stop, place + 8))
    return meet._replace(format=scene.values[near]) if near is not None else meet


def _own_visit(scene: Discourse, place: int) -> bool:
    """ "The visit of President X to Kenya in August", "X's visit to Kenya in April": told with its guest and its day."""
    if not scene.is_a(place, "VN"):
        return False
    last = min(place + _VISIT, scene.sentence_at(place).last)
    guest = scene.is_a(place - 1, "POSS") or (scene.is_a(place + 1, "OF") and scene.has(("PERSON",), place + 2, last))
    return guest and scene.has(("DATE",), place + 1, last)


def _visited(scene: Discourse, place: int) -> list[Mention]:
    """A visit of a person to another country, told by a verb."""
    sentence = scene.sentence_at(place)
    if scene.final:
        target = final.visited(scene, place)
    else:
        target = scene.first(("COUNTRY", "CAPITAL", "CITY"), place + 1, min(place + 6, sentence.last))
    if target is None:
        return _visit_of(scene, place) or _official_visit(scene, place)
    people = _visitors(scene, place, scene.codes(target)[0])
    if scene.codes(target)[0] not in scene.pair or not (people or _delegation(scene, place, target)):
        return []
    meet = Meet("visit", "visit", None, None, None, cochairs=False, format=None)
    mention = mention_at(scene, place, place if scene.final else target, meet)
    mention.people = people
    mention.place = mention.place or place_name(scene, target)
    verb = scene.verb(place)
    if scene.final and verb is not None:
        mention.place, mention.status = place_name(scene, target), "planned" if ahead(scene, place, verb) else "held"
        return [mention] if verb.form in ("past", "third", "future") else []
    if scene.is_a(place - 1, "WILL", "WOULD"):
        mention.status = "planned"
    if scene.is_a(place - 1, "POSS", "THE") and scene.is_a(place, "VN"):
        mention.status = "held" if _told_as_past(scene, target, sentence.last) else None
        return [mention]  # "X's visit to Kenya on March 3 ended well": a noun, no infinitive
    if mention.status is None and verb is not None and (verb.form == "past" or ahead(scene, place, verb)):
        mention.status = "planned" if ahead(scene, place, verb) else "held"
    return [mention]


def _told_as_past(scene: Discourse, first: int, last: int) -> bool:
    """Whether what follows is told in the past: "was crowned", "ended", "resulted in"."""
    past = any(verb.form == "past" for _, verb in scene.verbs(first, last)) or scene.has(("WAS", "HAD"), first, last)
    return past and not scene.has(("WILL", "WOULD", "TO"), first + 1, last)


def _delegation(scene: Discourse, place: int, target: int) -> bool:
    """ "The Omani delegation is to visit Mumbai on May 12": nobody named, but a day and a town."""
    sentence = scene.sentence_at(place)
    who = [p for p in scene.find(("LANDS", "SIDE"), sentence.first, place) if not scene.has(("VBD",), p, place)]
    dated = scene.has(("DATE", "DURATION"), target + 1, min(target + 4, sentence.last))
    return bool(who) and dated and scene.is_a(target, "CAPITAL", "CITY") and scene.has(("WILL", "TO"), who[-1], place)


def _visit_of(scene: Discourse, place: int) -> list[Mention]:
    """ "During the two-day visit of President X to the country": the host is the other side of the two."""
    person = scene.person_at(place + 2) if scene.is_a(place + 1, "OF") else None
    of = country_of(scene, person) if person is not None else None
    if person is None or of not in scene.pair or not scene.is_a(place + 3, "TO"):
        return []
    host = next((code for code in scene.pair if code != of), None)
    meet = Meet("visit", "visit", None, None, None, cochairs=False, format=None)
    mention = mention_at(scene, place, place + 2, meet)
    mention.people, mention.place = [person], country(host).name if host else None
    during = scene.is_a(place - 2, "DURING", "AT") or scene.is_a(place - 3, "DURING", "AT")
    mention.status = "held" if during else mention.status
    return [mention]


def _official_visit(scene: Discourse, place: int) -> list[Mention]:
    """ "The visit of the Indian minister to Vietnam takes place from ...": the visitor told of by office only."""
    office = next((p for p in range(place + 2, place + 4) if scene.is_a(p, "OFFICE")), None)
    if office is None or not scene.is_a(place + 1, "OF"):
        return []
    person = holder(scene, office)
    if person is None:
        return []
    meet = Meet("visit", "visit", None, None, None, cochairs=False, format=None)
    mention = mention_at(scene, place, office, meet)
    post = scene.values[office].post
    mention.people, mention.place = [person], mention.place or post
    return [mention] if mention.date is not None else []


def _visitors(scene: Discourse, place: int, there: str) -> list[Named]:
    """Who visits: those named last before the verb, or the first behind it, who are not of the country visited."""
    sentence = scene.sentence_at(place)
    fit = [(p, person) for p, person in scene.persons_in(sentence) if person.of != there]
    before = [(p, person) for p, person in fit if p < place]
    together = [person for _, person in before[-1:]]
    for (one, person), (two, _) in reversed(list(pairwise(before))):
        if not in_list(scene, one, two):
            break
        together.insert(0, person)
    behind = [person for p, person in fit if p > place]
    if scene.is_a(place + 1, "OF", "BY"):
        return behind[:1] or together[-1:]
    return together or behind[:1]
