"""A cluster in the solver: which of its groups can hold together, which few cannot, and how far a sum of totals may go.

The solver computes in floating point and is not believed: it points at rows, and :mod:`servanda.reconcile.proofs` works out in
fractions whether they say what it said.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Final, NamedTuple

from servanda.reconcile.rows import Stating, System, Terms

_TOLERANCE: Final = 1e-10
_COUNTS: Final = 1e-9  # a multiplier below this, with all of them scaled to one, is noise


class Pull(NamedTuple):
    """One bound that bears on an answer: of a row, or (``row`` None) of a total that is at least nothing.

    ``lower`` tells which of its two bounds; ``weight`` is the solver's multiplier, always positive.
    """

    row: int | None
    total: int | None
    lower: bool
    weight: float


class Engine:
    """One cluster, loaded once; groups are switched on and off by the bounds of their rows."""

    def __init__(self, system: System) -> None:
        import highspy
        import numpy

        self._highs: Any = highspy
        self._numpy = numpy
        self.system = system
        self.groups = range(len(system.statements) + len(system.assumptions))
        self._scale = _scale(system)
        self._solver: Any = self._highs.Highs()
        for option, value in _OPTIONS.items():
            self._solver.setOptionValue(option, value)
        self._rows_of: list[list[int]] = [[] for _ in self.groups]
        for number, row in enumerate(system.rows):
            if row.group >= 0:
                self._rows_of[row.group].append(number)
        self._bounds = [self._scaled(row.low, row.high) for row in system.rows]
        self._active = set(self.groups)
        self._solver.passModel(self._model())

    def _scaled(self, low: Any, high: Any) -> tuple[float, float]:
        infinity = self._highs.kHighsInf
        return (
            -infinity if low is None else float(low) / self._scale,
            infinity if high is None else float(high) / self._scale,
        )

    def _model(self) -> Any:
        numpy, highs = self._numpy, self._highs
        rows, columns = self.system.rows, len(self.system.totals)
        model = highs.HighsLp()
        model.num_col_, model.num_row_ = columns, len(rows)
        model.col_cost_, model.col_lower_ = numpy.zeros(columns), numpy.zeros(columns)
        model.col_upper_ = numpy.full(columns, highs.kHighsInf)
        model.row_lower_ = numpy.array([low for low, _ in self._bounds])
        model.row_upper_ = numpy.array([high for _, high in self._bounds])
        starts = [0]
        for row in rows:
            starts.append(starts[-1] + len(row.terms))
        matrix = model.a_matrix_
        matrix.format_ = highs.MatrixFormat.kRowwise
        matrix.start_ = numpy.array(starts)
        matrix.index_ = numpy.array([place for row in rows for place, _ in row.terms])
        matrix.value_ = numpy.array([float(coefficient) for row in rows for _, coefficient in row.terms])
        return model

    def _switch(self, active: Collection[int]) -> None:
        wanted = set(active)
        infinity = self._highs.kHighsInf
        for group in self._active - wanted:
            for row in self._rows_of[group]:
                self._solver.changeRowBounds(row, -infinity, infinity)
        for group in wanted - self._active:
            for row in self._rows_of[group]:
                self._solver.changeRowBounds(row, *self._bounds[row])
        self._active = wanted

    def holds(self, active: Collection[int]) -> bool:
        """Whether these groups can all be true, together with the laws."""
        self._switch(active)
        return self._run()

    def _run(self) -> bool:
        self._solver.run()
        status = self._solver.getModelStatus()
        if status not in (self._highs.HighsModelStatus.kOptimal, self._highs.HighsModelStatus.kInfeasible):
            self._solver.clearSolver()  # begin anew without what it remembers of the last answer
            self._solver.run()
            status = self._solver.getModelStatus()
        return bool(status != self._highs.HighsModelStatus.kInfeasible)

    def against(self) -> list[Pull]:
        """Right after :meth:`holds` said no: the bounds that together cannot be met."""
        _, there, ray = self._solver.getDualRay()
        if not there:
            self._solver.clearSolver()
            self._solver.run()
            _, there, ray = self._solver.getDualRay()
        return list(self._pulls(ray)) if there else []

    def _pulls(self, weights: Any, *, aim: Terms = ()) -> Iterator[Pull]:
        """The rows with a weight, and the totals whose bound makes up for what the rows leave over of ``aim``."""
        biggest = max((abs(weight) for weight in weights), default=0.0)
        over = [0.0] * len(self.system.totals)
        for place, coefficient in aim:
            over[place] += float(coefficient)
        for number, row in enumerate(self.system.rows):
            weight = float(weights[number])
            if abs(weight) <= _COUNTS * biggest:
                continue
            yield Pull(number, None, weight > 0, abs(weight))
            for place, coefficient in row.terms:
                over[place] -= weight * float(coefficient)
        for place, rest in enumerate(over):
            if rest > 1e-7 * max(biggest, 1.0):
                yield Pull(None, place, True, rest)

    def core(self, active: Collection[int]) -> frozenset[int] | None:
        """None when these groups hold together, else few of them that do not."""
        if self.holds(active):
            return None
        groups = {self.system.rows[pull.row].group for pull in self.against() if pull.row is not None}
        found = frozenset(group for group in groups if group >= 0)
        return found or frozenset(active)

    def shrunk(self, core: Iterable[int]) -> frozenset[int]:
        """A part of a conflict that is one still, and is none with any one of its groups left out."""
        kept = sorted(core)
        for group in tuple(kept):
            if group not in kept:
                continue
            smaller = self.core([other for other in kept if other != group])
            if smaller is not None:
                kept = sorted(smaller)
        return frozenset(kept)

    def reach(self, terms: Terms, active: Collection[int], *, upper: bool) -> float | None:
        """How far a sum of totals may go; None when nothing stops it or the groups do not hold."""
        with self._pushed(terms, active, upper=upper) as stopped:
            if not stopped:
                return None
            value = float(self._solver.getInfo().objective_function_value) * self._scale
            return -value if upper else value

    def stops(self, terms: Terms, active: Collection[int], *, upper: bool) -> list[Pull]:
        """What stops a sum of totals from going further; nothing when nothing does or the groups do not hold."""
        with self._pushed(terms, active, upper=upper) as stopped:
            sign = -1 if upper else 1
            aim = tuple((place, sign * coefficient) for place, coefficient in terms)
            return list(self._pulls(list(self._solver.getSolution().row_dual), aim=aim)) if stopped else []

    @contextmanager
    def _pushed(self, terms: Terms, active: Collection[int], *, upper: bool) -> Iterator[bool]:
        self._switch(active)
        sign = -1.0 if upper else 1.0
        with self._aiming([(place, sign * float(coefficient)) for place, coefficient in terms]):
            yield self._run() and self._solver.getModelStatus() == self._highs.HighsModelStatus.kOptimal

    @contextmanager
    def _aiming(self, costs: list[tuple[int, float]]) -> Iterator[None]:
        for place, cost in costs:
            self._solver.changeColCost(place, cost)
        try:
            yield
        finally:
            for place, _ in costs:
                self._solver.changeColCost(place, 0.0)

    def holds_with(self, active: Collection[int], rows: Sequence[Stating]) -> bool:
        """Whether these groups can be true together with further rows, which are taken out again.

        The rows may speak of totals that the system has got since it was loaded.
        """
        self._switch(active)
        first, columns = self._solver.getNumRow(), self._solver.getNumCol()
        new = len(self.system.totals) - columns
        for _ in range(new):
            self._solver.addCol(0.0, 0.0, self._highs.kHighsInf, 0, [], [])
        for terms, low, high, _ in rows:
            places = self._numpy.array([place for place, _ in terms], dtype=self._numpy.int32)
            values = self._numpy.array([float(coefficient) for _, coefficient in terms])
            self._solver.addRow(*self._scaled(low, high), len(terms), places, values)
        try:
            return self._run()
        finally:
            self._solver.deleteRows(len(rows), self._numpy.arange(first, first + len(rows), dtype=self._numpy.int32))
            if new:
                self._solver.deleteCols(new, self._numpy.arange(columns, columns + new, dtype=self._numpy.int32))


def _scale(system: System) -> float:
    """A power of two near the largest level, so that the solver's tolerance is one relative to it."""
    bounds = [abs(float(bound)) for row in system.rows for bound in (row.low, row.high) if bound]
    return 2.0 ** math.floor(math.log2(max(bounds))) if bounds else 1.0


_OPTIONS: Final = {
    "output_flag": False,
    "presolve": "off",  # what presolve finds wrong comes without a ray to prove it by
    "solver": "simplex",
    "threads": 1,
    "primal_feasibility_tolerance": _TOLERANCE,
    "dual_feasibility_tolerance": _TOLERANCE,
}
