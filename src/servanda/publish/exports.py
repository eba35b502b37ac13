"""Exports: every claim asked for, as JSON lines, JSON or CSV, streamed."""

from __future__ import annotations

import csv
import io
import os
import re
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import fields
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, Final

from servanda.problems import UsageError

if TYPE_CHECKING:
    from servanda.ledger import Stated

#: Control characters, and the marks that turn the direction of writing round: both can make a text look like another.
_UNSEEN_IN_JSON = re.compile("[\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_FIRST: Final = ("id", "doc", "published", "outlet", "language", "type", "start", "end", "quote", "speaker")
_LAST: Final = ("speakers", "date_rule", "rule", "reader", "learned")
_CHANGE: Final = ("percent", "factor", "absolute", "direction", "base")
_BYTE_ORDER_MARK: Final = b"\xef\xbb\xbf"
#: With what a spreadsheet takes a cell for a formula; also in their full-width forms.
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def json_line(found: Any) -> bytes:
    """One JSON object on one line; what steers a terminal is escaped, and means the same to a program."""
    import msgspec

    line = msgspec.json.encode(found)
    if line.isascii() and b"\x7f" not in line:
        return line  # all other signs to be escaped are beyond ASCII
    return _UNSEEN_IN_JSON.sub(lambda m: f"\\u{ord(m[0]):04x}", line.decode()).encode()


def row(stated: Stated) -> dict[str, Any]:
    """A claim as one flat object: its id, its codebook fields, and where it stands."""
    beside = {"published": stated.published, "outlet": stated.outlet, "language": stated.language}
    found = {"id": stated.id, **stated.as_dict(), **beside}
    return {**found, "reader": stated.reader, "learned": stated.learned.isoformat()}


def columns() -> tuple[str, ...]:
    """The columns of the CSV export: the fields of all kinds of claim, each once."""
    from servanda.record import KINDS, Claim

    shared = {f.name for f in fields(Claim)}
    own: dict[str, None] = {}
    for kind in KINDS:
        for f in fields(kind):
            if f.name not in shared:
                name = {"source": "from", "target": "to"}.get(f.name, f.name)
                own.update(dict.fromkeys([f"change_{part}" for part in _CHANGE] if name == "change" else [name]))
    return (*_FIRST, *own, *_LAST)


def write_jsonl(found: Iterable[dict[str, Any]], out: IO[bytes]) -> int:
    """One JSON object a line; how many."""
    return sum(1 for one in found if out.write(json_line(one) + b"\n"))


def write_json(found: Iterable[dict[str, Any]], out: IO[bytes]) -> int:
    """One JSON array, written as it comes; how many."""
    count = 0
    for count, one in enumerate(found, 1):
        out.write((b"[\n" if count == 1 else b",\n") + json_line(one))
    out.write(b"\n]\n" if count else b"[]\n")
    return count


def write_csv(found: Iterable[dict[str, Any]], out: IO[bytes], *, names: Sequence[str] = ()) -> int:
    """Comma-separated values with a header, of claims where no ``names`` are given; no cell can be taken for a formula. How many."""
    text = io.TextIOWrapper(out, encoding="utf-8", newline="", write_through=True)
    try:
        writer = csv.DictWriter(text, names or columns(), lineterminator="\r\n", extrasaction="ignore")
        writer.writeheader()
        return sum(1 for one in found if writer.writerow({k: safe(v) for k, v in _flat(one).items()}))
    finally:
        text.detach()


def _flat(one: dict[str, Any]) -> dict[str, Any]:
    change = one.pop("change", None) or {}
    return {**one, **{f"change_{name}": change.get(name) for name in _CHANGE}}


def safe(value: Any) -> Any:
    """A cell that no spreadsheet runs: text that looks like a formula gets an apostrophe before it."""
    if isinstance(value, list):
        value = "; ".join(map(str, value))
    if isinstance(value, str):
        value = value.replace("\0", "")
        # One character alone, such as the qualifier "=", is no formula.
        if len(value) > 1 and value.lstrip(" ").startswith(_FORMULA):
            return "'" + value
    return value


WRITERS: Final = {"jsonl": write_jsonl, "json": write_json, "csv": write_csv}


@contextmanager
def file(path: Path, *, spreadsheet: bool) -> Iterator[IO[bytes]]:
    """A file that appears whole or not at all; with the mark by which spreadsheets know UTF-8."""
    if not path.parent.is_dir():
        raise UsageError(f"there is no folder {path.parent}: make it, or name another for {path.name}")
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as out:
            if spreadsheet:
                out.write(_BYTE_ORDER_MARK)
            yield out
        mask = os.umask(0)
        os.umask(mask)
        os.chmod(name, 0o666 & ~mask)
        os.replace(name, path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
