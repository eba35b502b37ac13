"""Persons: one across spellings, scripts, cases and initials; their offices over time."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Any, Final, NamedTuple

from servanda.record import Person as PersonClaim
from servanda.resolve.blocks import Resolved, Scope, addressed, anchors, distinct, ordered, printed
from servanda.resolve.entities import Office, Person
from servanda.resolve.matching import Group, Item, Linker, Matcher, Rulings, judged
from servanda.resolve.names import NameMatch, name_keys, same_name
from servanda.resolve.statements import Statement
from servanda.resolve.words import fold, is_office, slug, subject

_UNSURE: Final = 0.4


class Named(NamedTuple):
    """A person as named: the name, and the country or body of the office, where the document tells one."""

    name: str
    of: str | None


@lru_cache(maxsize=1 << 18)
def _match(a: str, b: str) -> NameMatch:
    return same_name(a, b)


def alike(a: str, b: str) -> NameMatch:
    """Two names held against one another; see :func:`servanda.resolve.names.same_name`."""
    return _match(*sorted((a, b)))


def same_person_name(a: Named, b: Named) -> float | None:
    """The names may be one person's, in whatever script, spelling, case or order."""
    if a.name == b.name:
        return 1.0
    found = alike(a.name, b.name)
    return found.score if found.verdict == "same" else -1.0 if found.verdict == "different" else _UNSURE


def same_country(a: Named, b: Named) -> float | None:
    """The offices are of one country; an official of one is not an official of another."""
    if not _is_country(a.of) or not _is_country(b.of):
        return None
    return 1.0 if a.of == b.of else -1.0


MATCHERS: Final = (
    Matcher("name", 3.0, same_person_name, decisive=True),
    Matcher("country", 1.0, same_country, decisive=True),
)
_LINKER: Final[Linker[Named]] = Linker(
    keys=lambda n: sorted(name_keys(n.name)) or (n.name,),
    compare=lambda a, b: judged(MATCHERS, a, b, same=0.8, unsure=0.35),
    strength=lambda n: (0 if _is_country(n.of) else 1) + (0 if len(n.name.split()) > 1 else 2),
)


def _is_country(of: str | None) -> bool:
    return of is not None and len(of) == 2 and of.isupper()


class People:
    """Everybody who is named: in an office, as taking part, as a chair, as quoted."""

    kinds: tuple[str, ...] = ("person",)

    def items(self, statements: Sequence[Statement]) -> Iterator[tuple[Scope, Item]]:
        """Each name in a document, as the fullest form that the document gives it."""
        cast = _Cast(statements)
        for statement in statements:
            claim = statement.claim
            if isinstance(claim, PersonClaim):
                yield (), Item(statement, Named(claim.name, claim.of))
            for name in dict.fromkeys(_mentioned(claim)):
                if named := cast.who(name, own=not isinstance(claim, PersonClaim)):
                    yield (), Item(statement, named, part=name)

    def resolve(self, items: Sequence[Item], rulings: Rulings) -> Resolved:
        """Persons, each with offices."""
        groups, questions = _LINKER.gather(items)
        return Resolved(tuple(addressed(map(_person, rulings.obeyed("person", groups)))), tuple(questions))


#: A country by its code: who counted a figure of official statistics, and no person.
_COUNTRY: Final = re.compile(r"[A-Z]{2}\Z")


def _mentioned(claim: Any) -> Iterator[str]:
    yield from getattr(claim, "participants", ())
    yield from getattr(claim, "chairs", ())
    yield from (name for name in claim.speakers if not _COUNTRY.match(name))


class _Cast:
    """The persons that one document names in full, to know who is meant by a surname or an office alone."""

    def __init__(self, statements: Iterable[Statement]) -> None:
        self._claims = [s.claim for s in statements if isinstance(s.claim, PersonClaim)]
        self._known: dict[str, Named | None] = {}

    def who(self, name: str, *, own: bool) -> Named | None:
        """The person meant; None for an office that could be anybody's, and for a person's own claim told in full."""
        if name not in self._known:
            self._known[name] = self._find(name)
        found = self._known[name]
        return found if own or (found and found.name != name) else None

    def _find(self, name: str) -> Named | None:
        found = {Named(c.name, c.of) for c in self._claims if c.name == name or alike(c.name, name).verdict == "same"}
        if not found and len(name.split()) == 1:
            found = {Named(c.name, c.of) for c in self._claims if alike(c.name, name).verdict == "unsure"}
        if len({one.name for one in found}) == 1:
            return min(found, key=lambda one: (one.of is None, one.of or ""))
        if found:
            return None
        return self._by_office(name) if self._is_office(name) else Named(name, None)

    def _is_office(self, name: str) -> bool:
        told = subject(name).key
        return is_office(name) or (bool(told) and any(c.role and told <= subject(c.role).key for c in self._claims))

    def _by_office(self, office: str) -> Named | None:
        """Who holds an office told alone, such as "the deputy minister" of one side: when one person of the document does."""
        told = subject(office)
        fitting = {
            Named(c.name, c.of)
            for c in self._claims
            if c.role and told.key <= subject(c.role).key and (not told.countries or c.of in told.countries)
        }
        return fitting.pop() if len(fitting) == 1 else None


def _person(group: Group) -> Person:
    statements = ordered(group.items)
    names = printed(
        item.feature.name
        for item in sorted(group.items, key=lambda i: (len(i.feature.name.split()) < 2, i.statement.order))
    )
    first = names[0]
    countries = sorted({f.of for f in group.features if _is_country(f.of)})
    return Person(
        id=f"person/{slug(_parts(first))}",
        name=first,
        names=names,
        countries=tuple(countries),
        statements=statements,
        anchors=anchors(group.items),
        aliases=tuple(f"person/{slug(_parts(name))}" for name in names[1:]),
        reasons=distinct("; ".join(r) for r in group.joined.values()),
        offices=_offices(group),
    )


def _parts(name: str) -> tuple[str, ...]:
    """The words of a person's name, folded, as they stand."""
    return tuple(fold(name).replace(".", " ").split())


def _offices(group: Group) -> tuple[Office, ...]:
    """The offices that the person was named in, by the day of the first naming."""
    told: dict[tuple[str, str | None], list[Statement]] = defaultdict(list)
    for statement in ordered(group.items):
        claim = statement.claim
        if isinstance(claim, PersonClaim) and claim.role and any(f.name == claim.name for f in group.features):
            told[" ".join(claim.role.split()), claim.of].append(statement)
    return tuple(
        Office(role=role, of=of, first=held[0].said, last=held[-1].said, statements=tuple(held))
        for (role, of), held in told.items()
    )
