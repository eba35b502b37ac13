"""A table of expressions, each with what must be found in it."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from servanda.times import times

_LINES = (Path(__file__).parent / "cases.txt").read_text(encoding="utf-8").splitlines()
CASES = [line.partition(" |")[::2] for line in _LINES if line and not line.startswith("#")]


@pytest.mark.parametrize(("text", "expected"), CASES, ids=[text for text, _ in CASES])
def test_case(text: str, expected: str) -> None:
    found = []
    for time in times(text, dt.date(2021, 5, 3)):
        more = f" ({time.when})" if time.when and time.when.value != time.value else ""
        found.append(f"{time.text} = {time.type} {time.value}{more}")
    assert found == [part.strip() for part in expected.split(" ; ") if part.strip()]
