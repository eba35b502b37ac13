"""Official statistics: each row a figure that points at its place in the file."""

from __future__ import annotations

import datetime as dt
import json
import subprocess
import sys
import threading
from collections.abc import Iterator
from decimal import Decimal
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from servanda.ledger import Given, Ledger, is_statistics, read_only
from servanda.problems import SourceError, UsageError
from servanda.record import Document, Figure
from servanda.sources import open_bytes, sdmx
from servanda.sources.fetching import fetch
from servanda.sources.options import DEFAULT_LIMITS, Limits
from servanda.sources.parsed import Refused
from servanda.sources.statistics import COMTRADE, CSV, SDMX_CSV, SDMX_ML, claims, sniffed

PLAIN = """indicator,reporter,partner,period,value,unit,scale,of
exports,AZ,RU,2021,921.3,USD,1000000,
imports,AZE,RUS,2021-01/2021-06,"0.871",USD,1000000000,
exports,AZ,RU,2021,12.5,tonne,1000,hazelnuts
exports,AZ,XX,2021,1,USD,1,
"""

SDMX = """DATAFLOW,FREQ,COUNTRY,INDICATOR,COUNTERPART_COUNTRY,TIME_PERIOD,OBS_VALUE,UNIT_MULT
EX:IMTS(1.0),A,AZE,XG_FOB_USD,RUS,2021,921.25,6
EX:IMTS(1.0),M,AZE,MG_CIF_USD,RUS,2021-M04,173.5,6
EX:IMTS(1.0),Q,AZE,XG_FOB_USD,RUS,2021-Q3,240.1,6
EX:IMTS(1.0),A,AZE,XG_FOB_USD,G001,2021,99999,6
"""


def row(**changes: object) -> dict[str, object]:
    whole = {
        "period": "2021", "reporterISO": "AZE", "flowCode": "X", "partnerISO": "RUS", "partner2Code": 0, "cmdCode": "TOTAL",
        "customsCode": "C00", "motCode": 0, "primaryValue": 921250430.55,
    }  # fmt: skip
    return {**whole, **changes}


ROWS = [
    row(),
    row(customsCode="C01", primaryValue=900000000),
    row(motCode=2100, primaryValue=21250430.55),
    row(partner2Code=398, primaryValue=5),
    row(flowCode="M", primaryValue=1500000000.0),
    row(cmdCode="08", cmdDesc="Fruit and nuts", primaryValue=310000000.25),
    row(period="202104", primaryValue=70100200.5),
    row(flowCode="RX", primaryValue=1),
]
COMTRADE_FILE = json.dumps({"elapsedTime": "0.1 secs", "count": len(ROWS), "data": ROWS})


def figures(text: str, name: str) -> list[Figure]:
    (document,) = open_bytes(text.encode(), name).result
    found = [claim for claim in claims(document).result if isinstance(claim, Figure)]
    assert all(document.text[one.start : one.end] == one.quote for one in found)
    assert all(one.rule == "official statistics" for one in found)
    return found


@pytest.mark.parametrize(("text", "kind"), [(PLAIN, CSV), (SDMX, SDMX_CSV), (COMTRADE_FILE, COMTRADE)])
def test_they_are_known_by_their_content(text: str, kind: str) -> None:
    assert sniffed(text.encode()) == kind
    assert sniffed(b"\xef\xbb\xbf" + text.encode()) == kind


@pytest.mark.parametrize(
    "text", ["a,b,c\n1,2,3\n", '{"data": []}', "", "Trade, exports and imports grew.", "{", "\0\0"]
)
def test_nothing_else_is(text: str) -> None:
    assert sniffed(text.encode()) is None


def test_plain_csv() -> None:
    exports, imports, nuts = figures(PLAIN, "trade.csv")
    assert (exports.source, exports.target, exports.period, exports.speaker) == ("AZ", "RU", "2021", "AZ")
    assert (exports.low, exports.value, exports.high) == (Decimal(921250000), Decimal(921300000), Decimal(921350000))
    assert (imports.source, imports.target, imports.period) == ("RU", "AZ", "2021-01/2021-06")
    assert imports.value == 871_000_000
    assert (nuts.of, nuts.unit, nuts.value) == ("hazelnuts", "tonne", 12500)
    (document,) = open_bytes(PLAIN.encode(), "trade.csv").result
    (problem,) = claims(document).problems
    assert problem.code == "unplaced-figure"
    assert "1 of 4" in problem.message


def test_sdmx_csv() -> None:
    year, month, quarter = figures(SDMX, "imts.csv")
    assert (year.indicator, year.value, year.period) == ("exports", 921_250_000, "2021")
    assert (month.indicator, month.source, month.period) == ("imports", "RU", "2021-04")
    assert quarter.period == "2021-Q3"


_XML = "http://www.sdmx.org/resources/sdmxml/schemas/v2_1"
GENERIC = f"""<?xml version="1.0" encoding="UTF-8"?>
<m:GenericData xmlns:m="{_XML}/message" xmlns:g="{_XML}/data/generic" xmlns:c="{_XML}/common">
<m:Header><m:ID>x</m:ID><m:Test>false</m:Test><m:Prepared>2022-03-01T00:00:00</m:Prepared><m:Sender id="X"/>
<m:Structure structureID="S" dimensionAtObservation="TIME_PERIOD"><c:Structure><Ref agencyID="X" id="D" version="1.0"/></c:Structure>
</m:Structure></m:Header>
<m:DataSet structureRef="S" action="Replace"><g:Series>
<g:SeriesKey><g:Value id="FREQ" value="A"/><g:Value id="REF_AREA" value="AZ"/><g:Value id="INDICATOR" value="TXG_FOB_USD"/>
<g:Value id="COUNTERPART_AREA" value="RU"/></g:SeriesKey>
<g:Attributes><g:Value id="UNIT_MULT" value="6"/></g:Attributes>
<g:Obs><g:ObsDimension value="2021"/><g:ObsValue value="921.25"/></g:Obs>
<g:Obs><g:ObsDimension value="2022"/><g:ObsValue value="975.50"/></g:Obs>
</g:Series></m:DataSet></m:GenericData>"""
_URN = "urn:sdmx:org.sdmx.infomodel.datastructure.DataStructure=X:D(1.0):ObsLevelDim:TIME_PERIOD"
SPECIFIC = f"""<?xml version="1.0" encoding="UTF-8"?>
<m:StructureSpecificData xmlns:ss="{_XML}/data/structurespecific" xmlns:n="{_URN}" xmlns:m="{_XML}/message" xmlns:c="{_XML}/common"
 xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<m:Header><m:ID>x</m:ID><m:Test>false</m:Test><m:Prepared>2022-03-01T00:00:00</m:Prepared><m:Sender id="X"/>
<m:Structure structureID="D" namespace="{_URN}" dimensionAtObservation="TIME_PERIOD"><c:Structure>
<Ref agencyID="X" id="D" version="1.0"/></c:Structure></m:Structure></m:Header>
<m:DataSet ss:dataScope="DataStructure" xsi:type="n:DataSetType" ss:structureRef="D">
<Series FREQ="A" REF_AREA="AZ" INDICATOR="TXG_FOB_USD" COUNTERPART_AREA="RU" UNIT_MULT="6">
<Obs TIME_PERIOD="2021" OBS_VALUE="921.25"/><Obs TIME_PERIOD="2022" OBS_VALUE="975.50"/></Series></m:DataSet>
</m:StructureSpecificData>"""


@pytest.mark.parametrize("text", [GENERIC, SPECIFIC], ids=["generic", "structure-specific"])
def test_sdmx_ml(text: str) -> None:
    pytest.importorskip("sdmx")
    assert sniffed(text.encode()) == SDMX_ML
    first, second = figures(text, "data.xml")
    assert (first.source, first.target, first.period, first.value) == ("AZ", "RU", "2021", 921_250_000)
    assert (second.low, second.high) == (Decimal(975_495_000), Decimal(975_505_000)), "the digits as they are printed"
    (document,) = open_bytes(text.encode(), "data.xml").result
    assert (document.published, document.published_rule) == (dt.date(2022, 3, 1), "SDMX header: Prepared")


def test_sdmx_ml_that_is_broken_is_refused() -> None:
    pytest.importorskip("sdmx")
    opened = open_bytes(GENERIC[:900].encode(), "data.xml")
    assert opened.result == ()
    assert [problem.code for problem in opened.problems] == ["unreadable"]


def test_without_sdmx1_it_is_said_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "sdmx", None)
    with pytest.raises(Refused, match="pip install"):
        sdmx.parse(GENERIC.encode(), DEFAULT_LIMITS)


def test_comtrade_counts_the_whole_once() -> None:
    found = figures(COMTRADE_FILE, "comtrade.json")
    assert [(one.indicator, one.of, one.period) for one in found] == [
        ("exports", None, "2021"),
        ("imports", None, "2021"),
        ("exports", "Fruit and nuts", "2021"),
        ("exports", None, "2021-04"),
    ]
    assert found[0].value == Decimal("921250430.55"), "nothing is lost on the way"
    assert json.loads(found[1].quote)["flowCode"] == "M"


@pytest.mark.parametrize("cut", range(0, len(COMTRADE_FILE), 97))
def test_a_file_that_is_cut_off_gives_what_is_whole(cut: int) -> None:
    text = COMTRADE_FILE[:cut]
    if sniffed(text.encode()):
        assert len(figures(text, "cut.json")) <= 4


@pytest.mark.parametrize(
    "line",
    ["exports,AZ,RU,2021", "exports,AZ,RU,2021,much,USD", "exports,AZ,RU,20211,5,USD", "exports,AZ,AZ,2021,5,USD", "debt,AZ,RU,2021,5,USD",
     "exports,AZ,RU,2021-13,5,USD", "exports,AZ,RU,2021,nan,USD", "exports,AZ,RU,2021,5,XYZ", "exports,,RU,2021,5,USD", '"'],
)  # fmt: skip
def test_a_row_that_cannot_be_placed_is_passed_by(line: str) -> None:
    assert figures(f"indicator,reporter,partner,period,value,unit\n{line}\n", "trade.csv") == []


def test_they_stand_beside_what_was_claimed(tmp_path: Path) -> None:
    """A newer vintage replaces an older one; a claim is held against it."""
    (tmp_path / "old.csv").write_text(PLAIN)
    (tmp_path / "new.csv").write_text(PLAIN.replace("921.3", "934.1"))
    report = "BAKU, February 17, 2022 - Azerbaijan's exports to Russia amounted to $1.2 billion in 2021."
    (tmp_path / "report.txt").write_text(report)
    assert is_statistics(tmp_path / "old.csv")
    assert not is_statistics(tmp_path / "report.txt")
    assert not is_statistics(tmp_path / "missing.csv")
    with Ledger.open(tmp_path / "record.db") as ledger:
        ledger.add(tmp_path / "old.csv", given=Given(outlet="customs", published=dt.date(2022, 3, 1)))
        ledger.add(tmp_path / "new.csv", given=Given(outlet="customs", published=dt.date(2023, 3, 1)))
        ledger.add(tmp_path / "report.txt")
        record = ledger.reconciliation(pair=("AZ", "RU"))
        (exports,) = [row for row in record.figures if row.way == "AZ → RU" and not row.scope]
        assert [(one.basis, one.says) for one in exports.official] == [("AZ", "934.05 to 934.15 m USD")]
        assert [one.says for one in exports.claimed] == ["1.15 to 1.25 bn USD"]
        (found,) = record.findings
        assert found.culprit == (exports.claimed[0].claim,)
        then = ledger.reconciliation(as_of=dt.date(2022, 12, 31))
        (exports,) = [row for row in then.figures if row.way == "AZ → RU" and not row.scope]
        assert exports.official[0].says == "921.25 to 921.35 m USD"


def test_reading_keeps_them_apart_from_reports(tmp_path: Path) -> None:
    (tmp_path / "table.csv").write_text("Exports of Azerbaijan to Russia\nyear,amount\n2021,5\n")
    (added,) = read_only([tmp_path / "table.csv"])
    assert not [claim for _, claim in added.claims if claim.rule == "official statistics"]


@pytest.fixture
def site() -> Iterator[str]:
    """A web server on loopback that answers as statistical services do."""

    class Answers(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            path, _, query = self.path.partition("?")
            if path == "/away":
                self.send_response(302)
                self.send_header("Location", "file:///etc/hostname")
            elif path == "/moved":
                self.send_response(302)
                self.send_header("Location", "/comtrade?reporterCode=31")
            else:
                self.send_response(404 if path == "/gone" else 200)
            self.end_headers()
            accepts_csv = "sdmx.data+csv" in (self.headers["Accept"] or "")
            bodies = {
                "/comtrade": COMTRADE_FILE if query else "",
                "/sdmx": SDMX if accepts_csv else "<html>",
                "/page": "<html></html>",
            }
            self.wfile.write(bodies.get(path, "").encode())

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize(
    ("path", "kind"), [("/comtrade?reporterCode=31", COMTRADE), ("/sdmx", SDMX_CSV), ("/moved", COMTRADE)]
)
def test_they_can_be_fetched(site: str, path: str, kind: str) -> None:
    assert sniffed(fetch(site + path, allow_private=True)) == kind


@pytest.mark.parametrize(
    ("path", "code"),
    [("/page", "unknown-format"), ("/gone", "unreadable"), ("/away", "unreadable"), ("/comtrade", "unknown-format")],
)
def test_what_cannot_be_fetched(site: str, path: str, code: str) -> None:
    with pytest.raises(SourceError) as told:
        fetch(site + path, allow_private=True)
    assert told.value.code == code


def test_only_web_addresses_are_fetched_and_nothing_too_large(site: str) -> None:
    for wrong in ("file:///etc/hostname", "trade.csv", "ftp://127.0.0.1/x", "http://"):
        with pytest.raises(UsageError, match="no web address"):
            fetch(wrong)
    with pytest.raises(SourceError, match="more than 100 bytes"):
        fetch(f"{site}/sdmx", limits=Limits(bytes=100), allow_private=True)


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "[::1]", "0", "2130706433", "10.0.0.1", "169.254.169.254", "user:pw@127.0.0.1"]
)
def test_nothing_is_fetched_from_a_private_network(host: str) -> None:
    with pytest.raises(SourceError, match="private network") as told:
        fetch(f"http://{host}/trade.csv")
    assert "pw" not in str(told.value)


@pytest.mark.parametrize(
    "row",
    [
        "2023,1e400",
        "2023,1e-400",
        "9999,5",
        "0000,5",
        "2021-01/2020-01,5",
        "2023,-5",
        "2023,1_000",
        "2023,٣",
        "2023,nan",
    ],
)
def test_rows_that_no_office_prints_are_passed_by(row: str) -> None:
    period, value = row.rsplit(",", 1)
    text = f"indicator,reporter,partner,period,value\nexports,AZ,RU,{period},{value}\nexports,AZ,RU,2022,7\n"
    read = claims(Document(name="t.csv", text=text, sha256="0" * 64, media_type=CSV))
    assert [(claim.period, claim.value) for claim in read.result if isinstance(claim, Figure)] == [("2022", 7)]
    assert [problem.code for problem in read.problems] == ["unplaced-figure"]


def test_what_is_fetched_is_kept_with_its_address(site: str, tmp_path: Path) -> None:
    where, url = str(tmp_path / "record.db"), f"{site}/sdmx"
    done = subprocess.run(
        [sys.executable, "-m", "servanda", "statistics", "fetch", url, "--allow-private", "--ledger", where],
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    assert "3 figure" in done.stderr
    with Ledger.open(where) as ledger:
        (row, *_) = ledger.claims(kind="figure")
        assert ledger.explain(row.id).url == url
