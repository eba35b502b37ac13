"""What a count counts: companies, tourists, regions, participants; and from which country to which."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from servanda.grammar import Match
from servanda.quantities import Amount


@dataclass(frozen=True, slots=True)
class Nouns:
    """The nouns worth counting: indicator by word, and what is asked of some."""

    indicators: Mapping[str, str]
    least: Mapping[str, int]
    people: frozenset[str]
    doing: Mapping[str, str]
    employing: Mapping[str, str]
    numbering: frozenset[str]
    groups: frozenset[str]
    members: frozenset[str]
    directed: frozenset[str]
    #: Whether the noun that is counted stands before those that belong to it.
    leading: bool


def nouns(args: Mapping[str, Any]) -> Nouns:
    """From the rule's own lists."""
    return Nouns(
        indicators={word: indicator for indicator, words in args["nouns"].items() for word in words},
        least=args["least"],
        people=frozenset(args["people"]),
        doing=args["doing"],
        employing=args["employing"],
        numbering=frozenset(args["numbering"]),
        groups=frozenset(args["groups"]),
        members=frozenset(args["members"]),
        directed=frozenset(args["directed"]),
        leading=bool(args.get("leading")),
    )


@dataclass(slots=True)
class Counted:
    """A count with its noun: indicator, symbols of amount and noun, the noun phrase."""

    indicator: str
    place: int
    last: int
    of: str


class Counting:
    """The builder of counted things in one language."""

    def __init__(self, listed: Nouns) -> None:
        self.nouns = listed

    def __call__(self, match: Match) -> tuple[str, Any] | None:
        """The counted thing of a match, None when its noun tells nothing."""
        amount = match["amount"]
        if not isinstance(amount, Amount):
            return None
        places = match.places("noun")
        for place in places if self.nouns.leading else reversed(places):
            words = match.tagged.quote(place, place).lower().split()
            both = match.tagged.quote(max(place - 1, places[0]), place).lower()
            if " " in both and both in self.nouns.indicators:
                words = [both]
            for number in range(len(words) - 1, -1, -1):
                indicator = self.nouns.indicators.get(words[number])
                if indicator is not None and amount.quantity.value >= self.nouns.least.get(indicator, 1):
                    told = match.tagged.quote(places[0], place).split()
                    named = " ".join(told[: len(told) - (len(words) - 1 - number)])
                    return "COUNTED", Counted(indicator, match.first, place, named)
                if words[number] in self.nouns.groups and self._by_members(match):
                    return "COUNTED", Counted("participants", match.first, place, match.tagged.quote(place, place))
                if words[number] in self.nouns.people:
                    return self._people(match, places, place)
        return self._people(match, places, places[-1])

    def _by_members(self, match: Match) -> bool:
        """ "An 11-member delegation"."""
        return not self.nouns.members.isdisjoint(match.text("noun").lower().replace("-", " ").split())

    def _people(self, match: Match, places: range, place: int) -> tuple[str, Any] | None:
        """Citizens ("1.2 million Russians") who travel are tourists, those who study students."""
        before = match.tagged.quote(match.first - 1, match.first - 1).lower() if match.first else ""
        if before in self.nouns.employing:
            quoted = match.tagged.quote(places[0], place)
            return "COUNTED", Counted(self.nouns.employing[before], match.first, place, quoted)
        end = min(places[-1] + 3, len(match.tagged.tags) - 1)
        for word in match.tagged.quote(place, end).lower().split():
            indicator = self.nouns.doing.get(word)
            if indicator is not None:
                return "COUNTED", Counted(indicator, match.first, place, match.tagged.quote(places[0], place))
        return None


@dataclass(slots=True)
class Rank:
    """A rank as told: its number and symbols; not ``sure`` without a noun that is ranked."""

    number: int
    first: int
    last: int
    sure: bool


def rank(match: Match) -> tuple[str, Any] | None:
    """ "14th among the trading partners": sure beside the nouns that are ranked."""
    words = match.text().lower().split()
    if not isinstance(match["ord"], int):
        return None
    args, told = match.rule.args, set(words)
    by_size = not told.isdisjoint(args["sizes"]) and not told.isdisjoint(args["sized"])
    return "RANK", Rank(match["ord"], match.first, match.last, by_size or not told.isdisjoint(args["nouns"]))
