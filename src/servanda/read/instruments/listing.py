"""Papers told in lists: what holds for all of them, and one claim for each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from servanda.grammar import symbol_at
from servanda.read.discourse import Discourse
from servanda.read.instruments.states import DONE, outcome
from servanda.record import Instrument

_LINE_HEAD = 3  # symbols before the name that opens a line of a list: a dash, a number, an article
_LONGEST_LIST = 30  # lines
_ASIDE = 6  # symbols between "including" and the first of a list


def listed_behind(scene: Discourse, claim: Instrument) -> list[Instrument]:
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


def each(scene: Discourse, claim: Instrument) -> Iterator[Instrument]:
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


def announces(scene: Discourse, headline: Instrument, claim: Instrument) -> bool:
    """Whether a claim of the headline tells in short what the text below tells in full."""
    if headline.status != claim.status or scene.sentence_at(symbol_at(scene.tagged, headline.start)).number > 0:
        return False
    counted = headline.count is not None and headline.count == claim.count
    if counted and (headline.kind == claim.kind or "other" in (headline.kind, claim.kind)):
        return True
    alike = headline.kind == claim.kind and headline.count == claim.count
    return alike and words(headline) < words(claim)


def words(claim: Instrument) -> set[str]:
    """The words of a title, in small letters and without brackets."""
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


def of_list(scene: Discourse, one: int, two: int) -> bool:
    """Whether two names stand in one list, so that what is told of the first holds for the second."""
    return _joined(scene, one, two) or _listed(scene, one, two) or _included(scene, one, two)


def counted_together(scene: Discourse, one: int, two: int) -> bool:
    """ "24 contracts and memorandums": one count for both, so one claim."""
    first, second = scene.values[one], scene.values[two]
    bare = second.plural and second.number is None and not scene.is_a(two - 1, "A") and second.title.count(" ") <= 2
    return bool(first.number and first.plural and bare and two - one <= 2 and _joined(scene, one, two))


def carries_on(scene: Discourse, place: int) -> bool:
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


def announced(scene: Discourse, place: int) -> str | None:
    """The state told above a list: "In their presence were signed:" and then a line for each paper."""
    number = scene.sentence_at(place).number
    if place - scene.sentences[number].first > _LINE_HEAD:
        return None
    for above in reversed(scene.sentences[max(0, number - _LONGEST_LIST) : number]):
        if scene.is_a(above.last - 1, "COLON"):
            told = [v for p, v in scene.verbs(above.first, above.last) if v.sense in DONE and v.form == "past"]
            return outcome(scene, told[-1]) if told else None
        opens = scene.first(("INSTRUMENT",), above.first, above.last)
        if opens is None or opens - above.first > _LINE_HEAD:
            return None
    return None


def _bulleted(scene: Discourse, place: int) -> bool:
    return scene.is_a(place, "MARK", "DASH", "HYPHEN", "SMALL", "COUNT", "OPEN")
