"""Answers: JSON with a tag that tells whether it changed, or lines of JSON or CSV, streamed, as the caller accepts."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import fields, is_dataclass
from itertools import islice
from typing import Any, Final

import msgspec
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from servanda.api.refusals import RefusedError
from servanda.publish.exports import json_line, write_csv

JSON: Final = "application/json"
LINES: Final = "application/x-ndjson"
CSV: Final = "text/csv"
_CHUNK: Final = 200
_PRIVATE: Final = {"Cache-Control": "private, no-cache", "Vary": "Accept, Authorization, Cookie"}
#: How the formats of a list are described in the OpenAPI document, beside its JSON.
FORMATS: Final[dict[str, Any]] = {
    LINES: {"schema": {"type": "string", "description": "One object a line."}},
    CSV: {"schema": {"type": "string", "description": "A header, then a line for each; no cell is a formula."}},
}


def tag(body: bytes) -> str:
    """The entity tag of a body."""
    return f'"{hashlib.blake2b(body, digest_size=12).hexdigest()}"'


def encoded(found: Any) -> bytes:
    """JSON of an answer; halves of characters become question marks, for JSON has no place for them."""
    try:
        return msgspec.json.encode(found)
    except UnicodeEncodeError:
        return msgspec.json.encode(_mended(msgspec.to_builtins(found)))


def _mended(found: Any) -> Any:
    if isinstance(found, str):
        return found.encode("utf-8", "replace").decode()
    if isinstance(found, dict):
        return {_mended(name): _mended(value) for name, value in found.items()}
    return [_mended(one) for one in found] if isinstance(found, list | tuple) else found


def told(request: Request, found: Any, *, status: int = 200, headers: dict[str, str] | None = None) -> Response:
    """An answer as JSON, or that it has not changed."""
    body = encoded(found)
    own = {**_PRIVATE, **(headers or {})}
    if status == 200:
        own["ETag"] = tag(body)
        if _matches(request.headers.get("if-none-match"), own["ETag"]):
            return Response(status_code=304, headers=own)
    return Response(body, status, media_type=JSON, headers=own)


def _matches(asked: str | None, own: str) -> bool:
    if asked is None:
        return False
    return asked.strip() == "*" or own in {one.strip().removeprefix("W/") for one in asked.split(",")}


def unchanged(request: Request, found: Any) -> None:
    """Raise RefusedError where the caller acts on what is not so any more: ``If-Match`` names another tag than that of ``found``."""
    asked = request.headers.get("if-match")
    if asked is not None and not _matches(asked, tag(encoded(found))):
        raise RefusedError(412, "it has changed since you looked: look again")


def accepted(request: Request, *offered: str) -> str:
    """The first of the formats offered that the caller likes best. Raises RefusedError where none will do."""
    header = request.headers.get("accept", "").strip() or "*/*"
    wishes = list(_wishes(header))
    best = max(offered, key=lambda kind: (_liked(kind, wishes), -offered.index(kind)))
    if _liked(best, wishes) <= 0:
        raise RefusedError(406, f"this can be had as {', '.join(offered)}")
    return best


def _wishes(header: str) -> Iterator[tuple[str, float]]:
    for part in header.split(",")[:30]:
        kind, *parameters = (piece.strip().lower() for piece in part.split(";"))
        weight = next((p.removeprefix("q=") for p in parameters if p.startswith("q=")), "1")
        try:
            yield kind, min(max(float(weight), 0.0), 1.0)
        except ValueError:
            yield kind, 0.0


def _liked(kind: str, wishes: Sequence[tuple[str, float]]) -> float:
    """How much a format is liked, by the wish that names it most closely."""
    names = (kind, *(("application/jsonl",) if kind == LINES else ()), f"{kind.partition('/')[0]}/*", "*/*")
    return next((weight for name in names for wish, weight in wishes if wish == name), 0.0)


def lined(rows: Iterable[dict[str, Any]], kind: str, columns: Sequence[str], *, name: str) -> Response:
    """Rows of any number as lines of JSON or as CSV, as they come."""
    if kind == CSV:
        chunks, suffix = _tabled(rows, columns), "csv"
    else:
        chunks, suffix = _jsonl(rows), "jsonl"
    headers = {**_PRIVATE, "Content-Disposition": f'attachment; filename="{name}.{suffix}"'}
    return StreamingResponse(chunks, media_type=f"{kind}; charset=utf-8" if kind == CSV else kind, headers=headers)


def _jsonl(rows: Iterable[dict[str, Any]]) -> Iterator[bytes]:
    for some in _chunks(rows):
        yield b"".join(json_line(_mended(row)) + b"\n" for row in some)


def _tabled(rows: Iterable[dict[str, Any]], columns: Sequence[str]) -> Iterator[bytes]:
    first = True
    for some in _chunks(rows):
        out = io.BytesIO()
        write_csv(map(_mended, some), out, names=columns)
        yield out.getvalue() if first else out.getvalue().partition(b"\r\n")[2]
        first = False
    if first:
        yield ",".join(columns).encode() + b"\r\n"


def _chunks(rows: Iterable[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    several = iter(rows)
    while some := list(islice(several, _CHUNK)):
        yield some


def columns(kind: type, *, before: str = "") -> tuple[str, ...]:
    """The columns of a table of answers: their fields, those of a line within a line by their own names."""
    found: list[str] = []
    for field in fields(kind):
        inner = _LINES_WITHIN.get((kind.__name__, field.name))
        found += columns(inner()) if inner else [before + field.name]
    return tuple(dict.fromkeys(found))


def _followed() -> type:
    from servanda.publish.answers import Followed

    return Followed


_LINES_WITHIN: Final[dict[tuple[str, str], Callable[[], type]]] = {
    ("SessionLine", "line"): _followed,
    ("InstrumentLine", "line"): _followed,
}


def flat(found: Any) -> dict[str, Any]:
    """An answer as one row of a table: a line within it is laid flat, anything deeper told by its address or as JSON."""
    row = msgspec.to_builtins(found)
    for name in [n for kind, n in _LINES_WITHIN if is_dataclass(found) and type(found).__name__ == kind]:
        row |= row.pop(name)
    return {name: _cell(value) for name, value in row.items()}


def _cell(value: Any) -> Any:
    if isinstance(value, dict):
        return value.get("address") or value.get("text") or msgspec.json.encode(value).decode()
    if isinstance(value, list | tuple):
        return [_cell(one) if not isinstance(one, list | tuple) else msgspec.json.encode(one).decode() for one in value]
    return value
