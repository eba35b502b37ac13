"""Every example of the header data is run, and what must stay unfound stays unfound."""

from __future__ import annotations

import datetime as dt
import time
from importlib.resources import files
from typing import Any

import pytest
import yaml

from servanda.sources.header import Header, header, words

DATA: dict[str, Any] = yaml.safe_load(files("servanda.data").joinpath("headers.yml").read_text("utf-8"))
BODY = "\n\nThe parties discussed a wide range of questions at length and in detail." * 8


@pytest.mark.parametrize("example", DATA["examples"], ids=lambda example: example["text"][:40])
@pytest.mark.parametrize("body", ["", BODY], ids=["alone", "above a text"])
def test_example(example: dict[str, Any], body: str) -> None:
    found = header(example["text"] + body)
    assert (found.published, found.outlet) == (example.get("published"), example.get("outlet"))
    assert found.words is None or found.words in example["text"]


@pytest.mark.parametrize("text", DATA["counterexamples"])
def test_counterexample(text: str) -> None:
    assert header(text) == header(text + BODY) == Header()


def test_a_date_below_the_head_is_not_looked_at() -> None:
    assert header("One line.\n" * 5 + "Published: 12 March 2023\n" + BODY).published is None


def test_a_labelled_date_at_the_foot_counts() -> None:
    found = header("Talks were held." + BODY + "\n\nPublished: 12 March 2023")
    assert found.published == dt.date(2023, 3, 12)


def test_an_unlabelled_date_at_the_foot_does_not() -> None:
    assert header("Talks were held." + BODY + "\n\nBaku, 12 March 2023").published is None


def test_two_different_days_are_both_told() -> None:
    found = header("2023-03-12\nBaku / 27.08.20 / Turan: The ministers met.")
    assert (found.published, found.words, found.other) == (dt.date(2023, 3, 12), "2023-03-12", "27.08.20")


def test_days_a_time_zone_apart_are_no_conflict() -> None:
    assert header("2023-03-12\nMOSCOW, 11 March 2023 - The ministers met.").other is None


def test_months_of_all_languages_are_complete() -> None:
    assert set(words().months.values()) == set(range(1, 13))


@pytest.mark.parametrize("unit", ["1", "1 ", "A. ", "1.1.", "(", "/ ", "Ab 1 ", "12 may ", "Ab, ", "\n", "20.20.20 "])
def test_hostile_heads_cost_little(unit: str) -> None:
    text = unit * 100_000
    start = time.process_time()
    header(text)
    assert time.process_time() - start < 0.1
