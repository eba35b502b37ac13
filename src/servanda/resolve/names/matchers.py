"""What speaks for and against two names being one: named, weighted functions, whose docstrings are what the user reads.

A weight is evidence in bits: each bit doubles the odds. The score is what the sum of the weights makes of even odds.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise, product
from typing import Final, NamedTuple

from rapidfuzz.fuzz import ratio

from servanda.resolve.names import tables
from servanda.resolve.names.parsing import Name, Word


@dataclass(frozen=True, slots=True)
class Matcher:
    """One way in which two words may agree.

    It is ``sure`` when it alone makes them one word in some spelling, ``clear`` when they are no mere likes.
    """

    name: str
    weight: float
    applies: Callable[[Word, Word], bool]
    sure: bool = True
    clear: bool = True


class Agreement(NamedTuple):
    """What two words have to say to one another; ``sure`` and ``clear`` as the matcher says."""

    name: str
    weight: float
    sure: bool = False
    clear: bool = False


class Pair(NamedTuple):
    """Two words that were held against one another: places in both names, and what came of it."""

    left: int
    right: int
    found: Agreement


# --- two words ---------------------------------------------------------------------------------------------------------


def same_letters(a: Word, b: Word) -> bool:
    """The words are the same letter for letter, once romanised and without marks."""
    return a.plain == b.plain and not a.initial and not b.initial


def same_sound(a: Word, b: Word) -> bool:
    """Two spellings of one sound: Aleksey and Alexei, Ceyhun and Джейхун, Overçuk and Overchuk."""
    return not a.initial and not b.initial and not a.sounds.isdisjoint(b.sounds)


def initial_of(a: Word, b: Word) -> bool:
    """One is the initial of the other: A. and Aleksey, Dzh. and Ceyhun."""
    if not a.initial and not b.initial:
        return False
    short, long = (a, b) if (a.initial and len(a.plain) <= len(b.plain)) or not b.initial else (b, a)
    if long.plain.startswith(short.plain):
        return True
    if short.plain in _OWN_VOWELS and not short.cyrillic and not long.cyrillic:
        return False
    return any(sound.startswith(letter) for sound, letter in product(long.sounds, short.sounds))


def father_of(a: Word, b: Word) -> bool:
    """One father's name with the ending and without: Heydarovich and Heydar oğlu."""
    return a.father and b.father and not a.roots.isdisjoint(b.roots)


def man_or_case(a: Word, b: Word) -> bool:
    """A man's surname in an oblique case, or a woman's: in Cyrillic letters Лаврова can be either."""
    return _woman(a, b) is not None


def man_and_woman(a: Word, b: Word) -> bool:
    """A man's and a woman's form of one name: Lavrov and Lavrova."""
    woman = _woman(a, b)
    return woman is not None and not woman.cyrillic


def another_case(a: Word, b: Word) -> bool:
    """One is a case of the other: Оверчука of Оверчук, Bayramovun of Bayramov."""
    return not a.cases.isdisjoint(b.sounds) or not b.cases.isdisjoint(a.sounds)


def two_cases(a: Word, b: Word) -> bool:
    """Both are cases of one word."""
    return not a.cases.isdisjoint(b.cases)


def other_language(a: Word, b: Word) -> bool:
    """One given name as the press of two countries renders it: Vladimir and Volodymyr, Mammad and Mehmet."""
    return not a.given.forms.isdisjoint(b.given.forms)


def called_for_short(a: Word, b: Word) -> bool:
    """A given name and what its bearers are called for short: Benjamin and Ben."""
    return not a.given.short.isdisjoint(b.given.entries) or not b.given.short.isdisjoint(a.given.entries)


def one_origin(a: Word, b: Word) -> bool:
    """Given names of one origin, of which nobody bears now one, now the other: Ivan and John."""
    return not a.given.entries.isdisjoint(b.given.entries)


def vowels_mixed_up(a: Word, b: Word) -> bool:
    """The same but for vowels that romanisations mix up: Mammadov and Mamedov, Osama and Usama."""
    return any(len(sound) >= _LONG for sound in a.loose & b.loose)


def voice_mixed_up(a: Word, b: Word) -> bool:
    """The same but for vowels and for voice, b for p or d for t: Rəcəb and Recep; a misprint may do that too."""
    return not a.initial and not b.initial and not a.hushed.isdisjoint(b.hushed)


def without_vowels(a: Word, b: Word) -> bool:
    """The same consonants, where one is in a script that leaves vowels unwritten."""
    return a.consonantal is not b.consonantal and not a.bones.isdisjoint(b.bones)


#: The first that applies tells how two words agree; full words that share no key agree by none of these.
WORDS: Final = (
    Matcher("same letters", 3.0, same_letters),
    Matcher("a man's and a woman's name", -1.5, man_and_woman, sure=False, clear=False),
    Matcher("a man's name in another case, or a woman's", 2.2, man_or_case),
    Matcher("same sound", 3.0, same_sound),
    Matcher("initial", 0.7, initial_of, sure=False),
    Matcher("father's name", 3.0, father_of),
    Matcher("another case", 2.6, another_case),
    Matcher("vowels mixed up", 2.6, vowels_mixed_up),
    Matcher("two cases of one name", 2.2, two_cases),
    Matcher("another language", 2.4, other_language),
    Matcher("called for short", 1.4, called_for_short),
    Matcher("one origin", 0.8, one_origin, sure=False, clear=False),
    Matcher("same consonants", 2.0, without_vowels),
    Matcher("voice mixed up", 1.2, voice_mixed_up, sure=False, clear=False),
)

#: How alike two words sound, and the weight of it; in between, on the line between. Names further down are other names.
ALIKE: Final = ((1.0, 2.4), (0.9, 1.6), (0.8, -0.8), (0.7, -2.5), (0.6, -5.0), (0.5, -7.0), (0.0, -7.0))
_FAR = 50  # hundredths of likeness, below which all names are equally far
_MISPRINT = 0.75
_CLEAR = 0.92  # likeness of long words that one wrong letter does not make others
_LONG_WORD = 8
_FATHERS_DIFFER = -2.5
_OWN_VOWELS = frozenset("aou")  # an initial that other letters do not stand for
_LONG = 5  # sounds, from which on vowels are told mixed up, not other
_INITIALS_DIFFER = -5.0


@lru_cache(maxsize=500_000)
def agreement(a: Word, b: Word) -> Agreement:
    """How two words agree, by the first matcher that applies, or else how far apart they are."""
    for matcher in WORDS if a.initial or b.initial or not a.keys.isdisjoint(b.keys) else ():
        if matcher.applies(a, b):
            return Agreement(matcher.name, matcher.weight, matcher.sure, matcher.clear)
    if a.initial or b.initial:
        return Agreement("another initial", _INITIALS_DIFFER)
    likeness = alike(a, b)
    weight = _weight(likeness) + (_FATHERS_DIFFER if a.father is not b.father else 0)
    return Agreement(
        "alike" if likeness >= _MISPRINT else "another name", weight, clear=likeness >= _CLEAR and _long(a, b)
    )


def _long(a: Word, b: Word) -> bool:
    return min(len(a.plain), len(b.plain)) >= _LONG_WORD and a.plain[:1] == b.plain[:1]


def alike(a: Word, b: Word) -> float:
    """How alike two words are, 0 to 1, by their sounds and letters; by consonants where vowels are not written.

    Less than a half is told as 0.
    """
    if a.consonantal is not b.consonantal:
        return _nearest(a.bones, b.bones)
    if a.father and b.father:
        return _nearest(a.roots, b.roots)
    return max(_nearest(a.sounds, b.sounds), ratio(a.plain, b.plain, score_cutoff=_FAR) / 100)


def _nearest(ones: frozenset[str], others: frozenset[str]) -> float:
    return max((ratio(one, other, score_cutoff=_FAR) for one in ones for other in others), default=0.0) / 100


def _weight(likeness: float) -> float:
    for (above, high), (below, low) in pairwise(ALIKE):
        if likeness >= below:
            return round(low + (high - low) * (likeness - below) / (above - below), 2)
    return ALIKE[-1][1]


def _woman(a: Word, b: Word) -> Word | None:
    """The word that looks like the woman's form, where the two are a pair."""
    man, woman = (a, b) if len(a.plain) < len(b.plain) else (b, a)
    if not woman.plain.endswith(("a", "e")) or "'" in woman.text:
        return None
    for his, hers in tables.endings().sexes:
        if man.plain.endswith(his) and woman.plain.endswith(hers):
            stem = len(man.plain) - len(his)
            if stem > 1 and man.plain[:stem] == woman.plain[: len(woman.plain) - len(hers)]:
                return woman
    return woman if woman.plain == f"{man.plain}a" and not woman.cyrillic and not man.cyrillic else None


# --- two names ---------------------------------------------------------------------------------------------------------


class Comparison(NamedTuple):
    """Two names and their pairs of words."""

    a: Name
    b: Name
    pairs: Sequence[Pair]

    def words(self, pair: Pair) -> tuple[Word, Word]:
        """The two words of a pair."""
        return self.a.words[pair.left], self.b.words[pair.right]


_FATHER_AND_SON = -7.0
_UNSURE = 1.9  # bits: above even odds, below what counts as the same


def _held(weight: float) -> float:
    """The weight that keeps the sum where nothing is decided."""
    return round(min(0.0, _UNSURE - weight), 2)


def untold(found: Comparison, _weight: float) -> float:
    """Words that only one of the names has: middle names are left out often, all but one word seldom."""
    short, long = sorted((len(found.a.words), len(found.b.words)))
    if short == long or not short:
        return 0.0
    return -1.5 if short == 1 else -0.4 * (long - short)


def initials_alone(found: Comparison, _weight: float) -> float:
    """Nothing but initials agrees, and the surname is not among them."""
    only = found.pairs and all(pair.found.name == "initial" for pair in found.pairs)
    return -3.0 if only and not all(word.initial for word in (*found.a.words, *found.b.words)) else 0.0


def father_differs(found: Comparison, _weight: float) -> float:
    """What is the father's name in one is the person's own in the other: Salman bin Muhammad, Muhammad bin Salman."""
    crossed = sum(one.father is not other.father for one, other in map(found.words, found.pairs))
    if crossed > 1:
        return _FATHER_AND_SON
    lefts = {pair.left for pair in found.pairs}
    rights = {pair.right for pair in found.pairs}
    left_out = [word for number, word in enumerate(found.a.words) if number not in lefts]
    left_out += [word for number, word in enumerate(found.b.words) if number not in rights]
    own = any(not word.father and not word.initial for word in left_out)
    return _FATHER_AND_SON if crossed and own else 0.0


def generation_differs(found: Comparison, weight: float) -> float:
    """The junior is not the senior; where only one name says which, it stays open."""
    if found.a.generation == found.b.generation:
        return 0.0
    return -8.0 if found.a.generation and found.b.generation else _held(weight)


def case_or_woman(found: Comparison, weight: float) -> float:
    """Whether it is a man's name in another case or a woman's stays open, unless another word tells."""
    doubt = False
    for pair in found.pairs:
        name, (one, other) = pair.found.name, found.words(pair)
        either = tables.given().either
        if name == "another case" and not (one.text in either or other.text in either):
            return 0.0
        doubt = doubt or name == "a man's name in another case, or a woman's"
    return _held(weight) if doubt else 0.0


def only_alike(found: Comparison, weight: float) -> float:
    """Words that are only alike, or no word that is more than that, leave it open: misprint or namesake?"""
    if all(pair.found.clear for pair in found.pairs) and any(pair.found.sure for pair in found.pairs):
        return 0.0
    return _held(weight)


def other_order(found: Comparison, _weight: float) -> float:
    """The words stand in another order, and no comma says why."""
    crossed = any(one.left < other.left and one.right > other.right for one in found.pairs for other in found.pairs)
    return -0.3 if crossed and not (found.a.comma or found.b.comma) else 0.0


#: Each is asked, in this order, with the weight found so far.
NAMES: Final = (
    ("words untold", untold),
    ("initials alone", initials_alone),
    ("father's name is another's own", father_differs),
    ("generation", generation_differs),
    ("case or woman", case_or_woman),
    ("order", other_order),
    ("only alike", only_alike),
)
