"""Clusters with what was worked out of them, kept for as long as their claims stay what they are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

from servanda.reconcile import checking, deriving
from servanda.reconcile.deriving import Place, Range
from servanda.reconcile.findings import Finding
from servanda.reconcile.observations import Statement
from servanda.reconcile.rows import clusters


class Cluster:
    """Statements that may bear upon one another. Nothing is worked out before it is asked for, and nothing twice."""

    def __init__(self, statements: Sequence[Statement]) -> None:
        self.statements = statements

    @property
    def claims(self) -> tuple[str, ...]:
        """Which claims state it, in order."""
        return tuple(one.said.id for statement in self.statements for one in statement.witnesses)

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """Its conflicts, its asymmetries and what is implausible in it."""
        return tuple(checking.findings(self.statements))

    @cached_property
    def ranges(self) -> Mapping[Place, Range]:
        """Every quantity of it that is bounded on both sides."""
        return deriving.ranges(self.statements)


def gathered(stated: Iterable[Statement], kept: Iterable[Cluster] = ()) -> tuple[Cluster, ...]:
    """Statements in clusters; one that is ``kept`` stands for the cluster of the same claims that say the same."""
    known = {one.claims: one for one in kept}
    return tuple(_kept(Cluster(statements), known) for statements in clusters(stated))


def _kept(new: Cluster, known: Mapping[tuple[str, ...], Cluster]) -> Cluster:
    old = known.get(new.claims) if known else None
    return old if old is not None and old.statements == new.statements else new
