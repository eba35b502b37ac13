"""Forums, business missions, exhibitions, festivals, days of culture: name, ordinal, when, where, held or planned."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final, NamedTuple

from servanda.grammar import Builder, Match, symbol_at
from servanda.read.clauses import (
    ahead,
    clause,
    date_near,
    day_meant,
    during_visit,
    moved_to,
    place_name,
    place_near,
    postponed_from,
    status,
    to_come,
)
from servanda.read.discourse import Discourse
from servanda.read.final import clauses as final
from servanda.read.phrases import countries_in
from servanda.record import Event, Meeting

_PLACES: Final = ("CAPITAL", "CITY", "COUNTRY")
_OTHER_NAMES: Final = ("MEETING", "EVENT", "INSTRUMENT", "PERSON", "BODY")
_PHRASE_ENDS: Final = ("IN", "ON", "COMMA", "AND", "VBD", "VBZ", "WAS", "IS", "WILL", "SEMI", "QUOTE", "DATE", "WHICH")
_JOINING: Final = ("AND", "COMMA", "A", "THE", "AS_WELL_AS")
_LONGEST_SUBJECT: Final = 18  # symbols

#: Events looked back at for one already told; far more than a report holds.
_REACH: Final = 64

#: How the end of a year is written behind its four digits.
_YEARS_END: Final = ("-12", "-12-31", "-Q4")
_PHRASE: Final = 12  # symbols of what is opened


class Happening(NamedTuple):
    """An event as named: name, ordinal, kind of event, and where its name places it."""

    name: str
    ordinal: int | None
    kind: str
    place: str | None
    weak: bool = False
    countries: tuple[str, ...] = ()
    year: int | None = None  # "Expo 2027"
    town: str | None = None  # "the Plovdiv Fair": where it is held unless told otherwise
    known: bool = False  # "the international exhibition": new only when nothing before was told by that name


def _event(match: Match) -> tuple[str, Any] | None:
    tagged = match.tagged
    named = (
        match.has("ord")
        or match.has("year")
        or match.has("tail")
        or match.has("named")
        or match.has("btw")
        or _modified(match)
    )
    alone = match["head"] in match.rule.args.get("alone", ())
    weak = not named and alone and match.has("article")
    known = not named and match["head"] in match.rule.args.get("known", ())
    if not (named or weak or known):
        return None
    first = min(*match.places("pre")[:1], match.places("head")[0], match.last)
    name = " ".join(tagged.quote(first, match.last).split())
    named_in = countries_in(tagged.values[match.first : match.last + 1])
    year = match["year"].whole if match.has("year") else None
    town = getattr(match.get("pre"), "name", None)
    return "EVENT", Happening(name, match.get("ord"), match["head"], None, weak or known, named_in, year, town, known)


def _modified(match: Match) -> bool:
    """Whether words before the head make it a name: something written with a capital, or a pair of countries."""
    tagged = match.tagged
    places = match.places("pre")
    for place in places:
        if tagged.text[tagged.starts[place]].isupper() or hasattr(tagged.values[place], "codes"):
            return True
    return bool(places) and match.has("article") and match["head"] in match.rule.args.get("specific", ())


def _days(match: Match) -> tuple[str, Any]:
    place = match.places("place")
    return "EVENT", Happening(
        " ".join(match.text().split())
        if not match.has("ord")
        else " ".join(match.tagged.quote(match.first + 1, match.last).split()),
        match.get("ord"),
        "days",
        match.tagged.quote(place[0], place[-1]) if place else None,
    )


BUILDERS: dict[str, Builder] = {"event": _event, "days": _days}


def read(scene: Discourse) -> Iterator[Event]:
    """Every event that the document says was, is to be, or was proposed to be held."""
    if len(scene.pair) < 2:
        return
    made: list[Event] = []
    before: tuple[int, str] | None = None
    for place in scene.find(("EVENT", "ANAPHOR", "EVENTHEAD")):
        if scene.is_a(place, "EVENT") and _of_others(scene, scene.values[place]):
            before = None
            continue
        if scene.is_a(place, "EVENT"):
            state = _state(scene, place) or _inherited(scene, place, before)
            claim = _made(scene, place, scene.values[place], state) if state else None
            if claim is not None and scene.values[place].known and _echoes(made, claim):
                claim = None
            before = (place, state) if state else None
        else:
            claim = _next_edition(scene, place, made)
        if claim is not None and not _told(made, claim):
            made.append(claim)
    yield from made
    yield from _councils(scene)
    yield from _launches(scene)


def _of_others(scene: Discourse, happening: Happening) -> bool:
    """Whether the name tells of two countries, one of which is not of the two that the document is about."""
    return len(happening.countries) == 2 and not set(happening.countries) <= set(scene.pair)


def _told(made: list[Event], claim: Event) -> bool:
    """Whether an earlier claim says as much of the same event."""
    for other in made[-_REACH:]:
        same = other.ordinal == claim.ordinal and other.status == claim.status
        if same and other.name.lower() == claim.name.lower() and (claim.date is None or claim.date == other.date):
            return True
    return False


def _echoes(made: list[Event], claim: Event) -> bool:
    """Whether every word of a name told with "the" stands in the name of an event told before."""
    words = set(claim.name.lower().split())
    return any(words <= set(other.name.lower().split()) for other in made[-_REACH:])


def _inherited(scene: Discourse, place: int, before: tuple[int, str] | None) -> str | None:
    """In a list of events the verb before the first holds for all."""
    if before is None or scene.sentence_at(before[0]) != scene.sentence_at(place):
        return None
    between = {
        scene.char(n)
        for n in ("COMMA", "AND", "THE", "A", "IN", "AT", "ON", "DATE", "CITY", "CAPITAL", "COUNTRY", "AS_WELL_AS")
    }
    return before[1] if set(scene.tags[before[0] + 1 : place]) <= between else None


def _next_edition(scene: Discourse, place: int, made: list[Event]) -> Event | None:
    """ "This year the event will be held in Russia": the next of the series just told of."""
    if scene.is_a(place - 1, "LAST", "NEXT") and scene.is_a(place - 2, "THE"):
        return _of_series(scene, place, made)
    if not scene.is_a(place - 1, "THE"):
        return None
    if not made:
        return _own(scene, place)
    last = made[-1]
    if scene.is_a(place, "EVENTHEAD") and scene.quote(place, place).lower() not in last.name.lower():
        return _own(scene, place)
    if scene.sentence_at(_symbol_of(scene, last)).number not in (
        scene.sentence_at(place).number,
        scene.sentence_at(place).number - 1,
    ):
        return None
    state = status(scene, place, place)
    if state in (None, last.status) or scene.sentence_at(_symbol_of(scene, last)) == scene.sentence_at(place):
        return None
    return _made(scene, place, Happening(last.name, None, "forum", None), str(state))


def _of_series(scene: Discourse, place: int, made: list[Event]) -> Event | None:
    """ "The previous forum was held in Oran in 2019": another of the series told of just before, on a day of its own."""
    word = scene.quote(place, place).lower()
    alike = (e for e in reversed(made) if scene.is_a(place, "ANAPHOR") or word in e.name.lower())
    last = next(alike, None)
    if last is None or scene.sentence_at(place).number - scene.sentence_at(_symbol_of(scene, last)).number > 2:
        return None
    state = status(scene, place, place, upcoming=scene.is_a(place - 1, "NEXT"))
    if state != ("planned" if scene.is_a(place - 1, "NEXT") else "held"):
        return None
    claim = _made(scene, place, Happening(last.name, None, "forum", None, weak=True), state)
    return claim if claim is not None and claim.date != last.date else None


def _own(scene: Discourse, place: int) -> Event | None:
    """An event told by a name of two words or more and no other: "the cultural days due in Isfahan in April"."""
    name = scene.quote(place, place)
    state = status(scene, place, place) if scene.is_a(place, "EVENTHEAD") and " " in name else None
    return (
        _made(scene, place, Happening(name, None, str(scene.values[place]), None, weak=True), state) if state else None
    )


def _symbol_of(scene: Discourse, claim: Event) -> int:
    """The symbol at which a claim begins."""
    return symbol_at(scene.tagged, claim.start)


def _launches(scene: Discourse) -> Iterator[Event]:
    """ "The first freight train was launched in May": what is opened or set going, when a day, place or number goes with it."""
    launching, openings = scene.settings.get("launching", ()), scene.settings.get("openings", ())
    telling = frozenset((*launching, *openings))
    for place, verb in scene.verbs(0, len(scene.tags)):
        if verb.lemma not in telling:
            continue
        if verb.lemma in openings and scene.is_a(place + 1, "OF"):
            yield from _opening(scene, place)
        if verb.lemma not in launching:
            continue
        if verb.form not in ("past", "base") or not scene.is_a(place - 1, "WAS", "BEEN"):
            continue
        last = place - 2 if not scene.is_a(place - 2, "HAS", "HAD") else place - 3
        last = _before_relative(scene, last)
        first = _subject_start(scene, last)
        if not 0 < last - first < _LONGEST_SUBJECT or scene.has(_OTHER_NAMES, first, last + 1):
            continue
        ordinal = next((scene.values[p] for p in scene.find(("ORD",), first, first + 2)), None)
        name = " ".join(scene.quote(first, last).split())
        claim = _event_claim(scene, last, Happening(name, ordinal, "launch", None), "held", first=first)
        if claim.date or claim.place:
            yield claim


def _before_relative(scene: Discourse, last: int) -> int:
    """ "A plant, which was built by X, was opened": the last symbol of the plant."""
    if not scene.is_a(last, "COMMA"):
        return last
    relative = scene.find(("WHICH",), scene.sentence_at(last).first, last)
    return relative[-1] - 2 if relative and scene.is_a(relative[-1] - 1, "COMMA") else last


def _opening(scene: Discourse, place: int) -> Iterator[Event]:
    """ "The opening of the House of Culture in Sofia in 2019": dated as past or ahead, or attended."""
    sentence = scene.sentence_at(place)
    stop = scene.first(_PHRASE_ENDS, place + 2, sentence.last) or sentence.last
    first = place + 3 if scene.is_a(place + 2, "THE", "A") else place + 2
    if not 0 < stop - first < _PHRASE or scene.has(_OTHER_NAMES, first, stop):
        return
    date = next((p for p in range(stop, min(stop + 5, sentence.last)) if scene.is_a(p, "DATE")), None)
    attended = any(v.sense == "attend" and v.form == "past" for _, v in scene.verbs(sentence.first, place))
    when = scene.when(date, ahead=False).when if date is not None else None
    past = when is not None and when.last is not None and scene.published is not None and when.last < scene.published
    if not (attended or past):
        yield from _opening_ahead(scene, place, first, stop)
        return
    happening = Happening(" ".join(scene.quote(first, stop - 1).split()), None, "launch", None)
    yield _event_claim(scene, stop - 1, happening, "held", first=place)


def _opening_ahead(scene: Discourse, place: int, first: int, stop: int) -> Iterator[Event]:
    """ "In May the opening of a trade house in Lima is expected": its own verb puts it ahead, and a day goes with it."""
    last = stop
    while last < place + _PHRASE and scene.is_a(last, "IN", "OF", "THE", *_PLACES):
        last += 1
    planned = [v for p, v in scene.verbs(last, last + 4) if v.sense == "plan" and v.form == "past"]
    if not (planned and scene.is_a(last, "IS", "WAS")):
        return
    claim = _event_claim(
        scene,
        stop - 1,
        Happening(" ".join(scene.quote(first, stop - 1).split()), None, "launch", None),
        "planned",
        first=place,
    )
    if claim.date:
        yield claim


def _subject_start(scene: Discourse, verb: int) -> int:
    """Where the noun phrase before a passive verb begins, articles left out."""
    sentence = scene.sentence_at(verb)
    edges = scene.find(("COMMA", "THAT", "QUOTE", "COLON", "SEMI"), sentence.first, verb)
    first = edges[-1] + 1 if edges else sentence.first
    return first + 1 if scene.is_a(first, "THE", "A") else first


def _councils(scene: Discourse) -> Iterator[Event]:
    """Meetings of business councils: events beside the session, not sessions of the sides."""
    for place in scene.find(("MEETING",)):
        meet = scene.values[place]
        if meet.body is not None and meet.body.kind in scene.settings.get("event_bodies", ()):
            state = status(scene, place, place, upcoming=meet.turn == "next")
            if state is not None:
                happening = Happening(" ".join(scene.quote(place, place).split()), meet.ordinal, "meeting", None)
                yield _event_claim(scene, place, happening, state)
    for place in scene.find(("BODY",)):
        body = scene.values[place]
        if body.kind not in scene.settings.get("event_bodies", ()) or not scene.is_a(place - 1, "ORD"):
            continue
        opened = [
            p for p, v in scene.verbs(place - 4, place) if v.sense in ("open", "hold", "attend") and v.form == "past"
        ]
        if opened:
            happening = Happening(" ".join(scene.quote(place, place).split()), scene.values[place - 1], "meeting", None)
            yield _event_claim(scene, place, happening, "held")


def _state(scene: Discourse, place: int) -> str | None:
    year = scene.values[place].year
    if year is not None and scene.year is not None and year != scene.year:
        return "planned" if year > scene.year else "held"
    return (
        _listed(scene, place)
        or _considered(scene, place)
        or _promised(scene, place)
        or _been_at(scene, place)
        or status(scene, place, place, upcoming=scene.is_a(place - 1, "NEXT"))
        or _dated(scene, place)
    )


def _promised(scene: Discourse, place: int) -> str | None:
    """ "Said that the chamber would send a business mission": whatever else the sentence asks for."""
    sending = scene.settings.get("sending", ())
    found = scene.verbs(place - 4, place)
    joined = [p for p, v in found if v.sense == "attend" and v.form == "base" and scene.is_a(p - 1, "TO")]
    if joined and any(v.sense == "propose" and v.form == "past" for _, v in scene.verbs(joined[0] - 6, joined[0])):
        return "planned"  # "invited firms to take part in the fair": the fair comes in any case
    near = [p for p, v in found if p >= place - 3 and (v.sense == "hold" or v.lemma in sending)]
    return "planned" if near and scene.is_a(near[-1] - 1, "WILL", "WOULD") else None


def _been_at(scene: Discourse, place: int) -> str | None:
    """ "The ministers addressed the forum": who has spoken to it was there."""
    lemmas = scene.settings.get("present_at", ())
    for at, verb in scene.verbs(place - 2, place):
        if verb.lemma in lemmas and verb.form == "past" and not ahead(scene, at, verb):
            behind = scene.is_a(at - 1, "WAS", "BEEN", "IS")
            return None if behind else "held"
    return None


def _considered(scene: Discourse, place: int) -> str | None:
    """ "The possibility of organising a forum", "discussed holding a forum": nothing more than thought of yet."""
    holding = next(
        (p for p, v in reversed(scene.verbs(place - 4, place)) if v.form == "ing" and v.sense == "hold"), None
    )
    if holding is None:
        return None
    if set(scene.quote(holding - 2, holding - 1).lower().split()) & set(scene.settings.get("considering", ())):
        return "proposed"
    governing = scene.verbs(holding - 2, holding)
    return "proposed" if any(v.sense == "discuss" and v.form == "past" for _, v in governing) else None


def _listed(scene: Discourse, place: int) -> str | None:
    """An event in a list of "planned events"."""
    start, _ = clause(scene, place)
    plural = scene.first(("PLURALEVENT",), start, place)
    if plural is None:
        return None
    if any(v.sense == "plan" for p, v in scene.verbs(max(start, plural - 3), plural)):
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


def _made(scene: Discourse, place: int, happening: Happening, state: str) -> Event | None:
    claim = _event_claim(scene, place, happening, state)
    told = claim.date or claim.place or (scene.final and final.was_held(scene, place))
    return None if happening.weak and not told else claim


def _event_claim(scene: Discourse, place: int, happening: Happening, state: str, *, first: int | None = None) -> Event:
    date = moved_to(scene, place) if state == "postponed" else date_near(scene, place, place)
    value, rule = (str(happening.year), None) if happening.year else _date(scene, place, date, state)
    moved = postponed_from(scene, place)
    moved_when = scene.when(moved, ahead=False).when if moved is not None else None
    if state == "held" and value and to_come(scene, value):
        state = "planned"  # nothing was held on a day still to come
    last = date if date is not None and 0 < date - place <= 5 else place
    return Event(
        **scene.place(scene.starts[place if first is None else first], scene.ends[last]),
        name=happening.name,
        ordinal=happening.ordinal,
        date=value,
        place=happening.place or _venue(scene, place, happening) or happening.town,
        status=state,  # type: ignore[arg-type]
        postponed_from=moved_when.value if moved_when else None,
        rule="event",
        date_rule=rule,
    )


def _venue(scene: Discourse, place: int, happening: Happening) -> str | None:
    """Where it is held; what is sent is held where it goes, and of a list of events the last tells where all are."""
    if happening.kind in scene.settings.get("sent_out", ()) and scene.is_a(place + 1, "TO"):
        to = place + 3 if scene.is_a(place + 2, "THE") else place + 2
        if scene.is_a(to, *_PLACES, "N"):
            return place_name(scene, to)
    near = place_near(scene, place, place) or _host(scene, place)
    if near is not None:
        return near
    joined = next((p for p in range(place + 1, place + 5) if scene.is_a(p, "EVENT")), None)
    if joined is None or not set(scene.tags[place + 1 : joined]) <= {scene.char(n) for n in _JOINING}:
        return None
    return _host(scene, joined)


def _date(scene: Discourse, place: int, date: int | None, state: str) -> tuple[str | None, str | None]:
    if date is not None:
        resolved = scene.when(day_meant(scene, date), ahead=state in ("planned", "proposed", "postponed"))
        if resolved.when is not None:
            return _closed(scene, date, resolved.when.value), resolved.rule
    start, stop = clause(scene, place)
    since = [p for p in scene.find(("DATE",), place, stop) if state == "planned" and scene.is_a(p - 1, "SINCE", "FROM")]
    resolved_since = scene.when(since[0], ahead=True) if since else None
    if resolved_since is not None and resolved_since.when is not None:
        return resolved_since.when.value.removesuffix("/.."), resolved_since.rule
    if during_visit(scene, place):
        visits = [m for m in scene.told.get("meetings", ()) if isinstance(m, Meeting) and m.kind == "visit"]
        before = [m for m in visits if m.start < scene.starts[place] and m.date]
        return (before[-1].date, before[-1].date_rule) if before else (None, None)
    eve = scene.first(("EVE",), start, stop)
    if eve is not None:
        held = [m for m in scene.told.get("meetings", ()) if isinstance(m, Meeting) and m.status == "held" and m.date]
        if held and held[0].date and scene.values[eve] == "during":
            return held[0].date, "beside the meeting: its day"
        if held and held[0].date:
            return held[0].date[:7], "on the eve of the meeting: its month"
    return None, None


def _closed(scene: Discourse, date: int, value: str) -> str:
    """A period with both ends: what is to be "before the end of the year" is within that year."""
    value = value.removeprefix("../").removesuffix("/..")
    if scene.is_a(date - 1, "BEFORE", "BY", "UNTIL") and value[4:] in _YEARS_END:
        return value[:4]
    return value


def _host(scene: Discourse, place: int) -> str | None:
    """The city in the name is no venue; "in Baku" right behind the name is."""
    for after in range(place + 1, min(place + 4, len(scene.tags))):
        if scene.is_a(after, *_PLACES) and scene.is_a(after - 1, "IN"):
            return place_name(scene, after)
    return None
