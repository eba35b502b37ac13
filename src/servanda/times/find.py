"""The public function: every time expression of a text."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from functools import lru_cache

from servanda import numbers
from servanda.grammar import Tagged, Verb, scannable, translate
from servanda.language import DEFAULT, Cascade, load
from servanda.problems import UsageError
from servanda.quantities import builders as quantities
from servanda.quantities.units import gazetteer
from servanda.times.builders import BUILDERS, LEVELS, TAGS
from servanda.times.expressions import Anchor, Expression, Resolved, Tense, Type
from servanda.values import When

#: Symbols to either side among which the verb is looked for; a bound keeps the cost in step with the text.
_REACH = 80


@dataclass(frozen=True, slots=True, kw_only=True)
class Time:
    """A time expression: ``text[start:end] == Time.text`` always.

    ``type`` and ``value`` are those of TIMEX3, ``mod`` its modifier (START, MID, END, APPROX, …). ``when`` is the date
    or period in the codebook's form, None where none follows; ``rule`` tells how it was worked out.
    """

    start: int
    end: int
    text: str
    type: Type
    value: str
    mod: str | None = None
    when: When | None = None
    rule: str | None = None


def times(text: str, published: dt.date | str | None = None, language: str | None = None) -> list[Time]:
    """Every time expression of a text, in order.

    ``published`` (a date or ISO text) anchors what is relative or has no year; ``language`` is an ISO 639-1 code,
    English when not given. Raises UsageError for a language without a pack or a ``published`` that is no date.
    """
    anchor = Anchor(published=_day(published))
    finder = _finder(language or DEFAULT)
    scan = scannable(text)
    tagged = finder.cascade.tag(scan.text)
    found = []
    for symbol, expression in enumerate(tagged.values):
        if not isinstance(expression, Expression):
            continue
        resolved = expression.resolve(anchor._replace(tense=finder.tense(tagged, symbol)))
        start, end = scan.span(tagged.starts[symbol], finder.end(tagged, symbol))
        found.append(_time(text, start, end, expression, resolved))
        if resolved.when is not None and resolved.type in ("DATE", "DURATION"):
            anchor = anchor._replace(reference=resolved.when)
    return found


def _time(text: str, start: int, end: int, expression: Expression, resolved: Resolved) -> Time:
    return Time(
        start=start,
        end=end,
        text=text[start:end],
        type=resolved.type,
        value=resolved.timex,
        mod=expression.mod,
        when=resolved.when,
        rule=resolved.rule,
    )


def _day(published: dt.date | str | None) -> dt.date | None:
    if isinstance(published, dt.datetime):
        return published.date()
    if published is None or isinstance(published, dt.date):
        return published
    try:
        return dt.date.fromisoformat(published[:10])
    except ValueError:
        raise UsageError(f"published is no date: {published!r}; write it as 2021-04-27") from None


class _Finder:
    """The levels of one language that lead to times, compiled, with what tells the tense of a clause."""

    def __init__(self, language: str) -> None:
        pack = load(language)
        builders = {**numbers.BUILDERS, **quantities.BUILDERS, **BUILDERS}
        levels = ("numbers", "quantities", *LEVELS, "timex")
        self.cascade = Cascade(pack, levels=levels, builders=builders, gazetteer=gazetteer(language), extra_tags=TAGS)
        tags, classes = self.cascade.tags, pack.classes
        self._final = pack.settings.get("order") == "final"  # the verb stands behind what it tells of
        cues = translate("{ahead:@AHEAD}|{back:@BACK}", tags=tags, classes=classes, where=f"tense in {language}")
        self._cues = re.compile(cues)
        self._stops = tags.char("BREAK") + tags.char("SEMI")
        self._breaks = re.compile(f"[{self._stops}]")
        self._onward = (tags.char("UNTIL"), tags.char("TO"))

    def tense(self, tagged: Tagged, symbol: int) -> Tense | None:
        """The tense of the nearest verb before in the sentence, else behind; None when there is none."""
        tags = tagged.tags
        first = max(symbol - _REACH, 0)
        first = max(first, *(tags.rfind(char, first, symbol) + 1 for char in self._stops))
        before = list(self._cues.finditer(tags, first, symbol))
        near = before[-1] if before else None
        cue = (self._behind(tags, symbol + 1) or near) if self._final else near or self._behind(tags, symbol + 1)
        if cue is None:
            return None
        verb = tagged.values[cue.end() - 1]
        return "future" if cue["ahead"] or self._puts_ahead(verb, tags[symbol - 1 : symbol]) else "past"

    def _puts_ahead(self, verb: object, before: str) -> bool:
        """Planned on a day, or postponed until it."""
        sense = verb.sense if isinstance(verb, Verb) else None
        return sense == "plan" or (sense == "postpone" and before in self._onward)

    def _behind(self, tags: str, start: int) -> re.Match[str] | None:
        stop = self._breaks.search(tags, start, start + _REACH)
        return self._cues.search(tags, start, stop.start() if stop else start + _REACH)

    @staticmethod
    def end(tagged: Tagged, symbol: int) -> int:
        """The end of a symbol, with the stop that closes an abbreviation: 3 p.m."""
        start, end = tagged.starts[symbol], tagged.ends[symbol]
        word = tagged.text[start:end].rpartition(" ")[2]
        return end + 1 if "." in word and word[-1].isalpha() and tagged.text[end : end + 1] == "." else end


@lru_cache(maxsize=8)
def _finder(language: str) -> _Finder:
    return _Finder(language)
