"""The record: what the pages of a pair of countries or a body show, of one thing, of a search."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from typing import Annotated, Any, Final

from fastapi import APIRouter, Depends, Path, Query
from starlette.requests import Request
from starlette.responses import Response

from servanda.accounts import Caller
from servanda.api.answering import CSV, FORMATS, JSON, LINES, accepted, columns, flat, lined, told
from servanda.api.asking import AsOf, Cursor, Day, Limit, Narrowed, Scoped
from servanda.api.gate import Analyst, Reader
from servanda.api.refusals import RefusedError, described
from servanda.problems import UsageError
from servanda.publish import Page, Shelf, Sight
from servanda.publish import Query as Searched
from servanda.publish import answers as a

router = APIRouter(tags=["record"])
_LISTED: Final = {200: {"content": FORMATS}, **described(404, 406)}
_PAGE: Final = 200
Choosing = Annotated[Narrowed, Depends()]


def _shelf(request: Request) -> Shelf:
    found: Shelf = request.app.state.shelf
    return found


def sight(caller: Caller) -> Sight:
    """Whose eyes look."""
    return Sight(frozenset(caller.circles))


def _found(question: Callable[[], Any]) -> Any:
    """An answer of the shelf; what it does not know is not found."""
    try:
        return question()
    except UsageError as error:
        raise RefusedError(404, str(error)) from None


def _list(request: Request, line: type, pages: Callable[..., Page[Any]], cursor: str | None, limit: int) -> Response:
    """One page as JSON, or all from the cursor on, up to the limit that was asked for, in lines."""
    kind = accepted(request, JSON, LINES, CSV)
    if kind == JSON:
        return told(request, _found(lambda: pages(cursor=cursor, limit=limit)))
    most = limit if "limit" in request.query_params else None
    first = _found(lambda: pages(cursor=cursor, limit=min(most or _PAGE, _PAGE)))
    rows = map(flat if kind == CSV else _plain, _lines(first, pages, most))
    return lined(rows, kind, columns(line), name=request.url.path.rpartition("/")[2])


def _plain(line: Any) -> Any:
    return line


def _lines(page: Page[Any], pages: Callable[..., Page[Any]], most: int | None) -> Iterator[Any]:
    given = 0
    while True:
        for item in page.items:
            if given == most:
                return
            given += 1
            yield item
        if page.cursor is None:
            return
        page = pages(cursor=page.cursor, limit=_PAGE)


@router.get("/pairs", response_model=Page[a.PairLine], responses=described(406))
def pairs(request: Request, caller: Reader, cursor: Cursor = None, limit: Limit = 100) -> Response:
    """All pairs of countries with what is held on each."""
    return told(request, _shelf(request).pairs(cursor=cursor, limit=limit, seen_by=sight(caller)))


@router.get("/overview", response_model=a.Overview, responses=described(404))
def overview(request: Request, caller: Reader, scope: Scoped, as_of: AsOf = None) -> Response:
    """What comes next, what is due, what slipped, what contradicts, the newest documents."""
    return told(request, _found(lambda: _shelf(request).overview(scope, as_of, seen_by=sight(caller))))


@router.get("/timeline", response_model=Page[a.TimelineLine], responses=_LISTED)
def timeline(
    request: Request, caller: Reader, scope: Scoped, asked: Choosing, as_of: AsOf = None, cursor: Cursor = None, limit: Limit = 100
) -> Response:  # fmt: skip
    """Sessions, events, signatures in the order of time, with planned and actual."""
    pages = _pages(request, "timeline", caller, scope, asked, as_of)
    return _list(request, a.TimelineLine, pages, cursor, limit)


@router.get("/undertakings", response_model=Page[a.Followed], responses=_LISTED)
def undertakings(
    request: Request, caller: Reader, scope: Scoped, asked: Choosing, as_of: AsOf = None, cursor: Cursor = None, limit: Limit = 50
) -> Response:  # fmt: skip
    """What sides said they would do, and what became of it."""
    pages = _pages(request, "undertakings", caller, scope, asked, as_of)
    return _list(request, a.Followed, pages, cursor, limit)


@router.get("/instruments", response_model=Page[a.InstrumentLine], responses=_LISTED)
def instruments(
    request: Request, caller: Reader, scope: Scoped, asked: Choosing, as_of: AsOf = None, cursor: Cursor = None, limit: Limit = 50
) -> Response:  # fmt: skip
    """The register of papers between sides, with how far each came."""
    pages = _pages(request, "instruments", caller, scope, asked, as_of)
    return _list(request, a.InstrumentLine, pages, cursor, limit)


@router.get("/sessions", response_model=Page[a.SessionLine], responses=_LISTED)
def sessions(
    request: Request, caller: Reader, scope: Scoped, asked: Choosing, as_of: AsOf = None, cursor: Cursor = None, limit: Limit = 50
) -> Response:  # fmt: skip
    """Sessions, meetings and events: number, day, place."""
    pages = _pages(request, "sessions", caller, scope, asked, as_of)
    return _list(request, a.SessionLine, pages, cursor, limit)


@router.get("/people", response_model=Page[a.PersonLine], responses=_LISTED)
def people(
    request: Request, caller: Reader, scope: Scoped, asked: Choosing, as_of: AsOf = None, cursor: Cursor = None, limit: Limit = 50
) -> Response:  # fmt: skip
    """Persons with every spelling of their names, and their offices over time."""
    pages = _pages(request, "people", caller, scope, asked, as_of)
    return _list(request, a.PersonLine, pages, cursor, limit)


@router.get("/bodies", response_model=list[a.BodyLine], responses=described(404))
def bodies(request: Request, caller: Reader, scope: Scoped, as_of: AsOf = None) -> Response:
    """The standing bodies of a scope."""
    return told(request, _found(lambda: _shelf(request).bodies(scope, as_of=as_of, seen_by=sight(caller))))


@router.get("/reports", response_model=Page[a.DocumentLine], responses=_LISTED)
def reports(
    request: Request, caller: Reader, scope: Scoped, asked: Choosing, as_of: AsOf = None, cursor: Cursor = None, limit: Limit = 50
) -> Response:  # fmt: skip
    """The documents of a scope, the newest first."""
    pages = _pages(request, "documents", caller, scope, asked, as_of)
    return _list(request, a.DocumentLine, pages, cursor, limit)


@router.get("/figures", response_model=a.Figures, responses=described(404))
def figures(
    request: Request, caller: Reader, scope: Scoped, asked: Choosing, as_of: AsOf = None, cursor: Cursor = None, limit: Limit = 12
) -> Response:  # fmt: skip
    """Figures side by side: what was claimed, what follows, what official statistics say, what cannot be true together."""
    pages = _pages(request, "figures", caller, scope, asked, as_of)
    return told(request, _found(lambda: pages(cursor=cursor, limit=limit)))


@router.get("/conflicts", response_model=Page[a.Conflict], responses=_LISTED)
def conflicts(
    request: Request, caller: Reader, scope: Scoped, asked: Choosing, as_of: AsOf = None, cursor: Cursor = None, limit: Limit = 20
) -> Response:  # fmt: skip
    """Figures that cannot be true together, with proofs and the likeliest slip."""
    pages = _pages(request, "conflicts", caller, scope, asked, as_of)
    return _list(request, a.Conflict, pages, cursor, limit)


@router.get("/contradictions", response_model=list[a.Contradiction], responses=described(404))
def contradictions(request: Request, caller: Reader, scope: Scoped, as_of: AsOf = None) -> Response:
    """Numbers of sessions and counts of papers that cannot be true together."""
    return told(request, _found(lambda: _shelf(request).contradictions(scope, as_of=as_of, seen_by=sight(caller))))


@router.get("/proofs/{finding}", response_model=a.Conflict, responses=described(404))
def proof(
    request: Request, caller: Reader, finding: Annotated[str, Path(max_length=60)], scope: Scoped, as_of: AsOf = None
) -> Response:
    """The proof of a conflict, a comparison or a derived figure: the quoted words, step by step, and the weighted sum."""
    return told(request, _found(lambda: _shelf(request).proof(scope, finding, as_of=as_of, seen_by=sight(caller))))


@router.get("/changes", response_model=a.Changes, responses=described(404))
def changes(request: Request, caller: Reader, scope: Scoped, since: Day, until: Day) -> Response:
    """What changed between two days: new, moved, signed, held, done, silent, overdue, contradicted."""
    if since >= until:
        raise UsageError(f"{since} is not before {until}")
    return told(request, _found(lambda: _shelf(request).changes(scope, since, until, seen_by=sight(caller))))


@router.get("/things/{address:path}", response_model=a.Thing, responses=described(404))
def thing(
    request: Request,
    caller: Reader,
    address: Annotated[str, Path(max_length=300, examples=["session/AZ-RU/21"])],
    as_of: AsOf = None,
) -> Response:
    """Everything on one thing: what it is, what was said of it and when, what came of it, with every quote."""
    return told(request, _found(lambda: _shelf(request).thing(address, as_of=as_of, seen_by=sight(caller))))


@router.get("/search", response_model=a.Found, responses=described())
def search(
    request: Request,
    caller: Reader,
    text: Annotated[str, Query(min_length=1, max_length=500, description="Words, \"a phrase\", begin*.")],
    kind: Annotated[str | None, Query(max_length=20)] = None,
    country: Annotated[str | None, Query(max_length=20)] = None,
    scope: Annotated[str | None, Query(max_length=200)] = None,
    outlet: Annotated[str | None, Query(max_length=200)] = None,
    language: Annotated[str | None, Query(max_length=20)] = None,
    year: Annotated[str | None, Query(max_length=4)] = None,
    cursor: Cursor = None,
    limit: Annotated[int, Query(ge=1, le=100)] = 20,
) -> Response:  # fmt: skip
    """Documents by their words, with snippets, claims and facets; and things by their names."""
    query = Searched(text=text, kind=kind, country=country, scope=scope, outlet=outlet, language=language, year=year)
    return told(request, _shelf(request).search(query, cursor=cursor, limit=limit, seen_by=sight(caller)))


@router.get("/review", response_model=Page[a.Doubt], responses=_LISTED)
def review(
    request: Request, caller: Analyst, scope: Scoped, asked: Choosing, as_of: AsOf = None, cursor: Cursor = None, limit: Limit = 20
) -> Response:  # fmt: skip
    """What waits for a person: doubtful claims, merges near the threshold, conflicts."""
    pages = _pages(request, "review", caller, scope, asked, as_of)
    return _list(request, a.Doubt, pages, cursor, limit)


def _pages(
    request: Request, name: str, caller: Caller, scope: str, asked: Narrowed, as_of: dt.date | None
) -> Callable[..., Any]:
    """A list of the shelf, to be asked for page by page."""
    method = getattr(_shelf(request), name)

    def pages(**turned: Any) -> Any:
        return method(scope, asked.choice(), as_of=as_of, seen_by=sight(caller), **turned)

    return pages
