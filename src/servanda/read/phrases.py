"""Builders for the phrases that every reader leans on: pairs of countries, standing bodies, offices, persons."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from servanda.countries import country
from servanda.grammar import Builder, Match, Rule
from servanda.read.english import glossary, spelling
from servanda.read.gazetteer import Place


class Lands(NamedTuple):
    """Countries named in one breath, and how: as a pair of adjectives, "between", a list, or a side."""

    codes: tuple[str, ...]
    how: str


class Standing(NamedTuple):
    """A standing body as named: kind, name without its countries, the countries, and whether the name is bare."""

    kind: str
    name: str
    countries: tuple[str, ...]
    bare: bool
    joint: bool


class Office(NamedTuple):
    """An office as printed, the country it belongs to, when told, and whether it is the chair of a body."""

    role: str
    of: str | None
    chairs: bool = False
    post: str | None = None  # the place where an envoy sits, or to which a visitor goes, as printed
    printed: str = ""  # the words of an office that is told in English
    shared: tuple[str, ...] | None = None  # of an office in the plural: the countries told with it, in order


class Named(NamedTuple):
    """A person as named with office and country; ``first`` to ``last`` are the characters of the name itself."""

    name: str
    role: str | None
    of: str | None
    first: int
    last: int
    counterpart: bool = False
    chairs: bool = False
    shared: tuple[str, ...] | None = None  # of an office in the plural: the countries told with it, in order


def code_of(value: Any) -> str:
    """The alpha-2 code of the value of a COUNTRY, ADJ, CAPITAL or CITY symbol."""
    return value if isinstance(value, str) else value[0]


def countries_in(values: Iterable[Any]) -> tuple[str, ...]:
    """Countries among the values of symbols, in order, each once."""
    codes: list[str] = []
    for value in values:
        if isinstance(value, Lands):
            codes += value.codes
        elif isinstance(value, str) and len(value) == 2 and value.isupper():
            codes.append(value)
        elif isinstance(value, Standing):
            codes += value.countries
    return tuple(dict.fromkeys(codes))


def _pair(match: Match) -> tuple[str, Any] | None:
    codes = (code_of(match["a"]), code_of(match["b"]))
    return ("PAIR", Lands(codes, "pair")) if codes[0] != codes[1] else None


def _between(match: Match) -> tuple[str, Any] | None:
    codes = (code_of(match["a"]), code_of(match["b"]))
    return ("BETWEENPAIR", Lands(codes, "between")) if codes[0] != codes[1] else None


def _lands(match: Match) -> tuple[str, Any] | None:
    chars = match.tagged.tags
    countries = {chars[p] for part in ("a", "c") for p in match.places(part)}
    named = [p for p in range(match.first, match.last + 1) if chars[p] in countries or p in match.places("b")]
    codes = [code_of(match.tagged.values[place]) for place in named]
    return ("LANDS", Lands(tuple(dict.fromkeys(codes)), "list")) if len(set(codes)) > 1 else None


def _side(match: Match) -> tuple[str, Any]:
    return "LANDS", Lands((code_of(match["a"]),), "side")


def _body(match: Match) -> tuple[str, Any] | None:
    pre = list(match.places("pre"))
    tagged = match.tagged
    codes: list[str] = []
    keep = pre[0] if pre else match.places("head")[0]
    for place in pre:
        value = tagged.values[place]
        if isinstance(value, Lands):
            codes += value.codes
            keep = place + 1
        elif isinstance(value, str) and len(value) == 2 and value.isupper():
            codes.append(value)
            keep = place + 1
    for part in ("of", "btw"):
        value = match.get(part)
        if value is not None:
            codes += value.codes if isinstance(value, Lands) else (code_of(value),)
    head = match.places("head")[0]
    tail = match.places("tail")
    keep = min(keep, head)
    name = tagged.quote(keep, tail[-1] if tail else head)
    words = match.rule.args.get("joint", ())
    joint = len(set(codes)) > 1 or any(tagged.values[place] in words for place in pre)
    bare = keep == head and not tail and name.split(None, 1)[0].lower() not in words
    return "BODY", Standing(tagged.values[head], name, tuple(dict.fromkeys(codes)), bare, joint)


def _office(match: Match) -> tuple[str, Any] | None:
    tagged, args = match.tagged, match.rule.args
    last = match.places("role")[0]
    word = tagged.values[last]
    if word in args.get("hours", ()) and match.text("role") not in args["short"]:
        return None  # "5 pm" is no Prime Minister
    sort, area, body = match.places("sort"), match.places("area"), match.places("body")
    first = sort[0] if sort else last
    if area or body:
        first, last = min(first, (body or area)[0]), max(last, (body or area)[-1])
    role, post = tagged.quote(first, last), match.places("post")
    if post and post[0] > last:
        role += " " + tagged.quote(post[0] - 1, post[0])
    of = _told_country(match) or _inner_country(match, area)
    words = " ".join(role.split())
    role = in_english(words, match.rule)
    return "OFFICE", Office(
        role, of, word in args.get("chairs", ()), match.text("post") or None, "" if role == words else words
    )


def in_english(words: str, rule: Rule) -> str:
    """A title in English by the glossary that a rule names, as it is when the rule names none or the glossary lacks a word."""
    known = glossary(rule.args["glossary"]) if "glossary" in rule.args else None
    return (known and known.phrase(words)) or words


def _told_country(match: Match) -> str | None:
    """The country told beside an office: "the Georgian minister", "the minister from Georgia"."""
    for part in ("land", "of", "of_name", "side"):
        value = match.get(part)
        if value is not None:
            return value.codes[0] if isinstance(value, Lands) else code_of(value)
    return None


def _inner_country(match: Match, area: range) -> str | None:
    """The country told within what an office is of: "at Poland's Ministry of Economy", "of the State Council of China"."""
    for place in area:
        value = match.tagged.values[place]
        if isinstance(value, str) and len(value) == 2 and value.isupper():
            return value
    body: Standing | None = match.get("body")
    return body.countries[0] if body is not None and len(body.countries) == 1 else None


def _person(match: Match) -> tuple[str, Any] | None:
    tagged = match.tagged
    places = match.places("name")
    first, last = tagged.starts[places[0]], tagged.ends[places[-1]]
    name = " ".join(tagged.text[first:last].split())
    if len(name.split()) < match.rule.args.get("words", 1):
        return None
    if "spelling" in match.rule.args:
        beside = next((o.printed for o in match.values("office") if isinstance(o, Office)), "")
        name = spelling(match.rule.args["spelling"]).name(name, beside)
    role, of = _roles(match)
    if match.has("rank") and match.text("rank").lower() not in match.rule.args["ranks"]:
        role, of = (
            f"{role} {match['rank'].role}",
            of or match["rank"].of,
        )  # "Deputy" and "State Secretary" are one office
    if match.has("roles"):
        lands = match.get("lands")
        codes = lands.codes if isinstance(lands, Lands) else (code_of(lands),) if lands else ()
        codes = codes or tuple(code_of(match[part]) for part in ("one", "two") if match.has(part))
        return "PERSON", Named(name, match["roles"], codes[0] if codes else None, first, last, shared=codes)
    chairs = any(o.chairs for part in ("office", "second") for o in match.values(part) if isinstance(o, Office))
    return "PERSON", Named(name, role, of, first, last, role is None and match.has("counter"), chairs)


def _roles(match: Match) -> tuple[str | None, str | None]:
    """The offices joined, and the first country that any of them or the words around tell."""
    office: Office | None = match.get("office")
    second: Office | None = match.get("second")
    named = [o for o in (office, second, match.get("after")) if o is not None]
    lands = [code_of(match[part]) for part in ("of", "land") if match.has(part)]
    of = next((o.of for o in named if o.of), None) or (lands[0] if lands else None)
    return ", ".join(o.role for o in named) or None, of


def _capital(match: Match) -> tuple[str, Any] | None:
    """The capital of a country named as such: "the Georgian capital"."""
    capitals = country(code := code_of(match["a"])).capitals
    return ("CAPITAL", Place(code, capitals[0])) if capitals else None


BUILDERS: dict[str, Builder] = {
    "capital": _capital,
    "pair": _pair,
    "between": _between,
    "lands": _lands,
    "side": _side,
    "body": _body,
    "office": _office,
    "person": _person,
}
