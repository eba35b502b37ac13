"""What the address of a page asks for, taken apart once; what cannot be is refused with a plain message."""

from __future__ import annotations

import datetime as dt
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from servanda.accounts import Right
from servanda.publish import Choice, Query, Shelf, Sight

_FACETS = ("kind", "country", "scope", "body", "outlet", "language", "year")


class Asked:
    """One request for a page of the record."""

    def __init__(self, request: Request) -> None:
        self._request = request
        self._query = request.query_params

    @property
    def shelf(self) -> Shelf:
        """The record as pages show it."""
        shelf: Shelf = self._request.app.state.shelf
        return shelf

    @property
    def sight(self) -> Sight:
        """Whose eyes look."""
        sight: Sight = self._request.state.sight
        return sight

    def admit(self, right: Right) -> None:
        """Go on only with a caller who may; AccessError for others."""
        self._request.state.caller.admit(right)

    def text(self, name: str) -> str | None:
        """A word; None where it is left out or left empty, as a form leaves it."""
        return self._query.get(name, "").strip() or None

    def day(self, name: str) -> dt.date | None:
        """A day as 2024-06-01; refused when it is none."""
        told = self.text(name)
        try:
            return dt.date.fromisoformat(told) if told else None
        except ValueError:
            raise HTTPException(400, f"{name}: a day is written as 2024-06-01, not {told!r:.40}") from None

    def number(self, name: str) -> int | None:
        """A number of up to six digits; refused when it is none."""
        told = self.text(name)
        if told is None or (told.isascii() and told.isdigit() and len(told) < 7):
            return int(told) if told else None
        raise HTTPException(400, f"{name}: a number is asked for, not {told!r:.40}")

    @property
    def scope(self) -> str | None:
        """The pair or body that the page is narrowed to."""
        return self.text("scope")

    @property
    def choice(self) -> Choice:
        """What a list is narrowed to."""
        return Choice(
            statuses=_one(self.text("status")),
            kinds=_one(self.text("kind")),
            owner=self.text("owner"),
            sector=self.text("sector"),
            since=self.day("since"),
            until=self.day("until"),
            overdue=self.text("overdue") is not None,
            silent_for=self.number("silent_for"),
            slipped=self.text("slipped") is not None,
            open=self.text("open") is not None,
            text=self.text("text"),
            order=self.text("order"),
        )

    @property
    def query(self) -> Query | None:
        """What a search asks; None where nothing is looked for."""
        told = self.text("q")
        return Query(text=told, **{name: self.text(name) for name in _FACETS}) if told else None

    @property
    def seen(self) -> dict[str, Any]:
        """As of which day, and by whose eyes."""
        return {"as_of": self.day("as_of"), "seen_by": self.sight}

    @property
    def turned(self) -> dict[str, Any]:
        """The same, with the page of a list."""
        return {**self.seen, "cursor": self.text("cursor")}

    @property
    def as_of(self) -> dt.date:
        """The day as of which is shown: today where none is asked for."""
        return self.day("as_of") or dt.datetime.now(dt.UTC).date()

    def page(self, template: str, **context: Any) -> Response:
        """The answer."""
        rendering = self._request.app.state.rendering
        answer: Response = rendering.page(self._request, template, {"day": self.as_of, **context})
        return answer


def _one(value: str | None) -> tuple[str, ...]:
    return (value,) if value else ()
