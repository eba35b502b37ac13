"""What the sides say they will do: frames of promising, planning, proposing and reporting, and the acts they govern."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Any, Final, NamedTuple

from servanda.grammar import Rule, Tags, Verb, first_symbols, translate
from servanda.language import load
from servanda.read.acts import Act, Form, Lexicon, Reach, acts, stretch, upon, weight, what
from servanda.read.discourse import Discourse
from servanda.read.phrases import Standing
from servanda.read.subjects import Subject, phrase_before, subject
from servanda.record import Commitment
from servanda.values import When

_FRAMES: Final = "commitments"
_SUBSTANCE: Final = "acts"
_TWO_SIDED: Final = ("SIDES", "BILATERAL", "PAIR", "BETWEENPAIR")
_SPOKEN: Final = ("acts", "doing", "naming", "things", "done")
_NOBODY: Final = Subject("none")
_FORMS: Final[dict[str, Form]] = {"acts": "base", "doing": "ing", "naming": "noun", "things": "thing"}


class Frame(NamedTuple):
    """A turn of phrase, compiled: the symbols and senses of its head, its pattern and what it says of the acts."""

    rule: Rule
    expression: re.Pattern[str]
    heads: frozenset[str]
    senses: tuple[str, ...]
    lemmas: frozenset[str]


class Frames(NamedTuple):
    """All turns of phrase of a language, by the symbol and sense of their heads."""

    gate: re.Pattern[str]
    by_head: dict[tuple[str, str | None], tuple[Frame, ...]]
    lexicon: Lexicon


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
    for rule in pack.rules.get(_FRAMES, ()):
        expression = translate(rule.pattern, tags=tags, classes=pack.classes, where=f"{rule.source}: {rule.name}")
        senses = tuple(rule.args.get("senses", ()))
        lemmas = frozenset(rule.args.get("lemmas", ()))
        frame = Frame(rule, re.compile(expression), first_symbols(expression) or frozenset(), senses, lemmas)
        for char in frame.heads:
            for sense in senses or (None,):
                made.setdefault((char, sense), []).append(frame)
    gate = re.compile("[" + "".join(sorted({char for char, _ in made})) + "]") if made else re.compile(r"(?!)")
    args = next((rule.args for rule in pack.rules.get(_SUBSTANCE, ())), {})
    return Frames(gate, {key: tuple(found) for key, found in made.items()}, Lexicon.of(args))


def bilateral(scene: Discourse) -> bool:
    """Whether the document speaks of what two countries do together."""
    if len(scene.pair) < 2:
        return False
    if scene.has(_TWO_SIDED):
        return True
    if any(len(scene.codes(place)) > 1 for place in scene.find(("LANDS",))):
        return True
    return any(_joint(scene.values[place]) for place in scene.find(("BODY", "MEETING")))


def _joint(value: Any) -> bool:
    """Whether a body, or the body of a meeting, belongs to two sides."""
    body = getattr(value, "body", value)
    return isinstance(body, Standing) and (body.joint or len(body.countries) > 1)


def read(scene: Discourse) -> Iterator[Commitment]:
    """Every commitment that the sides make, report or put off in the document."""
    if bilateral(scene):
        yield from stated(scene)


def stated(scene: Discourse) -> Iterator[Commitment]:
    """Every commitment in the text, whoever the document is about."""
    known = frames(scene.names, scene.settings["code"])
    behind = 0
    last: tuple[str, ...] = ()
    for match in known.gate.finditer(scene.tags):
        place = match.start()
        if place < behind:
            continue
        value = scene.values[place]
        sense = value.sense if isinstance(value, Verb) else None
        candidates = known.by_head.get((match[0], sense))
        if not candidates:
            continue
        for found in _found(scene, known, candidates, place, last):
            claims, end = _claims(scene, found, known.lexicon)
            if claims:
                behind, last = end + 1, claims[0].who
                yield from claims
                break


def _found(
    scene: Discourse, known: Frames, candidates: tuple[Frame, ...], place: int, last: tuple[str, ...]
) -> Iterator[Found]:
    """The frames whose head stands at a symbol, in the order of the pack."""
    value = scene.values[place]
    word = value.lemma if isinstance(value, Verb) else value
    owner: Subject | None = None
    for frame in candidates:
        if frame.lemmas and word not in frame.lemmas:
            continue
        match = frame.expression.match(scene.tags, place)
        if match is None:
            continue
        if owner is None and frame.rule.build in _SPOKEN:
            owner = subject(scene, place, known.lexicon, last)
        parts = {name: match.span(name) for name in frame.expression.groupindex if match.start(name) >= 0}
        yield Found(frame, place, match.end(), parts, owner or _NOBODY)


# --- from a frame to its claims --------------------------------------------------------------------------------------


def _claims(scene: Discourse, found: Found, lexicon: Lexicon) -> tuple[list[Commitment], int]:
    """The claims of a frame and the last symbol that they take."""
    build = found.frame.rule.build
    made = _BUILDERS[build](scene, found, lexicon)
    if made and {made[0].sense, made[0].lemma} & lexicon.never:
        return [], found.head
    kept = [act for act in made if _counts(scene, act, found, lexicon)]
    claims = [_claim(scene, act, found) for act in kept]
    return claims, max((act.last for act in kept), default=found.head)


def _governed(scene: Discourse, found: Found, lexicon: Lexicon) -> list[Act]:
    """Acts behind the frame: infinitives, -ing forms, nouns of action, things."""
    told = found.parts.get("subject")
    if told is None and not _speaks(scene, found):
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
    verb = scene.verb(found.head)
    if scene.has(("IF",), scene.sentence_at(found.head).first, found.head):
        return False
    if owner.negated or (args.get("reported") and not _reported(scene, found.head)):
        return False
    if verb is not None and verb.form == "base" and owner.kind not in ("side", "agent", "person"):
        return False
    wanted = args.get("subject")
    if wanted == "none":
        return True
    if wanted == "side":
        return owner.kind == "side" or (owner.kind == "agent" and bool(owner.who))
    if wanted == "agent":
        return owner.kind in ("side", "agent", "person") or (owner.kind == "it" and not owner.passive)
    if owner.passive and owner.kind in ("agent", "person"):
        return args.get("strength") == "obliged"
    return owner.kind != "other"


def _reported(scene: Discourse, head: int) -> bool:
    """Whether a clause hangs on a verb of saying: "said that … would"."""
    sentence = scene.sentence_at(head)
    return any(scene.is_a(place, "THAT") for place in range(sentence.first, head))


def _passive(scene: Discourse, found: Found, lexicon: Lexicon) -> list[Act]:
    """The act done to what stands before the frame, or to the subject named in it."""
    told = found.parts.get("subject")
    sentence = scene.sentence_at(found.head)
    thing = told if told is not None else phrase_before(scene, found.head, sentence.first)
    if thing is None:
        return []
    place = found.parts["act"][0]
    act = stretch(scene, place, sentence.last, lexicon)
    act.first, act.reach, act.form = thing[0], Reach(thing[0], thing[1] - 1), "base"
    act.carried = act.lemma
    if act.sense in ("", *lexicon.talk, *lexicon.never, "hold"):
        return []
    return [act]


def _done(scene: Discourse, found: Found, lexicon: Lexicon) -> list[Act]:
    """The act of the participle within the frame."""
    if not _speaks(scene, found):
        return []
    act = stretch(scene, found.parts["act"][0], scene.sentence_at(found.head).last, lexicon)
    act.first, act.carried = _start(scene, found), act.lemma
    if scene.has(("BODY",), act.reach.first, act.reach.last + 1):
        return []
    return [act]


def _course(scene: Discourse, found: Found, lexicon: Lexicon) -> list[Act]:
    """What is going on or put off: what stands before the frame, or behind its "on"."""
    sentence = scene.sentence_at(found.head)
    thing = phrase_before(scene, found.head, sentence.first, aside=True)
    if thing is None:
        return []
    tail = stretch(scene, found.after - 1, sentence.last, lexicon)
    behind = scene.is_a(found.after - 1, "ON") and tail.last >= found.after
    reach = Reach(found.after, tail.last) if behind else Reach(thing[0], thing[1] - 1)
    return [Act(thing[0], max(tail.last, found.head), found.head, reach, "thing", due=tail.due)]


_BUILDERS: Final[dict[str, Callable[[Discourse, Found, Lexicon], list[Act]]]] = {
    "acts": _governed,
    "doing": _governed,
    "naming": _governed,
    "things": _governed,
    "passive": _passive,
    "done": _done,
    "course": _course,
}


# --- substance or ritual ---------------------------------------------------------------------------------------------


def _counts(scene: Discourse, act: Act, found: Found, lexicon: Lexicon) -> bool:
    """Whether an act is worth a claim: no other reader's, no figure's goal, no ritual."""
    args = found.frame.rule.args
    if _others(scene, act, found, lexicon) or _goal(scene, act):
        return False
    if "acts" in args and act.sense not in args["acts"]:
        return False
    if args.get("deeds") and act.lemma not in lexicon.deeds:
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
    if {act.sense, act.lemma} & lexicon.never:
        return True
    if act.sense in lexicon.talk and not args.get("firm"):
        return True
    named = upon(scene, act)
    if named is None:
        if act.lemma in lexicon.holding:
            return not scene.has(("PLURALEVENT",), act.reach.first, act.reach.last + 1)
        return build == "course" and _visits(scene, act, lexicon)
    if build in ("course", "things", "done"):
        return True
    if args.get("events") and named == "EVENT" and act.sense == "hold":
        return False
    whose = {"MEETING": lexicon.meetings, "EVENT": lexicon.events, "INSTRUMENT": lexicon.instruments}[named]
    return bool({act.sense, act.lemma} & whose)


def _visits(scene: Discourse, act: Act, lexicon: Lexicon) -> bool:
    """Whether a noun such as "visit" or "start of sales" names an act that is nobody's promise."""
    found = scene.values[act.reach.first : act.reach.last + 1]
    return any(isinstance(value, Verb) and value.sense in lexicon.never for value in found)


def _goal(scene: Discourse, act: Act) -> bool:
    """Whether the act only sets a level for a figure: "raise trade to $5 billion"."""
    return any(scene.is_a(place - 1, "TO", "LESS") for place in scene.find(("MONEY",), act.verb, act.last + 1))


# --- the claim -------------------------------------------------------------------------------------------------------


def _claim(scene: Discourse, act: Act, found: Found) -> Commitment:
    rule = found.frame.rule
    due, how = _due(scene, act)
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
    told = found.parts.get("subject")
    if told is not None:
        codes = tuple(dict.fromkeys(code for place in range(*told) for code in scene.codes(place)))
        return codes or (scene.pair if scene.is_a(told[0], "SIDES", "THEY") else ())
    return found.subject.who


def _due(scene: Discourse, act: Act) -> tuple[str | None, str | None]:
    """The date of an act as the codebook writes it: an open end closes on the day that is named."""
    if act.due is None:
        return None, None
    when: When | None = scene.when(act.due, ahead=True).when
    if when is None:
        return None, None
    value = when.value.removeprefix("../").removesuffix("/..")
    return value, when.rule


def examples(code: str) -> Iterator[tuple[Rule, str, Any]]:
    """Every example of the pack's frames: rule, text, and the acts that it must give (None: none at all)."""
    rules = load(code).rules
    for rule in (*rules.get(_FRAMES, ()), *rules.get(_SUBSTANCE, ())):
        for text, gives in rule.examples:
            yield rule, text, gives["COMMITMENT"]
        for text in rule.counter:
            yield rule, text, None
