"""Places in a ranking, tested against other documents and against figures."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from claims import figure

from servanda.ledger import Ledger
from servanda.reconcile import Reconciliation
from servanda.reconcile.findings import Finding
from servanda.reconcile.observations import Said
from servanda.record import Figure


def place(quote: str, number: int, *, sentence: str = "", period: str | None = "2021", document: str = "d") -> Said:
    """A place in a ranking, as a claim of its own; quoted from its number on."""
    made = figure(period=period, quote=quote, sentence=sentence or f"Russia came {quote}.", document=document)
    assert isinstance(made.claim, Figure)
    value = Decimal(number)
    claim = replace(made.claim, indicator="other:rank", value=value, low=value, high=value, unit="rank", qualifier="=")
    return replace(made, claim=claim, id=f"{document} {quote} {period}")


def turnover(sentence: str, document: str = "d", period: str = "2021") -> Said:
    """A turnover of 3 billion between AZ and RU, and what its sentence says of the partner."""
    quote = f"turnover came to 3.0 billion in {period}"
    return figure("trade turnover", "3.0", period, quote=quote, sentence=f"{sentence}, as {quote}.", document=document)


def with_other(code: str, printed: str, period: str = "2021") -> Said:
    """Turnover of AZ with another country."""
    made = figure("trade turnover", printed, period, document=f"with {code}")
    claim = replace(made.claim, countries=("AZ", code))  # type: ignore[call-arg]
    return replace(made, claim=claim, id=f"{code} {printed} {period}")


def placed(*said: Said) -> list[Finding]:
    """What is found of places, that of the first claim first."""
    found = [one for one in Reconciliation(said).comparisons if one.series == "rank"]
    return sorted(found, key=lambda one: one.witnesses[0].claim != said[0].id)


THIRD = "third among Azerbaijan's trading partners"


@pytest.mark.parametrize(
    ("other", "verdict", "why"),
    [
        (place("third largest trading partner of Azerbaijan", 3, document="e"), "confirmed", "e.txt says so too"),
        (place("fifth among Azerbaijan's trading partners", 5, document="e"), "refuted", "“fifth among"),
        (place("fifth among Azerbaijan's trading partners", 5, document="e", period="2022"), "not testable", "nobody else"),
        (place("fifth among Russia's trading partners", 5, document="e"), "not testable", "nobody else"),
        (place("fifth among Azerbaijan's trading partners in Asia", 5, document="e"), "not testable", "nobody else"),
        (place("fifth among investors in Azerbaijan", 5, document="e"), "not testable", "nobody else"),
        (place(THIRD, 3, document="e"), "not testable", "nobody else"),
    ],
    ids=["same", "other", "another year", "of another", "in a region", "another matter", "a copy"],
)  # fmt: skip
def test_a_place_against_another(other: Said, verdict: str, why: str) -> None:
    found = placed(place(THIRD, 3), other)[0]
    assert found.verdict == verdict
    assert why in found.summary


@pytest.mark.parametrize(
    ("one", "untold"),
    [
        (place(THIRD, 3, period=None), "for which time"),
        (place("third largest trading partner", 3), "whose partners"),
        (place("third among Azerbaijan's trading partners in Asia", 3), "by what"),
        (turnover("Russia is Azerbaijan's largest trading partner in the region"), "by what"),
        (
            place(
                "third largest trading partner of Azerbaijan",
                3,
                sentence="Russia is the third largest trading partner of Azerbaijan in Asia.",
            ),
            "by what",
        ),
        (turnover("Russia is one of the leading trade partners of Azerbaijan"), "how many"),
    ],
)
def test_what_is_not_told_is_said(one: Said, untold: str) -> None:
    (found,) = placed(one)
    assert found.verdict == "not testable"
    assert f"it is not told {untold}" in found.summary


LARGEST = "Russia is Azerbaijan's largest trading partner"


@pytest.mark.parametrize(
    ("sentence", "others", "verdict"),
    [
        (LARGEST, [("TR", "3.4")], "refuted"),
        (LARGEST, [("TR", "2.4")], "not testable"),
        (LARGEST, [("TR", "3.0")], "not testable"),
        ("Russia is the leading trade partner of Azerbaijan", [("TR", "3.4")], "refuted"),
        ("Russia is one of the two largest partners of Azerbaijan", [("TR", "3.4")], "not testable"),
        ("Russia is one of Azerbaijan's two largest partners", [("TR", "3.4"), ("IT", "9.1")], "refuted"),
    ],
)
def test_figures_of_other_partners_can_only_refute(sentence: str, others: list[tuple[str, str]], verdict: str) -> None:
    found = placed(turnover(sentence), *[with_other(*other) for other in others])
    assert [one.verdict for one in found] == [verdict]
    if verdict == "refuted":
        assert "trade with others came to more" in found[0].summary
        assert len(found[0].witnesses) == 1 + len(others)


def test_one_of_the_first_so_many_is_borne_out_or_refuted_by_a_place() -> None:
    among = turnover("Russia is among the five largest trading partners of Azerbaijan")
    assert placed(among, place(THIRD, 3, document="e"))[0].verdict == "confirmed"
    sixth = place("sixth among Azerbaijan's trading partners", 6, document="e")
    assert [one.verdict for one in placed(among, sixth)] == ["refuted", "refuted"]


def test_one_place_is_not_for_two() -> None:
    other = place(THIRD, 3, document="e", sentence=f"Italy came {THIRD}.")
    other = replace(other, claim=replace(other.claim, countries=("AZ", "IT")))  # type: ignore[call-arg]
    found = placed(place(THIRD, 3), other)
    assert [one.verdict for one in found] == ["refuted", "refuted"]
    assert "is said of IT" in found[0].summary
    assert len(found[0].witnesses) == 2


def test_from_reports(tmp_path: Path) -> None:
    text = "BAKU, March 1, 2022 - Azerbaijan and Russia met in Baku. Russia ranked {} among Azerbaijan's trading partners in 2021."
    with Ledger.open(tmp_path / "record.db") as ledger:
        ledger.add(text.format("third").encode(), name="a.txt")
        assert [one.verdict for one in ledger.reconciliation().comparisons] == ["not testable"]
        ledger.add(text.format("fourth").encode(), name="b.txt")
        assert [one.verdict for one in ledger.reconciliation().comparisons] == ["refuted", "refuted"]
