"""What a passage in another language tells again: the caption of a photograph names the men of whom the report speaks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from anyascii import anyascii
from rapidfuzz import fuzz

from servanda.record import Claim, Person

_LEAST: Final = 70  # of 100, for each word of a name
_ALIKE: Final = 80  # of 100: the same name in the spelling of another language ("Overçuk", "Overchuk")


def once(told: Sequence[Sequence[Claim]]) -> list[Claim]:
    """The claims of all languages of a document, that of most claims first, without persons whom it names already."""
    first, *others = sorted(told, key=len, reverse=True)
    known = [_plain(claim) for claim in first if isinstance(claim, Person)]
    kept = list(first)
    for claims in others:
        kept += [claim for claim in claims if not (isinstance(claim, Person) and _again(_plain(claim), known))]
    return kept


def _plain(person: Person) -> str:
    return anyascii(person.name.lower().replace("ə", "a"))  # as names are put into English; anyascii makes an e of it


def _again(name: str, known: Iterable[str]) -> bool:
    """Whether one of the names is this one: of as many words, each much alike."""
    words = name.split()
    return any(
        len(other.split()) == len(words)
        and all(fuzz.ratio(a, b) >= _LEAST for a, b in zip(words, other.split(), strict=True))
        and fuzz.ratio(name, other) >= _ALIKE
        for other in known
    )
