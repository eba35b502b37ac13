"""Builders for numbers and ordinals in words."""

from __future__ import annotations

from typing import Any

from servanda.grammar import Builder, Match, Printed


def _spelled(match: Match) -> tuple[str, Any]:
    total = match.get("ones", 1 if match.has("a") else 0)
    if match.has("hundred"):
        total = total * 100 + match.get("tens", 0) + match.get("unit", 0) + match.get("rest", 0)
    elif match.has("dozen"):
        total *= match["dozen"]
    else:
        total += match.get("tens", 0)
    return "SPELLED", Printed(str(total), False)


def _ordinal(match: Match) -> tuple[str, Any]:
    return "ORD", match.get("tens", 0) + (match["ord"] if match.has("ord") else match["ord2"])


BUILDERS: dict[str, Builder] = {"spelled": _spelled, "ordinal": _ordinal}
