"""Measures reconciling: against an exact oracle, against rivals on figures with known slips, and by the clock."""

from __future__ import annotations

import argparse
import json
import sys
import time
from pathlib import Path
from typing import Any

from bench.reconcile import culprits, oracle, speed


def main() -> int:
    """The parts that the arguments ask for; all of them when they name none."""
    asked = _arguments()
    every = not (asked.oracle or asked.cells or asked.speed)
    found: dict[str, Any] = {}
    if asked.oracle or every:
        found["oracle"] = _oracle(asked.oracle or 10_000)
    if asked.cells or every:
        found["cells"] = list(_cells(asked.cells or 100))
    if asked.speed or every:
        found["speed"] = list(_speed(asked.speed or 100_000))
    if asked.json:
        asked.json.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    return 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="scripts/bench reconcile", description=__doc__)
    parser.add_argument("--oracle", type=int, metavar="N", help="compare with z3 on so many random systems (10000)")
    parser.add_argument("--cells", type=int, metavar="N", help="find culprits among so many wrong claims a cell (100)")
    parser.add_argument("--speed", type=int, metavar="N", help="times, from 1,000 claims up to so many (100000)")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write all figures here")
    return parser.parse_args()


def _oracle(systems: int) -> dict[str, int]:
    found = oracle.compared(0, systems)
    print("  ".join(f"{name} {count:,}" for name, count in found.items()), flush=True)
    return found


def _cells(least: int) -> Any:
    print(
        "claims  errors anchors  wrong unseen | precision/recall/recall of what can be seen/of what official figures cover"
    )
    for claims in culprits.DENSITIES:
        for errors in culprits.ERRORS:
            for anchors in culprits.ANCHORS:
                found = culprits.cell(claims, errors, anchors, least=least)
                scores = (
                    f"{name} {one['precision']:.2f}/{one['recall']:.2f}/{one['visible recall']:.2f}/{one['covered recall']:.2f}"
                    for name, one in found["methods"].items()
                )
                head = f"{claims[0]}–{claims[1]}".ljust(8) + f"{errors:<7.0%}{anchors:<9}"
                print(f"{head}{found['wrong']:>5}{found['invisible']:>7} | " + " · ".join(scores), flush=True)
                yield found


def _speed(most: int) -> Any:
    claims = 1000
    while claims <= most:
        yield _shown(speed.measured(claims))
        claims *= 10
    yield _shown(speed.one_cluster(3000))
    yield _shown(speed.one_more(min(most, 100_000)))


def _shown(found: dict[str, Any]) -> dict[str, Any]:
    print(
        "  ".join(
            f"{name} {value:.2f}" if isinstance(value, float) else f"{name} {value:,}" for name, value in found.items()
        )
    )
    sys.stdout.flush()
    return found


if __name__ == "__main__":
    began = time.monotonic()
    status = main()
    print(f"{time.monotonic() - began:.0f} s")
    sys.exit(status)
