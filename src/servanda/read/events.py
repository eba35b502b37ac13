"""Forums, business missions, exhibitions, festivals, days of culture: name, ordinal, when, where, held or planned."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final, NamedTuple

from servanda.grammar import Builder, Match
from servanda.read.clauses import clause, date_near, place_name, place_near, postponed_from, status, verbs
from servanda.read.discourse import Discourse
from servanda.record import Event

_PLACES: Final = ("CAPITAL", "CITY", "COUNTRY")


class Happening(NamedTuple):
    """An event as named: name, ordinal, kind of event, and where its name places it."""

    name: str
    ordinal: int | None
    kind: str
    place: str | None


def _event(match: Match) -> tuple[str, Any] | None:
    tagged = match.tagged
    if not (match.has("ord") or match.has("tail") or match.has("named") or match.has("btw") or _modified(match)):
        return None
    ordinals = match.values("ord")
    first = min(*match.places("pre")[:1], match.places("head")[0], match.last)
    name = tagged.quote(first, match.last)
    return "EVENT", Happening(" ".join(name.split()), ordinals[0] if ordinals else None, match["head"], None)


def _modified(match: Match) -> bool:
    """Whether words before the head make it a name: something written with a capital, or a pair of countries."""
    tagged = match.tagged
    for place in match.places("pre"):
        word = tagged.text[tagged.starts[place]]
        if word.isupper() or hasattr(tagged.values[place], "codes"):
            return True
    return match["head"] in match.rule.args.get("specific", ()) and bool(match.places("pre"))


def _days(match: Match) -> tuple[str, Any]:
    place = match.places("place")
    return "EVENT", Happening(
        " ".join(match.text().split()) if not match.has("ord") else " ".join(match.tagged.quote(match.first + 1, match.last).split()),
        match.get("ord"),
        "days",
        match.tagged.quote(place[0], place[-1]) if place else None,
    )


BUILDERS: dict[str, Builder] = {"event": _event, "days": _days}


def read(scene: Discourse) -> Iterator[Event]:
    """Every event that the document says was, is to be, or was proposed to be held."""
    if len(scene.pair) < 2:
        return
    seen: dict[tuple[str, int | None, str], int] = {}
    for place in scene.find(("EVENT",)):
        claim = _claim(scene, place)
        if claim is None:
            continue
        key = (claim.name.lower(), claim.ordinal, claim.status)
        if key in seen and claim.date is None:
            continue
        seen[key] = place
        yield claim
    yield from _councils(scene)


def _councils(scene: Discourse) -> Iterator[Event]:
    """Meetings of business councils: events beside the session, not sessions of the sides."""
    for place in scene.find(("MEETING",)):
        meet = scene.values[place]
        if meet.body is not None and meet.body.kind in scene.settings.get("event_bodies", ()):
            state = status(scene, place, place, upcoming=meet.turn == "next")
            if state is not None:
                happening = Happening(" ".join(scene.quote(place, place).split()), meet.ordinal, "meeting", None)
                yield _made(scene, place, happening, state)


def _claim(scene: Discourse, place: int) -> Event | None:
    happening: Happening = scene.values[place]
    state = _listed(scene, place) or status(scene, place, place, upcoming=scene.is_a(place - 1, "NEXT"))
    if state is None:
        state = _dated(scene, place)
    return _made(scene, place, happening, state) if state else None


def _listed(scene: Discourse, place: int) -> str | None:
    """An event in a list of "planned events"."""
    start, _ = clause(scene, place)
    plural = next(iter(scene.find(("PLURALEVENT",), start, place)), None)
    if plural is None:
        return None
    if any(v.sense == "plan" for p, v in verbs(scene, max(start, plural - 3), plural)):
        return "planned"
    return None


def _dated(scene: Discourse, place: int) -> str | None:
    """Held or planned by its own date, when the date stands right beside the name."""
    date = date_near(scene, place, place)
    if date is None or abs(date - place) > 4 or scene.published is None:
        return None
    when = scene.when(date).when
    if when is None or when.last is None or when.first is None:
        return None
    return "planned" if when.first > scene.published else "held" if when.last < scene.published else None


def _made(scene: Discourse, place: int, happening: Happening, state: str) -> Event:
    date = date_near(scene, place, place)
    resolved = scene.when(date, ahead=state in ("planned", "proposed")) if date is not None else None
    moved = postponed_from(scene, place)
    moved_when = scene.when(moved, ahead=False).when if moved is not None else None
    first, last = place, place
    value = resolved.when.value.removeprefix("../") if resolved and resolved.when else None
    if date is not None and 0 < date - place <= 5:
        last = date
    return Event(
        **scene.place(scene.starts[first], scene.ends[last]),
        name=happening.name,
        ordinal=happening.ordinal,
        date=value,
        place=happening.place or place_near(scene, place, place) or _host(scene, place),
        status=state,  # type: ignore[arg-type]
        postponed_from=moved_when.value if moved_when else None,
        rule="event",
        date_rule=resolved.rule if resolved else None,
    )


def _host(scene: Discourse, place: int) -> str | None:
    """The city in the name is no venue; "in Baku" right behind the name is."""
    for after in range(place + 1, min(place + 4, len(scene.tags))):
        if scene.is_a(after, *_PLACES) and scene.is_a(after - 1, "IN"):
            return place_name(scene, after)
    return None
