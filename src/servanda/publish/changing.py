"""What changed within a scope between two days."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from servanda.follow import changes
from servanda.publish.answers import ChangeLine, Changes
from servanda.publish.lines import quotes

if TYPE_CHECKING:
    from servanda.ledger.within import Within


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
