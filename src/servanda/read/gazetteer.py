"""Countries, capitals, cities, and organisations as entries of the lexicon, for any pair of countries."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple

from servanda.countries import Form, forms, lookalikes
from servanda.grammar import Entry


class Place(NamedTuple):
    """A capital, city or region: the country it lies in and its English name."""

    code: str
    name: str


_TAGS: Final = {
    "name": "COUNTRY",
    "adjective": "ADJ",
    "people": "ADJ",
    "capital": "CAPITAL",
    "city": "CITY",
    "region": "CITY",
    "combining": "COMBINING",
    "organisation": "ORG",
}
_PLACES: Final = frozenset({"CAPITAL", "CITY"})


def gazetteer(language: str) -> Iterator[Entry]:
    """Every surface form of every country, place and organisation in a language, and what only looks like one."""
    for form in forms(language):
        yield _entry(form)
    for text in lookalikes(language):
        yield Entry(text, "LOOKALIKE", None, "title")


def _entry(form: Form) -> Entry:
    tag = _TAGS[form.kind]
    value = Place(form.code, form.name) if tag in _PLACES else form.code
    if form.text[0].islower():
        return Entry(form.text, tag, value)
    # Names of places are written with a capital ("nice" and "reading" are no cities), most names of states too.
    # An adjective that its language writes small is listed so.
    case = "exact" if form.case and form.text.isupper() else "any" if form.text[:1].islower() else "title"
    return Entry(form.text, tag, value, case)
