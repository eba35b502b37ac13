"""Names and origins: pairs of names a second, how right the verdicts are on a file of pairs, documents related a second."""

from __future__ import annotations

import csv
import datetime as dt
import hashlib
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from random import Random
from typing import Any, Final

from bench.generate import persons, reports
from servanda.record import Document
from servanda.resolve.names import name_keys, same_name
from servanda.resolve.origins import Origins

#: The score from which on a pair of names counts as one person's, as in the benchmark that the file of pairs comes from.
THRESHOLD: Final = 0.7
_ROUNDS = 5
_clock = time.process_time

Pair = tuple[str, str]


def speed(count: int) -> dict[str, Any]:
    """Pairs of names a second: names and words that were never seen, names seen in other pairs, and pairs seen before."""
    pairs = _pairs(count)
    first = _microseconds(pairs)
    shuffled = _mixed(pairs)
    known, again = _microseconds(shuffled), min(_microseconds(shuffled) for _ in range(_ROUNDS))
    began = _clock()
    keys = [name_keys(name) for pair in pairs for name in pair]
    return {
        "pairs": count,
        "new names, pairs a second": 1e6 / first,
        "known names in new pairs, pairs a second": 1e6 / known,
        "known pairs, pairs a second": 1e6 / again,
        "keys, names a second": len(keys) / max(1e-9, _clock() - began),
    }


def judged(path: Path) -> dict[str, Any]:
    """Precision and recall on a file of pairs, and microseconds a pair when warm.

    The file is CSV with the columns name1, name2, is_match ("true" or not) and, where it also holds other things than
    persons, schema: the layout of the name benchmark of nomenklatura.
    """
    with path.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row.get("schema", "Person") == "Person"]
    pairs = [(row["name1"], row["name2"]) for row in rows]
    meant = [row["is_match"].lower() == "true" for row in rows]
    found = [same_name(*pair).score >= THRESHOLD for pair in pairs]
    right = sum(a and b for a, b in zip(meant, found, strict=True))
    return {
        "pairs": len(pairs),
        "precision": right / max(1, sum(found)),
        "recall": right / max(1, sum(meant)),
        "F1": 2 * right / max(1, sum(found) + sum(meant)),
        "microseconds a pair": min(_microseconds(pairs) for _ in range(_ROUNDS)),
    }


def related(count: int) -> dict[str, Any]:
    """Documents related a second: so many different reports, each re-run by one to five outlets."""
    random = Random(1)
    documents = [
        _document(f"Outlet {outlet} reports.\n{report.text}", outlet)
        for report in reports(max(1, count // 3))
        for outlet in range(random.randint(1, 5))
    ]
    index = Origins()
    adding = _timed(lambda: [index.add(document) for document in documents])
    found = index.releases()
    return {
        "documents": len(documents),
        "releases": len(found),
        "documents added a second": len(documents) / adding,
        "documents grouped a second": len(documents) / _timed(index.releases),
    }


def _pairs(count: int) -> list[Pair]:
    """Half of the pairs are two spellings of one name, half are two names."""
    random = Random(1)
    names, others = persons(count), persons(count, seed=2)
    return [
        (name, _variant(name, random) if number % 2 else other)
        for number, (name, other) in enumerate(zip(names, others, strict=True))
    ]


def _variant(name: str, random: Random) -> str:
    given, surname = name.split(" ", 1)
    return random.choice(
        (f"{given[0]}. {surname}", f"{surname} {given}", f"{given} {surname}un", name.replace("sh", "ş"))
    )


def _mixed(pairs: Sequence[Pair]) -> list[Pair]:
    return [(one, other) for (one, _), (_, other) in zip(pairs, [*pairs[1:], pairs[0]], strict=True)]


def _microseconds(pairs: Sequence[Pair]) -> float:
    return 1e6 / max(1, len(pairs)) * _timed(lambda: [same_name(one, other) for one, other in pairs])


def _timed(work: Callable[[], object]) -> float:
    began = _clock()
    work()
    return max(1e-9, _clock() - began)


def _document(text: str, outlet: int) -> Document:
    return Document(
        name=f"outlet {outlet}",
        text=text,
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        published=dt.date(2021, 5, 1 + outlet),
        outlet=f"outlet {outlet}",
    )
