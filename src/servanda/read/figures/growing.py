"""Each growth given to its level; one with no level is a figure of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from servanda.read.figures.changes import Growth
from servanda.read.figures.drafts import Draft
from servanda.read.figures.itemised import respective, shared
from servanda.read.figures.topics import Topic

if TYPE_CHECKING:
    from servanda.read.figures.lines import Line


def grow(line: Line) -> None:
    """Give each growth to its level; one with no level is a figure of its own."""
    if not line.growths:
        return
    for growth in line.growths:
        if growth.skip or (growth.again and not _turn(line, growth)):
            continue
        if shared(line, growth):
            continue
        listed = respective(line, growth)
        if listed:
            line.drafts += listed
            continue
        owner = _grown(line, growth)
        if owner is not None:
            owner.growth = growth
            owner.first, owner.last = min(owner.first, growth.first), max(owner.last, growth.last)
            continue
        topic = _growing_topic(line, growth)
        if topic is not None:
            found = line.flow(topic)
            first = topic.first if line.first <= topic.first < growth.first else growth.first
            last = max(topic.last, growth.last) if line.first <= topic.first < line.last else growth.last
            made = Draft(topic, found, growth.place, first, last, growth=growth)
            made.taken = not any(topic is own for own in line.topics)
            line.drafts.append(made)
    line.drafts.sort(key=lambda d: d.place)


def _turn(line: Line, growth: Growth) -> bool:
    """Take the direction of the growth before ("exports rose by 12 percent and imports by 5 percent")."""
    former = next((g for g in reversed(line.growths) if g.first < growth.first and not g.skip), None)
    if former is None or not any(t.last + 1 == growth.first for t in line.topics):
        return False
    growth.direction = former.direction
    return True


def _grown(line: Line, growth: Growth) -> Draft | None:
    """The level that a growth belongs to: the next one joined to it, else the one just before."""
    free = [
        d for d in line.drafts if d.growth is None and d.amount is not None and not d.compared and not _accounted(d)
    ]
    behind = next((d for d in free if d.place > growth.last), None)
    if behind is not None and line.sheet.at(behind.place - 1, "FROM"):
        behind = _step(line, free, behind)
    elif behind is not None and not _leads_to(line, growth, behind):
        behind = None
    if behind is not None:
        return behind
    before = next((d for d in reversed(free) if d.place < growth.first), None)
    if before is None or any(
        before.topic.last < t.first and t.last < growth.first and t.first > before.place for t in line.topics
    ):
        return None
    gap = range(before.last + 1, growth.first)
    return None if len(gap) > 14 or line.sheet.has("SEMI WHILE THEY IT WE", gap.start, gap.stop) else before


def _step(line: Line, free: list[Draft], draft: Draft) -> Draft | None:
    """ "Tripled from $10 million in 2010 to $30 million in 2020": the growth is told of where the step ends."""
    after = next((d for d in free if d.place > draft.place), None)
    if after is None or after.indicator != draft.indicator or after.place - draft.place > 8:
        return None
    return after if line.sheet.at(after.place - 1, "TO") else None


def _accounted(draft: Draft) -> bool:
    """A share told by a verb of its own ("goods that make up 40 percent of exports") has no part in the growth."""
    return draft.indicator == "share" and draft.topic.acted


def _leads_to(line: Line, growth: Growth, draft: Draft) -> bool:
    """ "By 14.4 percent to $2.9 billion", "by 3.4 percent and amounted to $1.3 billion"."""
    far = 18 if line.sheet.at(growth.last + 1, "SINCE") else 12
    later = line.first <= draft.topic.first < line.last and draft.topic.first > growth.last + 1
    if draft.place - growth.last > far or (later and not _counting(line, growth, draft)):
        return False
    between = range(growth.last + 1, draft.place)
    return not between or (
        (line.sheet.has("TO AND COMMA @FIGREACH", between.start, between.stop) or line.sheet.at(draft.place - 1, "AT"))
        and not line.sheet.has("SEMI WHILE", between.start, between.stop)
        and not any(p in line.levels for p in between)
    )


def _counting(line: Line, growth: Growth, draft: Draft) -> bool:
    """ "Tourist traffic rose by 42 percent to 310,000 visitors": the noun behind the count says the same again."""
    if draft.place != growth.last + 2 or not line.sheet.at(draft.place - 1, "TO"):
        return False
    return any(t.indicator == draft.indicator and t.last < growth.first for t in line.topics)


def _taken_up(line: Line, growth: Growth) -> Topic | None:
    """ "… and that in the first quarter they had risen by 6 percent"."""
    last = next((d for d in reversed(line.drafts) if d.place < growth.first), None)
    if last is not None and line.sheet.has("THEY IT", last.place, growth.first):
        return last.topic.at(growth.first, growth.last)
    return None


def _growing_topic(line: Line, growth: Growth) -> Topic | None:
    sheet = line.sheet
    for topic in reversed(line.topics):
        if growth.first <= topic.first and topic.last < growth.place:
            return topic
        if topic.last < growth.first:
            gap = range(topic.last + 1, growth.first)
            blocked = any(p in line.levels or sheet.at(p, "SEMI") for p in gap)
            if sheet.at(gap.start, "COMMA") and any(d.topic.inner is topic and d.topic.acted for d in line.drafts):
                return None
            if blocked:
                return _taken_up(line, growth)
            return None if len(gap) > 14 or topic.indicator == "share" else topic
    behind = next((t for t in line.topics if growth.last < t.first <= growth.last + 3), None)
    if behind is not None and (behind.first == growth.last + 1 or sheet.at(growth.last + 1, "IN OF")):
        return behind
    memory = line.memory
    near = sheet.scene.sentence_at(growth.place).number - memory.sentence <= 3
    if near and sheet.has("IT WE THEY THIS", line.first, growth.first) and not line.topics:
        return memory.topic if memory.topic and sheet.has("IT THEY", line.first, growth.first) else memory.turnover
    return None
