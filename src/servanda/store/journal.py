"""Appending to the journal: every fact gets the next number and is sealed with the hash of the fact before.

A seal is SHA-256 over the previous seal, the number, the kind, the subject, the time and the hash of the fact's own
rows. To change one row unseen, one would have to seal every later fact anew; whoever noted an earlier seal would see.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from operator import itemgetter
from typing import Any, Final

import msgspec
from sqlalchemy import Connection, Table, func, select

from servanda.record import Act
from servanda.store import schema
from servanda.store.engines import Database, Values
from servanda.store.moments import instant
from servanda.store.packing import Packed, Parcel, ProblemRow, Signed, printable
from servanda.store.seen import Seen, already

GENESIS: Final = "0" * 64
_ENCODE = msgspec.json.Encoder(order="sorted").encode
Row = dict[str, Any]
_IN_ORDER: Final = {table: itemgetter(*table.columns.keys()) for table in schema.JOURNAL}


def payload_hash(rows: Any) -> str:
    """The hash of the rows that a fact consists of."""
    return hashlib.sha256(_ENCODE(rows)).hexdigest()


def seal(*, previous: str, seq: int, kind: str, subject: str, at: str, payload: str) -> str:
    """The seal of one entry."""
    return hashlib.sha256(_ENCODE((previous, seq, kind, subject, at, payload))).hexdigest()


def seen(connection: Connection, hashes: Iterable[str]) -> dict[str, tuple[Seen, ...]]:
    """For each hash of original bytes that was opened before: every time it was, oldest first."""
    s = schema.source.c
    query = select(s.sha256, s.name, s.given, s.reader, s.readings).where(s.sha256.in_(list(hashes))).order_by(s.seq)
    found: dict[str, list[Seen]] = defaultdict(list)
    for sha256, name, given, reader, readings in connection.execute(query):
        found[sha256].append(Seen(name, given, reader, tuple(msgspec.json.decode(readings))))
    return {sha256: tuple(times) for sha256, times in found.items()}


@dataclass(slots=True)
class Draft:
    """The rows of one transaction, numbered and sealed, and what the tables already hold of them."""

    database: Database
    at: str
    seq: int
    head: str
    claim_seq: int
    problem_seq: int
    rows: dict[Table, list[Values]] = field(default_factory=lambda: defaultdict(list))
    sets: list[Row] = field(default_factory=list)
    words: dict[str, list[tuple[int, str]]] = field(default_factory=lambda: defaultdict(list))
    held: dict[str, set[Any]] = field(default_factory=dict)
    sources: dict[str, tuple[Seen, ...]] = field(default_factory=dict)
    current: dict[str, tuple[int, tuple[str, ...]]] = field(default_factory=dict)

    def enter(self, kind: str, subject: str, rows: Any) -> int:
        """Number and seal one fact."""
        self.seq += 1
        payload = payload_hash(rows)
        sealed = seal(previous=self.head, seq=self.seq, kind=kind, subject=subject, at=self.at, payload=payload)
        self.rows[schema.entry].append((self.seq, kind, subject, self.at, payload, self.head, sealed))
        self.head = sealed
        return self.seq

    def put(self, table: Table, row: Row) -> None:
        """Keep a row for its table."""
        self.rows[table].append(_IN_ORDER[table](row))

    def is_new(self, what: str, key: Any) -> bool:
        """Whether a key was not there before; it is from now on."""
        if key in self.held[what]:
            return False
        self.held[what].add(key)
        return True


def append(connection: Connection, database: Database, parcels: Sequence[Parcel], *, at: str) -> tuple[bool, ...]:
    """Append parcels in the order given, inside the caller's transaction; whether each told anything new."""
    database.lock_journal(connection)
    draft = begin(connection, database, at)
    _look_up(connection, draft, parcels)
    told = tuple(_parcel(draft, parcel) for parcel in parcels)
    write(connection, draft)
    return told


def begin(connection: Connection, database: Database, at: str) -> Draft:
    """The rows of a transaction to be, numbered on from what the journal holds."""
    e = schema.entry.c
    last = connection.execute(select(e.seq, e.hash, e.at).order_by(e.seq.desc()).limit(1)).first()
    seq, head, before = last if last else (0, GENESIS, "")

    def highest(table: Table) -> int:
        return connection.execute(select(func.max(table.c.seq))).scalar() or 0

    return Draft(
        database=database,
        at=max(at, before),  # a clock that was set back must not reorder what was known when
        seq=seq,
        head=head,
        claim_seq=highest(schema.claim),
        problem_seq=highest(schema.problem),
    )


def _look_up(connection: Connection, draft: Draft, parcels: Sequence[Parcel]) -> None:
    """Ask once for the whole batch what the tables already hold of it."""
    readings = [reading for parcel in parcels for reading in parcel.readings]
    documents = {reading.document for reading in readings} | {parcel.alias for parcel in parcels if parcel.alias}
    hashes = {parcel.sha256 for parcel in parcels if parcel.sha256}

    def held(*columns: Any, among: Iterable[Any]) -> set[Any]:
        wanted = list(among)
        found = connection.execute(select(*columns).where(columns[0].in_(wanted))) if wanted else ()
        return {tuple(row) if len(columns) > 1 else row[0] for row in found}

    name, problem = schema.document_name.c, schema.problem.c
    draft.held = {
        "blob": held(schema.blob.c.sha256, among=hashes),
        "text": held(schema.text.c.sha256, among={reading.text for reading in readings}),
        "document": held(schema.document.c.id, among=documents),
        "name": held(name.document, name.name, among=documents),
        "failure": held(problem.id, among={p.id for parcel in parcels for p in parcel.problems}),
        "countries": set(),
    }
    draft.sources = seen(connection, hashes) if hashes else {}
    draft.current = _current(connection, documents) if documents else {}


def _current(connection: Connection, documents: Iterable[str]) -> dict[str, tuple[int, tuple[str, ...]]]:
    r = schema.reading.c
    query = select(r.document, r.seq, r.reader, r.given, r.text).where(r.document.in_(list(documents)))
    rows = connection.execute(query.order_by(r.seq))  # the newest comes last and stays
    return {row.document: (row.seq, (row.reader, row.given, row.text)) for row in rows}


def _parcel(draft: Draft, parcel: Parcel) -> bool:
    """Append one source; False when it told nothing that a reader had not found before."""
    if parcel.alias:
        _name(draft, parcel.alias, parcel.name)
        return False
    if not parcel.readings:
        if parcel.signed and parcel.signed.circle:
            return False  # its very name is under embargo: who gave it is told, and nobody else
        new = [_failure(draft, row) for row in parcel.problems]
        return any(new)
    assert parcel.sha256 is not None
    times = draft.sources.get(parcel.sha256, ())
    if already(times, given=parcel.given, reader=parcel.reader):
        for reading in parcel.readings:
            _name(draft, reading.document, reading.name)
        return False
    if draft.is_new("blob", parcel.sha256):
        draft.rows[schema.blob].append((parcel.sha256, parcel.size, parcel.data))
    if parcel.signed:
        _signed(draft, parcel.signed, dict.fromkeys(reading.document for reading in parcel.readings))
    seqs = [_reading(draft, parcel, reading) for reading in parcel.readings]
    row = {
        "sha256": parcel.sha256,
        "name": parcel.name,
        "given": parcel.given,
        "reader": parcel.reader,
        "at": draft.at,
        "readings": _ENCODE(seqs).decode(),
    }
    draft.put(schema.source, {"seq": draft.enter("source", parcel.sha256, row), **row})
    draft.sources[parcel.sha256] = (*times, Seen(parcel.name, parcel.given, parcel.reader, tuple(seqs)))
    return True


def _signed(draft: Draft, signed: Signed, documents: Iterable[str]) -> None:
    """Tell who added the documents that are new, and what of them is under embargo from the first moment on."""
    for document in documents:
        if document not in draft.held["document"]:
            act(draft, Act(kind="added", subject=document, by=signed.by))
            if signed.circle:
                act(
                    draft, Act(kind="embargo", subject=document, by=signed.by, circle=signed.circle, until=signed.until)
                )


def act(draft: Draft, done: Act) -> Act:
    """Put an act among the rows of a transaction; it is given back with its time."""
    told = None if done.told is None else printable(done.told)
    taken = replace(done, subject=printable(done.subject), by=printable(done.by), told=told, at=instant(draft.at))
    row = {
        "id": taken.id,
        "kind": taken.kind,
        "subject": taken.subject,
        "by": taken.by,
        "circle": taken.circle,
        "until": taken.until.isoformat() if taken.until else None,
        "told": taken.told,
        "at": draft.at,
    }
    draft.put(schema.act, {"seq": draft.enter("act", taken.id, row), **row})
    return taken


def _reading(draft: Draft, parcel: Parcel, packed: Packed) -> int:
    """Append a document and one reading of it; the number of the reading, which may be one that was there."""
    _document(draft, packed)
    key = (parcel.reader, parcel.given, packed.text)
    held = draft.current.get(packed.document)
    if held and held[1] == key:
        return held[0]
    if packed.text_data is not None and draft.is_new("text", packed.text):
        draft.rows[schema.text].append((packed.text, packed.text_size, packed.text_data))
    row = _reading_row(draft, parcel, packed)
    seq = draft.enter("reading", packed.document, (row, packed.claims, packed.problems))
    draft.put(schema.reading, {"seq": seq, **row})
    draft.words["document_words"].append((seq, packed.words))
    _claims(draft, seq, packed)
    for problem in packed.problems:
        _problem(draft, problem, reading=seq)
    draft.current[packed.document] = (seq, key)
    return seq


def _reading_row(draft: Draft, parcel: Parcel, packed: Packed) -> Row:
    return {
        "document": packed.document,
        "source": parcel.sha256,
        "text": packed.text,
        "reader": parcel.reader,
        "given": parcel.given,
        "at": draft.at,
        "name": packed.name,
        "language": packed.language,
        "published": packed.published,
        "outlet": packed.outlet,
        "title": packed.title,
        "facts": packed.facts,
        "claims": len(packed.claims),
        "problems": len(packed.problems),
    }


def _document(draft: Draft, packed: Packed) -> None:
    if draft.is_new("document", packed.document):
        row = {
            "id": packed.document,
            "sha256": packed.sha256,
            "media_type": packed.media_type,
            "learned": draft.at,
        }
        draft.put(schema.document, {"seq": draft.enter("document", packed.document, row), **row})
    _name(draft, packed.document, packed.name)


def _name(draft: Draft, document: str, name: str) -> None:
    if draft.is_new("name", (document, name)):
        row = {"document": document, "name": name, "learned": draft.at}
        draft.put(schema.document_name, {"seq": draft.enter("name", document, row), **row})


def _claims(draft: Draft, reading: int, packed: Packed) -> None:
    rows, words = draft.rows[schema.claim], draft.words["claim_words"]
    for claim, told in zip(packed.claims, packed.claim_words, strict=True):
        draft.claim_seq += 1
        rows.append((draft.claim_seq, reading, *claim))
        words.append((draft.claim_seq, told))
        if claim.countries and draft.is_new("countries", claim.countries):
            draft.sets.extend({"country": c, "countries": claim.countries} for c in claim.countries.split())


def _failure(draft: Draft, problem: ProblemRow) -> bool:
    if not draft.is_new("failure", problem.id):
        return False
    draft.enter("problem", problem.id, (problem, draft.at))
    _problem(draft, problem, reading=None)
    return True


def _problem(draft: Draft, problem: ProblemRow, *, reading: int | None) -> None:
    draft.problem_seq += 1
    draft.rows[schema.problem].append((draft.problem_seq, reading, *problem, draft.at))


#: Parents before children, for the foreign keys.
IN_ORDER: Final = (
    schema.entry,
    schema.blob,
    schema.text,
    schema.source,
    schema.document,
    schema.document_name,
    schema.reading,
    schema.claim,
    schema.problem,
    schema.judgement,
    schema.act,
)


def write(connection: Connection, draft: Draft) -> None:
    """Write all rows of a draft, parents before children."""
    for table in IN_ORDER:
        if draft.rows[table]:
            draft.database.load(connection, table, draft.rows[table])
    if draft.sets:
        draft.database.load_missing(connection, schema.country_set, draft.sets)
    for words_of, rows in draft.words.items():
        draft.database.index(connection, words_of, rows)
