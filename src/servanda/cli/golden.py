"""Golden files: what a reader finds in a text, kept beside the text and compared with what it finds now."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from servanda.cli.show import line
from servanda.ledger import files, read_only
from servanda.problems import UsageError
from servanda.publish.exports import json_line

ENDING: Final = ".expected.jsonl"
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Comparison:
    """One text: its golden file, what is read in it now, and the differences, a line each."""

    text: Path
    expected: Path
    rows: tuple[Row, ...]
    differences: tuple[str, ...]


def compare(folder: Path) -> Iterator[Comparison]:
    """Read every text of a folder and compare with the golden file beside it."""
    texts = _texts(folder)
    for text in texts:
        (added,) = list(read_only([text]))
        rows = tuple(json.loads(json_line(claim.as_dict(name))) for name, claim in added.claims)
        expected = _beside(text, texts)
        yield Comparison(text, expected, rows, tuple(_differences(expected, rows)))


def write(comparison: Comparison) -> None:
    """Make what is read now the golden file."""
    comparison.expected.write_bytes(b"".join(json_line(row) + b"\n" for row in comparison.rows))


def _texts(folder: Path) -> list[Path]:
    texts = [path for path in files([folder]) if not path.name.endswith(ENDING)]
    if not texts:
        raise UsageError(f"there is no text in {folder}")
    return texts


def _beside(text: Path, texts: list[Path]) -> Path:
    """`report.txt` goes with `report.expected.jsonl`, unless `report.html` lies there too."""
    full = text.with_name(text.name + ENDING)
    shared = [other for other in texts if other.parent == text.parent and other.stem == text.stem]
    return full if len(shared) > 1 or full.exists() else text.with_name(text.stem + ENDING)


def _differences(expected: Path, now: Iterable[Row]) -> Iterator[str]:
    if not expected.exists():
        yield f"? there is no {expected.name} yet; --write makes it"
        return
    before = [json.loads(one) for one in expected.read_text(encoding="utf-8").splitlines() if one.strip()]
    held, found = _keyed(before), _keyed(now)
    for key in sorted(held.keys() | found.keys(), key=lambda key: (key[1], key[2], key[0], key[3])):
        old, new = held.get(key), found.get(key)
        if new is None:
            yield f"- {_told(key, old)}"
        elif old is None:
            yield f"+ {_told(key, new)}"
        else:
            yield from (f"~ {_told(key, new)}: {change}" for change in _changes(old, new))


def _keyed(rows: Iterable[Row]) -> dict[tuple[str, int, int, int], Row]:
    """Rows by kind and place, and by count where several claims of a kind rest on the same words."""
    keyed: dict[tuple[str, int, int, int], Row] = {}
    for row in rows:
        place = (row["type"], row["start"], row["end"])
        number = 0
        while (*place, number) in keyed:
            number += 1
        keyed[(*place, number)] = row
    return keyed


def _told(key: tuple[str, int, int, int], row: Row | None) -> str:
    return f"{key[0]} {key[1]}-{key[2]} “{line((row or {}).get('quote', ''))}”"


def _changes(old: Row, new: Row) -> Iterator[str]:
    for name in dict.fromkeys((*old, *new)):
        if old.get(name) != new.get(name):
            before, now = (line(json.dumps(row.get(name), ensure_ascii=False)) for row in (old, new))
            yield f"{name} {before} → {now}"
