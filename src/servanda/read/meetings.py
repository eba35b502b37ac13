"""Sessions, talks and visits: one claim a meeting, gathered from all its mentions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any, Final, NamedTuple

from servanda.grammar import Builder, Match
from servanda.read.clauses import (
    ahead,
    clause,
    date_near,
    day_meant,
    during_visit,
    moved_to,
    place_name,
    place_near,
    status,
)
from servanda.read.discourse import Discourse
from servanda.read.people import country_of, holder
from servanda.read.phrases import Named, Standing
from servanda.record import Meeting
from servanda.times import Resolved
from servanda.values import When

_BESIDES: Final = (
    "DATE",
    "CAPITAL",
    "CITY",
    "COUNTRY",
    "PERSON",
    "LANDS",
    "PAIR",
    "BETWEENPAIR",
    "BODY",
    "FORMAT",
    "ORD",
)
_TELLING: Final = frozenset(
    {"meet", "visit", "chair", "attend"}
)  # senses of verbs that tell of a meeting by themselves
_YEAR_ONLY: Final = 4  # characters of a date that is a year and no more
_CLOSE: Final = 6  # symbols between a name and what dates it in passing
_NEAR: Final = 3  # symbols between a body and the verb that tells of it
_BESIDE: Final = 12  # symbols between a name and the year that dates it
_LEAD: Final = 120  # symbols: what is told so early is what the report is about
_KINDS: Final = {
    "session": "session",
    "talks": "talks",
    "summit": "summit",
    "visit": "visit",
    "videoconference": "talks",
}

#: Mentions and meetings looked back at, where a mention looks for its own; far more than a report holds.
_REACH: Final = 48
_TOLD_IN: Final = 3  # mentions of a meeting whose neighbouring sentences may name who came


class Meet(NamedTuple):
    """A meeting as named: the word used, ordinal, body, whether it is the next or last one, of co-chairs, format."""

    word: str
    kind: str
    ordinal: int | None
    body: Standing | None
    turn: str | None
    cochairs: bool
    format: str | None
    acronym: str | None = None
    sort: str | None = None
    level: bool = False  # of officials or ministers, beside the session itself


def _meeting(match: Match) -> tuple[str, Any] | None:
    ordinals = [match.get(part) for part in ("ord", "ord2", "ord3") if match.has(part)]
    body: Standing | None = match.get("body") or match.get("body2")
    word = match.get("head", "session")
    tagged, rule = match.tagged, match.rule
    turn = None
    format_ = "videoconference" if word == "videoconference" else None
    for part in ("pre", "mid", "mid3", "pre2"):
        for place in match.places(part):
            value = tagged.values[place]
            turn = rule.args.get("turns", {}).get(value, turn) if isinstance(value, str) else turn
            if value in ("videoconference", "hybrid"):
                format_ = value
    if body is None and match.text("head").lower() in rule.args.get("of_bodies", ()):
        return None  # "the first round of the elections"
    cochairs = match.get("chairs") == "cochairs"
    session = body is not None and not cochairs and word in ("session", "meeting")
    kind = "co-chairs meeting" if cochairs else "session" if session else _KINDS.get(word, "talks")
    acronym = match.text("acr") if match.has("acr") else None
    sort = match.text("mid") or None
    ordinal = ordinals[0] if ordinals else None
    if ordinal is None and any(match.text(part).lower() in rule.args.get("firsts", ()) for part in ("pre", "mid")):
        ordinal = 1
    level = (word == "level" or match.has("level")) and ordinal is None
    return "MEETING", Meet(word, kind, ordinal, body, turn, cochairs, format_, acronym, sort, level)


def _elided(match: Match) -> tuple[str, Any] | None:
    """A session told by its number alone: "the third one", "the sixth will be held", or with a short name: "the 9th JTC"."""
    if match.has("one") and match.text("one").lower() not in match.rule.args["ones"]:
        return None
    acronym = match.text("acr") if match.has("acr") else None
    if acronym is not None and not acronym.isupper():
        return None
    turn = match.rule.args["turns"].get(match.get("turn"))
    ordinal = match.get("ord") or match.get("alone")
    return "MEETING", Meet("elided", "session", ordinal, None, turn, cochairs=False, format=None, acronym=acronym)


BUILDERS: dict[str, Builder] = {"meeting": _meeting, "elided": _elided}


@dataclass(slots=True)
class _Mention:
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


def read(scene: Discourse) -> Iterator[Meeting]:
    """Every meeting between the sides that the document tells of."""
    if not scene.bilateral:
        return
    main = True
    visit: Meeting | None = None
    mentions = _mentions(scene)
    for group in _groups(scene, mentions):
        claim = _claim(scene, group, mentions if main else None)
        if claim is not None:
            if visit is not None and claim.date is None and during_visit(scene, group[0].first):
                claim = replace(claim, date=visit.date, place=claim.place or visit.place, date_rule=visit.date_rule)
            visit = claim if claim.kind == "visit" else visit
            yield claim
            main = main and (claim.status != "held" or claim.kind == "visit")


# --- mentions ---------------------------------------------------------------------------------------------------------


def _mentions(scene: Discourse) -> list[_Mention]:
    places = [place for place in scene.find(("MEETING",)) if _tells(scene, place)]
    found = [_mention(scene, place, place, _with_body(scene, place)) for place in places]
    found = [m for m in found if m.meet.body is None or m.meet.body.kind not in scene.settings.get("event_bodies", ())]
    found = [m for m in found if m.meet.word != "elided" or (m.status is not None and _known(m.meet))]
    for place in scene.find(("INSTRUMENT",)):
        if scene.values[place].meet is not None:
            found += _of_paper(scene, place)
    found = _without_visits(scene, found)
    told = {scene.sentence_at(m.first).number for m in found}
    held = set(told)
    receiving = frozenset(scene.settings.get("receiving", ()))
    for place, verb in scene.verbs(0, len(scene.tags)):
        if verb.sense not in _TELLING and verb.lemma not in receiving:
            continue
        number = scene.sentence_at(place).number
        more: list[_Mention] = []
        if verb.sense == "meet" or (verb.lemma in receiving and verb.form == "past"):
            more = _met(scene, place)
        elif verb.sense == "visit":
            more = _visited(scene, place) if number not in held else []
        elif verb.sense in ("chair", "attend") and number not in told:
            told.add(number)
            found += _attended(scene, place)
        found += more
        if more:
            held.add(number)
    return sorted(found, key=lambda m: m.first)


def _known(meet: Meet) -> bool:
    """Whether a short name stands for a body that the document names in full."""
    return meet.acronym is None or meet.body is not None


def _tells(scene: Discourse, place: int) -> bool:
    """Whether a mention can add anything: a bare "the talks" counts only beside a day, a place or a person."""
    meet: Meet = scene.values[place]
    behind = place + 2 if scene.is_a(place + 1, "COMMA") else place + 1
    if scene.is_a(place - 1, "ITS") and scene.is_a(place - 2, "SINCE") and not scene.is_a(behind, "VBD"):
        return False  # "since its first session in 1985", but not "since its 18th session, held in May"
    if meet.body is None and _of_foreign(scene, place):
        return False
    if meet.body is not None or meet.ordinal is not None or meet.turn is not None or meet.cochairs:
        return True
    if scene.is_a(place - 1, "A") and scene.is_a(place - 2, "VBD") and scene.is_a(place - 3, "SIDES"):
        return True  # "the co-chairs held a one-on-one meeting"
    sentence = scene.sentence_at(place)
    return scene.has(_BESIDES, sentence.first, sentence.last)


def _of_foreign(scene: Discourse, place: int) -> bool:
    """ "The 29th session of the Conference of the Parties", "of the UN": what others hold."""
    whose = place + 3 if scene.is_a(place + 2, "THE") else place + 2
    return scene.is_a(place + 1, "OF") and scene.is_a(whose, "EVENTHEAD", "EVENT", "ORG")


def _of_paper(scene: Discourse, place: int) -> list[_Mention]:
    """A meeting named in the title of its protocol: it has been held when the protocol is signed.

    What was agreed at an earlier session ("the agreements of the 18th meeting") tells nothing of the one at hand.
    """
    if not any(v.sense == "sign" and v.form != "base" for _, v in scene.verbs(*clause(scene, place))):
        return []
    mention = _mention(scene, place, place, scene.values[place].meet)
    mention.status = "held"
    return [mention]


def _without_visits(scene: Discourse, found: list[_Mention]) -> list[_Mention]:
    """A visit beside a meeting in one sentence only tells where the meeting was."""
    beside: dict[int, list[_Mention]] = {}
    for mention in found:
        if mention.meet.word != "visit":
            beside.setdefault(scene.sentence_at(mention.first).number, []).append(mention)
    kept: list[_Mention] = []
    for mention in found:
        sentence = scene.sentence_at(mention.first)
        others = beside.get(sentence.number)
        if mention.meet.word != "visit" or not others or _own_visit(scene, mention):
            kept.append(mention)
            continue
        target = scene.first(("CAPITAL", "CITY"), mention.last + 1, min(mention.last + 4, sentence.last))
        for other in others:
            if other.place is None and target is not None:
                other.place = place_name(scene, target)
    return kept


def _own_visit(scene: Discourse, mention: _Mention) -> bool:
    """A visit told for itself: "who is on an official visit to Hungary", "the state visit of President X to Kenya in May"."""
    on_it = scene.is_a(mention.first - 1, "A") and scene.is_a(mention.first - 2, "ON")
    if on_it and scene.is_a(mention.first - 3, "IS", "WAS"):
        return True
    return scene.is_a(mention.last + 1, "OF") and scene.is_a(mention.last + 2, "PERSON") and mention.date is not None


def _attended(scene: Discourse, place: int) -> list[_Mention]:
    """Who chaired or attended "it" or "the event", told in a sentence of its own."""
    people = _persons(scene, place)
    if not people:
        return []
    meet = Meet("meeting", "talks", None, None, None, cochairs=False, format=None)
    verb = scene.verb(place)
    mention = _mention(scene, place, place, meet)
    mention.follows = scene.is_a(scene.sentence_at(place).first, "IT")
    if not mention.follows:
        mention.status = None
        mention.date = None
        mention.place = None
    mention.chairs = mention.chairs if verb is not None and verb.sense == "chair" else []
    return [mention]


def _mention(scene: Discourse, first: int, last: int, meet: Meet, *, state: str | None = None) -> _Mention:
    people = _met_by(scene, first) if meet.kind == "talks" and meet.body is None else _persons(scene, first)
    venue = place_near(scene, first, last) or (_visited_place(scene, last) if meet.word == "visit" else None)
    return _Mention(
        first,
        last,
        meet,
        state or status(scene, first, last, upcoming=meet.turn == "next"),
        _dated(scene, first, last, meet),
        venue,
        people,
        _chairing(scene, first, people),
        own_body=scene.is_a(first, "MEETING") and scene.values[first].body is not None,
        definite=scene.is_a(first - 1, "THE", "THIS") or bool(people) or not scene.is_a(first, "MEETING"),
    )


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
    return None if meet.level and date is not None and abs(date - last) > _CLOSE else date


def _visited_place(scene: Discourse, last: int) -> str | None:
    """Where a visit leads: "the state visit of President X to Belarus"."""
    sentence = scene.sentence_at(last)
    for place in scene.find(("COUNTRY", "CAPITAL", "CITY"), last + 1, min(last + 7, sentence.last)):
        if scene.is_a(place - 1, "TO") or (scene.is_a(place - 1, "THE") and scene.is_a(place - 2, "TO")):
            return place_name(scene, place)
    return None


def _with_body(scene: Discourse, place: int) -> Meet:
    """The meeting with its body and format, also where the body is the subject: "the Commission held its 12th meeting"."""
    meet: Meet = scene.values[place]
    start, stop = clause(scene, place)
    if meet.format is None:
        near = scene.first(("FORMAT",), place, min(stop, place + 4))
        if near is not None:
            meet = meet._replace(format=scene.values[near])
    if meet.body is not None or meet.word in ("visit", "summit"):
        return meet
    if scene.is_a(place - 1, "SIDES") and meet.ordinal is None and scene.text[scene.starts[place]].isupper():
        return meet._replace(level=True)  # "the Ministers Meeting on 2 December"
    subject = [p for p in scene.find(("SIDES",), start, place) if scene.values[p] == "cochairs"]
    if subject and any(v.sense == "hold" for _, v in scene.verbs(subject[-1], place)):
        return meet._replace(kind="co-chairs meeting", cochairs=True)
    body = _acronym_body(scene, place) or _subject_body(scene, start, place)
    if body is None:
        return meet
    return meet._replace(
        body=body, kind="session" if meet.word in ("session", "meeting") and meet.kind == "talks" else meet.kind
    )


def _acronym_body(scene: Discourse, place: int) -> Standing | None:
    acronym = scene.values[place].acronym
    after = place + 1
    while acronym is None and scene.is_a(after, "OF", "THE"):
        after += 1
    if acronym is None and (after == place + 1 or not scene.is_a(after, "N")):
        return None
    owner = scene.acronyms.get(acronym or scene.quote(after, after))
    if owner is None:
        return None
    value = scene.values[owner]
    return value if isinstance(value, Standing) else value.body


def _subject_body(scene: Discourse, start: int, place: int) -> Standing | None:
    """The body that stands before a verb of holding and "its" meeting, or that owns it ("the commission's ...")."""
    for at in reversed(scene.find(("BODY",), max(start, place - 12), place)):
        held = any(
            v.sense in ("hold", "open", "close", "complete") for _, v in scene.verbs(at + 1, place)
        ) or scene.is_a(place - 1, "ITS", "THEIR")
        if held and not scene.has(("PERSON",), at, place):
            return scene.values[at]  # type: ignore[no-any-return]
    return None


def _met(scene: Discourse, place: int) -> list[_Mention]:
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
    people = _met_by(scene, place)
    cochairs = any(scene.values[p] == "cochairs" for p in scene.find(("SIDES",), start, place)) or _cochairs(people)
    if bodies and not cochairs and not scene.has(("PERSON",), bodies[-1], place):
        ordinal = next((scene.values[p] for p in scene.find(("ORD",), place, min(stop, place + 9))), None)
        meet = Meet("meeting", "session", ordinal, scene.values[bodies[0]], turn, cochairs=False, format=None)
        mention = _mention(scene, place, place, _with_body_format(scene, place, stop, meet), state=state)
        return [mention] if not future or mention.date or mention.place or ordinal else []
    lands = {p.of for p in people}
    if not people and verb.sense == "meet" and _officials_met(scene, start, place):
        meet = Meet("meeting", "talks", None, None, None, cochairs=False, format=None)
        return [_mention(scene, place, place, meet, state=state)]
    if len(people) < 2 or (len(lands) < 2 and not cochairs):
        return []
    if verb.sense != "meet" and (scene.is_a(place - 1, "WHO") or not _guest(scene, place, stop)):
        return []
    body = scene.values[bodies[-1]] if bodies and cochairs else None
    meet = Meet(
        "meeting", "co-chairs meeting" if cochairs else "talks", None, body, None, cochairs=cochairs, format=None
    )
    mention = _mention(scene, place, place, meet, state=state)
    mention.people = people
    mention.received = verb.lemma in scene.settings.get("receiving", ())
    return [mention]


def _officials_met(scene: Discourse, start: int, place: int) -> bool:
    """ "Officials of Kenya and Uganda met in Nairobi": told by countries alone, with a place or a day right behind."""
    if not scene.is_a(place + 1, "IN", "ON", "HERE", "DATE", "WEEKDAY"):
        return False
    told = {code for at in scene.find(("LANDS", "ADJ"), start, place) for code in scene.codes(at)}
    return len(told) == 2 and told <= set(scene.pair)


def _guest(scene: Discourse, place: int, stop: int) -> bool:
    """Whether a person stands right behind "received": a guest, not a proposal."""
    reach = 6 if scene.has(("DATE",), place + 1, place + 3) else 4  # "was received on Monday by X"
    near = scene.first(("PERSON", "N"), place + 1, min(place + reach, stop))
    return near is not None and scene.person_at(near) is not None


def _with_body_format(scene: Discourse, place: int, stop: int, meet: Meet) -> Meet:
    near = scene.first(("FORMAT",), place, min(stop, place + 8))
    return meet._replace(format=scene.values[near]) if near is not None else meet


def _cochairs(people: list[Named]) -> bool:
    """Whether two persons are named as co-chairs."""
    return sum(p.chairs for p in people) > 1


def _visited(scene: Discourse, place: int) -> list[_Mention]:
    """A visit of a person to another country, told by a verb."""
    sentence = scene.sentence_at(place)
    target = scene.first(("COUNTRY", "CAPITAL", "CITY"), place + 1, min(place + 6, sentence.last))
    if target is None:
        return _official_visit(scene, place)
    people = _visitors(scene, place, scene.codes(target)[0])
    if scene.codes(target)[0] not in scene.pair or not (people or _delegation(scene, place, target)):
        return []
    meet = Meet("visit", "visit", None, None, None, cochairs=False, format=None)
    mention = _mention(scene, place, target, meet)
    mention.people = people[:1]
    mention.place = mention.place or place_name(scene, target)
    verb = scene.verb(place)
    if scene.is_a(place - 1, "WILL", "WOULD"):
        mention.status = "planned"
    if mention.status is None and verb is not None and (verb.form == "past" or ahead(scene, place, verb)):
        mention.status = "planned" if ahead(scene, place, verb) else "held"
    return [mention]


def _delegation(scene: Discourse, place: int, target: int) -> bool:
    """ "The Omani delegation is to visit Mumbai on May 12": nobody named, but a day and a town."""
    sentence = scene.sentence_at(place)
    who = [p for p in scene.find(("LANDS", "SIDE"), sentence.first, place) if not scene.has(("VBD",), p, place)]
    dated = scene.has(("DATE", "DURATION"), target + 1, min(target + 4, sentence.last))
    return bool(who) and dated and scene.is_a(target, "CAPITAL", "CITY") and scene.has(("WILL", "TO"), who[-1], place)


def _official_visit(scene: Discourse, place: int) -> list[_Mention]:
    """ "The visit of the Indian minister to Vietnam takes place from ...": the visitor told of by office only."""
    office = next((p for p in range(place + 2, place + 4) if scene.is_a(p, "OFFICE")), None)
    if office is None or not scene.is_a(place + 1, "OF"):
        return []
    person = holder(scene, office)
    if person is None:
        return []
    meet = Meet("visit", "visit", None, None, None, cochairs=False, format=None)
    mention = _mention(scene, place, office, meet)
    post = scene.values[office].post
    mention.people, mention.place = [person], mention.place or post
    return [mention] if mention.date is not None else []


def _visitors(scene: Discourse, place: int, there: str) -> list[Named]:
    """Who visits: the last person named before the verb, or the first behind it, who is not of the country visited."""
    sentence = scene.sentence_at(place)
    fit = [(p, person) for p, person in scene.persons_in(sentence) if person.of != there]
    before = [person for p, person in fit if p < place]
    behind = [person for p, person in fit if p > place]
    if scene.is_a(place + 1, "OF", "BY"):
        return behind[:1] or before[-1:]
    return before[-1:] or behind[:1]


def _persons(scene: Discourse, place: int) -> list[Named]:
    found = {named.name: named for _, named in reversed(scene.persons_in(scene.sentence_at(place)))}
    return list(reversed(found.values()))


def _met_by(scene: Discourse, place: int) -> list[Named]:
    """Who met by the verb at a symbol: persons named, those told of by office only, and who "he" is."""
    sentence = scene.sentence_at(place)
    people = _persons(scene, place)
    offices = [holder(scene, p) for p in scene.find(("OFFICE",), sentence.first, sentence.last)]
    people += [named for named in offices if named is not None and named.name not in {p.name for p in people}]
    if scene.is_a(sentence.first, "HE") and sentence.number:
        people += [named for _, named in scene.persons_in(scene.sentences[sentence.number - 1])[:1]]
    return [named if named.of else named._replace(of=country_of(scene, named)) for named in people]


def _when(scene: Discourse, mention: _Mention) -> When | None:
    return scene.when(mention.date).when if mention.date is not None else None


def _other_day(scene: Discourse, one: _Mention, two: _Mention) -> bool:
    """Whether two mentions bear dates that do not touch."""
    if one.date is None or two.date is None or one.date == two.date:
        return False
    a, b = _when(scene, one), _when(scene, two)
    if a is None or b is None or None in (a.first, a.last, b.first, b.last):
        return False
    return bool(a.last < b.first or b.last < a.first)  # type: ignore[operator]


# --- one meeting, many mentions ---------------------------------------------------------------------------------------


def _worth(scene: Discourse, mention: _Mention) -> bool:
    """Whether a mention may open a claim of its own: of a body, of persons from two countries, or of a pair."""
    meet = mention.meet
    if meet.word == "visit":
        return bool(mention.people) or not scene.is_a(mention.first, "MEETING")
    if meet.body is not None and (not meet.body.bare or len(meet.body.countries) > 1):
        return True
    if len({p.of for p in mention.people if p.of}) > 1:
        return True
    if meet.cochairs and mention.status == "held" and scene.is_a(mention.first - 1, "A"):
        return True  # "before the session, the co-chairs held a one-on-one meeting"
    if (
        (meet.level or (meet.sort is not None and mention.status in ("held", "planned")))
        and mention.date is not None
        and abs(mention.date - mention.last) <= _CLOSE
    ):
        return True  # "the senior officials' meeting was held on Tuesday"
    sentence = scene.sentence_at(mention.first)
    lands = scene.find(("LANDS", "PAIR", "BETWEENPAIR"), sentence.first, sentence.last)
    if meet.kind == "talks" and mention.status is not None and len({p.of for p in mention.people}) > 1:
        return True
    told = mention.status is not None and (mention.date is not None or mention.place is not None)
    return (told or bool(mention.people)) and any(len(scene.codes(p)) > 1 for p in lands)


def _groups(scene: Discourse, mentions: list[_Mention]) -> list[list[_Mention]]:
    """Mentions of one meeting together; bare mentions ("the meeting") join the one under way."""
    groups: list[list[_Mention]] = []
    current: list[_Mention] | None = None
    early: list[_Mention] = []
    for mention in mentions:
        near = groups[-_REACH:]
        home = next((g for g in near if _same(scene, g[-_REACH:], mention)), None)
        if mention.follows and groups:
            home = max(near, key=lambda g: g[-1].first)
        if (
            home is None
            and _bare(mention)
            and current is not None
            and not _of_others(scene, current[-_REACH:], mention)
        ):
            home = current
        if home is None and (_of_series(near, mention) or _worth(scene, mention)):
            home = []
            groups.append(home)
        if home is None:
            if not groups and _bare(mention):
                early.append(mention)
            continue
        home.append(mention)
        home += early
        early = []
        if mention.status != "planned" or current is None:
            current = home
    return groups


def _of_others(scene: Discourse, group: list[_Mention], mention: _Mention) -> bool:
    """ "At a separate meeting", "was also received by": men of two sides, at least one of whom has no part in it."""
    mine = {p.name for p in mention.people}
    if len({p.of for p in mention.people}) < 2 or scene.is_a(mention.first - 1, "THIS"):
        return False
    theirs = {p.name for m in group for p in m.people}
    if mention.received:
        return not mine <= theirs
    if mention.chairs and not scene.is_a(mention.first, "MEETING") and _body_chaired(scene, mention.first):
        return False
    if not theirs or not scene.is_a(mention.first, "MEETING"):
        theirs |= scene.chairs.keys()
    if scene.is_a(mention.first - 1, "THE"):
        return bool(theirs) and not mine & theirs
    return bool(theirs) and bool(mine - theirs)


def _body_chaired(scene: Discourse, verb: int) -> bool:
    """ "The committee was co-chaired by X and Y": told of its session."""
    bodies = scene.find(("BODY",), scene.sentence_at(verb).first, verb)
    return bool(bodies) and scene.values[bodies[-1]].bare and verb - bodies[-1] <= _NEAR


def _of_series(groups: list[list[_Mention]], mention: _Mention) -> bool:
    """A session told by number or turn alone ("the 19th session", "the next session") belongs to the body under way."""
    meet = mention.meet
    if meet.body is not None and not meet.body.bare:
        return False
    if meet.level or meet.word not in ("session", "meeting", "elided") or (meet.ordinal is None and meet.turn is None):
        return False
    named = (m.meet.body for g in groups for m in g[-_REACH:] if m.meet.body is not None and not m.meet.body.bare)
    body = next(named, None)
    if body is None:
        return False
    mention.meet = meet._replace(body=body, kind="session")
    return True


def _bare(mention: _Mention) -> bool:
    meet = mention.meet
    return (
        mention.definite
        and not meet.cochairs
        and meet.ordinal is None
        and meet.turn is None
        and meet.word != "visit"
        and not meet.level
        and (meet.body is None or meet.body.bare)
        and mention.status not in ("planned", "postponed", "cancelled")
    )


def _same(scene: Discourse, group: list[_Mention], mention: _Mention) -> bool:
    meet = mention.meet
    if meet.word == "visit":
        return any(
            m.meet.word == "visit" and {p.name for p in m.people} & {p.name for p in mention.people} for m in group
        )
    if meet.level or any(m.meet.level for m in group):
        return False
    if any(_apart(other, mention) or _other_day(scene, other, mention) for other in group):
        return False
    meets = [m.meet for m in group]
    if meet.ordinal is not None and any(m.ordinal == meet.ordinal and _may_be_of(m.body, meet.body) for m in meets):
        return True
    body = meet.body
    if body is None:
        ahead_only = meet.turn == "next" and meet.kind != "visit" and meet.ordinal is None
        return ahead_only and all(m.status in ("planned", None) for m in group) and group[0].meet.kind == "session"
    if all(_bare(m) for m in group) and meet.kind != "visit" and mention.status in ("held", None) and meet.turn is None:
        mine, theirs = {p.name for p in mention.people}, {p.name for m in group for p in m.people}
        return not mine or not theirs or bool(mine & theirs)
    return any(
        m.body is not None and m.cochairs == meet.cochairs and (m.body.bare or body.bare or _same_body(m.body, body))
        for m in meets
    )


def _may_be_of(one: Standing | None, two: Standing | None) -> bool:
    """Whether two bodies may be one: a body that is not told, or told by its kind alone, may be any."""
    if one is None or two is None or one.bare or two.bare or _same_body(one, two):
        return True
    return one.kind == two.kind and bool(one.countries) and set(one.countries) == set(two.countries)


def _same_body(one: Standing, two: Standing) -> bool:
    if one.kind != two.kind or (one.countries and two.countries and set(one.countries) != set(two.countries)):
        return False
    a, b = set(one.name.lower().split()), set(two.name.lower().split())
    return a <= b or b <= a or len(a & b) >= 3


def _apart(other: _Mention, mention: _Mention) -> bool:
    """Whether two mentions cannot be of one meeting."""
    if other.meet.turn != mention.meet.turn and {"next", "last"} & {other.meet.turn, mention.meet.turn}:
        if mention.meet.turn == "next" and mention.meet.ordinal is None and other.status in ("planned", "postponed"):
            return False
        return other.meet.ordinal is None or other.meet.ordinal != mention.meet.ordinal
    if other.meet.word == "visit":
        return True
    if None not in (other.meet.ordinal, mention.meet.ordinal):
        return other.meet.ordinal != mention.meet.ordinal
    states = {other.status, mention.status}
    return "held" in states and bool(states & {"planned", "postponed", "cancelled"})


# --- the claim --------------------------------------------------------------------------------------------------------


def _claim(scene: Discourse, group: list[_Mention], mentions: list[_Mention] | None) -> Meeting | None:
    """What a group of mentions says; all mentions are given for the meeting that the document is about."""
    main = mentions is not None
    ranked = sorted(group, key=lambda m: -m.weight)
    best = ranked[0]
    state = next((m.status for m in ranked if m.status), "planned" if best.meet.turn == "next" else None)
    state = state or _by_date(scene, ranked) or _told_as_past(scene, ranked)
    if state is None:
        return None
    state = "planned" if state == "proposed" else state
    people = {p.name: p for m in group for p in m.people}
    if (
        mentions is not None
        and state == "held"
        and best.meet.word != "visit"
        and len({p.of for p in people.values()}) < 2
    ):
        people.update(_beside(scene, group, mentions))
    chairs = {p.name: p for m in group for p in m.chairs} if best.meet.word != "visit" else {}
    if main and state == "planned" and chairs:
        chairs.update(scene.chairs)
    body = next((m.meet.body for m in group if m.meet.body is not None and not m.meet.body.bare), None)
    if not main and state == "held" and not people and not any(m.date or m.place for m in group):
        return None  # "approved following the sixth meeting"
    ranked.sort(key=lambda m: m.status != state)
    date, rule = _date(scene, ranked, state, main=main)
    if (
        state == "held"
        and date is not None
        and scene.published is not None
        and str(When(date).first) > str(scene.published)
    ):
        state = "planned"
    if state == "planned" and date is not None and best.meet.word == "visit" and _over(scene, date):
        state = "held"
    start, end = _extent(scene, best)
    return Meeting(
        **scene.place(start, end),
        body=body.name if body else None,
        ordinal=next((m.meet.ordinal for m in group if m.meet.ordinal is not None), None),
        kind=_kind(group, best, body, list(people.values())),  # type: ignore[arg-type]
        date=date,
        place=next((m.place for m in ranked if m.place), None),
        format=next((m.meet.format for m in group if m.meet.format), None),
        status=state,  # type: ignore[arg-type]
        participants=tuple(people) if state == "held" or best.meet.kind in ("visit", "talks") else tuple(chairs),
        chairs=tuple(chairs),
        countries=tuple(body.countries if body and len(body.countries) > 1 else scene.pair),
        rule="meeting",
        date_rule=rule,
    )


def _over(scene: Discourse, date: str) -> bool:
    """Whether a date lies wholly before publication."""
    last = When(date).last
    return scene.published is not None and last is not None and last < scene.published


def _beside(scene: Discourse, group: list[_Mention], mentions: list[_Mention]) -> dict[str, Named]:
    """The two sides' men when the meeting's own sentence names fewer: co-chairs, or those of the sentences beside it."""
    found = dict(scene.chairs)
    if len(found) > 1:
        return found
    own = {mention.first for mention in group}
    talks = [m for m in mentions if m.meet.kind == "talks" and m.people and m.first not in own]
    others = {scene.sentence_at(m.first).number for m in talks}
    for number in dict.fromkeys(scene.sentence_at(mention.first).number for mention in group[:_TOLD_IN]):
        for sentence in scene.sentences[max(0, number - 1) : number + 2]:
            if sentence.number in others:
                continue
            for place in scene.find(("PERSON",), sentence.first, sentence.last):
                named = scene.person_at(place)
                if named is not None and named.role:
                    found[named.name] = named
        if len({p.of for p in found.values()}) > 1:
            return found
    return found if len({p.of for p in found.values()}) > 1 else {}


def _by_date(scene: Discourse, ranked: list[_Mention]) -> str | None:
    """Held or planned by its date alone, when no verb says it."""
    for mention in ranked:
        if mention.date is None or scene.published is None or abs(mention.date - mention.last) > 8:
            continue
        when = scene.when(mention.date).when
        if when is not None and when.first is not None and when.last is not None:
            return "planned" if when.first > scene.published else "held" if when.last <= scene.published else None
    return None


def _told_as_past(scene: Discourse, ranked: list[_Mention]) -> str | None:
    """A session with body that stands in a sentence of the plain past has been held."""
    for mention in ranked:
        if mention.meet.body is None or mention.meet.turn == "next":
            continue
        start, stop = clause(scene, mention.first)
        if scene.has(("WILL", "WOULD"), start, stop):
            continue
        if any(v.form == "past" for _, v in scene.verbs(start, stop)) or scene.has(("REACHVERB",), start, stop):
            return "held"
    return None


def _kind(group: list[_Mention], best: _Mention, body: Standing | None, people: list[Named]) -> str:
    if best.meet.level:
        return "other"
    kinds = [m.meet.kind for m in group]
    numbered = any(m.meet.ordinal is not None for m in group)
    if "co-chairs meeting" in kinds or (_cochairs(people) and not numbered and not any(m.own_body for m in group)):
        return "co-chairs meeting"
    if body is not None and "session" in kinds:
        return "session"
    if best.meet.kind == "talks" and _cochairs(people):
        return "co-chairs meeting"
    return best.meet.kind


def _date(scene: Discourse, ranked: list[_Mention], state: str, *, main: bool) -> tuple[str | None, str | None]:
    """The date of the mention that says most; a far-off year counts only right beside the name."""
    for mention in ranked:
        resolved = _worked_out(scene, mention, state)
        if resolved is None or resolved.when is None or mention.date is None:
            continue
        value = _closed(resolved.when.value)
        year = When(value).year
        old = len(value) == _YEAR_ONLY and year is not None and scene.year is not None and year < scene.year - 1
        if not old or abs(mention.date - mention.last) <= _BESIDE:
            return value, resolved.rule
    if ranked[0].meet.cochairs and state == "held":
        return _day_of_session(scene, ranked)
    return _from_publication(scene, ranked) if main and state == "held" else (None, None)


def _worked_out(scene: Discourse, mention: _Mention, state: str) -> Resolved | None:
    date = moved_to(scene, mention.first) if state == "postponed" else mention.date
    if date is None:
        return None
    expression = scene.values[day_meant(scene, date)]
    if state == "postponed":
        expression = replace(expression, relation="in")  # "until the spring" is when, not how long
    return scene.work_out(expression, "future" if state in ("planned", "postponed") else "past")


def _from_publication(scene: Discourse, ranked: list[_Mention]) -> tuple[str | None, str | None]:
    first = min(m.first for m in ranked)
    published = scene.published
    if published is None or first >= _LEAD or ranked[0].meet.turn is not None:
        return None, None
    if any(_going_on(scene, mention) for mention in ranked):
        return published.isoformat(), f"going on when told ({published.isoformat()})"
    if scene.document.published is None:
        return published.isoformat(), f"the day of the dateline ({published.isoformat()})"
    return published.isoformat()[:7], f"no date in the text: month of publication ({published.isoformat()})"


def _day_of_session(scene: Discourse, ranked: list[_Mention]) -> tuple[str | None, str | None]:
    """Co-chairs who meet "before the session" or "first" meet on the day of the session told in the sentence before."""
    first = scene.sentence_at(min(m.first for m in ranked))
    for place in scene.find(("MEETING",), scene.sentences[max(0, first.number - 1)].first, first.last):
        date = None if scene.values[place].cochairs else date_near(scene, place, place)
        when = scene.when(date, ahead=False).when if date is not None else None
        if when is not None:
            return when.value, "the day of the session"
    return None, None


def _going_on(scene: Discourse, mention: _Mention) -> bool:
    """Whether the meeting is told of while it goes on: "which is being held in Baku"."""
    return any(
        verb.sense == "hold" and verb.form == "past" and scene.is_a(place - 1, "BEEN") and scene.is_a(place - 2, "IS")
        for place, verb in scene.verbs(*clause(scene, mention.first))
    )


def _closed(value: str) -> str:
    """A period with both ends: "by the end of 2024" dates a meeting within 2024."""
    return value.removeprefix("../").removesuffix("/..")


def _extent(scene: Discourse, mention: _Mention) -> tuple[int, int]:
    first, last = mention.first, mention.last
    if (
        mention.date is not None
        and 0 < mention.date - last <= 6
        and scene.sentence_at(mention.date) == scene.sentence_at(last)
    ):
        last = mention.date
    return scene.starts[first], scene.ends[last]
