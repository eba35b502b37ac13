"""Passwords: kept as Argon2id hashes, checked in the same time whether or not there is such an account."""

from __future__ import annotations

import threading
from typing import Final

from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error, InvalidHashError

from servanda.problems import UsageError

_SHORTEST: Final = 12
_LONGEST: Final = 1000
_DISTINCT: Final = 5
_HASHER: Final = PasswordHasher()
#: The hash of no password: comparing with it takes as long as with any other.
_NOBODY: Final = _HASHER.hash("\0 no password at all")
#: Each comparison takes 64 MiB while it runs.
_TURN: Final = threading.Semaphore(2)


def hashed(password: str, *, name: str) -> str:
    """The hash of a new password; UsageError where it is too easily guessed."""
    if len(password) < _SHORTEST:
        raise UsageError(f"a password has at least {_SHORTEST} characters; a sentence is a good one")
    if len(password) > _LONGEST:
        raise UsageError(f"a password has at most {_LONGEST} characters")
    if len(set(password.casefold())) < _DISTINCT or name.casefold() in password.casefold():
        raise UsageError("this password is too easily guessed: it repeats itself, or holds the account's name")
    with _TURN:
        return _HASHER.hash(_bytes(password))


def is_right(password: str, hash_: str | None) -> bool:
    """Whether this is the password; with no hash it never is, and that takes as long to tell."""
    if len(password) > _LONGEST:
        return False
    with _TURN:
        try:
            return _HASHER.verify(hash_ or _NOBODY, _bytes(password)) and hash_ is not None
        except (Argon2Error, InvalidHashError):
            return False


def is_dated(hash_: str) -> bool:
    """Whether the hash was made with weaker settings than those of today."""
    return _HASHER.check_needs_rehash(hash_)


def rehashed(password: str) -> str:
    """The hash of a password that was right, by the settings of today."""
    with _TURN:
        return _HASHER.hash(_bytes(password))


def _bytes(password: str) -> bytes:
    return password.encode("utf-8", "surrogatepass")
