"""Standing bodies: created, planned, proposed, working, or merely mentioned."""

from __future__ import annotations

import datetime as dt
import hashlib

import pytest

from servanda.read import bodies
from servanda.read.reader import discourse
from servanda.record import Body, Document

_BEFORE = "Talks between Georgia and Jordan were held in Amman. "


def _read(text: str) -> list[Body]:
    digest = hashlib.sha256(text.encode()).hexdigest()
    document = Document(name="t", text=text, sha256=digest, published=dt.date(2024, 5, 15), language="en")
    return list(bodies.read(discourse(document, "en")))


@pytest.mark.parametrize(
    ("text", "name", "status"),
    [
        (
            "The sides have established a joint working group on food safety.",
            "Joint working group on food safety",
            "established",
        ),
        ("A joint working group on energy has been set up.", "Joint working group on energy", "established"),
        ("A business council was created last year.", "Business council", "established"),
        ("The sides agreed to form a joint business council.", "Joint business council", "planned"),
        ("The parties plan to create an expert group.", "Expert group", "planned"),
        ("Jordan proposed creating a working group on customs.", "Working group on customs", "proposed"),
        ("The working group on agriculture will prepare a list of farms.", "Working group on agriculture", "working"),
        ("The working group on transport has prepared proposals.", "Working group on transport", "working"),
    ],
)
def test_told(text: str, name: str, status: str) -> None:
    found = _read(_BEFORE + text)
    assert [(body.name, body.status) for body in found] == [(name, status)]
    assert set(found[0].countries) == {"GE", "JO"}


@pytest.mark.parametrize(
    "text",
    [
        "The sides thanked the working group on agriculture.",
        "The commission heard reports of working groups.",
        "Goods worth $3 million were traded.",
    ],
)
def test_mentioned_only(text: str) -> None:
    assert _read(_BEFORE + text) == []


def test_the_main_commission_is_no_news() -> None:
    text = "The 5th session of the Georgian-Jordanian intergovernmental commission was held. It discussed trade."
    assert _read(text) == []


def test_one_claim_a_body_and_the_strongest_word() -> None:
    text = _BEFORE + "The working group on ports has met. The sides have established a working group on ports."
    assert [(body.name, body.status) for body in _read(text)] == [("Working group on ports", "established")]


def test_nothing_without_two_sides() -> None:
    assert _read("The ministry has established a working group on schools.") == []
