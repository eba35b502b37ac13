"""When a paper was signed: its own day, or that of the meeting or event at which it was."""

from __future__ import annotations

from bisect import bisect_left
from typing import Final

from servanda.read.clauses import ahead, attributive, clause, date_near, over
from servanda.read.discourse import Discourse
from servanda.read.instruments.naming import Paper
from servanda.read.instruments.states import SENSES
from servanda.record import Event, Meeting
from servanda.values import When

HORIZON: Final = ("UNTIL", "FOR", "LESS")  # before a date up to which a paper runs: "until", "for", "up to 2020"
_TOLD = 64  # instruments looked back at for one already told; far more than a report holds


def dated(scene: Discourse, place: int, state: str) -> tuple[str | None, str | None]:
    """The day of signing (for a paper in preparation: the day on which it is to be signed) and the rule that gave it."""
    if state == "being implemented":
        return _signed_before(scene, place)
    if state not in ("signed", "agreed", "in force", "in preparation"):
        return None, None
    paper: Paper = scene.values[place]
    if paper.dated is not None and state != "in preparation":
        dated = scene.work_out(paper.dated, "past")
        if dated.when is not None:
            return dated.when.value, dated.rule
    start, stop = clause(scene, place)
    barred = HORIZON if state == "in force" else (*HORIZON, "SINCE")
    dates = [p for p in scene.find(("DATE",), start, stop) if p != scene.dateline and not attributive(scene, p)]
    if scene.final:
        own = date_near(scene, place, place)
        dates = [own] if own is not None and not scene.is_a(own + 1, *HORIZON) else []
    near = [p for p in dates if not scene.is_a(p - 1, *barred)]
    if state == "in preparation":
        near = [p for p in near if _signing_ahead(scene, place, p)]
    elif not near:
        near = _at_that_time(scene, start, stop)
    signing = [p for p, v in scene.verbs(place, stop) if v.sense in ("sign", "approve", "ratify")][:1]
    signing = scene.find(("INFORCE",), place, stop)[:1] if state == "in force" else signing
    for date in sorted(near, key=lambda p: (not (signing and 0 < p - signing[0] <= 3), abs(p - place))):
        resolved = scene.when(date, ahead=state == "in preparation")
        if resolved.when is None or _of_years(resolved.when):
            continue
        if not (state == "in preparation" and over(scene, resolved.when.value)):
            return resolved.when.value.removesuffix("/..").removeprefix("../"), resolved.rule
    if state not in ("signed", "agreed"):
        return None, None
    return _of_event(scene, place, start) or _of_meeting(scene, place, start, stop)


def _of_years(when: When) -> bool:
    """ "A road map for the period of 2022-2027": the years for which a paper is made, not the day of signing."""
    first, last = when.first, when.last
    return first is not None and last is not None and last.year > first.year


def _at_that_time(scene: Discourse, start: int, stop: int) -> list[int]:
    """ "Eight documents were concluded at that time": the last date told before, in the sentence before."""
    at = scene.first(("THATTIME",), start, stop)
    number = scene.sentence_at(start).number
    if at is None or not number:
        return []
    return scene.find(("DATE",), scene.sentences[number - 1].first, start)[-1:]


def _signed_before(scene: Discourse, place: int) -> tuple[str | None, str | None]:
    """The date in "the road map, signed in Tokyo in October 2019, is being implemented"."""
    if not (
        scene.is_a(place + 1, "COMMA") and scene.is_a(place + 2, "VBD") and scene.values[place + 2].sense == "sign"
    ):
        return None, None
    date = scene.first(("DATE",), place + 3, place + 8)
    resolved = scene.when(date, ahead=False) if date is not None else None
    return (resolved.when.value, resolved.rule) if resolved and resolved.when else (None, None)


def _signing_ahead(scene: Discourse, place: int, date: int) -> bool:
    first, last = sorted((place, date))
    if first == place and scene.is_a(place + 2, "READY") and scene.looks_ahead(date):
        return True  # "is being prepared for signing during the visit scheduled for 2024"
    if date < place and scene.verb(date + 1) is not None and scene.values[date + 1].form == "past":
        return False  # "on Thursday agreed to sign": the day of agreeing
    return any(v.sense in ("sign", "approve") and ahead(scene, p, v) for p, v in scene.verbs(first, last))


def _of_event(scene: Discourse, place: int, start: int) -> tuple[str | None, str | None] | None:
    """What was signed "at the forum" bears the day of the event told last before."""
    if not any(scene.is_a(p - 2, "AT", "DURING") for p in scene.find(("EVENTHEAD", "ANAPHOR"), start, place)):
        return None
    near = scene.told.get("events", [])[:_TOLD]
    held = (e for e in near if isinstance(e, Event) and e.status == "held" and e.date)
    before = [e for e in held if e.start < scene.starts[place]]
    return (before[-1].date, "the day of the event at which it was signed") if before else None


def _of_meeting(scene: Discourse, place: int, start: int, stop: int) -> tuple[str | None, str | None]:
    """What was signed "following the meeting" or told in the plain past bears the day of the meeting."""
    meeting = _meeting_told(scene, place)
    if meeting is None:
        return None, None
    at_meeting = scene.has(("MEETING",), start, stop)
    perfect = any(
        scene.is_a(p - k, "HAS", "HAD") for p, v in scene.verbs(start, stop) if v.sense in SENSES for k in (1, 2)
    )
    paper: Paper = scene.values[place]
    if perfect and not at_meeting and (paper.plural or not scene.is_a(place - 1, "A", "THE")):
        return None, None
    last = When(str(meeting.date)).last
    day = meeting.date if last is None or "/" not in str(meeting.date) else last.isoformat()
    return day, "the day of the meeting at which it was signed"


def _meeting_told(scene: Discourse, place: int) -> Meeting | None:
    """The held meeting of the sentence or the one before, else the latest of the document."""
    starts, held, latest = scene.meetings_held
    number = scene.sentence_at(place).number
    first = scene.starts[scene.sentences[max(0, number - 1)].first]
    last = scene.ends[scene.sentences[number].last - 1]
    near = held[bisect_left(starts, first) : bisect_left(starts, last)]
    return min(near, key=lambda meeting: str(meeting.date)) if near else latest
