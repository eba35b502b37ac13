"""The figures of a scope as series of claims with ranges, and what cannot be true together, with proofs."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Final

from servanda.publish.answers import (
    Argument,
    Conflict,
    DerivedLine,
    Period,
    Point,
    ProofLine,
    Repair,
    SeriesLine,
    Witness,
)
from servanda.record import digest

if TYPE_CHECKING:
    import datetime as dt

    from servanda.ledger.within import Within
    from servanda.reconcile.findings import Argument as Proof
    from servanda.reconcile.findings import Derived, Finding
    from servanda.reconcile.tables import Claimed, Entry

_SHOWN: Final = 20  # claims that something rests on, where many state the same
_ALIKE: Final = 3  # witnesses that state the very same
_KEY: Final = 8  # hex digits by which a series is named in an address


def series_lines(within: Within) -> Iterator[SeriesLine]:
    """Every series of the scope, each with its periods in the order of time."""
    found: dict[tuple[str, str, str, str, str], list[Entry]] = defaultdict(list)
    for entry in within.reconciliation.figures:
        if entry.countries == within.countries:
            found[entry.indicator, entry.way, entry.scope, entry.unit, entry.series].append(entry)
    conflicts = _conflicts_of(within)
    sources = {s.id: (s.document, s.name) for s in within.stated}
    for (indicator, way, scope, unit, title), entries in found.items():
        yield SeriesLine(
            key=digest(indicator, way, scope, unit)[:_KEY],
            title=title,
            indicator=indicator,
            way=way,
            scope=scope,
            unit=unit,
            periods=tuple(_period(entry, conflicts, sources) for entry in entries),
        )


def _conflicts_of(within: Within) -> Mapping[str, tuple[str, ...]]:
    """For each claim the conflicts that it takes part in."""
    found: dict[str, dict[str, None]] = defaultdict(dict)
    for finding in within.reconciliation.findings:
        for witness in finding.witnesses:
            found[witness.claim][finding.id] = None
    return {claim: tuple(ids) for claim, ids in found.items()}


def _period(entry: Entry, conflicts: Mapping[str, tuple[str, ...]], sources: Mapping[str, tuple[str, str]]) -> Period:
    claims = [one.claim for one in (*entry.claimed, *entry.official)]
    return Period(
        period=entry.period,
        first=entry.first,
        last=entry.last,
        claimed=tuple(_points(entry.claimed, sources, official=False)),
        official=tuple(_points(entry.official, sources, official=True)),
        derived=derived_line(entry.derived) if entry.derived else None,
        changes=tuple(map(derived_line, entry.changes)),
        conflicts=tuple(dict.fromkeys(id_ for claim in claims for id_ in conflicts.get(claim, ()))),
    )


def _points(told: Iterable[Claimed], sources: Mapping[str, tuple[str, str]], *, official: bool) -> Iterator[Point]:
    """The claims of a period, those that state the very same as one, the first of them."""
    same: dict[tuple[object, ...], list[Claimed]] = defaultdict(list)
    for one in told:
        same[one.low, one.high, one.says, one.basis, one.expected].append(one)
    for group in same.values():
        yield _point(group[0], len(group), sources, official=official)


def _point(one: Claimed, times: int, sources: Mapping[str, tuple[str, str]], *, official: bool) -> Point:
    document, name = sources.get(one.claim, ("", one.document))
    return Point(
        claim=one.claim,
        low=one.low,
        high=one.high,
        says=one.says,
        document=document,
        name=name,
        published=_day(one.published),
        speaker=one.speaker,
        basis=one.basis,
        official=official,
        expected=one.expected,
        times=times,
    )


def _day(value: str | None) -> dt.date | None:
    import datetime as dt

    return dt.date.fromisoformat(value) if value else None


def derived_line(found: Derived) -> DerivedLine:
    """What follows and nobody said, without its proof."""
    return DerivedLine(
        id=found.id,
        what=found.what,
        says=found.says,
        low=float(found.low),
        high=float(found.high),
        claims=tuple(dict.fromkeys(witness.claim for witness in found.witnesses))[:_SHOWN],
        assumptions=found.assumptions,
    )


def conflict(within: Within, found: Finding) -> Conflict:
    """A finding with its witnesses, likely slips and proof."""
    return Conflict(
        id=found.id,
        kind=found.kind,
        summary=found.summary,
        series=found.series,
        countries=found.countries,
        witnesses=_witnesses(within, found),
        assumptions=found.assumptions,
        repairs=tuple(Repair(claims=r.claims, slips=r.slips, says=r.says) for r in found.repairs),
        culprit=found.culprit,
        arguments=_arguments((found.argument,) if found.argument else ()),
        verdict=found.verdict,
    )


def derivation(within: Within, found: Derived) -> Conflict:
    """What follows and nobody said, with its witnesses and proof, shaped like a finding of the kind ``derived``."""
    return Conflict(
        id=found.id,
        kind="derived",
        summary=found.says,
        series=found.title,
        countries=found.series.pair,
        witnesses=_witnesses(within, found),
        assumptions=found.assumptions,
        arguments=_arguments(found.arguments),
    )


def _witnesses(within: Within, found: Finding | Derived) -> tuple[Witness, ...]:
    documents = {s.id: s.document for s in within.stated}
    told: Counter[str] = Counter()
    shown = []
    for one in found.witnesses:
        told[one.states] += 1
        if told[one.states] <= _ALIKE:
            shown.append(one)
    return tuple(
        Witness(
            claim=one.claim,
            quote=one.quote,
            document=documents.get(one.claim, ""),
            name=one.document,
            published=one.published,
            speaker=one.speaker,
            states=one.states,
        )
        for one in shown
    )


def _arguments(found: Iterable[Proof]) -> tuple[Argument, ...]:
    return tuple(
        Argument(
            lines=tuple(
                ProofLine(says=t.says, times=t.times, ground=t.ground, claims=t.claims[:_SHOWN]) for t in one.lines
            ),
            steps=one.steps,
            conclusion=one.conclusion,
        )
        for one in found
    )


def conflicts(within: Within) -> Iterator[Conflict]:
    """Figures of the scope that cannot be true together, and those that are possible and hardly true."""
    yield from (conflict(within, one) for one in within.reconciliation.findings)


def comparisons(within: Within) -> Iterator[Conflict]:
    """Comparisons in words, each with how it came out."""
    yield from (conflict(within, one) for one in within.reconciliation.comparisons)


def derivations(within: Within) -> Iterator[Conflict]:
    """What follows and nobody said, with proofs."""
    yield from (derivation(within, one) for one in within.reconciliation.derived)
