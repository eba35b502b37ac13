"""Accounts: made and changed, signed in and out, and the tokens of programs."""

from __future__ import annotations

import datetime as dt
import hashlib
import hmac
import ipaddress
import re
import secrets
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, cast

from servanda.accounts import passwords
from servanda.accounts.allowance import Allowance
from servanda.accounts.keys import Keys
from servanda.accounts.roles import ANYBODY, NOBODY, ROLES, SCOPES, Caller, Role, Scope
from servanda.problems import AccessError, UsageError

if TYPE_CHECKING:
    from servanda.store.register import Account, Register, Token

#: How long a browser stays signed in, and a token holds unless it is told otherwise, and at most.
LIFE: Final = dt.timedelta(days=7)
TOKEN_DAYS: Final = 90
TOKEN_DAYS_AT_MOST: Final = 730
_TOKEN: Final = re.compile(r"srv_([0-9a-f]{8})_([A-Za-z0-9_-]{43})")
_NAME: Final = re.compile(r"[^\W_](?:[\w .,@'’-]{0,62}[\w.])?")
_QUARTER_HOUR: Final = 900.0


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A browser that has just signed in: what its cookie must hold, until when, and who it speaks for."""

    cookie: str = field(repr=False)
    ends: dt.datetime
    caller: Caller


class Accounts:
    """The accounts of one ledger. ``public`` tells whether somebody who is not signed in may read."""

    def __init__(self, register: Register, *, public: bool = True, clock: Callable[[], dt.datetime] = _now) -> None:
        self._register = register
        self._clock = clock
        self._keys = Keys(register, clock, life=LIFE)
        self.public = public
        # Somebody who knows a name must not be able to lock its owner out, so the tries for a name are many.
        self._of_both = Allowance(5, _QUARTER_HOUR)
        self._of_address = Allowance(30, _QUARTER_HOUR)
        self._of_name = Allowance(100, _QUARTER_HOUR)

    def add(self, name: str, role: str, *, password: str | None, by: str) -> None:
        """Add an account; without a password it can have tokens, but nobody signs in.

        Raises UsageError for a name that cannot be or was given before, an unknown role, or a password that is too weak.
        """
        if not _NAME.fullmatch(name) or not name.isprintable():
            raise UsageError(f"{name[:80]!r} cannot be a name: letters, digits, spaces and .,@'- , 64 at most")
        hash_ = None if password is None else passwords.hashed(password, name=name)
        self._register.add(name, role=_role(role), password=hash_, by=by, at=self._clock())

    def every(self) -> tuple[Account, ...]:
        """Every account, by name."""
        return self._register.accounts()

    def find(self, name: str) -> Account:
        """The account of this name; UsageError where there is none."""
        found = self._register.account(name)
        if found is None:
            raise UsageError(f"there is no account {name[:80]!r}")
        return found

    def remove(self, name: str, *, by: str) -> None:
        """Remove an account; whatever lets it in ends at once, and its name is never given again."""
        self._register.remove(self.find(name).name, by=by, at=self._clock())

    def set_role(self, name: str, role: str, *, by: str) -> None:
        """Give an account another role."""
        self._register.set_role(self.find(name).name, _role(role), by=by, at=self._clock())

    def set_password(self, name: str, password: str) -> None:
        """Give an account another password; every browser of it is signed out."""
        self._register.set_password(self.find(name).name, passwords.hashed(password, name=name))

    def change_password(self, name: str, *, before: str, now: str, address: str) -> None:
        """Change a password by its owner, who tells the one before; AccessError where that is wrong or tried too often."""
        self._checked(name, before, address)
        self.set_password(name, now)

    def join(self, name: str, circle: str, *, by: str) -> None:
        """Let an account belong to a group, which is made where there is none."""
        if not _NAME.fullmatch(circle):
            raise UsageError(f"{circle[:80]!r} cannot be the name of a group")
        self._register.join(self.find(name).name, circle, by=by, at=self._clock())

    def leave(self, name: str, circle: str, *, by: str) -> None:
        """Let an account belong to a group no more."""
        self._register.leave(self.find(name).name, circle, by=by, at=self._clock())

    def sign_in(self, name: str, password: str, *, address: str) -> Entry:
        """Sign a browser in; AccessError where name or password is wrong, or was tried too often."""
        account = self._checked(name, password, address)
        secret = secrets.token_urlsafe(32)
        ends = self._clock() + LIFE
        self._register.begin(account.name, _hash(secret), began=self._clock(), ends=ends)
        return Entry(cookie=self._keys.sign(secret), ends=ends, caller=_signed_in(account, secret))

    def sign_out(self, cookie: str | None) -> None:
        """Sign a browser out: its cookie is worth nothing any more."""
        secret = self._keys.value(cookie) if cookie else None
        if secret:
            self._register.end(hash_=_hash(secret))

    def sign_out_everywhere(self, name: str) -> int:
        """Sign every browser of an account out; how many."""
        return self._register.end(account=self.find(name).name)

    def renew_keys(self) -> None:
        """Sign every browser of everybody out, by new keys."""
        self._keys.renew()

    def caller(self, *, cookie: str | None = None, token: str | None = None) -> Caller:
        """Who asks, by a cookie or a token; a cookie that no longer holds is as none.

        Raises AccessError for a token that does not hold: a program should be told.
        """
        if token is not None:
            return self._by_token(token)
        secret = self._keys.value(cookie) if cookie else None
        account = self._register.signed_in(_hash(secret), at=self._clock()) if secret else None
        if account and secret:
            return _signed_in(account, secret)
        return ANYBODY if self.public else NOBODY

    def grant(self, account: str, name: str, scopes: Iterable[str], *, days: int = TOKEN_DAYS) -> tuple[Token, str]:
        """A new token and what to send with it, which is told this once and kept nowhere.

        Raises UsageError for scopes that do not exist or that the account's role does not reach, and for a time beyond two years.
        """
        from servanda.store.register import Token

        told = self._scopes(self.find(account), scopes)
        if not 1 <= days <= TOKEN_DAYS_AT_MOST:
            raise UsageError(f"a token holds from 1 to {TOKEN_DAYS_AT_MOST} days")
        if not name.strip() or len(name) > 100 or not name.isprintable():
            raise UsageError("a token has a name that tells what it is for, 100 characters at most")
        id_, secret, now = secrets.token_hex(4), secrets.token_urlsafe(32), self._clock()
        token = Token(id=id_, account=account, name=name, scopes=told, created=now, ends=now + dt.timedelta(days=days))
        self._register.add_token(token, _hash(secret))
        return token, f"srv_{id_}_{secret}"

    def tokens(self, account: str | None = None) -> tuple[Token, ...]:
        """The tokens of an account, or of all; no secret is among what is told."""
        return self._register.tokens(account)

    def revoke(self, id_: str, *, account: str | None = None) -> None:
        """Let a token hold no more; UsageError where there is none that holds, or it is not of ``account``."""
        own = {token.id for token in self._register.tokens(account)}
        if id_ not in own or not self._register.revoke(id_, at=self._clock()):
            raise UsageError(f"there is no token {id_[:20]!r} that holds")

    def _scopes(self, account: Account, scopes: Iterable[str]) -> tuple[Scope, ...]:
        told = tuple(dict.fromkeys(scopes))
        unknown = [scope for scope in told if scope not in SCOPES]
        if unknown or not told:
            raise UsageError(f"the scopes are {', '.join(SCOPES)}")
        least = {"read": "reader", "write": "analyst", "admin": "administrator"}
        for scope in told:
            if ROLES.index(_role(account.role)) < ROLES.index(_role(least[scope])):
                raise UsageError(f"the scope {scope} takes the role {least[scope]}; {account.name} is {account.role}")
        return cast(tuple[Scope, ...], told)

    def _by_token(self, told: str) -> Caller:
        match = _TOKEN.fullmatch(told)
        held = self._register.token(_hash(match[2]), at=self._clock()) if match else None
        if held is None or match is None or held[0].id != match[1]:
            raise AccessError("sign-in", "this token does not hold: it is wrong, over or revoked")
        token, account = held
        role = _role(account.role)
        return Caller(
            name=account.name, role=role, circles=account.circles, scopes=cast(tuple[Scope, ...], token.scopes)
        )

    def _checked(self, name: str, password: str, address: str) -> Account:
        """The account of a name and its password."""
        here = place(address)
        counted = ((self._of_both, f"{name[:80]}\0{here}"), (self._of_address, here), (self._of_name, name[:80]))
        waiting = max(allowance.wait(key) for allowance, key in counted)
        if waiting:
            raise AccessError("too-many", f"too many tries: wait {waiting} seconds", wait=waiting)
        account = self._register.account(name) if _NAME.fullmatch(name) else None
        if not passwords.is_right(password, account.password if account else None) or account is None:
            for allowance, key in counted:
                allowance.count(key)
            raise AccessError("wrong-password", "the name or the password is wrong")
        self._of_both.forget(counted[0][1])
        if account.password and passwords.is_dated(account.password):
            self._register.rehash(account.name, before=account.password, now=passwords.rehashed(password))
        return account


def _role(told: str) -> Role:
    if told not in ROLES:
        raise UsageError(f"there is no role {told[:40]!r}; the roles are {', '.join(ROLES)}")
    return told


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()


def _signed_in(account: Account, secret: str) -> Caller:
    """Who a browser speaks for; what its forms must send back follows from its own secret and is written nowhere."""
    form = hmac.new(secret.encode(), b"servanda.form", hashlib.sha256).hexdigest()
    return Caller(name=account.name, role=_role(account.role), circles=account.circles, form=form)


def place(address: str) -> str:
    """What counts as one place: an address, or the network of 64 bits that one IPv6 subscriber has."""
    try:
        found = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return address[:80]
    if found.version == 6 and found.ipv4_mapped is None:
        return str(ipaddress.ip_network((found, 64), strict=False))
    return str(found)
