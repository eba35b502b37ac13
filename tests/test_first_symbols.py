"""Where a rule can begin, and with which two symbols, told from its pattern."""

from __future__ import annotations

import random
import re
from itertools import product

import pytest

from servanda.grammar import first_symbols, openings


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


@pytest.mark.parametrize(
    ("expression", "begins"),
    [
        ("ab", {("a", "b")}),
        ("a", {("a",)}),
        ("ab?", {("a",), ("a", "b")}),
        ("[ab](?:c|d)", {("ab", "cd")}),
        ("a(?=b)", {("a", "b")}),
        ("a(?=b)c", {("a", "c")}),
        ("a(?!b)", {("a",)}),
        ("a+", {("a",), ("a", "a")}),
        ("a.", {("a", None)}),
        ("(?<=x)ab", {("a", "b")}),
    ],
)
def test_the_first_two_symbols(expression: str, begins: set[tuple[str | None, ...]]) -> None:
    told = {tuple(None if part is None else "".join(sorted(part)) for part in begin) for begin in openings(expression)}
    assert told == begins


def _expression(rnd: random.Random, depth: int = 3) -> str:
    if depth == 0 or rnd.random() < 0.3:
        return rnd.choice(["a", "b", "c", "[ab]", "[^a]", "."])
    one, other = _expression(rnd, depth - 1), _expression(rnd, depth - 1)
    shapes = [f"{one}{other}", f"(?:{one}|{other})", f"(?:{one})?{other}", f"(?:{one})*{other}", f"(?:{one}){{1,2}}"]
    looks = [
        f"(?={one}){other}",
        f"{one}(?={other})",
        f"{one}(?!{other})",
        f"(?:{one}(?={other})|{other})",
        f"(?<=a){one}",
    ]
    return rnd.choice([*shapes, *looks])


def test_no_match_begins_otherwise() -> None:
    rnd = random.Random(7)
    texts = ["".join(text) for length in range(1, 6) for text in product("abc", repeat=length)]
    for expression in {_expression(rnd) for _ in range(300)}:
        begins = openings(expression)
        for match in filter(None, map(re.compile(expression).search, texts)):
            left = match.string[match.start() :]
            assert any(
                len(left) >= len(begin)
                and all(part is None or char in part for part, char in zip(begin, left, strict=False))
                for begin in begins
            ), (expression, match.string)
