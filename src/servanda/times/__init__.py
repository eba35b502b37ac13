"""Time expressions: dates, periods, durations, rhythms and hours, found and worked out.

:func:`times` reads any text. Inside the reader the same rules run as levels of its cascade and give symbols
DATE, DURATION, SET and CLOCK whose value is an :class:`Expression`, to be resolved once tense and neighbours are known.
"""

from servanda.times.builders import BUILDERS, LEVELS, TAGS
from servanda.times.expressions import Anchor, Expression, Resolved, resolve
from servanda.times.find import Time, times

__all__ = ["BUILDERS", "LEVELS", "TAGS", "Anchor", "Expression", "Resolved", "Time", "resolve", "times"]
