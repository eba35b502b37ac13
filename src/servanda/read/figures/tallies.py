"""Counts in a sentence: what they count, from which country to which, and parts of a count before."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from servanda.quantities import Amount
from servanda.read.figures.counts import Counted
from servanda.read.figures.drafts import Draft
from servanda.read.figures.sheet import Sheet
from servanda.read.figures.topics import Flow, Topic, codes

if TYPE_CHECKING:
    from servanda.read.figures.lines import Line

_FROM_WORDS: Final = "OF FROM GOVERNMENT_OF"
_TO_WORDS: Final = "IN INTO TO ON VBD VBZ"
_CLAUSE_ENDS: Final = "COMMA SEMI BREAK COUNT MONEY WHILE BUT QUOTE"


def count(line: Line, place: int) -> Draft | None:
    sheet = line.sheet
    found = line.counts.get(place)
    if found is not None:
        whole = sheet.at(place - 1, "THE") and place - 2 == line.first and sheet.at(line.first, "OF")
        if sheet.at(place - 1, "THE THESE THEIR ITS BOTH OTHER THIS") and not whole:
            return None
        return _counted(line, Topic(found.indicator, place, found.last, of=found.of), found)
    parts = _out_of(line, place)
    if parts is not None:
        return parts
    found = _numbering(line, place) or _group(line, place)
    if found is not None:
        return _numbered(line, found)
    numbered = line.left(place)
    if numbered is not None and not sheet.at(place + 1, "w UNIT"):
        return line.made(numbered, place)
    return _subset(line, place) or _bare_money(line, place)


def _out_of(line: Line, place: int) -> Draft | None:
    """ "30 out of 64 issues": both are told."""
    sheet = line.sheet
    whole = place + 2 if sheet.at(place + 1, "OUT_OF") else place
    if not sheet.at(whole, "COUNT") or not sheet.at(whole - 1, "OUT_OF") or not sheet.at(whole + 1, "w COOP TOPIC"):
        return None
    noun = sheet.word(whole + 1)
    return _counted(
        line, Topic(f"other:{noun}", place, whole + 1, of=noun), Counted(f"other:{noun}", place, whole + 1, noun)
    )


def _numbering(line: Line, place: int) -> Counted | None:
    """ "Russian companies working there number more than 40": the noun stands before the verb."""
    sheet, nouns = line.sheet, line.sheet.kit.counting.nouns
    at = place - 2 if sheet.at(place - 1, "MORE LESS APPROX FEW") else place - 1
    if at <= line.first or sheet.scene.quote(at, at).lower().split()[-1] not in nouns.numbering:
        return None
    for back in range(at, max(line.first, at - 8) - 1, -1):
        for word in sheet.scene.quote(back, back).lower().split():
            if word in nouns.indicators:
                return Counted(nouns.indicators[word], place, back, sheet.text(back, back))
    return None


def _numbered(line: Line, found: Counted) -> Draft:
    """A count whose noun stands before it."""
    first = found.last - 1 if line.sheet.at(found.last - 1, "@FIGLAND") else found.last
    draft = _counted(line, Topic(found.indicator, first, found.place, of=found.of), found)
    if first < found.last and found.indicator in line.sheet.kit.counting.nouns.directed:
        source = _one(line.sheet, first)
        draft.flow = Flow(source, _second_land(line, found, source) if source else None, draft.flow.countries)
    draft.first, draft.last = first, found.place
    return draft


def _group(line: Line, place: int) -> Counted | None:
    """ "A delegation of 18"."""
    sheet = line.sheet
    if not sheet.at(place - 1, "OF") or sheet.values[place - 2] not in sheet.kit.counting.nouns.groups:
        return None
    return Counted("participants", place, place - 2, sheet.text(place - 2, place - 2))


def _counted(line: Line, topic: Topic, found: Counted, parent: Draft | None = None) -> Draft:
    source = target = None
    end = found.last
    if topic.indicator in line.sheet.kit.counting.nouns.directed:
        source, target, end = directions(line.sheet, found)
        if parent is not None and target != parent.flow.source:
            source, target = source or parent.flow.source, target or parent.flow.target
        if source and target is None:
            target = _second_land(line, found, source)
        elif target and source is None and topic.indicator == "tourist trips":
            source = _doer(line, found.place) or line.memory.view.other(target, ())
    pair = (source, target) if source and target else line.memory.view.pair
    draft = Draft(topic, Flow(source, target, tuple(c for c in pair if c)), found.place, topic.first, end)
    draft.amount = line.sheet.values[found.place]
    return draft


def _second_land(line: Line, found: Counted, source: str) -> str | None:
    """Where else the sentence may place them: "there", or the other country named in it."""
    view = line.memory.view
    return view.other(source, ())


def _doer(line: Line, place: int) -> str | None:
    """ "Georgians made 1.6 million trips"."""
    if line.sheet.at(place - 1, "VBD VBZ REACHVERB REACHED") and line.sheet.at(place - 2, "@FIGLAND"):
        return _one(line.sheet, place - 2)
    return None


def _subset(line: Line, place: int) -> Draft | None:
    """ "Including about 200 with Russian capital", "380 of them", "another 39 in the first two months"."""
    sheet, memory = line.sheet, line.memory
    parent = next((d for d in reversed(line.drafts) if d.place in line.counts or d.unit == "part"), None)
    if parent is None:
        if memory.counted is None or sheet.scene.sentence_at(place).number - memory.counted_sentence != 1:
            return None
        if not (sheet.at(line.first, "OF") and sheet.at(line.first + 1, "THESE THEM")):
            return None
        parent = memory.counted
    opened = any(
        sheet.at(at, "COMMA AND VBG WHICH ANOTHER THESE THEM") for at in range(max(line.first, place - 3), place)
    )
    if not opened or not sheet.at(place + 1, "WITH OF IN HAS HAD IS WAS w VB VN ADJ") or sheet.at(place + 1, "UNIT"):
        return None
    if sheet.at(place + 1, "OF") and not sheet.at(place + 2, "THEM WHICH THESE"):
        return None
    last = place + 1 if sheet.at(place + 1, "ADJ") else place
    found = Counted(parent.indicator, place, last, parent.topic.of or "")
    draft = _counted(line, parent.topic.at(place, place), found, parent)
    draft.unit = "part"
    draft.last = min(place + 3, line.last - 1)
    return draft


def _bare_money(line: Line, place: int) -> Draft | None:
    """ "It will be about 260 million": the currency stands with the sum before."""
    amount: Amount = line.sheet.values[place]
    unit = line.drafts[-1].amount.unit if line.drafts and line.drafts[-1].amount else line.memory.unit
    if amount.quantity.value < 1_000_000 or unit is None or len(unit) != 3:
        return None
    topic = _part(line, place)
    if topic is None and line.drafts:
        topic = _beside(line, place)
    if topic is None and not line.drafts and not line.sheet.at(place + 1, "w UNIT"):
        topic = _sum_carried(line, place)
    return line.made(topic, place, unit=unit) if topic else None


def _beside(line: Line, place: int) -> Topic | None:
    """ "… including export – 0.2 billion", "… while the other side gave a figure of 1 billion"."""
    sheet, last = line.sheet, line.drafts[-1]
    if sheet.at(place - 1, "DASH COLON"):
        return next((t for t in line.topics if t.last == place - 2 and t.first > last.place), None)
    if (
        sheet.at(place - 1, "OF")
        and sheet.word(place - 2) in sheet.kit.words.sums
        and sheet.has("WHILE BUT", last.place, place)
    ):
        return last.topic.at(place, place)
    return None


def _part(line: Line, place: int) -> Topic | None:
    sheet = line.sheet
    if not line.drafts or not (sheet.at(place - 1, "WHICH THEM") and sheet.at(place - 2, "OF")):
        return None
    return line.drafts[-1].topic.at(place, place)


def _sum_carried(line: Line, place: int) -> Topic | None:
    memory = line.memory
    near = memory.topic is not None and line.sheet.scene.sentence_at(place).number - memory.sentence <= 1
    if near and memory.topic and line.sheet.has("IT", line.first, place) and line.linked(place - 1, place):
        return memory.topic.at(line.subject_at(place), place)
    return None


def directions(sheet: Sheet, found: Counted) -> tuple[str | None, str | None, int]:
    """Country of origin and of destination, as the words beside the count tell, and the last symbol of these words."""
    source: str | None = None
    target: str | None = None
    end = found.last
    for place in sheet.find("@FIGLAND", found.place + 1, found.last + 1):
        source = _one(sheet, place) or source
    sentence = sheet.scene.sentence_at(found.place)
    role = "source" if sheet.at(found.last, _FROM_WORDS) else ""
    sets, lands, ends = sheet.sets, sheet.sets["@FIGLAND"], sheet.sets[_CLAUSE_ENDS]
    behind = found.last + 1
    for place, tag in enumerate(sheet.tags[behind : min(behind + 13, sentence.last)], behind):
        if tag in ends:
            break
        if tag in lands:
            code = _one(sheet, place)
            origin = role == "source" or (role == "with" and tag in sets["ADJ"])
            end = place if role and code in (target or code, source or code) else end
            if origin:
                source = source or code
            else:
                target = target or (code if role else None)
        elif tag in sets[_FROM_WORDS]:
            role = "source"
        elif tag in sets[_TO_WORDS]:
            role = "target"
        elif tag in sets["WITH HAS HAD"]:
            role = "with"
    return source, None if target == source else target, end


def _one(sheet: Sheet, place: int) -> str | None:
    found = codes(sheet.values[place])
    return found[0] if len(found) == 1 else None
