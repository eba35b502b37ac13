"""Builders for bodies, offices and persons whose modifiers all stand before their noun; what they are called is made in English."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from servanda.countries import country
from servanda.grammar import Builder, Match
from servanda.language import load
from servanda.read.events import Happening
from servanda.read.final.endings import nominative, stems
from servanda.read.instruments.naming import Paper
from servanda.read.phrases import Lands, Named, Office, Standing, code_of

_PLURAL: Final = 5  # last letters of an office in which its plural stands
_MARKS: Final = frozenset({",", ";"})
_LANDS: Final = frozenset({"COUNTRY", "ADJ", "CAPITAL", "CITY", "PAIR", "BETWEENPAIR", "LANDS"})


def _lands_of(values: Iterable[Any]) -> tuple[str, ...]:
    """Countries that the values of symbols name, in order, each once."""
    codes: list[str] = []
    for value in values:
        if isinstance(value, (Lands, Standing)):
            codes += value.codes if isinstance(value, Lands) else value.countries
        elif isinstance(value, str) and len(value) == 2 and value.isupper():
            codes.append(value)
        elif hasattr(value, "code"):
            codes.append(value.code)
    return tuple(dict.fromkeys(codes))


def english(words: Sequence[Any], joints: Mapping[str, str]) -> str:
    """Words joined as English joins them; ``joints`` are those that stand for signs and small words of the text."""
    out = ""
    for word in words:
        told = joints.get(str(word), str(word))
        out += told if told in _MARKS else f" {told}" if told else ""
    return out.strip(" ,;")


def _body(match: Match) -> tuple[str, Any]:
    """A standing body: its modifiers, "on" what it deals with, and its kind."""
    tagged, args = match.tagged, match.rule.args
    place = next(part[0] for part in (match.places("head"), match.places("head2")) if part)
    kind: str = tagged.values[place]
    qualities: list[str] = []
    topics: list[str] = []
    codes = _lands_of(tagged.values[p] for p in match.places("pre"))
    for at in match.places("pre"):
        value = tagged.values[at]
        if isinstance(value, str) and value in args["qualities"]:
            qualities.append(value)
        elif isinstance(value, str) and not (len(value) == 2 and value.isupper()):
            topics.append(args["links"].get(value, value if value[:1].isupper() else ""))
    heading = english([*qualities, kind.title()], {})
    name = (
        f"{heading} {args['on']} {english(topics, {})}" if topics and any(t[:1].isupper() for t in topics) else heading
    )
    joint = len(codes) > 1 or any(quality in args["joint"] for quality in qualities)
    bare = not qualities and name == heading
    return "BODY", Standing(kind, kind if bare else name, codes, bare, joint)


def _office(match: Match) -> tuple[str, Any]:
    """An office in English: what it is of stands before it ("Energetika Nazirliyinin sədri": Chairman of the Ministry of Energy)."""
    tagged, args = match.tagged, match.rule.args
    role: str = match["role"]
    if match.has("deputy"):
        role = f"{match['deputy']} {role}"
    area = match.places("area")
    values = [tagged.values[p] for p in area]
    what = _area(match, area)
    if what:
        role = f"{role} {args['of']} {what}"
    post = match.get("post")
    if post is not None:
        role = f"{role} {args['to']} {country(code_of(post)).name}"
    told = match.get("land")
    inner = [value for value in values if isinstance(value, Lands) and value.how == "side"]
    codes = _lands_of([told]) or _lands_of(inner) or _lands_of(v for v in values if not isinstance(v, Lands))
    chairs = match["role"] in args.get("chairs", ()) and any(
        isinstance(v, Standing) and (v.joint or v.bare) for v in values
    )
    of = codes[0] if len(codes) == 1 else None
    role_word = tagged.quote(match.places("role")[-1], match.places("role")[-1]).lower()
    shared = codes if any(ending in role_word[-_PLURAL:] for ending in args["plural"]) else None
    return "OFFICE", Office(role, of, chairs, None, match.text(), shared)


def _area(match: Match, places: Iterable[int]) -> str:
    """What an office is of, as English has it; organisations take an article."""
    tagged, args = match.tagged, match.rule.args
    words: list[str] = []
    for place in places:
        value = tagged.values[place]
        if isinstance(value, Standing):
            words.append(value.name)
        elif isinstance(value, Lands) or (isinstance(value, str) and len(value) == 2 and value.isupper()):
            continue
        elif value is None:
            printed = tagged.quote(place, place)
            words += [printed] if printed[:1].isupper() else []
        else:
            words.append(args["links"].get(value, getattr(value, "name", value)))
    if not words:
        return ""
    head = words[-1]
    if head in args["institutions"]:
        topics = english(words[:-1], {})
        return f"{args['the']} {head} {args['of']} {topics}" if topics else f"{args['the']} {head}"
    organised = head in args["organisations"] or any(isinstance(tagged.values[p], Standing) for p in places)
    told = english(words, {})
    told = told.removesuffix(f" {args['and']}")
    return f"{args['the']} {told}" if organised else told


def _event(match: Match) -> tuple[str, Any] | None:
    tagged = match.tagged
    places = [*match.places("pre"), *match.places("pre2")]
    alone = match["head"] in match.rule.args["alone"]
    named = any(tagged.text[tagged.starts[p]].isupper() or isinstance(tagged.values[p], Lands) for p in places)
    ordinal = match.get("ord0") or match.get("ord")
    if not (named or ordinal or places or alone):
        return None
    first = places[0] if places else match.places("head")[0]
    name = " ".join(tagged.quote(first, match.last).split())
    codes = _lands_of(tagged.values[p] for p in places)
    return "EVENT", Happening(name, ordinal, match["head"], None, not (named or ordinal), codes)


def _instrument(match: Match) -> tuple[str, Any] | None:
    tagged = match.tagged
    head = match.places("head")[0]
    count = match.get("count")
    title_places = match.places("title")
    pre = [*title_places, *match.places("pre")]
    while pre and match.tagged.values[pre[0]] in match.rule.args["joints"]:
        del pre[0]
    first = pre[0] if pre else head
    title = " ".join(re.sub(r"[“”„«»\"]", "", tagged.quote(first, head)).split())
    printed = tagged.quote(head, head).lower()
    plural = any(printed.endswith(ending) or f"{ending}i" in printed for ending in match.rule.args["plural"])
    number = int(count.quantity.value) if count is not None and count.quantity.value is not None else None
    codes = _lands_of(tagged.values[p] for p in pre)
    telling = bool(pre) or match.has("ord") or number is not None
    bound = count.quantity.qualifier if count is not None else "="
    return "INSTRUMENT", Paper(
        match["head"],
        title,
        number,
        match.get("ord"),
        match.has("draft"),
        telling,
        plural,
        countries=codes,
        bound=bound,
    )


def _own_words(printed: str, tables: Mapping[str, Any]) -> str:
    """A run of capitals without what follows the surname: "Mammad Musayev Council" is Mammad Musayev."""
    words = printed.split(" ")
    surnames = tuple(tables["surnames"])
    for at, word in enumerate(words[1:], 1):
        if at < len(words) - 1 and any(stem.endswith(surnames) for stem in stems(word.lower(), tables)):
            return " ".join(words[: at + 1])
    return printed


def _person(match: Match) -> tuple[str, Any] | None:
    tagged, args = match.tagged, match.rule.args
    places = match.places("name")
    first = tagged.starts[places[0]]
    printed = tagged.text[first : tagged.ends[places[-1]]]
    tables = load(args["names"]).settings["names"]
    name = nominative(tagged.text, _own_words(printed, tables), tables)
    offices = [o for part in ("office", "second") for o in match.values(part) if isinstance(o, Office)]
    lands = _lands_of([match.get("of")]) if match.has("of") else ()
    of = next((o.of for o in offices if o.of), None) or (lands[0] if lands else None)
    role = ", ".join(o.role for o in offices) or None
    counterpart = role is None and match.has("counter")
    chairs = any(o.chairs for o in offices)
    shared = next((o.shared for o in offices if o.shared is not None), None)
    of = shared[0] if shared else of
    return "PERSON", Named(" ".join(name.split()), role, of, first, first + len(name), counterpart, chairs, shared)


BUILDERS: Final[dict[str, Builder]] = {
    "final.body": _body,
    "final.office": _office,
    "final.person": _person,
    "final.event": _event,
    "final.instrument": _instrument,
}
