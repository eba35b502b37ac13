"""Agreements, memoranda, protocols, plans and road maps: kind, title, how many, and how far they have come."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, Final, NamedTuple

from servanda.grammar import Builder, Match, Verb, symbol_at
from servanda.read.clauses import ahead, attributive, clause, main_part
from servanda.read.discourse import Discourse
from servanda.read.meetings import Meet
from servanda.read.phrases import countries_in
from servanda.record import Event, Instrument, Meeting
from servanda.times import Anchor, resolve
from servanda.values import When

_SENSES: Final = frozenset(
    {"sign", "approve", "agree", "ratify", "prepare", "implement", "enter", "propose", "plan", "complete"}
)
_TELLING: Final = _SENSES | {"close"}
_DONE: Final = {
    "sign": "signed",
    "approve": "agreed",
    "agree": "agreed",
    "ratify": "in force",
    "prepare": "in preparation",
    "implement": "being implemented",
    "enter": "in force",
    "propose": "proposed",
    "complete": "completed",
}
_CARRIED_OUT: Final = ("action plan", "road map")
_HORIZON: Final = ("UNTIL", "FOR", "LESS")  # before a date up to which a paper runs: "until", "for", "up to 2020"
_REACH = 16
_TITLES: Final = 1  # sentences at the head of a text that may be its title
_ENTERING: Final = 12  # symbols between a name and "came into force"
_LINE_HEAD = 3  # symbols before the name that opens a line of a list: a dash, a number, an article
_LONGEST_LIST = 30  # lines
_HEADLINES = 3  # claims of a headline
_ASIDE = 6  # symbols between "including" and the first of a list
_TOLD = 64  # instruments looked back at for one already told; far more than a report holds


class Paper(NamedTuple):
    """An instrument as named: kind, title, count, ordinal, whether a draft, and whether the name says more than the kind."""

    kind: str
    title: str
    number: int | None
    ordinal: int | None
    draft: bool
    telling: bool
    plural: bool
    meet: Any = None
    dated: Any = None
    countries: tuple[str, ...] = ()


def _instrument(match: Match) -> tuple[str, Any] | None:
    tagged = match.tagged
    count = match.get("count")
    head = match.places("head")[0]
    pre = match.places("pre")
    last = match.last
    ordinal = match.get("ord")
    opening = (*match.places("ord")[:1], *pre[:1], *match.places("mod")[:1], head)
    first = min(opening)
    title = " ".join(tagged.quote(first, last).replace("“", "").replace("”", "").replace('"', "").split())
    word = tagged.quote(head, head).lower()
    if word in match.rule.args.get("vague", ()) and not match.has("tail") and not match.has("tail2"):
        return None  # a "rich cultural programme" is no paper
    return "INSTRUMENT", Paper(
        match["head"],
        title,
        int(count.quantity.value) if count is not None else None,
        ordinal,
        match.has("draft"),
        match.has("tail")
        or match.has("tail2")
        or bool(pre)
        or ordinal is not None
        or count is not None
        or (" " in word and word not in match.rule.args.get("bare", ())),
        _plural(word, match.rule.args),
        next((value for value in match.values("tail") if isinstance(value, Meet)), None),
        match.get("dated") or _of_year(match.get("years")),
        countries_in(tagged.values[match.first : match.last + 1]),
    )


def _of_year(expression: Any) -> Any:
    """ "The 2009 agreement" was signed in that year; "the 2022-2027 programme" runs through those."""
    when = resolve(expression, Anchor()).when if expression is not None else None
    return expression if when is not None and "/" not in when.value else None


def _plural(word: str, args: Mapping[str, Any]) -> bool:
    if word in args.get("singular", ()):
        return False
    return word in args.get("plural", ()) or word.endswith(str(args.get("plural_ending", "\0")))


BUILDERS: dict[str, Builder] = {"instrument": _instrument}


def read(scene: Discourse) -> Iterator[Instrument]:
    """Every instrument of which the document tells how far it has come."""
    if len(scene.pair) < 2:
        return
    made: list[Instrument] = []
    before: tuple[int, str | None] | None = None
    for place in scene.find(("INSTRUMENT",)):
        state = _state(scene, place)
        if before is not None and _counted_together(scene, before[0], place):
            continue
        if state is None and before is not None and _carries_on(scene, place):
            state = before[1]
            before = (place, state)
            continue
        if state is None and before is not None and _of_list(scene, before[0], place):
            state = before[1]
        state = state or _announced(scene, place)
        before = (place, state)
        if state is None:
            continue
        claim = _claim(scene, place, state)
        if claim is None or (_told(made, claim) and not _new_signers(scene, place)):
            continue
        headline = next((n for n, other in enumerate(made[:_HEADLINES]) if _announces(scene, other, claim)), None)
        if headline is not None:
            del made[headline]
        made.append(claim)
    for claim in made:
        yield from _listed_behind(scene, claim) or _each(scene, claim)


def _listed_behind(scene: Discourse, claim: Instrument) -> list[Instrument]:
    """ "Two memoranda, one on labour and the other on health": one for each that is told behind."""
    name = symbol_at(scene.tagged, claim.start)
    name = next(iter(scene.find(("INSTRUMENT",), name, name + 4)), name)
    sentence = scene.sentence_at(name)
    if not scene.is_a(name + 1, "COMMA", "DASH", "COLON", "OPEN") or not scene.is_a(name + 2, "SPELLED", "COUNT"):
        return []
    if not scene.is_a(name + 3, "ON", "FOR", "IN") or not scene.has(("OTHEROF",), name + 4, sentence.last):
        return []
    marks = [name + 3, *scene.find(("OTHEROF",), name + 3, sentence.last)]
    ends = [*marks[1:], scene.first(("WAS", "VBD", "HAS", "BREAK", "CLOSE"), marks[-1], sentence.last) or sentence.last]
    kind = scene.values[name].title.partition(" ")[2] or scene.values[name].title
    return [_item(scene, claim, kind, mark, end) for mark, end in zip(marks, ends, strict=True)]


def _item(scene: Discourse, claim: Instrument, kind: str, mark: int, end: int) -> Instrument:
    last = end - 1
    while last > mark and scene.is_a(last, "COMMA", "AND", "SEMI", "THE"):
        last -= 1
    link = scene.quote(mark, mark).split()[-1]
    told = scene.place(scene.starts[mark - 1 if scene.is_a(mark - 1, "SPELLED", "COUNT") else mark], scene.ends[last])
    title = f"{kind} {link} {scene.quote(mark + 1, last)}"
    return replace(claim, start=told["start"], end=told["end"], quote=told["quote"], title=title, count=None)


def _each(scene: Discourse, claim: Instrument) -> Iterator[Instrument]:
    """ "Memoranda on farming and on fishing": one for each, where the same small word opens both and the number fits."""
    links = scene.settings.get("on_each", ())
    if not links or f" {scene.settings['and']} " not in claim.title:
        yield claim  # most names join nothing
        return
    for link in links:
        joined, opened = f" {scene.settings['and']} {link} ", f" {link} "
        head, _, tail = claim.title.partition(joined)
        at = claim.quote.find(joined)
        if not tail or at < 0 or opened not in head or joined in tail or claim.count not in (None, 2):
            continue
        if not _is_plural(scene, claim):
            continue
        second = claim.start + at + len(joined) - len(link) - 1
        title = head[: head.index(opened)] + opened + tail
        yield replace(claim, title=head, end=claim.start + at, quote=claim.quote[:at], count=None)
        yield replace(claim, title=title, start=second, quote=claim.quote[second - claim.start :], count=None)
        return
    yield claim


def _is_plural(scene: Discourse, claim: Instrument) -> bool:
    """Whether a claim is of more papers than one, as its name says."""
    first, last = symbol_at(scene.tagged, claim.start), symbol_at(scene.tagged, claim.end - 1)
    return any(scene.values[p].plural for p in scene.find(("INSTRUMENT",), first, last + 1)[:1])


def _announces(scene: Discourse, headline: Instrument, claim: Instrument) -> bool:
    """Whether a claim of the headline tells in short what the text below tells in full."""
    if headline.status != claim.status or scene.sentence_at(symbol_at(scene.tagged, headline.start)).number > 0:
        return False
    counted = headline.count is not None and headline.count == claim.count
    if counted and (headline.kind == claim.kind or "other" in (headline.kind, claim.kind)):
        return True
    alike = headline.kind == claim.kind and headline.count == claim.count
    return alike and _words(headline) < _words(claim)


def _words(claim: Instrument) -> set[str]:
    return set(claim.title.lower().replace("(", "").replace(")", "").split())


def _joined(scene: Discourse, one: int, two: int) -> bool:
    """Whether two names stand in one list: nothing but commas, "and", articles and short asides between."""
    between = scene.tags[one + 1 : two]
    allowed = scene.names.one_of(
        (
            "COMMA",
            "AND",
            "THE",
            "A",
            "AS_WELL_AS",
            "WHOLE_PACKAGE",
            "SEMI",
            "ALSO",
            "OPEN",
            "CLOSE",
            "N",
            "w",
            "OF",
            "ON",
            "TOPIC",
            "COOP",
        )
    )
    return (
        0 < two - one <= 8
        and set(between) <= set(allowed)
        and scene.has(("COMMA", "AND", "AS_WELL_AS", "SEMI"), one + 1, two)
    )


def _of_list(scene: Discourse, one: int, two: int) -> bool:
    return _joined(scene, one, two) or _listed(scene, one, two) or _included(scene, one, two)


def _counted_together(scene: Discourse, one: int, two: int) -> bool:
    """ "24 contracts and memorandums": one count for both, so one claim."""
    first, second = scene.values[one], scene.values[two]
    bare = second.plural and second.number is None and not scene.is_a(two - 1, "A") and second.title.count(" ") <= 2
    return bool(first.number and first.plural and bare and two - one <= 2 and _joined(scene, one, two))


def _carries_on(scene: Discourse, place: int) -> bool:
    """ "The documents include a memorandum": named only to tell what was signed, in the sentence before."""
    verb = scene.verb(place + 1) or scene.verb(place + 2)
    lemmas = scene.settings.get("including", ())
    return bool(scene.values[place].plural) and verb is not None and verb.lemma in lemmas and verb.form != "past"


def _included(scene: Discourse, one: int, two: int) -> bool:
    """ "Ten documents were signed, including a programme of ...", also in the sentence behind: "They include ..."."""
    here, above = scene.sentence_at(two).number, scene.sentence_at(one).number
    if here - above > 1:
        return False
    lemmas = scene.settings.get("including", ())
    first = max(one, scene.sentence_at(two).first)
    told = [p for p, v in scene.verbs(first, two) if v.lemma in lemmas and v.form != "past"]
    if here > above:
        told += scene.find(("AMONGTHEM",), first, two)
    return bool(told) and two - told[-1] <= _ASIDE and not scene.has(("INSTRUMENT",), told[-1], two)


def _listed(scene: Discourse, one: int, two: int) -> bool:
    """Whether a name opens a line of a list that the line before it opened or announced with a colon."""
    line = scene.sentence_at(two)
    if scene.has(("VBD", "VBZ", "WAS", "IS"), line.first, two) or two - line.first > 4:
        return False
    above = scene.sentence_at(one)
    if line.number - above.number not in (1, 2):
        return False
    return (
        scene.is_a(above.last - 1, "COLON")
        or (one - above.first <= 4 and scene.is_a(above.last - 1, "SEMI"))
        or _bulleted(scene, line.first)
    )


def _announced(scene: Discourse, place: int) -> str | None:
    """The state told above a list: "In their presence were signed:" and then a line for each paper."""
    number = scene.sentence_at(place).number
    if place - scene.sentences[number].first > _LINE_HEAD:
        return None
    for above in reversed(scene.sentences[max(0, number - _LONGEST_LIST) : number]):
        if scene.is_a(above.last - 1, "COLON"):
            told = [v for p, v in scene.verbs(above.first, above.last) if v.sense in _DONE and v.form == "past"]
            return _outcome(scene, told[-1]) if told else None
        opens = scene.first(("INSTRUMENT",), above.first, above.last)
        if opens is None or opens - above.first > _LINE_HEAD:
            return None
    return None


def _bulleted(scene: Discourse, place: int) -> bool:
    return scene.is_a(place, "MARK", "DASH", "HYPHEN", "SMALL", "COUNT", "OPEN")


def _state(scene: Discourse, place: int) -> str | None:
    paper: Paper = scene.values[place]
    start, stop = clause(scene, place)
    if scene.has(("INFORCE",), place + 1, min(stop, place + 8)) or _entered(scene, place):
        return "in force"
    if any(v.sense == "enter" and v.form == "past" and not ahead(scene, p, v) for p, v in _soon(scene, place, stop)):
        return "in force"  # "signed in 2010, it came into force two years later"
    if scene.is_a(place + 1, "WAS", "HAS") and _reached(scene, place):
        return "agreed"
    if paper.kind in _CARRIED_OUT and _carried_out(scene, place):
        return "being implemented"
    if paper.number and (_binding(scene, place) or _of_legal_base(scene, start, stop)):
        return "in force"
    if paper.number and _exchanged(scene, place, stop):
        return "signed"
    talked = _worked_on(scene, place, stop)
    if talked is not None:
        return talked
    ready = scene.first(("READY", "PREPARATION"), place + 1, min(stop, place + 10))
    if ready is not None and (ready < place + 3 or scene.has(("READY",), ready, min(stop, place + 10))):
        return "agreed" if _near(scene, place, start, stop, "agree") else "in preparation"
    found = _deeds(scene, max(start, place - _REACH), min(stop, place + _REACH))
    later = main_part(scene, place, start, stop)
    if later[0] > start:
        main = [v for p, v in found if p >= later[0] and v.sense in _DONE and v.form == "past"]
        if main and main[0].sense == "implement":
            return "being implemented"
    state = _after(scene, place, found) or _before(scene, place, found)
    if state is None and paper.kind in (*_CARRIED_OUT, "other") and not paper.plural and _drawn_up(scene, place):
        return "in preparation"
    if paper.draft:
        return "agreed" if state in ("agreed", "signed") else "in preparation"
    return state


def _reached(scene: Discourse, place: int) -> bool:
    """ "An agreement on consumer protection was reached"."""
    at = place + 3 if scene.is_a(place + 2, "BEEN") else place + 2
    paper: Paper = scene.values[place]
    past = scene.is_a(at, "REACHVERB", "REACHED") and scene.values[at] == "past"
    return past and paper.kind == "agreement" and paper.telling and not paper.plural


def _soon(scene: Discourse, place: int, stop: int) -> list[tuple[int, Verb]]:
    return scene.verbs(place + 1, min(stop, place + _ENTERING))


def _outcome(scene: Discourse, verb: Verb) -> str:
    """How far a paper has come by a deed done: a text that is finalised is agreed."""
    return "agreed" if verb.lemma in scene.settings.get("finalising", ()) else _DONE[verb.sense]


def _exchanged(scene: Discourse, place: int, stop: int) -> bool:
    """ "Nine documents were exchanged": what changes hands has been signed."""
    behind = scene.verbs(place + 1, min(stop, place + 4))
    swapped = any(v.lemma in scene.settings.get("exchanging", ()) and v.form == "past" for _, v in behind)
    return swapped and scene.has(("WAS", "BEEN"), place + 1, place + 3)


def _binding(scene: Discourse, place: int) -> bool:
    """ "The two countries are bound by 60 agreements": what is in force now."""
    words = scene.quote(place - 2, place - 2).split() if place > 1 and scene.is_a(place - 1, "BY") else []
    return bool(words) and words[-1].lower() in scene.settings.get("binding", ())


def _of_legal_base(scene: Discourse, start: int, stop: int) -> bool:
    """ "The legal framework comprises more than 60 documents": what is in force now."""
    told = scene.quote(start, stop - 1).lower()
    return any(words in told for words in scene.settings.get("legal_base", ())) and not any(
        v.sense in _DONE and v.form == "past" for _, v in scene.verbs(start, stop)
    )


def _worked_on(scene: Discourse, place: int, stop: int) -> str | None:
    """ "Negotiations on the agreement are under way", "the work on it has been completed", "to expedite its finalisation"."""
    link = place - 1
    while scene.is_a(link, "THE", "A", "DRAFT"):
        link -= 1
    if not scene.is_a(link, "ON", "OF", "FOR", "DURING", "TOWARDS"):
        return None
    going_on = scene.is_a(link - 1, "UNDERWAY", "VBZ")
    named = link - 2 if going_on else link - 1
    noun = scene.quote(named, named).split() if named >= 0 else []
    if not noun or noun[-1].lower() not in scene.settings.get("working_on", ()):
        return None
    if scene.is_a(named - 1, "OF") and scene.is_a(named - 2, "VBG"):
        return "in preparation"  # "called for the early conclusion of negotiations on"
    if going_on or (scene.is_a(named - 1, "IN") and scene.is_a(named - 2, "IS", "WAS")):
        return "in preparation"  # "talks are under way on it", "the sides are in talks over it"
    behind = scene.verbs(place + 1, min(stop, place + _ASIDE))
    told = scene.has(("WAS", "BEEN", "HAS"), place + 1, min(stop, place + _ASIDE))
    if told and any(
        v.sense in ("complete", "close") and v.form == "past" and not ahead(scene, p, v) for p, v in behind
    ):
        return "agreed"
    if scene.has(("UNDERWAY",), place + 1, min(stop, place + _ASIDE)):
        return "in preparation"
    if scene.is_a(link + 1, "A", "DRAFT") and scene.is_a(link, "ON", "FOR", "DURING"):
        return "in preparation"  # "welcomed the progress made in the talks on a free trade agreement"
    hastened = scene.is_a(link - 2, "VB", "VN", "VBG") or (
        scene.is_a(link - 2, "THE", "ITS", "THEIR") and scene.is_a(link - 3, "VB", "VN", "VBG")
    )
    return "in preparation" if hastened and (scene.is_a(link, "OF") or scene.is_a(link - 1, "MEETING")) else None


def _entered(scene: Discourse, place: int) -> bool:
    """ "Welcomed the entry into force of the agreement": told as a fact, not hoped for."""
    if not scene.has(("INFORCE",), max(0, place - 3), place):
        return False
    of = place - 2 if scene.is_a(place - 1, "THE", "A") else place - 1
    if not (scene.is_a(of, "OF") and scene.is_a(of - 1, "INFORCE")):
        return False
    start, _ = clause(scene, place)
    hoped = any(v.sense in ("plan", "hope", "propose") for _, v in scene.verbs(start, of))
    return not hoped and not scene.has(("WILL", "WOULD", "FOR"), start, of)


def _carried_out(scene: Discourse, place: int) -> bool:
    """ "Reviewed the implementation of the Action Plan": what is looked at as it goes on."""
    of = place - 2 if scene.is_a(place - 1, "THE", "A") else place - 1
    if not (scene.is_a(of, "OF") and scene.is_a(of - 1, "w", "N")):
        return False
    if scene.quote(of - 1, of - 1).split()[-1].lower() not in scene.settings.get("carrying_out", ()):
        return False
    start, stop = clause(scene, place)
    if any(v.sense == "complete" for _, v in scene.verbs(place, stop)) or _signed_on_day(scene, place):
        return False
    return not scene.has(("WILL", "WOULD"), start, of) and not any(
        v.sense in ("agree", "plan", "propose", "hope", "pledge") for _, v in scene.verbs(start, of)
    )


def _signed_on_day(scene: Discourse, place: int) -> bool:
    """ "The six road maps signed in 2018"."""
    signed = any(v.sense == "sign" for _, v in scene.verbs(place + 1, place + 2))
    return signed and scene.has(("DATE",), place + 2, place + 4)


def _drawn_up(scene: Discourse, place: int) -> bool:
    """ "They will build an action programme", "they are building a strategy"."""
    drafting = scene.settings.get("drafting", ())
    for at, verb in scene.verbs(place - 4, place):
        if verb.lemma in drafting and not scene.has(("INSTRUMENT", "COMMA", "OF"), at, place):
            going_on = verb.form == "ing" and scene.has(("IS",), at - 2, at)
            return going_on or scene.has(("WILL",), at - 2, at)
    return False


def _deeds(scene: Discourse, first: int, last: int) -> list[tuple[int, Verb]]:
    """Verbs of what is done with papers; some close a meeting but sign a paper ("concluded an agreement")."""
    concluding = scene.settings.get("concluding", ())
    deeds = ((p, v) for p, v in scene.verbs(first, last) if v.sense in _TELLING)
    return [(p, v._replace(sense="sign") if v.lemma in concluding else v) for p, v in deeds]


def _near(scene: Discourse, place: int, start: int, stop: int, sense: str) -> bool:
    return any(
        v.sense in (sense, "approve") and v.form == "past" and not scene.is_a(p + 1, "TO")
        for p, v in scene.verbs(max(start, place - 8), min(stop, place + 10))
    )


def _after(scene: Discourse, place: int, found: list[tuple[int, Verb]]) -> str | None:
    """What is said of it behind its name: "was signed", "has been agreed", "signed in 2018", "is being implemented"."""
    for at, verb in found:
        if not 0 < at - place <= _REACH or verb.sense not in _DONE or verb.form not in ("past",):
            continue
        if _by_its_makers(scene, place, at):
            return _outcome(scene, verb)
        relative = scene.is_a(at - 2, "WHICH", "THAT") and scene.is_a(at - 1, "WAS") and at - place <= 4
        if not relative and scene.has(("WHICH", "SIDES", "LANDS", "WE", "THEY"), place + 1, at):
            return None
        if any(not _joined_all(scene, place, p) for p in scene.find(("INSTRUMENT",), place + 1, at)):
            return None
        passive = scene.has(("WAS", "IS", "BEEN", "BE", "HAS", "HAD"), place + 1, at)
        aside = 3 if scene.is_a(place + 1, "OPEN") and scene.is_a(place + 3, "CLOSE") else 0
        if not passive and at - place - aside > 2:
            return None
        if verb.sense in ("propose", "plan") and verb.form == "past":
            return "proposed"
        if scene.is_a(at - 1, "BE") and not scene.is_a(at - 2, "WILL", "WOULD", "TO") and _wished(found, place):
            return "proposed"  # "suggested that a memorandum be concluded"
        if ahead(scene, at, verb) or scene.has(("WILL", "TO"), place + 1, at) or _planned(found, place, at):
            return "in preparation" if verb.sense in ("sign", "prepare", "approve") else None
        return _outcome(scene, verb)
    return None


def _by_its_makers(scene: Discourse, place: int, at: int) -> bool:
    """ "The memoranda that the two countries concluded": a relative clause with its own subject."""
    between = scene.tags[place + 1 : at]
    allowed = scene.names.one_of(
        ("THAT", "WHICH", "SIDES", "LANDS", "COUNTRY", "CAPITAL", "HAS", "HAD", "WE", "THEY", "THE")
    )
    return (
        0 < len(between) <= 4
        and set(between) <= set(allowed)
        and scene.has(("SIDES", "LANDS", "WE", "THEY"), place + 1, at)
    )


def _wished(found: list[tuple[int, Verb]], place: int) -> bool:
    return any(p < place and v.sense == "propose" for p, v in found)


def _planned(found: list[tuple[int, Verb]], first: int, last: int) -> bool:
    return any(first < p < last and v.sense == "plan" for p, v in found)


def _before(scene: Discourse, place: int, found: list[tuple[int, Verb]]) -> str | None:
    """What is done with it by a verb before its name: "signed a protocol", "the signing of", "are implementing the plan"."""
    if _to_be_made(scene, place):
        return "in preparation"
    for at, verb in reversed(found):
        if at >= place or verb.sense not in _DONE:
            continue
        between = scene.find(("INSTRUMENT", "SEMI", "WHICH", "MEETING"), at + 1, place)
        if any(not _joined_all(scene, p, place) for p in between):
            continue
        if verb.sense == "propose":
            return "proposed"
        if verb.sense == "agree":
            near = 3 if scene.is_a(at + 1, "ON") else 2
            if verb.form == "past" and place - at <= near and not ahead(scene, at, verb):
                return "agreed"
            continue
        return _by_form(scene, at, verb, found)
    return None


def _to_be_made(scene: Discourse, place: int) -> bool:
    """ "Agreed to establish an Economic Partnership Agreement"."""
    at = place - 2 if scene.is_a(place - 1, "THE", "A") else place - 1
    verb = scene.verb(at)
    made = verb is not None and verb.sense == "create" and verb.form == "base" and scene.is_a(at - 1, "TO", "WILL")
    return made and scene.values[place].kind == "agreement"


def _joined_all(scene: Discourse, one: int, two: int) -> bool:
    allowed = {scene.char(n) for n in ("COMMA", "AND", "THE", "A", "AS_WELL_AS", "INSTRUMENT", "WHOLE_PACKAGE")}
    return set(scene.tags[one:two]) <= allowed


def _by_form(scene: Discourse, at: int, verb: Verb, found: list[tuple[int, Verb]]) -> str | None:
    governed = [v.sense for p, v in found if 0 < at - p <= 5]
    if verb.sense == "implement":
        return None if verb.form == "base" else "being implemented"
    if verb.form == "past" and not ahead(scene, at, verb):
        return _outcome(scene, verb)
    if verb.sense in ("sign", "approve") and _headline(scene, at, verb):
        return _outcome(scene, verb)
    if "propose" in governed:
        return "proposed"
    if (
        verb.form == "ing"
        and verb.sense == "sign"
        and scene.is_a(at - 1, "BY", "AFTER", "WITH")
        and not _put_off(scene, at)
    ):
        willed = scene.is_a(at - 1, "BY") and scene.has(("WILL", "WOULD"), clause(scene, at)[0], at)
        return "in preparation" if willed else "signed"  # "we will begin by signing a plan"
    if verb.form == "ing" and verb.sense == "sign" and _ended_with(scene, at):
        return "signed"
    if verb.form == "ing" and scene.is_a(at + 1, "OF"):
        if _remembered(scene, at):
            return None
        if _speeded(scene, at) or any(v.sense in ("hope", "pledge") for _, v in scene.verbs(at - 5, at)):
            return "in preparation"
        if scene.is_a(at - 1, "FOR", "TO") or scene.is_a(at - 2, "FOR", "TO") or "plan" in governed:
            return "in preparation"
        return (
            _outcome(scene, verb) if verb.sense in ("sign", "ratify") and not _put_off(scene, at) else "in preparation"
        )
    if verb.sense in ("sign", "prepare", "approve"):
        return "in preparation"
    return None


def _ended_with(scene: Discourse, at: int) -> bool:
    """ "The session ended with the co-chairs signing a protocol"."""
    start, _ = clause(scene, at)
    ended = [p for p, v in scene.verbs(start, at) if v.sense == "close" and v.form == "past"]
    return bool(ended) and scene.is_a(ended[-1] + 1, "WITH")


def _remembered(scene: Discourse, at: int) -> bool:
    """ "The 25th anniversary of the signing of the treaty": what was signed long ago."""
    of = at - 2 if scene.is_a(at - 1, "THE") else at - 1
    if not (scene.is_a(of, "OF", "SINCE") and of > 0):
        return False
    return scene.quote(of - 1, of - 1).lower().split()[-1] in scene.settings.get("anniversaries", ())


def _speeded(scene: Discourse, at: int) -> bool:
    """ "Agreed to expedite the signing of": an infinitive governs the noun, so it is still ahead."""
    first = at - 2 if scene.is_a(at - 1, "THE", "ITS", "THEIR") else at - 1
    return scene.is_a(first, "VB", "VN") and scene.is_a(first - 1, "TO", "WILL", "WOULD", "MUST", "SHOULD")


def _headline(scene: Discourse, at: int, verb: Verb) -> bool:
    """The present of headlines: "Georgia, Kenya sign a protocol"."""
    if verb.form not in ("base", "third"):
        return False
    if scene.is_a(at - 1, "LANDS", "COUNTRY", "CAPITAL", "SIDES", "PERSON", "OFFICE"):
        return True
    sentence = scene.sentence_at(at)  # "Chad, Niger discuss trade, sign a protocol"
    joined = scene.is_a(at - 1, "COMMA", "AND", "SEMI") and sentence.number <= _TITLES
    return joined and not scene.has(("VBD", "WAS", "IS", "WILL", "TO", "WOULD"), sentence.first, sentence.last)


def _put_off(scene: Discourse, at: int) -> bool:
    """Whether the signing is put off, wanted or still ahead."""
    _, stop = clause(scene, at)
    if scene.has(("WILL", "WOULD"), at, stop):
        return True
    return any(v.sense in ("postpone", "plan", "hope", "propose", "cancel") for _, v in scene.verbs(at, stop))


def _claim(scene: Discourse, place: int, state: str) -> Instrument | None:
    paper: Paper = scene.values[place]
    count = paper.number or (_signatories(scene, place) if paper.plural and state == "signed" else None)
    if paper.plural and (
        (count is None and not paper.telling and not _of_areas(scene, place))
        or (paper.kind == "agreement" and paper.meet is not None)
    ):
        return None
    if (
        paper.plural
        and paper.kind == "agreement"
        and scene.is_a(place + 1, "VBD")
        and not scene.is_a(place - 1, "WHOLE_PACKAGE")
        and state == "agreed"
    ):
        return None  # "the agreements reached": what was agreed in talk, not papers
    if paper.plural and count is None and paper.kind == "agreement" and state == "being implemented":
        return None  # "most of the agreements have been carried out"
    date, rule = _date(scene, place, state)
    first, last = _extent(scene, place)
    return Instrument(
        **scene.place(scene.starts[first], scene.ends[last]),
        kind=paper.kind,
        title=paper.title,
        status=state,  # type: ignore[arg-type]
        date=date,
        count=count if count != 1 else None,
        ordinal=paper.ordinal,
        countries=paper.countries if len(paper.countries) > 1 else scene.pair,
        rule="instrument",
        date_rule=rule,
    )


def _of_areas(scene: Discourse, place: int) -> bool:
    """ "Memorandums were signed in transport, trade and energy": the areas told behind the verb."""
    behind = next((p for p, v in scene.verbs(place + 1, place + 4) if v.form == "past"), place)
    link = scene.is_a(behind + 1, "IN", "ON", "FOR", "FIELD")
    return link and (scene.is_a(behind + 2, "TOPIC", "COOP") or scene.is_a(behind + 3, "TOPIC", "COOP"))


def _signatories(scene: Discourse, place: int) -> int | None:
    """How many have signed one each: "twelve regions have signed agreements"."""
    start, _ = clause(scene, place)
    count = scene.first(("COUNT",), start, place)
    if count is None or place - count > 8 or scene.has(("COMMA",), count, place):
        return None
    return int(scene.values[count].quantity.value)


def _date(scene: Discourse, place: int, state: str) -> tuple[str | None, str | None]:
    if state == "being implemented":
        return _signed_before(scene, place)
    if state not in ("signed", "agreed", "in force", "in preparation"):
        return None, None
    paper: Paper = scene.values[place]
    if paper.dated is not None and state != "in preparation":
        dated = scene.work_out(paper.dated, "past")
        if dated.when is not None:
            return dated.when.value, dated.rule
    start, stop = clause(scene, place)
    barred = _HORIZON if state == "in force" else (*_HORIZON, "SINCE")
    dates = [p for p in scene.find(("DATE",), start, stop) if p != scene.dateline and not attributive(scene, p)]
    near = [p for p in dates if not scene.is_a(p - 1, *barred)]
    if state == "in preparation":
        near = [p for p in near if _signing_ahead(scene, place, p)]
    elif not near:
        near = _at_that_time(scene, start, stop)
    signing = [p for p, v in scene.verbs(place, stop) if v.sense in ("sign", "approve", "ratify")][:1]
    signing = scene.find(("INFORCE",), place, stop)[:1] if state == "in force" else signing
    for date in sorted(near, key=lambda p: (not (signing and 0 < p - signing[0] <= 3), abs(p - place))):
        resolved = scene.when(date, ahead=state == "in preparation")
        if resolved.when is not None:
            return resolved.when.value.removesuffix("/..").removeprefix("../"), resolved.rule
    if state not in ("signed", "agreed"):
        return None, None
    return _of_event(scene, place, start) or _of_meeting(scene, place, start, stop)


def _at_that_time(scene: Discourse, start: int, stop: int) -> list[int]:
    """ "Eight documents were concluded at that time": the last date told before, in the sentence before."""
    at = scene.first(("THATTIME",), start, stop)
    number = scene.sentence_at(start).number
    if at is None or not number:
        return []
    return scene.find(("DATE",), scene.sentences[number - 1].first, start)[-1:]


def _signed_before(scene: Discourse, place: int) -> tuple[str | None, str | None]:
    """The date in "the road map, signed in Tokyo in October 2019, is being implemented"."""
    if not (
        scene.is_a(place + 1, "COMMA") and scene.is_a(place + 2, "VBD") and scene.values[place + 2].sense == "sign"
    ):
        return None, None
    date = scene.first(("DATE",), place + 3, place + 8)
    resolved = scene.when(date, ahead=False) if date is not None else None
    return (resolved.when.value, resolved.rule) if resolved and resolved.when else (None, None)


def _signing_ahead(scene: Discourse, place: int, date: int) -> bool:
    first, last = sorted((place, date))
    if first == place and scene.is_a(place + 2, "READY") and scene.looks_ahead(date):
        return True  # "is being prepared for signing during the visit scheduled for 2024"
    return any(v.sense in ("sign", "approve") and ahead(scene, p, v) for p, v in scene.verbs(first, last))


def _of_event(scene: Discourse, place: int, start: int) -> tuple[str | None, str | None] | None:
    """What was signed "at the forum" bears the day of the event told last before."""
    if not any(scene.is_a(p - 2, "AT", "DURING") for p in scene.find(("EVENTHEAD", "ANAPHOR"), start, place)):
        return None
    near = scene.told.get("events", [])[:_TOLD]
    held = (e for e in near if isinstance(e, Event) and e.status == "held" and e.date)
    before = [e for e in held if e.start < scene.starts[place]]
    return (before[-1].date, "the day of the event at which it was signed") if before else None


def _of_meeting(scene: Discourse, place: int, start: int, stop: int) -> tuple[str | None, str | None]:
    """What was signed "following the meeting" or told in the plain past bears the day of the meeting."""
    meeting = _meeting_told(scene, place)
    if meeting is None:
        return None, None
    at_meeting = scene.has(("MEETING",), start, stop)
    perfect = any(
        scene.is_a(p - k, "HAS", "HAD") for p, v in scene.verbs(start, stop) if v.sense in _SENSES for k in (1, 2)
    )
    paper: Paper = scene.values[place]
    if perfect and not at_meeting and (paper.plural or not scene.is_a(place - 1, "A", "THE")):
        return None, None
    last = When(str(meeting.date)).last
    day = meeting.date if last is None or "/" not in str(meeting.date) else last.isoformat()
    return day, "the day of the meeting at which it was signed"


def _meeting_told(scene: Discourse, place: int) -> Meeting | None:
    """The held meeting of the sentence or the one before, else the latest of the document."""
    starts, held, latest = scene.meetings_held
    number = scene.sentence_at(place).number
    first = scene.starts[scene.sentences[max(0, number - 1)].first]
    last = scene.ends[scene.sentences[number].last - 1]
    near = held[bisect_left(starts, first) : bisect_left(starts, last)]
    return min(near, key=lambda meeting: str(meeting.date)) if near else latest


def _extent(scene: Discourse, place: int) -> tuple[int, int]:
    """The name with the words that tell its state, when they stand beside it."""
    last = place
    _, stop = clause(scene, place)
    for at, verb in scene.verbs(place + 1, min(stop, place + 6)):
        if verb.sense in _DONE and verb.form == "past":
            last = at
            break
    first = place
    while scene.is_a(first - 1, "THE", "A", "WHOLE_PACKAGE"):
        first -= 1
    return first, last


def _new_signers(scene: Discourse, place: int) -> bool:
    """ "The Ministry of Trade and the Agency for Standards signed a memorandum": another one, between those two."""
    start, _ = clause(scene, place)
    signed = [p for p, v in scene.verbs(start, place) if v.sense == "sign" and v.form == "past"]
    if not signed or not scene.is_a(place - 1, "A"):
        return False
    return len(scene.find(("ORGWORD",), start, signed[-1])) > 1 and scene.has(("AND",), start, signed[-1])


def _told(made: list[Instrument], claim: Instrument) -> bool:
    """Whether an earlier claim says the same of the same instrument, or a bare name repeats the last of its kind."""
    for other in made[-_TOLD:]:
        same = other.kind == claim.kind and other.status == claim.status and other.count == claim.count
        if same and _words(claim) <= _words(other):
            return True
    return False
