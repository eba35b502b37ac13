"""Deciding: judgements, embargoes and private notes, each signed by the account that makes it."""

from __future__ import annotations

from typing import Annotated, Any, Final

import msgspec
from fastapi import APIRouter, Path, Query
from starlette.requests import Request
from starlette.responses import Response

from servanda.accounts import Caller
from servanda.api import shapes
from servanda.api.adding import belonging
from servanda.api.answering import told, unchanged
from servanda.api.asking import Cursor, Limit, after
from servanda.api.asking import cursor as continued
from servanda.api.facts import DocumentId, explained, judged, ledger_of
from servanda.api.gate import Analyst, Annotator, Editor
from servanda.api.refusals import RefusedError, described
from servanda.ledger import Ledger
from servanda.problems import UsageError
from servanda.publish import Shelf
from servanda.record import Act

router = APIRouter(tags=["writing"])
_ON_CLAIMS: Final = ("accept", "reject", "correct")
ActId = Annotated[str, Path(pattern="^[0-9a-f]{20}$")]


@router.post(
    "/judgements",
    status_code=201,
    response_model=shapes.Judged,
    responses=described(404, 412),
)
def judge(request: Request, caller: Editor, deciding: shapes.Deciding) -> Response:
    """Judge: accept, reject or correct a claim; say that two things are the same or different; close, reopen or note a thing; withdraw a judgement.

    With `If-Match`, the tag of a claim as you saw it, nothing is decided when it has changed since.
    """
    assert caller.name is not None
    if deciding.kind in _ON_CLAIMS and "if-match" in request.headers:
        unchanged(request, explained(request, caller, deciding.subject))
    change = None if deciding.change is None else msgspec.json.encode(deciding.change, order="sorted").decode()
    rest = {"change": change, "on": deciding.on, "outcome": deciding.outcome}
    made = ledger_of(request).decide(
        deciding.kind,
        deciding.subject,
        deciding.object,
        by=caller.name,
        reason=deciding.reason,
        within=places(ledger_of(request), request.app.state.shelf, deciding.kind, deciding.subject),
        **{name: value for name, value in rest.items() if value is not None},
    )
    return told(request, judged(made, {made.id}), status=201)


def places(ledger: Ledger, shelf: Shelf, kind: str, subject: str) -> list[tuple[str, ...]]:
    """Where to look first for what is judged: in the pairs to whose documents it belongs."""
    try:
        if kind in _ON_CLAIMS:
            stated = ledger.explain(subject).stated
            scopes = shelf.document(stated.document).scopes
        else:
            scopes = shelf.thing(subject).scopes
    except UsageError:
        return []
    return [tuple(scope.split("-")) for scope in scopes[:1]]


@router.put("/documents/{document}/embargo", response_model=shapes.Done, responses=described(404))
def withhold(request: Request, caller: Editor, document: DocumentId, embargo: shapes.Withholding) -> Response:
    """Put a document under embargo for a group of yours, until a day or until it is lifted."""
    _there(request, caller, document)
    belonging(caller, embargo.circle)
    done = _act(request, caller, "embargo", document, circle=embargo.circle, until=embargo.until)
    return told(request, _row(done))


@router.delete("/documents/{document}/embargo", response_model=shapes.Done, responses=described(404))
def lift(request: Request, caller: Editor, document: DocumentId) -> Response:
    """End the embargo on a document: it joins the record now."""
    _there(request, caller, document)
    if document not in ledger_of(request).withheld():
        raise RefusedError(404, "this document is under no embargo")
    return told(request, _row(_act(request, caller, "lifted", document)))


@router.get("/notes", response_model=shapes.Listed[shapes.Done], responses=described())
def notes(
    request: Request,
    caller: Analyst,
    subject: Annotated[str | None, Query(max_length=300, description="Only on this.")] = None,
    cursor: Cursor = None,
    limit: Limit = 100,
) -> Response:  # fmt: skip
    """The private notes of your groups, oldest first, but those taken back."""
    every = ledger_of(request).acts("note", "lifted")
    gone = {act.subject for act in every if act.kind == "lifted"}
    found = [
        act
        for act in every
        if act.kind == "note" and act.circle in caller.circles and act.id not in gone and subject in (None, act.subject)
    ]
    return _turned(request, found, cursor, limit)


@router.post("/notes", status_code=201, response_model=shapes.Done, responses=described())
def note(request: Request, caller: Annotator, noting: shapes.Noting) -> Response:
    """Write a private note on whatever has an address, for a group of yours."""
    belonging(caller, noting.circle)
    done = _act(request, caller, "note", noting.subject, circle=noting.circle, told=noting.text)
    return told(request, _row(done), status=201)


@router.delete("/notes/{note}", response_model=shapes.Done, responses=described(404))
def take_back(request: Request, caller: Annotator, note: ActId) -> Response:
    """Take a note of yours back; the journal keeps it, and nobody is shown it any more."""
    acts = ledger_of(request).acts("note", "lifted")
    own = {act.id for act in acts if act.kind == "note" and act.by == caller.name and act.circle in caller.circles}
    if note not in own or note in {act.subject for act in acts if act.kind == "lifted"}:
        raise RefusedError(404, "you wrote no such note")
    return told(request, _row(_act(request, caller, "lifted", note)))


@router.get("/acts", response_model=shapes.Listed[shapes.Done], responses=described())
def acts(
    request: Request,
    caller: Analyst,
    subject: Annotated[str | None, Query(max_length=300, description="Only on this.")] = None,
    cursor: Cursor = None,
    limit: Limit = 100,
) -> Response:  # fmt: skip
    """Who did what beside judging: who added a document, who changed a role, embargoes and notes of your groups."""
    ledger = ledger_of(request)
    hidden = ledger.withheld(caller.circles)
    notes = {act.id for act in ledger.acts("note") if act.circle not in caller.circles}
    found = [
        act
        for act in ledger.acts(subject=subject)
        if act.subject not in hidden and act.subject not in notes and act.circle in (None, *caller.circles)
    ]
    return _turned(request, found, cursor, limit)


def _turned(request: Request, found: list[Act], cursor: str | None, limit: int) -> Response:
    start = after(cursor) or 0
    more = continued(start + limit) if start + limit < len(found) else None
    return told(request, {"items": [_row(act) for act in found[start : start + limit]], "cursor": more})


def _there(request: Request, caller: Caller, document: str) -> None:
    if ledger_of(request).document(document, circles=caller.circles) is None:
        raise RefusedError(404, f"the ledger holds no document {document}")


def _act(request: Request, caller: Caller, kind: Any, subject: str, **told: Any) -> Act:
    assert caller.name is not None
    return ledger_of(request).act(kind, subject, by=caller.name, **told)


def _row(act: Act) -> dict[str, Any]:
    return {"id": act.id, **msgspec.to_builtins(act)}
