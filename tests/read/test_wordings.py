"""One thing told in many wordings: each must give the same fields (see ``wordings.yml`` beside this file)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

import servanda

_SETTING = "Trade between Kenya and Uganda is growing. The two countries are neighbours. "
_WORDINGS: dict[str, list[dict[str, Any]]] = yaml.safe_load(
    Path(__file__).with_name("wordings.yml").read_text(encoding="utf-8")
)
_ALL = [item for listed in _WORDINGS.values() for item in listed]


def claims(text: str) -> list[dict[str, Any]]:
    return [claim.as_dict() for claim in servanda.read(_SETTING + text, published="2023-06-14").result]


def agrees(claim: dict[str, Any], field: str, wanted: Any) -> bool:
    told = claim.get(field)
    if field == "percent":
        return abs(float((claim.get("change") or {}).get("percent") or 0)) == wanted
    if field == "value":
        return told is not None and abs(float(told) - wanted) <= 1e-6 * abs(wanted)
    if field == "participants":
        return set(wanted) <= set(told or ())
    if field == "title":
        return wanted.lower() in str(told).lower()
    if isinstance(wanted, dict):
        return told in wanted["any"]
    return bool(told == wanted)


@pytest.mark.parametrize("item", [i for i in _ALL if "tells" in i], ids=lambda item: item["text"][:70])
def test_what_a_wording_tells(item: dict[str, Any]) -> None:
    found = claims(item["text"])
    for wanted in item["tells"]:
        assert any(all(agrees(claim, field, value) for field, value in wanted.items()) for claim in found), (
            wanted,
            found,
        )


@pytest.mark.parametrize("item", [i for i in _ALL if "never" in i], ids=lambda item: item["text"][:70])
def test_what_a_wording_does_not_tell(item: dict[str, Any]) -> None:
    assert [claim for claim in claims(item["text"]) if claim["type"] == item["never"]] == []
