"""Bounds on what may be sent, held while it comes in: nothing beyond them is read, whatever was declared."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from urllib.parse import unquote_to_bytes

from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from servanda.api.options import Options
from servanda.api.refusals import answer

_UPLOADS = ("/documents", "/documents/text")


class Bounds:
    """Refuses bodies that are too large, declared or not, and addresses with characters that no database can hold.

    ``uploads`` are the paths to which files may be sent; what begins with ``beside`` has bounds of its own; ``refuse`` makes the answer.
    """

    def __init__(
        self,
        app: ASGIApp,
        options: Options,
        *,
        uploads: tuple[str, ...] = _UPLOADS,
        beside: tuple[str, ...] = (),
        refuse: Callable[[int, str], Response] = answer,
    ) -> None:
        self._app = app
        self._options = options
        self._uploads = uploads
        self._beside = beside
        self._refuse = refuse

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http" or scope["path"].startswith(self._beside):
            await self._app(scope, receive, send)
            return
        refused = _address(scope) or self._declared(scope)
        if refused:
            await self._refused(*refused)(scope, receive, send)
            return
        await _Counting(self._app, self._most(scope), self._refused).serve(scope, receive, send)

    def _refused(self, status: int, told: str) -> Response:
        """An answer after which nothing more of the request is read."""
        made = self._refuse(status, told)
        made.headers["Connection"] = "close"
        return made

    def _most(self, scope: Scope) -> int:
        path = scope["path"].removeprefix(scope.get("root_path", ""))
        return self._options.upload if path.rstrip("/") in self._uploads else self._options.body

    def _declared(self, scope: Scope) -> tuple[int, str] | None:
        told = Headers(scope=scope).get("content-length", "0")
        if not (told.isascii() and told.isdigit()):
            return 400, "Content-Length is no number"
        return (413, _too_large(self._most(scope))) if int(told) > self._most(scope) else None


class _TooMuchError(Exception):
    """More came than may."""


class _Counting:
    """One request whose body is counted as it comes; what the application makes of one that was cut short is not told."""

    def __init__(self, app: ASGIApp, most: int, refuse: Callable[[int, str], Response]) -> None:
        self._app = app
        self._most = most
        self._refuse = refuse
        self._seen = 0
        self._begun = False

    @property
    def _over(self) -> bool:
        return self._seen > self._most

    async def serve(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def counted() -> Message:
            message = await receive()
            self._seen += len(message.get("body", b""))
            if self._over:
                raise _TooMuchError
            return message

        async def unless_over(message: Message) -> None:
            if self._begun or not self._over:
                self._begun = True
                await send(message)

        with suppress(_TooMuchError):  # told below
            await self._app(scope, counted, unless_over)
        if self._over and not self._begun:
            await self._refuse(413, _too_large(self._most))(scope, receive, send)


def _too_large(most: int) -> str:
    return f"more than {most} bytes were sent: send less at once, or have the limit raised"


def _address(scope: Scope) -> tuple[int, str] | None:
    sent = unquote_to_bytes(scope.get("query_string", b"")), scope["path"].encode("utf-8", "replace")
    return (400, "an address holds no NUL") if any(b"\0" in part for part in sent) else None
