"""The records: one page of fields, ids that do not move, and the very object of the codebook."""

from __future__ import annotations

import dataclasses
import json
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servanda.record import (
    KIND_BY_NAME,
    KINDS,
    Change,
    Claim,
    Commitment,
    Document,
    Event,
    Figure,
    Instrument,
    Meeting,
    Person,
    digest,
)

PLACE: dict[str, Any] = {"document": "d", "start": 3, "end": 8, "quote": "words"}
FIGURE = Figure(
    **PLACE, indicator="exports", source="AZ", target="RU", value=Decimal("733500000.0"), low=Decimal(1), unit="USD", qualifier="=",
    change=Change(percent=Decimal("17.5")), speakers=("A", "B"), rule="r",
)  # fmt: skip

#: The fields that the codebook gives each kind, beside those that all claims share.
CODEBOOK = {
    "meeting": {"body", "ordinal", "kind", "date", "place", "format", "status", "participants", "chairs"},
    "figure": {"indicator", "of", "from", "to", "period", "value", "unit", "qualifier", "change", "forecast"},
    "event": {"name", "ordinal", "date", "place", "status", "postponed_from"},
    "instrument": {"kind", "title", "status", "date", "count", "ordinal"},
    "commitment": {"who", "what", "due", "status", "strength"},
    "person": {"name", "role", "of"},
    "body": {"name", "kind", "status"},
}
SHARED = {"doc", "type", "start", "end", "quote", "speaker"}


def test_the_seven_kinds() -> None:
    assert set(KIND_BY_NAME) == set(CODEBOOK)
    assert len(KINDS) == 7


@pytest.mark.parametrize("kind", KINDS)
def test_a_record_is_frozen(kind: type[Claim]) -> None:
    assert dataclasses.is_dataclass(kind)
    assert kind.__dataclass_params__.frozen  # type: ignore[attr-defined]


@pytest.mark.parametrize("name", CODEBOOK)
def test_a_claim_has_the_fields_of_the_codebook(name: str) -> None:
    fields = {f.name for f in dataclasses.fields(KIND_BY_NAME[name])}
    fields = {{"source": "from", "target": "to"}.get(f, f) for f in fields} if name == "figure" else fields
    assert fields >= CODEBOOK[name]


def test_a_figure_as_an_object_of_the_codebook() -> None:
    told = FIGURE.as_dict("a.txt")
    assert told.keys() >= SHARED | CODEBOOK["figure"]
    assert (told["doc"], told["from"], told["to"], told["value"], told["speaker"]) == (
        "a.txt",
        "AZ",
        "RU",
        733500000,
        "A",
    )
    assert told["change"]["percent"] == 17.5
    assert json.loads(json.dumps(told)) == told
    assert FIGURE.as_dict()["doc"] == "d"


def test_an_id_is_of_what_is_stated_and_where() -> None:
    assert FIGURE.id == dataclasses.replace(FIGURE, rule="another").id
    assert FIGURE.id == dataclasses.replace(FIGURE, date_rule="worked out otherwise").id
    others = [
        dataclasses.replace(FIGURE, start=4),
        dataclasses.replace(FIGURE, document="e"),
        dataclasses.replace(FIGURE, value=Decimal(1)),
        dataclasses.replace(FIGURE, speakers=()),
        dataclasses.replace(FIGURE, change=None),
        Event(**PLACE, name="exports"),
        Person(**PLACE, name="exports"),
    ]
    assert len({FIGURE.id, *(one.id for one in others)}) == len(others) + 1


def test_ids_stay_the_same_from_version_to_version() -> None:
    """Whoever keeps ids must find the claims again: a change here is a change of the journal's format."""
    assert Meeting(**PLACE, body="Commission", ordinal=5).id == Meeting(**PLACE, body="Commission", ordinal=5).id
    assert digest("a", None, 1) == digest("a", "", "1")
    assert digest("a", "b") != digest("ab")
    assert len(FIGURE.id) == 20


def test_half_a_character_has_an_id_too() -> None:
    assert len(Person(document="d", start=0, end=1, quote="\ud800", name="\ud800").id) == 20


@given(st.text(max_size=30), st.integers(0, 10**6), st.lists(st.text(max_size=10), max_size=3))
def test_any_claim_has_an_id_and_an_object(text: str, start: int, who: list[str]) -> None:
    def make() -> Commitment:
        return Commitment(
            document="d",
            start=start,
            end=start + 1,
            quote=text,
            who=tuple(who),
            what=text,
            status="agreed",
            strength="agreed",
        )

    assert make().id == make().id
    assert make().as_dict()["who"] == who


def test_a_document_is_its_bytes() -> None:
    one = Document(name="a.txt", text="x", sha256="ab" * 32)
    assert one.id == dataclasses.replace(one, name="b.txt", title="t").id == "ab" * 10


def test_what_the_text_does_not_say_is_none() -> None:
    told = Instrument(**PLACE, kind="agreement", title="agreement", status="signed").as_dict()
    assert all(told[name] is None for name in ("date", "count", "ordinal", "speaker", "rule", "date_rule"))
