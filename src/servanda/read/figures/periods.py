"""The period of a figure: the date beside it, the date of its clause, or the one carried over from before."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final, NamedTuple

from servanda.read.figures.sheet import Sheet
from servanda.times import Anchor, resolve
from servanda.times.expressions import Expression, Fixed, SamePeriod, Tense
from servanda.times.lengths import Window
from servanda.values import When


class Told(NamedTuple):
    """A period and how it was worked out."""

    value: str
    rule: str | None = None


@dataclass(slots=True)
class Dates:
    """The dates of one sentence: places of periods, places of what figures are compared with."""

    sheet: Sheet
    first: int
    last: int
    places: list[int]
    bases: set[int]
    used: set[int]


def dates(sheet: Sheet, first: int, last: int) -> Dates:
    """The dates between two symbols, those behind words of comparison apart."""
    places = sheet.find("DATE DURATION SAMEPERIOD", first, last)
    return Dates(sheet, first, last, places, {p for p in places if _compared(sheet, p, first)}, set())


_LOOSE = "THE IN SAME w  OF DURING FOR A AT ON TO QUARTER PERIOD"


def _compared(sheet: Sheet, place: int, first: int) -> bool:
    """Whether a date stands behind "than", "compared to", "above the level of" and the like."""
    at, tags, sets = place - 1, sheet.padded, sheet.sets
    loose, last = sets[_LOOSE], max(first, place - 6)
    while at >= last and tags[at] in loose:
        at -= 1
    if tags[at] in sets["THAN COMPARED"]:
        return True
    return tags[at] in sets["MORE LESS"] and tags[at - 1] in sets["PERCENT MULTIPLE POINTS MONEY"]


def base_behind(found: Dates, place: int, *, compared: bool) -> int | None:
    """The date right behind a growth that is what it is compared with ("up 14% on 2018", "from a year earlier")."""
    sheet, at = found.sheet, place + 1
    opened = compared
    if sheet.at(at, "IN DURING") and sheet.at(at + 1, "DATE") and sheet.at(at + 2, "COMPARED THAN"):
        at += 2  # "grew in 2022 in comparison with 2021"
    if sheet.at(at, "DURING") and len(found.places) == 1:
        return None  # "fell by 4 percent during January-May": the only date is when it fell
    if sheet.at(at, "ON FROM DURING  COMPARED THAN") or (sheet.at(at, "TO") and sheet.at(at + 1, "THE")):
        opened, at = True, at + 1
    elif sheet.at(at, "w") and sheet.at(at + 1, "TO"):
        return None
    if not opened:
        return None
    tags, loose = sheet.padded, sheet.sets[_LOOSE]
    while at < found.last and at - place <= 7 and tags[at] in loose:
        at += 1
    if tags[at] not in sheet.sets["DATE"]:
        return None
    when = settle(sheet, at)
    if when is None:
        return at
    years = when.first is not None and when.last is not None and when.last.year - when.first.year
    day = when.first is not None and when.first == when.last
    if years or (day and sheet.at(place + 1, "ON FROM")):
        return None
    return at


def since_behind(found: Dates, place: int, end: int) -> int | None:
    """The date of "since" behind a growth: "has tripled since the bridge was opened in 2015 and made $90 million"."""
    sheet = found.sheet
    if not sheet.at(place + 1, "SINCE"):
        return None
    at = next((p for p in found.places if place < p < end), None)
    return at if at is not None and sheet.at(at, "DATE") and not sheet.has("COMMA SEMI", place, at) else None


def steps_back(sheet: Sheet, place: int) -> bool:
    """ "A year earlier", "in the previous year": counted from the period of the level before."""
    if not sheet.at(place, "DATE DURATION"):
        return False
    value: Any = sheet.values[place]
    if isinstance(value, SamePeriod):
        return value.year is None
    if not isinstance(value, Window) or value.step != -1:
        return False
    return (value.length.count, value.length.unit) == ("1", "Y")


def settle(sheet: Sheet, place: int, *, ahead: bool = False, reference: str | None = None) -> When | None:
    """The date at a symbol worked out, None when it does not follow."""
    if place in sheet.fixed:
        return sheet.fixed[place]
    key = (place, ahead, reference)
    if key in sheet.settled:
        return sheet.settled[key]
    scene, value, when = sheet.scene, sheet.values[place], None
    if isinstance(value, Expression):
        tense: Tense = "future" if ahead else "past"
        if reference and not isinstance(value, Fixed):
            when = resolve(value, Anchor(scene.published, scene.year, When(reference), tense)).when
        if when is None and (reference is None or scene.published is None or isinstance(value, Fixed)):
            when = scene.work_out(value, tense).when
    sheet.settled[key] = when
    if when is not None and when.rule is None and not isinstance(value, SamePeriod):
        sheet.fixed[place] = when
    return when


def told(sheet: Sheet, place: int, *, ahead: bool = False, reference: str | None = None) -> Told | None:
    """The period at a symbol in the form of the codebook."""
    when = settle(sheet, place, ahead=ahead, reference=reference)
    if when is None:
        return None
    value, rule = when.value, when.rule
    if value.startswith("../"):
        return Told(value[3:], rule)
    if value.endswith("/.."):
        return _since(sheet, value[:-3], rule)
    if when.relation == "as of":
        return Told(value, f"as of; {rule}" if rule else "as of")
    return Told(_whole_years(value), rule)


def _since(sheet: Sheet, value: str, rule: str | None) -> Told | None:
    published = sheet.scene.published
    if published is None:
        return None
    end = f"{published:%Y}" if len(value) == 4 else f"{published:%Y-%m}"
    how = f"since {value}, up to publication {published}"
    if value[:7] > end:
        return None
    return Told(f"{value}/{end}" if value != end else value, f"{rule}; {how}" if rule else how)


#: The month in which a country's fiscal year begins, for years written "2023-24".
_FISCAL: Final = {
    "IN": 4, "JP": 4, "GB": 4, "CA": 4, "SG": 4, "HK": 4, "PK": 7, "BD": 7,
    "EG": 7, "KE": 7, "UG": 7, "TZ": 7, "RW": 7, "ET": 7,
    "NP": 7, "BT": 7, "AU": 7, "TH": 10,
}  # fmt: skip


def fiscal(sheet: Sheet, place: int, found: Told, countries: tuple[str, ...]) -> Told:
    """ "2023-24" of a country whose year begins in April is April to March; so is "the last fiscal year"."""
    code = next((code for code in countries if code in _FISCAL), None)
    if code is None:
        return found
    start = _fiscal_start(sheet, place, found, _FISCAL[code])
    if start is None:
        return found
    rule, month = f"the fiscal year of {code}", _FISCAL[code]
    value = f"{start:04d}-{month:02d}/{start + 1:04d}-{month - 1:02d}"
    return Told(value, f"{found.rule}; {rule}" if found.rule else rule)


def _fiscal_start(sheet: Sheet, place: int, found: Told, month: int) -> int | None:
    left, _, right = found.value.partition("/")
    if len(left) == len(right) == 4 and int(right) == int(left) + 1:
        return int(left)
    published, named = sheet.scene.published, sheet.kit.args("figure words").get("fiscal", ())
    if published is None or right or len(left) != 4 or not found.rule:
        return None
    if not set(named).intersection(sheet.scene.quote(place, place).lower().split()):
        return None
    running = published.year if published.month >= month else published.year - 1
    return running - (published.year - int(left))


def _whole_years(value: str) -> str:
    """ "The past five years" is told in years, not in months."""
    left, _, right = value.partition("/")
    if len(left) == len(right) == 7 and left[5:] == right[5:] and int(right[:4]) - int(left[:4]) > 1:
        return f"{left[:4]}/{right[:4]}"
    return value


def present(sheet: Sheet, first: int, last: int) -> bool:
    """Whether "now" or its like stands between two symbols: what was told of a period before holds no longer."""
    return sheet.scene.chars["NOW"] in sheet.tags[first:last]


def is_day(value: str) -> bool:
    """Whether a period is a single day."""
    return len(value) == 10 and value[4] == value[7] == "-"


@lru_cache(maxsize=1024)
def year_before(value: str | None) -> str | None:
    """The same period one year before, where it is whole in a form that has one."""
    if value is None:
        return None
    parts = value.split("/")
    if len(parts) == 2 and parts[0][:4] != parts[1][:4]:
        return parts[0] if len(parts[0]) == 4 else None
    try:
        moved = "/".join(f"{int(part[:4]) - 1:04d}{part[4:]}" for part in parts)
        When(moved)
    except ValueError:
        return None
    return moved


def due_in(sheet: Sheet, place: int) -> Told | None:
    """ "Within three years", told of a goal: the year so many years after publication."""
    value: Any = sheet.values[place]
    count, unit = getattr(value, "count", None), getattr(value, "unit", None)
    published: dt.date | None = sheet.scene.published
    if published is None or unit != "Y" or not isinstance(count, str) or not count.isdecimal() or len(count) > 2:
        return None
    return Told(f"{published.year + int(count):04d}", f"{count} years from publication {published}")
