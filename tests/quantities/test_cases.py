"""A table of sentences in `cases.txt`: a text, and indented below it ``text | value | unit | qualifier | change``."""

from __future__ import annotations

from pathlib import Path

import pytest

from servanda.problems import UsageError
from servanda.quantities import QuantityMention, quantities, units
from servanda.quantities.amounts import plain


def table() -> list[tuple[str, list[str]]]:
    rows: list[tuple[str, list[str]]] = []
    for line in Path(__file__).with_name("cases.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("    "):
            rows[-1][1].append(line.strip())
        elif line:
            rows.append((line, []))
    return rows


def shown(found: QuantityMention) -> str:
    value = plain(found.value) + (f"..{plain(found.upper)}" if found.upper is not None else "")
    return f"{found.text} | {value} | {found.unit} | {found.qualifier} | {found.change or '-'}"


@pytest.mark.parametrize(("text", "wanted"), table())
def test_case(text: str, wanted: list[str]) -> None:
    assert [shown(found) for found in quantities(text)] == wanted


@pytest.mark.parametrize(
    ("text", "printed", "value"),
    [
        ("trade of $\u00a02.9\u00a0billion", "$\u00a02.9\u00a0billion", "2900000000"),
        ("trade of $2.9 bil\u00adlion", "$2.9 bil\u00adlion", "2900000000"),
        ("trade of $2.9  billion", "$2.9  billion", "2900000000"),
        ("trade\r\nof 17.5 per\r\ncent", None, None),
        ("🙂🙂 up 17.5%", "17.5%", "17.5"),
        ("\u200f17.5%\u200f שלום", "17.5%", "17.5"),
        ("٢٥ percent", "٢٥ percent", "25"),
        ("1\u202f250\u202f000 euros", "1\u202f250\u202f000 euros", "1250000"),
    ],
)
def test_offsets_are_those_of_the_text_as_given(text: str, printed: str | None, value: str | None) -> None:
    for found in quantities(text):
        assert text[found.start : found.end] == found.text
    if printed is not None:
        found = quantities(text)[0]
        assert found.text.strip("\u200f") == printed
        assert plain(found.value) == value


def test_core_leaves_the_qualifier_out() -> None:
    text = "It was more than $5 million, 500 or more, between 3 and 4 percent."
    assert [text[slice(*found.core)] for found in quantities(text)] == ["$5 million", "500", "3 and 4 percent"]


def test_print_bounds_the_value() -> None:
    (found,) = quantities("$2.9 billion")
    assert (found.quantity.low, found.quantity.high) == (2_850_000_000, 2_950_000_000)
    (found,) = quantities("more than 900 companies")
    assert (found.quantity.low, found.quantity.high) == (900, None)
    (found,) = quantities("900 companies")
    assert (found.quantity.low, found.quantity.high) == (900, 900)
    (found,) = quantities("$3 billion 22 million")
    assert (found.quantity.low, found.quantity.high) == (3_021_500_000, 3_022_500_000)


def test_a_language_without_a_pack() -> None:
    with pytest.raises(UsageError):
        quantities("5%", language="xx")


def test_every_unit_of_measure_is_known() -> None:
    known = units()
    seen = {found.unit for text, _ in table() for found in quantities(text)}
    assert {"kilometre", "tonne", "megawatt"} <= seen & known.keys()
    assert known["kilometre"].sign == "km"
    assert known["kilometre per hour"].dimension == "speed"


def test_units_of_the_pack_are_in_the_list() -> None:
    from servanda.language import load

    names = {str(e.value) for e in load("en").entries if e.tag == "UOM"}
    bare = {name.partition(" ")[2] if name[0].isdigit() else name for name in names}
    assert bare <= units().keys()
