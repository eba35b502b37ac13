"""Runs the benchmark and prints what it found as tables, or as JSON."""

from __future__ import annotations

import argparse
import json
import os
import platform
import sys
import time
from collections.abc import Mapping
from importlib.metadata import version
from pathlib import Path
from typing import Any

from bench import names, page, processes, reading


def main() -> int:
    """The benchmark as the arguments ask for it."""
    asked = _arguments()
    results: dict[str, Any] = {"machine": machine()}
    if asked.what == "names":
        return _names(asked, results)
    results["loading the pack, ms"] = reading.warm() * 1000
    print(_title("Reading in one process"))
    results["reading"] = _shown(reading.speed(asked.documents))
    print(_title("Where the time goes, ms a document"))
    results["stages"] = _shared(reading.stages(min(asked.documents, 500)))
    if not asked.brief:
        _long(asked, results)
    if asked.compare:
        from bench.comparison import compared

        print(_title("The pipeline one would otherwise script, documents a second of work"))
        results["comparison"] = _shown(compared(asked.compare))
    _kept(asked, results)
    if asked.page:
        page.write(results)
    return 0


def _kept(asked: argparse.Namespace, results: Mapping[str, Any]) -> None:
    if asked.json:
        asked.json.write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")


def _names(asked: argparse.Namespace, results: dict[str, Any]) -> int:
    print(_title("Pairs of names"))
    results["names"] = _shown(names.speed(asked.documents))
    if asked.pairs:
        print(_title(f"Pairs of {asked.pairs.name}"))
        results["judged"] = _shown(names.judged(asked.pairs))
    print(_title("Documents that repeat one another"))
    results["origins"] = _shown(names.related(asked.documents))
    _kept(asked, results)
    return 0


def _long(asked: argparse.Namespace, results: dict[str, Any]) -> None:
    print(_title("Growth with the length of the text, ms for 1,000 characters"))
    results["growth"] = reading.growth([n for n in reading.LENGTHS if n <= asked.longest])
    for row in results["growth"]:
        cells = "".join(f"{name:>9}{row[name]:7.3f}" for name in ("open", "read", "claims"))
        print(f"{row['characters']:>12,} characters{cells}")
    with processes.folder(asked.documents) as place:
        for jobs in dict.fromkeys((1, min(2, os.cpu_count() or 1))):
            print(_title(f"servanda read FOLDER --jobs {jobs}"))
            results[f"jobs {jobs}"] = _shown(processes.batch(place, jobs=jobs))
        print(_title("Starting, seconds"))
        results["starting"] = _shown(processes.starting(place))


def machine() -> dict[str, Any]:
    """What the figures were measured on; `yardstick_ms` is a fixed piece of work, to compare machines and hours by."""
    began = time.process_time()
    words = [str(number * 7919 % 100_003) for number in range(200_000)]
    _ = sum(map(len, sorted(words)))
    took = time.process_time() - began
    found = {
        "servanda": version("servanda"),
        "python": platform.python_version(),
        "processors": os.cpu_count(),
        "yardstick_ms": took * 1000,
    }
    print(_title("Machine"))
    return dict(_shown(found))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="scripts/bench", description=__doc__)
    add = parser.add_argument
    add("what", nargs="?", choices=("all", "names"), default="all", help="names: names and origins only")
    add("--pairs", type=Path, metavar="FILE", help="with names: judge the pairs of this CSV file too")
    add("--documents", type=int, default=2000, metavar="N", help="so many different reports (2000)")
    add("--longest", type=int, default=10_000_000, metavar="N", help="characters of the longest text (10000000)")
    add("--brief", action="store_true", help="reading and its stages only")
    add("--compare", type=int, nargs="?", const=100, metavar="N", help="the other pipeline, on so many reports (100)")
    add("--json", type=Path, metavar="FILE", help="write all figures here")
    add("--page", action="store_true", help="put the figures into docs/benchmark.md")
    asked = parser.parse_args()
    if asked.page and asked.brief:
        parser.error("--page wants the whole benchmark, not --brief")
    return asked


def _title(words: str) -> str:
    return f"\n{words}\n{'-' * len(words)}"


def _shown(found: Mapping[str, Any]) -> Mapping[str, Any]:
    for name, value in found.items():
        print(f"{name.replace('_', ' '):<44}{value:>12,.2f}" if isinstance(value, float) else f"{name:<44}{value:>12}")
    return found


def _shared(spent: Mapping[str, float]) -> Mapping[str, float]:
    total = sum(spent.values())
    for name, value in spent.items():
        print(f"{name:<28}{value:>9.3f}{value / total:>8.1%}")
    print(f"{'all':<28}{total:>9.3f}")
    return spent


if __name__ == "__main__":
    sys.exit(main())
