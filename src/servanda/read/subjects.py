"""Who it is that promises: the subject before a verb, as countries where the text tells."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, Literal, NamedTuple

from servanda.read.acts import Lexicon
from servanda.read.discourse import Discourse
from servanda.read.people import country_of
from servanda.read.phrases import Named, Office, Standing

Kind = Literal["side", "agent", "person", "it", "other", "none"]

_PREPOSITIONS: Final = "OF IN TO FROM WITH BETWEEN FOR BY ON AT INTO"
_ENDS: Final = "BREAK SEMI COLON THAT WHICH IS WAS HAS HAD WILL WOULD COMMA SAID BUT WHILE QUOTE"
_FINITE: Final = "IS WAS HAS HAD WILL VBZ VB BREAK"
_SIDES: Final = ("SIDES", "LANDS", "COUNTRY", "CAPITAL", "BODY", "PERSON", "OFFICE", "THEY", "WE", "SIDE")
_AUXILIARIES: Final = "ALSO HAS HAD IS WAS BEEN DATE REACHED VAGUE NOW"
_DETERMINERS: Final = "GOVERNMENT_OF THE A BOTH ITS THEIR ALL EACH"
_PRONOUNS: Final = f"{_DETERMINERS} IT THEY HE WE THIS THESE PERSON OFFICE SIDES LANDS COUNTRY CAPITAL MEETING EVENT"
_PHRASE: Final = f"{_DETERMINERS} ADJ TOPIC N w ORGWORD POSS COUNTRY"
#: What may stand between a subject and its verb, whatever the word is.
_LIGHT: Final = "HAS HAD ALSO WILL WOULD DATE THEIR ITS VAGUE NOW ANOTHER"


class Subject(NamedTuple):
    """Who speaks: a side, an agent (a ministry, a company), a person, "it", something else or nobody.

    ``who`` are countries; ``first`` is the symbol where it begins when it stands right before its verb.
    """

    kind: Kind
    who: tuple[str, ...] = ()
    first: int | None = None
    passive: bool = False
    negated: bool = False


def subject(scene: Discourse, head: int, lexicon: Lexicon, last: tuple[str, ...]) -> Subject:
    """The subject of the verb at a symbol; ``last`` is who committed itself before, for "they" and "it"."""
    lower = scene.sentence_at(head).first
    place, passive, negated = head - 1, False, False
    tags, among = scene.padded, scene.among
    own, plain = among[" ".join(_SIDES)], among[_LIGHT]
    while place >= lower:
        tag = tags[place]
        if tag in own:
            break
        if tag in among["IS WAS BEEN BE"] or (place == head - 1 and tag in among["REACHED"]):
            passive = True
        elif tag in plain:
            pass
        elif tag in among["NOT"]:
            negated = True
        elif tag in among["CLOSE"]:
            place = _before_brackets(scene, place, lower)
        elif tags[head] in among["READINESS"] and (tag in among["POSS"] or (place == head - 1 and tag in among["A"])):
            place -= 2 if scene.is_a(place - 2, "THEIR") else 0
        elif tag in among["COMMA"]:
            place = _before_aside(scene, place, lower)
            if tags[place] in among["COMMA"]:
                break
            continue
        elif not _light(scene, place, lexicon):
            break
        place -= 1
    found = _at(scene, place, lower, lexicon, last)
    return Subject(found.kind, found.who, found.first, passive, negated) if passive or negated else found


def _before_brackets(scene: Discourse, place: int, lower: int) -> int:
    """The bracket that opens a short name: "the Savings Bank (SB) will"; the one that closes where none is near."""
    for before in range(place - 1, max(lower, place - 5), -1):
        if scene.is_a(before, "OPEN"):
            return before
    return place


def _light(scene: Discourse, place: int, lexicon: Lexicon) -> bool:
    """What else may stand between a subject and its verb: a date, an adverb, a verb of announcing."""
    tag, among = scene.padded[place], scene.among
    if tag in among["ON IN AT"] and scene.padded[place + 1] in among["DATE"]:
        return True
    if tag in among["w"]:
        return scene.quote(place, place).lower() in lexicon.adverbs
    verb = scene.verb(place)
    return verb is not None and verb.form != "ing" and (verb.sense == "confirm" or verb.lemma in lexicon.announcing)


def _before_aside(scene: Discourse, comma: int, lower: int) -> int:
    """Past an aside between commas ("Iran, for its part, plans"), or the comma itself."""
    tags, among = scene.padded, scene.among
    for place in range(comma - 1, max(lower, comma - 7), -1):
        if tags[place] in among["COMMA"]:
            return place - 1
        if tags[place] in among[_FINITE]:
            break
    return comma


def _at(scene: Discourse, place: int, lower: int, lexicon: Lexicon, last: tuple[str, ...]) -> Subject:
    tag, among = scene.padded[place], scene.among
    if place < lower or tag in among["COLON SEMI HYPHEN DASH MARK"]:
        return Subject("none", scene.pair)
    if tag in among["SIDES LANDS COUNTRY CAPITAL"]:
        return _side(scene, place, _determined(scene, place, lower), lower, lexicon)
    if tag in among["AND COMMA AS_WELL_AS BUT"]:
        return _carried(scene, place, lower, lexicon, last)
    if tag in among["IT"]:
        teller = place - 2 if scene.is_a(place - 1, "THAT") else place - 1
        verb = scene.verb(teller)
        if verb is not None and verb.sense == "say" and teller > lower:
            told = subject(scene, teller, lexicon, last)
            if told.kind in ("side", "agent"):
                return told._replace(first=place)
        who = last if len(last) == 1 else scene.pair
        return Subject("it", who, place)
    if tag in among["THEY BOTH"]:
        return Subject("side", last if len(last) > 1 else scene.pair, place)
    if tag in among["WE"]:
        return Subject("side", _ours(scene, place), place)
    return _named(scene, place, lower, lexicon)


def _named(scene: Discourse, place: int, lower: int, lexicon: Lexicon) -> Subject:
    """The subject that a noun phrase ending at a symbol names."""
    first = _determined(scene, place, lower)
    value = scene.values[place]
    person = scene.person_at(place)
    if person is not None:
        return Subject("person", _of_both(scene, place, first, lower, person), first)
    if isinstance(value, Office):
        return Subject("person", (value.of,) if value.of else (), first)
    if isinstance(value, Standing):
        return Subject("side", value.countries if len(value.countries) > 1 else scene.pair, first)
    tag, among = scene.padded[place], scene.among
    if tag in among["SIDE HE"]:
        return Subject("side" if tag in among["SIDE"] else "person", _near(scene, place, lower), first)
    if tag in among["w TOPIC"] and scene.quote(place, place).lower().split()[-1] in lexicon.both:
        return Subject("side", scene.pair, _phrase_start(scene, place, lower))
    noun = _headed(scene, place, lower, lexicon)
    if noun is not None:
        return Subject("agent", _near(scene, noun, lower), _phrase_start(scene, noun, lower))
    return Subject("other", (), first)


def _of_both(scene: Discourse, place: int, first: int, lower: int, person: Named) -> tuple[str, ...]:
    """The countries of a person and of another one joined to him by "and"."""
    of = country_of(scene, person)
    other = scene.person_at(first - 2) if first - 2 >= lower and scene.is_a(first - 1, "AND") else None
    before = country_of(scene, other) if other is not None else None
    return tuple(dict.fromkeys(code for code in (before, of) if code))


def _determined(scene: Discourse, place: int, lower: int) -> int:
    """Where a noun phrase begins: at its article or "both", else at its noun."""
    tags, determiners = scene.padded, scene.among[_DETERMINERS]
    while place > lower and tags[place - 1] in determiners:
        place -= 1
    return place


def _side(scene: Discourse, place: int, first: int, lower: int, lexicon: Lexicon) -> Subject:
    """A side named; behind a preposition only its ministry, company or leader can speak for it."""
    tags, among = scene.padded, scene.among
    who = scene.pair if tags[place] in among["SIDES"] else scene.codes(place)
    if first > lower and tags[first - 1] in among[_PREPOSITIONS]:
        if tags[first - 1] in among["OF FROM IN"] and first - 2 >= lower and _agent(scene, first - 2, lexicon):
            return Subject("agent", who, _phrase_start(scene, first - 2, lower))
        return Subject("other", who, first)
    return Subject("side", who, first)


def _agent(scene: Discourse, place: int, lexicon: Lexicon) -> bool:
    tag, among = scene.padded[place], scene.among
    if tag in among["ORGWORD ROLE ORG N OFFICE PERSON BODY"]:
        return True
    return tag in among["w TOPIC SIDE"] and scene.quote(place, place).lower().split()[-1] in lexicon.agents


def _headed(scene: Discourse, place: int, lower: int, lexicon: Lexicon) -> int | None:
    """The noun for an agent at a symbol, or before its "of": "the ministries of transport"."""
    if _agent(scene, place, lexicon):
        return place
    tags, among = scene.padded, scene.among
    for before in range(place, max(lower, place - 6), -1):
        if tags[before] not in among["TOPIC COOP AND OF FOR THE w"]:
            return None
        if tags[before] in among["OF FOR"] and _agent(scene, before - 1, lexicon):
            return before - 1
    return None


def _phrase_start(scene: Discourse, place: int, lower: int) -> int:
    tags, phrase = scene.padded, scene.among[_PHRASE]
    while place > lower and tags[place - 1] in phrase:
        place -= 1
    return place


def _near(scene: Discourse, place: int, lower: int) -> tuple[str, ...]:
    """The country whose adjective or name stands just before a noun."""
    tags, lands = scene.padded, scene.among["ADJ COUNTRY PAIR CAPITAL"]
    for before in range(place - 1, max(lower, place - 5) - 1, -1):
        if tags[before] in lands:
            return scene.codes(before)
    return ()


def _carried(scene: Discourse, place: int, lower: int, lexicon: Lexicon, last: tuple[str, ...]) -> Subject:
    """The subject of the sentence, for a verb that is joined on ("… promised to cut fees and proposed to")."""
    tags, prepositions = scene.padded, scene.among[_PREPOSITIONS]
    for before in scene.find(_SIDES, lower, place):
        led = tags[before - 1] in prepositions or tags[before - 1] in scene.among["THE"]
        if before > lower and led and tags[before - 2] in prepositions:
            continue
        found = _at(scene, before, lower, lexicon, last)
        if found.kind in ("side", "agent", "person"):
            return found._replace(first=None)
    return Subject("none", last or scene.pair)


def _ours(scene: Discourse, place: int) -> tuple[str, ...]:
    """Who "we" are: both when they agree, else the country of who speaks."""
    verbs = (scene.verb(here) for here in range(place + 1, min(place + 5, len(scene.values))))
    if any(verb is not None and verb.sense == "agree" for verb in verbs):
        return scene.pair
    for name in scene.speakers(scene.starts[place]):
        known: Named | None = scene.people.get(name.split()[-1].lower())
        if known is not None and known.of:
            return (known.of,)
    return scene.pair


def phrase_before(scene: Discourse, head: int, lower: int, *, aside: bool = False) -> tuple[int, int] | None:
    """The noun phrase that ends before a symbol, as first and one-past-last symbol; None when it is no clear thing."""
    tags, among, last = scene.padded, scene.among, head
    while last > lower and (tags[last - 1] in among[_AUXILIARIES] or _adverbial(scene, last - 1, lower)):
        last -= 1
    if aside and last > lower and tags[last - 1] in among["COMMA"]:
        last = max(lower, _before_aside(scene, last - 1, lower) + 1)
    first, ends = last, among[_ENDS]
    while first > lower and tags[first - 1] not in ends:
        first -= 1
    if tags[first - 1] in among["THAT WHICH"] and tags[first] in among["VBZ VBD"] and first - 1 > lower:
        return phrase_before(scene, first - 1, lower)
    first = _past_adverbial(scene, first, last)
    return None if first >= last or among[_PRONOUNS].issuperset(tags[first:last]) else (first, last)


def _adverbial(scene: Discourse, place: int, lower: int) -> bool:
    return place > lower and scene.is_a(place, "IN", "ON", "BY") and scene.is_a(place + 1, "DATE")


def _past_adverbial(scene: Discourse, first: int, last: int) -> int:
    """Past "and", and past an opening such as "on the Kazakh side" or "in addition"."""
    tags, among = scene.padded, scene.among
    while first < last and tags[first] in among["AND ALSO AS_WELL_AS"]:
        first += 1
    if first < last and (tags[first] in among[_PREPOSITIONS] or tags[first] in among["DURING AFTER EVE"]):
        return _first_of(scene.find(("A", "COUNT"), first + 1, last), last)
    return first


def _first_of(places: Iterable[int], default: int) -> int:
    return next(iter(places), default)
