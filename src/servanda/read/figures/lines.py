"""One sentence with amounts: each amount tied to what is measured."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, Final

from servanda.grammar import Level
from servanda.quantities import Amount
from servanda.read.figures.changes import Growth
from servanda.read.figures.counts import Counted
from servanda.read.figures.drafts import Draft, Memory
from servanda.read.figures.growing import grow
from servanda.read.figures.itemised import sectors
from servanda.read.figures.listing import couples
from servanda.read.figures.moving import moved
from servanda.read.figures.periods import steps_back
from servanda.read.figures.sheet import Sheet
from servanda.read.figures.tallies import count
from servanda.read.figures.topics import Flow, Topic, View, codes, flow, remember

_MONEY: Final = frozenset({"trade turnover", "exports", "imports", "trade balance", "investment"})
_GOODS: Final = frozenset({"exports", "imports", "freight"})
_HEADS: Final = frozenset({"companies", "regions", "tourist trips", "participants"})
#: What is placed abroad: money, and what it is put into.
_PLACED: Final = frozenset({"companies", "investment", "other:projects"})
_LOOSE: Final = "THE A w  OF RECORD GOAL NOT ALSO STANDING ANOTHER MORE  FEW"
_LINKS: Final = "@FIGREACH @FIGBE TO AT OF COLON DASH OPEN WITH FROM"
_LONGEST_GAP: Final = 24
_FAR_NOUN: Final = 14
_TRENDS: Final = "@FIGUP @FIGDOWN"
_GROWN: Final = "PERCENT MULTIPLE POINTS"
_GROWING: Final = f"{_GROWN} BY"  # where a word tells of a trend, any amount behind "by" is a growth
_MILLION: Final = 1_000_000
_TURNOVER: Final = "trade turnover"


class Line:
    """One sentence with amounts, read from left to right."""

    def __init__(self, sheet: Sheet, span: tuple[int, int], memory: Memory, worth: Mapping[str, str]) -> None:
        self.sheet = sheet
        self.first, self.last = span
        self.memory = memory
        self.worth = worth
        kit = sheet.kit
        # A level runs only where the sentence holds a symbol that its rules turn on.
        self._tags = frozenset(sheet.tags[self.first : self.last])
        trends = self.holds(_TRENDS)
        self.topics: list[Topic] = self._built(kit.topics, "INDICATOR SHARE NUMBER_OF")
        self.growths: list[Growth] = self._built(kit.changes, _GROWING if trends else _GROWN)
        self.counts: dict[int, Counted] = {c.place: c for c in self._built(kit.counts, "COUNT")}
        self.no_deal = not self.holds("DEAL")
        self.itemised = trends and self.holds("PERCENT")
        self.drafts: list[Draft] = []
        self.growing = {g.place for g in self.growths}
        self._grown = {g.last for g in self.growths if not g.skip}
        self.levels: list[int] = []

    def holds(self, names: str) -> bool:
        """Whether any symbol of the sentence has one of the tags."""
        return not self.sheet.sets[names].isdisjoint(self._tags)

    def _built(self, level: Level, names: str) -> list[Any]:
        return self.sheet.built(level, self.first, self.last) if self.holds(names) else []

    def read(self, places: list[int]) -> list[Draft]:
        """The drafts of the sentence."""
        tags, level = self.sheet.padded, self.sheet.sets["@FIGLEVEL"]
        self.levels = [p for p in places if tags[p] in level and p not in self.growing]
        self._home()
        self.drafts = sectors(self) if self.itemised else []
        if self.drafts:
            return self.drafts
        pairs = couples(self) if len(self.levels) > 1 else {}
        for place in self.levels:
            if isinstance(self.sheet.values[place], Amount):
                draft = pairs.get(place) or self._draft(place)
                if draft is not None:
                    self.drafts.append(draft)
        self.drafts = [d for d in self.drafts if not self._left_behind(d)]
        grow(self)
        _lend(self.drafts)
        return self.drafts

    def _left_behind(self, draft: Draft) -> bool:
        """ "From 71 to 52 percent": where it came from is no figure without a date of its own."""
        tags, sets, place = self.sheet.padded, self.sheet.sets, draft.place
        if tags[place - 1] not in sets["FROM"] or tags[place + 1] not in sets["TO"]:
            return False
        return draft.dated is None and tags[place + 2] in sets["@FIGLEVEL"]

    # --- what lends countries ---------------------------------------------------------------------------------------

    def _home(self) -> None:
        """Who speaks here, and which country "the country" is."""
        scene, view = self.sheet.scene, self.memory.view
        view.speaker = None
        if self.holds("THEIR WE"):
            self._speaker(view)
        home = next((t for t in self.topics if t.home or (t.inner and t.inner.home)), None) if self.topics else None
        if home is not None:
            for place in scene.find(("COUNTRY", "BODY"), 0, home.first):
                value = scene.values[place]
                named = codes(value) if self.sheet.at(place, "COUNTRY") else value.countries
                view.home = named[0] if len(named) == 1 else view.home

    # --- the ways in which an amount finds its topic ------------------------------------------------------------------

    def _speaker(self, view: View) -> None:
        """The country of who says it."""
        scene = self.sheet.scene
        for name in scene.speakers(scene.starts[self.first]) or scene.speakers(scene.ends[self.last - 1] - 1):
            person = scene.people.get(name.split()[-1].lower())
            view.speaker = person.of if person else view.speaker
            break

    def _draft(self, place: int) -> Draft | None:
        carried = None if self.no_deal else moved(self, place)
        if carried is not None:
            return carried
        if self.sheet.at(place, "COUNT"):
            return count(self, place)
        for way in _WAYS:
            topic = way(self, place)
            if topic is not None:
                return self.made(topic, place)
        return None

    def made(self, topic: Topic, place: int, *, unit: str | None = None) -> Draft:
        found = self.flow(topic)
        here = self.first <= topic.first < self.last and topic.first <= place
        first = topic.first if here else place
        compared = self.sheet.has("COMPARED THAN", max(self.first, place - 3), place)
        compared = compared or (bool(self.drafts) and self.sheet.at(place - 1, "FROM"))
        last = max(place, topic.last, topic.end) if here or topic.first > place else place
        return Draft(topic, found, place, first, last, self.sheet.values[place], compared=compared, unit=unit)

    def flow(self, topic: Topic) -> Flow:
        """Direction of a topic; from whose side the text speaks is kept for the next two sentences."""
        memory, number = self.memory, self.sheet.scene.sentence_at(self.first).number
        if number - memory.side_sentence > 2:
            memory.view.side = None
        found = flow(topic, memory.view)
        remember(topic, found, memory.view)
        if topic.partner or found.source or found.target:
            memory.side_sentence = number
        return found

    def fits(self, topic: Topic, place: int) -> bool:
        indicator, tag, sets = topic.indicator, self.sheet.padded[place], self.sheet.sets
        if indicator.startswith("other:"):
            return True
        if tag in sets["MONEY"]:
            return indicator in _MONEY
        if tag in sets["MEASURE"]:
            return indicator in _GOODS
        return indicator == "share" if tag in sets["PERCENT"] else indicator in _HEADS

    def left(self, place: int) -> Topic | None:
        """The nearest topic to the left, tied to the amount by a verb or preposition."""
        if not self.topics:
            return None
        floor = max((d.place for d in self.drafts if d.place < place and d.indicator != "share"), default=-1)
        inner = [d.topic.inner for d in self.drafts if d.topic.inner is not None]
        for topic in reversed(self.topics):
            if topic.last >= place or (inner and any(topic is other for other in inner)):
                continue
            if topic.first < floor:
                return None
            if (
                topic.last + 1 == place
                and topic.bare
                and not self.sheet.at(place + 1, "REACHVERB")
                and self.sheet.values[place].quantity.qualifier == "="
                and not (self.drafts and self.sheet.at(topic.first - 1, "COMMA AND WHILE"))
            ):
                return None
            if self.fits(topic, place) and (self._next(topic, place) or self.linked(topic.last + 1, place)):
                return self._owned(topic)
        return None

    def _next(self, topic: Topic, place: int) -> bool:
        """ "… and imports only $69 million": the verb of the level before holds for this one too."""
        sheet = self.sheet
        if not self.drafts or not sheet.at(topic.first - 1, "COMMA AND WHILE") or place - topic.last > 3:
            return False
        return sheet.only(_LOOSE, topic.last + 1, place - 1 if sheet.at(place - 1, "FOR") else place)

    def linked(self, first: int, place: int) -> bool:
        """Whether what stands between a topic and an amount ties them."""
        sheet = self.sheet
        if first >= place:
            return True
        if place - first > _LONGEST_GAP or sheet.has("SEMI INSTRUMENT", first, place):
            return False
        at = place - 1
        if at in self._grown or self._accounts(at) or (sheet.at(at, "w") and self._accounts(at - 1)):
            return True
        if (at == first or sheet.at(at - 1, "HAS HAD")) and sheet.word(at) in sheet.kit.words.made:
            return True
        links, loose = sheet.sets[_LINKS], sheet.sets[_LOOSE]
        for tag in reversed(sheet.padded[max(first, place - 5) : place]):
            if tag in links:
                return True
            if tag not in loose:
                return False
        return False

    def _owned(self, topic: Topic) -> Topic:
        """ "Azerbaijan has a negative balance": whose it is stands before "has"."""
        has = topic.first - 2 if self.sheet.at(topic.first - 1, "A THE") else topic.first - 1
        verbs = "HAS HAD VBD VBZ" if topic.indicator == "trade balance" else "HAS HAD"
        if topic.owner is None and self.sheet.at(has, verbs) and self.sheet.at(has - 1, "@FIGLAND"):
            return replace(topic, owner=codes(self.sheet.values[has - 1])[0], first=has - 1)
        return topic

    def _resumed(self, place: int) -> Topic | None:
        """ "Trade, which stood at $900 million in 2015, reached $2.5 billion": the main verb behind an aside of its own level."""
        sheet = self.sheet
        verb = sheet.before(place, "REACHVERB COMMA SEMI", max(self.first, place - 4))
        former = self.drafts[-1] if self.drafts else None
        if former is None or verb is None or not sheet.at(verb, "REACHVERB") or not sheet.at(verb - 1, "COMMA"):
            return None
        topic = former.topic
        aside = self.first <= topic.last < former.place and sheet.at(topic.last + 1, "COMMA")
        return topic if aside and self.fits(topic, place) else None

    def _right(self, place: int) -> Topic | None:
        """ "$2.9 billion in trade", "354,000 tons of freight"."""
        if self.sheet.at(place, "MONEY") and not self.sheet.at(place + 1, "IN OF"):
            aimed = next((t for t in self.topics if t.first == place + 1), None)
            if aimed is None or not self.fits(aimed, place):
                return None
            whole = aimed.indicator == _TURNOVER and not aimed.bare
            return aimed if whole or self.sheet.at(aimed.last + 1, "GOAL") else None
        if not self.sheet.at(place + 1, "IN OF") or self.sheet.at(place, "PERCENT"):
            return None
        for topic in self.topics:
            if place + 2 <= topic.first <= place + 3 or (
                topic.first <= place + 1 <= topic.last and topic.first > place
            ):
                return topic if self.fits(topic, place) else None
        return None

    def _parted(self, place: int) -> Topic | None:
        """ "… of which $104.3 billion were Brazilian exports and $53.2 billion imports": the topic stands behind its part."""
        sheet = self.sheet
        if not self.drafts or not sheet.at(place, "MONEY"):
            return None
        behind = place + 2 if sheet.at(place + 1, "IS WAS") else place + 1
        topic = next((t for t in self.topics if t.first <= behind <= t.last and t.first > place), None)
        if topic is None or not any(
            sheet.at(p, "WHICH THEM") and sheet.at(p - 1, "OF") for p in range(self.first, place)
        ):
            return None
        return topic if self.fits(topic, place) else None

    def _aimed(self, place: int) -> Topic | None:
        """ "… far from the target of 500 million dollars"."""
        sheet = self.sheet
        if sheet.at(place - 1, "TO") and sheet.word(place - 2) in sheet.kit.words.levels:
            return self._raised(place)
        goal = sheet.before(place, "GOAL @FIGAMOUNT COMMA SEMI", max(self.first, place - 5))
        if goal is None or not sheet.at(goal, "GOAL") or not sheet.at(place - 1, "OF TO @FIGREACH"):
            return None
        unit = sheet.values[place].unit
        alike = (d.topic for d in reversed(self.drafts) if d.amount is not None and d.amount.unit == unit)
        topic = next(alike, self.memory.turnover)
        return topic.at(goal, place) if topic is not None and self.fits(topic, place) else None

    def _raised(self, place: int) -> Topic | None:
        """ "… and we aim to raise this figure to $10 billion"."""
        sheet, memory = self.sheet, self.memory
        if not sheet.at(place, "MONEY") or not sheet.at(place - 3, "THIS THE THAT") or place - 3 < self.first:
            return None
        topic = next((d.topic for d in reversed(self.drafts) if d.indicator in _MONEY), None)
        if topic is None and sheet.scene.sentence_at(place).number - memory.sentence <= 3:
            topic = memory.turnover
        return topic.at(place - 3, place) if topic is not None else None

    def _worth(self, place: int) -> Topic | None:
        """ "Contracts worth $180 million", "goods worth $105 million"."""
        sheet = self.sheet
        if sheet.at(place - 1, "OF"):
            return self._total(place)
        if not sheet.at(place - 1, "REACHVERB") or sheet.values[place - 1] != "ing":
            return None
        at = place - 3 if sheet.at(place - 2, "COMMA") else place - 2
        if at < self.first:
            return None
        if sheet.at(at, "INSTRUMENT"):
            indicator = self.worth.get(getattr(sheet.values[at], "kind", ""))
        else:
            indicator = self.worth.get(sheet.word(at))
        if indicator is None or indicator != _TURNOVER:
            return Topic(indicator, at, at) if indicator else None
        whole = next((t for t in self.topics if t.first > place and t.indicator in _GOODS), None)
        return replace(whole, first=at, last=at, of=sheet.text(at, at)) if whole else Topic(indicator, at, at)

    def _total(self, place: int) -> Topic | None:
        """ "Contracts were concluded in the amount of $44 million", "documents for a total of $9 billion"."""
        sheet = self.sheet
        if not sheet.at(place, "MONEY") or sheet.word(place - 2) not in sheet.kit.words.sums:
            return None
        at = sheet.before(place, "INSTRUMENT MONEY INDICATOR SEMI", max(self.first, place - 8))
        if at is None or not sheet.at(at, "INSTRUMENT"):
            return None
        indicator = self.worth.get(getattr(sheet.values[at], "kind", ""))
        return Topic(indicator or sheet.kit.words.papers, at, at)

    def _plain(self, place: int) -> Topic | None:
        """A noun that is measured though no other reader knows it: "the capacity of the plant is 386 thousand tons"."""
        sheet, nouns = self.sheet, self.sheet.kit.words.measured
        tags, word, ends = sheet.padded, sheet.sets["w"], sheet.sets["SEMI QUOTE"]
        for at in range(place - 1, max(self.first, place - _FAR_NOUN) - 1, -1):
            indicator = nouns.get(sheet.word(at)) if tags[at] in word else None
            if indicator is not None and self.fits(Topic(indicator, at, at), place):
                topic = Topic(indicator, at, at)
                large = not sheet.at(place, "MONEY") or sheet.values[place].quantity.value >= _MILLION
                return topic if large and self.linked(at + 1, place) else None
            if tags[at] in ends:
                return None
        return None

    def _deal(self, place: int) -> Topic | None:
        """ "Russia invested more than $6 billion in Azerbaijan's economy", "sells goods for $728 million to Oman"."""
        if self.no_deal:
            return None
        sheet, at = self.sheet, place - 1
        while at >= self.first and place - at <= 5 and not sheet.at(at, "DEAL"):
            if not sheet.at(at, "w THE A ALSO FOR OF REACHVERB MORE ANOTHER"):
                return None
            at -= 1
        if not sheet.at(at, "DEAL"):
            return None
        topic = Topic(sheet.values[at], at, at, acted=True)
        self._subject(topic, at)
        self.direct(topic, place)
        return topic if self.fits(topic, place) else None

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
        lands = sheet.find("@FIGLAND", self.first, at)
        if before is not None and lands and sheet.at(at - 1, "COMMA"):
            topic.owner, topic.target = codes(sheet.values[lands[0]])[0], before.target

    def direct(self, topic: Topic, place: int) -> None:
        """The country behind the amount: where it went to or came from."""
        sheet, part = self.sheet, ""
        for at in range(place + 1, min(place + 8, self.last)):
            if sheet.at(at, "IN INTO TO FROM"):
                part = "source" if sheet.at(at, "FROM") else "target"
            elif sheet.at(at, "@FIGLAND") and part:
                found = codes(sheet.values[at])
                if len(found) == 1:
                    setattr(topic, part, found[0])
                    topic.end = at
                return
            elif (
                sheet.at(at, "THEIR")
                and part
                and sheet.values[at] in sheet.kit.args("figure topics", 1).get("ours", ())
            ):
                topic.target = self.memory.view.speaker
                return
            elif not sheet.at(at, "THE w OF GOVERNMENT_OF REACHVERB TOPIC INDICATOR"):
                return

    def _share(self, place: int) -> Topic | None:
        """ "Oil accounted for 54 percent of exports", "has a 96.3 percent share", "made up 7 percent of the total"."""
        sheet = self.sheet
        if not sheet.at(place, "PERCENT"):
            return None
        behind = next((t for t in self.topics if place < t.first <= place + 3), None)
        for at in range(place - 1, max(self.first, place - 3) - 1, -1):
            if self._accounts(at) or (behind is not None and sheet.at(at, "REACHVERB") and sheet.at(place + 1, "OF")):
                inner = behind or Topic("trade turnover", at, at)
                end = behind.last if behind else place
                return Topic("share", self._start(at), place, inner=inner, end=end, acted=True)
        part = self._made_of(place)
        if part is not None:
            return part
        if sheet.at(place + 1, "SHARE"):
            whole = next((t for t in reversed(self.topics) if t.last < place and t.indicator in _MONEY), None)
            return Topic("share", place, place + 1, inner=whole)
        if sheet.at(place + 1, "OF") and sheet.at(place - 1, "REACHVERB w"):
            topic = next((t for t in reversed(self.topics) if t.last < place and t.indicator in _MONEY), None)
            if topic is not None and self.linked(topic.last + 1, place):
                return replace(topic, indicator="share", inner=topic)
        return None

    def _made_of(self, place: int) -> Topic | None:
        """ "Over 70 percent of exports consists of ore", "90 percent of it comes from the south"."""
        sheet = self.sheet
        if not sheet.at(place + 1, "OF"):
            return None
        if sheet.at(place + 2, "IT"):
            inner, verb = self.drafts[-1].topic if self.drafts else self.memory.topic, place + 3
            if (
                inner is not None
                and not self.drafts
                and sheet.scene.sentence_at(place).number - self.memory.sentence > 1
            ):
                return None
        else:
            inner = next((t for t in self.topics if place + 2 <= t.first <= place + 3), None)
            verb = inner.last + 1 if inner is not None else place
        if inner is None or inner.indicator not in _MONEY or sheet.word(verb) not in sheet.kit.words.consists:
            return None
        return Topic("share", place, verb, inner=inner, end=verb, acted=True)

    def _funds(self, place: int) -> Topic | None:
        """Money lent or given: "a loan of $45 million", "a EUR 60 million credit line to Kenya"."""
        sheet, funds = self.sheet, self.sheet.kit.words.funds
        if not sheet.at(place, "MONEY"):
            return None
        places = list(range(place + 1, min(place + 4, self.last)))
        if sheet.at(place - 1, "OF FOR") or (sheet.at(place - 1, "REACHVERB") and sheet.values[place - 1] == "ing"):
            places.insert(0, max(place - 2, self.first))
        tags, sets = sheet.padded, sheet.sets
        for at in places:
            if tags[at] not in sets["w VN VB VBZ VBD TOPIC HYPHEN MEETADJ"]:
                if at > place:
                    return None
                continue
            printed = sheet.text(at, at).lower()
            indicator = funds.get(printed) or funds.get(printed.rpartition(" ")[2])
            if indicator is not None:
                topic = Topic(indicator, min(at, place), max(at, place), of=sheet.text(at, at))
                self.direct(topic, max(at, place))
                self._given(topic)
                return topic
            if at > place and tags[at] not in sets["w TOPIC HYPHEN MEETADJ"]:
                return None
        return None

    def _given(self, topic: Topic) -> None:
        """Who gives and who gets: "Poland granted Kenya a loan", "Kenya received a loan"."""
        sheet, words = self.sheet, self.sheet.kit.words
        for at in range(topic.first - 1, max(self.first, topic.first - 8), -1):
            verb = sheet.scene.verb(at)
            if sheet.at(at, "COMMA SEMI QUOTE") or verb is None:
                continue
            if not sheet.at(at - 1, "@FIGLAND") or verb.lemma not in words.giving | words.getting:
                return
            actor = codes(sheet.values[at - 1])
            other = codes(sheet.values[at + 1]) if sheet.at(at + 1, "COUNTRY") else ()
            if verb.lemma in words.getting:
                topic.target = topic.target or (actor[0] if len(actor) == 1 else None)
            else:
                topic.source = topic.source or (actor[0] if len(actor) == 1 else None)
                topic.target = topic.target or (other[0] if len(other) == 1 else None)
            return

    def _accounts(self, at: int) -> bool:
        verb = self.sheet.scene.verb(at)
        return verb is not None and verb.sense == "account"

    def _start(self, at: int) -> int:
        back = at - 1
        while back >= self.first and self.sheet.at(back, "w TOPIC N EVENTADJ COOP @FIGLAND INDICATOR OF THE"):
            back -= 1
        return back + 1

    def _elliptic(self, place: int) -> Topic | None:
        """The topic said once for several amounts: "and from Russia $291 million", "and AED 8.1 billion in H1 2025"."""
        if not self.drafts:
            return None
        last, sheet = self.drafts[-1], self.sheet
        start = last.place + 1
        if sheet.at(place - 1, "TO") and sheet.at(place - 2, "IT") and sheet.at(last.place, sheet.name(place)):
            return last.topic.at(place - 2, place)
        if place == start + 1 and sheet.at(start, "OPEN") and sheet.at(place + 1, "CLOSE") and sheet.at(place, "MONEY"):
            return last.topic.at(place, place)
        if (
            place - start > 14
            or any(t.first >= start and t.last < place for t in self.topics)
            or not self.fits(last.topic, place)
        ):
            return None
        lands = sheet.find("@FIGLAND", start, place)
        closed = [at for at in lands if self._of_former(at, start)]
        lands = [at for at in lands if at not in closed]
        if len(lands) == 1:
            return self._other_land(last, lands[0], place)
        if lands:
            return None
        return self._same(last, start, place)

    def _of_former(self, at: int, start: int) -> bool:
        """Whether a country still belongs to the amount before ("$6 billion in Azerbaijan and …")."""
        return self.sheet.only("IN INTO TO FROM THE OF", start, at)

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
            self.direct(topic, place)
        else:
            return None
        return topic

    def _same(self, last: Draft, start: int, place: int) -> Topic | None:
        """A further level of the same topic must bring its own date, or close a step from one to the other."""
        sheet = self.sheet
        for land in sheet.find("@FIGLAND", start, place):
            start = land + 1
        between = range(start, place)
        if (
            sheet.at(place - 1, "TO")
            and sheet.has("SHOULD MUST WILL", start, place)
            and not sheet.has("SEMI", start, place)
        ):
            return last.topic.at(place, place)
        if self._step_on(last, place):
            return last.topic.at(place - 1, place)
        if sheet.has("SEMI VBD VBZ WHICH @FIGLAND REACHVERB", start, place):
            return None
        if len(between) == 1 and sheet.at(start, "TO"):
            return last.topic.at(start, start)
        if self._goods(last, start, place):
            return last.topic.at(place, place)
        dated = self._date_behind(place) or any(
            sheet.at(p, "DATE") and sheet.at(p + 2 if sheet.at(p + 1, "DASH COLON") else p + 1, "MONEY MEASURE")
            for p in between
        )
        if sheet.at(place - 1, "TO") and last.dated is not None:
            return None
        if dated and sheet.has("AND COMMA COMPARED FROM THAN WHILE TO MORE", start, place):
            return last.topic.at(place, place)
        return None

    def _step_on(self, last: Draft, place: int) -> bool:
        """ "To $2 billion in the short term and to $5 billion in the long": both follow one verb."""
        at = self.sheet.at
        return at(place - 1, "TO") and at(place - 2, "AND") and at(last.place - 1, "TO") and at(place, "MONEY")

    def _goods(self, last: Draft, start: int, place: int) -> bool:
        """ "386 tonnes of one thing and 81 tonnes of another"."""
        sheet = self.sheet
        measured = last.amount is not None and last.amount.unit == self.sheet.values[place].unit
        return measured and sheet.at(place, "MEASURE") and sheet.at(start, "OF") and sheet.at(place - 1, "AND COMMA")

    def _date_behind(self, place: int) -> bool:
        at = place + 1
        while at < place + 4 and self.sheet.at(at, "IN FOR DURING THE AT"):
            at += 1
        return self.sheet.at(at, "DATE") or steps_back(self.sheet, at)

    def _carried(self, place: int) -> Topic | None:
        """The topic of a sentence before, taken up by a pronoun, "the growth", a date or a goal."""
        memory, sheet = self.memory, self.sheet
        if memory.topic is None or self.sheet.scene.sentence_at(place).number - memory.sentence > 3:
            return None
        if not sheet.at(place, "MONEY") or any(t.last < place for t in self.topics) or self.drafts:
            return None
        if not self.linked(place - 1, place) and not sheet.at(place - 1, "VBD FOR"):
            return None
        if sheet.has("IT", self.first, place) and memory.topic.indicator in _MONEY:
            return memory.topic.at(self.subject_at(place), place)
        taken = sheet.has("WE THEY THIS UPNOUN GOAL", self.first, place) or self._aims(place) or self._days(place)
        if taken and memory.turnover is not None:
            return memory.turnover.at(self.subject_at(place), place)
        return None

    def subject_at(self, place: int) -> int:
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


def _lend(drafts: list[Draft]) -> None:
    """Direction told once in a sentence for companies, projects and the money put into them."""
    known: Flow | None = None
    placed = [draft for draft in drafts if draft.indicator in _PLACED]
    if len(placed) < 2 or len({draft.flow.target for draft in placed} - {None}) > 1:
        return
    where = next((draft.flow for draft in placed if draft.flow.target), None)
    for draft in placed:
        if known is not None and draft.flow.source is None and draft.flow.target in (None, known.target):
            draft.flow = known
        elif draft.flow.source or draft.flow.target:
            known = draft.flow if draft.unit != "part" else known
        elif where is not None:
            draft.flow = Flow(None, where.target, where.countries)


#: The ways in which an amount finds what is measured, tried in this order.
_WAYS: Final[tuple[Callable[[Line, int], Topic | None], ...]] = (
    Line._share, Line._deal, Line._worth, Line._funds, Line._parted, Line.left, Line._resumed, Line._right, Line._aimed, Line._elliptic, Line._carried, Line._plain,
)  # fmt: skip
