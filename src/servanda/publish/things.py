"""Everything on one thing: the chain of a followed one, the offices of a person, the chairs and editions of a body."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from servanda.follow.threads import stages
from servanda.publish.answers import (
    Agenda,
    BodyLine,
    BodyOwn,
    Chain,
    ChairLine,
    CountLine,
    FigureLine,
    InstrumentLine,
    InstrumentOwn,
    Link,
    Participant,
    PersonLine,
    SessionLine,
    SessionOwn,
    Tenure,
    Thing,
    TimelineLine,
)
from servanda.publish.lines import move, note, quote, quotes, shown, titled
from servanda.publish.sectors import OTHER
from servanda.resolve.entities import Body, Edition, Entity, Instrument, Person, Place, Series, Undertaking
from servanda.resolve.statements import when

if TYPE_CHECKING:
    from servanda.follow import Thread
    from servanda.publish.material import Material
    from servanda.resolve.entities import Office

_NEARBY: Final = frozenset(
    {"protocol", "declaration", "agreement", "memorandum", "action plan", "road map", "contract"}
)
_DRAFTS: Final = frozenset({"proposed", "in preparation"})
_STANDING: Final = frozenset({"agreed", "signed", "in force", "being implemented", "completed"})


def thing(material: Material, entity: Entity) -> Thing:
    """Everything on one thing of a scope."""
    thread = material.threads.get(entity.id)
    told: dict[str, Any] = {}
    if thread is not None:
        told["chain"] = _chain(material, thread)
    elif isinstance(entity, Person):
        told["person"] = person_line(entity, quoted=True)
    elif isinstance(entity, Series):
        told["body"] = _body(material, entity)
    elif isinstance(entity, Place):
        told["here"] = tuple(_link(material, e) for e in material.within.view.at(entity))
    return Thing(
        address=entity.id,
        kind=entity.kind,
        name=titled(entity),
        countries=entity.countries,
        scopes=("-".join(material.within.countries),),
        quotes=() if thread else quotes(entity.statements),
        joined=entity.reasons,
        aliases=entity.aliases,
        **told,
    )


def _link(material: Material, entity: Entity) -> Link:
    thread = material.threads.get(entity.id)
    return shown(entity, thread.status if thread else None)


def _links(material: Material, addresses: Iterable[str | None]) -> Iterator[Link]:
    entities = material.within.view.record.entities
    yield from (_link(material, entities[address]) for address in addresses if address)


def _only(material: Material, address: str | None) -> Link | None:
    return next(_links(material, (address,)), None)


def _chain(material: Material, thread: Thread) -> Chain:
    view, entity = material.within.view, thread.entity
    concerned = view.concerned(entity) if isinstance(entity, Undertaking) else ()
    return Chain(
        line=material.lines[entity.id],
        chain=tuple(map(move, thread.links)),
        notes=tuple(map(note, thread.notes)),
        closed_by=note(thread.closed_by) if thread.closed_by else None,
        joined=entity.reasons,
        aliases=entity.aliases,
        concerns=tuple(shown(t.entity, t.status) for t in concerned),
        figures=tuple(
            FigureLine(
                indicator=s.claim.indicator,
                value=None if s.claim.value is None else float(s.claim.value),
                unit=s.claim.unit,
                qualifier=s.claim.qualifier,
                quote=quote(s),
            )
            for s in view.figures(entity)
        ),
        session=_session(material, entity) if isinstance(entity, Edition) else None,
        instrument=_instrument(material, thread) if isinstance(entity, Instrument) else None,
    )


def joined(found: Sequence[Thing]) -> Thing:
    """One thing as several scopes tell of it: of persons and places the statements of all, of others those of the scope that is its own."""
    own = sorted(found, key=lambda t: (t.scopes != ("-".join(t.countries),), -len(t.quotes), t.scopes))
    first = own[0]
    same = [
        t for t in own if t.address == first.address and (set(t.countries) & set(first.countries) or not t.countries)
    ]
    scopes = tuple(sorted({scope for t in same for scope in t.scopes}))
    if first.person is None and first.kind != "place":
        return replace(first, scopes=scopes)
    told = {quote.claim: quote for t in reversed(same) for quote in t.quotes}
    person = _one_person([t.person for t in same if t.person]) if first.person else None
    said = tuple(sorted(told.values(), key=lambda q: (q.said, q.document, q.start)))
    return replace(first, scopes=scopes, quotes=said, person=person)


def _one_person(found: Sequence[PersonLine]) -> PersonLine:
    """A person as several scopes tell of them: every name, and each office from the first day told to the last."""
    tenures: dict[tuple[str, str | None], Tenure] = {}
    for tenure in (tenure for person in found for tenure in person.offices):
        held = tenures.get((tenure.role, tenure.of), tenure)
        told = {quote.claim: quote for quote in (*held.quotes, *tenure.quotes)}
        first, last = min(held.first, tenure.first), max(held.last, tenure.last)
        both = replace(
            held, first=first, last=last, quotes=tuple(sorted(told.values(), key=lambda q: (q.said, q.claim)))
        )
        tenures[tenure.role, tenure.of] = both
    return replace(
        found[0],
        names=tuple(dict.fromkeys(name for person in found for name in person.names)),
        countries=tuple(sorted({country for person in found for country in person.countries})),
        offices=tuple(sorted(tenures.values(), key=lambda t: (t.first, t.role))),
        first_said=min(person.first_said for person in found),
        last_said=max(person.last_said for person in found),
        mentions=sum(person.mentions for person in found),
    )


# ---- sessions, meetings, events --------------------------------------------------------------------------------------


def _session(material: Material, entity: Edition) -> SessionOwn:
    record = material.within.view.record
    series = record.entities.get(entity.series) if entity.series else None
    editions = series.editions if isinstance(series, Series) else ()
    place = editions.index(entity.id) if entity.id in editions else None
    near = (None, None) if place is None else (editions[place - 1] if place else None, (*editions, None)[place + 1])
    papers, agreed = _told_beside(material, entity)
    formats = (getattr(s.claim, "format", None) for s in reversed(entity.statements))
    return SessionOwn(
        series=shown(series) if series else None,
        ordinal=entity.ordinal,
        inferred=entity.inferred,
        date=entity.date.value if entity.date else None,
        place=entity.place,
        format=next((told for told in formats if told), None),
        participants=tuple(_participants(material, entity)),
        protocol=tuple(_link(material, paper) for paper in papers),
        agreed=_by_sector(material, agreed),
        before=_only(material, near[0]),
        after=_only(material, near[1]),
    )


def _told_beside(material: Material, entity: Edition) -> tuple[list[Instrument], list[Undertaking]]:
    """The papers and undertakings that the documents tell of which report that it was held, and of no other edition of its series."""
    held = {s.source.document for s in entity.statements if s.claim.status == "held"}
    entities = material.within.view.record.entities
    series = entities.get(entity.series) if entity.series else None
    others = (entities[e] for e in getattr(series, "editions", ()) if e != entity.id)
    other = {s.source.document for e in others for s in e.statements if s.claim.status == "held"}
    beside = {e.id: e for document in sorted(held - other) for e in material.in_document.get(document, ())}
    papers = [e for e in beside.values() if isinstance(e, Instrument) and e.sort in _NEARBY]
    return papers, [e for e in beside.values() if isinstance(e, Undertaking)]


def _by_sector(material: Material, agreed: Iterable[Undertaking]) -> tuple[Agenda, ...]:
    found: dict[str, list[Link]] = defaultdict(list)
    for undertaking in agreed:
        sector = next(iter(material.lines[undertaking.id].sectors), OTHER)
        found[sector].append(_link(material, undertaking))
    ordered = sorted(found.items(), key=lambda one: (one[0] == OTHER, -len(one[1]), one[0]))
    return tuple(Agenda(sector=sector, items=tuple(items)) for sector, items in ordered)


def _participants(material: Material, entity: Edition) -> Iterator[Participant]:
    record = material.within.view.record
    seen: dict[str, Participant] = {}
    for statement in entity.statements:
        chairs = getattr(statement.claim, "chairs", ())
        for name in (*chairs, *getattr(statement.claim, "participants", ())):
            person = record.person(statement, name)
            key = person.id if person else name
            office = person.offices[0] if person and person.offices else None
            before = seen.get(key)
            seen[key] = Participant(
                name=before.name if before else name,
                address=person.id if person else None,
                chair=name in chairs or bool(before and before.chair),
                countries=person.countries if person else (),
                role=office.role if office else None,
            )
    yield from sorted(seen.values(), key=lambda p: not p.chair)


def session_line(material: Material, thread: Thread) -> SessionLine:
    """A session, meeting or event in a list."""
    entity = thread.entity
    assert isinstance(entity, Edition)
    papers, agreed = _told_beside(material, entity)
    return SessionLine(
        line=material.lines[entity.id],
        ordinal=entity.ordinal,
        inferred=entity.inferred,
        date=entity.date.value if entity.date else None,
        place=entity.place,
        series=entity.series,
        papers=len(papers),
        undertakings=len(agreed),
    )


def timeline_line(material: Material, thread: Thread) -> TimelineLine | None:
    """A thing planned or held on a date, or a paper agreed or signed; None for what has no time and did not come."""
    entity = thread.entity
    line = material.lines[entity.id]
    if isinstance(entity, Edition):
        came = thread.outcome.window if thread.outcome else None
        statement = thread.outcome.statement if thread.outcome else thread.links[-1].statement
        date = came or (entity.date.value if entity.date else None) or (thread.windows[-1] if thread.windows else None)
    elif isinstance(entity, Instrument):
        standing = next((link for link in stages(thread) if link.status in _STANDING), None)
        if standing is None:
            return None
        statement = standing.statement
        came = date = statement.claim.date if statement.claim.status == standing.status else None
    else:
        return None
    told = when(date)
    day = (told.first or told.last if told else None) or statement.said
    return TimelineLine(
        day=day,
        address=entity.id,
        kind=entity.kind,
        name=titled(entity),
        status=thread.status,
        planned=thread.windows[0] if thread.windows else None,
        actual=came,
        slip=line.slip,
        place=getattr(entity, "place", None),
        ordinal=entity.ordinal,
        awaited=line.awaited,
        quote=quote(statement),
    )


# ---- papers ----------------------------------------------------------------------------------------------------------


def _instrument(material: Material, thread: Thread) -> InstrumentOwn:
    paper = thread.entity
    assert isinstance(paper, Instrument)
    last = paper.counts[-1].count if paper.counts else 0
    return InstrumentOwn(
        sort=paper.sort,
        ordinal=paper.ordinal,
        term=paper.term.value if paper.term else None,
        life=tuple(map(move, stages(thread))),
        follows=_only(material, paper.follows),
        followed_by=_only(material, paper.followed_by),
        part_of=_only(material, paper.part_of),
        counts=tuple(
            CountLine(count=c.count, status=c.status, date=c.date, quote=quote(c.statement)) for c in paper.counts
        ),
        members=tuple(_links(material, paper.members)),
        missing=max(last - len(paper.members), 0),
    )


def instrument_line(material: Material, thread: Thread) -> InstrumentLine:
    """A paper in the register."""
    paper = thread.entity
    assert isinstance(paper, Instrument)
    return InstrumentLine(
        line=material.lines[paper.id],
        sort=paper.sort,
        ordinal=paper.ordinal,
        term=paper.term.value if paper.term else None,
        stages=tuple((link.status, link.said) for link in stages(thread)),
        draft=thread.status in _DRAFTS,
        count=paper.counts[-1].count if paper.counts else None,
        follows=paper.follows,
        followed_by=paper.followed_by,
        part_of=paper.part_of,
    )


# ---- bodies and people -----------------------------------------------------------------------------------------------


def body_line(body: Series) -> BodyLine:
    """A body or series in a list."""
    return BodyLine(
        address=body.id,
        name=body.name,
        countries=body.countries,
        sort=body.sort if isinstance(body, Body) else body.kind,
        sessions=len(body.editions),
        last_seen=body.last_seen,
    )


def _body(material: Material, body: Series) -> BodyOwn:
    chairs = material.within.view.record.chairs(body) if isinstance(body, Body) else ()
    named = sorted(body.named.items()) if isinstance(body, Body) else ()
    return BodyOwn(
        line=body_line(body),
        names=body.names,
        chairs=tuple(ChairLine(name=c.name, address=c.person, of=c.of, first=c.first, last=c.last) for c in chairs),
        editions=tuple(_links(material, body.editions)),
        missing=body.missing,
        conflicts=body.conflicts,
        named=tuple((number, quote(statement)) for number, statement in named),
    )


def person_line(person: Person, *, quoted: bool = False) -> PersonLine:
    """A person in a list; with the quotes of each office on the person's own page."""
    return PersonLine(
        address=person.id,
        name=person.name,
        names=person.names,
        countries=person.countries,
        offices=tuple(_tenure(office, quoted=quoted) for office in person.offices),
        first_said=person.first_seen,
        last_said=person.last_seen,
        mentions=len(person.statements),
    )


def _tenure(office: Office, *, quoted: bool) -> Tenure:
    told = quotes(office.statements) if quoted else ()
    return Tenure(role=office.role, of=office.of, first=office.first, last=office.last, quotes=told)
