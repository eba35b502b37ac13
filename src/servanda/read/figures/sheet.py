"""A document laid out for the reader of figures: its symbols once more, with the words that name what is measured."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, Final

from servanda.grammar import Level, Tagged, Verb
from servanda.quantities import Amount
from servanda.read.discourse import Discourse
from servanda.read.figures.frames import RENAMED, Frames
from servanda.values import Quantity, When

#: Symbols that make a sentence worth reading: amounts, and verbs that may multiply.
_OPENERS: Final = ("MONEY", "MEASURE", "PERCENT", "COUNT", "MULTIPLE", "POINTS", "VB")


#: Behind the last symbol, so that a look past either end meets no tag.
_PADDING: Final = "\0" * 64


class Sheet:
    """The document's symbols with tags of this reader, in the sentences that hold an amount."""

    def __init__(self, scene: Discourse, kit: Frames) -> None:
        self.scene = scene
        self.kit = kit
        self.settled: dict[tuple[int, bool, str | None], When | None] = {}
        self.fixed: dict[int, When] = {}
        self.values: list[Any] = scene.values
        self.lines: list[tuple[int, int, list[int]]] = []
        for place in scene.find(_OPENERS):
            value = self.values[place]
            if not isinstance(value, Verb) or value.lemma in kit.words.multiply:
                self._line(place)
        self.tags = self._renamed() if self.lines else scene.tags
        self._padded = self.tags + _PADDING
        self._sets = kit.sets
        self.tagged = Tagged(scene.text, self.tags, scene.starts, scene.ends, self.values)

    def _renamed(self) -> str:
        self._tags, self.values = list(self.scene.tags), list(self.values)
        for first, last, _ in self.lines:
            self._rename(first, last)
        return "".join(self._tags)

    def _line(self, place: int) -> None:
        if self.lines and place < self.lines[-1][1]:
            self.lines[-1][2].append(place)
            return
        sentence = self.scene.sentence_at(place)
        self.lines.append((sentence.first, sentence.last, [place]))

    def _rename(self, first: int, last: int) -> None:
        words, chars, tags, values = self.kit.words, self.kit.chars, self._tags, self.values
        for place in self.scene.find(RENAMED, first, last):
            value = values[place]
            if isinstance(value, Verb):
                if value.lemma in words.verbs:
                    self._rename_verb(place, value)
            elif tags[place] == chars["TOPIC"] and value in words.topics and not self._modifies(place):
                tags[place], values[place] = chars["INDICATOR"], words.topics[value]

    def _rename_verb(self, place: int, verb: Verb) -> None:
        words, chars, tags = self.kit.words, self.kit.chars, self._tags
        lemma = verb.lemma
        noun = tags[place] == chars["VN"]
        if noun and lemma in words.share:
            tags[place] = chars["SHARE"]
        elif noun and lemma in words.nouns and not self._before_amount(place):
            tags[place], self.values[place] = chars["INDICATOR"], words.nouns[lemma]
        elif lemma in words.deals and (not noun or lemma in words.nouns):
            tags[place], self.values[place] = chars["DEAL"], words.deals[lemma]
        elif lemma in words.forecast:
            tags[place] = chars["FORECAST"]
        elif lemma in words.multiply and verb.form == "base":
            tags[place], self.values[place] = chars["MULTIPLE"], _times(words.multiply[lemma])
        elif lemma in words.rise and tags[place + 1 : place + 2] and tags[place + 1] in self._among("PERCENT MULTIPLE"):
            tags[place], self.values[place] = chars["UPVERB"], verb.form

    def _modifies(self, place: int) -> bool:
        """ "Trade mission", "investment projects", "transit fees": the word only says of what kind the next one is."""
        tags, among = self._tags, self._among
        behind = tags[place + 1 : place + 4]
        if not behind:
            return False
        if behind[0] in among("COOP TOPIC ORGWORD BODY INSTRUMENT MEETING EVENT EVENTHEAD HYPHEN"):
            return True
        if behind[0] in among("w") and self.values[place] in self.kit.words.modifiers:
            return True
        return (
            len(behind) > 2 and behind[0] in among("AND") and behind[1] in among("TOPIC") and behind[2] in among("COOP")
        )

    def _before_amount(self, place: int) -> bool:
        return place + 1 < len(self._tags) and self._tags[place + 1] in self._among("@FIGLEVEL")

    def _among(self, names: str) -> frozenset[str]:
        return self.kit.sets[names]

    def at(self, place: int, names: str) -> bool:
        """Whether the symbol at a place has one of the tags (``@class`` for a class)."""
        return self._padded[place] in self._sets[names]

    def name(self, place: int) -> str:
        """The tag of the amount at a place."""
        return next((name for name in _OPENERS if self._padded[place] in self._sets[name]), _OPENERS[0])

    def word(self, place: int) -> str:
        """The last word of a symbol, in lower case."""
        words = self.scene.quote(place, place).lower().split() if 0 <= place < len(self.tags) else []
        return words[-1] if words else ""

    def find(self, names: str, first: int, last: int) -> list[int]:
        """Places between two symbols (last exclusive) with one of the tags."""
        wanted = self._sets[names]
        if first < 0:
            first = 0
        tags = self.tags[first:last]
        if wanted.isdisjoint(tags):
            return []
        return [place for place, tag in enumerate(tags, first) if tag in wanted]

    def has(self, names: str, first: int, last: int) -> bool:
        """Whether a symbol between two (last exclusive) has one of the tags."""
        return not self._sets[names].isdisjoint(self.tags[first if first > 0 else 0 : last])

    def only(self, names: str, first: int, last: int) -> bool:
        """Whether all symbols between two (last exclusive) have one of the tags."""
        return self._sets[names].issuperset(self._padded[first:last])

    def before(self, place: int, names: str, first: int) -> int | None:
        """The last place before ``place``, not before ``first``, with one of the tags."""
        wanted = self._sets[names]
        tags = self.tags
        for at in range(place - 1, first - 1, -1):
            if tags[at] in wanted:
                return at
        return None

    def built(self, level: Level, first: int, last: int) -> list[Any]:
        """What the rules of a level build between two symbols."""
        made = [builder(match) for match, builder in level.matches(self.tagged, first, last)]
        return [one[1] for one in made if one is not None]

    def text(self, first: int, last: int) -> str:
        """Text of symbols ``first`` to ``last`` inclusive, on one line."""
        return " ".join(self.scene.quote(first, last).split())


def _times(value: Decimal) -> Amount:
    quantity = Quantity(value=value, low=value, high=value, unit="times")
    return Amount(quantity=quantity, printed="", kind="multiple", change="down" if value < 1 else "up")
