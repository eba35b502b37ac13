"""Meetings mentioned by name: "the 18th session of the commission", the title of its protocol."""

from __future__ import annotations

from typing import Final

from servanda.read.clauses import ahead, clause, place_name
from servanda.read.discourse import Discourse
from servanda.read.meetings.mention import Mention, mention_at
from servanda.read.meetings.naming import Meet
from servanda.read.phrases import Standing, countries_in

#: Symbols that name countries.
_LANDS: Final = ("COUNTRY", "ADJ", "LANDS")
#: What stands between a body and its meeting, where a participle tells of it.
_HELD_AT: Final = ("VBP", "VBF", "DATE", "CAPITAL", "CITY", "CITYOF", "COUNTRY", "LOC")
#: One of these beside a bare "the talks" makes it worth a look.
_BESIDES: Final = (
    "DATE", "CAPITAL", "CITY", "COUNTRY", "PERSON", "LANDS", "PAIR", "BETWEENPAIR", "BODY", "FORMAT", "ORD",
)  # fmt: skip


def by_name(scene: Discourse) -> list[Mention]:
    """Every mention by name that can add anything, in order of place but for those of papers, which come last."""
    places = [place for place in scene.find(("MEETING",)) if _tells(scene, place)]
    found = [mention_at(scene, place, place, _with_body(scene, place)) for place in places]
    found = [m for m in found if m.meet.body is None or m.meet.body.kind not in scene.settings.get("event_bodies", ())]
    found = [m for m in found if m.meet.word != "elided" or (m.status is not None and _known(m.meet))]
    for place in scene.find(("INSTRUMENT",)):
        if scene.values[place].meet is not None:
            found += _of_paper(scene, place)
    return _without_visits(scene, found)


def _known(meet: Meet) -> bool:
    """Whether a short name stands for a body that the document names in full."""
    return meet.acronym is None or meet.body is not None


def _tells(scene: Discourse, place: int) -> bool:
    """Whether a mention can add anything: a bare "the talks" counts only beside a day, a place or a person."""
    meet: Meet = scene.values[place]
    if scene.is_a(place - 1, "ITS") and scene.is_a(place - 2, "SINCE"):
        behind = place + 2 if scene.is_a(place + 1, "COMMA") else place + 1
        placed = meet.ordinal is not None and scene.is_a(place + 1, "IN") and scene.is_a(place + 2, "CAPITAL", "CITY")
        if not (scene.is_a(behind, "VBD") or placed):
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
    if not scene.is_a(place + 1, "OF"):
        return False
    whose = place + 3 if scene.is_a(place + 2, "THE") else place + 2
    return scene.is_a(whose, "EVENTHEAD", "EVENT", "ORG")


def _of_paper(scene: Discourse, place: int) -> list[Mention]:
    """A meeting named in the title of its protocol: it has been held when the protocol is signed.

    What was agreed at an earlier session ("the agreements of the 18th meeting") tells nothing of the one at hand.
    """
    signed = [(p, v) for p, v in scene.verbs(*clause(scene, place)) if v.sense == "sign"]
    if not any(not ahead(scene, p, v) for p, v in signed):
        return []
    mention = mention_at(scene, place, place, scene.values[place].meet)
    mention.status = "held"
    return [mention]


def _without_visits(scene: Discourse, found: list[Mention]) -> list[Mention]:
    """A visit beside a meeting in one sentence only tells where the meeting was."""
    if all(mention.meet.word != "visit" for mention in found):
        return found
    beside: dict[int, list[Mention]] = {}
    for mention in found:
        if mention.meet.word != "visit":
            beside.setdefault(scene.sentence_at(mention.first).number, []).append(mention)
    kept: list[Mention] = []
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


def _own_visit(scene: Discourse, mention: Mention) -> bool:
    """A visit told for itself: "who is on an official visit to Hungary", "the state visit of President X to Kenya in May"."""
    if scene.final:
        return mention.date is not None and bool(mention.people)
    article = mention.first - 2 if scene.is_a(mention.first - 1, "DURATION") else mention.first - 1
    on_it = scene.is_a(article, "A") and scene.is_a(article - 1, "ON")
    if on_it and scene.is_a(article - 2, "IS", "WAS"):
        return True
    return scene.is_a(mention.last + 1, "OF") and scene.is_a(mention.last + 2, "PERSON") and mention.date is not None


def _with_body(scene: Discourse, place: int) -> Meet:
    """The meeting with its body and format, also where the body is the subject: "the Commission held its 12th meeting"."""
    meet: Meet = scene.values[place]
    start, stop = clause(scene, place)
    if meet.format is None:
        near = scene.first(("FORMAT",), place, min(stop, place + 4))
        if near is not None:
            meet = meet._replace(format=scene.values[near])
    if meet.body is not None and meet.body.bare and meet.ordinal is not None:
        return meet._replace(body=body_meant(scene, meet.body) or meet.body)
    if meet.body is not None or meet.word in ("visit", "summit"):
        return meet
    if scene.is_a(place - 1, "SIDES") and meet.ordinal is None and scene.text[scene.starts[place]].isupper():
        return meet._replace(level=True)  # "the Ministers Meeting on 2 December"
    subject = [p for p in scene.find(("SIDES",), start, place) if scene.values[p] == "cochairs"]
    if subject and any(v.sense == "hold" for _, v in scene.verbs(subject[-1], place)):
        return meet._replace(kind="co-chairs meeting", cochairs=True)
    body = _acronym_body(scene, place) or _subject_body(scene, start, place) or _body_behind(scene, place)
    if body is None:
        return meet
    if body.bare and meet.ordinal is not None:
        body = body_meant(scene, body) or body
    return meet._replace(
        body=body, kind="session" if meet.word in ("session", "meeting") and meet.kind == "talks" else meet.kind
    )


def _body_behind(scene: Discourse, place: int) -> Standing | None:
    """ "Komissiyanın apreldə Bakıda keçirilən iclası": the body before a participle and what dates and places it."""
    at = place - 1
    if not scene.final or not scene.is_a(at, "VBP", "VBF"):
        return None
    while scene.is_a(at, *_HELD_AT):
        at -= 1
    if not (scene.is_a(at, "GEN") and scene.is_a(at - 1, "BODY")):
        return None
    body: Standing = scene.values[at - 1]
    return (body_meant(scene, body) if body.bare else None) or body


def body_meant(scene: Discourse, bare: Standing) -> Standing | None:
    """The body that "the Commission" stands for: the only one of its kind that the document names in full."""
    full = scene.bodies_in_full.get(bare.kind, {})
    if len(full) > 1 and scene.final:
        longest = max(full, key=len)  # told by its full name once, and by a part of it elsewhere
        return full[longest] if all(set(name.split()) <= set(longest.split()) for name in full) else None
    return next(iter(full.values())) if len(full) == 1 else None


def _acronym_body(scene: Discourse, place: int) -> Standing | None:
    acronym = scene.values[place].acronym
    after = place + 1
    while acronym is None and scene.is_a(after, "OF", "THE"):
        after += 1
    if acronym is None and after > place + 1 and scene.is_a(after, "BODY"):
        return scene.values[after]  # type: ignore[no-any-return]
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
        ) or scene.is_a(place - 1, "ITS", "THEIR", "WHOSE")
        if held and not scene.has(("PERSON",), at, place):
            return _of_others(scene, start, at) or scene.values[at]
    return None


def _of_others(scene: Discourse, start: int, at: int) -> Standing | None:
    """ "Serbia's similar commission with China": a body of another pair than the document's, by its own countries."""
    body: Standing = scene.values[at]
    last = at + 3 if scene.is_a(at + 2, "THE") else at + 2
    if not body.bare or not scene.is_a(at + 1, "WITH"):
        return None
    codes = countries_in(scene.values[p] for p in (*range(max(start, at - 3), at), last) if scene.is_a(p, *_LANDS))
    if len(codes) != 2 or set(codes) == set(scene.pair):
        return None
    return body._replace(name=scene.quote(at, last), countries=codes, bare=False)
