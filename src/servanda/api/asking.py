"""What requests may ask: days, moments, scopes and filters, under the names that the command line has for them."""

from __future__ import annotations

import base64
import datetime as dt
import re
from dataclasses import dataclass
from typing import Annotated, Any, Final, Literal

from fastapi import Query
from pydantic import BeforeValidator, WithJsonSchema

from servanda.problems import UsageError
from servanda.publish import Choice

_DAY: Final = re.compile(r"\d{4}-\d\d-\d\d")
_YEARS: Final = range(1000, 9000)


def _day(told: Any) -> Any:
    """A day written as ISO 8601 has it, and nothing else."""
    if type(told) is dt.date:
        return told
    if not isinstance(told, str) or not _DAY.fullmatch(told):
        raise ValueError("a day is written 2021-04-27")
    day = dt.date.fromisoformat(told)
    if day.year not in _YEARS:
        raise ValueError("a day lies between the years 1000 and 8999")
    return day


def _moment(told: Any) -> Any:
    """A day, which counts whole, or a moment; without a zone it is UTC."""
    if not isinstance(told, str) or not told.isascii():
        raise ValueError("a time is written 2024-05-01 or 2024-05-01T12:00:00Z")
    if _DAY.fullmatch(told):
        return dt.datetime.combine(_day(told), dt.time.max, dt.UTC)
    found = dt.datetime.fromisoformat(told)
    if found.year not in _YEARS:
        raise ValueError("a time lies between the years 1000 and 8999")
    return found if found.tzinfo else found.replace(tzinfo=dt.UTC)


Day = Annotated[
    dt.date, BeforeValidator(_day), WithJsonSchema({"type": "string", "format": "date", "examples": ["2021-04-27"]})
]
Moment = Annotated[
    dt.datetime,
    BeforeValidator(_moment),
    WithJsonSchema(
        {
            "anyOf": [{"type": "string", "format": "date"}, {"type": "string", "format": "date-time"}],
            "examples": ["2024-05-01", "2024-05-01T12:00:00Z"],
        }
    ),
]
Kind = Literal["meeting", "figure", "event", "instrument", "commitment", "person", "body"]

AsOf = Annotated[Day | None, Query(description="As of this day: nothing said later. Default: today.")]
AsKnownOn = Annotated[
    Moment | None, Query(description="As the ledger had it then (UTC); a day counts whole.", examples=["2024-05-01"])
]
Scoped = Annotated[
    str,
    Query(
        description="A pair of countries (ISO 3166 codes, joined by a hyphen) or the address of a body.",
        max_length=200,
        pattern=r"^(?:[A-Za-z]{2}(?:-[A-Za-z]{2})+|body/[A-Za-z0-9_~-]+)$",
        examples=["AZ-RU", "body/AZ-RU"],
    ),
]
Limit = Annotated[int, Query(ge=1, le=1000, description="How many at most.")]
Cursor = Annotated[str | None, Query(max_length=400, description="Where to go on: the `cursor` of the page before.")]
Words = Annotated[
    str | None,
    Query(max_length=500, description='Holding all these words; "a phrase" in quotes, a beginning as wor*.'),
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """The filters of claims and documents."""

    kind: Annotated[tuple[Kind, ...], Query(description="Only this kind of claim; may be repeated.")] = ()
    country: Annotated[
        str | None,
        Query(pattern="^[A-Za-z]{2}$", description="Only claims that name this country (ISO 3166).", examples=["AZ"]),
    ] = None
    body: Annotated[
        str | None, Query(max_length=200, description="Only claims on a standing body whose name holds these words.")
    ] = None
    since: Annotated[Day | None, Query(description="Dated on or after this day (documents: published).")] = None
    until: Annotated[Day | None, Query(description="Dated on or before this day (documents: published).")] = None
    text: Words = None
    document: Annotated[
        str | None, Query(max_length=400, description="Only of this document: a name, or the start of an id.")
    ] = None
    as_of: AsOf = None
    as_known_on: AsKnownOn = None

    def filters(self) -> dict[str, Any]:
        """As the ledger takes them."""
        return {
            "kind": self.kind,
            "country": self.country,
            "body": self.body,
            "since": self.since,
            "until": self.until,
            "text": self.text,
            "document": self.document,
            "said_by": self.as_of,
            "as_known_on": self.as_known_on,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Narrowed:
    """What a list of the record is narrowed to."""

    status: Annotated[tuple[str, ...], Query(max_length=20, description="Only this status; may be repeated.")] = ()
    kind: Annotated[tuple[str, ...], Query(max_length=20, description="Only this kind; may be repeated.")] = ()
    owner: Annotated[str | None, Query(max_length=100, description="Only what this country or body is to do.")] = None
    sector: Annotated[str | None, Query(max_length=100, description="Only of this sector.")] = None
    since: Annotated[Day | None, Query(description="On or after this day.")] = None
    until: Annotated[Day | None, Query(description="On or before this day.")] = None
    overdue: Annotated[bool, Query(description="Only what is past the last day announced.")] = False
    silent_for: Annotated[
        int | None, Query(ge=1, le=36_500, description="Only open things without news for so many days.")
    ] = None
    slipped: Annotated[bool, Query(description="Only what moved or came late.")] = False
    open: Annotated[bool, Query(description="Only what is not closed.")] = False
    text: Words = None
    order: Annotated[Literal["day", "-day", "name"] | None, Query(description="In this order.")] = None

    def choice(self) -> Choice:
        """As the shelf takes it."""
        return Choice(
            statuses=self.status,
            kinds=self.kind,
            owner=self.owner,
            sector=self.sector,
            since=self.since,
            until=self.until,
            overdue=self.overdue,
            silent_for=self.silent_for,
            slipped=self.slipped,
            open=self.open,
            text=self.text,
            order=self.order,
        )


def cursor(number: int) -> str:
    """What a caller sends back to go on behind a number."""
    return base64.urlsafe_b64encode(f"after:{number}".encode()).decode().rstrip("=")


def after(told: str | None) -> int | None:
    """The number that a cursor stands for; UsageError for one that is none of ours."""
    if told is None:
        return None
    try:
        name, _, number = base64.urlsafe_b64decode(told.encode("ascii") + b"==").decode("ascii").partition(":")
        if name == "after" and number.isdigit() and len(number) < 19:
            return int(number)
    except ValueError:
        pass
    raise UsageError("this cursor is none of ours: send the `cursor` of the page before as it is")
