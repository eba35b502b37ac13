"""Any text at all: no exception, exact offsets, the same claims twice, and time in proportion to length."""

from __future__ import annotations

import datetime as dt
import os
import time
from collections.abc import Callable
from functools import lru_cache

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from servanda.grammar import Tagged, scannable
from servanda.read.reader import cascade, discourse, read_in
from servanda.record import Claim, Document

_PROFILE = settings(
    deadline=None,
    max_examples=150,
    derandomize=os.environ.get("CI") == "true",
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)

#: What hides within words or between them: each has cost somebody an offset.
_ODD = [
    "\r\n", "\u00a0", "\u202f", "\u00ad", "\u200b", "\u200f", "\u202e", "\u2066", "\ufeff", "e\u0301", "\u0301", "🙂", "👩‍👩‍👧", "🇦🇿", "ﬁ", "ﬃ",
    "İ", "ı", "ß", "Ǆ", "ŉ", "ﷺ", "עברית", "Азербайджан", "中国", "٣", "१२", "²", "½", "Ⅻ", "\x00", "\x1c", "\x85", "\u2028", "\ud800", "\U0010ffff",
    "…", "—", "–", "‘", "’", "“", "”", "„", "«", "»", "\"", "'", "(", ")", "[", "]", ",", ";", ":", ".", "!", "?", "/", "-", "&", "%", "$", "€", "№", "\t",
    "\n\n", "9" * 60, "1,000,000", "0.5", "27.08.20", "2021-04-27", "31/12/2021", "11:30", "2021", "1", "21st", "XXI", "Q3", "H1", "G20", "O'Neil",
]  # fmt: skip

#: Words that open every rule of the reader, for pairs of countries from all over.
_WORDS = """
Russia Azerbaijan Kenya Ethiopia Türkiye Georgia Baku Moscow Nairobi Tbilisi Russian Azerbaijani Russian-Azerbaijani Indo- Guinea-Bissau China
the a an of in at on by to into from for with between and or but as than this that which who while where when last next since until before after
also both all each respectively its their our his it they we he not no will shall would can may must should is are was were be been has have had
session meeting talks summit visit videoconference regular next previous intergovernmental commission committee council working group joint
bilateral co-chairs the~sides the~parties forum exhibition festival business~mission Days~of international agreement memorandum protocol road~map
action~plan draft signed sign signing initialled ratified in~force proposed agreed plans planned decided pledged hopes expects ready~to going~to
held host take~place took~place postponed cancelled opened chaired attended met visited said noted stressed according~to told added
Minister Deputy~Prime~Minister President Ambassador co-chair chairman Ministry Mr. Ivan Aidar Bekov Petrosyan ibn van counterpart
trade turnover exports imports investment companies tourists freight share growth grew fell increased by amounted~to reached exceeded record
percent % million billion tonnes dollars rubles times twice doubled more~than about up~to half third dozen compared~to same~period
January May March 2020 2021 first second twenty-first year quarter months this~year last~year on~Wednesday today until~2025 by~the~end~of
expand strengthen supplies create establish launch build open cooperation customs agriculture energy transport digital readiness gratitude
""".replace("\n", " ").split()
WORDS = [word.replace("~", " ") for word in _WORDS]


@lru_cache(maxsize=1)
def _forms() -> list[str]:
    """Every form of the lexicon, as the pack and the gazetteer spell it once folded."""
    return sorted(cascade("en").scanner.forms)


def _spoken(pieces: st.SearchStrategy[str], size: int) -> st.SearchStrategy[str]:
    gaps = st.sampled_from([" ", " ", " ", "", ", ", ". ", "\n", "\u00a0", "-", " and "])
    return st.lists(st.tuples(pieces, gaps), max_size=size).map(lambda found: "".join(a + b for a, b in found))


_WORD = st.one_of(st.sampled_from(WORDS), st.sampled_from(WORDS).map(str.title), st.sampled_from(WORDS).map(str.upper))
ANY_TEXT = st.text(st.characters(), max_size=120)
MIXED = _spoken(st.one_of(_WORD, _WORD, _WORD, st.sampled_from(_ODD)), 60)
LEXICON = _spoken(st.one_of(st.deferred(lambda: st.sampled_from(_forms())), _WORD), 50)
DAYS = st.one_of(st.none(), st.dates())


def document(text: str, published: dt.date | None = dt.date(2021, 5, 3)) -> Document:
    return Document(name="t", text=text, sha256="0" * 64, published=published)


def read(text: str, published: dt.date | None = dt.date(2021, 5, 3)) -> tuple[Claim, ...]:
    """The claims of a text; a reader that failed fails the test."""
    outcome = read_in(document(text, published), "en")
    assert [p.message for p in outcome.problems if p.code == "rule-failed"] == []
    return outcome.result


def check(text: str, published: dt.date | None) -> None:
    claims = read(text, published)
    for claim in claims:
        assert 0 <= claim.start < claim.end <= len(text)
        assert text[claim.start : claim.end] == claim.quote
    assert list(claims) == sorted(claims, key=lambda c: (c.start, c.end, c.type))
    assert [c.id for c in claims] == [c.id for c in read(text, published)]
    for claim in claims:
        claim.as_dict("t")


@_PROFILE
@given(ANY_TEXT, DAYS)
def test_any_text(text: str, published: dt.date | None) -> None:
    check(text, published)


@settings(_PROFILE, max_examples=300)
@given(MIXED, DAYS)
@example("Russia and Azerbaijan signed the ﬁrst a\u00adgree\u00adment in Baku.\r\n", None)
@example("", None)
@example("1-tonight", None)
@example("Russia \ud800 signed an agreement with Azerbaijan.", dt.date(9999, 12, 31))
def test_any_mixture(text: str, published: dt.date | None) -> None:
    check(text, published)


@settings(_PROFILE, max_examples=250)
@given(LEXICON, DAYS)
def test_any_words_of_the_lexicon(text: str, published: dt.date | None) -> None:
    check("Russia and Azerbaijan: the sides. " + text, published)


# --- symbols ----------------------------------------------------------------------------------------------------------


def _sound(tagged: Tagged, before: Tagged | None = None) -> None:
    """Symbols stand in order, within the text, one tag and one value for each."""
    assert len(tagged.tags) == len(tagged.starts) == len(tagged.ends) == len(tagged.values)
    last = 0
    for start, end in zip(tagged.starts, tagged.ends, strict=True):
        assert last <= start <= end <= len(tagged.text)
        last = end
    if before is not None:
        assert set(tagged.starts) <= set(before.starts)
        assert set(tagged.ends) <= set(before.ends)


@_PROFILE
@given(st.one_of(ANY_TEXT, MIXED, LEXICON))
def test_every_level_keeps_the_offsets(text: str) -> None:
    compiled = cascade("en")
    scan = scannable(text)
    tagged = compiled.scanner.scan(scan.text)
    _sound(tagged)
    for level in compiled.levels:
        before, tagged = tagged, level.apply(tagged)
        _sound(tagged, before)
        assert level.apply(before).tags == tagged.tags
    assert discourse(document(text), "en").tags == tagged.tags


@_PROFILE
@given(st.one_of(ANY_TEXT, MIXED))
def test_a_scannable_text_points_back(text: str) -> None:
    scan = scannable(text)
    last = 0
    for place in range(len(scan.text)):
        start, end = scan.span(place, place + 1)
        assert last <= start < end <= len(text)
        last = start
    assert scan.span(0, len(scan.text)) <= (len(text), len(text))
    if text.isascii() and "  " not in text and not {"\t", "\f", "\v"} & set(text):
        assert scan.text == text


# --- time -------------------------------------------------------------------------------------------------------------

_HEAD = "Russia and Azerbaijan held the 5th meeting of the intergovernmental commission in Baku. Russian Minister Ivan Petrov said. "

#: One unit again and again: each has been quadratic or worse in some reader of texts, several in this one.
_UNITS = """
and~ the~ , 1 A~ “ Minister~of~ Russia~and~ Russia,~ signed~ January~ $ AB~ 21st~ trade,~ trade~ Ivan- Ivan~bin~ Ivan's~ Ivan~ Minister,~
Minister~and~ regular~ joint~ Azerbaijani~ meeting~ 5th~meeting~ the~meeting~of~the~commission~ commission~on~trade~and~ commission~(AB)~ met~
signed~an~agreement~and~ agreement~ draft~ forum~of~ “Forum~ road~map,~ visited~Baku~ plans~to~ expand~trade,~ said~ he~said~ the~sides~
exports~ 5%~ $5~million~ from~5~to~6~million~ 5~companies~ rose~by~5%~ respectively~ by~2020~ in~May~ which~ ; not~ a. a.~ A.~ ...~ - –~ .~ ! ( () "
e\\u0301 \\u0301 \\u00ad \\u200f ~~ ~\\n \\n \\r\\n 1~000~ 1, 1. x'x '
"""


def _unit(written: str) -> str:
    return written.replace("~", " ").encode().decode("unicode_escape") if "\\" in written else written.replace("~", " ")


def _seconds(work: Callable[[], object]) -> float:
    started = time.process_time()
    work()
    return time.process_time() - started


def _grows_in_proportion(make: Callable[[int], str], size: int) -> None:
    """Four times the text takes about four times as long, and never a second for a hundred kilobytes."""
    few, many = make(size), make(4 * size)
    short, long = min(_seconds(lambda: read(few)) for _ in range(2)), _seconds(lambda: read(many))
    if long > max(8 * short, 0.25):  # a busy machine: look again
        short, long = (
            min(_seconds(lambda: read(few)) for _ in range(3)),
            min(_seconds(lambda: read(many)) for _ in range(2)),
        )
    assert long < max(8 * short, 0.25), (short, long)
    assert long < 3.0


@pytest.mark.parametrize("unit", [_unit(unit) for unit in _UNITS.split()], ids=ascii)
def test_a_run_of_like_words_costs_its_length(unit: str) -> None:
    _grows_in_proportion(lambda size: _HEAD + unit * (size // len(unit)), 5_000)


#: Each sentence new, with a word and a number of its own: what is looked up among what was told before.
_SENTENCES = [
    "the {i}th meeting of the commission on {w} was held. ",
    "Russia and Azerbaijan signed an agreement on {w}. ",
    "The first {W} Forum was held in Baku. ",
    "Russian Minister {W} visited Baku. ",
    "The intergovernmental commission {W} (A{W}) met for the {i}th time. ",
    "{W} will attend. It was chaired by Minister {W}. ",
    "“The trade of {w} and {W} grew by {i} percent”, he said. ",
    "Russia plans to open {w} in Azerbaijan by 2030. ",
    "A working group on {W} was created, ",
    "exports of {w} reached ${i} million in May, ",
    "he took the {i}th place in trade; ",
]


def _word(number: int) -> str:
    return "".join("bcdfghjklm"[int(digit)] for digit in str(number + 1000)) + "a"


@pytest.mark.parametrize("sentence", _SENTENCES)
def test_new_sentences_without_end_cost_their_length(sentence: str) -> None:
    def make(size: int) -> str:
        made = (sentence.format(i=n + 1, w=_word(n), W=_word(n).title()) for n in range(size // len(sentence)))
        return _HEAD + "".join(made)

    _grows_in_proportion(make, 8_000)


def test_one_sentence_of_a_megabyte_without_a_stop() -> None:
    words = "and trade with the sides in Baku of Russia agreed to expand exports by 5% and "
    assert _seconds(lambda: read(words * (1_000_000 // len(words)))) < 15
