"""The journal: append once, seal, refuse to change, prove; on both databases."""

from __future__ import annotations

import dataclasses
import datetime as dt
import hashlib
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import create_engine, text

from servanda.problems import Problem
from servanda.record import Change, Document, Figure, Meeting, Person
from servanda.store import Parcel, Store, pack, pack_problem, pack_source
from servanda.store.answers import Filter
from servanda.store.opening import address
from servanda.values import Span

DAY = dt.datetime(2026, 5, 1, 12, tzinfo=dt.UTC)


def document(body: str, *, name: str = "a.txt") -> Document:
    """A document that holds the text."""
    return Document(
        name=name,
        text=body,
        sha256=hashlib.sha256(body.encode("utf-8", "surrogatepass")).hexdigest(),
        language="en",
        published=dt.date(2021, 4, 26),
        paragraphs=(Span(0, len(body)),),
    )


def figure(of: Document, *, value: str = "2.9", start: int = 0) -> Figure:
    """A figure in it."""
    return Figure(
        document=of.id,
        start=start,
        end=start + 5,
        quote=of.text[start : start + 5],
        indicator="trade turnover",
        value=Decimal(value),
        unit="USD",
        countries=("AZ", "RU"),
        period="2021",
        change=Change(percent=Decimal("12.50")),
    )


def parcel(body: str, *, name: str = "a.txt", reader: str = "1", given: str = "{}", claims: tuple = ()) -> Parcel:
    """A source with one document and a figure in it."""
    found = document(body, name=name)
    packed = pack(found, claims or (figure(found),), (Problem(code="no-date", message="none", source=name),))
    source = pack_source(name=name, data=body.encode("utf-8", "surrogatepass"), given=given, reader=reader)
    return dataclasses.replace(source, readings=(packed,))


def run_sql(where: str, statement: str) -> None:
    """Change the database behind the store's back, as an intruder with all rights would."""
    engine = create_engine(address(where))
    try:
        with engine.begin() as connection:
            connection.execute(text(statement))
    finally:
        engine.dispose()


def drop_guards(where: str, table: str) -> None:
    """Take the append-only triggers away."""
    if where.startswith("postgresql"):
        run_sql(where, f"DROP TRIGGER {table}_append_only ON {table}")
    else:
        for action in ("update", "delete"):
            run_sql(where, f"DROP TRIGGER {table}_no_{action}")


def test_a_claim_comes_back_exactly_as_it_went_in(where: str) -> None:
    with Store.open(where) as store:
        found = document("trade was 2.9 bn in Bakı 🙂 \x00 \r\n")
        store.append([parcel(found.text)], at=DAY)
        (stated,) = store.claims()
        assert stated.claim == figure(found)
        assert stated.id == figure(found).id
        assert stated.learned == DAY
        assert store.document(found.id) == dataclasses.replace(found, learned=DAY)
        assert store.original(found.sha256) == found.text.encode()


def test_appending_twice_is_appending_once(where: str) -> None:
    with Store.open(where) as store:
        assert store.append([parcel("one"), parcel("two", name="b.txt")], at=DAY) == (True, True)
        before = store.verify()
        assert store.append([parcel("one"), parcel("two", name="b.txt")], at=DAY) == (False, False)
        assert store.verify() == before


def test_the_same_source_twice_in_one_batch_is_written_once_under_both_names(where: str) -> None:
    with Store.open(where) as store:
        assert store.append([parcel("one"), parcel("one", name="b.txt")], at=DAY) == (True, False)
        (kept,) = store.documents()
        assert kept.names == ("a.txt", "b.txt")
        assert len(list(store.claims())) == 1
        assert store.verify().ok


def test_a_newer_reader_supersedes_and_the_older_claims_stay(where: str) -> None:
    found = document("trade turnover")
    later = DAY + dt.timedelta(days=1)
    with Store.open(where) as store:
        store.append([parcel(found.text, claims=(figure(found, value="1"),))], at=DAY)
        store.append([parcel(found.text, reader="2", claims=(figure(found, value="2"),))], at=later)
        assert [s.claim.value for s in store.claims()] == [Decimal(2)]
        assert [s.claim.value for s in store.claims(Filter(as_known_on=DAY))] == [Decimal(1)]
        assert not list(store.claims(Filter(as_known_on=DAY - dt.timedelta(seconds=1))))
        assert [k.reader for k in store.documents(Filter(as_known_on=DAY))] == ["1"]
        assert store.verify().ok


def test_an_older_reader_that_comes_again_does_not_take_over(where: str) -> None:
    with Store.open(where) as store:
        store.append([parcel("one", reader="1")], at=DAY)
        store.append([parcel("one", reader="2")], at=DAY)
        assert store.append([parcel("one", reader="1")], at=DAY) == (False,)
        assert [s.reader for s in store.claims()] == ["2"]


def test_a_clock_set_back_does_not_reorder_what_was_known(where: str) -> None:
    with Store.open(where) as store:
        store.append([parcel("one")], at=DAY)
        store.append([parcel("two", name="b.txt")], at=DAY - dt.timedelta(days=30))
        assert [s.learned for s in store.claims()] == [DAY, DAY]


def test_a_source_that_failed_is_told_once_and_heals_when_it_is_read(where: str) -> None:
    problem = pack_problem(Problem(code="unreadable", message="broken", source="a.txt"))
    failed = Parcel(name="a.txt", reader="1", problems=(problem,))
    with Store.open(where) as store:
        assert store.append([failed], at=DAY) == (True,)
        assert store.append([failed], at=DAY) == (False,)
        assert [n.problem.code for n in store.problems()] == ["unreadable"]
        store.append([parcel("one")], at=DAY + dt.timedelta(days=1))
        assert [n.problem.code for n in store.problems()] == ["no-date"]
        assert [n.problem.code for n in store.problems(Filter(as_known_on=DAY))] == ["unreadable"]
        assert store.verify().ok


TABLES = ("entry", "blob", "text", "source", "document", "document_name", "reading", "claim", "problem")


@pytest.mark.parametrize("table", TABLES)
def test_the_database_itself_refuses_to_change_or_delete(where: str, table: str) -> None:
    with Store.open(where) as store:
        store.append([parcel("one")], at=DAY)
    column = "sha256" if table in ("blob", "text") else "seq"
    for statement in (f"DELETE FROM {table}", f"UPDATE {table} SET {column} = {column}"):
        with pytest.raises(Exception, match="append-only"):
            run_sql(where, statement)


TAMPERING = {
    "a claim's words": ("claim", "UPDATE claim SET claim = replace(claim, '2.9', '3.9')"),
    "a claim's country": ("claim", "UPDATE claim SET countries = 'AM'"),
    "a date of publication": ("reading", "UPDATE reading SET published = '2020-01-01'"),
    "a claim removed": ("claim", "DELETE FROM claim WHERE seq = 1"),
    "a time": ("entry", "UPDATE entry SET at = '2020-01-01T00:00:00.000000Z' WHERE seq = 2"),
    "a name": ("document_name", "UPDATE document_name SET name = 'other.txt'"),
    "a problem": ("problem", "UPDATE problem SET message = 'nothing'"),
    "an entry removed": ("entry", "DELETE FROM entry WHERE seq = 3"),
    "original bytes": ("blob", "UPDATE blob SET size = size + 1"),
    "a text": ("text", "UPDATE text SET size = size + 1"),
    "a source slipped in": (
        "source",
        "INSERT INTO source SELECT 1000, sha256, 'x', given, reader, at, readings FROM source LIMIT 1",
    ),
}


@pytest.mark.parametrize("what", TAMPERING)
def test_tampering_is_seen(where: str, what: str) -> None:
    with Store.open(where) as store:
        store.append([parcel("one"), parcel("two", name="b.txt")], at=DAY)
        assert store.verify().ok
    table, statement = TAMPERING[what]
    drop_guards(where, table)
    run_sql(where, statement)
    with Store.open(where) as store:
        assert not store.verify().ok


def test_a_journal_cut_short_is_seen_by_whoever_noted_its_seal(where: str) -> None:
    with Store.open(where) as store:
        store.append([parcel("one")], at=DAY)
        early = store.verify().head
        store.append([parcel("two", name="b.txt")], at=DAY)
        late = store.verify(expected=early)
        assert late.ok
        assert store.verify(expected=late.head).ok
        assert not store.verify(expected="f" * 64).ok


bodies = st.lists(st.sampled_from(["alpha", "beta", "gamma", "delta"]), min_size=1, max_size=6)


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(bodies, st.randoms(use_true_random=False))
def test_the_order_and_grouping_of_a_batch_do_not_change_what_is_known(parts: list[str], random) -> None:
    def known(order: list[str], *, grouped: bool) -> set[tuple[str, str]]:
        parcels = [parcel(body, name=f"{body}.txt") for body in order]
        with Store.open("sqlite://") as store:
            if grouped:
                store.append(parcels, at=DAY)
            else:
                for one in parcels:
                    store.append([one], at=DAY)
            assert store.verify().ok
            return {(s.id, s.name) for s in store.claims()}

    shuffled = list(parts)
    random.shuffle(shuffled)
    assert known(parts, grouped=True) == known(shuffled + parts, grouped=False)


texts = st.text(min_size=1, max_size=60)  # sources leave no lone surrogate where a claim could stand


@settings(max_examples=60, deadline=None)
@given(texts)
def test_any_text_survives_with_every_character_in_its_place(body: str) -> None:
    with Store.open("sqlite://") as store:
        store.append([parcel(body)] if len(body) > 4 else [parcel(body + "12345")], at=DAY)
        (stated,) = store.claims()
        found = store.document(stated.document)
        assert found is not None
        assert found.text.startswith(body)
        assert store.verify().ok


def test_a_plain_text_is_kept_once_and_its_loss_is_seen(where: str) -> None:
    found = document("trade turnover")
    source = pack_source(name="a.txt", data=found.text.encode(), given="{}", reader="1")
    packed = pack(found, (figure(found),), original=source.sha256)
    assert packed.text_data is None
    with Store.open(where) as store:
        store.append([dataclasses.replace(source, readings=(packed,))], at=DAY)
        assert store.document(found.id) == dataclasses.replace(found, learned=DAY)
        assert store.verify().ok
    drop_guards(where, "blob")
    run_sql(where, "DELETE FROM blob")
    with Store.open(where) as store:
        assert {fault.split()[0] for fault in store.verify().faults} == {"original", "text"}


def test_hostile_words_survive_on_both_databases(where: str) -> None:
    body = "NUL \x00, lone \udc80, right-to-left \u202e, quote ' \" \\ %s $1 :x"
    found = document(body, name="x\x00'; DROP TABLE claim; --\udcff.txt")
    claim = Meeting(
        document=found.id, start=0, end=5, quote=body[:5], body='It\'s 100% \x00 \\ "the" Commission', place=":x"
    )
    with Store.open(where) as store:
        source = pack_source(name=found.name, data=b"x", given="{}", reader="1")
        store.append([dataclasses.replace(source, readings=(pack(found, (claim,)),))], at=DAY)
        (stated,) = store.claims(Filter(body="100% THE commission"))
        assert stated.claim == claim
        assert list(store.documents(Filter(document=stated.name)))
        assert store.verify().ok


def test_a_person_of_a_country_is_found_by_it_and_by_nothing_else(where: str) -> None:
    found = document("Minister X of Azerbaijan")
    person = Person(document=found.id, start=0, end=10, quote=found.text[:10], name="X", of="AZ")
    with Store.open(where) as store:
        store.append([parcel(found.text, claims=(person, figure(found)))], at=DAY)
        assert len(list(store.claims(Filter(country="AZ")))) == 2
        assert len(list(store.claims(Filter(country="RU")))) == 1
        assert not list(store.claims(Filter(country="AR")))
