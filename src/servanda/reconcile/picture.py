"""Figures as a Vega-Lite specification: claims as ranges by who counted, derived ranges, the official line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

from servanda.problems import UsageError
from servanda.reconcile.tables import Claimed, Entry

_CLAIMED: Final = "claimed"
_DERIVED: Final = "derived"


def specification(entries: Sequence[Entry]) -> dict[str, Any]:
    """One panel a series; the fonts are left to the default. Raises UsageError when no entry holds a level."""
    values = [point for one in entries for point in _points(one)]
    if not values:
        raise UsageError("there is no figure to draw")
    panels = list(dict.fromkeys(point["series"] for point in values))
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "background": "white",
        "vconcat": [_panel(title, [point for point in values if point["series"] == title]) for title in panels],
        "resolve": {"scale": {"color": "shared"}},
    }


def _panel(title: str, points: list[dict[str, Any]]) -> dict[str, Any]:
    periods = list(dict.fromkeys(point["period"] for point in sorted(points, key=lambda point: point["order"])))
    x = {
        "field": "period",
        "type": "ordinal",
        "sort": periods,
        "title": None,
        "axis": {"labelAngle": -30},
        "scale": {"type": "band"},
    }
    y = {
        "field": "low",
        "type": "quantitative",
        "title": points[0]["unit"],
        "axis": {"format": "~s"},
        "scale": {"zero": False},
    }
    color = {"field": "kind", "type": "nominal", "title": None}
    offset = {"field": "kind", "type": "nominal"}
    place = {"x": x, "xOffset": offset, "color": color}
    line = [point for point in points if point["kind"] not in (_CLAIMED, _DERIVED)]
    return {
        "title": title,
        "width": 480,
        "height": 160,
        "data": {"values": points},
        "layer": [
            {
                "mark": {"type": "rule", "strokeWidth": 6, "opacity": 0.5},
                "encoding": {**place, "y": y, "y2": {"field": "high"}},
            },
            {"mark": {"type": "point", "filled": True}, "encoding": {**place, "y": {**y, "field": "middle"}}},
            *_official(line, x, y, color),
        ],
    }


def _official(points: list[dict[str, Any]], x: Any, y: Any, color: Any) -> list[dict[str, Any]]:
    if not points:
        return []
    encoding = {"x": x, "y": {**y, "field": "middle"}, "color": color}
    return [{"data": {"values": points}, "mark": "line", "encoding": encoding}]


def _points(one: Entry) -> Iterator[dict[str, Any]]:
    yield from _claims(one, one.claimed, _CLAIMED)
    yield from _claims(one, one.official, "official")
    if one.derived is not None:
        yield _point(one, float(one.derived.low), float(one.derived.high), _DERIVED)


def _claims(one: Entry, claims: Iterable[Claimed], kind: str) -> Iterator[dict[str, Any]]:
    for claim in claims:
        low = claim.low if claim.low is not None else claim.high
        high = claim.high if claim.high is not None else claim.low
        if low is not None and high is not None:
            yield _point(one, low, high, f"{kind} {claim.basis}" if claim.basis else kind)


def _point(one: Entry, low: float, high: float, kind: str) -> dict[str, Any]:
    return {
        "series": one.series,
        "period": one.period,
        "order": f"{one.last} {one.first}",
        "unit": one.unit,
        "kind": kind,
        "low": low,
        "high": high,
        "middle": (low + high) / 2,
    }
