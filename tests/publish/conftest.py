"""Reports made up for the shelf: on a few pairs, told in any order."""

from __future__ import annotations

from random import Random

import pytest

from bench.world import parcels
from servanda.store.packing import Parcel


@pytest.fixture(scope="session")
def told() -> list[Parcel]:
    """Forty documents on four pairs of countries."""
    return list(parcels(40, pairs=4))


@pytest.fixture
def shuffled(told: list[Parcel]) -> list[Parcel]:
    """The same in another order."""
    other = list(told)
    Random(7).shuffle(other)
    return other
