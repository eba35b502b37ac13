"""The ledger itself: take in, ask, explain, rebuild, verify."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from servanda.ledger.answers import Added, Summary, Tally
from servanda.ledger.asking import Texts, judgement, reports
from servanda.ledger.batch import Item, added, reading, told_apart, written
from servanda.ledger.explaining import sentence
from servanda.ledger.intake import Reader, Task, hashed, load, told
from servanda.problems import UsageError
from servanda.record import KIND_BY_NAME, Act, ActKind, Document, Judgement, JudgementKind
from servanda.store import Parcel
from servanda.store.answers import Explanation, Filter, Kept, Noted, Stated, Verification
from servanda.store.packing import Signed, printable

if TYPE_CHECKING:
    from servanda.follow import Change, View
    from servanda.ledger.live import Live
    from servanda.ledger.within import Within
    from servanda.reconcile import Reconciliation
    from servanda.resolve import Record
    from servanda.sources import Given, Limits
    from servanda.store import Store
    from servanda.store.register import Register
    from servanda.store.shelving import Shelving

Paths = Iterable[str | Path]
Told = Callable[[Added], None]
#: Groups that may see what is under embargo for all others; None where nothing is kept from who asks.
Circles = tuple[str, ...] | None


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


def read_only(
    paths: Paths, *, given: Given | None = None, limits: Limits | None = None, jobs: int = 1
) -> Iterator[Added]:
    """Read sources and keep nothing: each as it is done, in the order given."""
    reader = Reader(limits)
    items: Iterator[Item] = iter(load(paths, given=given, limits=limits))
    for item in reading(items, reader=reader, jobs=jobs):
        if isinstance(item, Parcel):
            yield added(item)


class Ledger:
    """The record: every source, every claim, both clocks; nothing is ever overwritten.

    ``Ledger.open()`` opens ``$SERVANDA_LEDGER`` or ``./servanda.db``; use it with ``with``.
    """

    def __init__(self, store: Store, *, reader: Reader | None = None, clock: Callable[[], dt.datetime] = _now) -> None:
        self._store = store
        self._reader = reader or Reader()
        self._clock = clock

    @classmethod
    def open(cls, where: str | Path | None = None, *, create: bool = True) -> Ledger:
        """Open the ledger in a file or at a PostgreSQL URL; without ``create`` it must be there already.

        Raises LedgerError when it cannot be opened or is newer than this program.
        """
        from servanda.store import Store

        return cls(Store.open(where, create=create))

    def close(self) -> None:
        """Let go of the database."""
        self._store.close()

    def __enter__(self) -> Ledger:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def where(self) -> str:
        """The address, fit to be printed: a password in it is masked."""
        return self._store.where

    def add(self, source: str | Path | bytes, *, name: str = "source", given: Given | None = None) -> Summary:
        """Take in one source: a path, or bytes under a name."""
        if isinstance(source, bytes):
            return _summed(self._taken([Task(name=name, origin=name, data=source, given=told(given))], jobs=1))
        return self.add_paths([source], given=given)

    def take(
        self,
        data: bytes,
        *,
        name: str,
        signed: Signed | None = None,
        given: Given | None = None,
        limits: Limits | None = None,
    ) -> Added:
        """Take in the bytes of one source, telling who adds it and for whom it is under embargo; with its claims.

        A source that was known stays as it was: an embargo on it would come too late.
        """
        task = Task(name=printable(name), origin=printable(name), data=data, given=told(given), signed=signed)
        (done,) = self._taken([task], jobs=1, limits=limits, with_claims=True)
        return done

    def add_paths(
        self,
        paths: Paths,
        *,
        given: Given | None = None,
        limits: Limits | None = None,
        jobs: int = 1,
        done: Told | None = None,
    ) -> Summary:
        """Take in files and folders; ``done`` is told of each source once it is safely written."""
        return _summed(self.adding(paths, given=given, limits=limits, jobs=jobs), done)

    def adding(
        self,
        paths: Paths,
        *,
        given: Given | None = None,
        limits: Limits | None = None,
        jobs: int = 1,
        with_claims: bool = False,
    ) -> Iterator[Added]:
        """Take in files and folders, giving each source as soon as it is safely written, in the order of the paths.

        ``with_claims`` has the claims of sources that were known already looked up too.
        """
        items = load(paths, given=given, limits=limits, own=self._store.files)
        return self._taken(items, jobs=jobs, limits=limits, with_claims=with_claims)

    def _taken(
        self, items: Iterable[Any], *, jobs: int, limits: Limits | None = None, with_claims: bool = False
    ) -> Iterator[Added]:
        reader = self._reader if limits is None else type(self._reader)(limits)
        apart = told_apart(items, journal=self._store, reader=reader)
        read = reading(apart, reader=reader, jobs=jobs)
        return written(read, journal=self._store, clock=self._clock, with_claims=with_claims)

    def rebuild(self, *, jobs: int = 1, done: Told | None = None) -> Summary:
        """Read every source again, from its original bytes, where this version of the reader has not read it yet."""
        return _summed(self.rebuilding(jobs=jobs), done)

    def rebuilding(self, *, jobs: int = 1) -> Iterator[Added]:
        """As :meth:`rebuild`, giving each source as it is done."""
        return self._taken(self._originals(), jobs=jobs)

    def _originals(self) -> Iterator[Task]:
        for sha256, origin in self._store.sources():
            data = self._store.original(sha256)
            if data is not None:
                name = "stdin" if origin == "-" else Path(origin).name
                yield hashed(Task(name=name, origin=origin, data=data))

    def claims(self, **asked: Any) -> Iterator[Stated]:
        """The claims asked for: ``kind``, ``country``, ``body``, ``since``, ``until``, ``text``, ``document``,
        ``as_known_on``, ``limit``.
        """
        return self._store.claims(asked_for(**asked))

    def documents(self, **asked: Any) -> Iterator[Kept]:
        """The documents asked for, by the same filters; dates are those of publication."""
        return self._store.documents(asked_for(**asked))

    def problems(self, **asked: Any) -> Iterator[Noted]:
        """The problems asked for: ``code``, ``document``, ``as_known_on``, ``limit``."""
        return self._store.problems(asked_for(**asked))

    def numbered(self, what: Literal["claims", "documents", "problems"], /, **asked: Any) -> Iterator[tuple[int, Any]]:
        """Answers with their numbers, by the same filters; ``after`` goes on behind a number, ``said_by`` leaves out later reports."""
        found = {
            "claims": self._store.numbered_claims,
            "documents": self._store.numbered_documents,
            "problems": self._store.numbered_problems,
        }
        return found[what](asked_for(**asked))

    def head(self) -> tuple[int, str]:
        """How many entries the journal has, and its newest seal."""
        return self._store.head()

    def document(self, id_: str, *, circles: Circles = ()) -> Document | None:
        """A document with its text; None when it is not there, or under embargo for who belongs to these groups only."""
        return self._store.document(id_, circles=circles)

    def original(self, sha256: str) -> bytes | None:
        """The original bytes with this SHA-256; None when they are not there."""
        return self._store.original(sha256)

    def record(self, *, as_of: dt.date | None = None, as_known_on: dt.datetime | dt.date | None = None) -> Record:
        """What all claims together speak of, under the judgements; ``as_of`` leaves out what was said after that day."""
        (record,) = self._records([as_of], as_known_on=as_known_on)
        return record

    def _records(
        self,
        days: Sequence[dt.date | None],
        *,
        as_known_on: dt.datetime | dt.date | None = None,
        with_texts: bool = True,
    ) -> list[Record]:
        """The record as of each of some days; the texts tell which documents are copies, which not every question needs."""
        from servanda.resolve import Record

        asked = asked_for(as_known_on=as_known_on)
        judged = self._store.judgements(as_known_on=asked.as_known_on)
        stated = list(self._store.claims(asked))
        ids = dict.fromkeys(s.document for s in stated) if with_texts else ()
        texts = Texts(self._store.texts, ids)
        told = list(reports(stated, texts))
        return [Record(told, judged, as_of=day) for day in days]

    def view(self, *, as_of: dt.date | None = None, as_known_on: dt.datetime | dt.date | None = None) -> View:
        """The record followed up to a day, today by default."""
        from servanda.follow import View

        return View(self.record(as_of=as_of, as_known_on=as_known_on), as_of or self._clock().date())

    @property
    def shelving(self) -> Shelving:
        """The derived tables that pages are made of."""
        return self._store.shelving

    def file(self) -> bool:
        """File what is new in the journal under the countries that it belongs to; whether there was anything."""
        from servanda.ledger.filing import file

        return file(self._store)

    def behind(self) -> int:
        """How many entries of the journal are not filed yet; -1 where all are."""
        from servanda.ledger.filing import behind

        return behind(self._store)

    def opened(self, readings: Sequence[int]) -> list[tuple[Kept, Document, list[Stated]]]:
        """Documents by their readings: what is kept of each, its text, its claims."""
        kept = self._store.kept_of(readings)
        texts = {text.id: text for text in self._store.texts([one.id for one in kept])}
        told: dict[str, list[Stated]] = {one.id: [] for one in kept}
        for stated in self._store.claims_of(tuple(readings)):
            told[stated.document].append(stated)
        return [(one, texts[one.id], told[one.id]) for one in kept]

    def within(
        self, countries: tuple[str, ...], *, as_of: dt.date | None = None, circles: tuple[str, ...] = ()
    ) -> Within:
        """The record within one set of countries, from the documents that are filed under them and open to these groups."""
        from servanda.ledger.within import Within

        withheld = self._store.withheld(circles)
        filed = self._store.shelving.readings("-".join(countries))
        readings = {document: reading for document, reading in filed.items() if document not in withheld}
        return Within(
            countries=countries,
            day=as_of or self._clock().date(),
            as_of=as_of,
            stated=tuple(sorted(self._store.claims_of(tuple(readings.values())), key=_as_said)),
            texts={document.id: document for document in self._store.texts(tuple(readings))},
            judgements=self._store.judgements(),
        )

    def live(self) -> Live:
        """A record that is kept up with the ledger, for programs that go on running and ask again and again."""
        from servanda.ledger.live import Live

        return Live(self._store, self._clock)

    def changes(
        self, since: dt.date, until: dt.date, *, as_known_on: dt.datetime | dt.date | None = None
    ) -> tuple[View, list[Change]]:
        """What changed between two days, with the later view.

        Raises UsageError when the first day is not before the second.
        """
        from servanda.follow import View, changes

        if since >= until:
            raise UsageError(f"{since} is not before {until}")
        records = self._records([since, until], as_known_on=as_known_on)
        before, after = (View(record, day) for record, day in zip(records, (since, until), strict=True))
        return after, changes(before, after)

    def decide(
        self,
        kind: JudgementKind,
        subject: str,
        other: str | None = None,
        *,
        by: str,
        reason: str,
        within: Sequence[tuple[str, ...]] = (),
        **told: Any,
    ) -> Judgement:
        """Take in a judgement: signed, with a reason; see :class:`servanda.record.Judgement`.

        What it speaks of is looked for in the records ``within`` these sets of countries first, and only then in the whole record, which
        takes the longer the larger the ledger. ``told`` may hold ``on`` (the day from which it counts, today by default), ``change`` (JSON, for ``correct``) and
        ``outcome`` (for ``close``). Raises UsageError when it speaks of what is not there, or is not signed.
        """
        if not by.strip() or not reason.strip():
            raise UsageError("a judgement is signed and says why")
        signed = {"by": by, "reason": reason, "on": told.pop("on", None) or self._clock().date()}
        made = self._judged(kind, subject, other, within=within, signed=signed, told=told)
        return self._store.decide(made, at=self._clock())

    def _judged(
        self, kind: JudgementKind, subject: str, other: str | None, *, within: Sequence[tuple[str, ...]], **made: Any
    ) -> Judgement:
        """The judgement by the first record that knows what it speaks of."""
        for countries in within:
            try:
                return judgement(self.within(countries).view.record, kind, subject, other, **made)
            except UsageError:
                continue  # what is unknown there may be known elsewhere; the whole record has the last word
        (record,) = self._records([None], with_texts=False)
        return judgement(record, kind, subject, other, **made)

    def judgements(
        self, *, as_known_on: dt.datetime | dt.date | None = None, circles: Circles = ()
    ) -> tuple[Judgement, ...]:
        """Every judgement, oldest first, also those that were taken back; but those on documents under embargo for others."""
        every = self._store.judgements(as_known_on=asked_for(as_known_on=as_known_on).as_known_on)
        hidden = self._store.withheld(circles) if circles is not None else frozenset()
        if not hidden:
            return every
        claims = {s.id for document in hidden for s in self._store.claims(Filter(document=document, circles=None))}
        gone = {j.id for j in every if _speaks_of(j, claims)}
        return tuple(j for j in every if j.id not in gone and j.subject not in gone)

    def act(self, kind: ActKind, subject: str, *, by: str, **told: Any) -> Act:
        """Take in what a person did beside judging, signed: an embargo or its end, a note or its end.

        ``told`` may hold ``circle``, ``until`` and ``told``; see :class:`servanda.record.Act`. Raises UsageError when it is not signed.
        """
        if not by.strip():
            raise UsageError("an act is signed")
        return self._store.act(Act(kind=kind, subject=subject, by=by, **told), at=self._clock())

    def acts(self, *kinds: ActKind, subject: str | None = None) -> tuple[Act, ...]:
        """Every act of these kinds, of all without one, oldest first."""
        return self._store.acts(kinds=kinds, subject=subject)

    def withheld(self, circles: tuple[str, ...] = ()) -> frozenset[str]:
        """The documents that are under embargo today for whoever belongs to these groups only."""
        return self._store.withheld(circles)

    @property
    def register(self) -> Register:
        """The accounts that are kept beside the journal."""
        return self._store.register

    def reconciliation(
        self,
        *,
        pair: Sequence[str] = (),
        as_of: dt.date | None = None,
        as_known_on: dt.datetime | dt.date | None = None,
        earlier: Reconciliation | None = None,
    ) -> Reconciliation:
        """The figures held against each other: of one ``pair`` of countries or of all, as said by ``as_of``.

        ``as_known_on`` asks what the ledger held at that time. What an ``earlier`` one worked out is taken over wherever its claims
        are the same still. Raises UsageError when a country is no two-letter code.
        """
        from servanda.ledger.reconciling import said
        from servanda.reconcile import Reconciliation

        for code in pair:
            asked_for(country=code)
        kinds = ("figure", "instrument")
        country = pair[0] if pair else None
        found = self._store.claims(asked_for(kind=kinds, country=country, as_known_on=as_known_on))
        texts = self._store.document
        codes = tuple(code.upper() for code in pair)
        return Reconciliation(said(found, texts, as_of=as_of, pair=codes), earlier=earlier)

    def verify(self, *, expected: str | None = None) -> Verification:
        """Check every seal, hash and row; ``expected`` is a seal noted earlier that must still be there."""
        return self._store.verify(expected=expected)

    def explain(self, claim: str, *, circles: Circles = ()) -> Explanation:
        """Why the ledger holds a claim; ``claim`` is its id or the beginning of it; of documents under embargo for others none.

        Raises UsageError when no claim, or more than one, has such an id.
        """
        times = self._store.by_id(claim.strip().lower(), circles=circles) if claim.strip() else []
        ids = sorted({stated.id for _, stated in times})
        if not ids:
            raise UsageError(f"no claim has an id that begins with {claim!r}; `servanda claims` shows the ids")
        if len(ids) > 1:
            raise UsageError(
                f"{len(ids)} claims have ids that begin with {claim!r}: {', '.join(ids[:5])}; give more of it"
            )
        number, stated = times[-1]
        document = self._store.document(stated.document, reading=number, circles=circles)
        assert document is not None
        span = sentence(document, stated.claim)
        start, end = stated.claim.start, stated.claim.end
        return Explanation(
            stated=stated,
            before=document.text[span.start : start],
            words=document.text[start:end],
            after=document.text[end : span.end],
            values=_values(stated),
            rule=stated.claim.rule,
            date_rule=stated.claim.date_rule,
            published_rule=document.published_rule,
            url=document.url,
            first_learned=times[0][1].learned,
            superseded=self._store.newest_reading(stated.document) != number,
        )


def _as_said(one: Stated) -> tuple[str, str, int, int, str]:
    """Where a claim stands among others, whatever was learned when."""
    return one.published or one.learned.date().isoformat(), one.document, one.claim.start, one.claim.end, one.id


_NOT_VALUES = {"doc", "type", "start", "end", "quote", "rule", "date_rule", "speaker"}


def _values(stated: Stated) -> dict[str, Any]:
    """The fields that the claim states, without those that are empty."""
    fields = stated.as_dict()
    return {k: v for k, v in fields.items() if k not in _NOT_VALUES and v not in (None, [], False)}


def _speaks_of(one: Judgement, claims: set[str]) -> bool:
    """Whether a judgement is on some of these claims: on one itself, or on a thing of which they alone speak."""
    anchors = [anchor.partition(":")[2].partition("#")[0] for anchor in (*one.anchors, *one.others)]
    return one.subject in claims or (bool(anchors) and claims.issuperset(anchors))


def _summed(done: Iterable[Added], told: Told | None = None) -> Summary:
    tally = Tally()
    for one in done:
        tally.count(one)
        if told:
            told(one)
    return tally.summary()


def asked_for(
    *,
    kind: str | Sequence[str] | None = None,
    country: str | None = None,
    body: str | None = None,
    since: dt.date | None = None,
    until: dt.date | None = None,
    text: str | None = None,
    document: str | None = None,
    code: str | Sequence[str] | None = None,
    as_known_on: dt.datetime | dt.date | None = None,
    said_by: dt.date | None = None,
    circles: Circles = (),
    after: int | None = None,
    limit: int | None = None,
) -> Filter:
    """The filter that is asked for; UsageError when it asks for what cannot be."""
    kinds = (kind,) if isinstance(kind, str) else tuple(kind or ())
    for unknown in set(kinds) - set(KIND_BY_NAME):
        raise UsageError(f"there is no kind of claim {unknown!r}; the kinds are {', '.join(KIND_BY_NAME)}")
    if country is not None and not (len(country) == 2 and country.isascii() and country.isalpha()):
        raise UsageError(f"a country is asked for by its two-letter ISO 3166 code, such as AZ, not {country!r}")
    if as_known_on is not None and not isinstance(as_known_on, dt.datetime):
        as_known_on = dt.datetime.combine(as_known_on, dt.time.max, dt.UTC)
    return Filter(
        kinds=kinds,
        country=country.upper() if country else None,
        body=body,
        since=since,
        until=until,
        text=text,
        document=document,
        codes=(code,) if isinstance(code, str) else tuple(code or ()),
        as_known_on=as_known_on,
        said_by=said_by,
        circles=circles,
        after=after,
        limit=limit,
    )
