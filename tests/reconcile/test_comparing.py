"""Comparisons in words, tested against the figures."""

from __future__ import annotations

import pytest
from claims import figure, grew

from servanda.reconcile import Reconciliation
from servanda.reconcile.findings import Finding
from servanda.reconcile.observations import Said


def told(words: str, printed: str = "3.0", year: int = 2021, **said: object) -> Said:
    """A turnover of a year, and what its sentence says of it."""
    quote = f"turnover came to {printed} billion in {year}"
    return figure("trade turnover", printed, str(year), quote=quote, sentence=f"{quote}, {words}.", **said)  # type: ignore[arg-type]


def earlier(*printed: str, last: int = 2020) -> list[Said]:
    return [figure("trade turnover", one, str(last - back)) for back, one in enumerate(printed)]


def comparison(*said: Said) -> Finding:
    (found,) = Reconciliation(said).comparisons
    return found


HIGHEST = "the highest figure in the last four years"


@pytest.mark.parametrize(
    ("before", "verdict", "why"),
    [
        (("2.5", "2.4", "2.3"), "confirmed", "each of the 3 years before was lower"),
        (("2.5", "3.4", "2.3"), "refuted", "2019 was 3.35 to 3.45 bn USD"),
        (("2.5", "2.4"), "not testable", "nothing is known of 2018"),
        (("3.4",), "refuted", "2020 was"),
        (("2.5", "3.0", "2.3"), "ambiguous", "overlap with those of 2019"),
    ],
)
def test_highest_in_so_many_years(before: tuple[str, ...], verdict: str, why: str) -> None:
    found = comparison(told(HIGHEST), *earlier(*before))
    assert found.verdict == verdict
    assert why in found.summary
    assert "four years" in found.summary


@pytest.mark.parametrize(
    "words",
    ["a 4-year high", "the best result over the past 4 years", "no match: the largest volume, sold in four years"],
)
def test_other_wordings(words: str) -> None:
    found = Reconciliation([told(words), *earlier("2.5", "2.4", "2.3")]).comparisons
    assert [one.verdict for one in found] == (["confirmed"] if "no match" not in words else [])


def test_a_derived_year_counts_too_and_a_refutation_has_its_proof() -> None:
    growth = figure("trade turnover", None, "2020", change=grew("50", "2019", "down"))
    found = comparison(told(HIGHEST, "1.8"), growth, figure("trade turnover", "1.2", "2020"))
    assert found.verdict == "refuted"
    assert found.argument is not None
    assert "2019" in found.argument.conclusion
    assert len(found.witnesses) == 3


def test_a_record_can_be_refuted_and_never_confirmed() -> None:
    assert comparison(told("a record"), *earlier("2.5", "2.4")).verdict == "not testable"
    assert comparison(told("an all-time high"), *earlier("2.5", "3.4")).verdict == "refuted"
    said = figure("trade turnover", "3.0", "2021", qualifier="record")
    assert comparison(said, *earlier("3.4")).verdict == "refuted"


@pytest.mark.parametrize(("then", "verdict"), [("2.5", "confirmed"), ("3.4", "refuted"), (None, "not testable")])
def test_the_level_of_before_the_pandemic(then: str | None, verdict: str) -> None:
    known = [figure("trade turnover", then, "2019")] if then else []
    assert comparison(told("back at the pre-pandemic level"), *known).verdict == verdict


def test_what_contradicts_itself_is_not_tested_against() -> None:
    said = [told(HIGHEST), *earlier("2.5", "2.4", "2.3"), figure("trade turnover", "1.9", "2020")]
    assert comparison(*said).verdict == "not testable"


def test_words_go_with_the_figure_nearest_to_them() -> None:
    sentence = "exports came to 0.9 billion in 2021 and turnover to 3.0 billion, a record."
    near = figure("trade turnover", "3.0", "2021", quote="turnover to 3.0 billion", sentence=sentence)
    far = figure("exports", "0.9", "2021", way="AZ>RU", quote="exports came to 0.9 billion", sentence=sentence)
    found = comparison(near, far)
    assert [witness.claim for witness in found.witnesses][:1] == [near.id]


def test_nine_months_above_a_year_can_mean_two_things() -> None:
    said = figure(
        "tourist trips", "369000", "2023-01/2023-09", way="RU>AZ", unit="count", scale=1, change=grew("50", "2022")
    )
    found = comparison(said)
    assert found.verdict == "ambiguous"
    assert found.assumptions == ("compared with 2022-01 to 2022-09, not with the whole of 2022",)
    assert Reconciliation([said]).prove(found.id) == found


def test_a_language_without_words_of_comparison_has_none() -> None:
    said = told(HIGHEST)
    object.__setattr__(said, "language", "xx")
    assert Reconciliation([said, *earlier("2.5", "2.4", "2.3")]).comparisons == ()
