"""What cannot be true together: every smallest set of statements and assumptions of a cluster that contradicts itself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from typing import Final, NamedTuple

from servanda.reconcile.engine import Engine
from servanda.reconcile.rows import build

#: Up to so many groups all smallest sets are looked for; beyond, as many as the cheapest repair needs.
ALL_OF: Final = 40
MOST: Final = 200


class Conflicts(NamedTuple):
    """Smallest conflicting sets of groups; ``complete`` tells that there is none beside them."""

    sets: tuple[frozenset[int], ...]
    complete: bool


def conflicts(engine: Engine, *, most: int = MOST) -> Conflicts:
    """The smallest conflicting sets of a cluster, fewest members first."""
    groups = list(engine.groups)
    core = engine.core(groups)
    if core is None:
        return Conflicts((), True)
    few = len(groups) <= ALL_OF
    first = engine.shrunk(core) if few else _shrunk_apart(engine, core)
    found, complete = (_all if few else _enough)(engine, groups, first, most)
    return Conflicts(tuple(sorted(found, key=lambda one: (len(one), sorted(one)))), complete)


def _all(engine: Engine, groups: list[int], first: frozenset[int], most: int) -> tuple[list[frozenset[int]], bool]:
    """Every smallest set, by a map of what has been seen (the MARCO method).

    Each set of groups that the map still leaves open either holds, and then no part of its largest extension need be looked at
    again, or holds a smallest conflict, and then no set around that one need be.
    """
    from pysat.solvers import Solver

    found = [first]
    with Solver(name="m22") as unseen:
        unseen.set_phases([group + 1 for group in groups])  # large sets first: they are where conflicts are
        unseen.add_clause([-(group + 1) for group in first])
        while unseen.solve():
            model = set(unseen.get_model() or ())
            seed = [group for group in groups if -(group + 1) not in model]
            core = engine.core(seed)
            if core is None:
                held = _grown(engine, seed, groups, found)
                unseen.add_clause([group + 1 for group in groups if group not in held])
            else:
                smallest = engine.shrunk(core)
                found.append(smallest)
                unseen.add_clause([-(group + 1) for group in smallest])
                if len(found) >= most:
                    return found, False
    return found, True


def _grown(engine: Engine, seed: Iterable[int], groups: list[int], known: list[frozenset[int]]) -> set[int]:
    """A largest set around ``seed`` that holds."""
    held = set(seed)
    for group in groups:
        if group in held:
            continue
        wider = held | {group}
        if not any(one <= wider for one in known) and engine.holds(wider):
            held = wider
    return held


def _enough(engine: Engine, groups: list[int], first: frozenset[int], most: int) -> tuple[list[frozenset[int]], bool]:
    """Conflicts until leaving out one member of each leaves none: first those with the most conflicts."""
    found = [first]
    while len(found) < most:
        left_out = _in_most(found)
        core = engine.core([group for group in groups if group not in left_out])
        if core is None:
            break
        found.append(_shrunk_apart(engine, core))
    return found, False


def _shrunk_apart(engine: Engine, core: frozenset[int]) -> frozenset[int]:
    """A smallest conflict within a core, looked for in a system of its statements alone, which is quicker.

    What is left out of a system bears on the rest only by the laws, which can always be met: totals between two known ones may lie
    anywhere between them. That is not so of assumptions, which are groups themselves.
    """
    system = engine.system
    if system.assumptions:
        return engine.shrunk(core)
    members = sorted(core)
    apart = Engine(build([system.statements[group] for group in members], least=system.least))
    within = apart.core(apart.groups)
    return engine.shrunk(core) if within is None else frozenset(members[group] for group in apart.shrunk(within))


def _in_most(sets: Iterable[frozenset[int]]) -> set[int]:
    """A set that meets every conflict, made up of members of as many as there are."""
    left, taken = list(sets), set()
    while left:
        counted = Counter(group for one in left for group in one)
        most = max(counted, key=lambda group: (counted[group], -group))
        taken.add(most)
        left = [one for one in left if most not in one]
    return taken


def touching(sets: Collection[frozenset[int]]) -> list[list[frozenset[int]]]:
    """Conflicts gathered with those that they share a member with."""
    gathered: list[tuple[set[int], list[frozenset[int]]]] = []
    for one in sets:
        near = [group for group in gathered if group[0] & one]
        gathered = [group for group in gathered if not group[0] & one]
        members: set[int] = set(one).union(*(group[0] for group in near))
        gathered.append((members, [*(conflict for group in near for conflict in group[1]), one]))
    return [group for _, group in gathered]
