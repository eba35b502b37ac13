"""How the matches of a pattern can begin, told from the pattern."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import chain
from typing import Final

#: One or two sets of symbols, of which the first symbols of a match are taken; None stands for any symbol.
_Opening = tuple[frozenset[str] | None, ...]
#: How the matches of an expression can begin; an empty opening is that of a match without a symbol.
Openings = frozenset[_Opening]

_NO_SYMBOL: Final[Openings] = frozenset({()})


def gate(begun: Iterable[Openings], near: str = "") -> re.Pattern[str]:
    """Where a match can begin at all, told by its first symbol and the one behind."""
    behind: dict[str, frozenset[str] | None] = {}
    for first, *rest in chain.from_iterable(begun):
        if first is None:
            return re.compile("." + near, re.DOTALL)
        second = rest[0] if rest else None
        for char in first:
            known = behind.get(char, second)
            behind[char] = None if second is None or known is None else second | known
    if not behind:
        return re.compile("(?!)")
    # Each alternative begins with a symbol of its own: then the search leaps over all others, and a wrong one costs next to nothing.
    pairs = (
        char if seconds is None else f"{char}(?=[{''.join(sorted(seconds))}])"
        for char, seconds in sorted(behind.items())
    )
    return re.compile(f"(?:{'|'.join(pairs)}){near}")


_PIECE = re.compile(r"\(\?P<\w+>|\(\?(?:<?[=!]|:)|[()|?*+]|\[[^]]*\]|\{(?P<least>\d+)(?:,\d*)?\}|.", re.DOTALL)


def _then(before: Openings, after: Openings) -> Openings:
    """The openings of one thing after another."""
    if before == _NO_SYMBOL:
        return after
    full = [opening for opening in before if len(opening) == 2]
    if len(full) == len(before) or after == _NO_SYMBOL:
        return before
    return _merged(chain(full, ((*b, *a)[:2] for b in before if len(b) < 2 for a in after)))


def _merged(openings: Iterable[_Opening]) -> Openings:
    """As few openings as tell the same: those that differ in their last set alone are one."""
    last: dict[tuple[int, _Opening], frozenset[str] | None] = {}
    for opening in openings:
        if not opening:
            last[0, ()] = None
            continue
        begin = (len(opening), opening[:-1])
        known, own = last.get(begin, opening[-1]), opening[-1]
        last[begin] = None if known is None or own is None else known | own
    return frozenset((*begin, end) if size else () for (size, begin), end in last.items())


class _Branch:
    """How the alternatives of one group can begin, while they are read."""

    __slots__ = ("done", "kind", "last", "looking", "only_looks", "so_far")

    def __init__(self, kind: str = "(") -> None:
        self.kind = kind
        self.done: Openings = frozenset()
        self.so_far = _NO_SYMBOL
        self.last = _NO_SYMBOL  # the item that a quantifier may still repeat or make optional
        self.looking = False  # whether the last item takes nothing in
        self.only_looks = True  # whether no item does

    def add(self, item: Openings, looking: bool = False) -> None:
        """The next item; what was looked for before it is taken in by it, and told by it."""
        if not self.looking:
            self.so_far = _then(self.so_far, self.last)
        self.last, self.looking = item, looking
        self.only_looks = self.only_looks and looking

    def repeat(self, least: bool) -> None:
        """The last item may come again, and when ``least`` is false not at all."""
        again = self.last | _then(self.last, self.last)
        self.last = again if least else again | _NO_SYMBOL

    def alternative(self) -> None:
        """An alternative ends."""
        self.done |= _then(self.so_far, self.last)
        self.so_far = self.last = _NO_SYMBOL

    def closed(self) -> tuple[Openings, bool]:
        """The whole group as one item, and whether it takes nothing in."""
        self.alternative()
        if self.kind in ("(?!", "(?<=", "(?<!") or (self.kind == "(?=" and () in self.done):
            return _NO_SYMBOL, True
        if self.kind == "(?=":
            return frozenset((*opening, None)[:2] for opening in self.done), True
        return self.done, self.only_looks


def openings(expression: str) -> Openings:
    """How the matches of a translated pattern can begin."""
    stack = [_Branch()]
    for piece in _PIECE.finditer(expression):
        part, here = piece[0], stack[-1]
        if part == "?":
            here.last |= _NO_SYMBOL
        elif part in ("*", "+") or piece["least"]:
            here.repeat(least=part == "+" or piece["least"] not in (None, "0"))
        elif part[0] == "(":
            stack.append(_Branch(part))
        elif part == "|":
            here.alternative()
        elif part == ")":
            stack.pop()
            stack[-1].add(*here.closed())
        elif part == "^":
            here.add(_NO_SYMBOL, looking=True)
        elif part == "." or part.startswith("[^"):
            here.add(frozenset({(None,)}))
        else:
            here.add(frozenset({(frozenset(part.strip("[]")),)}))
    return stack[0].closed()[0]


def first_symbols(expression: str) -> frozenset[str] | None:
    """The symbols that a match of a translated pattern can begin with; None when that cannot be told."""
    return firsts(openings(expression))


def firsts(begins: Openings) -> frozenset[str] | None:
    """The symbols that these openings begin with; None when that cannot be told."""
    firsts: set[str] = set()
    for opening in begins:
        if not opening or opening[0] is None:
            return None
        firsts |= opening[0]
    return frozenset(firsts)
