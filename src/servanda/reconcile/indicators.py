"""What the indicators measure, read from ``data/indicators.yml``."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Any, Final, Literal

Measure = Literal["both", "one", "net", "either"]
Nature = Literal["flow", "stock", "told"]
Falls = Literal["never", "rarely", "freely"]

#: The ways in which a figure in print goes wrong, as `slips` in ``indicators.yml`` prices them.
SLIPS: Final = (
    "period", "unit", "digit", "direction", "sign", "kind", "share", "forecast", "copy", "basis", "other",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Family:
    """Indicators that are parts of one balance: exports, imports, turnover and balance are trade."""

    name: str
    measures: Mapping[str, Measure]
    nature: Nature
    falls: Falls = "freely"
    fills: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Definitions:
    """Everything that ``indicators.yml`` says; ``costs`` are -log of how often each slip happens."""

    families: Mapping[str, Family]
    by_indicator: Mapping[str, Family]
    papers: Mapping[str, frozenset[str]]
    about: Decimal
    near_months: int
    costs: Mapping[str, float]
    plausible: Mapping[str, Decimal]


@cache
def definitions() -> Definitions:
    """The definitions that ship with the package."""
    import yaml

    told = yaml.safe_load(files("servanda").joinpath("data", "indicators.yml").read_text("utf-8"))
    families = {name: Family(name=name, **entry) for name, entry in told["families"].items()}
    return Definitions(
        families=families,
        by_indicator={indicator: family for family in families.values() for indicator in family.measures},
        papers={name: frozenset(kinds) for name, kinds in told["papers"].items()},
        about=_decimal(told["about"]),
        near_months=told["near_months"],
        costs={slip: -math.log(told["slips"][slip]) for slip in SLIPS},
        plausible={name: _decimal(number) for name, number in told["plausible"].items()},
    )


def _decimal(number: Any) -> Decimal:
    return Decimal(str(number))
