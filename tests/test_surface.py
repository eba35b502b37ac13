"""The public surface: it fits a page, costs little to import, and works in whatever order things are imported."""

from __future__ import annotations

import datetime as dt
import subprocess
import sys
from pathlib import Path

import pytest

import servanda
from servanda.problems import UsageError

TEXT = "BAKU, April 26, 2021 - Trade turnover between Russia and Azerbaijan grew by 12% to $2.9 billion in 2020."


def run(code: str) -> str:
    """What a fresh interpreter prints."""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_surface_is_what_it_is() -> None:
    assert servanda.__all__ == ["__version__", "quantities", "read", "same_name", "times"]
    assert servanda.__version__[0].isdigit()
    with pytest.raises(AttributeError, match="no attribute 'tmies'"):
        servanda.tmies  # type: ignore[attr-defined]  # noqa: B018 - asking is the test


@pytest.mark.parametrize(
    "before",
    [
        "import servanda",
        "import servanda.times, servanda.quantities, servanda.read",
        "from servanda.times import resolve; import servanda",
        "from servanda.read import read_document; from servanda.quantities import Amount; import servanda",
        "import servanda.ledger; from servanda import read, times, quantities; import servanda.read.reader, servanda",
    ],
)
def test_functions_stay_whatever_is_imported(before: str) -> None:
    calls = "servanda.times('in 2021')[0].value, servanda.quantities('5%')[0].unit, type(servanda.read('x')).__name__"
    assert run(f"{before}\nprint(*({calls}))\nimport servanda.times\nprint(*({calls}))") == "2021 % Outcome\n" * 2


def test_importing_the_package_imports_nothing_else() -> None:
    code = "import sys, servanda; print(*sorted(name for name in sys.modules if name.startswith('servanda')))"
    assert run(code).split() == ["servanda"]


def test_a_str_is_the_text_itself() -> None:
    outcome = servanda.read(TEXT)
    assert [claim.type for claim in outcome.result] == ["figure"]
    assert all(TEXT[claim.start : claim.end] == claim.quote for claim in outcome.result)


def test_a_path_is_a_file(tmp_path: Path) -> None:
    (tmp_path / "report.txt").write_text(TEXT)
    assert servanda.read(tmp_path / "report.txt").result == servanda.read(TEXT).result
    missing = servanda.read(tmp_path / "missing.txt")
    assert missing.result == ()
    assert [problem.code for problem in missing.problems] == ["unreadable"]


@pytest.mark.parametrize("published", ["2021-04-27", dt.date(2021, 4, 27), dt.datetime(2021, 4, 27, 9, 30)])
def test_the_caller_may_tell_the_day(published: str | dt.date) -> None:
    text = "The 20th session of the Russian-Azerbaijani Intergovernmental Commission was held in Baku on Monday."
    (meeting, *_) = servanda.read(text, published=published).result
    assert meeting.as_dict()["date"] == "2021-04-26"


def test_a_wrong_call_raises() -> None:
    with pytest.raises(UsageError, match="no date"):
        servanda.read(TEXT, published="April")
    with pytest.raises(UsageError, match="no language pack"):
        servanda.times(TEXT, language="xx")
