"""Fact, goal or forecast: what the words before a figure say of it."""

from __future__ import annotations

from typing import Final, Literal

from servanda.read.figures.drafts import Draft
from servanda.read.figures.sheet import Sheet

Mood = Literal["fact", "target", "forecast"]

_OPEN: Final = frozenset({"base", "ing"})
_TOLD: Final = frozenset({"past", "third"})
_VERBS: Final = "VB VN VBD VBZ VBG UPVERB UPNOUN DOWNVERB DOWNNOUN REACHVERB REACHED MULTIPLE EXCEED DEAL"


def mood(sheet: Sheet, draft: Draft, floor: int) -> Mood:
    """Walk left from the figure: the first word that tells of fact, goal or forecast decides.

    ``floor`` is the first symbol that may speak of this figure.
    """
    if sheet.has("STANDING", max(floor, draft.place - 3), draft.place):
        return "fact"
    if sheet.at(draft.place + 1, "GOAL") or (
        draft.topic.first > draft.place and sheet.at(draft.topic.last + 1, "GOAL")
    ):
        return "target"
    start = draft.verb or draft.place
    start = draft.growth.first if draft.growth is not None and draft.amount is None else start
    if draft.growth is not None:
        start = min(start, draft.growth.first + 1)
    found = _walk(sheet, draft, start, floor)
    if found == "target" and sheet.has("FORECAST", floor, start):
        return "forecast"
    return found


#: Symbols at which the walk looks twice; all others are passed over.
_TELLING: Final = (
    "SEMI GOAL SHOULD MUST FORECAST WILL WOULD CAN MAY TO VB VN VBD VBZ VBG DEAL UPVERB DOWNVERB REACHVERB REACHED"
)


def _walk(sheet: Sheet, draft: Draft, start: int, floor: int) -> Mood:
    for at in reversed(sheet.find(_TELLING, max(floor, start - 30), start)):
        found = _at(sheet, draft, at, floor)
        if found is not None:
            return found
    return "fact"


def _at(sheet: Sheet, draft: Draft, at: int, floor: int) -> Mood | None:
    """What one symbol says of the figure, None when nothing."""
    if sheet.at(at, "SEMI"):
        return "fact"
    if sheet.at(at, "GOAL SHOULD MUST"):
        return "target"
    if sheet.at(at, "FORECAST"):
        return "forecast"
    if sheet.at(at, "WILL WOULD CAN MAY"):
        return _willed(sheet, draft, at, floor)
    if sheet.at(at, "TO"):
        if sheet.at(at - 1, "GOAL") and sheet.has("EXCEED REACHVERB REACHED", max(floor, at - 5), at):
            return "fact"
        if not (_is_verb(sheet, at + 1) or _unknown_verb(sheet, at)):
            return None
        return "forecast" if sheet.at(at - 1, "READYTO") or _foretold(sheet, at, floor) else "target"
    verb = sheet.scene.verb(at)
    wanted = verb is not None and verb.sense in sheet.kit.words.goal
    if verb is not None and wanted and (verb.form in _OPEN or sheet.at(at - 1, "IS BE") or sheet.at(at + 1, "VB")):
        return "target"
    return "fact" if _told(sheet, at) else None


def _foretold(sheet: Sheet, at: int, floor: int) -> bool:
    """ "Expected to reach" foretells; "to bring trade to" alone is a goal."""
    return sheet.has("FORECAST", max(floor, at - 4), at)


def _is_verb(sheet: Sheet, at: int) -> bool:
    """A verb behind "to": its form must be the bare one."""
    if not sheet.at(at, _VERBS):
        return False
    verb = sheet.scene.verb(at)
    if verb is not None:
        return verb.form == "base" and verb.sense not in sheet.kit.words.telling
    bare = sheet.values[at] not in ("past", "third", "ing") or sheet.word(at) in sheet.kit.words.alike
    return bare and not sheet.at(at, "INDICATOR")


def _unknown_verb(sheet: Sheet, at: int) -> bool:
    """A word that no list knows, behind a verb of wanting and "to", is a verb ("undertaken to hire")."""
    verb = sheet.scene.verb(at - 1)
    return verb is not None and verb.sense in sheet.kit.words.goal and sheet.at(at + 1, "w")


def _told(sheet: Sheet, at: int) -> bool:
    """A verb that tells of what is or was; behind "be" it tells nothing ("should be raised to")."""
    if sheet.at(at - 1, "BE"):
        return False
    if sheet.at(at, "VBD VBZ"):
        return not sheet.at(at - 1, "THE THEIR ITS")  # "our states" are no verb
    if sheet.at(at, "DEAL"):
        verb = sheet.scene.verb(at)
        return verb is not None and verb.form in ("past", "third")
    if sheet.at(at - 1, "TO") and sheet.word(at) in sheet.kit.words.alike:
        return False
    return sheet.at(at, "UPVERB DOWNVERB REACHVERB REACHED") and sheet.values[at] in _TOLD


def _willed(sheet: Sheet, draft: Draft, at: int, floor: int) -> Mood:
    """ "Will reach" foretells, "will train 150 specialists" is a plan; "will reach the target" was a goal already."""
    if sheet.has("FORECAST", floor, at):
        return "forecast"
    acts = sheet.has("VB VN DEAL", at + 1, draft.place)
    return "target" if acts and draft.topic.indicator not in ("trade turnover", "investment") else "forecast"
