"""The shelf answers every page of the samples' record, and what it says leads on to what it names."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from servanda.ledger import Ledger
from servanda.problems import UsageError
from servanda.publish import Choice, Query, Shelf

SAMPLES = Path(__file__).parents[2] / "samples"
TODAY = dt.date(2026, 1, 1)


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    with Ledger.open(tmp_path_factory.mktemp("shelf") / "record.db") as opened:
        opened.add_paths([SAMPLES])
        yield opened


@pytest.fixture
def shelf(ledger: Ledger) -> Shelf:
    return Shelf(ledger, today=lambda: TODAY)


def test_every_pair_of_the_samples_is_on_the_shelf(shelf: Shelf) -> None:
    codes = [line.code for line in shelf.pairs().items]
    assert codes[0] == "AZ-RU"
    assert {"KZ-UZ", "IN-RU", "RU-VN"} <= set(codes)


@pytest.mark.parametrize(
    "page", ["timeline", "undertakings", "instruments", "sessions", "people", "documents", "conflicts", "review"]
)
def test_a_list_turned_page_by_page_is_the_whole_list(shelf: Shelf, page: str) -> None:
    ask = getattr(shelf, page)
    whole = ask("AZ-RU", limit=500)
    found, cursor = [], None
    while True:
        one = ask("AZ-RU", limit=2, cursor=cursor)
        found += one.items
        cursor = one.cursor
        if cursor is None:
            break
    assert tuple(found) == whole.items
    assert len(found) == whole.total > 0
    assert msgspec.json.encode(whole)


def test_what_a_page_names_has_a_page_of_its_own(shelf: Shelf) -> None:
    for line in shelf.timeline("AZ-RU").items:
        thing = shelf.thing(line.address)
        assert thing.chain is not None
        assert line.quote.claim in {move.quote.claim for move in thing.chain.chain}
        page = shelf.document(line.quote.document)
        assert page.text[line.quote.start : line.quote.end] == line.quote.text


def test_the_same_is_told_as_by_the_whole_record(ledger: Ledger, shelf: Shelf) -> None:
    view = ledger.view(as_of=TODAY)
    whole = {t.id: (t.status, t.overdue, t.silent, t.is_silent) for t in view.threads()}
    lines = shelf.undertakings("AZ-RU", as_of=TODAY).items
    assert lines
    for line in lines:
        assert whole[line.address] == (line.status, line.overdue, line.silent, line.is_silent)


def test_overdue_and_silent_are_by_the_day_asked_about(shelf: Shelf) -> None:
    late = shelf.undertakings("AZ-RU", Choice(overdue=True)).items
    assert late
    assert all(line.overdue and line.due and line.due < TODAY for line in late)
    assert not shelf.undertakings("AZ-RU", Choice(overdue=True), as_of=dt.date(2021, 12, 31)).items


def test_a_body_is_a_scope(shelf: Shelf) -> None:
    own = shelf.sessions("body/az-ru-working-group-agriculture", Choice(kinds=("session",))).items
    assert all(line.series == "body/az-ru-working-group-agriculture" for line in own)
    assert shelf.overview("body/AZ-RU").last_session is not None


@pytest.mark.parametrize("scope", ["", "AZ", "XX-YY", "body/none", "AZ-RU; drop", "'" * 300, "body/../etc"])
def test_a_scope_that_is_none_is_refused(shelf: Shelf, scope: str) -> None:
    with pytest.raises(UsageError):
        shelf.overview(scope)


@pytest.mark.parametrize("cursor", ["x", "%%%", "MQ", "é", "A" * 5000])
def test_a_cursor_that_no_page_gave_is_refused(shelf: Shelf, cursor: str) -> None:
    with pytest.raises(UsageError, match="cursor"):
        shelf.people("AZ-RU", cursor=cursor)


def test_words_are_found_in_all_their_forms_and_marked_where_they_stand(shelf: Shelf) -> None:
    found = shelf.search(Query(text='"trade turnovers"'))
    assert found.hits.total == len(found.hits.items) > 0
    for hit in found.hits.items:
        text = shelf.document(hit.document.document).text
        for snippet in hit.snippets:
            assert text[snippet.start : snippet.start + len(snippet.text)] == snippet.text
            assert [snippet.text[a:b].lower() for a, b in snippet.marks] == ["trade turnover"] * len(snippet.marks)


def test_every_facet_narrows_to_what_it_counts(shelf: Shelf) -> None:
    for name, facets in shelf.search(Query(text="commission")).hits.facets.items():
        for facet in facets:
            narrowed = shelf.search(Query(text="commission", **{name: facet.value}))
            assert narrowed.hits.total == facet.count, (name, facet)


@given(st.text(max_size=60), st.sampled_from(["", "*", '"', "(", " AND ", " NEAR/3 ", "words:", "\0"]))
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_no_query_harms(shelf: Shelf, query: str, sign: str) -> None:
    found = shelf.search(Query(text=f"{sign}{query}{sign} {query}"), limit=3)
    assert found.hits.total >= len(found.hits.items)
    assert msgspec.json.encode(found.understood)
