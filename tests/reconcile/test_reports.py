"""Figures that were really published: no false alarm, and the inconsistency that is there."""

from __future__ import annotations

from reports import said

from servanda.reconcile import Reconciliation


def test_real_figures_give_no_false_alarm() -> None:
    record = Reconciliation(said())
    placed = [one for row in record.figures for one in row.claimed]
    assert len(placed) >= 150
    assert len({row.countries for row in record.figures}) >= 50
    (found,) = record.findings
    assert (found.kind, found.countries) == ("conflict", ("CU", "VN"))
    assert {witness.document for witness in found.witnesses} == {"https://en.dangcongsan.vn/vietnam-today/-535006.html"}
    assert len(record.derived) > 50
