"""What changed within a scope between two days."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from servanda.follow import changes
from servanda.follow.changes import lateness, silence
from servanda.publish.answers import ChangeLine, Changes, Followed
from servanda.publish.choosing import quiet, silent_for
from servanda.publish.lines import quotes

if TYPE_CHECKING:
    from servanda.ledger.within import Within
    from servanda.publish.leaves import Key


def changed(within: Within, since: dt.date, until: dt.date) -> Changes:
    """What the record of a scope tells as of the later day that it does not as of the earlier."""
    before, after = within.at(since), within.at(until)
    entities = after.view.record.entities
    found = ((change, entities[change.entity]) for change in changes(before.view, after.view))
    lines = tuple(
        ChangeLine(
            sort=change.sort,
            address=entity.id,
            kind=entity.kind,
            name=entity.name,
            told=change.told,
            quotes=quotes(change.statements),
        )
        for change, entity in found
        if after.holds(entity)
    )
    return Changes(scope="-".join(within.countries), since=since, until=until, changes=lines)


def turning(keys: Iterable[Key], since: dt.date, until: dt.date) -> Iterator[Key]:
    """The keys of what fell silent or became overdue between two days between which nothing was said."""
    return (key for key in keys if _silent(key, until) > _silent(key, since) or _late(key, until) > _late(key, since))


def _silent(key: Key, day: dt.date) -> bool:
    return silent_for(key, day) >= quiet()


def _late(key: Key, day: dt.date) -> bool:
    return key.due is not None and key.due < day


def by_clock(found: Iterable[tuple[Key, Followed]], since: dt.date, until: dt.date) -> tuple[ChangeLine, ...]:
    """What only time brought to things between two days."""
    told = []
    for key, line in found:
        if _silent(key, until) and not _silent(key, since):
            told.append(("silent", line, silence(line.last_heard)))
        if _late(key, until) and not _late(key, since):
            told.append(("overdue", line, lateness(line.windows[-1])))
    told.sort(key=lambda one: (one[0], one[1].address))
    return tuple(
        ChangeLine(sort=sort, address=line.address, kind=line.kind, name=line.name, told=words, quotes=())
        for sort, line, words in told
    )
