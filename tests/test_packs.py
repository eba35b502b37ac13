"""Every rule of every language pack holds what its examples promise and leaves its counter-examples alone; no language in Python."""

from __future__ import annotations

import ast
import dataclasses
import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest

from servanda.grammar import BUILT_IN, Level, Match, Printed, Rule, Tagged, scannable
from servanda.language import FILES, Cascade, languages, load
from servanda.quantities import Amount
from servanda.read import commitments, figures
from servanda.read.events import Happening
from servanda.read.instruments import Paper
from servanda.read.meetings import Meet
from servanda.read.phrases import Lands, Named, Office, Standing
from servanda.read.reader import LEVELS, cascade, discourse
from servanda.record import Document
from servanda.times import Anchor, Expression, resolve
from servanda.times.find import _finder

ROOT = Path(__file__).parents[1]

#: The examples of the levels of time are resolved as if published on this Monday.
_ANCHOR = Anchor(published=dt.date(2021, 5, 3))

RULES = [(code, level, rule) for code in languages() for level, rules in load(code).rules.items() for rule in rules]


def told(value: Any) -> Any:
    """A value as the examples write it: what is printed, the name, the codes, or the number.

    Amounts and expressions of time are told as they print; a list of countries is its codes, a body, event or person its name,
    an office its role, a meeting its kind and number, an instrument its kind.
    """
    match value:
        case Expression():
            return resolve(value, _ANCHOR).timex
        case Printed():
            return Decimal(value.digits)
        case Amount():
            return str(value)
        case Lands():
            return list(value.codes)
        case Standing() | Named() | Happening():
            return " ".join(value.name.split())
        case Office():
            return value.role
        case Meet():
            return [value.kind, value.ordinal]
        case Paper():
            return value.kind
    return value


def same(said: Any, promised: Any) -> bool:
    """Whether a value as told is the one that an example promises; YAML reads 2.5 as a float and 1/2 as text."""
    if isinstance(said, Decimal):
        return said == Decimal(str(promised))
    return bool(said == promised) or str(said) == str(promised)


@lru_cache(maxsize=64)
def whole(code: str, level: str) -> Cascade:
    """The cascade of which a level is part: the reader's, or that of servanda.times for what the reader does not ask."""
    return cascade(code) if level in LEVELS else _finder(code).cascade


def before(code: str, level: str, text: str) -> Tagged:
    """A text as symbols when all levels before one have run."""
    compiled = whole(code, level)
    tagged = compiled.scanner.scan(scannable(text).text)
    for one in compiled.levels:
        if one.name == level:
            break
        tagged = one.apply(tagged)
    return tagged


def after(code: str, level: str, text: str) -> list[tuple[str, Any]]:
    """Tags and values as told, when a level has run."""
    compiled = whole(code, level)
    tagged = next(one for one in compiled.levels if one.name == level).apply(before(code, level, text))
    return [(compiled.tags.name(tag), told(value)) for tag, value in zip(tagged.tags, tagged.values, strict=True)]


def taken(code: str, level: str, text: str) -> Iterator[tuple[Match, Any]]:
    """What the rules of a level match in a text, with what they build."""
    compiled = whole(code, level)
    for match, builder in next(one for one in compiled.levels if one.name == level).matches(before(code, level, text)):
        yield match, builder(match)


def in_cascade(level: str) -> bool:
    return level in LEVELS or level == "timex"


EXAMPLES = [
    pytest.param(code, level, text, gives, id=f"{code}-{level}-{rule.name}-{text}")
    for code, level, rule in RULES
    if in_cascade(level)
    for text, gives in rule.examples
]
COUNTERS = [
    pytest.param(code, level, rule, text, id=f"{code}-{level}-{rule.name}-{text}")
    for code, level, rule in RULES
    if in_cascade(level)
    for text in rule.counter
]
CASCADED = [
    pytest.param(code, level, rule, id=f"{code}-{level}-{rule.name}")
    for code, level, rule in RULES
    if in_cascade(level)
]
#: Frames over clauses, which no level of the cascade applies: the reader of commitments runs them.
FRAMES = [
    pytest.param(code, text, gives, id=f"{code}-{rule.name}-{text}")
    for code in languages()
    for rule, text, gives in commitments.examples(code)
]
FIGURES = [
    pytest.param(code, rule.name, text, id=f"{code}-{rule.name}-{text}")
    for code, level, rule in RULES
    if level.startswith("figure ")
    for text, _ in rule.examples
]


def document(text: str) -> Document:
    return Document(name="t", text=text, sha256="0" * 64, published=dt.date(2021, 5, 3))


# --- examples ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("code", "level", "text", "gives"), EXAMPLES)
def test_an_example_gives_what_it_says(code: str, level: str, text: str, gives: dict[str, Any]) -> None:
    found = after(code, level, text)
    for tag, promised in gives.items():
        said = [value for name, value in found if name == tag]
        several = (
            promised if isinstance(promised, list) and not any(same(one, promised) for one in said) else [promised]
        )
        for wanted in several:
            assert any(same(one, wanted) for one in said), (tag, wanted, said)


@pytest.mark.parametrize(("code", "level", "rule"), CASCADED)
def test_a_rule_takes_part_in_an_example_of_its_own(code: str, level: str, rule: Rule) -> None:
    assert rule.examples, f"{rule.source}: {rule.name} has no example"
    assert any(rule.name == match.rule.name for text, _ in rule.examples for match, _ in taken(code, level, text))


@pytest.mark.parametrize(("code", "level", "rule", "text"), COUNTERS)
def test_a_counter_example_is_left_alone(code: str, level: str, rule: Rule, text: str) -> None:
    assert [match.text() for match, built in taken(code, level, text) if built and match.rule.name == rule.name] == []


@pytest.mark.parametrize(("code", "text", "gives"), FRAMES)
def test_a_frame_gives_the_acts_it_says(code: str, text: str, gives: list[str] | None) -> None:
    assert [claim.what for claim in commitments.stated(discourse(document(text), code))] == (gives or [])


@pytest.mark.parametrize(("code", "rule", "text"), FIGURES)
def test_a_rule_of_figures_is_met_in_its_example(
    code: str, rule: str, text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Rules of figures name parts of a sentence, which only the reader of figures puts together: it must come upon them."""
    met: set[str] = set()
    plain = Level.matches

    def watched(level: Level, *args: Any) -> Iterator[tuple[Match, Any]]:
        for match, builder in plain(level, *args):
            met.add(match.rule.name)
            yield match, builder

    monkeypatch.setattr(Level, "matches", watched)
    setting = "Trade of Kazakhstan with Uzbekistan reached $1 billion. In 2020 exports"
    read = [list(figures.read(discourse(document(told), code))) for told in (f"{text}.", f"{setting} {text}.")]
    assert rule in met or (rule == "measured words" and any(read))


def test_every_rule_belongs_to_something_that_runs_it() -> None:
    run = {*LEVELS, "timex", "commitments", "acts"}
    assert {level for _, level, _ in RULES if level not in run and not level.startswith("figure ")} == set()


def test_names_of_rules_say_which_rule_is_meant() -> None:
    for code in languages():
        named = [(level, rule.name) for other, level, rule in RULES if other == code]
        assert sorted({name for name in named if named.count(name) > 1}) == []


# --- no language in Python --------------------------------------------------------------------------------------------

#: Words of the codebook, in which claims are told whatever the language they were read in: kinds, states, units, flows.
CODEBOOK = """
session talks summit visit other meeting videoconference hybrid agreement memorandum protocol contract declaration commission
committee council forum days exports imports investment companies freight share regions participants agreements other
held planned postponed cancelled proposed agreed signed completed established working delayed done hoped ready obliged
record target count forecast up down times tonne
"""
#: The vocabulary between a pack and the code: forms and senses of verbs, keys of a pack, named parts of patterns, grains of time,
#: the parts that countries play, kinds of subjects and objects.
SCHEMA = """
base past third ing noun either name build all future part
hold happen open close meet attend chair sign approve ratify agree plan pledge decide propose hope confirm say discuss implement
prepare enter complete postpone cancel visit invest export import apply create account work act
day week weekend month quarter half year decade century since until in future first last next previous no published
must final reach exceed approach increase decrease owner with from to between head tail told list gave during thing acts act side agent person it none both cochairs
"""


def _words_of_packs() -> set[str]:
    forms: set[str] = set()
    for code in languages():
        for entry in load(code).entries:
            forms.add(entry.form.lower())
    return {form for form in forms if form.isalpha() and len(form) > 1}


def _compared(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Texts that are compared with something: behind ``==`` or ``in``, and in sets, the handiest shape for a list of words."""
    for node in ast.walk(tree):
        sides: list[ast.AST] = []
        if isinstance(node, ast.Compare):
            sides = [node.left, *node.comparators]
        elif isinstance(node, ast.Set):
            sides = [node]
        elif (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and node.func.attr in ("startswith", "endswith")
        ):
            sides = list(node.args)
        for side in sides:
            for leaf in [side, *getattr(side, "elts", [])]:
                if isinstance(leaf, ast.Constant) and isinstance(leaf.value, str):
                    yield leaf.lineno, leaf.value


def _sources() -> Iterator[Path]:
    package = ROOT / "src" / "servanda"
    yield from (package / name for name in ("language.py", "numbers.py"))
    for room in ("grammar", "read", "times", "quantities"):
        yield from sorted((package / room).rglob("*.py"))


@pytest.mark.parametrize("path", [pytest.param(path, id=str(path.relative_to(ROOT))) for path in _sources()])
def test_python_knows_no_words_of_a_language(path: Path) -> None:
    words = _words_of_packs() - set(f"{CODEBOOK} {SCHEMA}".split())
    tree = ast.parse(path.read_text("utf-8"))
    found = [
        f"{path.name}:{line} compares with {text!r}"
        for line, text in _compared(tree)
        if text.lower() == text and text in words
    ]
    assert found == []


# --- rules that say where to look, and the page that tells how to write a pack --------------------------------------------


def _corpus(code: str) -> list[str]:
    texts = [
        text for other, _, rule in RULES if other == code for text in (*(t for t, _ in rule.examples), *rule.counter)
    ]
    if code == "en":
        texts += [path.read_text("utf-8", "replace") for path in sorted((ROOT / "samples").glob("*.txt"))]
    return texts


@pytest.mark.parametrize("code", languages())
def test_a_rule_that_says_what_it_needs_misses_nothing(code: str) -> None:
    """Looking only where a needed symbol is near finds the same matches as looking everywhere."""
    compiled = cascade(code)
    everywhere = {
        level.name: Level(
            level.name,
            [dataclasses.replace(rule, needs=()) for rule in level.rules],
            tags=compiled.tags,
            classes=compiled.pack.classes,
            builders=level._builders,
        )
        for level in compiled.levels
        if any(rule.needs for rule in level.rules)
    }
    for text in _corpus(code):
        tagged = compiled.scanner.scan(scannable(text).text)
        for level in compiled.levels:
            if other := everywhere.get(level.name):
                found, wanted = ([(m.rule.name, m.text()) for m, _ in one.matches(tagged)] for one in (level, other))
                assert found == wanted, level.name
            tagged = level.apply(tagged)


def test_the_page_on_languages_names_all_there_is() -> None:
    page = (ROOT / "docs" / "languages.md").read_text("utf-8")
    settings = {key for code in languages() for key in load(code).settings}
    builders = {rule.build for _, _, rule in RULES}
    named = {*FILES, *LEVELS, *BUILT_IN, *builders, *settings}
    assert sorted(name for name in named if f"`{name}`" not in page) == []
