"""Folder: the files that paths stand for."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from servanda.problems import Outcome, Problem


def find(paths: Iterable[Path | str]) -> Outcome[tuple[Path, ...]]:
    """The files among the paths and in the folders among them, sorted, each once; hidden ones only when named."""
    found: dict[Path, None] = {}
    problems: list[Problem] = []
    for path in map(Path, paths):
        try:
            if path.is_dir():
                found.update(dict.fromkeys(_files(path, problems)))
            elif path.exists():
                found[path] = None
            else:
                problems.append(_unreadable(path, "no such file: check the path"))
        except (OSError, ValueError) as error:
            problems.append(_unreadable(path, f"cannot be looked at ({error}): check the path"))
    return Outcome(tuple(found), tuple(problems))


#: Golden files lie beside the reports whose claims they hold; they are no reports.
_GOLDEN = ".expected.jsonl"


def _files(folder: Path, problems: list[Problem]) -> Iterator[Path]:
    """Every regular file below a folder; a link is followed only to a file that lies in the folder too."""
    root = folder.resolve()

    def report(error: OSError) -> None:
        message = f"cannot be listed ({error.strerror}): check its permissions"
        problems.append(_unreadable(Path(error.filename or folder), message))

    for parent, folders, names in os.walk(folder, onerror=report):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            path = Path(parent, name)
            if name.startswith(".") or name.endswith(_GOLDEN) or not path.is_file():
                continue
            if path.is_symlink() and not path.resolve().is_relative_to(root):
                problems.append(_unreadable(path, "a link that leads out of the folder: name its target to read it"))
            else:
                yield path


def _unreadable(path: Path, message: str) -> Problem:
    return Problem(code="unreadable", message=message, source=str(path))
