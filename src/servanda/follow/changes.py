"""What changed between two days: new, moved, signed, held, fallen silent, overdue, contradicted."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from servanda.follow.rules import life_of
from servanda.follow.threads import Thread
from servanda.follow.view import Contradiction, View
from servanda.resolve.statements import Statement


@dataclass(frozen=True, slots=True)
class Change:
    """One change: what sort, of what, in a few words, and the statements that brought it about (none when only time passed)."""

    sort: str
    entity: str
    told: str
    statements: tuple[Statement, ...] = ()


def changes(before: View, after: View) -> list[Change]:
    """What the later view has that the earlier one has not, in order of what was said."""
    held = {anchor: t for t in before.threads() for anchor in _anchors(t)}
    found = [change for t in after.threads() for change in _changed(_earlier(t, held), t)]
    known = {_sides(c) for c in before.contradictions()}
    found += [
        Change("contradicted", conflict.entities[0], conflict.told, conflict.statements)
        for conflict in after.contradictions()
        if _sides(conflict) not in known
    ]
    return sorted(found, key=lambda c: (c.statements[0].said if c.statements else after.day, c.sort, c.entity))


def _anchors(found: Thread) -> Iterator[str]:
    return (f"{found.entity.kind}:{anchor}" for anchor in found.entity.anchors)


def _earlier(found: Thread, held: dict[str, Thread]) -> Thread | None:
    """The thread as it was: found by its statements, for what came in later may have given it another name."""
    return next((held[anchor] for anchor in _anchors(found) if anchor in held), None)


def _sides(conflict: Contradiction) -> tuple[str, frozenset[str]]:
    return conflict.told, frozenset(s.id for s in conflict.statements)


def _changed(before: Thread | None, after: Thread) -> Iterator[Change]:
    known = {link.statement.id for link in before.links} if before else set()
    fresh = [link for link in after.links if link.statement.id not in known]
    if before is None:
        first = after.links[0]
        yield Change("new", after.id, f"{first.status}{_for(first.window)}", (first.statement,))
        fresh = fresh[1:]
    for link in fresh:
        if link.moved:
            yield Change("moved", after.id, f"to {link.window}, {link.moved:+} days", (link.statement,))
    if before is not None and after.status != before.status:
        source = next((link.statement for link in fresh if link.status == after.status), None)
        sort = after.status if after.status in life_of(after.entity.kind).news else "status"
        yield Change(sort, after.id, f"{before.status} → {after.status}", (source,) if source else ())
    yield from _by_clock(before, after)


def _for(window: str | None) -> str:
    return f" for {window}" if window else ""


def _by_clock(before: Thread | None, after: Thread) -> Iterator[Change]:
    """What the clock alone brought."""
    if after.is_silent and not (before and before.is_silent):
        yield Change("silent", after.id, silence(after.last_heard))
    if after.overdue is not None and not (before and before.overdue is not None):
        yield Change("overdue", after.id, lateness(after.windows[-1]))


def silence(last_heard: dt.date) -> str:
    """What is told of a thing that has fallen silent."""
    return f"last heard of on {last_heard}"


def lateness(window: str) -> str:
    """What is told of a thing that has become overdue."""
    return f"was for {window}"
