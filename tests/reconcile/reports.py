"""The figures of real reports, kept as facts in `tests/quality/reports.jsonl`, as claims that can be reconciled."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

from servanda.reconcile.observations import Said, rounding
from servanda.record import Change, Figure

REPORTS = Path(__file__).parents[1] / "quality" / "reports.jsonl"


def said() -> Iterator[Said]:
    """Every figure of every report, bounded as its digits leave it."""
    for line in REPORTS.read_text("utf-8").splitlines():
        report = json.loads(line)
        published = dt.date.fromisoformat(report["published"]) if report.get("published") else None
        for number, fact in enumerate(report["facts"]):
            if fact["type"] == "figure" and " with " not in (fact.get("of") or ""):  # that is another pair's figure
                claim = _figure(fact, report, number)
                yield Said(id=claim.id, claim=claim, document=report["url"], name=report["url"], published=published)


def _figure(fact: dict[str, Any], report: dict[str, Any], number: int) -> Figure:
    value = Decimal(str(fact["value"])) if fact.get("value") is not None else None
    low, high = _bounds(value, fact) if value is not None else (None, None)
    change = fact.get("change")
    return Figure(
        document=report["url"],
        start=number,
        end=number,
        quote=f"{report['url']} {number}",
        indicator=fact["indicator"],
        of=fact.get("of"),
        source=fact.get("from"),
        target=fact.get("to"),
        countries=tuple(fact.get("countries") or report["pair"]),
        period=fact.get("period"),
        value=value,
        low=low,
        high=high,
        unit=fact.get("unit"),
        qualifier=fact.get("qualifier"),
        change=_change(change) if change else None,
        forecast=bool(fact.get("forecast")),
    )


def _bounds(value: Decimal, fact: dict[str, Any]) -> tuple[Decimal | None, Decimal | None]:
    if fact.get("qualifier") == ">":
        return value, None
    if fact.get("qualifier") == "<":
        return None, value
    half = rounding(value) if fact.get("unit") != "count" else Decimal(0)
    exponent = value.normalize().as_tuple().exponent
    if isinstance(exponent, int) and exponent < 0:
        half = Decimal(5).scaleb(exponent - 1)
    return value - half, value + half


def _change(told: dict[str, Any]) -> Change:
    parts = {name: Decimal(str(told[name])) for name in ("percent", "factor", "absolute") if told.get(name) is not None}
    return Change(direction=told.get("direction", "up"), base=told.get("base"), **parts)
