"""Scores :func:`servanda.times` on the marked-up sentences as the scorer of TempEval-3 does: spans and values."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from servanda.times import times

_MARKED = re.compile(r"\[\[([^|\]]+)\|([^|\]]+)\|([^\]]+)\]\]")


class Sentence(NamedTuple):
    text: str
    published: str
    gold: tuple[tuple[int, int, str, str], ...]


class Score(NamedTuple):
    strict: float
    relaxed: float
    value: float


def sentences() -> Iterator[Sentence]:
    published = ""
    for line in (Path(__file__).parent / "newswire.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("@"):
            published = line[1:].strip()
        elif line and not line.startswith("#"):
            yield _sentence(line, published)


def _sentence(line: str, published: str) -> Sentence:
    gold, text, place = [], "", 0
    for match in _MARKED.finditer(line):
        text += line[place : match.start()]
        gold.append((len(text), len(text) + len(match[1]), match[2], match[3]))
        text += match[1]
        place = match.end()
    return Sentence(text + line[place:], published, tuple(gold))


def score(tell: bool = False) -> Score:
    found_total = gold_total = strict = relaxed = value = 0
    for sentence in sentences():
        found = times(sentence.text, sentence.published)
        found_total, gold_total = found_total + len(found), gold_total + len(sentence.gold)
        used = set()
        for start, end, kind, timex in sentence.gold:
            hit = next((t for t in found if t.start < end and start < t.end and t.start not in used), None)
            if hit is not None:
                used.add(hit.start)
                relaxed += 1
                strict += (hit.start, hit.end) == (start, end)
                value += hit.value == timex
            if tell and (hit is None or (hit.start, hit.end, hit.type, hit.value) != (start, end, kind, timex)):
                got = hit and (hit.text, hit.type, hit.value)
                print(f"{sentence.text[start:end]!r} {kind} {timex} <> {got}  | {sentence.text}")
        if tell:
            for extra in found:
                if extra.start not in used:
                    print(f"   extra {extra.text!r} {extra.value} | {sentence.text}")
    return Score(*(round(2 * n / (found_total + gold_total), 3) for n in (strict, relaxed, value)))


if __name__ == "__main__":
    print(score(tell=True))
