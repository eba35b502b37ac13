"""Choosing from a list by its keys: narrowed, in order, a page at a time, with what it can be narrowed to further."""

from __future__ import annotations

import base64
import binascii
import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from servanda.follow.rules import rules
from servanda.problems import UsageError
from servanda.publish.answers import Choice, Facet
from servanda.publish.leaves import AWAITED, CLOSED, HUSHED, SLIPPED, Key
from servanda.store.words import words

#: Lines on a page, at most: whoever wants more turns it.
MOST: Final = 500
_FACETS: Final = 50  # values of one facet, the most frequent ones
_DIGITS: Final = 12  # of a place in a list
_EVER: Final = dt.date.max
_ORDERS: Final[dict[str, Callable[[Key], tuple[object, ...]]]] = {
    "day": lambda k: (k.first or _EVER, k.part),
    "due": lambda k: (k.due or _EVER, -(k.heard or dt.date.min).toordinal(), k.part),
    "name": lambda k: (k.name.casefold(), k.part),
}


@dataclass(frozen=True, slots=True)
class Chosen:
    """The keys of one page, how many there are on all of them, where the next begins, and the facets of all."""

    keys: tuple[Key, ...]
    total: int
    cursor: str | None
    facets: dict[str, tuple[Facet, ...]]


def choose(keys: Sequence[Key], choice: Choice, day: dt.date, *, body: str | None, order: str = "") -> list[Key]:
    """The keys that a choice leaves, in its order or else in one given or as they stand."""
    found = [key for key in keys if body is None or body in key.bodies or key.part == body]
    if choice != Choice():
        asked = set(words(choice.text)) if choice.text else set()
        found = [key for key in found if _fits(key, choice, day) and asked <= set(words(key.name))]
    wanted = choice.order or order
    if not wanted:
        return found
    by = _ORDERS.get(wanted.removeprefix("-"))
    if by is None:
        raise UsageError(
            f"a list is in order of {', '.join(_ORDERS)}, or of one of these with - before it, not {wanted[:20]!r}"
        )
    return sorted(found, key=by, reverse=wanted.startswith("-"))


def _fits(key: Key, choice: Choice, day: dt.date) -> bool:
    """Whether a key is left by a choice, as of a day."""
    first = key.due if choice.overdue else key.first
    last = key.due if choice.overdue else key.last
    return (
        (not choice.statuses or key.status in choice.statuses)
        and (not choice.kinds or key.kind in choice.kinds)
        and (choice.owner is None or choice.owner in key.owners)
        and (choice.sector is None or choice.sector in (key.sectors or ("other",)))
        and (choice.since is None or (last is not None and last >= choice.since))
        and (choice.until is None or (first is not None and first <= choice.until))
        and (not choice.overdue or (AWAITED in key.flags and key.due is not None and key.due < day))
        and (not choice.slipped or SLIPPED in key.flags)
        and (not choice.open or CLOSED not in key.flags)
        and (choice.silent_for is None or silent_for(key, day) >= choice.silent_for)
    )


def silent_for(key: Key, day: dt.date) -> int:
    """How many days nothing was heard of what is open and could be called silent; -1 for what cannot."""
    if key.heard is None or CLOSED in key.flags or HUSHED not in key.flags:
        return -1
    return (day - key.heard).days


def quiet() -> int:
    """The days without news from which on what is open is called silent."""
    return rules().silent_after + 1


def turned(found: Sequence[Key], cursor: str | None, limit: int) -> Chosen:
    """One page of what was chosen.

    Raises UsageError for a cursor that no page gave, and for a limit that no page has.
    """
    start = place(cursor, [key.part for key in found]) if cursor else 0
    size = bounded(limit)
    page = tuple(found[start : start + size])
    more = start + size < len(found)
    return Chosen(page, len(found), written(start + size, page[-1].part) if more else None, facets(found))


def bounded(limit: int) -> int:
    """A number of lines that a page may have."""
    if not 1 <= limit <= MOST:
        raise UsageError(f"a page has 1 to {MOST} lines, not {limit}")
    return limit


def written(number: int, part: str) -> str:
    """The cursor behind so many lines, of which ``part`` is the last."""
    return base64.urlsafe_b64encode(f"{number}.{part}".encode()).decode().rstrip("=")


def opened(cursor: str) -> tuple[int, str]:
    """What a cursor was written from. Raises UsageError when no page gave it."""
    try:
        told = base64.urlsafe_b64decode(cursor.encode("ascii") + b"=" * (-len(cursor) % 4)).decode()
        number, dot, part = told.partition(".")
        if not (dot and number.isascii() and number.isdecimal() and len(number) < _DIGITS):
            raise ValueError
        return int(number), part
    except (binascii.Error, ValueError):
        raise UsageError("the cursor is none that a page gave") from None


def place(cursor: str, parts: Sequence[str]) -> int:
    """Where a page goes on: behind the last line of the one before, wherever that is now; else behind as many lines."""
    number, part = opened(cursor)
    if part in parts:
        return parts.index(part) + 1
    return number


def facets(found: Iterable[Key]) -> dict[str, tuple[Facet, ...]]:
    """By what a list can be narrowed further, the most frequent values first."""
    counted: dict[str, Counter[str]] = {name: Counter() for name in ("status", "kind", "owner", "sector")}
    for key in found:
        counted["status"][key.status] += 1
        counted["kind"][key.kind] += 1
        counted["owner"].update(key.owners)
        counted["sector"].update(key.sectors)
    return {name: counts(counter) for name, counter in counted.items() if counter.keys() - {""}}


def counts(counter: Counter[str]) -> tuple[Facet, ...]:
    """The most frequent values, those as frequent in order of name."""
    ordered = sorted((-count, value) for value, count in counter.items() if value)
    return tuple(Facet(value, -count) for count, value in ordered[:_FACETS])
