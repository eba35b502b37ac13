"""Figures side by side: for each series and period what was claimed, what follows, and what official statistics say."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from servanda.reconcile import words
from servanda.reconcile.findings import Derived
from servanda.reconcile.observations import Interval, Months, Observation, Series, Statement, month


@dataclass(frozen=True, slots=True, kw_only=True)
class Claimed:
    """One claim in a table: its bounds (None where only a change was told), the same in words, who says it."""

    claim: str
    low: float | None
    high: float | None
    says: str
    document: str
    published: str | None
    speaker: str | None
    basis: str | None
    expected: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One series in one period. ``first`` and ``last`` are its months, written 2021-04; a stock stands at the last.

    ``derived`` follows from other figures; ``official`` are the claims of statistics.
    """

    series: str
    indicator: str
    countries: tuple[str, ...]
    way: str
    scope: str
    unit: str
    period: str
    first: str
    last: str
    claimed: tuple[Claimed, ...]
    official: tuple[Claimed, ...]
    derived: Derived | None = None
    changes: tuple[Derived, ...] = ()


def entries(stated: Iterable[Statement], expected: Iterable[Observation], derived: Iterable[Derived]) -> list[Entry]:
    """The whole table, series by series, each in the order of time."""
    told: dict[tuple[Series, Months], list[Observation]] = {}
    for one in (*(witness for statement in stated for witness in statement.witnesses), *expected):
        told.setdefault((one.series, one.months), []).append(one)
    levels: dict[tuple[Series, Months], Derived] = {}
    changes: dict[tuple[Series, Months], list[Derived]] = {}
    for found in derived:
        place = (found.series, found.months)
        if found.what == "level":
            levels[place] = found
        else:
            changes.setdefault(place, []).append(found)
    places = sorted({*told, *levels, *changes}, key=lambda place: (place[0], place[1].last, place[1].first))
    return [_entry(place, told.get(place, ()), levels.get(place), changes.get(place, ())) for place in places]


def _entry(
    place: tuple[Series, Months], told: Sequence[Observation], derived: Derived | None, changes: Sequence[Derived]
) -> Entry:
    series, months = place
    return Entry(
        series=words.titled(series),
        indicator=words.indicator(series),
        countries=series.pair,
        way=words.way(series),
        scope=series.scope,
        unit=series.unit,
        period=words.period(series, months),
        first=month(months.last if series.stock else months.first),
        last=month(months.last),
        claimed=tuple(_claimed(one for one in told if not one.said.official)),
        official=tuple(_claimed(one for one in told if one.said.official)),
        derived=derived,
        changes=tuple(changes),
    )


def _claimed(told: Iterable[Observation]) -> Iterator[Claimed]:
    for one in told:
        low, high = one.level or Interval(None, None)
        yield Claimed(
            claim=one.said.id,
            low=None if low is None else float(low),
            high=None if high is None else float(high),
            says=words.briefly(one),
            document=one.said.name,
            published=one.said.published.isoformat() if one.said.published else None,
            speaker=one.said.claim.speaker,
            basis=one.said.basis,
            expected=one.expected,
        )
