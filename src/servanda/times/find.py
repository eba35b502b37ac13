"""The public function: every time expression of a text."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from servanda import numbers, quantities
from servanda.grammar import Tagged, scannable
from servanda.language import Cascade, load
from servanda.problems import UsageError
from servanda.times.builders import BUILDERS, LEVELS, TAGS
from servanda.times.expressions import Anchor, Expression, Range, Type
from servanda.values import When

_DEFAULT = "en"


@dataclass(frozen=True, slots=True, kw_only=True)
class Time:
    """A time expression: ``text[start:end] == Time.text`` always.

    ``type`` and ``value`` are those of TIMEX3, ``mod`` its modifier (START, MID, END, APPROX, …). ``when`` is the date or
    period in the codebook's form, None where none follows; ``rule`` tells how it was worked out.
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

    ``published`` (a date or ISO text) anchors what is relative or has no year; ``language`` is an ISO 639-1 code, English
    when not given. Raises UsageError for a language without a pack or a ``published`` that is no date.
    """
    scan = scannable(text)
    cascade = _cascade(language or _DEFAULT)
    tagged = cascade.scanner.scan(scan.text)
    for level in cascade.levels:
        tagged = level.apply(tagged)
    found = []
    anchor = Anchor(published=_day(published))
    for symbol, expression in _expressions(tagged):
        resolved = expression.resolve(anchor)
        start, end = scan.span(tagged.starts[symbol], tagged.ends[symbol])
        found.append(
            Time(
                start=start,
                end=end,
                text=text[start:end],
                type=resolved.type,
                value=resolved.timex,
                mod=expression.mod,
                when=resolved.when,
                rule=resolved.rule,
            )
        )
        if resolved.when is not None and resolved.type == "DATE":
            anchor = anchor._replace(reference=resolved.when)
    return found


def _day(published: dt.date | str | None) -> dt.date | None:
    if published is None or isinstance(published, dt.date):
        return published
    try:
        return dt.date.fromisoformat(published[:10])
    except ValueError:
        raise UsageError(f"published is no date: {published!r}; write it as 2021-04-27") from None


def _expressions(tagged: Tagged) -> Iterator[tuple[int, Expression]]:
    for symbol, value in enumerate(tagged.values):
        if isinstance(value, Expression):
            yield symbol, value


@lru_cache(maxsize=8)
def _cascade(language: str) -> Cascade:
    builders = {**numbers.BUILDERS, **quantities.BUILDERS, **BUILDERS}
    levels = ("numbers", "quantities", *LEVELS)
    return Cascade(load(language), levels=levels, builders=builders, gazetteer=quantities.gazetteer(language), extra_tags=TAGS)
