"""The engine, with a language of its own invention: nothing here depends on any pack."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servanda.grammar import (
    Entry,
    Level,
    Match,
    Orthography,
    Printed,
    Rule,
    Scanner,
    Tagged,
    Tags,
    fold,
    scannable,
    sentences,
    symbol_at,
    translate,
)
from servanda.problems import PackError

_FORMS = [
    Entry("blau", "COLOUR", "blue"),
    Entry("blau berg", "PLACE", "Blue Hill"),
    Entry("May", "MONTH", 5, "title"),
    Entry("US", "LAND", "US", "exact"),
    Entry("US$", "MONEYSIGN", "USD", "exact"),
    Entry("$", "MONEYSIGN", "USD"),
    Entry("m", "SCALE", 10**6, "glued"),
    Entry("und", "AND", None),
    Entry("sq. km", "UNIT", "km2"),
]


def _engine(decimal: str = ".") -> tuple[Scanner, Tags]:
    tags = Tags()
    spelling = Orthography(decimal=decimal, ordinal_suffixes=frozenset({"th", "st"}), abbreviations=frozenset({"mr"}))
    return Scanner(_FORMS, tags=tags, orthography=spelling), tags


def names(text: str, decimal: str = ".") -> str:
    scanner, tags = _engine(decimal)
    return tags.names(scanner.scan(text).tags)


# --- scanning ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "symbols"),
    [
        ("blau", "COLOUR"),
        ("BLAU", "COLOUR"),
        ("blau berg", "PLACE"),
        ("blaub", "w"),
        ("May may", "MONTH w"),
        ("US us", "LAND w"),
        ("US$5", "MONEYSIGN SMALL"),
        ("$5m", "MONEYSIGN SMALL SCALE"),
        ("5 m", "SMALL w"),
        ("rot grün", "w"),
        ("Rot Grün rot", "N w"),
        ("1999; 2300; 12; 123; 1.5; 12 123", "YEAR SEMI INT SEMI SMALL SEMI INT SEMI DEC SEMI INT"),
        ("21st", "ORD"),
        ("G20", "N CODE"),
        ("2021-04-27", "NDATE"),
        ("27.08.20", "NDATE"),
        ("11:30", "CLOCK"),
        ("a-b", "w HYPHEN w"),
        ("a - b", "w DASH w"),
        ("(a)", "OPEN w CLOSE"),
        ("“a”", "QUOTE w QUOTE"),
        ("x's", "w POSS"),
        ("5 sq. km", "SMALL UNIT"),
        ("5 sq km", "SMALL UNIT"),
        ("Rot. Blau", "N BREAK COLOUR"),
        ("Mr. Rot", "N N"),
        ("rot\nblau", "w BREAK COLOUR"),
        ("", ""),
    ],
)
def test_what_the_scanner_sees(text: str, symbols: str) -> None:
    assert names(text) == symbols


@pytest.mark.parametrize(
    ("text", "decimal", "digits"),
    [
        ("1,234", ".", "1234"),
        ("1,234.5", ".", "1234.5"),
        ("1.234,5", ",", "1234.5"),
        ("1,5", ",", "1.5"),
        ("1 234 567", ".", "1234567"),
        ("0.500", ".", "0.500"),
        ("1,234,567", ".", "1234567"),
        ("٣", ".", "3"),
    ],
)
def test_a_number_as_printed(text: str, decimal: str, digits: str) -> None:
    scanner, _ = _engine(decimal)
    (value,) = scanner.scan(text).values
    assert isinstance(value, Printed)
    assert value.digits == digits


def test_a_lexicon_without_forms_is_refused() -> None:
    with pytest.raises(PackError):
        Scanner([], tags=Tags(), orthography=Orthography())


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_folding_keeps_the_length(text: str) -> None:
    assert len(fold(text)) == len(text)
    assert fold(fold(text)) == fold(text)


def test_a_dotted_capital_is_one_letter_and_stays_as_printed() -> None:
    assert scannable("İstanbul, IĞDIR") == ("İstanbul, IĞDIR", None)
    assert fold("İstanbul, IĞDIR") == "istanbul  igdir"


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("agree\u00adment", "agreement"),
        ("a  b", "a b"),
        ("a\u00a0\u00a0b", "a b"),
        ("e\u0301te\u0301", "été"),
        ("\ufb01rst", "first"),
        ("\u200fa\u200e", "a"),
        ("plain text", "plain text"),
    ],
)
def test_what_hides_words_is_taken_off(text: str, plain: str) -> None:
    scan = scannable(text)
    assert scan.text == plain
    start, end = scan.span(0, len(plain))
    assert scannable(text[start:end]).text == plain


def test_a_span_within_a_ligature_takes_it_in() -> None:
    scan = scannable("\ufb01x")
    assert scan.text == "fix"
    assert scan.span(0, 1) == scan.span(1, 2) == (0, 1)
    assert scan.span(2, 3) == (1, 2)


_WORDS = ("a", "b", "c", "d")
_PHRASES = ("a", "a b", "a b c d", "b", "b c", "c b a", "c c", "d a c")


@given(st.lists(st.sampled_from((*_WORDS, "x", "A", "C", "C,")), max_size=14))
def test_of_forms_that_overlap_the_first_and_longest_stands(words: list[str]) -> None:
    tags = Tags()
    entries = [
        Entry(form, form.replace(" ", "_"), form, "title" if form.startswith("c") else "any") for form in _PHRASES
    ]
    found = Scanner(entries, tags=tags, orthography=Orthography()).scan(" ".join(words)).values
    plain, wanted, place = [word.strip(",").lower() for word in words], [], 0
    while place < len(words):
        here = [form.split() for form in _PHRASES if not form.startswith("c") or words[place][0].isupper()]
        fitting = [form for form in here if plain[place : place + len(form)] == form]
        fitting = [form for form in fitting if not any("," in word for word in words[place : place + len(form) - 1])]
        best = max(fitting, key=len, default=[])
        wanted += [" ".join(best)] if best else []
        place += max(1, len(best))
    assert [value for value in found if value and value != ","] == wanted


@pytest.mark.parametrize(
    ("text", "symbols"),
    [("US$blau", "MONEYSIGN COLOUR"), ("US$ blau", "MONEYSIGN COLOUR"), ("us$blau", "w MONEYSIGN COLOUR")],
)
def test_a_form_may_begin_right_behind_the_sign_that_ends_another(text: str, symbols: str) -> None:
    assert names(text) == symbols


@given(st.text(alphabet="aB e\u0301\u0302\u00a0\t\n\ufb01\u200bİ", max_size=30))
def test_plain_stretches_are_taken_as_they_are(text: str) -> None:
    """A letter beyond ASCII before each character leaves no stretch plain: what becomes of the others is the same."""
    scan = scannable("  " + text)
    origin = scan.origin or ()
    assert len(origin) == len(scan.text) + 1
    assert scannable(scan.text).text == scan.text
    for place, char in enumerate(scan.text):
        if char.isascii() and char not in " fiI":
            assert ("  " + text)[origin[place]] == char


# --- rules ------------------------------------------------------------------------------------------------------------


def _level(
    pattern: str, *, build: str = "all", tags: Tags | None = None, classes: dict[str, Any] | None = None
) -> Level:
    rule = Rule(name="rule", pattern=pattern, build=build, source="test")

    def whole(match: Match) -> tuple[str, Any]:
        return "FOUND", match.text()

    def never(match: Match) -> None:
        return None

    scanner_tags = tags or _engine()[1]
    scanner_tags.char("FOUND")
    return Level("test", [rule], tags=scanner_tags, classes=classes or {}, builders={"all": whole, "never": never})


def _applied(pattern: str, text: str, **options: Any) -> list[Any]:
    scanner, tags = _engine()
    tagged = _level(pattern, tags=tags, **options).apply(scanner.scan(text))
    return [value for tag, value in zip(tagged.tags, tagged.values, strict=True) if tag == tags.char("FOUND")]


def test_a_rule_makes_one_symbol_of_several() -> None:
    assert _applied("COLOUR AND COLOUR", "rot blau und blau rot") == ["blau und blau"]
    assert _applied("@BOTH AND {b:@BOTH}", "blau und rot", classes={"BOTH": ["COLOUR", "w"]}) == ["blau und rot"]
    assert _applied("@TWICE", "blau blau blau", classes={"TWICE": "COLOUR COLOUR"}) == ["blau blau"]
    assert _applied("(?<=AND) COLOUR (?!AND)", "blau und blau und blau") == ["blau"]
    assert _applied("COLOUR{2,3}", "blau blau blau blau") == ["blau blau blau"]


@pytest.mark.parametrize("times", [3, 300])
def test_few_matches_are_put_in_as_many_are(times: int) -> None:
    scanner, tags = _engine()
    before = scanner.scan("Rot blau und blau, rot blau. " * times)
    kept = (before.tags, list(before.starts), list(before.ends), list(before.values))
    after = _level("COLOUR AND COLOUR|(?<=COMMA w)COLOUR", tags=tags).apply(before)
    assert (before.tags, before.starts, before.ends, before.values) == kept
    texts = [after.quote(place, place) for place in range(len(after.tags))]
    assert texts == ["Rot", "blau und blau", ",", "rot", "blau", "."] * times
    assert after.values == [None, "blau und blau", ",", None, "blau", None] * times


@given(st.text(alphabet="bu dlan,.", max_size=200))
def test_a_text_is_rewritten_as_a_fresh_one_is_made(text: str) -> None:
    scanner, tags = _engine()
    level = _level("COLOUR (AND COLOUR)*|w COMMA", tags=tags)
    tagged = scanner.scan(scannable(text * 30).text)
    fresh = level.apply(tagged)
    level.rewrite(tagged)
    assert (fresh.tags, fresh.starts, fresh.ends, fresh.values) == (
        tagged.tags, tagged.starts, tagged.ends, tagged.values,
    )  # fmt: skip
    assert len(fresh.tags) == len(fresh.starts) == len(fresh.ends) == len(fresh.values)


def test_a_builder_may_decline() -> None:
    assert _applied("COLOUR", "blau", build="never") == []


@pytest.mark.parametrize("pattern", ["NOSUCH", "@NOSUCH", "COLOUR (", "COLOUR?", "COLOUR & w", "{a:COLOUR"])
def test_a_pattern_that_is_wrong_is_refused_by_name(pattern: str) -> None:
    with pytest.raises(PackError, match="rule"):
        _level(pattern)


def test_an_unknown_builder_is_refused() -> None:
    with pytest.raises(PackError, match="builder"):
        _level("COLOUR", build="nobody")


def test_parts_have_values_text_and_places() -> None:
    scanner, tags = _engine()
    found: list[tuple[Any, ...]] = []

    def build(match: Match) -> None:
        found.append((match["c"], match.values("c"), match.text("c"), match.has("x"), match.get("x", 0), match.text()))
        with pytest.raises(KeyError):
            match["x"]

    rule = Rule(name="rule", pattern="{c:COLOUR+} (AND {x:MONTH})?", build="b")
    level = Level("test", [rule], tags=tags, classes={}, builders={"b": build})
    level.apply(scanner.scan("blau blau und"))
    assert found == [("blue", ["blue", "blue"], "blau blau", False, 0, "blau blau")]


def test_the_first_rule_that_fits_wins() -> None:
    scanner, tags = _engine()
    rules = [Rule(name="one", pattern="COLOUR AND", build="b"), Rule(name="two", pattern="COLOUR+", build="b")]
    level = Level("test", rules, tags=tags, classes={}, builders={"b": lambda match: None})
    assert [m.rule.name for m, _ in level.matches(scanner.scan("blau und blau blau"))] == ["one", "two"]


def test_no_match_takes_in_a_whole_book() -> None:
    scanner, tags = _engine()
    level = _level("COLOUR+", tags=tags)
    lengths = [m.last - m.first + 1 for m, _ in level.matches(scanner.scan("blau " * 1000))]
    assert sum(lengths) == 1000
    assert max(lengths) < 200


@given(st.text(alphabet="blau und mayUS$5m.,-\n“”'", max_size=60))
def test_symbols_stand_in_order(text: str) -> None:
    scanner, _ = _engine()
    tagged: Tagged = scanner.scan(scannable(text).text)
    assert tagged.starts == sorted(tagged.starts)
    assert all(start < end <= len(tagged.text) for start, end in zip(tagged.starts, tagged.ends, strict=True))
    assert all(one <= two for one, two in zip(tagged.ends, tagged.starts[1:], strict=False))


def test_sentences_and_symbols_by_place() -> None:
    scanner, tags = _engine()
    tagged = scanner.scan("Rot. Blau und. Rot")
    assert sentences(tagged, tags.char("BREAK")) == [(0, 1), (2, 4), (5, 6)]
    assert symbol_at(tagged, 5) == 2
    assert symbol_at(tagged, -1) == -1


def test_tags_are_written_back() -> None:
    tags = Tags()
    assert tags.name(tags.char("COMMA")) == "COMMA"
    assert translate("COMMA|(?=w)", tags=tags, classes={}) == f"{tags.char('COMMA')}|(?={tags.char('w')})"
    with pytest.raises(KeyError):
        tags.name("x")
