"""Instruments: papers under many names, numbers of papers, and which paper follows which."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache, lru_cache
from typing import Final, NamedTuple

from servanda.problems import UsageError
from servanda.record import Instrument as Paper
from servanda.record import InstrumentStatus
from servanda.resolve.blocks import Resolved, Scope, addressed, anchors, distinct, ordered, printed
from servanda.resolve.entities import Count, Instrument
from servanda.resolve.matching import Group, Item, Linker, Matcher, Open, Rulings, judged
from servanda.resolve.statements import Statement, together, when
from servanda.resolve.words import lexicon, overlap, slug, subject, unanswered
from servanda.times.find import times
from servanda.values import When

#: The life of a paper, in order; what is told as news of the day may stand beside an earlier stage in one document.
LIFE: Final[tuple[str, ...]] = InstrumentStatus.__args__  # type: ignore[attr-defined]
_NEWS: Final = frozenset({"agreed", "signed"})
_YEARS: Final = re.compile(r"P(\d{1,2})Y\Z")
_NEARLY: Final = 0.7  # of all words, where each title has one that the other has not
_NEAR: Final = 160  # characters between a plan and the papers that it is said to consist of


class Titled(NamedTuple):
    """What a paper is known by: its sort, number, the words of its title, its term; its day where every session makes one."""

    sort: str
    ordinal: int | None
    words: frozenset[str]
    term: When | None
    day: When | None
    signed: When | None
    own: bool


def same_kind(a: Titled, b: Titled) -> float | None:
    """Of one kind; action plan and road map are taken for one another, other kinds are not."""
    if a.sort == b.sort:
        return 1.0
    shifting = lexicon().shifting
    return 0.5 if a.sort in shifting and b.sort in shifting else -1.0


def same_number(a: Titled, b: Titled) -> float | None:
    """The sixth is not the fifth."""
    if a.ordinal is None or b.ordinal is None:
        return None
    return 1.0 if a.ordinal == b.ordinal else -1.0


def same_title(a: Titled, b: Titled) -> float | None:
    """The titles hold the same words, but for kind, countries, time and small words."""
    if a.words == b.words:
        return 1.0
    less, more = unanswered(a.words, b.words), unanswered(b.words, a.words)
    share = 1 - (len(less) + len(more)) / len(a.words | b.words)
    if less and more:  # each has a word of its own: two papers of one sort, unless nearly all is the same
        return share if share >= _NEARLY else -1.0
    return max(share, 0.8 if min(len(a.words), len(b.words)) > 2 else share) if share >= 0.4 else -1.0


def same_term(a: Titled, b: Titled) -> float | None:
    """For the same time: a plan until one year is not the plan for the years after it."""
    if a.term is None or b.term is None or a.term.last is None or b.term.last is None:
        return None
    return 1.0 if a.term.last == b.term.last else -1.0


def same_day(a: Titled, b: Titled) -> float | None:
    """Minutes and protocols are made anew at every session: two days, two papers."""
    if not a.own or not b.own:
        return None
    if a.day is None or b.day is None:
        return -0.5
    return 1.0 if _meet(a.day, b.day) else -1.0


def same_signing(a: Titled, b: Titled) -> float | None:
    """What was signed in one year was not signed in another."""
    if a.signed is None or b.signed is None:
        return None
    return 0.8 if _meet(a.signed, b.signed) else -1.0


MATCHERS: Final = (
    Matcher("kind", 0.7, same_kind, decisive=True),
    Matcher("number", 1.0, same_number, decisive=True),
    Matcher("title", 2.0, same_title, decisive=True),
    Matcher("term", 1.0, same_term, decisive=True),
    Matcher("day", 2.0, same_day, decisive=True),
    Matcher("signing", 0.5, same_signing, decisive=True),
)
_LINKER: Final[Linker[Titled]] = Linker(keys=lambda t: (t.words, *t.words), compare=lambda a, b: judged(MATCHERS, a, b))


def _meet(a: When, b: When) -> bool:
    return not ((a.last and b.first and a.last < b.first) or (b.last and a.first and b.last < a.first))


class Instruments:
    """Papers and numbers of papers, by the countries that are their parties."""

    kinds: tuple[str, ...] = ("instrument",)

    def items(self, statements: Sequence[Statement]) -> Iterator[tuple[Scope, Item]]:
        """Every paper that is named or counted."""
        for statement in statements:
            claim = statement.claim
            if isinstance(claim, Paper):
                yield _scope(statement), Item(statement, titled(statement))

    def resolve(self, items: Sequence[Item], rulings: Rulings) -> Resolved:
        """The papers of one pair: those with a title first, then those without, which lean on them."""
        counted = [item for item in items if item.statement.claim.count is not None]
        papers = [item for item in items if item.statement.claim.count is None]
        groups, questions = _LINKER.gather(item for item in papers if item.feature.words)
        for item in sorted((i for i in papers if not i.feature.words), key=lambda i: i.statement.order):
            questions += _place_bare(item, groups)
        made = addressed(_instrument(group) for group in rulings.obeyed("instrument", groups))
        numbers = addressed(_counted(group, made) for group in rulings.obeyed("instrument", _numbers(counted)))
        return Resolved((*_followed(made), *numbers), tuple(questions))


def _scope(statement: Statement) -> Scope:
    return together(statement.claim.countries) or statement.pair


def _address(statement: Statement, scope: Scope) -> str:
    """The address of a paper by the title that a statement gives it."""
    return f"instrument/{slug(subject(statement.claim.title).spelled, scope)}"


def titled(statement: Statement) -> Titled:
    """A paper's title taken apart."""
    claim = statement.claim
    title, term = _timed(claim.title, statement.source.language, statement.said.isoformat())
    words = [word for word in subject(title).words if not word.isdigit()]
    own = _is_own(" ".join(words))
    date = when(claim.date)
    numbered = frozenset(words[:1]) - _kind_words() if claim.ordinal is not None else frozenset()
    return Titled(
        sort=claim.kind,
        ordinal=claim.ordinal,
        words=frozenset(words) if own else _telling(frozenset(words) - numbered),
        term=term,
        day=date if own else None,
        signed=date if claim.status == "signed" else None,
        own=own,
    )


def _telling(words: frozenset[str]) -> frozenset[str]:
    """The words that tell papers apart: not those of their kind, and not the plain ones where others are left."""
    left = words - _kind_words()
    return left - lexicon().plain or left


def _is_own(words: str) -> bool:
    return any(words == title or words.startswith(f"{title} ") for title in lexicon().standing)


@cache
def _kind_words() -> frozenset[str]:
    """The words by which kinds are told, which tell no two papers of a kind apart."""
    shifting = {word for kind in lexicon().shifting for word in subject(kind).words}
    return frozenset(shifting | lexicon().kinds)


@lru_cache(maxsize=65536)
def _timed(title: str, language: str | None, said: str) -> tuple[str, When | None]:
    """A title without the time in it, and the term that this time tells."""
    try:
        found = times(title, said, language)
    except UsageError:  # a language without a pack: its times are words like others
        return title, None
    term: When | None = None
    for time in reversed(found):
        if term is None:
            term = time.when or _span(time.value, said)
        title = f"{title[: time.start]} {title[time.end :]}"
    return title, term


def _span(value: str, said: str) -> When | None:
    years = _YEARS.match(value)
    first = int(said[:4])
    return When(f"{first}/{first + int(years[1]) - 1}") if years and int(years[1]) else None


def _stage(statement: Statement) -> int:
    return LIFE.index(statement.claim.status)


def _told_apart(item: Item, group: Group) -> bool:
    """Whether the group's papers have a title, or at least the very term that the paper has."""
    term = item.feature.term
    return bool(group.features[0].words) or (term is not None and term == group.features[0].term)


def _lives(item: Item, group: Group) -> bool:
    """Whether a paper without a title can be the one of the group: of its kind, and no stage of its life runs backwards."""
    one = item.statement
    if any(same_kind(item.feature, f) == -1.0 or f.own != item.feature.own for f in group.features):
        return False
    if any(same_term(item.feature, f) == -1.0 for f in group.features):
        return False
    if item.feature.ordinal and any(f.ordinal not in (None, item.feature.ordinal) for f in group.features):
        return False
    return all(_in_order(one, other.statement) for other in group.items)


def _in_order(a: Statement, b: Statement) -> bool:
    if a.said == b.said:
        later = a if _stage(a) > _stage(b) else b
        return _stage(a) == _stage(b) or later.claim.status in _NEWS
    first, last = (a, b) if a.said < b.said else (b, a)
    return _stage(first) <= _stage(last)


def _place_bare(item: Item, groups: list[Group]) -> list[Open]:
    """A paper told without a title: the one that its document speaks of, else the only one it can be, else left alone."""
    fitting = [group for group in groups if _told_apart(item, group) and _lives(item, group)]
    here = [g for g in fitting if any(o.statement.source.document == item.statement.source.document for o in g.items)]
    chosen = here or fitting
    if len(chosen) == 1:
        chosen[0].items.append(item)
        chosen[0].features.append(item.feature)
        chosen[0].joined[item.feature] = ("told without a title: the only one that its document can mean",)
        return []
    groups.append(Group([item], [item.feature]))
    if not chosen:
        return []
    return [Open(item.statement, tuple(group.first.id for group in chosen), ("told without a title",))]


def _instrument(group: Group) -> Instrument:
    statements = ordered(group.items)
    named = [item for item in group.items if item.feature.words] or group.items
    first = min(named, key=lambda item: item.statement.order).statement
    scope = _scope(first)
    terms = [f.term for f in group.features if f.term]
    base = _address(first, scope)
    days = [item.feature.day.value for item in group.items if item.feature.day]
    return Instrument(
        id=f"{base}/{days[0].replace('/', '_')}" if days else base,
        name=first.claim.title,
        names=printed(s.claim.title for s in statements),
        countries=scope,
        statements=statements,
        anchors=anchors(group.items),
        aliases=tuple(_address(s, scope) for s in statements),
        reasons=distinct("; ".join(r) for r in group.joined.values()),
        sort=first.claim.kind,
        ordinal=next((f.ordinal for f in group.features if f.ordinal is not None), None),
        term=terms[0] if terms else None,
    )


def _numbers(counted: Sequence[Item]) -> list[Group]:
    """Numbers of papers of one kind and matter; a number told of nothing but the kind joins the only one that there is."""
    groups: list[Group] = []
    for item in sorted(counted, key=lambda i: (not i.feature.words, i.statement.order)):
        fitting = [g for g in groups if g.features[0].sort == item.feature.sort and _one_matter(item, g)]
        if len(fitting) == 1:
            fitting[0].items.append(item)
            fitting[0].features.append(item.feature)
        else:
            groups.append(Group([item], [item.feature]))
    return groups


def _one_matter(item: Item, group: Group) -> bool:
    words, others = item.feature.words, group.features[0].words
    return not words or not others or overlap(words, others)[0] >= 0.5


def _counted(group: Group, made: Sequence[Instrument]) -> Instrument:
    statements = ordered(group.items)
    first = statements[0]
    scope = _scope(first)
    return Instrument(
        id=_address(first, scope),
        name=first.claim.title,
        names=printed(s.claim.title for s in statements),
        countries=scope,
        statements=statements,
        anchors=anchors(group.items),
        aliases=tuple(_address(s, scope) for s in statements),
        sort=first.claim.kind,
        counts=tuple(
            Count(count=s.claim.count, status=s.claim.status, date=s.claim.date, statement=s) for s in statements
        ),
        members=tuple(one.id for one in made if _is_member(one, group)),
        part_of=next((whole for s in statements if (whole := _whole(s, made))), None),
    )


def _is_member(one: Instrument, group: Group) -> bool:
    """Whether a paper is one of those counted: some document calls it so by a title of its own, on the matter counted."""
    counted = [feature.words for feature in group.features]
    matter = min(counted, key=len)
    told = (titled(s) for s in one.statements if s.claim.kind == group.features[0].sort)
    return any(t.words and (not matter or overlap(t.words, matter)[1] >= 0.6) for t in told)


def _whole(statement: Statement, made: Sequence[Instrument]) -> str | None:
    """The plan that a number of papers is part of: named right before them, as a plan of road maps is."""
    for one in made:
        for s in one.statements:
            near = 0 <= statement.claim.start - s.claim.end <= _NEAR
            if near and s.source.document == statement.source.document and s.claim.kind != statement.claim.kind:
                return one.id if {s.claim.kind, statement.claim.kind} <= lexicon().shifting else None
    return None


def _followed(made: Sequence[Instrument]) -> list[Instrument]:
    """Each paper with the one before and after it: of one kind and matter, for one time after the other."""
    termed = sorted((one for one in made if one.term and one.term.last), key=lambda o: (o.term.last, o.id))  # type: ignore[union-attr]
    before: dict[str, str] = {}
    for number, later in enumerate(termed):
        for earlier in reversed(termed[:number]):
            if _same_matter(earlier, later):
                before[later.id] = earlier.id
                break
    after = {earlier: later for later, earlier in before.items()}
    return [replace(one, follows=before.get(one.id), followed_by=after.get(one.id)) for one in made]


def _same_matter(a: Instrument, b: Instrument) -> bool:
    if a.term == b.term or a.sort != b.sort:
        return False
    first, second = (frozenset(subject(_timed(o.name, "en", "2000-01-01")[0]).words) for o in (a, b))
    return overlap(first, second)[0] >= 0.6
