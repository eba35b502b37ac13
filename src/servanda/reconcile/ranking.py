"""Places in a ranking as tests: "third among its trading partners", "its largest partner", "one of the five largest partners".

A place is held against what other documents say of the same ranking and time, and against the turnover of other partners. Figures can only
refute it: partners that nobody told of may be larger still.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from servanda.reconcile import words
from servanda.reconcile.comparing import CONFIRMED, NOT_TESTABLE, REFUTED, number
from servanda.reconcile.counters import names
from servanda.reconcile.deriving import Place, Range
from servanda.reconcile.findings import Finding, identity, witness, witnesses
from servanda.reconcile.observations import Said, whole_months
from servanda.reconcile.vocabulary import Ranks, comparisons
from servanda.record import Figure

_RANK: Final = "rank"  # the unit of a claim that is a place in a ranking
_TRADE: Final = "trade"
_TAIL: Final = 4  # characters at the end of a quote that may begin what narrows it: "partners in"
_BEHIND: Final = 16  # characters behind a place within which its country is named


class Ranked(NamedTuple):
    """A place that a sentence gives the partner of a country: the very one, or one of the first so many.

    ``of`` is the country whose partners are ranked, ``matter`` what they are ranked by; None where that is not told.
    """

    said: Said
    words: str
    place: int | None
    exact: bool
    of: str | None
    partner: str | None
    matter: str | None

    @property
    def period(self) -> str | None:
        """The time of the ranking."""
        period: str | None = getattr(self.said.claim, "period", None)
        return period

    @property
    def away(self) -> int:
        """How many characters lie between the words and the claim."""
        quote = " ".join(self.said.claim.quote.split())
        return abs(self.said.sentence.find(self.words) - self.said.sentence.find(quote))

    @property
    def ranking(self) -> tuple[str | None, ...]:
        """What two places must share to bear on one another."""
        return self.of, self.matter, self.period

    @property
    def untold(self) -> str | None:
        """What would have to be told for a test."""
        told = {
            "how many": self.place,
            "whose partners": self.of,
            "by what": self.matter,
            "for which time": self.period,
        }
        return next((name for name, value in told.items() if value is None), None)


def ranked(said: Iterable[Said], ranges: Mapping[Place, Range]) -> Iterator[Finding]:
    """Every place in a ranking that a figure or its sentence tells of, tested."""
    places = _nearest(place for one in said for place in _places(one))
    together: dict[tuple[str | None, ...], list[Ranked]] = {}
    for place in places:
        together.setdefault(place.ranking, []).append(place)
    for place in places:
        yield _tested(place, together[place.ranking], ranges)


def _nearest(places: Iterable[Ranked]) -> list[Ranked]:
    """Each place once: of several figures of a sentence by the one that stands nearest to the words."""
    found: dict[tuple[str, str, str], Ranked] = {}
    for place in places:
        key = place.said.document, place.said.sentence or place.said.id, place.words
        if key not in found or place.away < found[key].away:
            found[key] = place
    return list(found.values())


def _places(said: Said) -> Iterator[Ranked]:
    """The place that a claim is, or that the sentence of a claim gives."""
    claim, known = said.claim, comparisons(said.language).ranks
    if not isinstance(claim, Figure) or known is None or len(claim.countries) != 2:
        return
    sentence = said.sentence or " ".join(claim.quote.split())
    if claim.unit == _RANK and claim.value is not None:
        quote = " ".join(claim.quote.split())
        start = max(sentence.find(quote), 0)
        behind = quote.partition(" ")[2]  # without the number itself
        yield _ranked(said, (start, start + len(quote), behind), (int(claim.value), True), known)
        return
    folded = sentence.casefold()
    if len(folded) != len(sentence):
        return
    for pattern, exact in known.patterns:
        match = pattern.search(folded)
        if match is not None:
            place = number(match, comparisons(said.language).numbers)
            span = match.start(), match.end(), sentence[match.start() : match.end()]
            yield _ranked(said, span, (1 if exact else place, exact), known)
            return


def _ranked(said: Said, span: tuple[int, int, str], place: tuple[int | None, bool], known: Ranks) -> Ranked:
    sentence = said.sentence or " ".join(said.claim.quote.split())
    countries = getattr(said.claim, "countries", ())
    of = _owner(sentence, span[:2], countries, said.language)
    partner = next((code for code in countries if code != of), None) if of else None
    narrowed = known.narrowed.match(sentence[max(span[1] - _TAIL, 0) :].casefold())
    matter = None if narrowed else _matter(span[2], of, known, said.language)
    return Ranked(said, sentence[span[0] : span[1]], *place, of, partner, matter)


def _owner(sentence: str, span: tuple[int, int], countries: Sequence[str], language: str) -> str | None:
    """The country whose partners are ranked: named within the words or close behind, else right before them."""
    start, end = span
    within = [code for code in countries if names(code, language).search(sentence[start : end + _BEHIND])]
    before = sentence[:start].rstrip()
    if not within:
        within = [code for code in countries if any(_ends(m, before) for m in names(code, language).finditer(before))]
    return within[0] if len(within) == 1 else None


def _ends(named: re.Match[str], before: str) -> bool:
    """Whether a name with no more than the mark of its case ends the text."""
    return bool(re.fullmatch(r"['’]\w?", before[named.end() :]))


def _matter(text: str, of: str | None, known: Ranks, language: str) -> str | None:
    """What is ranked, where every word that bears on it is one of those of a matter; "in Asia" makes it another ranking."""
    bare = names(of, language).sub(" ", text) if of else text
    left = {word for word in re.findall(r"\w+", bare.casefold()) if len(word) > 1 and not word.isdigit()} - known.small
    fitting = [matter for matter, of_it in known.matters.items() if left and left <= of_it]
    return fitting[0] if len(fitting) == 1 else None


# ---- the tests -------------------------------------------------------------------------------------------------------


def _tested(one: Ranked, together: Sequence[Ranked], ranges: Mapping[Place, Range]) -> Finding:
    if one.untold is not None:
        return _finding(one, NOT_TESTABLE, f"it is not told {one.untold}")
    others = [other for other in together if _elsewhere(one, other)]
    against = [other for other in others if _contradicts(one, other)]
    if against:
        told = "; ".join(dict.fromkeys(f"“{other.words}” is said of {other.partner}" for other in against))
        return _finding(one, REFUTED, f"in {against[0].said.name} {told}", against)
    larger = _larger(one, ranges)
    if len(larger) >= (one.place or 0) > 0:
        partners = ", ".join(f"{code} at {words.between((r.low, r.high), unit)}" for code, unit, r in larger)
        return _finding(one, REFUTED, f"trade with others came to more: {partners}", behind=[r for _, _, r in larger])
    agreeing = [other for other in others if _bears_out(one, other)]
    if agreeing:
        return _finding(one, CONFIRMED, f"{agreeing[0].said.name} says so too", agreeing)
    return _finding(one, NOT_TESTABLE, "nobody else gives a place, and no figures rule it out")


def _elsewhere(one: Ranked, other: Ranked) -> bool:
    """Whether another document says it in other words: a copy neither bears out nor contradicts."""
    return one.said.document != other.said.document and (
        not one.said.sentence or one.said.sentence != other.said.sentence
    )


def _contradicts(one: Ranked, other: Ranked) -> bool:
    """Whether one partner is given two places, or one place two partners; in doubt none."""
    if one.place is None or other.place is None:
        return False
    if one.partner != other.partner:
        return one.exact and other.exact and one.place == other.place
    if one.exact and other.exact:
        return one.place != other.place
    if one.exact == other.exact:
        return False
    exact, among = (one, other) if one.exact else (other, one)
    return (exact.place or 0) > (among.place or 0)


def _bears_out(one: Ranked, other: Ranked) -> bool:
    """Whether the other place tells this one: the same, or one within the first so many."""
    if one.partner != other.partner or not other.exact or one.place is None or other.place is None:
        return False
    return other.place == one.place if one.exact else other.place <= one.place


def _larger(one: Ranked, ranges: Mapping[Place, Range]) -> list[tuple[str, str, Range]]:
    """Other partners with which trade certainly came to more in the same time, with the unit."""
    months = whole_months(one.period or "")
    turnover = {
        series: found
        for (series, when), found in ranges.items()
        if (series.family, series.flow, series.scope) == (_TRADE, "", "") and when == months and one.of in series.pair
    }
    own = {series.unit: found for series, found in turnover.items() if one.partner in series.pair}
    larger = {
        code: (series.unit, found)
        for series, found in turnover.items()
        for code in series.pair
        if code not in (one.of, one.partner, "*") and series.unit in own and found.low > own[series.unit].high
    }
    return [(code, *larger[code]) for code in sorted(larger)] if one.matter == _TRADE else []


def _finding(
    one: Ranked, verdict: str, why: str, against: Sequence[Ranked] = (), behind: Sequence[Range] = ()
) -> Finding:
    resting = [
        told
        for rest in behind
        for group in sorted(rest.groups)
        if group < len(rest.system.statements)
        for told in witnesses(rest.system.statements[group])
    ]
    told = [witness(place.said, f"“{place.words}”") for place in (one, *against)]
    return Finding(
        id=identity("comparison", one.said.id, _RANK),
        kind="comparison",
        summary=f"“{one.words}”: {verdict}, {why}",
        series=_RANK,
        countries=tuple(sorted(getattr(one.said.claim, "countries", ()))),
        witnesses=tuple({found.claim: found for found in (*told, *resting)}.values()),
        unit=_RANK,
        verdict=verdict,
    )
