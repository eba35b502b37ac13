"""The states of the world and who else acts in reports: names, adjectives, peoples, capitals, cities and money.

Everything comes from ``data/states/*.yml``; what is asked for is read once and kept. Codes are ISO 3166 alpha-2 (with
XK), ISO 4217, or an organisation's short form. A language with no file of its own gets the plain names of CLDR.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal

import yaml

from servanda.inflection import expanded, of_language
from servanda.problems import UsageError

FormKind = Literal["name", "adjective", "people", "capital", "combining", "organisation", "region", "city"]
CurrencyFormKind = Literal["symbol", "code", "name"]

_STATES = Path(__file__).parent / "data" / "states"
#: The keys of a language's file that hold forms, with the kind each gives; of a text with two kinds the first stands.
_KINDS: tuple[tuple[str, FormKind], ...] = (
    ("names", "name"),
    ("official", "name"),
    ("adjective", "adjective"),
    ("capital", "capital"),
    ("people", "people"),
    ("combining", "combining"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Country:
    """A state or territory with an ISO 3166 code, in English; ``currency`` is ISO 4217, None where there is none."""

    alpha2: str
    alpha3: str
    name: str
    names: tuple[str, ...]
    official: tuple[str, ...] = ()
    adjectives: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    capitals: tuple[str, ...] = ()
    combining: tuple[str, ...] = ()
    currency: str | None = None


@dataclass(frozen=True, slots=True)
class Form:
    """One way to write a state, a body of states, a region or a city.

    ``code`` is the state's alpha-2 (of a city or region: the state it lies in) or the organisation's short form;
    ``name`` is the one to show, in English. ``case`` forms count only as spelled or in full capitals ("turkey" is a bird);
    ``person`` forms may be a person's name; ``others`` are codes that the same text may also mean ("Congo").
    """

    text: str
    code: str
    kind: FormKind
    case: bool
    name: str
    person: bool = False
    others: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CurrencyForm:
    """One way to write a currency.

    ``ambiguous`` forms are shared: ``code`` is then the usual reading, None when there is none, ``others`` the rest.
    ``case`` forms count only as spelled; ``ordinary`` ones are everyday words too ("won", "TOP"): believe them only
    beside a number.
    """

    text: str
    code: str | None
    kind: CurrencyFormKind
    ambiguous: bool = False
    case: bool = False
    others: tuple[str, ...] = ()
    ordinary: bool = False


@dataclass(frozen=True, slots=True)
class Currency:
    """An ISO 4217 currency: the symbols that mean it alone, its English names, and the states that use it."""

    code: str
    symbols: tuple[str, ...]
    names: tuple[str, ...]
    countries: tuple[str, ...]


@cache
def countries() -> Mapping[str, Country]:
    """Every state and territory by alpha-2, in order of code."""
    return MappingProxyType({code: _country(code, entry) for code, entry in _read("en").items()})


def country(code: str) -> Country:
    """The state with this alpha-2 or alpha-3 code, in any case.

    Raises UsageError when there is no such state.
    """
    wanted = code.upper()
    found = countries().get(wanted) or next((c for c in countries().values() if c.alpha3 == wanted), None)
    if found is None:
        raise UsageError(f"no state has the code {code!r}")
    return found


@cache
def forms(language: str = "en") -> tuple[Form, ...]:
    """Every form to look for in a text of ``language``: each text once, in order of text.

    Raises UsageError when nothing is known in that language.
    """
    found: dict[str, Form] = {}
    shared: list[tuple[str, str]] = []
    for form in _all_forms(language, shared):
        found.setdefault(form.text, form)
    for text, code in shared:
        form = found[text]
        if code != form.code and code not in form.others:
            found[text] = replace(form, others=(*form.others, code))
    for form in [form for form in found.values() if "'" in form.text]:
        curly = form.text.replace("'", "’")
        found.setdefault(curly, replace(form, text=curly))
    return tuple(found[text] for text in sorted(found))


@cache
def lookalikes(language: str = "en") -> tuple[str, ...]:
    """Longer names that hold a form but do not speak of the state ("Indian Ocean"): what they cover is no form."""
    listed = _read("lookalikes").get(language, ())
    return tuple(text for form in listed for text in expanded(form, of_language(language).forms))


def resolve(text: str, language: str = "en", *, among: Collection[str] = ()) -> str | None:
    """The alpha-2 that a name, adjective, people, capital, city or region stands for; None when it is none of a state.

    A form that several states share gives its usual reading, or the one of ``among`` (the states a document speaks of):

    >>> resolve("the Russian Federation"), resolve("Turkey"), resolve("turkey")
    ('RU', 'TR', None)
    >>> resolve("Korea"), resolve("Korea", among={"KP", "RU"})
    ('KR', 'KP')
    """
    form = _lookup(" ".join(text.split()), language)
    if form is None or form.kind == "organisation":
        return None
    if among and form.code not in among:
        return next((code for code in form.others if code in among), form.code)
    return form.code


@cache
def currencies() -> Mapping[str, Currency]:
    """Every active currency by its ISO 4217 code."""
    users: dict[str, list[str]] = {}
    for state in countries().values():
        if state.currency:
            users.setdefault(state.currency, []).append(state.alpha2)
    return MappingProxyType(
        {
            code: Currency(
                code=code,
                symbols=tuple(entry.get("symbols", ())),
                names=tuple(entry.get("names", {}).get("en", ())),
                countries=tuple(users.get(code, ())),
            )
            for code, entry in _read("currencies")["codes"].items()
        }
    )


@cache
def currency_forms(language: str = "en") -> tuple[CurrencyForm, ...]:
    """Every form of a currency to look for in a text of ``language``: each text once, in order of text."""
    data, own = _read("currencies"), _own_places(language).get("money", {})
    found: dict[str, CurrencyForm] = {}
    for text, codes in data["ambiguous"]["symbols"].items():
        found[text] = _shared_money(text, codes, "symbol")
    for text, codes in data["ambiguous"].get(language, {}).items():
        found[text] = _shared_money(text, codes, "name")
    for code, entry in data["codes"].items():
        found.setdefault(code, CurrencyForm(code, code, "code", case=True))
        for symbol in entry.get("symbols", ()):
            found.setdefault(symbol, CurrencyForm(symbol, code, "symbol", case=True))
        for written in own.get(code) or entry.get("names", {}).get(language, ()) or _cldr_money(language, code):
            for name in expanded(written, of_language(language).forms):
                found.setdefault(name, CurrencyForm(name, code, "name", case=name.isupper()))
    for text in (*data["ordinary"].get(language, ()), *data["ordinary"]["codes"]):
        found[text] = replace(found[text], ordinary=True)
    return tuple(found[text] for text in sorted(found))


def _country(code: str, entry: Mapping[str, list[str]]) -> Country:
    alpha3, *money = _read("codes")[code]
    return Country(
        alpha2=code,
        alpha3=alpha3,
        name=entry["names"][0],
        names=tuple(entry["names"]),
        official=tuple(entry.get("official", ())),
        adjectives=tuple(entry.get("adjective", ())),
        people=tuple(entry.get("people", ())),
        capitals=tuple(entry.get("capital", ())),
        combining=tuple(entry.get("combining", ())),
        currency=money[0] if money else None,
    )


def _all_forms(language: str, shared: list[tuple[str, str]]) -> Iterator[Form]:
    """Forms in order of weight: states, then bodies, regions and cities; what is shared is noted in ``shared``."""
    states, english = _state_entries(language), _state_entries("en")
    for key, kind in _KINDS:
        for code, entry in states.items():
            shown = english[code].get("capital" if kind == "capital" else "names", english[code]["names"])[0]
            for text in entry.get(key, ()):
                yield from _written(Form(text, code, kind, False, shown), language, entry)
    shared += [(text, code) for code, entry in states.items() for text in entry.get("shared", ())]
    actors, cities = _named_places(language)
    for code, names in actors["organisations"].items():
        for text in names.get(language, ()):
            yield from _written(Form(text, code, "organisation", False, names["en"][0]), language, {})
    yield from _places(actors, actors["regions"], "region", language)
    yield from _places(cities, cities, "city", language)
    others = cities["shared"].get(language, {})
    shared += [(text, code) for code, texts in others.items() for text in texts]


def _named_places(language: str) -> tuple[Mapping[str, Any], Mapping[str, Any]]:
    """Organisations and regions, and cities: with what a language's own file beside the states adds (`<code>-places.yml`)."""
    actors, cities, own = _read("actors"), _read("cities"), _own_places(language)
    if not own:
        return actors, cities
    named = {
        code: {**names, language: own["organisations"].get(code, ())} for code, names in actors["organisations"].items()
    }
    flags = {flag: {language: own.get(flag, ())} for flag in ("case", "person")}
    regions = {language: own["regions"]}
    return (
        {"organisations": named, "regions": regions, **flags},
        {language: own["cities"], "shared": {language: own.get("shared", {})}, **flags},
    )


def _own_places(language: str) -> Mapping[str, Any]:
    """What a language's own file adds: organisations, regions, cities, money; nothing when there is no such file."""
    return _read(f"{language}-places") if (_STATES / f"{language}-places.yml").exists() else {}


def _places(
    flags: Mapping[str, Any], places: Mapping[str, Any], kind: Literal["region", "city"], language: str
) -> Iterator[Form]:
    """Regions or cities; in English the name that is shown is a form itself."""
    marks = {flag: flags[flag].get(language, ()) for flag in ("case", "person")}
    for code, named in places.get(language, {}).items():
        for name, other in named.items():
            for text in (name, *other) if language == "en" else other:
                yield from _written(Form(text, code, kind, False, name), language, marks)


def _written(form: Form, language: str, flags: Mapping[str, Any]) -> Iterator[Form]:
    """A form in all its cases, when it is marked to be inflected; ``flags`` list those that mind case or may be a person."""
    case, person = form.text in flags.get("case", ()), form.text in flags.get("person", ())
    for text in expanded(form.text, of_language(language).forms):
        yield replace(form, text=text, case=case or text.isupper(), person=person)


def _state_entries(language: str) -> Mapping[str, Mapping[str, list[str]]]:
    if (_STATES / f"{language}.yml").exists() and len(language) == 2:
        entries: Mapping[str, Mapping[str, list[str]]] = _read(language)
        return entries
    names = _cldr_territories(language)
    return {code: {"names": [names[code]]} for code in countries() if code in names}


@cache
def _index(language: str) -> tuple[dict[str, Form], dict[str, Form]]:
    """Forms by exact text, then by folded text (of `case` forms: by the text in full capitals)."""
    exact = {form.text: form for form in forms(language)}
    loose: dict[str, Form] = {}
    for form in exact.values():
        loose.setdefault(form.text.upper() if form.case else form.text.casefold(), form)
    return exact, loose


def _lookup(text: str, language: str) -> Form | None:
    exact, loose = _index(language)
    first, _, rest = text.partition(" ")
    bare = rest if first.casefold() in _read("articles").get(language, ()) else ""
    for attempt in filter(None, (text, bare)):
        found = exact.get(attempt) or loose.get(attempt) or loose.get(attempt.casefold())
        if found is not None:
            return found
    return None


def _shared_money(text: str, codes: list[str], kind: CurrencyFormKind) -> CurrencyForm:
    default, *others = codes
    return CurrencyForm(text, None if default == "~" else default, kind, True, kind == "symbol", tuple(others))


@cache
def _read(name: str) -> Any:
    """A file of ``data/states``, every scalar a string (so that the code NO stays a word)."""
    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    return yaml.load((_STATES / f"{name}.yml").read_bytes(), loader)  # noqa: S506 - a BaseLoader makes only strings


@cache
def _cldr(language: str) -> Any:
    from babel import Locale, UnknownLocaleError

    try:
        return Locale.parse(language)
    except (UnknownLocaleError, ValueError):
        raise UsageError(f"no names of states are known in the language {language!r}") from None


def _cldr_territories(language: str) -> Mapping[str, str]:
    names: Mapping[str, str] = _cldr(language).territories
    return names


def _cldr_money(language: str, code: str) -> tuple[str, ...]:
    """CLDR's names of a currency in a language that our file lacks, in every plural form."""
    if language == "en":
        return ()
    locale = _cldr(language)
    from babel.numbers import get_currency_name

    counts = (None, 1, 2, 5)
    names = [get_currency_name(code, count=count, locale=locale) for count in counts]
    return tuple(dict.fromkeys(name for name in names if name != code))
