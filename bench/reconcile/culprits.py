"""Who finds the wrong figure: precision and recall of each method, cell by cell."""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import Any, Final

from bench.reconcile.figures import Anchors, Case, case
from bench.reconcile.rivals import METHODS
from servanda.reconcile.checking import check

DENSITIES: Final = ((8, 16), (20, 30), (40, 60))
ERRORS: Final = (0.01, 0.03, 0.10)
ANCHORS: Final[tuple[Anchors, ...]] = ("none", "annual", "monthly")


def cases(claims: tuple[int, int], errors: float, anchors: Anchors, *, least: int, seed: int = 1) -> Iterator[Case]:
    """Clusters until at least so many claims are wrong."""
    rng = random.Random(f"{seed} {claims} {errors} {anchors}")
    wrong = 0
    while wrong < least:
        made = case(rng, claims=rng.randint(*claims), errors=errors, anchors=anchors)
        wrong += len(made.wrong)
        yield made


def cell(claims: tuple[int, int], errors: float, anchors: Anchors, *, least: int, seed: int = 1) -> dict[str, Any]:
    """One cell of the table: how many claims were wrong, how many of them no logic can see, and each method's scores."""
    told = {name: [0, 0] for name in METHODS}
    wrong = invisible = 0
    for made in cases(claims, errors, anchors, least=least, seed=seed):
        wrong += len(made.wrong)
        seen = frozenset().union(*check(made.statements).conflicts.sets)
        invisible += len(made.wrong.keys() - seen)
        for name, method in METHODS.items():
            found = method(made.statements)
            told[name][0] += len(found & made.wrong.keys())
            told[name][1] += len(found)
    scores = {name: _scores(right, all_, wrong, wrong - invisible) for name, (right, all_) in told.items()}
    return {
        "claims": claims,
        "errors": errors,
        "anchors": anchors,
        "wrong": wrong,
        "invisible": invisible,
        "methods": scores,
    }


def _scores(right: int, told: int, wrong: int, visible: int) -> dict[str, float]:
    precision = right / told if told else 1.0
    recall = right / wrong if wrong else 1.0
    f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    return {"precision": precision, "recall": recall, "visible recall": right / visible if visible else 1.0, "f1": f1}
