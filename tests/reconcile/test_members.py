"""Papers counted against the list of them."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servanda.ledger import Ledger
from servanda.reconcile import Reconciliation
from servanda.reconcile.findings import Finding
from servanda.reconcile.observations import Said
from servanda.record import Instrument

MATTERS = ("trade", "transport", "farming", "tourism", "energy", "health", "schools", "customs")
COUNTED = "{} road maps are being implemented"


def document(counted: str, count: int, listed: tuple[str, ...], **member: object) -> list[Said]:
    """A count of road maps in a sentence, and behind it those listed."""
    quote = counted.split(",")[0]
    said = [paper(quote, 0, title="road maps", sentence=f"{counted}.", count=count)]
    place = len(quote) + 2
    for title in listed:
        said.append(paper(title, place, title=title, sentence=f"{', '.join(listed)}.", **member))
        place += len(title) + 2
    return said


def paper(quote: str, start: int, *, sentence: str, **stated: object) -> Said:
    claim = Instrument(
        **{  # type: ignore[arg-type]
            "document": "d", "start": start, "end": start + len(quote), "quote": quote, "kind": "road map",
            "status": "being implemented", "countries": ("AZ", "RU"), **stated,
        }
    )  # fmt: skip
    return Said(
        id=claim.id, claim=claim, document="d", name="d.txt", published=dt.date(2022, 3, 1), sentence=sentence,
        language="en",
    )  # fmt: skip


def listed(number: int) -> tuple[str, ...]:
    return tuple(f"road map on {matter}" for matter in MATTERS[:number])


def miscounted(said: list[Said]) -> list[Finding]:
    return [one for one in Reconciliation(said).findings if one.kind == "count"]


def test_seven_are_listed_where_six_are_counted() -> None:
    (found,) = miscounted(document(COUNTED.format("Six"), 6, listed(7)))
    assert "6 road maps being implemented are counted, and 7 of them" in found.summary
    assert found.gap == 1
    assert len(found.witnesses) == 8
    assert found.assumptions


@given(st.integers(2, 8), st.integers(0, 8))
def test_only_more_than_counted_is_a_contradiction(count: int, named: int) -> None:
    """A list may leave some out."""
    assert bool(miscounted(document(COUNTED.format(count), count, listed(named)))) == (named > count)


@pytest.mark.parametrize(
    "counted",
    [
        "More than two road maps are being implemented",
        "At least two road maps are being implemented",
        "Some two road maps are being implemented",
        "Two or three road maps are being implemented",
        "Two more road maps are being implemented",
        "The first two road maps are being implemented",
        "Another two road maps are being implemented",
    ],
)
def test_a_count_that_is_not_exact_or_not_of_all_contradicts_nothing(counted: str) -> None:
    assert miscounted(document(counted, 2, listed(4))) == []
    assert miscounted(document("Two road maps are being implemented", 2, listed(4)))


@pytest.mark.parametrize(
    "other",
    [{"status": "signed"}, {"kind": "agreement"}, {"countries": ("AZ", "KZ")}, {"date": "2021"}],
    ids=lambda one: next(iter(one)),
)
def test_papers_of_another_kind_stage_or_day_are_not_those_counted(other: dict[str, object]) -> None:
    assert miscounted(document(COUNTED.format("Two"), 2, listed(4), **other)) == []


def test_a_shorter_title_may_be_the_same_paper() -> None:
    titles = ("road map on trade", "road map on trade and customs", "road map on transport")
    assert miscounted(document(COUNTED.format("Two"), 2, titles)) == []


def test_a_list_far_behind_is_not_that_of_the_count() -> None:
    first, *others = document(COUNTED.format("Two"), 2, listed(3))
    far = [
        paper(one.claim.quote, one.claim.start + 500, title=one.claim.quote, sentence=one.sentence) for one in others
    ]
    assert miscounted([first, *far]) == []


LISTED = "The road map on trade, the road map on transport, the road map on tourism are being implemented."


@pytest.mark.parametrize(
    ("counted", "listed", "found"),
    [("Two", LISTED, 1), ("Three", LISTED, 0), ("More than two", LISTED, 0), ("Two", f"In addition, t{LISTED[1:]}", 0)],
)
def test_from_a_report(counted: str, listed: str, found: int, tmp_path_factory: pytest.TempPathFactory) -> None:
    text = f"BAKU, March 1, 2022 - Azerbaijan and Russia met in Baku.\n\n{counted} road maps are being implemented. {listed}\n"
    with Ledger.open(tmp_path_factory.mktemp("ledger") / "record.db") as ledger:
        ledger.add(text.encode(), name="a.txt")
        record = ledger.reconciliation()
        assert len(record.findings) == found
        assert [record.prove(one.id) for one in record.findings] == list(record.findings)
