"""Within a sentence: where a clause ends, whether it speaks of what was, will be or was only wished, when and where."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from servanda.countries import country
from servanda.grammar import Tags, Verb
from servanda.read.discourse import Discourse, Sentence
from servanda.read.final import clauses as final
from servanda.values import When

_BOUNDARIES: Final = ("SEMI", "WHILE", "BUT", "WHERE")
_DIVIDING: Final = (*_BOUNDARIES, "QUOTE")
_PASSED: Final = "w ALSO NOT BEEN BE HAS HAD WAS IS COMMA VAGUE NOW N"
_AHEAD: Final = "WILL WOULD MUST SHOULD CAN MAY TO"
_PLACES: Final = ("CAPITAL", "CITY", "COUNTRY", "N")
_WILLING: Final = "WILL LANDS COUNTRY SIDES THEY CAPITAL"  # before a form that is a noun elsewhere
_BEFORE_PLACE: Final = ("IN", "AT", "THE", "COMMA", "CITYOF", "BY", "OF")
_BEFORE_PLACE_NAMES: Final = " ".join(_BEFORE_PLACE)
_LOOKED_BACK: Final = 120  # symbols behind "the same day" in which that day is looked for
_NEVER: Final = 1_000_000  # symbols: no date of the event at all
_FAR: Final = 40  # symbols: any other date of the clause is nearer
_HERE: Final = 9  # symbols behind a name in which "was held here" may stand
_HALL: Final = 12  # symbols behind a hall in which its town is told
_VENUE: Final = 10  # symbols between a town and what it was the venue of
_HEAD: Final = 40  # symbols in which a dateline stands
_HEAD_LETTERS: Final = 300
#: Senses of verbs that say outright how things stand with an event; all others only tell that it takes place.
_STATING: Final = frozenset({"cancel", "prepare", "postpone", "propose", "plan", "hope"})
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
        if scene.has(_DIVIDING, sentence.first, sentence.last) or scene.has(("THAT",), sentence.first, sentence.last):
            return _clause(scene, symbol, sentence)
        found = scene.clauses[key] = sentence.first, sentence.last
    return found


def _clause(scene: Discourse, symbol: int, sentence: Sentence) -> tuple[int, int]:
    first, last = sentence.first, sentence.last
    for place in _divided(scene, sentence):
        if scene.is_a(place, "BUT") and scene.is_a(place + 1, "WAS", "HAD", "HAS", "VBD", "WILL"):
            continue  # "was scheduled for May but was postponed": one subject
        if place < symbol:
            first = place + 1
        elif place > symbol:
            last = place
            break
    return _quoted(scene, symbol, first, last)


def _divided(scene: Discourse, sentence: Sentence) -> list[int]:
    """What divides a sentence: while, but, a semicolon; also "and said that", which begins to tell of something else."""
    found = scene.find(_BOUNDARIES, sentence.first, sentence.last)
    if scene.has(("THAT",), sentence.first, sentence.last):
        found = sorted(
            (*found, *(p for p in scene.find(("AND",), sentence.first, sentence.last) if _says(scene, p + 1)))
        )
    return found


def _says(scene: Discourse, place: int) -> bool:
    verb = scene.verb(place)
    return verb is not None and verb.sense == "say" and scene.is_a(place + 1, "THAT")


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
    if scene.final:
        return verb.form in ("future", "must")
    if verb.form == "base":
        return True
    before, tags, passed = place - 1, scene.padded, scene.among[_PASSED]
    while before >= place - 4 and tags[before] in passed:
        before -= 1
    return tags[before] in scene.among[_AHEAD]


def to_come(scene: Discourse, date: str) -> bool:
    """Whether a date lies wholly after publication."""
    first = When(date).first
    return scene.published is not None and first is not None and first > scene.published


def over(scene: Discourse, date: str) -> bool:
    """Whether a date lies wholly before publication."""
    last = When(date).last
    return scene.published is not None and last is not None and last < scene.published


def main_part(scene: Discourse, last: int, start: int, stop: int) -> tuple[int, int]:
    """The clause without what is put in between commas behind a name, when its own verb follows there.

    "The session, planned for May, has been postponed": what counts of the session stands behind the second comma.
    """
    tags, among = scene.padded, scene.among
    behind = tags[last + 1]
    if behind in among["OF"] and tags[last + 3] in among["N BODY"]:
        last += 3  # "the 22nd session of the JEC, which ..."
    elif behind in among["IN"] and tags[last + 2] in among["CITY CAPITAL"]:
        last += 2  # "a forum in Donetsk, proposed by Poland, may be held"
    if tags[last + 1] not in among["COMMA"] or not _inserted(scene, last + 2):
        return start, stop
    for comma in scene.find(("COMMA",), last + 3, stop):
        if _only_told_inside(scene, last + 1, comma, stop):
            return start, comma
        if not among["HAS HAD WAS IS WILL WOULD MAY VBD VBZ CAN"].isdisjoint(tags[comma + 1 : min(comma + 3, stop)]):
            return comma + 1, stop
    return start, stop


def _only_told_inside(scene: Discourse, first: int, comma: int, stop: int) -> bool:
    """Whether the inserted words tell of the holding and what follows does not."""
    inside = [p for p, v in scene.verbs(first, comma) if _takes_place(scene, v) and not scene.has(("NOT",), p - 3, p)]
    outside = [v for _, v in scene.verbs(comma, stop) if _takes_place(scene, v) or v.sense in ("postpone", "cancel")]
    return bool(inside) and not outside


def _inserted(scene: Discourse, place: int) -> bool:
    tags, among = scene.padded, scene.among
    return tags[place] in among["WHICH WHO VBD ORD"] or (
        tags[place] in among["w N"] and tags[place + 1] in among["VBD"]
    )


def status(scene: Discourse, first: int, last: int, *, upcoming: bool = False) -> str | None:
    """What the clause says of an event named by symbols ``first`` to ``last`` inclusive.

    held, planned, postponed, cancelled, proposed, or None when nothing is said.
    """
    if scene.final:
        return final.status(scene, first, last, upcoming=upcoming)
    tags, among = scene.padded, scene.among
    start, stop = whole = clause(scene, first)
    if tags[last + 1] in among["IN"] and tags[last + 2] in among["CITY CAPITAL"] and tags[last + 3] in among["COMMA"]:
        last += 2
    elif tags[last + 1] in among["OF"] and tags[last + 2] in among["THE"] and tags[last + 3] in among["N BODY"]:
        last += 3  # "the first session of the JTC would be held"
    behind = last + 2 if tags[last + 1] in among["COMMA"] else last + 1
    if tags[behind] in among["TO"] and tags[behind + 1] in among["BE"] and tags[behind + 2] in among["VBD"]:
        return "planned"  # "the third Expo, to be held in July"
    if _held_aside(scene, last):
        return "held"
    start, stop = main_part(scene, last, start, stop)
    if (start, stop) != whole:
        inserted = {v.sense for _, v in scene.verbs(last + 1, start)}
        last = start - 1
        if "propose" in inserted:
            return "proposed"
    found = scene.verbs(start, stop)
    if scene.chars["NOT"] in tags[start:stop]:
        found = [(p, v) for p, v in found if scene.chars["NOT"] not in tags[max(0, p - 2) : p]]
    stating = [(p, v) for p, v in found if v.sense in _STATING]
    slipped = scene.chars["SLIP"] in tags[start:stop]
    told = _stated(scene, first, (start, stop), stating) if stating or slipped else None
    if told is not None:
        return told
    if _had_passed(scene, first, start, stop):
        return None
    near = tags[max(0, first - 2) : first]
    if scene.chars["BEFORE"] in near or scene.chars["PREPARATION"] in tags[max(start, first - 5) : first]:
        return "planned"
    told = _adjacent(scene, first, last, found)
    if told is not None:
        return told
    if _wished(scene, first, stating):
        return "planned" if tags[first - 2] in among["TO"] and tags[first - 1] in among["THE"] else "proposed"
    if upcoming or _willed(scene, stating) or scene.chars["WILL"] in tags[start:stop] or _would(scene, found):
        return "planned"
    return "held" if _held(scene, first, found) else None


def _stated(scene: Discourse, first: int, part: tuple[int, int], stating: list[tuple[int, Verb]]) -> str | None:
    """The status when a verb says outright that something was called off, is prepared or was put off."""
    if any(v.sense == "cancel" and v.form == "past" for _, v in stating):
        return "cancelled"
    if any(v.sense == "prepare" and 0 < first - p <= 3 for p, v in stating):
        return "planned"
    put_off = next((p for p, v in stating if v.sense == "postpone" and v.form == "past"), None)
    put_off = scene.first(("SLIP",), *part) if put_off is None else put_off
    if put_off is None:
        return None
    main = scene.is_a(put_off - 1, "WAS", "BEEN", "HAS", "HAD")
    return "planned" if not main and (_willed(scene, stating) or scene.is_a(part[0], "UNTIL")) else "postponed"


def _willed(scene: Discourse, stating: list[tuple[int, Verb]]) -> bool:
    """Whether somebody plans or hopes; a noun such as "plan" alone tells of nobody."""
    return any(
        verb.sense in ("plan", "hope")
        and (verb.form != "base" or scene.is_a(place, "VB") or scene.padded[place - 1] in scene.among[_WILLING])
        for place, verb in stating
    )


def _would(scene: Discourse, found: list[tuple[int, Verb]]) -> bool:
    """ "Said that a forum of 70 companies would be held in autumn"."""
    return any(_takes_place(scene, v) and v.form == "past" and scene.has(("WOULD",), p - 3, p) for p, v in found)


def _held(scene: Discourse, first: int, found: list[tuple[int, Verb]]) -> bool:
    """Whether the words before a name, or a verb of holding that tells of no future, say that it took place."""
    before, earlier, among = scene.padded[first - 1], scene.padded[first - 2], scene.among
    if before in among["HAD"] or (before in among["A"] and earlier in among["HAD"]):
        return True
    if before in among["AT DURING AFTER"] or earlier in among["AT DURING AFTER EVE"]:
        return True
    return any(_takes_place(scene, v) and not ahead(scene, p, v) for p, v in found)


def _held_aside(scene: Discourse, last: int) -> bool:
    """ "Since the 7th round, held in Riga in April": told right behind the name, whatever else the clause speaks of."""
    at = (
        last + 3 if scene.is_a(last + 2, "WHICH") else last + 2
    )  # "its 15th session, which took place in Riga in January"
    verb = scene.verb(at) if scene.is_a(last + 1, "COMMA") else None
    told = verb is not None and verb.form == "past" and _takes_place(scene, verb)
    return told and scene.is_a(at + 1, "IN", "ON", "AT", "DATE")


def _had_passed(scene: Discourse, first: int, start: int, stop: int) -> bool:
    """ "Ten years had gone by before the session could be convened": told of one that was held."""
    before = scene.is_a(first - 1, "BEFORE") or scene.is_a(first - 2, "BEFORE")
    return before and scene.has(("HAD",), start, first) and scene.has(("CAN", "WAS"), first, stop)


def _takes_place(scene: Discourse, verb: Verb) -> bool:
    return verb.sense in _TAKING_PLACE or verb.lemma in scene.settings.get("opening", ())


def _adjacent(scene: Discourse, first: int, last: int, found: list[tuple[int, Verb]]) -> str | None:
    """The status when a verb of holding stands right beside the name."""
    for place, verb in found:
        near, before = 0 < place - last <= 5, 0 < first - place <= 4
        if not (near or before) or not _takes_place(scene, verb):
            continue
        near = near and not _other_name(scene, last + 1, place)
        if not (near or (before and not _other_name(scene, place + 1, first))):
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
            return "proposed" if _wished(scene, first, found) else "planned"
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


def _wished(scene: Discourse, first: int, found: list[tuple[int, Verb]]) -> bool:
    """Whether somebody proposed it: the verb stands before the name or in the passive."""
    return any(v.sense == "propose" and (p < first or scene.is_a(p - 1, "WAS", "BEEN")) for p, v in found)


def date_near(scene: Discourse, first: int, last: int, *, within: tuple[int, int] | None = None) -> int | None:
    """The DATE symbol that dates an event: the nearest in its clause, then in its sentence; what follows comes first."""
    sentence = scene.sentence_at(first)
    if scene.chars["DATE"] not in scene.tags[sentence.first : sentence.last]:
        return None
    if scene.final:
        return final.date_near(scene, first, last)
    own = clause(scene, first)
    part = within or main_part(scene, last, *own)
    tried = None
    for start, stop in (part, own, (sentence.first, sentence.last)):
        if (start, stop) == tried:
            continue  # mostly the clause is the whole sentence
        tried = start, stop
        dates = scene.find(("DATE",), start, stop)
        told = [(_distance(scene, first, last, date, lone=len(dates) == 1), date) for date in dates]
        if told and (nearest := min(told))[0] < _NEVER:
            return nearest[1]
    return None


def _distance(scene: Discourse, first: int, last: int, date: int, *, lone: bool) -> int:
    """How far a date stands from a name, in symbols; counted double before it, and more for each other name between."""
    if date == scene.dateline or _beyond_since(scene, date) or _postponed(scene, date) or attributive(scene, date):
        return _NEVER
    if date > last and (_of_guest(scene, last, date) or _of_other(scene, last, date)):
        return _NEVER
    one, two = (first, date) if first < date else (date, first)
    others = sum(1 for p in scene.find(("MEETING", "EVENT", "INSTRUMENT"), one, two) if not first <= p <= last)
    distance = (date - last if date > last else 2 * (first - date)) + 12 * others
    return distance + _FAR if not lone and _told_on(scene, date) else distance


def _told_on(scene: Discourse, date: int) -> bool:
    """Whether a date is the day on which something was said: "a source told us on Wednesday"."""
    start = max(0, date - 5)
    start = max(start, scene.tags.rfind(scene.chars["COMMA"], start, date))
    return any(v.sense == "say" for _, v in scene.verbs(start, date))


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
    who = scene.tags.rfind(scene.chars["WHO"], last + 1, date)
    return who >= 0 and not scene.has(("COMMA", "AND"), who, date)


def _beyond_since(scene: Discourse, date: int) -> bool:
    """Whether a date tells only since when: "since 1999", "since it was set up in 1999"."""
    since = scene.tags.find(scene.chars["SINCE"], max(0, date - 7), date)
    return since >= 0 and (since == date - 1 or scene.is_a(since + 1, "IT", "ITS", "THEY", "THEIR"))


def day_meant(scene: Discourse, date: int) -> int:
    """The DATE symbol that "the same day" points back to, or "Monday (February 2)" explains; any other means itself."""
    if scene.is_a(date + 1, "OPEN") and scene.is_a(date + 2, "DATE") and scene.is_a(date + 3, "CLOSE"):
        return date + 2
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
    if scene.final and put_off:
        return next(iter(reversed(scene.find(("DATE",), start, put_off[0]))), None)
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
        if scene.is_a(place - 1, "THE") and scene.is_a(place - 2, "IN") and not scene.is_a(place + 1, "OF"):
            return _dateline_place(scene)
    return None


@lru_cache(maxsize=8)
def _venues(tags: Tags) -> re.Pattern[str]:
    """What may be a venue: any place behind a word of place, and a country or town that may be a host."""
    before, named, places = (tags.one_of(names) for names in (_BEFORE_PLACE, _PLACES, _PLACES[:-1]))
    return re.compile(f"(?<=[{before}])[{named}]|[{places}]")


def place_near(scene: Discourse, first: int, last: int) -> str | None:
    """Where something takes place: "in Baku" behind it, or "Baku hosted" before it."""
    if scene.final:
        return final.place_near(scene, first, last)
    start, stop = clause(scene, first)
    if scene.is_a(start - 1, "WHERE") and first - start < _HERE:
        town = start - 3 if scene.is_a(start - 2, "COMMA") else start - 2
        if scene.is_a(town, "CAPITAL", "CITY"):
            return place_name(scene, town)  # "in Lilongwe, where the ministers met for the session"
    if scene.chars["HERE"] in scene.tags[last + 1 : min(last + _HERE, stop)]:
        return _dateline_place(scene)
    best: tuple[int, str] | None = None
    tags, among = scene.padded, scene.among
    for hit in scene.pattern(_venues(scene.names), start, stop):
        place = hit.start()
        before = tags[place - 1]
        if place > last and before in among["WHICH"] and _hosts(scene, place, place + 4):
            return place_name(scene, place)  # "the session, which Riga hosted"
        if first <= place <= last or (place > last and before not in among[_BEFORE_PLACE_NAMES]):
            continue
        at = _stands_at(scene, place) or (place > last and before in among["BY"] and _hosts(scene, last, place))
        name = tags[place] in among["N"]
        host = place < first and not name and _hosts(scene, place, first)
        if not (at or host):
            continue
        doubtful = tags[place] in among["COUNTRY N"] and before not in among["CITYOF"]
        if at and doubtful and not _locative(scene, place, first, last):
            continue
        if name and (before in among["THE"] or tags[place + 1] in among["OF HYPHEN"]):
            continue
        between = (last + 1, place) if place > last else (place, first)
        if scene.has(("MEETING", "EVENT", "INSTRUMENT"), *between) and not _shared(scene, last, place):
            continue  # the venue of something else
        distance = 0 if host else (place - last if place > last else 2 * (first - place))
        if name and before in among["AT"]:
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
    return scene.is_a(last + 1, "AND") and scene.among["AND THE A"].issuperset(scene.tags[last + 1 : other])


def _stands_at(scene: Discourse, place: int) -> bool:
    """Whether the words before a place say that something is there: "in Baku", "in the Baku", "in Ganja, Baku", "city of"."""
    tags, among = scene.padded, scene.among
    before, earlier = tags[place - 1], tags[place - 2]
    if before in among["IN AT CITYOF"] or (before in among["THE"] and earlier in among["IN AT"]):
        return True
    if before in among["COMMA"] and earlier in among["N"] and tags[place - 3] in among["IN AT"]:
        return True
    return before in among["OF"] and earlier in among["ORGWORD"] and _within_region(scene, place)


def _within_region(scene: Discourse, place: int) -> bool:
    """ "In the Peruvian region of Tumbes": the word for a region stands behind "in"."""
    return scene.has(("IN",), place - 5, place - 2)


def _dateline_place(scene: Discourse) -> str | None:
    """The town at the head of a report, for what took place "here"."""
    for place in scene.find(("CAPITAL", "CITY"), 0, _HEAD):
        alone = scene.is_a(place + 1, "BREAK") and scene.is_a(place - 1, "BREAK")
        if (alone or scene.is_a(place + 1, "COMMA", "OPEN", "DASH", "COLON")) and scene.starts[place] < _HEAD_LETTERS:
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
    """The English name of a city, or the country as printed (in English where the language is spelled otherwise)."""
    if scene.final:
        return final.place_name(scene, place)
    value, printed = scene.values[place], scene.quote(place, place)
    if hasattr(value, "name"):
        seats = country(value.code).capitals if scene.is_a(place, "CAPITAL") else ()
        return printed if printed in seats else str(value.name)
    if scene.spelling.changes and scene.is_a(place, "COUNTRY"):
        return country(scene.codes(place)[0]).name
    return printed
