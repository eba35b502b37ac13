"""The gate: who asks, whether that caller may, and whether not too often."""

from __future__ import annotations

from typing import Annotated, Any, Final

from fastapi import Depends, Security
from fastapi.routing import APIRoute
from fastapi.security import APIKeyCookie, HTTPBearer
from starlette.requests import Request

from servanda.accounts import RIGHTS, Caller, Right
from servanda.accounts.accounts import place
from servanda.accounts.allowance import Allowance
from servanda.accounts.door import HEADER, Door, address
from servanda.api.options import Options
from servanda.problems import AccessError

_MINUTE: Final = 60.0
#: A place that asks as often as it may takes some 40 kB of memory; more places than this are not told apart for long.
_REMEMBERED: Final = 1_000
_SAFE: Final = frozenset({"GET", "HEAD", "OPTIONS"})
_BEARER: Final = HTTPBearer(auto_error=False, scheme_name="token", description="A token of `servanda token add`.")
_COOKIE: Final = APIKeyCookie(
    name="servanda",
    auto_error=False,
    scheme_name="browser",
    description=f"The cookie of a browser that is signed in; writes must bear the form's token in the header {HEADER}.",
)


class Gate:
    """Lets callers in, so many times a minute."""

    def __init__(self, door: Door, options: Options) -> None:
        self.door = door
        self._reads = Allowance(options.reads, _MINUTE, remembered=_REMEMBERED)
        self._writes = Allowance(options.writes, _MINUTE, remembered=_REMEMBERED)
        self._options = options

    def admit(self, request: Request, right: Right) -> Caller:
        """The caller, if that caller may, and has not asked too often. Raises AccessError."""
        self._pace(self._reads, f"from {place(address(request))}", self._options.reads)
        caller = self.door.caller(request)
        if request.method not in _SAFE:
            caller.admit(right)
            if caller.name is None:
                raise AccessError("sign-in", "sign in to change anything")
            self._pace(self._writes, f"by {caller.name}", self._options.writes)
            self.door.check_form(request, caller, request.headers.get(HEADER))
        return caller.admit(right)

    @staticmethod
    def _pace(allowance: Allowance, who: str, most: int) -> None:
        waiting = allowance.spend(who)
        if waiting:
            raise AccessError("too-many", f"more than {most} requests a minute: wait {waiting} seconds", wait=waiting)


#: What each of the gate's own parameters takes.
_RIGHTS: Final[dict[Any, Right]] = {}


def _admitted(right: Right) -> Any:
    def admitted(request: Request) -> Caller:
        gate: Gate = request.app.state.gate
        return gate.admit(request, right)

    admitted.__doc__ = f"Who may {RIGHTS[right].told}."
    _RIGHTS[admitted] = right
    return admitted


def right_of(route: APIRoute) -> Right | None:
    """The right that a route takes."""
    return next((_RIGHTS[one.call] for one in route.dependant.dependencies if one.call in _RIGHTS), None)


#: Callers with each right, as the parameters of handlers.
Reader = Annotated[Caller, Depends(_admitted("read"))]
Analyst = Annotated[Caller, Depends(_admitted("desk"))]
Annotator = Annotated[Caller, Depends(_admitted("note"))]
Editor = Annotated[Caller, Depends(_admitted("edit"))]
Administrator = Annotated[Caller, Depends(_admitted("administer"))]
#: How a caller may show who it is, for the OpenAPI document.
SHOWN: Final = [Security(_BEARER), Security(_COOKIE)]
