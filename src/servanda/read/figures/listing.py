"""Amounts in a list, taken in order with topics or dates: "exports and imports amounted to …, respectively"."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from servanda.read.figures.drafts import Draft
from servanda.read.figures.topics import Topic

if TYPE_CHECKING:
    from servanda.read.figures.lines import Line

_JOINTS: Final = "AND COMMA THE THEIR AS_WELL_AS BOTH"


def couples(line: Line) -> dict[int, Draft]:
    """Lists of topics or of dates with as many amounts behind them, taken in order."""
    pairs: dict[int, Draft] = {}
    for run in _runs(line):
        if len(run) < 2:
            continue
        names = names_before(line, run[0])
        if len(names) == len(run):
            for topic, place in zip(names, run, strict=True):
                if line.fits(topic, place):
                    pairs[place] = line.made(topic, place)
                    pairs[place].listed = True
            continue
        days = _listed_dates(line, run)
        if len(days) == len(run):
            _date_pairs(line, run, days, pairs)
    return pairs


def _runs(line: Line) -> list[list[int]]:
    """Levels that stand in one list: "$1.5 billion and $620 million"."""
    runs: list[list[int]] = []
    for place in line.levels:
        if runs and line.sheet.only("AND COMMA TO", runs[-1][-1] + 1, place):
            runs[-1].append(place)
        else:
            runs.append([place])
    return runs


def names_before(line: Line, place: int) -> list[Topic]:
    """Topics in one list that are tied to the symbol behind it."""
    before = [t for t in line.topics if t.last < place]
    names: list[Topic] = []
    for topic in reversed(before):
        if names and not _joined(line, topic.last + 1, names[0].first):
            break
        if names and any(topic.last < level < names[0].first for level in line.levels):
            break
        names.insert(0, topic)
    if len(names) > 1 and line.linked(names[-1].last + 1, place):
        for topic in names[1:]:
            topic.owner = topic.owner or names[0].owner
            topic.ours = topic.ours or names[0].ours
            topic.pair = topic.pair or names[0].pair
        return names
    return []


def _joined(line: Line, first: int, last: int) -> bool:
    return last > first and line.sheet.only(_JOINTS, first, last)


def _listed_dates(line: Line, amounts: list[int]) -> list[int]:
    sheet = line.sheet
    days = sheet.find("DATE", line.first, amounts[0])
    run: list[int] = []
    for at in reversed(days):
        if run and not sheet.only("AND COMMA IN THE", at + 1, run[0]):
            break
        run.insert(0, at)
    return run if len(run) > 1 else []


def _date_pairs(line: Line, amounts: list[int], days: list[int], pairs: dict[int, Draft]) -> None:
    topic = line.left(amounts[0])
    if topic is None:
        return
    for place, day in zip(amounts, days, strict=True):
        draft = line.made(topic, place)
        draft.dated = day
        pairs[place] = draft
