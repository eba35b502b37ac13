"""Pictures: what is drawn, and what is said when it cannot be."""

from __future__ import annotations

import sys

import pytest
from claims import figure, grew

from servanda.problems import UsageError
from servanda.reconcile import Reconciliation
from servanda.reconcile.picture import specification

pytest.importorskip("vl_convert")

SAID = [
    figure("trade turnover", "2.9", "2021", change=grew("14.4", "2020")),
    figure("trade turnover", "2.911", "2021", basis="AZ", official=True),
    figure("exports", "0.9", "2021", way="AZ>RU"),
]


def test_svg_and_png() -> None:
    record = Reconciliation(SAID)
    svg = record.picture("trade turnover").decode()
    assert svg.startswith("<svg")
    assert "trade turnover AZ–RU" in svg
    assert "exports" not in svg
    assert record.picture(form="png").startswith(b"\x89PNG")


def test_what_is_drawn() -> None:
    panels = specification(Reconciliation(SAID).figures)["vconcat"]
    kinds = {point["kind"] for panel in panels for point in panel["data"]["values"]}
    assert kinds == {"claimed", "derived", "official AZ"}
    assert "font" not in str(panels), "a font that is not there draws no text"


def test_what_cannot_be_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    record = Reconciliation(SAID)
    with pytest.raises(UsageError, match=r"svg or \.png"):
        record.picture(form="gif")
    with pytest.raises(UsageError, match="no figure to draw"):
        record.picture("freight")
    monkeypatch.setitem(sys.modules, "vl_convert", None)
    with pytest.raises(UsageError, match="pip install"):
        record.picture()
