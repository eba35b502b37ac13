"""Every field of every claim is documented, and nothing else is."""

from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path

import pytest

from servanda.record import KINDS, Change, Claim, Document

PAGE = Path(__file__).parents[2] / "docs" / "codebook.md"
_PRINTED = {"source": "from", "target": "to", "document": "doc"}


def documented(heading: str) -> set[str]:
    """The fields in the first column of the tables under a heading."""
    section = re.search(rf"^#+ {heading}\n(.*?)(?=^#|\Z)", PAGE.read_text("utf-8"), re.MULTILINE | re.DOTALL)
    assert section, f"{PAGE.name} has no section {heading!r}"
    rows = re.findall(r"^\| (`[^|]*?) \|", section[1], re.MULTILINE)
    return {name for row in rows for name in re.findall(r"`([^`]+)`", row)}


def stated(record: type) -> set[str]:
    return {_PRINTED.get(field.name, field.name) for field in fields(record)}


SHARED = stated(Claim)


def test_what_all_claims_have() -> None:
    assert documented("What every claim has") == SHARED | {"type", "speaker"}


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind(kind: type[Claim]) -> None:
    assert documented(kind.type.capitalize()) == stated(kind) - SHARED


def test_change_and_document() -> None:
    assert documented("Change") == stated(Change)
    assert documented("Document") == {field.name for field in fields(Document)} | {"id"}


@pytest.mark.parametrize("kind", KINDS)
def test_each_value_of_a_closed_list(kind: type[Claim]) -> None:
    import typing

    text = PAGE.read_text("utf-8")
    for name, hint in typing.get_type_hints(kind).items():
        if typing.get_origin(hint) is typing.Literal:
            missing = [value for value in typing.get_args(hint) if value not in text]
            assert not missing, f"{kind.type}.{name}: {missing}"
