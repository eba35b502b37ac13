"""Official statistics as claims: plain CSV, SDMX and UN Comtrade JSON, each row a figure that points at its place in the file.

Adapters are pure: a document in, claims out. The reporter, whose figures they are, stands as the speaker; ``rule`` is :data:`RULE`. The formats
are explained in `docs/statistics.md`.
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any, Final

from servanda.countries import country
from servanda.problems import Outcome, Problem, UsageError
from servanda.record import Claim, Document, Figure
from servanda.values import Quantity

RULE: Final = "official statistics"
CSV: Final = "text/csv; statistics"
SDMX_CSV: Final = "application/vnd.sdmx.data+csv"
SDMX_ML: Final = "application/vnd.sdmx.data+xml"
COMTRADE: Final = "application/json; comtrade"
MEDIA_TYPES: Final = frozenset({CSV, SDMX_CSV, COMTRADE})

_SDMX_ML = re.compile(rb"<(?:\w+:)?(?:GenericData|StructureSpecificData)\b[^>]*sdmx\.org/resources/sdmxml")
_COLUMNS: Final = ("indicator", "reporter", "partner", "period", "value")
#: A number as offices print it, with a point for the decimal sign; the powers of ten between which it lies; the years.
_NUMBER: Final = re.compile(r"[+-]?[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]{1,2})?\Z")
_LEAST: Final = -6
_MOST: Final = 18
_YEARS: Final = ("1800", "2200")
_SDMX_PERIOD = re.compile(r"(\d{4})(?:-M?(\d\d)|-?Q([1-4])|-[SH]([12])|(\d\d))?\Z")


@dataclass(frozen=True, slots=True)
class _Row:
    """One row of statistics as it stands: its place and its cells by what they hold."""

    start: int
    end: int
    cells: Mapping[str, str]


def sniffed(data: bytes) -> str | None:
    """The media type of a file of statistics that is known here, None for any other."""
    head = data[:2048].removeprefix(b"\xef\xbb\xbf").lstrip()
    if head.startswith(b"{"):
        whole = data.removeprefix(b"\xef\xbb\xbf")
        return COMTRADE if b'"data"' in whole and b'"reporterISO"' in whole and b'"flowCode"' in whole else None
    if head.startswith(b"<"):
        return SDMX_ML if _SDMX_ML.search(head) else None
    names = {name.strip().strip('"') for name in head.partition(b"\n")[0].decode("utf-8", "replace").split(",")}
    if set(_COLUMNS) <= names:
        return CSV
    if {"TIME_PERIOD", "OBS_VALUE"} <= names:
        return SDMX_CSV
    return None


def claims(document: Document) -> Outcome[tuple[Claim, ...]]:
    """The figures of a file of statistics, one a row, and a problem for the rows that could not be placed."""
    rows = _ROWS[document.media_type](document.text)
    found, passed_by = [], 0
    for row in rows:
        figure = _figure(document, row)
        if figure is None:
            passed_by += 1
        else:
            found.append(figure)
    if not passed_by:
        return Outcome(tuple(found))
    message = f"{passed_by} of {passed_by + len(found)} rows were passed by: indicator, country, period or number is not known"
    return Outcome(tuple(found), (Problem(code="unplaced-figure", message=message, source=document.name),))


# ---- rows of each format ---------------------------------------------------------------------------------------------


def _lines(text: str) -> Iterator[tuple[int, int, list[str]]]:
    """The lines of a CSV text with their places; a cell with a line break in it is no cell of statistics."""
    at = 0
    for line in text.splitlines(keepends=True):
        bare = line.rstrip("\r\n")
        if bare.strip():
            yield at, at + len(bare), next(csv.reader([bare]))
        at += len(line)


def _plain(text: str) -> Iterator[_Row]:
    lines = _lines(text)
    _, _, header = next(lines)
    names = [name.strip("\ufeff ") for name in header]
    for start, end, cells in lines:
        yield _Row(start, end, dict(zip(names, cells, strict=False)))


def _sdmx(text: str) -> Iterator[_Row]:
    known = _codes()["dimensions"]
    for row in _plain(text):
        cells = {
            what: row.cells[name] for what, names in known.items() for name in reversed(names) if name in row.cells
        }
        power = cells.pop("scale", "0").partition(":")[0]
        scale = 10 ** int(power) if power.isdigit() else 1
        yield _Row(row.start, row.end, {**cells, "scale": str(scale)})


def _comtrade(text: str) -> Iterator[_Row]:
    """Rows for the whole alone: a total is told once more for each customs procedure, mode of transport and second partner."""
    whole, all_goods = _codes()["comtrade"]["whole"], _codes()["comtrade"]["all_goods"]
    for start, end, told in _objects(text):
        if any(str(told[name]) not in marks for name, marks in whole.items() if told.get(name) is not None):
            continue
        goods = str(told.get("cmdCode", all_goods))
        named = str(told.get("cmdDesc") or goods)
        cells = {
            "indicator": told.get("flowCode"),
            "reporter": told.get("reporterISO"),
            "partner": told.get("partnerISO"),
            "period": told.get("period"),
            "value": told.get("primaryValue"),
            "of": "" if goods == all_goods else named,
        }
        yield _Row(start, end, {name: str(value) for name, value in cells.items() if value is not None})


def _objects(text: str) -> Iterator[tuple[int, int, dict[str, Any]]]:
    """The objects of the array called data, with their places."""
    decoder = json.JSONDecoder(parse_float=Decimal)
    found = re.search(r'"data"\s*:\s*\[', text)
    at = found.end() if found else len(text)
    while (opened := text.find("{", at)) >= 0 and not text[at:opened].strip(" \t\r\n,"):
        try:
            told, at = decoder.raw_decode(text, opened)
        except ValueError:
            return
        yield opened, at, told


_ROWS: Final = {CSV: _plain, SDMX_CSV: _sdmx, COMTRADE: _comtrade}


# ---- one row ---------------------------------------------------------------------------------------------------------


def _figure(document: Document, row: _Row) -> Figure | None:
    cells = {name: value.strip() for name, value in row.cells.items() if value}
    indicator, unit = _named("indicators", cells.get("indicator")), _named("units", cells.get("unit", "USD"))
    reporter, partner = _country(cells.get("reporter", "")), _country(cells.get("partner", ""))
    period = _period(cells.get("period", ""))
    if not (indicator and unit and reporter and partner and period and reporter != partner):
        return None
    quantity = _quantity(cells, unit)
    if quantity is None or (quantity.value < 0 and indicator != "trade balance"):
        return None
    source, target = (partner, reporter) if indicator == "imports" else (reporter, partner)
    both = indicator == "trade turnover"
    return Figure(
        document=document.id,
        start=row.start,
        end=row.end,
        quote=document.text[row.start : row.end],
        speakers=(reporter,),
        rule=RULE,
        indicator=indicator,
        of=cells.get("of") or None,
        source=None if both else source,
        target=None if both else target,
        countries=(reporter, partner),
        period=period,
        value=quantity.value,
        low=quantity.low,
        high=quantity.high,
        unit=unit,
        qualifier="=",
    )


def _quantity(cells: Mapping[str, str], unit: str) -> Quantity | None:
    """The number of a row as printed; None for what no statistics print: no digits of ours, or more than the world trades."""
    printed, scale = cells.get("value", ""), cells.get("scale", "1")
    if not (_NUMBER.match(printed) and _NUMBER.match(scale)):
        return None
    try:
        quantity = Quantity.from_print(printed, unit=unit, scale=Decimal(scale))
    except (ValueError, ArithmeticError):
        return None
    sane = quantity.value == 0 or _LEAST <= quantity.value.adjusted() <= _MOST
    return quantity if sane and Decimal(scale) > 0 else None


def _named(kind: str, code: str | None) -> str | None:
    return _backwards(kind).get(code or "")


@cache
def _backwards(kind: str) -> dict[str, str]:
    return {str(code): name for name, codes in _codes()[kind].items() for code in codes}


@cache
def _codes() -> dict[str, Any]:
    import yaml

    found: dict[str, Any] = yaml.safe_load(files("servanda").joinpath("data", "statistics.yml").read_text("utf-8"))
    return found


@lru_cache(maxsize=512)
def _country(code: str) -> str | None:
    """The two letters of ISO 3166 from two or three; None for regions and the world."""
    try:
        return country(code).alpha2
    except UsageError:
        return None


def _period(told: str) -> str | None:
    """A period in the codebook's form from those of SDMX and Comtrade: 2021, 202104, 2021-M04, 2021-Q2, 2021-S1."""
    match = _SDMX_PERIOD.match(told)
    if not _YEARS[0] <= told[:4] <= _YEARS[1]:
        return None
    if match is None:
        months = re.match(r"(\d{4}-(?:0[1-9]|1[0-2]))/(\d{4}-(?:0[1-9]|1[0-2]))\Z", told)
        return told if months and months[1] <= months[2] else None
    year, month, quarter, half, glued = match.groups()
    if quarter or half:
        return f"{year}-Q{quarter}" if quarter else f"{year}-H{half}"
    month = month or glued
    if month is not None and not 1 <= int(month) <= 12:
        return None
    return f"{year}-{month}" if month else year


def is_official(figure: Claim) -> bool:
    """Whether a claim is a row of statistics."""
    return figure.rule == RULE
