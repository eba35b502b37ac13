"""Every rule for numbers and quantities gives what its examples say and leaves its counter-examples alone."""

from __future__ import annotations

import pytest

from servanda.grammar import Match, Printed, Rule, Tagged, scannable
from servanda.language import languages, load
from servanda.quantities import Amount
from servanda.quantities.find import _cascade

FILES = ("numbers.yml", "quantities.yml")
RULES = [
    pytest.param(language, level, rule, id=f"{language}-{rule.name}")
    for language in languages()
    for level, rules in load(language).rules.items()
    for rule in rules
    if rule.source.endswith(FILES)
]


def tagged(language: str, text: str, level: str) -> Tagged:
    """The text as symbols, up to and including a level; to the end for a level of amounts."""
    cascade = _cascade(language)
    found = cascade.scanner.scan(scannable(text).text)
    for one in cascade.levels:
        found = one.apply(found)
        if one.name == level == "numbers":
            break
    return found


def shown(value: object) -> str:
    return value.digits if isinstance(value, Printed) else str(value)


def given(language: str, text: str, level: str) -> list[tuple[str, str]]:
    """What the symbols carry: all amounts, or numbers at the level of numbers."""
    found = tagged(language, text, level)
    names = _cascade(language).tags
    return [
        (names.name(tag), shown(value))
        for tag, value in zip(found.tags, found.values, strict=True)
        if isinstance(value, Amount) or level == "numbers"
    ]


@pytest.mark.parametrize(("language", "level", "rule"), RULES)
def test_examples(language: str, level: str, rule: Rule) -> None:
    assert rule.examples
    for text, gives in rule.examples:
        wanted = [(tag, str(one)) for tag, v in gives.items() for one in (v if isinstance(v, list) else [v])]
        found = given(language, text, level)
        if level == "numbers":
            assert set(wanted) <= set(found), text
        else:
            assert wanted == found, text


@pytest.mark.parametrize(("language", "level", "rule"), RULES)
def test_counter_examples(language: str, level: str, rule: Rule) -> None:
    for text in rule.counter:
        assert rule.name not in applied(language, text, level), text


def applied(language: str, text: str, level: str) -> set[str]:
    """The rules of a level that build something."""
    cascade = _cascade(language)
    found = cascade.scanner.scan(scannable(text).text)
    for one in cascade.levels:
        if one.name == level:
            return {match.rule.name for match, builder in one.matches(found) if _builds(match, builder)}
        found = one.apply(found)
    raise AssertionError(level)


def _builds(match: Match, builder: object) -> bool:
    assert callable(builder)
    return builder(match) is not None
