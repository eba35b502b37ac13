"""Claims as observations: which quantity, which months, which bounds."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

import pytest
from claims import BILLION, figure, grew, papers

from servanda.reconcile.observations import Interval, Months, Observation, Said, observations, rounding, statements
from servanda.record import Change


def observed(said: Said) -> Observation:
    (one,) = observations(said)
    return one


def months(first: str, last: str) -> Months:
    return Months(*(int(day[:4]) * 12 + int(day[5:]) - 1 for day in (first, last)))


@pytest.mark.parametrize(
    ("printed", "qualifier", "low", "high"),
    [
        ("2.9", "=", 2.85, 2.95),
        ("3.022", "=", 3.0215, 3.0225),
        ("6", ">", 6, None),
        ("6", "<", None, 6),
        ("2.9", "~", 2.61, 3.19),
        ("2.9", "record", 2.85, 2.95),
    ],
)
def test_bounds_are_those_of_the_print(printed: str, qualifier: str, low: float | None, high: float | None) -> None:
    level = observed(figure("trade turnover", printed, "2021", qualifier=qualifier)).level
    assert level is not None
    assert [bound and float(bound) / BILLION for bound in level] == [low, high]


def test_round_counts_are_rounded_and_small_ones_are_not() -> None:
    trips = observed(figure("tourist trips", "188000", "2023-01/2023-09", way="AZ>RU", unit="count", scale=1))
    assert trips.level == Interval(Decimal(187500), Decimal(188500))
    assert [rounding(Decimal(n)) for n in (900, 1000, 188000, 188312)] == [0, 500, 500, 0]


@pytest.mark.parametrize(
    ("indicator", "way", "flow"),
    [
        ("trade turnover", None, ""),
        ("exports", "AZ>RU", "AZ>RU"),
        ("imports", "RU>AZ", "RU>AZ"),
        ("trade balance", "AZ>RU", "net AZ>RU"),
        ("investment", None, ""),
        ("investment", "RU>AZ", "RU>AZ"),
    ],
)
def test_which_way(indicator: str, way: str | None, flow: str) -> None:
    assert observed(figure(indicator, "1.5", "2021", way=way)).series.flow == flow


def test_exports_of_nobody_knows_whom_are_not_placed() -> None:
    assert list(observations(figure("exports", "1.5", "2021"))) == []
    assert list(observations(figure("exports", "1.5", None, way="AZ>RU"))) == [], "a flow without a period"
    assert list(observations(figure("exports", "1.5", "2021-04-27", way="AZ>RU"))) == [], "a day is no month"
    assert list(observations(figure("other:inflation", "5", "2021", unit="%"))) == []


def test_a_stock_stands_at_the_day_of_the_report_and_a_flow_in_its_period() -> None:
    stock = observed(figure("investment", "6", None, way="RU>AZ", published="2020-08-27"))
    assert (stock.series.stock, stock.months) == (True, months("2020-08", "2020-08"))
    assert stock.assumes
    flow = observed(figure("investment", "0.295", "2023", way="RU>AZ", published="2024-01-24"))
    assert (flow.series.stock, flow.months, flow.assumes) == (False, months("2023-01", "2023-12"), ())
    assert list(observations(figure("investment", "6", None, way="RU>AZ"))) == [], "no day, no stock"


@pytest.mark.parametrize(
    ("change", "low", "high"),
    [
        (grew("14.4", "2020"), "1.1435", "1.1445"),
        (grew("20", "2020"), "1.195", "1.205"),
        (grew("17.5", "2020", "down"), "0.8245", "0.8255"),
        (Change(percent=Decimal(50), factor=Decimal("1.5"), base="2020"), "1.45", "1.55"),
        (Change(percent=Decimal(60), factor=Decimal("0.4"), direction="down", base="2020"), "0.35", "0.45"),
    ],
)
def test_growth(change: Change, low: str, high: str) -> None:
    growth = observed(figure("trade turnover", None, "2021", change=change)).growth
    assert growth is not None
    assert (growth.by, growth.base) == (Interval(Decimal(low), Decimal(high)), months("2020-01", "2020-12"))


def test_three_times_less_is_the_inverse_of_what_was_printed() -> None:
    change = Change(percent=Decimal(66), factor=Decimal(1) / 3, direction="down", base="2020")
    growth = observed(figure("trade turnover", None, "2021", change=change)).growth
    assert growth is not None
    assert [round(float(bound), 3) for bound in growth.by if bound is not None] == [0.286, 0.4]


def test_growth_by_an_amount() -> None:
    change = Change(absolute=Decimal(530_000_000), direction="down", base="2020")
    growth = observed(figure("trade turnover", None, "2021", change=change)).growth
    assert growth is not None
    assert growth.absolute
    assert growth.by == Interval(Decimal(-535_000_000), Decimal(-525_000_000))


def test_part_of_a_year_against_a_year_is_taken_like_for_like_and_says_so() -> None:
    said = figure(
        "tourist trips", "369000", "2023-01/2023-09", way="RU>AZ", unit="count", scale=1, change=grew("50", "2022")
    )
    growth = observed(said).growth
    assert growth is not None
    assert growth.base == months("2022-01", "2022-09")
    assert "not with the whole of 2022" in growth.assumes[0]


def test_growth_of_more_than_is_open() -> None:
    def by(direction: str) -> Interval:
        said = figure("trade turnover", None, "2021", change=grew("20", "2020", direction))
        claim = said.claim
        object.__setattr__(claim, "qualifier", ">")
        growth = observed(said).growth
        assert growth is not None
        return growth.by

    assert by("up").high is None
    assert by("down").low is None


def test_what_is_expected_states_nothing_of_what_was() -> None:
    stated, expected = statements([figure("exports", "3", "2030", way="AZ>RU", forecast=True)])
    assert stated == []
    assert len(expected) == 1


def test_the_same_told_twice_is_one_statement_and_copies_one_origin() -> None:
    told = [
        figure("trade turnover", "2.9", "2021", document="a", outlet="X", quote="turnover came to 2.9"),
        figure("trade turnover", "2.9", "2021", document="b", outlet="Y", quote="Turnover came to 2.9"),
        figure("trade turnover", "2.9", "2021", document="c", outlet="Z", quote="both sides traded for 2.9"),
    ]
    (one,), _ = statements(told)
    assert len(one.ids) == 3
    assert one.origins == 2


def test_a_growth_without_a_unit_is_counted_in_the_only_one_there_is() -> None:
    told = [figure("trade turnover", "2.9", "2021"), figure("trade turnover", None, "2022", change=grew("10", "2021"))]
    stated, _ = statements(told)
    assert {one.observation.series.unit for one in stated} == {"USD"}
    told.append(figure("trade turnover", "2.5", "2021", unit="EUR"))
    stated, _ = statements(told)
    assert {one.observation.series.unit for one in stated} == {"USD", "EUR", ""}


def test_a_part_without_a_name_is_no_second_figure_for_the_whole() -> None:
    sentence = "Firms put in over 4 billion euros, of which 2.7 billion went elsewhere."
    whole = figure(
        "investment", "4", "2021", way="RU>AZ", qualifier=">", quote="over 4 billion euros", sentence=sentence
    )
    part = figure("investment", "2.7", "2021", way="RU>AZ", quote="2.7 billion went elsewhere", sentence=sentence)
    assert observed(whole).series.scope == ""
    assert observed(part).series.scope != ""


def test_papers_signed_and_ahead() -> None:
    six = observed(papers(6, "signed", date="2018", published="2024-01-24"))
    assert (six.level, six.months) == (Interval(Decimal(6), None), months("2018-12", "2018-12"))
    sixth = observed(papers(None, "agreed", ordinal=6, published="2020-08-27"))
    assert (sixth.level, sixth.months) == (Interval(None, Decimal(5)), months("2020-08", "2020-08"))
    assert list(observations(papers(6, "being implemented"))) == [], "as of no day"


def test_a_share_of_some_goods_in_the_trade_one_way() -> None:
    said = figure("share", "60", "2021", way="AZ>RU", unit="%", scale=1, of="grain")
    one = observed(said)
    assert (one.series.scope, one.series.flow, one.share) == (
        "grain",
        "AZ>RU",
        Interval(Decimal("0.595"), Decimal("0.605")),
    )
    assert one.assumes
    assert list(observations(figure("share", "60", "2021", unit="%", scale=1, of="grain"))) == [], "of what is not told"
    assert list(observations(figure("share", "60", "2021", way="AZ>RU", unit="%", scale=1))) == [], "nor is the part"


@pytest.mark.parametrize(
    ("percent", "direction"), [("130", "down"), ("1000000000000", "down"), ("1000000000000", "up")]
)
def test_a_change_that_no_total_can_make_ties_nothing(percent: str, direction: Literal["up", "down"]) -> None:
    change = Change(percent=Decimal(percent), factor=None, absolute=None, direction=direction, base="2020")
    assert observed(figure("trade turnover", "3", "2021", change=change)).growth is None


@pytest.mark.parametrize(
    ("quote", "sentence", "part"),
    [
        ("380 of them in", "There are 1,200 companies, 380 of them in building.", True),
        ("380 companies", "There are 1,200 companies, of which 380 companies build.", True),
        ("1,200 companies", "There are 1,200 companies, 380 of them in building.", False),
    ],
)
def test_a_part_of_the_count_before_is_not_the_count(quote: str, sentence: str, part: bool) -> None:
    told = figure(
        "companies",
        "380",
        None,
        published="2024-03-04",
        unit="count",
        scale=1,
        way="RU>AZ",
        quote=quote,
        sentence=sentence,
    )
    assert observed(told).series.scope.startswith("part told") is part
