"""The likeliest slip: what each statement probably meant to say, and ties told as ties."""

from __future__ import annotations

import pytest
from claims import figure, grew, papers

from servanda.reconcile import Reconciliation
from servanda.reconcile.findings import Finding
from servanda.reconcile.observations import Said
from servanda.record import Change


def conflict(*said: Said) -> Finding:
    """The first conflict among claims, all of which have the same likeliest repairs."""
    found, *others = [finding for finding in Reconciliation(said).findings if finding.kind == "conflict"]
    assert all(other.repairs == found.repairs for other in others)
    return found


def year(n: int, printed: str) -> Said:
    return figure("trade turnover", printed, str(n))


def test_million_for_billion() -> None:
    wrong = figure("trade turnover", "2.92", "2021", scale=10**6)
    found = conflict(
        wrong,
        year(2021, "2.92"),
        figure("trade turnover", "1.4", "2021-H1"),
        figure("exports", "0.9", "2021", way="AZ>RU"),
    )
    assert found.culprit == (wrong.id,)
    assert found.repairs[0].slips == ("unit",)
    assert "2.915 to 2.925 bn" in found.repairs[0].says[0]


def test_exports_for_imports() -> None:
    wrong = figure("exports", "2.289", "2021", way="AZ>RU")
    said = [
        figure("trade turnover", "3.022", "2021"),
        figure("trade balance", "-1.555", "2021", way="AZ>RU"),
        figure("exports", "0.734", "2021", way="AZ>RU"),
        wrong,
    ]
    found = conflict(*said)
    assert found.culprit == (wrong.id,)
    assert found.repairs[0].slips == ("direction",)


def test_a_deficit_told_as_a_surplus() -> None:
    wrong = figure("trade balance", "1.555", "2021", way="AZ>RU")
    exports, imports = figure("exports", "0.734", "2021", way="AZ>RU"), figure("imports", "2.289", "2021", way="RU>AZ")
    found = conflict(wrong, exports, imports, figure("trade turnover", "3.022", "2021"))
    assert found.repairs[0].slips == ("sign",)
    assert found.culprit == (wrong.id,)


def test_a_wrong_digit() -> None:
    wrong = figure("trade turnover", "3.922", "2021")
    said = [
        wrong,
        figure("exports", "0.734", "2021", way="AZ>RU"),
        figure("imports", "2.289", "2021", way="RU>AZ"),
        year(2021, "3.02"),
    ]
    found = conflict(*said)
    assert found.culprit == (wrong.id,)
    assert found.repairs[0].slips == ("digit",)
    assert "3.0215 to 3.0225 bn" in found.repairs[0].says[0]


def rate(percent: str, **said: object) -> Said:
    return figure("trade turnover", None, "2021", change=grew(percent, "2020"), **said)  # type: ignore[arg-type]


def test_two_against_each_other_are_a_tie() -> None:
    found = conflict(rate("10"), rate("12.5"))
    assert len({repair.claims for repair in found.repairs}) == 2
    assert found.culprit == ()


def test_what_two_said_by_themselves_weighs_more_than_what_one_said() -> None:
    alone = rate("12.5", document="a", quote="one")
    twice = [rate("10", document=name, quote=name, outlet=name) for name in ("b", "c")]
    assert conflict(alone, *twice).culprit == (alone.id,)
    copied = [rate("10", document=name, quote="the same words") for name in ("b", "c")]
    assert conflict(alone, *copied).culprit == ()


def test_a_part_of_the_year_told_as_the_year_is_the_smaller_one() -> None:
    found = conflict(year(2021, "2.31"), year(2021, "2.77"), figure("trade turnover", "2.3", "2021-01/2021-10"))
    assert found.repairs[0].slips == ("period",)
    assert "2021-01 to 2021-11 is 2.305 to 2.315 bn" in found.repairs[0].says[0]


def test_official_figures_are_not_the_culprit() -> None:
    official = figure("trade turnover", "2.31", "2021", basis="AZ", official=True)
    told = figure("trade turnover", "2.77", "2021")
    assert conflict(official, told).culprit == (told.id,)


def test_what_was_expected_when_it_was_printed() -> None:
    early = figure("trade turnover", "3.5", "2021", published="2021-11-02")
    late = [figure("trade turnover", p, "2021", published="2022-02-17") for p in ("2.9", "2.92")]
    assert conflict(early, *late).culprit == (early.id,)


def test_growth_by_an_amount_told_as_percent_and_level_together() -> None:
    change = Change(absolute=None, percent=grew("14.4", "2020").percent, base="2020")
    assert not Reconciliation([figure("trade turnover", "2.9", "2021", change=change), year(2020, "2.54")]).findings


def test_a_plausible_reading_is_likelier() -> None:
    """Moved to another year the million would be odd there too; in billions it fits."""
    wrong = figure("trade turnover", "2.95", "2021", scale=10**6)
    said = [wrong, year(2021, "2.9"), year(2020, "2.6"), year(2022, "3.1")]
    found = conflict(*said)
    assert found.repairs[0].slips == ("unit",)


@pytest.mark.parametrize("order", [1, -1])
def test_the_answer_does_not_hang_on_the_order(order: int) -> None:
    said = [year(2021, "2.9"), figure("exports", "3.4", "2021", way="AZ>RU"), year(2021, "2.93")]
    found = [(f.id, f.repairs) for f in Reconciliation(said[::order]).findings]
    assert len(found) == 2
    assert dict(found) == {f.id: f.repairs for f in Reconciliation(said).findings}


def test_papers_are_counted_up() -> None:
    said = [
        papers(None, "agreed", ordinal=6, published="2020-08-27"),
        papers(6, "signed", date="2018", published="2024-01-24"),
    ]
    found = conflict(*said)
    assert found.assumptions == ()
    assert not Reconciliation([said[0], papers(6, "being implemented", published="2022-02-17")]).findings
    five = papers(5, "being implemented", published="2020-08-27")
    assumed = [f for f in Reconciliation([*said, five]).findings if f.assumptions]
    assert len(assumed) == 1
    assert "all there were" in assumed[0].assumptions[0]
