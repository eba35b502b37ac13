"""How long reconciling takes as claims grow: the check alone, all conflicts with proofs, and their repairs."""

from __future__ import annotations

import itertools
import random
import resource
import time
from collections import Counter
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
from servanda.reconcile.solved import gathered

_DIFFERENT: Final = 200  # clusters that are made up; more are the same between other pairs of countries


def statements(claims: int, *, errors: float = 0.03) -> list[Statement]:
    """So many claims, twelve between each pair of countries."""
    rng = random.Random(12)
    made = [case(rng, claims=12, errors=errors).statements for _ in range(_DIFFERENT)]
    return [one for number in range(claims // 12) for one in _between(made[number % _DIFFERENT], number)]


def _between(stated: list[Statement], number: int) -> Iterator[Statement]:
    names = {"AZ": f"A{number}", "RU": f"R{number}"}
    for one in stated:
        said = replace(one.observation.said, id=f"{number}/{one.observation.said.id}")
        named = replace(one.observation, said=said, series=_renamed(one.observation.series, names))
        yield Statement(named, [named])


def _renamed(series: Series, names: dict[str, str]) -> Series:
    flow = series.flow
    for old, new in names.items():
        flow = flow.replace(old, new)
    return series._replace(pair=(names["AZ"], names["RU"]), flow=flow)


def measured(claims: int) -> dict[str, Any]:
    """Seconds of work for so many claims, stage by stage, each counted from the start.

    Every cluster goes through all stages before the next one, so that none but the one at work is held in memory.
    """
    stated = statements(claims)
    began = time.process_time()
    together = clusters(stated)
    spent = [time.process_time() - began, 0.0, 0.0]
    told = Counter[str]()
    for cluster in together:
        told += _worked(cluster, spent)
    checked, proved, repaired = itertools.accumulate(spent)
    return {
        "claims": len(stated),
        "checked, s": checked,
        "with conflicts and proofs, s": proved,
        "with repairs, s": repaired,
        "peak memory, MB": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
        **{name: told[name] for name in ("conflicts", "unproved", "repaired")},
    }


def _worked(cluster: list[Statement], spent: list[float]) -> Counter[str]:
    """One cluster through all stages: adds the seconds of each to ``spent``, and counts what was found."""
    began = time.process_time()
    engine = Engine(build(cluster))
    holds = engine.holds(engine.groups)
    checked = time.process_time()
    spent[0] += checked - began
    if holds:
        return Counter()
    found = Checked(None, engine, conflicts(engine))
    proofs = [contradiction(engine, conflict) for conflict in found.conflicts.sets]
    proved = time.process_time()
    spent[1] += proved - checked
    repaired = sum(bool(repairs) for _, repairs in mended(found))
    spent[2] += time.process_time() - proved
    return Counter(conflicts=len(proofs), unproved=sum(proof is None for proof in proofs), repaired=repaired)


def one_more(claims: int) -> dict[str, Any]:
    """Seconds for one claim more, where so many were looked at before: gathering all in clusters, and looking at its own."""
    stated = statements(claims)
    kept = gathered(stated)
    before = sum(len(cluster.findings) for cluster in kept)
    began = time.process_time()
    again = gathered([*stated, _copied(stated[0])], kept)
    together = time.process_time() - began
    found = sum(len(cluster.findings) for cluster in again)
    return {
        "claims before": len(stated),
        "gathered, s": together,
        "one more claim, s": time.process_time() - began,
        "clusters": len(again),
        "clusters looked at": len(set(again) - set(kept)),
        "findings": found,
        "findings before": before,
    }


def _copied(one: Statement) -> Statement:
    """The same said once more as a claim of its own."""
    observation = replace(one.observation, said=replace(one.observation.said, id="one more"))
    return Statement(observation, [observation])


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
