"""The application: pages, and whatever else is mounted, behind one set of headers, hosts, counts and error pages."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import TYPE_CHECKING

import anyio.to_thread
from fastapi import FastAPI
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response

from servanda import api
from servanda.accounts import Accounts
from servanda.accounts.door import Door
from servanda.api.bounds import Bounds
from servanda.publish import Shelf
from servanda.web import desk, errors, pages
from servanda.web.assets import Assets
from servanda.web.headers import SafeHeaders
from servanda.web.keeping import Keeping
from servanda.web.known import Known
from servanda.web.rendering import Rendering
from servanda.web.settings import Settings
from servanda.web.watch import Counts, Watch

if TYPE_CHECKING:
    from servanda.ledger import Ledger

_FIRST = 10.0  # seconds for which the first page waits until the shelf is filled
_NEAR = ("127.0.0.1", "::1", "testclient")


def app(ledger: Ledger, settings: Settings = Settings()) -> FastAPI:  # noqa: B008 frozen
    """The record of a ledger as a web application.

    Its ``state`` holds what routes need: ``ledger``, ``settings``, and ``rendering`` for pages. The ledger stays the caller's to close.
    """
    made = FastAPI(title="Servanda", docs_url=None, redoc_url=None, openapi_url=None, lifespan=_within(settings))
    assets = Assets()
    made.state.ledger, made.state.settings, made.state.rendering = ledger, settings, Rendering(assets)
    made.state.shelf = Shelf(ledger)
    made.state.door = Door(Accounts(ledger.register, public=settings.public))
    errors.told(made, made.state.rendering)
    made.get("/static/{address}")(assets.answer)
    _mount(made)
    made.add_middleware(Keeping, shelf=made.state.shelf)
    made.add_middleware(Known, door=made.state.door)
    made.add_middleware(
        Bounds, options=settings.writing, uploads=("/add",), beside=(f"{api.PREFIX}/",), refuse=_refused
    )
    made.add_middleware(errors.Caught, rendering=made.state.rendering)
    _tell(made)
    made.add_middleware(TrustedHostMiddleware, allowed_hosts=list(settings.hosts), www_redirect=False)
    made.add_middleware(SafeHeaders)
    return made


def _refused(status: int, told: str) -> Response:
    return PlainTextResponse(f"{told}\n", status)


def _mount(made: FastAPI) -> None:
    """The API, and the pages, each room with its routes."""
    state = made.state
    made.mount(api.PREFIX, api.app(state.ledger, state.shelf, state.door, state.settings.writing))
    made.include_router(pages.router)
    made.include_router(desk.router)


def _within(settings: Settings) -> Callable[[FastAPI], AbstractAsyncContextManager[None]]:
    """What lasts as long as the server: threads within bounds, and a shelf that is kept up with the journal."""

    @asynccontextmanager
    async def running(made: FastAPI) -> AsyncIterator[None]:
        anyio.to_thread.current_default_thread_limiter().total_tokens = settings.threads
        shelf: Shelf = made.state.shelf
        shelf.keep()
        await anyio.to_thread.run_sync(shelf.nudge, _FIRST)
        try:
            yield
        finally:
            await anyio.to_thread.run_sync(shelf.close)

    return running


def _tell(made: FastAPI) -> None:
    """What monitors ask: whether the server works, and what it has counted (told to this machine alone)."""
    counts = Counts()
    made.add_middleware(Watch, counts=counts)

    def health(_: Request) -> Response:
        made.state.ledger.judgements()
        return JSONResponse({"status": "ok"}, headers={"Cache-Control": "no-store"})

    def metrics(request: Request) -> Response:
        if request.client is None or request.client.host not in _NEAR:
            return PlainTextResponse("metrics are told to this machine alone\n", 403)
        return PlainTextResponse(counts.told(), media_type="text/plain; version=0.0.4")

    made.get("/health")(health)
    made.get("/metrics")(metrics)
