"""The shelf: one method for each page of the record, of a pair of countries or of one body."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any, Final, TypeVar

from servanda.problems import UsageError
from servanda.publish import scopes
from servanda.publish.answers import (
    BodyLine,
    Changes,
    Choice,
    ClaimLine,
    Conflict,
    Contradiction,
    Counts,
    DocumentLine,
    DocumentPage,
    Doubt,
    Figures,
    Followed,
    Found,
    InstrumentLine,
    Overview,
    Page,
    PairLine,
    PersonLine,
    Query,
    SessionLine,
    Sight,
    State,
    Thing,
    TimelineLine,
)
from servanda.publish.changing import by_clock, turning
from servanda.publish.choosing import choose, quiet, turned
from servanda.publish.documents import document_page
from servanda.publish.doubts import claim_line
from servanda.publish.leaves import Key, Told, decoder
from servanda.publish.lines import dated
from servanda.publish.renewing import Answers, Keeper, Renewal
from servanda.publish.scopes import Scope
from servanda.publish.searching import Searching
from servanda.publish.things import joined

if TYPE_CHECKING:
    from servanda.ledger import Ledger
    from servanda.store.shelving import Standing

T = TypeVar("T")
PUBLIC: Final = Sight()
ALL: Final = Choice()
_LONGEST: Final = 300  # characters of an address
_SHORT: Final = 10  # lines of a list on the first page of a scope
_AHEAD: Final = 90  # days within which something counts as due


@dataclass(frozen=True, slots=True)
class _Opened:
    """What one page is made from: the scope, the day, the leaves."""

    scope: Scope
    day: dt.date
    leaves: Answers

    def keys(self, page: str, choice: Choice = ALL, *, order: str = "") -> list[Key]:
        return choose(self.leaves.keys(page), choice, self.day, body=self.scope.body, order=order)

    def page(
        self,
        name: str,
        choice: Choice = ALL,
        *,
        cursor: str | None = None,
        limit: int = 50,
        order: str = "",
    ) -> Page[Any]:
        """A page of a list."""
        chosen = turned(self.keys(name, choice, order=order), cursor, limit)
        items = tuple(self.lines(name, chosen.keys))
        return Page(items=items, total=chosen.total, cursor=chosen.cursor, facets=chosen.facets)

    def lines(self, name: str, keys: Iterable[Key]) -> Iterator[Any]:
        """The lines of keys, as of the day."""
        found = self.leaves.lines(name, [key.part for key in keys])
        yield from (_as_of(line, self.day) for line in found)


def _as_of(line: Any, day: dt.date) -> Any:
    """A line as of a day."""
    if isinstance(line, Followed):
        return dated(line, day)
    if isinstance(line, InstrumentLine | SessionLine):
        return replace(line, line=dated(line.line, day))
    if isinstance(line, Thing) and line.chain is not None:
        return replace(line, chain=replace(line.chain, line=dated(line.chain.line, day)))
    return line


class Shelf:
    """The record of a ledger as pages show it.

    A *scope* is a pair of countries (``AZ-RU``) or the address of a body (``body/AZ-RU``). ``as_of`` asks for what had been said by that
    day; ``seen_by`` tells whose eyes look: documents under embargo contribute nothing for who may not see them. What is stale is made anew when it is
    asked for, unless the shelf is kept. Raises UsageError for what is not there.
    """

    def __init__(
        self, ledger: Ledger, *, today: Callable[[], dt.date] = lambda: dt.datetime.now(dt.UTC).date()
    ) -> None:
        self._ledger = ledger
        self._today = today
        self._renewal = Renewal(ledger, today)
        self._keeper: Keeper | None = None
        self._searching = Searching(ledger)

    # ---- keeping it up with the journal -----------------------------------------------------------------------------------

    def renew(self) -> int:
        """Make everything anew that is stale, now; how many scopes that were."""
        return self._renewal.renew()

    def state(self) -> State:
        """How far the shelf is."""
        progress = self._ledger.shelving.progress()
        standing = self._ledger.shelving.standing(None, self._today())
        waiting = sum(one.stale for one in standing)
        return State(made=progress.seen, entries=progress.entries, waiting=waiting, scopes=len(standing))

    def keep(self) -> None:
        """Keep the shelf up with the journal in a thread of its own, until :meth:`close`; pages then wait for nothing."""
        if self._keeper is None:
            self._keeper = Keeper(self._renewal)

    def nudge(self, wait: float = 0.0) -> bool:
        """Tell that something was written; with ``wait``, give the keeper so many seconds to catch up. Whether it has."""
        return self._keeper.nudge(wait) if self._keeper else False

    def close(self) -> None:
        """End the keeper, where there is one."""
        if self._keeper is not None:
            self._keeper.close()
            self._keeper = None

    # ---- pages of a scope ---------------------------------------------------------------------------------------------

    def pairs(self, *, cursor: str | None = None, limit: int = 100, seen_by: Sight = PUBLIC) -> Page[PairLine]:
        """All pairs of countries with what is held on each, those with the most documents first; a facet counts their countries."""
        lines = {line.code: line for line in self._pair_lines(seen_by)}
        keys = [Key(code, code, first=p.first_said, owners=p.countries) for code, p in lines.items()]
        keys.sort(key=lambda k: (-lines[k.part].documents, k.part))
        chosen = turned(keys, cursor, limit)
        items = tuple(lines[key.part] for key in chosen.keys)
        return Page(items=items, total=chosen.total, cursor=chosen.cursor, facets=chosen.facets)

    def overview(self, scope: str, as_of: dt.date | None = None, *, seen_by: Sight = PUBLIC) -> Overview:
        """The first page of a scope."""
        at = self._open(scope, as_of, seen_by)
        times = at.keys("timeline", order="day")
        meetings = [key for key in times if key.kind == "session"]
        coming = [key for key in times if key.first and key.first >= at.day and "c" not in key.flags]
        past = [key for key in meetings if key.first and key.first < at.day and key.status == "held"]
        owed = at.keys("undertakings", Choice(open=True), order="due")
        late = at.keys("undertakings", Choice(overdue=True), order="due")
        soon = [k for k in owed if k.due and at.day <= k.due <= at.day + dt.timedelta(_AHEAD)]
        hushed = at.keys("undertakings", Choice(silent_for=quiet()), order="")
        slipped = at.keys("sessions", Choice(slipped=True), order="-day") + at.keys(
            "undertakings", Choice(slipped=True), order="-day"
        )
        first = partial(_first, at)
        pair = at.leaves.pair
        return Overview(
            scope=str(at.scope),
            countries=at.scope.countries,
            as_of=at.day,
            next_session=next(iter(first("timeline", [k for k in coming if k.kind == "session"], 1)), None),
            last_session=next(iter(first("timeline", past[::-1], 1)), None),
            coming=first("timeline", coming),
            due=first("undertakings", soon),
            overdue=first("undertakings", late[::-1]),
            slipped=tuple(self._slipped(at, slipped)),
            silent=first("undertakings", sorted(hushed, key=lambda k: k.heard or dt.date.min)),
            conflicts=first("conflicts", at.leaves.keys("conflicts")),
            contradictions=first("contradictions", at.leaves.keys("contradictions")),
            documents=first("documents", at.leaves.keys("documents")),
            bodies=pair.bodies,
            counts=Counts(
                documents=pair.documents,
                claims=pair.claims,
                sessions=len([k for k in at.keys("sessions") if k.kind == "session"]),
                events=len([k for k in at.keys("sessions") if k.kind != "session"]),
                undertakings=len(at.keys("undertakings")),
                open=len(owed),
                overdue=len(late),
                silent=len(hushed),
                instruments=len(at.keys("instruments")),
                people=pair.people,
                bodies=len(pair.bodies),
                figures=pair.figures,
                conflicts=pair.conflicts,
            ),
        )

    def _slipped(self, at: _Opened, keys: Sequence[Key]) -> Iterator[Followed]:
        chosen = sorted(keys, key=lambda k: (k.heard or dt.date.min, k.part), reverse=True)[:_SHORT]
        for key in chosen:
            name = "undertakings" if key.kind == "undertaking" else "sessions"
            for line in at.lines(name, (key,)):
                yield line if isinstance(line, Followed) else line.line

    def timeline(
        self,
        scope: str,
        choice: Choice = ALL,
        *,
        as_of: dt.date | None = None,
        cursor: str | None = None,
        limit: int = 100,
        seen_by: Sight = PUBLIC,
    ) -> Page[TimelineLine]:
        """Sessions, meetings and events, and papers agreed or signed, planned and actual, in the order of time."""
        return self._open(scope, as_of, seen_by).page("timeline", choice, cursor=cursor, limit=limit, order="day")

    def undertakings(
        self,
        scope: str,
        choice: Choice = ALL,
        *,
        as_of: dt.date | None = None,
        cursor: str | None = None,
        limit: int = 50,
        seen_by: Sight = PUBLIC,
    ) -> Page[Followed]:
        """What sides said they would do, what is due first; :meth:`thing` has the whole chain of one."""
        return self._open(scope, as_of, seen_by).page("undertakings", choice, cursor=cursor, limit=limit, order="due")

    def instruments(
        self,
        scope: str,
        choice: Choice = ALL,
        *,
        as_of: dt.date | None = None,
        cursor: str | None = None,
        limit: int = 50,
        seen_by: Sight = PUBLIC,
    ) -> Page[InstrumentLine]:
        """The register of papers, the newest first; ``kinds`` are their sorts."""
        return self._open(scope, as_of, seen_by).page("instruments", choice, cursor=cursor, limit=limit, order="-day")

    def sessions(
        self,
        scope: str,
        choice: Choice = ALL,
        *,
        as_of: dt.date | None = None,
        cursor: str | None = None,
        limit: int = 50,
        seen_by: Sight = PUBLIC,
    ) -> Page[SessionLine]:
        """Sessions, meetings and events, the newest first; ``kinds`` are ``session``, ``meeting``, ``event``."""
        return self._open(scope, as_of, seen_by).page("sessions", choice, cursor=cursor, limit=limit, order="-day")

    def people(
        self,
        scope: str,
        choice: Choice = ALL,
        *,
        as_of: dt.date | None = None,
        cursor: str | None = None,
        limit: int = 50,
        seen_by: Sight = PUBLIC,
    ) -> Page[PersonLine]:
        """Persons with every spelling and their offices over time, by name; ``owner`` is their country."""
        at = self._open(scope, as_of, seen_by)
        return replace(at, scope=Scope(at.scope.countries)).page(
            "people", choice, cursor=cursor, limit=limit, order="name"
        )

    def bodies(self, scope: str, *, as_of: dt.date | None = None, seen_by: Sight = PUBLIC) -> tuple[BodyLine, ...]:
        """The standing bodies, those with the most sessions first."""
        return self._open(scope, as_of, seen_by).leaves.pair.bodies

    def documents(
        self,
        scope: str,
        choice: Choice = ALL,
        *,
        as_of: dt.date | None = None,
        cursor: str | None = None,
        limit: int = 50,
        seen_by: Sight = PUBLIC,
    ) -> Page[DocumentLine]:
        """The documents, the newest first; ``kinds`` are languages, ``statuses`` outlets."""
        at = self._open(scope, as_of, seen_by)
        return replace(at, scope=Scope(at.scope.countries)).page("documents", choice, cursor=cursor, limit=limit)

    def figures(
        self,
        scope: str,
        choice: Choice = ALL,
        *,
        as_of: dt.date | None = None,
        cursor: str | None = None,
        limit: int = 12,
        seen_by: Sight = PUBLIC,
    ) -> Figures:
        """The figures, a page of series at a time (``kinds`` are indicators), with the first conflicts and comparisons."""
        at = self._open(scope, as_of, seen_by)
        whole = replace(at, scope=Scope(at.scope.countries))
        return Figures(
            scope=str(at.scope),
            as_of=at.day,
            series=whole.page("series", choice, cursor=cursor, limit=limit),
            conflicts=whole.page("conflicts", limit=20),
            comparisons=whole.page("comparisons", limit=20),
        )

    def conflicts(
        self,
        scope: str,
        choice: Choice = ALL,
        *,
        as_of: dt.date | None = None,
        cursor: str | None = None,
        limit: int = 20,
        seen_by: Sight = PUBLIC,
    ) -> Page[Conflict]:
        """Figures that cannot be true together, with proofs; ``kinds`` narrow them."""
        at = self._open(scope, as_of, seen_by)
        return replace(at, scope=Scope(at.scope.countries)).page("conflicts", choice, cursor=cursor, limit=limit)

    def contradictions(
        self, scope: str, *, as_of: dt.date | None = None, seen_by: Sight = PUBLIC
    ) -> tuple[Contradiction, ...]:
        """Numbers of sessions and counts of papers that cannot be true together."""
        at = self._open(scope, as_of, seen_by)
        return tuple(at.lines("contradictions", at.leaves.keys("contradictions")))

    def proof(self, scope: str, id_: str, *, as_of: dt.date | None = None, seen_by: Sight = PUBLIC) -> Conflict:
        """A conflict, a comparison or a derived value (of the kind ``derived``) by its id, with its proof."""
        at = self._open(scope, as_of, seen_by)
        for name in ("conflicts", "comparisons", "derived"):
            for line in at.leaves.lines(name, (id_,)):
                assert isinstance(line, Conflict)
                return line
        raise UsageError(f"no finding of {scope} has the id {id_[:40]!r}")

    def review(
        self,
        scope: str,
        choice: Choice = ALL,
        *,
        as_of: dt.date | None = None,
        cursor: str | None = None,
        limit: int = 20,
        seen_by: Sight = PUBLIC,
    ) -> Page[Doubt]:
        """The review queue of a scope; ``kinds`` are those of a :class:`Doubt`."""
        at = self._open(scope, as_of, seen_by)
        return replace(at, scope=Scope(at.scope.countries)).page("review", choice, cursor=cursor, limit=limit)

    def changes(self, scope: str, since: dt.date, until: dt.date, *, seen_by: Sight = PUBLIC) -> Changes:
        """What changed in a scope between two days. Raises UsageError when the first is not before the second."""
        if since >= until:
            raise UsageError(f"{since} is not before {until}")
        asked = self._scope(scope, seen_by)
        standing = self._renewal.standing(asked.code, kept=self._keeper is not None)
        if standing is None:
            raise UsageError(f"the record knows nothing about {asked.code}")
        found = None if asked.code in self._beside(seen_by) else self._by_clock(standing, since, until)
        found = found or self._renewal.changes(standing, since, until, _circles(seen_by))
        return replace(found, scope=str(asked))

    def _by_clock(self, standing: Standing, since: dt.date, until: dt.date) -> Changes | None:
        """What only time brought between two days; None where something was said or judged meanwhile, or may have been."""
        stored = self._renewal.stored(standing)
        judged = any(since < judgement.on <= self._today() for judgement in self._ledger.judgements(circles=None))
        if stored is None or stored.pair.last_said is None or stored.pair.last_said > since or judged:
            return None
        at = _Opened(Scope(stored.pair.countries), until, stored)
        found: list[tuple[Key, Followed]] = []
        for name in ("undertakings", "sessions", "instruments"):
            keys = list(turning(stored.keys(name), since, until))
            lines = (line if isinstance(line, Followed) else line.line for line in at.lines(name, keys))
            found += zip(keys, lines, strict=True)
        return Changes(scope=standing.code, since=since, until=until, changes=by_clock(found, since, until))

    # ---- single things ------------------------------------------------------------------------------------------------

    def thing(self, address: str, *, as_of: dt.date | None = None, seen_by: Sight = PUBLIC) -> Thing:
        """Everything on one thing under its address, or another address that it went by."""
        asked = address.strip().strip("/")
        if not 0 < len(asked) <= _LONGEST:
            raise UsageError("the record knows nothing called so")
        found = list(self._things(asked, as_of, seen_by))
        if not found:
            raise UsageError(f"the record knows nothing called {address[:80]!r}")
        return joined(found)

    def _things(self, asked: str, as_of: dt.date | None, seen_by: Sight) -> Iterator[Thing]:
        if self._keeper is None:
            self._renewal.renew()
        placed = dict(self._ledger.shelving.addressed(asked) or self._ledger.shelving.addressed(asked.lower()))
        placed |= {code: asked for code in self._beside(seen_by) if code not in placed}
        for code, target in placed.items():
            answers = self._answers(tuple(code.split("-")), as_of, seen_by)
            if answers is not None:
                at = _Opened(Scope(answers.pair.countries), as_of or self._today(), answers)
                yield from at.lines("things", (Key(target, ""),))

    def document(self, document: str, *, seen_by: Sight = PUBLIC) -> DocumentPage:
        """A document in full, with its claims and the things that they speak of."""
        if self._keeper is None:
            self._renewal.file()
        circles = _circles(seen_by)
        kept = next(self._ledger.documents(document=document, circles=circles), None) if document.strip() else None
        text = self._ledger.document(kept.id, circles=circles) if kept else None
        if kept is None or text is None:
            raise UsageError(f"the ledger holds no document {document[:40]!r}")
        belongs = self._ledger.shelving.scopes_of(kept.id)
        answers = self._answers(tuple(belongs[0].split("-")), None, seen_by) if belongs else None
        told: Told | None = next(iter(answers.lines("told", (kept.id,))), None) if answers else None
        lines = answers.lines("documents", told.release) if answers and told else []
        claims = told.claims if told else self._claims(kept.id, circles)
        noted = (n.problem for n in self._ledger.problems(document=kept.id, circles=circles))
        return document_page(kept, text, claims, lines, belongs, problems=tuple((p.code, p.message) for p in noted))

    def _claims(self, document: str, circles: tuple[str, ...]) -> tuple[ClaimLine, ...]:
        found = (claim_line(s.claim, s.id) for s in self._ledger.claims(document=document, circles=circles))
        return tuple(sorted(found, key=lambda one: (one.start, one.end, one.claim)))

    def search(self, query: Query, *, cursor: str | None = None, limit: int = 20, seen_by: Sight = PUBLIC) -> Found:
        """Documents by their words, newest first, with facets; a query without a word gives all that its facets leave."""
        if self._keeper is None:
            self._renewal.renew()
        return self._searching.search(query, cursor=cursor, limit=limit, seen_by=seen_by)

    # ---- what the pages are made from ------------------------------------------------------------------------------------

    def _scope(self, reference: str, seen_by: Sight) -> Scope:
        if not scopes.is_body(reference):
            return Scope(scopes.countries(reference))
        for thing in sorted(self._things(reference, None, seen_by), key=lambda t: t.scopes != ("-".join(t.countries),)):
            if thing.body is not None:
                return Scope(tuple(thing.scopes[0].split("-")), thing.address)
        raise UsageError(f"the record knows no body called {reference[:80]!r}")

    def _open(self, scope: str, as_of: dt.date | None, seen_by: Sight) -> _Opened:
        asked = self._scope(scope, seen_by)
        found = self._answers(asked.countries, as_of, seen_by)
        if found is None:
            raise UsageError(f"the record knows nothing about {asked.code}")
        return _Opened(asked, as_of or self._today(), found)

    def _answers(self, countries: tuple[str, ...], as_of: dt.date | None, seen_by: Sight) -> Answers | None:
        """The answers of a scope: those that are stored, or made for a day past or for groups that see more of it."""
        code = "-".join(countries)
        standing = self._renewal.standing(code, kept=self._keeper is not None)
        if standing is None:
            return None
        if seen_by.groups and code in self._beside(seen_by):
            return self._renewal.aside(standing, as_of, _circles(seen_by))
        stored = self._renewal.stored(standing)
        if as_of is None or stored is None:
            return stored
        last = stored.pair.last_said or as_of
        return stored if as_of >= max(last, self._today()) else self._renewal.aside(standing, as_of, ())

    def _beside(self, seen_by: Sight) -> frozenset[str]:
        """The scopes of which some groups see more than everybody."""
        if seen_by.is_public:
            return frozenset()
        more = self._ledger.withheld() - self._ledger.withheld(_circles(seen_by))
        return self._ledger.shelving.scopes_among(more)

    def _pair_lines(self, seen_by: Sight) -> Iterator[PairLine]:
        """The lines of all scopes of which one may see a document."""
        if self._keeper is None:
            self._renewal.renew()
        beside = self._beside(seen_by)
        for standing in self._ledger.shelving.standing(None, self._today()):
            if standing.code in beside:
                answers = self._renewal.aside(standing, None, _circles(seen_by))
                if answers is not None:
                    yield answers.pair
            elif standing.line is not None:
                yield decoder(PairLine)(standing.line)


def _circles(seen_by: Sight) -> tuple[str, ...]:
    return tuple(sorted(seen_by.groups))


def _first(at: _Opened, name: str, keys: Sequence[Key], count: int = _SHORT) -> tuple[Any, ...]:
    return tuple(at.lines(name, keys[:count]))
