"""The dates of the seed documents that must be worked out, as `stories.md` (10) tells them."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from servanda.ledger import read_only
from servanda.record import Claim, Meeting

SHARED = Path(__file__).parents[2].parent / "shared"

#: File, the words that hold the date, the day that follows, and why.
WORKED_OUT = [
    ("000", "on Wednesday", "2020-08-26"),  # the weekday before the dateline
    ("001", "April 27", "2021-04-27"),  # from "June 2021" ahead and "2020" behind
    ("003", "July 7", "2023-07-07"),  # from "the first half of 2023"
]


@pytest.fixture(scope="module")
def claims() -> dict[str, list[Claim]]:
    """The claims of each seed document, by the number that begins its name."""
    if not (SHARED / "seeds").is_dir():
        missing = f"the seed documents are not here ({SHARED / 'seeds'})"
        if os.environ.get("CI") == "true":
            pytest.fail(f"{missing}, and CI must read them")
        pytest.skip(missing)
    found: dict[str, list[Claim]] = {}
    for one in read_only([SHARED / "seeds"]):
        for name, claim in one.claims:
            found.setdefault(name[:3], []).append(claim)
    return found


@pytest.mark.parametrize(("name", "words", "day"), WORKED_OUT)
def test_a_date_is_worked_out(name: str, words: str, day: str, claims: dict[str, list[Claim]]) -> None:
    days = [claim.date for claim in claims[name] if isinstance(claim, Meeting)]
    assert day in days, (words, days)
    worked = next(claim for claim in claims[name] if isinstance(claim, Meeting) and claim.date == day)
    assert worked.date_rule, "a date that was worked out tells how"
