"""Standing bodies, their sessions, and meetings that are no sessions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from servanda.record import Body as BodyClaim
from servanda.record import Meeting as MeetingClaim
from servanda.resolve.blocks import Resolved, Scope, addressed, anchors, distinct, edition_aliases, edition_key, ordered
from servanda.resolve.drafts import Draft, Showing
from servanda.resolve.editions import conflicts, editions, missing
from servanda.resolve.entities import Body, Entity, Meeting, Session
from servanda.resolve.matching import Group, Item, Linker, Matcher, Rulings, Verdict, judged
from servanda.resolve.passing import Passing
from servanda.resolve.statements import Statement, together
from servanda.resolve.words import lexicon, overlap, scope_code, slug, subject

_MAIN: Final = ("commission", "committee")


class Standing(NamedTuple):
    """What a body is known by: its sort and the words that say what it is for; nothing at all where no name is told."""

    name: str
    sort: str
    topic: frozenset[str]


def standing(name: str | None, kind: str | None = None) -> Standing:
    """A body's name taken apart."""
    words = subject(name).words if name else ()
    told = " ".join(words)
    sorts = [sort for word, sort in lexicon().bodies.items() if f" {word} " in f" {told} "]
    sort = sorts[0] if sorts else kind or ""
    named = {part for word in lexicon().bodies for part in word.split()}
    return Standing(name or "", sort, frozenset(words) - named - lexicon().plain)


def same_sort(a: Standing, b: Standing) -> float | None:
    """Both are of one sort: commission, committee, working group, council."""
    if not a.sort or not b.sort:
        return None
    return 1.0 if a.sort == b.sort else -0.6 if {a.sort, b.sort} <= set(_MAIN) else -1.0


def same_topic(a: Standing, b: Standing) -> float | None:
    """The words that say what the body is for are the same, or one name is the other's in short."""
    if not a.topic or not b.topic:
        return 0.7 if not a.topic and not b.topic else 0.5
    share, contained = overlap(a.topic, b.topic)
    if contained < 0.5:
        return -1.0
    return max(share, 0.9 * contained)


def same_place_of_body(a: Standing, b: Standing) -> float | None:
    """Neither bears a name of its own: within one pair of countries both mean its commission."""
    return 0.8 if not a.name or not b.name else None


MATCHERS: Final = (
    Matcher("sort", 1.0, same_sort, decisive=True),
    Matcher("topic", 1.5, same_topic, decisive=True),
    Matcher("unnamed", 1.0, same_place_of_body),
)


def _compare(a: Standing, b: Standing) -> Verdict:
    if not a.name or not b.name:
        main = (a if a.name else b).sort
        if main and main not in _MAIN:
            return Verdict("different", -1.0, ("sort -1.00",))
    return judged(MATCHERS, a, b)


_LINKER: Final[Linker[Standing]] = Linker(
    keys=lambda s: ("any",), compare=_compare, strength=lambda s: 0 if s.topic else 1 if s.name else 2
)


class Bodies:
    """Bodies with their sessions, by pair of countries."""

    kinds: tuple[str, ...] = ("body", "session")

    def items(self, statements: Sequence[Statement]) -> Iterator[tuple[Scope, Item]]:
        """Bodies named, and sessions."""
        for statement in statements:
            claim = statement.claim
            if isinstance(claim, BodyClaim):
                yield _scope(statement, claim.countries), Item(statement, standing(claim.name, claim.kind))
            elif isinstance(claim, Passing):
                yield statement.pair, Item(statement, standing(None))
            elif isinstance(claim, MeetingClaim) and (claim.kind == "session" or claim.body):
                yield _scope(statement, claim.countries), Item(statement, standing(claim.body))

    def resolve(self, items: Sequence[Item], rulings: Rulings) -> Resolved:
        """The bodies of one pair and their sessions; the first one told of bears the pair's own code."""
        named = [item.statement for item in items if isinstance(item.statement.claim, Passing)]
        groups, questions = _LINKER.gather(i for i in items if not isinstance(i.statement.claim, Passing))
        groups = sorted(rulings.obeyed("body", groups, editions="session"), key=_main_first)
        passing = [_of_body(statement, groups) for statement in named]
        entities: list[Entity] = []
        for number, group in enumerate(groups):
            own = [s for s, of in zip(named, passing, strict=True) if of is group]
            entities += _body(group, rulings, own, main=number == 0)
        return Resolved(tuple(entities), tuple(questions))


def _scope(statement: Statement, countries: tuple[str, ...]) -> Scope:
    return together(countries) or statement.pair


def _main_first(group: Group) -> tuple[bool, tuple[object, ...]]:
    sessions = any(_is_session(item.statement.claim) for item in group.items)
    sorts = {feature.sort for feature in group.features}
    return not (sessions and (not any(sorts) or sorts & set(_MAIN))), group.first.order


def _is_session(claim: object) -> bool:
    return isinstance(claim, MeetingClaim) and claim.kind == "session"


def _of_body(statement: Statement, groups: Sequence[Group]) -> Group | None:
    """The body whose session is named in passing: the only one that the document speaks of, else the only one there is."""
    document = statement.source.document
    here = [g for g in groups if any(item.statement.source.document == document for item in g.items)]
    fitting = here or list(groups)
    return fitting[0] if len(fitting) == 1 else None


def _body(group: Group, rulings: Rulings, passing: Sequence[Statement], *, main: bool) -> list[Entity]:
    statements = ordered(group.items)
    first = statements[0]
    scope = _scope(first, first.claim.countries)
    names = distinct(f.name for f in group.features) or (scope_code(scope),)
    longest = max(names, key=lambda name: (len(subject(name).words), name))
    code = scope_code(scope) if main and scope else slug(subject(names[0]).spelled, scope)
    body = f"body/{code}"
    sessions = _sessions(group, rulings, code, longest)
    named = _in_passing(passing, {d.ordinal for _, d in sessions})
    entity = Body(
        id=body,
        name=longest,
        names=names,
        countries=scope,
        statements=statements,
        anchors=anchors(group.items),
        sort=next((f.sort for f in group.features if f.sort), _MAIN[0]),
        aliases=tuple(a for a in (f"body/{slug(subject(n).spelled, scope)}" for n in names) if a != body),
        reasons=distinct("; ".join(r) for r in group.joined.values()),
        editions=tuple(s.id for s, _ in sessions),
        missing=tuple(n for n in missing([d for _, d in sessions]) if n not in named),
        named=named,
        conflicts=conflicts([d for _, d in sessions]),
    )
    return [entity, *(session for session, _ in sessions)]


def _in_passing(statements: Sequence[Statement], known: set[int | None]) -> dict[int, Statement]:
    """The numbers that are named in passing alone, each with the statement that names it first."""
    found: dict[int, Statement] = {}
    for statement in sorted(statements, key=lambda s: s.order):
        if statement.claim.ordinal not in known:
            found.setdefault(statement.claim.ordinal, statement)
    return found


def _sessions(group: Group, rulings: Rulings, code: str, name: str) -> list[tuple[Session, Draft]]:
    told = [item for item in group.items if _is_session(item.statement.claim)]
    drafts = editions("session", (_shown(item) for item in told), rulings)
    made = [_session(draft, code, name) for draft in drafts]
    by_first = {session.statements[0]: session for session in addressed(made)}
    return [(by_first[one.statements[0]], draft) for one, draft in zip(made, drafts, strict=True)]


def _shown(item: Item, *, named: bool = True) -> Item:
    claim = item.statement.claim
    return Item(item.statement, Showing(claim.ordinal, claim.date, claim.place, claim.status, named=named))


def _session(draft: Draft, code: str, name: str) -> Session:
    own = f"session/{code}/{edition_key(draft)}"
    statements = ordered(draft.items)
    return Session(
        id=own,
        name=name,
        names=distinct(s.claim.body for s in statements),
        countries=_scope(statements[0], statements[0].claim.countries),
        statements=statements,
        anchors=anchors(draft.items),
        aliases=edition_aliases(draft, [f"session/{code}"], own),
        reasons=tuple(draft.reasons),
        series=f"body/{code}",
        ordinal=draft.ordinal,
        inferred=draft.inferred,
        date=draft.date,
        place=draft.place,
    )


class Meetings:
    """Meetings that are no sessions, by pair of countries."""

    kinds: tuple[str, ...] = ("meeting",)

    def items(self, statements: Sequence[Statement]) -> Iterator[tuple[Scope, Item]]:
        """Talks, visits, summits and meetings of co-chairs."""
        for statement in statements:
            claim = statement.claim
            if isinstance(claim, MeetingClaim) and claim.kind != "session":
                yield _scope(statement, claim.countries), _shown(Item(statement, None), named=False)

    def resolve(self, items: Sequence[Item], rulings: Rulings) -> Resolved:
        """Meetings told of one day and place are one; visits stand apart from what is held during them."""
        made = []
        for visits in (False, True):
            chosen = [item for item in items if (item.statement.claim.kind == "visit") is visits]
            made += [_meeting(draft) for draft in editions("meeting", chosen, rulings)]
        return Resolved(tuple(addressed(made)))


def _meeting(draft: Draft) -> Meeting:
    statements = ordered(draft.items)
    claim = statements[0].claim
    scope = _scope(statements[0], claim.countries)
    code = scope_code(scope) or slug(subject(claim.place or claim.kind).spelled)
    kind = "-".join(claim.kind.split())
    own = f"meeting/{code}/{edition_key(draft)}-{kind}"
    return Meeting(
        id=own,
        name=claim.kind,
        names=distinct(s.claim.kind for s in statements),
        countries=scope,
        statements=statements,
        anchors=anchors(draft.items),
        aliases=edition_aliases(draft, [f"meeting/{code}"], own),
        reasons=tuple(draft.reasons),
        date=draft.date,
        place=draft.place,
        sort=claim.kind,
    )
