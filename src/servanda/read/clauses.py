"""Within a sentence: where a clause ends, whether it speaks of what was, will be or was only wished, when and where."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from servanda.countries import country
from servanda.grammar import Tags, Verb
from servanda.read.discourse import Discourse, Sentence

_BOUNDARIES: Final = ("SEMI", "WHILE", "BUT", "WHERE")
_DIVIDING: Final = (*_BOUNDARIES, "QUOTE")
_PASSED: Final = ("w", "ALSO", "NOT", "BEEN", "BE", "HAS", "HAD", "WAS", "IS", "COMMA", "VAGUE", "NOW", "N")
_PLACES: Final = ("CAPITAL", "CITY", "COUNTRY", "N")
_BEFORE_PLACE: Final = ("IN", "AT", "THE", "COMMA", "CITYOF", "BY", "OF")
_LOOKED_BACK: Final = 120  # symbols behind "the same day" in which that day is looked for
_FAR: Final = 40  # symbols: any other date of the clause is nearer
_HERE: Final = 9  # symbols behind a name in which "was held here" may stand
_HALL: Final = 12  # symbols behind a hall in which its town is told
_VENUE: Final = 10  # symbols between a town and what it was the venue of
_HEAD: Final = 40  # symbols in which a dateline stands
_HEAD_LETTERS: Final = 300
_TAKING_PLACE: Final = frozenset({"hold", "happen", "open", "close", "meet", "attend", "chair", "visit", "create"})


def clause(scene: Discourse, symbol: int) -> tuple[int, int]:
    """First and one-past-last symbol of the clause around a symbol."""
    found = scene.clauses.get(symbol)
    if found is None:
        found = scene.clauses[symbol] = _whole(scene, symbol)
    return found


def _whole(scene: Discourse, symbol: int) -> tuple[int, int]:
    """The whole sentence where nothing divides it (kept once, under the inverse of its number), else the clause in it."""
    sentence = scene.sentence_at(symbol)
    key = ~sentence.number
    found = scene.clauses.get(key)
    if found is None:
        if scene.has(_DIVIDING, sentence.first, sentence.last):
            return _clause(scene, symbol, sentence)
        found = scene.clauses[key] = sentence.first, sentence.last
    return found


def _clause(scene: Discourse, symbol: int, sentence: Sentence) -> tuple[int, int]:
    first, last = sentence.first, sentence.last
    for place in scene.find(_BOUNDARIES, sentence.first, sentence.last):
        if scene.is_a(place, "BUT") and scene.is_a(place + 1, "WAS", "HAD", "HAS", "VBD", "WILL"):
            continue  # "was scheduled for May but was postponed": one subject
        if place < symbol:
            first = place + 1
        elif place > symbol:
            last = place
            break
    return _quoted(scene, symbol, first, last)


def _quoted(scene: Discourse, symbol: int, first: int, last: int) -> tuple[int, int]:
    """Keep what is said inside a quotation apart from who says it."""
    marks = [p for p in scene.find(("QUOTE",), first, last) if scene.is_a(p - 1, "COMMA") or p in (first, last - 1)]
    for place in marks:
        if place < symbol:
            first = place + 1
        elif place > symbol:
            return first, place
    return first, last


def ahead(scene: Discourse, place: int, verb: Verb) -> bool:
    """Whether a verb speaks of the future: after "will", "is to be", or an infinitive."""
    before = place - 1
    steps = 0
    while steps < 4 and scene.is_a(before, *_PASSED):
        before -= 1
        steps += 1
    if scene.is_a(before, "WILL", "WOULD", "MUST", "SHOULD", "CAN", "MAY"):
        return True
    if scene.is_a(before, "TO"):
        return True
    return verb.form == "base"


def main_part(scene: Discourse, last: int, start: int, stop: int) -> tuple[int, int]:
    """The clause without what is put in between commas behind a name, when its own verb follows there.

    "The session, planned for May, has been postponed": what counts of the session stands behind the second comma.
    """
    if scene.is_a(last + 1, "OF") and scene.is_a(last + 3, "N", "BODY"):
        last += 3  # "the 22nd session of the JEC, which ..."
    elif scene.is_a(last + 1, "IN") and scene.is_a(last + 2, "CITY", "CAPITAL"):
        last += 2  # "a forum in Donetsk, proposed by Poland, may be held"
    if not scene.is_a(last + 1, "COMMA") or not _inserted(scene, last + 2):
        return start, stop
    for comma in scene.find(("COMMA",), last + 3, stop):
        if _only_told_inside(scene, last + 1, comma, stop):
            return start, comma
        if any(
            scene.is_a(p, "HAS", "HAD", "WAS", "IS", "WILL", "WOULD", "MAY", "VBD", "VBZ", "CAN")
            for p in range(comma + 1, min(comma + 3, stop))
        ):
            return comma + 1, stop
    return start, stop


def _only_told_inside(scene: Discourse, first: int, comma: int, stop: int) -> bool:
    """Whether the inserted words tell of the holding and what follows does not."""
    inside = [p for p, v in scene.verbs(first, comma) if _takes_place(scene, v) and not scene.has(("NOT",), p - 3, p)]
    outside = [v for _, v in scene.verbs(comma, stop) if _takes_place(scene, v) or v.sense in ("postpone", "cancel")]
    return bool(inside) and not outside


def _inserted(scene: Discourse, place: int) -> bool:
    if scene.is_a(place, "WHICH", "WHO", "VBD", "ORD"):
        return True
    return scene.is_a(place, "w", "N") and scene.is_a(place + 1, "VBD")


def status(scene: Discourse, first: int, last: int, *, upcoming: bool = False) -> str | None:
    """What the clause says of an event named by symbols ``first`` to ``last`` inclusive.

    held, planned, postponed, cancelled, proposed, or None when nothing is said.
    """
    start, stop = clause(scene, first)
    whole = (start, stop)
    if scene.is_a(last + 1, "IN") and scene.is_a(last + 2, "CITY", "CAPITAL") and scene.is_a(last + 3, "COMMA"):
        last += 2
    elif scene.is_a(last + 1, "OF") and scene.is_a(last + 2, "THE") and scene.is_a(last + 3, "N", "BODY"):
        last += 3  # "the first session of the JTC would be held"
    behind = last + 2 if scene.is_a(last + 1, "COMMA") else last + 1
    if scene.is_a(behind, "TO") and scene.is_a(behind + 1, "BE") and scene.is_a(behind + 2, "VBD"):
        return "planned"  # "the third Expo, to be held in July"
    start, stop = main_part(scene, last, start, stop)
    if (start, stop) != whole:
        inserted = {v.sense for _, v in scene.verbs(last + 1, start)}
        last = start - 1
        if "propose" in inserted:
            return "proposed"
    found = scene.verbs(start, stop)
    if scene.has(("NOT",), start, stop):
        found = [(p, v) for p, v in found if not scene.is_a(p - 1, "NOT") and not scene.is_a(p - 2, "NOT")]
    senses = {
        verb.sense
        for place, verb in found
        if verb.form != "base"
        or scene.is_a(place, "VB")
        or scene.is_a(place - 1, "WILL", "LANDS", "COUNTRY", "SIDES", "THEY", "CAPITAL")
    }
    if any(v.sense == "cancel" and v.form == "past" for _, v in found):
        return "cancelled"
    adjacent = _adjacent(scene, first, last, found)
    put_off = next((p for p, v in found if v.sense == "postpone" and v.form == "past"), None)
    put_off = scene.first(("SLIP",), start, stop) if put_off is None else put_off
    if any(v.sense == "prepare" and 0 < first - p <= 3 for p, v in found):
        return "planned"
    if put_off is not None:
        main = scene.is_a(put_off - 1, "WAS", "BEEN", "HAS", "HAD")
        return "planned" if not main and (senses & {"hope", "plan"} or scene.is_a(start, "UNTIL")) else "postponed"
    if _had_passed(scene, first, start, stop):
        return None
    if (
        scene.has(("PREPARATION",), max(start, first - 5), first)
        or scene.is_a(first - 1, "BEFORE")
        or scene.is_a(first - 2, "BEFORE")
    ):
        return "planned"
    if adjacent is not None:
        return adjacent
    if _wished(scene, first, last, found, "propose"):
        return "planned" if scene.is_a(first - 2, "TO") and scene.is_a(first - 1, "THE") else "proposed"
    if upcoming or senses & {"plan", "hope"} or scene.has(("WILL",), start, stop):
        return "planned"
    if scene.is_a(first - 1, "HAD") or (scene.is_a(first - 1, "A") and scene.is_a(first - 2, "HAD")):
        return "held"
    if scene.is_a(first - 1, "AT", "DURING", "AFTER") or scene.is_a(first - 2, "AT", "DURING", "AFTER", "EVE"):
        return "held"
    if any(_takes_place(scene, v) and not ahead(scene, p, v) for p, v in found):
        return "held"
    return None


def _had_passed(scene: Discourse, first: int, start: int, stop: int) -> bool:
    """ "Ten years had gone by before the session could be convened": told of one that was held."""
    before = scene.is_a(first - 1, "BEFORE") or scene.is_a(first - 2, "BEFORE")
    return before and scene.has(("HAD",), start, first) and scene.has(("CAN", "WAS"), first, stop)


def _takes_place(scene: Discourse, verb: Verb) -> bool:
    return verb.sense in _TAKING_PLACE or verb.lemma in scene.settings.get("opening", ())


def _adjacent(scene: Discourse, first: int, last: int, found: list[tuple[int, Verb]]) -> str | None:
    """The status when a verb of holding stands right beside the name."""
    for place, verb in found:
        if not _takes_place(scene, verb):
            continue
        near = 0 < place - last <= 5 and not _other_name(scene, last + 1, place)
        before = 0 < first - place <= 4 and not _other_name(scene, place + 1, first)
        if not (near or before):
            continue
        if verb.form == "third" and verb.lemma in scene.settings.get("opening", ()):
            return "planned"
        if not ahead(scene, place, verb):
            if verb.form == "ing":
                continue
            if near and scene.is_a(place + 1, "FOR") and scene.is_a(place + 2, "DATE"):
                return "planned"  # "has been arranged for December 13"
            return "held" if not _planned_left(scene, place, found) else "planned"
        if near or scene.has(("WILL",), place - 3, place) or _undertaken(scene, place, found):
            return "proposed" if _wished(scene, first, last, found, "propose") else "planned"
    return None


def _undertaken(scene: Discourse, place: int, found: list[tuple[int, Verb]]) -> bool:
    """ "Agreed to hold a forum", "is to open the forum": an infinitive that a verb of agreeing or "is" governs."""
    if not scene.is_a(place - 1, "TO"):
        return False
    agreed = any(p < place and v.sense in ("agree", "decide") and v.form == "past" for p, v in found)
    return scene.is_a(place - 2, "IS", "WAS") or agreed


def _planned_left(scene: Discourse, place: int, found: list[tuple[int, Verb]]) -> bool:
    return any(0 < place - p <= 5 and v.sense in ("plan", "hope") for p, v in found) and any(
        scene.find(("TO",), place - 4, place)
    )


def _other_name(scene: Discourse, first: int, last: int) -> bool:
    return scene.has(("MEETING", "EVENT", "INSTRUMENT", "WHICH", "WHO"), first, last)


def _wished(scene: Discourse, first: int, last: int, found: list[tuple[int, Verb]], sense: str) -> bool:
    return any(v.sense == sense and (p < first or scene.is_a(p - 1, "WAS", "BEEN")) for p, v in found)


def date_near(scene: Discourse, first: int, last: int, *, within: tuple[int, int] | None = None) -> int | None:
    """The DATE symbol that dates an event: the nearest in its clause, then in its sentence; what follows comes first."""
    sentence = scene.sentence_at(first)
    if not scene.has(("DATE",), sentence.first, sentence.last):
        return None
    part = main_part(scene, last, *clause(scene, first))
    for start, stop in (within or part, clause(scene, first), (sentence.first, sentence.last)):
        best: tuple[int, int] | None = None
        dates = scene.find(("DATE",), start, stop)
        for place in dates:
            if place == scene.dateline or _beyond_since(scene, place) or _postponed(scene, place):
                continue
            if attributive(scene, place):
                continue
            if place > last and (_of_guest(scene, last, place) or _of_other(scene, last, place)):
                continue
            distance = place - last if place > last else 2 * (first - place)
            distance += 12 * sum(
                1
                for p in scene.find(("MEETING", "EVENT", "INSTRUMENT"), *sorted((place, first)))
                if not first <= p <= last
            )
            if len(dates) > 1 and _told_on(scene, place):
                distance += _FAR
            if best is None or distance < best[0]:
                best = (distance, place)
        if best is not None:
            return best[1]
    return None


def _told_on(scene: Discourse, date: int) -> bool:
    """Whether a date is the day on which something was said: "a source told us on Wednesday"."""
    start = next((p for p in range(date - 1, date - 6, -1) if scene.is_a(p, "COMMA")), date - 5)
    return any(v.sense == "say" for _, v in scene.verbs(max(0, start), date))


def _of_other(scene: Discourse, last: int, date: int) -> bool:
    """Whether a date stands in what somebody said of another meeting: "opening it, he noted that the 2nd session ..."."""
    that = scene.first(("THAT",), last + 1, date)
    if that is not None and scene.has(("MEETING",), that + 1, date):
        return True
    bare = scene.is_a(last, "MEETING") and scene.values[last].body is None and scene.values[last].ordinal is None
    said = [p for p, v in scene.verbs(last + 1, date) if v.sense == "say"] if bare else []
    return bool(said) and not any(_takes_place(scene, v) for _, v in scene.verbs(said[-1], date))


def attributive(scene: Discourse, date: int) -> bool:
    """ "The 2022-2027 programme": a period that belongs to the name behind it."""
    if not scene.is_a(date + 1, "INSTRUMENT", "INSTHEAD"):
        return False
    when = scene.when(date).when
    return when is not None and "/" in when.value


def _of_guest(scene: Discourse, last: int, date: int) -> bool:
    """Whether a date dates what one of those named did: "chaired by X, who arrived on Tuesday"."""
    who = scene.find(("WHO",), last + 1, date)
    return bool(who) and not scene.has(("COMMA", "AND"), who[-1], date)


def _beyond_since(scene: Discourse, date: int) -> bool:
    """Whether a date tells only since when: "since 1999", "since it was set up in 1999"."""
    since = scene.first(("SINCE",), max(0, date - 7), date)
    return since is not None and (since == date - 1 or scene.is_a(since + 1, "IT", "ITS", "THEY", "THEIR"))


def day_meant(scene: Discourse, date: int) -> int:
    """The DATE symbol that "the same day" points back to; any other date means itself."""
    if scene.quote(date, date).lower() not in scene.settings.get("same_day", ()):
        return date
    for earlier in reversed(scene.find(("DATE",), max(0, date - _LOOKED_BACK), date)):
        when = scene.when(earlier, ahead=False).when
        if earlier != scene.dateline and when is not None and when.first is not None and when.first == when.last:
            return earlier
    return date


def during_visit(scene: Discourse, symbol: int) -> bool:
    """Whether the clause places something "within the framework of the visit"."""
    start, stop = clause(scene, symbol)
    return any(
        verb.sense == "visit" and scene.is_a(place - 1, "THE") and scene.is_a(place - 2, "EVE", "DURING")
        for place, verb in scene.verbs(start, stop)
    )


def _postponed(scene: Discourse, date: int) -> bool:
    """Whether a date is the one from which something was put off: "postponed in 2020"."""
    return any(v.sense == "postpone" for _, v in scene.verbs(date - 3, date)) and not scene.is_a(
        date - 1, "TO", "UNTIL"
    )


def moved_to(scene: Discourse, first: int) -> int | None:
    """The DATE symbol to which something was put off."""
    start, stop = clause(scene, first)
    put_off = [at for at, verb in scene.verbs(start, stop) if verb.sense == "postpone"]
    put_off = put_off or scene.find(("SLIP",), start, stop)
    return scene.first(("DATE",), put_off[0], min(stop, put_off[0] + 5)) if put_off else None


def postponed_from(scene: Discourse, first: int) -> int | None:
    """The DATE symbol from which something was put off."""
    start, stop = clause(scene, first)
    return next((place for place in scene.find(("DATE",), start, stop) if _postponed(scene, place)), None)


def _capital(scene: Discourse, start: int, stop: int, first: int) -> str | None:
    """ "In the Belarusian capital", "the Belarusian capital hosted": the capital of that country."""
    for place in scene.find(("CAPITALWORD",), start, stop):
        if scene.is_a(place - 1, "ADJ") and (scene.is_a(place - 3, "IN") or _hosts(scene, place, first)):
            capitals = country(scene.codes(place - 1)[0]).capitals
            return capitals[0] if capitals else None
    return None


@lru_cache(maxsize=8)
def _venues(tags: Tags) -> re.Pattern[str]:
    """What may be a venue: any place behind a word of place, and a country or town that may be a host."""
    before, named, places = (tags.one_of(names) for names in (_BEFORE_PLACE, _PLACES, _PLACES[:-1]))
    return re.compile(f"(?<=[{before}])[{named}]|[{places}]")


def place_near(scene: Discourse, first: int, last: int) -> str | None:
    """Where something takes place: "in Baku" behind it, or "Baku hosted" before it."""
    start, stop = clause(scene, first)
    if scene.has(("HERE",), last + 1, min(last + _HERE, stop)):
        return _dateline_place(scene)
    best: tuple[int, str] | None = None
    for hit in scene.pattern(_venues(scene.names), start, stop):
        place = hit.start()
        if place > last and scene.is_a(place - 1, "WHICH") and _hosts(scene, place, place + 4):
            return place_name(scene, place)  # "the session, which Riga hosted"
        if first <= place <= last or (place > last and not scene.is_a(place - 1, *_BEFORE_PLACE)):
            continue
        at = scene.is_a(place - 1, "IN", "AT") or (scene.is_a(place - 1, "THE") and scene.is_a(place - 2, "IN", "AT"))
        at = at or (scene.is_a(place - 1, "COMMA") and scene.is_a(place - 2, "N") and scene.is_a(place - 3, "IN", "AT"))
        at = at or scene.is_a(place - 1, "CITYOF") or _within_region(scene, place)
        if place > last and scene.is_a(place - 1, "BY") and _hosts(scene, last, place):
            at = True
        host = place < first and not scene.is_a(place, "N") and _hosts(scene, place, first)
        if not (at or host):
            continue
        if (
            at
            and scene.is_a(place, "COUNTRY", "N")
            and not scene.is_a(place - 1, "CITYOF")
            and not _locative(scene, place, first, last)
        ):
            continue
        if scene.is_a(place, "N") and (scene.is_a(place - 1, "THE") or scene.is_a(place + 1, "OF", "HYPHEN")):
            continue
        between = (last + 1, place) if place > last else (place, first)
        if scene.has(("MEETING", "EVENT", "INSTRUMENT"), *between) and not _shared(scene, last, place):
            continue  # the venue of something else
        distance = 0 if host else (place - last if place > last else 2 * (first - place))
        if scene.is_a(place, "N") and scene.is_a(place - 1, "AT"):
            distance += _HALL  # "at Nyerere Hall in Accra": the town, where it is told
        if host and scene.is_a(place - 1, "OF") and scene.is_a(place - 2, "CAPITALWORD"):
            place = next(iter(scene.find(("CAPITAL",), max(start, place - 6), place)), place)
        if best is None or distance < best[0]:
            best = (distance, place_name(scene, place))
    if best is not None:
        return best[1]
    return _capital(scene, start, stop, first)


def _shared(scene: Discourse, last: int, place: int) -> bool:
    """ "To hold the tenth meeting and the second forum in Riga": two names joined, one venue behind both."""
    other = scene.first(("MEETING", "EVENT"), last + 1, place)
    if other is None or scene.has(("MEETING", "EVENT", "INSTRUMENT"), other + 1, place):
        return False
    return scene.is_a(last + 1, "AND") and all(scene.is_a(p, "AND", "THE", "A") for p in range(last + 1, other))


def _within_region(scene: Discourse, place: int) -> bool:
    """ "In the Peruvian region of Tumbes"."""
    region = scene.is_a(place - 1, "OF") and scene.is_a(place - 2, "ORGWORD")
    return region and scene.has(("IN",), place - 5, place - 2)


def _dateline_place(scene: Discourse) -> str | None:
    """The town at the head of a report, for what took place "here"."""
    for place in scene.find(("CAPITAL", "CITY"), 0, _HEAD):
        if scene.is_a(place + 1, "COMMA", "OPEN", "DASH", "COLON") and scene.starts[place] < _HEAD_LETTERS:
            return place_name(scene, place)
    return None


def _hosts(scene: Discourse, place: int, first: int) -> bool:
    hosting = scene.settings.get("hosts", ())
    if any(v.lemma in hosting for _, v in scene.verbs(place + 1, min(place + 4, first))):
        return True
    return _is_venue(scene, place, first)


def _is_venue(scene: Discourse, place: int, first: int) -> bool:
    """ "Riga was the venue of the session", "Riga has been chosen as the place for it"."""
    if first - place > _VENUE or not scene.is_a(place + 1, "WAS", "IS", "WILL", "WOULD", "HAS"):
        return False
    nouns = scene.settings.get("venues", ())
    words = (scene.quote(p, p).lower().split()[-1] for p in scene.find(("w",), place + 2, first))
    return any(word in nouns for word in words)


def _locative(scene: Discourse, place: int, first: int, last: int) -> bool:
    """A country is a venue only right beside the name or beside a verb of holding."""
    if 0 < place - last <= 4 or 0 < first - place <= 4:
        return True
    return any(v.sense in _TAKING_PLACE for _, v in scene.verbs(place - 6, place))


def place_name(scene: Discourse, place: int) -> str:
    """The English name of a city, or the country as printed."""
    value, printed = scene.values[place], scene.quote(place, place)
    if hasattr(value, "name"):
        seats = country(value.code).capitals if scene.is_a(place, "CAPITAL") else ()
        return printed if printed in seats else str(value.name)
    return printed
