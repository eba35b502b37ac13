"""The shapes of what the API answers beside the shelf's pages, and of what it is sent."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any, Generic, Literal, TypeVar

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from servanda.api.asking import Day
from servanda.record import ActKind, JudgementKind

T = TypeVar("T")


def _whole(text: str) -> str:
    if "\0" in text:
        raise ValueError("no NUL, please")
    return text


Text = Annotated[str, AfterValidator(_whole)]


class Listed(BaseModel, Generic[T]):
    """A stretch of a list, and the cursor that goes on from here; null at the end."""

    items: list[T]
    cursor: str | None = None


class Claimed(BaseModel):
    """A claim with where it stands; further fields are those of its kind, as in the codebook."""

    model_config = ConfigDict(
        extra="allow",
        json_schema_extra={
            "example": {
                "id": "3f9a17c2d1e0b4a5968f",
                "document": "9b1deb4d3b7d4bad9bdd",
                "doc": "report.txt",
                "type": "figure",
                "start": 51,
                "end": 104,
                "quote": "trade turnover grew by 12% to $2.9 billion in 2020",
                "speaker": None,
                "indicator": "trade turnover",
                "period": "2020",
                "value": 2900000000,
                "unit": "USD",
                "published": "2021-04-26",
                "learned": "2024-05-01T12:00:00+00:00",
            }
        },
    )

    id: str
    document: str
    doc: str
    type: str
    start: int
    end: int
    quote: str
    speaker: str | None
    published: str | None
    outlet: str | None
    language: str | None
    reader: str
    learned: dt.datetime


class Explained(BaseModel):
    """Why the ledger holds a claim: its sentence in three parts, its values, the rules, the reader."""

    claim: Claimed
    before: str
    words: str
    after: str
    values: dict[str, Any]
    rule: str | None
    date_rule: str | None
    published_rule: str | None
    url: str | None
    first_learned: dt.datetime
    superseded: bool


class Report(BaseModel):
    """A document in the list of all."""

    id: str
    name: str
    names: list[str]
    media_type: str
    language: str | None
    published: str | None
    outlet: str | None
    title: str | None
    learned: dt.datetime
    reader: str
    read: dt.datetime
    claims: dict[str, int]
    problems: int


class Trouble(BaseModel):
    """Something wrong with material; `document` is null for a source that gave none."""

    code: str
    message: str
    source: str
    start: int | None
    end: int | None
    document: str | None
    noted: dt.datetime


class Judged(BaseModel):
    """A judgement, signed and dated; `stands` is false for one that was taken back."""

    id: str
    kind: JudgementKind
    subject: str
    object: str | None
    by: str
    reason: str
    on: dt.date
    at: dt.datetime | None
    change: dict[str, Any] | None
    outcome: str | None
    stands: bool


class Done(BaseModel):
    """What a person did beside judging, as the journal has it."""

    model_config = ConfigDict(
        json_schema_extra={
            "example": {
                "id": "09f7cef6993e03136b6e",
                "kind": "embargo",
                "subject": "9b1deb4d3b7d4bad9bdd",
                "by": "A. Aliyeva",
                "circle": "secretariat",
                "until": "2026-12-01",
                "told": None,
                "at": "2026-11-22T01:34:54Z",
            }
        }
    )

    id: str
    kind: ActKind
    subject: str
    by: str
    circle: str | None
    until: dt.date | None
    told: str | None
    at: dt.datetime | None


class Seal(BaseModel):
    """How far the journal is, and the newest seal, worth noting elsewhere."""

    model_config = ConfigDict(
        json_schema_extra={
            "example": {"entries": 1204, "seal": "e8e5325455e19502c30eb42a2cd0a25aef5334f9325ca43c6f9dd97d45b798f5"}
        }
    )

    entries: int
    seal: str


class Checked(BaseModel):
    """What checking every seal, hash and row came to."""

    entries: int
    head: str
    faults: list[str]


class Taken(BaseModel):
    """One source as it was taken in: `new`, `known` before, or `failed` to give a document."""

    model_config = ConfigDict(
        json_schema_extra={
            "example": {
                "name": "report.txt",
                "state": "new",
                "documents": ["9b1deb4d3b7d4bad9bdd"],
                "claims": 7,
                "problems": [],
            }
        }
    )

    name: str
    state: Literal["new", "known", "failed"]
    documents: list[str]
    claims: int
    problems: list[dict[str, Any]]


class Deciding(BaseModel):
    """A judgement to be made: it is signed with the account's name."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "example": {
                "kind": "correct",
                "subject": "3f9a17c2d1e0b4a5968f",
                "change": {"ordinal": 20},
                "reason": "a misprint",
            }
        },
    )

    kind: Annotated[JudgementKind, Field(description="What is decided; `withdraw` takes a judgement back.")]
    subject: Annotated[Text, Field(min_length=1, max_length=300, description="A claim, a thing, or a judgement.")]
    object: Annotated[
        Text | None, Field(max_length=300, description="The other thing, for `same` and `different`.")
    ] = None
    reason: Annotated[Text, Field(min_length=1, max_length=2000)]
    on: Annotated[Day | None, Field(description="The day from which it counts; today by default.")] = None
    change: Annotated[
        dict[str, Any] | None, Field(description="For `correct`: the codebook's fields with their right values.")
    ] = None
    outcome: Annotated[Text | None, Field(max_length=100, description="For `close`: what came of it.")] = None


class Told(BaseModel):
    """What is known of a source that is added; it wins over what is found in it."""

    model_config = ConfigDict(extra="forbid")

    published: Day | None = None
    language: Annotated[str | None, Field(pattern="^[a-z]{2}$")] = None
    outlet: Annotated[Text | None, Field(max_length=200)] = None
    url: Annotated[Text | None, Field(max_length=2000)] = None
    circle: Annotated[Text | None, Field(max_length=64, description="A group: the source is under embargo for it.")] = (
        None
    )
    until: Annotated[Day | None, Field(description="The day from which an embargo ends by itself.")] = None


class Pasted(Told):
    """A text to be added."""

    model_config = ConfigDict(
        json_schema_extra={
            "example": {
                "text": "BAKU, April 26, 2021 - Trade turnover grew by 12% to $2.9 billion in 2020.",
                "name": "report.txt",
            }
        }
    )

    text: Annotated[str, Field(min_length=1)]
    name: Annotated[Text, Field(min_length=1, max_length=200)] = "pasted.txt"


class Addressed(Told):
    """An address to be fetched and added."""

    model_config = ConfigDict(
        json_schema_extra={"example": {"address": "https://example.org/news/session.html", "outlet": "Example News"}}
    )

    address: Annotated[Text, Field(min_length=1, max_length=2000)]


class Withholding(BaseModel):
    """An embargo: for whom, and until when; without a day until it is lifted."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"example": {"circle": "secretariat", "until": "2026-12-01"}}
    )

    circle: Annotated[Text, Field(min_length=1, max_length=64)]
    until: Day | None = None


class Noting(BaseModel):
    """A private note on whatever has an address, for one group."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "example": {
                "subject": "session/AZ-RU/21",
                "circle": "secretariat",
                "text": "ask the ministry for the protocol",
            }
        },
    )

    subject: Annotated[Text, Field(min_length=1, max_length=300)]
    circle: Annotated[Text, Field(min_length=1, max_length=64)]
    text: Annotated[Text, Field(min_length=1, max_length=10_000)]


class Asking(BaseModel):
    """Who asks, and what that caller may."""

    model_config = ConfigDict(
        json_schema_extra={
            "example": {
                "name": "A. Aliyeva",
                "role": "editor",
                "circles": ["secretariat"],
                "scopes": ["read"],
                "rights": ["read", "desk"],
            }
        }
    )

    name: str | None
    role: str | None
    circles: list[str]
    scopes: list[str]
    rights: list[str]


class Member(BaseModel):
    """An account, without what would let anybody in."""

    model_config = ConfigDict(
        json_schema_extra={
            "example": {
                "name": "A. Aliyeva",
                "role": "editor",
                "circles": [],
                "created": "2026-03-01T12:00:00Z",
                "has_password": True,
            }
        }
    )

    name: str
    role: str
    circles: list[str]
    created: dt.datetime
    has_password: bool


class Joining(BaseModel):
    """An account to be added; without a password it can have tokens only."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"example": {"name": "B. Mammadov", "role": "analyst"}})

    name: Annotated[Text, Field(min_length=1, max_length=64)]
    role: Literal["reader", "analyst", "editor", "administrator"] = "reader"
    password: Annotated[str | None, Field(max_length=1000, json_schema_extra={"format": "password"})] = None


class Changing(BaseModel):
    """What is to change of an account; `circles` are all groups that it is to belong to."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"example": {"role": "editor", "circles": ["secretariat"]}}
    )

    role: Literal["reader", "analyst", "editor", "administrator"] | None = None
    password: Annotated[str | None, Field(max_length=1000, json_schema_extra={"format": "password"})] = None
    circles: Annotated[list[Text] | None, Field(max_length=50)] = None


class Key(BaseModel):
    """A token, without its secret."""

    id: str
    account: str
    name: str
    scopes: list[str]
    created: dt.datetime
    ends: dt.datetime
    revoked: dt.datetime | None


class Granted(Key):
    """A token that was just made: what to send as `Authorization: Bearer`, shown this once."""

    token: str


class Renewing(BaseModel):
    """A new password in place of the one before."""

    model_config = ConfigDict(extra="forbid")

    before: Annotated[str, Field(max_length=1000, json_schema_extra={"format": "password"})]
    now: Annotated[str, Field(max_length=1000, json_schema_extra={"format": "password"})]


class Granting(BaseModel):
    """A token to be made."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={"example": {"name": "nightly import", "scopes": ["read", "write"], "days": 30}},
    )

    name: Annotated[Text, Field(min_length=1, max_length=100)]
    scopes: Annotated[list[Literal["read", "write", "admin"]], Field(min_length=1, max_length=3)] = ["read"]
    days: Annotated[int, Field(ge=1, le=730)] = 90
    account: Annotated[Text | None, Field(max_length=64, description="Another's; for administrators.")] = None
