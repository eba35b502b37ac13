"""The scores of times and quantities count what they say, on files written for the purpose."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from bench import values

_REPORT = """<?xml version="1.0" ?><TimeML><DOCID>made up</DOCID>
<DCT><TIMEX3 functionInDocument="CREATION_TIME" tid="t0" type="DATE" value="2021-05-03">May 3, 2021</TIMEX3></DCT>
<TEXT>The sides <EVENT eid="e1">met</EVENT> on <TIMEX3 tid="t1" type="DATE" value="2021-04-28">Wednesday</TIMEX3>, and
trade grew in <TIMEX3 tid="t2" type="DATE" value="2020">the year</TIMEX3>. A road was opened
<TIMEX3 tid="t3" type="DATE" value="2019">two years</TIMEX3> ago. Nothing else happened yesterday.</TEXT></TimeML>
"""


def _scores(tmp_path: Path, name: str, content: str) -> dict[str, int]:
    path = tmp_path / name
    path.write_text(content, encoding="utf-8")
    (row,) = values.scores(values.cases([tmp_path])).values()
    return dict(row)


def test_timeml_spans_types_and_values_are_counted_apart(tmp_path: Path) -> None:
    found = _scores(tmp_path, "report.tml", _REPORT)
    assert found == {"wanted": 3, "found": 4, "exact": 2, "overlapping": 3, "typed": 3, "right": 2}


def _specification(text: str, *results: dict[str, Any]) -> str:
    case = {"Input": text, "Context": {"ReferenceDateTime": "2021-05-03T00:00:00"}, "Results": list(results)}
    return json.dumps([case])


@pytest.mark.parametrize(
    ("text", "result", "right"),
    [
        (
            "they met from May 1 to May 5",
            {"timex": "(XXXX-05-01,XXXX-05-05,P4D)", "start": "2021-05-01", "end": "2021-05-05"},
            1,
        ),
        ("it opens in June 2021", {"timex": "2021-06", "start": "2021-06-01", "end": "2021-07-01"}, 1),
        ("on Wednesday", {"timex": "XXXX-WXX-3", "value": "2021-04-28"}, 1),
        ("on Wednesday", {"timex": "XXXX-WXX-3", "value": "2021-04-21"}, 0),
        ("for half an hour", {"timex": "PT0.5H"}, 1),
        ("at 3 pm", {"timex": "T15"}, 1),
        ("at 3 pm", {"timex": "T16"}, 0),
    ],
)
def test_a_specification_may_write_a_time_in_its_own_way(
    tmp_path: Path, text: str, result: dict[str, str], right: int
) -> None:
    marked = {"Text": text.partition(" ")[2], "TypeName": "datetimeV2.date", "Resolution": {"values": [result]}}
    assert _scores(tmp_path, "Dates.json", _specification(text, marked))["right"] == right


def test_the_older_form_of_a_specification_has_two_resolutions(tmp_path: Path) -> None:
    value = {
        "Timex": "XXXX-05-05",
        "FutureResolution": {"date": "2022-05-05"},
        "PastResolution": {"date": "2021-05-05"},
    }
    marked = {"Text": "May 5", "Type": "date", "Value": value, "Start": 3, "Length": 5}
    assert _scores(tmp_path, "Dates.json", _specification("on May 5", marked))["right"] == 1


def test_quantities_of_a_specification(tmp_path: Path) -> None:
    money = {"Text": "5 euros", "TypeName": "currency", "Resolution": {"value": "5", "isoCurrency": "EUR"}}
    other = {"Text": "7%", "TypeName": "percentage", "Resolution": {"value": "8%"}}
    unit = {"Text": "euros", "TypeName": "currency", "Resolution": {"value": None, "unit": "Euro"}}
    found = _scores(tmp_path, "Money.json", _specification("paid 5 euros and 7% of 20 euros", money, other, unit))
    assert found == {"wanted": 2, "found": 2, "exact": 2, "overlapping": 2, "typed": 2, "right": 1}


def test_newsquant_marks_values_alone(tmp_path: Path) -> None:
    marked = [{"value": "2.5"}, {"value": "10-15"}, {"value": "99"}]
    sentence = {"text": "Prices rose 2.5% in 10 to 15 towns.", "quantities": marked}
    found = _scores(tmp_path, "sentences.json", json.dumps([sentence]))
    assert (found["wanted"], found["found"], found["right"]) == (3, 2, 2)


def test_the_table_is_printed_with_what_failed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "report.tml").write_text(_REPORT, encoding="utf-8")
    assert values.main([str(tmp_path), "--show"]) == 0
    printed = capsys.readouterr().out.splitlines()
    assert printed[-1].split() == ["TimeML", "3", "4", "0.571", "0.857", "0.857", "0.571"]
    assert any(line.split()[:3] == ["TimeML", "extra", "'yesterday'"] for line in printed)
