"""Who it is that promises: the subject before a verb, as countries where the text tells."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, Literal, NamedTuple

from servanda.read.acts import Lexicon
from servanda.read.discourse import Discourse
from servanda.read.phrases import Named, Office, Standing

Kind = Literal["side", "agent", "person", "it", "other", "none"]

_PREPOSITIONS: Final = ("OF", "IN", "TO", "FROM", "WITH", "BETWEEN", "FOR", "BY", "ON", "AT", "INTO")
_ENDS: Final = (
    "BREAK", "SEMI", "COLON", "THAT", "WHICH", "IS", "WAS", "HAS", "HAD", "WILL", "WOULD", "COMMA", "SAID", "BUT",
    "WHILE", "QUOTE",
)  # fmt: skip
_FINITE: Final = ("IS", "WAS", "HAS", "HAD", "WILL", "VBZ", "VB", "BREAK")
_PRONOUNS: Final = (
    "IT", "THEY", "HE", "WE", "THIS", "THESE", "PERSON", "OFFICE", "SIDES", "LANDS", "COUNTRY", "CAPITAL",
    "MEETING", "EVENT",
)  # fmt: skip
_SIDES: Final = ("SIDES", "LANDS", "COUNTRY", "CAPITAL", "BODY", "PERSON", "OFFICE", "THEY", "WE", "SIDE")
_AUXILIARIES: Final = ("ALSO", "HAS", "HAD", "IS", "WAS", "BEEN", "DATE", "REACHED", "VAGUE", "NOW")
_DETERMINERS: Final = ("GOVERNMENT_OF", "THE", "A", "BOTH", "ITS", "THEIR", "ALL", "EACH")


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
    own = scene.names.one_of(_SIDES)
    while place >= lower:
        if scene.tags[place] in own:
            break
        if scene.is_a(place, "IS", "WAS", "BEEN", "BE") or (place == head - 1 and scene.is_a(place, "REACHED")):
            passive = True
        elif scene.is_a(place, "NOT"):
            negated = True
        elif scene.is_a(place, "CLOSE"):
            place = _before_brackets(scene, place, lower)
        elif scene.is_a(head, "READINESS") and (
            scene.is_a(place, "POSS") or (place == head - 1 and scene.is_a(place, "A"))
        ):
            place -= 2 if scene.is_a(place - 2, "THEIR") else 0
        elif scene.is_a(place, "COMMA"):
            place = _before_aside(scene, place, lower)
            if scene.is_a(place, "COMMA"):
                break
            continue
        elif not _light(scene, place, lexicon):
            break
        place -= 1
    found = _at(scene, place, lower, lexicon, last)
    return found._replace(passive=passive, negated=negated)


def _before_brackets(scene: Discourse, place: int, lower: int) -> int:
    """The bracket that opens a short name: "the Savings Bank (SB) will"; the one that closes where none is near."""
    for before in range(place - 1, max(lower, place - 5), -1):
        if scene.is_a(before, "OPEN"):
            return before
    return place


def _light(scene: Discourse, place: int, lexicon: Lexicon) -> bool:
    """What may stand between a subject and its verb."""
    if scene.is_a(place, "HAS", "HAD", "ALSO", "WILL", "WOULD", "DATE", "THEIR", "ITS", "VAGUE", "NOW", "ANOTHER"):
        return True
    if scene.is_a(place, "ON", "IN", "AT") and scene.is_a(place + 1, "DATE"):
        return True
    if scene.is_a(place, "w"):
        return scene.quote(place, place).lower() in lexicon.adverbs
    verb = scene.verb(place)
    return verb is not None and verb.form != "ing" and (verb.sense == "confirm" or verb.lemma in lexicon.announcing)


def _before_aside(scene: Discourse, comma: int, lower: int) -> int:
    """Past an aside between commas ("Iran, for its part, plans"), or the comma itself."""
    for place in range(comma - 1, max(lower, comma - 7), -1):
        if scene.is_a(place, "COMMA"):
            return place - 1
        if scene.is_a(place, *_FINITE):
            break
    return comma


def _at(scene: Discourse, place: int, lower: int, lexicon: Lexicon, last: tuple[str, ...]) -> Subject:
    if place < lower or scene.is_a(place, "COLON", "SEMI", "HYPHEN", "DASH", "MARK"):
        return Subject("none", scene.pair)
    if scene.is_a(place, "SIDES", "LANDS", "COUNTRY", "CAPITAL"):
        return _side(scene, place, _determined(scene, place, lower), lower, lexicon)
    if scene.is_a(place, "AND", "COMMA", "AS_WELL_AS", "BUT"):
        return _carried(scene, place, lower, lexicon, last)
    if scene.is_a(place, "IT"):
        teller = place - 2 if scene.is_a(place - 1, "THAT") else place - 1
        verb = scene.verb(teller)
        if verb is not None and verb.sense == "say" and teller > lower:
            told = subject(scene, teller, lexicon, last)
            if told.kind in ("side", "agent"):
                return told._replace(first=place)
        who = last if len(last) == 1 else scene.pair
        return Subject("it", who, place)
    if scene.is_a(place, "THEY", "BOTH"):
        return Subject("side", last if len(last) > 1 else scene.pair, place)
    if scene.is_a(place, "WE"):
        return Subject("side", _ours(scene, place), place)
    return _named(scene, place, lower, lexicon)


def _named(scene: Discourse, place: int, lower: int, lexicon: Lexicon) -> Subject:
    """The subject that a noun phrase ending at a symbol names."""
    first = _determined(scene, place, lower)
    value = scene.values[place]
    person = scene.person_at(place)
    if person is not None:
        return Subject("person", (person.of,) if person.of else (), first)
    if isinstance(value, Office):
        return Subject("person", (value.of,) if value.of else (), first)
    if isinstance(value, Standing):
        return Subject("side", value.countries if len(value.countries) > 1 else scene.pair, first)
    if scene.is_a(place, "SIDE", "HE"):
        return Subject("side" if scene.is_a(place, "SIDE") else "person", _near(scene, place, lower), first)
    if scene.is_a(place, "w", "TOPIC") and scene.quote(place, place).lower().split()[-1] in lexicon.both:
        return Subject("side", scene.pair, _phrase_start(scene, place, lower))
    noun = _headed(scene, place, lower, lexicon)
    if noun is not None:
        return Subject("agent", _near(scene, noun, lower), _phrase_start(scene, noun, lower))
    return Subject("other", (), first)


def _determined(scene: Discourse, place: int, lower: int) -> int:
    """Where a noun phrase begins: at its article or "both", else at its noun."""
    while place > lower and scene.is_a(place - 1, *_DETERMINERS):
        place -= 1
    return place


def _side(scene: Discourse, place: int, first: int, lower: int, lexicon: Lexicon) -> Subject:
    """A side named; behind a preposition only its ministry, company or leader can speak for it."""
    who = scene.pair if scene.is_a(place, "SIDES") else scene.codes(place)
    if first > lower and scene.is_a(first - 1, *_PREPOSITIONS):
        if scene.is_a(first - 1, "OF", "FROM", "IN") and first - 2 >= lower and _agent(scene, first - 2, lexicon):
            return Subject("agent", who, _phrase_start(scene, first - 2, lower))
        return Subject("other", who, first)
    return Subject("side", who, first)


def _agent(scene: Discourse, place: int, lexicon: Lexicon) -> bool:
    if scene.is_a(place, "ORGWORD", "ROLE", "ORG", "N", "OFFICE", "PERSON", "BODY"):
        return True
    if not scene.is_a(place, "w", "TOPIC", "SIDE"):
        return False
    return scene.quote(place, place).lower().split()[-1] in lexicon.agents


def _headed(scene: Discourse, place: int, lower: int, lexicon: Lexicon) -> int | None:
    """The noun for an agent at a symbol, or before its "of": "the ministries of transport"."""
    if _agent(scene, place, lexicon):
        return place
    for before in range(place, max(lower, place - 6), -1):
        if not scene.is_a(before, "TOPIC", "COOP", "AND", "OF", "FOR", "THE", "w"):
            return None
        if scene.is_a(before, "OF", "FOR") and _agent(scene, before - 1, lexicon):
            return before - 1
    return None


def _phrase_start(scene: Discourse, place: int, lower: int) -> int:
    while place > lower and scene.is_a(
        place - 1, *_DETERMINERS, "ADJ", "TOPIC", "N", "w", "ORGWORD", "POSS", "COUNTRY"
    ):
        place -= 1
    return place


def _near(scene: Discourse, place: int, lower: int) -> tuple[str, ...]:
    """The country whose adjective or name stands just before a noun."""
    for before in range(place - 1, max(lower, place - 5) - 1, -1):
        if scene.is_a(before, "ADJ", "COUNTRY", "PAIR", "CAPITAL"):
            return scene.codes(before)
    return ()


def _carried(scene: Discourse, place: int, lower: int, lexicon: Lexicon, last: tuple[str, ...]) -> Subject:
    """The subject of the sentence, for a verb that is joined on ("… promised to cut fees and proposed to")."""
    for before in scene.find(_SIDES, lower, place):
        if before > lower and scene.is_a(before - 1, *_PREPOSITIONS, "THE") and scene.is_a(before - 2, *_PREPOSITIONS):
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
    last = head
    while last > lower and (scene.is_a(last - 1, *_AUXILIARIES) or _adverbial(scene, last - 1, lower)):
        last -= 1
    if aside and last > lower and scene.is_a(last - 1, "COMMA"):
        last = max(lower, _before_aside(scene, last - 1, lower) + 1)
    first = last
    while first > lower and not scene.is_a(first - 1, *_ENDS):
        first -= 1
    if scene.is_a(first - 1, "THAT", "WHICH") and scene.is_a(first, "VBZ", "VBD") and first - 1 > lower:
        return phrase_before(scene, first - 1, lower)
    first = _past_adverbial(scene, first, last)
    if first >= last or all(scene.is_a(place, *_PRONOUNS, *_DETERMINERS) for place in range(first, last)):
        return None
    return first, last


def _adverbial(scene: Discourse, place: int, lower: int) -> bool:
    return place > lower and scene.is_a(place, "IN", "ON", "BY") and scene.is_a(place + 1, "DATE")


def _past_adverbial(scene: Discourse, first: int, last: int) -> int:
    """Past "and", and past an opening such as "on the Kazakh side" or "in addition"."""
    while first < last and scene.is_a(first, "AND", "ALSO", "AS_WELL_AS"):
        first += 1
    if first < last and scene.is_a(first, *_PREPOSITIONS, "DURING", "AFTER", "EVE"):
        return _first_of(scene.find(("A", "COUNT"), first + 1, last), last)
    return first


def _first_of(places: Iterable[int], default: int) -> int:
    return next(iter(places), default)
