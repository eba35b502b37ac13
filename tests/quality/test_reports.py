"""What more than two hundred reports on other commissions state, kept as facts with their addresses: the vocabulary can say all of it.

`reports.jsonl` holds one line a report: `url`, `language`, `published`, `outlet`, `pair` and `facts` by the codebook, without
their words, which belong to the outlets; `also` holds further pages on the same events that facts were taken from. Whoever
fetches a page can compare what the reader makes of it.
"""

import json
from pathlib import Path
from typing import Any, get_args

import pytest

from servanda import countries, record
from servanda.values import When

REPORTS = [json.loads(line) for line in (Path(__file__).parent / "reports.jsonl").read_text("utf-8").splitlines()]
DATES = ("date", "period", "due", "postponed_from")
STATES = {
    "meeting": record.MeetingStatus,
    "event": record.EventStatus,
    "instrument": record.InstrumentStatus,
    "commitment": record.CommitmentStatus,
}


@pytest.mark.parametrize("report", REPORTS, ids=lambda report: report["url"].rsplit("/", 1)[-1][:40])
def test_facts_are_in_the_words_of_the_codebook(report: dict[str, Any]) -> None:
    """Every date is a When, every country is known, every status is one of its kind."""
    assert report["facts"]
    assert all(code in countries.countries() for code in report["pair"])
    for fact in report["facts"]:
        assert fact["type"] in record.KIND_BY_NAME
        assert "quote" not in fact
        for name in DATES:
            assert fact.get(name) is None or When(fact[name])
        if (states := STATES.get(fact["type"])) is not None:
            assert fact["status"] in get_args(states)


def test_reports_are_of_many_pairs() -> None:
    assert len({frozenset(report["pair"]) for report in REPORTS}) >= 50
    assert len({report["url"] for report in REPORTS}) == len(REPORTS)
