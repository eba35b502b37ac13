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
    tags, chars, place = sheet.padded, sheet.scene.chars, draft.place
    if chars["STANDING"] in tags[max(floor, place - 3) : place]:
        return "fact"
    goal, behind = chars["GOAL"], draft.topic.last + 1
    if tags[place + 1] == goal or (draft.topic.first > place and tags[behind] == goal):
        return "target"
    start = draft.verb or place
    if draft.growth is not None:
        start = draft.growth.first if draft.amount is None else min(start, draft.growth.first + 1)
    found = _walk(sheet, draft, start, floor)
    if found == "target" and chars["FORECAST"] in tags[max(floor, 0) : max(start, 0)]:
        return "forecast"
    return found


#: Symbols at which the walk looks twice; all others are passed over.
_TELLING: Final = (
    "SEMI GOAL SHOULD MUST FORECAST WILL WOULD CAN MAY TO VB VN VBD VBZ VBG DEAL UPVERB DOWNVERB REACHVERB REACHED"
)


def _walk(sheet: Sheet, draft: Draft, start: int, floor: int) -> Mood:
    tags, telling = sheet.padded, sheet.sets[_TELLING]
    for at in range(start - 1, max(floor, start - 30, 0) - 1, -1):
        found = _at(sheet, draft, at, floor) if tags[at] in telling else None
        if found is not None:
            return found
    return "fact"


def _at(sheet: Sheet, draft: Draft, at: int, floor: int) -> Mood | None:
    """What one symbol says of the figure, None when nothing."""
    tag, sets = sheet.padded[at], sheet.sets
    if tag in sets["SEMI"]:
        return "fact"
    if tag in sets["GOAL SHOULD MUST"]:
        return "target"
    if tag in sets["FORECAST"]:
        return "forecast"
    if tag in sets["WILL WOULD CAN MAY"]:
        return _willed(sheet, draft, at, floor)
    if tag in sets["TO"]:
        if sheet.at(at - 1, "GOAL") and sheet.has("EXCEED REACHVERB REACHED", max(floor, at - 5), at):
            return "fact"
        if _bound_to(sheet, at):
            return "target"
        if not (_is_verb(sheet, at + 1) or _unknown_verb(sheet, at)):
            return None
        return "forecast" if sheet.at(at - 1, "READYTO") or _foretold(sheet, at, floor) else "target"
    verb = sheet.scene.verb(at)
    if verb is not None and verb.form == "base" and sheet.scene.settings.get("plain_infinitive"):
        return "forecast" if sheet.at(at - 1, "READYTO") or _foretold(sheet, at, floor) else "target"
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


def _bound_to(sheet: Sheet, at: int) -> bool:
    """ "Committed to bringing trade to $1 billion"."""
    verb = sheet.scene.verb(at - 1)
    return verb is not None and verb.sense in sheet.kit.words.goal and sheet.at(at + 1, "VBG")


def _unknown_verb(sheet: Sheet, at: int) -> bool:
    """A word that no list knows, behind a verb of wanting and "to", is a verb ("undertaken to hire")."""
    verb = sheet.scene.verb(at - 1)
    return verb is not None and verb.sense in sheet.kit.words.goal and sheet.at(at + 1, "w")


def _told(sheet: Sheet, at: int) -> bool:
    """A verb that tells of what is or was; behind "be" it tells nothing ("should be raised to")."""
    tag, before, sets = sheet.padded[at], sheet.padded[at - 1], sheet.sets
    if before in sets["BE"]:
        return False
    if tag in sets["VBD VBZ"]:
        return before not in sets["THE THEIR ITS"]  # "our states" are no verb
    if tag in sets["DEAL"]:
        verb = sheet.scene.verb(at)
        return verb is not None and verb.form in ("past", "third")
    if before in sets["TO"] and sheet.word(at) in sheet.kit.words.alike:
        return False
    return tag in sets["UPVERB DOWNVERB REACHVERB REACHED"] and sheet.values[at] in _TOLD


def _willed(sheet: Sheet, draft: Draft, at: int, floor: int) -> Mood:
    """ "Will reach" foretells, "will train 150 specialists" is a plan; "will reach the target" was a goal already."""
    if sheet.has("FORECAST", floor, at):
        return "forecast"
    acts = sheet.has("VB VN DEAL", at + 1, draft.place)
    return "target" if acts and draft.topic.indicator not in ("trade turnover", "investment") else "forecast"
