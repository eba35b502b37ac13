"""What holds for any text whatever."""

from __future__ import annotations

import datetime as dt
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from servanda.problems import UsageError
from servanda.times import times

_PIECES = [
    "April", "May", "27", "2021", "2022-04-26", "27.08.20", "31", "first", "half", "of", "the", "last", "next",
    "year", "years", "months", "nine", "two", "to", "from", "until", "since", "between", "and", "-", "–", "/", ",",
    ".", ":", "\r\n", "\xa0", "\xad", "\u200f", "🙂", "e\u0301", "Monday", "11:30", "a.m.", "Q1", "1H", "FY", "'90s",
    "1990s", "century", "21st", "quarter", "ago", "earlier", "every", "same period", "early", "end of", "today",
    "weekend", "rest of", "hours", "minutes", "this month", "second half", "at 9 am", "February", "30", "99", "0000", "99999", "٣", "2199", "a", "decades", "0", "1000", "century",
]  # fmt: skip
_texts = st.one_of(
    st.text(),
    st.lists(st.sampled_from(_PIECES), max_size=25).map(" ".join),
    st.lists(st.sampled_from(_PIECES), max_size=25).map("".join),
)
_days = st.one_of(st.none(), st.dates())


@settings(max_examples=400, deadline=None)
@given(_texts, _days)
def test_any_text_gives_exact_spans_in_order(text: str, published: dt.date | None) -> None:
    place = 0
    for found in times(text, published):
        assert text[found.start : found.end] == found.text
        assert found.start >= place
        assert found.end > found.start
        place = found.end
        assert found.value


_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


@settings(max_examples=200, deadline=None)
@given(
    st.sampled_from(_WEEKDAYS),
    st.sampled_from(_WEEKDAYS),
    st.sampled_from(("met", "will meet")),
    st.dates(dt.date(1900, 1, 9), dt.date(2100, 1, 1)),
)
def test_the_ends_of_a_range_of_weekdays_are_in_order(first: str, last: str, verb: str, published: dt.date) -> None:
    (found,) = times(f"The sides {verb} from {first} to {last} in Baku.", published)
    assert found.when is not None
    begin, end = found.when.first, found.when.last
    assert begin is not None
    assert end is not None
    assert 0 <= (end - begin).days < 7
    assert [_WEEKDAYS[day.weekday()] for day in (begin, end)] == [first, last]
    assert end >= published if verb == "will meet" else begin <= published


@settings(max_examples=200, deadline=None)
@given(_texts)
def test_no_anchor_no_relative_date(text: str) -> None:
    """Without a publication date nothing takes today's: reading is the same on any day."""
    assert times(text) == times(text)
    for found in times(text):
        if found.when is not None and found.rule is None:
            assert "XXXX" not in found.when.value


@pytest.mark.parametrize(
    "piece", ["1, ", "May 1, ", "from 2020 to ", "2020-", "the end of ", "will ", "the first day of ", "two to ", "' "]
)
def test_cost_grows_with_the_length(piece: str) -> None:
    def cost(count: int) -> float:
        started = time.process_time()
        times(piece * count, "2021-05-03")
        return time.process_time() - started

    times("warm")
    short, long = min(cost(1000) for _ in range(2)), min(cost(8000) for _ in range(2))
    assert long < 8 * 4 * short + 0.05


@pytest.mark.parametrize("published", ["yesterday", "2021", "2021-13-45"])
def test_a_publication_date_must_be_one(published: str) -> None:
    with pytest.raises(UsageError):
        times("today", published)


def test_an_unknown_language_is_told() -> None:
    with pytest.raises(UsageError):
        times("heute", language="xx")
