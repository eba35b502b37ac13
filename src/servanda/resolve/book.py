"""The record: what all reports together speak of; a pure function of claims, judgements and the day asked about."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final, TypeVar

import msgspec

from servanda.problems import UsageError
from servanda.record import Judgement, active
from servanda.resolve import bodies, events, instruments, offices, people, undertakings
from servanda.resolve.blocks import Noun, Resolved, Scope
from servanda.resolve.bodies import Bodies, Meetings
from servanda.resolve.entities import Body, Chair, Entity, Person, Series
from servanda.resolve.events import Events
from servanda.resolve.instruments import Instruments
from servanda.resolve.matching import Item, Matcher, Open, Rulings
from servanda.resolve.offices import Meant
from servanda.resolve.people import People
from servanda.resolve.places import Places
from servanda.resolve.statements import Report, Statement, pair, said
from servanda.resolve.undertakings import Undertakings
from servanda.resolve.words import lexicon, subject

NOUNS: Final[tuple[Noun, ...]] = (People(), Bodies(), Meetings(), Events(), Instruments(), Undertakings(), Places())
#: What makes two names one, by kind of thing: named, weighted, each explained by its docstring.
MATCHERS: Final[Mapping[str, tuple[Matcher[Any], ...]]] = {
    "person": people.MATCHERS,
    "body": bodies.MATCHERS,
    "series": events.MATCHERS,
    "instrument": instruments.MATCHERS,
    "undertaking": undertakings.MATCHERS,
}
_PUBLIC: Final = {"from": "source", "to": "target"}
_NO_SIDES: Final[Mapping[str, str]] = {}
E = TypeVar("E", bound=Entity)
_Block = tuple[int, Scope]


class Record:
    """What reports speak of, under judgements.

    ``as_of`` leaves out what was said after that day. Reports may be added at any time and in any order: only the blocks that
    they touch are resolved again, and the result is the same as of all reports at once. ``decided`` are all judgements,
    ``judgements`` those not taken back, ``accepted`` the ids of claims that somebody vouched for.
    """

    def __init__(
        self, reports: Iterable[Report] = (), judgements: Iterable[Judgement] = (), *, as_of: dt.date | None = None
    ) -> None:
        self.as_of = as_of
        self.decided = tuple(judgements)
        self.judgements = active(self.decided)
        self.accepted = frozenset(j.subject for j in self.judgements if j.kind == "accept")
        self._rulings = _rulings(self.judgements)
        self._changed = {j.subject: j for j in self.judgements if j.kind in {"reject", "correct"}}
        self._pointed = {a.partition(":")[2] for both in self._rulings.together for a in both}
        self._statements: dict[str, tuple[Statement, ...]] = {}
        self._items: dict[_Block, dict[str, list[Item]]] = defaultdict(dict)
        self._blocks_of: dict[str, set[_Block]] = {}
        self._resolved: dict[tuple[_Block, ...], Resolved] = {}
        self._stale: set[_Block] = set()
        self._entities: dict[str, Entity] | None = None
        self._aliases: dict[str, str] = {}
        self._claims: dict[str, list[str]] | None = None
        self._chaired: dict[str, list[tuple[tuple[str, ...], tuple[dt.date, dt.date]]]] | None = None
        self.add(*reports)

    def add(self, *reports: Report) -> None:
        """Take in reports; one of a document that is there already takes its place."""
        for report in reports:
            self._forget(report.source.document)
            statements = self._stated(report)
            if statements:
                self._statements[report.source.document] = statements
                self._file(report.source.document, statements)
        self._entities = None

    def _stated(self, report: Report) -> tuple[Statement, ...]:
        day, rule = said(report)
        if self.as_of is not None and day > self.as_of:
            return ()
        countries = pair(report.claims)
        found = []
        for claim in report.claims:
            own = claim.id  # a hash over all that it states: worked out once
            ruled = self._changed.get(own)
            if ruled and ruled.kind == "reject":
                continue
            stated = corrected(claim, ruled.change) if ruled and ruled.change else claim
            reason, sides = report.reasons.get(own), report.sides.get(own, _NO_SIDES)
            statement = Statement(own, stated, report.source, day, rule, countries, reason=reason, sides=sides)
            if ruled or own in self.accepted:
                statement = replace(statement, corrected=ruled.id if ruled else None, accepted=own in self.accepted)
            found.append(statement)
        return tuple(sorted(found, key=lambda s: s.order))

    def _forget(self, document: str) -> None:
        self._statements.pop(document, None)
        for block in self._blocks_of.pop(document, ()):
            self._items[block].pop(document, None)
            self._stale.add(block)

    def _file(self, document: str, statements: Sequence[Statement]) -> None:
        filed: set[_Block] = set()
        for number, noun in enumerate(NOUNS):
            for scope, item in noun.items(statements):
                block = (number, scope)
                self._items[block].setdefault(document, []).append(item)
                filed.add(block)
        self._blocks_of[document] = filed
        self._stale |= filed

    def _refresh(self) -> Mapping[str, Entity]:
        """Resolve what is stale, and index the whole."""
        if self._entities is None or self._stale:
            joint = self._joint()
            for blocks in set(joint.values()):
                if blocks not in self._resolved or self._stale & set(blocks):
                    self._resolved[blocks] = self._resolve(blocks)
            for gone in set(self._resolved) - set(joint.values()):
                del self._resolved[gone]
            self._stale.clear()
            self._index()
        assert self._entities is not None
        return self._entities

    def _resolve(self, blocks: tuple[_Block, ...]) -> Resolved:
        items = [item for block in blocks for listed in self._items[block].values() for item in listed]
        return NOUNS[blocks[0][0]].resolve(items, self._rulings) if items else Resolved(())

    def _joint(self) -> dict[_Block, tuple[_Block, ...]]:
        """Each block with those that a judgement of sameness ties it to."""
        joint: dict[_Block, tuple[_Block, ...]] = {block: (block,) for block in self._items}
        if not self._rulings.together:
            return joint
        holding: dict[tuple[int, str], _Block] = {}
        for block, documents in self._items.items():
            for items in documents.values():
                holding.update(((block[0], i.anchor), block) for i in items if i.anchor in self._pointed)
        for one, other in self._rulings.together:
            kind = one.partition(":")[0]
            for number in (n for n, noun in enumerate(NOUNS) if kind in noun.kinds):
                a, b = (holding.get((number, anchor.partition(":")[2])) for anchor in (one, other))
                if a and b and joint[a] != joint[b]:
                    both = tuple(sorted({*joint[a], *joint[b]}))
                    joint.update(dict.fromkeys(both, both))
        return joint

    def _index(self) -> None:
        ordered = sorted(self._resolved.items())
        found = {entity.id: entity for _, resolved in ordered for entity in resolved.entities}
        self._entities = found
        self._aliases = {}
        self._claims = self._chaired = None
        for entity in found.values():
            for alias in entity.aliases:
                self._aliases.setdefault(alias, entity.id)

    @property
    def _by_claim(self) -> dict[str, list[str]]:
        """What each claim speaks of: looked up only when a claim is asked about, for there are many."""
        entities = self._refresh()
        if self._claims is None:
            self._claims = defaultdict(list)
            for entity in entities.values():
                for anchor in entity.anchors:
                    self._claims[anchor].append(entity.id)
        return self._claims

    @property
    def entities(self) -> Mapping[str, Entity]:
        """Everything that the record speaks of, by id."""
        return self._refresh()

    @property
    def statements(self) -> Iterator[Statement]:
        """Every statement that counts, document by document."""
        return (s for told in self.reported for s in told)

    @property
    def reported(self) -> Iterator[tuple[Statement, ...]]:
        """The statements of each document that states anything."""
        return (told for _, told in sorted(self._statements.items()))

    @property
    def questions(self) -> tuple[Open, ...]:
        """What is left open, in the order of the statements."""
        self._refresh()
        found = (question for _, resolved in sorted(self._resolved.items()) for question in resolved.questions)
        return tuple(sorted(found, key=lambda q: q.statement.order))

    def of(self, kind: type[E]) -> list[E]:
        """The entities of a kind, in order of id."""
        return sorted((e for e in self._refresh().values() if type(e) is kind), key=lambda e: e.id)

    def find(self, reference: str) -> Entity:
        """The entity under an id, an alias, or the id of a claim that speaks of it.

        Raises UsageError when there is none, or when several begin so.
        """
        entities = self._refresh()
        asked = reference.strip().strip("/")
        if asked in entities:
            return entities[asked]
        for key in (asked, asked.lower()):
            if key in self._aliases:
                return entities[self._aliases[key]]
        near = sorted(i for i in entities if asked and i.lower().startswith(asked.lower())) or self._about(asked)
        if len(near) == 1:
            return entities[near[0]]
        if near:
            raise UsageError(f"{len(near)} things begin with {reference!r}: {', '.join(near[:5])}; give more of it")
        raise UsageError(f"the record knows nothing called {reference!r}; `servanda timeline` shows what it knows")

    def _about(self, claim: str) -> list[str]:
        """What the claims whose ids begin so are about: the session rather than its body, the edition rather than its series."""
        told = {anchor for anchor in self._by_claim if claim and anchor.startswith(claim) and "#" not in anchor}
        found = {i for anchor in told for i in self._by_claim[anchor]}
        return sorted(i for i in found if len(told) > 1 or not isinstance(self._refresh()[i], Series)) or sorted(found)

    def speaking(self, anchor: str) -> tuple[str, ...]:
        """The ids of the entities that a claim speaks of."""
        return tuple(self._by_claim.get(anchor, ()))

    def person(self, statement: Statement, name: str) -> Person | None:
        """The person that a statement names so."""
        for found in (*self.speaking(f"{statement.id}#{name}"), *self.speaking(statement.id)):
            entity = self._refresh()[found]
            if isinstance(entity, Person):
                return entity
        return None

    def chairs(self, body: Body) -> tuple[Chair, ...]:
        """Who chaired a body, from when to when, as named: at its sessions, and in offices that say so."""
        told: dict[str, list[Statement]] = defaultdict(list)
        people: dict[str, Person | None] = {}
        for statement, name in self._chairing(body):
            person = self.person(statement, name)
            key = person.id if person else name
            told[key].append(statement)
            people[key] = person
        found = []
        for key, statements in told.items():
            one = people[key]
            days = sorted(s.said for s in statements)
            of = one.countries[0] if one and one.countries else None
            found.append(
                Chair(
                    name=one.name if one else key,
                    person=one.id if one else None,
                    of=of,
                    first=days[0],
                    last=days[-1],
                )
            )
        return tuple(sorted(found, key=lambda c: (c.of or "", c.first, c.name)))

    def _chairing(self, body: Body) -> Iterator[tuple[Statement, str]]:
        for edition in body.editions:
            for statement in self._refresh()[edition].statements:
                yield from ((statement, name) for name in statement.claim.chairs)
        sort = subject(body.sort).key
        for person in self.of(Person):
            for office in person.offices:
                words = subject(office.role).key
                if words & lexicon().chairing and sort <= words:
                    yield from ((s, s.claim.name) for s in office.statements if s.pair == body.countries)

    def holder(self, office: str, day: dt.date, *, of: str | None = None) -> Person | None:
        """Who held an office on a day, such as "Deputy Prime Minister" of a country or "the Russian co-chair": the only one named in it
        then, else the only one named in it nearest to that day; None when nobody is, or more than one.
        """
        away = offices.holders(self, office, day, countries={of} if of else subject(office).countries)
        nearest = [found for found, distance in away.items() if distance == min(away.values())]
        return self._person(nearest[0]) if len(nearest) == 1 else None

    @property
    def chaired(self) -> Mapping[str, list[tuple[tuple[str, ...], tuple[dt.date, dt.date]]]]:
        """For each person the bodies chaired, by their countries, with the first and last day of it: worked out when first asked."""
        self._refresh()
        if self._chaired is None:
            self._chaired = offices.chaired(self)
        return self._chaired

    def meant(self, statement: Statement, name: str) -> Meant | None:
        """Who is meant by an office told alone, where exactly one candidate is left; None for names, and where it could be anybody."""
        return offices.meant(self, statement, name)

    def _person(self, found: str) -> Person | None:
        entity = self._refresh()[found]
        return entity if isinstance(entity, Person) else None

    def series(self) -> list[Series]:
        """Bodies with sessions, and events that come again."""
        return [*self.of(Body), *self.of(Series)]


def _rulings(judgements: Iterable[Judgement]) -> Rulings:
    together, apart = [], []
    for judgement in judgements:
        if judgement.kind == "same" and judgement.anchors and judgement.others:
            together.append((judgement.anchors[0], judgement.others[0]))
        elif judgement.kind == "different" and judgement.anchors and judgement.others:
            apart.append((judgement.anchors[0], judgement.others))
    return Rulings(tuple(together), tuple(apart))


def corrected(claim: Any, change: str) -> Any:
    """A claim with the fields that a judgement sets right.

    Raises UsageError for a field that this kind of claim does not have, or a value that cannot stand there.
    """
    told = msgspec.json.decode(change)
    fields = {_PUBLIC.get(name, name): value for name, value in told.items()}
    fixed = {"document", "start", "end", "quote"} & fields.keys()
    if fixed or not fields.keys() <= set(type(claim).__dataclass_fields__):
        raise UsageError(f"a {claim.type} has no field {', '.join(sorted(fields))} that can be set right")
    plain = {**msgspec.to_builtins(claim), **fields}
    try:
        return msgspec.convert(plain, type(claim), strict=False)
    except msgspec.ValidationError as error:
        raise UsageError(f"the correction cannot stand: {error}") from None


def anchored(entity: Entity) -> tuple[str, ...]:
    """What a judgement on an entity points to; its own claims first, where other claims name it too."""
    return tuple(f"{entity.kind}:{anchor}" for anchor in sorted(entity.anchors, key=lambda anchor: "#" in anchor))
