"""Comparisons in words as tests: "a record", "the highest in ten years", "the level of before the pandemic", "half as much again".

Each comes out as ``confirmed``, ``refuted``, ``not testable`` (figures are missing) or ``ambiguous`` (the bounds overlap, or the words can be
taken in two ways). A record is never confirmed, since earlier figures may be missing.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from servanda.reconcile import words
from servanda.reconcile.deriving import Place, Range
from servanda.reconcile.findings import Finding, Witness, argument, identity, witnesses
from servanda.reconcile.observations import Months, Observation, Said, Series, Statement
from servanda.reconcile.vocabulary import comparisons
from servanda.record import Figure

_BEFORE_THE_PANDEMIC: Final = 2019
CONFIRMED, REFUTED, NOT_TESTABLE, AMBIGUOUS = "confirmed", "refuted", "not testable", "ambiguous"


class Comparison(NamedTuple):
    """A comparison that a sentence makes of one of its figures: which test, over how many years where it says so."""

    test: str
    words: str
    years: int | None


class Verdict(NamedTuple):
    """How a comparison came out, why, and against which ranges."""

    verdict: str
    why: str
    against: tuple[Range, ...] = ()


def compared(stated: Iterable[Statement], ranges: Mapping[Place, Range]) -> Iterator[Finding]:
    """Every comparison that is made of a figure, tested against all that is known."""
    listed = [(statement, witness) for statement in stated for witness in statement.witnesses]
    beside: dict[str, list[Said]] = defaultdict(list)
    for _, witness in listed:
        beside[witness.said.document].append(witness.said)
    seen: set[str] = set()
    for statement, witness in listed:
        for one in _made_of(witness.said, beside[witness.said.document]):
            finding = _finding(statement, witness, one, _tested(one, witness, ranges))
            if finding.id not in seen:
                seen.add(finding.id)
                yield finding
        if witness.growth is not None and any(", not with " in text for text in witness.growth.assumes):
            yield _in_two_ways(statement, witness)


def _made_of(said: Said, beside: Sequence[Said]) -> Iterator[Comparison]:
    """The comparisons of a sentence that stand nearest to this figure of it."""
    claim, sentence = said.claim, said.sentence.casefold()
    if not isinstance(claim, Figure):
        return
    found = False
    known = comparisons(said.language)
    for test, patterns in known.tests.items():
        match = next((m for pattern in patterns if (m := pattern.search(sentence))), None)
        if match is not None and not found and _nearest(match, said, beside):
            found = True
            yield Comparison(test, match[0], number(match, known.numbers))
    if claim.qualifier == "record" and not found:
        yield Comparison("record", claim.qualifier, None)


def number(match: re.Match[str], numbers: Mapping[str, int]) -> int | None:
    """The number that a pattern met with, in digits or words; None when it has none."""
    told = match.groupdict().get("n")
    if told is None:
        return None
    return int(told) if told.isdigit() else numbers.get(told)


def _nearest(match: re.Match[str], said: Said, beside: Sequence[Said]) -> bool:
    """Whether no other figure of the same sentence stands nearer to the words."""
    own = _distance(match, said)
    return own is not None and not any(
        other.id != said.id and other.sentence == said.sentence and (_distance(match, other) or own) < own
        for other in beside
    )


def _distance(match: re.Match[str], said: Said) -> int | None:
    """How many characters lie between the words and the figure; None when it does not stand in the sentence."""
    quote = " ".join(said.claim.quote.split()).casefold()
    start = said.sentence.casefold().find(quote)
    if start < 0:
        return None
    return max(match.start() - (start + len(quote)), start - match.end(), 0)


# ---- the tests -------------------------------------------------------------------------------------------------------


def _tested(one: Comparison, observation: Observation, ranges: Mapping[Place, Range]) -> Verdict:
    now = ranges.get((observation.series, observation.months))
    if now is None:
        return Verdict(NOT_TESTABLE, "the figure itself has no bounds that are beyond doubt")
    if one.test == "level-of-2019":
        return _reached(now, observation, ranges)
    years = one.years - 1 if one.years else None
    return _highest(now, observation, ranges, years)


def _shifted(months: Months, years: int) -> Months:
    return Months(months.first - 12 * years, months.last - 12 * years)


def _highest(now: Range, one: Observation, ranges: Mapping[Place, Range], years: int | None) -> Verdict:
    """Whether the same months of no earlier year, of so many or of all that are known, came to more."""
    told = {months: found for (series, months), found in ranges.items() if _earlier(one, series, months)}
    wanted = [_shifted(one.months, back) for back in range(1, years + 1)] if years else sorted(told)
    known = {months: told[months] for months in wanted if months in told}
    higher = next((months for months, found in known.items() if found.low > now.high), None)
    if higher is not None:
        bounds = words.between((known[higher].low, known[higher].high), one.series.unit)
        return Verdict(REFUTED, f"{words.period(one.series, higher)} was {bounds}", (known[higher],))
    missing = [words.period(one.series, months) for months in wanted if months not in known]
    if missing or not wanted:
        return Verdict(
            NOT_TESTABLE, f"nothing is known of {', '.join(sorted(missing)) or 'earlier years'}", tuple(known.values())
        )
    unclear = [words.period(one.series, months) for months, found in known.items() if found.high >= now.low]
    if unclear:
        return Verdict(AMBIGUOUS, f"the bounds overlap with those of {', '.join(unclear)}", tuple(known.values()))
    if years is None:
        why = f"higher than in the {len(known)} earlier years that are known; others may be missing"
        return Verdict(NOT_TESTABLE, why, tuple(known.values()))
    return Verdict(CONFIRMED, f"each of the {years} years before was lower", tuple(known.values()))


def _earlier(one: Observation, series: Series, months: Months) -> bool:
    """Whether these are the same months of an earlier year of the same series."""
    back = one.months.first - months.first
    return (
        series == one.series
        and back > 0
        and back % 12 == 0
        and months.last - months.first == one.months.last - one.months.first
    )


def _reached(now: Range, one: Observation, ranges: Mapping[Place, Range]) -> Verdict:
    """Whether the figure is at least what the same months of the year before the pandemic came to."""
    then = _shifted(one.months, one.months.first // 12 - _BEFORE_THE_PANDEMIC)
    base = ranges.get((one.series, then))
    if base is None:
        return Verdict(NOT_TESTABLE, f"nothing is known of {words.period(one.series, then)}")
    bounds = f"{words.period(one.series, then)} was {words.between((base.low, base.high), one.series.unit)}"
    verdict = CONFIRMED if now.low >= base.low else REFUTED if now.high < base.low else AMBIGUOUS
    return Verdict(verdict, bounds, (base,))


# ---- what is told of them --------------------------------------------------------------------------------------------


def _finding(statement: Statement, one: Observation, made: Comparison, found: Verdict) -> Finding:
    behind = [
        witness
        for rest in found.against
        for group in sorted(rest.groups)
        if group < len(rest.system.statements)
        for witness in witnesses(rest.system.statements[group])
    ]
    proof = next(iter(found.against), None) if found.verdict == REFUTED else None
    return Finding(
        id=identity("comparison", one.said.id, made.test),
        kind="comparison",
        summary=f"“{made.words}” of {words.stating(one)}: {found.verdict}, {found.why}",
        series=words.titled(one.series),
        countries=one.series.pair,
        witnesses=_once([*_of(statement, one), *behind]),
        argument=argument(proof.system, proof.proofs[0], one.series.unit) if proof else None,
        unit=one.series.unit,
        verdict=found.verdict,
    )


def _of(statement: Statement, one: Observation) -> list[Witness]:
    return [witness for witness in witnesses(statement) if witness.claim == one.said.id]


def _once(listed: Iterable[Witness]) -> tuple[Witness, ...]:
    return tuple({witness.claim: witness for witness in listed}.values())


def _in_two_ways(statement: Statement, one: Observation) -> Finding:
    """A part of a year that is compared with a year may mean the same part of it."""
    assert one.growth is not None
    supposed = next(text for text in one.growth.assumes if ", not with " in text)
    return Finding(
        id=identity("comparison", one.said.id, "base"),
        kind="comparison",
        summary=f"{words.stating(one)}: ambiguous, {supposed}",
        series=words.titled(one.series),
        countries=one.series.pair,
        witnesses=tuple(_of(statement, one)),
        assumptions=(supposed,),
        unit=one.series.unit,
        verdict=AMBIGUOUS,
    )
