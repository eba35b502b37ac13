"""The leaves of a shelf are what is computed anew, whatever came in when; on both databases."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import msgspec
import pytest

from servanda.ledger import Ledger
from servanda.problems import UsageError
from servanda.publish import Query, Shelf, Sight
from servanda.publish.leaves import leaves
from servanda.record import Act
from servanda.store.packing import Parcel

TODAY = dt.date(2026, 1, 1)
NOW = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
PAGES = ("overview", "timeline", "undertakings", "instruments", "sessions", "people", "documents", "figures", "review")


@pytest.fixture
def ledger(where: str) -> Iterator[Ledger]:
    with Ledger.open(where) as opened:
        yield opened


def shelf_of(ledger: Ledger) -> Shelf:
    return Shelf(ledger, today=lambda: TODAY)


def standing(ledger: Ledger) -> dict[str, dict[tuple[str, str], bytes]]:
    """Every leaf of every scope as it stands, without the day on which documents were learned."""
    found = {}
    for one in ledger.shelving.standing(None, TODAY):
        made = leaves(ledger.within(tuple(one.code.split("-"))))[1]
        pages = {(leaf.page, leaf.part): leaf.data for leaf in made}
        found[one.code] = {
            place: data
            for place in pages
            for data in ledger.shelving.leaves(one.code, one.version, place[0], (place[1],)).values()
        }
        assert found[one.code] == pages, one.code
    return found


def answers(shelf: Shelf) -> dict[str, bytes]:
    """What the pages of every scope show, but for when it was learned."""
    found = {}
    for line in shelf.pairs().items:
        for page in PAGES:
            told = msgspec.to_builtins(getattr(shelf, page)(line.code))
            found[f"{line.code} {page}"] = msgspec.json.encode(_bare(told), order="sorted")
    return found


def _bare(told: object) -> object:
    if isinstance(told, dict):
        return {name: _bare(value) for name, value in told.items() if name != "learned"}
    return [_bare(one) for one in told] if isinstance(told, list | tuple) else told


def test_leaves_made_step_by_step_are_those_made_at_once(
    ledger: Ledger, told: list[Parcel], shuffled: list[Parcel], tmp_path: object
) -> None:
    shelf = shelf_of(ledger)
    for place in range(0, len(shuffled), 7):
        ledger._store.append(shuffled[place : place + 7], at=NOW)
        shelf.renew()
    standing(ledger)
    with Ledger.open(f"{tmp_path}/other.db") as other:
        other._store.append(told, at=NOW)
        whole = answers(shelf_of(other))
    assert answers(shelf) == whole
    assert len(whole) >= 4 * len(PAGES)


def test_a_new_document_touches_its_own_scopes_alone(ledger: Ledger, told: list[Parcel]) -> None:
    shelf = shelf_of(ledger)
    ledger._store.append(told[:-1], at=NOW)
    shelf.renew()
    before = {one.code: one.version for one in ledger.shelving.standing(None, TODAY)}
    ledger._store.append(told[-1:], at=NOW)
    assert shelf.state().made < shelf.state().entries
    shelf.renew()
    after = {one.code: one.version for one in ledger.shelving.standing(None, TODAY)}
    own = set(ledger.shelving.scopes_of(told[-1].readings[0].document))
    assert {code for code in after if after[code] != before.get(code)} == own
    assert shelf.state().waiting == 0


def test_a_judgement_counts_on_the_next_page(ledger: Ledger, told: list[Parcel]) -> None:
    shelf = shelf_of(ledger)
    ledger._store.append(told, at=NOW)
    page = shelf.document(told[0].readings[0].document)
    claim = next(c for c in page.claims if c.kind == "commitment")
    scope = page.scopes[0]
    before = shelf.pairs().items
    made = ledger.decide("reject", claim.claim, by="A", reason="misread")
    state = {c.claim: c.state for c in shelf.document(page.line.document).claims}
    assert state[claim.claim] == "rejected"
    assert answers(shelf) == answers(shelf_of(ledger))
    ledger.decide("withdraw", made.id, by="A", reason="it stands")
    assert shelf.pairs().items == before
    assert {c.claim: c.state for c in shelf.document(page.line.document).claims}[claim.claim] is None
    assert scope in {line.code for line in before}


def test_a_corrected_country_puts_a_document_into_its_scope(ledger: Ledger, told: list[Parcel]) -> None:
    shelf = shelf_of(ledger)
    ledger._store.append(told[:5], at=NOW)
    page = shelf.document(told[0].readings[0].document)
    claim = next(c for c in page.claims if c.kind == "figure")
    ledger.decide("correct", claim.claim, by="A", reason="misread", change='{"countries": ["QA", "ZW"]}')
    assert "QA-ZW" in shelf.document(page.line.document).scopes
    assert shelf.overview("QA-ZW").documents[0].document == page.line.document


def test_what_is_under_embargo_contributes_nothing_for_others(ledger: Ledger, told: list[Parcel]) -> None:
    shelf, inside = shelf_of(ledger), Sight(frozenset({"desk"}))
    ledger._store.append(told[:-1], at=NOW)
    public = answers(shelf)
    words = '"' + told[-1].readings[0].title.partition("report ")[2] + '"'  # type: ignore[union-attr]
    ledger._store.append(told[-1:], at=NOW)
    document = told[-1].readings[0].document
    everything = answers(shelf)
    ledger._store.act(Act(kind="embargo", subject=document, by="A", circle="desk"), at=NOW)
    assert answers(shelf) == public != everything
    assert shelf.search(Query(text=words)).hits.total == 0
    with pytest.raises(UsageError):
        shelf.document(document)
    assert shelf.search(Query(text=words), seen_by=inside).hits.items[0].document.document == document
    scope = shelf.document(document, seen_by=inside).scopes[0]
    seen = shelf.documents(scope, seen_by=inside, limit=500).items
    assert document in {line.document for line in seen}
    assert shelf.documents(scope, limit=500).total == len(seen) - 1


def test_a_page_that_was_begun_is_finished_from_one_piece(ledger: Ledger, told: list[Parcel]) -> None:
    shelf = shelf_of(ledger)
    ledger._store.append(told[:20], at=NOW)
    shelf.renew()
    code = shelf.pairs().items[0].code
    (old,) = ledger.shelving.standing([code], TODAY)
    ledger._store.append(told[20:], at=NOW)
    shelf.renew()
    (new,) = ledger.shelving.standing([code], TODAY)
    assert new.version > old.version
    assert ledger.shelving.leaves(code, old.version, "documents", ("",))
    ledger.shelving.sweep()
    assert not ledger.shelving.leaves(code, old.version, "documents", ("",))
    assert ledger.shelving.leaves(code, new.version, "documents", ("",))


def test_a_kept_shelf_catches_up_by_itself(ledger: Ledger, told: list[Parcel]) -> None:
    shelf = shelf_of(ledger)
    shelf.keep()
    try:
        ledger._store.append(told[:3], at=NOW)
        assert shelf.nudge(30.0)
        assert shelf.state().waiting == 0
        assert shelf.pairs().items
    finally:
        shelf.close()


def test_changes_are_those_of_the_whole_record(ledger: Ledger, told: list[Parcel]) -> None:
    ledger._store.append(told, at=NOW)
    shelf = shelf_of(ledger)
    code = shelf.pairs().items[0].code
    since, until = dt.date(2012, 1, 1), dt.date(2018, 1, 1)
    found = shelf.changes(code, since, until)
    _, whole = ledger.changes(since, until)
    ours = {(c.sort, c.address, c.told) for c in found.changes}
    assert ours
    own = tuple(code.split("-"))
    view = ledger.view(as_of=until)
    assert ours == {(c.sort, c.entity, c.told) for c in whole if view.record.entities[c.entity].countries == own} | {
        o for o in ours if view.record.entities[o[1]].countries != own
    }
    assert shelf.changes(code, since, until) == found


def test_what_only_time_brought_is_told_alike_from_leaves_and_anew(ledger: Ledger, told: list[Parcel]) -> None:
    ledger._store.append(told, at=NOW)
    shelf = shelf_of(ledger)
    since, until = dt.date(2024, 12, 31), TODAY
    count = 0
    for pair in shelf.pairs().items:
        assert pair.last_said is not None
        assert pair.last_said <= since
        quick = shelf.changes(pair.code, since, until)
        (standing,) = ledger.shelving.standing([pair.code], TODAY)
        assert quick.changes == shelf._renewal.changes(standing, since, until, ()).changes
        count += len(quick.changes)
    assert count
