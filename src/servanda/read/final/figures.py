"""Figures of sentences that end in their verb: what is measured stands before its amount, and the verb behind it tells the rest."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any, Final

from servanda.quantities import Amount
from servanda.read.discourse import Discourse, Sentence
from servanda.read.figures.periods import is_day, year_before
from servanda.read.figures.topics import Flow, Topic, View, flow, remember
from servanda.read.final.papers import counted, state
from servanda.read.final.topics import Topics
from servanda.record import Change, Figure
from servanda.times.expressions import SamePeriod

_LEVELS: Final = ("MONEY", "MEASURE", "COUNT")
_RATES: Final = ("PERCENT", "MULTIPLE", "POINTS")
_AMOUNTS: Final = (*_LEVELS, *_RATES)
_MONEY: Final = frozenset({"trade turnover", "exports", "imports", "trade balance", "investment"})
_GOODS: Final = frozenset({"exports", "imports", "freight"})
_TRADE: Final = frozenset({"trade turnover", "exports", "imports", "trade balance"})
_MOVING: Final = {"increase": "up", "decrease": "down"}
_WISHING: Final = frozenset({"plan", "hope", "propose", "agree", "decide", "pledge"})
_REACH: Final = 3  # sentences for which a topic and a period are carried
_CLOSE: Final = 6  # symbols


@dataclass(slots=True)
class _Draft:
    """A figure in the making; ``place`` is the symbol of its amount, ``verb`` that of the verb behind it."""

    topic: Topic
    place: int
    amount: Amount | None
    verb: int | None
    date: int | None = None
    change: Change | None = None
    first: int = 0
    last: int = 0
    unit: str | None = None
    bases: set[int] = field(default_factory=set)


class _Memory:
    """What earlier sentences leave to later ones."""

    def __init__(self, scene: Discourse) -> None:
        self.view = View(pair=scene.pair if len(scene.pair) == 2 else (), sole=None)
        self.topic: Topic | None = None
        self.turnover: Topic | None = None
        self.number = -9
        self.period: tuple[str, str | None] | None = None
        self.dated = -9
        self.claim: Figure | None = None


def read(scene: Discourse) -> Iterator[Figure]:
    """Every figure that the document states, in order of place."""
    memory = _Memory(scene)
    topics = Topics(scene)
    found: list[Figure] = []
    for number in dict.fromkeys(scene.sentence_at(p).number for p in scene.find(_AMOUNTS)):
        sentence = scene.sentences[number]
        drafts = _Line(scene, sentence, memory, topics).drafts()
        for draft in drafts:
            _settle(scene, draft, memory, found)
    yield from _once(scene, found)
    yield from _counted_papers(scene)
    yield from _ranks(scene, topics)


def _ranks(scene: Discourse, topics: Topics) -> Iterator[Figure]:
    """ "Its 20th place in exports": a place in a ranking, told by the word for a row."""
    for place in scene.find(("ROW",)):
        sentence = scene.sentence_at(place)
        if not scene.is_a(place - 1, "ORD") or not scene.has(("INDICATOR", "PARTNERS"), sentence.first, sentence.last):
            continue
        named = [t for t in topics.between(sentence.first, place) if t.indicator in _AT_HOME]
        way = flow(named[-1], View(pair=scene.pair)) if named else Flow(None, None, scene.pair)
        value = Decimal(int(scene.values[place - 1]))
        yield Figure(
            **scene.place(scene.starts[place - 1], scene.ends[place]),
            rule="rank", indicator="other:rank", source=way.source, target=way.target, countries=way.countries, value=value, low=value, high=value, unit="rank", qualifier="=",
        )  # fmt: skip


def _once(scene: Discourse, found: list[Figure]) -> Iterator[Figure]:
    """Without the figures of a headline that the text below tells again."""
    end = scene.document.text.find("\n")
    below = [f for f in found if f.start > end]
    for figure in found:
        again = figure.start < end and any((f.value, f.unit) == (figure.value, figure.unit) for f in below)
        if not (again and figure.value is not None):
            yield figure


class _Line:
    """One sentence with amounts, read from left to right."""

    def __init__(self, scene: Discourse, sentence: Sentence, memory: _Memory, topics: Topics) -> None:
        self.scene, self.sentence, self.memory = scene, sentence, memory
        self.topics = topics.between(sentence.first, sentence.last)
        self.counting = topics
        self.made: list[_Draft] = []
        dates = scene.find(("DATE", "DURATION"), sentence.first, sentence.last)
        self.bases = {p for p in dates if self._compared(p)}
        self.dates = [p for p in dates if p not in self.bases and p != scene.dateline]

    def _compared(self, date: int) -> bool:
        """Whether a date is what is compared with: "compared with last year", "than in 2022"."""
        scene = self.scene
        end = min(date + _CLOSE, self.sentence.last)
        at = scene.first(("COMPARED", *_AMOUNTS, "INDICATOR", "DATE"), date + 1, end)
        if at is not None and scene.is_a(at, "COMPARED"):
            return True
        return scene.is_a(date + 1, "ABL") and at is not None and scene.is_a(at, *_RATES)

    def drafts(self) -> list[_Draft]:
        """The figures of the sentence in the making, growth bound to its level."""
        for place in self.scene.find(_AMOUNTS, self.sentence.first, self.sentence.last):
            if not isinstance(self.scene.values[place], Amount):
                continue
            draft = self._rate(place) if self.scene.is_a(place, *_RATES) else self._level(place)
            if draft is not None:
                self.made.append(draft)
        self._shared()
        return self._bound()

    def _shared(self) -> None:
        """ "7 billion with one and 900 million with the other": what is measured is said once, behind the last."""
        for place in self.scene.find(("MONEY",), self.sentence.first, self.sentence.last):
            later = next((d for d in self.made if d.place > place), None)
            if later is None or any(d.place == place for d in self.made) or later.topic.first <= place:
                continue
            if not self.scene.is_a(later.place, "MONEY") or self.scene.verbs(place + 1, later.place):
                continue
            if later.topic.first > later.place:
                draft = self._draft(later.topic.at(place, place), place, self.scene.values[place], later.verb)
                self.made.insert(self.made.index(later), draft)

    # --- levels -------------------------------------------------------------------------------------------------------

    def _level(self, place: int) -> _Draft | None:
        scene, amount = self.scene, self.scene.values[place]
        verb = self._verb(place)
        if scene.is_a(place, "COUNT"):
            topic = self.counting.counted(place, self.sentence) or self._before(place, near=True)
        else:
            topic = self._of_verb(place, verb) or self._compound(place) or self._worth(place)
            topic = topic or self._before(place) or self._behind(place) or self._carried(place)
        if topic is None or not self._fits(topic, place) or self._moves(place, verb):
            return None
        return self._draft(topic, place, amount, verb)

    def _draft(self, topic: Topic, place: int, amount: Amount | None, verb: int | None) -> _Draft:
        used = any(made.topic is topic and made.amount is not None for made in self.made)
        here = self.sentence.first <= topic.first < self.sentence.last and not used
        first = min(topic.first, place) if here else place
        return _Draft(topic, place, amount, verb, self._date(place), None, first, max(place, topic.end if here else 0))

    def _moves(self, place: int, verb: int | None) -> bool:
        """Whether an amount is by how much something grew: no case between it and the verb of growing."""
        told = self.scene.verb(verb) if verb is not None else None
        return told is not None and told.sense in _MOVING and verb == place + 1

    def _verb(self, place: int) -> int | None:
        """The verb behind an amount in its sentence."""
        found = self.scene.verbs(place + 1, self.sentence.last)
        return found[0][0] if found else None

    def _of_verb(self, place: int, verb: int | None) -> Topic | None:
        """ "Exported goods worth so much": the verb is what names the indicator."""
        told = self.scene.verb(verb) if verb is not None else None
        if told is None or verb is None or told.sense not in ("export", "import", "invest"):
            return None
        if self._before(place, near=True) is not None:
            return None
        indicator = {"export": "exports", "import": "imports", "invest": "investment"}[told.sense]
        former = self.made[-1] if self.made else None
        start = former.verb + 1 if former is not None and former.verb is not None and former.verb < place else None
        topic = Topic(indicator, place, place, acted=True)
        self.counting.lands(topic, self.sentence.first if start is None else start, place)
        if indicator == "exports":
            topic.source, topic.owner = topic.owner or topic.source, None
        elif topic.owner is None and former is not None and former.topic.acted:
            topic.owner = former.topic.owner or former.topic.source
        return topic

    def _before(self, place: int, *, near: bool = False) -> Topic | None:
        """The nearest topic before an amount that fits it, and is not beyond a verb of its own clause."""
        for topic in reversed(self.topics):
            if topic.last >= place:
                continue
            between = self.scene.verbs(topic.last + 1, place)
            ended = [v for _, v in between if v.form in ("past", "third", "future") and v.sense not in _MOVING]
            closed = bool(ended) and any(d.topic is topic for d in self.made)
            if near and (between or place - topic.last > _CLOSE):
                return None
            if ended and not closed and len(ended) > 1:
                return None
            return topic if self._fits(topic, place) else None
        return None

    def _compound(self, place: int) -> Topic | None:
        """ "10 milyar dolarlık ticaret hacmi": one noun with its measure, whatever was named before."""
        scene = self.scene
        if not scene.is_a(place + 1, "LIK", "INDICATOR"):
            return None
        found = self._behind(place)
        if found is not None:
            found.first = max(found.first, place)
        return found

    def _behind(self, place: int) -> Topic | None:
        """ "A trade of 15 billion dollars": the topic right behind the amount."""
        for topic in self.topics:
            if place < topic.last <= place + _CLOSE and not self.scene.verbs(place + 1, topic.last):
                return topic if self._fits(topic, place) else None
        return None

    def _carried(self, place: int) -> Topic | None:
        """The topic of a sentence before, which a pronoun, a date or nothing takes up."""
        memory = self.memory
        if self.scene.is_a(place, "MONEY") and self._aimed(place) and not self.topics:
            return memory.turnover or Topic("trade turnover", place, place)
        if memory.topic is None or self.sentence.number - memory.number > _REACH or not self.scene.is_a(place, "MONEY"):
            return None
        taken = self.scene.has(("FIGUREWORD", "IT", "THAT"), self.sentence.first, place) or bool(self.dates)
        verb = self.scene.verb(self._verb(place) or -1)
        reached = verb is not None and verb.sense in ("reach", "exceed", "approach", *_MOVING)
        return memory.topic if taken and reached and not self.topics else None

    def _aimed(self, place: int) -> bool:
        """ "10 milyar dolarlık hedef", "10 milyar dolar hedefi": a goal told by its sum alone, which is one of trade."""
        at = place + 2 if self.scene.is_a(place + 1, "LIK") else place + 1
        return self.scene.is_a(at, "GOAL")

    def _worth(self, place: int) -> Topic | None:
        """ "19 milyar dolarlık proje": what a sum is worth, by the noun that it measures."""
        scene = self.scene
        if not scene.is_a(place, "MONEY") or not scene.is_a(place + 1, "LIK"):
            return None
        for at in range(place + 2, min(place + _CLOSE, self.sentence.last)):
            word = scene.quote(at, at).lower()
            for noun, indicator in scene.settings.get("figures", {}).get("worth", {}).items():
                if any(part.startswith(noun) for part in word.split()):
                    topic = Topic(indicator, place, at)
                    self.counting.lands(topic, self.sentence.first, place)
                    return topic
            if scene.verb(at) is not None or scene.is_a(at, "COMMA", "GOAL", "INDICATOR"):
                return None
        return None

    def _fits(self, topic: Topic, place: int) -> bool:
        scene, indicator = self.scene, topic.indicator
        if scene.is_a(place, "MONEY"):
            return indicator in _MONEY or indicator.startswith("other:")
        if scene.is_a(place, "MEASURE"):
            return indicator in _GOODS
        return not scene.is_a(place, "COUNT") or indicator not in _MONEY

    # --- growth -------------------------------------------------------------------------------------------------------

    def _rate(self, place: int) -> _Draft | None:
        scene, amount = self.scene, self.scene.values[place]
        way, verb = self._way(place)
        topic = self._topic_of_rate(place)
        if way is None:
            return self._share(place, amount, verb)
        if topic is None:
            return None
        draft = self._draft(topic, place, None, verb)
        quantity = amount.quantity
        if scene.is_a(place, "MULTIPLE"):
            draft.change = Change(factor=quantity.value, direction=way)  # type: ignore[arg-type]
        else:
            draft.change = Change(percent=quantity.value, direction=way)  # type: ignore[arg-type]
        draft.last = verb if verb is not None and verb - place <= 2 else place
        draft.bases = self.bases
        return draft

    def _way(self, place: int) -> tuple[str | None, int | None]:
        """Up or down, by the verb or noun behind a rate."""
        scene, stop = self.scene, self.sentence.last
        noun = scene.first(("GROWTH",), place + 1, min(place + 3, stop))
        if noun is not None:
            return scene.values[noun], noun
        more = scene.first(("MORE", "LESS"), place + 1, min(place + 3, stop))
        if more is not None:
            return ("up" if scene.values[more] == ">" else "down"), more
        for at, verb in scene.verbs(place + 1, stop):
            if verb.voice == "negative" or scene.is_a(place + 1, "DAT"):
                return None, at  # "fell to 4 percent" is a level
            if scene.is_a(place, "MULTIPLE") and verb.sense == "reach":
                return "up", at  # "3 katına çıktı"
            return (_MOVING.get(verb.sense), at)
        return None, None

    def _topic_of_rate(self, place: int) -> Topic | None:
        scene = self.scene
        for topic in reversed(self.topics):
            if topic.last < place:
                return topic
        behind = next((t for t in self.topics if place < t.first <= place + _CLOSE), None)
        memory = self.memory
        near = memory.topic is not None and self.sentence.number - memory.number <= 1
        return behind or (
            memory.topic if near and scene.first(("INDICATOR",), self.sentence.first, place) is None else None
        )

    def _share(self, place: int, amount: Amount, verb: int | None) -> _Draft | None:
        """ "The share of X was 30 percent", "30 percent of exports"."""
        scene = self.scene
        if not scene.is_a(place, "PERCENT") or verb is None:
            return None
        whole = next((t for t in reversed(self.topics) if t.last < place), None)
        word = scene.has(("SHAREWORD",), self.sentence.first, place)
        part = whole is not None and scene.is_a(whole.last + 1, "GEN") and place - whole.last <= 3
        if not (word or part):
            return None
        topic = Topic("share", whole.first if whole and whole.first < place else place, place, inner=whole)
        return self._draft(topic, place, amount, verb)

    # --- growth and level together --------------------------------------------------------------------------------------

    def _bound(self) -> list[_Draft]:
        """A growth and the level that it led to are one figure."""
        kept: list[_Draft] = []
        for number, draft in enumerate(self.made):
            if draft.amount is None and self._joined(draft, number, kept):
                continue
            kept.append(draft)
        return kept

    def _joined(self, growth: _Draft, number: int, kept: list[_Draft]) -> bool:
        behind = self.made[number + 1] if number + 1 < len(self.made) else None
        verb = self.scene.verb(growth.verb) if growth.verb is not None else None
        fresh = behind is not None and any(growth.place < p < behind.place for p in self.dates)
        before = growth.verb is not None and behind is not None and growth.verb < behind.place
        leads = before or (verb is not None and verb.form == "ing")
        if behind is not None and leads and not fresh and _takes(behind, growth):
            behind.change, behind.first = growth.change, min(behind.first, growth.first)
            behind.date = behind.date if behind.date is not None else growth.date
            return True
        former = kept[-1] if kept else None
        if former is None or not _takes(former, growth):
            return False
        if any(former.place < p < growth.place for p in self.dates):
            return False
        former.change, former.last = growth.change, max(former.last, growth.last)
        return True

    # --- time ---------------------------------------------------------------------------------------------------------

    def _date(self, place: int) -> int | None:
        """The date of an amount: the nearest before it, else one between it and its verb."""
        before = [p for p in self.dates if p < place]
        if before:
            return before[-1]
        verb = self._verb(place)
        behind = [p for p in self.dates if place < p and (verb is None or p < verb)]
        return behind[0] if behind else None


def _takes(level: _Draft, growth: _Draft) -> bool:
    """Whether a level is one without a growth, of what the growth is told of."""
    return level.amount is not None and level.change is None and level.topic is growth.topic


def _settle(scene: Discourse, draft: _Draft, memory: _Memory, found: list[Figure]) -> None:
    """The claim of a draft, with its period and flow; a growth told of the level just before joins it."""
    sentence = scene.sentence_at(draft.place)
    goal = _goal(scene, draft, sentence)
    period = _period(scene, draft, memory, sentence.number, ahead=goal)
    topic = draft.topic
    home = scene.settings.get("home")
    if topic.indicator in _AT_HOME and home in scene.pair and not (_tied(topic) or memory.view.side):
        topic.owner = home
    directed = flow(topic, memory.view)
    remember(topic, directed, memory.view)
    former = memory.claim
    if draft.amount is None and former is not None and former in found and _continues(scene, draft, former, sentence):
        found[found.index(former)] = replace(former, change=draft.change)
        memory.claim = None
        return
    claim = _claim(scene, draft, period, directed, goal=goal)
    found.append(claim)
    if topic.indicator in _TRADE and not goal:
        memory.topic, memory.number = topic, sentence.number
        memory.turnover = topic if topic.indicator == "trade turnover" else memory.turnover
        memory.claim = claim if draft.amount is not None and draft.change is None else None
        if period is not None:
            memory.period, memory.dated = period, sentence.number


def _same(scene: Discourse, date: int) -> bool:
    """ "In the same period", with no year told."""
    value = scene.values[date]
    return isinstance(value, SamePeriod) and value.year is None


def _over(scene: Discourse, value: str) -> bool:
    """Whether a period was over at publication: no goal is set for it."""
    published = scene.published
    return published is not None and value.rpartition("/")[2][:4] < f"{published.year}"


_AT_HOME: Final = frozenset({"exports", "imports"})


def _tied(topic: Topic) -> bool:
    """Whether any country is told with what is measured."""
    return bool(topic.owner or topic.source or topic.target or topic.partner or topic.pair)


def _continues(scene: Discourse, draft: _Draft, former: Figure, sentence: Sentence) -> bool:
    """ "This is 17 percent more than a year before": told of the level in the sentence before."""
    fresh = draft.date is not None
    told = scene.has(("IT", "FIGUREWORD"), sentence.first, draft.place)
    return (
        told and not fresh and former.indicator == draft.topic.indicator and former.end < scene.starts[sentence.first]
    )


def _period(
    scene: Discourse, draft: _Draft, memory: _Memory, number: int, *, ahead: bool
) -> tuple[str, str | None] | None:
    if draft.date is not None and _same(scene, draft.date) and memory.period is not None:
        return memory.period[0], "the same period as before"
    if draft.date is not None:
        resolved = scene.when(draft.date, ahead=ahead)
        if resolved.when is not None and not is_day(resolved.when.value):
            if ahead and _over(scene, resolved.when.value):
                return None
            return resolved.when.value.removeprefix("../").removesuffix("/.."), resolved.rule
        return None
    if draft.topic.indicator in _TRADE and not ahead and memory.period is not None and number - memory.dated <= 1:
        return memory.period[0], "carried over from the sentence before"
    return None


def _goal(scene: Discourse, draft: _Draft, sentence: Sentence) -> bool:
    """Whether a level is one that is aimed at."""
    if draft.amount is None or scene.is_a(draft.place + 1, "OLAN"):
        return False  # "3 milyar dolar olan ticaret hacmini 5 milyara çıkarmak"
    near = scene.has(("GOAL",), draft.place, min(draft.place + 2 * _CLOSE, sentence.last))
    before = scene.find(("GOAL",), max(sentence.first, draft.place - _CLOSE), draft.place)
    near = near or (bool(before) and not scene.has(("MONEY", "VBD", "VBP"), before[-1], draft.place))
    ends = [v for _, v in scene.verbs(draft.place + 1, sentence.last)]
    told = scene.verbs(draft.place + 1, sentence.last)
    if told and told[0][1].form == "base" and scene.is_a(told[0][0] + 1, "FOR"):
        return True
    wished = any(v.sense in _WISHING or v.form in ("future", "must") for v in ends)
    reach = bool(ends) and (ends[0].form in ("base", "future", "must"))
    return near or (wished and reach)


def _claim(
    scene: Discourse, draft: _Draft, period: tuple[str, str | None] | None, directed: Flow, *, goal: bool
) -> Figure:
    amount, topic, change = draft.amount, draft.topic, draft.change
    quantity: Any = amount.quantity if amount is not None else None
    value = quantity.value if quantity is not None else None
    low = quantity.low if quantity is not None else None
    high = (amount.upper or amount.quantity).high if amount is not None else None
    if topic.sign < 0 and value is not None and value > 0:
        value, low, high = -value, None if high is None else -high, None if low is None else -low
    if change is not None and period is not None and change.base is None and not goal:
        change = replace(change, base=year_before(period[0]))
    return Figure(
        **scene.place(scene.starts[draft.first], scene.ends[max(draft.last, draft.place)]),
        rule=topic.indicator, date_rule=period[1] if period else None, indicator=topic.indicator, of=topic.of,
        source=directed.source, target=directed.target, countries=directed.countries, period=period[0] if period else None,
        value=value, low=low, high=high, unit=quantity.unit if quantity is not None else None,
        qualifier=_qualifier(scene, draft, goal=goal), change=change,
    )  # fmt: skip


def _qualifier(scene: Discourse, draft: _Draft, *, goal: bool) -> str | None:
    if goal:
        return "target"
    if draft.amount is None:
        return None
    said: str = draft.amount.quantity.qualifier
    verb = scene.verb(draft.verb) if draft.verb is not None else None
    if said == "=" and verb is not None and draft.verb is not None and draft.verb - draft.place <= 2:
        return {"exceed": ">", "approach": "~"}.get(verb.sense, said)
    return said


def _counted_papers(scene: Discourse) -> Iterator[Figure]:
    """ "More than 260 documents bind the two": a number of papers of which none is told apart."""
    for place in scene.find(("INSTRUMENT",)):
        paper = scene.values[place]
        if not counted(scene, place) or len(scene.pair) < 2 or state(scene, place) == "signed":
            continue
        value = Decimal(paper.number)
        yield Figure(
            **scene.place(scene.starts[place], scene.ends[place]),
            rule="agreements", indicator="agreements", countries=scene.pair, value=value, low=value, high=value, unit="count",
            qualifier=paper.bound,
        )  # fmt: skip
