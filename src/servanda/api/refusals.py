"""What is refused, and how that is told: problem details (RFC 9457), the same for whatever went wrong."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, Final

import msgspec
from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from servanda.problems import AccessError, LedgerError, SourceError, UsageError

log = logging.getLogger("servanda.api")
MEDIA_TYPE: Final = "application/problem+json"
_ACCESS: Final = {
    "sign-in": 401, "wrong-password": 401, "forbidden": 403, "stale-form": 403, "too-many": 429
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Wrong:
    """One thing wrong with a request: where, and what."""

    where: str
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """Why a request was refused: ``title`` says what kind of thing it is, ``detail`` what to do about this one."""

    title: str
    status: int
    detail: str | None = None
    type: str = "about:blank"
    code: str | None = None
    errors: tuple[Wrong, ...] = ()


class RefusedError(Exception):
    """A request that is refused with a status of HTTP and a word on why."""

    def __init__(self, status: int, detail: str, *, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(detail)
        self.status = status
        self.headers = dict(headers or {})


def answer(status: int, detail: str | None = None, **told: Any) -> Response:
    """A refusal as an answer."""
    headers = told.pop("headers", None)
    refusal = Refusal(title=HTTPStatus(status).phrase, status=status, detail=detail, **told)
    plain = {name: value for name, value in msgspec.to_builtins(refusal).items() if value not in (None, (), [])}
    made = Response(msgspec.json.encode(plain), status, media_type=MEDIA_TYPE, headers=headers)
    made.headers.setdefault("Cache-Control", "no-store")
    return made


def _access(_: Request, error: AccessError) -> Response:
    headers = {"Retry-After": str(error.wait)} if error.wait else {}
    status = _ACCESS[error.code]
    if status == 401:
        headers["WWW-Authenticate"] = 'Bearer realm="servanda"'
    return answer(status, str(error), code=error.code, headers=headers)


def _invalid(_: Request, error: RequestValidationError) -> Response:
    wrong = [Wrong(where=".".join(map(_part, one["loc"])), message=_whole(one["msg"])) for one in error.errors()[:20]]
    return answer(422, "some of what was sent cannot be; see errors", errors=tuple(wrong))


def _part(part: object) -> str:
    return _whole(str(part))[:100]


def _whole(text: str) -> str:
    """A text that JSON can hold: halves of characters become question marks."""
    return text.encode("utf-8", "replace").decode()


def _http(_: Request, error: HTTPException) -> Response:
    phrase = HTTPStatus(error.status_code).phrase
    return answer(
        error.status_code, None if error.detail == phrase else _whole(str(error.detail)), headers=error.headers
    )


def _ledger(_: Request, error: LedgerError) -> Response:
    log.error("the ledger does not answer: %s", error)
    return answer(503, "the ledger does not answer now; try again", headers={"Retry-After": "5"})


def _unforeseen(request: Request, error: Exception) -> Response:
    log.error("a request failed: %s", request.url.path.encode("unicode_escape").decode(), exc_info=error)
    return answer(500, "this went wrong on our side")


def _source(_: Request, error: SourceError) -> Response:
    return answer(422, _whole(str(error)), code=error.code)


_HANDLERS: Final[dict[type[Exception], Callable[..., Response]]] = {
    RefusedError: lambda _, error: answer(error.status, _whole(str(error)), headers=error.headers),
    AccessError: _access,
    RequestValidationError: _invalid,
    HTTPException: _http,
    SourceError: _source,
    UsageError: lambda _, error: answer(400, _whole(str(error))),
    LedgerError: _ledger,
    Exception: _unforeseen,
}


def told(app: FastAPI) -> None:
    """Have every error of an application told as problem details."""
    for kind, handler in _HANDLERS.items():
        app.add_exception_handler(kind, handler)


def described(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """How a route's refusals are described in the OpenAPI document."""
    schema = {"$ref": "#/components/schemas/Refusal"}
    return {
        status: {
            "description": HTTPStatus(status).phrase,
            "content": {MEDIA_TYPE: {"schema": schema, "example": _example(status)}},
        }
        for status in sorted({*statuses, 400, 401, 403, 422, 429, 503})
    }


def _example(status: int) -> dict[str, Any]:
    return {"type": "about:blank", "title": HTTPStatus(status).phrase, "status": status, "detail": _DETAILS[status]}


_DETAILS: Final = {
    400: "a scope is a pair of countries such as AZ-RU, or a body such as body/AZ-RU",
    401: "sign in to add documents, judge, and put documents under embargo",
    403: "to manage accounts takes the role administrator and, for a token, the scope admin",
    404: "the ledger holds no document 3f9a17c2",
    406: "this can be had as application/json, application/x-ndjson or text/csv",
    409: "the name 'A. Aliyeva' was given before; what it signed stays its own: take another",
    412: "it has changed since you looked: look again",
    413: "more than 50000000 bytes: raise the limit or split the file",
    422: "some of what was sent cannot be; see errors",
    429: "more than 1200 requests a minute: wait 12 seconds",
    503: "the ledger does not answer now; try again",
}


def shapes() -> dict[str, Any]:
    """The shape of a refusal, for the OpenAPI document; it replaces the framework's own."""
    from pydantic import TypeAdapter

    schema = TypeAdapter(Refusal).json_schema(ref_template="#/components/schemas/{model}")
    wrong = schema.pop("$defs")
    return {"Refusal": schema, **wrong}
