"""An exact oracle: the same rows given to z3, which computes in fractions, to hold the engine against."""

from __future__ import annotations

import random
from collections.abc import Collection
from fractions import Fraction
from typing import Any

from bench.reconcile.figures import case
from servanda.reconcile.conflicts import conflicts
from servanda.reconcile.engine import Engine
from servanda.reconcile.proofs import contradiction, holds
from servanda.reconcile.rows import System, build


def consistent(system: System, groups: Collection[int]) -> bool:
    """Whether these groups can all be true with the laws, exactly."""
    import z3

    unknowns = [z3.Real(f"x{place}") for place in range(len(system.totals))]
    solver = z3.Solver()
    solver.add([unknown >= 0 for unknown in unknowns])
    for row in system.rows:
        if row.group >= 0 and row.group not in groups:
            continue
        total = z3.Sum([_number(coefficient) * unknowns[place] for place, coefficient in row.terms])
        if row.low is not None:
            solver.add(total >= _number(row.low))
        if row.high is not None:
            solver.add(total <= _number(row.high))
    return bool(solver.check() == z3.sat)


def _number(value: Any) -> Any:
    import z3

    fraction = Fraction(value)
    return z3.RealVal(f"{fraction.numerator}/{fraction.denominator}")


def small(number: int) -> System:
    """A random small system, the same for the same number: 2 to 14 claims, a third of them with a slip."""
    rng = random.Random(number)
    made = case(rng, claims=rng.randint(2, 14), errors=rng.choice((0.0, 0.1, 0.35)), years=rng.randint(2, 3))
    return build(made.statements)


def compared(first: int, last: int) -> dict[str, int]:
    """The engine beside the oracle on systems ``first`` to ``last``: misses, false conflicts, conflicts without an exact proof."""
    found = {"systems": 0, "conflicting": 0, "missed": 0, "false": 0, "sets": 0, "not smallest": 0, "unproved": 0}
    for number in range(first, last):
        system = small(number)
        engine = Engine(system)
        said, truth = conflicts(engine), consistent(system, engine.groups)
        found["systems"] += 1
        found["conflicting"] += not truth
        found["missed"] += bool(not truth and not said.sets)
        found["false"] += bool(truth and said.sets)
        for one in said.sets:
            proof = contradiction(engine, one)
            found["sets"] += 1
            found["unproved"] += proof is None or not holds(proof)
            smallest = all(consistent(system, one - {group}) for group in one) and not consistent(system, one)
            found["not smallest"] += not smallest
    return found
