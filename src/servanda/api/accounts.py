"""Accounts and tokens, for administrators; and for everybody who one is, and one's own tokens."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated, Any

from fastapi import APIRouter, Path
from starlette.requests import Request
from starlette.responses import Response

from servanda.accounts import RIGHTS, Accounts, Caller
from servanda.accounts.door import address
from servanda.api import shapes
from servanda.api.answering import told, unchanged
from servanda.api.gate import Administrator, Reader
from servanda.api.refusals import RefusedError, described
from servanda.problems import AccessError, UsageError

if TYPE_CHECKING:
    from servanda.accounts import Account, Token

router = APIRouter(tags=["accounts"])
Name = Annotated[str, Path(max_length=64)]


def _accounts(request: Request) -> Accounts:
    found: Accounts = request.app.state.gate.door.accounts
    return found


def _row(account: Account) -> dict[str, Any]:
    return {
        "name": account.name,
        "role": account.role,
        "circles": list(account.circles),
        "created": account.created,
        "has_password": account.password is not None,
    }


def _key(token: Token) -> dict[str, Any]:
    return {name: getattr(token, name) for name in shapes.Key.model_fields}


def _missing(question: Callable[[], Any]) -> Any:
    try:
        return question()
    except UsageError as error:
        raise RefusedError(404, str(error)) from None


@router.get("/me", response_model=shapes.Asking, responses=described())
def me(request: Request, caller: Reader) -> Response:
    """Who you are here, and what you may."""
    found = {name: getattr(caller, name) for name in ("name", "role", "circles", "scopes")}
    return told(request, {**found, "rights": [right for right in RIGHTS if caller.may(right)]})


@router.put("/me/password", status_code=204, responses=described(), response_class=Response)
def renew(request: Request, caller: Reader, renewing: shapes.Renewing) -> Response:
    """Change your own password, in a browser; every browser of yours is signed out."""
    if caller.form is None:
        raise AccessError("forbidden", "a password is changed where one signs in with it, in a browser")
    _accounts(request).change_password(_by(caller), before=renewing.before, now=renewing.now, address=address(request))
    return Response(status_code=204)


@router.get("/accounts", response_model=list[shapes.Member], responses=described())
def accounts(request: Request, _: Administrator) -> Response:
    """Every account, with its role and groups."""
    return told(request, [_row(one) for one in _accounts(request).every()])


@router.post("/accounts", status_code=201, response_model=shapes.Member, responses=described(409))
def add(request: Request, caller: Administrator, joining: shapes.Joining) -> Response:
    """Add an account."""
    held = _accounts(request)
    if any(one.name == joining.name for one in held.every()):
        raise RefusedError(409, f"there is an account {joining.name!r} already")
    held.add(joining.name, joining.role, password=joining.password, by=_by(caller))
    return told(request, _row(held.find(joining.name)), status=201)


@router.get("/accounts/{name}", response_model=shapes.Member, responses=described(404))
def account(request: Request, _: Administrator, name: Name) -> Response:
    """One account."""
    return told(request, _row(_missing(lambda: _accounts(request).find(name))))


@router.patch("/accounts/{name}", response_model=shapes.Member, responses=described(404, 412))
def change(request: Request, caller: Administrator, name: Name, changing: shapes.Changing) -> Response:
    """Change a role, a password or groups; with `If-Match` only while the account is as you saw it."""
    held = _accounts(request)
    before = _missing(lambda: held.find(name))
    unchanged(request, _row(before))
    if changing.role is not None and changing.role != before.role:
        held.set_role(name, changing.role, by=_by(caller))
    if changing.password is not None:
        held.set_password(name, changing.password)
    if changing.circles is not None:
        for circle in set(changing.circles) - set(before.circles):
            held.join(name, circle, by=_by(caller))
        for circle in set(before.circles) - set(changing.circles):
            held.leave(name, circle, by=_by(caller))
    return told(request, _row(held.find(name)))


@router.delete("/accounts/{name}", status_code=204, responses=described(404), response_class=Response)
def remove(request: Request, caller: Administrator, name: Name) -> Response:
    """Remove an account: its browsers and tokens are out at once, and what it signed stays."""
    _missing(lambda: _accounts(request).remove(name, by=_by(caller)))
    return Response(status_code=204)


@router.get("/tokens", response_model=list[shapes.Key], responses=described())
def tokens(request: Request, caller: Reader) -> Response:
    """Your tokens, without their secrets; for administrators all."""
    own = None if caller.may("administer") else _by(caller)
    return told(request, [_key(token) for token in _accounts(request).tokens(own)])


@router.post("/tokens", status_code=201, response_model=shapes.Granted, responses=described())
def grant(request: Request, caller: Reader, granting: shapes.Granting) -> Response:
    """Make a token; what to send is told this once. In a browser for yourself; with a token, or for another, it takes an administrator."""
    account = granting.account or _by(caller)
    if account != caller.name or caller.form is None:
        caller.admit("administer")
    token, secret = _accounts(request).grant(account, granting.name, granting.scopes, days=granting.days)
    return told(request, {**_key(token), "token": secret}, status=201)


@router.delete("/tokens/{token}", status_code=204, responses=described(404), response_class=Response)
def revoke(request: Request, caller: Reader, token: Annotated[str, Path(pattern="^[0-9a-f]{8}$")]) -> Response:
    """Let a token hold no more: in a browser one of yours, as an administrator any."""
    if caller.form is None:
        caller.admit("administer")
    own = None if caller.may("administer") else _by(caller)
    _missing(lambda: _accounts(request).revoke(token, account=own))
    return Response(status_code=204)


def _by(caller: Caller) -> str:
    if caller.name is None:
        raise AccessError("sign-in", "sign in to have tokens")
    return caller.name
