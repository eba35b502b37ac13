"""Readings packed for the journal: plain tuples that cross from a worker to the one writer and into the tables."""

from __future__ import annotations

import datetime as dt
import hashlib
import zlib
from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import msgspec

from servanda.problems import Problem
from servanda.record import KIND_BY_NAME, KINDS, Claim, Document, digest
from servanda.store.words import words
from servanda.values import When

if TYPE_CHECKING:
    from sqlalchemy import Row  # a worker packs and needs no database

#: Days that stand for an open end, so that a plain comparison of text finds what overlaps.
OPEN_START: Final = "0001-01-01"
OPEN_END: Final = "9999-12-31"

_FAST = 1  # zlib level: 2.5 times faster than the default here and 8 % larger
_ENCODE = msgspec.json.Encoder(order="deterministic").encode
_FACTS = msgspec.json.Encoder(order="sorted").encode
_DECODERS = {name: msgspec.json.Decoder(kind) for name, kind in KIND_BY_NAME.items()}
#: The fields of a claim that tell when; the first one that a kind has counts.
_DATED = ("date", "period", "due")
_STANDING = {"meeting": "body", "body": "name"}
_NAMED = ("body", "indicator", "of", "name", "title", "what", "role", "place")
_LANDS = ("countries", "who")
_LAND = ("source", "target", "of")
#: The fields of a document that are kept as its facts: its text and the day we learned of it have their own place.
_TOLD = tuple(field.name for field in fields(Document) if field.name not in ("text", "learned"))


class ClaimRow(NamedTuple):
    """A claim as the claim table holds it, less its number and reading."""

    id: str
    kind: str
    start: int
    end: int
    first: str | None
    last: str | None
    countries: str
    body: str | None
    claim: str


class ProblemRow(NamedTuple):
    """A problem as the problem table holds it, less its number, reading and time."""

    id: str
    code: str
    message: str
    source: str
    start: int | None
    end: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Packed:
    """One document as it was read, ready to be written."""

    document: str
    sha256: str
    media_type: str
    name: str
    language: str | None
    published: str | None
    outlet: str | None
    title: str | None
    facts: str
    text: str
    text_size: int
    text_data: bytes | None
    words: str
    claims: tuple[ClaimRow, ...]
    claim_words: tuple[str, ...]
    problems: tuple[ProblemRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Signed:
    """Who adds a source; with ``circle`` it is under embargo for all but that group, until a day or until it is lifted."""

    by: str
    circle: str | None = None
    until: dt.date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Parcel:
    """Everything that came of one source: written whole or not at all.

    ``given`` is what the caller told about it, as JSON. ``data`` are the original bytes, deflated; None for a source
    that could not be opened, which then has ``problems`` and no ``readings``. With ``alias``, a document's id, it tells
    only that this document was seen under this name too. ``signed`` tells who adds it, where that is known.
    """

    name: str
    reader: str
    given: str = "{}"
    sha256: str | None = None
    size: int = 0
    data: bytes | None = None
    readings: tuple[Packed, ...] = ()
    problems: tuple[ProblemRow, ...] = ()
    alias: str | None = None
    signed: Signed | None = None

    @property
    def weight(self) -> int:
        """About how many bytes it takes in memory."""
        texts = sum(len(r.text_data or b"") + len(r.words) + 1500 * len(r.claims) for r in self.readings)
        return texts + len(self.data or b"") + 1000


def printable(name: str) -> str:
    """A name that UTF-8 and both databases can hold: stray bytes and NUL as escapes."""
    return name.encode("utf-8", "backslashreplace").decode().replace("\0", "\\x00")


def deflate(data: bytes) -> bytes:
    """Bytes as the blob and text tables hold them."""
    return zlib.compress(data, _FAST)


def inflate(data: bytes) -> bytes:
    """The bytes that :func:`deflate` was given."""
    return zlib.decompress(data)


def encode_text(text: str) -> bytes:
    """A text as bytes; lone surrogates survive, for offsets must not move."""
    return text.encode("utf-8", "surrogatepass")


def decode_text(data: bytes) -> str:
    """The text that :func:`encode_text` was given."""
    return data.decode("utf-8", "surrogatepass")


def pack_source(*, name: str, data: bytes, given: str, reader: str) -> Parcel:
    """The parcel of an opened source, without readings yet."""
    sha256 = hashlib.sha256(data).hexdigest()
    return Parcel(name=printable(name), reader=reader, given=given, sha256=sha256, size=len(data), data=deflate(data))


def pack(
    document: Document, claims: Iterable[Claim], problems: Iterable[Problem] = (), *, original: str | None = None
) -> Packed:
    """Pack one document with what was read in it; a claim that is stated twice is kept once.

    ``original`` is the hash of the bytes kept with it: a plain text that is the same is not kept a second time.
    """
    rows: dict[str, ClaimRow] = {}
    searched: list[str] = []
    for claim in claims:
        row = pack_claim(claim)
        if row.id not in rows:
            rows[row.id] = row
            searched.append(" ".join(words(searched_by(claim))))
    raw = encode_text(document.text)
    text = hashlib.sha256(raw).hexdigest()
    return Packed(
        document=document.id,
        sha256=document.sha256,
        media_type=document.media_type,
        name=printable(document.name),
        language=document.language,
        published=document.published.isoformat() if document.published else None,
        outlet=_column(document.outlet),
        title=_column(document.title),
        facts=_facts(document),
        text=text,
        text_size=len(raw),
        text_data=None if text == original else deflate(raw),
        words=" ".join(words(document.text)),
        claims=tuple(rows.values()),
        claim_words=tuple(searched),
        problems=tuple(pack_problem(p, about=document.id) for p in problems),
    )


def pack_claim(claim: Claim) -> ClaimRow:
    """The row of a claim."""
    first, last = dates(claim)
    standing = getattr(claim, _STANDING[claim.type], None) if claim.type in _STANDING else None
    return ClaimRow(
        id=claim.id,
        kind=claim.type,
        start=claim.start,
        end=claim.end,
        first=first,
        last=last,
        countries=" ".join(sorted(countries(claim))),
        body=_column(" ".join(words(standing))) if standing else None,
        claim=_ENCODE(claim).decode(),
    )


def unpack_claim(kind: str, claim: str) -> Claim:
    """The claim that :func:`pack_claim` was given, Decimals exact."""
    found = _DECODERS[kind].decode(claim)
    assert isinstance(found, Claim)
    return found


def pack_problem(problem: Problem, *, about: str = "") -> ProblemRow:
    """The row of a problem; ``about`` names the document or reader that it belongs to."""
    source = printable(problem.source)
    message = printable(problem.message)
    return ProblemRow(
        id=digest(problem.code, message, source, problem.start, problem.end, about),
        code=problem.code,
        message=message,
        source=source,
        start=problem.start,
        end=problem.end,
    )


def unpack_problem(row: ProblemRow | Row[Any]) -> Problem:
    """The problem that :func:`pack_problem` was given, from a packed row or one of the journal."""
    return Problem(code=row.code, message=row.message, source=row.source, start=row.start, end=row.end)


class _Having(NamedTuple):
    """Which of the fields that are asked for a kind of claim has: most kinds have few, and it is asked for every claim."""

    dated: tuple[str, ...]
    named: tuple[str, ...]
    lands: tuple[str, ...]
    land: tuple[str, ...]


def _of_kind(kind: type[Claim]) -> _Having:
    own = {field.name for field in fields(kind)}
    asked = (_DATED, _NAMED, _LANDS, _LAND)
    return _Having(*(tuple(name for name in names if name in own) for names in asked))


_HAVING: Final = {kind.type: _of_kind(kind) for kind in KINDS}


def dates(claim: Claim) -> tuple[str | None, str | None]:
    """First and last day of what the claim dates, as text; both None when it has no date."""
    for name in _HAVING[claim.type].dated:
        value = getattr(claim, name)
        if isinstance(value, str):
            return _bounds(value)
    return None, None


@lru_cache(maxsize=4096)
def _bounds(value: str) -> tuple[str | None, str | None]:
    try:
        when = When(value)
    except ValueError:
        return None, None  # a claim may carry a date in words; it is kept, but a filter by date cannot see it
    return (
        when.first.isoformat() if when.first else OPEN_START,
        when.last.isoformat() if when.last else OPEN_END,
    )


def countries(claim: Claim) -> set[str]:
    """The countries that a claim itself names, by ISO 3166 alpha-2 code."""
    having = _HAVING[claim.type]
    named = {getattr(claim, name) for name in having.land}
    for name in having.lands:
        named.update(getattr(claim, name))
    return {code for code in named if code and _is_land(code)}


@lru_cache(maxsize=4096)
def _is_land(code: str) -> bool:
    return len(code) == 2 and code.isascii() and code.isupper()


def unpack_document(facts: str, text: str, learned: dt.datetime | None) -> Document:
    """The document that :func:`pack` was given."""
    found = msgspec.json.decode(facts)
    found["text"] = text
    return replace(msgspec.convert(found, Document), learned=learned)


def searched_by(claim: Claim) -> str:
    """What a search finds the claim by: its words, and the names it was given beside them."""
    named = (getattr(claim, name) for name in _HAVING[claim.type].named)
    return "\n".join((claim.quote, *(value for value in named if value)))


def _facts(document: Document) -> str:
    known = {name: getattr(document, name) for name in _TOLD}
    known["name"] = printable(document.name)
    return _FACTS(known).decode()


def _column(value: str | None) -> str | None:
    return None if value is None else printable(value)
