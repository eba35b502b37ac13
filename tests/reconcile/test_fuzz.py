"""Whatever is claimed, reconciling answers: nothing raises, every conflict is one, every derived value holds its proofs."""

from __future__ import annotations

from decimal import Decimal

from claims import figure
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from servanda.reconcile import Reconciliation
from servanda.reconcile.conflicts import conflicts
from servanda.reconcile.engine import Engine
from servanda.reconcile.observations import Said, statements
from servanda.reconcile.proofs import contradiction, holds
from servanda.reconcile.rows import build, clusters
from servanda.record import Change

_NUMBERS = st.one_of(
    st.decimals(min_value=0, max_value=10**4, places=1, allow_nan=False, allow_infinity=False),
    st.sampled_from([Decimal(0), Decimal("0.1"), Decimal("1e-9"), Decimal(10**12), Decimal("2.9"), Decimal("3.022")]),
)
_PERIODS = st.sampled_from(
    [None, "2020", "2021", "2021-01", "2021-Q1", "2021-H1", "2021-01/2021-09", "2020-07/2021-06", "2018/..", "../2021", "2021-04-27",
     "2020/2021", "2021-01-01/2021-11-15", "0001", "9999"],
)  # fmt: skip
_CHANGES = st.builds(
    Change,
    percent=st.one_of(st.none(), _NUMBERS),
    factor=st.one_of(st.none(), _NUMBERS, st.just(Decimal(1) / 3)),
    absolute=st.one_of(st.none(), _NUMBERS.map(lambda number: number * 10**6)),
    direction=st.sampled_from(["up", "down"]),
    base=st.one_of(_PERIODS, st.just("annual average")),
)
_SAID: st.SearchStrategy[Said] = st.builds(
    figure,
    st.sampled_from(
        [
            "trade turnover",
            "exports",
            "imports",
            "trade balance",
            "investment",
            "tourist trips",
            "companies",
            "share",
            "other:x",
        ]
    ),
    st.one_of(st.none(), _NUMBERS.map(str)),
    _PERIODS,
    way=st.sampled_from([None, "AZ>RU", "RU>AZ"]),
    unit=st.sampled_from(["USD", "USD", "EUR", "count", "%"]),
    qualifier=st.sampled_from(["=", "=", ">", "<", "~", "record", "target"]),
    of=st.sampled_from([None, None, "grain", "", "trade turnover"]),
    change=st.one_of(st.none(), _CHANGES),
    forecast=st.booleans(),
    quote=st.sampled_from(["", "one and the same", "a 10-year high of"]),
    sentence=st.sampled_from(["", "one and the same, a record", "of which a 10-year high of"]),
    published=st.sampled_from([None, "2020-08-27", "2022-02-17"]),
    document=st.sampled_from(["a", "b"]),
    basis=st.sampled_from([None, None, "AZ", "RU"]),
    official=st.booleans(),
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(_SAID, max_size=8))
def test_whatever_is_claimed(said: list[Said]) -> None:
    record = Reconciliation(said)
    ids = {one.id for one in said}
    for found in (*record.findings, *record.comparisons, *record.derived):
        assert {witness.claim for witness in found.witnesses} <= ids
    for one in record.derived:
        assert 0 < one.low <= one.high
    assert len({one.id for one in record.findings}) == len(record.findings)
    assert all(entry.claimed or entry.official or entry.derived or entry.changes for entry in record.figures)


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(_SAID, max_size=8))
def test_every_conflict_is_proved_and_smallest(said: list[Said]) -> None:
    for cluster in clusters(statements(said)[0]):
        engine = Engine(build(cluster))
        for one in conflicts(engine).sets:
            proof = contradiction(engine, one)
            assert proof is not None
            assert holds(proof)
            assert proof.groups == one
            assert all(engine.holds(one - {group}) for group in one)
