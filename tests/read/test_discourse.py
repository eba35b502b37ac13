"""What readers ask of a document: sentences, countries, the year it speaks in, its day, its people."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servanda.read.discourse import Discourse
from servanda.read.reader import discourse, unwrapped
from servanda.record import Document
from servanda.values import Span

_BODY = "The 9th session of the Kenyan-Ethiopian Joint Commission was held in Nairobi. "


def scene(text: str, published: dt.date | None = None) -> Discourse:
    return discourse(Document(name="t", text=text, sha256="0" * 64, published=published), "en")


def sentences(text: str) -> list[str]:
    made = scene(text)
    return [made.quote(s.first, s.last - 1) for s in made.sentences]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Trade grew. Exports fell.", 2),
        ("Mr. Bekov met Dr. Osei in St. Petersburg on Jan. 5.", 1),
        ("The U.S. Trade Representative spoke.", 1),
        ("Exports rose to 2.9 bn. dollars by the end of the year.", 1),
        ("“Trade grew.” Exports fell!", 2),
        ("Trade grew…\nExports fell", 2),
        ("V. Petrov and A. B. Ivanov came.", 1),
        ("", 0),
    ],
)
def test_where_sentences_end(text: str, count: int) -> None:
    assert len(sentences(text)) == count


def test_a_text_without_stops_is_cut() -> None:
    made = scene("trade and " * 1000)
    assert len(made.sentences) > 5
    assert all(one.last == other.first for one, other in zip(made.sentences, made.sentences[1:], strict=False))


def test_lines_within_a_paragraph_are_one() -> None:
    text = "a\r\nb\n\nc\nd"
    assert unwrapped(text, (Span(0, 4), Span(6, 9))) == "a  b\n\nc d"
    assert unwrapped(text, ()) is text


def test_the_pair() -> None:
    assert set(scene(_BODY + "Kenya exports tea. Ethiopia buys it. China watches.").pair) == {"KE", "ET"}
    assert scene("Nothing happened.").pair == ()


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("In the first quarter of 2019 trade grew.", 2019),
        ("Trade grew in 2018. It is to double by the end of 2030.", 2019),
        ("Trade grew.", None),
    ],
)
def test_the_year_told(text: str, year: int | None) -> None:
    assert scene(_BODY + text).year == year
    assert scene(_BODY + text, dt.date(2023, 6, 14)).year == 2023


@pytest.mark.parametrize(
    "head",
    ["NAIROBI, April 26, 2021 - ", "Nairobi / 26.04.21 / Agency: ", "April 26, 2021\n", "NAIROBI (April 26, 2021) - "],
)
def test_the_dateline_tells_the_day(head: str) -> None:
    assert scene(head + _BODY).published == dt.date(2021, 4, 26)


@pytest.mark.parametrize("text", ["The session was held on June 6.", "It opened in Nairobi on June 6, 2021."])
def test_a_day_on_which_something_happened_is_no_dateline(text: str) -> None:
    assert scene(text, dt.date(2023, 6, 14)).dateline is None


def test_a_surname_stands_for_its_person() -> None:
    made = scene("Kenyan Trade Minister Wanjiru Kamau came. Kamau left.")
    place = next(p for p in made.find(("N",)) if made.quote(p, p) == "Kamau")
    named = made.person_at(place)
    assert named is not None
    assert named.name == "Wanjiru Kamau"


_ASKED = scene(
    "\n\nKenya and Ethiopia agreed in May. "
    + _BODY * 2
    + "The sides did not say when, or where, trade grew.\n\nIt is (so far) open.\n"
)
_NAMES = st.lists(st.sampled_from(["DATE", "COUNTRY", "BREAK", "COMMA", "NOT", "w", "OPEN"]), min_size=1, max_size=3)
_PLACES = st.integers(-5, len(_ASKED.tags) + 5)


@given(names=_NAMES.map(tuple), first=_PLACES, last=_PLACES)
def test_what_stands_between_two_symbols(names: tuple[str, ...], first: int, last: int) -> None:
    wanted = {_ASKED.char(name) for name in names}
    told = [place for place, tag in enumerate(_ASKED.tags) if tag in wanted and first <= place < last]
    assert _ASKED.find(names, first, last) == told
    assert _ASKED.first(names, first, last) == (told[0] if told else None)
    assert _ASKED.has(names, first, last) is bool(told)


@given(names=_NAMES, symbol=_PLACES)
def test_what_stands_at_a_symbol(names: list[str], symbol: int) -> None:
    there = 0 <= symbol < len(_ASKED.tags) and _ASKED.tags[symbol] in {_ASKED.char(name) for name in names}
    assert _ASKED.is_a(symbol, *names) is there
    assert (_ASKED.padded[symbol] in _ASKED.among[" ".join(names)]) is there


@given(symbol=_PLACES)
def test_each_symbol_stands_in_the_last_sentence_begun(symbol: int) -> None:
    begun = [sentence for sentence in _ASKED.sentences if sentence.first <= symbol]
    assert _ASKED.sentence_at(symbol) == (begun[-1] if begun else _ASKED.sentences[0])
