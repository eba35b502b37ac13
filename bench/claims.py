"""Claims made up as reports would state them: any number, the same for the same seed, on pairs, sessions, events and papers.

Each pair of states has a commission that meets once a year, a forum that slips, papers that go from draft to force, ministers who
change and whose names are spelled in several ways, and undertakings told again and again. All of it is invented.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from random import Random
from typing import Any, Final

from bench.generate import MATERIAL
from servanda import countries
from servanda.record import Body, Claim, Commitment, Event, Instrument, Meeting, Person
from servanda.resolve.statements import Report, Source

_CODES: Final = tuple(sorted(countries.countries()))[::6]
_SUBJECTS: Final = (*MATERIAL["goods"], *MATERIAL["sectors"])
_SWAPS: Final = (("ei", "ey"), ("ai", "ay"), ("sh", "š"), ("ch", "č"), ("ov", "off"), ("x", "ks"))
_FIRST: Final = 2005
_YEARS: Final = 20


def reports(claims: int, *, seed: int = 1) -> Iterator[Report]:
    """Reports that state about so many claims in all."""
    pairs = max(2, claims // 2500)
    made = number = 0
    while made < claims:
        report = Pair(seed, number % pairs).report(number)
        made += len(report.claims)
        number += 1
        yield report


class Pair:
    """Two states: what their reports speak of."""

    def __init__(self, seed: int, number: int) -> None:
        random = Random(f"{seed}/pair/{number}")
        self.codes = tuple(sorted(random.sample(_CODES, 2)))
        self.topic = random.choice(_SUBJECTS)
        self.forum = f"{random.choice(_SUBJECTS)} Forum of Regions {number}".title()
        self.people = [[_name(random) for _ in range(4)] for _ in self.codes]
        self.papers = [random.choice(_SUBJECTS) + f" {chr(97 + n)}" for n in range(12)]
        self.base = random.randint(1, 12)
        self.seed = seed

    def report(self, number: int) -> Report:
        """One report of them, of a day of its own."""
        random = Random(f"{self.seed}/report/{number}")
        year = _FIRST + random.randrange(_YEARS)
        said = dt.date(year, 1, 1) + dt.timedelta(days=random.randrange(365))
        document = f"{number:020x}"
        source = Source(
            document=document,
            name=f"{number:06}.txt",
            published=said,
            language="en",
            learned=dt.datetime(2026, 1, 1, tzinfo=dt.UTC),
        )
        drafts = [self._session(random, year), *self._officials(random, year), *self._follow_up(random, year)]
        claims = tuple(kind(**{**_place(document, n), **stated}) for n, (kind, stated) in enumerate(drafts))
        return Report(source, claims)

    def _session(self, random: Random, year: int) -> tuple[type[Claim], dict[str, Any]]:
        month = 1 + (year * 7 + self.base) % 12
        people = tuple(_spelled(random, side[(year - _FIRST) // 5 % 4]) for side in self.people)
        known = random.random() < 0.7
        return Meeting, {
            "body": "Intergovernmental Commission"
            if random.random() < 0.5
            else f"Intergovernmental Commission on {self.topic}",
            "ordinal": year - _FIRST + self.base if known else None,
            "kind": "session",
            "date": f"{year}-{month:02}-{1 + self.base:02}",
            "place": "Capital",
            "countries": self.codes,
            "participants": people,
            "chairs": people,
        }

    def _officials(self, random: Random, year: int) -> Iterator[tuple[type[Claim], dict[str, Any]]]:
        for code, side in zip(self.codes, self.people, strict=True):
            name = _spelled(random, side[(year - _FIRST) // 5 % 4])
            yield Person, {"name": name, "role": "Deputy Prime Minister", "of": code}
        guest = random.choice(self.people[0])
        yield Person, {"name": _spelled(random, guest), "role": "Minister", "of": self.codes[0]}

    def _follow_up(self, random: Random, year: int) -> Iterator[tuple[type[Claim], dict[str, Any]]]:
        held = random.random() < 0.4
        yield (
            Event,
            {
                "name": self.forum,
                "ordinal": year - _FIRST + 1 if random.random() < 0.6 else None,
                "date": str(year),
                "place": "Town" if held else None,
                "status": "held" if held else random.choice(("planned", "postponed")),
            },
        )
        for paper in random.sample(self.papers, 4):
            stage = random.choice(("in preparation", "agreed", "signed", "in force"))
            yield (
                Instrument,
                {"kind": "agreement", "title": f"Agreement on {paper}", "status": stage, "countries": self.codes},
            )
        for matter in random.sample(_SUBJECTS, 5):
            what = f"{random.choice(('expand', 'launch', 'study', 'build'))} joint work on {matter}"
            stage = random.choice(("planned", "agreed", "under way", "done"))
            yield Commitment, {"who": self.codes, "what": what, "status": stage, "strength": "agreed"}
        yield (
            Body,
            {
                "name": f"Working group on {random.choice(self.papers)}",
                "kind": "working group",
                "status": "working",
                "countries": self.codes,
            },
        )


def _place(document: str, number: int) -> dict[str, Any]:
    start = 100 * number
    return {"document": document, "start": start, "end": start + 40, "quote": f"made up, number {number}"}


def _name(random: Random) -> str:
    syllables = (
        "ra",
        "mi",
        "to",
        "le",
        "sha",
        "ki",
        "no",
        "va",
        "der",
        "zan",
        "bek",
        "ul",
        "ost",
        "ai",
        "ei",
        "gu",
        "fe",
        "hol",
    )
    return " ".join(
        "".join(random.sample(syllables, n)).title() + end
        for n, end in ((2, ""), (3, random.choice(("ov", "yan", "idze", "ski"))))
    )


def _spelled(random: Random, name: str) -> str:
    """The name as some outlet spells it."""
    one, other = random.choice(_SWAPS)
    return name.replace(one, other) if random.random() < 0.2 else name
