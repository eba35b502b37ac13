"""The cascade: triggers, then values, then frames, all over tag strings; knows no language and no diplomacy.

A text is scanned once: an Aho-Corasick pass finds every form of the lexicon, and what lies between two forms is classified
(numbers, punctuation, unknown words, capitalised words). Each item found becomes one *symbol* in a tag string. A *level* is an
ordered list of rules, each a pattern over symbols; the patterns of a level are one regular expression and run once over
the tag string of the document. What a rule matches becomes one symbol of the next level. Three hundred symbols
stand for three thousand letters, so the cascade costs little and its cost grows with the length of the text.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, compress
from typing import Any, Final, NamedTuple, TypeVar

import ahocorasick_rs

from servanda.problems import PackError

K = TypeVar("K")
T = TypeVar("T")

# ---------------------------------------------------------------------------------------------------------------------
# Text as scanned: one character for one character, whatever the text is made of
# ---------------------------------------------------------------------------------------------------------------------

_NOT_ASCII = re.compile(r"[^\x00-\x7f]")
# What makes a text unscannable is looked for with plain searches: an expression over all of it costs as much as the scan.
_HIDING = frozenset(
    chr(code)
    for first, last in (
        (0xAD, 0xAD),
        (0x130, 0x130),
        (0x300, 0x36F),
        (0x200B, 0x200F),
        (0x202A, 0x202E),
        (0x2060, 0x2064),
        (0xFB00, 0xFB06),
        (0xFEFF, 0xFEFF),
    )
    for code in range(first, last + 1)
)
_DROPPED = frozenset(
    "\u00ad\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2061\u2062\u2063\u2064\ufeff"
)


class Scannable(NamedTuple):
    """A text without the characters that hide words, and where each of its characters stood.

    ``origin`` is None when nothing had to change; otherwise ``origin[i]`` is the place of character ``i`` in the
    text as given and ``origin[len(text)]`` its length.
    """

    text: str
    origin: Sequence[int] | None

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Offsets into the text as given, for offsets into the scannable one."""
        if self.origin is None:
            return start, end
        if end <= start:
            return self.origin[start], self.origin[start]
        return self.origin[start], self._after(end)

    def _after(self, end: int) -> int:
        assert self.origin is not None
        return max(self.origin[end], self.origin[end - 1] + 1)  # two letters of a ligature stand at one place


def _is_scannable(text: str) -> bool:
    if "  " in text or "\t" in text or "\f" in text or "\v" in text:
        return False
    if text.isascii():
        return True
    if " \u00a0" in text or "\u00a0 " in text or "\u00a0\u00a0" in text:
        return False
    return _HIDING.isdisjoint(_NOT_ASCII.findall(text))


def scannable(text: str) -> Scannable:
    """Drop soft hyphens and invisible marks, compose accents, fold runs of spaces; keep a map when anything changed."""
    if _is_scannable(text):
        return Scannable(text, None)
    out: list[str] = []
    origin: list[int] = []
    for place, char in enumerate(text):
        if char in _DROPPED:
            continue
        if unicodedata.combining(char) and out:
            composed = unicodedata.normalize("NFC", out[-1] + char)
            if len(composed) == 1:
                out[-1] = composed
            continue
        if char in " \u00a0\t\f\v":
            if out and out[-1] == " ":
                continue
            char = " "
        for letter in unicodedata.normalize("NFKC", char) if "\ufb00" <= char <= "\ufb06" else char:
            out.append("I" if letter == "\u0130" else letter)
            origin.append(place)
    origin.append(len(text))
    return Scannable("".join(out), origin)


def _ascii_table() -> dict[int, str]:
    return {code: (chr(code).lower() if chr(code).isalnum() else " ") for code in range(128)}


_ASCII_FOLD = _ascii_table()
_folded_chars: dict[str, str] = {}
_OWN_FOLDS = {
    "ə": "e",
    "Ə": "e",
    "ı": "i",
    "ø": "o",
    "Ø": "o",
    "ł": "l",
    "Ł": "l",
    "đ": "d",
    "Đ": "d",
    "’": " ",
    "‘": " ",
}


def _fold_char(char: str) -> str:
    """The single folded letter for a character beyond ASCII: base letter in lower case, or a space."""
    own = _OWN_FOLDS.get(char)
    if own is not None:
        return own
    if not char.isalnum():
        return " "
    lowered = char.lower()
    base = unicodedata.normalize("NFKD", lowered)[:1]
    return base.lower() if base and base.isascii() and base.isalpha() else (lowered if len(lowered) == 1 else char)


def fold(text: str) -> str:
    """Lower case, accents off Latin letters, a space for all that is no letter or digit; same length as the text."""
    if not text.isascii():
        for char in set(_NOT_ASCII.findall(text)):
            folded = _folded_chars.get(char)
            if folded is None:
                folded = _folded_chars[char] = _fold_char(char)
            if folded != char:
                text = text.replace(char, folded)
    return text.translate(_ASCII_FOLD) if text.isascii() else text.lower().translate(_ASCII_FOLD)


# ---------------------------------------------------------------------------------------------------------------------
# Tags
# ---------------------------------------------------------------------------------------------------------------------

#: Symbols that the scanner gives by itself; a pack names all the others.
BUILT_IN: Final = (
    "BREAK",  # end of a sentence or paragraph
    "w",  # one or more unknown words in lower case
    "N",  # one or more unknown words that begin with a capital
    "YEAR",  # a whole number from 1000 to 2199 printed as four digits
    "SMALL",  # a whole number of one or two digits
    "INT",  # any other whole number
    "DEC",  # a number with a decimal part
    "CODE",  # digits glued behind letters ("G20")
    "NDATE",  # a date in digits: 27.08.20, 2021-04-27, 4/27/2021
    "CLOCK",  # 11:30
    "COMMA",
    "SEMI",  # semicolon
    "COLON",
    "HYPHEN",  # a hyphen within a word
    "DASH",  # a dash between words
    "OPEN",  # opening bracket
    "CLOSE",  # closing bracket
    "QUOTE",  # any quotation mark
    "POSS",  # apostrophe and s
    "MARK",  # any other sign
)


class _Made(dict[K, T]):
    """A dictionary that makes what it lacks."""

    def __init__(self, make: Callable[[K], T]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, key: K) -> T:
        made = self[key] = self._make(key)
        return made


class Tags:
    """Names of symbols and the single characters that stand for them in tag strings."""

    def __init__(self) -> None:
        #: The character of each tag, a new one for a new name. From U+00A1 on: none means anything in a regular expression.
        self.chars: _Made[str, str] = _Made(lambda name: chr(0xA1 + len(self.chars)))
        #: Characters and expressions by tuples of tag names, made when first asked for. Readers look things up here tens of
        #: thousands of times a second, so a hit is one look into a dictionary.
        self.sets: Mapping[tuple[str, ...], str] = _Made(lambda names: "".join(self.chars[name] for name in names))
        self.finders: Mapping[tuple[str, ...], re.Pattern[str]] = _Made(
            lambda names: re.compile(f"[{self.sets[names]}]")
        )
        for name in BUILT_IN:
            self.char(name)

    def char(self, name: str) -> str:
        """The character for a tag, a new one for a new name."""
        return self.chars[name]

    def one_of(self, names: tuple[str, ...]) -> str:
        """The characters of several tags, as one string to look in."""
        return self.sets[names]

    def finder(self, names: tuple[str, ...]) -> re.Pattern[str]:
        """The expression that finds any of several tags."""
        return self.finders[names]

    def known(self, name: str) -> bool:
        """Whether a lexicon or a rule has named this tag."""
        return name in self.chars

    def name(self, char: str) -> str:
        """The tag that a character stands for."""
        for name, own in self.chars.items():
            if own == char:
                return name
        raise KeyError(char)

    def names(self, tags: str) -> str:
        """A tag string spelled out, for people."""
        back = {char: name for name, char in self.chars.items()}
        return " ".join(back[c] for c in tags)


class Verb(NamedTuple):
    """The value of a verb form: its lemma, form (base, third, past, ing) and the sense that the pack gives it."""

    lemma: str
    form: str
    sense: str


class Printed(NamedTuple):
    """A number as printed: digits with a point for the decimal sign, and whether it had no separators at all."""

    digits: str
    plain: bool

    @property
    def whole(self) -> int:
        """The number as an int (its whole part)."""
        return int(self.digits.partition(".")[0])


@dataclass(slots=True)
class Tagged:
    """A text as symbols: ``tags[i]`` stands for ``text[starts[i]:ends[i]]`` and carries ``values[i]``."""

    text: str
    tags: str
    starts: list[int]
    ends: list[int]
    values: list[Any]

    def quote(self, first: int, last: int) -> str:
        """The text of symbols ``first`` to ``last`` inclusive."""
        return self.text[self.starts[first] : self.ends[last]]


# ---------------------------------------------------------------------------------------------------------------------
# The scanner
# ---------------------------------------------------------------------------------------------------------------------


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


# ---------------------------------------------------------------------------------------------------------------------
# Rules and levels
# ---------------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One pattern over symbols, what to build from it, and the examples that keep it honest.

    ``pattern`` is written with tag names: ``SMALL of? {month:MONTH} (COMMA? {year:YEAR})?``; ``@name`` is a class of tags,
    ``{name:...}`` a named part. ``build`` names a builder, ``args`` are handed to it. ``lead`` symbols before and ``tail``
    symbols behind may be asked for with ``(?<=X)`` and ``(?=X)``. ``needs`` are tags of which one stands in every match, at
    most ``within`` symbols from its start: a level whose rules all say so looks only where one is near.
    """

    name: str
    pattern: str
    build: str
    args: Mapping[str, Any] = field(default_factory=dict)
    examples: tuple[tuple[str, Any], ...] = ()
    counter: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    within: int = 12
    source: str = ""


_NOWHERE: Final = range(0)

#: Symbols that one match may take in. Far more than any name or phrase has; it keeps the cost of a run of a hundred thousand
#: like symbols in proportion to its length.
_LONGEST: Final = 96


class Match:
    """What a rule matched: parts by name, with their values, text and offsets."""

    __slots__ = ("_match", "_parts", "first", "last", "rule", "tagged")

    def __init__(self, tagged: Tagged, match: re.Match[str], rule: Rule, parts: Mapping[str, int]) -> None:
        self.tagged = tagged
        self._match = match
        self._parts = parts
        self.rule = rule
        self.first, self.last = match.start(), match.end() - 1

    def has(self, part: str) -> bool:
        """Whether the part took part."""
        group = self._parts.get(part)
        return group is not None and self._match.start(group) >= 0

    def places(self, part: str) -> range:
        """Places of the symbols of a part (empty when absent)."""
        group = self._parts.get(part)
        if group is None:
            return _NOWHERE
        first, last = self._match.span(group)
        return range(first, last)

    def get(self, part: str, default: Any = None) -> Any:
        """The value of the first symbol of a part, or the default."""
        group = self._parts.get(part)
        if group is None:
            return default
        first, last = self._match.span(group)
        return self.tagged.values[first] if first < last else default

    def __getitem__(self, part: str) -> Any:
        first, last = self._match.span(self._parts[part])
        if first == last:
            raise KeyError(part)
        return self.tagged.values[first]

    def values(self, part: str) -> list[Any]:
        """The values of all symbols of a part."""
        group = self._parts.get(part)
        if group is None:
            return []
        first, last = self._match.span(group)
        return self.tagged.values[first:last] if first >= 0 else []

    def text(self, part: str | None = None) -> str:
        """The text of a part, or of the whole match."""
        tagged = self.tagged
        if part is None:
            return tagged.text[tagged.starts[self.first] : tagged.ends[self.last]]
        group = self._parts.get(part)
        if group is None:
            return ""
        first, last = self._match.span(group)
        return tagged.text[tagged.starts[first] : tagged.ends[last - 1]] if first < last else ""

    @property
    def start(self) -> int:
        """Character offset of the whole match."""
        return self.tagged.starts[self.first]

    @property
    def end(self) -> int:
        """Character offset behind the whole match."""
        return self.tagged.ends[self.last]


#: A builder gives the tag name and value of what was matched, or None to decline.
Builder = Callable[[Match], "tuple[str, Any] | None"]

_PATTERN_TOKEN = re.compile(
    r"\{(?P<part>\w+):|(?P<close>\})|@(?P<klass>\w+)|(?P<tag>[A-Za-z]\w*)|(?P<look>\(\?[<!=:]*)|(?P<count>\{\d+(?:,\d*)?\})|(?P<op>[()|?*+\[\]^.])|(?P<space>\s+)"
)


class _Branching(NamedTuple):
    """Rules compiled into one expression; what each alternative stands for, with the numbers of its parts' groups."""

    expression: re.Pattern[str]
    steps: Mapping[str, tuple[Rule, Mapping[str, int], Builder]]


class Level:
    """An ordered list of rules, compiled into one expression for each symbol that a match can begin with.

    Raises PackError when a pattern names an unknown tag or builder or does not compile.
    """

    def __init__(
        self,
        name: str,
        rules: Sequence[Rule],
        *,
        tags: Tags,
        classes: Mapping[str, Sequence[str] | str],
        builders: Mapping[str, Builder],
    ) -> None:
        self.name = name
        self.rules = tuple(rules)
        self._tags = tags
        self._classes = classes
        self._builders = builders
        parts: list[tuple[frozenset[str] | None, str]] = []
        begun: list[Openings] = []
        for number, rule in enumerate(rules):
            if rule.build not in builders:
                raise PackError(f"{rule.source}: rule {rule.name!r} asks for an unknown builder {rule.build!r}")
            group = f"r{number}"
            translated = self._compile(rule, group)
            begins = openings(translated)
            begun.append(begins)
            parts.append((_firsts(begins), f"(?P<{group}>{translated})"))
        self._parts = parts
        self._gate = _gate(begun, self._near(rules))
        self._branches: dict[str, _Branching] = {}
        self._compiled: dict[str, _Branching] = {}

    def _near(self, rules: Sequence[Rule]) -> str:
        """A look ahead for one of the symbols that every match needs; nothing when a rule does not say."""
        if not rules or not all(rule.needs for rule in rules):
            return ""
        needed = {_known(self._tags, name, f"{rule.source}: {rule.name}") for rule in rules for name in rule.needs}
        within = max(rule.within for rule in rules)
        these = "".join(sorted(needed))
        return f"(?:(?<=[{these}])|(?=[^{self._tags.char('BREAK')}]{{0,{within}}}[{these}]))"

    def _branch(self, char: str) -> _Branching:
        """The rules that can begin with a symbol, as one expression; compiled when first met."""
        expression = "|".join(part for firsts, part in self._parts if firsts is None or char in firsts)
        branch = self._compiled.get(expression)
        if branch is None:
            branch = self._compiled[expression] = self._branching(re.compile(expression))
        self._branches[char] = branch
        return branch

    def _branching(self, compiled: re.Pattern[str]) -> _Branching:
        steps: dict[str, tuple[Rule, dict[str, int], Builder]] = {}
        for name, group in compiled.groupindex.items():
            number, _, part = name.partition("_")
            if not part:
                rule = self.rules[int(number[1:])]
                steps[name] = (rule, {}, self._builders[rule.build])
            else:
                steps[number][1][part] = group
        return _Branching(compiled, steps)

    def _compile(self, rule: Rule, group: str) -> str:
        translated = translate(
            rule.pattern,
            tags=self._tags,
            classes=self._classes,
            prefix=f"{group}_",
            where=f"{rule.source}: {rule.name}",
        )
        try:
            compiled = re.compile(translated)
        except re.error as error:
            raise PackError(f"{rule.source}: rule {rule.name!r}: {error}") from None
        if compiled.match(""):
            raise PackError(f"{rule.source}: rule {rule.name!r} would match nothing at all")
        return translated

    def matches(self, tagged: Tagged, first: int = 0, last: int | None = None) -> Iterator[tuple[Match, Builder]]:
        """Every match between two symbols (last exclusive), left to right, none overlapping."""
        if not self._parts:
            return
        tags, branches, place = tagged.tags, self._branches, first
        stop = len(tags) if last is None else last
        for hit in self._gate.finditer(tags, first, stop):
            start = hit.start()
            if start < place:
                continue
            char = tags[start]
            expression, steps = branches.get(char) or self._branch(char)
            found = expression.match(tags, start, min(stop, start + _LONGEST))
            if found is None:
                continue
            place = found.end()
            assert found.lastgroup is not None
            rule, parts, builder = steps[found.lastgroup]
            yield Match(tagged, found, rule, parts), builder

    def apply(self, tagged: Tagged) -> Tagged:
        """Replace what each rule matches by one symbol; a builder that declines leaves its symbols alone."""
        char = self._tags.chars
        edits: list[_Edit] = []
        for match, builder in self.matches(tagged):
            built = builder(match)
            if built is not None:
                edits.append((match.first, match.last, char[built[0]], built[1]))
        if not edits:
            return tagged
        return _spliced(tagged, edits) if len(edits) <= _FEW else _rebuilt(tagged, edits)


#: The first and last symbol that a new one stands for, its character and its value.
_Edit = tuple[int, int, str, Any]
#: So many edits are made in copies of the lists. Each moves all that stands behind it: fast, yet only while they are few.
_FEW: Final = 48


def _spliced(tagged: Tagged, edits: Sequence[_Edit]) -> Tagged:
    """New symbols put in one by one, from the last to the first."""
    tags: list[str] = []
    starts, ends, values = tagged.starts.copy(), tagged.ends.copy(), tagged.values.copy()
    rest = len(tagged.tags)
    for first, last, char, value in reversed(edits):
        tags += (tagged.tags[last + 1 : rest], char)
        rest = first
        if first == last:
            values[first] = value
        else:
            values[first : last + 1] = (value,)
            del starts[first + 1 : last + 1], ends[first:last]
    tags.append(tagged.tags[:rest])
    tags.reverse()
    return Tagged(tagged.text, "".join(tags), starts, ends, values)


def _rebuilt(tagged: Tagged, edits: Sequence[_Edit]) -> Tagged:
    """New symbols and what stands between them, from the first to the last."""
    tags: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    values: list[Any] = []
    place = end = 0
    for first, last, char, value in edits:
        tags += (tagged.tags[place:first], char)
        # A new symbol starts where its first one does, and ends where its last one does.
        starts += tagged.starts[place : first + 1]
        ends += tagged.ends[end:first]
        values += tagged.values[place:first]
        values.append(value)
        place, end = last + 1, last
    tags.append(tagged.tags[place:])
    starts += tagged.starts[place:]
    ends += tagged.ends[end:]
    values += tagged.values[place:]
    return Tagged(tagged.text, "".join(tags), starts, ends, values)


def translate(
    pattern: str, *, tags: Tags, classes: Mapping[str, Sequence[str] | str], prefix: str = "", where: str = "pattern"
) -> str:
    """A pattern over tag names as a regular expression over tag characters; a class may itself be a pattern.

    Raises PackError for a tag or class that nobody defined.
    """
    out: list[str] = []
    place = 0
    while place < len(pattern):
        token = _PATTERN_TOKEN.match(pattern, place)
        if token is None:
            raise PackError(f"{where}: cannot read the pattern at {pattern[place : place + 20]!r}")
        place = token.end()
        if token["part"]:
            out.append(f"(?P<{prefix}{token['part']}>")
        elif token["close"]:
            out.append(")")
        elif token["klass"]:
            if token["klass"] not in classes:
                raise PackError(f"{where}: no class of tags is called @{token['klass']}")
            members = classes[token["klass"]]
            if isinstance(members, str):
                within = f"{where}: @{token['klass']}"
                inner = translate(members, tags=tags, classes=classes, prefix=prefix, where=within)
                out.append(f"(?:{inner})")
            else:
                out.append("[" + "".join(_known(tags, name, where) for name in members) + "]")
        elif token["tag"]:
            out.append(_known(tags, token["tag"], where))
        elif token["look"] or token["count"] or token["op"]:
            out.append(token[0])
    return "".join(out)


#: One or two sets of symbols, of which the first symbols of a match are taken; None stands for any symbol.
_Opening = tuple[frozenset[str] | None, ...]
#: How the matches of an expression can begin; an empty opening is that of a match without a symbol.
Openings = frozenset[_Opening]

_NO_SYMBOL: Final[Openings] = frozenset({()})


def _gate(begun: Iterable[Openings], near: str = "") -> re.Pattern[str]:
    """Where a match can begin at all, told by its first symbol and the one behind."""
    behind: dict[str, frozenset[str] | None] = {}
    for first, *rest in chain.from_iterable(begun):
        if first is None:
            return re.compile("." + near, re.DOTALL)
        second = rest[0] if rest else None
        for char in first:
            known = behind.get(char, second)
            behind[char] = None if second is None or known is None else second | known
    if not behind:
        return re.compile("(?!)")
    alike: dict[frozenset[str] | None, list[str]] = {}
    for char in sorted(behind):
        alike.setdefault(behind[char], []).append(char)
    pairs = (
        f"(?<=[{''.join(chars)}])" + ("" if seconds is None else f"(?=[{''.join(sorted(seconds))}])")
        for seconds, chars in alike.items()
    )
    return re.compile(f"[{''.join(sorted(behind))}](?:{'|'.join(pairs)}){near}")


_PIECE = re.compile(r"\(\?P<\w+>|\(\?(?:<?[=!]|:)|[()|?*+]|\[[^]]*\]|\{(?P<least>\d+)(?:,\d*)?\}|.", re.DOTALL)


def _then(before: Openings, after: Openings) -> Openings:
    """The openings of one thing after another."""
    if before == _NO_SYMBOL:
        return after
    full = [opening for opening in before if len(opening) == 2]
    if len(full) == len(before) or after == _NO_SYMBOL:
        return before
    return _merged(chain(full, ((*b, *a)[:2] for b in before if len(b) < 2 for a in after)))


def _merged(openings: Iterable[_Opening]) -> Openings:
    """As few openings as tell the same: those that differ in their last set alone are one."""
    last: dict[tuple[int, _Opening], frozenset[str] | None] = {}
    for opening in openings:
        if not opening:
            last[0, ()] = None
            continue
        begin = (len(opening), opening[:-1])
        known, own = last.get(begin, opening[-1]), opening[-1]
        last[begin] = None if known is None or own is None else known | own
    return frozenset((*begin, end) if size else () for (size, begin), end in last.items())


class _Branch:
    """How the alternatives of one group can begin, while they are read."""

    __slots__ = ("done", "kind", "last", "looking", "only_looks", "so_far")

    def __init__(self, kind: str = "(") -> None:
        self.kind = kind
        self.done: Openings = frozenset()
        self.so_far = _NO_SYMBOL
        self.last = _NO_SYMBOL  # the item that a quantifier may still repeat or make optional
        self.looking = False  # whether the last item takes nothing in
        self.only_looks = True  # whether no item does

    def add(self, item: Openings, looking: bool = False) -> None:
        """The next item; what was looked for before it is taken in by it, and told by it."""
        if not self.looking:
            self.so_far = _then(self.so_far, self.last)
        self.last, self.looking = item, looking
        self.only_looks = self.only_looks and looking

    def repeat(self, least: bool) -> None:
        """The last item may come again, and when ``least`` is false not at all."""
        again = self.last | _then(self.last, self.last)
        self.last = again if least else again | _NO_SYMBOL

    def alternative(self) -> None:
        """An alternative ends."""
        self.done |= _then(self.so_far, self.last)
        self.so_far = self.last = _NO_SYMBOL

    def closed(self) -> tuple[Openings, bool]:
        """The whole group as one item, and whether it takes nothing in."""
        self.alternative()
        if self.kind in ("(?!", "(?<=", "(?<!") or (self.kind == "(?=" and () in self.done):
            return _NO_SYMBOL, True
        if self.kind == "(?=":
            return frozenset((*opening, None)[:2] for opening in self.done), True
        return self.done, self.only_looks


def openings(expression: str) -> Openings:
    """How the matches of a translated pattern can begin."""
    stack = [_Branch()]
    for piece in _PIECE.finditer(expression):
        part, here = piece[0], stack[-1]
        if part == "?":
            here.last |= _NO_SYMBOL
        elif part in ("*", "+") or piece["least"]:
            here.repeat(least=part == "+" or piece["least"] not in (None, "0"))
        elif part[0] == "(":
            stack.append(_Branch(part))
        elif part == "|":
            here.alternative()
        elif part == ")":
            stack.pop()
            stack[-1].add(*here.closed())
        elif part == "^":
            here.add(_NO_SYMBOL, looking=True)
        elif part == "." or part.startswith("[^"):
            here.add(frozenset({(None,)}))
        else:
            here.add(frozenset({(frozenset(part.strip("[]")),)}))
    return stack[0].closed()[0]


def first_symbols(expression: str) -> frozenset[str] | None:
    """The symbols that a match of a translated pattern can begin with; None when that cannot be told."""
    return _firsts(openings(expression))


def _firsts(begins: Openings) -> frozenset[str] | None:
    firsts: set[str] = set()
    for opening in begins:
        if not opening or opening[0] is None:
            return None
        firsts |= opening[0]
    return frozenset(firsts)


def _known(tags: Tags, name: str, where: str) -> str:
    if not tags.known(name):
        raise PackError(f"{where}: no word or rule gives the tag {name}")
    return tags.char(name)


def sentences(tagged: Tagged, break_char: str) -> list[tuple[int, int]]:
    """First and one-past-last symbol of each sentence."""
    out: list[tuple[int, int]] = []
    first = 0
    while True:
        last = tagged.tags.find(break_char, first)
        if last < 0:
            if first < len(tagged.tags):
                out.append((first, len(tagged.tags)))
            return out
        if last > first:
            out.append((first, last))
        first = last + 1


def symbol_at(tagged: Tagged, offset: int) -> int:
    """The last symbol that starts at or before a character offset (-1 when none does)."""
    return bisect_right(tagged.starts, offset) - 1
