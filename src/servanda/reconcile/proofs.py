"""Proofs in exact fractions: a weighted sum of what was said that leaves nothing at least something, or a sum of totals bounded.

Every line says ``terms >= bound``. A proof holds when its lines, each taken ``weight`` times (never a negative number of times), add
up to its aim: to nothing at all for a contradiction, whose bound is then above zero, or to the sum that it bounds. This is Farkas'
lemma; :func:`holds` checks it and needs no solver.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from servanda.reconcile.engine import Engine, Pull
from servanda.reconcile.rows import POSITIVE, Row, System, Terms, Total

Sum = tuple[tuple[Total, Fraction], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of a proof: ``terms >= bound``, taken ``weight`` times, on the ground named.

    ``group`` is the statement or assumption of the system that it is of, -1 for a law.
    """

    terms: Sum
    bound: Fraction
    weight: Fraction
    ground: str
    group: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """Lines that add up to ``aim >= bound``; without an aim they say ``0 >= bound``, with a bound above zero."""

    lines: tuple[Line, ...]
    aim: Sum
    bound: Fraction

    @property
    def groups(self) -> frozenset[int]:
        """The statements and assumptions that it rests on."""
        return frozenset(line.group for line in self.lines if line.group >= 0)


def holds(proof: Proof) -> bool:
    """Whether a proof proves what it says: no weight below zero, the lines add up to the aim, the bounds to the bound."""
    if any(line.weight < 0 for line in proof.lines):
        return False
    left: dict[Total, Fraction] = defaultdict(Fraction)
    for line in proof.lines:
        for total, coefficient in line.terms:
            left[total] += line.weight * coefficient
    for total, coefficient in proof.aim:
        left[total] -= coefficient
    bound = sum((line.weight * line.bound for line in proof.lines), Fraction(0))
    return not any(left.values()) and bound == proof.bound and (bool(proof.aim) or bound > 0)


def contradiction(engine: Engine, groups: frozenset[int]) -> Proof | None:
    """The proof that these groups cannot all be true; None when they can."""
    return None if engine.holds(groups) else exact(engine.system, engine.against())


def bound(engine: Engine, terms: Terms, active: frozenset[int], *, upper: bool) -> Proof | None:
    """The proof of how far a sum of totals may go; for ``upper`` its aim is the sum with its signs turned."""
    pulls = engine.stops(terms, active, upper=upper)
    aim = tuple((place, -coefficient if upper else coefficient) for place, coefficient in terms)
    return exact(engine.system, pulls, aim) if pulls else None


def exact(system: System, pulls: Sequence[Pull], aim: Terms = ()) -> Proof | None:
    """The proof that the solver points at, worked out in fractions; None when what it points at proves nothing."""
    ordered = sorted(pulls, key=lambda pull: -pull.weight)
    sides = [_side(system, pull) for pull in ordered]
    if any(side is None for side in sides):
        return None
    lines = [side for side in sides if side is not None]
    wanted = {place: Fraction(coefficient) for place, coefficient in aim}
    weights = _weights([dict(terms) for terms, *_ in lines], [pull.weight for pull in ordered], wanted)
    if weights is None:
        return None
    proof = Proof(
        lines=tuple(
            Line(terms=_named(system, terms), bound=least, weight=weight, ground=ground, group=group)
            for (terms, least, ground, group), weight in zip(lines, weights, strict=True)
            if weight
        ),
        aim=_named(system, tuple(wanted.items())),
        bound=sum((weight * least for (_, least, *_), weight in zip(lines, weights, strict=True)), Fraction(0)),
    )
    return proof if holds(proof) else None


_Side = tuple[tuple[tuple[int, Fraction], ...], Fraction, str, int]


def _side(system: System, pull: Pull) -> _Side | None:
    """The bound that pulls, as ``terms >= bound``; None when there is no such bound."""
    if pull.row is None:
        assert pull.total is not None
        return ((pull.total, Fraction(1)),), Fraction(0), POSITIVE, -1
    row: Row = system.rows[pull.row]
    told: Decimal | None = row.low if pull.lower else row.high
    if told is None:
        return None
    sign = 1 if pull.lower else -1
    terms = tuple((place, sign * Fraction(coefficient)) for place, coefficient in row.terms)
    return terms, sign * Fraction(told), row.ground, row.group


def _named(system: System, terms: Sequence[tuple[int, Fraction]]) -> Sum:
    return tuple((system.totals[place], coefficient) for place, coefficient in terms)


def _weights(
    lines: Sequence[Mapping[int, Fraction]], near: Sequence[float], aim: Mapping[int, Fraction]
) -> list[Fraction] | None:
    """How often to take each line so that they add up to the aim, by elimination; ``near`` is where the solver was.

    What the equations leave free (nothing, as a rule, but one common factor) is taken from ``near``.
    """
    places = sorted({place for line in lines for place in line} | set(aim))
    table = [[*(line.get(place, Fraction(0)) for line in lines), aim.get(place, Fraction(0))] for place in places]
    pivots = _eliminate(table, len(lines))
    if any(row[-1] and not any(row[:-1]) for row in table):
        return None
    free = [column for column in range(len(lines)) if column not in pivots]
    weights = [Fraction(0)] * len(lines)
    for column in free:
        alone = len(free) == 1 and not aim
        weights[column] = Fraction(1) if alone else Fraction(near[column]).limit_denominator(10**6)
    for column, number in pivots.items():
        row = table[number]
        weights[column] = row[-1] - sum((row[other] * weights[other] for other in free), Fraction(0))
    return weights


def _eliminate(table: list[list[Fraction]], columns: int) -> dict[int, int]:
    """Gauss and Jordan in place; for each column that has a pivot its row."""
    pivots: dict[int, int] = {}
    for column in range(columns):
        done = len(pivots)
        found = next((number for number in range(done, len(table)) if table[number][column]), None)
        if found is None:
            continue
        table[done], table[found] = table[found], table[done]
        head = table[done]
        factor = head[column]
        if factor != 1:
            head[:] = [value / factor if value else value for value in head]
        for number, row in enumerate(table):
            share = row[column]
            if number != done and share:
                row[:] = [value - share * top if top else value for value, top in zip(row, head, strict=True)]
        pivots[column] = done
    return pivots


# ---- step by step ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """What one line adds: the total on which it sets a bound (None at the end, where two bounds meet), and the bound."""

    line: int
    total: Total | None
    bound: Fraction
    lower: bool


def steps(proof: Proof) -> tuple[Step, ...]:
    """The lines in an order in which each sets one more bound, up to the last; empty when there is no such order."""
    lows: dict[Total, Fraction] = {}
    highs: dict[Total, Fraction] = {}
    left, found = list(range(len(proof.lines))), []
    while left:
        step = next((step for number in left if (step := _step(number, proof.lines[number], lows, highs))), None)
        if step is None:
            return ()
        left.remove(step.line)
        found.append(step)
        if step.total is not None:
            (lows if step.lower else highs)[step.total] = step.bound
    return tuple(found)


def _step(number: int, line: Line, lows: Mapping[Total, Fraction], highs: Mapping[Total, Fraction]) -> Step | None:
    """What the line sets once all its totals but one are bounded on the side that counts."""
    rest, missing = line.bound, []
    for total, coefficient in line.terms:
        known = (highs if coefficient > 0 else lows).get(total)
        if known is None:
            missing.append((total, coefficient))
        else:
            rest -= coefficient * known
    if not missing:
        return Step(line=number, total=None, bound=rest, lower=True)
    if len(missing) > 1:
        return None
    total, coefficient = missing[0]
    return Step(line=number, total=total, bound=rest / coefficient, lower=coefficient > 0)
