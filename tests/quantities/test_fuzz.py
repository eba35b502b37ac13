"""Any text at all: no exception, offsets exact, time in proportion to length."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from servanda.quantities import quantities

FRAGMENTS = """\
$|€|USD|AZN|US$|5|5.5|1,000|1 000|2020|007|-5|−|–|-|/|%|percent|p.p.|million|bn|m|k|half|a|and|third|two|\
twenty|hundred|dozen|more than|between|from|to|or|up to|about|over|km|km/h|tons|°C|times|fold|doubled|\
rose|fell|by|companies|of|in|.|,|;|(|)|\n|\r\n|\xa0|\xad|\u200b|½|٥|१२|²|🙂|ﬁ|İ|é|עברית|No.|article|one|x|\
+|or more|1e9|10:30|27.08.20|Boeing|Baku\
"""
WORDS = FRAGMENTS.split("|")
MIXED = st.lists(st.sampled_from(WORDS), max_size=30).flatmap(
    lambda words: st.sampled_from([" ", "", "\u00a0", "  "]).map(lambda space: space.join(words))
)


def check(text: str) -> None:
    last = 0
    for found in quantities(text):
        assert text[found.start : found.end] == found.text
        assert last <= found.start < found.end <= len(text)
        assert found.start <= found.core.start < found.core.end <= found.end
        assert found.quantity.low is None or found.quantity.low <= found.value
        assert found.quantity.high is None or found.quantity.high >= found.value
        assert found.unit
        last = found.end


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=200))
def test_any_text(text: str) -> None:
    check(text)


@settings(max_examples=600, deadline=None)
@given(MIXED)
def test_any_words(text: str) -> None:
    check(text)


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet="0123456789.,-–/ %$€mkbnx½²°'’", max_size=120))
def test_any_digits(text: str) -> None:
    check(text)


@pytest.mark.parametrize(
    "unit",
    [
        "1",
        "9,",
        "1.",
        "$1 ",
        "1 000 ",
        "5-",
        "a ",
        "million ",
        "5 million ",
        "between 1 and ",
        "١",
        "from 5 to ",
        "more than ",
        "½",
        "twenty ",
        "one hundred and ",
        "(5) ",
        "$-",
        "5% ",
        "5%-",
        "5 or ",
    ],
)
def test_long_and_linear(unit: str) -> None:
    def seconds(times: int) -> float:
        text = unit * times
        started = time.process_time()
        check(text)
        return time.process_time() - started

    seconds(10)
    size = 20_000 // len(unit)
    short, long = min(seconds(size) for _ in range(2)), seconds(size * 5)
    assert long < max(short * 5 * 3, 0.6), (short, long)


@pytest.mark.parametrize("count", [61, 4_301, 100_000])
def test_huge_numbers(count: int) -> None:
    for text in ("9" * count, "$" + "9" * count + " million", "0." + "1" * count + "%", "9" * count + "th"):
        check(text)
