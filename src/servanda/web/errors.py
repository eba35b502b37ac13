"""What went wrong, told plainly: the same few words for a person whatever it was, and the details in the log."""

from __future__ import annotations

import logging
from http import HTTPStatus
from typing import Final

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from servanda.api import refusals
from servanda.api.refusals import RefusedError
from servanda.problems import AccessError, LedgerError, UsageError
from servanda.web.rendering import Rendering

_REFUSED: Final = {"sign-in": 401, "too-many": 429}
log = logging.getLogger("servanda.web")


def told(app: FastAPI, rendering: Rendering) -> None:
    """Have every error of an application answered by a page."""

    def page(request: Request, status: int, message: str | None = None) -> Response:
        return rendering.page(request, "error.html", {"status": status, "message": message}, status=status)

    def refused(request: Request, error: Exception) -> Response:
        assert isinstance(error, HTTPException)
        if request.url.path.startswith(
            "/api/"
        ):  # an address that the API was not even asked for, such as one with a line break
            return refusals.answer(error.status_code)
        standard = error.detail == _phrase(error.status_code)
        answer = page(request, error.status_code, None if standard else str(error.detail))
        answer.headers.update(error.headers or {})
        return answer

    def unknown(request: Request, error: Exception) -> Response:
        return page(request, 404, str(error))

    def invalid(request: Request, error: Exception) -> Response:
        assert isinstance(error, RequestValidationError)
        first = error.errors()[0]
        return page(request, 400, f"{first['loc'][-1]}: {first['msg']}")

    def kept_out(request: Request, error: Exception) -> Response:
        assert isinstance(error, AccessError)
        answer = page(request, _REFUSED.get(error.code, 403), str(error))
        if error.wait:
            answer.headers["Retry-After"] = str(error.wait)
        return answer

    def unwanted(request: Request, error: Exception) -> Response:
        assert isinstance(error, RefusedError)
        answer = page(request, error.status, str(error))
        answer.headers.update(error.headers)
        return answer

    def unavailable(request: Request, error: Exception) -> Response:
        log.error("the ledger does not answer: %s", error)
        return page(request, 503)

    app.add_exception_handler(HTTPException, refused)
    app.add_exception_handler(UsageError, unknown)
    app.add_exception_handler(RequestValidationError, invalid)
    app.add_exception_handler(AccessError, kept_out)
    app.add_exception_handler(RefusedError, unwanted)
    app.add_exception_handler(LedgerError, unavailable)


class Caught:
    """Answers what nobody foresaw with a page, within the headers and counts of every other answer."""

    def __init__(self, app: ASGIApp, rendering: Rendering) -> None:
        self._app = app
        self._rendering = rendering

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        begun = False

        async def watched(message: Message) -> None:
            nonlocal begun
            begun = True
            await send(message)

        try:
            await self._app(scope, receive, watched)
        except Exception as error:
            if scope["type"] != "http" or begun:
                raise
            log.error("a page failed: %s", scope["path"].encode("unicode_escape").decode(), exc_info=error)
            answer = await run_in_threadpool(self._page, Request(scope))
            await answer(scope, receive, send)

    def _page(self, request: Request) -> Response:
        try:
            return self._rendering.page(request, "error.html", {"status": 500, "message": None}, status=500)
        except Exception:
            log.exception("the page that tells of errors failed too")
            return PlainTextResponse("This went wrong on our side.\n", 500)


def _phrase(status: int) -> str:
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return ""
