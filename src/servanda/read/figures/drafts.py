"""A figure in the making, and what earlier sentences leave to later ones."""

from __future__ import annotations

from dataclasses import dataclass, field

from servanda.quantities import Amount
from servanda.read.figures.changes import Growth
from servanda.read.figures.topics import Flow, Topic, View


@dataclass(slots=True)
class Draft:
    """A figure in the making: what, how much, its growth; symbols ``first`` to ``last`` are its words.

    ``reach`` is the symbol from which dates may be its own; ``dated`` a DATE symbol that pairing gave it.
    ``listed`` marks the members of a list, which share the date behind it;
    ``compared`` marks the level that another is compared with.
    ``verb`` is the verb behind the amount ("were delivered"), ``taken`` tells that a pronoun stood for the topic.
    ``indicator`` is that of the topic, kept because nearly every question about a draft begins with it.
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
    listed: bool = False
    unit: str | None = None
    verb: int | None = None
    taken: bool = False
    indicator: str = field(init=False)

    def __post_init__(self) -> None:
        self.indicator = self.topic.indicator


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
