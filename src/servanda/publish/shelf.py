"""The shelf: one method for each page of the record, of a pair of countries or of one body."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any, Final, TypeVar

from servanda.problems import UsageError
from servanda.publish import scopes
from servanda.publish.answers import (
    BodyLine,
    ChangeLine,
    Changes,
    Choice,
    Conflict,
    Contradiction,
    Counts,
    DocumentLine,
    DocumentPage,
    Doubt,
    Figures,
    Followed,
    Found,
    Hit,
    InstrumentLine,
    Overview,
    Page,
    PairLine,
    PersonLine,
    Query,
    SessionLine,
    Sight,
    Thing,
    TimelineLine,
)
from servanda.publish.choosing import choose, facets, turned
from servanda.publish.doubts import claim_line
from servanda.publish.leaves import LISTS, Key, Leaf, Told, decoder, leaves
from servanda.publish.lines import dated, quotes
from servanda.publish.scopes import Scope
from servanda.resolve.statements import scopes as belonging

if TYPE_CHECKING:
    from servanda.ledger import Ledger

T = TypeVar("T")
PUBLIC: Final = Sight()
ALL: Final = Choice()
_SHORT: Final = 10  # lines of a list on the first page of a scope
_AHEAD: Final = 90  # days within which something counts as due


class Made:
    """The leaves of one scope, in memory."""

    def __init__(self, pair: PairLine, made: Iterable[Leaf]) -> None:
        self.pair = pair
        self._leaves = {(leaf.page, leaf.part): leaf.data for leaf in made}

    def keys(self, page: str) -> list[Key]:
        """The keys of a list."""
        found: list[Key] = decoder(list[Key])(self._leaves[page, ""])
        return found

    def lines(self, page: str, parts: Sequence[str]) -> list[Any]:
        """Lines of a list by their keys' parts; those that are there, in this order."""
        found = (self._leaves.get((page, part)) for part in parts)
        return [decoder(LISTS[page])(data) for data in found if data is not None]


@dataclass(frozen=True, slots=True)
class _Opened:
    """What one page is made from: the scope, the day, the leaves."""

    scope: Scope
    day: dt.date
    leaves: Made

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

    A *scope* is a pair of countries (``AZ-RU``) or the address of a body (``body/AZ-RU``). ``as_of`` asks what was known of what had been said
    by that day; ``seen_by`` tells whose eyes look. ``hidden`` gives the documents that some eyes may not see; by default none is.
    Raises UsageError for what is not there.
    """

    def __init__(
        self,
        ledger: Ledger,
        *,
        hidden: Callable[[Sight], Collection[str]] = lambda _: (),
        today: Callable[[], dt.date] = lambda: dt.datetime.now(dt.UTC).date(),
    ) -> None:
        self._ledger = ledger
        self._hidden = hidden
        self._today = today

    # ---- pages of a scope ---------------------------------------------------------------------------------------------

    def pairs(self, *, cursor: str | None = None, limit: int = 100, seen_by: Sight = PUBLIC) -> Page[PairLine]:
        """All pairs of countries with what is held on each, those with the most documents first; a facet counts their countries."""
        lines = {"-".join(c): self._leaves(c, None, seen_by).pair for c in self._ledger.scopes()}
        keys = [Key(code, code, first=p.first_said, owners=p.countries) for code, p in lines.items() if p.documents]
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
        quiet = at.keys("undertakings", Choice(silent_for=_quiet()), order="")
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
            silent=first("undertakings", sorted(quiet, key=lambda k: k.heard or dt.date.min)),
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
                silent=len(quiet),
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
        from servanda.follow import changes

        if since >= until:
            raise UsageError(f"{since} is not before {until}")
        asked = self._scope(scope)
        before, after = (self._within(asked.countries, day, seen_by) for day in (since, until))
        record = after.view.record
        found = []
        for change in changes(before.view, after.view):
            entity = record.entities[change.entity]
            if after.holds(entity):
                found.append(
                    ChangeLine(
                        sort=change.sort,
                        address=entity.id,
                        kind=entity.kind,
                        name=entity.name,
                        told=change.told,
                        quotes=quotes(change.statements),
                    )
                )
        return Changes(scope=str(asked), since=since, until=until, changes=tuple(found))

    # ---- single things ------------------------------------------------------------------------------------------------

    def thing(self, address: str, *, as_of: dt.date | None = None, seen_by: Sight = PUBLIC) -> Thing:
        """Everything on one thing under its address, or another address that it went by."""
        asked = address.strip().strip("/")
        for countries in self._ledger.scopes():
            at = _Opened(Scope(countries), as_of or self._today(), self._leaves(countries, as_of, seen_by))
            for line in at.lines("things", (Key(asked, ""),)):
                assert isinstance(line, Thing)
                return line
        raise UsageError(f"the record knows nothing called {address[:80]!r}")

    def document(self, document: str, *, seen_by: Sight = PUBLIC) -> DocumentPage:
        """A document in full, with its claims and the things that they speak of."""
        kept = next(self._ledger.documents(document=document), None)
        text = self._ledger.document(kept.id) if kept else None
        if kept is None or text is None or kept.id in self._hidden(seen_by):
            raise UsageError(f"the ledger holds no document {document[:40]!r}")
        stated = list(self._ledger.claims(document=kept.id))
        belongs = belonging(s.claim for s in stated)
        told = self._told(belongs[0], kept.id, seen_by) if belongs else None
        lines = self._leaves(belongs[0], None, seen_by).lines("documents", told.release) if told else []
        claims = told.claims if told else tuple(claim_line(s.claim, s.id) for s in stated)
        own = DocumentLine(
            document=kept.id,
            name=kept.name,
            title=kept.title,
            outlet=kept.outlet,
            language=kept.language,
            published=text.published,
            said=next((line.said for line in lines if line.document == kept.id), text.published),
            learned=kept.learned,
            claims=len(stated),
            url=text.url,
        )
        noted = (n.problem for n in self._ledger.problems(document=kept.id))
        return DocumentPage(
            line=own,
            text=text.text,
            paragraphs=tuple((p.start, p.end) for p in text.paragraphs),
            passages=tuple((p.span.start, p.span.end, p.language) for p in text.passages),
            claims=claims,
            sha256=text.sha256,
            media_type=kept.media_type,
            published_rule=text.published_rule,
            reader=kept.reader,
            names=kept.names,
            scopes=tuple("-".join(countries) for countries in belongs),
            origin=lines[0] if lines and lines[0].document != kept.id else None,
            copies=tuple(line for line in lines if line.document != kept.id),
            problems=tuple((p.code, p.message) for p in noted),
        )

    def _told(self, countries: tuple[str, ...], document: str, seen_by: Sight) -> Told | None:
        found = self._leaves(countries, None, seen_by).lines("told", (document,))
        return found[0] if found else None

    def search(self, query: Query, *, cursor: str | None = None, limit: int = 20, seen_by: Sight = PUBLIC) -> Found:
        """Full-text search over documents, newest first."""
        hidden = self._hidden(seen_by)
        try:
            kept = [k for k in self._ledger.documents(text=query.text) if k.id not in hidden]
        except UsageError:
            kept = []
        keys = [Key(k.id, k.name) for k in kept]
        chosen = turned(keys, cursor, limit)
        pages = [self.document(key.part, seen_by=seen_by) for key in chosen.keys]
        hits = tuple(Hit(document=p.line, snippets=(), claims=p.claims[:3], scopes=p.scopes) for p in pages)
        page = Page(items=hits, total=chosen.total, cursor=chosen.cursor, facets=facets(keys))
        return Found(query=query.text, understood=tuple(query.text.split()), hits=page, things=())

    # ---- what the pages are made from ------------------------------------------------------------------------------------

    def _scope(self, reference: str) -> Scope:
        if not scopes.is_body(reference):
            return Scope(scopes.countries(reference))
        for countries in self._ledger.scopes():
            if any(body.address == reference for body in self._leaves(countries, None, PUBLIC).pair.bodies):
                return Scope(countries, reference)
        raise UsageError(f"the record knows no body called {reference[:80]!r}")

    def _open(self, scope: str, as_of: dt.date | None, seen_by: Sight) -> _Opened:
        asked = self._scope(scope)
        found = self._leaves(asked.countries, as_of, seen_by)
        if not found.pair.documents:
            raise UsageError(f"the record knows nothing about {asked.code}")
        return _Opened(asked, as_of or self._today(), found)

    def _within(self, countries: tuple[str, ...], as_of: dt.date | None, seen_by: Sight) -> Any:
        return self._ledger.within(countries, as_of=as_of, without=self._hidden(seen_by))

    def _leaves(self, countries: tuple[str, ...], as_of: dt.date | None, seen_by: Sight) -> Made:
        return Made(*leaves(self._within(countries, as_of, seen_by)))


def _first(at: _Opened, name: str, keys: Sequence[Key], count: int = _SHORT) -> tuple[Any, ...]:
    return tuple(at.lines(name, keys[:count]))


def _quiet() -> int:
    from servanda.follow.rules import rules

    return rules().silent_after + 1
