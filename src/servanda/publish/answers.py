"""What the shelf answers: one frozen record for each page and each line on it, the same for pages, API and exports.

Everything here encodes to JSON with :mod:`msgspec` as it stands. Days are :class:`datetime.date`; dates as exact as their source are text
(``2021``, ``2021-04``, ``2021-Q3``); countries are ISO 3166 alpha-2. What bears a permalink bears an ``address`` (a thing of the record, such
as ``session/AZ-RU/21``), a claim's ``claim`` or a document's ``document``: hashes that never change.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Generic, Literal, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Sight:
    """Whose eyes look: the groups whose documents under embargo they may see; ``Sight()`` is the public."""

    groups: frozenset[str] = frozenset()

    @property
    def is_public(self) -> bool:
        """Whether only what everybody may see is seen."""
        return not self.groups


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What a list is narrowed to; what is left empty does not narrow.

    ``since`` and ``until`` bound what a line is in order of (a due day, a date, a day of publication); ``silent_for`` are days.
    ``kinds`` are kinds of things, or of doubts; ``order`` is ``day`` (first things first), ``-day`` or ``name``, by default the page's own.
    """

    statuses: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    owner: str | None = None
    sector: str | None = None
    since: dt.date | None = None
    until: dt.date | None = None
    overdue: bool = False
    silent_for: int | None = None
    slipped: bool = False
    open: bool = False
    text: str | None = None
    order: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """What a search asks: words, ``"a phrase"``, ``begin*``; and what it is narrowed to, by the facets that an answer gives.

    ``country``, ``scope``, ``body``, ``outlet``, ``language``, ``year`` and ``kind`` (of claims) take the values of the facets of the same names.
    """

    text: str
    kind: str | None = None
    country: str | None = None
    scope: str | None = None
    body: str | None = None
    outlet: str | None = None
    language: str | None = None
    year: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Page(Generic[T]):
    """A stretch of a list: its items, how many there are in all, and the cursor that goes on from here (None at the end).

    ``exact`` is false where counting stopped early: there are at least ``total``. ``facets`` count the whole list by what it can
    be narrowed to.
    """

    items: tuple[T, ...]
    total: int
    cursor: str | None = None
    exact: bool = True
    facets: Mapping[str, tuple[Facet, ...]]


@dataclass(frozen=True, slots=True)
class Facet:
    """One value by which a list can be narrowed, and how many items it leaves."""

    value: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """A stretch of a document that supports what is told: ``start`` and ``end`` are offsets into its text.

    ``said`` is the day on which it counts, ``said_rule`` how that was worked out where it is not the day of publication. ``speaker`` is
    who is quoted, ``meant`` the address of the person who is meant by an office alone. ``origin`` is the document that this is a copy of, or its own id.
    """

    claim: str
    text: str
    document: str
    name: str
    start: int
    end: int
    said: dt.date
    said_rule: str | None = None
    outlet: str | None = None
    language: str | None = None
    speaker: str | None = None
    meant: str | None = None
    date_rule: str | None = None
    origin: str = ""
    corrected: bool = False
    accepted: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """One line that leads on: an address with its name and how far the thing came."""

    address: str
    kind: str
    name: str
    status: str | None = None
    date: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BodyLine:
    """A standing body in a list: its address, countries, sort (commission, working group), how many sessions are known."""

    address: str
    name: str
    countries: tuple[str, ...]
    sort: str
    sessions: int
    last_seen: dt.date


@dataclass(frozen=True, slots=True, kw_only=True)
class PairLine:
    """A pair of countries, or more than two, in the list of all: its code (``AZ-RU``), what is held on it and its bodies."""

    code: str
    countries: tuple[str, ...]
    documents: int
    claims: int
    sessions: int
    events: int
    undertakings: int
    instruments: int
    people: int
    figures: int
    conflicts: int
    first_said: dt.date | None
    last_said: dt.date | None
    bodies: tuple[BodyLine, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """One link of a chain: what was said on a day, the status told, the time announced (``window``), and by how many days that moved.

    ``reason`` is what the sentence gives for the move; ``news`` is false for copies and formulas.
    """

    said: dt.date
    status: str
    window: str | None
    moved_from: str | None
    moved: int | None
    reason: str | None
    news: bool
    quote: Quote


@dataclass(frozen=True, slots=True, kw_only=True)
class Followed:
    """A thing that is followed, as a line of a list: how far it came and what is due.

    ``windows`` are all times announced, ``due`` the last day of the last of them while it is awaited. ``overdue`` and ``silent`` are days, as of
    the day asked about; ``is_silent`` when the silence is longer than the rules allow. ``slip`` is how late, from so many to so many days.
    ``owners`` are the countries and others told to act; ``sectors`` are those of `data/sectors.yml` that its words name.
    ``bodies`` are those that a document speaks of which tells of it. ``origins`` counts independent releases; ``expects_news`` is false for what is never
    called silent.
    """

    address: str
    kind: Literal["undertaking", "instrument", "session", "meeting", "event"]
    name: str
    names: tuple[str, ...]
    countries: tuple[str, ...]
    status: str
    closed: bool
    awaited: bool
    windows: tuple[str, ...]
    due: dt.date | None
    slip: tuple[int, int] | None
    first_said: dt.date
    last_heard: dt.date
    silent: int
    is_silent: bool
    overdue: int | None
    announced: int
    origins: int
    moves: int
    reasons: tuple[str, ...] = ()
    owners: tuple[str, ...] = ()
    sectors: tuple[str, ...] = ()
    bodies: tuple[str, ...] = ()
    expects_news: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """What a person wrote beside a thing or decided on it: the judgement's id, kind, author, day and reason."""

    judgement: str
    kind: str
    by: str
    on: dt.date
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Chain:
    """The whole thread of a followed thing: the line, then every move with its quote, then what people decided."""

    line: Followed
    chain: tuple[Move, ...]
    notes: tuple[Note, ...] = ()
    closed_by: Note | None = None
    joined: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    concerns: tuple[Link, ...] = ()
    figures: tuple[FigureLine, ...] = ()
    session: SessionOwn | None = None
    instrument: InstrumentOwn | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineLine:
    """One entry of a timeline: a thing planned or held on a date; ``planned`` is what was announced first, ``actual`` when it came.

    ``day`` is the first day of what is known of its time, and what the timeline is in order of.
    """

    day: dt.date
    address: str
    kind: str
    name: str
    status: str
    planned: str | None
    actual: str | None
    slip: tuple[int, int] | None
    place: str | None
    ordinal: int | None
    awaited: bool
    quote: Quote


@dataclass(frozen=True, slots=True, kw_only=True)
class Agenda:
    """What a session's documents agree on or discuss in one sector ("other" for what no sector's words name)."""

    sector: str
    items: tuple[Link, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Participant:
    """Somebody told to take part: the name as printed, the person's address where known, whether in the chair."""

    name: str
    address: str | None
    chair: bool
    countries: tuple[str, ...] = ()
    role: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionOwn:
    """What a session, meeting or event has of its own: number, date, place, body or series, who took part.

    ``inferred`` tells the rule by which a number that nobody states was worked out. ``protocol`` are the papers that its documents say were signed
    there, ``agreed`` what they undertake there by sector, ``before`` and ``after`` the neighbouring editions.
    """

    series: Link | None
    ordinal: int | None
    inferred: str | None
    date: str | None
    place: str | None
    format: str | None
    participants: tuple[Participant, ...] = ()
    protocol: tuple[Link, ...] = ()
    agreed: tuple[Agenda, ...] = ()
    before: Link | None = None
    after: Link | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CountLine:
    """How many papers a document claims there are, with the status that it gives them."""

    count: int
    status: str
    date: str | None
    quote: Quote


@dataclass(frozen=True, slots=True, kw_only=True)
class InstrumentOwn:
    """What a paper has of its own: its sort, number and term, the stages of its life, what it follows, what is part of it.

    ``life`` is the first move of each stage. ``counts`` are numbers of papers that documents claim, ``members`` those known by name, ``missing``
    how many are not.
    """

    sort: str
    ordinal: int | None
    term: str | None
    life: tuple[Move, ...]
    follows: Link | None = None
    followed_by: Link | None = None
    part_of: Link | None = None
    counts: tuple[CountLine, ...] = ()
    members: tuple[Link, ...] = ()
    missing: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionLine:
    """A session, meeting or event in a list: its thread as a line, and what it has of its own without who took part."""

    line: Followed
    ordinal: int | None
    inferred: str | None
    date: str | None
    place: str | None
    series: str | None
    papers: int
    undertakings: int


@dataclass(frozen=True, slots=True, kw_only=True)
class InstrumentLine:
    """A paper in the register: its thread as a line, its sort and number, the first day of each stage, what it follows.

    ``draft`` is true while it is neither agreed nor signed.
    """

    line: Followed
    sort: str
    ordinal: int | None
    term: str | None
    stages: tuple[tuple[str, dt.date], ...]
    draft: bool
    count: int | None
    follows: str | None = None
    followed_by: str | None = None
    part_of: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Tenure:
    """An office that a person was named in, from the first day of naming to the last, with the quotes."""

    role: str
    of: str | None
    first: dt.date
    last: dt.date
    quotes: tuple[Quote, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonLine:
    """A person in a list: every spelling, the countries, the offices over time (without quotes)."""

    address: str
    name: str
    names: tuple[str, ...]
    countries: tuple[str, ...]
    offices: tuple[Tenure, ...]
    first_said: dt.date
    last_said: dt.date
    mentions: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ChairLine:
    """Who chaired a body, as named, from when to when."""

    name: str
    address: str | None
    of: str | None
    first: dt.date
    last: dt.date


@dataclass(frozen=True, slots=True, kw_only=True)
class BodyOwn:
    """A body or series: its chairs over time, its editions, the numbers that no document tells of and that are only named in passing."""

    line: BodyLine
    names: tuple[str, ...]
    chairs: tuple[ChairLine, ...]
    editions: tuple[Link, ...]
    missing: tuple[int, ...]
    conflicts: tuple[str, ...]
    named: tuple[tuple[int, Quote], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Thing:
    """Everything on one thing under its address: exactly one of ``chain``, ``person``, ``body``, ``place`` is there.

    ``address`` is the one it goes by, which may be another than was asked for. ``scopes`` are the pairs in whose documents it is told; ``quotes`` are
    the statements on it where it has no chain.
    """

    address: str
    kind: str
    name: str
    countries: tuple[str, ...]
    scopes: tuple[str, ...]
    chain: Chain | None = None
    person: PersonLine | None = None
    body: BodyOwn | None = None
    here: tuple[Link, ...] = ()
    quotes: tuple[Quote, ...] = ()
    joined: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One claim of a figure: its bounds (None where open, or where only a change is told), in words, who says and who counted it.

    ``basis`` is the reporter; ``official`` when it is of statistics, ``expected`` when it was a forecast or a goal. ``times`` is how many claims
    state the very same; this is the first of them.
    """

    claim: str
    low: float | None
    high: float | None
    says: str
    document: str
    name: str
    published: dt.date | None
    speaker: str | None
    basis: str | None
    official: bool
    expected: bool
    times: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class DerivedLine:
    """What follows and nobody said; ``id`` is what its proof is found by (``shelf.proof``), ``claims`` the first of those it rests on."""

    id: str
    what: str
    says: str
    low: float
    high: float
    claims: tuple[str, ...]
    assumptions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureLine:
    """One figure told beside a thing: indicator, value, unit and its quote."""

    indicator: str
    value: float | None
    unit: str | None
    qualifier: str | None
    quote: Quote


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """One period of a series: what was claimed, what follows, what statistics say, and the ids of the conflicts that it is in.

    ``first`` and ``last`` are months, written 2021-04.
    """

    period: str
    first: str
    last: str
    claimed: tuple[Point, ...]
    official: tuple[Point, ...]
    derived: DerivedLine | None = None
    changes: tuple[DerivedLine, ...] = ()
    conflicts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesLine:
    """One quantity through time: of which indicator, which way (``AZ>RU``; empty for both ways), of what part, in which unit.

    ``key`` names it in an address.
    """

    key: str
    title: str
    indicator: str
    way: str
    scope: str
    unit: str
    periods: tuple[Period, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Witness:
    """A claim that a finding rests on: its words, what they state, and where they stand (``document`` is the id)."""

    claim: str
    quote: str
    document: str
    name: str
    published: str | None
    speaker: str | None
    states: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ProofLine:
    """One weighted line of a proof: what it says, how often it is taken, on what ground."""

    says: str
    times: str
    ground: str
    claims: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Argument:
    """A proof for people: step by step, as one sum, and what they come to."""

    lines: tuple[ProofLine, ...]
    steps: tuple[str, ...]
    conclusion: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Repair:
    """A likely slip: for each claim that is changed the name of the slip and what was probably meant."""

    claims: tuple[tuple[str, ...], ...]
    slips: tuple[str, ...]
    says: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """Figures that cannot be true together, or a comparison in words as tested, with witnesses, likely slips and the proof.

    Of claims that state the very same the first few are witnesses.
    """

    id: str
    kind: str
    summary: str
    series: str
    countries: tuple[str, ...]
    witnesses: tuple[Witness, ...]
    assumptions: tuple[str, ...] = ()
    repairs: tuple[Repair, ...] = ()
    culprit: tuple[str, ...] = ()
    arguments: tuple[Argument, ...] = ()
    verdict: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Contradiction:
    """What cannot be true together among things (numbers of sessions, counts of papers), with the quotes on both sides."""

    addresses: tuple[str, ...]
    told: str
    quotes: tuple[Quote, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """The figures of a scope: series with their claims as ranges, conflicts with proofs, comparisons as tested."""

    scope: str
    as_of: dt.date
    series: Page[SeriesLine]
    conflicts: Page[Conflict]
    comparisons: Page[Conflict]


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentLine:
    """A document in a list. ``published`` is None where no day is known; ``said`` is the day on which it counts."""

    document: str
    name: str
    title: str | None
    outlet: str | None
    language: str | None
    published: dt.date | None
    said: dt.date | None
    learned: dt.datetime
    claims: int
    url: str | None = None
    embargo: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """How much a scope holds."""

    documents: int
    claims: int
    sessions: int
    events: int
    undertakings: int
    open: int
    overdue: int
    silent: int
    instruments: int
    people: int
    bodies: int
    figures: int
    conflicts: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """The first page of a scope: what comes next, what is due, what slipped, what contradicts, the newest documents.

    Lists are short (at most ten); the pages behind them have all.
    """

    scope: str
    countries: tuple[str, ...]
    as_of: dt.date
    next_session: TimelineLine | None
    last_session: TimelineLine | None
    coming: tuple[TimelineLine, ...]
    due: tuple[Followed, ...]
    overdue: tuple[Followed, ...]
    slipped: tuple[Followed, ...]
    silent: tuple[Followed, ...]
    conflicts: tuple[Conflict, ...]
    contradictions: tuple[Contradiction, ...]
    documents: tuple[DocumentLine, ...]
    bodies: tuple[BodyLine, ...]
    counts: Counts


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimLine:
    """A claim on a document's page: where it stands, its kind, what it states in one line, its fields, the things it speaks of.

    ``fields`` is the claim as in the codebook. ``state`` is what people decided: ``accepted``, ``corrected``, ``rejected`` or None.
    """

    claim: str
    kind: str
    start: int
    end: int
    quote: str
    says: str
    fields: Mapping[str, object]
    things: tuple[str, ...] = ()
    rule: str | None = None
    date_rule: str | None = None
    state: str | None = None
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentPage:
    """A document in full: text, paragraphs and passages as offsets, claims in order of place, facts, problems, copies elsewhere.

    ``scopes`` are the pairs that it belongs to. ``origin`` is the document that it is a copy of, None when it is the first or only one; ``copies`` are the
    other documents of the same release.
    """

    line: DocumentLine
    text: str
    paragraphs: tuple[tuple[int, int], ...]
    passages: tuple[tuple[int, int, str], ...]
    claims: tuple[ClaimLine, ...]
    sha256: str
    media_type: str
    published_rule: str | None
    reader: str
    names: tuple[str, ...]
    scopes: tuple[str, ...]
    origin: DocumentLine | None = None
    copies: tuple[DocumentLine, ...] = ()
    problems: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeLine:
    """One change between two days: ``new``, ``moved``, a status reached, ``silent``, ``overdue`` or ``contradicted``, with its quotes."""

    sort: str
    address: str
    kind: str
    name: str
    told: str
    quotes: tuple[Quote, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """What changed in a scope between two days."""

    scope: str
    since: dt.date
    until: dt.date
    changes: tuple[ChangeLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Snippet:
    """A stretch of a text around what was looked for; ``marks`` are offsets into ``text``, ``start`` is where it begins in the document."""

    text: str
    start: int
    marks: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A document that a search found: its line, the snippets, the claims that stand in them."""

    document: DocumentLine
    snippets: tuple[Snippet, ...]
    claims: tuple[ClaimLine, ...]
    scopes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What a search came to: documents, newest first, a page of them with facets, and the things whose names hold the words.

    ``understood`` is the query as it was taken: every word and phrase.
    """

    query: str
    understood: tuple[str, ...]
    hits: Page[Hit]
    things: tuple[Link, ...]


ReviewKind = Literal["claim", "merge", "conflict", "contradiction"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """One item of the review queue.

    ``claim``: a claim that the reader or a check doubts, for ``accept``, ``correct`` or ``reject``. ``merge``: a statement that may be one with any of the
    things in ``candidates``, for ``same`` or ``different``. ``conflict`` and ``contradiction``: what cannot be true together, with the
    claims of the likeliest slip in ``suspects``. ``id`` is stable as long as the doubt is the same.
    """

    id: str
    kind: ReviewKind
    scope: str
    told: str
    reasons: tuple[str, ...]
    quotes: tuple[Quote, ...]
    claim: ClaimLine | None = None
    subject: str | None = None
    candidates: tuple[Link, ...] = ()
    suspects: tuple[str, ...] = ()
    conflict: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """How far the shelf is: up to which entry of the journal it was made, how many entries there are, which scopes wait."""

    made: int
    entries: int
    waiting: int
    scopes: int
