"""Persons named with an office: name, role and whose."""

from __future__ import annotations

from collections.abc import Iterator

from servanda.read.discourse import Discourse
from servanda.read.phrases import Named
from servanda.record import Person

_LONGEST = 5  # words of a name; more is a headline in capitals


def read(scene: Discourse) -> Iterator[Person]:
    """One claim a person: the mention that says most of the office."""
    best: dict[str, tuple[int, int, Named]] = {}
    for place in scene.find(("PERSON",)):
        named: Named = scene.values[place]
        if not named.role or not _plausible(named.name):
            continue
        key = named.name.split()[-1].lower()
        score = 2 * bool(named.of) + bool(len(named.name.split()) > 1)
        if key not in best or _other(best[key][2], named) or score > best[key][0]:
            if key in best and _other(best[key][2], named):
                key = named.name.lower()
            if key not in best or score > best[key][0]:
                best[key] = (score, place, named)
    for _, place, named in sorted(best.values(), key=lambda item: item[1]):
        yield Person(
            **scene.place(scene.starts[place], scene.ends[place]),
            name=named.name,
            role=named.role,
            of=named.of or _country(scene, place),
            rule="person",
        )


def _other(one: Named, two: Named) -> bool:
    """Two men of one surname: both first names are given and differ in the first letter."""
    a, b = one.name.split(), two.name.split()
    return len(a) > 1 and len(b) > 1 and a[0][0].lower() != b[0][0].lower()


def _plausible(name: str) -> bool:
    words = name.split()
    return len(words) <= _LONGEST and all(len(word) > 1 or word.isupper() for word in words) and not name.isupper()


def _country(scene: Discourse, place: int) -> str | None:
    """No country is guessed: an office without one stays without, except where the sentence names it right behind."""
    if scene.is_a(place + 1, "COMMA", "OPEN") and scene.is_a(place + 2, "COUNTRY") and scene.is_a(place + 3, "COMMA", "CLOSE"):
        return scene.codes(place + 2)[0]
    return None
