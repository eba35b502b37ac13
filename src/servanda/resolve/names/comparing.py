"""Two names held against one another: which word answers which, what speaks for and against, and the keys to find them by."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise
from typing import Final, Literal

from servanda.resolve.names.matchers import NAMES, Comparison, Pair, agreement
from servanda.resolve.names.parsing import Name, parse, word
from servanda.resolve.names.spelling import skeleton

Verdict = Literal["same", "different", "unsure"]

SAME: Final = 0.85
DIFFERENT: Final = 0.5
#: Words of agreement that count in full, and where another word speaks against it; of the others a tenth. A long name is no
#: better known than a short one, and whoever shares three names of four with another is a brother more often than the same.
_FULL, _FULL_AGAINST = 2, 1
_AGAINST = -0.5


@dataclass(frozen=True, slots=True)
class Reason:
    """One thing that speaks for (above 0) or against (below): the matcher's name, its weight in bits, and on what."""

    name: str
    weight: float
    detail: str


@dataclass(frozen=True, slots=True)
class NameMatch:
    """What came of comparing: ``score`` is 0 to 1, and the odds it stands for are 2 to the sum of the reasons' weights."""

    score: float
    verdict: Verdict
    reasons: tuple[Reason, ...]


def same_name(a: str, b: str) -> NameMatch:
    """Whether two names may be one person's: a score, a verdict and the reasons, the same whichever comes first.

    Scripts, spellings, cases, initials, orders and titles may differ. The score is 0 to 1; the verdict is "same" when
    nothing but chance speaks against it, "different" when something does, and "unsure" where the names do not tell,
    as when one is a surname alone. Names without a letter are unsure.
    """
    one, other = parse(a), parse(b)
    pairs = _pairs(one, other)
    if any(pair.found.weight < 0 for pair in pairs):
        one, other = _joined(one, other), _joined(other, one)
        pairs = _pairs(one, other)
    reasons = _word_reasons(one, other, pairs)
    weight = sum(reason.weight for reason in reasons)
    for name, asked in NAMES:
        if found := asked(Comparison(one, other, pairs, weight)):
            reasons.append(Reason(name, found, ""))
            weight += found
    score = round(1 / (1 + 2.0**-weight), 3)
    verdict: Verdict = "same" if score >= SAME else "different" if score < DIFFERENT else "unsure"
    return NameMatch(score, verdict, tuple(reasons))


def _pairs(one: Name, other: Name) -> list[Pair]:
    """The words that answer one another, the best first; each word once."""
    found = [
        Pair(left, right, agreement(a, b)) for left, a in enumerate(one.words) for right, b in enumerate(other.words)
    ]
    found.sort(key=lambda pair: (-pair.found.weight, abs(pair.left - pair.right), pair.left + pair.right))
    lefts: set[int] = set()
    rights: set[int] = set()
    taken = []
    for pair in found:
        if pair.left not in lefts and pair.right not in rights:
            lefts.add(pair.left)
            rights.add(pair.right)
            taken.append(pair)
    return taken


def _joined(one: Name, other: Name) -> Name:
    """The name with two of its words as one, where the other name writes them so."""
    for number, (a, b) in enumerate(pairwise(one.words)):
        if a.initial or b.initial:
            continue
        both = word(a.text + b.text, "word", last=number + 2 == len(one.words))
        if any(not both.sounds.isdisjoint(whole.sounds) for whole in other.words):
            return replace(one, words=(*one.words[:number], both, *one.words[number + 2 :]))
    return one


def _word_reasons(one: Name, other: Name, pairs: list[Pair]) -> list[Reason]:
    reasons = []
    full = _FULL_AGAINST if any(pair.found.weight < _AGAINST for pair in pairs) else _FULL
    for number, pair in enumerate(pairs):
        weight = pair.found.weight
        if number >= full and weight > 0:
            weight = round(weight / 10, 2)
        reasons.append(Reason(pair.found.name, weight, f"{one.words[pair.left].text} · {other.words[pair.right].text}"))
    return reasons


@lru_cache(maxsize=100_000)
def name_keys(name: str) -> frozenset[str]:
    """Keys to find a name's likes by: names that are the same share one at least, few others do.

    A key is the consonants of a word as it sounds, in any reading, in the nominative, or its group of given names.
    """
    parsed = parse(name)
    full = [one for one in parsed.words if not one.initial]
    if len(parsed.words) == len(full) == 2:
        full.append(word(full[0].text + full[1].text, "word"))
    keys: set[str] = set()
    for one in full:
        keys |= one.bones
        keys.update(map(skeleton, one.cases | one.roots))
        keys.update(f"={group}" for group, _ in one.groups)
    return frozenset(keys)
