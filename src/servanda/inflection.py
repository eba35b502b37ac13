"""The forms of words in languages that inflect: a word that a pack marks with ``*`` stands for itself in all its cases.

How a language inflects is data beside its pack. ``forms.txt`` is a table of forms, written by `scripts/inflect` and looked up
here: nothing is analysed when a text is read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cached_property, lru_cache
from importlib.resources import files
from itertools import product
from pathlib import Path
from typing import Final, Protocol

from servanda.problems import PackError

MARK: Final = "*"
#: The slots of a word in a table: six cases of one, then six of many; words that have only one of them have six slots.
_CASES: Final = 6
_SLOTS: Final = 2 * _CASES
_NUMBERED: Final = (MARK + "1", MARK + "2")  # one alone, or many alone


class Inflector(Protocol):
    """What makes forms of words as packs write them."""

    def forms(self, written: str) -> Iterator[str]:
        """Every form of a phrase whose marked words change together."""

    def verb(self, lemma: str) -> Mapping[str, tuple[str, ...]] | None:
        """The forms of a verb by the names of its slots; None when the pack's own rules make them."""

    def cases(self, form: str) -> frozenset[int]:
        """The cases, numbered from 0 for the nominative, that a form in small letters may be in; none when that is not known."""


class Uninflected:
    """A language whose pack lists every form."""

    def forms(self, written: str) -> Iterator[str]:
        raise PackError(f"the form {written!r} is marked to be inflected, and the language has no table of forms")

    def verb(self, lemma: str) -> Mapping[str, tuple[str, ...]] | None:
        return None

    def cases(self, form: str) -> frozenset[int]:
        return frozenset()


class Table:
    """Forms looked up in a table: a line a word, ``заседание*`` and its forms by case, ``подписать~`` by slots of the verb.

    ``*1`` asks for the forms of one alone, ``*2`` for those of many. Of a verb ``подписать~past`` stands for its forms of one slot. Of a word behind which ``**`` stands every form counts, whatever its case, number and gender (an adjective alone).
    """

    def __init__(self, path: Path) -> None:
        self._where = str(path)
        lines = (line.partition("\t") for line in path.read_text(encoding="utf-8").splitlines())
        self._lines = {word: told for word, _, told in lines}

    @property
    def words(self) -> frozenset[str]:
        """The words of the table, with their marks."""
        return frozenset(self._lines)

    def forms(self, written: str) -> Iterator[str]:
        words = written.split()
        if "~" in words[0]:
            lemma, _, slot = words[0].partition("~")
            yield from (" ".join((form, *words[1:])) for form in self.verb(lemma).get(slot, ()))
            return
        if any(word.endswith(MARK * 2) for word in words):
            choices = [self._told(word).split() if word.endswith(MARK * 2) else [word] for word in words]
            yield from (" ".join(chosen) for chosen in product(*choices))
            return
        number = next((word[-1] for word in words if word.endswith(_NUMBERED)), "")
        words = [word.removesuffix(number) if word.endswith(_NUMBERED) else word for word in words]
        slots = [self._told(word).split(" ") if word.endswith(MARK) else [word] * _SLOTS for word in words]
        of_number = {"": slice(None), "1": slice(_CASES), "2": slice(_CASES, None)}[number]
        made: dict[str, None] = {}
        full = zip(*(["-"] * (_SLOTS - len(slot)) + slot for slot in slots), strict=True)
        for together in list(full)[of_number]:
            made |= {
                " ".join(chosen): None for chosen in product(*(w.split("/") for w in together)) if "-" not in chosen
            }
        yield from made

    def verb(self, lemma: str) -> Mapping[str, tuple[str, ...]]:
        told = (slot.partition("=") for slot in self._told(f"{lemma}~").split())
        return {slot: tuple(forms.split("/")) for slot, _, forms in told}

    def cases(self, form: str) -> frozenset[int]:
        return frozenset(self._cases.get(form, ()))

    @cached_property
    def _cases(self) -> dict[str, set[int]]:
        found: dict[str, set[int]] = {}
        for word, told in self._lines.items():
            if word.endswith(MARK) and not word.endswith(MARK * 2):
                for number, slot in enumerate(told.split(" ")):
                    for form in slot.split("/"):
                        found.setdefault(form.lower(), set()).add(number % _CASES)
        return found

    def _told(self, word: str) -> str:
        try:
            return self._lines[word]
        except KeyError:
            raise PackError(f"{self._where}: no forms of {word!r}; run scripts/inflect") from None


@lru_cache(maxsize=16)
def inflector(folder: Path) -> Inflector:
    """What inflects the words of the language whose pack lies in a folder."""
    table = folder / "forms.txt"
    return Table(table) if table.is_file() else Uninflected()


def of_language(code: str) -> Inflector:
    """What inflects the words of one of the package's own languages (ISO 639-1)."""
    return inflector(Path(str(files("servanda").joinpath("data", "languages", code))))


def expanded(form: str, inflected: Callable[[str], Iterator[str]]) -> Iterator[str]:
    """A form as packs write it, with its marks of case ("!"), written out when a word in it is marked."""
    if (MARK not in form and "~" not in form[1:]) or len(form) == 1:
        yield form
        return
    bare = form.rstrip("!")
    yield from (text + form[len(bare) :] for text in inflected(bare))
