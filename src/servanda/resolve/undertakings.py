"""Undertakings: what sides say they will do, followed under many wordings; formulas are told apart from news."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from servanda.record import Commitment
from servanda.resolve.blocks import Resolved, Scope, addressed, anchors, distinct, ordered, printed
from servanda.resolve.entities import Undertaking
from servanda.resolve.matching import Group, Item, Linker, Matcher, Rulings, judged
from servanda.resolve.statements import Statement
from servanda.resolve.words import lexicon, same_order, slug, subject, unanswered

_MOST: Final = 0.6  # of all words in both, where each has one of its own: likely two things of one sort


class Told(NamedTuple):
    """What an undertaking is known by: what is to be done, and who is to do it."""

    words: frozenset[str]
    who: frozenset[str]
    directed: tuple[str, ...]


def same_matter(a: Told, b: Told) -> float | None:
    """What is to be done is told in the same words, or one in the words of the other and more, and neither of another thing."""
    less, more = unanswered(a.words, b.words), unanswered(b.words, a.words)
    both = len(a.words) - len(less)
    if not both or (less and more):
        return -1.0 if both < _MOST * len(a.words | b.words) else 0.4
    contained = both / min(len(a.words), len(b.words))
    return 1.0 if not less and not more else 0.85 * min(contained, 1.0) if both > 2 else 0.4


def same_side(a: Told, b: Told) -> float | None:
    """The same sides are to act; where one document names no side, this tells nothing."""
    if not a.who or not b.who:
        return None
    return 1.0 if a.who == b.who else 0.5 if a.who & b.who else -1.0


def same_way(a: Told, b: Told) -> float | None:
    """What goes from one country to the other is not what comes back."""
    same = same_order(a.directed, b.directed)
    return None if same is None else 1.0 if same else -1.0


MATCHERS: Final = (
    Matcher("matter", 2.0, same_matter, decisive=True),
    Matcher("side", 0.5, same_side, decisive=True),
    Matcher("way", 0.5, same_way, decisive=True),
)
_LINKER: Final[Linker[Told]] = Linker(
    keys=lambda t: (t.words, *t.words), compare=lambda a, b: judged(MATCHERS, a, b, same=0.7, unsure=0.5)
)


class Undertakings:
    """Undertakings, by the pair of countries that they are between."""

    kinds: tuple[str, ...] = ("undertaking",)

    def items(self, statements: Sequence[Statement]) -> Iterator[tuple[Scope, Item]]:
        """Every commitment."""
        for statement in statements:
            claim = statement.claim
            if isinstance(claim, Commitment):
                parts = subject(claim.what)
                yield statement.pair, Item(statement, Told(parts.key, frozenset(claim.who), parts.directed))

    def resolve(self, items: Sequence[Item], rulings: Rulings) -> Resolved:
        """The undertakings of one pair."""
        groups, questions = _LINKER.gather(items)
        return Resolved(tuple(addressed(map(_undertaking, rulings.obeyed("undertaking", groups)))), tuple(questions))


def is_ritual(what: str) -> bool:
    """Whether something is told in the words of formulas alone, so that nobody could ever say whether it was done."""
    return set(subject(what).words) <= lexicon().ritual


def _undertaking(group: Group) -> Undertaking:
    statements = ordered(group.items)
    first = statements[0]
    names = printed(s.claim.what for s in statements)
    bases = [f"undertaking/{slug(subject(name).spelled, first.pair)}" for name in names]
    return Undertaking(
        id=bases[0],
        name=names[0],
        names=names,
        countries=first.pair,
        statements=statements,
        anchors=anchors(group.items),
        aliases=tuple(bases[1:]),
        reasons=distinct("; ".join(r) for r in group.joined.values()),
        who=tuple(sorted({who for s in statements for who in s.claim.who})),
        ritual=all(is_ritual(name) for name in names),
    )
