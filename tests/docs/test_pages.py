"""What README and docs show is true: commands run, examples hold, links lead somewhere, every page is listed."""

from __future__ import annotations

import doctest
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").glob("*.md"))]
FLAGS = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE
_BLOCK = re.compile(r"^```console\n(.*?)^```", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"\]\((?!https?:)([^)#]+)(?:#[^)]*)?\)")


def commands(page: Path) -> Iterator[tuple[str, str]]:
    """Each line that begins with `$ servanda`, and what is shown below it."""
    for block in _BLOCK.findall(page.read_text("utf-8")):
        for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            line, _, shown = part.partition("\n")
            if line.startswith("servanda "):
                yield line, shown


@pytest.mark.parametrize("page", [p for p in PAGES if any(commands(p))], ids=lambda p: p.name)
def test_commands(page: Path, tmp_path: Path) -> None:
    """Each command runs, in order, and prints what is shown (`...` stands for anything; nothing shown, nothing checked)."""
    shutil.copytree(ROOT / "samples", tmp_path / "samples")
    for line, shown in commands(page):
        command = [sys.executable, "-m", *shlex.split(line)]
        environment = {"PATH": "/usr/bin:/bin", "COLUMNS": "100", "PYTHONUTF8": "1", "PYTHONPATH": str(ROOT / "src")}
        done = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path, env=environment, check=False)
        assert done.returncode == 0, f"$ {line}\n{done.stderr}"
        if shown.strip():
            assert doctest.OutputChecker().check_output(shown, done.stdout, FLAGS), f"$ {line}\n{done.stdout}"


@pytest.mark.parametrize("page", [p for p in PAGES if ">>> " in p.read_text("utf-8")], ids=lambda p: p.name)
def test_examples(page: Path) -> None:
    """Examples in Python give what is shown; a fence ends an example as an empty line does."""
    text = re.sub(r"^```.*$", "", page.read_text("utf-8"), flags=re.MULTILINE)
    test = doctest.DocTestParser().get_doctest(text, {}, page.name, str(page), 0)
    told: list[str] = []
    doctest.DocTestRunner(optionflags=FLAGS).run(test, out=told.append)
    assert not told, "".join(told)


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_links(page: Path) -> None:
    missing = [link for link in _LINK.findall(page.read_text("utf-8")) if not (page.parent / link).exists()]
    assert not missing


def test_every_page_is_listed() -> None:
    listed = set(_LINK.findall((ROOT / "docs" / "index.md").read_text("utf-8")))
    assert {page.name for page in (ROOT / "docs").glob("*.md")} - listed == {"index.md"}


def test_the_reference_is_up_to_date() -> None:
    done = subprocess.run([sys.executable, ROOT / "scripts" / "reference", "--check"], check=False)
    assert done.returncode == 0, "the docstrings have changed: run scripts/reference"
