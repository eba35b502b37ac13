"""Amounts: money, percentages, points, measures, multiples, fractions and counts, with the bounds that print leaves.

:func:`quantities` reads any text. Inside the reader the same rules run as levels of its cascade and give symbols MONEY,
PERCENT, POINTS, MEASURE, MULTIPLE and COUNT whose value is an :class:`Amount`.
"""

from servanda.quantities.amounts import Amount
from servanda.quantities.builders import BUILDERS, TAGS
from servanda.quantities.find import QuantityMention, quantities
from servanda.quantities.units import Unit, gazetteer, money_of, units

__all__ = ["BUILDERS", "TAGS", "Amount", "QuantityMention", "Unit", "gazetteer", "money_of", "quantities", "units"]
