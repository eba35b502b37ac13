"""Hostile material: every field of every answer, and everything that an address can hold, comes out as text."""

from __future__ import annotations

import dataclasses
import datetime as dt
import types
import typing
from collections.abc import Callable, Mapping
from typing import Any

import pytest
from lxml import html as parser
from pages_of import OF_SCOPE
from signing import sign_in
from starlette.testclient import TestClient

from servanda.ledger import Ledger
from servanda.publish import answers
from servanda.web import app

HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(2)>'\"&{{7*7}}javascript:alert(3)"
DAY = dt.date(2024, 5, 6)


def made(wanted: Any, names: Mapping[Any, Any] = types.MappingProxyType({})) -> Any:
    """A value of a type, with the hostile text wherever a text may stand."""
    wanted = names.get(wanted, wanted)
    origin, parts = typing.get_origin(wanted), typing.get_args(wanted)
    if origin in (types.UnionType, typing.Union):
        return made(next(part for part in parts if part is not type(None)), names)
    if origin is typing.Literal:
        return HOSTILE
    if origin is tuple:
        return (
            (made(parts[0], names), made(parts[0], names))
            if parts[-1] is Ellipsis
            else tuple(made(part, names) for part in parts)
        )
    if origin in (Mapping, dict, typing.get_origin(Mapping[str, str])):
        return {HOSTILE: made(parts[1], names)} if parts[1] is not object else {HOSTILE: HOSTILE, "listed": [HOSTILE]}
    if origin is not None and dataclasses.is_dataclass(origin):
        return _filled(origin, dict(zip(origin.__parameters__, parts, strict=True)))
    if dataclasses.is_dataclass(wanted):
        return _filled(wanted, names)
    plain: dict[Any, Any] = {str: HOSTILE, int: 3, float: 2.5, bool: True, dt.date: DAY, dt.datetime: dt.datetime(2024, 5, 6, tzinfo=dt.UTC), object: HOSTILE}  # fmt: skip
    return plain[wanted]


_OPEN: list[Any] = []


def _filled(kind: Any, names: Mapping[Any, Any]) -> Any:
    """A record with all its fields filled; one within itself ends there."""
    hints = typing.get_type_hints(kind, vars(answers))
    _OPEN.append(kind)
    try:
        return kind(**{field.name: made(hints[field.name], names) for field in dataclasses.fields(kind)})
    finally:
        _OPEN.pop()


class Hostile:
    """A shelf whose every answer is full of hostile text."""

    def __getattr__(self, name: str) -> Callable[..., Any]:
        wanted = typing.get_type_hints(getattr(_shelf(), name), vars(answers))["return"]
        return lambda *_, **__: None if wanted is type(None) else _shaped(made(wanted))


def _shelf() -> Any:
    from servanda.publish import Shelf

    return Shelf


def _shaped(answer: Any) -> Any:
    """What must be in shape for a page to be made at all: places in a text."""
    if isinstance(answer, answers.DocumentPage):
        claims = tuple(
            dataclasses.replace(one, claim=f"{HOSTILE}{place}", start=place, end=len(HOSTILE))
            for place, one in enumerate(answer.claims)
        )
        return dataclasses.replace(answer, paragraphs=((0, len(HOSTILE)),), claims=claims)
    return answer


@pytest.fixture
def hostile(kept: Ledger) -> Any:
    """A browser of an editor, who is shown every form there is."""
    application = app(kept)
    application.state.shelf = Hostile()
    with TestClient(application, raise_server_exceptions=False) as client:
        sign_in(client, "editor")
        yield client


def assert_harmless(text: str) -> None:
    tree = parser.fromstring(text)
    assert all(
        one.get("src", "").startswith("/static/") and not (one.text or "").strip() for one in tree.iter("script")
    )
    for one in tree.iter():
        if isinstance(one.tag, str):
            assert one.get("src", "/static/").startswith("/static/"), parser.tostring(one)
            for name, value in one.attrib.items():
                assert not name.startswith("on"), parser.tostring(one)
                assert name not in ("href", "action", "formaction") or value.startswith(("/", "#", "?")), (name, value)


@pytest.mark.parametrize(
    "page",
    [
        "/", "/scope/AZ-RU", *(f"{page}?scope=AZ-RU" for page in OF_SCOPE), *OF_SCOPE, "/undertakings?scope=AZ-RU&view=table", "/search?q=x",
        "/document/1", "/finding/AZ-RU/1", "/session/1", "/person/1", "/body/1", "/undertaking/1",
        "/review?scope=AZ-RU",
    ],
)  # fmt: skip
def test_whatever_the_record_holds_comes_out_as_text(hostile: Any, page: str) -> None:
    answer = hostile.get(page)
    assert answer.status_code == 200, answer.text
    assert_harmless(answer.text)
    assert page in OF_SCOPE or "&lt;script&gt;alert(1)" in answer.text
    assert "49javascript" not in answer.text


@pytest.mark.parametrize(
    "page",
    [
        "/",
        "/nowhere",
        "/search",
        "/scope/AZ-RU",
        "/timeline",
        "/figures",
        "/people",
        "/documents",
        "/session/x",
        "/claim/x",
    ],
)
@pytest.mark.parametrize(
    "name",
    [
        "q",
        "scope",
        "as_of",
        "kind",
        "status",
        "text",
        "cursor",
        "since",
        "lang",
        "owner",
        "view",
        "decided",
        "silent_for",
        "year",
    ],
)
def test_whatever_an_address_holds_comes_out_as_text(client: TestClient, page: str, name: str) -> None:
    answer = client.get(page, params={"scope": "AZ-RU", name: HOSTILE})
    assert answer.status_code in (200, 303, 400, 404), answer.text
    assert_harmless(answer.text)


def test_an_address_with_a_hostile_path_comes_out_as_text(client: TestClient) -> None:
    answer = client.get(f"/person/{HOSTILE}")
    assert answer.status_code == 404
    assert_harmless(answer.text)
    assert "&lt;script&gt;" in answer.text
