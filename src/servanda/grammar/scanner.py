"""The scanner: every form of a lexicon found in one pass, and what lies between two of them classified."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

import ahocorasick_rs

from servanda.grammar.suffixes import NAMES, Ending, Suffixes
from servanda.grammar.tags import BUILT_IN, Printed, Tagged, Tags, Verb
from servanda.grammar.text import fold, scannable
from servanda.problems import PackError


class Entry(NamedTuple):
    """A form of the lexicon: how it is written, its tag and value, and whether case matters.

    Of a tag "A+B" the A is a symbol without letters before it ("подписан" tells "was" and "signed"). ``case`` is "any", "title" (the first letter must be a capital), "exact" (signs behind the last letter included:
    "US$"), "glued" (these very letters, and only when written onto a number: the "m" of "5m") or "stem" (only with an ending).
    ``bends`` names the paradigm of suffixes that the form may bear.
    """

    form: str
    tag: str
    value: Any
    case: str = "any"
    bends: str = ""


class _Reading(NamedTuple):
    tag: str
    value: Any
    case: str
    form: str
    tail: str = ""


# Words first: they are the most frequent, and nothing else begins with a letter.
_GAP_TOKEN = re.compile(
    r"(?P<word>(?:[^\W\d_]{1,2}\.)+[^\W\d_]+|[^\W\d_]+(?:['’`&](?!s\b)[^\W\d_]+|\.(?![A-ZÀ-ÞА-Я][^\W\d_]{2})[^\W\d_]+)*)"
    r"|(?P<ndate>(?<![\w.])(?:\d{4}[-./]\d{1,2}[-./]\d{1,2}|\d{1,2}[./-]\d{1,2}[./-]\d{2,4})(?![\w/-]|\.\d))"
    r"|(?P<clock>(?<![\w:])\d{1,2}:\d\d(?::\d\d)?(?![\d:]))"
    r"|(?P<number>\d{1,3}(?:[\u00a0\u202f\u2009 ]\d{3})+(?:[.,]\d+)?(?!\d)|\d+(?:[.,]\d+)*|(?<![\w.,])\.\d+)"
    r"|(?P<poss>['’`]s\b)"
    r"|(?P<stop>\.(?=[\s\"”’»)\]]|\Z)|(?:(?<=[^\W\d_]{3})|^)\.(?=[A-ZÀ-ÞА-Я][^\W\d_]{2})|[!?…]+|\n[\s]*|\r\n?)"
    r"|(?P<mark>[^\w\s])"
)
_MARKS = {
    ",": "COMMA", ";": "SEMI", ":": "COLON", "(": "OPEN", "[": "OPEN", ")": "CLOSE", "]": "CLOSE", "-": "HYPHEN", "‐": "HYPHEN",
    "‑": "HYPHEN", "–": "DASH", "—": "DASH", "−": "DASH", "\"": "QUOTE", "“": "QUOTE", "”": "QUOTE", "„": "QUOTE", "«": "QUOTE",
    "»": "QUOTE", "‟": "QUOTE",
}  # fmt: skip
#: What may stand between a stop and the first letter of the next sentence.
_BESIDE_STOPS = "".join(char for char in map(chr, range(0x3001)) if char.isspace()) + '"“”’»«„‘()[]'
#: What Roman numerals are written with.
_ROMAN: Final = frozenset("IVXLC")
#: The first letter of a name ("A. Orazov", "A.Orazov"), which is no article.
_INITIAL = re.compile(r"[^\W\d_]\.[ \u00a0]?(?=[^\W\d_])")
#: So many gaps, and so many ways to print a form, are remembered; only short ones, for the long ones hardly come twice.
_MEMO_LIMIT: Final = 50_000
_SHORT: Final = 32
#: A symbol and its value, and where it begins and ends.
_Piece = tuple[str, int, int, Any]
#: A form found: its number, and where the spaces before and behind it begin and end in the folded text.
_Found = tuple[int, int, int]
#: A form with an ending: its tag and value, where the stem ends in the text, and the symbol that the ending gives, if any.
_Bent = tuple[str, Any, int, str | None]
_APOSTROPHES: Final = "'’`ʼ´"
_JOINTS: Final = frozenset(_APOSTROPHES + "-‑")
_QUOTES: Final = frozenset('"”»“')


@dataclass(frozen=True, slots=True, kw_only=True)
class Orthography:
    """How a language writes numbers and ends sentences."""

    decimal: str = "."
    ordinal_suffixes: frozenset[str] = frozenset()
    abbreviations: frozenset[str] = frozenset()
    suffixes: Suffixes | None = None
    ordinal_stop: bool = False


class Scanner:
    """Finds every form of a lexicon in one pass and classifies what lies between."""

    def __init__(self, entries: Iterable[Entry], *, tags: Tags, orthography: Orthography) -> None:
        self.tags = tags
        self._orthography = orthography
        self._stop = tags.char("STOP")
        self._break = tags.char("BREAK")
        self._ordinal = tags.char("ORD")
        self._chars = {name: tags.char(name) for name in BUILT_IN}
        self._lower, self._capital = self._chars["w"], self._chars["N"]
        self._marks = {mark: self._chars[name] for mark, name in _MARKS.items()}
        self._signs: dict[str, tuple[str, Any]] = {}
        self._glued: dict[str, tuple[str, Any]] = {}
        forms: dict[str, list[_Reading]] = {}
        #: By stem as looked for: its readings with the endings that each may bear.
        self._stems: dict[str, list[tuple[_Reading, dict[str, Ending]]]] = {}
        self._loose = orthography.suffixes.loose() if orthography.suffixes is not None else {}
        for entry in entries:
            self._learn(entry, forms)
        self._compile(forms)
        self._gaps: dict[str, list[_Piece]] = {}
        self._meant: dict[str, int] = {}

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
        chars = "".join(self.tags.char(tag) for tag in entry.tag.split("+"))
        reading = _Reading(chars, entry.value, entry.case, entry.form, tail)
        if entry.bends and self._orthography.suffixes is not None:
            self._bend(entry, key, reading, self._orthography.suffixes)
        if entry.case == "stem":
            return
        # "sq. km" is looked for with its point (two spaces once folded) and without.
        for spaced in dict.fromkeys((key, folded.strip())):
            readings = forms.setdefault(spaced, [])
            if not any(r.case == entry.case and (r.case != "exact" or r.form == entry.form) for r in readings):
                readings.append(reading)  # the earlier file wins: packs list their words in order of precedence

    def _bend(self, entry: Entry, key: str, reading: _Reading, tables: Suffixes) -> None:
        """Let a form bear the endings of its paradigm, also where it is written otherwise before a vowel."""
        endings = tables.endings(entry.form, entry.bends)
        if (
            entry.bends == NAMES
        ):  # what is written onto a name without a sign is no single letter: "Sudani" is not Sudan's
            endings = {tail: ending for tail, ending in endings.items() if len(tail) > 1}
        self._stems.setdefault(key, []).append((reading, endings))
        soft = tables.softened(entry.form, entry.bends)
        if soft is not None:
            self._stems.setdefault(" ".join(fold(soft).split()), []).append((reading, endings))

    def _compile(self, forms: dict[str, list[_Reading]]) -> None:
        if not forms:
            raise PackError("a lexicon without a single form")
        order = {"exact": 0, "title": 1, "any": 2}
        self.forms = {key: sorted(found, key=lambda r: (order[r.case], -len(r.tail))) for key, found in forms.items()}
        # Forms that mean one thing however they are written come first: their number tells that there is no more to ask.
        keys = sorted(self.forms, key=lambda key: (self._asks(key), key))
        self._certain = sum(not self._asks(key) for key in keys)
        self._whole, self._stem_keys = len(keys), list(self._stems)
        self._automaton = ahocorasick_rs.AhoCorasick(
            [*(f" {key} " for key in keys), *(f" {key}" for key in self._stem_keys)]
        )
        numbered = [self.forms[key][0] for key in keys[: self._certain]]
        self._choices: list[list[tuple[int, _Reading]]] = []
        for key in keys[self._certain :]:
            self._choices.append(list(enumerate(self.forms[key], len(numbered))))
            numbered += self.forms[key]
        self._tag_of = [reading.tag[-1] for reading in numbered]
        self._leads = {number: reading.tag[0] for number, reading in enumerate(numbered) if len(reading.tag) > 1}
        self._value_of = [reading.value for reading in numbered]
        self._known = len(numbered)

    def _asks(self, key: str) -> bool:
        """Whether what a form means hangs on how it is written; a single letter may be the first of a name."""
        readings = self.forms[key]
        return len(key) == 1 or len(readings) > 1 or readings[0].case != "any"

    def scan(self, text: str) -> Tagged:
        """The text as symbols; it must be scannable (see :func:`scannable`)."""
        tags: list[str] = []
        starts: list[int] = []
        ends: list[int] = []
        values: list[Any] = []
        leads, tag_of, value_of, stop, known = self._leads, self._tag_of, self._value_of, self._stop, self._gaps
        bent: list[_Bent] = []
        forms = self._forms(text, f" {fold(text)} ", bent)
        forms.append((-1, len(text), 0))  # closes the last gap, and is taken off again
        place = 0
        for number, start, end in forms:
            gap = text[place:start]
            if gap != " ":
                for tag, a, b, value in known.get(gap) or self._gap(gap):
                    if tag == stop:
                        if not self._ends_sentence(text, place + a, place + b):
                            continue
                        tag = self._break
                    tags.append(tag)
                    starts.append(place + a)
                    ends.append(place + b)
                    values.append(value)
            place = end - 2
            if number >= self._known:
                tag, value, stem, symbol = bent[number - self._known]
                cut = place if symbol is None else stem
                tags.append(tag)
                starts.append(start)
                ends.append(cut - 1 if text[cut - 1] in _JOINTS else cut)
                values.append(value)
                if symbol is not None:
                    tags.append(symbol)
                    starts.append(cut)
                    ends.append(place)
                    values.append(None)
                continue
            if leads and number in leads:
                tags.append(leads[number])
                starts.append(start)
                ends.append(start)
                values.append(None)
            tags.append(tag_of[number])
            starts.append(start)
            ends.append(place)
            values.append(value_of[number])
        return Tagged(text, "".join(tags[:-1]), starts[:-1], ends[:-1], values[:-1])

    def _forms(self, text: str, folded: str, bent: list[_Bent]) -> list[_Found]:
        """The forms of the lexicon in a text: of those that overlap the first, of those at one place the longest."""
        kept: list[_Found] = []
        first = place = 0
        certain, whole, known, loose = self._certain, self._whole, self._meant, self._loose
        # Matches come by their end. All are asked for: neighbours share the space between.
        for match in self._automaton.find_matches_as_indexes(folded, overlapping=True):
            number, start, end = match
            if loose and text[start - 1 : start] in _JOINTS and folded[start + 1 : end - 1] in loose:
                continue  # an ending joined to what stands before, not the word that is written like it
            if number >= whole:
                borne = self._borne(text, folded, match)
                if borne is None:
                    continue
                match, end = (self._known + len(bent), start, borne[1]), borne[1]
                bent.append(borne[0])
            elif number >= certain:
                meant = known.get(text[start : end - 2])
                settled = self._settled(text, match) if meant is None else (meant, start, end)
                if settled[0] < 0:
                    continue
                match, end = settled, settled[2]
            if start >= place:
                kept.append(match)
            elif start == first:
                if end < kept[-1][2]:
                    continue  # the same stem without the ending that is written onto it
                kept[-1] = match
            elif start < first and _displaced(kept, start):
                kept.append(match)
            else:
                continue
            first, place = start, end - 2
        return kept

    def _borne(self, text: str, folded: str, match: _Found) -> tuple[_Bent, int] | None:
        """A stem with what is written onto it: as a bent form and where the word ends, when it is an ending that it may bear."""
        number, start, end = match
        joined = folded[end] == " "
        if joined and (text[end - 1 : end] not in _JOINTS or not text[end : end + 1].isalpha()):
            return None
        begin = end + joined
        stop = folded.find(" ", begin)
        tail, printed = folded[begin:stop], text[start : end - 1]
        for reading, endings in self._stems[self._stem_keys[number - self._whole]]:
            ending = (self._loose if joined else endings).get(tail)
            if ending is not None and _case_holds(reading, printed):
                symbol = self.tags.char(ending.symbol) if ending.symbol else None
                return (*self._told(reading, ending), begin - 1 + (ending.cut or 0), symbol), stop + 1
        return None

    def _told(self, reading: _Reading, ending: Ending) -> tuple[str, Any]:
        """Tag and value of a form by its ending: a verb tells its form and voice by it, all else stays."""
        verb, tables = reading.value, self._orthography.suffixes
        if not isinstance(verb, Verb) or tables is None:
            return reading.tag, verb
        form = next((one for one in ending.features if one in tables.forms), verb.form)
        voice = next((one for one in ending.features if one not in tables.forms), verb.voice)
        return self.tags.char(tables.forms.get(form, "VB")), Verb(verb.lemma, form, verb.sense, voice)

    def _settled(self, text: str, match: _Found) -> _Found:
        """The form with the number of the first of its readings whose conditions hold, and -1 when none does."""
        number, start, end = match
        printed = text[start : end - 2]
        if len(printed) == 1 and printed.isupper() and _INITIAL.match(text, start):
            return -1, start, end
        choices = self._choices[number - self._certain]
        found = (
            (meant, start, end + len(reading.tail))
            for meant, reading in choices
            if _case_holds(reading, printed) and text.startswith(reading.tail, end - 2)
        )
        settled = next(found, (-1, start, end))
        beyond = any(reading.tail and _case_holds(reading, printed) for _, reading in choices)
        initial = len(printed) == 1 and printed.isupper()
        if not (beyond or initial) and len(self._meant) < _MEMO_LIMIT:  # what stands behind had no say in it
            self._meant[printed] = settled[0]
        return settled

    def _gap(self, gap: str) -> list[_Piece]:
        """What stands in a stretch without known forms; a short one is remembered."""
        pieces = self._classified(gap)
        if len(gap) <= _SHORT and len(self._gaps) < _MEMO_LIMIT:
            self._gaps[gap] = pieces
        return pieces

    def _classified(self, gap: str) -> list[_Piece]:
        if gap[:1] == " " == gap[-1:]:
            core = gap[1:-1]
            if core.isdigit():
                return self._number(core, 1, glued=False)
            if core.replace(" ", "").isalpha() and "  " not in gap:
                return self._words(core)
        return self._pieces(gap)

    def _words(self, core: str) -> list[_Piece]:
        """Unknown words and nothing else: as many symbols as there are runs with and without capitals."""
        out: list[_Piece] = []
        begin = end = 0
        before = ""
        for word in core.split(" "):
            tag = self._lower if word[0].islower() else self._capital
            if tag != before:
                begin = end + 1
                out.append((tag, begin, 0, None))
                before = tag
            end += len(word) + 1
            out[-1] = (tag, begin, end, None)
        return out

    def lookup(self, word: str) -> tuple[str, Any] | None:
        """The symbol and value of a single word, as the scanner would give it."""
        for reading in self.forms.get(fold(word), ()):
            if not reading.tail and _case_holds(reading, word):
                return reading.tag[-1], reading.value
        return None

    def _pieces(self, gap: str) -> list[_Piece]:
        """Numbers, signs, unknown words of a stretch without known forms; offsets are within the stretch."""
        out: list[_Piece] = []
        lower, capital = self._lower, self._capital
        glued = -1  # where the last word or number ended, to see what is written together
        for match in _GAP_TOKEN.finditer(gap):
            kind = match.lastgroup
            a, b = match.span()
            token = match[0]
            if kind == "word":
                if a == glued and out and self._after_number(out, token, b):
                    glued = b
                    continue
                if self._numbered(out, token, a, gap) or (self._loose and self._joined(out, token, a, gap)):
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
                if self._orthography.ordinal_stop and self._numbers(out, gap, a):
                    out[-1] = (self._ordinal, out[-1][1], b, out[-1][3].whole)
                    continue
                ends = "\n" in token or "\r" in token
                out.append((self._break if ends else self._stop, a, b, None))
            elif kind == "mark":
                out.append(self._mark(token, a, gap))
            else:
                out.append((self._chars[kind.upper()], a, b, token))  # type: ignore[union-attr]
                glued = b
        return out

    def _joined(self, out: list[_Piece], token: str, start: int, gap: str) -> bool:
        """An ending joined by a sign to a number, an abbreviation, a name or a title in quotation marks."""
        stem, sign, tail = re.match(r"(.*?)(['’`]?)([^'’`]*)\Z", token, re.DOTALL).groups()  # type: ignore[union-attr]
        ending = self._loose.get(fold(tail))
        if sign and stem:
            if ending is None:
                return False
            out.append((self._capital if stem[0].isupper() else self._lower, start, start + len(stem), None))
            self._add_ending(out, ending, start + len(stem) + 1, start + len(token))
            return True
        if not out or out[-1][2] != start or gap[start - 1 : start] not in _JOINTS | _QUOTES:
            return False
        quoted, number = gap[start - 1] in _QUOTES, out[-2] if len(out) > 1 and out[-2][2] == start - 1 else None
        if ending is None or not (quoted or number is not None):
            return False
        if not quoted:
            out.pop()
        self._add_ending(out, ending, start, start + len(token))
        return True

    def _numbered(self, out: list[_Piece], token: str, start: int, gap: str) -> bool:
        """An ordinal ending joined to a number by a sign ("21-е"); a year stays a year."""
        if len(out) < 2 or token.lower() not in self._orthography.ordinal_suffixes or gap[start - 1] not in _JOINTS:
            return False
        (tag, begin, end, value), sign = out[-2:]
        if not isinstance(value, Printed) or not end == sign[1] == start - 1:
            return False
        year = tag == self._chars["YEAR"]
        out[-2:] = [(tag if year else self._ordinal, begin, start + len(token), value if year else value.whole)]
        return True

    def _add_ending(self, out: list[_Piece], ending: Ending, start: int, end: int) -> None:
        """The symbol that an ending gives; an ending without one only makes what bears it longer."""
        if ending.symbol is not None:
            out.append((self.tags.char(ending.symbol), start + (ending.cut or 0), end, None))
        else:
            tag, begin, _, value = out[-1]
            out[-1] = (tag, begin, end, value)

    def _numbers(self, out: list[_Piece], gap: str, stop: int) -> bool:
        """Whether a full stop makes an ordinal of the number that it is written onto, and opens no line of a list."""
        if not out or out[-1][0] != self._chars["SMALL"] or out[-1][2] != stop:
            return False
        return gap[stop : stop + 2] == ". " and gap[: out[-1][1]].strip(" ")[-1:] not in ("\n", "\r")

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
        if self._orthography.ordinal_stop and word and _ROMAN.issuperset(word):
            return False  # "XII. Dönem"
        return word.lower() not in self._orthography.abbreviations


def _displaced(kept: list[_Found], start: int) -> bool:
    """Take off the last forms when they begin at a place or behind it; not so when one that begins before reaches over it."""
    size = len(kept)
    while size and kept[size - 1][1] >= start:
        size -= 1
    if size and kept[size - 1][2] - 2 > start:
        return False
    del kept[size:]
    return True


def _last_letters(text: str) -> str:
    """The letters and points at the end of a text."""
    place = len(text)
    while place and (text[place - 1].isalpha() or text[place - 1] == "."):
        place -= 1
    return text[place:]


def _western(digits: str) -> str:
    return digits if digits.isascii() else "".join(str(unicodedata.digit(c, 0)) if c != "." else c for c in digits)


def _case_holds(reading: _Reading, printed: str) -> bool:
    if reading.case in ("any", "stem"):
        return True
    if reading.case == "title":
        return printed[:1].isupper()
    return printed == reading.form.removesuffix(reading.tail)
