"""Asking the journal: claims, documents and problems by filter, each row made into an answer as it comes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, and_, exists, func, or_, select
from sqlalchemy.sql import FromClause

from servanda.problems import UsageError
from servanda.store import schema
from servanda.store.acts import open_to
from servanda.store.answers import Filter, Kept, Noted, Stated
from servanda.store.engines import Database
from servanda.store.moments import instant, moment
from servanda.store.packing import decode_text, inflate, unpack_claim, unpack_problem
from servanda.store.words import terms, words

_PAGE = 500
_HEX = frozenset("0123456789abcdef")

claim, reading, document = schema.claim, schema.reading, schema.document
Clause = ColumnElement[bool]


def current(asked: Filter) -> Clause:
    """The reading is the newest of its document, of those known at the time asked for, and under no embargo for who asks."""
    newer = schema.reading.alias("newer")
    known = [newer.c.at <= moment(asked.as_known_on)] if asked.as_known_on else []
    superseded = exists().where(newer.c.document == reading.c.document, newer.c.seq > reading.c.seq, *known)
    opened = [*open_to(reading.c.document, asked.circles), *_said(asked)]
    if asked.as_known_on is None:
        return and_(~superseded, *opened)
    return and_(reading.c.at <= moment(asked.as_known_on), ~superseded, *opened)


def _said(asked: Filter) -> Iterator[Clause]:
    """The document had been published by the day asked about; one without a date had been read."""
    if asked.said_by is not None:
        yield func.coalesce(reading.c.published, func.substr(reading.c.at, 1, 10)) <= asked.said_by.isoformat()


def claims(connection: Connection, database: Database, asked: Filter) -> Iterator[tuple[int, Stated]]:
    """The claims asked for with their numbers, in the order in which they were learned and stand in their texts."""
    query = (
        _stated()
        .where(current(asked), *_about(asked), *_dated(asked), *_in_document(asked))
        .where(*_words(database, asked, table="claim_words", number=claim.c.seq), *_behind(asked, claim.c.seq))
        .order_by(claim.c.seq)
        .limit(asked.limit)
    )
    for row in _stream(connection, query):
        yield row.seq, stated(row)


def _behind(asked: Filter, number: ColumnElement[int]) -> Iterator[Clause]:
    if asked.after is not None:
        yield number > asked.after


def _stated() -> Select[Any]:
    names = ("document", "name", "published", "outlet", "title", "language", "reader", "at")
    columns = [reading.c[name] for name in names]
    joined = claim.join(reading, claim.c.reading == reading.c.seq)
    return select(claim.c.seq, claim.c.id, claim.c.kind, claim.c.claim, claim.c.reading, *columns).select_from(joined)


def stated(row: Row[Any]) -> Stated:
    """One row of the claim query as an answer."""
    return Stated(
        id=row.id,
        claim=unpack_claim(row.kind, row.claim),
        document=row.document,
        name=row.name,
        published=row.published,
        outlet=row.outlet,
        title=row.title,
        language=row.language,
        reader=row.reader,
        learned=instant(row.at),
    )


def claims_of(connection: Connection, readings: tuple[int, ...]) -> Iterator[Stated]:
    """The claims of given readings, current or not."""
    query = _stated().where(claim.c.reading.in_(readings)).order_by(claim.c.seq)
    return map(stated, connection.execute(query))


def by_id(connection: Connection, prefix: str, circles: tuple[str, ...] | None) -> list[tuple[int, Stated]]:
    """Every time that a claim whose id begins so was read, oldest first, with the number of the reading."""
    query = _stated().where(claim.c.id.startswith(prefix, autoescape=True), *open_to(reading.c.document, circles))
    query = query.order_by(claim.c.seq).limit(200)
    return [(row.reading, stated(row)) for row in connection.execute(query)]


def _about(asked: Filter) -> Iterator[Clause]:
    """Clauses over the claim itself: its kind, the countries and the standing body that it names."""
    if asked.kinds:
        yield claim.c.kind.in_(asked.kinds)
    if asked.country:
        sets = schema.country_set.c
        yield claim.c.countries.in_(select(sets.countries).where(sets.country == asked.country))
    if asked.body:
        yield claim.c.body.contains(" ".join(words(asked.body)), autoescape=True)


def _dated(asked: Filter) -> Iterator[Clause]:
    """What the claim dates overlaps the time asked for; the open ends that a claim has are open."""
    if asked.since:
        yield claim.c.last >= asked.since.isoformat()
    if asked.until:
        yield claim.c.first <= asked.until.isoformat()


def _in_document(asked: Filter) -> Iterator[Clause]:
    """The reading is of a document with that name, or whose id begins so."""
    if asked.document:
        named = schema.document_name.c
        clause: Clause = reading.c.document.in_(select(named.document).where(named.name == asked.document))
        if len(asked.document) >= 4 and _HEX.issuperset(asked.document):
            clause = or_(clause, reading.c.document.startswith(asked.document))
        yield clause


def _words(database: Database, asked: Filter, *, table: str, number: ColumnElement[int]) -> Iterator[Clause]:
    if asked.text is not None:
        found = terms(asked.text)
        if not found:
            raise UsageError("the text to look for holds no word")
        for index, term in enumerate(found):
            yield number.in_(database.matching(table, term, index))


def documents(connection: Connection, database: Database, asked: Filter) -> Iterator[tuple[int, Kept]]:
    """The documents asked for with the numbers of their newest readings, in the order in which those came."""
    query = (
        select(reading, document.c.media_type, document.c.learned)
        .select_from(reading.join(document, reading.c.document == document.c.id))
        .where(current(asked), *_published(asked), *_in_document(asked))
        .where(*_words(database, asked, table="document_words", number=reading.c.seq), *_behind(asked, reading.c.seq))
        .order_by(reading.c.seq)
        .limit(asked.limit)
    )
    about = list(_about(asked))
    if about:
        query = query.where(exists().where(claim.c.reading == reading.c.seq, *about))
    for page in _stream(connection, query).partitions(_PAGE):
        yield from zip((row.seq for row in page), _kept(connection, page), strict=True)


def kept_of(connection: Connection, readings: Sequence[int]) -> list[Kept]:
    """The documents of given readings, in the order of these."""
    query = select(reading, document.c.media_type, document.c.learned)
    query = query.select_from(reading.join(document, reading.c.document == document.c.id))
    rows = {row.seq: row for row in connection.execute(query.where(reading.c.seq.in_(readings)))}
    return list(_kept(connection, [rows[seq] for seq in readings if seq in rows]))


def _published(asked: Filter) -> Iterator[Clause]:
    if asked.since:
        yield reading.c.published >= asked.since.isoformat()
    if asked.until:
        yield reading.c.published <= asked.until.isoformat()


def _kept(connection: Connection, page: Any) -> Iterator[Kept]:
    counts: dict[int, dict[str, int]] = defaultdict(dict)
    counted = select(claim.c.reading, claim.c.kind, func.count()).group_by(claim.c.reading, claim.c.kind)
    for seq, kind, count in connection.execute(counted.where(claim.c.reading.in_([row.seq for row in page]))):
        counts[seq][kind] = count
    names: dict[str, list[str]] = defaultdict(list)
    n = schema.document_name.c
    named = select(n.document, n.name).where(n.document.in_([row.document for row in page])).order_by(n.seq)
    for id_, name in connection.execute(named):
        names[id_].append(name)
    for row in page:
        yield Kept(
            id=row.document,
            name=row.name,
            names=tuple(names[row.document]),
            media_type=row.media_type,
            language=row.language,
            published=row.published,
            outlet=row.outlet,
            title=row.title,
            learned=instant(row.learned),
            reader=row.reader,
            read=instant(row.at),
            claims=dict(sorted(counts[row.seq].items())),
            problems=row.problems,
        )


def problems(connection: Connection, asked: Filter) -> Iterator[tuple[int, Noted]]:
    """The numbered problems of the current readings, and of the sources that gave no document and have not been read since."""
    problem = schema.problem
    joined: FromClause = problem.outerjoin(reading, problem.c.reading == reading.c.seq)
    read_since = schema.source.c
    known = [read_since.at <= moment(asked.as_known_on)] if asked.as_known_on else []
    healed = exists().where(read_since.name == problem.c.source, read_since.at > problem.c.at, *known)
    failures = [problem.c.reading.is_(None), ~healed]
    if asked.document:
        failures.append(problem.c.source == asked.document)
    if asked.as_known_on:
        failures.append(problem.c.at <= moment(asked.as_known_on))
    query = (
        select(problem, reading.c.document)
        .select_from(joined)
        .where(or_(and_(reading.c.seq.is_not(None), current(asked), *_in_document(asked)), and_(*failures)))
        .where(*_behind(asked, problem.c.seq))
        .order_by(problem.c.seq)
        .limit(asked.limit)
    )
    if asked.codes:
        query = query.where(problem.c.code.in_(asked.codes))
    for row in _stream(connection, query):
        yield row.seq, Noted(problem=unpack_problem(row), document=row.document, noted=instant(row.at))


def _stream(connection: Connection, query: Select[Any]) -> Any:
    """Rows as they come, so that an answer of any size takes no memory."""
    return connection.execution_options(stream_results=True, max_row_buffer=_PAGE).execute(query)


def texts() -> Select[Any]:
    """Readings with their texts, which are stored apart unless they are the original bytes."""
    r, t, b, d = schema.reading, schema.text, schema.blob, schema.document
    held = r.join(d, r.c.document == d.c.id).outerjoin(t, r.c.text == t.c.sha256)
    held = held.outerjoin(b, r.c.text == b.c.sha256)
    return select(r.c.seq, r.c.facts, func.coalesce(t.c.data, b.c.data).label("data"), d.c.learned).select_from(held)


def texts_of(connection: Connection, readings: Sequence[int]) -> list[tuple[int, str]]:
    """The texts of given readings, each with its number, in the order of these numbers."""
    rows = connection.execute(texts().where(reading.c.seq.in_(readings)).order_by(reading.c.seq))
    return [(row.seq, decode_text(inflate(row.data))) for row in rows]
