"""Numbers and bounds as people read them."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servanda.reconcile.words import amount, between, factored, percent

CASES = [
    (("2850000000", "2950000000"), "2.85 to 2.95 bn USD"),
    (("3021500000", "3022500000"), "3.0215 to 3.0225 bn USD"),
    (("934050000", "934150000"), "934.05 to 934.15 m USD"),
    (("990000000", "1010000000"), "990 m to 1.01 bn USD"),
    (("-1555500000", "-1554500000"), "-1.5555 to -1.5545 bn USD"),
    (("6000000000", None), "at least 6 bn USD"),
    ((None, "5"), "at most 5 USD"),
    (("237742.1", "254827.5"), "237,742 to 254,828 USD"),
    (("14", "14"), "14 USD"),
]


@pytest.mark.parametrize(("bounds", "said"), CASES)
def test_bounds(bounds: tuple[str | None, str | None], said: str) -> None:
    low, high = (None if bound is None else Decimal(bound) for bound in bounds)
    assert between((low, high), "USD") == said


def test_counts_have_no_unit() -> None:
    assert between((Decimal(187500), Decimal(188500)), "count") == "187,500 to 188,500"


@given(st.integers(-(10**13), 10**13), st.integers(1, 10**9))
def test_two_bounds_are_never_told_as_one(low: int, width: int) -> None:
    """However near they lie, a reader sees that they differ."""
    ends = between((Decimal(low), Decimal(low + width))).split(" to ")
    assert len(ends) == 2
    assert ends[0] != ends[1]


def test_growth_and_factors() -> None:
    assert percent((Decimal("1.1435"), Decimal("1.1445"))) == "14.35 to 14.45 % up"
    assert percent((Decimal("0.82"), Decimal("0.86"))) == "14 to 18 % down"
    assert percent((Decimal("1.2"), None)) == "at least 20 % up"
    assert factored(Fraction(3, 2)) == "1.5"
    assert factored(Fraction(2, 3)) == "2/3"
    assert amount(Fraction(2_850_000_000) / Fraction("1.1445"), "USD") == "2.49 bn USD"
