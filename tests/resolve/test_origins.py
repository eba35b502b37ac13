"""One release, many outlets: copies, extracts and quotations found, and who came first, in whatever order one reads."""

from __future__ import annotations

import datetime as dt
import hashlib
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from servanda.record import Document
from servanda.resolve.origins import Origins, Release, origins, passages


def prose(seed: str, words: int) -> str:
    """So many made-up words, always the same for a seed; no two seeds share a run of them."""
    random = Random(seed)
    return " ".join("".join(random.choices("bdfgklmnprst", k=2)) + random.choice("aeiou") for _ in range(words))


def document(text: str, day: int | None = None, outlet: str | None = None) -> Document:
    """A document that was published on so many a day of May."""
    published = None if day is None else dt.date(2021, 5, day)
    sha = hashlib.sha256(f"{text}{day}{outlet}".encode()).hexdigest()
    return Document(name=outlet or "text", text=text, sha256=sha, published=published, outlet=outlet)


RELEASE = [prose(f"release {number}", 60) for number in range(6)]
WHOLE = document("\n".join(RELEASE), 3, "The Ministry")
LATER = document("Headline of ours\n" + "\n".join(RELEASE), 4, "Daily")
CUT = document("\n".join(RELEASE[:3]), 4, "Weekly")
ARTICLE = document("\n".join([prose("own a", 300), RELEASE[1], prose("own b", 200)]), 5, "Monthly")
OTHER = document(prose("another", 400), 3, "Elsewhere")


def only(found: tuple[Release, ...], *members: Document) -> Release:
    (release,) = [one for one in found if set(one.documents) & {member.id for member in members}]
    return release


def test_copies_extracts_and_quotations_are_told_apart() -> None:
    found = origins([ARTICLE, OTHER, CUT, LATER, WHOLE])
    release = only(found, WHOLE)
    assert release.origin == WHOLE.id
    assert [(copy.document, copy.kind) for copy in sorted(release.copies, key=lambda copy: copy.kind)] == [
        (LATER.id, "copy"),
        (CUT.id, "extract"),
    ]
    (quotation,) = release.quotations
    assert (quotation.document, quotation.kind) == (ARTICLE.id, "quotation")
    assert quotation.share == pytest.approx(60 / 560, abs=0.05)
    assert quotation.told == pytest.approx(60 / 360, abs=0.05)
    assert only(found, ARTICLE) == Release(origin=ARTICLE.id)
    assert only(found, OTHER) == Release(origin=OTHER.id)


def test_each_document_is_in_one_release() -> None:
    found = origins([ARTICLE, OTHER, CUT, LATER, WHOLE])
    members = [member for release in found for member in release.documents]
    assert sorted(members) == sorted(one.id for one in (ARTICLE, OTHER, CUT, LATER, WHOLE))


def test_the_passages_that_are_shared_are_shown() -> None:
    (span,) = passages(ARTICLE, WHOLE)
    assert ARTICLE.text[span.start : span.end] == RELEASE[1]
    assert [CUT.text[span.start : span.end] for span in passages(CUT, WHOLE)] == [CUT.text]
    assert passages(OTHER, WHOLE) == ()


def test_a_formula_makes_no_release() -> None:
    formula = prose("formula", 25)
    one = document(f"{prose('x', 200)} {formula} {prose('y', 100)}", 1, "A")
    other = document(f"{prose('u', 150)} {formula} {prose('v', 200)}", 2, "B")
    found = origins([one, other])
    assert [(release.copies, release.quotations) for release in found] == [((), ()), ((), ())]


def test_quoting_two_releases_does_not_make_them_one() -> None:
    second = document(prose("second", 300), 3, "The Embassy")
    both = document("\n".join([*RELEASE[:2], second.text[: second.text.index(" ", 600)], prose("c", 200)]), 6, "Digest")
    found = origins([both, second, WHOLE])
    assert {release.origin for release in found} == {both.id, second.id, WHOLE.id}
    assert [len(release.quotations) for release in found if release.origin != both.id] == [1, 1]


def test_of_one_day_the_cited_outlet_comes_first() -> None:
    one, other = document("\n".join(RELEASE), 3, "Daily"), document("\n".join([*RELEASE, "More"]), 3, "Agency")
    assert origins([one, other])[0].origin == other.id, "the fuller text, where nothing else tells"
    assert origins([one, other], cites={other.id: ["DAILY"]})[0].origin == one.id
    undated = document("\n".join(RELEASE), None, "Ministry")
    assert origins([one, undated])[0].origin == one.id
    assert origins([one, undated], cites={one.id: ["Ministry"]})[0].origin == undated.id


def test_an_origin_that_is_not_there_is_named() -> None:
    release = only(origins([WHOLE, LATER], cites={LATER.id: ["Far Agency"]}), WHOLE)
    assert release.cited == ("far agency",)
    assert only(origins([WHOLE, LATER], cites={LATER.id: ["the ministry"]}), WHOLE).cited == ()


def test_a_short_text_within_a_long_one_of_the_same_day_is_quoted() -> None:
    short, long = (
        document(RELEASE[0], 3, "Press service"),
        document("\n".join([prose("l", 400), RELEASE[0]]), 3, "Daily"),
    )
    found = origins([long, short])
    assert [(c.document, c.of, c.kind) for c in only(found, short).quotations] == [(long.id, short.id, "quotation")]


def test_what_stands_everywhere_brings_none_together(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("servanda.resolve.origins.COMMON", 20)
    footer = prose("footer", 60)
    index = Origins()
    for number in range(25):
        index.add(document(f"{prose(f'n{number}', 100)} {footer}", 1, f"outlet {number}"))
    assert all(release.quotations == release.copies == () for release in index.releases())


def test_a_text_without_spaces_is_compared_too() -> None:
    random = Random(1)
    text = "".join(chr(random.randrange(0x4E00, 0x9000)) for _ in range(200))
    (release,) = origins([document(text, 1, "A"), document(text + "。完", 2, "B")])
    assert release.copies[0].kind == "copy"


PARTS = [prose(f"part {number}", 45) for number in range(8)]
DOCUMENTS = st.lists(
    st.builds(
        lambda parts, day, outlet: document("\n".join(PARTS[part] for part in parts), day, outlet),
        st.lists(st.integers(0, 7), min_size=1, max_size=5, unique=True),
        st.one_of(st.none(), st.integers(1, 4)),
        st.sampled_from(["A", "B", "C", None]),
    ),
    max_size=7,
    unique_by=lambda one: one.id,
)


@settings(deadline=None)
@given(DOCUMENTS, st.randoms(use_true_random=False), st.sets(st.tuples(st.integers(0, 6), st.sampled_from("ABC"))))
def test_the_order_of_reading_does_not_matter(
    documents: list[Document], random: Random, citing: set[tuple[int, str]]
) -> None:
    cites = {one.id: [outlet for place, outlet in citing if place == number] for number, one in enumerate(documents)}
    shuffled = random.sample(documents, len(documents))
    assert origins(documents, cites=cites) == origins(shuffled, cites=cites)


@settings(deadline=None)
@given(DOCUMENTS)
def test_one_by_one_is_as_all_at_once(documents: list[Document]) -> None:
    index = Origins()
    for number, one in enumerate(documents):
        index.add(one)
        index.add(one)
        assert len(index) == number + 1
        assert one.id in index.release(one.id).documents
    assert index.releases() == origins(documents)
    assert sorted(member for release in index.releases() for member in release.documents) == sorted(
        one.id for one in documents
    )


@given(st.lists(st.sampled_from(["a", "b", "c", "river", "мост", "\ud800"]), max_size=60))
def test_marks_are_the_least_of_each_stretch_and_stand_for_every_word_once(words: list[str]) -> None:
    from zlib import crc32

    from servanda.resolve.origins import _BASE, _MASK, RUN, STRETCH, _marks, _runs

    def run(place: int) -> int:
        rolled = 0
        for word in words[place : place + RUN]:
            rolled = (rolled * _BASE + crc32(word.encode("utf-8", "surrogatepass")) * _BASE) & _MASK
        return ((rolled ^ (rolled >> 29)) * 0xBF58476D1CE4E5B9) & _MASK

    told = [(run(place), place) for place in range(len(words) - RUN + 1)]
    assert list(_runs(words)) == told
    stretches = [told[n : n + STRETCH] for n in range(max(len(told) - STRETCH, 0) + 1)] if told else []
    marks = _marks(words)
    assert set(marks) == {min(mark for mark, _ in stretch) for stretch in stretches}
    assert sum(marks.values()) == (len(words) if told else 0)
