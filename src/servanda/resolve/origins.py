"""One release, many outlets: which documents repeat one another, which of them came first, and what is quoted from where.

Texts are compared by fingerprints: runs of words are hashed, and of each stretch of runs the least hash is kept
(winnowing), so that whatever two texts share at length leaves the same marks in both, wherever it stands. Documents
that share a mark are held against one another; all others never meet, so that cost grows with the number of documents
and of true repetitions. No word of any language is known here.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import deque
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final, Literal, NamedTuple, TypeAlias
from zlib import crc32

from servanda.record import Document
from servanda.values import Span

if TYPE_CHECKING:
    from numpy import uint64
    from numpy.typing import NDArray

Kind = Literal["copy", "extract", "quotation"]

RUN: Final = 8  # words that are hashed together
STRETCH: Final = 12  # runs of which one leaves its mark: what is shared is seen from RUN + STRETCH - 1 words on
PASSAGE: Final = 30  # words that must stand together to count as shared: formulas are shorter
LEAST: Final = 40  # shared words below which texts are not called related
MOSTLY: Final = 0.5  # of a text: from here on it is a copy, below it has more of its own
WHOLE: Final = 0.8  # of the origin: below, a copy is an extract
COMMON: Final = 500  # documents: what stands in more of them is boilerplate and brings none together

_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]|[^\W_]+")
_BASE = 0x9E3779B97F4A7C15
_MASK = (1 << 64) - 1


@dataclass(frozen=True, slots=True)
class Copy:
    """A document that repeats an earlier one: ``document`` and ``of`` are ids.

    A "copy" has all of the other text that matters, an "extract" parts of it and little of its own; a "quotation" has
    more of its own. ``share`` is how much of this document stands in the other, ``told`` how much of the other it carries; both 0 to 1.
    """

    document: str
    of: str
    kind: Kind
    share: float
    told: float


@dataclass(frozen=True, slots=True)
class Release:
    """What was published once: the ``origin``, its copies and extracts, and the documents that quote any of them.

    ``cited`` are the outlets that its documents name as their source and that published none of them: where they are given,
    the true origin is not among the documents.
    """

    origin: str
    copies: tuple[Copy, ...] = ()
    quotations: tuple[Copy, ...] = ()
    cited: tuple[str, ...] = ()

    @property
    def documents(self) -> tuple[str, ...]:
        """The origin and its copies: together they are one source."""
        return (self.origin, *(copy.document for copy in self.copies))


def origins(
    documents: Iterable[Document], *, cites: Mapping[str, Collection[str]] | None = None
) -> tuple[Release, ...]:
    """The releases behind the documents, each document in one of them as origin or copy, whatever their order.

    ``cites`` gives, by document id, the outlets that a document names as its source. The origin is the earliest; of one
    day, whoever is cited, then the fuller text. A document without a date comes last.
    """
    index = Origins()
    for document in documents:
        index.add(document, cites=(cites or {}).get(document.id, ()))
    return index.releases()


def passages(document: Document, other: Document) -> tuple[Span, ...]:
    """The stretches of the document's text that stand in the other too, word for word, in order."""
    known = {mark for mark, _ in _runs([word.group().casefold() for word in _WORD.finditer(other.text)])}
    words = list(_WORD.finditer(document.text))
    found: list[tuple[int, int]] = []
    for mark, place in _runs([word.group().casefold() for word in words]):
        if mark in known:
            begin = found.pop()[0] if found and place <= found[-1][1] + 1 else place
            found.append((begin, place + RUN - 1))
    return tuple(Span(words[first].start(), words[last].end()) for first, last in found)


@dataclass(frozen=True, slots=True, eq=False)
class _Text:
    """What is kept of a document: its marks, with the words that each stands for."""

    id: str
    published: dt.date
    outlet: str
    cites: frozenset[str]
    words: int
    marks: dict[int, int]


class _Shared(NamedTuple):
    """How many words of one text stand in the other, and of the other in the one."""

    here: int
    there: int

    def turned(self) -> _Shared:
        return _Shared(self.there, self.here)


_Near: TypeAlias = dict[_Text, _Shared]


class Origins:
    """An index that documents are added to one by one; it answers as if it had been given all of them at once."""

    def __init__(self) -> None:
        self._texts: dict[str, _Text] = {}
        self._bearers: dict[int, list[str]] = {}
        self._common: set[int] = set()
        self._shared: dict[str, dict[str, _Shared]] = {}

    def __len__(self) -> int:
        return len(self._texts)

    def add(self, document: Document, *, cites: Collection[str] = ()) -> None:
        """Take a document in; one that is there already stays as it is."""
        if document.id in self._texts:
            return
        text = _text(document, cites)
        near = self._near(text)
        self._texts[text.id], self._shared[text.id] = text, {}
        for mark in text.marks:
            bearers = self._bearers.setdefault(mark, [])
            bearers.append(text.id)
            if len(bearers) > COMMON:
                self._common.add(mark)
        for other in near:
            if shared := self._compared(text, self._texts[other]):
                self._shared[text.id][other] = shared
                self._shared[other][text.id] = shared.turned()

    def release(self, document: str) -> Release:
        """The release that a document, by its id, is the origin or a copy of; KeyError for one that was not added."""
        members: dict[str, _Near] = {document: self._related(document)}
        ahead = deque(members)
        while ahead:
            here = ahead.popleft()
            for other, shared in members[here].items():
                if other.id not in members and _copy(self._texts[here], other, shared).kind != "quotation":
                    members[other.id] = self._related(other.id)
                    ahead.append(other.id)
        return self._released(members)

    def releases(self) -> tuple[Release, ...]:
        """All releases, by the day and id of their origins."""
        found: list[Release] = []
        seen: set[str] = set()
        for text in sorted(self._texts.values(), key=_order):
            if text.id not in seen:
                found.append(self.release(text.id))
                seen.update(found[-1].documents)
        return tuple(sorted(found, key=lambda release: _order(self._texts[release.origin])))

    def _near(self, text: _Text) -> list[str]:
        """The texts that share enough marks with one to be held against it."""
        words: dict[str, int] = {}
        for mark, stands_for in text.marks.items():
            bearers = self._bearers.get(mark, ())
            if len(bearers) < COMMON:
                for other in bearers:
                    words[other] = words.get(other, 0) + stands_for
        return [other for other, count in words.items() if _enough(count, text, self._texts[other])]

    def _compared(self, one: _Text, other: _Text) -> _Shared | None:
        """What two texts share but for boilerplate; None where it is too little to tell anything."""
        both = (one.marks.keys() & other.marks.keys()) - self._common
        here = _together(one, both)
        there = _together(other, both) if _enough(here, one, other) else 0
        return _Shared(here, there) if _enough(there, one, other) else None

    def _related(self, document: str) -> _Near:
        """The texts that share something with a document, and how much: without what has become boilerplate since."""
        own = self._texts[document]
        known = self._shared[document].items()
        if self._common.isdisjoint(own.marks):
            return {self._texts[other]: shared for other, shared in known}
        texts = [self._texts[other] for other, _ in known]
        return {text: shared for text in texts if (shared := self._compared(own, text))}

    def _released(self, members: dict[str, _Near]) -> Release:
        texts = sorted((self._texts[member] for member in members), key=_order)
        outlets = {text.outlet for text in texts} - {""}
        own = [text for text in texts if not text.cites & (outlets - {text.outlet})]
        origin = (own or texts)[0]
        return Release(
            origin=origin.id,
            copies=tuple(_copy_within(text, origin, members) for text in texts if text is not origin),
            quotations=tuple(sorted(_quoting(texts, members), key=lambda copy: copy.document)),
            cited=tuple(sorted({cited for text in texts for cited in text.cites} - outlets)),
        )


def _copy_within(text: _Text, origin: _Text, members: dict[str, _Near]) -> Copy:
    """A member as a copy of the origin, or, where it shares nothing with it, of whom it shares most with."""
    near = {other: shared for other, shared in members[text.id].items() if other.id in members}
    of = origin if origin in near else max(near, key=lambda other: (near[other].here, other.id))
    share, told = _shares(text, of, near[of])
    return Copy(text.id, of.id, "copy" if told >= WHOLE else "extract", share, told)


def _quoting(texts: list[_Text], members: dict[str, _Near]) -> Iterator[Copy]:
    """For each document outside that quotes a member: the member that it has most of, the first of them."""
    best: dict[str, Copy] = {}
    for text in texts:
        for other, shared in members[text.id].items():
            if other.id not in members:
                copy = _copy(text, other, shared)
                known = best.get(other.id)
                if copy.document == other.id and (known is None or copy.share > known.share):
                    best[other.id] = copy
    yield from best.values()


# --- who comes first -----------------------------------------------------------------------------------------------------


def _order(text: _Text) -> tuple[dt.date, bool, int, str]:
    """The earlier first; of one day, who names no source, then the fuller text."""
    return text.published, bool(text.cites), -text.words, text.id


def _copy(one: _Text, other: _Text, shared: _Shared) -> Copy:
    """The later of two texts as what it is of the earlier."""
    if _first(other, one, shared.there, shared.here):
        earlier, later, shared = other, one, shared
    else:
        earlier, later, shared = one, other, shared.turned()
    share, told = _shares(later, earlier, shared)
    kind: Kind = "quotation" if share < MOSTLY else "copy" if told >= WHOLE else "extract"
    return Copy(later.id, earlier.id, kind, share, told)


def _first(one: _Text, other: _Text, here: int, there: int) -> bool:
    """Whether one text came before the other.

    Of one day and with no word on it, a short text that stands within a much longer one was there first: whoever cuts a text
    down by half seldom leaves the rest untouched.
    """
    cited, citing = one.outlet in other.cites, other.outlet in one.cites
    if cited is not citing:
        return cited
    within = [count >= MOSTLY * text.words for count, text in ((here, one), (there, other))]
    if one.published == other.published and bool(one.cites) is bool(other.cites) and within[0] is not within[1]:
        return within[0]
    return _order(one) < _order(other)


def _together(text: _Text, shared: Collection[int]) -> int:
    """The words of the text that the shared marks stand for, where enough of them stand together."""
    count = passage = 0
    for mark, words in text.marks.items():
        if mark in shared:
            passage += words
            continue
        count += passage if passage >= PASSAGE else 0
        passage = 0
    return count + (passage if passage >= min(PASSAGE, text.words) else 0)


def _enough(words: int, one: _Text, other: _Text) -> bool:
    return words >= min(LEAST, MOSTLY * min(one.words, other.words))


def _shares(text: _Text, other: _Text, shared: _Shared) -> tuple[float, float]:
    return round(min(1.0, shared.here / text.words), 3), round(min(1.0, shared.there / other.words), 3)


# --- marks ---------------------------------------------------------------------------------------------------------------


def _text(document: Document, cites: Collection[str]) -> _Text:
    words = [word.casefold() for word in _WORD.findall(document.text)]
    return _Text(
        id=document.id,
        published=document.published or dt.date.max,
        outlet=_outlet(document.outlet or ""),
        cites=frozenset(filter(None, map(_outlet, cites))),
        words=max(1, len(words)),
        marks=_marks(words),
    )


def _outlet(name: str) -> str:
    return " ".join(_WORD.findall(name.casefold()))


def _marks(words: list[str]) -> dict[int, int]:
    """The marks of a text, each with the words from it to the next."""
    import numpy

    runs = _hashes(words)
    if not len(runs):
        return {}
    stretches = numpy.lib.stride_tricks.sliding_window_view(runs, min(STRETCH, len(runs)))
    behind = stretches.shape[1] - 1 - stretches[:, ::-1].argmin(axis=1)  # of equals the last
    places = behind + numpy.arange(len(stretches))  # never falling
    places = places[numpy.append(True, places[1:] != places[:-1])]
    found: dict[int, int] = {}
    ends = [*((places[:-1] + places[1:] + RUN) // 2).tolist(), len(words)]
    begin = 0
    for mark, end in zip(runs[places].tolist(), ends, strict=True):
        found[mark] = found.get(mark, 0) + end - begin
        begin = end
    return found


def _runs(words: list[str]) -> Iterator[tuple[int, int]]:
    """The hash of each run of words, with the number of its first word; the same in every process."""
    return zip(_hashes(words).tolist(), range(len(words)), strict=False)


def _hashes(words: list[str]) -> NDArray[uint64]:
    """The hashes of all runs of words, in order: a polynomial over the words' own, reckoned without carry beyond 64 bits."""
    import numpy

    own = numpy.fromiter(map(_hash, words), numpy.uint64, len(words))
    count = max(len(words) - RUN + 1, 0)
    rolled = numpy.zeros(count, numpy.uint64)
    for place in range(RUN):
        rolled = rolled * numpy.uint64(_BASE) + own[place : place + count]
    return (rolled ^ (rolled >> numpy.uint64(29))) * numpy.uint64(0xBF58476D1CE4E5B9)


@lru_cache(maxsize=1 << 18)
def _hash(word: str) -> int:
    return crc32(word.encode("utf-8", "surrogatepass")) * _BASE & _MASK
