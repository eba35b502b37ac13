"""A batch: what is known is passed by, what is new is read and written, in groups that share one commit.

A source is reported only after its commit. The order of the reports, and of the journal, is the order of the batch,
however many processes read.
"""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import PurePath
from typing import Final, Protocol

from servanda.ledger.answers import Added, Read
from servanda.ledger.intake import Reader, Task, hashed, merged
from servanda.store.answers import Stated
from servanda.store.packing import Packed, Parcel, unpack_claim, unpack_problem
from servanda.store.seen import Seen, already

_GROUP: Final = 128  # sources to a commit, at most
_GROUP_BYTES: Final = 8_000_000
_GROUP_SECONDS: Final = 0.4  # a commit costs as much as ten sources in it; a person sees no delay yet
_LOOK_AHEAD: Final = 32  # sources that are looked up together
_LARGE: Final = 200_000  # bytes: before reading one so large, what is ready is written


class Journal(Protocol):
    """What a batch asks of the store."""

    def append(self, parcels: list[Parcel], *, at: dt.datetime) -> tuple[bool, ...]: ...
    def seen(self, hashes: Iterable[str]) -> dict[str, tuple[Seen, ...]]: ...
    def named(self, readings: Iterable[int]) -> dict[int, tuple[str, str, frozenset[str]]]: ...
    def claims_of(self, readings: tuple[int, ...]) -> tuple[Stated, ...]: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """A source that was read before, by this reader and under the same facts."""

    origin: str
    readings: tuple[int, ...]
    name: str | None = None
    alias: Parcel | None = None
    weight: int = 500


Item = Task | Parcel | Known


def reading(items: Iterable[Item], *, reader: Reader, jobs: int) -> Iterator[Parcel | Known | None]:
    """Read every task among the items, here or in worker processes; None now and then, when there is time to write."""
    if jobs > 1:
        from servanda.ledger.crew import Crew  # one process needs nothing of what many processes need

        with Crew(reader, jobs=jobs) as crew:
            yield from crew.map(items)
        return
    for item in items:
        if isinstance(item, Task):
            if item.weight > _LARGE:
                yield None
            yield reader.read(item)
        else:
            yield item


def told_apart(items: Iterable[Task | Parcel], *, journal: Journal, reader: Reader) -> Iterator[Item]:
    """Each item in order, those that the journal knows as such."""
    for page in _pages(items):
        yield from _known_or_not(page, journal, reader.version)


def _pages(items: Iterable[Task | Parcel]) -> Iterator[list[Task | Parcel]]:
    """Short pages at first, so that the first answer comes soon; never many bytes at once."""
    page: list[Task | Parcel] = []
    size, most = 0, 1
    for item in items:
        page.append(hashed(item) if isinstance(item, Task) else item)
        size += item.weight
        if len(page) >= most or size > _GROUP_BYTES:
            yield page
            page, size, most = [], 0, min(most * 2, _LOOK_AHEAD)
    if page:
        yield page


def _known_or_not(page: list[Task | Parcel], journal: Journal, version: str) -> list[Item]:
    seen = journal.seen([item.sha256 for item in page if isinstance(item, Task)])
    out: list[Item] = []
    known: dict[int, tuple[Task, Seen]] = {}
    for item in page:
        if isinstance(item, Task) and (times := seen.get(item.sha256)):
            item = replace(item, given=merged(times[-1].given, item.given))
            before = already(times, given=item.given, reader=version)
            if before:
                known[len(out)] = item, before
        out.append(item)
    names = journal.named({seq for _, before in known.values() for seq in before.readings}) if known else {}
    for place, (task, before) in known.items():
        out[place] = _known(task, before, names)
    return out


def _known(task: Task, before: Seen, names: dict[int, tuple[str, str, frozenset[str]]]) -> Known:
    """A known source; one that holds one document gives that document its own name, which may be a new one."""
    own = len(before.readings) == 1 and names[before.readings[0]][1] in {
        before.name,
        PurePath(before.name).name,
        "stdin",
    }
    if not own:
        return Known(origin=task.origin, readings=before.readings)
    document, _, all_names = names[before.readings[0]]
    alias = None
    if task.name not in all_names:
        alias = Parcel(name=task.name, reader="", alias=document)
    return Known(origin=task.origin, readings=before.readings, name=task.name, alias=alias)


def written(
    items: Iterable[Parcel | Known | None], *, journal: Journal, clock: Callable[[], dt.datetime], with_claims: bool
) -> Iterator[Added]:
    """Write what was read, a group to a commit, and report each source once it is safe."""
    group: list[Parcel | Known] = []
    size, since = 0, 0.0  # the first source is thus late at once, so that it is written and reported at once
    try:
        for item in items:
            if item is not None:
                group.append(item)
                size += item.weight
            late = time.monotonic() - since > _GROUP_SECONDS
            if group and (item is None or late or len(group) >= _GROUP or size > _GROUP_BYTES):
                yield from _commit(group, journal, clock(), with_claims)
                group, size, since = [], 0, time.monotonic()
    except KeyboardInterrupt:
        yield from _commit(group, journal, clock(), with_claims)  # what was read need not be read again
        raise
    yield from _commit(group, journal, clock(), with_claims)


def _commit(group: list[Parcel | Known], journal: Journal, at: dt.datetime, with_claims: bool) -> list[Added]:
    parcels = [p for item in group if (p := item.alias if isinstance(item, Known) else item)]
    new = dict(zip(map(id, parcels), journal.append(parcels, at=at), strict=True)) if parcels else {}
    done = []
    for item in group:
        if isinstance(item, Known):
            done.append(_passed_by(item, journal, with_claims))
        else:
            done.append(added(item, new=new[id(item)]))
    return done


def added(parcel: Parcel, *, new: bool = True) -> Added:
    """A parcel as it is reported."""
    rows = [*parcel.problems, *(row for packed in parcel.readings for row in packed.problems)]
    return Added(
        origin=parcel.name,
        state=("new" if new else "known") if parcel.readings else "failed",
        readings=tuple(map(_read, parcel.readings)),
        problems=tuple(map(unpack_problem, rows)),
    )


def _read(packed: Packed) -> Read:
    return Read(
        document=packed.document,
        name=packed.name,
        published=packed.published,
        outlet=packed.outlet,
        title=packed.title,
        language=packed.language,
        claims=tuple(unpack_claim(row.kind, row.claim) for row in packed.claims),
    )


def _passed_by(known: Known, journal: Journal, with_claims: bool) -> Added:
    """A known source as it is reported, with its claims where they are wanted."""
    readings: dict[str, Read] = {}
    for stated in journal.claims_of(known.readings) if with_claims else ():
        held = readings.get(stated.document)
        claims = (*(held.claims if held else ()), stated.claim)
        readings[stated.document] = Read(
            document=stated.document,
            name=known.name or stated.name,
            published=stated.published,
            outlet=stated.outlet,
            title=stated.title,
            language=stated.language,
            claims=claims,
        )
    return Added(origin=known.origin, state="known", readings=tuple(readings.values()))
