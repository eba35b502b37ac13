"""The door of the web: who a request comes from, cookies, and proof that a form is our own.

Every write that a browser makes must show what only our own page could know. A browser that is signed in shows what follows from
its cookie; one that is not (it is about to sign in) shows the same random words in a cookie and in the form.
"""

from __future__ import annotations

import hmac
import secrets
from typing import Final
from urllib.parse import urlsplit

from starlette.requests import HTTPConnection
from starlette.responses import Response

from servanda.accounts.accounts import LIFE, Accounts, Entry
from servanda.accounts.roles import Caller
from servanda.problems import AccessError

#: The name of the field in forms, and of the header for scripts of our own.
FIELD: Final = "form_token"
HEADER: Final = "X-Form-Token"
_COOKIE: Final = "servanda"
_BEFORE: Final = "servanda-form"


class Door:
    """Lets requests in, by the accounts of a ledger."""

    def __init__(self, accounts: Accounts) -> None:
        self.accounts = accounts

    def caller(self, request: HTTPConnection) -> Caller:
        """Who asks: by the token in ``Authorization: Bearer``, else by the cookie; AccessError for a token that does not hold."""
        scheme, _, told = request.headers.get("authorization", "").partition(" ")
        if scheme:
            if scheme.lower() != "bearer":
                raise AccessError("sign-in", "send a token as `Authorization: Bearer srv_…`")
            return self.accounts.caller(token=told.strip())
        return self.caller_of_pages(request)

    def caller_of_pages(self, request: HTTPConnection) -> Caller:
        """Who asks for a page: by the cookie alone, for tokens are for programs."""
        return self.accounts.caller(cookie=request.cookies.get(_named(_COOKIE, request)))

    def form_token(self, request: HTTPConnection, caller: Caller) -> str:
        """What the forms of a page must send back in the field :data:`FIELD`."""
        if caller.form is not None:
            return caller.form
        return request.cookies.get(_named(_BEFORE, request)) or secrets.token_urlsafe(32)

    def check_form(self, request: HTTPConnection, caller: Caller, told: str | None) -> None:
        """Raise AccessError unless a form, or a script, shows that it comes from a page of ours; programs with a token need not."""
        if caller.form is None and "authorization" in request.headers:
            return
        from_here(request)
        known = caller.form or request.cookies.get(_named(_BEFORE, request))
        if not known or not told or not hmac.compare_digest(known.encode(), told.encode("utf-8", "replace")):
            raise AccessError(
                "stale-form", "this form is too old or not from here: open the page again and send it anew"
            )

    def remember_form(self, request: HTTPConnection, response: Response, token: str) -> None:
        """Let a browser that is not signed in bring back what its form was given."""
        self._set(request, response, _BEFORE, token, seconds=3600)

    def sign_in(self, request: HTTPConnection, response: Response, name: str, password: str) -> Entry:
        """Sign a browser in and give it its cookie; AccessError where name or password is wrong or tried too often."""
        self.accounts.sign_out(request.cookies.get(_named(_COOKIE, request)))
        entry = self.accounts.sign_in(name, password, address=address(request))
        self._set(request, response, _COOKIE, entry.cookie, seconds=int(LIFE.total_seconds()))
        response.delete_cookie(_named(_BEFORE, request), path="/")
        return entry

    def sign_out(self, request: HTTPConnection, response: Response) -> None:
        """Sign a browser out, here and in its memory."""
        self.accounts.sign_out(request.cookies.get(_named(_COOKIE, request)))
        secure = _is_secure(request)
        response.delete_cookie(_named(_COOKIE, request), path="/", httponly=True, samesite="lax", secure=secure)

    def _set(self, request: HTTPConnection, response: Response, name: str, value: str, *, seconds: int) -> None:
        secure = _is_secure(request)
        response.set_cookie(
            _named(name, request), value, max_age=seconds, path="/", httponly=True, samesite="lax", secure=secure
        )


def address(request: HTTPConnection) -> str:
    """Where a request comes from."""
    return request.client.host if request.client else "nowhere"


def from_here(request: HTTPConnection) -> None:
    """Raise AccessError where a browser says that another site sends this."""
    site = request.headers.get("sec-fetch-site", "same-origin")
    origin = request.headers.get("origin")
    if site not in {"same-origin", "none"} or (origin and urlsplit(origin).netloc != request.headers.get("host")):
        raise AccessError("forbidden", "another site sent this; open the page here and send it from there")


def _is_secure(request: HTTPConnection) -> bool:
    return request.url.scheme in {"https", "wss"}


def _named(name: str, request: HTTPConnection) -> str:
    """The cookie's name: over https one that a browser takes from this very host only."""
    return f"__Host-{name}" if _is_secure(request) else name
