"""The scanner: every form of a lexicon found in one pass, and what lies between two of them classified."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import compress
from typing import Any, NamedTuple

import ahocorasick_rs

from servanda.grammar.tags import BUILT_IN, Printed, Tagged, Tags
from servanda.grammar.text import fold, scannable
from servanda.problems import PackError


class Entry(NamedTuple):
    """A form of the lexicon: how it is written, its tag and value, and whether case matters.

    ``case`` is "any", "title" (the first letter must be a capital), "exact" (signs behind the last letter included:
    "US$") or "glued" (these very letters, and only when written onto a number: the "m" of "5m").
    """

    form: str
    tag: str
    value: Any
    case: str = "any"


class _Reading(NamedTuple):
    tag: str
    value: Any
    case: str
    form: str
    tail: str = ""


# Words first: they are the most frequent, and nothing else begins with a letter.
_GAP_TOKEN = re.compile(
    r"(?P<word>[^\W\d_]+(?:['’.`&](?!s\b)[^\W\d_]+)*)"
    r"|(?P<ndate>(?<![\w.])(?:\d{4}[-./]\d{1,2}[-./]\d{1,2}|\d{1,2}[./-]\d{1,2}[./-]\d{2,4})(?![\w/-]|\.\d))"
    r"|(?P<clock>(?<![\w:])\d{1,2}:\d\d(?::\d\d)?(?![\d:]))"
    r"|(?P<number>\d{1,3}(?:[\u00a0\u202f\u2009 ]\d{3})+(?:[.,]\d+)?(?!\d)|\d+(?:[.,]\d+)*|(?<![\w.,])\.\d+)"
    r"|(?P<poss>['’`]s\b)"
    r"|(?P<stop>\.(?=[\s\"”’»)\]]|\Z)|[!?…]+|\n[\s]*|\r\n?)"
    r"|(?P<mark>[^\w\s])"
)
_MARKS = {
    ",": "COMMA", ";": "SEMI", ":": "COLON", "(": "OPEN", "[": "OPEN", ")": "CLOSE", "]": "CLOSE", "-": "HYPHEN", "‐": "HYPHEN",
    "‑": "HYPHEN", "–": "DASH", "—": "DASH", "−": "DASH", "\"": "QUOTE", "“": "QUOTE", "”": "QUOTE", "„": "QUOTE", "«": "QUOTE",
    "»": "QUOTE", "‟": "QUOTE",
}  # fmt: skip
#: What may stand between a stop and the first letter of the next sentence.
_BESIDE_STOPS = "".join(char for char in map(chr, range(0x3001)) if char.isspace()) + '"“”’»«„‘()[]'
#: The first letter of a name ("A. Orazov", "A.Orazov"), which is no article.
_INITIAL = re.compile(r"[^\W\d_]\.[ \u00a0]?(?=[^\W\d_])")
_MEMO_LIMIT = 50_000

_Piece = tuple[str, int, int, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Orthography:
    """How a language writes numbers and ends sentences."""

    decimal: str = "."
    ordinal_suffixes: frozenset[str] = frozenset()
    abbreviations: frozenset[str] = frozenset()


class Scanner:
    """Finds every form of a lexicon in one pass and classifies what lies between."""

    def __init__(self, entries: Iterable[Entry], *, tags: Tags, orthography: Orthography) -> None:
        self.tags = tags
        self._orthography = orthography
        self._stop = tags.char("STOP")
        self._break = tags.char("BREAK")
        self._ordinal = tags.char("ORD")
        self._chars = {name: tags.char(name) for name in BUILT_IN}
        self._marks = {mark: self._chars[name] for mark, name in _MARKS.items()}
        self._signs: dict[str, tuple[str, Any]] = {}
        self._glued: dict[str, tuple[str, Any]] = {}
        forms: dict[str, list[_Reading]] = {}
        for entry in entries:
            self._learn(entry, forms)
        self._compile(forms)
        self._memo: dict[str, list[_Piece]] = {}

    def _learn(self, entry: Entry, forms: dict[str, list[_Reading]]) -> None:
        if entry.case == "glued":
            self._glued.setdefault(entry.form, (self.tags.char(entry.tag), entry.value))
            return
        folded = fold(scannable(entry.form).text)
        key = " ".join(folded.split())
        if not key:
            self._signs.setdefault(entry.form, (self.tags.char(entry.tag), entry.value))
            return
        tail = re.sub(r".*\w", "", entry.form) if entry.case == "exact" else ""
        reading = _Reading(self.tags.char(entry.tag), entry.value, entry.case, entry.form, tail)
        # "sq. km" is looked for with its point (two spaces once folded) and without.
        for spaced in dict.fromkeys((key, folded.strip())):
            readings = forms.setdefault(spaced, [])
            if not any(r.case == entry.case and (r.case != "exact" or r.form == entry.form) for r in readings):
                readings.append(reading)  # the earlier file wins: packs list their words in order of precedence

    def _compile(self, forms: dict[str, list[_Reading]]) -> None:
        order = {"exact": 0, "title": 1, "any": 2}
        self.forms = {key: sorted(found, key=lambda r: (order[r.case], -len(r.tail))) for key, found in forms.items()}
        keys = sorted(self.forms)
        self._keys = keys
        self._readings = [self.forms[key] for key in keys]
        self._simple = [
            (readings[0].tag, readings[0].value)
            if len(key) > 1 and len(readings) == 1 and readings[0].case == "any"
            else None
            for key, readings in zip(keys, self._readings, strict=True)
        ]
        numbers = {key: number for number, key in enumerate(keys)}
        self._shorter = [self._prefix(key, numbers) for key in keys]
        if not keys:
            raise PackError("a lexicon without a single form")
        self._automaton = ahocorasick_rs.AhoCorasick([f" {key} " for key in keys])

    @staticmethod
    def _prefix(key: str, numbers: Mapping[str, int]) -> int | None:
        """The longest form that is a whole-word beginning of this one, for when this one fails its conditions."""
        while " " in key:
            key = key.rpartition(" ")[0]
            if key in numbers:
                return numbers[key]
        return None

    def scan(self, text: str) -> Tagged:
        """The text as symbols; it must be scannable (see :func:`scannable`)."""
        folded = " " + fold(text) + " "
        tags: list[str] = []
        starts: list[int] = []
        ends: list[int] = []
        values: list[Any] = []
        add_tag, add_start, add_end, add_value = tags.append, starts.append, ends.append, values.append
        memo, simple = self._memo, self._simple
        lower, capital = self._chars["w"], self._chars["N"]
        if len(memo) > _MEMO_LIMIT:
            memo.clear()
        place = 0
        # Matches come by their end, so the longest at a start stays. All are asked for: neighbours share the space between.
        longest = {
            start: (number, end - 1)
            for number, start, end in self._automaton.find_matches_as_indexes(folded, overlapping=True)
        }
        for start in sorted(longest):
            if start < place:
                continue
            number, end = longest[start]
            found = simple[number]
            if found is None:
                settled = self._settle(number, text, folded, start)
                if settled is None:
                    continue
                found, end = settled
            gap = text[place:start]
            if gap != " " and gap:
                core = gap[1:-1]
                if core.isalpha() and gap[0] == " " == gap[-1]:
                    # One unknown word: by far the most frequent gap, not worth a regular expression.
                    add_tag(lower if core[0].islower() else capital)
                    add_start(place + 1)
                    add_end(start - 1)
                    add_value(None)
                else:
                    pieces = memo.get(gap)
                    if pieces is None:
                        number_alone = gap[0] == " " == gap[-1] and core.isdigit()
                        pieces = self._number(core, 1, glued=False) if number_alone else self._pieces(gap)
                        memo[gap] = pieces
                    for tag, a, b, value in pieces:
                        add_tag(tag)
                        add_start(place + a)
                        add_end(place + b)
                        add_value(value)
            tag, value = found
            place = end - 1
            add_tag(tag)
            add_start(start)
            add_end(place)
            add_value(value)
        for tag, a, b, value in self._pieces(text[place:]):
            add_tag(tag)
            add_start(place + a)
            add_end(place + b)
            add_value(value)
        tagged = Tagged(text, "".join(tags), starts, ends, values)
        return self._end_sentences(tagged) if self._stop in tagged.tags else tagged

    def _settle(self, number: int, text: str, folded: str, start: int) -> tuple[tuple[str, Any], int] | None:
        """The first reading whose conditions hold, of this form or of a shorter one that begins it."""
        choice: int | None = number
        while choice is not None:
            end = start + 1 + len(self._keys[choice])
            if folded[end] == " ":
                printed = text[start : end - 1]
                if len(printed) == 1 and printed.isupper() and _INITIAL.match(text, start):
                    return None
                for reading in self._readings[choice]:
                    if _case_holds(reading, printed) and text.startswith(reading.tail, end - 1):
                        return (reading.tag, reading.value), end + len(reading.tail)
            choice = self._shorter[choice]
        return None

    def lookup(self, word: str) -> tuple[str, Any] | None:
        """The symbol and value of a single word, as the scanner would give it."""
        for reading in self.forms.get(fold(word), ()):
            if not reading.tail and _case_holds(reading, word):
                return reading.tag, reading.value
        return None

    def _pieces(self, gap: str) -> list[_Piece]:
        """Numbers, signs, unknown words of a stretch without known forms; offsets are within the stretch."""
        out: list[_Piece] = []
        lower, capital = self._chars["w"], self._chars["N"]
        glued = -1  # where the last word or number ended, to see what is written together
        for match in _GAP_TOKEN.finditer(gap):
            kind = match.lastgroup
            a, b = match.span()
            token = match[0]
            if kind == "word":
                if a == glued and out and self._after_number(out, token, b):
                    glued = b
                    continue
                known = self.lookup(token) if gap[b : b + 1].isdigit() else None
                if known is not None:
                    out.append((known[0], a, b, known[1]))
                else:
                    tag = lower if token[0].islower() else capital
                    last = out[-1] if out else None
                    if last is not None and last[0] == tag and gap[last[2] : a].isspace():
                        out[-1] = (tag, last[1], b, None)
                    else:
                        out.append((tag, a, b, None))
                glued = b
            elif kind == "number":
                out.extend(self._number(token, a, glued=a == glued and bool(out) and out[-1][0] in (lower, capital)))
                glued = b
            elif kind == "stop":
                out.append((self._stop, a, b, "\n" in token or "\r" in token))
            elif kind == "mark":
                out.append(self._mark(token, a, gap))
            else:
                out.append((self._chars[kind.upper()], a, b, token))  # type: ignore[union-attr]
                glued = b
        return out

    def _after_number(self, out: list[_Piece], token: str, end: int) -> bool:
        """A word written onto a number: an ordinal ending, a scale, a unit."""
        tag, a, b, value = out[-1]
        if not isinstance(value, Printed):
            known = self.lookup(token) if tag == self._chars["CLOCK"] else None
            if known is not None:
                out.append((known[0], b, end, known[1]))
            return known is not None
        if token.lower() in self._orthography.ordinal_suffixes and value.plain and "." not in value.digits:
            if len(value.digits) < 19:
                out[-1] = (self._ordinal, a, end, int(value.digits))
            return True
        known = self._glued.get(token) or self.lookup(token)
        if known is None:
            return False
        out.append((known[0], b, end, known[1]))
        return True

    def _number(self, token: str, at: int, *, glued: bool) -> list[_Piece]:
        chars = self._chars
        trailing = len(token) - len(token.rstrip(".,"))
        token = token.rstrip(".,")
        printed = self.printed(token)
        end = at + len(token)
        if glued:
            tag = chars["CODE"]
        elif "." in printed.digits:
            tag = chars["DEC"]
        elif printed.plain and len(token) <= 2:
            tag = chars["SMALL"]
        elif printed.plain and len(token) == 4 and "1000" <= token < "2200":
            tag = chars["YEAR"]
        else:
            tag = chars["INT"]
        out: list[_Piece] = [(tag, at, end, printed)]
        if trailing:
            out.append((chars["COMMA"], end, end + trailing, None))
        return out

    def printed(self, token: str) -> Printed:
        """A number as printed, read by the language's decimal sign; a lone sign before three digits is a separator."""
        if token.isdigit():
            return Printed(_western(token), True)
        decimal = self._orthography.decimal
        whole, _, fraction = token.partition(decimal)
        if whole.isdigit() and fraction.isdigit():
            return Printed(_western(f"{whole}.{fraction}"), False)
        groups = re.split(r"([.,]|[^\d.,])", token)
        signs = groups[1::2]
        last = signs[-1]
        fraction = groups[-1]
        is_fraction = (
            last in ".," and signs.count(last) == 1 and (last == decimal or len(fraction) != 3 or len(groups[0]) > 3)
        )
        if last in ".," and last != decimal and len(signs) > 1 and signs.count(last) == 1:
            is_fraction = len(set(signs)) > 1
        whole = "".join(groups[0:-1:2]) or "0" if is_fraction else "".join(groups[0::2])
        return Printed(_western(f"{whole}.{fraction}" if is_fraction else whole), False)

    def _mark(self, token: str, at: int, gap: str) -> _Piece:
        sign = self._signs.get(token)
        if sign is not None:
            return sign[0], at, at + 1, sign[1]
        tag = self._marks.get(token, self._chars["MARK"])
        spaced = gap[at - 1 : at].isspace() or gap[at + 1 : at + 2].isspace()
        if tag == self._chars["HYPHEN"] and spaced:
            tag = self._chars["DASH"]
        return tag, at, at + 1, token

    def _end_sentences(self, tagged: Tagged) -> Tagged:
        """Turn each stop into the end of a sentence, or drop it when an abbreviation explains it."""
        tags, starts, ends, values = tagged.tags, tagged.starts, tagged.ends, tagged.values
        kept = bytearray(b"\1") * len(tags)
        place = tags.find(self._stop)
        while place >= 0:
            if values[place] is True or self._ends_sentence(tagged.text, starts[place], ends[place]):
                values[place] = None
            else:
                kept[place] = 0
            place = tags.find(self._stop, place + 1)
        tags = tags.replace(self._stop, self._break)
        if 0 in kept:
            tags = "".join(compress(tags, kept))
            starts, ends, values = (list(compress(column, kept)) for column in (starts, ends, values))
        return Tagged(tagged.text, tags, starts, ends, values)

    def _ends_sentence(self, text: str, start: int, end: int) -> bool:
        after = text[end : end + 8].lstrip(_BESIDE_STOPS)[:1] or text[end + 8 : end + 9]
        if not after:
            return True
        if after.islower():
            return False
        if text[start] != ".":
            return True
        word = text[max(0, start - 12) : start].rpartition(" ")[2]
        if not word.isalpha():
            word = _last_letters(word)
        if len(word) == 1 and word.isupper() and after.isupper():
            return False
        if "." in word and word.replace(".", "").isupper():
            return False
        return word.lower() not in self._orthography.abbreviations


def _last_letters(text: str) -> str:
    """The letters and points at the end of a text."""
    place = len(text)
    while place and (text[place - 1].isalpha() or text[place - 1] == "."):
        place -= 1
    return text[place:]


def _western(digits: str) -> str:
    return digits if digits.isascii() else "".join(str(unicodedata.digit(c, 0)) if c != "." else c for c in digits)


def _case_holds(reading: _Reading, printed: str) -> bool:
    if reading.case == "any":
        return True
    if reading.case == "title":
        return printed[:1].isupper()
    return printed == reading.form.removesuffix(reading.tail)
