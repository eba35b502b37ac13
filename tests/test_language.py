"""Packs: what a folder must hold, how words and verbs are written, and what is said when something is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from servanda.grammar import Entry, Match, Verb
from servanda.language import Cascade, Pack, entry, languages, load, read_pack
from servanda.problems import PackError, UsageError

_LANGUAGE = """
settings:
  code: xx
  name: Invented
  decimal: ","
  inflection:
    - ["e$", {third: es, past: ed, ing: ing}]
    - ["$", {third: s, past: ed, ing: ing}]
"""
_WORDS = """
words:
  COLOUR: {blue: [blau, bleu]}
  AND: [und]
verbs:
  hold:
    - ~wave
    - carry out: {past: [carried out], third: [carries out]}
classes:
  ANY: [COLOUR, AND]
rules:
  - name: two-colours
    level: colours
    pattern: "{a:COLOUR} AND {b:COLOUR}"
    build: pair
    examples: [{text: "blau und bleu", gives: {PAIR: [blue, blue]}}]
    counter: ["blau"]
"""


def folder(tmp_path: Path, words: str = _WORDS, language: str = _LANGUAGE) -> Path:
    (tmp_path / "language.yml").write_text(language, encoding="utf-8")
    (tmp_path / "words.yml").write_text(words, encoding="utf-8")
    return tmp_path


def test_a_pack_is_a_folder(tmp_path: Path) -> None:
    pack = read_pack(folder(tmp_path))
    assert (pack.code, pack.name, pack.orthography.decimal) == ("xx", "Invented", ",")
    assert Entry("bleu", "COLOUR", "blue") in pack.entries
    assert Entry("und", "AND", "und") in pack.entries
    (rule,) = pack.rules["colours"]
    assert rule.examples == (("blau und bleu", {"PAIR": ["blue", "blue"]}),)
    assert rule.counter == ("blau",)


def test_verbs_are_inflected_by_the_pack(tmp_path: Path) -> None:
    forms = {e.form: (e.tag, e.value) for e in read_pack(folder(tmp_path)).entries if isinstance(e.value, Verb)}
    assert forms["wave"] == ("VN", Verb("wave", "base", "hold"))
    assert forms["waved"][0] == "VBD"
    assert forms["waves"][0] == "VBZ"
    assert forms["carried out"] == ("VBD", Verb("carry out", "past", "hold"))
    assert forms["carrying out"][0] == "VBG"


@pytest.mark.parametrize(
    ("written", "made"),
    [
        ("blau", Entry("blau", "T", "blau")),
        ("May!", Entry("May", "T", "may", "title")),
        ("US!!", Entry("US", "T", "us", "exact")),
        ("+m", Entry("m", "T", "m", "glued")),
        ("+", Entry("+", "T", "+")),
        ("!", Entry("!", "T", "!")),
    ],
)
def test_marks_on_forms(written: str, made: Entry) -> None:
    assert entry(written, "T") == made


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("words: {YES: [yes, true]}", "quotation marks"),
        ("words: {COLOUR: blau}", "neither a list nor a mapping"),
        ("rules: [{name: one}]", "rule 1: without build, examples, level, pattern"),
        ("rules: [one]", "a rule is a mapping"),
        ("- one", "a pack file is a mapping"),
    ],
)
def test_what_is_wrong_is_told_with_its_file(words: str, told: str, tmp_path: Path) -> None:
    with pytest.raises(PackError, match=told) as raised:
        read_pack(folder(tmp_path, words))
    assert "words.yml" in str(raised.value)


def test_a_pack_must_name_itself(tmp_path: Path) -> None:
    with pytest.raises(PackError, match="code is missing"):
        read_pack(folder(tmp_path, "words: {}", "settings: {name: Invented}"))


def test_a_verb_that_no_pattern_fits(tmp_path: Path) -> None:
    bare = _LANGUAGE.replace('    - ["$", {third: s, past: ed, ing: ing}]\n', "")
    with pytest.raises(PackError, match="no inflection"):
        read_pack(folder(tmp_path, "verbs: {hold: [hold]}", bare))


def test_the_digest_tells_one_pack_from_another(tmp_path: Path) -> None:
    one = read_pack(folder(tmp_path)).digest
    assert read_pack(folder(tmp_path)).digest == one
    assert read_pack(folder(tmp_path, _WORDS.replace("bleu", "blu"))).digest != one


def _cascade(pack: Pack) -> Cascade:
    def pair(match: Match) -> tuple[str, list[str]]:
        return "PAIR", [match["a"], match["b"]]

    return Cascade(pack, levels=["colours"], builders={"pair": pair})


def test_a_cascade_from_a_folder(tmp_path: Path) -> None:
    made = _cascade(read_pack(folder(tmp_path)))
    tagged = made.levels[0].apply(made.scanner.scan("Bleu und blau"))
    assert (made.tags.names(tagged.tags), tagged.values) == ("PAIR", [["blue", "blue"]])


def test_an_unknown_tag_is_told_with_its_rule(tmp_path: Path) -> None:
    with pytest.raises(PackError, match=r"two-colours.*NOSUCH"):
        _cascade(read_pack(folder(tmp_path, _WORDS.replace("{a:COLOUR}", "{a:NOSUCH}"))))


def test_the_languages_there_are() -> None:
    assert "en" in languages()
    assert load("en") is load("en")
    with pytest.raises(UsageError, match=r"no language pack 'xx'; there are: .*en"):
        load("xx")
