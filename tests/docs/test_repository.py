"""What the repository holds: scripts that run, and no record of where anything was downloaded from."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SCRIPTS = [*sorted(path for path in (ROOT / "scripts").iterdir() if path.is_file()), ROOT / ".ci" / "run"]
_LOCKS = {"uv.lock", "pylock.toml", "poetry.lock", "Pipfile.lock", "requirements.txt"}
_INDEX = re.compile(r"pypi\.org|pythonhosted|--(?:extra-)?index-url|--hash=", re.IGNORECASE)


def tracked() -> list[Path]:
    """The files that git knows, or every file where there is no git."""
    done = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False)
    names = done.stdout.split("\0")[:-1] if done.returncode == 0 else []
    return [path for path in (ROOT / name for name in names) if path.is_file()] or SCRIPTS


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)
def test_scripts_can_be_run(script: Path) -> None:
    first = script.read_text("utf-8").splitlines()[0]
    if script.name == "environment":
        assert "Sourced" in first
    else:
        assert first.startswith("#!/usr/bin/env ")
        assert os.access(script, os.X_OK)
    if "python" not in first:
        subprocess.run(["bash", "-n", script], check=True)


def test_nothing_tells_where_packages_were_fetched() -> None:
    files = [path for path in tracked() if path != Path(__file__)]
    assert not [path.name for path in files if path.name in _LOCKS]
    told = [path for path in files if _INDEX.search(path.read_text("utf-8", errors="replace"))]
    assert not told
