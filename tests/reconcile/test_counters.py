"""Whose count a figure is."""

from __future__ import annotations

from pathlib import Path

import pytest

from servanda.ledger import Ledger
from servanda.reconcile.counters import counter

CASES = [
    ("According to the State Customs Committee of Azerbaijan, trade with Russia came to $2.9 billion.", "AZ"),
    ("The Federal Customs Service of Russia put trade with Azerbaijan at $3 billion.", "RU"),
    ("Azerbaijani customs statistics show trade of $2.9 billion with Russia.", "AZ"),
    ("Trade between Russia and Azerbaijan came to $2.9 billion, the minister said.", None),
    ("Customs data show that trade came to $2.9 billion.", None),
    ("The customs service of Russia and the customs committee of Azerbaijan count trade of $3 billion.", None),
    ("", None),
]


@pytest.mark.parametrize(("sentence", "code"), CASES)
def test_who_counted(sentence: str, code: str | None) -> None:
    assert counter(sentence, ("RU", "AZ"), "en") == code


def test_a_language_without_words_for_it_names_nobody() -> None:
    assert counter("Customs data of Azerbaijan", ("AZ", "RU"), "xx") is None


def test_two_customs_services_are_no_conflict(tmp_path: Path) -> None:
    tell = "BAKU, March 1, 2022 - According to the State Customs Committee of {}, trade between Azerbaijan and Russia amounted to ${} billion in 2021."
    with Ledger.open(tmp_path / "record.db") as ledger:
        ledger.add(tell.format("Azerbaijan", "2.92").encode(), name="a.txt")
        ledger.add(tell.format("Russia", "3.35").encode(), name="b.txt")
        (found,) = ledger.reconciliation().findings
    assert found.kind == "asymmetry"
    assert "by AZ" in found.summary
    assert "by RU" in found.summary
