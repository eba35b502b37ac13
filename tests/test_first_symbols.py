"""Where a rule can begin, told from its pattern."""

from __future__ import annotations

import pytest

from servanda.grammar import first_symbols


@pytest.mark.parametrize(
    ("expression", "firsts"),
    [
        ("ab", "a"),
        ("a?b", "ab"),
        ("a*b+", "ab"),
        ("(?:a|b)?c", "abc"),
        ("(?<=x)a", "a"),
        ("(?!x)a|b", "ab"),
        ("(?!(?:x|y)z)a", "a"),
        ("[ab]{0,3}c", "abc"),
        ("[ab]{2}c", "ab"),
        ("(?P<q>a*)(b|c+)?d", "abcd"),
        ("^a", "a"),
        ("(?=.)a", "a"),
        ("(a|)b", "ab"),
        ("(?:(?=(?P<n>x)))?b", "b"),
        ("a.", "a"),
        ("a?", None),
        (".a", None),
        ("[^a]b", None),
    ],
)
def test_first_symbols(expression: str, firsts: str | None) -> None:
    assert first_symbols(expression) == (None if firsts is None else frozenset(firsts))
