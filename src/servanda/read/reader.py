"""A reader: one language's cascade with all levels, and the seven nouns that it looks for."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Final

from servanda import numbers
from servanda.grammar import scannable
from servanda.language import Cascade, load
from servanda.problems import Outcome, Problem
from servanda.quantities import builders as quantities
from servanda.quantities.units import gazetteer as units
from servanda.read import bodies, commitments, events, figures, instruments, meetings, people, phrases
from servanda.read.discourse import Discourse
from servanda.read.english import in_english, spelling
from servanda.read.final import commitments as final_commitments
from servanda.read.final import figures as final_figures
from servanda.read.final.names import BUILDERS as FINAL
from servanda.read.gazetteer import gazetteer
from servanda.read.verify import verified
from servanda.record import Claim, Document
from servanda.times import builders as times
from servanda.values import Span

#: The levels of the cascade, values first; the order settles whose number it is.
LEVELS: Final = (
    "numbers", "quantities", *times.LEVELS, "counts", "nations", "bodies", "offices", "persons", "meetings", "events", "instruments", "figures",
)  # fmt: skip

#: Tags that builders give although no word of a lexicon carries them.
_BUILT: Final = (
    *times.TAGS, "SPELLED", "MONEY", "PERCENT", "POINTS", "MEASURE", "TIMES", "COUNT", "DATE", "DURATION", "SET", "CLOCK", "PAIR", "BETWEENPAIR",
    "LANDS", "BODY", "OFFICE", "PERSON", "MEETING", "EVENT", "INSTRUMENT", "INDICATOR", "COUNTRY", "ADJ", "CAPITAL", "CITY", "COMBINING",
    "ORG", "CURRENCY",
)  # fmt: skip

_BUILDERS: Final = {
    **numbers.BUILDERS,
    **quantities.BUILDERS,
    **times.BUILDERS,
    **phrases.BUILDERS,
    **meetings.BUILDERS,
    **events.BUILDERS,
    **instruments.BUILDERS,
    **figures.BUILDERS,
    **FINAL,
}

Noun = Callable[[Discourse], Iterable[Claim]]

#: In this order: a commitment gives way to the event or instrument that it speaks of.
_NOUNS: Final[tuple[tuple[str, Noun], ...]] = (
    ("people", people.read),
    ("meetings", meetings.read),
    ("events", events.read),
    ("instruments", instruments.read),
    ("figures", figures.read),
    ("bodies", bodies.read),
    ("commitments", commitments.read),
)


#: The readers of a language whose clauses end in their verb, where they are others.
_FINAL_NOUNS: Final[dict[str, Noun]] = {"figures": final_figures.read, "commitments": final_commitments.read}


@lru_cache(maxsize=8)
def cascade(language: str) -> Cascade:
    """The compiled cascade of a language, made once."""
    entries = (*units(language), *gazetteer(language))
    return Cascade(load(language), levels=LEVELS, builders=_BUILDERS, gazetteer=entries, extra_tags=_BUILT)


def unwrapped(text: str, paragraphs: Iterable[Span]) -> str:
    """The text with a space for each end of line within a paragraph: a sentence may run over lines of hard-wrapped copy."""
    out, place = [], 0
    for start, end in paragraphs:
        lines = text[start:end]
        if "\n" in lines or "\r" in lines:
            out += [text[place:start], lines.replace("\r", " ").replace("\n", " ")]
            place = end
    return "".join(out) + text[place:] if out else text


def masked(text: str, others: Iterable[Span]) -> str:
    """The text with the passages in other languages emptied, character for character."""
    for start, end in others:
        text = text[:start] + "\n" * (end - start) + text[end:]
    return text


def discourse(document: Document, language: str, others: Iterable[Span] = ()) -> Discourse:
    """A document ready for the readers; ``others`` are its passages in other languages."""
    compiled = cascade(language)
    scan = scannable(unwrapped(masked(document.text, others), document.paragraphs))
    return Discourse(document, scan, compiled.tag(scan.text), compiled.tags, compiled.pack.settings)


def read_in(document: Document, language: str, others: Iterable[Span] = ()) -> Outcome[tuple[Claim, ...]]:
    """All claims of a document in one language; a reader that fails is told as a problem and the others go on."""
    claims: list[Claim] = []
    problems: list[Problem] = []
    try:
        scene = discourse(document, language, others)
    except Exception as error:  # a bug in a builder must not cost a batch the documents behind
        return Outcome((), (_failed("words", error, document),))
    for name, plain in _NOUNS:
        noun = _FINAL_NOUNS.get(name, plain) if scene.final else plain
        try:
            scene.told[name] = list(noun(scene))
            claims += scene.told[name]
        except Exception as error:  # a bug in one reader must not cost the document the other six
            problems.append(_failed(name, error, document))
    kept, dropped = verified(claims, document, spelling(language).stands)
    problems += dropped
    return Outcome(tuple(in_english(claim, language) for claim in kept), tuple(problems))


def _failed(name: str, error: Exception, document: Document) -> Problem:
    message = f"the reader of {name} failed ({type(error).__name__}: {error}); its claims are missing; please report this text"
    return Problem(code="rule-failed", message=message, source=document.name)
