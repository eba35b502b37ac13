"""Persons named with an office: name, role and whose."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from itertools import pairwise
from operator import itemgetter

from servanda.read.discourse import Discourse, Sentence
from servanda.read.phrases import Named, Office
from servanda.record import Person

_REMEMBERED = 40  # persons: whoever was introduced before that is no longer "the Deputy Prime Minister"
_ACROSS = 3  # symbols between the name of one who meets and that of whom he meets
_AHEAD = 6  # persons looked at behind an office whose holder is named only later
_SUBJECT = 18  # symbols between "Kenya was represented" and who did it
_WHOSE = ("COUNTRY", "ADJ", "LANDS")  # what tells whose side somebody is of
_MET = 5  # symbols between "talks with" and the one talked to
_LEADS = 6  # symbols between a person and the side that he leads
_LONGEST = 5  # words of a name; more is a headline in capitals


def read(scene: Discourse) -> Iterator[Person]:
    """One claim a person: the mention that says most of the office."""
    best: dict[str, tuple[int, int, Named]] = {}
    firsts = {named.name.split()[0].lower() for _, named in scene.persons if " " in named.name}
    for place, named in scene.persons:
        if named.counterpart:
            named = named._replace(role=_role_before(scene, place))
        if not named.role or not _plausible(named.name):
            continue
        words = named.name.split()
        key = words[-1].lower()
        if len(words) == 1 and key in firsts:
            continue  # "Prime Minister Paetongtarn", told in full elsewhere
        if key in best and _other(best[key][2], named):
            key = named.name.lower()
        score = 2 * bool(named.of) + (len(words) > 1)
        if key not in best or score > best[key][0]:
            best[key] = (score, place, named)
    for _, place, named in sorted(best.values(), key=lambda item: item[1]):
        of = scene.homes[named.name.split()[-1]] = named.of or _country(scene, place)
        yield Person(
            **scene.place(scene.starts[place], max(scene.ends[place], named.last)),
            name=named.name,
            role=named.role,
            of=of,
            rule="person",
        )


def holder(scene: Discourse, place: int) -> Named | None:
    """Who an office named alone means: the only person told before who holds it, or else the only one of its country."""
    office: Office = scene.values[place]
    words = set(office.role.lower().split())
    before = scene.persons[max(0, (at := bisect_left(scene.persons, place, key=itemgetter(0))) - _REMEMBERED) : at]
    known = {named.name.split()[-1]: named for _, named in before if named.role}
    theirs = [named for named in known.values() if not office.of or country_of(scene, named) == office.of]
    fit = [named for named in theirs if words <= set(str(named.role).lower().replace(",", " ").split())]
    found = fit if fit or not office.of else theirs
    if not found and office.of:  # told of before he is named
        found = [named for _, named in scene.persons[at : at + _AHEAD] if named.role and named.of == office.of]
    return found[0] if len(found) == 1 else None


def country_of(scene: Discourse, named: Named) -> str | None:
    """The country of a person: as printed beside the name, or as the reader of persons has worked it out."""
    return named.of or scene.homes.get(named.name.split()[-1])


def _role_before(scene: Discourse, place: int) -> str | None:
    """The office of a counterpart: that of the person named before him in the sentence."""
    first = scene.sentence_at(place).first
    if not scene.find(("PERSON", "OFFICE"), first, place) and first:
        first = scene.sentence_at(first - 1).first  # "..., said Minister X. His Ghanaian counterpart, Y, ..."
    roles = [scene.values[p].role for p in scene.find(("PERSON", "OFFICE"), first, place)]
    return next((role for role in reversed(roles) if role), None)


def _other(one: Named, two: Named) -> bool:
    """Two men of one surname: both first names are given and differ in the first letter."""
    a, b = one.name.split(), two.name.split()
    return len(a) > 1 and len(b) > 1 and a[0][0].lower() != b[0][0].lower()


def _plausible(name: str) -> bool:
    words = name.split()
    if len(words) > _LONGEST or name.isupper():
        return False
    return min(map(len, words)) > 1 or all(len(word) > 1 or word.isupper() for word in words)


def _country(scene: Discourse, place: int) -> str | None:
    """The country of an office that stands without one, where it follows.

    From the words right behind ("X, Georgia,"), from the side that he leads, from the other man of two who meet, from
    a text about one country, or by contrast with all who bear the other country of the two.
    """
    if (
        scene.is_a(place + 1, "COMMA", "OPEN")
        and scene.is_a(place + 2, "COUNTRY")
        and scene.is_a(place + 3, "COMMA", "CLOSE")
    ):
        return scene.codes(place + 2)[0]
    side = place + 2 if scene.is_a(place + 1, "COMMA") and scene.is_a(place + 2, "LANDS") else None
    if side is not None and len(scene.codes(side)) == 1 and not scene.is_a(side + 1, "BY", "DASH", "WAS"):
        return scene.codes(side)[0]  # but "X, the Belarusian delegation by Y"
    behind = place + 2 if scene.is_a(place + 1, "COMMA") else place + 1
    if scene.is_a(behind, "ON_BEHALF"):
        whose = scene.first(_WHOSE, behind + 1, behind + 3)
        if whose is not None and len(scene.codes(whose)) == 1:
            return scene.codes(whose)[0]  # "signed by Minister X on behalf of Ghana"
    home = scene.settings.get("home")
    if scene.final and (told := _side_told(scene, place)) is not None:
        return told
    if scene.final and home in scene.pair and scene.is_a(place, "PERSON"):
        if scene.values[place].counterpart:
            return next((code for code in scene.pair if code != home), None)
        # A report of one's own country leaves it out.
        return _listed_with(scene, place) or _across_from(scene, place, str(home)) or str(home)
    led = (
        _leads(scene, place)
        or _led_side(scene, place)
        or _from(scene, place)
        or _visitor(scene, place)
        or _accompanies(scene, place)
        or _of_counterpart(scene, place)
        or _partner(scene, place)
    )
    if led is not None:
        return led
    named = scene.land_counts.most_common(2)
    if len(named) == 1 or (len(named) == 2 and named[0][1] >= 4 * named[1][1]):
        return named[0][0] if len(named[0][0]) == 2 else None
    return (
        _other_side(scene, place)
        or _side_of_sentence(scene, place)
        or _of_speaker(scene, place)
        or _by_contrast(scene, place)
    )


def _side_told(scene: Discourse, place: int) -> str | None:
    """ "On the Georgian side Minister X took part": the side told last before, with nobody between."""
    first = scene.sentence_at(place).first
    for side in reversed(scene.find(("LANDS",), first, place)):
        codes = scene.codes(side)
        between = scene.find(("PERSON",), side, place)
        listed = all(in_list(scene, one, two) for one, two in pairwise((*between, place)))
        return codes[0] if len(codes) == 1 and listed else None
    return None


def _listed_with(scene: Discourse, place: int) -> str | None:
    """ "Slovakia's Minister X, Foreign Minister Y and Minister Z": the country told once, before the first of a list."""
    at = place
    for before in reversed(scene.find(("PERSON",), scene.sentence_at(place).first, place)):
        if not in_list(scene, before, at):
            return None
        if scene.values[before].of:
            return str(scene.values[before].of)
        at = before
    return None


def _across_from(scene: Discourse, place: int, home: str) -> str | None:
    """ "Prime Minister X with Azerbaijan's Minister Y": where the home country is named, who meets its man is of the other."""
    goal = scene.first(("COUNTRY",), place + 1, place + _ACROSS)
    if goal is not None and scene.codes(goal)[0] == home and scene.is_a(goal + 1, "DAT"):
        return next((code for code in scene.pair if code != home), None)  # "Prezident X-in Azərbaycana səfəri"
    near = scene.first(("PERSON",), place + 1, min(place + _ACROSS, scene.sentence_at(place).last))
    if near is None or scene.values[near].of != home or not scene.is_a(near + 1, "INS", "WITH", "CAPITAL", "CITY"):
        return None
    return next((code for code in scene.pair if code != home), None)


def _of_speaker(scene: Discourse, place: int) -> str | None:
    """Whom a speaker names without a country is of his own: "President X invited you", the minister said."""
    for name in scene.speakers(scene.starts[place]):
        person = scene.people.get(name.split()[-1].lower())
        if person is not None and person.of and person.name != scene.values[place].name:
            return person.of
    return None


def _accompanies(scene: Discourse, place: int) -> str | None:
    """ "X was accompanied by Minister Y and Ambassador Z": all of the list are of X's country."""
    first = scene.sentence_at(place).first
    by = next((p for p in reversed(scene.find(("BY",), first, place)) if _accompanied(scene, p)), None)
    if by is None or scene.has(("SEMI", "WHILE", "WITH"), by, place):
        return None
    led = [scene.person_at(p) for p in range(first, by) if scene.person_at(p) is not None]
    return country_of(scene, led[-1]) if led and led[-1] is not None else None


def _accompanied(scene: Discourse, by: int) -> bool:
    verb = scene.verb(by - 1)
    return verb is not None and verb.lemma in scene.settings.get("accompanying", ())


def _of_counterpart(scene: Discourse, place: int) -> str | None:
    """ "Prime Minister X and his Lao counterpart": X is of the other country of the two."""
    last = scene.sentence_at(place).last
    other = scene.first(("PERSON",), place + 1, min(place + 6, last))
    if other is None or not scene.values[other].counterpart or scene.values[other].of not in scene.pair:
        return None
    return next((code for code in scene.pair if code != scene.values[other].of), None)


def _side_of_sentence(scene: Discourse, place: int) -> str | None:
    """ "The Russian delegation included Deputy Minister X": the only side that the sentence names before him."""
    sentence = scene.sentence_at(place)
    sides = {
        scene.values[p].codes for p in scene.find(("LANDS",), sentence.first, place) if scene.values[p].how == "side"
    }
    others = {scene.values[p].of for p in scene.find(("PERSON",), sentence.first, sentence.last) if scene.values[p].of}
    codes: tuple[str, ...] = sides.pop() if len(sides) == 1 else ()
    return codes[0] if len(codes) == 1 and others <= set(codes) else None


def _by_contrast(scene: Discourse, place: int) -> str | None:
    """A report of one's own country names only the others' country: those without one are of the other of the two.

    Not those whom somebody met: "he also had talks with Minister X" may well be one of the others.
    """
    if scene.has(("WITH",), max(place - _MET, scene.sentence_at(place).first), place):
        return None
    told = {named.of for _, named in scene.persons if named.of and (named.role or named.counterpart)}
    if len(told) != 1 or not told <= set(scene.pair) or len(scene.pair) < 2:
        return None
    return next(code for code in scene.pair if code not in told)


def _visitor(scene: Discourse, place: int) -> str | None:
    """ "The visit of President X to Kenya": X is of the other country of the two."""
    visit = any(v.sense == "visit" for _, v in scene.verbs(place - 3, place + 1)) or scene.has(
        ("MEETING",), place - 2, place
    )
    target = place + 2 if visit and scene.is_a(place + 1, "TO") else _visiting(scene, place)
    if target is None or not scene.is_a(target, "COUNTRY", "CAPITAL"):
        return None
    there = scene.codes(target)[0]
    return next((code for code in scene.pair if code != there), None) if there in scene.pair else None


def _visiting(scene: Discourse, place: int) -> int | None:
    """ "President X will pay a visit to Algeria": the symbol behind the verb of visiting whose subject he is."""
    for at, verb in scene.verbs(place + 1, place + 4):
        if verb.sense == "visit":
            return at + 2 if scene.is_a(at + 1, "TO", "IN") else at + 1
    return None


def _led_side(scene: Discourse, place: int) -> str | None:
    """ "The Armenian delegation was led by Deputy Prime Minister X": the side before the verb."""
    behind = scene.first(("LANDS",), place + 1, min(place + 7, scene.sentence_at(place).last))
    if (
        behind is not None
        and scene.is_a(behind - 1, "ON", "FROM")
        and not scene.is_a(behind + 1, "BY", "DASH")
        and len(scene.codes(behind)) == 1
    ):
        return scene.codes(behind)[0]  # "took part on the Cuban side"
    if not scene.is_a(place - 1, "BY"):
        return None
    if scene.is_a(place - 2, "COUNTRY") and scene.is_a(place - 3, "AND", "COMMA", "WHILE"):
        return scene.codes(place - 2)[0]  # "Malawi was represented by X and Zimbabwe by Y"
    first = scene.sentence_at(place).first
    told = scene.find(("COUNTRY",), max(first, place - 6), place)
    if told and _delegation_of(scene, told[-1]):
        return scene.codes(told[-1])[0]
    side = place - 3 if scene.is_a(place - 2, "DASH", "COMMA") else place - 2
    if scene.is_a(side, "VBD") and scene.is_a(side - 1, "WAS"):
        side -= 2
    if scene.is_a(side - 1, "ADJ") and scene.is_a(side, "SPELLED", "COUNT", "w"):
        return scene.codes(side - 1)[0]  # "the Iranian one by Energy Minister X", "the Iranian part was led by X"
    if scene.is_a(side, "POSS") and scene.is_a(side - 1, "COUNTRY"):
        return scene.codes(side - 1)[0]  # "and Kenya's was headed by X"
    sides = scene.find(("LANDS",), max(first, place - 6), place)
    codes = scene.codes(sides[-1]) if sides else ()
    if not sides and scene.is_a(first, "ON") and scene.is_a(first + 1, "LANDS") and place - first <= _SUBJECT:
        codes = scene.codes(first + 1)
        return codes[0] if len(codes) == 1 else None  # "on the Kazakh side, the talks were chaired by X"
    if sides or not scene.is_a(first, "COUNTRY") or not scene.is_a(first + 1, "WAS", "IS"):
        return codes[0] if len(codes) == 1 else None
    return scene.codes(first)[0] if scene.is_a(first + 2, "VBD") and place - first <= _SUBJECT else None


def _leads(scene: Discourse, place: int) -> str | None:
    """ "X, Minister of Finance, headed the Qatari side": the side that he leads himself."""
    stop = min(place + _LEADS, scene.sentence_at(place).last)
    verb = next((p for p, v in scene.verbs(place + 1, stop) if v.sense == "chair"), None)
    if verb is None or scene.has(("PERSON", "BY", "AND"), place + 1, verb):
        return None
    led = scene.verb(verb)
    if scene.is_a(verb - 1, "WAS") and led is not None and led.form == "past":
        return None  # "was led by"
    side = verb + 2 if scene.is_a(verb + 1, "THE") else verb + 1
    codes = scene.codes(side) if scene.is_a(side, "LANDS") else ()
    return codes[0] if len(codes) == 1 else None


def _from(scene: Discourse, place: int) -> str | None:
    """ "Also attending from Uganda were Ministers A and B": all who are listed behind."""
    first = scene.sentence_at(place).first
    for verb in reversed(scene.find(("WAS",), first, place)):
        if not scene.is_a(verb - 1, "COUNTRY") or not scene.is_a(verb - 2, "FROM"):
            return None
        return scene.codes(verb - 1)[0]
    return None


def _delegation_of(scene: Discourse, land: int) -> bool:
    """ "The delegation from Malawi": a side named by its country."""
    link = land - 2 if scene.is_a(land - 1, "THE") else land - 1
    return scene.is_a(link, "OF", "FROM") and scene.is_a(link - 1, "SIDE")


def _other_side(scene: Discourse, place: int) -> str | None:
    """Of persons joined in one list: the side told before holds on; of two that meet, the other is of the other side."""
    sentence = scene.sentence_at(place)
    people = [p for p in scene.find(("PERSON",), sentence.first, sentence.last) if scene.values[p].role]
    at = people.index(place) if place in people else -1
    receiving = scene.settings.get("receiving", ())
    meets = any(
        v.sense in ("chair", "meet") or v.lemma in receiving for _, v in scene.verbs(sentence.first, sentence.last)
    ) or scene.has(("BETWEEN",), sentence.first, place)
    if at > 0 and not meets and in_list(scene, people[at - 1], place):
        return scene.values[people[at - 1]].of  # type: ignore[no-any-return]
    others = {scene.values[p].of for p in people if p != place and scene.values[p].of} | _surnames(scene, sentence)
    others = others or _offices(scene, sentence)
    if len(others) != 1 or not (meets or scene.has(("AND", "WITH", "BY"), people[0], people[-1])):
        return None
    other = others.pop()
    return next((code for code in scene.pair if code != other), None) if other in scene.pair else None


def _surnames(scene: Discourse, sentence: Sentence) -> set[str]:
    """Countries of men named in the sentence by surname only ("Bekov", "Mr. Bekov"), as an earlier sentence told them."""
    known = {**{name.lower(): of for name, of in scene.homes.items() if of}, **scene.surnames}
    alone = [
        p
        for p in scene.find(("N", "PERSON"), sentence.first, sentence.last)
        if scene.is_a(p, "N") or not (scene.values[p].role or scene.values[p].counterpart)
    ]
    words = [scene.quote(p, p).split()[-1].lower() for p in alone]
    return {known[word] for word in words if word in known}


def _offices(scene: Discourse, sentence: Sentence) -> set[str]:
    """Countries of those told of by office only: "the Indian minister was received by President X"."""
    found: set[str] = set()
    for place in scene.find(("OFFICE",), sentence.first, sentence.last):
        held = holder(scene, place)
        of = scene.values[place].of or (held.of if held is not None else None)
        if of:
            found.add(of)
    return found


def _partner(scene: Discourse, place: int) -> str | None:
    """ "The Prime Ministers of the two countries, X and Y": when one's country is told elsewhere, the other's follows."""
    at = bisect_left(scene.persons, place, key=itemgetter(0))
    _, mine = scene.persons[at]
    if mine.shared is None or mine.shared:
        return None
    near = [named for _, named in scene.persons[at + 1 : at + 3] if named.role == mine.role]
    of = scene.surnames.get(near[0].name.lower().split()[-1]) if near else None
    return next((code for code in scene.pair if code != of), None) if of in scene.pair else None


def in_list(scene: Discourse, one: int, two: int) -> bool:
    """Whether nothing but commas and "and" stands between two symbols."""
    return set(scene.tags[one + 1 : two]) <= set(scene.names.one_of(("COMMA", "AND", "AS_WELL_AS", "THE")))
