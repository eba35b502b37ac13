"""The claim that the mentions of one meeting make together."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from servanda.read.clauses import clause, date_near, day_meant, during_visit, moved_to, over, to_come
from servanda.read.discourse import Discourse, Sentence, Tense
from servanda.read.meetings.grouping import grouped
from servanda.read.meetings.mention import Mention, two_cochairs
from servanda.read.meetings.named import body_meant, by_name
from servanda.read.meetings.told import by_verb
from servanda.read.phrases import Named, Standing
from servanda.record import Meeting
from servanda.times import Resolved
from servanda.values import When

_YEAR_ONLY: Final = 4  # characters of a date that is a year and no more
_BESIDE: Final = 12  # symbols between a name and the year that dates it
_LEAD: Final = 120  # symbols: what is told so early is what the report is about
_GUESSED: Final = "no date in the text"  # how the rule begins by which a date comes from publication alone
_WEEK: Final = 7  # days
_TOLD_IN: Final = 3  # mentions of a meeting whose neighbouring sentences may name who came


def read(scene: Discourse) -> Iterator[Meeting]:
    """Every meeting between the sides that the document tells of."""
    if not scene.bilateral:
        return
    main: Meeting | None = None
    visit: Meeting | None = None
    named = by_name(scene)
    mentions = sorted((*named, *by_verb(scene, named)), key=lambda m: m.first)
    told: list[tuple[Meeting, list[Mention]]] = []
    for group in grouped(scene, mentions):
        claim = _claim(scene, group, mentions if main is None else None)
        if claim is None:
            continue
        if visit is not None and claim.date is None and during_visit(scene, group[0].first):
            claim = _lent(claim, visit)
        if main is not None and claim.date is None and claim.status == "held" and _that_day(scene, group):
            claim = replace(claim, date=main.date, date_rule="the day of the meeting told before")
        visit = claim if claim.kind == "visit" else visit
        main = claim if main is None and claim.status == "held" and claim.kind != "visit" else main
        told.append((claim, group))
    visits = [(claim, group[0].first) for claim, group in told if claim.kind == "visit" and claim.status == "held"]
    for claim, group in told:
        near = next((lender for lender, place in visits if _on_visit(scene, claim, group, lender, place)), None)
        yield claim if near is None else _lent(claim, near)


def _lent(claim: Meeting, visit: Meeting) -> Meeting:
    """A meeting with the day and place of the visit on which it was held."""
    return replace(claim, date=visit.date, place=claim.place or visit.place, date_rule=visit.date_rule)


def _that_day(scene: Discourse, group: list[Mention]) -> bool:
    """ "Earlier in the day he was received by President X": on the day of the meeting told before."""
    sentence = scene.sentence_at(group[0].first)
    words = scene.quote(sentence.first, sentence.last - 1).lower()
    return any(phrase in words for phrase in scene.settings.get("that_day", ()))


def _on_visit(scene: Discourse, claim: Meeting, group: list[Mention], visit: Meeting, place: int) -> bool:
    """ "Minister X visited Riga on 15 May. The two ministers co-chaired the session": held on the visit told just before."""
    guessed = claim.date is None or str(claim.date_rule).startswith(_GUESSED)
    if not guessed or visit.date is None or claim.status != "held" or claim.kind == "visit":
        return False
    told = scene.sentence_at(place).number
    beside = any(0 <= scene.sentence_at(mention.first).number - told <= 1 for mention in group)
    return beside and bool(set(visit.participants) & set(claim.participants))


def _claim(scene: Discourse, group: list[Mention], mentions: list[Mention] | None) -> Meeting | None:
    """What a group of mentions says; all mentions are given for the meeting that the document is about."""
    main = mentions is not None
    ranked = sorted(group, key=lambda m: (-m.weight, scene.final and not scene.is_a(m.first, "MEETING")))
    best = ranked[0]
    state = next((m.status for m in ranked if m.status), "planned" if best.meet.turn == "next" else None)
    state = state or _by_date(scene, ranked) or _told_as_past(scene, ranked)
    if state is None:
        return None
    state = "planned" if state == "proposed" else state
    led = any(m.chairs for m in group)
    people = {p.name: p for m in group if not led or _took_part(scene, m) for p in m.people}
    if (
        mentions is not None
        and state == "held"
        and best.meet.word != "visit"
        and best.meet.turn != "last"
        and len({p.of for p in people.values()}) < 2
    ):
        people.update(_beside(scene, group, mentions))
    chairs = {p.name: p for m in group for p in m.chairs} if best.meet.word != "visit" else {}
    if main and state == "planned" and chairs:
        chairs.update(scene.chairs)
    going = {} if state == "held" else {p.name: p for m in group if _attends(scene, m) for p in m.people}
    body = next((m.meet.body for m in group if m.meet.body is not None and not m.meet.body.bare), None)
    bare = next((m.meet.body for m in group if m.meet.body is not None), None)
    body = body or (body_meant(scene, bare) if bare is not None else None)
    if not main and state == "held" and not people and not any(m.date or m.place for m in group):
        return None  # "approved following the sixth meeting"
    ranked.sort(key=lambda m: m.status != state)
    date, rule = _date(scene, ranked, state, main=main)
    if state == "held" and date is not None and to_come(scene, date):
        state = "planned"
    if state == "planned" and date is not None and best.meet.word == "visit" and over(scene, date):
        state = "held"
    start, end = _extent(scene, best)
    return Meeting(
        **scene.place(start, end),
        body=body.name if body else None,
        ordinal=next((m.meet.ordinal for m in group if m.meet.ordinal is not None), None),
        kind=_kind(group, best, body, list(people.values())),  # type: ignore[arg-type]
        date=date,
        place=next((m.place for m in ranked if m.place), None),
        format=next((m.meet.format for m in group if m.meet.format), None),
        status=state,  # type: ignore[arg-type]
        participants=tuple(people)
        if state == "held" or best.meet.kind in ("visit", "talks")
        else tuple(chairs | going),
        chairs=tuple(chairs),
        countries=tuple(body.countries if body and len(body.countries) > 1 else scene.pair),
        rule="meeting",
        date_rule=rule,
    )


def _attends(scene: Discourse, mention: Mention) -> bool:
    """Whether the sentence tells who attends."""
    sentence = scene.sentence_at(mention.first)
    return any(verb.sense == "attend" for _, verb in scene.verbs(sentence.first, sentence.last))


def _took_part(scene: Discourse, mention: Mention) -> bool:
    """Whether those named beside a mention took part: where others are told to have led it, a verb must say so."""
    sentence = scene.sentence_at(mention.first)
    if mention.chairs or scene.has(("UNDER_CHAIRS", "BETWEEN"), sentence.first, sentence.last):
        return True
    return any(verb.sense in ("attend", "meet", "chair") for _, verb in scene.verbs(sentence.first, sentence.last))


def _beside(scene: Discourse, group: list[Mention], mentions: list[Mention]) -> dict[str, Named]:
    """The two sides' men when the meeting's own sentence names fewer: co-chairs, or those of the sentences beside it."""
    found = dict(scene.chairs)
    if len(found) > 1:
        return found
    own = {mention.first for mention in group}
    talks = [m for m in mentions if m.meet.kind == "talks" and m.people and m.first not in own]
    others = {scene.sentence_at(m.first).number for m in talks}
    told = dict.fromkeys(scene.sentence_at(mention.first).number for mention in group[:_TOLD_IN])
    for number in told:
        for sentence in scene.sentences[max(0, number - 1) : number + 2]:
            if sentence.number in others or (sentence.number not in told and _future(scene, sentence)):
                continue
            for place in scene.find(("PERSON",), sentence.first, sentence.last):
                named = scene.person_at(place)
                if named is not None and named.role:
                    found[named.name] = named
        if len({p.of for p in found.values()}) > 1:
            return found
    return found if len({p.of for p in found.values()}) > 1 else {}


def _future(scene: Discourse, sentence: Sentence) -> bool:
    """ "Minister X will lead the Egyptian delegation": told of what is still to come."""
    return scene.has(("WILL",), sentence.first, sentence.last)


def _by_date(scene: Discourse, ranked: list[Mention]) -> str | None:
    """Held or planned by its date alone, when no verb says it."""
    for mention in ranked:
        if mention.date is None or scene.published is None or abs(mention.date - mention.last) > 8:
            continue
        when = scene.when(mention.date).when
        if when is not None and when.first is not None and when.last is not None:
            return "planned" if when.first > scene.published else "held" if when.last <= scene.published else None
    return None


def _told_as_past(scene: Discourse, ranked: list[Mention]) -> str | None:
    """A session with body that stands in a sentence of the plain past has been held."""
    for mention in ranked:
        if mention.meet.body is None or mention.meet.turn == "next":
            continue
        start, stop = clause(scene, mention.first)
        if scene.has(("WILL", "WOULD"), start, stop):
            continue
        if any(v.form == "past" for _, v in scene.verbs(start, stop)) or scene.has(("REACHVERB",), start, stop):
            return "held"
    return None


def _kind(group: list[Mention], best: Mention, body: Standing | None, people: list[Named]) -> str:
    if best.meet.level:
        return "other"
    kinds = [m.meet.kind for m in group]
    numbered = any(m.meet.ordinal is not None for m in group)
    if "co-chairs meeting" in kinds or (two_cochairs(people) and not numbered and not any(m.own_body for m in group)):
        return "co-chairs meeting"
    if body is not None and "session" in kinds:
        return "session"
    if best.meet.kind == "talks" and two_cochairs(people):
        return "co-chairs meeting"
    return best.meet.kind


def _date(scene: Discourse, ranked: list[Mention], state: str, *, main: bool) -> tuple[str | None, str | None]:
    """The date of the mention that says most; a far-off year counts only right beside the name."""
    for mention in ranked:
        resolved = _both_days(scene, mention, state) or _worked_out(scene, mention, state)
        if resolved is None or resolved.when is None or mention.date is None:
            continue
        value = _closed(resolved.when.value)
        year = When(value).year
        old = len(value) == _YEAR_ONLY and year is not None and scene.year is not None and year < scene.year - 1
        if not old or abs(mention.date - mention.last) <= _BESIDE:
            return value, resolved.rule
    of_session = _day_of_session(scene, ranked) if ranked[0].meet.cochairs and state == "held" else (None, None)
    if of_session[0] is not None:
        return of_session
    return _from_publication(scene, ranked) if main and state == "held" else (None, None)


def _both_days(scene: Discourse, mention: Mention, state: str) -> Resolved | None:
    """ "Yesterday and today": two days told one after the other."""
    date = mention.date
    if date is None or not (scene.is_a(date + 1, "AND") and scene.is_a(date + 2, "DATE")):
        return None
    tense: Tense = "future" if state in ("planned", "postponed") else "past"
    one, two = (scene.work_out(scene.values[place], tense) for place in (date, date + 2))
    if one.when is None or two.when is None or one.when.first is None or one.when.last is None:
        return None
    if one.when.first != one.when.last or two.when.first != one.when.last + dt.timedelta(days=1):
        return None
    return replace(one, when=When(f"{one.when.value}/{two.when.value}"))


def _worked_out(scene: Discourse, mention: Mention, state: str) -> Resolved | None:
    date = moved_to(scene, mention.first) if state == "postponed" else mention.date
    if date is None:
        return None
    expression = scene.values[day_meant(scene, date)]
    if state == "postponed":
        expression = replace(expression, relation="in")  # "until the spring" is when, not how long
    return scene.work_out(expression, "future" if state in ("planned", "postponed") else "past")


def _from_publication(scene: Discourse, ranked: list[Mention]) -> tuple[str | None, str | None]:
    first = min(m.first for m in ranked)
    published = scene.published
    if published is None or first >= _LEAD or ranked[0].meet.turn is not None:
        return None, None
    if any(_going_on(scene, mention) for mention in ranked):
        return published.isoformat(), f"going on when told ({published.isoformat()})"
    if (day := _lead_day(scene, published, first)) is not None:
        return day, "the day that the report opens with"
    if scene.document.published is None:
        return published.isoformat(), f"the day of the dateline ({published.isoformat()})"
    return published.isoformat()[:7], f"{_GUESSED}: month of publication ({published.isoformat()})"


def _lead_day(scene: Discourse, published: dt.date, meeting: int) -> str | None:
    """ "The two countries agreed on Thursday. This was reached at the session": the report opens with the session's day."""
    for place in scene.find(("DATE",), 0, scene.sentence_at(meeting).first):
        when = scene.when(place, ahead=False).when if place != scene.dateline else None
        if when is not None and when.first is not None and when.first == when.last:
            return when.value if 0 <= (published - when.first).days < _WEEK else None
    return None


def _day_of_session(scene: Discourse, ranked: list[Mention]) -> tuple[str | None, str | None]:
    """Co-chairs who meet "before the session" or "first" meet on the day of the session told in the sentence before."""
    first = scene.sentence_at(min(m.first for m in ranked))
    for place in scene.find(("MEETING",), scene.sentences[max(0, first.number - 1)].first, first.last):
        date = None if scene.values[place].cochairs else date_near(scene, place, place)
        when = scene.when(date, ahead=False).when if date is not None else None
        if when is not None:
            return when.value, "the day of the session"
    return None, None


def _going_on(scene: Discourse, mention: Mention) -> bool:
    """Whether the meeting is told of while it goes on: "which is being held in Baku"."""
    return any(
        verb.sense == "hold" and verb.form == "past" and scene.is_a(place - 1, "BEEN") and scene.is_a(place - 2, "IS")
        for place, verb in scene.verbs(*clause(scene, mention.first))
    )


def _closed(value: str) -> str:
    """A period with both ends: "by the end of 2024" dates a meeting within 2024."""
    return value.removeprefix("../").removesuffix("/..")


def _extent(scene: Discourse, mention: Mention) -> tuple[int, int]:
    first, last = mention.first, mention.last
    if (
        mention.date is not None
        and 0 < mention.date - last <= 6
        and scene.sentence_at(mention.date) == scene.sentence_at(last)
    ):
        last = mention.date
    return scene.starts[first], scene.ends[last]
