"""What every language shares: the signs of units and all ways to write money, as entries of a lexicon."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Final

import yaml

from servanda.countries import CurrencyForm, currencies, currency_forms
from servanda.grammar import Entry
from servanda.language import DEFAULT, entry, load

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of measure: its name in English, its sign and what it measures."""

    name: str
    sign: str
    dimension: str


@cache
def _content() -> Mapping[str, Any]:
    raw = files("servanda").joinpath("data", "units.yml").read_bytes()
    return yaml.load(raw, Loader=_LOADER)  # type: ignore[no-any-return]  # noqa: S506 - CSafeLoader is the safe loader


@cache
def units() -> Mapping[str, Unit]:
    """Every unit of measure by name."""
    return {
        name: Unit(name, signs[0].strip("()").removesuffix("!!"), dimension)
        for dimension, listed in _content()["units"].items()
        for name, signs in listed.items()
    }


@cache
def durations() -> Mapping[str, str]:
    """The name of each unit of time by its letters in a duration."""
    return _content()["durations"]  # type: ignore[no-any-return]


@cache
def _shared(language: str) -> tuple[CurrencyForm, ...]:
    """Names of money that several states give to their own, the longest first."""
    named = (form for form in currency_forms(language) if form.kind == "name" or form.text.rstrip(".").isalpha())
    return tuple(sorted(named, key=lambda form: -len(form.text)))


def money_of(printed: str, states: Collection[str], language: str) -> str | None:
    """The currency that a shared name ("rupees", "CFA francs") means in a text on some states: the only one of theirs."""
    words = printed.lower()
    form = next(
        (f for f in _shared(language) if words.endswith(f.text.lower()) or words.startswith(f.text.lower())), None
    )
    if form is None or not form.ambiguous:
        return None
    known = currencies()
    codes = ([form.code] if form.code else []) + list(form.others)
    theirs = [code for code in codes if code in known and set(known[code].countries) & set(states)]
    return theirs[0] if len(theirs) == 1 else None


_MONEY_TAGS: Final = {"symbol": "CURSIGN", "code": "CURCODE", "name": "CURRENCY"}


def gazetteer(language: str = "en") -> Iterator[Entry]:
    """Entries for the signs of units (tag UOM) and for all money (CURSIGN, CURCODE, CURRENCY).

    Currencies that the language's pack uses as another word ("ALL", "TOP") are left out, and signs of units that are words of another
    language than English.
    """
    known = {form.form.lower() for form in load(language).entries}
    listed = (*_content()["units"].values(), _content()["multiples"])
    for group in listed:
        for name, signs in group.items():
            for sign in signs:
                taken = language != DEFAULT and sign.rstrip("!").lower() in known
                if not (sign.startswith("(") or taken):
                    yield entry(sign, "UOM", name)
    for form in currency_forms(language):
        if not (form.ordinary and form.text.lower() in known):
            yield _money(form)


def _money(form: CurrencyForm) -> Entry:
    case = "exact" if form.case or form.kind != "name" else "any"
    return Entry(form.text, _MONEY_TAGS[form.kind], form.code or form.text.lower(), case)
