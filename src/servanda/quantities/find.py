"""The public function: every quantity of a text, with unit, qualifier and direction of change."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Final

from servanda import numbers
from servanda.grammar import Tagged, Verb, scannable
from servanda.language import DEFAULT, Cascade, load
from servanda.quantities.amounts import Amount, Direction, Number, quantity
from servanda.quantities.builders import BUILDERS, TAGS
from servanda.quantities.units import durations, gazetteer
from servanda.values import Qualifier, Quantity, Span

#: How many symbols may stand between a word of movement and the amount that it moves.
_REACH: Final = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class QuantityMention:
    """A quantity: ``text[start:end] == QuantityMention.text`` always.

    ``value`` is the number times its group, of a range the lower end, with ``upper`` the other. ``unit`` is an ISO 4217
    code, ``%``, the name of a unit of measure or of time, ``times`` for a multiple, or what is counted ("joint
    companies"; ``count`` where nothing is named). ``change`` says that the words around tell of a rise or a fall.
    ``core`` is the span of number and unit without the words that qualify them ("more than").
    """

    start: int
    end: int
    text: str
    value: Decimal
    unit: str
    qualifier: Qualifier = "="
    change: Direction | None = None
    upper: Decimal | None = None
    quantity: Quantity
    core: Span


def quantities(text: str, language: str | None = None) -> list[QuantityMention]:
    """Every quantity of a text, in order: money, percentages, measures, multiples, lengths of time and counts.

    ``language`` is an ISO 639-1 code, English when not given. Raises UsageError for a language without a pack.
    """
    scan = scannable(text)
    cascade = _cascade(language or DEFAULT)
    tagged = cascade.tag(scan.text)
    trend, length = _Trend(cascade, tagged), cascade.tags.char("DURATION")
    found = []
    for symbol, amount in _amounts(cascade, tagged):
        start, end = scan.span(tagged.starts[symbol], tagged.ends[symbol])
        found.append(
            QuantityMention(
                start=start,
                end=end,
                text=text[start:end],
                value=amount.quantity.value,
                unit=amount.noun or amount.unit,
                qualifier=amount.quantity.qualifier,
                change=amount.change or (None if tagged.tags[symbol] == length else trend.of(symbol)),
                upper=amount.upper.value if amount.upper else None,
                quantity=amount.quantity,
                core=Span(*scan.span(tagged.starts[symbol] + amount.lead, tagged.ends[symbol] - amount.tail)),
            )
        )
    return found


def _amounts(cascade: Cascade, tagged: Tagged) -> Iterator[tuple[int, Amount]]:
    length = cascade.tags.char("DURATION")
    for symbol, value in enumerate(tagged.values):
        if isinstance(value, Amount):
            yield symbol, value
        elif tagged.tags[symbol] == length:
            amount = _length(tagged, symbol)
            if amount is not None:
                yield symbol, amount


def _length(tagged: Tagged, symbol: int) -> Amount | None:
    """A length of time as an amount; none for "a year" and "several months"."""
    value = getattr(tagged.values[symbol], "in_one", tagged.values[symbol])
    name, count = durations().get(getattr(value, "unit", "")), getattr(value, "count", "")
    if name is None or not count.replace(".", "", 1).isdigit() or len(count) > 20:
        return None
    if count == "1" and "1" not in tagged.quote(symbol, symbol):
        return None
    counted = quantity(Number(Decimal(0), count, Decimal(1)), unit=name, exact=True)
    return Amount(counted, count)


#: Tags of other gazetteers that the packs' classes name.
_OTHERS: Final = ("COUNTRY", "ADJ")
#: Senses of verbs that tell a direction.
_MOVING: Final[dict[str, Direction]] = {"increase": "up", "decrease": "down"}


class _Trend:
    """Which way an amount goes, from the words of movement around it."""

    def __init__(self, cascade: Cascade, tagged: Tagged) -> None:
        self._tags, self._values = tagged.tags, tagged.values
        classes = cascade.pack.classes

        def chars(name: str) -> frozenset[str]:
            return frozenset(cascade.tags.char(tag) for tag in classes.get(name, ()))

        self._up, self._down = chars("RISING"), chars("FALLING")
        self._stop, self._after, self._skip = chars("TREND_STOP"), chars("TREND_AFTER"), chars("TREND_SKIP")
        self._link, self._linking = chars("TREND_LINK"), chars("TREND_LINKING")
        self._last: tuple[int, Direction | None] = (-1, None)

    def of(self, symbol: int) -> Direction | None:
        """The direction of the amount at a symbol; asked from left to right.

        The words before count first, then the words behind, then an amount just before ("rose 2.2%, or $12.12").
        """
        before = self._tags[max(0, symbol - _REACH) : symbol][::-1]
        behind = self._tags[symbol + 1 : symbol + 1 + _REACH]
        found = self._by_verb(symbol) or self._before(before) or self._behind(behind) or self._inherited(symbol)
        self._last = (symbol, found)
        return found

    def _by_verb(self, symbol: int) -> Direction | None:
        """By the verb right behind, where the pack gives verbs a sense of movement ("yüzde 14 arttı")."""
        for place in range(symbol + 1, min(symbol + 1 + _REACH, len(self._tags))):
            verb = self._values[place]
            if isinstance(verb, Verb):
                return _MOVING.get(verb.sense)
            if self._tags[place] not in self._skip:
                return None
        return None

    def _before(self, before: str) -> Direction | None:
        for tag in before:
            if tag in self._stop:
                return None
            if tag in self._up or tag in self._down:
                return "up" if tag in self._up else "down"
        return None

    def _behind(self, behind: str) -> Direction | None:
        for tag in behind:
            if tag in self._after:
                return "up" if tag in self._up else "down"
            if tag not in self._skip:
                return None
        return None

    def _inherited(self, symbol: int) -> Direction | None:
        between = set(self._tags[self._last[0] + 1 : symbol])
        return self._last[1] if between & self._linking and between <= self._link else None


@lru_cache(maxsize=8)
def _cascade(language: str) -> Cascade:
    # Dates lean on amounts and free numbers on dates; only here, where both levels run, are both needed.
    from servanda.times import builders as times

    return Cascade(
        load(language),
        levels=("numbers", "quantities", *times.LEVELS, "counts"),
        builders={**numbers.BUILDERS, **BUILDERS, **times.BUILDERS},
        gazetteer=gazetteer(language),
        extra_tags=(*times.TAGS, *TAGS, *_OTHERS),
    )
