"""Same or not: names compared, documents that repeat one another told apart, one record out of many reports."""

from servanda.resolve.book import MATCHERS, Record, anchored, corrected
from servanda.resolve.entities import (
    KINDS,
    Body,
    Chair,
    Count,
    Edition,
    Entity,
    Event,
    Instrument,
    Meeting,
    Office,
    Person,
    Place,
    Series,
    Session,
    Undertaking,
)
from servanda.resolve.matching import Matcher, Open, Verdict
from servanda.resolve.offices import Meant
from servanda.resolve.passing import Passing, passing
from servanda.resolve.statements import Report, Source, Statement

__all__ = [
    "KINDS",
    "MATCHERS",
    "Body",
    "Chair",
    "Count",
    "Edition",
    "Entity",
    "Event",
    "Instrument",
    "Matcher",
    "Meant",
    "Meeting",
    "Office",
    "Open",
    "Passing",
    "Person",
    "Place",
    "Record",
    "Report",
    "Series",
    "Session",
    "Source",
    "Statement",
    "Undertaking",
    "Verdict",
    "anchored",
    "corrected",
    "passing",
]
