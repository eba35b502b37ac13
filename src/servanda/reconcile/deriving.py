"""What follows from the figures and nobody said: levels, rests of a year, changes and shares, each between two bounds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Final, Literal, NamedTuple

from servanda.reconcile.checking import Checked, by_basis, check
from servanda.reconcile.findings import Derived, argument, identity, supposed, witnesses
from servanda.reconcile.observations import Months, Series, Statement
from servanda.reconcile.proofs import Proof, bound
from servanda.reconcile.rows import COUNTED, SAME, System, Terms

_ONE: Final = Decimal(1)
_TELLING: Final = Fraction(4, 5)  # a range whose low end is less than this share of its high end tells too little
Place = tuple[Series, Months]


class Range(NamedTuple):
    """A quantity between two proven bounds, with the system in which they were proven."""

    low: Fraction
    high: Fraction
    proofs: tuple[Proof, Proof]
    system: System

    @property
    def groups(self) -> frozenset[int]:
        """The statements and assumptions that it rests on."""
        return self.proofs[0].groups | self.proofs[1].groups


def derived(stated: Sequence[Statement], known: Mapping[Place, Range]) -> Iterator[Derived]:
    """Everything that follows from statements, given the ranges of :func:`ranges`."""
    said = {(one.observation.series, one.observation.months) for one in stated if one.observation.level}
    grown = {(o.series, o.months, o.growth.base) for one in stated if (o := one.observation).growth}
    for place, found in known.items():
        if place not in said and found.low >= _TELLING * found.high:
            yield _level(place, found)
    yield from _changes(known, grown)
    yield from _shares(known)
    yield from _outgrown(stated, known)


def ranges(cluster: Sequence[Statement]) -> dict[Place, Range]:
    """Every quantity of a cluster that is bounded on both sides by what is beyond doubt, whether it was told or follows."""
    found: dict[Place, Range] = {}
    several = len({one.observation.said.basis for one in cluster} - {None}) > 1
    for basis, seen in by_basis(cluster):
        if basis is None or not several:
            found |= _ranges(check(seen, basis))
    return found


def _ranges(checked: Checked) -> dict[Place, Range]:
    """Every total and every rest of a year that is bounded on both sides by what takes no part in a conflict."""
    found: dict[Place, Range] = {}
    for place, terms in _asked(checked.engine.system):
        between = _range(checked, terms, checked.held)
        if between is not None:
            found[place] = between
    return found


def _asked(system: System) -> Iterator[tuple[Place, Terms]]:
    totals = [total for total in system.totals if total.series.flow != COUNTED and total.series.family != "papers"]
    by_year: dict[tuple[Series, int], list[int]] = {}
    for total in totals:
        if total.series.stock:
            yield (total.series, Months(total.month, total.month)), system.sum(total.series, Months(0, total.month))
        else:
            by_year.setdefault((total.series, total.month // 12), []).append(total.month)
    for (series, year), months in by_year.items():
        for month in months:
            whole = Months(year * 12, month)
            yield (series, whole), system.sum(series, whole)
        last = max(months)
        for month in sorted(months):
            if month < last:
                rest = Months(month + 1, last)
                yield (series, rest), system.sum(series, rest)


def _range(checked: Checked, terms: Terms, active: frozenset[int]) -> Range | None:
    """Two bounds that are there, above nothing, and the one below the other."""
    low = bound(checked.engine, terms, active, upper=False)
    if low is None or low.bound <= 0 or not low.groups:
        return None
    high = bound(checked.engine, terms, active, upper=True)
    if high is None or not high.groups:
        return None
    if any(line.ground == SAME for proof in (low, high) for line in proof.lines):
        return None  # that a stock stood as on another day is supposed to compare it, not to tell it
    return Range(low.bound, -high.bound, (low, high), checked.engine.system)


def _level(place: Place, found: Range) -> Derived:
    series, months = place
    return _derived("level", place, (found.low, found.high), [found], months=months, series=series)


def _derived(
    what: Literal["level", "change", "share"],
    place: Place,
    between: tuple[Fraction, Fraction],
    rests: Sequence[Range],
    *,
    series: Series,
    months: Months,
    base: Months | None = None,
) -> Derived:
    stated = {id(one): one for rest in rests for one in _stated(rest)}
    assumptions = dict.fromkeys(text for rest in rests for text in supposed(rest.system, rest.proofs))
    found = tuple(witness for one in stated.values() for witness in witnesses(one))
    return Derived(
        id=identity(what, *place, base, *sorted({witness.claim for witness in found})),
        what=what,
        series=series,
        months=months,
        low=between[0],
        high=between[1],
        witnesses=found,
        assumptions=tuple(assumptions),
        arguments=tuple(argument(rest.system, proof, series.unit) for rest in rests for proof in rest.proofs),
        base=base,
    )


def _stated(rest: Range) -> list[Statement]:
    return [rest.system.statements[group] for group in sorted(rest.groups) if group < len(rest.system.statements)]


def _changes(ranges: Mapping[Place, Range], grown: set[tuple[Series, Months, Months]]) -> Iterator[Derived]:
    """The change on the same months of the year before, where both are bounded and nobody told it."""
    for (series, months), now in ranges.items():
        base = Months(months.first - 12, months.last - 12)
        before = ranges.get((series, base))
        if before is None or series.stock or (series, months, base) in grown:
            continue
        between = now.low / before.high, now.high / before.low
        if between[0] >= _TELLING * between[1]:
            yield _derived("change", (series, months), between, [now, before], series=series, months=months, base=base)


def _shares(ranges: Mapping[Place, Range]) -> Iterator[Derived]:
    """The share of a part in the whole of the same months."""
    for (series, months), part in ranges.items():
        whole = ranges.get((series._replace(scope=""), months)) if series.scope else None
        if whole is None:
            continue
        between = part.low / whole.high, min(part.high / whole.low, Fraction(1))
        if between[0] >= _TELLING * between[1]:
            yield _derived("share", (series, months), between, [part, whole], series=series, months=months)


def _outgrown(stated: Iterable[Statement], ranges: Mapping[Place, Range]) -> Iterator[Derived]:
    """How the share of a part changed, where the growth of part and whole were told: narrower than from the shares."""
    grown = {(o.series, o.months, o.growth.base): one for one in stated if (o := one.observation).growth}
    for (series, months, base), one in grown.items():
        other = grown.get((series._replace(scope=""), months, base)) if series.scope else None
        if other is None or not ({(series, months), (other.observation.series, months)} <= ranges.keys()):
            continue
        part, whole = one.observation.growth, other.observation.growth
        assert part is not None
        assert whole is not None
        if part.absolute or whole.absolute or None in (*part.by, *whole.by):
            continue
        low, high = (Fraction(bound or 0) for bound in part.by)
        least, most = (Fraction(bound or 0) for bound in whole.by)
        found = (*witnesses(one), *witnesses(other))
        yield Derived(
            id=identity("share-change", series, months, base, *sorted(witness.claim for witness in found)),
            what="share-change",
            series=series,
            months=months,
            low=low / most,
            high=high / least,
            witnesses=found,
            assumptions=tuple(dict.fromkeys((*part.assumes, *whole.assumes))),
            base=base,
        )
