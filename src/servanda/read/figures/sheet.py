"""A document laid out for the reader of figures: its symbols once more, with the words that name what is measured."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, Final

from servanda.grammar import Level, Tagged, Verb
from servanda.quantities import Amount
from servanda.read.discourse import PADDING, Discourse
from servanda.read.figures.frames import Frames
from servanda.values import Quantity, When

#: Symbols that make a sentence worth reading: amounts, and verbs that may multiply.
_OPENERS: Final = ("MONEY", "MEASURE", "PERCENT", "COUNT", "MULTIPLE", "POINTS", "VB")


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
        self._edits: list[tuple[int, str]] = []
        self.tags = self._renamed() if self.lines else scene.tags
        #: The symbols with room behind them, and sets of symbols by their names: ``tags[place] in sets["IN OF"]``.
        self.padded = scene.padded if self.tags is scene.tags else self.tags + PADDING
        self.sets = kit.sets
        self.tagged = Tagged(scene.text, self.tags, scene.starts, scene.ends, self.values)

    def _renamed(self) -> str:
        self.values = self.values.copy()
        for first, last, _ in self.lines:
            self._rename(first, last)
        tags, done = self.scene.tags, 0
        pieces: list[str] = []
        for place, char in sorted(self._edits):
            pieces += (tags[done:place], char)
            done = place + 1
        return "".join((*pieces, tags[done:]))

    def _line(self, place: int) -> None:
        if self.lines and place < self.lines[-1][1]:
            self.lines[-1][2].append(place)
            return
        sentence = self.scene.sentence_at(place)
        self.lines.append((sentence.first, sentence.last, [place]))

    def _rename(self, first: int, last: int) -> None:
        words = self.kit.words
        for place, verb in self.scene.verbs(first, last):
            if verb.lemma in words.verbs:
                self._rename_verb(place, verb)
        for place in self.scene.find(("TOPIC",), first, last):
            value = self.values[place]
            if value in words.topics and not self._modifies(place):
                self._give(place, "INDICATOR", words.topics[value])

    def _give(self, place: int, name: str, value: Any) -> None:
        """Another tag and value for a symbol."""
        self._edits.append((place, self.kit.chars[name]))
        self.values[place] = value

    def _rename_verb(self, place: int, verb: Verb) -> None:
        words, lemma, tags, among = self.kit.words, verb.lemma, self.scene.padded, self.kit.sets
        noun = tags[place] == self.kit.chars["VN"]
        if noun and lemma in words.share:
            self._give(place, "SHARE", verb)
        elif noun and lemma in words.nouns and tags[place + 1] not in among["@FIGLEVEL"]:
            self._give(place, "INDICATOR", words.nouns[lemma])
        elif lemma in words.deals and (not noun or lemma in words.nouns):
            self._give(place, "DEAL", words.deals[lemma])
        elif lemma in words.forecast:
            self._give(place, "FORECAST", verb)
        elif lemma in words.multiply and verb.form == "base":
            self._give(place, "MULTIPLE", _times(words.multiply[lemma]))
        elif lemma in words.rise and tags[place + 1] in among["PERCENT MULTIPLE"]:
            self._give(place, "UPVERB", verb.form)

    def _modifies(self, place: int) -> bool:
        """ "Trade mission", "investment projects", "transit fees": the word only says of what kind the next one is."""
        tags, among = self.scene.padded, self.kit.sets
        behind = tags[place + 1]
        if behind in among["COOP TOPIC ORGWORD BODY INSTRUMENT MEETING EVENT EVENTHEAD HYPHEN"]:
            return True
        if behind in among["w"] and self.values[place] in self.kit.words.modifiers:
            return True
        return behind in among["AND"] and tags[place + 2] in among["TOPIC"] and tags[place + 3] in among["COOP"]

    def at(self, place: int, names: str) -> bool:
        """Whether the symbol at a place has one of the tags (``@class`` for a class)."""
        return self.padded[place] in self.sets[names]

    def name(self, place: int) -> str:
        """The tag of the amount at a place."""
        return next((name for name in _OPENERS if self.padded[place] in self.sets[name]), _OPENERS[0])

    def word(self, place: int) -> str:
        """The last word of a symbol, in lower case."""
        words = self.scene.quote(place, place).lower().split() if 0 <= place < len(self.tags) else []
        return words[-1] if words else ""

    def find(self, names: str, first: int, last: int) -> list[int]:
        """Places between two symbols (last exclusive) with one of the tags."""
        wanted, first = self.sets[names], max(first, 0)
        return [place for place, tag in enumerate(self.tags[first:last], first) if tag in wanted]

    def has(self, names: str, first: int, last: int) -> bool:
        """Whether a symbol between two (last exclusive) has one of the tags."""
        return not self.sets[names].isdisjoint(self.tags[first if first > 0 else 0 : last])

    def only(self, names: str, first: int, last: int) -> bool:
        """Whether all symbols between two (last exclusive) have one of the tags."""
        return self.sets[names].issuperset(self.padded[first:last])

    def before(self, place: int, names: str, first: int) -> int | None:
        """The last place before ``place``, not before ``first``, with one of the tags."""
        wanted, first = self.sets[names], max(first, 0)
        for back, tag in enumerate(reversed(self.tags[first:place]), 1):
            if tag in wanted:
                return place - back
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
