"""The commands that ask and judge: what they print, in 80 columns and as JSON, and what status they leave."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest

from servanda.cli import main
from servanda.ledger import Ledger, telling
from servanda.record import Document
from servanda.store import Store
from servanda.store.packing import pack, pack_source
from told import report, told

FORUM = "Azerbaijan-Russia Interregional Forum"
REPORTS = (
    report("2020-08-27", told("event", name=FORUM), told("person", name="Aleksey Overchuk", role="Deputy Prime Minister", of="RU"), name="one"),
    report("2021-04-28", told("session", date="2021-04-27", place="Moscow"), told("event", name=FORUM, ordinal=11, date="2021", postponed_from="2020"), told("person", name="Alexei Overchuk", role="Deputy Prime Minister", of="RU"), name="two"),
    report("2022-02-17", told("duty", what="open a seed bank", due="2022-06"), told("paper", title="Agreement on wool", status="in preparation"), name="three"),
    report("2023-07-07", told("session", date="2023-07-07", ordinal=21), told("event", name=FORUM, ordinal=11, date="2022-11", status="held"), name="four"),
)  # fmt: skip


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]) -> Any:
    """Runs a command on a ledger with four reports: status, standard output, standard error."""
    monkeypatch.setenv("SERVANDA_LEDGER", str(tmp_path / "x.db"))
    monkeypatch.setenv("COLUMNS", "80")
    _fill(str(tmp_path / "x.db"))

    def runs(*args: str) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as left:
            main(args)
        out = capfdbinary.readouterr()
        return int(left.value.code or 0), out.out.decode(), out.err.decode()

    return runs


def _fill(where: str) -> None:
    """Put the reports into a journal as a reader would have."""
    from dataclasses import replace

    with Store.open(where) as store:
        for one in REPORTS:
            text = f"{one.source.name} " * 900
            parcel = pack_source(name=one.source.name, data=text.encode(), given="{}", reader="test")
            assert parcel.sha256
            document = Document(
                name=one.source.name, text=text, sha256=parcel.sha256, published=one.source.published, language="en"
            )
            claims = [replace(c, document=document.id) for c in one.claims]
            store.append(
                [replace(parcel, readings=(pack(document, claims),))], at=dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
            )


ASKED = [
    ("show event/az-ru-interregional-forum/11", "late by 670 to 699 days"),
    ("show event/az-ru-interregional-forum/11", "reason given: none"),
    ("show event/az-ru-interregional-forum/11 --as-of 2021-05-01", "planned · 2021"),
    ("show place/moscow", "held: session/AZ-RU/2021-04-27"),
    ("show person/aleksey", "also: Alexei Overchuk"),
    ("show body/AZ-RU", "missing: 20"),
    ("timeline AZ-RU", "moved +365 days"),
    ("sessions", "no. 19 (inferred)"),
    ("sessions --pair ru-az", "no document tells of no. 20"),
    ("people --country ru", "2020-08-27 to 2021-04-28"),
    ("events --status held", "3 origins"),
    ("instruments --silent-for 300 --as-of 2023-06-01", "Agreement on wool"),
    ("undertakings --overdue --as-of 2022-07-10", "overdue 10 days"),
    ("changes --from 2021-05-01 --to 2023-12-31", "held: event/az-ru-interregional-forum/11: planned → held"),
    ("dossier AZ-RU --as-of 2024-01-01", "Aleksey Overchuk = Alexei Overchuk"),
]


@pytest.mark.parametrize(("command", "shown"), ASKED, ids=[command for command, _ in ASKED])
def test_what_is_asked_is_shown_in_80_columns_with_sources(run: Any, command: str, shown: str) -> None:
    status, out, _ = run(*command.split())
    assert status == 0
    assert shown in " ".join(out.split())
    assert max(map(len, out.splitlines())) <= 80
    status, out, _ = run(*command.split(), "--format", "json")
    assert status == 0
    assert '"quote"' in json.dumps(json.loads(out))


def test_nothing_found_is_said(run: Any) -> None:
    assert "nothing found" in run("undertakings", "--status", "done")[2]
    assert run("undertakings", "--status", "done", "-f", "json")[1] == "[]\n"
    assert "nothing found" in run("judgements")[2]


def test_a_judgement_is_recorded_shown_and_withdrawn(run: Any) -> None:
    signed = ("--by", "A. Aliyeva", "--reason", "order no. 7")
    status, out, _ = run(
        "decide", "close", "undertaking/az-ru-open-seed-bank", "--outcome", "done", "--on", "2022-07-01", *signed
    )
    assert status == 0
    assert "order no. 7 (A. Aliyeva, 2022-07-01)" in out
    assert "closed by A. Aliyeva" in run("show", "undertaking/az-ru-open-seed-bank")[1]
    assert run("undertakings", "--overdue", "-f", "json")[1] == "[]\n"
    made = out.split()[0]
    assert run("decide", "withdraw", made, *signed)[0] == 0
    assert "closed by" not in run("show", "undertaking/az-ru-open-seed-bank")[1]
    assert f"{made} (withdrawn) close" in run("judgements")[1]
    rows = json.loads(run("judgements", "-f", "json")[1])
    assert [(row["kind"], row["stands"]) for row in rows] == [("close", False), ("withdraw", False)]


def test_a_claim_is_corrected_field_by_field(run: Any) -> None:
    with Ledger.open() as ledger:
        (claim,) = (s.id for s in ledger.claims(kind="meeting") if s.claim.ordinal == 21)  # type: ignore[attr-defined]
    assert (
        run("decide", "correct", claim[:9], "--set", "ordinal=22", "--set", "place=Baku", "--by", "X", "--reason", "y")[
            0
        ]
        == 0
    )
    status, out, _ = run("show", "session/AZ-RU/22", "-f", "json")
    assert (status, json.loads(out)["place"]) == (0, "Baku")


WRONG = [
    "show session/XX/1",
    "changes --from 2021-01-01",
    "changes --from 2022-01-01 --to 2021-01-01",
    "decide same session/AZ-RU/21 --by x --reason y",
    "decide reject zzzz --by x --reason y",
    "decide note session/AZ-RU/21 --reason y",
    "decide correct zz --set ordinal --by x --reason y",
    "decide frobnicate a --by x --reason y",
    "undertakings --as-of yesterday",
]


@pytest.mark.parametrize("command", WRONG)
def test_a_wrong_call_leaves_status_2(run: Any, command: str) -> None:
    status, out, err = run(*command.split())
    assert (status, out) == (2, "")
    assert "Error: " in err


def test_a_view_of_the_command_line_is_that_of_the_library(run: Any) -> None:
    with Ledger.open() as ledger:
        view = ledger.view(as_of=dt.date(2022, 7, 10))
        expected = telling.full(view, view.record.find("undertaking/az-ru-open-seed-bank"))
    out = json.loads(run("show", "undertaking/az-ru-open-seed-bank", "--as-of", "2022-07-10", "-f", "json")[1])
    assert out == json.loads(json.dumps(expected))
