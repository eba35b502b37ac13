"""The fifth language of the page on languages: the pack that the page writes down is read, its examples hold, and it reads a report."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from servanda import language
from servanda.grammar import scannable
from servanda.language import load
from servanda.read import reader
from servanda.read.reader import LEVELS, cascade, read_in
from servanda.record import Claim, Document, Instrument, Meeting, Person
from tests.test_packs import same, told

_PAGE = Path(__file__).resolve().parents[2] / "docs" / "languages.md"
_FILE = re.compile(r"```yaml\n# de/(?P<name>\w+\.yml)\n(?P<text>.*?)```", re.DOTALL)
_REPORT = (
    "Berlin, 28. April 2021. Die 12. Sitzung der deutsch-kasachischen Regierungskommission fand am 27. April 2021 in Berlin statt.\n\n"
    "Der kasachische Wirtschaftsminister Aidar Bekow und die deutsche Staatssekretärin Maria Vogt unterzeichneten ein Protokoll.\n"
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The files of the page, as a reader of it would write them."""
    made = tmp_path_factory.mktemp("de")
    for block in _FILE.finditer(_PAGE.read_text("utf-8")):
        (made / block["name"]).write_text(block["text"], encoding="utf-8")
    return made


@pytest.fixture(scope="module", autouse=True)
def german(folder: Path) -> Iterator[None]:
    """The pack beside the others, for the time of these tests."""
    patch, plain, known = pytest.MonkeyPatch(), language.folder_of, language.languages()
    patch.setattr(language, "languages", lambda: (*known, "de"))
    patch.setattr(language, "folder_of", lambda code: folder if code == "de" else plain(code))
    yield
    patch.undo()
    load.cache_clear()
    reader.cascade.cache_clear()


def claims(text: str) -> list[Claim]:
    document = Document(name="bericht", text=text, sha256="0" * 64, published=dt.date(2021, 4, 28))
    outcome = read_in(document, "de")
    assert outcome.problems == ()
    return list(outcome.result)


def test_the_page_writes_down_a_whole_folder(folder: Path) -> None:
    assert {path.name for path in folder.iterdir()} == {
        "language.yml", "numbers.yml", "times.yml", "quantities.yml", "diplomacy.yml", "people.yml", "words.yml",
    }  # fmt: skip
    assert load("de").name == "German"


def after(level: str, text: str) -> list[tuple[str, Any]]:
    """Tags and values as told, when a level has run."""
    compiled = cascade("de")
    tagged = compiled.scanner.scan(scannable(text).text)
    for one in compiled.levels[: LEVELS.index(level) + 1]:
        tagged = one.apply(tagged)
    return [(compiled.tags.name(tag), told(value)) for tag, value in zip(tagged.tags, tagged.values, strict=True)]


def test_every_example_of_the_page_holds() -> None:
    rules = [(level, rule) for level, listed in load("de").rules.items() for rule in listed]
    assert len(rules) > 12
    for level, rule in rules:
        for text, gives in rule.examples:
            found = after(level, text)
            for tag, value in gives.items():
                assert any(tag == name and same(said, value) for name, said in found), (rule.name, text, found)


def test_the_fifth_language_reads_a_report() -> None:
    found = claims(_REPORT)
    (meeting,) = [claim for claim in found if isinstance(claim, Meeting)]
    assert (meeting.ordinal, meeting.kind, meeting.date, meeting.place) == (12, "session", "2021-04-27", "Berlin")
    assert (meeting.status, set(meeting.countries)) == ("held", {"DE", "KZ"})
    people = {claim.name: claim.of for claim in found if isinstance(claim, Person)}
    assert people == {"Aidar Bekow": "KZ", "Maria Vogt": "DE"}
    (paper,) = [claim for claim in found if isinstance(claim, Instrument)]
    assert (paper.kind, paper.status, paper.date) == ("protocol", "signed", "2021-04-27")


def test_what_the_fifth_language_does_not_know_it_does_not_tell() -> None:
    assert claims("Bayern München gewann am Samstag mit 3:1. Am Abend soll es regnen.\n") == []
