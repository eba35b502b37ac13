"""A document as its readers see it: symbols in sentences, who speaks, which day and year it is, which countries it is about."""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cached_property, lru_cache
from operator import itemgetter
from typing import Any, Final, Literal, NamedTuple

from servanda.grammar import Scannable, Tagged, Tags, Verb
from servanda.read.english import Spelling, spelling
from servanda.read.final.endings import nominative, stems
from servanda.read.phrases import Lands, Named, Standing, code_of
from servanda.record import Claim, Document, Meeting
from servanda.times import Anchor, Expression, Resolved, resolve
from servanda.times.expressions import Fixed, Relative
from servanda.values import When

Tense = Literal["past", "future"]
Voice = tuple[int, int, tuple[str, ...]]

_LAND_TAGS: Final = ("COUNTRY", "ADJ", "CAPITAL", "CITY")
_LAND_NAMES: Final = " ".join(_LAND_TAGS)
_GOALS: Final = ("GOAL", "FORECAST")
_WHOLE_YEAR: Final = 360  # days: a period as long as this is a year, a shorter one a part of the year it lies in
_HORIZON: Final = ("UNTIL", "BY", "TO", "FOR", "BEFORE")  # before a date that may still lie ahead
_VERB_TAGS: Final = ("VB", "VN", "VBZ", "VBD", "VBG", "VBF", "VBM", "VBP")
_BETWEEN: Final = 8  # symbols between two countries and "between"
#: Symbols of the longest sentence. Those of reports have some forty; a text without a single stop is cut, so that looking through
#: a sentence costs the same wherever one stands in it.
_LONGEST: Final = 160
_BEFORE_DAY: Final = ("ON", "IN", "OF", "FOR", "TO", "BY", "SINCE", "UNTIL")  # a dateline stands without
_TOLD: Final = ("VBD", "VBZ", "WAS", "IS", "WILL", "HAS")
_TELLS: Final = (*_TOLD, "HAD", "WOULD", "SAID")  # where none stands, there is a headline
#: What may stand in a list of persons who share one office.
_IN_SHARE: Final = ("COMMA", "AND", "OPEN", "COUNTRY", "CLOSE", "MR", "N", "MONTHISH", "OF", "THE")
_LANDS_TAGS: Final = ("PAIR", "BETWEENPAIR", "LANDS")
#: What land counts are made of.
_NAMING: Final = (*_LAND_TAGS, *_LANDS_TAGS, "PERSON", "BODY", "MEETING", "INSTRUMENT", "EVENT")
#: Stands on both sides of the symbols, so that a look a few symbols past either end meets no tag.
PADDING: Final = "\0" * 64


class Sentence(NamedTuple):
    """Symbols ``first`` to ``last`` (exclusive) of one sentence."""

    number: int
    first: int
    last: int


class Among(dict[str, frozenset[str]]):
    """The symbols of tags named in one string, divided by spaces; each string is worked out once.

    ``among["IS WAS"]`` hashes no tuple of names and, kept in a local variable, calls no function.
    """

    def __init__(self, tags: Tags) -> None:
        super().__init__()
        self.table = tags

    def __missing__(self, names: str) -> frozenset[str]:
        found = self[names] = frozenset(char for name in names.split() for char in self.symbols(name))
        return found

    def symbols(self, name: str) -> Iterable[str]:
        """The symbols that one name stands for."""
        return (self.table.char(name),)


@lru_cache(maxsize=8)
def among(tags: Tags) -> Among:
    """The sets of symbols of a table of tags."""
    return Among(tags)


def _in_full(known: Named, named: Named) -> bool:
    """Whether a person known by an office and a surname alone ("Minister Osei", in a headline) is named in full at last."""
    return " " not in known.name and " " in named.name and bool(named.role)


@lru_cache(maxsize=4096)
def _standing(expression: Fixed) -> Resolved:
    """A date in full, which means the same in every document: half of all dates are such, and most of them years."""
    return resolve(expression, Anchor())


class Discourse:
    """What all readers ask of a document under reading. Offsets are into ``text``, the scannable text."""

    def __init__(
        self, document: Document, scan: Scannable, tagged: Tagged, tags: Tags, senses: Mapping[str, Any]
    ) -> None:
        self.document, self._id = document, document.id
        self.scan = scan
        self.text = scan.text
        self.tagged = tagged
        self.tags = tagged.tags
        self.starts, self.ends, self.values = tagged.starts, tagged.ends, tagged.values
        self.char = tags.char
        self.settings = senses
        #: Whether clauses end in their verb and cases stand behind the noun.
        self.final = senses.get("order") == "final"
        self.names = tags
        #: The symbols with room behind them: ``padded[place]`` is no tag for a place before the first or behind the last.
        self.padded = self.tags + PADDING
        #: The symbols of tags named in one string: ``padded[place] in among["IS WAS"]`` is what the inner loops ask.
        self.among = among(tags)
        #: The symbol of each tag by its name, for a test of a single one: ``chars["NOT"] in tags[first:last]``.
        self.chars = tags.chars
        self._sets, self._finders = tags.sets, tags.finders
        self._length = len(self.tags)
        self._short_names()
        self.sentences = self._split()
        self._sentence_of = self._by_symbol()
        #: What earlier readers found, for those that lean on them ("signed at the meeting").
        self.told: dict[str, list[Claim]] = {}
        #: Clauses already found, by symbol (see :mod:`servanda.read.clauses`).
        self.clauses: dict[int, tuple[int, int]] = {}
        #: The country of each person told, by the last word of the name; the reader of persons fills it.
        self.homes: dict[str, str | None] = {}
        self._worked_out: dict[tuple[int, Tense], Resolved] = {}
        self._kept: list[Expression] = []
        self._ahead: dict[int, bool] = {}

    # --- symbols ----------------------------------------------------------------------------------------------------

    def _short_names(self) -> None:
        """Let a short name given in brackets ("the Joint Trade Committee (JTC)") stand for its body wherever it comes."""
        places = [p for p in self.find(("N", "CODE")) if not self.is_a(p - 1, "OPEN")] if self.acronyms else []
        named = {p: self.acronyms.get(self.quote(p, p)) for p in places}
        bodies = {p: self._standing(owner) for p, owner in named.items() if owner is not None}
        if not any(bodies.values()):
            return
        tags, self.values = list(self.tags), list(self.values)
        for place, body in bodies.items():
            if body is not None and self.quote(place, place).isupper():
                tags[place], self.values[place] = self.char("BODY"), body
        self.tags = "".join(tags)
        self.padded = self.tags + PADDING

    def _standing(self, symbol: int) -> Standing | None:
        """The body that a symbol names, itself or within the name of its meeting."""
        body = getattr(self.values[symbol], "body", self.values[symbol])
        return body if isinstance(body, Standing) else None

    def _split(self) -> list[Sentence]:
        out: list[Sentence] = []
        mark, first, tags = self.char("BREAK"), 0, self.tags
        while first < len(tags):
            last = tags.find(mark, first)
            if last < 0:
                last = len(tags)
            for start in range(first, last, _LONGEST):
                out.append(Sentence(len(out), start, min(start + _LONGEST, last)))
            first = last + 1
        return out

    def _by_symbol(self) -> list[Sentence]:
        """The sentence of each symbol; a mark between two sentences belongs to the one before it."""
        out: list[Sentence] = []
        for sentence in self.sentences[1:]:
            out += [self.sentences[sentence.number - 1]] * (sentence.first - len(out))
        return out + self.sentences[-1:] * (self._length - len(out))

    def sentence_at(self, symbol: int) -> Sentence:
        """The sentence in which a symbol stands."""
        if 0 <= symbol < self._length:
            return self._sentence_of[symbol]
        return self.sentences[0 if symbol < 0 else -1]

    def is_a(self, symbol: int, *names: str) -> bool:
        """Whether the symbol exists and has one of these tags."""
        return self.padded[symbol] in self._sets[names]

    def find(self, names: tuple[str, ...], first: int = 0, last: int | None = None) -> list[int]:
        """Places of all symbols with one of these tags, between two symbols (last exclusive)."""
        if last is None:
            last = self._length
        tags, found = self.tags, []
        if len(names) > 1 or first < 0 or last < 0:  # as in ``first``
            hit = self._finders[names].search(tags, first, last)  # nothing in every other call: an iterator costs more
            return [hit.start() for hit in self._finders[names].finditer(tags, hit.start(), last)] if hit else []
        char = self._sets[names]
        place = tags.find(char, first, last)
        while place >= 0:
            found.append(place)
            place = tags.find(char, place + 1, last)
        return found

    def first(self, names: tuple[str, ...], first: int = 0, last: int | None = None) -> int | None:
        """The first symbol with one of these tags between two symbols (last exclusive), if any."""
        if last is None:
            last = self._length
        # Mostly a single tag is asked for, and found as a string. An expression takes a negative place for nought, a string does not.
        if len(names) > 1 or first < 0 or last < 0:
            match = self._finders[names].search(self.tags, first, last)
            return match.start() if match else None
        place = self.tags.find(self._sets[names], first, last)
        return place if place >= 0 else None

    def has(self, names: tuple[str, ...], first: int = 0, last: int | None = None) -> bool:
        """Whether any symbol between two symbols (last exclusive) has one of these tags."""
        if last is None:
            last = self._length
        if len(names) > 1 or first < 0 or last < 0:  # as in ``first``
            return self._finders[names].search(self.tags, first, last) is not None
        return self.tags.find(self._sets[names], first, last) >= 0

    def pattern(self, expression: re.Pattern[str], first: int, last: int) -> Iterator[re.Match[str]]:
        """Matches of a compiled tag pattern (see :func:`servanda.grammar.translate`) between two symbols."""
        return expression.finditer(self.tags, first, last)

    def verb(self, symbol: int) -> Verb | None:
        """The verb at a symbol, if it is one."""
        if not 0 <= symbol < len(self.values):
            return None
        value = self.values[symbol]
        return value if isinstance(value, Verb) else None

    @cached_property
    def _verbs(self) -> tuple[list[int], list[tuple[int, Verb]]]:
        found = [(p, v) for p in self.find(_VERB_TAGS) if isinstance(v := self.values[p], Verb)]
        return [p for p, _ in found], found

    def verbs(self, first: int, last: int) -> list[tuple[int, Verb]]:
        """Verbs between two symbols (last exclusive) with their places."""
        places, found = self._verbs
        return found[bisect_left(places, first) : bisect_left(places, last)]

    def quote(self, first: int, last: int) -> str:
        """Text of symbols ``first`` to ``last`` inclusive."""
        return self.text[self.starts[first] : self.ends[last]]

    # --- countries --------------------------------------------------------------------------------------------------

    def codes(self, symbol: int) -> tuple[str, ...]:
        """Countries that a symbol names: one for a country, adjective or capital, more for pairs and lists."""
        value = self.values[symbol]
        if isinstance(value, Lands):
            return value.codes
        return (code_of(value),) if self.padded[symbol] in self.among[_LAND_NAMES] else ()

    @cached_property
    def land_counts(self) -> Counter[str]:
        """How often each country is named, the first sentences counting double."""
        counts: dict[str, int] = {}  # filled with get: a Counter calls a method for each country that is new
        lands, meeting = self.among[_LAND_NAMES], self.char("MEETING")
        for place in self.find(_NAMING):
            value, tag = self.values[place], self.tags[place]
            weight = 2 if place < 60 else 1
            named: tuple[str, ...] = ()
            if isinstance(value, Lands):
                named = value.codes
            elif tag in lands:
                named = (code_of(value),)
            elif isinstance(value, Named):
                named = (value.of,) if value.of else ()
            elif tag == meeting:
                named, weight = value.body.countries if value.body else (), 2 * weight
            else:
                named, weight = value.countries, 2 * weight
            for code in named:
                counts[code] = counts.get(code, 0) + weight
        return Counter(counts)

    @cached_property
    def pair(self) -> tuple[str, ...]:
        """The two countries that the document is about; fewer when it is not about two."""
        counts = self.land_counts
        named = [code for code in counts if len(code) == 2 and code.isupper()]
        return tuple(sorted(named, key=counts.__getitem__, reverse=True)[:2])

    # --- time -------------------------------------------------------------------------------------------------------

    @cached_property
    def year(self) -> int | None:
        """The year in which the document speaks: of its publication, or as its own dates tell."""
        if self.document.published:
            return self.document.published.year
        return self._year_told()

    def _year_told(self) -> int | None:
        """Dates with a month fix the year; whole years behind and ahead narrow it; the weekday of the dateline decides."""
        months: list[int] = []
        behind: list[int] = []
        ahead: list[int] = []
        soon: list[dt.date] = []
        for place in self.find(("DATE",)):
            when = resolve(self.values[place], Anchor()).when
            if when is None or when.first is None or when.last is None:
                continue
            if self.looks_ahead(place) or self.is_a(place - 1, *_HORIZON) or self.is_a(place - 2, *_HORIZON):
                ahead.append(when.first.year)
                if (when.last - when.first).days < _WHOLE_YEAR:
                    soon.append(when.first)
            elif when.last.year == when.first.year:
                (months if (when.last - when.first).days < _WHOLE_YEAR else behind).append(when.last.year)
        possible = self._possible(behind, months, ahead, soon)
        return next((y for y in possible if self._weekday_fits(y)), possible[0] if possible else None)

    def _before(self, horizon: dt.date) -> list[int]:
        """Years for a text that looks ahead to a month: that year, or the one before where its other days lie behind it."""
        told = (resolve(self.values[p], Anchor(year=horizon.year)).when for p in self.find(("DATE",)))
        later = any(when is not None and when.first is not None and when.first > horizon for when in told)
        return [horizon.year - 1, horizon.year] if later else [horizon.year, horizon.year - 1]

    def _possible(self, behind: list[int], months: list[int], ahead: list[int], soon: list[dt.date]) -> list[int]:
        """Years in which the document may have been written, the likeliest first.

        A date with a month fixes the year unless a later whole year is told as past; a whole year told as past ended
        last year or is ending; what lies ahead is this year's or next year's.
        """
        latest = max(months, default=0)
        past = [max(behind) + 1, max(behind)] if behind and max(behind) > latest else [latest] if months else []
        future = [min(ahead), min(ahead) - 1] if ahead else []
        if past == [latest] and soon and min(soon).year > latest + 2:
            return [min(soon).year - 1, min(soon).year]  # all that has a month is long past
        both = [y for y in past if y in future]
        return both or past or (self._before(min(soon)) if soon else future[:1])

    def _dateline(self, year: int) -> dt.date | None:
        """The day at the head of the text, in a given year."""
        for place in self.find(("DATE",), 0, 14):
            if self.starts[place] > 120 or self.sentence_at(place).number > 1:
                return None
            when = resolve(self.values[place], Anchor(year=year)).when
            if (
                when is not None
                and when.first is not None
                and when.first == when.last
                and self.sentence_at(place).first + 6 > place
            ):
                return when.first
        return None

    def _weekday_fits(self, year: int) -> bool:
        """Whether the first weekday named ("on Wednesday") falls on the dateline's day or the day before."""
        day = self._dateline(year)
        if day is None:
            return False
        for place in self.find(("DATE",), 0, 80):
            found = resolve(self.values[place], Anchor(published=day, tense="past"))
            blind = resolve(self.values[place], Anchor(year=year)).when
            if (
                blind is None
                and found.when is not None
                and found.when.first == found.when.last
                and found.when.first is not None
            ):
                return (day - found.when.first).days in (0, 1)
        return False

    @cached_property
    def published(self) -> dt.date | None:
        """The day of publication: as the document says, or the dateline's day in the year of the document."""
        if self.document.published or self.year is None:
            return self.document.published
        return self._dateline(self.year)

    @cached_property
    def bilateral(self) -> bool:
        """Whether the document speaks of two countries' dealings at all: a joint body, a pair, or "the sides"."""
        if len(self.pair) < 2:
            return False
        bodies = [self.values[p] for p in self.find(("BODY",))] + [self.values[p].body for p in self.find(("MEETING",))]
        if any(body is not None and body.joint for body in bodies):
            return True
        if len({named.of for named in self.people.values()} & set(self.pair)) > 1:
            return True
        if self.has(("PAIR", "BETWEENPAIR")) or (self.final and self._between()):
            return True
        if any(len(self.values[p].countries) > 1 for p in self.find(("INSTRUMENT", "EVENT"))):
            return True
        # "The parties" stand in contracts and licences too: there must be two countries that are spoken of, not mentioned.
        return self.has(("SIDES", "BILATERAL")) and min(self.land_counts[code] for code in self.pair) > 1

    def _between(self) -> bool:
        """ "Consultations between the foreign ministries of A and B", where the word for "between" comes last."""
        lands = [place for place in self.find(("LANDS",)) if len(self.codes(place)) == 2]
        return any(self.has(("BETWEEN",), place, place + _BETWEEN) for place in lands)

    @cached_property
    def bodies_in_full(self) -> dict[str, dict[str, Standing]]:
        """Bodies that the document names in full, by kind and by name in small letters."""
        found: dict[str, dict[str, Standing]] = {}
        for place in self.find(("BODY", "MEETING")):
            body = getattr(self.values[place], "body", self.values[place])
            if isinstance(body, Standing) and not body.bare:
                found.setdefault(body.kind, {})[body.name.lower()] = body
        return found

    @cached_property
    def acronyms(self) -> dict[str, int]:
        """Short names given in brackets behind a body ("... Commission (JEC)"), with the symbol of the body."""
        found: dict[str, int] = {}
        for place in self.find(("OPEN",)):
            if self.is_a(place + 2, "CLOSE") and self.is_a(place + 1, "N", "CODE"):
                owner = next(
                    (p for p in range(place - 1, max(-1, place - 4), -1) if self.is_a(p, "BODY", "MEETING")), None
                )
                if owner is not None:
                    found[self.quote(place + 1, place + 1)] = owner
        return found

    def looks_ahead(self, symbol: int) -> bool:
        """Whether the clause around a symbol speaks of what is to come."""
        sentence = self.sentence_at(symbol)
        if self.has(_GOALS, sentence.first, sentence.last):
            return True
        for place in self.find(("WILL", *_VERB_TAGS), sentence.first, sentence.last):
            if self.is_a(place, "WILL"):
                return True
            verb = self.verb(place)
            if verb is not None and verb.sense in ("plan", "hope") and verb.form != "base":
                return True
            if verb is not None and verb.form in ("future", "must"):
                return True
        return self._headline_ahead(sentence)

    def _headline_ahead(self, sentence: Sentence) -> bool:
        """ "Commission to meet in Nairobi in May": an infinitive and no verb that tells."""
        to = self.first(("TO",), sentence.first, sentence.last)
        return to is not None and self.is_a(to + 1, "VB", "VN") and not self.has(_TELLS, sentence.first, sentence.last)

    def when(self, symbol: int, *, ahead: bool | None = None) -> Resolved:
        """The date at a DATE symbol, worked out against publication, year and tense."""
        if ahead is None:
            ahead = self._ahead.get(symbol)
            if ahead is None:
                ahead = self._ahead[symbol] = self.looks_ahead(symbol)
        return self.work_out(self.values[symbol], "future" if ahead else "past")

    def work_out(self, expression: Expression, tense: Tense) -> Resolved:
        """A time expression worked out against publication and year of the document; asked often, worked out once."""
        if isinstance(expression, Fixed):
            return _standing(expression)
        key = (id(expression), tense)
        resolved = self._worked_out.get(key)
        if resolved is None:
            resolved = self._worked_out[key] = self._work_out(expression, tense)
            self._kept.append(expression)  # an id is only good while its owner lives
        return resolved

    def _work_out(self, expression: Expression, tense: Tense) -> Resolved:
        resolved = resolve(expression, Anchor(published=self.published, year=self.year, tense=tense))
        if resolved.when is None and self.published is None and self.year is not None:
            return self._within_year(expression, self.year, tense)
        return resolved

    def _within_year(self, expression: Expression, year: int, tense: Tense) -> Resolved:
        """What "this year" or "last year" means where only the year of the text is known, not its day."""
        if isinstance(getattr(expression, "year", None), Relative):
            part = resolve(expression, Anchor(published=dt.date(year, 12, 31), year=year, tense=tense))
            rule = f"year {year} of the text"
            return part if part.when is None else replace(part, when=When(part.when.value, rule=rule), rule=rule)
        resolved = resolve(expression, Anchor(published=dt.date(year, 7, 1), year=year, tense=tense))
        when = resolved.when
        whole = when is not None and (when.first is None or when.first.strftime("%m%d") == "0101")
        if when is None or not whole or when.last is None or when.last.month != 12:
            return resolve(expression, Anchor(year=year, tense=tense))
        return Resolved(
            when=When(str(when.last.year), rule=f"year {year} of the text"),
            timex=resolved.timex,
            type=resolved.type,
            rule=f"year {year} of the text",
        )

    # --- speech -----------------------------------------------------------------------------------------------------

    @cached_property
    def people(self) -> dict[str, Named]:
        """Persons with an office, by the last word of their name; the first mention wins."""
        found: dict[str, Named] = {}
        for _, named in self.persons:
            whole = named.name.split()[-1].lower()
            for key in dict.fromkeys((whole, whole.rpartition("-")[2])):
                known = found.get(key)
                if known is None or (known.role is None and named.role) or _in_full(known, named):
                    found[key] = named
        return found

    @cached_property
    def persons(self) -> list[tuple[int, Named]]:
        """Every PERSON symbol with its person; an office in the plural gives the persons behind it too."""
        out: list[tuple[int, Named]] = []
        for place in self.find(("PERSON",)):
            named: Named = self.values[place]
            if named.shared == () and self._in_brackets(place) is None:
                named = self._in_order(place, named)
            out.append((place, named._replace(of=named.of or self._in_brackets(place))))
            if named.shared is not None:
                out += self._sharing(place, named)
        chairs = [p for p in self.find(("SIDES",)) if self.values[p] == "cochairs"]
        for place in chairs:
            out += self._chairing(place)
        return sorted(out, key=itemgetter(0)) if chairs else out

    def _chairing(self, sides: int) -> Iterator[tuple[int, Named]]:
        """ "The co-chairs of the commission, A (Kenya) and B (Uganda)": persons named by nothing but that office."""
        at, role = sides + 1, str(self.settings.get("cochair", ""))
        of = at + 2 if self.is_a(at + 1, "THE") else at + 1
        if self.is_a(at, "OF") and self.is_a(of, "BODY"):
            role += self.text[self.starts[at] - 1 : self.ends[of]]
            at = of + 1
        if self.is_a(at, "COMMA", "DASH", "HYPHEN", "COLON"):
            at += 1
        found = list(self._sharing(at - 1, Named("", role, None, 0, 0)))
        if len(found) == 2 and found[0][0] <= at + 1:
            yield from found

    def _in_order(self, place: int, named: Named) -> Named:
        """ "Chad and Niger agreed, following a meeting of Foreign Ministers A and B": the countries as the sentence lists them."""
        sentence = self.sentence_at(place)
        told = {self.codes(p) for p in self.find(_LANDS_TAGS, sentence.first, place)}
        codes = next((codes for codes in told if len(codes) == 2), ()) if len(told) == 1 else ()
        two = self.is_a(place + 1, "AND") and not self.is_a(place + 3, "AND", "OPEN")
        return named._replace(of=codes[0], shared=codes) if codes and two and set(codes) == set(self.pair) else named

    @cached_property
    def holders(self) -> tuple[list[int], list[tuple[frozenset[str], Named]]]:
        """The symbols of all persons, and the words of their offices beside them: asked for by each office named alone."""
        words = (frozenset((named.role or "").lower().replace(",", " ").split()) for _, named in self.persons)
        return [place for place, _ in self.persons], list(zip(words, (n for _, n in self.persons), strict=True))

    def _in_brackets(self, place: int) -> str | None:
        """The country right behind a name: "A. Osei (Ghana)", "A. Osei of Ghana"."""
        if self.is_a(place + 1, "OPEN") and self.is_a(place + 2, "COUNTRY") and self.is_a(place + 3, "CLOSE"):
            return self.codes(place + 2)[0]
        if self.is_a(place + 1, "OF") and self.is_a(place + 2, "COUNTRY"):
            return self.codes(place + 2)[0]
        return None

    def _sharing(self, place: int, first: Named) -> Iterator[tuple[int, Named]]:
        codes = list(first.shared or ())[1:]
        at = place + 1
        while at < self._length and self.is_a(at, *_IN_SHARE):
            begins = at
            if self.is_a(at, "MONTHISH") and self.is_a(at + 1, "N"):
                at += 1  # "Jan Horvat"
            if self.is_a(at, "N"):
                name = " ".join(self.quote(begins, at).split())
                if self.final:
                    name = nominative(self.text, name, self.settings["names"])
                name = self.spelling.name(name)
                of = self._in_brackets(at) or (codes.pop(0) if codes else None)
                if len(name.split()) > 1:
                    yield begins, Named(name, first.role, of, self.starts[begins], self.ends[at])
            at += 1

    @cached_property
    def chairs(self) -> dict[str, Named]:
        """Persons named as chairs of a body, by name."""
        return {named.name: named for named in self.people.values() if named.chairs}

    @cached_property
    def surnames(self) -> dict[str, str]:
        """The country of each person who has one, by the last word of the name and by its parts."""
        told = ((named.name.lower().split()[-1], named.of) for _, named in self.persons if named.of)
        return {part: of for name, of in told for part in name.split("-")}

    def _by_agency(self, date: int) -> bool:
        """ "Accra, Dec. 13, GNA - ": the agency between the day and the text."""
        return (
            self.is_a(date + 1, "COMMA")
            and self.is_a(date + 2, "N", "CODE", "ORG")
            and self.is_a(date + 3, "DASH", "HYPHEN", "COLON")
        )

    @cached_property
    def dateline(self) -> int | None:
        """The DATE symbol at the head of the text that tells when it was written: not one on which something happened."""
        for place in self.find(("DATE",), 0, 16):
            told = self.is_a(place - 1, *_BEFORE_DAY) or self.has(_TOLD, self.sentence_at(place).first, place)
            ends = self.is_a(place + 1, "DASH", "OPEN", "COLON", "BREAK", "MARK") or self._by_agency(place)
            if ends and not told and self.starts[place] < 140:
                return place
        return None

    @cached_property
    def spelling(self) -> Spelling:
        """How names of the language are spelled in English."""
        return spelling(self.settings["code"])

    @cached_property
    def persons_at(self) -> dict[int, Named]:
        """Persons by symbol, in order of place: where they are named in full, and where only by surname."""
        found: dict[int, Named] = {}
        people = self.people
        firsts = {named.name.lower().split()[0]: named for named in people.values()}
        text, starts, ends, person = self.text, self.starts, self.ends, self.char("PERSON")
        for place in self.find(("PERSON", "N")) if people else ():
            if self.tags[place] == person:
                named: Named = self.values[place]
                found[place] = people.get(named.name.split()[-1].lower(), named)
                continue
            words = text[starts[place] : ends[place]].lower().split()
            known = people.get(words[-1]) or people.get(words[0])
            if known is None and self.final:
                known = next(
                    (people[stem] for stem in stems(words[-1], self.settings["names"]) if stem in people), None
                )
            if known is None and self.spelling.changes:
                last = text[starts[place] : ends[place]].split()[-1]
                known = next((people[one] for one in self.spelling.surnames(last) if one in people), None)
            if known is None and (len(words) == 1 or self.is_a(place + 1, "HYPHEN")):
                known = firsts.get(words[0])  # "Ren" of Ren Hongbin, "Hwang Kyo-ahn"
            if known is not None:
                found[place] = known
        return found

    def person_at(self, symbol: int) -> Named | None:
        """The person at a PERSON symbol, or at a bare surname that the document has introduced."""
        return self.persons_at.get(symbol)

    @cached_property
    def _person_places(self) -> list[int]:
        return list(self.persons_at)

    def persons_in(self, sentence: Sentence) -> list[tuple[int, Named]]:
        """Persons named in a sentence, with their symbols."""
        places = self._person_places
        inside = places[bisect_left(places, sentence.first) : bisect_left(places, sentence.last)]
        return [(place, self.persons_at[place]) for place in inside]

    @cached_property
    def _voices(self) -> tuple[tuple[list[int], list[Voice]], ...]:
        from servanda.read.speech import voices

        return tuple(([voice[0] for voice in kind], kind) for kind in voices(self))

    def speakers(self, start: int) -> tuple[str, ...]:
        """Who is quoted as saying what stands at a character offset, innermost first; a quotation wins over a report."""
        for starts, kind in self._voices:
            at = bisect_right(starts, start) - 1
            if at >= 0 and start < kind[at][1]:
                return kind[at][2]
        return ()

    @cached_property
    def meetings_held(self) -> tuple[list[int], list[Meeting], Meeting | None]:
        """Dated meetings that were held: their offsets, themselves in order of place, and the latest."""
        told = [m for m in self.told.get("meetings", ()) if isinstance(m, Meeting)]
        held = sorted((m for m in told if m.status == "held" and m.date and m.kind != "visit"), key=lambda m: m.start)
        latest = max(held, key=lambda m: str(m.date), default=None)
        undated = (m.ordinal for m in told if m.status == "held" and not m.date and m.ordinal is not None)
        if latest is not None and latest.ordinal is not None and max(undated, default=0) > latest.ordinal:
            latest = None  # the last session is told without its day; this is the one before
        return [m.start for m in held], held, latest

    # --- claims -----------------------------------------------------------------------------------------------------

    def place(self, start: int, end: int) -> dict[str, Any]:
        """The fields that tie a claim to its words: document, offsets into the text as read, quote, speakers."""
        speakers = self.speakers(start)
        a, b = (start, end) if self.scan.origin is None else self.scan.span(start, end)
        return {
            "document": self._id,
            "start": a,
            "end": b,
            "quote": self.document.text[a:b],
            "speakers": speakers,
        }
