"""Who asks for a page: known before any page is made, and sent to sign in where nothing is public."""

from __future__ import annotations

from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from servanda.accounts import Caller
from servanda.accounts.door import Door
from servanda.publish import Sight

#: What anybody may ask for, whatever is public; the API has a gate of its own.
_OPEN = ("/login", "/health", "/metrics")
_OPEN_BELOW = ("/static/", "/api/")


class Known:
    """Tells every page who asks: ``request.state`` has the ``caller``, the ``user`` (None for nobody) and the ``sight``."""

    def __init__(self, app: ASGIApp, door: Door) -> None:
        self._app = app
        self._door = door

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http" or scope["path"].startswith(_OPEN_BELOW):
            await self._app(scope, receive, send)
            return
        request = Request(scope)
        caller = await run_in_threadpool(self._caller, request)
        request.state.caller = caller
        request.state.user = caller if caller.name is not None else None
        request.state.sight = Sight(frozenset(caller.circles))
        if caller.may("read") or scope["path"] in _OPEN:
            await self._app(scope, receive, send)
            return
        wanted = scope["path"] + (f"?{scope['query_string'].decode('latin-1')}" if scope["query_string"] else "")
        await RedirectResponse(f"/login?next={quote(wanted)}", 303)(scope, receive, send)

    def _caller(self, request: Request) -> Caller:
        return self._door.caller_of_pages(request)
