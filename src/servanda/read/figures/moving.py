"""Goods told by their number with the verb behind: "80 harvesters will be delivered to Zimbabwe"."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from servanda.read.figures.drafts import Draft
from servanda.read.figures.topics import Topic, codes

if TYPE_CHECKING:
    from servanda.read.figures.lines import Line

_STOPS: Final = "SEMI QUOTE WHICH WHO WHILE VBD VBZ REACHVERB @FIGUP @FIGDOWN COLON MONEY INDICATOR"
_FAR: Final = 12


def moved(line: Line, place: int) -> Draft | None:
    """Exports or imports of what an amount counts, when a verb of dealing in the passive follows."""
    sheet = line.sheet
    if not sheet.at(place, "COUNT MEASURE MONEY"):
        return None
    verb = _verb(line, place)
    if verb is None:
        return None
    topic = Topic(sheet.values[verb], place, verb, acted=True)
    if topic.indicator not in ("exports", "imports"):
        return None
    _countries(line, topic, place, verb)
    line.direct(topic, verb)
    if not (topic.owner or topic.source or topic.target):
        return None
    topic.of = sheet.text(place + 1, _noun_end(line, place, verb))
    draft = line.made(topic, place)
    draft.verb, draft.last = verb, max(verb, topic.end)
    return draft


def _verb(line: Line, place: int) -> int | None:
    sheet = line.sheet
    for at in range(place + 1, min(place + _FAR, line.last)):
        if sheet.at(at, "DEAL"):
            return at if sheet.at(at - 1, "IS WAS BE BEEN") else None
        if sheet.at(at, _STOPS):
            return None
    return None


def _noun_end(line: Line, place: int, verb: int) -> int:
    end = next(p for p in range(place + 1, verb + 1) if line.sheet.at(p, "AND IS WAS BE BEEN WILL HAS HAD COMMA COUNT"))
    return max(end - 1, place + 1)


def _countries(line: Line, topic: Topic, place: int, verb: int) -> None:
    """Whose goods they are: "3,000 Belarusian tractors and 80 combine harvesters"."""
    lands = [codes(line.sheet.values[p]) for p in line.sheet.find("ADJ", place, verb)]
    former = line.drafts[-1] if line.drafts and line.drafts[-1].verb == verb else None
    if len(lands) == 1 and len(lands[0]) == 1:
        topic.source = lands[0][0]
    elif former is not None:
        topic.source = replace(former.topic).source
