"""Sessions, talks and visits: one claim a meeting, gathered from all its mentions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple

from servanda.grammar import Builder, Match
from servanda.read.clauses import date_near, place_near, status, verbs
from servanda.read.discourse import Discourse
from servanda.read.phrases import Named, Standing
from servanda.record import Meeting

_KINDS: Final = {"session": "session", "talks": "talks", "summit": "summit", "visit": "visit", "videoconference": "talks"}


class Meet(NamedTuple):
    """A meeting as named: the word used, ordinal, body, whether it is the next or last one, of co-chairs, format."""

    word: str
    kind: str
    ordinal: int | None
    body: Standing | None
    turn: str | None
    cochairs: bool
    format: str | None


def _meeting(match: Match) -> tuple[str, Any] | None:
    ordinals = [match.get(part) for part in ("ord", "ord2", "ord3") if match.has(part)]
    body: Standing | None = match.get("body") or match.get("body2")
    word = match["head"]
    tagged, rule = match.tagged, match.rule
    turn = None
    format_ = "videoconference" if word == "videoconference" else None
    for part in ("pre", "mid", "mid3", "pre2"):
        for place in match.places(part):
            value = tagged.values[place]
            turn = rule.args.get("turns", {}).get(value, turn) if isinstance(value, str) else turn
            if value in ("videoconference", "hybrid"):
                format_ = value
    cochairs = match.get("chairs") == "cochairs"
    session = body is not None and not cochairs and word in ("session", "meeting")
    kind = "co-chairs meeting" if cochairs else "session" if session else _KINDS.get(word, "talks")
    return "MEETING", Meet(word, kind, ordinals[0] if ordinals else None, body, turn, cochairs, format_)


BUILDERS: dict[str, Builder] = {"meeting": _meeting}


@dataclass(slots=True)
class _Mention:
    first: int  # symbol
    last: int
    meet: Meet
    status: str | None
    date: int | None
    place: str | None
    people: list[Named] = field(default_factory=list)
    chairs: list[Named] = field(default_factory=list)

    @property
    def weight(self) -> int:
        meet = self.meet
        return (
            3 * (meet.ordinal is not None)
            + 3 * (meet.body is not None and not meet.body.bare)
            + 2 * (self.date is not None)
            + 2 * (self.place is not None)
            + len(self.people)
            + (self.status is not None)
        )


def read(scene: Discourse) -> Iterator[Meeting]:
    """Every meeting between the sides that the document tells of."""
    if len(scene.pair) < 2:
        return
    for group in _groups(scene, _mentions(scene)):
        claim = _claim(scene, group)
        if claim is not None:
            yield claim


def _mentions(scene: Discourse) -> list[_Mention]:
    found = [_mention(scene, place) for place in scene.find(("MEETING",))]
    for place, verb in verbs(scene, 0, len(scene.tags)):
        if verb.sense == "meet" and verb.form == "past":
            people = _persons(scene, place)
            if len({p.of for p in people if p.of}) > 1:
                meet = Meet("meeting", "talks", None, None, None, cochairs=False, format=None)
                found.append(
                    _Mention(place, place, meet, "held", date_near(scene, place, place), place_near(scene, place, place), people)
                )
    return sorted(found, key=lambda m: m.first)


def _mention(scene: Discourse, place: int) -> _Mention:
    meet: Meet = scene.values[place]
    mention = _Mention(
        place,
        place,
        meet,
        status(scene, place, place, upcoming=meet.turn == "next"),
        date_near(scene, place, place),
        place_near(scene, place, place),
    )
    sentence = scene.sentence_at(place)
    mention.people = _persons(scene, place)
    if any(verb.sense == "chair" for _, verb in verbs(scene, sentence.first, sentence.last)):
        mention.chairs = [p for p in mention.people if p.role]
    return mention


def _persons(scene: Discourse, place: int) -> list[Named]:
    sentence = scene.sentence_at(place)
    found: dict[str, Named] = {}
    for symbol in scene.find(("PERSON", "N"), sentence.first, sentence.last):
        named = scene.person_at(symbol)
        if named is not None:
            found.setdefault(named.name, named)
    return list(found.values())


def _bilateral(scene: Discourse, mention: _Mention) -> bool:
    body = mention.meet.body
    if body is not None and (body.joint or len(body.countries) > 1):
        return True
    if body is not None and body.bare:
        return False
    if len({p.of for p in mention.people if p.of}) > 1:
        return True
    sentence = scene.sentence_at(mention.first)
    return any(len(scene.codes(p)) > 1 for p in scene.find(("LANDS", "PAIR", "BETWEENPAIR"), sentence.first, sentence.last)) and bool(
        mention.people
    )


def _groups(scene: Discourse, mentions: list[_Mention]) -> list[list[_Mention]]:
    """Mentions of one meeting together; bare mentions ("the meeting") join the one under way."""
    groups: list[list[_Mention]] = []
    current: list[_Mention] | None = None
    for mention in mentions:
        home = next((g for g in groups if _same(g, mention)), None)
        if home is None and _bare(mention) and current is not None:
            home = current
        if home is None and (_bilateral(scene, mention) or (mention.meet.ordinal and mention.meet.body)):
            home = []
            groups.append(home)
        if home is None:
            continue
        home.append(mention)
        if mention.status != "planned" or current is None:
            current = home
    return groups


def _bare(mention: _Mention) -> bool:
    meet = mention.meet
    return meet.ordinal is None and meet.turn is None and (meet.body is None or meet.body.bare) and mention.status != "planned"


def _same(group: list[_Mention], mention: _Mention) -> bool:
    for other in group:
        if (other.meet.turn == "next") != (mention.meet.turn == "next"):
            return False
        if other.meet.turn == "last" or mention.meet.turn == "last":
            return False
        if None not in (other.meet.ordinal, mention.meet.ordinal) and other.meet.ordinal != mention.meet.ordinal:
            return False
        if {other.status, mention.status} >= {"held", "planned"} and None in (other.meet.ordinal, mention.meet.ordinal):
            return False
    meets = [m.meet for m in group]
    if mention.meet.ordinal is not None and any(m.ordinal == mention.meet.ordinal for m in meets):
        return True
    body = mention.meet.body
    if body is not None:
        return any(m.body is not None and (m.body.bare or body.bare or m.body.kind == body.kind) and m.cochairs == mention.meet.cochairs for m in meets)
    return False


def _claim(scene: Discourse, group: list[_Mention]) -> Meeting | None:
    best = max(group, key=lambda m: m.weight)
    state = next((m.status for m in sorted(group, key=lambda m: -m.weight) if m.status), None)
    if state is None:
        state = "planned" if best.meet.turn == "next" else None
    if state is None or state == "proposed":
        state = "planned" if state == "proposed" else None
    if state is None:
        return None
    people: dict[str, Named] = {}
    chairs: dict[str, Named] = {}
    for mention in group:
        people.update({p.name: p for p in mention.people})
        chairs.update({p.name: p for p in mention.chairs})
    body = next((m.meet.body for m in group if m.meet.body is not None and not m.meet.body.bare), None)
    date, rule = _date(scene, group, state)
    countries = body.countries if body and len(body.countries) > 1 else scene.pair
    start, end = _extent(scene, best)
    return Meeting(
        **scene.place(start, end),
        body=body.name if body else None,
        ordinal=next((m.meet.ordinal for m in group if m.meet.ordinal is not None), None),
        kind=best.meet.kind,  # type: ignore[arg-type]
        date=date,
        place=next((m.place for m in sorted(group, key=lambda m: -m.weight) if m.place), None),
        format=next((m.meet.format for m in group if m.meet.format), None),
        status=state,  # type: ignore[arg-type]
        participants=tuple(people) if state == "held" else (),
        chairs=tuple(chairs),
        countries=tuple(countries),
        rule="meeting",
        date_rule=rule,
    )


def _date(scene: Discourse, group: list[_Mention], state: str) -> tuple[str | None, str | None]:
    for mention in sorted(group, key=lambda m: -m.weight):
        if mention.date is None:
            continue
        resolved = scene.when(mention.date, ahead=state == "planned")
        if resolved.when is not None:
            return resolved.when.value, resolved.rule
    published = scene.published
    if state == "held" and published is not None and group[0].first < 120 and group[0].meet.turn is None:
        return published.isoformat()[:7], f"no date in the text: month of publication ({published.isoformat()})"
    return None, None


def _extent(scene: Discourse, mention: _Mention) -> tuple[int, int]:
    first, last = mention.first, mention.last
    if mention.date is not None and 0 < mention.date - last <= 6 and scene.sentence_at(mention.date) == scene.sentence_at(last):
        last = mention.date
    return scene.starts[first], scene.ends[last]
