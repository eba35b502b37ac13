"""One quantity through time: every claim as a range, what follows from them, the official line, and where they disagree."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, NamedTuple

from markupsafe import Markup

from servanda.publish.answers import Period, SeriesLine
from servanda.web.drawing.shapes import Scale, group, picture, shape, ticks
from servanda.web.wording import Wording

_WIDTH, _HEIGHT = 1000.0, 260.0
_LEFT, _RIGHT, _TOP, _BOTTOM = 96.0, 12.0, 30.0, 34.0
_OPEN: Final = 16.0  # how far a range without an end is drawn
_ROOMY: Final = 130.0  # a period narrower than this shares its label with its neighbours
_SIGN: Final = Markup('<svg viewBox="0 0 20 12" aria-hidden="true">{}</svg>')
SORTS: Final = ("claimed", "expected", "official", "derived")


@dataclass(frozen=True, slots=True)
class _Mark:
    sort: str
    low: float | None
    high: float | None
    told: str

    @property
    def middle(self) -> float:
        ends = [end for end in (self.low, self.high) if end is not None]
        return sum(ends) / len(ends)


def legend(words: Wording) -> Markup:
    """What the marks of the charts stand for."""
    names = {
        "claimed": words.catalogue.gettext("claimed, with the range that the words leave open"),
        "expected": words.catalogue.gettext("expected or aimed at"),
        "official": words.catalogue.gettext("official statistics"),
        "derived": words.catalogue.gettext("derived: nobody said it, it follows"),
    }
    return Markup('<ul class="legend chart">{}</ul>').format(
        Markup("").join(
            Markup("<li>{}{}</li>").format(
                _SIGN.format(Markup("").join(_drawn(_Mark(sort, 1, 1, ""), 10.0, Scale(0, 2, 10, 2), wide=True))),
                names[sort],
            )
            for sort in SORTS
        )
    )


def series(line: SeriesLine, words: Wording) -> Markup:
    """The chart of a series; nothing where no period holds a level."""
    marks = [(period, list(_marks(period))) for period in line.periods]
    ends = [end for _, listed in marks for mark in listed for end in (mark.low, mark.high) if end is not None]
    if not ends:
        return Markup("")
    room = (max(ends) - min(ends)) * 0.12 or abs(max(ends)) * 0.1 or 1.0
    up = Scale(min(ends) - room, max(ends) + room, _HEIGHT - _BOTTOM, _TOP)
    band = (_WIDTH - _LEFT - _RIGHT) / len(marks)
    parts = [*_axis(up, line.unit, words)]
    for number, (period, listed) in enumerate(marks):
        name = words.months(period) if _labelled(number, band) else ""
        parts += _period(period, listed, _Band(_LEFT + band * number, band), up, name)
    parts += _official(marks, band, up)
    label = words.catalogue.gettext("Chart: %(title)s. The table that follows has the same.") % {"title": line.title}
    return picture(parts, width=_WIDTH, height=_HEIGHT, label=label)


def _labelled(number: int, band: float) -> bool:
    return number % max(1, round(_ROOMY / band)) == 0


def _marks(period: Period) -> Iterator[_Mark]:
    for point in (*period.claimed, *period.official):
        if point.low is not None or point.high is not None:
            sort = "official" if point.official else "expected" if point.expected else "claimed"
            who = point.speaker or point.basis or point.name
            yield _Mark(sort, point.low, point.high, f"{period.period}: {point.says} ({who})")
    if period.derived is not None:
        yield _Mark("derived", period.derived.low, period.derived.high, period.derived.says)


def _axis(up: Scale, unit: str, words: Wording) -> Iterator[Markup]:
    for value in ticks(up.low, up.high):
        y = up.at(value)
        yield shape("line", class_="grid", x1=_LEFT, x2=_WIDTH - _RIGHT, y1=y, y2=y)
        yield shape("text", words.short(value), x=_LEFT - 8, y=y + 4, text_anchor="end")
    yield shape("text", unit, class_="strong", x=0, y=14)


class _Band(NamedTuple):
    """The part of the width that a period has, shared evenly by its marks."""

    left: float
    width: float

    def place(self, number: int, count: int) -> float:
        return self.left + self.width * (number + 1) / (count + 1)


def _period(period: Period, marks: list[_Mark], band: _Band, up: Scale, name: str) -> Iterator[Markup]:
    if period.conflicts:
        yield shape("rect", class_="conflict", x=band.left, y=_TOP, width=band.width, height=_HEIGHT - _TOP - _BOTTOM)
    for number, mark in enumerate(marks):
        yield group(
            _drawn(mark, band.place(number, len(marks)), up, wide=band.width / (len(marks) + 1) > 10), mark.told
        )
    if name:
        yield shape("text", name, x=band.left + band.width / 2, y=_HEIGHT - 12, text_anchor="middle")


def _drawn(mark: _Mark, x: float, up: Scale, *, wide: bool) -> Iterator[Markup]:
    """A range as a bar, its middle as a dot; an end that is open as a dashed line that leads on."""
    low, high = mark.low, mark.high
    if low is not None and high is not None and high > low:
        yield shape("line", class_=f"{mark.sort} range", x1=x, x2=x, y1=up.at(low), y2=up.at(high))
    elif low is None or high is None:
        y = up.at(mark.middle)
        away = y - _OPEN if high is None else y + _OPEN
        yield shape("line", class_=f"{mark.sort} open", x1=x, x2=x, y1=y, y2=away, stroke_width=2)
    y = up.at(mark.middle)
    size = 4.0 if wide else 2.5
    if mark.sort == "derived":
        points = f"{x:.1f},{y - size - 1:.1f} {x + size + 1:.1f},{y:.1f} {x:.1f},{y + size + 1:.1f} {x - size - 1:.1f},{y:.1f}"
        yield shape("polygon", class_=mark.sort, points=points)
    elif mark.sort == "official":
        yield shape("rect", class_=mark.sort, x=x - size, y=y - size, width=size * 2, height=size * 2)
    else:
        hollow = "none" if mark.sort == "expected" else None
        yield shape("circle", class_=f"{mark.sort}{' hollow' if hollow else ''}", cx=x, cy=y, r=size)


def _official(marks: list[tuple[Period, list[_Mark]]], band: float, up: Scale) -> Iterator[Markup]:
    """The line that joins official figures."""
    points = []
    for number, (_, listed) in enumerate(marks):
        for place, mark in enumerate(listed):
            if mark.sort == "official":
                x = _Band(_LEFT + band * number, band).place(place, len(listed))
                points.append(f"{x:.1f},{up.at(mark.middle):.1f}")
    if len(points) > 1:
        yield shape("polyline", class_="official line", points=" ".join(points))
