"""Holding statements against each other, cluster by cluster: conflicts with proofs and repairs, and what other counters say.

Who counted is a *basis*. Figures of two bases are different quantities, so a cluster is looked at once for each basis, with the figures
whose basis nobody told in each. What contradicts one basis and agrees with another is no conflict but an asymmetry.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from servanda.reconcile import words
from servanda.reconcile.conflicts import Conflicts, conflicts, touching
from servanda.reconcile.engine import Engine
from servanda.reconcile.findings import Finding, argument, identity, mending, supposed, witnesses
from servanda.reconcile.observations import Statement
from servanda.reconcile.plausibility import plausible
from servanda.reconcile.proofs import Proof, contradiction
from servanda.reconcile.repairs import Repair, repairs
from servanda.reconcile.rows import build


class Checked(NamedTuple):
    """A cluster on one basis, looked at: the engine with its system, and what contradicts itself in it."""

    basis: str | None
    engine: Engine
    conflicts: Conflicts

    @property
    def held(self) -> frozenset[int]:
        """The groups that take part in no conflict."""
        return frozenset(self.engine.groups).difference(*self.conflicts.sets)


def findings(cluster: Sequence[Statement]) -> Iterator[Finding]:
    """The conflicts and asymmetries of one cluster, each once."""
    looked_at = [check(statements, basis) for basis, statements in by_basis(cluster)]
    seen: dict[str, frozenset[str]] = {}
    for checked in looked_at:
        others = [other for other in looked_at if None is not other.basis != checked.basis is not None]
        for finding in _conflicts(checked, others):
            if finding.id not in seen:
                seen[finding.id] = frozenset(witness.claim for witness in finding.witnesses)
                yield finding
    yield from _mirrors(cluster)
    yield from _implausible(cluster, seen.values())


def by_basis(cluster: Sequence[Statement]) -> Iterator[tuple[str | None, list[Statement]]]:
    """A cluster as each basis sees it; with more than one, first what is told without any."""
    bases = sorted({one.observation.said.basis for one in cluster} - {None}, key=str)
    if len(bases) < 2:
        yield (bases[0] if bases else None), list(cluster)
        return
    for basis in (None, *bases):
        seen = [one for one in cluster if one.observation.said.basis in (None, basis)]
        if seen:
            yield basis, seen


def check(cluster: Sequence[Statement], basis: str | None = None) -> Checked:
    """Look at one cluster."""
    engine = Engine(build(cluster))
    return Checked(basis, engine, conflicts(engine))


def mended(checked: Checked) -> Iterator[tuple[list[frozenset[int]], tuple[Repair, ...]]]:
    """Conflicts that touch one another, with their cheapest repairs."""
    for group in touching(checked.conflicts.sets):
        yield group, repairs(checked.engine, group, checked.held)


def _conflicts(checked: Checked, others: Sequence[Checked]) -> Iterator[Finding]:
    for group, found in mended(checked):
        for one in group:
            proof = contradiction(checked.engine, one)
            if proof is not None:  # what cannot be proved is not told
                agreeing = [other.basis for other in others if other.basis and not _against(checked, one, other)]
                yield _finding(checked, one, proof, found, agreeing)


def _against(checked: Checked, one: frozenset[int], other: Checked) -> bool:
    """Whether what a conflict holds of statements without a basis contradicts another basis too."""
    mine = {id(statement) for statement in _stated(checked, one) if statement.observation.said.basis is None}
    return any(
        mine & {id(statement) for statement in _stated(other, conflict)} for conflict in other.conflicts.sets
    ) or not any(statement.observation.said.basis for statement in _stated(checked, one))


def _stated(checked: Checked, groups: Iterable[int]) -> list[Statement]:
    stated = checked.engine.system.statements
    return [stated[group] for group in sorted(groups) if group < len(stated)]


def _finding(
    checked: Checked, groups: frozenset[int], proof: Proof, found: Sequence[Repair], agreeing: Sequence[str]
) -> Finding:
    system = checked.engine.system
    stated = _stated(checked, groups)
    first = stated[0].observation.series
    assumptions = supposed(system, [proof])
    given_up = [group for group in groups if group >= len(system.statements)]
    ids = sorted({claim for one in stated for claim in one.ids})
    kind = "asymmetry" if agreeing else "conflict"
    told = "; ".join(words.stating(one.observation) for one in stated)
    summary = f"cannot be true together: {told}"
    if agreeing:
        summary = f"agrees with the figures counted by {', '.join(agreeing)} and not with others: {told}"
    elif given_up:
        summary = f"cannot be true together, or differ in definition or date: {told}"
    return Finding(
        id=identity("conflict", *ids, *assumptions),
        kind="asymmetry" if agreeing else "conflict",
        summary=summary,
        series=words.titled(first),
        countries=first.pair,
        witnesses=tuple(witness for one in stated for witness in witnesses(one)),
        assumptions=assumptions,
        argument=argument(system, proof, first.unit),
        repairs=tuple(mending(system, repair) for repair in found) if kind == "conflict" else (),
        gap=float(proof.bound),
        unit=first.unit,
        complete=checked.conflicts.complete,
    )


def _mirrors(cluster: Sequence[Statement]) -> Iterator[Finding]:
    """The same quantity as two bases count it, where the two cannot be the same number."""
    official = [one for one in cluster if one.observation.said.basis and one.observation.level]
    by_content: dict[object, list[Statement]] = {}
    for one in official:
        by_content.setdefault((one.observation.series, one.observation.months), []).append(one)
    for listed in by_content.values():
        for place, one in enumerate(listed):
            for other in listed[place + 1 :]:
                if one.observation.said.basis != other.observation.said.basis:
                    yield from _mirror(one, other)


def _mirror(one: Statement, other: Statement) -> Iterator[Finding]:
    a, b = one.observation, other.observation
    assert a.level is not None
    assert b.level is not None
    if None in (*a.level, *b.level):
        return
    middles = [Decimal(sum(bound for bound in level if bound is not None)) / 2 for level in (a.level, b.level)]
    apart = abs(middles[0] - middles[1])
    reach = sum(
        (level[1] - level[0]) / 2 for level in (a.level, b.level) if level[0] is not None and level[1] is not None
    )
    if apart <= reach:
        return
    share = float(apart / max(map(abs, middles)))
    name = f"{words.titled(a.series)} {words.period(a.series, a.months)}"
    unit = a.series.unit
    counted = " and ".join(f"{words.between(x.level, unit)} by {x.said.basis}" for x in (a, b) if x.level)
    ids = sorted((*one.ids, *other.ids))
    yield Finding(
        id=identity("asymmetry", *ids),
        kind="asymmetry",
        summary=f"{name} is counted as {counted}: {words.amount(apart, unit)} apart, {share:.1%}",
        series=words.titled(a.series),
        countries=a.series.pair,
        witnesses=(*witnesses(one), *witnesses(other)),
        gap=float(apart),
        unit=unit,
    )


def _implausible(cluster: Sequence[Statement], conflicting: Iterable[frozenset[str]]) -> Iterator[Finding]:
    """Pairs of levels that can both be true and seldom are; not those that contradict each other anyhow."""
    known = [set(ids) for ids in conflicting]
    for place, one in enumerate(cluster):
        for other in cluster[place + 1 :]:
            if plausible(one.observation, other.observation):
                continue
            ids = sorted((*one.ids, *other.ids))
            if any(conflict & set(one.ids) and conflict & set(other.ids) for conflict in known):
                continue
            series = one.observation.series
            yield Finding(
                id=identity("implausible", *ids),
                kind="implausible",
                summary=f"can be true and seldom is: {words.stating(one.observation)}; {words.stating(other.observation)}",
                series=words.titled(series),
                countries=series.pair,
                witnesses=(*witnesses(one), *witnesses(other)),
                unit=series.unit,
            )
