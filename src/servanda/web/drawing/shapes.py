"""Lines, dots and scales."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from markupsafe import Markup

_STEPS: Final = (1, 2, 2.5, 5, 10)


@dataclass(frozen=True, slots=True)
class Scale:
    """Values between ``low`` and ``high`` laid along a line from ``start`` to ``end``, in units of the picture."""

    low: float
    high: float
    start: float
    end: float

    def at(self, value: float) -> float:
        """Where a value lies; what is beyond an end is drawn at it."""
        share = (value - self.low) / (self.high - self.low) if self.high > self.low else 0.5
        return self.start + (self.end - self.start) * min(max(share, 0.0), 1.0)

    def day(self, value: dt.date) -> float:
        """Where a day lies on a scale of days."""
        return self.at(value.toordinal())


def days(listed: Iterable[dt.date], start: float, end: float) -> Scale:
    """A scale that holds some days, with a little room at both ends."""
    told = [day.toordinal() for day in listed]
    first, last = min(told), max(told)
    room = max((last - first) * 0.03, 15)
    return Scale(first - room, last + room, start, end)


def ticks(low: float, high: float, count: int = 4) -> list[float]:
    """Round values between two others, about so many.

    >>> ticks(0, 3.7)
    [0.0, 1.0, 2.0, 3.0]
    """
    if high <= low:
        return [low]
    raw = (high - low) / count
    size = 10.0 ** math.floor(math.log10(raw))
    step = next(size * one for one in _STEPS if size * one >= raw)
    first = math.ceil(low / step - 1e-9)
    return [round(n * step, 10) for n in range(first, math.floor(high / step + 1e-9) + 1)]


def years(scale: Scale) -> Iterator[tuple[int, float]]:
    """The years that begin within a scale of days, not so many that they touch, each with its place."""
    first, last = dt.date.fromordinal(int(scale.low)).year, dt.date.fromordinal(int(scale.high)).year
    step = max(1, math.ceil((last - first + 1) / max((scale.end - scale.start) / 60, 1)))
    for year in range(first, last + 1):
        begins = dt.date(year, 1, 1).toordinal()
        if scale.low <= begins <= scale.high and year % step == 0:
            yield year, scale.at(begins)


def shape(name: str, text: str | None = None, /, **attributes: object) -> Markup:
    """An element; ``class_`` is its class, and in names ``_`` stands for ``-``."""
    told = Markup("").join(
        Markup(' {}="{}"').format(key.rstrip("_").replace("_", "-"), _written(value))
        for key, value in attributes.items()
        if value is not None
    )
    if text is None:
        return Markup("<{}{}/>").format(name, told)
    return Markup("<{}{}>{}</{}>").format(name, told, text, name)


def group(parts: Iterable[Markup], title: str) -> Markup:
    """Shapes that belong together, with what a pointer that rests on them is told."""
    return Markup("<g><title>{}</title>{}</g>").format(title, Markup("").join(parts))


def picture(parts: Iterable[Markup], *, width: float, height: float, label: str) -> Markup:
    """The whole, as a picture with a name; wider than a phone, it can be moved sideways."""
    return Markup(
        '<div class="chart" role="region" tabindex="0" aria-label="{0}">'
        '<svg viewBox="0 0 {1} {2}" role="img" aria-label="{0}" xmlns="http://www.w3.org/2000/svg">{3}</svg></div>'
    ).format(label, _written(width), _written(height), Markup("\n").join(parts))


def _written(value: object) -> str:
    return f"{value:.1f}".removesuffix(".0") if isinstance(value, float) else str(value)
