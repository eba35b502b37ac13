"""Text as scanned: one character for one character, whatever the text is made of."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import NamedTuple

_ASCII = bytes(range(128))
# What makes a text unscannable is looked for with plain searches: an expression over all of it costs as much as the scan.
_HIDING = frozenset(
    chr(code)
    for first, last in (
        (0xAD, 0xAD),
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


#: What stays as it is: signs and letters of ASCII, with single spaces between.
_PLAIN = re.compile(r"[\n\r!-~]+(?: [\n\r!-~]+)*")


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


def _beyond_ascii(text: str) -> str:
    """The characters of a text that are not ASCII, in order; by way of bytes, ten times as fast as an expression finds them."""
    return text.encode("utf-8", "surrogatepass").translate(None, _ASCII).decode("utf-8", "surrogatepass")


def _is_scannable(text: str) -> bool:
    if "  " in text or "\t" in text or "\f" in text or "\v" in text:
        return False
    if text.isascii():
        return True
    beyond = _beyond_ascii(text)
    if "\u00a0" in beyond and (" \u00a0" in text or "\u00a0 " in text or "\u00a0\u00a0" in text):
        return False
    return _HIDING.isdisjoint(beyond)


def scannable(text: str) -> Scannable:
    """Drop soft hyphens and invisible marks, compose accents, fold runs of spaces; keep a map when anything changed."""
    if _is_scannable(text):
        return Scannable(text, None)
    out: list[str] = []
    origin: list[int] = []
    place = 0
    while place < len(text):
        plain = _PLAIN.match(text, place)
        if plain is not None:
            end = plain.end()
            out += (text[place : end - 1], text[end - 1])  # the last by itself: an accent behind it may join it
            origin += range(place, end)
            place = end
            continue
        for letter in _letters(text[place], out):
            out.append(letter)
            origin.append(place)
        place += 1
    origin.append(len(text))
    return Scannable("".join(out), origin)


def _letters(char: str, out: list[str]) -> str:
    """What stands for a character behind others: nothing for one that is dropped, or that joins the one before it."""
    if char in _DROPPED:
        return ""
    if out and unicodedata.combining(char):
        composed = unicodedata.normalize("NFC", out[-1] + char)
        if len(composed) == 1:
            out[-1] = composed
        return ""
    if char in " \u00a0\t\f\v":
        return "" if out and out[-1] == " " else " "
    if "\ufb00" <= char <= "\ufb06":
        return unicodedata.normalize("NFKC", char)
    return char


_ASCII_FOLD = {code: (chr(code).lower() if chr(code).isalnum() else " ") for code in range(128)}
_BYTE_FOLD = "".join(_ASCII_FOLD.values()).encode("ascii") + bytes(range(128, 256))
_folded_chars: dict[str, str] = {}
_OWN_FOLDS = {
    "ə": "e",
    "Ə": "e",
    "ә": "e",
    "Ә": "e",
    "ı": "i",
    "ø": "o",
    "Ø": "o",
    "ł": "l",
    "Ł": "l",
    "đ": "d",
    "Đ": "d",
    "ё": "е",
    "Ё": "е",
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
        for char in set(_beyond_ascii(text)):
            folded = _folded_chars.get(char)
            if folded is None:
                folded = _folded_chars[char] = _fold_char(char)
            if folded != char:
                text = text.replace(char, folded)
    if text.isascii():  # as bytes: several times as fast
        return text.encode("ascii").translate(_BYTE_FOLD).decode("ascii")
    return text.lower().translate(_ASCII_FOLD)
