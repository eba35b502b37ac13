"""Suffix chains: what a stem may bear, and how the scanner tells stem and ending apart."""

import pytest

from servanda.grammar import Entry, Orthography, Scanner, Suffixes, Tags, Verb, suffixes
from servanda.problems import PackError

TABLES = {
    "harmony": {"A": {"aıou": "a", "eiöü": "e"}, "I": {"aı": "ı", "ei": "i", "ou": "u", "öü": "ü"}},
    "soft": {"noun": {"k": "ğ"}, "verb": {"t": "d"}},
    "hard": "fstkçşhp",
    "hardened": {"D": "t"},
    "forms": {"past": "VBD", "base": "VN"},
    "paradigms": {
        "noun": [
            ["", "lAr"],
            ["", "(s)I"],
            {"": [""], "GEN": ["(n)In"], "DAT": ["(y)A", "nA"], "LOC": ["DA", "nDA"], "ABL": ["DAn", "nDAn"]},
        ],
        "verb": {
            "finite": [{"": [""], "passive": ["(I)l"]}, {"past": ["DI"]}],
            "nominal": [{"": [""], "passive": ["(I)l"]}, {"base": ["mA"]}, ["", "(s)I"], {"": [""], "GEN": ["(n)In"]}],
        },
    },
}


@pytest.fixture
def tables() -> Suffixes:
    return suffixes(TABLES, "here")


@pytest.fixture
def scanner(tables: Suffixes) -> Scanner:
    entries = [
        Entry("Ankara", "PLACE", "TR", "title", "noun"),
        Entry("AB", "PLACE", "EU", "exact", "noun"),
        Entry("Bakanlık", "OFFICE", "ministry", "any", "noun"),
        Entry("imzala", "VB", Verb("imzala", "base", "sign"), "stem", "verb"),
    ]
    return Scanner(entries, tags=Tags(), orthography=Orthography(ordinal_suffixes=frozenset({"inci"}), suffixes=tables))


def told(scanner: Scanner, text: str) -> list[tuple[str, str]]:
    tagged = scanner.scan(text)
    return [
        (scanner.tags.name(tag), text[a:b]) for tag, a, b in zip(tagged.tags, tagged.starts, tagged.ends, strict=True)
    ]


@pytest.mark.parametrize(
    ("stem", "tail"),
    [
        ("Ankara", "da"),
        ("iş", "te"),
        ("göl", "un"),
        ("yol", "unun"),
        ("okul", "larinda"),
        ("göl", "e"),
        ("Ankara", "nin"),
    ],
)
def test_endings_follow_the_last_vowel_and_the_last_letter(tables: Suffixes, stem: str, tail: str) -> None:
    assert tail in tables.endings(stem, "noun")


@pytest.mark.parametrize(
    ("stem", "tail"), [("Ankara", "te"), ("iş", "da"), ("yol", "in"), ("Ankara", "in"), ("göl", "")]
)
def test_what_the_vowel_does_not_ask_for_is_no_ending(tables: Suffixes, stem: str, tail: str) -> None:
    assert tail not in tables.endings(stem, "noun")


def test_a_stem_softens_before_a_vowel_when_it_has_more_than_one_syllable(tables: Suffixes) -> None:
    assert tables.softened("bakanlık", "noun") == "bakanlığ"
    assert tables.softened("ok", "noun") is None
    assert tables.softened("et", "verb") == "ed"


def test_the_case_is_a_symbol_of_its_own_behind_its_stem(scanner: Scanner) -> None:
    assert told(scanner, "Ankarada") == [("PLACE", "Ankara"), ("LOC", "da")]
    assert told(scanner, "Bakanlığının") == [("OFFICE", "Bakanlığı"), ("GEN", "nın")]
    assert told(scanner, "Ankaraya") == [("PLACE", "Ankara"), ("DAT", "ya")]
    assert told(scanner, "Ankara") == [("PLACE", "Ankara")]


def test_what_is_no_ending_leaves_the_word_unknown(scanner: Scanner) -> None:
    assert told(scanner, "Ankaralaştı") == [("N", "Ankaralaştı")]


def test_an_ending_may_be_joined_by_a_sign(scanner: Scanner) -> None:
    assert told(scanner, "Ankara'da AB-nin") == [("PLACE", "Ankara"), ("LOC", "da"), ("PLACE", "AB"), ("GEN", "nin")]
    assert told(scanner, "Kaya'nın 27'de 2025-te") == [
        ("N", "Kaya"), ("GEN", "nın"), ("SMALL", "27"), ("LOC", "de"), ("YEAR", "2025"), ("LOC", "te"),
    ]  # fmt: skip
    assert told(scanner, "22-inci") == [("ORD", "22-inci")]


def test_a_verb_tells_form_and_voice_by_its_ending(scanner: Scanner) -> None:
    tagged = scanner.scan("imzaladı imzalandı imzalamasının")
    assert [v for v in tagged.values if v] == [Verb("imzala", "past", "sign"), Verb("imzala", "base", "sign")]
    assert told(scanner, "imzala") == [("w", "imzala")]


def test_tables_that_do_not_read_are_refused() -> None:
    with pytest.raises(PackError, match="suffixes"):
        suffixes({"paradigms": {"noun": [1]}, "harmony": {}}, "here")
