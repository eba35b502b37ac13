"""What is told of conflicts: assumptions, bases, terms, what is implausible, and what follows."""

from __future__ import annotations

import pytest
from claims import BILLION, figure, grew

from servanda.problems import UsageError
from servanda.reconcile import Reconciliation
from servanda.reconcile.findings import Derived, Finding
from servanda.reconcile.observations import Said


def kinds(*said: Said) -> list[str]:
    return [finding.kind for finding in Reconciliation(said).findings]


def official(indicator: str, printed: str, basis: str, way: str = "AZ>RU") -> Said:
    return figure(indicator, printed, "2021", way=way, basis=basis, official=True)


def test_two_counters_are_no_conflict_but_an_asymmetry() -> None:
    said = [official("exports", "0.921", "AZ"), official("exports", "0.853", "RU")]
    (found,) = Reconciliation(said).findings
    assert found.kind == "asymmetry"
    assert found.gap == pytest.approx(0.068 * BILLION)
    assert "68 m USD apart, 7.4%" in found.summary


def test_one_counter_contradicts_itself() -> None:
    assert kinds(official("exports", "0.921", "AZ"), official("exports", "0.853", "AZ")) == ["conflict"]


def test_a_claim_that_agrees_with_one_counter_follows_that_one() -> None:
    counted = [official("exports", "0.921", "AZ"), official("exports", "0.853", "RU")]
    assert kinds(*counted, figure("exports", "0.92", "2021", way="AZ>RU")) == ["asymmetry", "asymmetry"]
    neither = kinds(*counted, figure("exports", "0.7", "2021", way="AZ>RU"))
    assert neither == ["asymmetry", "conflict", "conflict"]


def test_what_is_possible_and_seldom_true_is_told_apart() -> None:
    (found,) = Reconciliation(
        [figure("trade turnover", "2.0", "2021"), figure("trade turnover", "0.2", "2021-01/2021-11")]
    ).findings
    assert found.kind == "implausible"
    assert found.argument is None
    assert kinds(figure("trade turnover", "2.0", "2021"), figure("trade turnover", "1.8", "2021-01/2021-11")) == []


def test_investment_that_grew_is_no_conflict() -> None:
    told = [figure("investment", "4", None, way="RU>AZ", published="2018-05-01")]
    told.append(figure("investment", "6", None, way="RU>AZ", published="2022-05-01"))
    assert kinds(*told) == []
    fallen = figure("investment", "3", None, way="RU>AZ", published="2023-05-01")
    (found,) = Reconciliation([told[1], fallen]).findings
    assert any("not fallen" in text for text in found.assumptions)


def joint(second: str, **changes: str) -> list[Said]:
    whole = figure(
        "companies",
        "900",
        None,
        unit="count",
        scale=1,
        qualifier=">",
        of="joint firms",
        quote="900 joint firms",
        end=15,
    )
    part = figure("companies", "200", None, unit="count", scale=1, way="RU>AZ", quote=second, start=27, end=60)
    object.__setattr__(whole.claim, "target", "AZ")
    return [whole, part]


def test_joint_companies_owned_by_one_side() -> None:
    (found,) = Reconciliation(joint("200 wholly Russian")).findings
    assert found.kind == "term"
    assert [witness.quote for witness in found.witnesses] == ["900 joint firms", "200 wholly Russian"]
    assert kinds(*joint("200 partly Russian")) == []


def derived(*said: Said) -> dict[str, Derived]:
    return {one.says: one for one in Reconciliation(said).derived}


def test_what_follows_says_on_what_it_rests() -> None:
    turnover = figure("trade turnover", "3.022", "2019")
    balance = figure("trade balance", "-1.555", "2019", way="AZ>RU")
    found = derived(turnover, balance)
    exports = found["exports AZ → RU 2019 is 733 to 734 m USD"]
    assert {witness.claim for witness in exports.witnesses} == {turnover.id, balance.id}
    assert [argument.conclusion.split(" 2019 ")[1] for argument in exports.arguments] == ["≥ 733 m USD", "≤ 734 m USD"]
    assert "trade turnover AZ–RU 2019" not in " ".join(found), "what was said is not derived"


def test_a_part_follows_from_its_share() -> None:
    share = figure("share", "60", "2021", way="AZ>RU", unit="%", scale=1, of="grain")
    found = derived(share, figure("exports", "0.900", "2021", way="AZ>RU"))
    grain = found["exports AZ → RU, grain 2021 is 535.2 to 544.8 m USD"]
    assert grain.assumptions == ("it is a share of all trade that way",)
    (conflict,) = Reconciliation(
        [
            share,
            figure("exports", "0.900", "2021", way="AZ>RU"),
            figure("exports", "0.700", "2021", way="AZ>RU", of="grain"),
        ]
    ).findings
    assert len(conflict.witnesses) == 3


def test_a_stock_is_not_derived_from_another_day() -> None:
    told = [
        figure("investment", "6", None, published="2020-08-27"),
        figure("investment", "1.2", None, way="AZ>RU", published="2022-02-17"),
        figure("investment", "4.6", None, way="RU>AZ", published="2022-02-17"),
    ]
    assert not Reconciliation(told).findings
    assert derived(*told) == {}


def test_what_is_in_doubt_gives_nothing() -> None:
    said = [figure("trade turnover", p, "2021", change=grew("10", "2020")) for p in ("2.31", "2.77")]
    assert derived(*said) == {}


def test_a_finding_is_found_again_by_its_id() -> None:
    said = [
        figure("trade turnover", "2.31", "2021"),
        figure("trade turnover", "2.77", "2021"),
        figure("exports", "1", "2020", way="AZ>RU"),
    ]
    record = Reconciliation(said)
    (finding,) = record.findings
    assert record.prove(finding.id[:8]) == finding
    assert [f.id for f in Reconciliation(said[::-1]).findings] == [finding.id]
    for wrong in ("", "zz"):
        with pytest.raises(UsageError, match="no finding"):
            record.prove(wrong)


def test_a_proof_can_be_followed_on_paper() -> None:
    said = [
        figure("trade turnover", "2.9", "2021", change=grew("14.4", "2020"), quote="up 14.4 percent to 2.9 billion")
    ]
    said.append(figure("trade turnover", "2.2", "2020", quote="2.2 billion"))
    (found,) = Reconciliation(said).findings
    assert isinstance(found, Finding)
    assert found.argument is not None
    steps = "\n".join(found.argument.steps)
    assert "trade turnover AZ–RU 2021 is at least 2.85 bn USD (d.txt: “up 14.4 percent to 2.9 billion”)" in steps
    assert "trade turnover AZ–RU 2020 is at most 2.25 bn USD (d.txt: “2.2 billion”)" in steps
    assert steps.splitlines()[-1].startswith("but ")
    assert found.argument.conclusion.startswith("0 ≥ ")
    assert {told.ground for told in found.argument.lines} == {
        "d.txt: “up 14.4 percent to 2.9 billion”",
        "d.txt: “2.2 billion”",
    }


def test_the_table_holds_claims_what_follows_and_statistics_side_by_side() -> None:
    said = [
        figure("trade turnover", "2.9", "2021", change=grew("14.4", "2020")),
        figure("trade turnover", "3.5", "2030", forecast=True),
        figure("trade turnover", "2.911", "2021", basis="AZ", official=True),
    ]
    rows = {row.period: row for row in Reconciliation(said).figures}
    assert list(rows) == ["2020", "2021", "2030"]
    assert rows["2020"].derived is not None
    assert rows["2021"].claimed[0].says == "2.85 to 2.95 bn USD, 14.35 to 14.45 % up on 2020"
    assert rows["2021"].official[0].basis == "AZ"
    assert rows["2030"].claimed[0].expected
