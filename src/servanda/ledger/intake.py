"""Intake: from paths to parcels. Files are found and loaded here, opened and read by a :class:`Reader`."""

from __future__ import annotations

import gc
import hashlib
import sys
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import msgspec

from servanda.problems import Outcome, Problem, SourceError
from servanda.record import Claim, Document
from servanda.store.packing import Packed, Parcel, Signed, deflate, pack, pack_problem, printable

if TYPE_CHECKING:
    from servanda.sources import Given, Limits

STDIN: Final = "-"


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """One source to be read: its bytes, its name, where it lies, what the caller told about it (as JSON), and who adds it."""

    name: str
    origin: str
    data: bytes
    given: str = "{}"
    sha256: str = field(default="")
    signed: Signed | None = None

    @property
    def weight(self) -> int:
        """About how many bytes it takes in memory."""
        return len(self.data) + 500


def files(paths: Iterable[str | Path]) -> tuple[Path, ...]:
    """The files that paths stand for; what cannot be found is left for :func:`load` to tell."""
    from servanda import sources

    return sources.find(paths).result


def is_statistics(path: Path) -> bool:
    """Whether a file is one of official statistics, by its content; False for one that cannot be opened."""
    from servanda.sources.statistics import sniffed

    try:
        return sniffed(path.read_bytes()) is not None
    except (OSError, ValueError):
        return False


def fetched(url: str, *, allow_private: bool = False) -> bytes:
    """A file of statistics from its web address; one within a private network only where that is allowed.

    Raises UsageError for what is no web address, SourceError when no such file can be had there.
    """
    from servanda.sources.fetching import fetch

    return fetch(url, allow_private=allow_private)


def fetched_page(url: str, *, limits: Limits | None = None, allow_private: bool = False) -> bytes:
    """Whatever lies at a web address; within a private network only where that is allowed.

    Raises UsageError for what is no web address, SourceError when it cannot be had or is too large.
    """
    from servanda.sources import Limits
    from servanda.sources.fetching import fetch_any

    return fetch_any(url, limits=limits or Limits(), allow_private=allow_private)


def told(given: Given | None) -> str:
    """What the caller told, as JSON, nothing in it that was not told."""
    stated = {} if given is None else msgspec.to_builtins(given)
    return msgspec.json.encode({k: v for k, v in stated.items() if v is not None}, order="sorted").decode()


def merged(before: str, now: str) -> str:
    """What was told before with what is told now: the newer word wins, and silence takes nothing back."""
    if now == "{}" or before == now:
        return before
    return msgspec.json.encode(msgspec.json.decode(before) | msgspec.json.decode(now), order="sorted").decode()


def load(
    paths: Iterable[str | Path], *, given: Given | None, limits: Limits | None, own: Collection[Path] = ()
) -> Iterator[Task | Parcel]:
    """The sources that paths stand for, loaded one by one; ``-`` is standard input.

    ``own`` are files of the ledger itself, which are passed over where a folder holds them. A path that cannot be opened comes as a parcel that holds the problem.
    """
    from servanda import sources

    known, bounds = told(given), limits or sources.Limits()
    for path in paths:
        if str(path) == STDIN:
            data = sys.stdin.buffer.read(bounds.bytes + 1)
            yield Task(name="stdin", origin=STDIN, data=data, given=known)
            continue
        found = sources.find([path])
        for problem in found.problems:
            yield failure(problem, origin=problem.source)
        for file in found.result:
            if own and file != Path(path) and file.resolve() in own:
                continue
            yield _load(file, given=known, most=bounds.bytes)


def _load(path: Path, *, given: str, most: int) -> Task | Parcel:
    try:
        if not path.is_file():
            raise OSError(None, "not a regular file")
        with path.open("rb") as file:
            data = file.read(most + 1)  # one byte too many tells the reader that there was more
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        message = f"cannot be opened ({reason}): check the path and its permissions"
        return failure(Problem(code="unreadable", message=message, source=str(path)), origin=str(path))
    return Task(name=printable(path.name), origin=printable(str(path)), data=data, given=given)


def sweep_seldom() -> None:
    """Have Python look for dead cycles of objects less often, in a process that only reads.

    What reading makes dies with its document and hardly ever in cycles; looking for them took a twentieth of the time.
    """
    gc.set_threshold(50_000, 20, 20)


def hashed(task: Task) -> Task:
    """The task with the SHA-256 of its bytes."""
    return replace(task, sha256=hashlib.sha256(task.data).hexdigest())


def failure(problem: Problem, *, origin: str, reader: str = "") -> Parcel:
    """The parcel of a source that gave no document."""
    row = pack_problem(replace(problem, source=origin), about=reader)
    return Parcel(name=printable(origin), reader=reader, problems=(row,))


@dataclass(frozen=True, slots=True)
class Reader:
    """Opens a source and reads what it holds. Pure: the same task gives the same parcel, in any process."""

    limits: Any = None

    @property
    def version(self) -> str:
        """The version of the reader and its language packs; a new one reads everything anew."""
        from servanda.read import READER

        return str(READER)

    def warm(self) -> None:
        """Load what reading needs, ahead of the first document."""
        self.claims(Document(name="warm", text="Baku, 2 May 2021.", sha256="0" * 64, language="en"))

    def open(self, task: Task, given: Given) -> Outcome[tuple[Document, ...]]:
        """The documents in a source."""
        from servanda import sources

        return sources.open_bytes(task.data, printable(task.name), given=given, limits=self.limits or sources.Limits())

    def claims(self, document: Document) -> Outcome[tuple[Claim, ...]]:
        """What a document says; the rows of official statistics are its figures."""
        from servanda.sources import statistics

        if document.media_type in statistics.MEDIA_TYPES:
            return statistics.claims(document)
        from servanda.read import read_document

        return read_document(document)

    def read(self, task: Task) -> Parcel:
        """Open and read one source; whatever goes wrong with the material becomes a problem in the parcel."""
        opened = self._opened(task)
        if not opened.result:
            problems = opened.problems or (
                Problem(code="empty", message="gave no document: check the file", source=task.origin),
            )
            rows = tuple(pack_problem(replace(p, source=task.origin), about=self.version) for p in problems)
            return Parcel(name=printable(task.origin), reader=self.version, problems=rows, signed=task.signed)
        sha256 = task.sha256 or hashlib.sha256(task.data).hexdigest()
        readings = tuple(self._packed(document, sha256) for document in opened.result)
        first = readings[0]
        if opened.problems:
            first = replace(first, problems=self._rows(opened.problems, first) + first.problems)
        return Parcel(
            name=printable(task.origin),
            reader=self.version,
            given=task.given,
            sha256=sha256,
            size=len(task.data),
            data=deflate(task.data),
            readings=(first, *readings[1:]),
            signed=task.signed,
        )

    def _opened(self, task: Task) -> Outcome[tuple[Document, ...]]:
        from servanda.sources import Given

        try:
            return self.open(task, msgspec.json.decode(task.given, type=Given))
        except SourceError as error:
            return Outcome((), (Problem(code=error.code, message=str(error), source=task.origin),))
        except Exception as error:  # one file must not end a batch, whatever a parser does with it
            message = f"opening it failed ({type(error).__name__}): convert the file to plain text and report this"
            return Outcome((), (Problem(code="unreadable", message=message, source=task.origin),))

    def _packed(self, document: Document, original: str) -> Packed:
        try:
            outcome = self.claims(document)
            return pack(document, outcome.result, outcome.problems, original=original)
        except Exception as error:  # a rule's bug costs the claims of one document, not the batch
            message = f"reading it failed ({type(error).__name__}): report this with the document"
            problem = Problem(code="rule-failed", message=message, source=document.name)
            return pack(document, (), (problem,), original=original)

    @staticmethod
    def _rows(problems: tuple[Problem, ...], packed: Packed) -> Any:
        return tuple(pack_problem(problem, about=packed.document) for problem in problems)
