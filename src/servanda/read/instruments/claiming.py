"""One claim for each paper of which the document tells how far it has come."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from servanda.read.clauses import clause
from servanda.read.discourse import Discourse
from servanda.read.instruments.dating import dated
from servanda.read.instruments.listing import (
    announced,
    announces,
    carries_on,
    counted_together,
    each,
    listed_behind,
    of_list,
    words,
)
from servanda.read.instruments.naming import Paper
from servanda.read.instruments.states import DONE, state_of
from servanda.record import Instrument
from servanda.values import When

_FRESH: Final = 10  # days: a report tells of papers signed just now
_HEADLINES = 3  # claims of a headline
_TOLD = 64  # instruments looked back at for one already told; far more than a report holds


def read(scene: Discourse) -> Iterator[Instrument]:
    """Every instrument of which the document tells how far it has come."""
    if len(scene.pair) < 2:
        return
    made: list[Instrument] = []
    before: tuple[int, str | None] | None = None
    for place in scene.find(("INSTRUMENT",)):
        state = state_of(scene, place)
        if before is not None and counted_together(scene, before[0], place):
            continue
        if state is None and before is not None and carries_on(scene, place):
            state = before[1]
            before = (place, state)
            continue
        if state is None and before is not None and of_list(scene, before[0], place):
            state = before[1]
        state = state or announced(scene, place)
        before = (place, state)
        if state is None:
            continue
        claim = _on_the_day(scene, made, _claim(scene, place, state))
        if claim is None:
            continue
        undated = next((n for n, c in enumerate(made[:_HEADLINES]) if c.date is None and _told([c], claim)), None)
        if undated is not None and claim.date is not None:
            del made[undated]  # the headline said it without its day
        elif _told(made, claim) and not _new_signers(scene, place):
            continue
        headline = next((n for n, other in enumerate(made[:_HEADLINES]) if announces(scene, other, claim)), None)
        if headline is not None:
            del made[headline]
        made.append(claim)
    for claim in made:
        yield from listed_behind(scene, claim) or each(scene, claim)


def _on_the_day(scene: Discourse, made: list[Instrument], claim: Instrument | None) -> Instrument | None:
    """ "On Wednesday they signed a plan. A treaty was signed as well": of the day of the paper told before."""
    if claim is None or claim.status != "signed" or claim.date is not None or scene.published is None:
        return claim
    before = next((c for c in reversed(made[-_TOLD:]) if c.status == "signed" and c.date), None)
    when = When(before.date) if before is not None and before.date is not None else None
    if when is None or when.first is None or not 0 <= (scene.published - when.first).days < _FRESH:
        return claim
    return replace(claim, date=when.value, date_rule="the day of the paper told before")


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
    date, rule = dated(scene, place, state)
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


def _extent(scene: Discourse, place: int) -> tuple[int, int]:
    """The name with the words that tell its state, when they stand beside it."""
    last = place
    _, stop = clause(scene, place)
    for at, verb in scene.verbs(place + 1, min(stop, place + 6)):
        if verb.sense in DONE and verb.form == "past":
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
        if same and words(claim) <= words(other):
            return True
    return False
