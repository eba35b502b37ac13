"""The record of what governments agree: read, resolved, reconciled, followed, published.

Four functions need nothing else; three read a text, one compares names::

    servanda.read("BAKU, April 26, 2021 - Trade turnover grew by 12% to $2.9 billion in 2020.")
    servanda.times("talks were held on Wednesday", published="2021-04-28")
    servanda.quantities("more than 900 companies")
    servanda.same_name("Ceyhun Bayramov", "Джейхуна Байрамова")

A record that is kept is a :class:`servanda.ledger.Ledger`; what is read are the claims of :mod:`servanda.record`.
"""

from __future__ import annotations

import sys
from types import ModuleType
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    import datetime as dt
    from pathlib import Path

    from servanda.problems import Outcome
    from servanda.quantities.find import QuantityMention
    from servanda.record import Claim
    from servanda.resolve.names import NameMatch
    from servanda.times.find import Time

__all__ = ["__version__", "quantities", "read", "same_name", "times"]

__version__: str


def read(
    source: str | Path,
    *,
    published: dt.date | str | None = None,
    language: str | None = None,
    outlet: str | None = None,
) -> Outcome[tuple[Claim, ...]]:
    """Every claim of a source, in order of place, and the problems met.

    A ``str`` is the text itself, a :class:`pathlib.Path` a file in any format that Servanda reads; a letter gives the
    claims of its attachments too. ``published`` (a date or ISO text), ``language`` (ISO 639-1) and ``outlet`` win over
    what the source says. Nothing in the material raises: a file that cannot be opened is a problem and no claims.
    Raises UsageError when ``published`` is no date.
    """
    from servanda import sources
    from servanda.problems import Outcome
    from servanda.read import read_document

    given = sources.Given(published=_day(published), language=language, outlet=outlet)
    opened = (
        sources.open_text(source, given=given) if isinstance(source, str) else sources.open_path(source, given=given)
    )
    outcomes = [read_document(document) for document in opened.result]
    claims = tuple(claim for outcome in outcomes for claim in outcome.result)
    return Outcome(claims, (*opened.problems, *(problem for outcome in outcomes for problem in outcome.problems)))


def times(text: str, published: dt.date | str | None = None, language: str | None = None) -> list[Time]:
    """Every time expression of a text, in order, with span, TIMEX3 type and value, and how it was worked out.

    ``published`` (a date or ISO text) anchors what is relative or has no year; ``language`` is an ISO 639-1 code,
    English when not given. Raises UsageError for a language without a pack or a ``published`` that is no date.
    """
    from servanda.times.find import times as find

    return find(text, published, language)


def quantities(text: str, language: str | None = None) -> list[QuantityMention]:
    """Every quantity of a text, in order: money, percentages, measures, multiples, lengths of time and counts.

    Each has its span, value, unit, qualifier and direction of change; ``language`` is an ISO 639-1 code, English when
    not given. Raises UsageError for a language without a pack.
    """
    from servanda.quantities.find import quantities as find

    return find(text, language)


def same_name(a: str, b: str) -> NameMatch:
    """Whether two names of persons may be one: a score from 0 to 1, the verdict, and the reasons with their weights.

    Names may differ in script, spelling, case, order, initials, titles and middle names; which comes first does not matter.
    """
    from servanda.resolve.names import same_name as compare

    return compare(a, b)


def _day(published: dt.date | str | None) -> dt.date | None:
    import datetime as dt

    if isinstance(published, dt.datetime):
        return published.date()
    if published is None or isinstance(published, dt.date):
        return published
    from servanda.problems import UsageError

    try:
        return dt.date.fromisoformat(published)
    except ValueError:
        raise UsageError(f"published is no date: {published!r}; write it as 2021-04-27") from None


if not TYPE_CHECKING:  # a type checker would take this to mean that every name exists

    def __getattr__(name: str) -> str:
        # Asking for the version reads the installed metadata, which costs more than all the rest of this module.
        if name == "__version__":
            from importlib.metadata import version

            return version("servanda")
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


_DOORS: Final = frozenset({"read", "times", "quantities"})


class _Package(ModuleType):
    """This package, whose three functions share their names with the subpackages that do the work.

    Python binds a subpackage to its name on the package whenever it is imported; here the function stays, so that
    ``servanda.times("…")`` works whatever was imported before. What lies within is imported by its full name:
    ``from servanda.times import resolve``.
    """

    def __setattr__(self, name: str, value: Any) -> None:
        if not (name in _DOORS and isinstance(value, ModuleType)):
            super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Package
