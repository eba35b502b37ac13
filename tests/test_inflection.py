"""Words that a pack marks stand for all their forms."""

from __future__ import annotations

from pathlib import Path

import pytest

from servanda.grammar import Entry
from servanda.inflection import Table, Uninflected, expanded
from servanda.language import read_pack
from servanda.problems import PackError

_TABLE = (
    "joint*\tunu una unum unon unibus unis multi multa multum multon multibus multis\n"
    "group*\tgru gra grum gron/gronn grib gris mgru mgra mgrum mgron mgrib -\n"
    "talks*\ttok toka tokum tokon tokib toks\n"
    "old**\told olda oldum\n"
    "go~\tbase=go past=went/gone\n"
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "forms.txt").write_text(_TABLE, encoding="utf-8")
    (tmp_path / "language.yml").write_text(
        "settings: {code: xx, name: X, hosts: [talks*, many], verb_forms: {base: [VB, base], past: [VBD, past]}}\n"
        "words: {BODY: {group: ['joint* group* of-all!', talks*]}, OLD: [old**]}\nverbs: {act: [go on]}\n",
        encoding="utf-8",
    )
    return tmp_path


def test_marked_words_change_together(folder: Path) -> None:
    made = list(Table(folder / "forms.txt").forms("joint* group* of"))
    assert made[:2] == ["unu gru of", "una gra of"]
    assert "unon gronn of" in made
    assert len(made) == 12, "two ways to write one form, and one form that there is not"


def test_a_word_with_one_number_and_a_word_in_every_form(folder: Path) -> None:
    table = Table(folder / "forms.txt")
    assert list(table.forms("talks*")) == ["tok", "toka", "tokum", "tokon", "tokib", "toks"]
    assert list(table.forms("old**")) == ["old", "olda", "oldum"]


def test_what_is_not_in_the_table_is_told(folder: Path) -> None:
    with pytest.raises(PackError, match="scripts/inflect"):
        list(Table(folder / "forms.txt").forms("new*"))
    with pytest.raises(PackError, match="no table"):
        list(expanded("word*", Uninflected().forms))


def test_a_pack_writes_its_words_out(folder: Path) -> None:
    pack = read_pack(folder)
    assert Entry("unu gru of-all", "BODY", "group", "title") in pack.entries
    assert pack.settings["hosts"] == ["tok", "toka", "tokum", "tokon", "tokib", "toks", "many"]
    assert Entry("toka", "BODY", "group") in pack.entries
    assert Entry("olda", "OLD", "old") in pack.entries
    assert {entry.form: entry.tag for entry in pack.entries if entry.tag.startswith("VB")} == {
        "go on": "VB",
        "went on": "VBD",
        "gone on": "VBD",
    }


def test_the_cases_that_a_form_may_be_in(folder: Path) -> None:
    table = Table(folder / "forms.txt")
    assert table.cases("gra") == {1}
    assert table.cases("gronn") == {3}
    assert table.cases("olda") == frozenset(), "an adjective alone tells no case"
