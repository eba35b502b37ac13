"""Which amount tells of what: the amounts of a sentence tied to what is measured, each growth to its level."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

from servanda.quantities import Amount
from servanda.read.figures.changes import Growth
from servanda.read.figures.counts import Counted
from servanda.read.figures.sheet import Sheet
from servanda.read.figures.topics import Flow, Topic, View, codes, flow, remember


@dataclass(slots=True)
class Draft:
    """A figure in the making: what, how much, its growth; symbols ``first`` to ``last`` are its words.

    ``reach`` is the symbol from which dates may be its own; ``dated`` a DATE symbol that pairing gave it.
    ``compared`` marks the level that another is compared with.
    """

    topic: Topic
    flow: Flow
    place: int
    first: int
    last: int
    amount: Amount | None = None
    growth: Growth | None = None
    dated: int | None = None
    compared: bool = False
    unit: str | None = None

    @property
    def indicator(self) -> str:
        """The indicator of its topic."""
        return self.topic.indicator


@dataclass(slots=True)
class Memory:
    """What earlier sentences leave to later ones."""

    view: View
    topic: Topic | None = None
    turnover: Topic | None = None
    sentence: int = -9
    period: str | None = None
    period_sentence: int = -9
    unit: str | None = None
    side_sentence: int = -9
    counted: Draft | None = None
    counted_sentence: int = -9
    counted_period: str | None = None


_MONEY: Final = frozenset({"trade turnover", "exports", "imports", "trade balance", "investment"})
_GOODS: Final = frozenset({"exports", "imports", "freight"})
_HEADS: Final = frozenset({"companies", "regions", "tourist trips", "participants"})
_LOOSE: Final = "THE A w  OF RECORD GOAL NOT ALSO NOW ANOTHER MORE  FEW"
_LINKS: Final = "@FIGREACH @FIGBE TO AT OF COLON DASH OPEN WITH FROM"
_JOINTS: Final = "AND COMMA THE THEIR AS_WELL_AS BOTH"
_LONGEST_GAP: Final = 24


class Line:
    """One sentence with amounts, read from left to right."""

    def __init__(self, sheet: Sheet, span: tuple[int, int], memory: Memory, worth: Mapping[str, str]) -> None:
        self.sheet = sheet
        self.first, self.last = span
        self.memory = memory
        self.worth = worth
        kit = sheet.kit
        self.topics: list[Topic] = [t for _, t in sheet.matches(kit.topics, *span)]
        self.growths: list[Growth] = [g for _, g in sheet.matches(kit.changes, *span)]
        self.counts: dict[int, Counted] = {c.place: c for _, c in sheet.matches(kit.counts, *span)}
        self.drafts: list[Draft] = []
        self._growing = {g.place for g in self.growths}
        self._levels: list[int] = []

    def read(self, places: list[int]) -> list[Draft]:
        """The drafts of the sentence."""
        self._levels = [p for p in places if p not in self._growing and self.sheet.at(p, "@FIGLEVEL")]
        self._home()
        pairs = self._couples()
        for place in self._levels:
            if isinstance(self.sheet.values[place], Amount):
                draft = pairs.get(place) or self._draft(place)
                if draft is not None:
                    self.drafts.append(draft)
        self.drafts = [d for d in self.drafts if not self._left_behind(d)]
        self._grow()
        return self.drafts

    def _left_behind(self, draft: Draft) -> bool:
        """ "From 71 to 52 percent": where it came from is no figure without a date of its own."""
        sheet, place = self.sheet, draft.place
        return sheet.at(place - 1, "FROM") and sheet.at(place + 1, "TO") and draft.dated is None and sheet.at(place + 2, "@FIGLEVEL")

    # --- what lends countries ---------------------------------------------------------------------------------------

    def _home(self) -> None:
        """Who speaks here, and which country "the country" is."""
        scene, view = self.sheet.scene, self.memory.view
        view.speaker = None
        for name in scene.speakers(scene.starts[self.first]) or scene.speakers(scene.ends[self.last - 1] - 1):
            person = scene.people.get(name.split()[-1].lower())
            view.speaker = person.of if person else view.speaker
            break
        for place in range(self.last - 1, max(self.first - 40, 0), -1):
            if self.sheet.at(place, "COUNTRY"):
                view.home = codes(self.sheet.values[place])[0]
            elif self.sheet.at(place, "BODY") and len(self.sheet.values[place].countries) == 1:
                view.home = self.sheet.values[place].countries[0]
            else:
                continue
            if place < self.first or any(t.home and place < t.first for t in self.topics):
                return

    # --- the ways in which an amount finds its topic ------------------------------------------------------------------

    def _draft(self, place: int) -> Draft | None:
        if self.sheet.at(place, "COUNT"):
            return self._count(place)
        for way in (self._share, self._deal, self._worth, self._left, self._right, self._elliptic, self._carried):
            topic = way(place)
            if topic is not None:
                return self._made(topic, place)
        return None

    def _made(self, topic: Topic, place: int, *, unit: str | None = None) -> Draft:
        found = self._flow(topic)
        here = self.first <= topic.first < self.last and topic.first <= place
        first = topic.first if here else place
        compared = self.sheet.before(place, "COMPARED THAN", max(self.first, place - 3)) is not None
        last = max(place, topic.last) if here or topic.first > place else place
        return Draft(topic, found, place, first, last, self.sheet.values[place], compared=compared, unit=unit)

    def _flow(self, topic: Topic) -> Flow:
        """Direction of a topic; from whose side the text speaks is kept for the next two sentences."""
        memory, number = self.memory, self.sheet.scene.sentence_at(self.first).number
        if number - memory.side_sentence > 2:
            memory.view.side = None
        found = flow(topic, memory.view)
        remember(topic, found, memory.view)
        if memory.view.side in found:
            memory.side_sentence = number
        return found

    def _fits(self, topic: Topic, place: int) -> bool:
        indicator, sheet = topic.indicator, self.sheet
        other = indicator.startswith("other:")
        if sheet.at(place, "MONEY"):
            return indicator in _MONEY or other
        if sheet.at(place, "MEASURE"):
            return indicator in _GOODS or other
        if sheet.at(place, "PERCENT"):
            return indicator == "share" or other
        return indicator in _HEADS or other

    def _left(self, place: int) -> Topic | None:
        """The nearest topic to the left, tied to the amount by a verb or preposition."""
        floor = max((draft.place for draft in self.drafts if draft.place < place), default=-1)
        for topic in reversed(self.topics):
            if topic.last >= place:
                continue
            if topic.first < floor:
                return None
            if topic.last + 1 == place and topic.bare:
                return None
            if self._fits(topic, place) and self._linked(topic.last + 1, place):
                return self._owned(topic)
        return None

    def _linked(self, first: int, place: int) -> bool:
        """Whether what stands between a topic and an amount ties them."""
        if first >= place:
            return True
        if place - first > _LONGEST_GAP or any(self.sheet.find("SEMI INSTRUMENT", first, place)):
            return False
        at = place - 1
        while at >= first and place - at <= 5:
            if self.sheet.at(at, _LINKS):
                return True
            if not self.sheet.at(at, _LOOSE):
                return False
            at -= 1
        return False

    def _owned(self, topic: Topic) -> Topic:
        """ "Azerbaijan has a negative balance": whose it is stands before "has"."""
        has = topic.first - 2 if self.sheet.at(topic.first - 1, "A THE") else topic.first - 1
        if topic.owner is None and self.sheet.at(has, "HAS HAD") and self.sheet.at(has - 1, "@FIGLAND"):
            return replace(topic, owner=codes(self.sheet.values[has - 1])[0], first=has - 1)
        return topic

    def _right(self, place: int) -> Topic | None:
        """ "$2.9 billion in trade", "354,000 tons of freight"."""
        if not self.sheet.at(place + 1, "IN OF") or self.sheet.at(place, "PERCENT"):
            return None
        for topic in self.topics:
            if place + 2 <= topic.first <= place + 3 or (topic.first <= place + 1 <= topic.last and topic.first > place):
                return topic if self._fits(topic, place) else None
        return None

    def _worth(self, place: int) -> Topic | None:
        """ "Contracts worth $180 million", "goods worth $105 million"."""
        sheet = self.sheet
        if not sheet.at(place - 1, "REACHVERB") or sheet.values[place - 1] != "ing" or place - 2 < self.first:
            return None
        at = place - 2
        if sheet.at(at, "INSTRUMENT"):
            indicator = self.worth.get(getattr(sheet.values[at], "kind", ""))
        else:
            indicator = self.worth.get(sheet.scene.quote(at, at).lower().split()[-1])
        return Topic(indicator, at, at) if indicator else None

    def _deal(self, place: int) -> Topic | None:
        """ "Russia invested more than $6 billion in Azerbaijan's economy", "sells goods for $728 million to Oman"."""
        sheet, at = self.sheet, place - 1
        while at >= self.first and place - at <= 5 and not sheet.at(at, "DEAL"):
            if not sheet.at(at, "w THE A ALSO FOR OF REACHVERB MORE"):
                return None
            at -= 1
        if not sheet.at(at, "DEAL"):
            return None
        topic = Topic(sheet.values[at], at, at, acted=True)
        self._subject(topic, at)
        self._object(topic, place)
        return topic if self._fits(topic, place) else None

    def _subject(self, topic: Topic, at: int) -> None:
        sheet = self.sheet
        for back in range(at - 1, max(self.first, at - 10) - 1, -1):
            if sheet.at(back, "COMMA SEMI QUOTE WHILE THAT AND COLON VBD") and not topic.owner:
                break
            if sheet.at(back, "@FIGLAND SIDES"):
                found = codes(sheet.values[back]) if sheet.at(back, "@FIGLAND") else ()
                topic.owner, topic.pair = (found[0], ()) if len(found) == 1 else (None, found)
                topic.first = back
                return
            if sheet.at(back, "WE"):
                topic.ours, topic.first = True, back
                return
        before = next((t for t in reversed(self.topics) if t.last < at and t.indicator == topic.indicator), None)
        lands = list(sheet.find("@FIGLAND", self.first, at))
        if before is not None and lands and sheet.at(at - 1, "COMMA"):
            topic.owner, topic.target = codes(sheet.values[lands[0]])[0], before.target

    def _object(self, topic: Topic, place: int) -> None:
        """The country behind the amount: where it went to or came from."""
        sheet, part = self.sheet, ""
        for at in range(place + 1, min(place + 8, self.last)):
            if sheet.at(at, "IN INTO TO FROM"):
                part = "source" if sheet.at(at, "FROM") else "target"
            elif sheet.at(at, "@FIGLAND") and part:
                found = codes(sheet.values[at])
                if len(found) == 1:
                    setattr(topic, part, found[0])
                return
            elif sheet.at(at, "THEIR") and part and sheet.values[at] in sheet.kit.args("figure topics", 1).get("ours", ()):
                topic.target = self.memory.view.speaker
                return
            elif not sheet.at(at, "THE w OF GOVERNMENT_OF REACHVERB TOPIC INDICATOR"):
                return

    def _share(self, place: int) -> Topic | None:
        """ "Oil accounted for 54 percent of all exports", "has a 96.3 percent share", "made up only 7 percent of the total"."""
        sheet = self.sheet
        if not sheet.at(place, "PERCENT"):
            return None
        behind = next((t for t in self.topics if place < t.first <= place + 3), None)
        for at in range(place - 1, max(self.first, place - 3) - 1, -1):
            verb = sheet.scene.verb(at)
            if verb is not None and verb.sense == "account":
                return Topic("share", self._start(at), place, inner=behind or Topic("trade turnover", at, at))
        if sheet.at(place + 1, "SHARE"):
            return Topic("share", place, place + 1)
        if sheet.at(place + 1, "OF") and sheet.at(place - 1, "REACHVERB w"):
            topic = next((t for t in reversed(self.topics) if t.last < place and t.indicator in _MONEY), None)
            if topic is not None and self._linked(topic.last + 1, place):
                return replace(topic, indicator="share", inner=topic)
        return None

    def _start(self, at: int) -> int:
        back = at - 1
        while back >= self.first and self.sheet.at(back, "w TOPIC N EVENTADJ COOP ADJ INDICATOR OF THE"):
            back -= 1
        return back + 1

    def _elliptic(self, place: int) -> Topic | None:
        """The topic said once for several amounts: "and from Russia $291 million", "and AED 8.1 billion in H1 2025"."""
        if not self.drafts:
            return None
        last, sheet = self.drafts[-1], self.sheet
        start = last.place + 1
        if place - start > 14 or any(t.first >= start and t.last < place for t in self.topics) or not self._fits(last.topic, place):
            return None
        lands = list(sheet.find("@FIGLAND", start, place))
        closed = [at for at in lands if self._of_former(at, start)]
        lands = [at for at in lands if at not in closed]
        if len(lands) == 1:
            return self._other_land(last, lands[0], place)
        if lands:
            return None
        return self._same(last, start, place)

    def _of_former(self, at: int, start: int) -> bool:
        """Whether a country still belongs to the amount before ("$6 billion in Azerbaijan and …")."""
        return all(self.sheet.at(b, "IN INTO TO FROM THE OF") for b in range(start, at))

    def _other_land(self, last: Draft, land: int, place: int) -> Topic | None:
        sheet, code = self.sheet, codes(self.sheet.values[land])
        if len(code) != 1:
            return None
        before = land - 2 if sheet.at(land - 1, "THE") else land - 1
        topic = replace(last.topic, first=before, last=land, inner=last.topic.inner, pair=())
        if sheet.at(before, "FROM"):
            topic.source = code[0]
        elif sheet.at(before, "TO"):
            topic.target = code[0]
        elif sheet.at(before, "WITH"):
            topic.partner = code[0]
        elif sheet.at(land + 1, "MONEY MEASURE") and (topic.acted or sheet.at(before, "AND COMMA WHILE")):
            topic.owner, topic.source, topic.target, topic.first = code[0], None, None, land
            self._object(topic, place)
        else:
            return None
        return topic

    def _same(self, last: Draft, start: int, place: int) -> Topic | None:
        """A further level of the same topic must bring its own date, or close a step from one to the other."""
        sheet = self.sheet
        between = range(start, place)
        if any(sheet.at(p, "SEMI VBD VBZ WHICH @FIGLAND REACHVERB") for p in between):
            return None
        if len(between) == 1 and sheet.at(start, "TO"):
            return replace(last.topic, first=start, last=start)
        dated = self._date_behind(place) or any(sheet.at(p, "DATE") and sheet.at(p + 1, "MONEY MEASURE") for p in between)
        if sheet.at(place - 1, "TO") and last.dated is not None:
            return None
        if dated and any(sheet.at(p, "AND COMMA COMPARED FROM THAN WHILE TO MORE") for p in between):
            return replace(last.topic, first=place, last=place)
        return None

    def _date_behind(self, place: int) -> bool:
        at = place + 1
        while at < place + 4 and self.sheet.at(at, "IN FOR DURING THE AT"):
            at += 1
        return self.sheet.at(at, "DATE")

    def _carried(self, place: int) -> Topic | None:
        """The topic of a sentence before, taken up by a pronoun, "the growth", a date or a goal."""
        memory, sheet = self.memory, self.sheet
        if memory.topic is None or self.sheet.scene.sentence_at(place).number - memory.sentence > 3:
            return None
        if not sheet.at(place, "MONEY") or any(t.last < place for t in self.topics) or self.drafts:
            return None
        if not self._linked(place - 1, place) and not sheet.at(place - 1, "VBD FOR"):
            return None
        if any(sheet.find("IT", self.first, place)) and memory.topic.indicator in _MONEY:
            return replace(memory.topic, first=self._subject_at(place), last=place)
        taken = any(sheet.find("WE THEY THIS UPNOUN GOAL", self.first, place)) or self._aims(place) or self._days(place)
        if taken and memory.turnover is not None:
            return replace(memory.turnover, first=self._subject_at(place), last=place)
        return None

    def _subject_at(self, place: int) -> int:
        at = self.sheet.before(place, "IT WE THEY THIS UPNOUN GOAL DATE SIDES", self.first)
        return place if at is None else at

    def _days(self, place: int) -> bool:
        """Whether a date is the subject: "the same two months of 2023 had brought $78.905 million"."""
        at = place - 1
        while at > self.first and self.sheet.at(at, "HAS HAD VBD REACHVERB REACHED WAS BEEN"):
            at -= 1
        return at < place - 1 and self.sheet.at(at, "DATE") and not self.sheet.at(at - 1, "IN")

    def _aims(self, place: int) -> bool:
        return any(
            verb is not None and verb.sense in self.sheet.kit.words.goal
            for verb in (self.sheet.scene.verb(at) for at in range(max(self.first, place - 3), place))
        )

    # --- counts -------------------------------------------------------------------------------------------------------

    def _count(self, place: int) -> Draft | None:
        sheet = self.sheet
        found = self.counts.get(place)
        if found is not None:
            if sheet.at(place - 1, "THE THESE THEIR ITS BOTH OTHER THIS"):
                return None
            return self._counted(Topic(found.indicator, place, found.last, of=found.of), found)
        found = self._numbering(place) or self._group(place)
        if found is not None:
            return self._numbered(found)
        numbered = self._left(place)
        if numbered is not None and not sheet.at(place + 1, "w UNIT"):
            return self._made(numbered, place)
        return self._subset(place) or self._bare_money(place)

    def _numbering(self, place: int) -> Counted | None:
        """ "Russian companies working there number more than 40": the noun stands before the verb."""
        sheet, nouns = self.sheet, self.sheet.kit.counting.nouns
        at = place - 2 if sheet.at(place - 1, "MORE LESS APPROX FEW") else place - 1
        if at <= self.first or sheet.scene.quote(at, at).lower().split()[-1] not in nouns.numbering:
            return None
        for back in range(at, max(self.first, at - 8) - 1, -1):
            for word in sheet.scene.quote(back, back).lower().split():
                if word in nouns.indicators:
                    return Counted(nouns.indicators[word], place, back, sheet.text(back, back))
        return None

    def _numbered(self, found: Counted) -> Draft:
        """A count whose noun stands before it."""
        first = found.last - 1 if self.sheet.at(found.last - 1, "@FIGLAND") else found.last
        draft = self._counted(Topic(found.indicator, first, found.place, of=found.of), found)
        if first < found.last and found.indicator in self.sheet.kit.counting.nouns.directed:
            source = _one(self.sheet, first)
            draft.flow = Flow(source, self._second_land(found, source) if source else None, draft.flow.countries)
        draft.first, draft.last = first, found.place
        return draft

    def _group(self, place: int) -> Counted | None:
        """ "A delegation of 18"."""
        sheet = self.sheet
        if not sheet.at(place - 1, "OF") or sheet.values[place - 2] not in sheet.kit.counting.nouns.groups:
            return None
        return Counted("participants", place, place - 2, sheet.text(place - 2, place - 2))

    def _counted(self, topic: Topic, found: Counted, parent: Draft | None = None) -> Draft:
        source = target = None
        if topic.indicator in self.sheet.kit.counting.nouns.directed:
            source, target = directions(self.sheet, found)
            if parent is not None and target != parent.flow.source:
                source, target = source or parent.flow.source, target or parent.flow.target
            if source and target is None:
                target = self._second_land(found, source)
            elif target and source is None and topic.indicator == "tourist trips":
                source = self._doer(found.place) or self.memory.view.other(target, ())
        pair = (source, target) if source and target else self.memory.view.pair
        draft = Draft(topic, Flow(source, target, tuple(c for c in pair if c)), found.place, topic.first, found.last)
        draft.amount = self.sheet.values[found.place]
        return draft

    def _second_land(self, found: Counted, source: str) -> str | None:
        """Where else the sentence may place them: "there", or the other country named in it."""
        view = self.memory.view
        return view.other(source, ())

    def _doer(self, place: int) -> str | None:
        """ "Georgians made 1.6 million trips"."""
        if self.sheet.at(place - 1, "VBD VBZ REACHVERB REACHED") and self.sheet.at(place - 2, "@FIGLAND"):
            return _one(self.sheet, place - 2)
        return None

    def _subset(self, place: int) -> Draft | None:
        """ "Including about 200 with Russian capital", "380 of them", "another 39 in the first two months"."""
        sheet, memory = self.sheet, self.memory
        parent = next((d for d in reversed(self.drafts) if d.place in self.counts or d.unit == "part"), None)
        if parent is None:
            if memory.counted is None or sheet.scene.sentence_at(place).number - memory.counted_sentence != 1:
                return None
            if not (sheet.at(self.first, "OF") and sheet.at(self.first + 1, "THESE THEM")):
                return None
            parent = memory.counted
        opened = any(sheet.at(at, "COMMA AND VBG WHICH ANOTHER THESE THEM") for at in range(max(self.first, place - 3), place))
        if not opened or not sheet.at(place + 1, "WITH OF IN HAS HAD IS WAS w VB VN ADJ") or sheet.at(place + 1, "UNIT"):
            return None
        if sheet.at(place + 1, "OF") and not sheet.at(place + 2, "THEM WHICH THESE"):
            return None
        last = place + 1 if sheet.at(place + 1, "ADJ") else place
        found = Counted(parent.indicator, place, last, parent.topic.of or "")
        draft = self._counted(replace(parent.topic, first=place, last=place), found, parent)
        draft.unit = "part"
        draft.last = min(place + 3, self.last - 1)
        return draft

    def _bare_money(self, place: int) -> Draft | None:
        """ "It will be about 260 million": the currency stands with the sum before."""
        amount: Amount = self.sheet.values[place]
        unit = self.drafts[-1].amount.unit if self.drafts and self.drafts[-1].amount else self.memory.unit
        if amount.quantity.value < 1_000_000 or unit is None or len(unit) != 3:
            return None
        topic = self._part(place)
        if topic is None and not self.drafts and not self.sheet.at(place + 1, "w UNIT"):
            topic = self._sum_carried(place)
        return self._made(topic, place, unit=unit) if topic else None

    def _part(self, place: int) -> Topic | None:
        sheet = self.sheet
        if not self.drafts or not (sheet.at(place - 1, "WHICH THEM") and sheet.at(place - 2, "OF")):
            return None
        return replace(self.drafts[-1].topic, first=place, last=place)

    def _sum_carried(self, place: int) -> Topic | None:
        memory = self.memory
        near = memory.topic is not None and self.sheet.scene.sentence_at(place).number - memory.sentence <= 1
        if near and memory.topic and any(self.sheet.find("IT", self.first, place)) and self._linked(place - 1, place):
            return replace(memory.topic, first=self._subject_at(place), last=place)
        return None

    # --- "respectively" -----------------------------------------------------------------------------------------------

    def _couples(self) -> dict[int, Draft]:
        """Lists of topics or of dates with as many amounts behind them, taken in order."""
        pairs: dict[int, Draft] = {}
        for run in self._runs():
            if len(run) < 2:
                continue
            names = self._listed_topics(run[0])
            if len(names) == len(run):
                for topic, place in zip(names, run, strict=True):
                    if self._fits(topic, place):
                        pairs[place] = self._made(topic, place)
                continue
            days = self._listed_dates(run)
            if len(days) == len(run):
                self._date_pairs(run, days, pairs)
        return pairs

    def _runs(self) -> list[list[int]]:
        """Levels that stand in one list: "$1.5 billion and $620 million"."""
        runs: list[list[int]] = []
        for place in self._levels:
            if runs and all(self.sheet.at(p, "AND COMMA TO") for p in range(runs[-1][-1] + 1, place)):
                runs[-1].append(place)
            else:
                runs.append([place])
        return runs

    def _listed_topics(self, place: int) -> list[Topic]:
        before = [t for t in self.topics if t.last < place]
        names: list[Topic] = []
        for topic in reversed(before):
            if names and not self._joined(topic.last + 1, names[0].first):
                break
            if names and any(topic.last < level < names[0].first for level in self._levels):
                break
            names.insert(0, topic)
        if len(names) > 1 and self._linked(names[-1].last + 1, place):
            for topic in names[1:]:
                topic.owner = topic.owner or names[0].owner
                topic.ours = topic.ours or names[0].ours
                topic.pair = topic.pair or names[0].pair
            return names
        return []

    def _joined(self, first: int, last: int) -> bool:
        return all(self.sheet.at(p, _JOINTS) for p in range(first, last)) and last > first

    def _listed_dates(self, amounts: list[int]) -> list[int]:
        sheet = self.sheet
        days = list(sheet.find("DATE", self.first, amounts[0]))
        run: list[int] = []
        for at in reversed(days):
            if run and not all(sheet.at(p, "AND COMMA IN THE") for p in range(at + 1, run[0])):
                break
            run.insert(0, at)
        return run if len(run) > 1 else []

    def _date_pairs(self, amounts: list[int], days: list[int], pairs: dict[int, Draft]) -> None:
        topic = self._left(amounts[0])
        if topic is None:
            return
        for place, day in zip(amounts, days, strict=True):
            draft = self._made(topic, place)
            draft.dated = day
            pairs[place] = draft

    # --- growth -------------------------------------------------------------------------------------------------------

    def _grow(self) -> None:
        """Give each growth to its level; one with no level is a figure of its own."""
        for growth in self.growths:
            if growth.skip or (growth.again and not self._turn(growth)):
                continue
            owner = self._grown(growth)
            if owner is not None:
                owner.growth = growth
                owner.first, owner.last = min(owner.first, growth.first), max(owner.last, growth.last)
                continue
            topic = self._growing_topic(growth)
            if topic is not None:
                found = self._flow(topic)
                first = topic.first if self.first <= topic.first < growth.first else growth.first
                last = max(topic.last, growth.last) if self.first <= topic.first < self.last else growth.last
                self.drafts.append(Draft(topic, found, growth.place, first, last, growth=growth))
        self.drafts.sort(key=lambda d: d.place)

    def _turn(self, growth: Growth) -> bool:
        """Take the direction of the growth before ("exports rose by 12 percent and imports by 5 percent")."""
        former = next((g for g in reversed(self.growths) if g.first < growth.first and not g.skip), None)
        if former is None or not any(t.last + 1 == growth.first for t in self.topics):
            return False
        growth.direction = former.direction
        return True

    def _grown(self, growth: Growth) -> Draft | None:
        """The level that a growth belongs to: the next one joined to it, else the one just before."""
        free = [d for d in self.drafts if d.growth is None and d.amount is not None and not d.compared]
        behind = next((d for d in free if d.place > growth.last), None)
        if behind is not None and self._leads_to(growth, behind):
            return behind
        before = next((d for d in reversed(free) if d.place < growth.first), None)
        if before is None or any(before.topic.last < t.first and t.last < growth.first and t.first > before.place for t in self.topics):
            return None
        gap = range(before.last + 1, growth.first)
        return None if len(gap) > 14 or any(self.sheet.at(p, "SEMI WHILE THEY IT WE") for p in gap) else before

    def _leads_to(self, growth: Growth, draft: Draft) -> bool:
        """ "By 14.4 percent to $2.9 billion", "by 3.4 percent and amounted to $1.3 billion"."""
        if draft.place - growth.last > 12 or (self.first <= draft.topic.first < self.last and draft.topic.first > growth.last):
            return False
        between = range(growth.last + 1, draft.place)
        return any(self.sheet.at(p, "TO AND COMMA @FIGREACH") for p in between) and not any(
            self.sheet.at(p, "SEMI WHILE") or p in self._levels for p in between
        )

    def _taken_up(self, growth: Growth) -> Topic | None:
        """ "… and that in the first quarter they had risen by 6 percent"."""
        last = next((d for d in reversed(self.drafts) if d.place < growth.first), None)
        if last is not None and any(self.sheet.find("THEY IT", last.place, growth.first)):
            return replace(last.topic, first=growth.first, last=growth.last)
        return None

    def _growing_topic(self, growth: Growth) -> Topic | None:
        sheet = self.sheet
        for topic in reversed(self.topics):
            if growth.first <= topic.first and topic.last < growth.place:
                return topic
            if topic.last < growth.first:
                gap = range(topic.last + 1, growth.first)
                blocked = any(p in self._levels or sheet.at(p, "SEMI") for p in gap)
                if blocked:
                    return self._taken_up(growth)
                return None if len(gap) > 14 or topic.indicator == "share" else topic
        behind = next((t for t in self.topics if growth.last < t.first <= growth.last + 3), None)
        if behind is not None and sheet.at(growth.last + 1, "IN OF"):
            return behind
        memory = self.memory
        near = sheet.scene.sentence_at(growth.place).number - memory.sentence <= 3
        if near and any(sheet.find("IT WE THEY THIS", self.first, growth.first)) and not self.topics:
            return memory.topic if memory.topic and any(sheet.find("IT THEY", self.first, growth.first)) else memory.turnover
        return None


_FROM_WORDS = "OF FROM GOVERNMENT_OF"
_TO_WORDS = "IN INTO TO ON VBD VBZ"
_CLAUSE_ENDS = "COMMA SEMI BREAK COUNT MONEY WHILE BUT QUOTE"


def directions(sheet: Sheet, found: Counted) -> tuple[str | None, str | None]:
    """Country of origin and of destination, as the words beside the count tell."""
    source: str | None = None
    target: str | None = None
    for place in sheet.find("@FIGLAND", found.place + 1, found.last + 1):
        source = _one(sheet, place) or source
    sentence = sheet.scene.sentence_at(found.place)
    role = "source" if sheet.at(found.last, _FROM_WORDS) else ""
    for place in range(found.last + 1, min(found.last + 14, sentence.last)):
        if sheet.at(place, _CLAUSE_ENDS):
            break
        if sheet.at(place, "@FIGLAND"):
            code = _one(sheet, place)
            origin = role == "source" or (role == "with" and sheet.at(place, "ADJ"))
            if origin:
                source = source or code
            else:
                target = target or (code if role else None)
        elif sheet.at(place, _FROM_WORDS):
            role = "source"
        elif sheet.at(place, _TO_WORDS):
            role = "target"
        elif sheet.at(place, "WITH HAS HAD"):
            role = "with"
    return source, None if target == source else target


def _one(sheet: Sheet, place: int) -> str | None:
    found = codes(sheet.values[place])
    return found[0] if len(found) == 1 else None
