"""The examples of docs/times.md are true."""

import doctest
from pathlib import Path


def test_examples() -> None:
    page = Path(__file__).parents[2] / "docs" / "times.md"
    failed, tried = doctest.testfile(str(page), module_relative=False)
    assert tried
    assert not failed
