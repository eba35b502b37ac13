"""The pages: each asks the shelf and renders what it answers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any, Final

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from servanda.web.asking import Asked
from servanda.web.reading import numbered, paragraphs
from servanda.web.rendering import placed

router = APIRouter(include_in_schema=False)
_QUARTER: Final = dt.timedelta(days=91)
_EVERY: Final = 200  # lines of a page that is not turned
_THINGS: Final = ("person", "body", "session", "meeting", "series", "event", "instrument", "undertaking", "place")


@router.get("/")
def record(request: Request) -> Response:
    """All pairs of countries."""
    asked = Asked(request)
    return asked.page("record.html", pairs=asked.shelf.pairs(cursor=asked.text("cursor"), seen_by=asked.sight))


@router.get("/scope/{scope:path}")
def overview(request: Request, scope: str) -> Response:
    """The first page of a pair or a body."""
    asked = Asked(request)
    return asked.page("scope.html", overview=asked.shelf.overview(scope, **asked.seen), scope=scope)


def of_scope(show: Callable[[Asked, str], Response]) -> Callable[[Request], Response]:
    """A page that is of one scope; without one, a choice of scopes that leads on to it."""

    def shown(request: Request) -> Response:
        asked = Asked(request)
        if asked.scope is not None:
            return show(asked, asked.scope)
        return asked.page("choose.html", pairs=asked.shelf.pairs(cursor=asked.text("cursor"), seen_by=asked.sight))

    shown.__doc__ = show.__doc__
    return shown


@router.get("/timeline")
@of_scope
def timeline(asked: Asked, scope: str) -> Response:
    """Sessions, events and signatures, planned and actual."""
    return asked.page("timeline.html", timeline=asked.shelf.timeline(scope, asked.choice, **asked.turned))


@router.get("/undertakings")
@of_scope
def undertakings(asked: Asked, scope: str) -> Response:
    """What sides said they would do."""
    view = "table" if asked.text("view") == "table" else "board"
    found = asked.shelf.undertakings(scope, asked.choice, **asked.turned, limit=_EVERY if view == "board" else 50)
    return asked.page("undertakings.html", undertakings=found, view=view)


@router.get("/sessions")
@of_scope
def sessions(asked: Asked, scope: str) -> Response:
    """Sessions, meetings and events."""
    return asked.page("sessions.html", sessions=asked.shelf.sessions(scope, asked.choice, **asked.turned))


@router.get("/instruments")
@of_scope
def instruments(asked: Asked, scope: str) -> Response:
    """The register of papers."""
    return asked.page("instruments.html", instruments=asked.shelf.instruments(scope, asked.choice, **asked.turned))


@router.get("/figures")
@of_scope
def figures(asked: Asked, scope: str) -> Response:
    """Figures side by side."""
    return asked.page(
        "figures.html", figures=asked.shelf.figures(scope, asked.choice, **asked.turned), code=_code(asked, scope)
    )


@router.get("/conflicts")
@of_scope
def conflicts(asked: Asked, scope: str) -> Response:
    """What cannot be true together."""
    found = asked.shelf.conflicts(scope, asked.choice, **asked.turned)
    contradictions = asked.shelf.contradictions(scope, **asked.seen)
    return asked.page("conflicts.html", conflicts=found, contradictions=contradictions, code=_code(asked, scope))


@router.get("/bodies")
@of_scope
def bodies(asked: Asked, scope: str) -> Response:
    """Standing bodies."""
    return asked.page("bodies.html", bodies=asked.shelf.bodies(scope, **asked.seen))


@router.get("/people")
@of_scope
def people(asked: Asked, scope: str) -> Response:
    """Persons and their offices over time."""
    return asked.page("people.html", people=asked.shelf.people(scope, asked.choice, **asked.turned))


@router.get("/documents")
@of_scope
def documents(asked: Asked, scope: str) -> Response:
    """The documents of a scope."""
    return asked.page("documents.html", documents=asked.shelf.documents(scope, asked.choice, **asked.turned))


@router.get("/changes")
@of_scope
def changes(asked: Asked, scope: str) -> Response:
    """What changed between two days: the last quarter where none are asked for."""
    until = asked.day("until") or asked.as_of
    since = asked.day("since") or until - _QUARTER
    return asked.page("changes.html", changes=asked.shelf.changes(scope, since, until, seen_by=asked.sight))


@router.get("/search")
def search(request: Request) -> Response:
    """Full-text search."""
    asked = Asked(request)
    query = asked.query
    found = asked.shelf.search(query, cursor=asked.text("cursor"), seen_by=asked.sight) if query else None
    return asked.page("search.html", found=found)


@router.get("/finding/{scope}/{finding}")
def finding(request: Request, scope: str, finding: str) -> Response:
    """A conflict, a comparison or a derived value with its proof."""
    asked = Asked(request)
    return asked.page("finding.html", finding=asked.shelf.proof(scope, finding, **asked.seen), scope=scope)


@router.get("/document/{document}")
def document(request: Request, document: str) -> Response:
    """A document with its claims beside it."""
    asked = Asked(request)
    found = asked.shelf.document(document, seen_by=asked.sight)
    claims = numbered(found)
    return asked.page(
        "document.html",
        document=found,
        claims=claims,
        paragraphs=tuple(paragraphs(found)),
        kinds=tuple(dict.fromkeys(one.line.kind for one in claims)),
        scope=_only(found.scopes),
    )


@router.get("/claim/{claim}")
def claim(request: Request, claim: str) -> Response:
    """The permalink of a claim: the line in its document."""
    stated = request.app.state.ledger.explain(claim, circles=request.state.caller.circles).stated
    place = placed(request)
    return RedirectResponse(place.thing(f"document/{stated.document}", f"c-{stated.id}"), 303)


def _thing(request: Request, address: str) -> Response:
    """Everything on one thing."""
    asked = Asked(request)
    found: Any = asked.shelf.thing(f"{request.scope['path'].split('/')[1]}/{address}", **asked.seen)
    return asked.page("thing.html", thing=found, scope=_only(found.scopes))


for _kind in _THINGS:
    router.get(f"/{_kind}/{{address:path}}")(_thing)


def _code(asked: Asked, scope: str) -> str:
    """The pair of a scope, under which proofs are found."""
    return "-".join(asked.shelf.overview(scope, **asked.seen).countries) if "/" in scope else scope


def _only(scopes: tuple[str, ...]) -> str | None:
    """The first scope of a thing, which its page leads on to."""
    return scopes[0] if scopes else None
