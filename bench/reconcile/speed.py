"""How long reconciling takes as claims grow: the check alone, all conflicts with proofs, and their repairs."""

from __future__ import annotations

import random
import time
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, Final

from bench.reconcile.figures import case
from servanda.reconcile.checking import Checked, mended
from servanda.reconcile.conflicts import conflicts
from servanda.reconcile.engine import Engine
from servanda.reconcile.observations import Series, Statement
from servanda.reconcile.proofs import contradiction
from servanda.reconcile.rows import build, clusters

_DIFFERENT: Final = 200  # clusters that are made up; more are the same between other pairs of countries


def statements(claims: int, *, errors: float = 0.03) -> list[Statement]:
    """So many claims, twelve between each pair of countries."""
    rng = random.Random(12)
    made = [case(rng, claims=12, errors=errors).statements for _ in range(_DIFFERENT)]
    return [one for number in range(claims // 12) for one in _between(made[number % _DIFFERENT], number)]


def _between(stated: list[Statement], number: int) -> Iterator[Statement]:
    names = {"AZ": f"A{number}", "RU": f"R{number}"}
    for one in stated:
        named = replace(one.observation, series=_renamed(one.observation.series, names))
        yield Statement(named, [named])


def _renamed(series: Series, names: dict[str, str]) -> Series:
    flow = series.flow
    for old, new in names.items():
        flow = flow.replace(old, new)
    return series._replace(pair=(names["AZ"], names["RU"]), flow=flow)


def measured(claims: int) -> dict[str, Any]:
    """Seconds of work for so many claims, stage by stage, each counted from the start."""
    stated = statements(claims)
    began = time.process_time()
    engines = (Engine(build(cluster)) for cluster in clusters(stated))
    wrong = [engine for engine in engines if not engine.holds(engine.groups)]
    checked = time.process_time() - began
    found = [Checked(None, engine, conflicts(engine)) for engine in wrong]
    proofs = [contradiction(one.engine, conflict) for one in found for conflict in one.conflicts.sets]
    proved = time.process_time() - began
    repaired = sum(bool(repairs) for one in found for _, repairs in mended(one))
    return {
        "claims": len(stated),
        "checked, s": checked,
        "with conflicts and proofs, s": proved,
        "with repairs, s": time.process_time() - began,
        "conflicts": len(proofs),
        "unproved": sum(proof is None for proof in proofs),
        "repaired": repaired,
    }


def one_cluster(claims: int) -> dict[str, Any]:
    """Seconds for a cluster of so many claims: whether it holds, and the conflicts with their repairs."""
    made = case(random.Random(3), claims=claims, errors=0.03, years=20)
    began = time.process_time()
    engine = Engine(build(made.statements))
    engine.holds(engine.groups)
    checked = time.process_time() - began
    found = Checked(None, engine, conflicts(engine))
    conflicting = time.process_time() - began
    list(mended(found))
    return {
        "claims": claims,
        "checked, s": checked,
        "with conflicts, s": conflicting,
        "with repairs, s": time.process_time() - began,
        "conflicts": len(found.conflicts.sets),
    }
