"""Claims for the tests of reconciling, made by hand: what a report would have said, without a report."""

from __future__ import annotations

import datetime as dt
import itertools
from decimal import Decimal

from servanda.reconcile.observations import Said
from servanda.record import Change, Figure, Instrument
from servanda.values import Quantity

_NUMBERS = itertools.count(1)
BILLION = 10**9


def figure(
    indicator: str = "trade turnover",
    printed: str | None = None,
    period: str | None = None,
    *,
    way: str | None = None,
    scale: int = BILLION,
    unit: str = "USD",
    qualifier: str = "=",
    of: str | None = None,
    change: Change | None = None,
    forecast: bool = False,
    quote: str = "",
    **said: object,
) -> Said:
    """A figure claim between AZ and RU; ``way`` is written AZ>RU, ``printed`` the digits as they would stand in print."""
    source, target = way.split(">") if way else (None, None)
    value = None
    if printed is not None:
        value = Quantity.from_print(printed, unit=unit, scale=scale, qualifier=qualifier, exact=unit == "count")  # type: ignore[arg-type]
    claim = Figure(
        document=str(said.get("document", "d")),
        start=int(str(said.pop("start", 0))),
        end=int(str(said.pop("end", 0))),
        quote=quote or f"{indicator} {period} {printed} {next(_NUMBERS)}",
        indicator=indicator,
        of=of,
        source=source,
        target=target,
        countries=("AZ", "RU"),
        period=period,
        value=value and value.value,
        low=value and value.low,
        high=value and value.high,
        unit=unit if value else None,
        qualifier=qualifier if value else None,
        change=change,
        forecast=forecast,
    )
    return _said(claim, said)


def papers(
    count: int | None, status: str, *, ordinal: int | None = None, date: str | None = None, **said: object
) -> Said:
    """A claim about road maps between AZ and RU."""
    claim = Instrument(
        document="d", start=0, end=0, quote=f"road maps {count or ordinal} {status} {date}", kind="road map",
        title="road maps", status=status, date=date, count=count, ordinal=ordinal, countries=("AZ", "RU"),
    )  # fmt: skip
    return _said(claim, said)


def _said(claim: Figure | Instrument, said: dict[str, object]) -> Said:
    published = said.pop("published", None)
    day = dt.date.fromisoformat(str(published)) if published else None
    document = str(said.pop("document", "d"))
    return Said(
        id=claim.id, claim=claim, document=document, name=f"{document}.txt", published=day, language="en", **said
    )  # type: ignore[arg-type]


def grew(percent: str, base: str, direction: str = "up") -> Change:
    """Growth by so many percent."""
    return Change(percent=Decimal(percent), direction=direction, base=base)  # type: ignore[arg-type]
