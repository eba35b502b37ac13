"""Which figures can be true together: conflicts with proofs, the likeliest slip, and what follows that nobody said.

:class:`Reconciliation` takes claims and answers; how it works is told in `docs/reconcile.md`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import TYPE_CHECKING

from servanda.problems import UsageError

if TYPE_CHECKING:
    from servanda.reconcile.deriving import Place, Range
    from servanda.reconcile.findings import Derived, Finding
    from servanda.reconcile.observations import Said
    from servanda.reconcile.solved import Cluster
    from servanda.reconcile.tables import Entry

__all__ = ["Reconciliation"]


class Reconciliation:
    """Claims held against each other. Nothing is computed before it is asked for, and nothing twice.

    What an ``earlier`` one worked out is taken over wherever the claims that it rests on are the same still: a new claim costs no more
    than the few that it bears on.
    """

    def __init__(self, said: Iterable[Said], *, earlier: Reconciliation | None = None) -> None:
        from servanda.reconcile.observations import statements
        from servanda.reconcile.solved import gathered

        self._said = tuple(said)
        self._stated, self._expected = statements(self._said)
        self._clusters: tuple[Cluster, ...] = gathered(self._stated, earlier._clusters if earlier else ())

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """Conflicts, asymmetries, terms that contradict themselves and papers miscounted, those of a pair together."""
        from servanda.reconcile.members import miscounted
        from servanda.reconcile.terms import contradictions

        of_clusters = (one for cluster in self._clusters for one in cluster.findings)
        found = [*of_clusters, *contradictions(self._said), *miscounted(self._said)]
        return tuple(sorted(found, key=lambda one: (one.countries, one.kind, one.series, one.id)))

    @cached_property
    def derived(self) -> tuple[Derived, ...]:
        """What follows and nobody said."""
        from servanda.reconcile.deriving import derived

        return tuple(derived(self._stated, self._ranges))

    @cached_property
    def _ranges(self) -> Mapping[Place, Range]:
        return {place: found for cluster in self._clusters for place, found in cluster.ranges.items()}

    @cached_property
    def comparisons(self) -> tuple[Finding, ...]:
        """Comparisons in words, such as "the highest in ten years" or "its third largest partner", each with how it came out."""
        from servanda.reconcile.comparing import compared
        from servanda.reconcile.ranking import ranked

        found = [*compared(self._stated, self._ranges), *ranked(self._said, self._ranges)]
        return tuple(sorted(found, key=lambda one: (one.countries, one.series, one.id)))

    @cached_property
    def figures(self) -> tuple[Entry, ...]:
        """The table: each series and period with what was claimed, what follows and what official statistics say."""
        from servanda.reconcile.tables import entries

        return tuple(entries(self._stated, self._expected, self.derived))

    def picture(self, indicator: str | None = None, *, form: str = "svg") -> bytes:
        """The figures as a picture, SVG or PNG: claims as ranges by who counted, what was derived, the official line.

        Raises UsageError when there is nothing to draw, or nothing to draw with.
        """
        from servanda.charts import draw
        from servanda.reconcile.picture import specification

        return draw(specification([one for one in self.figures if indicator in (None, one.indicator)]), form)

    def prove(self, id_: str) -> Finding | Derived:
        """The finding, or the derived value, whose id begins so, with its proof.

        Raises UsageError when there is none, or more than one.
        """
        all_: tuple[Finding | Derived, ...] = (*self.findings, *self.comparisons, *self.derived)
        found = [one for one in all_ if id_.strip() and one.id.startswith(id_.strip().lower())]
        if len(found) == 1:
            return found[0]
        if not found:
            raise UsageError(f"no finding has an id that begins with {id_!r}; `servanda conflicts` shows the ids")
        raise UsageError(f"{len(found)} findings have ids that begin with {id_!r}; give more of it")
