"""Reports made up from sentence patterns: any number of different ones, the same for the same seed.

Countries, people, numbers, dates, subjects and the order of sentences vary, so that no two reports are alike and a
reader gains nothing from having read the others. All of it is invented.
"""

from __future__ import annotations

import calendar
import datetime as dt
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Final

MATERIAL: Final[dict[str, list[str]]] = tomllib.loads(Path(__file__).with_name("material.toml").read_text("utf-8"))
_LANDS: Final = tuple(tuple(entry.split("/")) for entry in MATERIAL["lands"])
_MONTHS: Final = tuple(calendar.month_name[1:])
_WEEKDAYS: Final = tuple(calendar.day_name[:5])
_SPANS: Final = ("the first quarter", "January-May", "nine months", "the first half", "the first ten months")
_COMMISSIONS: Final = ("Intergovernmental Commission", "Joint Commission", "Joint Economic Committee")


@dataclass(frozen=True, slots=True)
class Report:
    """A made-up report: its file name and its text."""

    name: str
    text: str


#: Of ten sentences, so many tell nothing: real reports on commissions hold 12 to 16 claims in 3,000 characters, and so do
#: made-up ones with this share of padding (docs/benchmark.md).
PADDED: Final = 4


def reports(count: int, *, length: int = 3000, seed: int = 1, padded: int = PADDED) -> Iterator[Report]:
    """So many different reports of about so many characters; of ten sentences, ``padded`` tell nothing."""
    for number in range(count):
        yield Report(f"{number:05}.txt", _Report(Random(f"{seed}/{number}")).text(length, padded))


def persons(count: int, *, seed: int = 1) -> list[str]:
    """So many names of persons, given name and surname."""
    pen = _Report(Random(f"{seed}/persons"))
    return [pen._person() for _ in range(count)]


class _Report:
    """One report under the pen: who meets, when, and what is said of it."""

    def __init__(self, random: Random) -> None:
        self._random = random
        (self.a, self.adj_a, self.capital), (self.b, self.adj_b, self.capital_b) = random.sample(_LANDS, 2)
        self.pair = f"{self.adj_a}-{self.adj_b}"
        self.today = dt.date(2009, 1, 5) + dt.timedelta(days=random.randrange(5500))
        self.commission = random.choice(_COMMISSIONS)
        self.session = random.choice(("session", "meeting"))
        self.role_a, self.role_b = random.choice(MATERIAL["roles"]), random.choice(MATERIAL["roles"])
        self.person_a, self.person_b, self.person_c = (self._person() for _ in range(3))

    def text(self, length: int, padded: int) -> str:
        """The report, closed at the end of the paragraph that reaches the length."""
        opening = self._fill(self._pick("openings"))
        paragraphs = [f"{self.capital.upper()}, {self._date(self.today)} - {opening}"]
        size = len(paragraphs[0])
        while size < length:
            told = self._random.sample(MATERIAL["sentences"], 4)
            said = self._random.sample(MATERIAL["background"], 4)
            count = self._random.randint(2, 4)
            chosen = [said[n] if self._random.randrange(10) < padded else told[n] for n in range(count)]
            paragraphs.append(" ".join(map(self._fill, chosen)))
            size += len(paragraphs[-1]) + 2
        return "\n\n".join(paragraphs) + "\n"

    def _fill(self, pattern: str) -> str:
        out, rest = [], pattern
        while rest:
            before, _, rest = rest.partition("{")
            name, _, rest = rest.partition("}")
            out += [before, self._part(name) if name else ""]
        filled = "".join(out)
        return filled[:1].upper() + filled[1:]

    def _pick(self, name: str) -> str:
        return self._random.choice(MATERIAL[name])

    def _part(self, name: str) -> str:
        fixed = getattr(self, name, None)
        return fixed if isinstance(fixed, str) else str(getattr(self, f"_{name}")())

    def _person(self) -> str:
        return f"{self._name()} {self._name(self._random.choice(MATERIAL['surname_ends']))}"

    def _name(self, end: str = "") -> str:
        return ("".join(self._random.choices(MATERIAL["syllables"], k=self._random.randint(2, 3))) + end).capitalize()

    def _nth(self) -> str:
        number = self._random.randint(2, 15)
        return self._random.choice(
            (MATERIAL["ordinals"][number - 2], f"{number}{({2: 'nd', 3: 'rd'}).get(number, 'th')}")
        )

    @staticmethod
    def _date(day: dt.date) -> str:
        return f"{_MONTHS[day.month - 1]} {day.day}, {day.year}"

    def _day(self) -> str:
        return self._date(self.today - dt.timedelta(days=self._random.randrange(1, 300)))

    def _day_ahead(self) -> str:
        return self._date(self.today + dt.timedelta(days=self._random.randrange(20, 400)))

    def _weekday(self) -> str:
        return self._random.choice(_WEEKDAYS)

    def _month(self) -> str:
        return self._random.choice(_MONTHS)

    def _months(self) -> str:
        return self._random.choice(_SPANS)

    def _year(self) -> str:
        return str(self.today.year - 1)

    def _before(self) -> str:
        return str(self.today.year - self._random.randint(2, 12))

    def _future(self) -> str:
        return str(self.today.year + self._random.randint(1, 6))

    def _money(self) -> str:
        return f"{self._random.uniform(0.1, 90):.{self._random.randint(1, 3)}f}"

    def _million(self) -> str:
        return f"{self._random.uniform(1, 990):.{self._random.randint(0, 1)}f}"

    def _tonnes(self) -> str:
        return f"{self._random.uniform(0.2, 40):.1f}"

    def _round(self) -> str:
        return str(self._random.choice((1, 2, 3, 5, 10, 15, 20, 30, 50, 100)))

    def _percent(self) -> str:
        return f"{self._random.uniform(0.5, 85):.1f}".removesuffix(".0")

    def _factor(self) -> str:
        return f"{self._random.uniform(1.1, 4.8):.1f}"

    def _count(self) -> str:
        return f"{self._random.randint(100, 9900):,}"

    def _some(self) -> str:
        return str(self._random.randint(3, 95))

    def _more(self) -> str:
        return self._random.choice(("more", "less"))

    def _goods(self) -> str:
        return self._pick("goods")

    def _sector(self) -> str:
        return self._pick("sectors")
