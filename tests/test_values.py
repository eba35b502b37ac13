"""Dates as precise as their text, and numbers with the interval that their print leaves open."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servanda.values import Quantity, Span, When


@pytest.mark.parametrize(
    ("value", "first", "last", "year"),
    [
        ("2021", (2021, 1, 1), (2021, 12, 31), 2021),
        ("2024-02", (2024, 2, 1), (2024, 2, 29), 2024),
        ("2021-04-27", (2021, 4, 27), (2021, 4, 27), 2021),
        ("2021-Q3", (2021, 7, 1), (2021, 9, 30), 2021),
        ("2021-H1", (2021, 1, 1), (2021, 6, 30), 2021),
        ("2021-01/2021-11", (2021, 1, 1), (2021, 11, 30), 2021),
        ("2020-11/2021-02", (2020, 11, 1), (2021, 2, 28), None),
        ("2018/..", (2018, 1, 1), None, None),
        ("../2024", None, (2024, 12, 31), None),
        ("../..", None, None, None),
    ],
)
def test_a_period_has_a_first_and_a_last_day(
    value: str, first: tuple[int, int, int] | None, last: tuple[int, int, int] | None, year: int | None
) -> None:
    when = When(value)
    assert when.first == (dt.date(*first) if first else None)
    assert when.last == (dt.date(*last) if last else None)
    assert when.year == year
    assert str(when) == value


@pytest.mark.parametrize(
    "value",
    [
        "",
        "21",
        "2021-4",
        "2021-13",
        "2021-02-30",
        "2021-Q5",
        "2021-Q0",
        "2021-H3",
        "0000",
        "2021-04-27T11:00",
        "yesterday",
        "2021/2020",
        "2021 ",
    ],
)
def test_what_is_no_date_raises(value: str) -> None:
    with pytest.raises(ValueError):
        When(value)


@given(st.dates(min_value=dt.date(1000, 1, 1)))
def test_a_day_lies_within_itself_its_month_quarter_half_and_year(day: dt.date) -> None:
    quarter, half = (day.month + 2) // 3, 1 + (day.month > 6)
    parts = (f"{day:%Y-%m-%d}", f"{day:%Y-%m}", f"{day:%Y}-Q{quarter}", f"{day:%Y}-H{half}", f"{day:%Y}", "../..")
    assert all(When(part).covers(day) for part in parts)
    assert not When(f"{day.year % 8000 + 1001}").covers(day)


@given(st.text(max_size=20))
def test_any_text_is_a_date_or_a_value_error(text: str) -> None:
    try:
        when = When(text)
    except ValueError:
        return
    assert when.first is None or when.last is None or when.first <= when.last


@pytest.mark.parametrize(
    ("printed", "scale", "qualifier", "exact", "low", "high"),
    [
        ("2.9", 10**9, "=", False, "2850000000", "2950000000"),
        ("3.022", 10**9, "=", False, "3021500000", "3022500000"),
        ("900", 1, "=", True, "900", "900"),
        ("900", 1, "=", False, "899.5", "900.5"),
        ("6", 10**9, ">", False, "6000000000", None),
        ("5", 1, "<", False, None, "5"),
        ("-5", 1, "=", False, "-5.5", "-4.5"),
        ("0.10", 1, "=", False, "0.095", "0.105"),
    ],
)
def test_the_interval_of_a_print(
    printed: str, scale: int, qualifier: str, exact: bool, low: str | None, high: str | None
) -> None:
    made = Quantity.from_print(printed, unit="USD", scale=scale, qualifier=qualifier, exact=exact)  # type: ignore[arg-type]
    assert made.value == Decimal(printed) * scale
    assert (made.low, made.high) == (Decimal(low) if low else None, Decimal(high) if high else None)


@pytest.mark.parametrize("printed", ["", "five", "1,5", "NaN", "Infinity", "-", "0x10"])
def test_what_is_no_number_raises(printed: str) -> None:
    with pytest.raises(ValueError):
        Quantity.from_print(printed, unit="count")


@given(
    st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**9), max_value=10**9, places=3),
    st.sampled_from([1, 10**3, 10**9]),
)
def test_the_value_lies_within_its_bounds(number: Decimal, scale: int) -> None:
    made = Quantity.from_print(f"{number:f}", unit="tonne", scale=scale)
    assert made.low is not None
    assert made.high is not None
    assert made.low < made.value < made.high


def test_a_quantity_prints_plainly() -> None:
    assert str(Quantity.from_print("2.90", unit="USD", scale=10**9)) == "2900000000 USD"


def test_a_span_is_two_numbers() -> None:
    assert "trade"[slice(*Span(1, 3))] == "ra"
