"""Header: the day of publication and the outlet that a wire report states about itself, at its head or foot.

Only date lines and datelines count. A date inside a sentence tells of something else, however near the top it stands.
All words (months, labels, agencies) are in ``data/headers.yml``.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from functools import lru_cache
from importlib.resources import files
from typing import NamedTuple

#: How far the head and the foot of a text reach, in characters and lines.
_HEAD, _HEAD_LINES, _FOOT = 400, 5, 300
#: A longer line is a sentence, not a date line; a dateline's date and an outlet's name alone take less yet.
_LINE, _DATELINE, _OUTLET_LINE = 120, 80, 60
_YEARS = range(1990, 2100)


class Header(NamedTuple):
    """What a text says of itself: day, the words that say so, outlet, and the words of a second, different day."""

    published: dt.date | None = None
    words: str | None = None
    outlet: str | None = None
    other: str | None = None


class Words(NamedTuple):
    """The words of ``data/headers.yml``, all in lower case."""

    months: dict[str, int]
    published: frozenset[str]
    changed: frozenset[str]
    source: frozenset[str]
    by: frozenset[str]
    noise: frozenset[str]
    agencies: frozenset[str]
    no_outlet: frozenset[str]


class Found(NamedTuple):
    """One line's harvest; ``final`` when its day is one of publication, not of a later change."""

    day: dt.date | None = None
    words: str | None = None
    outlet: str | None = None
    final: bool = True


_NUMERIC = (
    r"(?P<y1>(?:19|20)\d\d)[-./](?P<m1>\d\d)[-./](?P<d1>\d\d)"
    r"|(?P<d2>\d{1,2})(?P<s2>[./-])(?P<m2>\d{1,2})(?P=s2)(?P<y2>(?:19|20)\d\d|\d\d)"
)
_WORD = r"[^\W\d_]{3,11}"
_DAY_FIRST = (
    rf"(?P<d3>\d{{1,2}})(?:[^\W\d_]{{2}})?[ .-]{{1,2}}(?:[^\W\d_]{{2}} )?(?P<w3>{_WORD})\.?,? ?-?(?P<y3>(?:19|20)\d\d)"
)
_MONTH_FIRST = rf"(?P<w4>{_WORD})\.? (?P<d4>\d{{1,2}})(?:[^\W\d_]{{2}})?,? (?P<y4>(?:19|20)\d\d)"
_FULL = re.compile(rf"(?<![\w./-])(?:{_NUMERIC}|{_DAY_FIRST}|{_MONTH_FIRST})(?![\d/-])(?!\.\d)")
_NO_YEAR = re.compile(
    rf"(?<!\w)(?:(?P<d5>\d{{1,2}})[ .]{{1,2}}(?P<w5>{_WORD})|(?P<w6>{_WORD})\.? (?P<d6>\d{{1,2}}))(?!\w)"
)
#: What every full date holds: a cheap look before the costly one.
_YEARISH = re.compile(r"(?:19|20)\d\d|\d[./-]\d\d?[./-]\d\d")

_NAME_WORD = r"[^\W\d_](?:[^\W_]|['’&-](?=\w)|\.(?=\w))*"
_PLACE = rf"{_NAME_WORD}(?: {_NAME_WORD}){{0,2}}"
_BEFORE_DATE = re.compile(rf"\s*(?P<place>{_PLACE})(?:, (?P<country>{_PLACE}))?(?:\s*(?P<mark>[,./|–—-])\s*|\s)\Z")
_BARE = re.compile(rf"\s*(?P<place>{_PLACE}(?:, {_PLACE})?) ?\((?P<outlet>[^()\d]{{2,30}})\)\s*[-–—]")
_SLASHED = re.compile(r"[\s.,]*/\s?(?P<outlet>[^/:\d]{2,30}?)\s?(?:/|:)")
_BRACKETED = re.compile(r"[\s.,]*\((?P<outlet>[^()\d]{2,30})\)\s*(?=[-–—.:]|$|[^\W\d_a-z])")
_WITHIN = re.compile(
    rf"\s*{_PLACE}(?:, {_PLACE})?,? ?\((?P<outlet>[^()\d]{{2,50}}?)\s*[-–—,]\s*(?P<date>[^()]{{6,30}})\)"
)
_NAMED = re.compile(rf"(?:\s*[,.]\s*|\s*[-–—]\s*)(?P<outlet>{_PLACE})")
_TIME = re.compile(
    r"\d{1,2}[:.]\d\d(?:[:.]\d\d)?|\([^()]{0,25}\d[^()]{0,10}\)|[^\W\d_]{3}[+-]\d{1,2}(?::?\d\d)?|[+-]\d\d:?\d\d\b"
)
_TOKEN = re.compile(r"[^\s,;:|/()\[\]•·–—]+")
#: A mark of abbreviation or a short word after the year, as Russian has it.
_AFTER_YEAR = re.compile(r"\A ?(?:[^\W\d_]\.|[^\W\d_]{3,4}(?=\s*[-–—.,]))")
_CLOSED = re.compile(r"\s*(?:$|[-–—:/|]|\.(?:\s|$))")
_ALONE = re.compile(r"\s*(?:$|[-–—:])")
_DATED = re.compile(r"\d[-./ \w]|[^\W\d_]{3}\.? \d")
_CAMEL_OR_DOMAIN = re.compile(r"[^\W\d_]+[a-z][A-Z]\w*\Z|[\w-]+(?:\.[\w-]+)*\.[A-Za-z]{2,4}\Z")


def key(word: str) -> str:
    """A word in the form that the lists use: lower case, a dotted capital I as i."""
    return word.replace("İ", "i").lower()


@lru_cache(maxsize=1)
def words() -> Words:
    """The word lists, read once."""
    import yaml

    data = yaml.load(files("servanda.data").joinpath("headers.yml").read_bytes(), yaml.CSafeLoader)
    months = {key(name): number for number, names in data["months"].items() for name in names.split()}
    lists = {field: frozenset(map(key, data[field])) for field in Words._fields if field != "months"}
    return Words(months=months, **lists)


def header(text: str) -> Header:
    """What the head and foot of a text say of its day of publication and its outlet."""
    found = [harvest for line in _head(text) if (harvest := _harvest(line, in_head=True))]
    if len(text) > _HEAD:
        foot = (line for line in text[-_FOOT:].splitlines()[1:] if ":" in line)  # the first is cut; only labels count
        found += [harvest for line in foot if (harvest := _harvest(line, in_head=False))]
    if not found:
        return Header()
    dated = [harvest for harvest in found if harvest.day]
    first = next((harvest for harvest in dated if harvest.final), dated[0] if dated else Found())
    other = next((h.words for h in dated if h.final and first.final and _apart(h.day, first.day)), None)
    return Header(first.day, first.words, next((h.outlet for h in found if h.outlet), None), other)


def _head(text: str) -> Iterator[str]:
    """The first lines that are not blank; a line cut by the limit is marked by being longer than a date line."""
    seen = 0
    for line in text[:_HEAD].splitlines():
        if line.strip():
            seen += 1
            yield line
        if seen == _HEAD_LINES:
            return


def _apart(a: dt.date | None, b: dt.date | None) -> bool:
    """Whether two days differ by more than a time zone."""
    return a is not None and b is not None and abs((a - b).days) > 1


def _harvest(line: str, *, in_head: bool) -> Found | None:
    short = len(line) <= _LINE
    found = None
    if _DATED.search(line, 0, _LINE):
        found = _date_line(line, in_head) if short else None
        if found is None and in_head:
            found = _dateline(line[:_LINE])
    return found or (_outlet_line(line) if short or in_head else None)


def _date_line(line: str, in_head: bool) -> Found | None:
    """A line that is nothing but a date, perhaps with label, time, place, byline."""
    match = _full_date(line)
    if match is None:
        return None
    day, start, end = match
    before, after = line[:start], line[end:]
    if all(key(token.strip(".,")) in words().noise for token in before.split()):
        before = ""  # "Tue 10 November 2020"
    label = key(" ".join(_TOKEN.findall(before)))
    labelled = bool(label) and label in words().published | words().changed
    if not labelled and (not in_head or (before.strip() and before.rstrip()[-1] not in ",./|:;•·–—-[(")):
        return None
    rest = _rest(("" if labelled else before) + " " + after)
    if len(rest) > 4 or not all(word[0].isupper() or _is_name(word) for word in rest if key(word) not in words().by):
        return None
    return Found(day, line[start:end], _byline(rest, lone=True), label not in words().changed)


def _rest(line: str) -> list[str]:
    """The words of a date line that are no date, time, weekday or other usual company."""
    line = _FULL.sub(" ", _TIME.sub(" ", line))
    line = _NO_YEAR.sub(lambda m: " " if key(m["w5"] or m["w6"]) in words().months else m[0], line)
    tokens = (token.strip(".-'’\"") or token for token in _TOKEN.findall(line))
    return [token for token in tokens if any(map(str.isalpha, token)) and key(token) not in words().noise]


def _byline(rest: list[str], *, lone: bool) -> str | None:
    """The outlet among the words of a line: after a "by" or known; ``lone`` lets one unknown word after it pass."""
    names = rest[1:] if rest and key(rest[0]) in words().by else rest
    name = " ".join(names)
    if not name:
        return None
    after_by = len(names) < len(rest)
    return name if _is_agency(name) or (after_by and (_is_name(name) or (lone and len(names) == 1))) else None


def _outlet_line(line: str) -> Found | None:
    """A line that names only the outlet (a byline, a source line), or a dateline without a date."""
    bare = _BARE.match(line) if "(" in line else None
    if bare and bare["place"].isupper() and (_is_agency(bare["outlet"]) or _is_name(bare["outlet"])):
        return Found(outlet=bare["outlet"])
    if len(line) > _OUTLET_LINE:
        return None
    label, colon, name = line.partition(":")
    if colon and name.strip() and key(label.strip()) in words().source:
        return Found(outlet=" ".join(name.split()))
    name = line.strip().rstrip(".:")
    outlet = name if _is_agency(name) else _byline(name.split(), lone=False)
    return Found(outlet=outlet) if outlet else None


def _dateline(line: str) -> Found | None:
    """The dateline at the begin of a report: place, date, outlet, in the customs of the agencies."""
    within = _WITHIN.match(line)
    full = _full_date(within["date"]) if within is not None else None
    if within is not None and full is not None and _may_be_outlet(within["outlet"]):
        return Found(full[0], within["date"][full[1] : full[2]], within["outlet"].strip())
    match = _full_date(line[:_DATELINE]) or _short_date(line)
    if match is None:
        return None
    day, start, end = match
    before = _BEFORE_DATE.match(line[:start])
    if before is None or not _is_place(before):
        return None
    outlet, closed = _after_date(line[end:])
    if _is_agency(before["place"]):
        outlet = before["place"]
    if not closed:
        day = None  # the sentence goes on: the date is part of it
    return Found(day, line[start:end] if day else None, outlet) if day or outlet else None


def _is_place(before: re.Match[str]) -> bool:
    """Capitalised words, marked off from the date; a place in capitals needs no mark."""
    names = f"{before['place']} {before['country'] or ''}".split()
    return all(name[0].isupper() for name in names) and (before["mark"] is not None or before["place"].isupper())


def _after_date(tail: str) -> tuple[str | None, bool]:
    """The outlet after the date of a dateline, and whether the dateline ends there."""
    tail = _AFTER_YEAR.sub("", _TIME.sub("", tail, count=1) if _TIME.match(tail.lstrip(" ,")) else tail)
    for pattern in (_BRACKETED, _SLASHED):
        match = pattern.match(tail)
        if match and _may_be_outlet(match["outlet"]):
            return match["outlet"], True
    named = _NAMED.match(tail)
    outlet = _leading_name(named["outlet"], tail[named.end() :]) if named else None
    return outlet, outlet is not None or _CLOSED.match(tail) is not None


def _leading_name(name: str, after: str) -> str | None:
    """The agency that a name begins with; an unknown one must stand alone before a dash, a colon or the line's end."""
    parts = name.split(" ")
    for size in range(len(parts), 0, -1):
        if _is_agency(" ".join(parts[:size])):
            return " ".join(parts[:size])
    return name if _is_name(name) and _ALONE.match(after) else None


def _is_agency(name: str) -> bool:
    return key(name) in words().agencies


def _is_name(word: str) -> bool:
    """Whether one word is written as only brands are: in capitals, with capitals inside, or as a domain."""
    if key(word) in words().no_outlet or " " in word:
        return False
    return (word.isupper() and len(word) >= 2) or _CAMEL_OR_DOMAIN.match(word) is not None


def _may_be_outlet(name: str) -> bool:
    """Whether a name in the outlet's place can be one."""
    return name[0].isupper() and name.count(" ") <= 3 and key(name) not in words().no_outlet | words().noise


def _full_date(line: str) -> tuple[dt.date, int, int] | None:
    if not _YEARISH.search(line):
        return None
    for match in _FULL.finditer(line):
        day = _day(match)
        if day is not None:
            return day, *match.span()
    return None


def _short_date(line: str) -> tuple[None, int, int] | None:
    """A day and month without a year: it marks a dateline, and leaves the year to the reader."""
    match = _NO_YEAR.search(line, 0, _DATELINE)
    while match is not None:
        if key(match["w5"] or match["w6"]) in words().months:
            return None, *match.span()
        match = _NO_YEAR.search(line, match.start() + 1, _DATELINE)  # "Astana. 5 Nov": the town is no month
    return None


def _day(match: re.Match[str]) -> dt.date | None:
    """The day that a full date names, day before month; None when there is no such day."""
    if match["y1"]:
        year, month, day = int(match["y1"]), int(match["m1"]), int(match["d1"])
    elif match["y2"]:
        year, month, day = int(match["y2"]), int(match["m2"]), int(match["d2"])
        if month > 12 and match["s2"] == "/":
            month, day = day, month  # only the American order makes it a date
    else:
        year, day = int(match["y3"] or match["y4"]), int(match["d3"] or match["d4"])
        month = words().months.get(key(match["w3"] or match["w4"]), 0)
    if year < 100:
        year += 2000 if year < 70 else 1900
    try:
        return dt.date(year, month, day) if year in _YEARS else None
    except ValueError:
        return None
