"""What a page is about: a pair of countries (or more than two), or one body of theirs."""

from __future__ import annotations

import re
from dataclasses import dataclass

from servanda.problems import UsageError
from servanda.resolve.words import scope_code

_PAIR = re.compile(r"[A-Z]{2}(?:-[A-Z]{2})+\Z")
_BODY = re.compile(r"body/[\w~-]+\Z")
_LONGEST = 200  # characters of an address of a scope


@dataclass(frozen=True, slots=True)
class Scope:
    """The countries, sorted, and the address of a body where it is narrowed to one."""

    countries: tuple[str, ...]
    body: str | None = None

    @property
    def code(self) -> str:
        """The countries as one code, such as ``AZ-RU``."""
        return scope_code(self.countries)

    def __str__(self) -> str:
        return self.body or self.code


def is_body(reference: str) -> bool:
    """Whether a reference to a scope names a body.

    Raises UsageError when it names neither a body nor countries.
    """
    if len(reference) <= _LONGEST and _BODY.match(reference):
        return True
    if len(reference) <= _LONGEST and _PAIR.match(_written(reference)):
        return False
    raise UsageError(
        f"a scope is a pair of countries such as AZ-RU, or a body such as body/AZ-RU, not {reference[:60]!r}"
    )


def countries(reference: str) -> tuple[str, ...]:
    """The countries of a pair as it is written, in order of code."""
    return tuple(sorted(set(_written(reference).split("-"))))


def _written(reference: str) -> str:
    return reference.strip().upper().replace("–", "-").replace("/", "-")
