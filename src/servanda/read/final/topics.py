"""What is measured, with the countries around it by their case: the exports *of* one *to* the other."""

from __future__ import annotations

from typing import Final

from servanda.read.discourse import Discourse, Sentence
from servanda.read.figures.topics import Topic, codes
from servanda.read.phrases import Lands

_SIGNS: Final = {" -": -1, " +": 1}
_LANDS: Final = ("COUNTRY", "ADJ", "CAPITAL", "PAIR", "BETWEENPAIR", "LANDS")
_ENDS: Final = ("MONEY", "PERCENT", "MEASURE", "MULTIPLE", "INDICATOR", "QUOTE", "SEMI")
#: The part that a country plays by its case.
_PARTS: Final = {
    "GEN": "owner",
    "DAT": "target",
    "ABL": "source",
    "INS": "partner",
    "WITH": "partner",
    "LOC": "place",
    "REL": "place",
}
_NOUN: Final = 7  # symbols between a count and what is counted


class Topics:
    """Finds what is measured in the sentences of a document."""

    def __init__(self, scene: Discourse) -> None:
        self.scene = scene
        told = scene.settings.get("figures", {})
        self._topics = told.get("topics", {})
        self._weak = frozenset(told.get("weak", ()))
        self._nouns = [(noun, indicator) for indicator, nouns in told.get("nouns", {}).items() for noun in nouns]

    def between(self, first: int, last: int) -> list[Topic]:
        """The topics between two symbols, each with its countries; one without them takes those of the one before."""
        found: list[Topic] = []
        scene = self.scene
        for place in scene.find(("INDICATOR", "TOPIC"), first, last):
            indicator = self._indicator(place)
            if indicator is None:
                continue
            sign = _SIGNS.get(indicator[-2:], 0)
            topic = Topic(indicator[:-2] if sign else indicator, place, place, sign)
            topic.bare = True
            start = max((e for e in scene.find(_ENDS, first, place)), default=first - 1) + 1
            verbs = [p for p, v in scene.verbs(start, place) if v.form != "part"]
            self.lands(topic, max(start, verbs[-1] + 1 if verbs else start), place)
            if found and not (topic.owner or topic.source or topic.target or topic.partner or topic.pair):
                _inherit(topic, found[-1])
            found.append(topic)
        return found

    def _indicator(self, place: int) -> str | None:
        scene, value = self.scene, self.scene.values[place]
        if scene.is_a(place, "INDICATOR"):
            return str(value)
        indicator: str | None = self._topics.get(value)
        behind = place + 2 if scene.is_a(place + 1, "GEN", "ACC", "DAT", "LOC") else place + 1
        compound = scene.is_a(
            behind,
            "TOPIC",
            "COOP",
            "ORGWORD",
            "ROLE",
            "AND",
            "HYPHEN",
            "SESSION",
            "EVENTHEAD",
            "INSTHEAD",
            "ONTOPIC",
            "N",
        )
        if indicator is None or compound or scene.is_a(place - 1, "HYPHEN"):
            return None
        return (
            None
            if value in self._weak
            and not scene.is_a(behind, "MONEY", "PERCENT", "MULTIPLE", "DATE")
            and not scene.is_a(place - 1, "LIK")
            else indicator
        )

    def lands(self, topic: Topic, first: int, last: int) -> None:
        """Give a topic the countries between two symbols, each the part that its case says."""
        scene = self.scene
        for place in scene.find(_LANDS, first, last):
            value, behind = scene.values[place], place + 1
            if isinstance(value, Lands) and len(value.codes) > 1:
                topic.pair = topic.pair or value.codes
                topic.first = min(topic.first, place)
                continue
            case = next((tag for tag in _PARTS if scene.is_a(behind, tag)), "")
            part = _PARTS.get(case, "owner" if place + 1 == last or topic.acted else "")
            if part == "place":
                part = "target" if topic.indicator == "investment" else ""
            if part and getattr(topic, part) is None:
                setattr(topic, part, codes(value)[0])
                topic.first = min(topic.first, place)

    def counted(self, place: int, sentence: Sentence) -> Topic | None:
        """What a count counts, from whose it is and where it is."""
        scene = self.scene
        stop = min(place + _NOUN, sentence.last)
        text = " ".join(scene.quote(place, stop - 1).lower().split()) if stop > place else ""
        amount = scene.quote(place, place).lower()
        words = text[len(" ".join(amount.split())) :].replace("“", " ").replace("”", " ").split()
        for at, word in enumerate(words[:_NOUN]):
            for noun, indicator in self._nouns:
                head, _, rest = noun.partition(" ")
                if (
                    word.startswith(head)
                    if not rest
                    else (word == head and words[at + 1 : at + 2] and words[at + 1].startswith(rest))
                ):
                    return self._people(Topic(indicator, place, place), place, sentence)
            if word.endswith((".", ";", ",")):
                return None
        return None

    def _people(self, topic: Topic, place: int, sentence: Sentence) -> Topic:
        scene = self.scene
        for at in scene.find(("COUNTRY", "ADJ", "CAPITAL"), sentence.first, min(place + _NOUN, sentence.last)):
            code = codes(scene.values[at])[0]
            if scene.is_a(at + 1, "LOC", "REL", "DAT"):
                topic.target = code
            elif scene.is_a(at + 1, "ABL") or scene.is_a(at, "ADJ") or not scene.is_a(at + 1, "GEN"):
                topic.source = code
        return topic


def _inherit(topic: Topic, former: Topic) -> None:
    """ "Its exports to X were so much, its imports so much": the countries told once, the other way round for imports."""
    topic.owner, topic.pair, topic.partner = former.owner, former.pair, former.partner
    if {topic.indicator, former.indicator} == {"exports", "imports"}:
        topic.source, topic.target = former.target, former.source
    else:
        topic.source, topic.target = former.source, former.target
