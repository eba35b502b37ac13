"""Same or not: named, weighted, explained matchers, and groups that are joined only where exactly one candidate is left."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, Generic, Literal, NamedTuple, TypeVar

from servanda.resolve.statements import Statement

Answer = Literal["same", "different", "unsure"]
F = TypeVar("F", bound=Hashable)

_COMPARED: Final = 12  # members of a group that a newcomer is held against
_COMMON: Final = 64  # names that share a word before the word says too little to look further


class Verdict(NamedTuple):
    """Whether two things are the same, how strongly (-1 to 1), and the matchers that said so."""

    answer: Answer
    score: float
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Matcher(Generic[F]):
    """One reason for or against: ``compare`` answers -1 (against) to 1 (for), None when it cannot tell.

    Its docstring is what a user reads. One that is ``decisive`` settles the matter with -1, whatever the others say.
    """

    name: str
    weight: float
    compare: Callable[[F, F], float | None]
    decisive: bool = False

    @property
    def told(self) -> str:
        """What the matcher looks at, in a sentence."""
        return " ".join((self.compare.__doc__ or self.name).split())


def judged(matchers: Sequence[Matcher[F]], a: F, b: F, *, same: float = 0.6, unsure: float = 0.35) -> Verdict:
    """The weighted mean of what the matchers answer, read as a verdict."""
    total = weight = 0.0
    reasons = []
    for matcher in matchers:
        value = matcher.compare(a, b)
        if value is None:
            continue
        reasons.append(f"{matcher.name} {value:+.2f}")
        if matcher.decisive and value <= -1:
            return Verdict("different", -1.0, (reasons[-1],))
        total += matcher.weight * value
        weight += matcher.weight
    score = total / weight if weight else 0.0
    answer: Answer = "same" if score >= same else "unsure" if score >= unsure else "different"
    return Verdict(answer, score, tuple(reasons))


class Item(NamedTuple):
    """One statement, or one ``part`` of it such as a name, with what it is compared by."""

    statement: Statement
    feature: Any
    part: str = ""

    @property
    def anchor(self) -> str:
        """By what a judgement points to it: the claim's id, and the part of it."""
        return f"{self.statement.id}#{self.part}" if self.part else self.statement.id


class Open(NamedTuple):
    """A question that the record leaves open: a statement that may belong to any of several things."""

    statement: Statement
    candidates: tuple[str, ...]  # ids of the first statements of each candidate
    reasons: tuple[str, ...]


@dataclass(slots=True)
class Group:
    """Statements that speak of one thing; ``joined`` tells for each joined feature why."""

    items: list[Item]
    features: list[Any]
    joined: dict[Any, tuple[str, ...]] = field(default_factory=dict)

    @property
    def first(self) -> Statement:
        """What was said first."""
        return min((item.statement for item in self.items), key=lambda s: s.order)


@dataclass(frozen=True, slots=True)
class Linker(Generic[F]):
    """How things of one kind are told apart.

    ``keys`` are what two names must share to be compared at all; ``compare`` gives the verdict; ``strength`` puts first what
    can stand alone (0), then what leans on the others (1 and up).
    """

    keys: Callable[[F], Iterable[Hashable]]
    compare: Callable[[F, F], Verdict]
    strength: Callable[[F], int] = lambda _: 0

    def gather(self, items: Iterable[Item]) -> tuple[list[Group], list[Open]]:
        """Groups of statements on one thing, and what is left open; the same whatever the order of the items."""
        told: dict[F, list[Item]] = defaultdict(list)
        for item in sorted(items, key=lambda i: i.statement.order):
            told[item.feature].append(item)
        keys = {feature: tuple(self.keys(feature)) for feature in told}
        usual = Counter(key for found in keys.values() for key in set(found))
        groups: list[Group] = []
        index: dict[Hashable, dict[int, None]] = defaultdict(dict)
        questions: list[Open] = []
        for feature in sorted(told, key=self.strength):  # stable: within one strength, by what was said first
            shared = [key for key in keys[feature] if usual[key] <= _COMMON]
            shared = shared or sorted(keys[feature], key=lambda key: (usual[key], repr(key)))[:1]
            near = dict.fromkeys(number for key in shared for number in index[key])
            number = self._place(feature, told[feature], groups, near, questions)
            for key in keys[feature]:
                index[key].setdefault(number)
        return groups, questions

    def _place(
        self, feature: F, items: list[Item], groups: list[Group], near: Iterable[int], questions: list[Open]
    ) -> int:
        """The number of the group that a feature joins: the only candidate, else a group of its own."""
        same: list[tuple[int, Verdict]] = []
        unsure: list[tuple[int, Verdict]] = []
        for number in near:
            verdict = self._against(feature, groups[number])
            if verdict.answer != "different":
                (same if verdict.answer == "same" else unsure).append((number, verdict))
        if len(same) == 1:
            number, verdict = same[0]
            groups[number].items += items
            groups[number].features.append(feature)
            groups[number].joined[feature] = verdict.reasons
            return number
        if candidates := same or unsure:
            questions.append(_question(items[0].statement, groups, candidates))
        groups.append(Group(list(items), [feature]))
        return len(groups) - 1

    def _against(self, feature: F, group: Group) -> Verdict:
        """The best verdict against the members of a group; one that says different with certainty rules the group out."""
        best = Verdict("different", -1.0, ())
        for member in group.features[:_COMPARED]:
            verdict = self.compare(feature, member)
            if verdict.score <= -1 and verdict.reasons:
                return verdict
            if verdict.score > best.score or not best.reasons:
                best = verdict
        return best


def _question(statement: Statement, groups: list[Group], candidates: list[tuple[int, Verdict]]) -> Open:
    reasons = tuple(reason for _, verdict in candidates for reason in verdict.reasons)
    return Open(statement, tuple(groups[n].first.id for n, _ in candidates), reasons)


@dataclass(frozen=True, slots=True)
class Rulings:
    """What people judged of sameness, by kind and anchor ("session:1f3a…"): those ``together`` are the same; of those
    ``apart`` the first stays, the others are taken out of its group.
    """

    together: tuple[tuple[str, str], ...] = ()
    apart: tuple[tuple[str, tuple[str, ...]], ...] = ()

    def obeyed(self, kind: str, groups: list[Group], *, editions: str = "") -> list[Group]:
        """The groups of a kind under the judgements; two ``editions`` that are one are of one series too."""
        for kept, taken in self.apart:
            if _kind(kept) == kind:
                groups = _split(groups, _bare(kept), frozenset(map(_bare, taken)))
        for one, other in self.together:
            if _kind(one) in (kind, editions):
                groups = _merge(groups, _bare(one), _bare(other))
        return groups


def _kind(anchor: str) -> str:
    return anchor.partition(":")[0]


def _bare(anchor: str) -> str:
    return anchor.partition(":")[2]


def _holding(groups: list[Group], anchor: str) -> Group | None:
    return next((g for g in groups if any(item.anchor == anchor for item in g.items)), None)


def _split(groups: list[Group], kept: str, taken: frozenset[str]) -> list[Group]:
    group = _holding(groups, kept)
    if group is None:
        return groups
    out = [item for item in group.items if item.anchor in taken and item.anchor != kept]
    if not out:
        return groups
    left = [item for item in group.items if item not in out]
    halves = [Group(part, list(dict.fromkeys(item.feature for item in part)), group.joined) for part in (left, out)]
    return [part for old in groups for part in (halves if old is group else [old])]


def _merge(groups: list[Group], one: str, other: str) -> list[Group]:
    first, second = _holding(groups, one), _holding(groups, other)
    if first is None or second is None or first is second:
        return groups
    both = Group(first.items + second.items, first.features + second.features, first.joined | second.joined)
    return [both if old is first else old for old in groups if old is not second]
