"""What documents state, each claim with its source: when it was said, in whose affairs, and by how many origins."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Final

from servanda.record import Body, Claim, Commitment, Figure, Instrument, Meeting
from servanda.values import When

_PAIRED: Final = (Meeting, Figure, Instrument, Body)
_NEVER: Final = dt.datetime(1, 1, 1, tzinfo=dt.UTC)
_CLOSED: Final = frozenset({"held", "signed"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A document as the record cites it; ``origin`` names the release that it comes from, its own id when it is the first."""

    document: str
    name: str
    published: dt.date | None
    outlet: str | None = None
    title: str | None = None
    language: str | None = None
    learned: dt.datetime = _NEVER
    origin: str = ""

    @property
    def release(self) -> str:
        """The id of the release that it is a copy of; its own where it is none."""
        return self.origin or self.document


@dataclass(frozen=True, slots=True)
class Report:
    """A document with everything that it states, in order of place; ``reasons`` are those that it gives for moves, by claim, and
    ``sides`` the countries of those whom it quotes by their office alone.
    """

    source: Source
    claims: tuple[Claim, ...]
    reasons: Mapping[str, str] = field(default_factory=dict)
    sides: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, eq=False)
class Statement:
    """A claim as the record uses it.

    ``said`` is the day of publication, or the day that ``said_rule`` tells of; ``pair`` the countries whose affairs the
    document is about. ``id`` is that of the claim as it was read, also where the judgement ``corrected`` set it right;
    ``accepted`` when somebody vouched for it; ``reason`` is what its sentence gives as the reason for a move, ``sides`` the
    countries of those whom it quotes by their office alone;
    ``order`` is by day, document and place: how the record reads, whatever the order of learning.
    """

    id: str
    claim: Any
    source: Source
    said: dt.date
    said_rule: str | None
    pair: tuple[str, ...]
    corrected: str | None = None
    accepted: bool = False
    reason: str | None = None
    sides: Mapping[str, str] = field(default_factory=dict)
    order: tuple[dt.date, str, int, int, str] = field(init=False)

    def __post_init__(self) -> None:
        place = self.said, self.source.document, self.claim.start, self.claim.end, self.id
        object.__setattr__(self, "order", place)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Statement) and (self.id, self.said, self.corrected) == (
            other.id,
            other.said,
            other.corrected,
        )

    def __hash__(self) -> int:
        return hash(self.id)


@lru_cache(maxsize=65536)
def when(value: str | None) -> When | None:
    """A date of the codebook; None for one that is none, which a claim may carry in words."""
    if value is None:
        return None
    try:
        return When(value)
    except ValueError:
        return None


def said(report: Report) -> tuple[dt.date, str | None]:
    """When the document said it: its day of publication, else the latest day that it tells of as past, else when it was learned."""
    source = report.source
    if source.published is not None:
        return source.published, None
    learned = source.learned.date()
    past = [day for claim in report.claims if (day := _past(claim)) is not None and day <= learned]
    if past:
        return max(past), "the latest day that the document tells as past"
    return learned, "the day on which it was learned"


def _past(claim: Claim) -> dt.date | None:
    if getattr(claim, "status", None) not in _CLOSED:
        return None
    date = when(getattr(claim, "date", None))
    return date.first if date else None


def pair(claims: Iterable[Claim]) -> tuple[str, ...]:
    """The countries whose affairs a document is about: those that its claims name together most often; none when none are."""
    counted = Counter(found for claim in claims if (found := named_together(claim)))
    if not counted:
        return ()
    most = max(counted.values())
    return min(named for named, count in counted.items() if count == most)


def scopes(claims: Iterable[Claim]) -> tuple[tuple[str, ...], ...]:
    """The countries that a document belongs to: those that it is about, and every set that one of its claims names together."""
    told = tuple(claims)
    found = dict.fromkeys((pair(told), *(named_together(claim) for claim in told)))
    return tuple(countries for countries in found if countries)


def named_together(claim: Claim) -> tuple[str, ...]:
    """The countries that a claim names together, in order of code; none when it does not name two."""
    return together(_named(claim))


def _named(claim: Claim) -> Sequence[str]:
    if isinstance(claim, _PAIRED):
        return claim.countries
    return claim.who if isinstance(claim, Commitment) else ()


def _is_code(named: str) -> bool:
    return len(named) == 2 and named.isupper()


def together(named: Iterable[str]) -> tuple[str, ...]:
    """The countries among what is named, in order of code; none when it is not two at least."""
    found = tuple(sorted({code for code in named if _is_code(code)}))
    return found if len(found) > 1 else ()
