"""The documentation tells of every command, option and problem code, and of nothing that is not there."""

from __future__ import annotations

import importlib.util
from importlib.machinery import SourceFileLoader
from pathlib import Path
from types import ModuleType

import click
import pytest

from servanda.cli import cli
from servanda.problems import CODES

_ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def docs() -> ModuleType:
    """scripts/docs as a module."""
    loader = SourceFileLoader("docs_script", str(_ROOT / "scripts" / "docs"))
    spec = importlib.util.spec_from_loader("docs_script", loader)
    assert spec is not None
    module = importlib.util.module_from_spec(spec)
    loader.exec_module(module)
    return module


@pytest.mark.parametrize("page", ["cli.md", "problems.md", "api-rest.md"])
def test_the_pages_are_those_that_the_script_writes(docs: ModuleType, page: str) -> None:
    assert (_ROOT / "docs" / page).read_text(encoding="utf-8") == docs.PAGES[page](), "run scripts/docs"


def test_every_command_and_option_is_documented_and_explained() -> None:
    page = (_ROOT / "docs" / "cli.md").read_text(encoding="utf-8")
    for name, command in cli.commands.items():
        section = page.split(f"## servanda {name}\n")[1].split("\n## ")[0]
        assert len(command.help or "") > 20
        for parameter in command.params:
            if isinstance(parameter, click.Option):
                assert parameter.help, f"{name} {parameter.name}"
                assert all(option in section for option in parameter.opts)


def test_every_problem_code_says_what_to_do(docs: ModuleType) -> None:
    page = (_ROOT / "docs" / "problems.md").read_text(encoding="utf-8")
    assert set(docs.ADVICE) == set(CODES)
    assert all(f"| `{code}` | {meaning} |" in page for code, meaning in CODES.items())


def test_the_kinds_of_the_command_line_are_those_of_the_record() -> None:
    from servanda.cli.commands import KINDS
    from servanda.record import KIND_BY_NAME

    assert tuple(KIND_BY_NAME) == KINDS
