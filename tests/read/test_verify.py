"""The verifier keeps only what its own words bear out."""

import datetime as dt
from decimal import Decimal

import pytest

import servanda
from servanda.read.verify import verified
from servanda.record import Document, Figure, Person

TEXT = "Trade of Kenya and Uganda reached $1.2 billion in 2021, said the Minister of Trade Asha Odhiambo."
DOCUMENT = Document(name="a.txt", text=TEXT, sha256="0", published=dt.date(2022, 5, 5))


def _figure(quote: str, value: str) -> Figure:
    start = TEXT.index(quote)
    return Figure(
        document="0", start=start, end=start + len(quote), quote=quote, indicator="trade turnover", value=Decimal(value)
    )


def test_a_value_that_is_not_in_the_words_is_dropped_and_told() -> None:
    true, false = _figure("reached $1.2 billion", "1200000000"), _figure("$1.2 billion in 2021", "1300000000")
    kept, problems = verified([true, false], DOCUMENT)
    assert kept == [true]
    assert [problem.code for problem in problems] == ["unverified"]


def test_a_name_that_is_not_in_the_words_is_dropped() -> None:
    start = TEXT.index("Asha")
    person = Person(document="0", start=start, end=start + 13, quote="Asha Odhiambo", name="Akinyi Odhiambo")
    kept, problems = verified([person], DOCUMENT)
    assert not kept
    assert "Akinyi" in problems[0].message


@pytest.mark.parametrize("cut", range(1, len("billion")))
def test_a_number_whose_scale_is_cut_off_gives_no_value(cut: int) -> None:
    said = servanda.read(
        "Trade between Kenya and Uganda reached $1.2 " + "billion"[:cut], published="2022-05-05"
    ).result
    assert not [claim for claim in said if claim.type == "figure" and claim.value is not None]


def test_a_number_with_its_scale_needs_no_full_stop() -> None:
    said = servanda.read("Trade between Kenya and Uganda reached $1.2 billion", published="2022-05-05").result
    assert [claim.value for claim in said if claim.type == "figure"] == [Decimal(1_200_000_000)]
