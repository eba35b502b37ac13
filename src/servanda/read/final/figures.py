"""Figures: what is measured stands before its amount or, in a compound, behind it; cases tell whose it is and where it goes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Final

from servanda.quantities import Amount
from servanda.read.discourse import Discourse, Sentence
from servanda.read.figures.changes import Growth
from servanda.read.figures.moods import Mood
from servanda.read.figures.periods import is_day, year_before
from servanda.read.figures.topics import Flow, Topic, View, codes, flow, remember
from servanda.read.final.growing import growths
from servanda.read.final.moods import mood
from servanda.read.final.spans import Told, bases, period_at
from servanda.record import Change, Figure

_AMOUNTS: Final = ("MONEY", "PERCENT", "COUNT", "MEASURE", "MULTIPLE", "POINTS")
_LEVELS: Final = ("MONEY", "MEASURE", "COUNT")
_LANDS: Final = ("COUNTRY", "ADJ", "CAPITAL", "CITY", "LANDS", "PAIR", "BETWEENPAIR")
_CASES: Final = {"GEN": "owner", "DAT": "target", "ABL": "source", "INS": "partner", "WITH": "partner"}
_CARRIES: Final = frozenset({"trade turnover", "exports", "imports", "trade balance"})
_PLACED: Final = frozenset({"investment", "companies", "other:projects"})
_HELD: Final = frozenset({"participants", "companies", "tourist trips"})
#: What may stand between an amount and the noun behind it that it measures.
_INTO: Final = (
    "LIK",
    "OLAN",
    "BILATERAL",
    "TOTAL",
    "w",
    "ADJ",
    "PAIR",
    "OVERWORD",
    "NEARWORD",
    "ABL",
    "GEN",
    "DAT",
    "ACC",
    "MEETADJ",
    "JOINT",
    "OLARAK",
)
_REACH: Final = 5
#: How far to the left the countries of a phrase may stand.
_PHRASE: Final = 14
_SOLE: Final = 4


@dataclass(slots=True)
class Draft:
    """A figure in the making; ``first`` to ``last`` are its symbols."""

    topic: Topic
    flow: Flow
    first: int
    last: int
    place: int
    amount: Amount | None = None
    growth: Growth | None = None
    mood: Mood = "fact"
    period: Told | None = None


@dataclass(slots=True)
class Memory:
    """What earlier sentences leave to later ones."""

    view: View
    topic: Topic | None = None
    sentence: int = -9
    period: Told | None = None
    told: int = -9
    drafts: list[Draft] = field(default_factory=list)


def read(scene: Discourse) -> Iterator[Figure]:
    """Every figure that the document states, in order of place."""
    memory = Memory(_view(scene))
    numbers = dict.fromkeys(scene.sentence_at(place).number for place in scene.find(_AMOUNTS))
    for number in numbers:
        line = _Line(scene, scene.sentences[number], memory)
        for draft in line.read():
            yield _figure(scene, draft)


def _view(scene: Discourse) -> View:
    if len(scene.pair) == 2:
        one, two = (scene.land_counts[code] for code in scene.pair)
        if one < _SOLE * two:
            return View(pair=scene.pair)
    return View(sole=scene.pair[0]) if scene.pair else View()


class _Line:
    """One sentence with amounts."""

    def __init__(self, scene: Discourse, sentence: Sentence, memory: Memory) -> None:
        self.scene, self.memory = scene, memory
        self.first, self.last, self.number = sentence.first, sentence.last, sentence.number
        self.topics = list(self._topics())
        self.growths = growths(scene, self.first, self.last)
        self.bases = bases(scene, self.first, self.last)
        self.drafts: list[Draft] = []

    def read(self) -> list[Draft]:
        """The figures of the sentence, in order."""
        growing = {growth.place for growth in self.growths}
        levels = [p for p in self.scene.find(_LEVELS, self.first, self.last) if p not in growing]
        for place, topic in self._paired(levels):
            if topic is not None:
                self._level(place, topic)
        self._shares(growing)
        for growth in self.growths:
            self._grow(growth)
        self.drafts.sort(key=lambda draft: draft.place)
        self._tell()
        return self.drafts

    # --- what is measured -----------------------------------------------------------------------------------------------

    def _topics(self) -> Iterator[Topic]:
        scene = self.scene
        named = scene.settings.get("measured", {})
        for place in scene.find(("INDICATOR", "TOPIC"), self.first, self.last):
            value = scene.values[place]
            if scene.is_a(place, "TOPIC"):
                if value not in named or scene.is_a(
                    place + 1, "TOPIC", "COOP", "AND", "ORGWORD", "ROLE", "EVENTHEAD", "N", "BODYADJ"
                ):
                    continue
                value = named[value]
            yield self._topic(place, str(value))

    def _topic(self, place: int, indicator: str) -> Topic:
        sign = {" -": -1, " +": 1}.get(indicator[-2:], 0)
        topic = Topic(indicator[:-2] if sign else indicator, place, place, sign)
        topic.ours = self.scene.quote(place, place).lower().endswith(tuple(self.scene.settings.get("ours", ())))
        self._lands(topic, place)
        return topic

    def _lands(self, topic: Topic, place: int) -> None:
        """The countries before a noun, each by its case, up to the verb or amount before."""
        scene, at = self.scene, place - 1
        floor = max(self.first, place - _PHRASE)
        while at >= floor and not scene.is_a(
            at, *_AMOUNTS, "VBD", "VBZ", "VBF", "VBG", "INDICATOR", "SEMI", "QUOTE", "PERSON"
        ):
            if scene.is_a(at, *_LANDS):
                self._land(topic, at)
                topic.first = min(topic.first, at)
            at -= 1

    def _land(self, topic: Topic, at: int) -> None:
        scene, found = self.scene, codes(self.scene.values[at])
        if len(found) > 1:
            topic.pair = topic.pair or found
            return
        part = next((part for tag, part in _CASES.items() if scene.is_a(at + 1, tag)), None)
        if scene.is_a(at + 1, "REL", "LOC"):
            part = "target" if topic.indicator in _PLACED else "owner"
        elif (
            scene.is_a(at, "ADJ")
            or (part is None and at + 1 == topic.first)
            or (part is None and scene.is_a(at + 1, "ON_BEHALF", "BYWORD"))
        ):
            part = "owner"
        if part is not None and getattr(topic, part) is None:
            setattr(topic, part, found[0])

    def _paired(self, levels: list[int]) -> Iterator[tuple[int, Topic | None]]:
        """Each amount with what it measures: the noun right behind it, or the nearest before it that no other amount took."""
        for number, place in enumerate(levels):
            behind = self._behind(place)
            if behind is not None:
                yield place, behind
                continue
            yield place, self._before(place, levels[:number]) or self._counted(place) or self._carried(place)

    def _behind(self, place: int) -> Topic | None:
        scene = self.scene
        for topic in self.topics:
            at = topic.last
            if place < at <= place + _REACH and all(
                scene.is_a(p, *_INTO) for p in range(place + 1, at) if p < topic.first or p > topic.last
            ):
                return topic
        return None

    def _before(self, place: int, former: list[int]) -> Topic | None:
        if self.scene.is_a(place, "COUNT"):
            return None
        before = [t for t in self.topics if t.last < place]
        if not before:
            return None
        topic = before[-1]
        used = [p for p in former if p > topic.last]
        if used and not self.scene.is_a(used[-1] + 1, "ABL") and not self._listed(used[-1], place):
            return None
        return topic

    def _listed(self, one: int, two: int) -> bool:
        """Two levels of one thing: "2022'de 5 milyar dolar, 2023'te 6 milyar dolar", a step, or a goal beside a level."""
        return self.scene.has(("DATE", "GOAL", "DURATION"), one + 1, two) or self.scene.has(
            ("GOAL",), two, min(two + 4, self.last)
        )

    def _counted(self, place: int) -> Topic | None:
        """ "5 binden fazla Türk şirketi": the noun that a number counts."""
        scene = self.scene
        at = place + 1
        while at < min(place + _REACH + 1, self.last) and scene.is_a(at, *_INTO, "TOPIC", "N", "CITY", "COUNTRY"):
            at += 1
        if not scene.is_a(place, "COUNT") or not scene.is_a(at, "COUNTEDNOUN"):
            return None
        topic = Topic(str(scene.values[at]), place, at)
        for land in scene.find(("ADJ",), place + 1, at):
            topic.owner = codes(scene.values[land])[0]
        for land in scene.find(("COUNTRY", "CAPITAL", "CITY"), max(self.first, place - 8), place):
            if scene.is_a(land + 1, "LOC", "REL"):
                topic.target = codes(scene.values[land])[0]
        return topic

    def _carried(self, place: int) -> Topic | None:
        """ "Bu rakamı 10 milyar dolara çıkarmayı hedefliyoruz", "hedefimiz 10 milyar dolar": of what was told before."""
        scene, memory = self.scene, self.memory
        near = memory.topic is not None and self.number - memory.sentence <= 3
        if not near or not scene.is_a(place, "MONEY"):
            return None
        around = (max(self.first, place - 6), min(place + 7, self.last))
        if not scene.has(("LEVELWORD", "GOAL"), *around):
            return None
        return memory.topic.at(place, place) if memory.topic else None

    # --- drafts -----------------------------------------------------------------------------------------------------------

    def _level(self, place: int, topic: Topic) -> None:
        amount: Any = self.scene.values[place]
        if not isinstance(amount, Amount):
            return
        if self.scene.is_a(place, "COUNT") and topic.indicator in _CARRIES | {"investment"}:
            return
        first = topic.first if self.first <= topic.first else place
        self.drafts.append(Draft(topic, self._flow(topic), min(first, place), max(place, topic.last), place, amount))

    def _shares(self, growing: set[int]) -> None:
        """ "İhracatın yüzde 8'i", "yüzde 8 pay": a part of something measured."""
        scene = self.scene
        for place in scene.find(("PERCENT",), self.first, self.last):
            if place in growing or not scene.has(("SHARE",), place - 3, min(place + 4, self.last)):
                continue
            topic = Topic("share", place, place)
            self.drafts.append(
                Draft(topic, Flow(None, None, self.memory.view.pair), place, place, place, scene.values[place])
            )

    def _flow(self, topic: Topic) -> Flow:
        view = self.memory.view
        home = self.scene.settings.get("home")
        view.speaker = self._speaker() or (home if home in view.pair else None)
        bare = not (topic.owner or topic.source or topic.target or topic.pair or view.side)
        if bare and topic.indicator in ("exports", "imports") and home in view.pair:
            topic.owner = home
        found = flow(topic, view)
        remember(topic, found, view)
        return found

    def _speaker(self) -> str | None:
        scene = self.scene
        for name in scene.speakers(scene.starts[self.first]) or scene.speakers(scene.ends[self.last - 1] - 1):
            person = scene.people.get(name.split()[-1].lower())
            if person is not None and person.of:
                return person.of
        return None

    def _grow(self, growth: Growth) -> None:
        """Give a growth to the level of its clause, or make a figure of its own of what is measured before it."""
        free = [d for d in self.drafts if d.growth is None and d.amount is not None and d.topic.indicator != "share"]
        between = [t for t in self.topics if t.last < growth.first]
        topic = between[-1] if between else None
        behind = next(
            (
                d
                for d in free
                if growth.last < d.place <= growth.last + 8
                and (d.topic is topic or d.topic.last < growth.first or d.topic.first > d.place)
            ),
            None,
        )
        if behind is None:
            behind = next(
                (
                    d
                    for d in reversed(free)
                    if d.place < growth.first
                    and not any(d.place < t.first < growth.first for t in self.topics if t is not d.topic)
                ),
                None,
            )
        if behind is not None:
            behind.growth = growth
            behind.first, behind.last = min(behind.first, growth.first), max(behind.last, growth.last)
            return
        if topic is None:
            topic = next((t for t in self.topics if growth.last < t.first <= growth.last + 3), None)
        if topic is None:
            near = self.memory.topic is not None and self.number - self.memory.sentence <= 1
            topic = (
                self.memory.topic.at(growth.first, growth.last)
                if near and self.memory.topic and not self.topics
                else None
            )
        if topic is None:
            return
        first, last = min(topic.first, growth.first), max(topic.last, growth.last)
        self.drafts.append(Draft(topic, self._flow(topic), first, last, growth.place, growth=growth))

    # --- when and how -------------------------------------------------------------------------------------------------------

    def _tell(self) -> None:
        memory = self.memory
        for number, draft in enumerate(self.drafts):
            draft.mood = mood(self.scene, draft.place, self.first, self.last)
            draft.period = self._period(number, draft)
            if draft.topic.indicator in _CARRIES or draft.topic.indicator == "investment":
                memory.topic, memory.sentence = draft.topic, self.number
            if draft.period is not None and draft.mood == "fact":
                memory.period, memory.told = draft.period, self.number

    def _period(self, number: int, draft: Draft) -> Told | None:
        scene = self.scene
        ahead = draft.mood != "fact"
        floor = self.drafts[number - 1].place + 1 if number else self.first
        ceiling = self.drafts[number + 1].first if number + 1 < len(self.drafts) else self.last
        mine = [p for p in scene.find(("DATE", "DURATION"), floor, self.last) if p not in self.bases]
        before = [p for p in reversed(mine) if p < draft.place]
        behind = [p for p in mine if draft.place < p < min(ceiling, draft.place + 8)]
        reference = next((d.period for d in reversed(self.drafts[:number]) if d.period), self.memory.period)
        for place in (*before, *behind):
            told = period_at(scene, place, ahead=ahead, reference=reference.value if reference else None)
            if told is None or (ahead and _over(scene, told.value)):
                continue
            if is_day(told.value) and draft.topic.indicator not in _HELD and not (told.rule or "").startswith("as of"):
                continue
            return told
        if ahead:
            return None
        return self._inherited(number, draft)

    def _inherited(self, number: int, draft: Draft) -> Told | None:
        for former in reversed(self.drafts[:number]):
            if (
                former.period is not None
                and former.mood == "fact"
                and {former.topic.indicator, draft.topic.indicator} <= _CARRIES
            ):
                return former.period
        memory = self.memory
        if memory.period is None or draft.topic.indicator not in _CARRIES or self.number - memory.told > 2:
            return None
        if self.scene.has(("NOW",), self.first, draft.place):
            return None
        return Told(memory.period.value, "carried over from the sentence before")


def _over(scene: Discourse, value: str) -> bool:
    """Whether a period was over at publication: no goal is set for it."""
    published = scene.published
    return published is not None and value.rpartition("/")[2][:4] < f"{published.year}"


def _figure(scene: Discourse, draft: Draft) -> Figure:
    amount, topic, period = draft.amount, draft.topic, draft.period
    sign = -1 if topic.sign < 0 else 1
    value, low, high = _bounds(amount, sign)
    return Figure(
        **scene.place(scene.starts[draft.first], scene.ends[draft.last]),
        rule=topic.indicator,
        date_rule=period.rule if period else None,
        indicator=topic.indicator,
        source=draft.flow.source,
        target=draft.flow.target,
        countries=draft.flow.countries,
        period=period.value if period else None,
        value=value,
        low=low,
        high=high,
        unit=amount.quantity.unit if amount is not None else None,
        qualifier=_qualifier(scene, draft),
        change=_change(draft),
        forecast=draft.mood == "forecast",
    )


def _bounds(amount: Amount | None, sign: int) -> tuple[Decimal | None, Decimal | None, Decimal | None]:
    if amount is None:
        return None, None, None
    value, low, high = amount.quantity.value, amount.quantity.low, (amount.upper or amount.quantity).high
    if sign < 0 and value > 0:
        return -value, None if high is None else -high, None if low is None else -low
    return value, low, high


def _qualifier(scene: Discourse, draft: Draft) -> str | None:
    if draft.mood == "target":
        return "target"
    if draft.amount is None:
        said = draft.growth.amount.quantity.qualifier if draft.growth else "="
        return None if said == "=" else said
    said = draft.amount.quantity.qualifier
    if said == "=" and scene.has(("RECORD",), max(0, draft.place - 6), draft.place + 6):
        return "record"
    return "~" if said == "=" and draft.amount.upper is not None else said


def _change(draft: Draft) -> Change | None:
    growth = draft.growth
    if growth is None:
        return None
    base = growth.base
    if base is None and draft.period is not None and draft.mood == "fact" and not is_day(draft.period.value):
        base = year_before(draft.period.value)
    return growth.change(base)
