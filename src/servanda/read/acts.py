"""Acts within a sentence: where each begins and ends, what it is called, when it is due, whether it says anything."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Final, Literal, NamedTuple

from servanda.grammar import Tags, Verb
from servanda.read.discourse import Discourse

Form = Literal["base", "ing", "noun", "thing"]

_STOPS: Final = (
    "BREAK",
    "SEMI",
    "COLON",
    "WHICH",
    "WHO",
    "WHOSE",
    "WHERE",
    "WHEN",
    "WHILE",
    "BUT",
    "THAT",
    "OPEN",
    "ACCORDING",
)
_JOINS: Final = ("COMMA", "AND", "AS_WELL_AS", "ALSO")
_FINITE: Final = ("IS", "WAS", "HAS", "HAD", "WILL", "WOULD", "MUST", "SHOULD", "CAN", "MAY")
_SUBJECTS: Final = ("MR", "SIDES", "LANDS", "COUNTRY", "CAPITAL", "THEY", "IT", "HE", "WE", "PERSON", "OFFICE")
_FINITE_VERBS: Final = ("VBD", "VBZ", "REACHVERB")
_EITHER: Final = "VN UPVERB UPNOUN DOWNVERB DOWNNOUN MULTIPLE"
_OBJECTS: Final = "THE A ITS THEIR COUNT BOTH ALL EACH BILATERAL JOINT EVENTADJ PAIR MONEY MEASURE"
_LOWERED: Final = "THE A ITS THEIR BOTH ALL EACH TOPIC BILATERAL JOINT"
_ING: Final = "VBG UPVERB DOWNVERB"
_AFTER_NOUNS: Final = " ".join((*_JOINS, *_STOPS, "OF"))
_LEADS: Final = ("TO", "ALSO", "BOTH", "DATE", "VAGUE", "NOW")
_NOUN_LEADS: Final = "THE JOINT ON FOR"
_TIED: Final = "N CITY COUNTRY CAPITAL"
_DEADLINES: Final = ("BY", "UNTIL", "BEFORE")
_NAMED: Final = ("MEETING", "EVENT", "INSTRUMENT")
_PREPOSITIONS: Final = (
    "IN", "AT", "BY", "UNTIL", "BEFORE", "FROM", "DURING", "SINCE", "ON", "FOR", "AFTER", "TO", "LESS", "WITH",
)  # fmt: skip
_BEFORE_DATE: Final = " ".join((*_PREPOSITIONS, "THE", "COMMA", "NOT", "EARLIER", "THAN"))
_BEHIND: Final = (*_PREPOSITIONS, "OF", "BETWEEN", "AND")
#: Symbols that say nothing of what an act is about.
_EMPTY: Final = frozenset(
    {
        "THE", "A", "OF", "IN", "AT", "BY", "TO", "INTO", "FROM", "FOR", "WITH", "BETWEEN", "AND", "OR", "AS",
        "ALSO", "COMMA", "AS_WELL_AS", "ITS", "THEIR", "BOTH", "ALL", "EACH", "THIS", "THESE", "COOP", "BILATERAL",
        "JOINT", "BETWEENPAIR", "LANDS", "PAIR", "ADJ", "COUNTRY", "SIDES", "FIELD", "POSS", "HYPHEN", "DASH",
        "NOT", "IT", "ON", "SIDE", "BODYADJ", "MEETADJ", "CAPITAL", "NEXT", "WE", "THEY", "BE", "DURING", "QUOTE",
    }
)  # fmt: skip
_SOFT: Final = frozenset({"TOPIC", "DATE", "DURATION", "ORG", "BODY", "INDICATOR"})
#: Symbols at which an act may end, go on or change course; all others only lengthen it.
_HINGES: Final = frozenset({*_STOPS, *_JOINS, *_FINITE, *_FINITE_VERBS, "TO", "DASH"})
_BRACKETS: Final = re.compile(r"\s*\([^()]*\)")
_NUMERAL: Final = re.compile(r"[ivx]{1,4}|[a-z]|\d{1,2}", re.IGNORECASE)
_ASIDE: Final = 12
_WORD: Final = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Lemmas and words of the pack that tell substance from ritual."""

    vague: frozenset[str] = frozenset()
    void: frozenset[str] = frozenset()
    soft: frozenset[str] = frozenset()
    deeds: frozenset[str] = frozenset()
    never: frozenset[str] = frozenset()
    meetings: frozenset[str] = frozenset()
    events: frozenset[str] = frozenset()
    instruments: frozenset[str] = frozenset()
    holding: frozenset[str] = frozenset()
    leading: frozenset[str] = frozenset()
    talk: frozenset[str] = frozenset()
    adverbs: frozenset[str] = frozenset()
    agents: frozenset[str] = frozenset()
    both: frozenset[str] = frozenset()
    effects: frozenset[str] = frozenset()
    attending: frozenset[str] = frozenset()
    opening: frozenset[str] = frozenset()
    sending: frozenset[str] = frozenset()
    announcing: frozenset[str] = frozenset()
    scales: frozenset[str] = frozenset()
    #: Nouns of action and their verbs: "construction" is what it is to build.
    nouns: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, args: Any) -> Lexicon:
        """From the arguments of the rule that lists them."""
        listed = {name: frozenset(args.get(name, ())) for name in cls.__slots__ if name != "nouns"}
        return cls(**listed, nouns={noun: verb for verb, nouns in args.get("nouns", {}).items() for noun in nouns})


@dataclass(slots=True)
class Act:
    """One act: symbols ``first`` to ``last`` inclusive support it, ``verb`` is its verb, ``begin`` to ``end`` its object.

    ``due`` is the symbol of its date; ``negated`` when a side undertakes not to.
    """

    first: int
    last: int
    verb: int
    begin: int
    end: int
    form: Form
    lemma: str = ""
    sense: str = ""
    due: int | None = None
    negated: int | None = None
    carried: str = ""
    purpose: int | None = None


def lemma_at(scene: Discourse, place: int, lexicon: Lexicon) -> tuple[str, str]:
    """Lemma and sense of the verb or noun of action at a symbol; the first word as printed when it is neither."""
    value = scene.values[place]
    if isinstance(value, Verb):
        return value.lemma, value.sense
    if scene.is_a(place, "DEED") and isinstance(value, str):
        return value, "create"
    words = scene.quote(place, place).lower().split()
    if not words:
        return "", ""
    return lexicon.nouns.get(words[-1], words[0]), ""


def noun_of_action(scene: Discourse, place: int, lexicon: Lexicon) -> bool:
    """Whether an act is named by a noun at a symbol: "creation", "opening of", "construction of"."""
    tag, behind, among = scene.padded[place], scene.padded[place + 1], scene.among
    if tag in among["DEED EDGE"]:
        return True
    genitive = bool(
        scene.settings.get("genitive")
    )  # what is done to something is told by its case, not by a word before it
    if not genitive and behind not in among["OF IN"]:
        return False
    if isinstance(scene.values[place], Verb):
        return tag in among["VBG VN"] and (genitive or behind in among["OF"])
    return scene.quote(place, place).lower().rpartition(" ")[2] in lexicon.nouns


def acts(scene: Discourse, place: int, stop: int, form: Form, lexicon: Lexicon) -> list[Act]:
    """The acts in one breath from a symbol on: joined by commas, "and", "as well as", each with its own words."""
    found: list[Act] = []
    current: int | None = place
    while current is not None and len(found) < 12:
        form = _form_at(scene, current, form, lexicon) if found else form
        act = _begun(scene, current, stop, form, lexicon)
        if act is None:
            break
        following = _extend(scene, act, stop, form, lexicon)
        found.append(act)
        current = following
        if current is not None and _thing(scene, act, current):
            found += _things(scene, act, current, stop, lexicon)
            break
    _share_deadline(scene, found)
    return found


def _form_at(scene: Discourse, place: int, form: Form, lexicon: Lexicon) -> Form:
    """The form of a further act: nouns of action and -ing forms may be joined."""
    if form not in ("ing", "noun"):
        return form
    while scene.padded[place] in scene.among[_NOUN_LEADS]:
        place += 1
    return "noun" if noun_of_action(scene, place, lexicon) else "ing"


def stretch(scene: Discourse, place: int, stop: int, lexicon: Lexicon) -> Act:
    """The single act of the verb at a symbol, to the end of its clause."""
    lemma, sense = lemma_at(scene, place, lexicon)
    act = Act(place, place, place, place + 1, place, "thing", lemma, sense)
    _extend(scene, act, stop, "thing", lexicon)
    return act


def _begun(scene: Discourse, place: int, stop: int, form: Form, lexicon: Lexicon) -> Act | None:
    """The act that begins at a symbol: its verb, past "not", "to" and adverbs."""
    first, negated, tags, signs = place, None, scene.padded, _signs(scene.names)
    leads = signs.noun_leads if form in ("noun", "ing") else signs.leads
    while place < stop:
        tag = tags[place]
        if tag not in leads and not (tag == signs.word and _adverb(scene, place, lexicon)):
            if tag != signs.negation:
                break
            negated = place
        place += 1
    if place >= stop or (form == "base" and tags[place] == signs.be):
        return None
    if form == "noun" and not noun_of_action(scene, place, lexicon):
        return None
    lemma, sense = ("", "") if form == "thing" else lemma_at(scene, place, lexicon)
    before = first - 2 if tags[first - 1] == signs.to else first - 1
    if negated is None and tags[before] == signs.negation:
        negated = before
    own = form == "thing" or (tags[place] == signs.word and " " in scene.quote(place, place))
    begin = place if own else place + 1
    return Act(first, place, place, begin, place, form, lemma, sense, negated=negated)


def _adverb(scene: Discourse, place: int, lexicon: Lexicon) -> bool:
    return scene.tags[place] == scene.chars["w"] and scene.quote(place, place).lower() in lexicon.adverbs


def _extend(scene: Discourse, act: Act, stop: int, form: Form, lexicon: Lexicon) -> int | None:
    """Find the end of an act and the symbol where a further one begins."""
    place, purpose = act.verb + 1, False
    act.last = act.verb
    following: int | None = None
    signs, tags = _signs(scene.names), scene.padded
    while place < stop:
        hinge = signs.hinge.search(tags, place, stop)
        upto = hinge.start() if hinge else stop
        if upto > place:
            act.last = act.last if purpose else upto - 1
            place = upto
        if hinge is None:
            break
        tag = tags[place]
        if tag == signs.opening:
            closed = _past_brackets(scene, place, stop)
            if closed is None:
                break
            place = closed
            continue
        if tag in signs.stops or (tag in signs.pauses and _closes(scene, place)):
            break
        if tag in signs.joining:
            after = _past_joins(scene, place, stop)
            begins = _begins(scene, _past_adverbs(scene, after, lexicon), stop, form, lexicon, explicit=purpose)
            if begins or (not purpose and _thing(scene, act, after)):
                following = after
                break
            if _new_clause(scene, after, stop):
                break
            if not purpose:
                act.last = after - 1
            place = after
            continue
        if tag in signs.finite or (place > act.verb + 1 and _told_by(scene, place)):
            break
        if tag == signs.to and tags[place + 1] in signs.bare and not _led(act, lexicon):
            purpose, act.purpose = True, place if act.purpose is None else act.purpose
        if not purpose:
            act.last = place
        place += 1
    while act.last > act.verb and tags[act.last] in signs.trailing:
        act.last -= 1
    act.end = act.last
    act.due = _due(scene, act)
    return following


def _past_brackets(scene: Discourse, place: int, stop: int) -> int | None:
    """Past what stands in brackets; None when they number a list or do not close soon."""
    closed = scene.first(("CLOSE",), place, min(place + _ASIDE, stop))
    return None if closed is None or numeral(scene, place) is not None else closed + 1


def numeral(scene: Discourse, place: int) -> int | None:
    """One past the number of a list's item, as "(ii)" or "b)", that stands at a symbol."""
    inner = place + 1 if scene.is_a(place, "OPEN") else place
    if not scene.is_a(inner + 1, "CLOSE"):
        return None
    return inner + 2 if _NUMERAL.fullmatch(scene.quote(inner, inner)) else None


class _Signs(NamedTuple):
    """Sets of symbols that are asked for at every step, as the characters that stand for them."""

    hinge: re.Pattern[str]
    clause: re.Pattern[str]
    word: str
    be: str
    negation: str
    leads: frozenset[str]
    noun_leads: frozenset[str]
    verbs: frozenset[str]
    opening: str
    to: str
    stops: frozenset[str]
    pauses: frozenset[str]
    joins: frozenset[str]
    joining: frozenset[str]
    subjects: frozenset[str]
    bare: frozenset[str]
    finite: frozenset[str]
    trailing: frozenset[str]
    empty: frozenset[str]
    soft: frozenset[str]


@lru_cache(maxsize=8)
def _signs(tags: Tags) -> _Signs:
    def each(*names: str) -> frozenset[str]:
        return frozenset(tags.one_of(names))

    return _Signs(
        hinge=tags.finder(tuple(sorted(_HINGES))),
        clause=tags.finder((*_FINITE, *_FINITE_VERBS, "AND", "COMMA", *_STOPS)),
        word=tags.char("w"),
        be=tags.char("BE"),
        negation=tags.char("NOT"),
        leads=each(*_LEADS),
        noun_leads=each(*_LEADS, *_NOUN_LEADS.split()),
        verbs=each(*_FINITE_VERBS),
        opening=tags.char("OPEN"),
        to=tags.char("TO"),
        stops=each(*_STOPS),
        pauses=each("COMMA", "DASH"),
        joins=each(*_JOINS),
        joining=each("COMMA", "AND", "AS_WELL_AS"),
        subjects=each(*_SUBJECTS),
        bare=each("VB", "VN"),
        finite=each(*_FINITE),
        trailing=each(*_JOINS, *_PREPOSITIONS, "OF", "THE", "A", "QUOTE", "DASH"),
        empty=each(*_EMPTY),
        soft=each(*_SOFT),
    )


def _led(act: Act, lexicon: Lexicon) -> bool:
    """Whether "to" belongs to the verb and tells no purpose: "continue to support"."""
    return act.lemma in lexicon.leading


def _closes(scene: Discourse, place: int) -> bool:
    """Whether what is said ends here: a closing quotation, or a dash that opens an aside."""
    tags, among = scene.padded, scene.among
    if tags[place] in among["COMMA"]:
        return tags[place + 1] in among["QUOTE"]
    tied = tags[place - 1] in among["N CITY COUNTRY CAPITAL QUOTE"] and tags[place + 1] in among[_TIED]
    return tags[place] in among["DASH"] and not tied


def _told_by(scene: Discourse, place: int) -> bool:
    """A finite verb right behind a subject of its own: "…, the minister said"."""
    tags, signs = scene.padded, _signs(scene.names)
    own = tags[place - 1] in signs.subjects and tags[place - 2] in scene.among["COMMA AND"]
    return own and tags[place] in signs.verbs


def _past_joins(scene: Discourse, place: int, stop: int) -> int:
    tags, joins = scene.padded, _signs(scene.names).joins
    while place < stop and tags[place] in joins:
        place += 1
    return place


def _past_adverbs(scene: Discourse, place: int, lexicon: Lexicon) -> int:
    tags, passed = scene.padded, scene.among["VAGUE NOW w"]
    while tags[place] in passed and (tags[place] != scene.chars["w"] or _adverb(scene, place, lexicon)):
        place += 1
    return place


def _begins(scene: Discourse, place: int, stop: int, form: Form, lexicon: Lexicon, *, explicit: bool) -> bool:
    """Whether a further act begins at a symbol: "to open …", "strengthen …", "launching …", "on the creation of …"."""
    if place >= stop or form == "thing":
        return False
    if form == "base":
        return _begins_base(scene, place, explicit=explicit)
    if explicit:
        return False
    led, tags, among = place, scene.padded, scene.among
    while tags[led] in among[_NOUN_LEADS]:
        led += 1
    if tags[led] in among[_ING] and tags[led + 1] not in among[_AFTER_NOUNS]:
        return form == "ing" or tags[place] in among["ON"]
    return (led > place or tags[led] in among["DEED"]) and noun_of_action(scene, led, lexicon)


def _begins_base(scene: Discourse, place: int, *, explicit: bool) -> bool:
    bare, tags, among = place, scene.padded, scene.among
    while tags[bare] in among["NOT"]:
        bare += 1
    if tags[bare] in among["TO"]:
        bare += 1
        while tags[bare] in among["ALSO"]:
            bare += 1
        return tags[bare] in among["VB VN UPVERB UPNOUN DOWNVERB DOWNNOUN MULTIPLE DOWNWORD w COOP TOPIC"]
    if explicit:
        return False
    if tags[bare] in among["w"] and tags[bare + 1] in among["VB"]:
        bare += 1
    if tags[bare] in among["VB"]:
        return tags[bare + 1] not in _signs(scene.names).finite
    if tags[bare] in among["UPVERB DOWNVERB"]:
        return scene.values[bare] in ("base", "either")
    return tags[bare] in among[_EITHER] and tags[bare + 1] in among[_OBJECTS]


def _new_clause(scene: Discourse, place: int, stop: int) -> bool:
    """Whether what is joined on is a clause with a verb of its own."""
    tags, signs = scene.padded, _signs(scene.names)
    if tags[place] in signs.subjects and tags[place + 1] == signs.to:
        return True
    for match in signs.clause.finditer(scene.tags, place, min(place + 12, stop)):
        here = match.start()
        if match[0] in signs.finite:
            return True
        if match[0] in signs.verbs:
            own = tags[here - 1] in signs.subjects
            if own or here == place:
                return own or tags[here] not in scene.among["VBZ"]
        elif here > place:
            return False
    return False


def _thing(scene: Discourse, act: Act, place: int) -> bool:
    """Whether a second thing made by the same verb stands at a symbol: "create a group, as well as a centre"."""
    if act.sense not in ("create", "open"):
        return False
    return scene.is_a(act.verb + 1, "A", "COUNT") and scene.is_a(place, "A", "COUNT")


def _things(scene: Discourse, act: Act, place: int, stop: int, lexicon: Lexicon) -> Iterator[Act]:
    while place is not None and place < stop:
        further = Act(place, place, place, place, place, "thing", act.lemma, act.sense)
        following = _extend(scene, further, stop, "thing", lexicon)
        further.carried = act.lemma
        yield further
        ended = _past_joins(scene, further.last + 1, stop)
        if following is not None or ended <= further.last + 1 or not scene.is_a(ended, "A", "COUNT"):
            return
        place = ended


# --- dates -----------------------------------------------------------------------------------------------------------


def _due(scene: Discourse, act: Act) -> int | None:
    """The date at which an act is due; dates of papers signed earlier are none of its own."""
    tags, among, date = scene.padded, scene.among, scene.chars["DATE"]
    place = tags.find(date, act.first, act.last + 1)
    while place >= 0:
        signed = tags[place - 1] in among["IN ON OF"] and tags[place - 2] in among["VBD INSTRUMENT"]
        if place - 2 == act.verb or not signed:
            inner = place + 2 if tags[place + 1] in among["OF"] else place
            return inner if tags[inner] == date else place
        place = tags.find(date, place + 1, act.last + 1)
    if tags[act.last] in among["EVENT"]:
        return scene.first(("DATE",), act.last, scene.sentence_at(act.last).last)
    return None


def _share_deadline(scene: Discourse, found: list[Act]) -> None:
    """A deadline at the end of a list holds for the acts before it."""
    if len(found) < 2 or found[-1].due is None:
        return
    due = found[-1].due
    if scene.has(_DEADLINES, due - 2, due):
        for act in found:
            act.due = due if act.due is None else act.due


# --- names and substance ---------------------------------------------------------------------------------------------


def what(scene: Discourse, act: Act) -> str:
    """The act as a short phrase: its verb in the base form and its object, without the date."""
    last = act.end
    if act.due is not None and act.verb < act.due <= last and act.due >= last - 1:
        last = act.due - 1
        while last > act.verb and scene.padded[last] in scene.among[_BEFORE_DATE]:
            last -= 1
    words = scene.quote(act.begin, last) if last >= act.begin else ""
    if "(" in words:
        words = _BRACKETS.sub("", words)
    lowered = scene.padded[act.begin] in scene.among[_LOWERED]
    if act.form in ("base", "ing") and scene.tags[act.verb] == scene.chars["w"] and not act.carried:
        words, lead = scene.quote(act.verb, max(last, act.verb)), ""
    else:
        lead = act.lemma
        if act.form == "noun" and scene.is_a(act.begin, "OF"):
            words = scene.quote(act.begin + 1, last) if last > act.begin else ""
    if lowered and words[1:2].strip().lower() == words[1:2].strip():
        words = words[:1].lower() + words[1:]
    negation = scene.quote(act.negated, act.negated) if act.negated is not None else ""
    return " ".join(f"{negation} {lead} {words}".split()).strip(" ,;")


def weight(scene: Discourse, act: Act, lexicon: Lexicon) -> int:
    """How much an act says: 2 for something specific, 1 for a named area or a date, 0 for words without content."""
    first, last = act.begin, act.end
    if act.purpose is not None and act.lemma in lexicon.sending:
        last = min(act.purpose + 8, scene.sentence_at(last).last - 1)
    if scene.padded[last + 1] in scene.among["THAT WHICH"]:
        last = min(last + 8, scene.sentence_at(last).last - 1)
    best = 0
    signs = _signs(scene.names)
    for place, tag in enumerate(scene.tags[first : last + 1], first):
        if tag in signs.empty:
            continue
        if tag in signs.soft:
            best = 1
        elif not _vague(scene.values[place], lexicon):
            words = scene.quote(place, place)
            own = place == act.verb and act.form != "thing"
            weighed = _word_weight(words.partition(" ")[2] if own else words, lexicon)
            if weighed == 2:
                return 2
            best = best or weighed
    return best


def _vague(value: Any, lexicon: Lexicon) -> bool:
    return isinstance(value, Verb) and value.lemma in lexicon.vague


def _word_weight(text: str, lexicon: Lexicon) -> int:
    best = 0
    for word in _WORD.findall(text.lower()) or (["0"] if text.strip() else []):
        if word in lexicon.soft:
            best = 1
        elif word not in lexicon.void and word not in lexicon.adverbs:
            return 2
    return best


def upon(scene: Discourse, act: Act) -> str | None:
    """The meeting, event or instrument that the act is done on, as a tag; None when it only comes up further on."""
    place = scene.first(_NAMED, act.begin, act.end + 1)
    if place is None or (act.form != "thing" and scene.has(_BEHIND, act.begin + 1, place)):
        return None
    return next(name for name in _NAMED if scene.is_a(place, name))
