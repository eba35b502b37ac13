"""Growth told item by item: "trade, exports and imports fell by 2.8, 1 and 4.9 percent", "construction – 15.1%"."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from servanda.quantities import Amount
from servanda.read.figures.changes import Growth
from servanda.read.figures.drafts import Draft
from servanda.read.figures.listing import names_before
from servanda.read.figures.topics import Topic

if TYPE_CHECKING:
    from servanda.read.figures.lines import Line

_TRENDS: Final = "@FIGUP @FIGDOWN"


def respective(line: Line, growth: Growth) -> list[Draft]:
    """As many topics before a verb of growth as percentages behind it, taken in order."""
    places = _behind(line, growth)
    if len(places) < 2:
        return []
    names = names_before(line, growth.first)
    if len(names) != len(places):
        return []
    drafts = []
    for topic, place in zip(names, places, strict=True):
        grown = replace(growth, first=place, last=place, place=place, amount=line.sheet.values[place])
        first, last = min(topic.first, place), max(topic.last, place)
        drafts.append(Draft(topic, line.flow(topic), place, first, last, growth=grown))
    return drafts


def shared(line: Line, growth: Growth) -> bool:
    """As many levels in a list as percentages behind it: "stood at $2 million and $3 million, up 4% and 5%"."""
    places = _behind(line, growth)
    listed = [d for d in line.drafts if d.listed and d.growth is None and d.place < growth.first]
    if len(places) < 2 or len(places) != len(listed) or line.sheet.has("SEMI WHILE", listed[-1].place, growth.first):
        return False
    for draft, place in zip(listed, places, strict=True):
        draft.growth = replace(growth, first=place, last=place, place=place, amount=line.sheet.values[place])
    listed[-1].last = max(listed[-1].last, places[-1])
    return True


def _behind(line: Line, growth: Growth) -> list[int]:
    """The percentage of a growth and those joined to it."""
    sheet, places, at = line.sheet, [growth.place], growth.last + 1
    while at < line.last:
        if sheet.at(at, "PERCENT") and at not in line.growing:
            places.append(at)
        elif not sheet.at(at, "COMMA AND"):
            break
        at += 1
    return places


def sectors(line: Line) -> list[Draft]:
    """A list under a word of growth, each item with its percentage behind a dash or in brackets."""
    sheet = line.sheet
    places = [p for p in sheet.find("PERCENT", line.first, line.last) if _is_item(line, p)]
    if len(places) < 2:
        return []
    trends = sheet.find(_TRENDS, line.first, places[0])
    if not trends or sheet.has("MONEY MEASURE COUNT", line.first, line.last):
        return []
    falling = sheet.at(trends[-1], "@FIGDOWN")
    opened = sheet.before(places[0] - 1, "COLON IN OF", trends[-1])
    if opened is None:
        return []
    return _items(line, places, opened, falling=falling)


def _is_item(line: Line, place: int) -> bool:
    sheet = line.sheet
    bracketed = sheet.at(place - 1, "OPEN") and sheet.at(place + 1, "CLOSE")
    return isinstance(sheet.values[place], Amount) and (bracketed or sheet.at(place - 1, "DASH COLON"))


def _items(line: Line, places: list[int], opened: int, *, falling: bool) -> list[Draft]:
    sheet, drafts = line.sheet, []
    indicator = sheet.kit.args("figure words")["item"]
    for place in places:
        first = opened + 1
        while sheet.at(first, "COMMA AND CLOSE SEMI THE") and first < place - 1:
            first += 1
        amount: Amount = sheet.values[place]
        down = amount.quantity.value < 0 or (falling and amount.quantity.value > 0)
        topic = Topic(indicator, first, place - 2, of=sheet.text(first, place - 2))
        growth = Growth(first, place, place, amount, "down" if down else "up")
        drafts.append(Draft(topic, line.flow(topic), place, first, place, growth=growth))
        opened = place
    return drafts
