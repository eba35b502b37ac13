"""The engine against an exact oracle and against brute force; every proof exact."""

from __future__ import annotations

import itertools
from fractions import Fraction

import pytest
from claims import figure, grew

from bench.reconcile.oracle import compared, consistent, small
from servanda.reconcile.conflicts import conflicts, touching
from servanda.reconcile.engine import Engine
from servanda.reconcile.observations import Months, Said, statements
from servanda.reconcile.proofs import Line, Proof, bound, contradiction, holds, steps
from servanda.reconcile.rows import System, build, clusters

SOUND = {"missed": 0, "false": 0, "not smallest": 0, "unproved": 0}


def system(*said: Said) -> System:
    (cluster,) = clusters(statements(said)[0])
    return build(cluster)


def test_it_finds_what_the_oracle_finds() -> None:
    found = compared(0, 40)
    assert found["conflicting"] > 5
    assert {name: found[name] for name in SOUND} == SOUND


@pytest.mark.slow
def test_it_finds_what_the_oracle_finds_on_more_systems() -> None:
    """`scripts/bench reconcile --oracle 10000` looks at ten thousand."""
    found = compared(40, 500)
    assert found["conflicting"] > 80
    assert {name: found[name] for name in SOUND} == SOUND


def brute_force(engine: Engine) -> set[frozenset[int]]:
    """Every smallest conflict, by looking at every set of groups, the small ones first."""
    found: set[frozenset[int]] = set()
    for size in range(1, len(engine.groups) + 1):
        for groups in map(frozenset, itertools.combinations(engine.groups, size)):
            if not any(one <= groups for one in found) and not engine.holds(groups):
                found.add(groups)
    return found


def test_no_smallest_conflict_is_missing() -> None:
    looked_at = 0
    for number in range(400):
        made = small(number)
        engine = Engine(made)
        if len(made.statements) > 14 or not (found := conflicts(engine)).sets:
            continue
        if len(engine.groups) <= 9 or looked_at % 12 == 0:
            assert found.complete
            assert set(found.sets) == brute_force(engine), number
        looked_at += 1
    assert looked_at > 60


def test_a_conflict_of_three_and_its_proof() -> None:
    """Exports and imports of 1 bn each do not make a turnover of 3 bn."""
    made = system(
        figure("trade turnover", "3.0", "2021"),
        figure("exports", "1.0", "2021", way="AZ>RU"),
        figure("imports", "1.0", "2021", way="RU>AZ"),
    )
    engine = Engine(made)
    assert conflicts(engine).sets == (frozenset({0, 1, 2}),)
    proof = contradiction(engine, frozenset({0, 1, 2}))
    assert proof is not None
    assert proof.bound == 850_000_000, "2.95 is 0.85 more than twice 1.05"
    assert proof.groups == {0, 1, 2}
    assert [step.total is None for step in steps(proof)] == [False, False, False, True]


def test_bounds_are_exact_fractions() -> None:
    made = system(figure("trade turnover", "2.9", "2021", change=grew("14.4", "2020")))
    engine = Engine(made)
    terms = made.sum(made.statements[0].observation.series, Months(2020 * 12, 2020 * 12 + 11))
    low = bound(engine, terms, frozenset({0}), upper=False)
    high = bound(engine, terms, frozenset({0}), upper=True)
    assert low is not None
    assert high is not None
    assert low.bound == Fraction(2_850_000_000) / Fraction("1.1445")
    assert -high.bound == Fraction(2_950_000_000) / Fraction("1.1435")


def test_a_tampered_proof_does_not_hold() -> None:
    made = system(figure("trade turnover", "3.0", "2021"), figure("trade turnover", "3.5", "2021"))
    proof = contradiction(Engine(made), frozenset({0, 1}))
    assert proof is not None
    assert holds(proof)
    first, *rest = proof.lines

    def with_first(**changes: object) -> Proof:
        fields = {name: getattr(first, name) for name in ("terms", "bound", "weight", "ground", "group")}
        return Proof(lines=(Line(**{**fields, **changes}), *rest), aim=proof.aim, bound=proof.bound)

    assert not holds(with_first(weight=-first.weight))
    assert not holds(with_first(bound=first.bound + 1))
    assert not holds(with_first(weight=first.weight * 2))
    assert not holds(Proof(lines=(), aim=(), bound=Fraction(0)))


LAWS = [
    (("trade turnover", "1.4", "2020-01/2020-06", None), ("trade turnover", "1.2", "2020", None)),
    (("trade turnover", "1.4", "2020-H1", None), ("trade turnover", "1.2", "2020-01/2020-09", None)),
    (("exports", "1.4", "2020", "AZ>RU"), ("trade turnover", "1.2", "2020", None)),
    (("trade balance", "-1.4", "2020", "AZ>RU"), ("trade turnover", "1.2", "2020", None)),
]


@pytest.mark.parametrize(("one", "other"), LAWS)
def test_what_cannot_be_otherwise(
    one: tuple[str, str, str, str | None], other: tuple[str, str, str, str | None]
) -> None:
    made = system(*(figure(name, printed, period, way=way) for name, printed, period, way in (one, other)))
    assert conflicts(Engine(made)).sets == (frozenset({0, 1}),)


def test_a_part_never_exceeds_the_whole_in_any_stretch_of_a_year() -> None:
    made = system(
        figure("trade turnover", "2.0", "2020-01/2020-06"),
        figure("trade turnover", "2.2", "2020"),
        figure("trade turnover", "0.2", "2020-01/2020-06", of="grain"),
        figure("trade turnover", "0.9", "2020", of="grain"),
    )
    assert conflicts(Engine(made)).sets == (frozenset({0, 1, 2, 3}),)


def test_two_growth_rates_contradict_each_other_without_a_level() -> None:
    made = system(
        figure("trade turnover", None, "2021", change=grew("10", "2020")),
        figure("trade turnover", None, "2021", change=grew("12.5", "2020")),
    )
    assert conflicts(Engine(made)).sets == (frozenset({0, 1}),)


def test_years_without_growth_between_them_do_not_touch() -> None:
    told = [figure("trade turnover", "3", "2019"), figure("trade turnover", "1", "2021")]
    assert len(clusters(statements(told)[0])) == 2
    told.append(figure("trade turnover", None, "2021", change=grew("10", "2019")))
    assert len(clusters(statements(told)[0])) == 1


def test_figures_of_other_units_do_not_touch() -> None:
    told = [figure("trade turnover", "3", "2019"), figure("trade turnover", "2", "2019", unit="EUR")]
    assert len(clusters(statements(told)[0])) == 2


def test_conflicts_that_share_a_member_are_gathered() -> None:
    sets = [frozenset({1, 2}), frozenset({3, 4}), frozenset({2, 5}), frozenset({6, 3})]
    assert sorted(sorted(map(sorted, group)) for group in touching(sets)) == [[[1, 2], [2, 5]], [[3, 4], [3, 6]]]


def test_a_large_cluster_gives_conflicts_that_are_smallest() -> None:
    from random import Random

    from bench.reconcile.figures import case

    made = build(case(Random(5), claims=120, errors=0.05, years=6).statements)
    engine = Engine(made)
    found = conflicts(engine)
    assert found.sets
    assert not found.complete
    for one in found.sets:
        assert not consistent(made, one)
        assert all(engine.holds(one - {group}) for group in one)
        assert contradiction(engine, one) is not None
    assert engine.holds(set(engine.groups).difference(*found.sets))
