"""The tables of names: each entry does something, and the page tells every matcher."""

from __future__ import annotations

import re
from itertools import combinations, product
from pathlib import Path

import pytest
import yaml

from servanda.resolve.names import name_keys, same_name
from servanda.resolve.names.matchers import NAMES, WORDS
from servanda.resolve.names.parsing import parse
from servanda.resolve.names.spelling import plain, sounds
from servanda.resolve.names.tables import endings, given, spellings, words

ROOT = Path(__file__).parents[2]
OFFICIALS: list[list[str]] = yaml.safe_load(Path(__file__).with_name("officials.yml").read_text("utf-8"))

NEIGHBOURS: dict[str, list[str]] = yaml.safe_load(Path(__file__).with_name("neighbours.yml").read_text("utf-8"))


def test_names_that_look_alike_are_not_called_the_same() -> None:
    surnames = [(f"Nizami {one}", f"Nizami {other}") for one, other in combinations(NEIGHBOURS["surnames"], 2)]
    given = [(f"{one} Sultanov", f"{other} Sultanov") for one, other in combinations(NEIGHBOURS["given"], 2)]
    assert [pair for pair in (*surnames, *given) if same_name(*pair).verdict == "same"] == []


def test_no_two_officials_are_called_the_same() -> None:
    wrong = [
        (one, other)
        for ones, others in combinations(OFFICIALS, 2)
        for one, other in product(ones, others)
        if same_name(one, other).verdict == "same"
    ]
    assert wrong == []


def test_most_spellings_of_one_official_are_called_the_same() -> None:
    pairs = [pair for spelled in OFFICIALS for pair in combinations(spelled, 2)]
    same = [pair for pair in pairs if same_name(*pair).verdict == "same"]
    assert len(same) / len(pairs) >= 0.95
    assert [pair for pair in same if not name_keys(pair[0]) & name_keys(pair[1])] == []


def test_few_officials_share_a_key() -> None:
    """Comparing within a key only leaves out most pairs."""
    names = [name for spelled in OFFICIALS for name in spelled]
    pairs = list(combinations(names, 2))
    compared = sum(bool(name_keys(one) & name_keys(other)) for one, other in pairs)
    assert compared / len(pairs) < 0.1


def test_the_page_tells_every_matcher() -> None:
    page = " ".join((ROOT / "docs" / "names.md").read_text("utf-8").split())
    told = [f"| {one.name} | {one.weight:+} | {one.applies.__doc__} |" for one in WORDS]
    told += [f"| {name} | {asked.__doc__} |" for name, asked in NAMES]
    assert [row for row in told if " ".join(row.split()) not in page] == []


@pytest.mark.parametrize(
    ("way", "word", "sound"),
    [
        ("Turkish and Azerbaijani letters", "ceyhun", "Jehun"),
        ("Turkish letters without their marks", "overcuk", "overCuk"),
        ("a Cyrillic letter for two sounds", "гасан", "hasan"),
        ("Belarusian letters", "лукашэнка", "lukaSenko"),
        ("Chinese names in Cyrillic letters", "цзиньпин", "Jinping"),
        ("h that others write g", "huseyn", "gusen"),
        ("South Slavic and Czech letters", "jović", "oviC"),
        ("Polish letters", "mateusz", "mateuS"),
        ("German letters", "selenskyj", "zelenski"),
        ("French romanisation", "poutine", "putin"),
        ("Spanish and Portuguese letters", "javier", "havier"),
        ("Chinese and Vietnamese romanisations", "xuân", "suan"),
    ],
)
def test_each_orthography_is_read(way: str, word: str, sound: str) -> None:
    assert way in {one.name for one in spellings().orthographies}
    assert sound in sounds(word)


def test_every_orthography_has_its_example() -> None:
    (marks,) = (mark for mark in test_each_orthography_is_read.pytestmark if mark.name == "parametrize")
    assert [example[0] for example in marks.args[1]] == [one.name for one in spellings().orthographies]


def test_sounds_come_to_rest() -> None:
    """What is one letter a sound holds nothing but the letters that stand for sounds."""
    assert all(
        re.fullmatch("[a-zCSJ]+", sound)
        for spelled in OFFICIALS
        for name in spelled
        for word in parse(name).words
        for sound in word.sounds
    )


def test_given_names_are_written_plainly() -> None:
    assert [name for name in given().names if plain(name) != name] == []


def test_words_beside_names_are_in_small_letters() -> None:
    known = words()
    listed = [
        *known.titles,
        *known.honorifics,
        *known.particles,
        *known.fathers,
        *known.children,
        *known.generations,
        *given().either,
    ]
    assert [word for word in listed if word != word.lower()] == []
    assert not known.fathers & known.particles
    assert known.names <= known.particles | known.fathers
    assert all(man != woman for man, woman in endings().sexes)
