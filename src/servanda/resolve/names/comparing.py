"""Two names held against one another: which word answers which, what speaks for and against, and the keys to find them by."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise
from typing import Final, Literal

from servanda.resolve.names.matchers import NAMES, Comparison, Pair, agreement
from servanda.resolve.names.parsing import Name, parse, word

Verdict = Literal["same", "different", "unsure"]

SAME: Final = 0.85
DIFFERENT: Final = 0.5
#: Words of agreement that count in full, and where another word speaks against it; of the others a tenth. A long name is no
#: better known than a short one, and whoever shares three names of four with another is a brother more often than the same.
_FULL, _FULL_AGAINST = 2, 1
_AGAINST = -0.5
_SPELLING = 3  # letters that one spelling of a word may have more than another


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
    if not all(pair.found.clear for pair in pairs):
        one, other = _joined(one, other), _joined(other, one)
        pairs = _pairs(one, other)
    reasons = _word_reasons(one, other, pairs)
    weight = sum(reason.weight for reason in reasons)
    compared = Comparison(one, other, pairs)
    for name, asked in NAMES:
        if found := asked(compared, weight):
            reasons.append(Reason(name, found, ""))
            weight += found
    score = round(1 / (1 + 2.0**-weight), 3)
    verdict: Verdict = "same" if score >= SAME else "different" if score < DIFFERENT else "unsure"
    return NameMatch(score, verdict, tuple(reasons))


def _pairs(one: Name, other: Name) -> list[Pair]:
    """The words that answer one another, the best first; each word once."""
    found = []
    for left, a in enumerate(one.words):
        for right, b in enumerate(other.words):
            agreed = agreement(a, b)
            found.append((-agreed.weight, abs(left - right), left + right, left, right, agreed))
    found.sort()
    lefts: set[int] = set()
    rights: set[int] = set()
    taken = []
    for _, _, _, left, right, agreed in found:
        if left not in lefts and right not in rights:
            lefts.add(left)
            rights.add(right)
            taken.append(Pair(left, right, agreed))
    return taken


def _joined(one: Name, other: Name) -> Name:
    """The name with two of its words as one, where the other name writes them so."""
    longest = max((len(whole.plain) for whole in other.words), default=0)
    for number, (a, b) in enumerate(pairwise(one.words)):
        if a.initial or b.initial or len(a.plain) + len(b.plain) > longest + _SPELLING:
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
    words = [one for one in parse(name).words if not one.initial]
    joined = [word(a.text + b.text, "word") for a, b in pairwise(words)]
    return frozenset(key for one in (*words, *joined) for key in one.keys)
