"""What is possible and yet seldom true: trade that doubles in a year, eleven months that hold a tenth of the year.

This is kept apart from what cannot be: it makes one repair likelier than another, and gives findings that say no more than
"implausible".
"""

from __future__ import annotations

from decimal import Decimal

from servanda.reconcile.indicators import definitions
from servanda.reconcile.observations import Interval, Months, Observation


def plausible(one: Observation, other: Observation) -> bool:
    """Whether two levels may well stand beside each other; True where they are not to be compared."""
    if one.series != other.series or one.level is None or other.level is None or one.series.stock:
        return True
    if one.series.flow.startswith("net "):
        return True
    first, second = sorted((one, other), key=lambda each: (each.months.first, each.months.last))
    known = definitions().plausible
    if _year_apart(first.months, second.months):
        return _within(first.level, second.level, known["fall"], known["growth"])
    if first.months.first == second.months.first and first.months.last < second.months.last:
        share = Decimal(_length(first.months)) / _length(second.months)
        return _within(second.level, first.level, known["share"] * share, Decimal(1))
    return True


def _length(months: Months) -> int:
    return months.last - months.first + 1


def _year_apart(first: Months, second: Months) -> bool:
    return second.first - first.first == 12 == second.last - first.last


def _within(base: Interval | None, level: Interval | None, least: Decimal, most: Decimal) -> bool:
    """Whether a level may lie between so many times its base and so many."""
    assert base is not None
    assert level is not None
    too_much = level.low is not None and base.high is not None and level.low > most * base.high
    too_little = level.high is not None and base.low is not None and level.high < least * base.low
    return not (too_much or too_little)
