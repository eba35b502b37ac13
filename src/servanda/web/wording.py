"""Days, numbers, countries and the record's own terms in the language of the interface."""

from __future__ import annotations

import datetime as dt
import gettext
import re
from collections.abc import Iterable
from functools import cached_property, lru_cache
from typing import Any, Final

from babel import Locale
from babel.dates import format_date, format_skeleton
from babel.numbers import format_compact_decimal, format_decimal

_PART: Final = re.compile(r"(\d{4})-([QH])(\d)\Z")
_MONTH: Final = re.compile(r"(\d{4})-(\d\d)\Z")
_DAY: Final = re.compile(r"\d{4}-\d\d-\d\d\Z")
_SHORTENED: Final = 1_000_000
_FLAG: Final = 0x1F1E6 - ord("A")


class Wording:
    """How one language of the interface writes what the record holds."""

    def __init__(self, language: str, catalogue: gettext.NullTranslations) -> None:
        self.language = language
        self.catalogue = catalogue
        self._locale = Locale.parse(language)
        self.day = lru_cache(4096)(self._day)
        self.when = lru_cache(4096)(self._when)

    def term(self, value: str | None) -> str:
        """A word of the record's own vocabulary, such as a status; as it is where the catalogue does not know it."""
        return self.catalogue.gettext(value) if value else ""

    def _day(self, value: dt.date | str | None) -> str:
        """A day, in full: 21 June 2023."""
        if value is None:
            return ""
        day = dt.date.fromisoformat(value[:10]) if isinstance(value, str) else value
        return str(format_date(day, "long" if self.language != "en" else "d MMMM y", locale=self._locale))

    def _when(self, value: str | None) -> str:
        """A date of the codebook, exactly as precise as it is: 2nd quarter 2024, June 2023, since 2018."""
        if not value:
            return ""
        text = str(value)
        if "/" in text:
            return self._between(*text.split("/", 1))
        if _DAY.match(text):
            return self.day(text)
        if month := _MONTH.match(text):
            return self._skeleton("yMMMM", int(month[1]), int(month[2]))
        if part := _PART.match(text):
            return self._part(int(part[1]), part[2], int(part[3]))
        return text

    def _between(self, first: str, last: str) -> str:
        if first == "..":
            return self.catalogue.gettext("until %(day)s") % {"day": self.when(last)}
        if last == "..":
            return self.catalogue.gettext("since %(day)s") % {"day": self.when(first)}
        return f"{self.when(first)} – {self.when(last)}"

    def _part(self, year: int, sort: str, number: int) -> str:
        if sort == "Q":
            return self._skeleton("yQQQQ", year, number * 3)
        told = "first half of %(year)s" if number == 1 else "second half of %(year)s"
        return self.catalogue.gettext(told) % {"year": year}

    def _skeleton(self, skeleton: str, year: int, month: int) -> str:
        return str(format_skeleton(skeleton, dt.date(year, month, 1), locale=self._locale))

    def country(self, code: str) -> str:
        """A country by its name; an organisation or a name as it stands."""
        return str(self._locale.territories.get(code, code))

    def pair(self, codes: Iterable[str] | str) -> str:
        """Countries in a line: Azerbaijan – Russia."""
        listed = codes.split("-") if isinstance(codes, str) else codes
        return " – ".join(self.country(code) for code in listed)

    def number(self, value: Any) -> str:
        """A number in full."""
        return "" if value is None else str(format_decimal(value, locale=self._locale))

    def short(self, value: Any) -> str:
        """A number in short: 3.7 billion."""
        if value is None:
            return ""
        if abs(value) < _SHORTENED:
            return self.number(value)
        return str(format_compact_decimal(value, format_type="long", locale=self._locale, fraction_digits=2))

    def named(self, language: str) -> str:
        """A language by its own name."""
        return str(Locale.parse(language).get_display_name(language)).capitalize()

    @cached_property
    def direction(self) -> str:
        """Which way the language is written."""
        return str(self._locale.text_direction)


def flag(code: str) -> str:
    """The sign of a country, of two letters that fonts draw as its flag; empty for what is no country."""
    return "".join(chr(_FLAG + ord(c)) for c in code) if len(code) == 2 and code.isascii() and code.isalpha() else ""
