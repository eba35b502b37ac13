"""Who finds the wrong figure: precision and recall of each method, cell by cell."""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import Any, Final

from bench.reconcile.figures import Anchors, Case, case
from bench.reconcile.rivals import METHODS
from servanda.reconcile.checking import check
from servanda.reconcile.observations import Observation

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
    """One cell of the table: how many claims were wrong, how many of them no logic can see, and each method's scores.

    The "covered recall" is that among the wrong claims that official figures speak of: on the same goods, and in all of their years.
    """
    told = {name: [0, 0, 0] for name in METHODS}
    wrong = invisible = covered = 0
    for made in cases(claims, errors, anchors, least=least, seed=seed):
        wrong += len(made.wrong)
        spoken_of = _covered(made)
        covered += len(spoken_of)
        seen = frozenset().union(*check(made.statements).conflicts.sets)
        invisible += len(made.wrong.keys() - seen)
        for name, method in METHODS.items():
            found = method(made.statements)
            told[name][0] += len(found & made.wrong.keys())
            told[name][1] += len(found)
            told[name][2] += len(found & spoken_of)
    scores = {
        name: {**_scores(right, all_, wrong, wrong - invisible), "covered recall": met / covered if covered else 1.0}
        for name, (right, all_, met) in told.items()
    }
    return {
        "claims": claims,
        "errors": errors,
        "anchors": anchors,
        "wrong": wrong,
        "invisible": invisible,
        "covered": covered,
        "methods": scores,
    }


def _covered(made: Case) -> set[int]:
    """The wrong claims about which official figures say something: of the same scope, their base among the official years."""
    official = {year for one in made.statements if one.observation.said.official for year in _years(one.observation)}
    return {number for number in made.wrong if _years(made.statements[number].observation) <= official}


def _years(one: Observation) -> set[tuple[str, int]]:
    """The scope and each year that an observation speaks of."""
    spans = [one.months, *([one.growth.base] if one.growth else [])]
    return {(one.series.scope, year) for span in spans for year in range(span.first // 12, span.last // 12 + 1)}


def _scores(right: int, told: int, wrong: int, visible: int) -> dict[str, float]:
    precision = right / told if told else 1.0
    recall = right / wrong if wrong else 1.0
    f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    return {"precision": precision, "recall": recall, "visible recall": right / visible if visible else 1.0, "f1": f1}
