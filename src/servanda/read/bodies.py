"""Standing bodies that the text names as created, working or planned: one claim a body."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple

from servanda.read.clauses import ahead, clause
from servanda.read.commitments import bilateral
from servanda.read.discourse import Discourse
from servanda.read.phrases import Lands, Standing
from servanda.record import Body

_WITHIN: Final = (
    "THE",
    "A",
    "JOINT",
    "BILATERAL",
    "ALSO",
    "w",
    "TOPIC",
    "BODYADJ",
    "PAIR",
    "ADJ",
    "COUNT",
    "OF",
    "EVENTADJ",
)
_DETERMINERS: Final = ("THE", "A", "JOINT", "BILATERAL", "BODYADJ", "ADJ", "PAIR", "TOPIC")
_RANK: Final = {"established": 3, "planned": 2, "proposed": 1, "working": 0}
_MAJOR: Final = ("commission", "committee", "council")
_CREATING: Final = frozenset({"create"})
_WISHING: Final = frozenset({"propose", "hope", "discuss"})
_PLANNING: Final = frozenset({"plan", "agree", "decide", "pledge"})
_WORKING: Final = frozenset(
    {
        "work",
        "meet",
        "hold",
        "act",
        "implement",
        "prepare",
        "discuss",
        "approve",
        "say",
        "decide",
        "complete",
        "propose",
    }
)


class _Named(NamedTuple):
    symbol: int
    standing: Standing
    status: str


def read(scene: Discourse) -> Iterator[Body]:
    """Every standing body between the sides with what the document says of it, the strongest word once."""
    if not bilateral(scene):
        return
    best: dict[str, _Named] = {}
    places = scene.find(("BODY", "MEETING"))
    named_so_far = (_standing(scene.values[place]) for place in places)
    main = next((body for body in named_so_far if body is not None and _major(body)), None)
    for place in places:
        named = _named(scene, place, main)
        if named is None:
            continue
        key = _key(named.standing)
        if key not in best or _RANK[named.status] > _RANK[best[key].status]:
            best[key] = named
    for named in sorted(best.values(), key=lambda n: n.symbol):
        yield _claim(scene, named)


def _key(standing: Standing) -> str:
    return " ".join(standing.name.lower().split())


def _standing(value: object) -> Standing | None:
    """The body that a symbol names, itself or within the name of its meeting."""
    body = getattr(value, "body", value)
    return body if isinstance(body, Standing) else None


def _named(scene: Discourse, place: int, main: Standing | None) -> _Named | None:
    """The body at a symbol with what its clause says of it; None when the clause only mentions it."""
    standing = _standing(scene.values[place])
    if standing is None or _plural(standing):
        return None
    if scene.is_a(place, "MEETING"):
        return _Named(place, standing, "working") if _lesser(standing, main) else None
    status = _created(scene, place) or (_works(scene, place) if _lesser(standing, main) else None)
    return None if status is None else _Named(place, standing, status)


def _lesser(standing: Standing, main: Standing | None) -> bool:
    """Whether a body is told in full and is not the one that the document is about."""
    return not standing.bare and not _same(standing, main)


def _same(standing: Standing, main: Standing | None) -> bool:
    """Whether a body is the main one under a longer or shorter name."""
    if main is None or standing.kind != main.kind:
        return False
    one, other = set(_key(standing).split()), set(_key(main).split())
    return one <= other or other <= one


def _plural(standing: Standing) -> bool:
    """Whether bodies in general are meant: the word for the kind goes on ("committees")."""
    name, kind = standing.name.lower(), standing.kind
    behind = name.partition(kind)[2][:1]
    return behind.isalpha() or (standing.bare and kind in name and name != kind)


def _major(standing: Standing) -> bool:
    """Whether it may be the body that the document is about, and not one of its working groups."""
    return not standing.bare and standing.joint and standing.kind in _MAJOR


def _created(scene: Discourse, place: int) -> str | None:
    """Whether the body is created, to be created, or only proposed."""
    start, stop = clause(scene, place)
    found = scene.verbs(start, stop)
    for symbol, verb in found:
        if verb.sense not in _CREATING or not _beside(scene, symbol, place):
            continue
        senses = {other.sense for at, other in found if at < symbol and symbol - at < 14}
        if senses & _WISHING:
            return "proposed"
        if symbol > place and scene.is_a(symbol - 1, "WAS", "BEEN", "REACHED", "ALSO"):
            return "established" if not scene.has(("WILL", "TO"), place, symbol) else "planned"
        if ahead(scene, symbol, verb) or verb.form == "ing" or senses & _PLANNING:
            return "planned"
        return "established"
    for symbol in scene.find(("DEED",), max(start, place - 6), place):
        if scene.values[symbol] in scene.settings.get("founding", ()) or _beside(scene, symbol, place):
            senses = {other.sense for at, other in found if at < symbol}
            return "proposed" if senses & _WISHING else "planned" if senses & _PLANNING else None
    return None


def _beside(scene: Discourse, verb: int, place: int) -> bool:
    """Whether a verb stands right before the body as its object, or right behind it as a passive."""
    low, high = (verb + 1, place) if verb < place else (place + 1, verb)
    between = range(low, high)
    if verb < place:
        return len(between) <= 6 and all(scene.is_a(symbol, *_WITHIN) for symbol in between)
    auxiliary = any(scene.is_a(symbol, "WAS", "BEEN", "IS", "BE", "REACHED") for symbol in between)
    return auxiliary and len(between) <= 6


def _works(scene: Discourse, place: int) -> str | None:
    """Whether the body is told to do something, or does it."""
    _, stop = clause(scene, place)
    if scene.is_a(place + 1, "COMMA") and scene.has(("MEETING",), place + 1, min(place + 6, stop)):
        return "working"
    for symbol, verb in scene.verbs(place + 1, min(place + 9, stop)):
        if verb.form == "ing" or verb.sense not in _WORKING:
            continue
        if scene.is_a(symbol - 1, "TO", "WILL", "HAS", "ALSO") or symbol - place <= 3 or scene.is_a(place + 1, "COMMA"):
            return "working"
    return None


def _claim(scene: Discourse, named: _Named) -> Body:
    standing, first = named.standing, named.symbol
    floor = scene.sentence_at(first).first
    while first > floor and scene.is_a(first - 1, *_DETERMINERS):
        first -= 1
    codes = standing.countries
    for symbol in range(first, named.symbol):
        value = scene.values[symbol]
        codes = codes or (value.codes if isinstance(value, Lands) else ())
    name = " ".join(standing.name.split())
    return Body(
        **scene.place(scene.starts[first], scene.ends[named.symbol]),
        rule=f"body-{named.status}",
        name=name[:1].upper() + name[1:],
        kind=standing.kind,
        status=named.status,
        countries=codes if len(codes) > 1 else scene.pair,
    )
