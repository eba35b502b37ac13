"""Meetings as named: the word used, the ordinal, the body and how it is held."""

from __future__ import annotations

from typing import Any, Final, NamedTuple

from servanda.grammar import Builder, Match
from servanda.read.phrases import Lands, Standing

_KINDS: Final = {
    "session": "session",
    "talks": "talks",
    "summit": "summit",
    "visit": "visit",
    "videoconference": "talks",
}


class Meet(NamedTuple):
    """A meeting as named: the word used, ordinal, body, whether it is the next or last one, of co-chairs, format."""

    word: str
    kind: str
    ordinal: int | None
    body: Standing | None
    turn: str | None
    cochairs: bool
    format: str | None
    acronym: str | None = None
    sort: str | None = None
    level: bool = False  # of officials or ministers, beside the session itself


def _meeting(match: Match) -> tuple[str, Any] | None:
    ordinals = [match.get(part) for part in ("ord", "ord2", "ord3") if match.has(part)]
    series = _series(match)
    body: Standing | None = match.get("body") or match.get("body2") or series
    if body is not None and not body.countries and match.has("lands"):
        body = body._replace(countries=match["lands"].codes)  # "the third Ethiopia and Nigeria Joint Commission"
    if body is not None and not body.countries:
        lands = next((v for v in match.values("mid") if isinstance(v, Lands) and len(v.codes) == 2), None)
        body = body if lands is None else body._replace(countries=lands.codes, joint=True)
    word = match.get("head", "session")
    tagged, rule = match.tagged, match.rule
    turn = None
    format_ = "videoconference" if word == "videoconference" else None
    for part in ("pre", "mid", "pre3", "mid3", "pre2"):
        for place in match.places(part):
            value = tagged.values[place]
            turn = rule.args.get("turns", {}).get(value, turn) if isinstance(value, str) else turn
            if value in ("videoconference", "hybrid"):
                format_ = value
    if body is None and match.text("head").lower() in rule.args.get("of_bodies", ()):
        return None  # "the first round of the elections"
    cochairs = match.get("chairs") == "cochairs"
    session = body is not None and not cochairs and (word in ("session", "meeting") or series is not None)
    kind = "co-chairs meeting" if cochairs else "session" if session else _KINDS.get(word, "talks")
    acronym = match.text("acr") if match.has("acr") else None
    sort = match.text("mid") or None
    ordinal = ordinals[0] if ordinals else None
    if ordinal is None and any(match.text(part).lower() in rule.args.get("firsts", ()) for part in ("pre", "mid")):
        ordinal = 1
    level = (word == "level" or match.has("level")) and ordinal is None
    return "MEETING", Meet(word, kind, ordinal, body, turn, cochairs, format_, acronym, sort, level)


def _series(match: Match) -> Standing | None:
    """A numbered series of meetings of two countries that has no body: "the 8th Ghana-Togo Foreign Office Consultations"."""
    if not (match.has("pair") or match.has("office")):
        return None
    head, tagged = match.places("head")[0], match.tagged
    pair = match.get("pair")
    first = match.places("pair")[0] + 1 if pair else match.places("office")[0]
    return Standing("meeting", tagged.quote(first, head), pair.codes if pair else (), bare=False, joint=True)


def _elided(match: Match) -> tuple[str, Any] | None:
    """A session told by its number alone: "the third one", "the sixth will be held", or with a short name: "the 9th JTC"."""
    if match.has("one") and match.text("one").lower() not in match.rule.args["ones"]:
        return None
    acronym = match.text("acr") if match.has("acr") else None
    if acronym is not None and not acronym.isupper():
        return None
    pair = match.get("pair")
    body = Standing(acronym.lower(), acronym, pair.codes, bare=False, joint=True) if acronym and pair else None
    turn = match.rule.args["turns"].get(match.get("turn"))
    ordinal = match.get("ord") or match.get("alone")
    return "MEETING", Meet("elided", "session", ordinal, body, turn, cochairs=False, format=None, acronym=acronym)


BUILDERS: dict[str, Builder] = {"meeting": _meeting, "elided": _elided}
