"""Levels: ordered rules, run together over the symbols of a text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final, NamedTuple

from servanda.grammar.openings import Openings, firsts, gate, openings
from servanda.grammar.rules import Builder, Match, Rule, known, translate
from servanda.grammar.tags import Tagged, Tags
from servanda.problems import PackError

#: Symbols that one match may take in. Far more than any name or phrase has; it keeps the cost of a run of a hundred thousand
#: like symbols in proportion to its length.
_LONGEST: Final = 96


class _Branching(NamedTuple):
    """Rules compiled into one expression; what each alternative stands for, with the numbers of its parts' groups."""

    expression: re.Pattern[str]
    steps: Mapping[str | None, tuple[Rule, Mapping[str, int], Builder]]


class Level:
    """An ordered list of rules, compiled into one expression for each symbol that a match can begin with.

    Raises PackError when a pattern names an unknown tag or builder or does not compile.
    """

    def __init__(
        self,
        name: str,
        rules: Sequence[Rule],
        *,
        tags: Tags,
        classes: Mapping[str, Sequence[str] | str],
        builders: Mapping[str, Builder],
    ) -> None:
        self.name = name
        self.rules = tuple(rules)
        self._tags = tags
        self._classes = classes
        self._builders = builders
        parts: list[tuple[frozenset[str] | None, str]] = []
        begun: list[Openings] = []
        for number, rule in enumerate(rules):
            if rule.build not in builders:
                raise PackError(f"{rule.source}: rule {rule.name!r} asks for an unknown builder {rule.build!r}")
            group = f"r{number}"
            translated = self._compile(rule, group)
            begins = openings(translated)
            begun.append(begins)
            parts.append((firsts(begins), f"(?P<{group}>{translated})"))
        self._parts = parts
        self._gate = gate(begun, self._near(rules))
        self._branches: dict[str, _Branching] = {}
        self._compiled: dict[str, _Branching] = {}

    def _near(self, rules: Sequence[Rule]) -> str:
        """A look ahead for one of the symbols that every match needs; nothing when a rule does not say."""
        if not rules or not all(rule.needs for rule in rules):
            return ""
        needed = {known(self._tags, name, f"{rule.source}: {rule.name}") for rule in rules for name in rule.needs}
        within = max(rule.within for rule in rules)
        these = "".join(sorted(needed))
        return f"(?:(?<=[{these}])|(?=[^{self._tags.char('BREAK')}{these}]{{0,{within}}}+[{these}]))"

    def _branch(self, char: str) -> _Branching:
        """The rules that can begin with a symbol, as one expression; compiled when first met."""
        expression = "|".join(part for firsts, part in self._parts if firsts is None or char in firsts)
        branch = self._compiled.get(expression)
        if branch is None:
            branch = self._compiled[expression] = self._branching(re.compile(expression))
        self._branches[char] = branch
        return branch

    def _branching(self, compiled: re.Pattern[str]) -> _Branching:
        steps: dict[str | None, tuple[Rule, dict[str, int], Builder]] = {}
        for name, group in compiled.groupindex.items():
            number, _, part = name.partition("_")
            if not part:
                rule = self.rules[int(number[1:])]
                steps[name] = (rule, {}, self._builders[rule.build])
            else:
                steps[number][1][part] = group
        return _Branching(compiled, steps)

    def _compile(self, rule: Rule, group: str) -> str:
        translated = translate(
            rule.pattern,
            tags=self._tags,
            classes=self._classes,
            prefix=f"{group}_",
            where=f"{rule.source}: {rule.name}",
        )
        try:
            compiled = re.compile(translated)
        except re.error as error:
            raise PackError(f"{rule.source}: rule {rule.name!r}: {error}") from None
        if compiled.match(""):
            raise PackError(f"{rule.source}: rule {rule.name!r} would match nothing at all")
        return translated

    def matches(self, tagged: Tagged, first: int = 0, last: int | None = None) -> Iterator[tuple[Match, Builder]]:
        """Every match between two symbols (last exclusive), left to right, none overlapping."""
        if not self._parts:
            return
        tags, branches, place = tagged.tags, self._branches, first
        stop = len(tags) if last is None else last
        for hit in self._gate.finditer(tags, first, stop):
            start = hit.start()
            if start < place:
                continue
            char = tags[start]
            expression, steps = branches.get(char) or self._branch(char)
            reach = start + _LONGEST
            found = expression.match(tags, start, reach if reach < stop else stop)
            if found is None:
                continue
            place = found.end()
            rule, parts, builder = steps[found.lastgroup]
            yield Match(tagged, found, rule, parts), builder

    def apply(self, tagged: Tagged) -> Tagged:
        """A text with one symbol for what each rule matches; a builder that declines leaves its symbols alone."""
        fresh = Tagged(tagged.text, tagged.tags, tagged.starts.copy(), tagged.ends.copy(), tagged.values.copy())
        self.rewrite(fresh)
        return fresh

    def rewrite(self, tagged: Tagged) -> None:
        """Replace what each rule matches by one symbol, in the text itself."""
        char = self._tags.chars
        edits: list[_Edit] = []
        for match, builder in self.matches(tagged):
            built = builder(match)
            if built is not None:
                edits.append((match.first, match.last, char[built[0]], built[1]))
        if edits:
            _splice(tagged, edits) if len(edits) <= _FEW else _rebuild(tagged, edits)


#: The first and last symbol that a new one stands for, its character and its value.
_Edit = tuple[int, int, str, Any]
#: So many edits are made in the lists as they are. Each moves all that stands behind it: fast, yet only while they are few.
_FEW: Final = 48


def _splice(tagged: Tagged, edits: Sequence[_Edit]) -> None:
    """Put in new symbols one by one, from the last to the first."""
    tags, starts, ends, values = tagged.tags, tagged.starts, tagged.ends, tagged.values
    for first, last, char, value in reversed(edits):
        tags = tags[:first] + char + tags[last + 1 :]
        values[last] = value
        if first != last:
            # A new symbol starts where its first one does, and ends where its last one does.
            del starts[first + 1 : last + 1], ends[first:last], values[first:last]
    tagged.tags = tags


def _rebuild(tagged: Tagged, edits: Sequence[_Edit]) -> None:
    """Join new symbols and what stands between them, from the first to the last."""
    tags: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    values: list[Any] = []
    place = end = 0
    for first, last, char, value in edits:
        tags += (tagged.tags[place:first], char)
        starts += tagged.starts[place : first + 1]
        ends += tagged.ends[end:first]
        values += tagged.values[place:first]
        values.append(value)
        place, end = last + 1, last
    tagged.tags = "".join((*tags, tagged.tags[place:]))
    tagged.starts = starts + tagged.starts[place:]
    tagged.ends = ends + tagged.ends[end:]
    tagged.values = values + tagged.values[place:]
