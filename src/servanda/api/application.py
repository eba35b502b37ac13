"""The application of the API: routes behind one gate, errors as problem details, and a page that explains it without script."""

from __future__ import annotations

from importlib.metadata import version
from typing import TYPE_CHECKING, Any, Final

from fastapi import FastAPI
from fastapi.routing import APIRoute
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from servanda.accounts import RIGHTS
from servanda.accounts.door import Door
from servanda.api import accounts, adding, deciding, facts, record, refusals
from servanda.api.bounds import Bounds
from servanda.api.gate import SHOWN, Gate, right_of
from servanda.api.options import Options
from servanda.api.page import explained

if TYPE_CHECKING:
    from servanda.ledger import Ledger
    from servanda.publish import Shelf

PREFIX: Final = "/api/v1"
_TOLD: Final = """The record of what governments agree, for programs: everything that the pages show, read and write.

Whoever may read the pages may read here without an account; to write, send a token (`Authorization: Bearer srv_…`). Lists come a page at a time: send the
`cursor` of one to get the next. Every answer in JSON has an `ETag`; sent back as `If-None-Match` it saves the answer when nothing changed. Claims, documents and
the lists of the record can be had whole as `application/x-ndjson` or `text/csv`. What is refused is told as `application/problem+json`."""
_ROUTERS: Final = (record.router, facts.router, adding.router, deciding.router, accounts.router)
_TAGS: Final = [
    {"name": "record", "description": "What all documents together speak of, within a pair of countries or one body."},
    {"name": "facts", "description": "What each document says, and what people decided about it."},
    {"name": "writing", "description": "Adding documents, judging, embargoes and private notes."},
    {"name": "accounts", "description": "Who asks, accounts, groups and tokens."},
]


def app(ledger: Ledger, shelf: Shelf, door: Door, options: Options = Options()) -> FastAPI:  # noqa: B008 frozen
    """The API of a ledger, to be mounted under :data:`PREFIX`.

    Its ``state`` holds ``ledger``, ``shelf``, ``gate`` and ``options``.
    """
    made = FastAPI(
        title="Servanda",
        version=version("servanda"),
        description=_TOLD,
        openapi_tags=_TAGS,
        license_info={"name": "Apache-2.0", "identifier": "Apache-2.0"},
        servers=[{"url": PREFIX}],
        root_path_in_servers=False,
        docs_url=None,
        redoc_url=None,
        dependencies=SHOWN,
        separate_input_output_schemas=False,
    )
    state = {"ledger": ledger, "shelf": shelf, "gate": Gate(door, options), "options": options}
    for name, value in state.items():
        setattr(made.state, name, value)
    for router in _ROUTERS:
        made.include_router(router)
    refusals.told(made)
    made.add_middleware(Bounds, options=options)
    _describe(made)
    return made


def _tell_rights(paths: dict[str, Any]) -> None:
    """Say of each operation which role and scope it takes."""
    routes = (route for router in _ROUTERS for route in router.routes if isinstance(route, APIRoute))
    for route in routes:
        right = right_of(route)
        assert right is not None, f"{route.path} is open to anybody"
        takes = {"role": RIGHTS[right].role, "scope": RIGHTS[right].scope}
        for method in route.methods or ():
            paths[route.path_format][method.lower()]["x-takes"] = takes


def _describe(made: FastAPI) -> None:
    """The OpenAPI document with the shape of refusals in it, and the page that is made from it; both need no account."""
    document = made.openapi

    def described() -> dict[str, Any]:
        if made.openapi_schema is None:
            found = document()
            found["components"]["schemas"] |= refusals.shapes()
            _tell_rights(found["paths"])
            made.openapi_schema = found
        return made.openapi_schema

    made.openapi = described  # type: ignore[method-assign]
    kept: list[str] = []

    def page(_: Request) -> Response:
        if not kept:
            kept.append(explained(made.openapi()))
        return HTMLResponse(kept[0])

    made.get("/docs", include_in_schema=False)(page)
