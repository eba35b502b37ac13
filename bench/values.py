"""How right times and quantities are on public data that lies on disk.

Takes TimeML documents (``.tml``: TempEval-3, TimeBank), the specifications of Recognizers-Text and NewsQuant (both
``.json``), or folders of them: ``python -m bench.values PATH... [--show]``.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import re
import sys
import xml.etree.ElementTree as ElementTree
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any, Final, NamedTuple

from servanda.quantities import QuantityMention, quantities
from servanda.times import Time, times


class Wanted(NamedTuple):
    """A mention that the data marks: its span, its type where the data has one, and whether a found one is right."""

    start: int
    end: int
    right: Callable[[Any], bool]
    type: str | None = None


class Case(NamedTuple):
    """A text with what is to be found in it; ``family`` is the row of the table it counts for."""

    family: str
    text: str
    wanted: Sequence[Wanted]
    found: Sequence[Time | QuantityMention]


#: Types of Recognizers-Text that are quantities; all others are times.
QUANTITIES: Final = {"currency", "dimension", "percentage", "age", "temperature", "number", "numberrange", "ordinal"}
_CLOSE: Final = Decimal("0.00001")
_FIELDS: Final = ("wanted", "found", "exact", "overlapping", "typed", "right")


def scores(cases: Iterable[Case], show: Callable[[str], None] | None = None) -> dict[str, Counter[str]]:
    """Counts by family: wanted, found, exact spans, overlapping spans, and of these of the same type and value."""
    table: dict[str, Counter[str]] = {}
    for case in cases:
        row = table.setdefault(case.family, Counter(dict.fromkeys(_FIELDS, 0)))
        row.update(wanted=len(case.wanted), found=len(case.found))
        left = list(case.found)
        for wanted in case.wanted:
            mention = _best(left, wanted)
            if mention is not None:
                left.remove(mention)
                row.update(_agreement(wanted, mention))
            if show and (mention is None or not wanted.right(mention)):
                show(_line("wanted", case, wanted.start, wanted.end, mention))
        if show:
            for mention in left:
                show(_line("extra", case, mention.start, mention.end, mention))
    return table


def _best(found: Sequence[Any], wanted: Wanted) -> Any:
    """The mention that covers most of what is wanted, None when none does."""
    shared = [(min(m.end, wanted.end) - max(m.start, wanted.start), m) for m in found]
    best = max(shared, key=lambda pair: pair[0], default=(0, None))
    return best[1] if best[0] > 0 else None


def _agreement(wanted: Wanted, mention: Any) -> dict[str, int]:
    return {
        "overlapping": 1,
        "exact": (mention.start, mention.end) == (wanted.start, wanted.end),
        "typed": wanted.type in (None, getattr(mention, "type", None)),
        "right": wanted.right(mention),
    }


def _line(kind: str, case: Case, start: int, end: int, mention: Any) -> str:
    found = f"{mention.text!r} {mention.value}" if mention is not None else "-"
    around = case.text[max(0, start - 40) : end + 30].replace("\n", " ")
    return f"{case.family:<20} {kind:<7} {case.text[start:end]!r:<36} got {found:<36} in {around!r}"


# --- TimeML ----------------------------------------------------------------------------------------------------------


def timeml(path: Path) -> Case:
    """A TimeML document: all TIMEX3 in its text against :func:`servanda.times.times`, dated as the document says."""
    root = ElementTree.fromstring(path.read_text(encoding="utf-8"))  # noqa: S314 - a corpus that the caller has chosen
    dated = next(node for node in root.iter("TIMEX3") if node.get("functionInDocument") == "CREATION_TIME")
    body = root.find("TEXT")
    if body is None:
        raise ValueError(f"no TEXT in {path}")
    text, wanted = "", []
    for node, piece in _pieces(body):
        if node is not None:
            end = len(text) + len("".join(node.itertext()))
            wanted.append(Wanted(len(text), end, _timex(node.get("value", "")), node.get("type")))
        text += piece
    return Case("TimeML", text, wanted, times(text, published=dated.get("value", "")[:10]))


def _pieces(element: ElementTree.Element) -> Iterator[tuple[ElementTree.Element | None, str]]:
    """The text under an element in order; a TIMEX3 comes before its first words."""
    yield (element if element.tag == "TIMEX3" else None), element.text or ""
    for child in element:
        yield from _pieces(child)
        yield None, child.tail or ""


def _timex(value: str) -> Callable[[Time], bool]:
    return lambda time: time.value == value


# --- Recognizers-Text ------------------------------------------------------------------------------------------------


def specification(path: Path) -> Iterator[Case]:
    """The cases of one specification of Recognizers-Text; a unit without a number is left out."""
    for item in json.loads(path.read_text(encoding="utf-8-sig")):
        text, context = item["Input"], item.get("Context")
        results = [result for result in item["Results"] if _has_value(result)]
        counted = any(_type(result) in QUANTITIES for result in item["Results"]) or context is None
        wanted = [_wanted(text, result) for result in results]
        if counted:
            yield Case(path.stem, text, wanted, _near(quantities(text), wanted))
        else:
            yield Case(path.stem, text, wanted, times(text, published=context["ReferenceDateTime"][:10]))


def _near(found: Sequence[QuantityMention], wanted: Sequence[Wanted]) -> list[QuantityMention]:
    """The quantities of one kind only are marked: those elsewhere count neither way."""
    return [m for m in found if any(m.start < w.end and w.start < m.end for w in wanted)]


def _type(result: Mapping[str, Any]) -> str:
    return str(result.get("TypeName") or result.get("Type")).rpartition(".")[2]


def _has_value(result: Mapping[str, Any]) -> bool:
    return not ("value" in result.get("Resolution", {}) and result["Resolution"]["value"] is None)


def _wanted(text: str, result: Mapping[str, Any]) -> Wanted:
    start = result.get("Start", text.lower().find(result["Text"].lower()))
    right = _amount(result["Resolution"]) if _type(result) in QUANTITIES else _moment(_values(result))
    return Wanted(start, start + len(result["Text"]), right)


def _amount(resolution: Mapping[str, Any]) -> Callable[[QuantityMention], bool]:
    """The number, or both ends of a range; and the currency where the specification gives its code."""
    same, code = _counts(str(resolution["value"])), resolution.get("isoCurrency")
    return lambda mention: same(mention) and code in (None, mention.unit)


def _counts(value: str) -> Callable[[QuantityMention], bool]:
    """Whether a mention has the numbers of a value as printed ("-5%", "[20,100)", "252.0-287.0"), to five places."""
    numbers = [Decimal(number) for number in re.findall(r"(?<!\d)-?\d+(?:\.\d+)?(?:[eE]-?\d+)?", value)]

    def same(mention: QuantityMention) -> bool:
        ends = [mention.value, *([mention.upper] if mention.upper is not None else [])]
        near = (abs(a - b) < _CLOSE for a, b in zip(ends, numbers, strict=False))
        return len(ends) == len(numbers) and all(near)

    return same


def _values(result: Mapping[str, Any]) -> list[dict[str, str]]:
    """The readings that a result allows, in the form of the models: timex with value, or with start and end."""
    if "Resolution" in result:
        return list(result["Resolution"]["values"])
    value = result["Value"]
    names = {"date": "value", "startDate": "start", "endDate": "end"}
    resolutions = [value.get("FutureResolution", {}), value.get("PastResolution", {})]
    return [{"timex": value["Timex"], **{names[k]: v for k, v in r.items() if k in names}} for r in resolutions]


def _moment(readings: Sequence[Mapping[str, str]]) -> Callable[[Time], bool]:
    def right(time: Time) -> bool:
        return any(_same_timex(time.value, reading["timex"]) or _same_days(time, reading) for reading in readings)

    return right


def _same_timex(value: str, wanted: str) -> bool:
    """Alike, where an X of the specification stands for any digit and an hour needs neither day nor minutes."""
    pattern = re.compile("".join("[0-9X]" if char == "X" else re.escape(char) for char in wanted))
    hour = "T" + value.partition("T")[2] if wanted[:1] == "T" else value
    forms = {value, hour, hour.removesuffix(":00"), hour.removesuffix(":00").removesuffix(":00")}
    return any(pattern.fullmatch(form) for form in forms) or (_length(value) or value) == _length(wanted)


_UNITS: Final = {"Y": 12, "Q": 3, "DE": 120, "CE": 1200, "W": 7, "TH": 3600, "TM": 60}
_GROUPS: Final = {"Y": "M", "Q": "M", "DE": "M", "CE": "M", "W": "D", "TH": "TS", "TM": "TS"}


def _length(value: str) -> tuple[Decimal, str] | None:
    """A length in months, days or seconds."""
    match = re.fullmatch(r"P(T?)([\d.]+)([A-Z]+)", value)
    if match is None:
        return None
    unit = match[1] + match[3]
    return Decimal(match[2]) * _UNITS.get(unit, 1), _GROUPS.get(unit, unit)


def _same_days(time: Time, reading: Mapping[str, str]) -> bool:
    """The same first day, and the same last one, which a specification may count in or out."""
    start, end = reading.get("start", reading.get("value", "")), reading.get("end", reading.get("value", ""))
    if (
        time.when is None
        or time.when.first is None
        or time.when.last is None
        or not re.match(r"\d{4}-\d\d-\d\d", start)
    ):
        return False
    last = dt.date.fromisoformat(end[:10])
    return str(time.when.first) == start[:10] and last - time.when.last in (dt.timedelta(0), dt.timedelta(days=1))


# --- NewsQuant -------------------------------------------------------------------------------------------------------


def newsquant(path: Path) -> Iterator[Case]:
    """The sentences of NewsQuant, which marks values and no spans: a value counts where it is found at all."""
    for item in json.loads(path.read_text(encoding="utf-8-sig")):
        found, wanted = quantities(item["text"]), []
        left = list(found)
        for marked in item["quantities"]:
            right = _counts(marked["value"])
            mention = next((m for m in left if right(m)), None)
            if mention is not None:
                left.remove(mention)
            span = (mention.start, mention.end) if mention is not None else (0, 0)
            wanted.append(Wanted(*span, right))
        yield Case("NewsQuant", item["text"], wanted, found)


# --- the table -------------------------------------------------------------------------------------------------------


def cases(paths: Iterable[Path]) -> Iterator[Case]:
    """The cases of the files, or of all files in the folders, whatever of the three forms they have."""
    for path in paths:
        if path.is_dir():
            yield from cases(sorted(p for p in path.iterdir() if p.is_dir() or p.suffix in (".tml", ".json")))
        elif path.suffix == ".tml":
            yield timeml(path)
        else:
            items = json.loads(path.read_text(encoding="utf-8-sig"))
            yield from newsquant(path) if items and "quantities" in items[0] else specification(path)


def table(found: Mapping[str, Counter[str]]) -> Iterator[str]:
    """The lines of the table: for each family its counts, and F1 of spans, types and values."""
    yield f"{'':<28}{'wanted':>8}{'found':>8}{'exact':>8}{'overlap':>9}{'type':>8}{'value':>8}"
    for family, row in found.items():
        shares = "".join(f"{_share(row, name):>{8 + (name == 'overlapping')}.3f}" for name in _FIELDS[2:])
        yield f"{family:<28}{row['wanted']:>8}{row['found']:>8}{shares}"


def _share(row: Counter[str], name: str) -> float:
    """F1: twice what agrees, by all that is wanted and found."""
    return 2 * row[name] / max(1, row["wanted"] + row["found"])


def main(arguments: Sequence[str] | None = None) -> int:
    """The table of the files that the arguments name."""
    parser = argparse.ArgumentParser(prog="python -m bench.values", description=__doc__)
    parser.add_argument("paths", nargs="+", type=Path, metavar="PATH")
    parser.add_argument("--show", action="store_true", help="print what is missed, wrong or found besides")
    asked = parser.parse_args(arguments)
    for line in table(scores(cases(asked.paths), print if asked.show else None)):
        print(line)
    return 0


if __name__ == "__main__":
    sys.exit(main())
