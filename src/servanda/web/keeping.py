"""Keeping up: whoever writes is answered when the pages tell of it, or after a moment where that takes longer."""

from __future__ import annotations

from typing import Final

from anyio import to_thread
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from servanda.publish import Shelf

_MOMENT: Final = 1.0  # seconds that a writer waits at most
_READING: Final = frozenset({"GET", "HEAD", "OPTIONS"})
_REFUSED: Final = 400  # statuses from here on tell that nothing was written


class Keeping:
    """Has the shelf look at once at what a request wrote."""

    def __init__(self, app: ASGIApp, *, shelf: Shelf) -> None:
        self._app = app
        self._shelf = shelf

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        if scope["type"] != "http" or scope["method"] in _READING:
            await self._app(scope, receive, send)
            return

        async def told(message: Message) -> None:
            if message["type"] == "http.response.start" and message["status"] < _REFUSED:
                await to_thread.run_sync(self._shelf.nudge, _MOMENT)
            await send(message)

        await self._app(scope, receive, told)
