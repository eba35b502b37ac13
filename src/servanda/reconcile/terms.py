"""Counts that contradict the term under which they are counted: "joint" companies, some of them owned by one side alone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Final

from servanda.reconcile import words
from servanda.reconcile.findings import Finding, Witness, identity, witness
from servanda.reconcile.observations import Said
from servanda.reconcile.vocabulary import comparisons
from servanda.record import Figure

_NEAR: Final = 60  # characters between a count and the part of it that is told behind


def contradictions(said: Iterable[Said]) -> Iterator[Finding]:
    """Counts of companies whose part, told right behind them, is no part of what the term says, or exceeds the whole."""
    documents: dict[str, list[Said]] = defaultdict(list)
    for one in said:
        if isinstance(one.claim, Figure) and one.claim.unit == "count" and one.claim.value is not None:
            documents[one.document].append(one)
    for counts in documents.values():
        counts.sort(key=lambda one: one.claim.start)
        for place, whole in enumerate(counts):
            for part in _told_behind(whole, counts[place + 1 : place + 2]):
                yield from _contradiction(whole, part)


def _told_behind(whole: Said, following: Sequence[Said]) -> Iterator[Said]:
    for part in following:
        alike = _figure(part).indicator == _figure(whole).indicator and _figure(part).target == _figure(whole).target
        if alike and 0 <= part.claim.start - whole.claim.end <= _NEAR:
            yield part


def _figure(one: Said) -> Figure:
    assert isinstance(one.claim, Figure)
    return one.claim


def _contradiction(whole: Said, part: Said) -> Iterator[Finding]:
    known = comparisons(whole.language)
    if known.joint is None or known.wholly is None:
        return
    told, of_it = _figure(whole), _figure(part)
    if known.joint.search(told.of or "") and known.wholly.search(of_it.quote) and of_it.source and not told.source:
        assert told.value is not None
        assert of_it.value is not None
        counted = f"{_about(of_it)} of {_about(told)} “{told.of}”"
        yield Finding(
            id=identity("term", whole.id, part.id),
            kind="term",
            summary=f"{counted} are owned by {of_it.source} alone: a part contradicts the term under which the whole is counted",
            series=told.indicator,
            countries=tuple(sorted(told.countries)),
            witnesses=(_witness(whole), _witness(part)),
            unit="count",
        )


def _about(figure: Figure) -> str:
    marks = {">": "more than ", "<": "fewer than ", "~": "about "}
    return marks.get(figure.qualifier or "", "") + words.amount(figure.value or Decimal(0))


def _witness(one: Said) -> Witness:
    figure = _figure(one)
    return witness(one, f"{figure.indicator} {_about(figure)}")
