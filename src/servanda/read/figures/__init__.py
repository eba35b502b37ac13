"""Numbers about something: trade turnover, exports, investment, companies, with growth, period and direction."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import Final

from servanda.grammar import Builder, Match
from servanda.language import load
from servanda.quantities import Amount, money_of
from servanda.read.discourse import Discourse
from servanda.read.figures.drafts import Draft, Memory
from servanda.read.figures.frames import frames
from servanda.read.figures.lines import Line
from servanda.read.figures.moods import Mood, mood
from servanda.read.figures.periods import (
    Dates,
    Told,
    base_behind,
    dates,
    due_in,
    fiscal,
    is_day,
    present,
    settle,
    since_behind,
    steps_back,
    told,
    year_before,
)
from servanda.read.figures.sheet import Sheet
from servanda.read.figures.topics import View
from servanda.record import Change, Figure

__all__ = ["BUILDERS", "read"]


def _converted(match: Match) -> tuple[str, Amount] | None:
    """ "$3 billion (SAR 11.4 billion)": one sum told in two currencies is the first."""
    amount, other = match["m"], match["other"]
    if amount.unit == other.unit:
        return None
    ends = match.tagged.ends
    return "MONEY", amount._replace(tail=amount.tail + ends[match.last] - ends[match.first])


#: The other rules of figures give no symbols to the cascade: they run only in sentences that hold an amount.
BUILDERS: Final[dict[str, Builder]] = {"converted": _converted}

_RULES: Final = "figure words"  # the level with which a pack begins to tell of figures
_CARRIES: Final = frozenset({"trade turnover", "exports", "imports", "trade balance"})
_RATES: Final = frozenset({"freight", "exports", "imports"})
_MASS: Final = "tonne"
_HELD: Final = frozenset({"participants", "companies", "tourist trips"})
_COUNTED: Final = frozenset({"participants", "companies", "tourist trips", "regions"})
#: A country named so many times as often as the next one is what the whole text is about.
_SOLE: Final = 4
#: A first line shorter than this is a headline.
_HEADLINE: Final = 250
#: Symbols that a rank may take.
_RANKED: Final = 12
#: The rule of a growth whose subject is a pronoun.
_WORLDWIDE: Final = frozenset({"USD", "EUR", "GBP"})  # money in which all the world counts
_TAKEN_UP: Final = "growth taken up"
#: What may stand between an amount and its date.
_BETWEEN_DATE: Final = (
    "THEIR ITS IN FOR DURING BY AT AS_OF OF w FROM SINCE TO UNTIL BEFORE THE SAME INTO BETWEEN UNIT "
    "@FIGLAND TOPIC POSS INDICATOR BILATERAL JOINT GOAL"
)


def read(scene: Discourse) -> Iterator[Figure]:
    """Every figure that the document states, in order of place; none in a language whose pack has no rules of figures yet."""
    code = str(scene.settings["code"])
    if _RULES not in load(code).rules:
        return
    kit = frames(code, scene.names)
    sheet = Sheet(scene, kit)
    memory = Memory(_view(scene))
    worth = kit.args("figure words").get("worth", {})
    found: list[Figure] = []
    for first, last, places in sheet.lines:
        drafts = Line(sheet, (first, last), memory, worth).read(places)
        if drafts:
            found += _Teller(sheet, (first, last), drafts, memory).figures()
    yield from _announced(_told_again(scene, _merged(found)))
    yield from _ranks(sheet, memory)


def _view(scene: Discourse) -> View:
    """Two countries, or the one of which nearly all is told."""
    if len(scene.pair) == 2:
        one, two = (scene.land_counts[code] for code in scene.pair)
        if one < _SOLE * two:
            return View(pair=scene.pair)
    return View(sole=scene.pair[0]) if scene.pair and scene.land_counts[scene.pair[0]] >= _SOLE else View()


def _merged(found: list[Figure]) -> list[Figure]:
    """A growth told in the next sentence ("it decreased by 16.5 percent") belongs to the level before it."""
    kept: list[Figure] = []
    for figure in found:
        level = kept[-1] if kept else None
        if figure.rule == _TAKEN_UP and figure.value is None and level is not None:
            level = next((f for f in reversed(kept) if f.indicator == figure.indicator), level)
            alike = (level.indicator, level.period) == (figure.indicator, figure.period)
            if alike and level.change is None and level.value is not None and figure.start - level.end < 200:
                kept[kept.index(level)] = replace(level, change=figure.change)
                continue
        kept.append(figure)
    return kept


def _told_again(scene: Discourse, found: list[Figure]) -> list[Figure]:
    """Without the figures of a headline that the text below tells again."""
    end = scene.document.text.find("\n")
    if not 0 < end < _HEADLINE:
        return found
    below = [figure for figure in found if figure.start > end]
    return [f for f in found if f.start > end or not any(_same(f, other) for other in below)]


def _same(figure: Figure, other: Figure) -> bool:
    if figure.value is not None:
        return (figure.value, figure.unit) == (other.value, other.unit)
    one, two = figure.change, other.change
    return one is not None and two is not None and (one.percent, one.direction) == (two.percent, two.direction)


def _ranks(sheet: Sheet, memory: Memory) -> Iterator[Figure]:
    """Places in a ranking: "14th among all of Moldova's trading partners"."""
    scene = sheet.scene
    seen: set[int] = set()
    for place in scene.find(("ORD",)):
        sentence = scene.sentence_at(place)
        for rank in sheet.built(sheet.kit.ranks, place, min(place + _RANKED, sentence.last)):
            if rank.first != place or not (rank.sure or sentence.number in seen):
                break
            seen.add(sentence.number)
            days = dates(sheet, sentence.first, sentence.last)
            near = next((t for p in days.places if p > place and (t := told(sheet, p)) and not is_day(t.value)), None)
            if near is None and 0 <= sentence.number - memory.period_sentence <= 2 and memory.period:
                near = Told(memory.period, "carried over from the sentence before")
            value = Decimal(rank.number)
            yield Figure(
                **scene.place(scene.starts[rank.first], scene.ends[rank.last]),
                rule="rank", date_rule=near.rule if near else None, indicator="other:rank", countries=memory.view.pair,
                period=near.value if near else None, value=value, low=value, high=value, unit="rank", qualifier="=",
            )  # fmt: skip
            break


def _announced(found: list[Figure]) -> Iterator[Figure]:
    """A growth told ahead of its level takes the period of the level that follows at once."""
    for number, figure in enumerate(found):
        follower = found[number + 1] if number + 1 < len(found) else None
        if (
            follower is not None
            and figure.value is None
            and figure.period is None
            and not figure.forecast
            and figure.qualifier != "target"
            and figure.indicator in _CARRIES
            and (follower.indicator, follower.of) == (figure.indicator, figure.of)
            and follower.change is None
            and follower.period is not None
            and follower.start - figure.end < 400
        ):
            change = replace(figure.change, base=year_before(follower.period)) if figure.change else None
            figure = replace(
                figure, period=follower.period, change=change, date_rule="the period of the level told next"
            )
        yield figure


class _Teller:
    """The drafts of one sentence told as figures: mood, period, comparison."""

    def __init__(self, sheet: Sheet, span: tuple[int, int], drafts: list[Draft], memory: Memory) -> None:
        self.sheet = sheet
        self.first, self.last = span
        self.drafts = drafts
        self.memory = memory
        self.dates: Dates = dates(sheet, *span)
        self.number = sheet.scene.sentence_at(span[0]).number
        self._told: list[tuple[Draft, Told | None]] = []

    def figures(self) -> Iterator[Figure]:
        """The figures of the sentence."""
        for draft in self.drafts:
            if draft.growth is not None:
                self._compare(draft)
        if present(self.sheet, self.first, self.drafts[0].place):
            self.memory.period = None
        for number, draft in enumerate(self.drafts):
            floor = self._floor(number)
            how = mood(self.sheet, draft, floor)
            period = self._period(number, draft, how)
            self._told.append((draft, period))
            if draft.amount is not None and draft.amount.quantity.unit == "%" and draft.indicator in _CARRIES:
                continue
            yield self._figure(draft, how, period)
            self._remember(draft, how, period)

    def _floor(self, number: int) -> int:
        """The first symbol that may speak of a draft: behind the amount of the one before."""
        draft = self.drafts[number]
        if draft.verb is not None:
            return draft.place
        if not number:
            return self.first
        if self.sheet.at(draft.place - 1, "TO") and self.sheet.at(draft.place - 2, "AND"):
            return self._floor(number - 1)
        return self.drafts[number - 1].last + 1

    def _compare(self, draft: Draft) -> None:
        growth = draft.growth
        assert growth is not None
        place = base_behind(self.dates, growth.last, compared=growth.compared)
        if place is None and draft.amount is not None and draft.place > growth.last:
            place = since_behind(self.dates, growth.last, draft.place)
        if place is not None:
            self.dates.bases.add(place)
            growth.base = str(place)
            draft.last = max(draft.last, place)
        elif self.dates.bases and self.sheet.at(self.first, "COMPARED"):
            growth.base = str(min(self.dates.bases))

    # --- period -----------------------------------------------------------------------------------------------------

    def _period(self, number: int, draft: Draft, how: Mood) -> Told | None:
        ahead = how != "fact"
        if draft.dated is not None:
            return self._at(draft.dated, draft, ahead=ahead)
        for place in self._candidates(number, draft, how) if self.dates.places else ():
            found = self._at(place, draft, ahead=ahead)
            if found is not None:
                self._widen(draft, place)
                return found
        if how == "target":
            return None
        inherited = self._inherited(number, draft) or self._closing(draft, how)
        return inherited if ahead else inherited or self._carried(draft)

    def _closing(self, draft: Draft, how: Mood) -> Told | None:
        """The one date of a sentence at its end: "exports made $5 billion and imports $3 billion in 2023"."""
        mine = [p for p in self.dates.places if p not in self.dates.bases]
        if how != "fact" or len(mine) != 1 or draft.indicator not in _CARRIES or draft.compared:
            return None
        place = mine[0]
        blocked = self.sheet.has("WHILE SEMI THAN COMPARED VB QUOTE", draft.place, place)
        if place < max(draft.place, self.last - 2) or blocked or not self.sheet.at(place - 1, "IN FOR DURING"):
            return None
        return self._at(place, draft, ahead=False)

    def _widen(self, draft: Draft, place: int) -> None:
        """Take a date beside the figure into its quote, but not where the number stands in words."""
        if draft.amount is not None and not any(c.isdigit() for c in draft.amount.printed):
            return
        if place > draft.place:
            draft.last = max(draft.last, place)
        elif draft.first - place <= 3:
            place -= self.sheet.at(place - 1, "IN BY FOR DURING FROM BETWEEN SINCE AS_OF AT") and place > self.first
            draft.first = min(draft.first, place)

    def _candidates(self, number: int, draft: Draft, how: Mood) -> Iterator[int]:
        """Places of dates that may be the draft's own, the best first."""
        start, held = self._floor(number), draft.indicator in _HELD
        stop = self.drafts[number + 1].first if number + 1 < len(self.drafts) else self.last
        bases, used = self.dates.bases, self.dates.used
        mine = [p for p in self.dates.places if p not in bases and p not in used]
        if not mine:
            return
        ends = [draft.place, draft.last] if draft.verb or draft.topic.first > draft.place else [draft.place]
        if draft.growth is not None:
            ends = [draft.place, draft.growth.last, int(draft.growth.base or draft.place)]
        if draft.listed:
            ends = [max(d.place for d in self.drafts if d.listed)]
        for end in ends:
            for place in mine:
                if end < place <= end + 9 and self._beside(end + 1, place):
                    if not draft.listed:
                        used.add(place)
                    yield place
        yield from (p for p in mine if draft.first <= p < draft.place)
        if (
            draft.growth is not None and draft.growth.first > draft.place
        ):  # "$1 billion worth of goods in 2022, which is"
            yield from (p for p in mine if draft.place < p < draft.growth.first and p <= draft.place + 9)
        yield from (p for p in reversed(mine) if start <= p < draft.first and self._reaches(p, draft.first, held=held))
        if how == "fact" and draft.indicator not in _CARRIES:
            yield from (p for p in mine if draft.place < p < stop and p <= draft.last + 12)

    def _reaches(self, place: int, first: int, *, held: bool) -> bool:
        """Whether a date to the left still speaks of the figure: no new clause opens between."""
        return not (self.sheet.has("THAT WHILE WHICH WHO" if held else "THAT WHILE SEMI WHICH WHO", place + 1, first))

    def _beside(self, first: int, place: int) -> bool:
        return self.sheet.only(_BETWEEN_DATE, first, place)

    def _at(self, place: int, draft: Draft, *, ahead: bool) -> Told | None:
        sheet = self.sheet
        if sheet.at(place, "SAMEPERIOD"):
            return Told(self.memory.period, "the same period as before") if self.memory.period else None
        if sheet.at(place, "DURATION") and ahead and sheet.at(place - 1, "IN"):
            due = due_in(sheet, place)
            if due is not None:
                return due
        before = next((told_.value for _, told_ in reversed(self._told) if told_ is not None), self.memory.period)
        if draft.compared and before is not None and steps_back(sheet, place):
            earlier = year_before(before)
            return Told(earlier, f"one year before {before}") if earlier else None
        found = told(sheet, place, ahead=ahead, reference=before)
        if found is None:
            return None
        if ahead and self._over(place, found.value):
            return None
        found = fiscal(sheet, place, found, draft.flow.countries)
        if is_day(found.value) and draft.indicator not in _HELD and not (found.rule or "").startswith("as of"):
            return None
        return found

    def _over(self, place: int, value: str) -> bool:
        """A year that is over is when a goal was set ("in 2017 they set a target"), unless it was to be reached by it."""
        published = self.sheet.scene.published
        over = published is not None and value.rpartition("/")[2][:4] < f"{published.year}"
        return over and not self.sheet.at(place - 1, "BY UNTIL TO FOR")

    def _inherited(self, number: int, draft: Draft) -> Told | None:
        """The period of the figure before in the same sentence."""
        for former, period in reversed(self._told):
            alike = former.indicator == draft.indicator or {former.indicator, draft.indicator} <= _CARRIES | {"share"}
            if alike and period is not None and not former.compared and not is_day(period.value):
                return period
        return None

    def _carried(self, draft: Draft) -> Told | None:
        """The period of which the sentences before spoke, for figures of trade."""
        memory, sheet = self.memory, self.sheet
        if self._of_counted(draft) and memory.counted_period is not None:
            return Told(memory.counted_period, "carried over from the sentence before")
        shared = draft.topic.inner is not None and draft.topic.inner.indicator in _CARRIES
        growing = draft.amount is None and draft.indicator.startswith("other:")
        if memory.period is None or not (draft.indicator in _CARRIES or shared or growing):
            return None
        fresh = any(p not in self.dates.bases and sheet.at(p, "DATE") and not self._day(p) for p in self.dates.places)
        reach = 3 if growing else 2
        if fresh or present(sheet, self.first, draft.place) or self.number - memory.period_sentence > reach:
            return None
        return Told(memory.period, "carried over from the sentence before")

    def _day(self, place: int) -> bool:
        """Whether a date is a single day ("in a statement today"), of which no figure of trade is told."""
        found = told(self.sheet, place)
        return found is not None and is_day(found.value)

    def _of_counted(self, draft: Draft) -> bool:
        return draft.unit == "part" and self.memory.counted_sentence == self.number - 1

    # --- the claim --------------------------------------------------------------------------------------------------

    def _figure(self, draft: Draft, how: Mood, period: Told | None) -> Figure:
        sheet, amount = self.sheet, draft.amount
        place = sheet.scene.place(sheet.scene.starts[draft.first], sheet.scene.ends[draft.last])
        value, low, high = _bounds(amount, draft)
        return Figure(
            **place,
            rule=_TAKEN_UP if draft.taken else draft.indicator,
            date_rule=period.rule if period else None,
            indicator=draft.indicator,
            of=draft.topic.of,
            source=draft.flow.source,
            target=draft.flow.target,
            countries=draft.flow.countries,
            period=period.value if period else None,
            value=value,
            low=low,
            high=high,
            unit=self._unit(draft),
            qualifier=self._qualifier(draft, how),
            change=self._change(draft, period, how),
            forecast=how == "forecast",
        )

    def _unit(self, draft: Draft) -> str | None:
        """The unit; a yearly rate of tonnes is told in tonnes, and money of a shared name is that of one of the sides."""
        if draft.amount is None:
            return None
        unit = draft.unit if draft.unit and draft.unit != "part" else draft.amount.quantity.unit
        if self.sheet.at(draft.place, "MONEY") and unit not in _WORLDWIDE:
            scene = self.sheet.scene
            unit = money_of(scene.quote(draft.place, draft.place), scene.pair, scene.settings["code"]) or unit
        return _MASS if draft.indicator in _RATES and unit.startswith(_MASS) else unit

    def _qualifier(self, draft: Draft, how: Mood) -> str | None:
        if how == "target":
            return "target"
        if draft.amount is None:
            said = draft.growth.amount.quantity.qualifier if draft.growth else "="
            return None if said == "=" else said
        said = draft.amount.quantity.qualifier
        if said == "<" and draft.growth is not None and draft.growth.last == draft.place - 1:
            return "="
        return self._told_as(draft.place, ranged=draft.amount.upper is not None) if said == "=" else said

    def _told_as(self, place: int, *, ranged: bool) -> str:
        """What the words around an amount make of it when the amount itself has no qualifier."""
        sheet = self.sheet
        if sheet.scene.chars["RECORD"] in sheet.tags[max(self.first, place - 4) : min(place + 6, self.last)]:
            return "record"
        if sheet.at(place - 1, "THAN") and sheet.at(place - 2, "ORMORE"):
            return ">"
        near = sheet.before(place, "EXCEED @FIGAMOUNT", max(self.first, place - 5))
        if near is not None and sheet.at(near, "EXCEED"):
            return ">"
        return "~" if ranged else "="

    def _change(self, draft: Draft, period: Told | None, how: Mood) -> Change | None:
        growth = draft.growth
        if growth is None:
            return None
        return growth.change(self._base(draft, period, how))

    def _base(self, draft: Draft, period: Told | None, how: Mood) -> str | None:
        growth = draft.growth
        if growth is not None and growth.base is not None:
            when = settle(self.sheet, int(growth.base), reference=period.value if period else None)
            value = when.value.removesuffix("/..") if when is not None else None
            same = self.sheet.has("SAME QUARTER PERIOD", int(growth.base) - 3, int(growth.base))
            whole = period is not None and value is not None and len(value) == 4 < len(period.value) and same
            if (
                value
                and "." not in value
                and not whole
                and (period is None or _earlier(value, period.value) or how != "fact")
            ):
                return value
        step = self._stepped(draft)
        if step is not None:
            return step
        return year_before(period.value) if period and how == "fact" and not is_day(period.value) else None

    def _stepped(self, draft: Draft) -> str | None:
        """Where a step from one level to the other began: "from $10 million in 2010 to $30 million in 2020"."""
        former = self._told[-2] if len(self._told) > 1 and self._told[-1][0] is draft else None
        if former is None or former[1] is None or former[0].indicator != draft.indicator:
            return None
        at = self.sheet.at
        return former[1].value if at(former[0].place - 1, "FROM") and at(draft.place - 1, "TO") else None

    def _remember(self, draft: Draft, how: Mood, period: Told | None) -> None:
        memory = self.memory
        if draft.indicator in _COUNTED or draft.indicator.startswith("other:"):
            if draft.amount is not None and draft.amount.quantity.unit == "count":
                memory.counted, memory.counted_sentence = draft, self.number
                memory.counted_period = period.value if period else None
            elif (draft.amount is None or draft.growth is not None) and period is not None:
                memory.period, memory.period_sentence = period.value, self.number
            return
        memory.topic, memory.sentence = draft.topic, self.number
        if draft.indicator == "trade turnover":
            memory.turnover = draft.topic
        if draft.amount is not None:
            memory.unit = draft.unit or draft.amount.quantity.unit
        if period is not None and how == "fact" and draft.indicator in _CARRIES and not draft.compared:
            memory.period, memory.period_sentence = period.value, self.number


def _earlier(base: str, period: str) -> bool:
    return base[: len(period)] < period[: len(base)] and not period.startswith(base)


def _bounds(amount: Amount | None, draft: Draft) -> tuple[Decimal | None, Decimal | None, Decimal | None]:
    if amount is None:
        return None, None, None
    value, low, high = amount.quantity.value, amount.quantity.low, (amount.upper or amount.quantity).high
    if draft.topic.sign < 0 and value > 0:
        return -value, None if high is None else -high, None if low is None else -low
    return value, low, high
