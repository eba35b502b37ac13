"""The facts: what each document says, word for word, what was wrong with it, what people decided, and the seal on all."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from itertools import islice
from typing import TYPE_CHECKING, Annotated, Any, Final, Literal

import msgspec
from fastapi import APIRouter, Depends, Path, Query
from starlette.requests import Request
from starlette.responses import Response

from servanda.accounts import Caller
from servanda.api import shapes
from servanda.api.answering import CSV, FORMATS, JSON, LINES, accepted, lined, tag, told
from servanda.api.asking import Asked, AsKnownOn, Cursor, Limit, after, cursor
from servanda.api.gate import Administrator, Analyst, Reader
from servanda.api.record import sight
from servanda.api.refusals import RefusedError, described
from servanda.problems import UsageError
from servanda.publish import exports
from servanda.publish.answers import DocumentPage
from servanda.record import Judgement, active

if TYPE_CHECKING:
    from servanda.ledger import Kept, Ledger, Noted, Stated

router = APIRouter(tags=["facts"])
_LISTED: Final = {200: {"content": FORMATS}, **described(406)}
_ID: Final = r"^[0-9a-f]{4,20}$"
Filters = Annotated[Asked, Depends()]
DocumentId = Annotated[str, Path(pattern="^[0-9a-f]{20}$", examples=["9b1deb4d3b7d4bad9bdd"])]


def ledger_of(request: Request) -> Ledger:
    """The ledger that a request is about."""
    found: Ledger = request.app.state.ledger
    return found


def claim_row(stated: Stated) -> dict[str, Any]:
    """A claim as one object, with its document's id."""
    return {"document": stated.document, **exports.row(stated)}


def _kept(kept: Kept) -> dict[str, Any]:
    return dict(msgspec.to_builtins(kept))


def _noted(noted: Noted) -> dict[str, Any]:
    row = {**msgspec.to_builtins(noted.problem), "document": noted.document, "noted": noted.noted.isoformat()}
    return {name: row[name] for name in shapes.Trouble.model_fields}


_ROWS: Final[dict[str, tuple[Callable[[Any], dict[str, Any]], Callable[[], tuple[str, ...]]]]] = {
    "claims": (claim_row, lambda: ("document", *exports.columns())),
    "documents": (_kept, lambda: tuple(shapes.Report.model_fields)),
    "problems": (_noted, lambda: tuple(shapes.Trouble.model_fields)),
}
_Kind = Literal["claims", "documents", "problems"]


def _listed(request: Request, kind: _Kind, asked: dict[str, Any], told_cursor: str | None, limit: int) -> Response:
    """One page as JSON, or everything from the cursor on in lines, up to the limit that was asked for."""
    row, columns = _ROWS[kind]
    form = accepted(request, JSON, LINES, CSV)
    ledger = ledger_of(request)
    if form == JSON:
        found = list(ledger.numbered(kind, **asked, after=after(told_cursor), limit=limit + 1))
        more = cursor(found[limit - 1][0]) if len(found) > limit else None
        return told(request, {"items": [row(one) for _, one in found[:limit]], "cursor": more})
    most = limit if "limit" in request.query_params else None
    rows = _begun(row(one) for _, one in ledger.numbered(kind, **asked, after=after(told_cursor), limit=most))
    return lined(rows, form, columns(), name=kind)


def _begun(rows: Iterator[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """The same rows; a question that cannot be asked is refused now, not in the middle of an answer."""
    first = list(islice(rows, 1))

    def all_of_them() -> Iterator[dict[str, Any]]:
        yield from first
        yield from rows

    return all_of_them()


@router.get("/claims", response_model=shapes.Listed[shapes.Claimed], responses=_LISTED)
def claims(request: Request, caller: Reader, asked: Filters, cursor: Cursor = None, limit: Limit = 100) -> Response:
    """What the documents say. A claim without a date lies in no period, so `since` and `until` pass it by."""
    return _listed(request, "claims", {**asked.filters(), "circles": caller.circles}, cursor, limit)


@router.get("/claims/{claim}", response_model=shapes.Explained, responses=described(404))
def claim(request: Request, caller: Reader, claim: Annotated[str, Path(pattern=_ID)]) -> Response:
    """Why the ledger holds a claim, by its id or the beginning of one: its sentence, its values, the rules, the reader."""
    return told(request, explained(request, caller, claim))


def explained(request: Request, caller: Caller, claim: str) -> dict[str, Any]:
    """A claim with its explanation; RefusedError where there is none, or more than one."""
    try:
        found = ledger_of(request).explain(claim, circles=caller.circles)
    except UsageError as error:
        raise RefusedError(404, str(error)) from None
    rest = msgspec.to_builtins(found)
    rest.pop("stated")
    return {"claim": claim_row(found.stated), **rest, "values": dict(found.values)}


@router.get("/documents", response_model=shapes.Listed[shapes.Report], responses=_LISTED)
def documents(request: Request, caller: Reader, asked: Filters, cursor: Cursor = None, limit: Limit = 100) -> Response:
    """The documents in the ledger. Filters by kind, country and body choose documents that make such a claim."""
    return _listed(request, "documents", {**asked.filters(), "circles": caller.circles}, cursor, limit)


@router.get("/documents/{document}", response_model=DocumentPage, responses=described(404))
def document(request: Request, caller: Reader, document: DocumentId) -> Response:
    """A document in full: text, claims in order of place, facts, copies elsewhere."""
    shelf = request.app.state.shelf
    try:
        return told(request, shelf.document(document, seen_by=sight(caller)))
    except UsageError as error:
        raise RefusedError(404, str(error)) from None


@router.get(
    "/documents/{document}/text",
    responses={200: {"content": {"text/plain": {"schema": {"type": "string"}}}}, **described(404)},
    response_class=Response,
)
def text(request: Request, caller: Reader, document: DocumentId) -> Response:
    """The text of a document as it was read: offsets of claims count its characters."""
    found = ledger_of(request).document(document, circles=caller.circles)
    if found is None:
        raise RefusedError(404, f"the ledger holds no document {document}")
    body = found.text.encode("utf-8", "replace")
    return _bytes(request, body, "text/plain; charset=utf-8")


@router.get(
    "/documents/{document}/original",
    responses={
        200: {"content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}}},
        **described(404),
    },
    response_class=Response,
)
def original(request: Request, caller: Analyst, document: DocumentId) -> Response:
    """The original bytes of a document as they came, always as a file to be saved."""
    found = ledger_of(request).document(document, circles=caller.circles)
    data = ledger_of(request).original(found.sha256) if found else None
    if data is None:
        raise RefusedError(404, f"the ledger holds no original of {document}")
    answer = _bytes(request, data, "application/octet-stream")
    answer.headers["Content-Disposition"] = f'attachment; filename="{document}"'
    return answer


def _bytes(request: Request, body: bytes, media_type: str) -> Response:
    headers = {"ETag": tag(body), "Cache-Control": "private, no-cache", "X-Content-Type-Options": "nosniff"}
    if request.headers.get("if-none-match") == headers["ETag"]:
        return Response(status_code=304, headers=headers)
    return Response(body, media_type=media_type, headers=headers)


@router.get("/problems", response_model=shapes.Listed[shapes.Trouble], responses=_LISTED)
def problems(
    request: Request,
    caller: Analyst,
    code: Annotated[tuple[str, ...], Query(max_length=20, description="Only this code; may be repeated.")] = (),
    document: Annotated[str | None, Query(max_length=400)] = None,
    as_known_on: AsKnownOn = None,
    cursor: Cursor = None,
    limit: Limit = 100,
) -> Response:  # fmt: skip
    """What was wrong with the material: broken files, missing dates, doubtful values."""
    asked = {"code": code, "document": document, "as_known_on": as_known_on, "circles": caller.circles}
    return _listed(request, "problems", asked, cursor, limit)


@router.get("/judgements", response_model=shapes.Listed[shapes.Judged], responses=described(406))
def judgements(
    request: Request, caller: Reader, as_known_on: AsKnownOn = None, cursor: Cursor = None, limit: Limit = 100
) -> Response:
    """Every judgement, oldest first, also those that were taken back: who decided what, when and why."""
    every = ledger_of(request).judgements(as_known_on=as_known_on, circles=caller.circles)
    standing = {one.id for one in active(every)}
    start = after(cursor) or 0
    items = [judged(one, standing) for one in every[start : start + limit]]
    more = _more(start + limit, len(every))
    return told(request, {"items": items, "cursor": more})


def _more(reached: int, total: int) -> str | None:
    return cursor(reached) if reached < total else None


def judged(one: Judgement, standing: set[str]) -> dict[str, Any]:
    """A judgement as one object."""
    row = msgspec.to_builtins(one)
    told = {name: row[name] for name in shapes.Judged.model_fields if name in row}
    change = json.loads(one.change) if one.change else None
    return {"id": one.id, **told, "change": change, "stands": one.id in standing or one.kind == "withdraw"}


@router.get("/seal", response_model=shapes.Seal, responses=described())
def seal(request: Request, _: Reader) -> Response:
    """The newest seal: noted elsewhere, it shows later that nothing up to here was changed."""
    entries, head = ledger_of(request).head()
    return told(request, {"entries": entries, "seal": head})


@router.get("/verification", response_model=shapes.Checked, responses=described())
def verification(
    request: Request, _: Administrator, expected: Annotated[str | None, Query(pattern="^[0-9a-f]{64}$")] = None
) -> Response:
    """Check every seal, hash and row of the journal, which takes its time; `expected` is a seal that must still be there."""
    return told(request, ledger_of(request).verify(expected=expected))
