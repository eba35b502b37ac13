"""The catalogue: what every document can be narrowed by, held in arrays, so that any number of hits is counted at once."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

import numpy
from numpy.typing import NDArray

from servanda.publish.answers import Facet

if TYPE_CHECKING:
    from servanda.store.shelving import Shelving

Numbers = NDArray[numpy.int64]
Mask = NDArray[numpy.bool_]

#: By what documents are narrowed, under the names of a query, with the columns that hold it.
SINGLE: Final = ("language", "outlet", "year")
SEVERAL: Final = {"kind": "kinds", "country": "countries", "scope": "scopes"}
_SHOWN: Final = 40  # values of a facet, the most frequent ones


class _Values:
    """The values of one facet, numbered, and for each document those that it has."""

    def __init__(self) -> None:
        self.number: dict[str, int] = {}
        self.names: list[str] = []
        self._rows: list[int] = []
        self._held: list[int] = []
        self._told: set[tuple[int, int]] = set()
        self._arrays: tuple[Numbers, Numbers] | None = None

    def put(self, row: int, values: Iterable[str], *, again: bool = False) -> None:
        """Note the values of a document; ``again`` where it may have been told of before."""
        for value in values:
            number = self.number.setdefault(value, len(self.names))
            if number == len(self.names):
                self.names.append(value)
            if again and (row, number) in self._told:
                continue
            if again:
                self._told.add((row, number))
            self._rows.append(row)
            self._held.append(number)
            self._arrays = None

    def _pairs(self) -> tuple[Numbers, Numbers]:
        if self._arrays is None:
            self._arrays = numpy.array(self._rows, dtype=numpy.int64), numpy.array(self._held, dtype=numpy.int64)
        return self._arrays

    def having(self, value: str, count: int) -> Mask:
        """Which of so many documents have a value."""
        rows, held = self._pairs()
        mask = numpy.zeros(count, dtype=numpy.bool_)
        mask[rows[held == self.number.get(value, -1)]] = True
        return mask

    def counted(self, chosen: Mask) -> tuple[Facet, ...]:
        """How many of the chosen documents have each value, the most frequent ones first."""
        rows, held = self._pairs()
        if not len(rows):
            return ()
        counts = numpy.bincount(held[chosen[rows]], minlength=len(self.names))
        first = sorted(
            numpy.argsort(-counts, kind="stable")[:_SHOWN].tolist(), key=lambda n: (-counts[n], self.names[n])
        )
        return tuple(Facet(self.names[n], int(counts[n])) for n in first if counts[n])


class Catalogue:
    """All documents that are filed, kept up with the tables as it is asked."""

    def __init__(self, shelving: Shelving) -> None:
        self._shelving = shelving
        self._lock = threading.Lock()
        self._forget()

    def _forget(self) -> None:
        self._readings: list[int] = []
        self._days: list[int] = []
        self._documents: list[str] = []
        self._scopes: list[str] = []
        self._row_of: dict[str, int] = {}
        self._gone: list[int] = []
        self._facets = {name: _Values() for name in (*SINGLE, *SEVERAL, "body")}
        self._spoken = -1
        self._arrays: tuple[Numbers, Numbers, Mask] | None = None

    def __len__(self) -> int:
        return len(self._readings)

    def refresh(self) -> None:
        """Take in what was filed since, and which bodies documents speak of."""
        with self._lock:
            rows = self._shelving.catalogue(self._readings[-1] if self._readings else 0)
            for row in rows:
                self._put(row)
            newest, speaking = self._shelving.speaking(self._spoken)
            for document, bodies in speaking:
                if (place := self._row_of.get(document)) is not None:
                    self._facets["body"].put(place, bodies.split(" "), again=True)
            self._spoken = newest
            if rows or self._arrays is None:
                alive = numpy.ones(len(self._readings), dtype=numpy.bool_)
                alive[self._gone] = False
                arrays = (numpy.array(told, dtype=numpy.int64) for told in (self._readings, self._days))
                self._arrays = (*arrays, alive)  # type: ignore[assignment]

    def _put(self, row: Any) -> None:
        place = len(self._readings)
        before = self._row_of.get(row.document)
        if before is not None:
            self._gone.append(before)
        self._row_of[row.document] = place
        self._readings.append(row.reading)
        self._documents.append(row.document)
        self._scopes.append(row.scopes)
        self._days.append(dt.date.fromisoformat(row.day).toordinal())
        self._facets["language"].put(place, [row.language] if row.language else [])
        self._facets["outlet"].put(place, [row.outlet] if row.outlet else [])
        self._facets["year"].put(place, [row.day[:4]])
        for name, column in SEVERAL.items():
            self._facets[name].put(place, (value for value in getattr(row, column).split(" ") if value))

    def scopes_of(self, document: str) -> tuple[str, ...]:
        """The scopes that a document belongs to, the one that it is about first."""
        place = self._row_of.get(document)
        return tuple(self._scopes[place].split()) if place is not None else ()

    def narrowed(
        self, readings: Sequence[int] | None, by: Mapping[str, str], withheld: Collection[str]
    ) -> tuple[list[tuple[int, str]], dict[str, tuple[Facet, ...]]]:
        """The documents of readings (None: all) that have given values, the newest first, as reading and id; and what else they have."""
        with self._lock:
            assert self._arrays is not None
            numbers, days, alive = self._arrays
            chosen = alive.copy()
            if readings is not None:
                chosen &= numpy.isin(numbers, numpy.array(readings, dtype=numpy.int64))
            chosen[[self._row_of[document] for document in withheld if document in self._row_of]] = False
            for name, value in by.items():
                chosen &= self._facets[name].having(value, len(numbers))
            places = numpy.flatnonzero(chosen)
            newest = places[numpy.lexsort((-numbers[places], -days[places]))]
            facets = {name: values.counted(chosen) for name, values in self._facets.items()}
            return [(self._readings[n], self._documents[n]) for n in newest.tolist()], facets
