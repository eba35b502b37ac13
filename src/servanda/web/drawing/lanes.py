"""A timeline at a glance: one lane for each kind of thing, planned and actual times joined."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Final

from markupsafe import Markup

from servanda.publish.answers import TimelineLine
from servanda.values import When
from servanda.web.drawing.shapes import Scale, days, group, picture, shape, years
from servanda.web.terms import tone
from servanda.web.wording import Wording

_WIDTH, _LEFT, _RIGHT, _LANE, _TOP = 1000.0, 110.0, 12.0, 34.0, 26.0
_DRAWN: Final = {"good": "done", "off": "offed"}


def lanes(lines: Sequence[TimelineLine], today: dt.date, words: Wording) -> Markup:
    """The picture of some lines of a timeline; nothing where there are fewer than three."""
    if len(lines) < 3:
        return Markup("")
    told = [day for line in lines for day in (_day(line.planned), _day(line.actual), line.day) if day]
    across = days(told, _LEFT, _WIDTH - _RIGHT)
    kinds = list(dict.fromkeys(line.kind for line in lines))
    height = _TOP + _LANE * len(kinds) + 6
    parts = [*_frame(kinds, across, height, words)]
    if across.low <= today.toordinal() <= across.high:
        x = across.day(today)
        parts.append(shape("line", class_="today", x1=x, x2=x, y1=_TOP - 8, y2=height))
    parts += [_drawn(line, _TOP + _LANE * (kinds.index(line.kind) + 0.5), across, words) for line in lines]
    label = words.catalogue.gettext("Chart: the timeline at a glance. The list that follows has the same.")
    return picture(parts, width=_WIDTH, height=height, label=label)


def _day(value: str | None) -> dt.date | None:
    """The middle of a time, where both ends are known."""
    try:
        told = When(value) if value else None
    except ValueError:
        return None
    if told is None or told.first is None or told.last is None:
        return None
    return told.first + (told.last - told.first) / 2


def _frame(kinds: Sequence[str], across: Scale, height: float, words: Wording) -> Iterator[Markup]:
    for year, x in years(across):
        yield shape("line", class_="grid", x1=x, x2=x, y1=_TOP - 10, y2=height)
        yield shape("text", str(year), x=x + 4, y=12)
    for number, kind in enumerate(kinds):
        y = _TOP + _LANE * (number + 0.5)
        yield shape("line", class_="grid", x1=_LEFT, x2=_WIDTH - _RIGHT, y1=y, y2=y)
        yield shape("text", words.term(kind), class_="strong", x=0, y=y + 4)


def _drawn(line: TimelineLine, y: float, across: Scale, words: Wording) -> Markup:
    planned, actual = _day(line.planned), _day(line.actual)
    title = f"{line.name}: {words.when(line.actual or line.planned)}, {words.term(line.status)}"
    parts = []
    if planned and actual and planned != actual:
        parts.append(shape("line", class_="slip", x1=across.day(planned), x2=across.day(actual), y1=y, y2=y))
        parts.append(shape("circle", class_="planned", cx=across.day(planned), cy=y, r=4))
    drawn = _DRAWN.get(tone(line.status), "awaited")
    parts.append(shape("circle", class_=drawn, cx=across.day(actual or planned or line.day), cy=y, r=5.5))
    return group(parts, title)
