"""Days, numbers, countries and the record's own terms in the language of the interface."""

from __future__ import annotations

import datetime as dt
import gettext
import re
from collections.abc import Iterable
from functools import cached_property, lru_cache
from typing import Any, Final

from babel import Locale
from babel.dates import format_date, format_interval, format_skeleton
from babel.numbers import format_compact_decimal, format_decimal

from servanda.publish.answers import Period
from servanda.web.terms import ACTS, HALVES

_PART: Final = re.compile(r"(\d{4})-([QH])(\d)\Z")
_MONTH: Final = re.compile(r"(\d{4})-(\d\d)\Z")
_MONTH_WIDE: Final = 7
_DAY: Final = re.compile(r"\d{4}-\d\d-\d\d\Z")
#: Where a language is written in more than one way: English with the day before the month, as most of its readers do.
_REGIONS: Final = {"en": "en_GB"}
_OTHER: Final = "other:"  # before what the codebook has no name for
_SHORTENED: Final = 1_000_000


class Wording:
    """How one language of the interface writes what the record holds."""

    def __init__(self, language: str, catalogue: gettext.NullTranslations) -> None:
        self.language = language
        self.catalogue = catalogue
        self._locale = Locale.parse(_REGIONS.get(language, language))
        self.day = lru_cache(4096)(self._day)
        self.when = lru_cache(4096)(self._when)

    def term(self, value: str | None) -> str:
        """A word of the record's own vocabulary, such as a status; as it is where the catalogue does not know it."""
        return self.catalogue.gettext(value.removeprefix(_OTHER)) if value else ""

    def _day(self, value: dt.date | str | None) -> str:
        """A day, in full: 21 June 2023."""
        if not value or (isinstance(value, str) and not _DAY.match(value)):
            return str(value or "")
        day = dt.date.fromisoformat(value) if isinstance(value, str) else value
        return str(format_date(day, "long", locale=self._locale))

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
        skeleton = "yMMMMd" if _DAY.match(first) and _DAY.match(last) else "yMMMM"
        if all(map(_DAY.match if skeleton == "yMMMMd" else _MONTH.match, (first, last))):
            start, end = (
                dt.date.fromisoformat(one if len(one) > _MONTH_WIDE else f"{one}-01") for one in (first, last)
            )
            return str(format_interval(start, end, skeleton=skeleton, locale=self._locale))
        return f"{self.when(first)} – {self.when(last)}"

    def months(self, period: Period) -> str:
        """The period of a figure: a year or months as one writes them, anything else as it is told."""
        first, last = period.first, period.last
        if period.period in (f"{first} to {last}", f"{first}/{last}"):
            return self.when(f"{first}/{last}")
        return self.when(period.period)

    def _part(self, year: int, sort: str, number: int) -> str:
        if sort == "Q":
            return self._skeleton("yQQQQ", year, number * 3)
        return self.catalogue.gettext(HALVES[number]) % {"year": year}

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

    def scope(self, code: str) -> str:
        """A pair of countries by name; a body as its address tells it."""
        return code.removeprefix("body/") if "/" in code else self.pair(code)

    def facet(self, value: str, name: str) -> str:
        """A value by which a search is narrowed, in words."""
        told = {"country": self.country, "scope": self.scope, "language": self.tongue, "kind": self.term}.get(name)
        return told(value) if told else value

    def act(self, kind: str) -> str:
        """What a button says that records a judgement of this kind."""
        return self.catalogue.gettext(ACTS[kind])

    def tongue(self, code: str) -> str:
        """A language by its name in the language of the interface."""
        return str(self._locale.languages.get(code, code))

    def named(self, language: str) -> str:
        """A language by its own name."""
        return str(Locale.parse(language).get_display_name(language)).capitalize()

    @cached_property
    def direction(self) -> str:
        """Which way the language is written."""
        return str(self._locale.text_direction)
