"""A thread: what was said of one thing and when, how it moved, what came of it, and how long nothing was heard."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from servanda.follow.rules import life_of, rules
from servanda.record import Judgement
from servanda.resolve.entities import Edition, Entity, Instrument, Undertaking
from servanda.resolve.offices import Meant
from servanda.resolve.statements import Statement, when
from servanda.resolve.undertakings import is_ritual
from servanda.values import When


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """One thing said: the day, the status told, the time announced, and the statement with its quote.

    ``moved_from`` is the time that it was said to be moved from, ``moved`` by how many days the end of the announced time moved
    against the one before, ``reason`` what the sentence gives as the reason, where it tells a move itself. ``meant`` is
    who is quoted by an office alone, worked out. ``news`` is false for formulas, and for copies of a release that was counted already.
    """

    said: dt.date
    status: str
    window: str | None
    moved_from: str | None
    moved: int | None
    news: bool
    statement: Statement
    reason: str | None = None
    meant: Meant | None = None

    @property
    def speaker(self) -> str:
        """Who said it: the person quoted, else the outlet, else the document."""
        source = self.statement.source
        return self.statement.claim.speaker or source.outlet or source.name


@dataclass(frozen=True, slots=True)
class Slip:
    """How late it came, or is: between so many days, for the times told leave both ends open."""

    low: int
    high: int

    def __str__(self) -> str:
        return f"{self.low} days" if self.low == self.high else f"{self.low} to {self.high} days"


@dataclass(frozen=True, slots=True, kw_only=True)
class Thread:
    """What became of one thing, as of a day.

    ``status`` is how far it came; ``windows`` every time announced, in the order of announcing, and the outcome's; ``slip`` is against the
    first of them. ``last_heard`` is the day of the last news, ``silent`` how many days ago that was, ``is_silent`` whether that is longer than the
    rules allow a thread that is not closed. ``overdue`` are the days since the last day announced, None when it is not past or
    the thread is closed. ``closed_by`` is a judgement that closed it, ``succeeded_by`` the paper that took the place of this one. ``rules`` is the version of the rules.
    """

    entity: Entity
    as_of: dt.date
    links: tuple[Link, ...]
    status: str
    closed: bool
    windows: tuple[str, ...]
    outcome: Link | None
    slip: Slip | None
    last_heard: dt.date
    silent: int
    is_silent: bool
    overdue: int | None
    origins: int
    closed_by: Judgement | None = None
    succeeded_by: str | None = None
    notes: tuple[Judgement, ...] = ()
    rules: int = 1

    @property
    def id(self) -> str:
        """The id of what it follows."""
        return self.entity.id

    @property
    def reasons(self) -> tuple[str, ...]:
        """The reasons given for its moves, each once, in order; none where no sentence that tells a move gives one."""
        return tuple(dict.fromkeys(link.reason for link in self.links if link.reason))

    @property
    def slipped(self) -> bool:
        """Whether it moved, or came later than announced first."""
        moved = any(link.moved or link.moved_from for link in self.links)
        return moved or bool(self.slip and self.slip.high > 0)

    @property
    def announced(self) -> int:
        """How often it was looked forward to, each release counted once."""
        awaited = life_of(self.entity.kind).awaited
        return len({link.statement.source.release for link in self.links if link.status in awaited})


def thread(entity: Entity, day: dt.date, judgements: Sequence[Judgement] = ()) -> Thread:
    """The thread of an event, session, meeting, instrument or undertaking as of a day.

    Judgements are those that bear on the entity, oldest first.
    """
    life = life_of(entity.kind)
    links = tuple(_links(entity))
    ending = life.closing(getattr(entity, "sort", None))
    status = _status(links, entity.kind, ending)
    outcome = next((link for link in links if link.status == status and status in ending), None)
    closing = [j for j in judgements if j.kind in {"close", "reopen"} and j.on <= day]
    ruled = closing[-1] if closing and closing[-1].kind == "close" else None
    closed = status in ending or ruled is not None
    news = [link.said for link in links if link.news] or [links[0].said]
    silent = (day - news[-1]).days
    windows = _windows(links)
    return Thread(
        entity=entity,
        as_of=day,
        links=links,
        status=ruled.outcome or "closed" if ruled else status,
        closed=closed,
        windows=windows,
        outcome=outcome,
        slip=_slip(windows, outcome, day, awaited=status in life.awaited and not closed),
        last_heard=news[-1],
        silent=silent,
        is_silent=not closed and silent > rules().silent_after and not getattr(entity, "counts", ()),
        overdue=None if closed or status not in life.awaited else _overdue(windows, day),
        origins=entity.origins,
        closed_by=ruled,
        notes=tuple(j for j in judgements if j.kind in {"note", "accept"}),
        rules=rules().version,
    )


def _links(entity: Entity) -> Iterator[Link]:
    """The statements as links, in order; what is told again by a copy, or in formulas alone, is no news."""
    before: When | None = None
    releases: set[tuple[str, str, str | None]] = set()
    for statement in entity.statements:
        claim = statement.claim
        window = _window(entity, statement)
        moved_from = getattr(claim, "postponed_from", None)
        announced = when(window)
        earlier = when(moved_from) or before
        told = (statement.source.release, claim.status, window)
        yield Link(
            said=statement.said,
            status=claim.status,
            window=window,
            moved_from=moved_from,
            moved=_moved(earlier, announced),
            news=told not in releases and not _is_formula(entity, statement),
            statement=statement,
            reason=statement.reason if moved_from or claim.status in life_of(entity.kind).moves else None,
        )
        releases.add(told)
        before = announced or before


def _window(entity: Entity, statement: Statement) -> str | None:
    """The time that a statement announces, or tells of it being held."""
    claim = statement.claim
    if isinstance(entity, Undertaking):
        return str(claim.due) if claim.due else None
    told = when(claim.date) if isinstance(entity, Edition) else None
    if told is None or (claim.status in life_of(entity.kind).past and told.last and told.last < statement.said):
        return None
    return told.value


def _is_formula(entity: Entity, statement: Statement) -> bool:
    return isinstance(entity, Undertaking) and is_ritual(statement.claim.what)


def _moved(before: When | None, now: When | None) -> int | None:
    """By how many days the last day announced moved, where it did, not where it was only told more exactly."""
    if before is None or now is None or before.last is None or now.last is None:
        return None
    within = (before.first or dt.date.min) <= (now.first or dt.date.min) and now.last <= before.last
    return None if within else (now.last - before.last).days or None


def _status(links: Sequence[Link], kind: str, ending: frozenset[str]) -> str:
    """How far it came: what ended it, else for papers the furthest stage, else what was said last."""
    life = life_of(kind)
    ended = [link.status for link in links if link.status in ending]
    if ended:
        return max(ended, key=life.rank.index)
    if kind == Instrument.kind:
        return max((link.status for link in links), key=life.rank.index)
    return ([link for link in links if link.news] or links)[-1].status


def _windows(links: Sequence[Link]) -> tuple[str, ...]:
    told = (value for link in links for value in (link.moved_from, link.window))
    return tuple(dict.fromkeys(value for value in told if value and when(value)))


def _slip(windows: Sequence[str], outcome: Link | None, day: dt.date, *, awaited: bool) -> Slip | None:
    """How late against the time announced first: of the outcome, else of today for what is still awaited past its time."""
    first = when(windows[0]) if windows else None
    if first is None or first.last is None:
        return None
    came = when(outcome.window) if outcome else None
    if came and came.first and came.last:
        return Slip(max((came.first - first.last).days, 0), max((came.last - first.last).days, 0))
    late = (day - first.last).days
    return Slip(late, late) if awaited and late > 0 else None


def _overdue(windows: Sequence[str], day: dt.date) -> int | None:
    """Days since the last day announced last."""
    last = when(windows[-1]) if windows else None
    return (day - last.last).days if last and last.last and last.last < day else None


def stages(found: Thread) -> tuple[Link, ...]:
    """The first link of each status: the life of a paper."""
    seen: dict[str, Link] = {}
    for link in found.links:
        seen.setdefault(link.status, link)
    return tuple(seen.values())
