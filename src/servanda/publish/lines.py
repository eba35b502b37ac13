"""Entities and threads as lines of answers: quotes, moves, what is followed, dated to a day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from servanda.follow.rules import life_of, rules
from servanda.publish.answers import Followed, Move, Note, Quote
from servanda.publish.answers import Link as Line
from servanda.publish.sectors import sectors
from servanda.resolve.entities import Edition, Instrument, Undertaking
from servanda.resolve.statements import Statement, when

if TYPE_CHECKING:
    from servanda.follow import Link, Thread
    from servanda.record import Judgement
    from servanda.resolve import Entity


def quote(statement: Statement, *, meant: str | None = None) -> Quote:
    """A statement as it is cited."""
    claim, source = statement.claim, statement.source
    return Quote(
        claim=statement.id,
        text=claim.quote,
        document=source.document,
        name=source.name,
        start=claim.start,
        end=claim.end,
        said=statement.said,
        said_rule=statement.said_rule,
        outlet=source.outlet,
        language=source.language,
        speaker=claim.speaker,
        meant=meant,
        date_rule=claim.date_rule,
        origin=source.release,
        corrected=statement.corrected is not None,
        accepted=statement.accepted,
    )


def quotes(statements: Iterable[Statement]) -> tuple[Quote, ...]:
    """Statements as they are cited."""
    return tuple(quote(statement) for statement in statements)


def move(link: Link) -> Move:
    """One link of a chain."""
    return Move(
        said=link.said,
        status=link.status,
        window=link.window,
        moved_from=link.moved_from,
        moved=link.moved,
        reason=link.reason,
        news=link.news,
        quote=quote(link.statement, meant=link.meant.person.id if link.meant else None),
    )


def note(judgement: Judgement) -> Note:
    """A judgement as it is shown beside a thing."""
    return Note(judgement=judgement.id, kind=judgement.kind, by=judgement.by, on=judgement.on, reason=judgement.reason)


def shown(entity: Entity, status: str | None = None) -> Line:
    """A thing as one line that leads on to it."""
    date = entity.date.value if isinstance(entity, Edition) and entity.date else None
    return Line(address=entity.id, kind=entity.kind, name=titled(entity), status=status, date=date)


def titled(entity: Entity) -> str:
    """What a thing is called: editions with their number."""
    ordinal = getattr(entity, "ordinal", None)
    return f"{entity.name} ({ordinal})" if ordinal is not None and isinstance(entity, Edition) else entity.name


def followed(thread: Thread, bodies: tuple[str, ...] = ()) -> Followed:
    """A thread as a line of a list."""
    entity = thread.entity
    awaited = not thread.closed and thread.status in life_of(entity.kind).awaited
    told: Any = entity
    return Followed(
        address=entity.id,
        kind=told.kind,
        name=titled(entity),
        names=entity.names,
        countries=entity.countries,
        status=thread.status,
        closed=thread.closed,
        awaited=awaited,
        windows=thread.windows,
        due=_last_day(thread.windows[-1]) if awaited and thread.windows else None,
        slip=(thread.slip.low, thread.slip.high) if thread.slip else None,
        first_said=thread.links[0].said,
        last_heard=thread.last_heard,
        silent=thread.silent,
        is_silent=thread.is_silent,
        overdue=thread.overdue,
        announced=thread.announced,
        origins=thread.origins,
        moves=sum(bool(link.moved or link.moved_from) for link in thread.links),
        reasons=thread.reasons,
        owners=entity.who if isinstance(entity, Undertaking) else entity.countries,
        sectors=sectors(" \n ".join(entity.names)),
        bodies=bodies,
        expects_news=not (thread.succeeded_by or (isinstance(entity, Instrument) and entity.counts)),
    )


def dated(line: Followed, day: dt.date) -> Followed:
    """The same line as of another day, with nothing said between: only silence and lateness grow."""
    silent = (day - line.last_heard).days
    slip = line.slip
    if not line.closed:
        first = _last_day(line.windows[0]) if line.windows and line.awaited else None
        late = (day - first).days if first else 0
        slip = (late, late) if late > 0 else None
    return replace(
        line,
        silent=silent,
        is_silent=line.expects_news and not line.closed and silent > rules().silent_after,
        overdue=(day - line.due).days if line.due and line.due < day else None,
        slip=slip,
    )


def _last_day(window: str) -> dt.date | None:
    told = when(window)
    return told.last if told else None
