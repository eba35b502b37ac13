"""Keeping the shelf: what is new is filed, and the answers of every scope that it touches are made anew."""

from __future__ import annotations

import datetime as dt
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any, Final

from servanda.publish.answers import Changes, PairLine, Thing
from servanda.publish.changing import changed
from servanda.publish.leaves import LISTS, Key, Leaf, decoder, encode, leaves

if TYPE_CHECKING:
    from servanda.ledger import Ledger
    from servanda.store.shelving import Standing

#: So many entries of the journal a reader files by itself, where nobody else keeps the shelf; with more it is told what is there.
PATIENCE: Final = 5_000
_KEYS: Final = 150_000  # keys of lists that are kept opened in memory
_CHANGES: Final = 30_000  # lines of changes that are kept
_BYTES: Final = 64_000_000  # of answers that are kept for days past and for groups


class Answers:
    """The answers of one scope, opened line by line."""

    def __init__(self, pair: PairLine, find: Callable[[str, Sequence[str]], dict[str, bytes]], keys: KeyCache) -> None:
        self.pair = pair
        self._find = find
        self._keys = keys

    def keys(self, page: str) -> list[Key]:
        """The keys of a list."""
        return self._keys.get(self._find, page)

    def lines(self, page: str, parts: Sequence[str]) -> list[Any]:
        """Lines of a list by their keys' parts; those that are there, in this order."""
        found = self._find(page, parts)
        decode = decoder(LISTS[page])
        return [decode(found[part]) for part in parts if part in found]


class KeyCache:
    """The keys of lists as they were opened last, so many of them."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._held: OrderedDict[tuple[object, str], list[Key]] = OrderedDict()
        self._count = 0

    def get(self, find: Callable[[str, Sequence[str]], dict[str, bytes]], page: str) -> list[Key]:
        """The keys of a list; ``find`` is what tells it from others."""
        place = (find, page)
        with self._lock:
            if place in self._held:
                self._held.move_to_end(place)
                return self._held[place]
        found = find(page, ("",)).get("")
        keys: list[Key] = decoder(list[Key])(found) if found else []
        with self._lock:
            if place not in self._held:
                self._held[place] = keys
                self._count += len(keys) + 1
            while self._count > _KEYS and len(self._held) > 1:
                self._count -= len(self._held.popitem(last=False)[1]) + 1
        return keys


class _Stored:
    """Finds the leaves of one version of a scope; two of one version are the same."""

    def __init__(self, ledger: Ledger, standing: Standing) -> None:
        self._ledger = ledger
        self._own = (standing.code, standing.version)

    def __call__(self, page: str, parts: Sequence[str]) -> dict[str, bytes]:
        return self._ledger.shelving.leaves(*self._own, page, parts)

    def __hash__(self) -> int:
        return hash(self._own)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Stored) and self._own == other._own


class _InMemory:
    """Finds leaves that were made for one question."""

    def __init__(self, made: Iterable[Leaf]) -> None:
        self._leaves = {(leaf.page, leaf.part): leaf.data for leaf in made}
        self.size = sum(map(len, self._leaves.values())) + 200 * len(self._leaves)

    def __call__(self, page: str, parts: Sequence[str]) -> dict[str, bytes]:
        found = ((part, self._leaves.get((page, part))) for part in parts)
        return {part: data for part, data in found if data is not None}


class Renewal:
    """Makes answers: those of today for everybody, which are stored, and others for one question, of which some are kept."""

    def __init__(self, ledger: Ledger, today: Callable[[], dt.date]) -> None:
        self._ledger = ledger
        self._today = today
        self._making = threading.Lock()
        self._cache = threading.Lock()
        self._aside: OrderedDict[object, tuple[PairLine, _InMemory]] = OrderedDict()
        self._changes: OrderedDict[object, Changes] = OrderedDict()
        self._keys = KeyCache()

    # ---- answers that are stored ---------------------------------------------------------------------------------------

    def file(self) -> bool:
        """File what is new in the journal, and sweep what was replaced before; whether anything was new."""
        with self._making:
            if self._ledger.behind() < 0:
                return False
            self._ledger.shelving.sweep()
            return self._ledger.file()

    def renew(self, *, stop: Callable[[], bool] = lambda: False) -> int:
        """File what is new and make the answers of every scope anew that it touches; how many scopes that were."""
        self.file()
        done = 0
        for code in self._ledger.shelving.waiting(self._today()):
            if stop():
                break
            self.make(code)
            done += 1
        return done

    def make(self, code: str) -> None:
        """Make the answers of one scope anew, where they are stale still."""
        shelving = self._ledger.shelving
        with self._making:
            if not any(standing.stale for standing in shelving.standing([code], self._today())):
                return
            seen = shelving.progress().seen
            within = self._ledger.within(tuple(code.split("-")))
            line, made = leaves(within)
            shelving.put(
                code,
                ((leaf.page, leaf.part, leaf.data) for leaf in made),
                line=encode(line) if line.documents else None,
                seen=seen,
                until=min((j.on for j in within.judgements if j.on > within.day), default=None),
                addresses=_addresses(made),
                bodies=_bodies(made),
            )

    def stored(self, standing: Standing) -> Answers | None:
        """The stored answers of a scope; None where it has no document that everybody may see."""
        if standing.line is None:
            return None
        return Answers(decoder(PairLine)(standing.line), _Stored(self._ledger, standing), self._keys)

    def standing(self, code: str, *, kept: bool) -> Standing | None:
        """How a scope stands, made anew first where it is stale and nobody else keeps the shelf, or where it was never made."""
        if not kept and 0 <= self._ledger.behind() <= PATIENCE:
            self.file()
        found = next(iter(self._ledger.shelving.standing([code], self._today())), None)
        if found is not None and (found.version == 0 or (found.stale and not kept)):
            self.make(code)
            found = next(iter(self._ledger.shelving.standing([code], self._today())), None)
        return found

    # ---- answers for one question ----------------------------------------------------------------------------------------

    def aside(self, standing: Standing, as_of: dt.date | None, circles: tuple[str, ...]) -> Answers | None:
        """The answers of a scope as of a day, or as some groups see it; None where they see no document of it."""
        place = (standing.code, standing.touched, as_of, as_of or self._today(), circles)
        with self._cache:
            held = self._aside.get(place)
            if held is not None:
                self._aside.move_to_end(place)
        if held is None:
            within = self._ledger.within(tuple(standing.code.split("-")), as_of=as_of, circles=circles)
            line, made = leaves(within)
            held = line, _InMemory(made)
            with self._cache:
                self._aside[place] = held
                while len(self._aside) > 1 and sum(found.size for _, found in self._aside.values()) > _BYTES:
                    self._aside.popitem(last=False)
        return Answers(held[0], held[1], self._keys) if held[0].documents else None

    def changes(self, standing: Standing, since: dt.date, until: dt.date, circles: tuple[str, ...]) -> Changes:
        """What changed in a scope between two days, as some groups see it; the last such answers are kept."""
        withheld = frozenset(self._ledger.withheld(circles) & self._ledger.shelving.readings(standing.code).keys())
        place = (standing.code, standing.touched, since, until, withheld)
        with self._cache:
            held = self._changes.get(place)
            if held is not None:
                self._changes.move_to_end(place)
                return held
        found = changed(self._ledger.within(tuple(standing.code.split("-")), circles=circles), since, until)
        with self._cache:
            self._changes[place] = found
            while len(self._changes) > 1 and sum(len(f.changes) + 1 for f in self._changes.values()) > _CHANGES:
                self._changes.popitem(last=False)
        return found


def _addresses(made: Iterable[Leaf]) -> dict[str, str]:
    """Every address that the things of a scope go by; an address that one has now is nobody's other name."""
    things: list[Thing] = [decoder(Thing)(leaf.data) for leaf in made if leaf.page == "things" and leaf.part]
    found = {alias: thing.address for thing in reversed(things) for alias in _aliases(thing)}
    return {**found, **{thing.address: thing.address for thing in things}}


def _aliases(thing: Thing) -> Iterable[str]:
    for alias in thing.aliases:
        yield alias
        yield alias.lower()


def _bodies(made: Iterable[Leaf]) -> dict[str, str]:
    """For each document the bodies of which it speaks."""
    speaking = next((leaf.data for leaf in made if leaf.page == "speaking"), None)
    return decoder(dict[str, str])(speaking) if speaking else {}


class Keeper:
    """A thread that keeps the shelf up with the journal for as long as a program runs."""

    def __init__(self, renewal: Renewal, *, every: float = 2.0) -> None:
        self._renewal = renewal
        self._every = every
        self._over = threading.Event()
        self._wanted = threading.Event()
        self._idle = threading.Event()
        self.failure: str | None = None
        self._thread = threading.Thread(target=self._run, name="shelf", daemon=True)
        self._thread.start()

    def nudge(self, wait: float = 0.0) -> bool:
        """Have it look at once; with ``wait``, give it so many seconds. Whether all is done."""
        self._idle.clear()
        self._wanted.set()
        return self._idle.wait(wait) if wait else False

    def close(self) -> None:
        """End it, after the scope that it is at."""
        self._over.set()
        self._wanted.set()
        self._thread.join()

    def _run(self) -> None:
        while not self._over.is_set():
            self._wanted.clear()
            try:
                self._renewal.renew(stop=self._over.is_set)
                self.failure = None
            except (
                Exception
            ) as error:  # whatever it was, pages go on with what is there, and the next look may do better
                self.failure = f"{type(error).__name__}: {error}"
            if not self._wanted.is_set():
                self._idle.set()
            self._wanted.wait(self._every)
