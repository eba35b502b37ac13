"""What the sides say they will do: frames of promising, planning, proposing and reporting, and the acts they govern."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from typing import Any, Final, NamedTuple

from servanda.grammar import Rule, Tags, Verb, first_symbols, translate
from servanda.language import Pack, load
from servanda.read.acts import Act, Form, Lexicon, acts, stretch, upon, weight, what
from servanda.read.clauses import over
from servanda.read.discourse import Discourse
from servanda.read.lists import form_of, items
from servanda.read.phrases import Standing
from servanda.read.subjects import Subject, phrase_before, subject
from servanda.record import Commitment
from servanda.values import When

_WORKED: Final = 3  # symbols between a verb and the finalisation that it speeds up
_BROKEN: Final = 4  # sentences before one without a stop, of a text that is no note of a line or two
_HELPED: Final = 5  # symbols between "help" and what one is helped to do
_FRAMES: Final = "commitments"
_SUBSTANCE: Final = "acts"
_TWO_SIDED: Final = ("SIDES", "BILATERAL")
_PAIRED: Final = ("PAIR", "BETWEENPAIR")
_SPOKEN: Final = ("acts", "doing", "naming", "things", "done", "gave", "list")
_SCALES: Final = ("UPVERB", "UPNOUN", "DOWNVERB", "DOWNNOUN", "MULTIPLE")
_GATHERINGS: Final = ("MEETING", "EVENT", "EVENTHEAD", "MEETWORD", "SESSION")
_ADDRESSED: Final = ("SIDES", "LANDS", "COUNTRY", "CAPITAL", "ADJ", "PAIR", "SIDE", "BODY", "PERSON", "OFFICE")
#: A list whose first items name no act is none of acts.
_VAIN: Final = 3
_NOBODY: Final = Subject("none")
#: Frames of one word that are worth an expression of their own; to compile it takes a millisecond or two.
_MANY: Final = 3
_GROUPS: Final = re.compile(r"\(\?P<\w+>|\((?!\?)")
_FORMS: Final[dict[str, Form]] = {"acts": "base", "doing": "ing", "naming": "noun", "things": "thing"}


class Frame(NamedTuple):
    """A turn of phrase, compiled: the symbols and senses of its head, its pattern and what it says of the acts."""

    rule: Rule
    expression: re.Pattern[str]
    heads: frozenset[str]
    senses: tuple[str, ...]
    lemmas: frozenset[str]
    parts: tuple[str, ...]
    acts: tuple[frozenset[str] | None, frozenset[str] | None]

    def told(self, scene: Discourse, match: re.Match[str]) -> bool:
        """Whether the participle within a match is one that the frame wants, by lemma and by sense."""
        lemmas, senses = self.acts
        if lemmas is None and senses is None:
            return True
        value = scene.values[match.start("act")]
        if not isinstance(value, Verb):
            return lemmas is None
        return (lemmas is None or value.lemma in lemmas) and (senses is None or value.sense in senses)


class Turns(NamedTuple):
    """The frames that may begin with a word, in the order of the pack, and one expression that tells the first to match.

    Half of all words that may begin a frame begin none: where frames are many, one search tells so for all.
    """

    frames: tuple[Frame, ...] = ()
    any: re.Pattern[str] | None = None

    def matching(self, tags: str, place: int) -> tuple[Frame, ...]:
        """The frames from the first one that may match at a symbol on."""
        if self.any is None:
            return self.frames
        first = self.any.match(tags, place)
        return self.frames[first.lastindex - 1 :] if first is not None and first.lastindex else ()


@lru_cache(maxsize=1024)
def _turns(frames: tuple[str, ...]) -> re.Pattern[str]:
    """The patterns of frames as one expression, a group for each and none within; many words share it."""
    return re.compile("|".join(f"({_GROUPS.sub('(?:', frame)})" for frame in frames))


class Frames(NamedTuple):
    """All turns of phrase of a language, by what stands at their heads."""

    gate: re.Pattern[str]
    by_head: dict[tuple[str, str | None], tuple[Frame, ...]]
    lexicon: Lexicon
    by_word: dict[tuple[str, Any], Turns]

    def at(self, tag: str, value: Any) -> Turns:
        """The frames that may begin with a symbol; found in ``by_word`` from then on."""
        sense, word = (value.sense, value.lemma) if isinstance(value, Verb) else (None, value)
        frames = tuple(f for f in self.by_head.get((tag, sense), ()) if not f.lemmas or word in f.lemmas)
        many = len(frames) >= _MANY
        found = Turns(frames, _turns(tuple(f.expression.pattern for f in frames)) if many else None)
        if sense is not None or frames:  # verbs are few; other words need not be kept
            self.by_word[tag, value] = found
        return found


class Found(NamedTuple):
    """A frame found: the symbols of its head and of the first behind it, its named parts, whose it is."""

    frame: Frame
    head: int
    after: int
    parts: dict[str, tuple[int, int]]
    subject: Subject


@lru_cache(maxsize=8)
def frames(tags: Tags, code: str) -> Frames:
    """The frames of a pack, compiled against a table of tags."""
    pack = load(code)
    made: dict[tuple[str, str | None], list[Frame]] = {}
    args = next((rule.args for rule in pack.rules.get(_SUBSTANCE, ())), {})
    lexicon = Lexicon.of(args)
    for rule in pack.rules.get(_FRAMES, ()):
        frame = _frame(rule, tags, pack, lexicon)
        for char in frame.heads:
            for sense in frame.senses or (None,):
                made.setdefault((char, sense), []).append(frame)
    gate = re.compile("[" + "".join(sorted({char for char, _ in made})) + "]") if made else re.compile(r"(?!)")
    return Frames(gate, {key: tuple(found) for key, found in made.items()}, lexicon, {})


def _frame(rule: Rule, tags: Tags, pack: Pack, lexicon: Lexicon) -> Frame:
    """A rule of the pack, compiled."""
    written = translate(rule.pattern, tags=tags, classes=pack.classes, where=f"{rule.source}: {rule.name}")
    expression, args = re.compile(written), rule.args
    wanted: frozenset[str] | None = None
    senses: frozenset[str] | None = None
    if "act" in expression.groupindex:
        listed = args.get("verbs") or args.get("begun")
        wanted = frozenset(listed) if listed else lexicon.deeds if args.get("deeds") else None
        senses = frozenset(args["acts"]) if "acts" in args else None
    heads = first_symbols(written) or frozenset()
    lemmas = frozenset(args.get("lemmas", ()))
    parts = tuple(name for name in expression.groupindex if name != "head")
    return Frame(rule, expression, heads, tuple(args.get("senses", ())), lemmas, parts, (wanted, senses))


def bilateral(scene: Discourse) -> bool:
    """Whether the document speaks of what two countries do together."""
    if len(scene.pair) < 2:
        return False
    often = min(scene.land_counts[code] for code in scene.pair) > 1
    if scene.has(_PAIRED) or (often and scene.has(_TWO_SIDED)):
        return True
    if any(len(scene.codes(place)) > 1 for place in scene.find(("LANDS",))):
        return True
    return any(_joint(scene.values[place], often=often) for place in scene.find(("BODY", "MEETING")))


def _joint(value: Any, *, often: bool) -> bool:
    """Whether a body, or the body of a meeting, belongs to two sides; one without their names only where both come often."""
    body = getattr(value, "body", value)
    return isinstance(body, Standing) and (len(body.countries) > 1 or (body.joint and often))


def read(scene: Discourse) -> Iterable[Commitment]:
    """Every commitment that the sides make, report or put off in the document."""
    if not bilateral(scene):
        return []
    return [claim for claim in stated(scene) if not claim.who or _concerned(scene, claim.who)]


def _concerned(scene: Discourse, who: tuple[str, ...]) -> bool:
    """Whether those who commit themselves are what the document is about, and no third party named in passing."""
    counts = scene.land_counts
    return 2 * max(counts[code] for code in who) > counts[scene.pair[1]]


def stated(scene: Discourse) -> list[Commitment]:
    """Every commitment in the text, whoever the document is about."""
    return _Reading(scene).between(0, len(scene.tags))


class _Reading:
    """One passage through a document; ``last`` is who committed itself before, for "they" and "it"."""

    def __init__(self, scene: Discourse) -> None:
        self.scene = scene
        self.known = frames(scene.names, scene.settings["code"])
        self.last: tuple[str, ...] = ()
        self.within = False

    def between(self, first: int, stop: int) -> list[Commitment]:
        """The commitments between two symbols (last exclusive)."""
        tags, values, known, behind = self.scene.tags, self.scene.values, self.known, first
        out: list[Commitment] = []
        for match in known.gate.finditer(tags, first, stop):
            place = match.start()
            if place < behind:
                continue
            word = (match[0], values[place])
            turns = known.by_word.get(word) or known.at(*word)
            candidates = turns.matching(tags, place) if turns.frames else ()
            if candidates:
                claims, behind = self._at(place, candidates)
                out += claims
        return out

    def _at(self, place: int, candidates: tuple[Frame, ...]) -> tuple[list[Commitment], int]:
        """The claims of the first frame that gives any, and the symbol from which to read on."""
        owner: Subject | None = None
        for frame in candidates:
            match = frame.expression.match(self.scene.tags, place)
            if match is None or not frame.told(self.scene, match):
                continue
            build = frame.rule.build
            if owner is None and build in _SPOKEN:
                owner = subject(self.scene, place, self.known.lexicon, self.last)
            parts = {name: match.span(name) for name in frame.parts if match.start(name) >= 0}
            found = Found(frame, place, match.end(), parts, owner or _NOBODY)
            if build == "list":
                claims, end = self._listed(found)
            else:
                claims, end = _claims(self.scene, found, self.known.lexicon)
            if claims:
                self.last = claims[-1].who if build == "list" else claims[0].who
                return claims, end + 1
        return [], place + 1

    def _listed(self, found: Found) -> tuple[list[Commitment], int]:
        """The claims of the items behind a colon; an item with a subject of its own is read as a sentence."""
        if self.within or not _speaks(self.scene, found):
            return [], found.head
        listed: list[tuple[int, int]] = []
        made: list[list[Commitment]] = []
        for first, stop in items(self.scene, found.after):
            listed.append((first, stop))
            made.append(_item(self.scene, found, first, stop, self.known.lexicon))
            if len(made) == _VAIN and not any(made):
                break
        if not any(made):
            return [], found.head
        claims: list[Commitment] = []
        for (first, stop), own in zip(listed, made, strict=True):
            claims += own or self._inside(first, stop)
        return claims, listed[-1][1] - 1

    def _inside(self, first: int, stop: int) -> list[Commitment]:
        self.within = True
        claims = self.between(first, stop)
        self.within = False
        return claims


def _item(scene: Discourse, found: Found, first: int, stop: int, lexicon: Lexicon) -> list[Commitment]:
    """The claims of one item of a list."""
    form = form_of(scene, first, stop, lexicon)
    if form is None:
        return []
    made = acts(scene, first, stop, form, lexicon)
    if made and _effect(scene, made[0], lexicon):
        return []
    return [_claim(scene, act, found) for act in made if _counts(scene, act, found, lexicon)]


# --- from a frame to its claims --------------------------------------------------------------------------------------


def _claims(scene: Discourse, found: Found, lexicon: Lexicon) -> tuple[list[Commitment], int]:
    """The claims of a frame and the last symbol that they take."""
    build = found.frame.rule.build
    made = _BUILDERS[build](scene, found, lexicon)
    if not made or _effect(scene, made[0], lexicon):
        return [], found.head
    kept = [act for act in made if _counts(scene, act, found, lexicon)]
    return [_claim(scene, act, found) for act in kept], max((act.last for act in kept), default=found.head)


def _addressed(scene: Discourse, found: Found) -> bool:
    """Whether who is asked or told is one of the sides, or theirs, where the verb wants that."""
    named = found.frame.rule.args.get("named")
    if named is None:
        return True
    value = scene.values[found.head]
    if (value.lemma if isinstance(value, Verb) else value) not in named:
        return found.frame.rule.build == "acts"
    return found.frame.rule.build == "doing" or scene.has(_ADDRESSED, *found.parts["told"])


def _effect(scene: Discourse, act: Act, lexicon: Lexicon) -> bool:
    """Whether a verb tells what something brings about."""
    told = act.sense in lexicon.effects or act.lemma in lexicon.effects
    return told and not _helped(scene, act, lexicon)


def _governed(scene: Discourse, found: Found, lexicon: Lexicon) -> list[Act]:
    """Acts behind the frame: infinitives, -ing forms, nouns of action, things."""
    told = found.parts.get("subject")
    if (told is None and not _speaks(scene, found)) or not _addressed(scene, found):
        return []
    stop = scene.sentence_at(found.head).last
    made = acts(scene, found.after, stop, _FORMS[found.frame.rule.build], lexicon)
    if made:
        made[0].first = _start(scene, found)
    return made


def _start(scene: Discourse, found: Found) -> int:
    """Where the words of a first act begin: at its subject, else at its frame."""
    told = found.parts.get("subject")
    if told is not None:
        return told[0]
    return found.head if found.subject.first is None else found.subject.first


def _speaks(scene: Discourse, found: Found) -> bool:
    """Whether the one who speaks is one who can bind itself."""
    owner, args = found.subject, found.frame.rule.args
    verb, wanted = scene.verb(found.head), args.get("subject")
    if scene.chars["IF"] in scene.tags[scene.sentence_at(found.head).first : found.head]:
        return False
    if owner.negated or (args.get("reported") and not _reported(scene, found.head, args)):
        return False
    if wanted == "none":
        return True
    if verb is not None and verb.form == "base" and owner.kind not in ("side", "agent", "person"):
        return False
    if wanted == "side":
        return owner.kind == "side" or (owner.kind == "agent" and bool(owner.who))
    if wanted == "maker":
        return owner.kind in ("side", "agent")
    if wanted == "agent":
        return owner.kind in ("side", "agent", "person") or (owner.kind == "it" and not owner.passive)
    if owner.passive and owner.kind in ("agent", "person"):
        return args.get("strength") == "obliged"
    return owner.kind != "other"


def _reported(scene: Discourse, head: int, args: Any) -> bool:
    """Whether a clause hangs on a verb of saying: "said that … would"; hopes and confidence are no word given."""
    first = scene.sentence_at(head).first
    that = scene.first(("THAT",), first, head)
    senses = {verb.sense for _, verb in scene.verbs(first, head if that is None else that)}
    if "hope" in senses:
        return False
    if that is None:
        return "say" in senses or _told_on(scene, first)
    return scene.quote(that - 1, that - 1).lower().rpartition(" ")[2] not in args.get("doubtful", ())


def _told_on(scene: Discourse, first: int) -> bool:
    """ "It was agreed that a group would be set up. A joint venture would be launched": told on from the sentence before."""
    if not first:
        return False
    before = scene.sentence_at(first - 1)
    that = scene.first(("THAT",), before.first, before.last)
    if that is None or not scene.has(("WOULD",), that, before.last):
        return False
    senses = {verb.sense for _, verb in scene.verbs(before.first, that)}
    return "hope" not in senses and bool(senses & {"say", "agree", "decide", "confirm"})


def _passive(scene: Discourse, found: Found, lexicon: Lexicon) -> list[Act]:
    """The act done to what stands before the frame, or to the subject named in it."""
    told, args = found.parts.get("subject"), found.frame.rule.args
    sentence = scene.sentence_at(found.head)
    if args.get("reported") and not _reported(scene, found.head, args):
        return []
    head = found.head
    if scene.is_a(head - 1, "WHICH"):
        head -= 2 if scene.is_a(head - 2, "COMMA") else 1
    thing = told if told is not None else phrase_before(scene, head, sentence.first, aside=True)
    if thing is None:
        return []
    place = found.parts["act"][0]
    act = stretch(scene, place, sentence.last, lexicon)
    act.first, act.begin, act.end, act.form = thing[0], thing[0], thing[1] - 1, "base"
    act.carried = act.lemma
    if act.sense in ("", *lexicon.talk, *lexicon.never, "hold"):
        return []
    return [act]


def _gave(scene: Discourse, found: Found, lexicon: Lexicon) -> list[Act]:
    """The act of a finite verb that reports what a side gave or gave up."""
    verb = scene.verb(found.head)
    if found.subject.passive or found.subject.first is None or verb is None or not _speaks(scene, found):
        return []
    act = stretch(scene, found.head, scene.sentence_at(found.head).last, lexicon)
    act.first, act.carried = found.subject.first, act.lemma
    return [act]


def _done(scene: Discourse, found: Found, lexicon: Lexicon) -> list[Act]:
    """The act of the participle within the frame."""
    if not _speaks(scene, found):
        return []
    act = stretch(scene, found.parts["act"][0], scene.sentence_at(found.head).last, lexicon)
    act.first, act.carried = _start(scene, found), act.lemma
    if scene.has(("BODY",), act.begin, act.end + 1):
        return []
    return [act]


def _course(scene: Discourse, found: Found, lexicon: Lexicon) -> list[Act]:
    """What is going on or put off: what stands before the frame, or behind its "on"."""
    sentence = scene.sentence_at(found.head)
    thing = phrase_before(scene, found.head, sentence.first, aside=True)
    if thing is None:
        return []
    tail = stretch(scene, found.after - 1, sentence.last, lexicon)
    if found.frame.rule.args.get("before"):
        return [Act(thing[0], found.head, found.head, thing[0], thing[1] - 1, "thing", due=tail.due)]
    behind = scene.is_a(found.after - 1, "ON") and tail.last >= found.after
    begin, end = (found.after, tail.last) if behind else (thing[0], thing[1] - 1)
    return [Act(thing[0], max(tail.last, found.head), found.head, begin, end, "thing", due=tail.due)]


_BUILDERS: Final[dict[str, Callable[[Discourse, Found, Lexicon], list[Act]]]] = {
    "acts": _governed,
    "doing": _governed,
    "naming": _governed,
    "things": _governed,
    "passive": _passive,
    "done": _done,
    "gave": _gave,
    "course": _course,
}


# --- substance or ritual ---------------------------------------------------------------------------------------------


def _counts(scene: Discourse, act: Act, found: Found, lexicon: Lexicon) -> bool:
    """Whether an act is worth a claim: no other reader's, no figure's goal, no ritual."""
    args = found.frame.rule.args
    if _others(scene, act, found, lexicon) or _goal(scene, act, lexicon) or _cut_off(scene, act):
        return False
    if "acts" in args and act.sense not in args["acts"]:
        return False
    firm = args.get("firm")
    if firm == "all":
        return True
    vague = act.lemma in lexicon.vague or (act.form == "thing" and not act.carried)
    needed = 2 if vague and not firm else 1
    return weight(scene, act, lexicon) >= needed


def _others(scene: Discourse, act: Act, found: Found, lexicon: Lexicon) -> bool:
    """Whether the act is a meeting, an event, an instrument or mere talk."""
    args, build = found.frame.rule.args, found.frame.rule.build
    if act.lemma in lexicon.attending:
        return scene.has(_GATHERINGS, act.begin, act.end + 1)
    if act.sense in lexicon.never or act.lemma in lexicon.never:
        return not _helped(scene, act, lexicon)
    if act.sense in lexicon.talk and not (args.get("firm") or args.get("talk")):
        return True
    if _paper_worked_on(scene, act):
        return True
    named = upon(scene, act)
    if named is None:
        if act.lemma in lexicon.holding:
            return not scene.has(("PLURALEVENT", "BODY"), act.begin, act.end + 1)
        if act.lemma in lexicon.opening and build == "passive":
            return scene.has(_GATHERINGS, act.begin, act.end + 1)
        return build == "course" and _visits(scene, act, lexicon)
    if named == "MEETING" and _negotiations(scene, act, lexicon):
        return False
    if build in ("course", "things", "done", "gave") or (build == "list" and act.form == "thing"):
        return True
    if args.get("events") and named == "EVENT" and act.sense == "hold":
        return False
    whose = {"MEETING": lexicon.meetings, "EVENT": lexicon.events, "INSTRUMENT": lexicon.instruments}[named]
    return act.sense in whose or act.lemma in whose


def _paper_worked_on(scene: Discourse, act: Act) -> bool:
    """ "Agreed to speed up the finalisation of the draft plan": told as a paper in preparation."""
    for place in scene.find(("INSTRUMENT",), act.begin, act.end + 1):
        link = place - 1
        while scene.is_a(link, "THE", "A", "DRAFT", "THEIR"):
            link -= 1
        if scene.is_a(link, "OF") and act.verb < link - 1 <= act.verb + _WORKED:
            noun = scene.quote(link - 1, link - 1).lower().split()
            if noun and noun[-1] in scene.settings.get("working_on", ()):
                return True
    return False


def _negotiations(scene: Discourse, act: Act, lexicon: Lexicon) -> bool:
    """Whether an act sets negotiations on something going: "start negotiations on free trade"."""
    if not (act.lemma in lexicon.opening or scene.is_a(act.begin, "EDGE")) or act.carried:
        return False
    place = scene.first(("MEETING",), act.begin, act.end + 1)
    return place is not None and scene.values[place].kind == "talks" and scene.is_a(place + 1, "ON", "BETWEEN", "FIELD")


def _helped(scene: Discourse, act: Act, lexicon: Lexicon) -> bool:
    """ "Help Uganda build a refinery": what is promised is told by a second verb."""
    if act.lemma not in lexicon.leading:
        return False
    second = scene.first(("VB", "VN"), act.verb + 1, min(act.verb + _HELPED, act.last + 1))
    between = scene.among["COUNTRY LANDS SIDES CAPITAL TO THE EACH OTHER"]
    return second is not None and between.issuperset(scene.tags[act.verb + 1 : second])


def _cut_off(scene: Discourse, act: Act) -> bool:
    """Whether the text breaks off within the act, as an excerpt does: its last words, in small letters and without a stop."""
    end = len(scene.tags)
    if act.last != end - 1 or not scene.text.rstrip()[-1:].islower():
        return False
    return scene.sentence_at(act.last).number > _BROKEN


def _visits(scene: Discourse, act: Act, lexicon: Lexicon) -> bool:
    """Whether a noun such as "visit" or "start of sales" names an act that is nobody's promise."""
    found = scene.values[act.begin : act.end + 1]
    return any(isinstance(value, Verb) and value.sense in lexicon.never for value in found)


def _goal(scene: Discourse, act: Act, lexicon: Lexicon) -> bool:
    """Whether the act only sets a level for a figure: "raise trade to $5 billion", "double it"."""
    if scene.is_a(act.verb + 1, "IT", "THIS") and (scene.is_a(act.verb, *_SCALES) or act.lemma in lexicon.scales):
        return True
    return bool(_raised(scene.names).search(scene.tags, act.verb, act.last + 1))


@lru_cache(maxsize=8)
def _raised(tags: Tags) -> re.Pattern[str]:
    """A sum that is a level: "to $5 billion"."""
    return re.compile(f"(?<=[{tags.one_of(('TO', 'LESS'))}]){tags.char('MONEY')}")


# --- the claim -------------------------------------------------------------------------------------------------------


def _claim(scene: Discourse, act: Act, found: Found) -> Commitment:
    rule = found.frame.rule
    act.due = _deadline_before(scene, found.head) if act.due is None else act.due
    due, how = _due(scene, act, ahead=rule.args["status"] != "done")
    return Commitment(
        **scene.place(scene.starts[act.first], scene.ends[act.last]),
        rule=rule.name,
        date_rule=how,
        who=_who(scene, act, found),
        what=what(scene, act),
        due=due,
        status=rule.args["status"],
        strength=rule.args["strength"],
    )


def _who(scene: Discourse, act: Act, found: Found) -> tuple[str, ...]:
    if found.frame.rule.build in ("passive", "course"):
        for place in scene.find(("BY",), act.verb, act.last + 1):
            codes = scene.codes(place + 1)
            if codes:
                return codes
        return ()
    told = found.parts.get("subject") or found.parts.get("told")
    if told is None:
        return found.subject.who
    codes = tuple(dict.fromkeys(code for place in range(*told) for code in scene.codes(place)))
    if codes or "told" in found.parts:
        return codes or found.subject.who
    return scene.pair if scene.is_a(told[0], "SIDES", "THEY") else ()


def _deadline_before(scene: Discourse, head: int) -> int | None:
    """ "До конца года планируется запустить …": a deadline before the frame, where the pack says that sentences begin so."""
    if not scene.settings.get("deadlines_first"):
        return None
    first = scene.sentence_at(head).first
    dates = [p for p in scene.find(("DATE",), first, head) if not scene.has(("COMMA", "SEMI", "VBD"), p, head)]
    return next((p for p in dates if scene.is_a(p - 1, "UNTIL", "BY")), None)


def _due(scene: Discourse, act: Act, *, ahead: bool) -> tuple[str | None, str | None]:
    """The date of an act as the codebook writes it: an open end closes on the day that is named."""
    if act.due is None:
        return None, None
    when: When | None = scene.when(act.due, ahead=ahead).when
    if when is None:
        return None, None
    value = when.value.removeprefix("../").removesuffix("/..")
    if ahead and (over(scene, value) or _of_plan(scene, when)):
        return None, None  # "loans agreed upon in 2019": nothing is due on a day gone by
    return value, when.rule


def _of_plan(scene: Discourse, when: When) -> bool:
    """ "The agenda for 2020-2025": years that began long ago belong to a name."""
    first, last = when.first, when.last
    if first is None or last is None or scene.year is None or last.year - first.year < 1:
        return False
    return first.year < scene.year


def examples(code: str) -> Iterator[tuple[Rule, str, Any]]:
    """Every example of the pack's frames: rule, text, and the acts that it must give (None: none at all)."""
    rules = load(code).rules
    for rule in (*rules.get(_FRAMES, ()), *rules.get(_SUBSTANCE, ())):
        for text, gives in rule.examples:
            yield rule, text, gives["COMMITMENT"]
        for text in rule.counter:
            yield rule, text, None
