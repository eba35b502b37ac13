"""The rules of figures of one language, compiled."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Any, Final

from servanda.grammar import Builder, Level, Tags
from servanda.language import Pack, load
from servanda.read.discourse import Among
from servanda.read.figures.changes import again, change, multiplied, skip
from servanda.read.figures.counts import Counting, nouns, rank
from servanda.read.figures.topics import Reading

#: Tags that this reader gives to symbols whose word, of another file, means something to it.
_GIVEN: Final = ("INDICATOR", "SHARE", "DEAL", "FORECAST", "GOAL", "MULTIPLE", "UPVERB")
#: Lists whose words are lemmas of verbs.
_OF_VERBS: Final = ("nouns", "share", "rise", "multiply", "deals", "forecast")


@dataclass(frozen=True, slots=True)
class Words:
    """What words of other files mean here: topics and verbs that name indicators, verbs of goals and forecasts."""

    topics: Mapping[str, str]
    nouns: Mapping[str, str]
    share: frozenset[str]
    modifiers: frozenset[str]
    rise: frozenset[str]
    multiply: Mapping[str, Decimal]
    deals: Mapping[str, str]
    goal: frozenset[str]
    forecast: frozenset[str]
    telling: frozenset[str]
    measured: Mapping[str, str]
    sums: frozenset[str]
    levels: frozenset[str]
    funds: Mapping[str, str]
    giving: frozenset[str]
    getting: frozenset[str]
    consists: frozenset[str]
    papers: str
    made: frozenset[str]
    verbs: frozenset[str]
    alike: frozenset[str]


class Frames:
    """The rules of figures of one language, compiled."""

    def __init__(self, pack: Pack, tags: Tags) -> None:
        self.tags = tags
        self._pack = pack
        self.sets = _Sets(pack, tags)
        for name in _GIVEN:
            tags.char(name)
        self.counting = Counting(nouns(pack.rules["figure counts"][0].args))
        reading = Reading(tags, self.counting.nouns.indicators)
        builders: dict[str, Builder] = {
            "topic": reading, "number": reading.number,
            "change": change, "multiplied": multiplied, "again": again, "skip": skip,
            "counted": self.counting, "rank": rank,
        }  # fmt: skip
        self.topics = self._level("figure topics", builders)
        self.changes = self._level("figure changes", builders)
        self.counts = self._level("figure counts", builders)
        self.ranks = self._level("figure ranks", builders)
        self.words = _words(pack.rules["figure words"][0].args)
        self.chars = {name: tags.char(name) for name in (*_GIVEN, "VN")}

    def _level(self, name: str, builders: Mapping[str, Builder]) -> Level:
        rules = self._pack.rules.get(name, ())
        return Level(name, rules, tags=self.tags, classes=self._pack.classes, builders=builders)

    def args(self, level: str, number: int = 0) -> Mapping[str, Any]:
        """What a rule hands over beside its pattern."""
        return self._pack.rules[level][number].args


class _Sets(Among):
    """The symbols of tags and of classes (``@name``) named in one string."""

    def __init__(self, pack: Pack, tags: Tags) -> None:
        super().__init__(tags)
        self._pack = pack

    def symbols(self, name: str) -> Iterable[str]:
        """The symbols that one name stands for."""
        listed = self._pack.classes[name[1:]] if name.startswith("@") else (name,)
        return [self.table.char(tag) for tag in listed]


def _words(args: Mapping[str, Any]) -> Words:
    return Words(
        topics=args["topics"],
        nouns=args["nouns"],
        share=frozenset(args["share"]),
        modifiers=frozenset(args["modifiers"]),
        rise=frozenset(args["rise"]),
        multiply={lemma: Decimal(str(times)) for lemma, times in args["multiply"].items()},
        deals=args["deals"],
        goal=frozenset(args["goal"]),
        forecast=frozenset(args["forecast"]),
        telling=frozenset(args["telling"]),
        measured=args["measured"],
        sums=frozenset(args["sums"]),
        levels=frozenset(args["levels"]),
        funds=args["funds"],
        giving=frozenset(args["giving"]),
        getting=frozenset(args["getting"]),
        consists=frozenset(args["consists"]),
        papers=args["papers"],
        made=frozenset(args["made"]),
        alike=frozenset(args["alike"]),
        verbs=frozenset().union(*(args[name] for name in _OF_VERBS)),
    )


@lru_cache(maxsize=8)
def frames(code: str, tags: Tags) -> Frames:
    """The compiled rules of a language, made once."""
    return Frames(load(code), tags)
