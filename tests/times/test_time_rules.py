"""Every rule of the levels of time holds what its examples promise, in each language pack."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest

from servanda.grammar import Rule, scannable
from servanda.language import Cascade, languages, load
from servanda.times import LEVELS, Anchor, Expression, resolve
from servanda.times.find import _finder

_ANCHOR = Anchor(published=dt.date(2021, 5, 3))
_LEVELS = (*LEVELS, "timex")


def symbols(cascade: Cascade, text: str, last: str) -> list[tuple[str, str]]:
    """Tag and TIMEX3 value of each expression, when the levels have run up to one."""
    tagged = cascade.scanner.scan(scannable(text).text)
    for level in cascade.levels:
        tagged = level.apply(tagged)
        if level.name == last:
            break
    pairs = zip(tagged.tags, tagged.values, strict=True)
    return [(cascade.tags.name(tag), resolve(v, _ANCHOR).timex) for tag, v in pairs if isinstance(v, Expression)]


def rules() -> Iterator[tuple[str, str, Rule]]:
    for language in languages():
        for level in _LEVELS:
            for rule in load(language).rules.get(level, ()):
                yield language, level, rule


EXAMPLES = [
    pytest.param(language, level, text, gives, id=f"{language}-{rule.name}-{text}")
    for language, level, rule in rules()
    for text, gives in rule.examples
]
COUNTERS = [
    pytest.param(language, text, id=f"{language}-{rule.name}-{text}")
    for language, _, rule in rules()
    for text in rule.counter
]


@pytest.mark.parametrize(("language", "level", "text", "gives"), EXAMPLES)
def test_example(language: str, level: str, text: str, gives: dict[str, str]) -> None:
    found = symbols(_finder(language).cascade, text, level)
    for tag, value in gives.items():
        assert (tag, str(value)) in found


@pytest.mark.parametrize(("language", "text"), COUNTERS)
def test_counter_example(language: str, text: str) -> None:
    assert symbols(_finder(language).cascade, text, LEVELS[-1]) == []


def test_every_rule_has_an_example() -> None:
    assert [rule.name for _, _, rule in rules() if not any(gives for _, gives in rule.examples)] == []
