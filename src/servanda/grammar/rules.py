"""Rules: patterns over names of symbols, and what a rule matched."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from servanda.grammar.tags import Tagged, Tags
from servanda.problems import PackError


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One pattern over symbols, what to build from it, and the examples that keep it honest.

    ``pattern`` is written with tag names: ``SMALL of? {month:MONTH} (COMMA? {year:YEAR})?``; ``@name`` is a class of tags,
    ``{name:...}`` a named part. ``build`` names a builder, ``args`` are handed to it. ``lead`` symbols before and ``tail``
    symbols behind may be asked for with ``(?<=X)`` and ``(?=X)``. ``needs`` are tags of which one stands in every match, at
    most ``within`` symbols from its start: a level whose rules all say so looks only where one is near.
    """

    name: str
    pattern: str
    build: str
    args: Mapping[str, Any] = field(default_factory=dict)
    examples: tuple[tuple[str, Any], ...] = ()
    counter: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    within: int = 12
    source: str = ""


_NOWHERE: Final = range(0)


class Match:
    """What a rule matched: parts by name, with their values, text and offsets."""

    __slots__ = ("_match", "_parts", "first", "last", "rule", "tagged")

    def __init__(self, tagged: Tagged, match: re.Match[str], rule: Rule, parts: Mapping[str, int]) -> None:
        self.tagged = tagged
        self._match = match
        self._parts = parts
        self.rule = rule
        self.first, end = match.span()
        self.last = end - 1

    def has(self, part: str) -> bool:
        """Whether the part took part."""
        group = self._parts.get(part)
        return group is not None and self._match.start(group) >= 0

    def places(self, part: str) -> range:
        """Places of the symbols of a part (empty when absent)."""
        group = self._parts.get(part)
        if group is None:
            return _NOWHERE
        first, last = self._match.span(group)
        return range(first, last)

    def get(self, part: str, default: Any = None) -> Any:
        """The value of the first symbol of a part, or the default."""
        group = self._parts.get(part)
        if group is None:
            return default
        first, last = self._match.span(group)
        return self.tagged.values[first] if first < last else default

    def __getitem__(self, part: str) -> Any:
        first, last = self._match.span(self._parts[part])
        if first == last:
            raise KeyError(part)
        return self.tagged.values[first]

    def values(self, part: str) -> list[Any]:
        """The values of all symbols of a part."""
        group = self._parts.get(part)
        if group is None:
            return []
        first, last = self._match.span(group)
        return self.tagged.values[first:last] if first >= 0 else []

    def text(self, part: str | None = None) -> str:
        """The text of a part, or of the whole match."""
        tagged = self.tagged
        if part is None:
            return tagged.text[tagged.starts[self.first] : tagged.ends[self.last]]
        group = self._parts.get(part)
        if group is None:
            return ""
        first, last = self._match.span(group)
        return tagged.text[tagged.starts[first] : tagged.ends[last - 1]] if first < last else ""

    @property
    def start(self) -> int:
        """Character offset of the whole match."""
        return self.tagged.starts[self.first]

    @property
    def end(self) -> int:
        """Character offset behind the whole match."""
        return self.tagged.ends[self.last]


#: A builder gives the tag name and value of what was matched, or None to decline.
Builder = Callable[[Match], "tuple[str, Any] | None"]

_PATTERN_TOKEN = re.compile(
    r"\{(?P<part>\w+):|(?P<close>\})|@(?P<klass>\w+)|(?P<tag>[A-Za-z]\w*)|(?P<look>\(\?[<!=:]*)|(?P<count>\{\d+(?:,\d*)?\})|(?P<op>[()|?*+\[\]^.])|(?P<space>\s+)"
)


def translate(
    pattern: str, *, tags: Tags, classes: Mapping[str, Sequence[str] | str], prefix: str = "", where: str = "pattern"
) -> str:
    """A pattern over tag names as a regular expression over tag characters; a class may itself be a pattern.

    Raises PackError for a tag or class that nobody defined.
    """
    out: list[str] = []
    place = 0
    while place < len(pattern):
        token = _PATTERN_TOKEN.match(pattern, place)
        if token is None:
            raise PackError(f"{where}: cannot read the pattern at {pattern[place : place + 20]!r}")
        place = token.end()
        if token["part"]:
            out.append(f"(?P<{prefix}{token['part']}>")
        elif token["close"]:
            out.append(")")
        elif token["klass"]:
            if token["klass"] not in classes:
                raise PackError(f"{where}: no class of tags is called @{token['klass']}")
            members = classes[token["klass"]]
            if isinstance(members, str):
                within = f"{where}: @{token['klass']}"
                inner = translate(members, tags=tags, classes=classes, prefix=prefix, where=within)
                out.append(f"(?:{inner})")
            else:
                out.append("[" + "".join(known(tags, name, where) for name in members) + "]")
        elif token["tag"]:
            out.append(known(tags, token["tag"], where))
        elif token["look"] or token["count"] or token["op"]:
            out.append(token[0])
    return "".join(out)


def known(tags: Tags, name: str, where: str) -> str:
    """The character of a tag that somebody gives; PackError when nobody does."""
    if not tags.known(name):
        raise PackError(f"{where}: no word or rule gives the tag {name}")
    return tags.char(name)
