"""The ledger: take in once, supersede, ask, explain, rebuild; on both databases."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from servanda.ledger import Ledger, Summary
from servanda.ledger.explaining import sentence
from servanda.ledger.intake import merged
from servanda.problems import UsageError
from servanda.record import Document, Person
from servanda.sources import Given
from servanda.store import Store
from servanda.values import Span
from stubs import StubReader, report


class Clock:
    """A clock that is turned by hand."""

    def __init__(self) -> None:
        self.now = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)

    def __call__(self) -> dt.datetime:
        return self.now

    def next_day(self) -> None:
        self.now += dt.timedelta(days=1)


@pytest.fixture
def clock() -> Clock:
    """Midnight of New Year."""
    return Clock()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Five reports, of which one is refused and one is empty."""
    made = tmp_path / "reports"
    made.mkdir()
    for number in (1, 2, 3):
        (made / f"r{number}.txt").write_text(report(number))
    (made / "s-refused.txt").write_text("REFUSED")
    (made / "t-empty.txt").write_text(" ")
    return made


@pytest.fixture
def ledger(where: str, clock: Clock) -> Iterator[Ledger]:
    """A ledger whose reader is quick."""
    with Ledger(Store.open(where), reader=StubReader(), clock=clock) as opened:
        yield opened


def with_reader(ledger: Ledger, edition: str) -> Ledger:
    """The same ledger with another version of the reader."""
    return Ledger(ledger._store, reader=StubReader(edition=edition), clock=ledger._clock)


def test_a_folder_is_taken_in_and_summed_up(ledger: Ledger, folder: Path) -> None:
    done: list[str] = []
    summary = ledger.add_paths([folder, folder / "gone.txt"], done=lambda one: done.append(Path(one.origin).name))
    assert summary == Summary(
        new=3,
        failed=3,
        documents=3,
        claims={"figure": 6, "meeting": 3, "person": 3},
        problems={"empty": 1, "no-date": 3, "unknown-format": 1, "unreadable": 1},
    )
    assert done == ["r1.txt", "r2.txt", "r3.txt", "s-refused.txt", "t-empty.txt", "gone.txt"]
    assert [kept.claims for kept in ledger.documents()] == [{"figure": 2, "meeting": 1, "person": 1}] * 3
    assert ledger.verify().ok


def test_reading_twice_changes_nothing(ledger: Ledger, folder: Path) -> None:
    first = list(ledger.adding([folder], with_claims=True))
    before = ledger.verify()
    again = list(ledger.adding([folder], with_claims=True))
    assert ledger.verify() == before
    assert [one.state for one in again] == ["known", "known", "known", "failed", "failed"]
    assert [list(one.claims) for one in again] == [list(one.claims) for one in first]


def test_a_known_file_under_a_new_name_is_the_same_document(ledger: Ledger, folder: Path) -> None:
    ledger.add_paths([folder / "r1.txt"])
    (folder / "copy.txt").write_text(report(1))
    (one,) = ledger.adding([folder / "copy.txt"], with_claims=True)
    assert one.state == "known"
    assert {name for name, _ in one.claims} == {"copy.txt"}
    (kept,) = ledger.documents()
    assert kept.names == ("r1.txt", "copy.txt")
    before = ledger.verify()
    ledger.add_paths([folder / "copy.txt", folder / "r1.txt"])
    assert ledger.verify() == before


def test_a_newer_reader_adds_and_supersedes(ledger: Ledger, folder: Path, clock: Clock) -> None:
    ledger.add_paths([folder])
    clock.next_day()
    newer = with_reader(ledger, "stub-2")
    assert newer.add_paths([folder]).new == 3
    assert {kept.reader for kept in newer.documents()} == {"stub-2"}
    assert {kept.reader for kept in newer.documents(as_known_on=dt.date(2026, 1, 1))} == {"stub-1"}
    assert len(list(newer.claims())) == 12
    claim = next(newer.claims(kind="meeting"))
    explained = newer.explain(claim.id)
    assert explained.stated.reader == "stub-2"
    assert explained.first_learned == dt.datetime(2026, 1, 1, tzinfo=dt.UTC)


def test_rebuilding_reads_from_the_original_bytes_and_goes_on(ledger: Ledger, folder: Path) -> None:
    ledger.add_paths([folder], given=Given(outlet="Turan"))
    for path in folder.iterdir():
        path.unlink()
    newer = with_reader(ledger, "stub-2")
    next(iter(newer.rebuilding()))  # interrupted after the first source
    summary = newer.rebuild()
    assert (summary.new, summary.known, summary.failed) == (2, 1, 0)
    assert {(kept.reader, kept.outlet) for kept in newer.documents()} == {("stub-2", "Turan")}
    before = newer.verify()
    newer.rebuild()
    assert newer.verify() == before


def test_what_the_user_tells_wins_stays_and_can_be_corrected(ledger: Ledger, folder: Path) -> None:
    path = folder / "r1.txt"

    def published() -> str | None:
        return next(ledger.documents()).published

    ledger.add_paths([path])
    assert published() == "2021-04-26"
    assert ledger.add_paths([path], given=Given(published=dt.date(2020, 1, 1))).new == 1
    assert published() == "2020-01-01"
    assert ledger.add_paths([path]).known == 1  # silence takes nothing back
    assert ledger.add_paths([path], given=Given(outlet="Turan")).new == 1
    assert (published(), next(ledger.documents()).outlet) == ("2020-01-01", "Turan")
    ledger.add_paths([path], given=Given(published=dt.date(2020, 1, 2)))
    ledger.add_paths([path], given=Given(published=dt.date(2020, 1, 1)))
    assert published() == "2020-01-01"
    assert ledger.verify().ok


def test_merging_what_is_told() -> None:
    assert merged('{"outlet":"A"}', "{}") == '{"outlet":"A"}'
    assert merged('{"outlet":"A"}', '{"outlet":"B","url":"u"}') == '{"outlet":"B","url":"u"}'


def test_a_bug_in_the_reader_costs_one_document_its_claims(ledger: Ledger, folder: Path) -> None:
    (folder / "r2.txt").write_text("BUG " + report(2))
    summary = ledger.add_paths([folder])
    assert (summary.new, summary.problems["rule-failed"]) == (3, 1)
    (noted,) = ledger.problems(code="rule-failed")
    assert "RecursionError" in noted.problem.message
    assert [noted.problem.code for noted in ledger.problems(document="r2.txt")] == ["no-date", "rule-failed"]


def test_bytes_can_be_added_under_a_name(ledger: Ledger) -> None:
    assert ledger.add(report(1).encode(), name="pasted").new == 1
    (kept,) = ledger.documents(text="corridor discussed")
    assert kept.name == "pasted"
    document = ledger.document(kept.id)
    assert document is not None
    assert document.text == report(1)
    assert ledger.original(document.sha256) == report(1).encode()


def test_claims_by_every_filter(ledger: Ledger, folder: Path) -> None:
    ledger.add_paths([folder])
    assert len(list(ledger.claims(kind="figure", country="ru", since=dt.date(2021, 1, 1)))) == 3
    assert len(list(ledger.claims(kind=["meeting", "person"], document="r2.txt"))) == 2
    assert len(list(ledger.claims(body="economic COMMISSION"))) == 3
    assert len(list(ledger.claims(text="exports", limit=1))) == 1
    for stated in ledger.claims():
        document = ledger.document(stated.document)
        assert document is not None
        assert document.text[stated.claim.start : stated.claim.end] == stated.claim.quote
        assert stated.as_dict()["doc"] == stated.name


@pytest.mark.parametrize(
    "asked", [{"kind": "figures"}, {"country": "Azerbaijan"}, {"country": "12"}, {"country": "АЗ"}]
)
def test_what_cannot_be_asked_is_a_wrong_call(ledger: Ledger, asked: dict[str, str]) -> None:
    with pytest.raises(UsageError):
        ledger.claims(**asked)


def test_an_explanation_shows_the_words_in_their_sentence(ledger: Ledger, folder: Path) -> None:
    ledger.add_paths([folder / "r1.txt"])
    stated = next(ledger.claims(kind="figure"))
    found = ledger.explain(stated.id[:8].upper())
    assert found.before == "Minister Ivan Petrov said that "
    assert found.words == stated.claim.quote == "trade turnover was $2.1 billion in 2021"
    assert found.after.strip() == "."
    assert found.values["value"] == 2_100_000_000
    assert (found.rule, found.superseded) == ("stub-figure", False)


def test_an_explanation_of_what_the_newest_reading_dropped_says_so(ledger: Ledger, folder: Path) -> None:
    ledger.add_paths([folder / "r1.txt"])
    meeting = next(ledger.claims(kind="meeting"))
    ledger.add_paths([folder / "r1.txt"], given=Given(published=dt.date(2020, 1, 1)))
    assert ledger.explain(meeting.id).superseded


def test_explaining_nothing_or_too_much_is_a_wrong_call(ledger: Ledger, folder: Path) -> None:
    ledger.add_paths([folder])
    for unknown in ("", "zzzz", "%", "_"):
        with pytest.raises(UsageError, match="no claim"):
            ledger.explain(unknown)
    ids = sorted(stated.id for stated in ledger.claims())
    shared = next(a[0] for a, b in itertools.pairwise(ids) if a[0] == b[0])
    with pytest.raises(UsageError, match="claims have ids"):
        ledger.explain(shared)


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="aB .!?\"'”\n«»", max_size=60), st.data())
def test_a_sentence_always_holds_the_claim(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    document = Document(name="x", text=text, sha256="0" * 64, paragraphs=(Span(0, len(text)),))
    span = sentence(document, Person(document=document.id, start=start, end=end, quote=text[start:end], name="x"))
    assert 0 <= span.start <= start <= end <= span.end <= len(text)
