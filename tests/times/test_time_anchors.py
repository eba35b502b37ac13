"""How an expression leans on publication, year, reference and tense."""

from __future__ import annotations

import datetime as dt

import pytest

from servanda.times import Anchor, Expression, resolve, times
from servanda.times.expressions import Recurring, Weekday
from servanda.values import When

_APRIL_27 = Recurring(grain="day", number=4, day=27)


def when(expression: Expression, anchor: Anchor) -> str | None:
    resolved = resolve(expression, anchor).when
    return resolved.value if resolved else None


def test_no_year_without_an_anchor() -> None:
    resolved = resolve(_APRIL_27, Anchor())
    assert resolved.when is None
    assert resolved.timex == "XXXX-04-27"


@pytest.mark.parametrize(
    ("published", "tense", "expected"),
    [
        ("2021-05-03", None, "2021-04-27"),
        ("2021-05-03", "past", "2021-04-27"),
        ("2021-04-20", "future", "2021-04-27"),
        ("2021-04-20", None, "2021-04-27"),
        ("2021-01-24", "past", "2020-04-27"),
        ("2021-12-01", "future", "2022-04-27"),
        ("2021-04-27", "past", "2021-04-27"),
    ],
)
def test_year_by_publication(published: str, tense: str | None, expected: str) -> None:
    anchor = Anchor(published=dt.date.fromisoformat(published), tense=tense)  # type: ignore[arg-type]
    assert when(_APRIL_27, anchor) == expected


def test_year_from_the_text_around() -> None:
    resolved = resolve(_APRIL_27, Anchor(year=2021))
    assert resolved.when == When("2021-04-27", rule="year 2021 from the text around")


def test_a_year_that_is_not_of_publication_wins() -> None:
    assert when(_APRIL_27, Anchor(published=dt.date(2024, 1, 24), year=2019)) == "2019-04-27"


def test_the_year_of_publication_does_not_force_december_ahead() -> None:
    december = Recurring(grain="day", number=12, day=20)
    assert when(december, Anchor(published=dt.date(2024, 1, 24), year=2024)) == "2023-12-20"


def test_the_weekday_picks_the_year() -> None:
    wednesday = Recurring(grain="day", number=4, day=27, weekday=3)
    assert when(wednesday, Anchor(published=dt.date(2021, 6, 1))) == "2022-04-27"


@pytest.mark.parametrize(
    ("tense", "expected"), [(None, "2020-08-26"), ("past", "2020-08-26"), ("future", "2020-09-02")]
)
def test_weekday(tense: str | None, expected: str) -> None:
    assert when(Weekday(day=3), Anchor(published=dt.date(2020, 8, 27), tense=tense)) == expected  # type: ignore[arg-type]


def test_the_day_of_publication_itself() -> None:
    assert when(Weekday(day=4), Anchor(published=dt.date(2020, 8, 27))) == "2020-08-27"


def test_the_same_period_takes_the_months_of_the_period_before() -> None:
    found = times("In January-June 2020 trade fell against the same period of 2019.")
    assert [t.when.value for t in found if t.when] == ["2020-01/2020-06", "2019-01/2019-06"]


def test_tense_decides() -> None:
    past, ahead = times("They met on Friday. They will meet on Friday.", "2021-05-03")
    assert (past.value, ahead.value) == ("2021-04-30", "2021-05-07")


@pytest.mark.parametrize(
    ("text", "value", "relation"),
    [
        ("since 2018", "2018/..", "since"),
        ("until 2024", "../2024", "until"),
        ("as of January 1, 2023", "2023-01-01", "as of"),
        ("by 2025", "2025", "in"),
        ("from January to June 2020", "2020-01/2020-06", "in"),
        ("from 2022 onwards", "2022/..", "since"),
    ],
)
def test_relation(text: str, value: str, relation: str) -> None:
    (found,) = times(text)
    assert found.when is not None
    assert (found.when.value, found.when.relation) == (value, relation)


def test_rules_are_told() -> None:
    (found,) = times("on April 27", "2021-05-03")
    assert found.rule == "year from publication date 2021-05-03, nearest"
