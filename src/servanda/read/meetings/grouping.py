"""One meeting, many mentions: which of them belong together."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise
from typing import Final

from servanda.read.discourse import Discourse, Sentence
from servanda.read.meetings.mention import CLOSE, Mention, on_margins
from servanda.read.phrases import Standing
from servanda.values import When

_AT: Final = ("LOC", "DAT", "GEN", "ABL", "ACC")  # cases of what was told of before
_NEAR: Final = 3  # symbols between a body and the verb that tells of it
#: Mentions and meetings looked back at, where a mention looks for its own; far more than a report holds.
_REACH: Final = 48
_LASTS: Final = 5  # days between the parts of one session


def grouped(scene: Discourse, mentions: list[Mention]) -> list[list[Mention]]:
    """Mentions of one meeting together; bare mentions ("the meeting") join the one under way."""
    groups: list[list[Mention]] = []
    current: list[Mention] | None = None
    early: list[Mention] = []
    for mention in mentions:
        near = groups[-_REACH:]
        home = next((g for g in near if _same(scene, g[-_REACH:], mention)), None)
        if mention.follows and groups:
            home = max(near, key=lambda g: g[-1].first)
        if home is None and mention.chairs and mention.status == "planned" and mention.meet.body is None:
            home = next((g for g in reversed(near) if all(m.status == "planned" for m in g[-_REACH:])), None)
        if (
            home is None
            and _bare(mention)
            and current is not None
            and not _of_others(scene, current[-_REACH:], mention)
            and not (scene.final and mention.status == "held" and all(m.status == "planned" for m in current[-_REACH:]))
        ):
            home = current
        if home is None and _only_attended(scene, mention):
            continue
        if home is None and (_of_series(scene, near, mention) or _worth(scene, mention)):
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


def _only_attended(scene: Discourse, mention: Mention) -> bool:
    """ "Also attending were A and B": tells who came to a meeting, and no meeting of its own."""
    verb = scene.verb(mention.first)
    return verb is not None and verb.sense == "attend"


def _worth(scene: Discourse, mention: Mention) -> bool:
    """Whether a mention may open a claim of its own: of a body, of persons from two countries, or of a pair."""
    meet = mention.meet
    if meet.word == "visit":
        return bool(mention.people) or not scene.is_a(mention.first, "MEETING")
    if meet.body is not None and (not meet.body.bare or len(meet.body.countries) > 1):
        return True
    if len({p.of for p in mention.people if p.of}) > 1:
        return True
    if scene.final and meet.cochairs and mention.date is not None and mention.status is not None:
        return True
    if meet.cochairs and mention.status == "held" and scene.is_a(mention.first - 1, "A"):
        return True  # "before the session, the co-chairs held a one-on-one meeting"
    if (
        (meet.level or (meet.sort is not None and mention.status in ("held", "planned")))
        and mention.date is not None
        and abs(mention.date - mention.last) <= CLOSE
    ):
        return True  # "the senior officials' meeting was held on Tuesday"
    sentence = scene.sentence_at(mention.first)
    lands = scene.find(("LANDS", "PAIR", "BETWEENPAIR"), sentence.first, sentence.last)
    pairs = any(len(scene.codes(p)) > 1 for p in lands) or _adjectives(scene, sentence)
    sides = scene.final and meet.word == "talks" and scene.has(("SIDES",), sentence.first, sentence.last)
    pairs = pairs or sides  # "the foreign ministries of the two countries held consultations"
    if meet.kind == "talks" and mention.status is not None and len({p.of for p in mention.people}) > 1:
        return True
    told = mention.status is not None and (mention.date is not None or mention.place is not None)
    return (told or bool(mention.people)) and pairs


def _adjectives(scene: Discourse, sentence: Sentence) -> bool:
    """ "Kenyan and Ugandan officials": the two countries told by their adjectives."""
    told = scene.find(("ADJ",), sentence.first, sentence.last)
    return any(
        two - one == 2 and scene.is_a(one + 1, "AND") and {*scene.codes(one), *scene.codes(two)} == set(scene.pair)
        for one, two in pairwise(told)
    )


def _of_others(scene: Discourse, group: list[Mention], mention: Mention) -> bool:
    """ "At a separate meeting", "was also received by": men of two sides, at least one of whom has no part in it."""
    mine = {p.name for p in mention.people}
    if len({p.of for p in mention.people}) < 2 or scene.is_a(mention.first - 1, "THIS"):
        return False
    if on_margins(scene, mention.first):
        return True
    if scene.final and mention.meet.word == "meeting" and scene.is_a(mention.first, "MEETING"):
        return not scene.is_a(mention.last + 1, *_AT)  # "held a meeting", but not "at the meeting"
    verb = scene.verb(mention.first)
    if verb is not None and verb.sense == "attend":
        sentence = scene.sentence_at(mention.first)
        return scene.has(("EVENT", "EVENTHEAD"), sentence.first, sentence.last)
    theirs = {p.name for m in group for p in m.people}
    if mention.received:
        return not mine <= theirs
    if mention.chairs and not scene.is_a(mention.first, "MEETING") and _body_chaired(scene, mention.first):
        return False
    if not theirs or not scene.is_a(mention.first, "MEETING"):
        theirs |= scene.chairs.keys()
    if scene.final or scene.is_a(mention.first - 1, "THE"):
        return bool(theirs) and not mine & theirs
    return bool(theirs) and bool(mine - theirs)


def _body_chaired(scene: Discourse, verb: int) -> bool:
    """ "The committee was co-chaired by X and Y": told of its session."""
    if scene.has(("ANAPHOR",), max(verb - _NEAR, scene.sentence_at(verb).first), verb):
        return True  # "the event, co-chaired by X and Y"
    bodies = scene.find(("BODY",), scene.sentence_at(verb).first, verb)
    return bool(bodies) and scene.values[bodies[-1]].bare and verb - bodies[-1] <= _NEAR


def _of_series(scene: Discourse, groups: list[list[Mention]], mention: Mention) -> bool:
    """A session told by number or turn alone ("the 19th session", "the next session") belongs to the body under way."""
    meet = mention.meet
    if meet.body is not None and not meet.body.bare:
        return False
    if meet.level or meet.word not in ("session", "meeting", "elided") or (meet.ordinal is None and meet.turn is None):
        return False
    named = (m.meet.body for g in groups for m in g[-_REACH:] if m.meet.body is not None and not m.meet.body.bare)
    body = next(named, None) or _only_body(scene)
    if body is None:
        return False
    mention.meet = meet._replace(body=body, kind="session")
    return True


def _only_body(scene: Discourse) -> Standing | None:
    """The one joint body that the document names in full."""
    full = [body for named in scene.bodies_in_full.values() for body in named.values() if body.joint]
    return full[0] if len(full) == 1 else None


def _bare(mention: Mention) -> bool:
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


def _same(scene: Discourse, group: list[Mention], mention: Mention) -> bool:
    meet = mention.meet
    if meet.word == "visit":
        return any(
            m.meet.word == "visit" and {p.name for p in m.people} & {p.name for p in mention.people} for m in group
        )
    if meet.level or (meet.body is None and meet.ordinal is None and meet.turn != "next"):
        return False
    for other in group:
        if other.meet.level or _apart(other, mention) or _other_day(scene, other, mention):
            return False
    meets = [m.meet for m in group]
    if meet.ordinal is not None and any(m.ordinal == meet.ordinal and _may_be_of(m.body, meet.body) for m in meets):
        return True
    body = meet.body
    if body is None and meet.ordinal is not None and meet.turn is None and _numbered_later(group, mention):
        return True
    if body is None:
        ahead_only = meet.turn == "next" and meet.kind != "visit" and meet.ordinal is None
        return (
            ahead_only
            and all(m.status in ("planned", None) for m in group)
            and _of_kind(scene, group[0].meet.kind, meet.kind)
        )
    if (
        not mention.owns
        and all(_bare(m) for m in group)
        and meet.kind != "visit"
        and mention.status in ("held", None)
        and meet.turn is None
    ):
        mine, theirs = {p.name for p in mention.people}, {p.name for m in group for p in m.people}
        if scene.final and meet.ordinal is not None and _told_by_verb(scene, group):
            return False  # "they met; then the 5th session was held": where the verb tells of talks, they were talks
        return not mine or not theirs or bool(mine & theirs)
    return any(
        m.body is not None and m.cochairs == meet.cochairs and (m.body.bare or body.bare or _same_body(m.body, body))
        for m in meets
    )


def _numbered_later(group: list[Mention], mention: Mention) -> bool:
    """ "The session of the Commission ended on Thursday. X and Y chaired the third session": its number told later."""
    sessions = all(m.meet.kind == "session" and m.meet.ordinal is None and m.meet.turn is None for m in group)
    held = {m.status for m in group} == {"held"} and mention.status in ("held", None)
    return sessions and held and mention.definite and not mention.owns and mention.date is None and bool(mention.chairs)


def _of_kind(scene: Discourse, first: str, kind: str) -> bool:
    """Whether the next one may be of a group: a session, and where the verb comes last anything told twice alike."""
    return first == "session" or (scene.final and first == kind)


def _may_be_of(one: Standing | None, two: Standing | None) -> bool:
    """Whether two bodies may be one: a body that is not told, or told by its kind alone, may be any."""
    if one is None or two is None or one.bare or two.bare or _same_body(one, two):
        return True
    return one.kind == two.kind and (not two.countries or set(one.countries) == set(two.countries))


def _told_by_verb(scene: Discourse, group: list[Mention]) -> bool:
    """Whether men of two sides are told to have met, by a verb and by no name of a meeting."""
    return any(
        not scene.is_a(m.first, "MEETING") and len({p.of for p in m.people if p.of}) > 1 and not m.chairs for m in group
    )


def _same_body(one: Standing, two: Standing) -> bool:
    if one.kind != two.kind or (one.countries and two.countries and set(one.countries) != set(two.countries)):
        return False
    a, b = set(one.name.lower().split()), set(two.name.lower().split())
    return a <= b or b <= a or len(a & b) >= 3


def _apart(other: Mention, mention: Mention) -> bool:
    """Whether two mentions cannot be of one meeting."""
    if other.meet.turn != mention.meet.turn and {"next", "last"} & {other.meet.turn, mention.meet.turn}:
        if mention.meet.turn == "next" and other.status in ("planned", "postponed"):
            return None not in (mention.meet.ordinal, other.meet.ordinal) and mention.meet.ordinal != other.meet.ordinal
        return other.meet.ordinal is None or other.meet.ordinal != mention.meet.ordinal
    if other.meet.word == "visit":
        return True
    if None not in (other.meet.ordinal, mention.meet.ordinal):
        return other.meet.ordinal != mention.meet.ordinal
    states = {other.status, mention.status}
    return "held" in states and bool(states & {"planned", "postponed", "cancelled"})


def _when(scene: Discourse, mention: Mention) -> When | None:
    return scene.when(mention.date).when if mention.date is not None else None


def _other_day(scene: Discourse, one: Mention, two: Mention) -> bool:
    """Whether two mentions bear dates that do not touch."""
    if one.date is None or two.date is None or one.date == two.date:
        return False
    a, b = _when(scene, one), _when(scene, two)
    if a is None or b is None or None in (a.first, a.last, b.first, b.last):
        return False
    if one.meet.ordinal is not None and one.meet.ordinal == two.meet.ordinal:
        a, b = sorted((a, b), key=lambda when: when.first or dt.date.min)
        return (b.first - a.last).days > _LASTS  # type: ignore[operator]
    return bool(a.last < b.first or b.last < a.first)  # type: ignore[operator]
