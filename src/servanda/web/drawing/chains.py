"""What was announced and when: each statement a row, from the day it was said to the time it spoke of."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Final

from markupsafe import Markup

from servanda.publish.answers import Chain, Move
from servanda.values import When
from servanda.web.drawing.shapes import Scale, days, group, picture, shape, years
from servanda.web.wording import Wording

_WIDTH, _LEFT, _RIGHT, _ROW, _TOP = 760.0, 12.0, 12.0, 24.0, 26.0
_MOST: Final = 14  # rows: what is longer is read as a list


def chain(one: Chain, today: dt.date, words: Wording) -> Markup:
    """The picture of a chain; nothing where no more than one time was announced."""
    rows = [(move, span) for move in one.chain if move.news and (span := _span(move))][-_MOST:]
    if len({move.window for move, _ in rows}) < 2:
        return Markup("")
    told = [day for move, span in rows for day in (move.said, *span)]
    across = days([*told, today] if not one.line.closed else told, _LEFT, _WIDTH - _RIGHT)
    height = _TOP + _ROW * len(rows) + 8
    parts = [*_years(across, height)]
    if across.low <= today.toordinal() <= across.high:
        x = across.day(today)
        parts.append(shape("line", class_="today", x1=x, x2=x, y1=_TOP - 6, y2=height))
    for number, (move, span) in enumerate(rows):
        parts.append(_row(move, span, _TOP + _ROW * (number + 0.5), across, words))
    label = words.catalogue.gettext(
        "Chart: the times announced, in the order of announcing. The list that follows has the same."
    )
    return picture(parts, width=_WIDTH, height=height, label=label)


def _span(move: Move) -> tuple[dt.date, dt.date] | None:
    """The first and the last day of the time announced; one alone where the other is open."""
    if move.window is None:
        return None
    try:
        told = When(move.window)
    except ValueError:
        return None
    first, last = told.first or told.last, told.last or told.first
    return (first, last) if first and last else None


def _years(across: Scale, height: float) -> Iterator[Markup]:
    for year, x in years(across):
        yield shape("line", class_="grid", x1=x, x2=x, y1=_TOP - 8, y2=height)
        yield shape("text", str(year), x=x + 4, y=12)


def _row(move: Move, span: tuple[dt.date, dt.date], y: float, across: Scale, words: Wording) -> Markup:
    said, first, last = across.day(move.said), across.day(span[0]), across.day(span[1])
    near = first if said < first else last if said > last else said
    title = f"{words.day(move.said)}: {words.term(move.status)}, {words.when(move.window)}"
    bar = (
        "done"
        if move.status in ("held", "done", "signed", "completed")
        else "offed"
        if move.status == "cancelled"
        else "awaited"
    )
    return group(
        (
            shape("line", class_="planned", x1=said, x2=near, y1=y, y2=y),
            shape("circle", class_="planned", cx=said, cy=y, r=4),
            shape("rect", class_=bar, x=first, y=y - 6, width=max(last - first, 6.0), height=12, rx=3),
        ),
        title,
    )
