"""Periods of figures, and the dates with which figures are compared ("geçen yılın aynı dönemine göre")."""

from __future__ import annotations

from servanda.read.discourse import Discourse
from servanda.read.figures.periods import Told
from servanda.times import Anchor, resolve
from servanda.times.expressions import Expression, Fixed, SamePeriod
from servanda.values import When

__all__ = ["Told", "bases", "period_at"]


def bases(scene: Discourse, first: int, last: int) -> frozenset[int]:
    """Dates between two symbols that only tell with what something is compared."""
    found = []
    for place in scene.find(("DATE", "DURATION"), first, last):
        at = place + 1
        while scene.is_a(at, "DAT", "GEN", "INS", "w", "PERIODWORD"):
            at += 1
        if scene.is_a(at, "ACCORDING") or isinstance(scene.values[place], SamePeriod):
            found.append(place)
    return frozenset(found)


def period_at(scene: Discourse, place: int, *, ahead: bool, reference: str | None) -> Told | None:
    """The period at a symbol in the form of the codebook, None when it does not follow."""
    value = scene.values[place]
    if not isinstance(value, Expression):
        return None
    when: When | None = None
    if reference and not isinstance(value, Fixed):
        when = resolve(value, Anchor(scene.published, scene.year, When(reference), "future" if ahead else "past")).when
    if when is None:
        when = scene.work_out(value, "future" if ahead else "past").when
    if when is None:
        return None
    text, rule = when.value, when.rule
    if text.startswith("../"):
        return Told(text[3:], rule)
    if text.endswith("/.."):
        return _since(scene, text[:-3], rule)
    if when.relation == "as of":
        return Told(text, f"as of; {rule}" if rule else "as of")
    return Told(text, rule)


def _since(scene: Discourse, begin: str, rule: str | None) -> Told | None:
    published = scene.published
    if published is None:
        return None
    end = f"{published:%Y}" if len(begin) == 4 else f"{published:%Y-%m}"
    if begin[:7] > end:
        return None
    return Told(f"{begin}/{end}" if begin != end else begin, rule)
