"""Keys that sign cookies: kept in the ledger, renewed every month, the old ones good for as long as a cookie lives."""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Callable
from typing import Any, Final

import msgspec
from itsdangerous import BadData, TimestampSigner

_SETTING: Final = "cookie keys"
_RENEWED: Final = dt.timedelta(days=30)
#: How long what was read from the ledger counts here: a key that another program drops is honoured no longer than this.
_REMEMBERED: Final = dt.timedelta(minutes=1)


class Key(msgspec.Struct, frozen=True):
    """One key and when it was made."""

    key: str
    made: dt.datetime

    def __repr__(self) -> str:
        return f"Key(made={self.made})"


_keys = msgspec.json.Decoder(list[Key])


class Keys:
    """The keys of one ledger; what is signed with any that counts is taken for true."""

    def __init__(self, register: Any, clock: Callable[[], dt.datetime], *, life: dt.timedelta) -> None:
        self._register = register
        self._clock = clock
        self._life = life
        self._held: list[Key] = []
        self._read = dt.datetime.min.replace(tzinfo=dt.UTC)

    def sign(self, value: str) -> str:
        """The value with its time and signature."""
        return self._signer().sign(value).decode()

    def value(self, signed: str) -> str | None:
        """What was signed; None where the signature is not ours or too old."""
        try:
            unsigned: bytes = self._signer().unsign(signed, max_age=int(self._life.total_seconds()))
            return unsigned.decode("ascii")
        except (BadData, UnicodeError, ValueError):
            return None

    def renew(self) -> None:
        """Put a new key in place of all: what was signed before is worth nothing any more."""
        self._keep(self._register.set(_SETTING, lambda _: _told([self._made()])))

    def _signer(self) -> TimestampSigner:
        now = self._clock()
        if now - self._read > _REMEMBERED:
            told = self._register.setting(_SETTING)
            if told is None or now - _keys.decode(told)[-1].made > _RENEWED:
                told = self._register.set(_SETTING, self._renewed)
            self._keep(told)
        return TimestampSigner([one.key for one in self._held], salt="servanda.cookie", digest_method=_digest)

    def _renewed(self, told: str | None) -> str:
        now, held = self._clock(), _keys.decode(told) if told else []
        if held and now - held[-1].made <= _RENEWED:
            return _told(held)  # another program was faster
        good = [one for one in held if now - one.made <= _RENEWED + self._life]
        return _told([*good, self._made()])

    def _made(self) -> Key:
        return Key(key=secrets.token_urlsafe(48), made=self._clock())

    def _keep(self, told: str) -> None:
        self._held, self._read = _keys.decode(told), self._clock()


def _told(keys: list[Key]) -> str:
    return msgspec.json.encode(keys).decode()


def _digest(data: bytes = b"") -> Any:
    import hashlib

    return hashlib.sha256(data)
