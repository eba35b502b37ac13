"""The figures of a run as the last section of docs/benchmark.md."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

PAGE: Final = Path(__file__).parents[1] / "docs" / "benchmark.md"
HEADING: Final = "## What was measured\n"
_GROUPS: Final = {
    "opening: header, language": ("open",),
    "scanning": ("scan",),
    "values: numbers, quantities, times, counts": ("level numbers", "level quantities", "level times", "level counts"),
    "phrases: nations to indicators": ("level ",),
    "readers: meetings, events, instruments": ("reader meetings", "reader events", "reader instruments"),
    "reader of figures": ("reader figures",),
    "reader of commitments": ("reader commitments",),
    "people, bodies, discourse": ("reader ", "discourse"),
    "verification and ids": ("verify", "ids"),
}


def write(results: Mapping[str, Any]) -> None:
    """Put the figures of a whole run in the place of the last ones."""
    kept, _, _ = PAGE.read_text("utf-8").partition(HEADING)
    PAGE.write_text(kept + HEADING + "\n" + "\n".join(_section(results)) + "\n", encoding="utf-8")


def _section(found: Mapping[str, Any]) -> Iterator[str]:
    machine, reading, starting = found["machine"], found["reading"], found["starting"]
    yield (
        f"On {dt.datetime.now(dt.UTC):%Y-%m-%d}: Servanda {machine['servanda']}, Python {machine['python']}, "
        f"{machine['processors']} processors, yardstick {machine['yardstick_ms']:.0f} ms. Written by `scripts/bench --page`."
    )
    yield "\n| | |\n|---|---:|"
    yield f"| reading alone, reports a second and core | {reading['reading']:,.0f} |"
    yield f"| the same, every sentence telling something | {reading['dense']:,.0f} |"
    yield f"| with opening | {reading['opening_and_reading']:,.0f} |"
    for jobs in (1, 2):
        if batch := found.get(f"jobs {jobs}"):
            command = f"`servanda read --jobs {jobs}`, journal written"
            yield f"| {command}, reports a second | {batch['a_second']:,.0f} |"
            yield f"| {command}, memory in MB | {batch['memory_mb']:,.0f} |"
    yield f"| `servanda --help`, seconds | {starting['help']:.2f} |"
    yield f"| first claim of a file, nothing kept, seconds | {starting['first claim, nothing kept']:.2f} |"
    yield f"| first claim of a file, new ledger, seconds | {starting['first claim, new ledger']:.2f} |"
    if compared := found.get("comparison"):
        yield f"| spaCy, quantulum3 and dateparser together, reports a second and core | {compared['together']:.1f} |"
        yield f"| Servanda beside them, times as fast | {compared['ratio']:.0f} |"
    yield "\n| stage | share |\n|---|---:|"
    for name, share in _shares(found["stages"]).items():
        yield f"| {name} | {share:.0%} |"
    yield "\n| characters of one text | ms for 1,000 characters | against the shortest |\n|---:|---:|---:|"
    first = found["growth"][0]
    for row in found["growth"]:
        cost = row["open"] + row["read"]
        yield f"| {row['characters']:,} | {cost:.2f} | {cost / (first['open'] + first['read']):.2f} |"


def _shares(stages: Mapping[str, float]) -> dict[str, float]:
    shares = dict.fromkeys(_GROUPS, 0.0)
    for stage, spent in stages.items():
        group = next(name for name, beginnings in _GROUPS.items() if stage.startswith(beginnings))
        shares[group] += spent / sum(stages.values())
    return shares
