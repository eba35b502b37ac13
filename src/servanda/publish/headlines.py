"""What a claim states, in one line."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from servanda.record import Claim


def headline(claim: Claim) -> str:
    """What a claim states, in one line."""
    return _HEADLINES[claim.type](claim)


def listed(*parts: object) -> str:
    """What there is of some parts, in a line."""
    return " · ".join(str(part) for part in parts if part not in (None, "", ()))


def _ordinal(number: int | None) -> str:
    return f"no. {number}" if number is not None else ""


def _number(value: Decimal) -> str:
    return f"{int(value):,}" if value == value.to_integral_value() else f"{value:f}"


def _figure(claim: Any) -> str:
    flow = f"{claim.source or '?'} → {claim.target or '?'}" if claim.source or claim.target else ""
    mark = claim.qualifier if claim.qualifier not in (None, "=") else ""
    level = f"{mark} {_number(claim.value)} {claim.unit or ''}".strip() if claim.value is not None else ""
    return listed(claim.indicator, claim.of, flow, level, _change(claim.change), "forecast" if claim.forecast else "")


def _change(change: Any) -> str:
    if change is None:
        return ""
    if change.percent is not None:
        return f"{change.direction} {change.percent} %"
    return f"{change.direction} {change.factor} times" if change.factor is not None else change.direction


def _instrument(claim: Any) -> str:
    count = f"{claim.count} ×" if claim.count is not None else ""
    return listed(count, _ordinal(claim.ordinal), claim.title, claim.kind, claim.status)


_HEADLINES: Final[dict[str, Callable[[Any], str]]] = {
    "meeting": lambda c: listed(_ordinal(c.ordinal), c.kind, c.body, c.place, c.status),
    "figure": _figure,
    "event": lambda c: listed(_ordinal(c.ordinal), c.name, c.place, c.status),
    "instrument": _instrument,
    "commitment": lambda c: listed(", ".join(c.who), c.what, c.status, c.strength),
    "person": lambda c: listed(c.name, c.role, c.of),
    "body": lambda c: listed(c.name, c.kind, c.status),
}
