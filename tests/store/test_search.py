"""Looking for claims and documents: words, phrases, beginnings, dates; the same on both databases."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from test_journal import DAY, document, figure, parcel

from servanda.problems import UsageError
from servanda.record import Event
from servanda.store import Store
from servanda.store.answers import Filter
from servanda.store.words import terms, words


@pytest.fixture
def store(where: str) -> Iterator[Store]:
    """Three documents: two English, one Russian."""
    bodies = {
        "a.txt": "The North-South corridor was discussed. Trade turnover grew.",
        "b.txt": "The south road goes north; turnover of trade fell. 5e10 a_b 3.5",
        "c.txt": "Йод и ёлка: ТОВАРООБОРОТ вырос. İstanbul, Bakı, Qarabağ",
    }
    with Store.open(where) as opened:
        opened.append([parcel(body, name=name) for name, body in bodies.items()], at=DAY)
        yield opened


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("north", "ab"),
        ("NORTH turnover", "ab"),
        ('"north south"', "a"),
        ("north-south", "a"),
        ("corr*", "a"),
        ('"trade turnover" grew', "a"),
        ("товарооборот", "c"),
        ("товар*", "c"),
        ("елка", "c"),
        ("istanbul", "c"),
        ("baki qarabag", "c"),
        ("5e10", "b"),
        ("a_b", "b"),
        ("corridor fell", ""),
        ("& | ! ( north", "ab"),
        ("nor'th", ""),
    ],
)
def test_documents_are_found_by_their_words(store: Store, query: str, names: str) -> None:
    found = [kept.name[0] for kept in store.documents(Filter(text=query))]
    assert "".join(found) == names


def test_claims_are_found_by_their_own_words_and_names(store: Store) -> None:
    assert len(list(store.claims(Filter(text="trade turnover")))) == 3
    assert [s.name for s in store.claims(Filter(text='"the north"'))] == []
    assert [s.name for s in store.claims(Filter(text="йод"))] == ["c.txt"]


def test_a_query_without_a_word_is_a_wrong_call(store: Store) -> None:
    with pytest.raises(UsageError, match="no word"):
        list(store.claims(Filter(text=" -- ")))


def test_a_text_far_longer_than_one_index_row_is_found_by_its_last_word(where: str) -> None:
    body = " ".join(f"word{i}" for i in range(60_000)) + " finis"
    with Store.open(where) as opened:
        opened.append([parcel(body)], at=DAY)
        assert len(list(opened.documents(Filter(text="finis word1")))) == 1


def test_dates_filter_by_overlap_and_never_guess(where: str) -> None:
    found = document("forum " * 10)
    dates = ["2021-Q3", "2018/..", "../2019", "2021-07-15", None, "in the spring"]
    claims = tuple(
        Event(document=found.id, start=i, end=i + 5, quote=found.text[i : i + 5], name=str(date), date=date)
        for i, date in enumerate(dates)
    )
    with Store.open(where) as opened:
        opened.append([parcel(found.text, claims=claims)], at=DAY)

        def names(**asked: dt.date) -> list[str]:
            return [s.claim.name for s in opened.claims(Filter(**asked))]

        assert names(since=dt.date(2021, 9, 1)) == ["2021-Q3", "2018/.."]
        assert names(until=dt.date(2017, 1, 1)) == ["../2019"]
        assert names(since=dt.date(2021, 7, 15), until=dt.date(2021, 7, 15)) == ["2021-Q3", "2018/..", "2021-07-15"]
        assert len(names()) == 6


def test_limits_kinds_and_documents_narrow(store: Store) -> None:
    assert len(list(store.claims(Filter(limit=2)))) == 2
    assert not list(store.claims(Filter(kinds=("meeting",))))
    assert len(list(store.claims(Filter(kinds=("meeting", "figure"), document="b.txt")))) == 1
    id_ = figure(document("x" * 9)).document
    assert not list(store.claims(Filter(document=id_[:8])))
    first = next(store.claims())
    assert [s.id for s in store.claims(Filter(document=first.document[:8]))] == [first.id]


def test_words_are_folded_and_terms_keep_phrases_together() -> None:
    assert words("Ёлка, Bakı; I'm 2.5_x") == ["елка", "baki", "i", "m", "2", "5", "x"]
    assert terms('one "two three" fou* ""') == [(("one",), False), (("two", "three"), False), (("fou",), True)]


@given(st.text())
@example("İstanbul e\u0301t\u00e9 Stra\u00dfe \u13a0 \uac00 x_y " + "a" * 250)
@example("A" * 101 + " b")
def test_words_are_the_same_in_a_text_that_is_folded_as_a_whole(text: str) -> None:
    """A few strange characters are folded one by one, many with all the text; nobody may see which."""
    many = ["ж"] * 300
    assert words(text) + many == words(f"{text} {' '.join(many)}")
