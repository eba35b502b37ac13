"""What else finds the wrong figure: fewest claims dropped, least squares with a measurement test, majority vote."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Collection, Sequence
from decimal import Decimal
from statistics import NormalDist
from typing import Any, Final

from servanda.reconcile.checking import check, mended
from servanda.reconcile.observations import Statement
from servanda.reconcile.rows import TURNOVER, System, Terms, build

_SURE: Final = 0.95


def ours(stated: Sequence[Statement]) -> frozenset[int]:
    """Typed repairs; where several are about as likely, only what they agree on."""
    found: frozenset[int] = frozenset()
    checked = check(stated)
    for _, repairs in mended(checked):
        found |= frozenset.intersection(*(repair.groups for repair in repairs)) if repairs else frozenset()
    return found


def ours_decided(stated: Sequence[Statement]) -> frozenset[int]:
    """Typed repairs, the first one taken even where others are about as likely."""
    return frozenset().union(*(repairs[0].groups for _, repairs in mended(check(stated)) if repairs))


def fewest(stated: Sequence[Statement]) -> frozenset[int]:
    """Fellegi and Holt: drop as few claims as will do, all of one weight, never an official one; the first such set."""
    from pysat.examples.hitman import Hitman

    found = [one - _official(stated) for one in check(stated).conflicts.sets]
    if not all(found) or not found:
        return frozenset()
    with Hitman(bootstrap_with=[sorted(one) for one in found], htype="sorted") as hitting:
        return frozenset(hitting.get())


def _official(stated: Sequence[Statement]) -> frozenset[int]:
    return frozenset(number for number, one in enumerate(stated) if one.observation.said.official)


def majority(stated: Sequence[Statement]) -> frozenset[int]:
    """Of levels told of the same thing, those that most others disagree with."""
    told: dict[Any, list[int]] = defaultdict(list)
    for number, one in enumerate(stated):
        if one.observation.level is not None:
            told[one.observation.series, one.observation.months].append(number)
    wrong = set()
    for numbers in told.values():
        agreeing = {a: sum(_overlap(stated[a], stated[b]) for b in numbers) for a in numbers}
        most = max(agreeing.values())
        leaders = [number for number in numbers if agreeing[number] == most]
        if all(_overlap(stated[a], stated[b]) for a in leaders for b in leaders):
            wrong |= {number for number in numbers if not any(_overlap(stated[number], stated[b]) for b in leaders)}
    return frozenset(wrong)


def _overlap(one: Statement, other: Statement) -> bool:
    a, b = one.observation.level, other.observation.level
    assert a is not None
    assert b is not None
    low, high = max(_or(a.low, -math.inf), _or(b.low, -math.inf)), min(_or(a.high, math.inf), _or(b.high, math.inf))
    return low <= high


def _or(bound: Any, open_: float) -> float:
    return open_ if bound is None else float(bound)


def least_squares(stated: Sequence[Statement]) -> frozenset[int]:
    """Weighted least squares; the claim whose residual is largest against its standard error is left out, again and again.

    The test is that of Mah and Tamhane with Sidak's correction for many claims; official figures are never left out.
    """
    left = set(range(len(stated)))
    trusted = _official(stated)
    system = build(stated)
    rows = _weighed(system, _equations(system))
    while True:
        worst, size = _worst([row for row in rows if row[0] in left], len(system.totals), trusted)
        if worst is None or size <= _critical(len(left)):
            return frozenset(range(len(stated))) - left
        left.discard(worst)


def _critical(tests: int) -> float:
    return NormalDist().inv_cdf((1 + _SURE ** (1 / max(tests, 1))) / 2)


Equation = tuple[int, Terms, float, float]


def _equations(system: System) -> list[Equation]:
    """Claims as equations, with turnover written as what it is the sum of: the claim, terms, right side, standard error."""
    found: list[Equation] = []
    for number, statement in enumerate(system.statements):
        level = statement.observation.level
        if level is not None and level.low is not None and level.high is not None:
            terms = system.sum(statement.observation.series, statement.observation.months)
            found.append((number, terms, float(level.low + level.high) / 2, float(abs(level.high - level.low)) / 2))
        growth = statement.observation.growth
        if growth is not None and growth.by.low is not None and growth.by.high is not None:
            found.append(_grown(system, number, statement))
    sums = {row.terms[0][0]: row.terms[1:] for row in system.rows if row.ground == TURNOVER}
    return [(number, _written(terms, sums), value, error) for number, terms, value, error in found]


def _written(terms: Terms, sums: dict[int, Terms]) -> Terms:
    return tuple(
        (inner, -coefficient * share)
        for place, coefficient in terms
        for inner, share in sums.get(place, ((place, Decimal(-1)),))
    )


def _grown(system: System, number: int, statement: Statement) -> Equation:
    """A growth as an equation; its error is one of the factor until :func:`_weighed` makes it one of an amount."""
    growth = statement.observation.growth
    assert growth is not None
    assert growth.by.low is not None
    assert growth.by.high is not None
    middle = (growth.by.low + growth.by.high) / 2
    now = system.sum(statement.observation.series, statement.observation.months)
    base = system.sum(statement.observation.series, growth.base)
    terms = (*now, *((place, -middle * coefficient) for place, coefficient in base))
    return number, terms, 0.0, float(abs(growth.by.high - growth.by.low)) / 2


def _weighed(system: System, rows: list[Equation]) -> list[Equation]:
    """Growth rows with the error that their base makes of it, the base as a first solution has it."""
    import numpy

    matrix, right = _matrix(rows, len(system.totals))
    solution = numpy.linalg.lstsq(matrix, right, rcond=None)[0]
    weighed = []
    for number, terms, value, error in rows:
        if error < 1:
            base = sum(float(coefficient) * solution[place] for place, coefficient in terms if coefficient < 0)
            error *= max(abs(base), 1.0)
        weighed.append((number, terms, value, error))
    return weighed


def _matrix(rows: Sequence[Equation], unknowns: int) -> tuple[Any, Any]:
    """The equations, each divided by its error."""
    import numpy

    matrix, right = numpy.zeros((len(rows), unknowns)), numpy.zeros(len(rows))
    for number, (_, terms, value, error) in enumerate(rows):
        scale = error if error >= 1 else error * 1e9  # a growth that is not weighed yet: its base is about a billion
        for place, coefficient in terms:
            matrix[number, place] += float(coefficient) / scale
        right[number] = value / scale
    return matrix, right


def _worst(rows: Sequence[Equation], unknowns: int, trusted: Collection[int]) -> tuple[int | None, float]:
    import numpy

    matrix, right = _matrix(rows, unknowns)
    matrix = matrix[:, matrix.any(axis=0)]
    matrix = matrix / numpy.abs(matrix).max(axis=0)
    left, values, _ = numpy.linalg.svd(matrix, full_matrices=False)
    kept = left[:, values > values.max(initial=0) * 1e-11]
    residuals = right - kept @ (kept.T @ right)
    spread = 1 - (kept**2).sum(axis=1)
    worst, size = None, 0.0
    for number, (claim, *_) in enumerate(rows):
        if claim not in trusted and spread[number] > 1e-6:
            tested = abs(residuals[number]) / math.sqrt(spread[number])
            if tested > size:
                worst, size = claim, float(tested)
    return worst, size


METHODS: Final[dict[str, Callable[[Sequence[Statement]], frozenset[int]]]] = {
    "repairs": ours,
    "repairs, decided": ours_decided,
    "fewest dropped": fewest,
    "least squares": least_squares,
    "majority": majority,
}
