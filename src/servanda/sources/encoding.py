"""Encoding: bytes to text, by mark, by declaration, as UTF-8, and only then by guess."""

from __future__ import annotations

import codecs
import re
from typing import NamedTuple

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
#: The pages of our languages. Left alone, the detector prefers Shift-JIS or cp1125 for a short Russian line.
_CANDIDATES = ["cp1251", "koi8_r", "cp1252", "cp1254", "cp866", "utf_16_le", "utf_16_be"]
#: A guess needs a sample, not the whole file: the detector decodes it once for every candidate.
_SAMPLE = 32_768
#: Where cp1252 and cp1254 differ. Icelandic and Turkish letters; Turkish is by far the likelier here.
_TURKISH_BYTES = re.compile(rb"[\xd0\xdd\xde\xf0\xfd\xfe]")
_CONTROLS = bytes({*range(32)} - set(b"\t\n\v\f\r\x1b"))
#: The upper bytes of Latin, Greek, Cyrillic and Armenian letters in UTF-16.
_PAGES = bytes(range(6))
_ABROAD = re.compile(r"[^\x00-\x7f\ufffd]+")
_REPLACEMENT = "\N{REPLACEMENT CHARACTER}"


class Decoded(NamedTuple):
    """Text, and the problems of getting at it as pairs of code and message."""

    text: str
    problems: tuple[tuple[str, str], ...] = ()


def decode(data: bytes, declared: str | None = None) -> Decoded | None:
    """Decode the bytes of a text, dropping a byte order mark and nothing else; None when they are no text."""
    try:  # the common case first: UTF-8 without a mark
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        found = _marked(data) or _declared(data, declared) or _guessed(data, error.start)
    else:
        found = Decoded(text.removeprefix("\ufeff"))
        if "\0" in text:  # UTF-16 of a Latin text is valid UTF-8 as well
            found = _marked(data) or _wide(data) or found
    return found if found and _is_text(found.text) else None


def _marked(data: bytes) -> Decoded | None:
    for mark, name in _MARKS:
        if data.startswith(mark):
            return _lenient(data[len(mark) :], name)
    return None


def _declared(data: bytes, declared: str | None) -> Decoded | None:
    if not declared:
        return None
    try:
        if codecs.lookup(declared).name == "utf-8":
            return _lenient(data, "utf-8")
        return Decoded(data.decode(declared))
    except (LookupError, ValueError, AttributeError, TypeError):
        return None  # unknown, or not even a text encoding ("hex"), or simply wrong: fall through to the guess


def _wide(data: bytes) -> Decoded | None:
    """UTF-16 without a mark: every other byte is the number of an alphabet's page."""
    sample = data[:4096]
    even, odd = (len(half) - len(half.translate(None, _PAGES)) for half in (sample[0::2], sample[1::2]))
    half = max(len(sample) // 2, 1)
    if max(even, odd) < 0.8 * half or min(even, odd) > 0.1 * half:
        return None
    return _guess_of(data, "utf-16-be" if even > odd else "utf-16-le")


def _guessed(data: bytes, broken_at: int) -> Decoded | None:
    if _is_damaged_utf8(data[max(0, broken_at - _SAMPLE) : broken_at + _SAMPLE]):
        return _lenient(data, "utf-8")
    if wide := _wide(data):
        return wide
    from charset_normalizer import from_bytes

    best = from_bytes(data[:_SAMPLE], cp_isolation=_CANDIDATES).best()
    if best is None:
        return None
    name = "cp1254" if best.encoding == "cp1252" and _TURKISH_BYTES.search(data) else best.encoding
    return _guess_of(data, name)


def _is_damaged_utf8(sample: bytes) -> bool:
    """UTF-8 with a few broken bytes: one bad byte must not turn a whole Russian text into another alphabet."""
    text = sample.decode("utf-8", "replace")
    return sum(map(len, _ABROAD.findall(text))) >= 5 * text.count(_REPLACEMENT)


def _guess_of(data: bytes, name: str) -> Decoded:
    decoded = _lenient(data, name)
    message = f"the encoding is not declared; {name} was guessed: save the file as UTF-8 if letters look wrong"
    return Decoded(decoded.text, (("encoding-guessed", message), *decoded.problems))


def _lenient(data: bytes, name: str) -> Decoded:
    text = data.decode(name, "replace").removeprefix("\ufeff")
    broken = text.count(_REPLACEMENT)
    if not broken or _REPLACEMENT.encode(name) in data:  # the character may stand in the source itself
        return Decoded(text)
    message = f"{broken} characters are broken in {name} and show as {_REPLACEMENT}: ask for a whole copy"
    return Decoded(text, (("encoding-damaged", message),))


def _is_text(text: str) -> bool:
    """Whether control characters are rare, as they are in no program, picture or archive."""
    sample = text[:65_536].encode("utf-8", "replace")
    return len(sample) - len(sample.translate(None, _CONTROLS)) <= len(sample) // 100
