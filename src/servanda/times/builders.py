"""Builders: from the symbols that a rule matched to an expression of time.

The tags they give: YEARPART (a part of some year, the year not yet found), YR (a year), MONTHS (a count of months that
may belong to a year) on the way; DATE, DURATION, SET and CLOCK at the end.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

from servanda.grammar import Builder, Match, Printed
from servanda.times.calendar import GRAINS, SEASONS, Grain, Period
from servanda.times.expressions import (
    Base,
    Expression,
    Fixed,
    Inside,
    Months,
    Range,
    Recurring,
    Relative,
    SamePeriod,
    TimeOfDay,
    Vague,
    Weekday,
    in_year,
    year,
    year_of,
)
from servanda.times.lengths import SMALLER, Duration, Repeated, Window

Built = tuple[str, Any] | None

#: The tags of the levels below, for a cascade to know them before a rule gives them.
LEVELS = ("times", "times2", "times3", "times4")
TAGS = ("DATE", "DURATION", "SET", "CLOCK", "YEARPART", "YR", "MONTHS")
_LONGEST = {1: 31, 2: 29, 3: 31, 4: 30, 5: 31, 6: 30, 7: 31, 8: 31, 9: 30, 10: 31, 11: 30, 12: 31}


def _first(match: Match, *parts: str) -> Any:
    """The value of the first of the parts that took part."""
    for part in parts:
        if match.has(part):
            return match.get(part)
    return None


def _word(match: Match, table: str, *parts: str) -> Any:
    """What the rule's table says of the word that stands in the first of the parts."""
    texts = [match.text(part) for part in parts if match.has(part)]
    return match.rule.args[table].get(texts[0].lower()) if texts else None


def _number(value: Any) -> int:
    return value.whole if isinstance(value, Printed) else int(value)


def _digits(value: Any) -> str:
    """A count as TIMEX3 writes it."""
    if isinstance(value, Printed):
        return value.digits
    return value if isinstance(value, str) and value in ("X",) else str(value) if isinstance(value, int) else "1"


def _year(value: Any) -> Fixed | None:
    return None if value is None else year(_number(value))


def _short_year(number: int) -> int:
    """The year that two digits stand for."""
    return number + (2000 if number < 50 else 1900)


def _dated(expression: Expression, named: Expression | None) -> tuple[str, Expression]:
    """YEARPART while the year is open, DATE once it stands."""
    return ("YEARPART", expression) if named is None else ("DATE", in_year(expression, named))


# --- days and months -------------------------------------------------------------------------------------------------


def _in_digits(match: Match) -> Built:
    token = match["n"]
    parts = [int(part) for part in token.replace(".", "-").replace("/", "-").split("-")]
    if len(token.replace("/", "-").replace(".", "-").split("-")[0]) == 4:
        number, month, day = parts
    else:
        day, month, number = parts
        if month > 12 >= day:
            day, month = month, day
        number = _short_year(number) if number < 100 else number
    try:
        return "DATE", Fixed(period=Period("day", dt.date(number, month, day)))
    except ValueError:
        return None


def _day(match: Match) -> Built:
    month, day = match["m"], _number(match["d"])
    if not 1 <= day <= _LONGEST[month]:
        return None
    single = Recurring(grain="day", number=month, day=day, weekday=match.get("wd"), article=match.has("of"))
    return _checked(*_dated(single, _year(match.get("y"))))


def _checked(tag: str, expression: Expression) -> Built:
    """Nothing where a full date does not exist (29 February 2021)."""
    if tag == "DATE" and isinstance(expression, Recurring) and isinstance(expression.year, Fixed):
        try:
            expression.within(expression.year.period.first.year)
        except ValueError:
            return None
    return tag, expression


def _days(match: Match) -> Built:
    month, first, last = match["m"], _number(match["d"]), _number(match["e"])
    if not (1 <= first <= _LONGEST[month] and 1 <= last <= _LONGEST[month]):
        return None
    days = [Recurring(grain="day", number=month, day=day) for day in (first, last)]
    return _dated(Range(first=days[0], last=days[1]), _year(match.get("y")))


def _month(match: Match) -> Built:
    return _dated(Recurring(grain="month", number=_first(match, "m", "n", "o")), _year(match.get("y")))


def _months(match: Match) -> Built:
    if match.has("list") and match["n"] != match["m"] % 12 + 1:
        return None
    return _dated(Months(first=match["m"], last=match["n"]), _year(match.get("y")))


# --- parts of a year -------------------------------------------------------------------------------------------------


def _part(match: Match) -> Built:
    kind = _first(match, "q", "q2")
    number = (4 if kind == "Q" else 2) if match.has("l") else _number(_first(match, "n", "n2"))
    named = _year(match.get("y")) or (year(_short_year(_number(match["yy"]))) if match.has("yy") else None)
    if kind == "M":
        return _dated(Months(first=1, last=number, counted=True), named) if 1 < number < 12 else None
    grain = GRAINS[kind]
    if not 1 <= number <= (4 if grain == "quarter" else 2):
        return None
    return _dated(Recurring(grain=grain, number=number), named)


def _season(match: Match) -> Built:
    value = _first(match, "s", "s2", "s3", "s4", "s5", "s6")
    name = value if value in SEASONS else _word(match, "nouns", "s", "s4", "s5")
    if name is None:
        return None
    season = Recurring(grain="season", number=SEASONS[name])
    if match.has("r"):
        return "DATE", in_year(season, _step_year(match))
    return _dated(season, _year(_first(match, "y", "y2", "y5")))


def _step_year(match: Match) -> Relative:
    return Relative(grain="year", offset=_step(match.get("r")))


def _feast(match: Match) -> Built:
    return _dated(Recurring(grain="day", feast=str(match["f"])), _year(match.get("y")))


# --- years and more --------------------------------------------------------------------------------------------------


def _bare_year(match: Match) -> Built:
    number = _number(match["y"])
    args = match.rule.args
    if not args.get("first", 1000) <= number <= args.get("last", 2199):
        return None
    if not args.get("round", True) and number % 100 == 0:
        return None
    return "YR", year(number)


def _years(match: Match) -> Built:
    if match.has("yy"):
        return ("YR", year(_short_year(_number(match["yy"])))) if len(match["yy"].digits) == 2 else None
    begin = _first(match, "y", "y3")
    if begin is None:
        return None
    end = _first(match, "z", "z2", "z3", "z4", "z5")
    number = _number(begin)
    if end is None:
        return "YR", year(number)
    last = _number(end)
    if last < 100:
        if len(end.digits) == 2 and 1 <= last <= 12 and last <= number % 100:
            return "DATE", Recurring(grain="month", number=last, year=year(number))
        last += number - number % 100 + (100 if last < number % 100 else 0)
        if last - number > 50:
            return None
    if number >= last:
        return None
    return "DATE", Range(first=year(number), last=year(last), article=match.rule.name == "fiscal-year")


def _decade(match: Match) -> Built:
    if match.has("w"):
        begin = int(match["w"])
    elif match.has("y") or match.has("y2"):
        begin = _number(_first(match, "y", "y2"))
    else:
        begin = _number(match["yy"]) + (1900 if _number(match["yy"]) > 20 else 2000)
    if begin % 10:
        return None
    grain: Grain = "decade"
    return "DATE", Fixed(period=Period(grain, dt.date(begin, 1, 1)), mod=_first(match, "e", "e2", "e3"))


def _century(match: Match) -> Built:
    number = _number(match["n"])
    if not 1 < number < 40:
        return None
    return "DATE", Fixed(period=Period("century", dt.date(100 * (number - 1), 1, 1)))


# --- counted from somewhere ------------------------------------------------------------------------------------------

_STEPS = {"last": -1, "previous": -1, "next": 1}


def _step(word: Any) -> int:
    return _STEPS.get(word, 0)


def _relative(match: Match) -> Built:
    if match["u"] == "DE" and _step(match["r"]):
        return "DURATION", Window(length=Duration(unit="DE"), step=_step(match["r"]))
    grain, word = GRAINS.get(match["u"], "year"), match["r"]
    return _unit(Relative(grain=grain, offset=_step(word), base="reference" if word == "previous" else "published"))


def _unit(expression: Relative) -> tuple[str, Expression]:
    return ("YR" if expression.grain == "year" else "DATE"), expression


def _following(match: Match) -> Built:
    if match["f"] == "DE":
        return "DURATION", replace(Duration(unit="DE"), article=True)
    return _unit(Relative(grain=GRAINS[match["f"]], offset=1, base="reference"))


def _two_steps(match: Match) -> Built:
    unit, _, count = match["t"].partition(" ")
    return _unit(Relative(grain=GRAINS[unit], offset=int(count)))


def _named_year(match: Match) -> Built:
    return ("YR", replace(year(_number(match["y"])), article=True)) if match["u"] == "Y" else None


def _nth_weekday(match: Match) -> Built:
    nth = -1 if match.has("l") else _number(match["n"])
    if nth > 4:
        return None
    feast = f"{match['m']}/{match['d']}/{nth}"
    return _dated(Recurring(grain="day", feast=feast, article=True), _year(match.get("y")))


def _unit_before(match: Match) -> Built:
    unit = match["u"]
    if unit not in GRAINS:
        return None
    return _unit(Relative(grain=GRAINS[unit], offset=-1 if match.has("b") else 1, base="reference"))


def _the_unit(match: Match) -> Built:
    unit = _first(match, "u", "u2", "u3")
    if unit not in GRAINS or unit == "D" or (unit == "DE" and not match.has("u3")):
        return None
    return _unit(Relative(grain=GRAINS[unit], base="same", lean=unit == "WE"))


def _that_unit(match: Match) -> Built:
    unit = match["u"]
    return _unit(Relative(grain=GRAINS[unit], base="reference")) if unit in GRAINS else None


def _relative_month(match: Match) -> Built:
    month, step = match["m"], _step(match["r"])
    if step == 0:
        return "DATE", Recurring(grain="month", number=month, year=Relative(grain="year"))
    return "DATE", Recurring(grain="month", number=month, step=step)


def _weekday(match: Match) -> Built:
    return "DATE", Weekday(day=_first(match, "d", "e"), step=_step(match["r"]) if match.has("r") else None)


def _dayref(match: Match) -> Built:
    return "DATE", Relative(grain="day", offset=int(match["d"]))


def _yearend(match: Match) -> Built:
    named: Expression = _year(match.get("y")) or Relative(grain="year", base="same")
    return "DATE", replace(named, mod=match["e"])


def _ago(match: Match) -> Built:
    unit, count = match["u"], _digits(match["n"])
    sign = -1 if match.has("ago") else int(match["dir"])
    length = Duration(unit=unit, count=count, mod=_MODS.get(match.get("q")))
    if not count.isdecimal() or unit not in GRAINS:
        return ("DATE", Vague(value="PAST_REF")) if sign < 0 else ("DURATION", length)
    ago = match.has("ago")
    base: Base = "published" if ago else "reference"
    return "DATE", Relative(grain=GRAINS[unit], offset=sign * int(count), base=base, keep=not ago, mod=length.mod)


def _year_ago(match: Match) -> Built:
    return "DATE", SamePeriod(article=match.has("noun"))


# --- lengths ---------------------------------------------------------------------------------------------------------


_MODS = {">": "MORE_THAN", "<": "LESS_THAN", "~": "APPROX"}


def _length_of(match: Match, *units: str) -> Duration:
    count = _digits(match["n"]) if match.has("n") else "X" if match.has("plural") else "1"
    high = _digits(match["n2"]) if match.has("n2") else None
    if match.has("h"):
        count = f"{count}.5"
    return Duration(unit=str(_first(match, *units)), count=count, high=high, mod=_MODS.get(match.get("q")))


def _length(match: Match) -> Built:
    length = _length_of(match, "u")
    if match.rule.args:
        unit = _word(match, "units", "u")
        return ("DURATION", replace(length, unit=unit)) if unit else None
    if length.unit == "M" and length.high is None and length.count.isdecimal() and 1 < int(length.count) < 12:
        return "MONTHS", length
    return "DURATION", length


def _lengths(match: Match) -> Built:
    """Two units that tell one length: two years and three months."""
    first, rest = match["a"], match["b"]
    if not (isinstance(first, Duration) and isinstance(rest, Duration) and (first.unit, rest.unit) in SMALLER):
        return None
    if rest.mod or rest.rest or not all(part.high is None and part.count.isdecimal() for part in (first, rest)):
        return None
    return "DURATION", replace(first, rest=rest)


def _half_length(match: Match) -> Built:
    halves = {
        "TH": ("30", "TM"),
        "D": ("12", "TH"),
        "Y": ("6", "M"),
        "DE": ("5", "Y"),
        "CE": ("50", "Y"),
        "M": ("0.5", "M"),
    }
    count, unit = halves.get(match["u"], ("0.5", match["u"]))
    return "DURATION", Duration(unit=unit, count=count)


def _window(match: Match) -> Built:
    length = _length_of(match, "u", "u2")
    if not match.has("n") and match.rule.args.get("plural"):
        length = replace(length, count="X")
    return "DURATION", Window(length=length, step=1 if match.has("x") else -1)


def _first_months(match: Match) -> Built:
    length, last = _length_of(match, "u", "u2"), match.has("l")
    length = replace(length, high=None, count=_digits(match["n2"])) if last else length
    months = int(length.count) if length.unit == "M" and length.count.isdecimal() else 0
    if not last and match["o"] != 1:
        return "DURATION", length
    if not 1 < months < 12:
        return "DURATION", Window(length=length, step=-1) if last else length
    return "MONTHS", Months(first=13 - months if last else 1, last=12 if last else months, counted=True)


# --- hours and rhythms -----------------------------------------------------------------------------------------------


def _clock(match: Match) -> Built:
    token = match.get("c")
    parts = token.split(":") if isinstance(token, str) else [str(_number(_first(match, "n", "w"))), "00"]
    hour, half = int(parts[0]), match.get("ap")
    if half and not 1 <= hour <= 12:
        half = None if match.has("c") else "no"
    if half == "no" or hour > 24 or any(int(part) > 59 for part in parts[1:]):
        return None
    if half:
        hour = hour % 12 + (12 if half == "PM" else 0)
    return "CLOCK", TimeOfDay(time=":".join(f"{number:02d}" for number in (hour, *map(int, parts[1:]))))


def _noon(match: Match) -> Built:
    return "CLOCK", TimeOfDay(time=str(match["n"]))


def _day_part(match: Match) -> Built:
    part = _first(match, "p", "t", "p2", "p3")
    offset = _step(match.get("r"))
    base: Base = "reference" if offset > 0 else "same" if match.has("p2") or match.has("p3") else "published"
    day = Relative(grain="day", offset=offset, base=base)
    return "CLOCK", TimeOfDay(time=part, day=day)


def _hour_of_day(match: Match) -> Built:
    if match.has("s") or match.has("s2"):
        return _set_at(match)
    day = _first(match, "d", "d2", "d3", "d5")
    time = _first(match, "c", "c2")
    part = time.time if isinstance(time, TimeOfDay) else _first(match, "p", "p3")
    if part is None or not isinstance(day, Expression):
        return None
    return "CLOCK", TimeOfDay(time=part, day=day, article=match.has("p3"))


def _set_at(match: Match) -> Built:
    rhythm, time = _first(match, "s", "s2"), _first(match, "c3", "c4")
    if not (isinstance(rhythm, Repeated) and isinstance(time, TimeOfDay)):
        return None
    days = "XXXX-XX-XX" if rhythm.value == "P1D" else rhythm.value.partition("T")[0]
    return ("SET", replace(rhythm, value=f"{days}T{time.time}")) if days[0] == "X" else None


def _every(match: Match) -> Built:
    quant = "EACH"
    if match.has("us"):
        return "SET", Repeated(value=f"P{_digits(match['n'])}{match['us']}", quant=quant)
    if match.has("u"):
        count = _word(match, "other", "o") if match.has("o") else "1"
        return ("SET", Repeated(value=Duration(unit=match["u"], count=count).value, quant=quant)) if count else None
    if match.has("d"):
        return "SET", Repeated(value=f"XXXX-WXX-{match['d']}", quant=quant)
    if match.has("m"):
        return "SET", Repeated(value=f"XXXX-{match['m']:02d}", quant=quant)
    return "SET", Repeated(value=f"XXXX-{match['s']}" if match.has("s") else f"XXXX-XX-XXT{match['p']}", quant=quant)


def _times_a(match: Match) -> Built:
    freq = match.get("o") or f"{_digits(match['n'])}X"
    return "SET", Repeated(value=Duration(unit=match["u"]).value, freq=freq)


def _rhythm(match: Match) -> Built:
    if match.has("r") and match.text()[0].isupper():
        return None
    return "SET", Repeated(value=match.get("r") or f"XXXX-WXX-{match['d']}")


# --- joining ---------------------------------------------------------------------------------------------------------


def _part_of_year(match: Match) -> Built:
    part, named = _first(match, "p", "p2"), _first(match, "y", "y2")
    if isinstance(part, Duration):
        part = Months(first=1, last=int(part.count), counted=True)
    return "DATE", in_year(part, named)


def _half_of(match: Match) -> Built:
    """A half of anything but a year is its beginning or its end."""
    half, whole = match["p"], _first(match, "b", "d")
    if not (isinstance(half, Recurring) and half.grain == "half" and half.year is None):
        return None
    if not (isinstance(whole, (Recurring, Relative, Fixed)) and _grain(whole) in ("month", "decade", "century")):
        return None
    return "YEARPART" if match.has("b") else "DATE", replace(
        whole, mod="START" if half.number == 1 else "END", article=True
    )


def _grain(expression: Recurring | Relative | Fixed) -> Grain:
    return expression.period.grain if isinstance(expression, Fixed) else expression.grain


def _days_of(match: Match) -> Built:
    """Days of a month that is named from here: the 21st of this month."""
    month = _first(match, "b", "b2", "b3")
    days = [_number(match[part]) for part in ("n", "n2", "n3", "m", "m2") if match.has(part)]
    if not (isinstance(month, Relative) and month.grain == "month" and all(1 <= day <= 31 for day in days)):
        return None
    inside = [Inside(base=month, grain="day", number=day) for day in days]
    return "DATE", inside[0] if len(inside) == 1 else Range(first=inside[0], last=inside[1])


def _same_period(match: Match) -> Built:
    if match.has("e"):
        return "DATE", match["e"]
    return "DATE", SamePeriod(year=match.get("y"), article=True)


def _inside(match: Match) -> Built:
    base, unit = match["b"], match["u"]
    number = 1 if not match.has("n") else _number(match["n"])
    if match.has("l"):
        number = -1
    if isinstance(unit, int) or unit not in GRAINS or not isinstance(base, Expression):
        return None
    if not (match.has("n") or match.has("l")) and unit != "W":
        return None
    return "DATE", Inside(base=base, grain=GRAINS[unit], number=number)


def _weekday_inside(match: Match) -> Built:
    day, month, number = match["w"], match["b"], -1 if match.has("l") else _number(match["n"])
    if not (isinstance(day, Weekday) and day.step is None and number < 5):
        return None
    if not (isinstance(month, Relative) and month.grain == "month"):
        return None
    return "DATE", Inside(base=month, grain="day", number=number, weekday=day.day)


def _edge(match: Match) -> Built:
    expression = match["d"]
    mod = match["e"] if match.has("e") else ("START" if match["x"] < 0 else "END")
    return ("CLOCK" if isinstance(expression, TimeOfDay) else "DATE"), replace(expression, mod=mod)


_ARTICLE_TAGS = {"d": "DATE", "p": "YEARPART", "y": "YR", "m": "MONTHS", "l": "DURATION", "c": "CLOCK"}


def _article(match: Match) -> Built:
    """The article belongs to the expression ("the third quarter") or to a noun behind it ("the April 27 talks")."""
    part = next(part for part in _ARTICLE_TAGS if match.has(part))
    expression = match[part]
    if not (isinstance(expression, Expression) and expression.takes_article):
        return None
    return _ARTICLE_TAGS[part], expression


def _ranged(match: Match) -> Built:
    first, last = _first(match, "a", "a2", "a3", "a4"), _first(match, "b", "b2", "b3", "b4")
    if isinstance(last, TimeOfDay):
        first = _same_half(first, last)
    if not isinstance(first, Expression) or not isinstance(last, Expression):
        return None
    if isinstance(first, Range) or isinstance(last, Range):
        return None
    named = year_of(last)
    first = in_year(first, named) if named else first
    if isinstance(first, TimeOfDay) and isinstance(last, TimeOfDay):
        day = first.day or last.day
        first, last = replace(first, day=first.day or day), replace(last, day=last.day or day)
    tag = "CLOCK" if isinstance(last, TimeOfDay) else "DATE"
    return tag, Range(first=first, last=last)


def _same_half(first: Any, last: TimeOfDay) -> Any:
    """The bare hour in "from 3 to 5 pm"."""
    if not isinstance(first, Printed) or not 0 < first.whole < 13:
        return first
    evening = last.time[:2].isdigit() and last.time[:2] >= "12" and first.whole % 12 + 12 <= int(last.time[:2])
    return replace(last, time=f"{first.whole % 12 + 12 if evening else first.whole:02d}:00")


def _related(match: Match) -> Built:
    expression = _first(match, "d", "d2", "d3")
    relation = match.rule.args.get("relation")
    if relation and not isinstance(expression, (Range, Months)):
        expression = replace(expression, relation=relation)
    return ("DURATION" if isinstance(expression, Duration) else "DATE"), expression


def _vague(match: Match) -> Built:
    value = "PRESENT_REF" if match.has("now") else _first(match, "v", "v2") or "PAST_REF"
    if match.has("v3"):
        value = _word(match, "adjectives", "v3")
    return ("DATE", Vague(value=value)) if value else None


def _bare_length(match: Match) -> Built:
    if match.has("a"):
        return "DURATION", Duration(unit=match["a"])
    unit = _word(match, "units", "i") if match.has("i") else _first(match, "u", "b", "c")
    return ("DURATION", Duration(unit=unit, count="X")) if unit else None


def _yearly(match: Match) -> Built:
    value = _word(match, "adjectives", "y")
    return None if value is None or match.text()[0].isupper() else ("SET", Repeated(value=value))


#: What was built by rule and text: a report names the same few days, months and years again and again.
_seen: dict[tuple[str, str, str], Built] = {}
_MOST = 20_000


def _known(build: Builder) -> Builder:
    """A builder that needs no more than the words of its match, remembering what it built of them."""

    def remembered(match: Match) -> Built:
        key = (match.rule.source, match.rule.name, match.text())
        if key in _seen:
            return _seen[key]
        if len(_seen) >= _MOST:
            _seen.clear()
        built = _seen[key] = build(match)
        return built

    return remembered


BUILDERS: dict[str, Builder] = {
    "times.digits": _in_digits,
    "times.days": _known(_days),
    "times.day": _known(_day),
    "times.month": _known(_month),
    "times.months": _known(_months),
    "times.part": _known(_part),
    "times.season": _season,
    "times.feast": _feast,
    "times.decade": _decade,
    "times.century": _century,
    "times.years": _known(_years),
    "times.ago": _ago,
    "times.window": _window,
    "times.first_months": _first_months,
    "times.length": _known(_length),
    "times.lengths": _lengths,
    "times.half_length": _half_length,
    "times.relative": _known(_relative),
    "times.following": _following,
    "times.two_steps": _two_steps,
    "times.half_of": _half_of,
    "times.days_of": _days_of,
    "times.relative_month": _relative_month,
    "times.weekday": _weekday,
    "times.named_year": _named_year,
    "times.nth_weekday": _nth_weekday,
    "times.unit_before": _unit_before,
    "times.the_unit": _the_unit,
    "times.that_unit": _that_unit,
    "times.dayref": _dayref,
    "times.yearend": _yearend,
    "times.clock": _clock,
    "times.noon": _noon,
    "times.day_part": _day_part,
    "times.every": _every,
    "times.times_a": _times_a,
    "times.rhythm": _rhythm,
    "times.year_ago": _year_ago,
    "times.bare_year": _known(_bare_year),
    "times.part_of_year": _part_of_year,
    "times.same_period": _same_period,
    "times.inside": _inside,
    "times.weekday_inside": _weekday_inside,
    "times.hour_of_day": _hour_of_day,
    "times.edge": _edge,
    "times.bare_length": _bare_length,
    "times.article": _article,
    "times.ranged": _ranged,
    "times.vague": _vague,
    "times.yearly": _yearly,
    "times.related": _related,
}
