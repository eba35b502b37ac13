"""Moments as the journal writes them: text that sorts as time does, the same on every database."""

from __future__ import annotations

import datetime as dt


def moment(value: dt.datetime) -> str:
    """A moment as the journal writes it: UTC, to the microsecond; a moment without a zone is taken as UTC."""
    utc = value.replace(tzinfo=dt.UTC) if value.tzinfo is None else value.astimezone(dt.UTC)
    return utc.strftime("%Y-%m-%dT%H:%M:%S.%fZ").rjust(27, "0")


def instant(value: str) -> dt.datetime:
    """The moment that the journal wrote."""
    return dt.datetime.fromisoformat(value)
