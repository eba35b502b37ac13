"""Leaves: the answers of one scope, encoded, in lists that can be narrowed and paged without opening them.

A list is kept as keys, small enough to look at all of them, and one leaf for each line. What is dated to a day (silence, lateness) is
worked out when it is read.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from itertools import groupby
from typing import TYPE_CHECKING, Any, Final

import msgspec

from servanda.publish import figures
from servanda.publish.answers import (
    BodyLine,
    ClaimLine,
    Conflict,
    Contradiction,
    DocumentLine,
    Doubt,
    Followed,
    InstrumentLine,
    PairLine,
    PersonLine,
    SeriesLine,
    SessionLine,
    Thing,
    TimelineLine,
)
from servanda.publish.doubts import claim_line, contradictions, doubts
from servanda.publish.material import Material
from servanda.publish.things import (
    body_line,
    instrument_line,
    person_line,
    session_line,
    thing,
    timeline_line,
)
from servanda.resolve.entities import Edition, Instrument, Undertaking

if TYPE_CHECKING:
    from servanda.ledger.within import Within
    from servanda.resolve import Statement
    from servanda.store.answers import Stated


class Key(msgspec.Struct, array_like=True, gc=False, frozen=True):
    """What one line of a list is narrowed, counted and ordered by; ``part`` names its leaf.

    ``first`` and ``last`` bound what it is in order of; ``heard`` is the day of the last news. ``flags`` holds the letters of :data:`FLAGS`.
    """

    part: str
    name: str
    kind: str = ""
    status: str = ""
    first: dt.date | None = None
    last: dt.date | None = None
    heard: dt.date | None = None
    due: dt.date | None = None
    flags: str = ""
    owners: tuple[str, ...] = ()
    sectors: tuple[str, ...] = ()
    bodies: tuple[str, ...] = ()


#: What a key's letters say: closed, awaited, silent when long unheard of, slipped, a draft.
CLOSED, AWAITED, HUSHED, SLIPPED, DRAFT = FLAGS = "cahsd"


class Told(msgspec.Struct, frozen=True):
    """What a document's own page shows of the record: its claims, and the ids of the documents of the same release, the first one first."""

    claims: tuple[ClaimLine, ...]
    release: tuple[str, ...]


#: The lists of a scope, and what a line of each is.
LISTS: Final[dict[str, type]] = {
    "undertakings": Followed,
    "instruments": InstrumentLine,
    "sessions": SessionLine,
    "timeline": TimelineLine,
    "people": PersonLine,
    "bodies": BodyLine,
    "documents": DocumentLine,
    "series": SeriesLine,
    "conflicts": Conflict,
    "comparisons": Conflict,
    "derived": Conflict,
    "contradictions": Contradiction,
    "review": Doubt,
    "things": Thing,
    "told": Told,
}
#: The lists of which no page looks at all the keys.
_LOOKED_UP: Final = frozenset({"things", "derived", "told"})
encode: Final = msgspec.msgpack.Encoder().encode


@cache
def decoder(kind: Any) -> Callable[[bytes], Any]:
    """What opens a leaf of a kind."""
    return msgspec.msgpack.Decoder(kind).decode


class Leaf(msgspec.Struct, frozen=True):
    """One leaf: the ``page`` it is of, its ``part`` of it (empty for the keys), and what stands on it, encoded."""

    page: str
    part: str
    data: bytes


Lines = Iterator[tuple[Key, Any]]


def leaves(within: Within) -> tuple[PairLine, list[Leaf]]:
    """Everything that the pages of a scope show, with its line in the list of all."""
    material = Material(within)
    conflicts = list(figures.conflicts(within))
    told = list(contradictions(material))
    lists: dict[str, Lines] = {
        **_things(material),
        "series": ((Key(s.key, s.title, s.indicator, sectors=(s.way,)), s) for s in figures.series_lines(within)),
        "conflicts": _conflicts(conflicts),
        "comparisons": _conflicts(figures.comparisons(within)),
        "derived": _conflicts(figures.derivations(within)),
        "contradictions": ((Key(str(n), c.told), c) for n, c in enumerate(told)),
        "review": ((Key(d.id, d.told, d.kind), d) for d in doubts(material, conflicts, told)),
        "told": _told(material, conflicts),
    }
    made = [leaf for page, lines in lists.items() for leaf in _list(page, lines)]
    made.append(Leaf("speaking", "", encode({d: " ".join(sorted(of)) for d, of in material.speaking.items()})))
    return _pair_line(material, len(conflicts)), made


def _list(page: str, lines: Lines) -> Iterator[Leaf]:
    keys = []
    for key, line in lines:
        keys.append(key)
        yield Leaf(page, key.part, encode(line))
    if page not in _LOOKED_UP:
        yield Leaf(page, "", encode(keys))


def _things(material: Material) -> dict[str, Lines]:
    """The lists that are made of things."""
    threads = material.threads.values()
    editions = [t for t in threads if isinstance(t.entity, Edition)]
    papers = [t for t in threads if isinstance(t.entity, Instrument)]
    lines = (line for thread in threads if (line := timeline_line(material, thread)))
    view = material.within.view
    own = [t.entity for t in threads] + [*material.people, *material.bodies, *material.series]
    own += [e for e in view.record.entities.values() if e.kind == "place"]
    return {
        "undertakings": (
            (_followed(material.lines[t.id]), material.lines[t.id])
            for t in threads
            if isinstance(t.entity, Undertaking)
        ),
        "instruments": ((_paper(line), line) for line in (instrument_line(material, t) for t in papers)),
        "sessions": ((_edition(line), line) for line in (session_line(material, t) for t in editions)),
        "timeline": ((_dated(material, line), line) for line in lines),
        "people": (
            (Key(p.address, p.name, first=p.first_said, last=p.last_said, owners=p.countries), p)
            for p in map(person_line, material.people)
        ),
        "bodies": ((Key(b.address, b.name, b.sort, last=b.last_seen), b) for b in map(body_line, material.bodies)),
        "documents": ((_document(line), line) for line in material.documents),
        "things": ((Key(one.address, one.name, one.kind), one) for one in (thing(material, e) for e in own)),
    }


def _conflicts(found: Iterable[Conflict]) -> Lines:
    return ((Key(c.id, c.summary, c.kind, c.verdict or "", owners=c.countries), c) for c in found)


def _followed(line: Followed, *, first: dt.date | None = None, draft: bool = False) -> Key:
    flags = (
        (CLOSED, line.closed),
        (AWAITED, line.awaited),
        (HUSHED, line.expects_news),
        (SLIPPED, bool(line.moves or (line.closed and line.slip and line.slip[1] > 0))),
        (DRAFT, draft),
    )
    return Key(
        part=line.address,
        name=line.name,
        kind=line.kind,
        status=line.status,
        first=first or line.first_said,
        last=first or line.last_heard,
        heard=line.last_heard,
        due=line.due,
        flags="".join(letter for letter, holds in flags if holds),
        owners=line.owners,
        sectors=line.sectors,
        bodies=line.bodies,
    )


def _paper(line: InstrumentLine) -> Key:
    return msgspec.structs.replace(_followed(line.line, draft=line.draft), kind=line.sort)


def _edition(line: SessionLine) -> Key:
    from servanda.resolve.statements import when

    told = when(line.date)
    return _followed(line.line, first=(told.first or told.last) if told else None)


def _dated(material: Material, line: TimelineLine) -> Key:
    return _followed(material.lines[line.address], first=line.day)


def _told(material: Material, conflicts: Iterable[Conflict]) -> Lines:
    """What each document's own page shows."""
    record = material.within.view.record
    states = {j.subject: _STATES[j.kind] for j in record.judgements if j.kind in _STATES}
    doubted: dict[str, list[str]] = defaultdict(list)
    for found in conflicts:
        for claim in found.culprit:
            doubted[claim].append(found.id)
    releases: dict[str, list[Statement]] = defaultdict(list)
    for first in (told[0] for told in record.reported):
        releases[first.source.release].append(first)
    copies = {
        s.source.document: tuple(o.source.document for o in sorted(of, key=lambda o: o.order))
        for of in releases.values()
        for s in of
    }
    corrected = {s.id: s.claim for s in record.statements if s.corrected}
    for document, told in groupby(sorted(material.within.stated, key=_place), key=lambda s: s.document):
        lines = [
            claim_line(
                corrected.get(s.id, s.claim),
                s.id,
                things=record.speaking(s.id),
                state=states.get(s.id),
                doubts=tuple(doubted.get(s.id, ())),
            )
            for s in told
        ]
        yield Key(document, ""), Told(tuple(lines), copies.get(document, (document,)))


def _place(one: Stated) -> tuple[str, int, int, str]:
    return one.document, one.claim.start, one.claim.end, one.id


_STATES: Final = {"accept": "accepted", "correct": "corrected", "reject": "rejected"}


def _document(line: DocumentLine) -> Key:
    day = line.said or line.learned.date()
    return Key(line.document, line.title or line.name, line.language or "", line.outlet or "", first=day, last=day)


def _pair_line(material: Material, conflicts: int) -> PairLine:
    threads, documents = material.threads.values(), material.documents
    days = [d.said or d.learned.date() for d in documents]
    return PairLine(
        code="-".join(material.within.countries),
        countries=material.within.countries,
        documents=len(documents),
        claims=sum(d.claims for d in documents),
        sessions=sum(t.entity.kind == "session" for t in threads),
        events=sum(t.entity.kind in {"event", "meeting"} for t in threads),
        undertakings=sum(isinstance(t.entity, Undertaking) for t in threads),
        instruments=sum(isinstance(t.entity, Instrument) for t in threads),
        people=len(material.people),
        figures=sum(s.claim.type == "figure" for s in material.within.stated),
        conflicts=conflicts,
        first_said=min(days, default=None),
        last_said=max(days, default=None),
        bodies=tuple(map(body_line, material.bodies)),
    )
