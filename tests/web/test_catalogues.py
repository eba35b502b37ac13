"""The catalogues: nothing untranslated, nothing that templates say without them, nothing lost on the way."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from babel.messages.catalog import Message
from babel.messages.pofile import read_po
from lxml import html as parser
from pages_of import PAGES, singles
from starlette.testclient import TestClient

from servanda.web import app
from servanda.web.catalogues import FOLDER, languages, preferred
from servanda.web.wording import Wording

ROOT = Path(__file__).parents[2]
TEMPLATES = sorted((FOLDER.parent / "templates").glob("*.html"))
CATALOGUES = sorted(FOLDER.glob("*/LC_MESSAGES/messages.po"))
_HELD = re.compile(r"%\(\w+\)s")
#: What is the same in every language.
_NAMES = {"Servanda", "SHA-256", "Pacta sunt servanda", "j", "k", "a", "c", "r", "m", "s", "u", "https://"}
_SPOKEN = ("aria-label", "placeholder", "title", "alt")


def messages(path: Path) -> list[Message]:
    with path.open("rb") as file:
        return [message for message in read_po(file) if message.id]


def test_catalogues_are_what_templates_and_code_say() -> None:
    done = subprocess.run(
        [sys.executable, ROOT / "scripts" / "catalogues", "--check"], check=False, capture_output=True
    )
    assert done.returncode == 0, f"run scripts/catalogues and translate what is new: {done.stdout.decode()}"


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.parts[-3])
def test_everything_is_translated(path: Path) -> None:
    for message in messages(path):
        strings = message.string if isinstance(message.string, tuple) else (message.string,)
        assert all(strings), message.id
        assert not message.fuzzy, message.id
        last = message.id[-1] if isinstance(message.id, tuple) else message.id
        for string in strings:
            assert set(_HELD.findall(string)) == set(_HELD.findall(last)), message.id
            assert string.count("<strong>") == last.count("<strong>")


def test_there_are_russian_and_azerbaijani_catalogues() -> None:
    assert {"az", "ru"} <= {path.parts[-3] for path in CATALOGUES}


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_templates_hold_no_bare_text(path: Path) -> None:
    source = re.sub(r"{#.*?#}|{% trans.*?{% endtrans %}", "", path.read_text("utf-8"), flags=re.DOTALL)
    bare = re.sub(r"{%.*?%}|{{.*?}}", " ", source, flags=re.DOTALL)
    tree = parser.fromstring(f"<div>{bare}</div>")
    said = [text.strip() for text in tree.itertext()]
    said += [one.get(name, "").strip() for one in tree.iter() if isinstance(one.tag, str) for name in _SPOKEN]
    assert [text for text in said if re.search(r"[^\W\d_]", text) and text.strip(" ·") not in _NAMES] == []


@pytest.mark.parametrize("language", ["ru", "az"])
def test_no_term_of_the_samples_is_left_in_english(
    client: TestClient, language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with (FOLDER / language / "LC_MESSAGES" / "messages.po").open("rb") as file:
        known = {message.id for message in read_po(file) if isinstance(message.id, str)}
    missed: set[str] = set()
    told = Wording.term

    def term(self: Wording, value: str | None) -> str:
        if value and not value.startswith("other:") and value not in known:
            missed.add(value)
        return told(self, value)

    monkeypatch.setattr(
        Wording, "term", term
    )  # filters are bound when an application is made, so this test makes its own
    with TestClient(app(client.app.state.ledger)) as own:  # type: ignore[attr-defined]
        for page in (*PAGES, *singles(client)):
            own.get(page, headers={"Accept-Language": language})
    assert missed == set()


def test_the_language_that_is_liked_best() -> None:
    assert preferred("az, ru;q=0.9") == "az"
    assert preferred("ru;q=0, en") == "en"
    assert preferred("xx;q=nonsense, fr") == "en"


@pytest.mark.parametrize(
    ("language", "value", "told"),
    [
        ("en", "2021-04-27", "27 April 2021"),
        ("en", "2021-04", "April 2021"),
        ("en", "2021", "2021"),
        ("en", "2021-Q3", "3rd quarter 2021"),
        ("en", "2021-H1", "first half of 2021"),
        ("en", "2018/..", "since 2018"),
        ("en", "../2024", "until 2024"),
        ("en", "2021-10-05/2021-10-07", "5–7 Oct 2021"),
        ("en", "soon", "soon"),
        ("ru", "2021-04-27", "27 апреля 2021 г."),
        ("az", "2021-04", "aprel 2021"),
    ],
)
def test_dates_are_told_exactly_as_precise_as_they_are(language: str, value: str, told: str) -> None:
    assert (
        Wording(language, languages()[language])
        .when(value)
        .replace("\u202f", " ")
        .replace("\xa0", " ")
        .replace("\u2009", "")
        == told
    )
