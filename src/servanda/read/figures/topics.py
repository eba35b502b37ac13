"""What is measured: "exports of grain from Russia to Georgia", "Poland's trade with Germany", "the share of X"."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final, NamedTuple

from servanda.grammar import Match, Tags
from servanda.read.phrases import Lands, code_of


@dataclass(slots=True)
class Topic:
    """An indicator as named, with the countries of its phrase by the part they play in it.

    ``owner`` is whose it is ("Russian exports", "exports of Russia"), ``ours`` and ``home`` tell that the text says
    "our" or "the country's". ``sign`` is -1 for a deficit, 1 for a surplus. ``first`` and ``last`` are symbols.
    """

    indicator: str
    first: int
    last: int
    sign: int = 0
    owner: str | None = None
    source: str | None = None
    target: str | None = None
    partner: str | None = None
    pair: tuple[str, ...] = ()
    of: str | None = None
    ours: bool = False
    home: bool = False
    there: str | None = None
    acted: bool = False
    bare: bool = False
    end: int = 0
    inner: Topic | None = field(default=None, repr=False)

    def at(self, first: int, last: int) -> Topic:
        """The same topic told at other symbols; written out, for a field by field copy by name takes three times as long."""
        return Topic(
            self.indicator, first, last, self.sign, self.owner, self.source, self.target, self.partner, self.pair,
            self.of, self.ours, self.home, self.there, self.acted, self.bare, self.end, self.inner,
        )  # fmt: skip


class Flow(NamedTuple):
    """From which country to which, and the countries that the figure is about."""

    source: str | None
    target: str | None
    countries: tuple[str, ...]


#: The part a country plays behind a preposition.
_PARTS: Final = {
    "OF": "owner", "GOVERNMENT_OF": "owner", "FROM": "source", "TO": "target",
    "INTO": "target", "ON": "target", "IN": "target",
    "WITH": "partner", "BETWEEN": "pair", "FOR": "target",
}  # fmt: skip
#: How the words of a balance end: "trade balance -" is a deficit.
_SIGNS: Final = {" -": -1, " +": 1}
_LANDS: Final = ("COUNTRY", "ADJ", "CAPITAL", "CITY", "LANDS", "PAIR", "BETWEENPAIR")
_TRADE: Final = frozenset({"trade turnover", "exports", "imports", "trade balance"})
_DIRECTED: Final = frozenset(
    {
        "exports",
        "imports",
        "trade balance",
        "investment",
        "tourist trips",
        "share",
        "companies",
        "regions",
        "other:students",
    }
)


class Reading:
    """The builder of topics in one language."""

    def __init__(self, tags: Tags, nouns: Mapping[str, str]) -> None:
        self._nouns = nouns
        self._parts = {tags.char(name): part for name, part in _PARTS.items()}
        self._lands = frozenset(tags.char(name) for name in _LANDS)
        self._their = frozenset(tags.char(name) for name in ("THEIR", "ITS"))
        self._there = tags.char("THERE")
        self._adjective = tags.char("ADJ")
        self._small = frozenset(
            tags.char(name) for name in ("THE", "A", "ALL", "BOTH", "POSS", "HYPHEN", "THIS", "SIDES", "THEM")
        )

    def __call__(self, match: Match) -> tuple[str, Any]:
        """The topic of a match of the rules ``topic`` and ``share``."""
        topic = self._phrase(match, "head", "pre", "tail")
        if match.has("inner"):
            topic.inner = self._phrase(match, "inner", "inpre", "intail")
            topic.last = match.last
        return "TOPIC", topic

    def number(self, match: Match) -> tuple[str, Any] | None:
        """ "The number of Chinese companies in Kazakhstan"."""
        tagged = match.tagged
        topic: Topic | None = None
        owner: tuple[str, ...] = ()
        for place in match.places("noun"):
            if tagged.tags[place] in self._lands:
                if topic is None:
                    owner = codes(tagged.values[place])
                else:
                    _assign(topic, "target", codes(tagged.values[place]))
            for word in tagged.quote(place, place).lower().split():
                if topic is None and word in self._nouns:
                    topic = Topic(self._nouns[word], match.first, match.last, of=match.text("noun"))
        if topic is None:
            return None
        if owner:
            _own(topic, owner)
        self._behind(match, match.places("tail"), topic)
        if topic.indicator == "companies" and topic.partner:
            topic.source, topic.partner = topic.source or topic.partner, None
        return "TOPIC", topic

    def _phrase(self, match: Match, head: str, pre: str, tail: str) -> Topic:
        places = match.places(pre)
        at = match.places(head)[0]
        named = match.tagged.values[at]
        indicator, sign = (named, 0) if isinstance(named, str) else ("share", 0)
        if indicator[-2:] in _SIGNS:
            indicator, sign = indicator[:-2], _SIGNS[indicator[-2:]]
        if head == "head" and match.rule.name == "share":
            indicator = "share"
        tails = match.places(tail)
        topic = Topic(indicator, places[0] if places else at, tails[-1] if tails else at, sign)
        topic.bare = not tails
        if places:
            self._before(match, places, topic)
        if tails:
            self._behind(match, tails, topic)
        return topic

    def _before(self, match: Match, places: range, topic: Topic) -> None:
        tagged, args = match.tagged, match.rule.args
        words: list[str] = []
        for place in places:
            char, value = tagged.tags[place], tagged.values[place]
            if char in self._lands:
                _own(topic, codes(value))
                words.clear()
            elif char in self._their:
                topic.ours = value in args.get("ours", ())
                topic.home = not topic.ours and topic.home
            elif char not in self._small:
                text = tagged.quote(place, place)
                topic.home = topic.home or text.lower() in args.get("home", ())
                if text.lower() not in args.get("plain", ()) and not topic.home:
                    words.append(text)
        topic.of = " ".join(words) or None

    def _behind(self, match: Match, places: range, topic: Topic) -> None:
        tagged, args = match.tagged, match.rule.args
        part, words = args.get("behind", ""), []
        for place in places:
            char, value = tagged.tags[place], tagged.values[place]
            if char in self._parts:
                part = self._parts[char]
            elif char in self._lands:
                origin = part == "owner" and topic.indicator == "imports" and char == self._adjective
                many = isinstance(value, Lands) and len(value.codes) > 1
                _assign(topic, "pair" if many else "source" if origin else part, codes(value))
            elif char == self._there:
                topic.there = part
            elif char in self._their:
                topic.ours = topic.ours or value in args.get("ours", ())
            elif char not in self._small:
                text = tagged.quote(place, place)
                if part == "owner" and text.lower() in args.get("home", ()):
                    topic.home = True
                elif part in ("owner", "target") and not (topic.target and part == "target"):
                    words.append(text)
        topic.of = " ".join(words) or topic.of


def codes(value: Any) -> tuple[str, ...]:
    """Countries that the value of a symbol names."""
    return value.codes if isinstance(value, Lands) else (code_of(value),)


def _own(topic: Topic, found: tuple[str, ...]) -> None:
    if len(found) == 1:
        topic.owner = found[0]
    else:
        topic.pair = found


def _assign(topic: Topic, part: str, found: tuple[str, ...]) -> None:
    if len(found) != 1 or part == "pair":
        topic.pair = topic.pair or found
    elif part == "owner":
        topic.owner = topic.owner or found[0]
    elif part and getattr(topic, part) is None:
        setattr(topic, part, found[0])


@dataclass(slots=True)
class View:
    """What the text so far lends to a topic: its two countries, its side, who speaks, what "home" and "there" are.

    ``sole`` is the country of a text that is about one.
    """

    pair: tuple[str, ...] = ()
    side: str | None = None
    speaker: str | None = None
    home: str | None = None
    there: str | None = None
    sole: str | None = None

    def other(self, code: str | None, pair: tuple[str, ...]) -> str | None:
        """The other country of a pair that holds this one."""
        for two in (pair, self.pair):
            if len(two) == 2 and code in two:
                return two[0] if two[1] == code else two[1]
        return None


def flow(topic: Topic, view: View) -> Flow:
    """Direction and countries of a topic, as far as the text tells."""
    if topic.indicator == "share" and topic.inner is not None:
        return _share(topic, topic.inner, view)
    owner = topic.owner or (view.speaker if topic.ours else view.home if topic.home else None)
    source, target, partner = topic.source, topic.target, topic.partner
    if topic.there:
        source, target = (view.there, target) if topic.there == "source" else (source, view.there)
    if topic.indicator.startswith("other:") and topic.indicator not in _DIRECTED:
        return (
            _completed(topic, source or owner, target, View(view.pair))
            if target or source
            else Flow(None, None, view.pair)
        )
    if topic.indicator not in _DIRECTED:
        return Flow(None, None, _about(topic, owner, partner or source or target, view))
    if topic.indicator == "imports":
        source, target = source or partner, target or owner
        target = target or (view.side if source is None else None) or (view.sole if view.sole != source else None)
    elif topic.indicator == "trade balance":
        source, target = owner or view.side, partner or target
    else:
        source, target = source or owner, target or partner
        if topic.indicator == "exports" and source is None and target is None:
            source = view.side
        if topic.indicator == "exports" and view.sole != target:
            source = source or view.sole
    return _completed(topic, source, target, view)


def _completed(topic: Topic, source: str | None, target: str | None, view: View) -> Flow:
    if source == target:
        target = None
    if source and target is None:
        target = view.other(source, topic.pair)
    elif target and source is None:
        source = view.other(target, topic.pair)
    known = tuple(code for code in (source, target) if code)
    return Flow(source, target, known if len(known) == 2 else topic.pair or view.pair or known or _only(view))


def _only(view: View) -> tuple[str, ...]:
    return (view.sole,) if view.sole else ()


def _share(topic: Topic, inner: Topic, view: View) -> Flow:
    if inner.indicator == "imports" and topic.owner:
        whose = inner.owner or (inner.source if inner.source != topic.owner else None)
        inner = replace(inner, source=topic.owner, owner=whose)
    elif inner.indicator == "exports" and topic.owner and inner.owner and topic.owner != inner.owner:
        inner = replace(inner, target=inner.target or topic.owner)
    found = flow(inner, view)
    if inner.indicator == "trade turnover" and topic.owner and inner.owner:
        return Flow(None, None, (inner.owner, topic.owner))
    return found


def _about(topic: Topic, owner: str | None, partner: str | None, view: View) -> tuple[str, ...]:
    if topic.pair:
        return topic.pair
    if owner and partner:
        return owner, partner
    one = owner or partner
    if one is None or one in view.pair:
        return view.pair
    other = view.other(one, ()) or view.side
    return (one, other) if other and other != one else (one,)


def remember(topic: Topic, found: Flow, view: View) -> None:
    """Keep from whose side the text speaks, for topics that name no country."""
    if topic.indicator not in _TRADE:
        return
    if topic.indicator == "imports":
        view.side, view.there = found.target or view.side, found.source or view.there
    elif topic.indicator in ("exports", "trade balance"):
        view.side, view.there = found.source or view.side, found.target or view.there
    elif topic.partner:
        view.side = topic.owner or view.other(topic.partner, topic.pair) or view.side
