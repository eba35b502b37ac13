"""Papers counted against those that the same document lists right behind: "two road maps were signed", and three of them by name."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple

from servanda.quantities import quantities
from servanda.reconcile.findings import Finding, Witness, identity, witness
from servanda.reconcile.observations import Said
from servanda.reconcile.vocabulary import comparisons
from servanda.record import Instrument
from servanda.resolve import Instrument as Paper
from servanda.resolve import Record, Report, Source

_ASSUMED: Final = "those listed are papers of their own, not one under two names, and those that are counted"
_NEAR: Final = 160  # characters between a count and the list behind it, and between two papers of the list
_UNKNOWN_DAY: Final = dt.date.min


class _Stage(NamedTuple):
    """What papers must share to be counted together: kind, countries, how far they have come, and when."""

    kind: str
    countries: frozenset[str]
    status: str
    date: str | None


def miscounted(said: Iterable[Said]) -> Iterator[Finding]:
    """Numbers of papers, told exactly, that are exceeded by the papers of that kind and stage listed behind them."""
    documents: dict[str, list[Said]] = defaultdict(list)
    for one in said:
        if isinstance(one.claim, Instrument):
            documents[one.document].append(one)
    for told in documents.values():
        counts = [one for one in told if _may_be_exceeded(one, told) and _exact(one)]
        if counts:
            yield from _in_document(counts, told)


def _paper(one: Said) -> Instrument:
    assert isinstance(one.claim, Instrument)
    return one.claim


def _stage(one: Instrument) -> _Stage:
    return _Stage(one.kind, frozenset(one.countries), one.status, one.date)


def _may_be_exceeded(one: Said, told: Sequence[Said]) -> bool:
    count, stage = _paper(one).count, _stage(_paper(one))
    named = sum(_paper(other).count is None and _stage(_paper(other)) == stage for other in told)
    return count is not None and named > count


def _exact(one: Said) -> bool:
    """Whether exactly so many are told, and all there are: not "more than six", "five or six", "six more" or "the first six"."""
    claim, some = _paper(one), comparisons(one.language).some
    if some is None:
        return False
    quote = " ".join(claim.quote.split())
    sentence = one.sentence if quote in one.sentence else quote
    start = sentence.find(quote)
    for told in quantities(sentence, one.language):
        within = start <= told.core.start < start + len(quote)
        if within and told.value == claim.count and told.unit != "%":
            around = f"{_last_word(sentence[: told.start])} {sentence[told.end : start + len(quote)]}"
            return told.qualifier == "=" and told.upper is None and not some.search(around)
    return False


def _last_word(text: str) -> str:
    return text.split()[-1] if text.split() else ""


def _in_document(counts: Sequence[Said], told: Sequence[Said]) -> Iterator[Finding]:
    """The counts of one document, each against the papers that its record tells apart."""
    first = told[0]
    source = Source(
        document=first.document,
        name=first.name,
        published=first.published or _UNKNOWN_DAY,
        language=first.language or None,
    )
    record = Record([Report(source, tuple(one.claim for one in told))])
    for group in record.of(Paper):
        members = [member for id_ in group.members if isinstance(member := record.entities[id_], Paper)]
        for one in counts:
            if any(count.statement.id == one.id for count in group.counts):
                yield from _against(one, members, told)


def _against(one: Said, members: Sequence[Paper], told: Sequence[Said]) -> Iterator[Finding]:
    claim = _paper(one)
    listed = _listed(one, told)
    named = [found for member in members if (found := _named(member, listed)) is not None]
    apart = _apart(named)
    if claim.count is None or len(apart) <= claim.count:
        return
    ids = sorted(found.id for found in apart)
    yield Finding(
        id=identity("count", one.id, *ids),
        kind="count",
        summary=f"{claim.count} {claim.title} {claim.status} are counted, and {len(apart)} of them listed right behind",
        series=claim.title,
        countries=tuple(sorted(claim.countries)),
        witnesses=(_witness(one), *map(_witness, apart)),
        assumptions=(_ASSUMED,),
        gap=float(len(apart) - claim.count),
        unit="count",
    )


def _listed(count: Said, told: Sequence[Said]) -> list[Said]:
    """The papers named at the very stage that is counted, one close behind the other; none behind "moreover" and the like."""
    found: list[Said] = []
    last, some = count.claim.end, comparisons(count.language).some
    for one in sorted(told, key=lambda other: other.claim.start):
        claim = _paper(one)
        if claim.count is not None or claim.start < last or _stage(claim) != _stage(_paper(count)):
            continue
        before = one.sentence.partition(" ".join(claim.quote.split()))[0]
        if claim.start - last > _NEAR or (some and some.search(before)):
            break
        found.append(one)
        last = claim.end
    return found


def _named(member: Paper, listed: Sequence[Said]) -> Said | None:
    """Where a paper stands in a list."""
    ids = {statement.id for statement in member.statements}
    return next((one for one in listed if one.id in ids), None)


def _apart(named: Sequence[Said]) -> list[Said]:
    """Those whose titles each hold a word that no other's does: a shorter title may name the same paper as a longer one."""
    words = [_words(one) for one in named]
    times = Counter(word for own in words for word in own)
    return [one for one, own in zip(named, words, strict=True) if any(times[word] == 1 for word in own)]


def _words(one: Said) -> frozenset[str]:
    return frozenset(word for word in " ".join(_paper(one).title.split()).casefold().split())


def _witness(one: Said) -> Witness:
    claim = _paper(one)
    number = f"{claim.count} " if claim.count is not None else ""
    return witness(one, f"{number}{claim.title}, {claim.status}")
