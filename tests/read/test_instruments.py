"""Instruments: kind, how far they have come, when, how many, for pairs of countries from all over."""

from __future__ import annotations

import datetime as dt

import pytest

from servanda.read.reader import read_in
from servanda.record import Document, Instrument

_PUBLISHED = dt.date(2023, 6, 14)  # a Wednesday
#: Who the text is about; without two countries nothing is an instrument between two.
_SETTING = {
    "KE-ET": "Kenya and Ethiopia held talks in Nairobi. ",
    "PL-MD": "Poland and Moldova held talks in Warsaw. ",
    "VN-NO": "Vietnam and Norway held talks in Hanoi. ",
    "CL-PE": "Chile and Peru held talks in Lima. ",
}


def instruments(text: str, published: dt.date | None = _PUBLISHED) -> list[Instrument]:
    outcome = read_in(Document(name="t", text=text, sha256="0" * 64, published=published), "en")
    assert not [p for p in outcome.problems if p.code == "rule-failed"]
    return [claim for claim in outcome.result if isinstance(claim, Instrument)]


def told(claim: Instrument) -> tuple[str, str, int | None]:
    return claim.kind, claim.status, claim.count


ONE: list[tuple[str, str, tuple[str, str, int | None]]] = [
    ("KE-ET", "Kenya and Ethiopia signed an agreement on cross-border trade.", ("agreement", "signed", None)),
    ("PL-MD", "An agreement on road transport was signed by the ministers.", ("agreement", "signed", None)),
    ("VN-NO", "The sides signed a memorandum of understanding on fisheries.", ("memorandum", "signed", None)),
    ("CL-PE", "Following the talks, a protocol was signed.", ("protocol", "signed", None)),
    ("KE-ET", "The ministers signed a joint statement.", ("declaration", "signed", None)),
    ("PL-MD", "Poland and Moldova signed a road map on energy.", ("road map", "signed", None)),
    ("VN-NO", "Vietnam and Norway signed an action plan for 2023-2025.", ("action plan", "signed", None)),
    (
        "CL-PE",
        "A free trade agreement between Chile and Peru entered into force in 2009.",
        ("agreement", "in force", None),
    ),
    ("KE-ET", "The agreement on electricity supplies is in force.", ("agreement", "in force", None)),
    ("PL-MD", "The draft agreement on social security has been agreed.", ("agreement", "agreed", None)),
    ("VN-NO", "The sides are preparing a draft agreement on readmission.", ("agreement", "in preparation", None)),
    ("CL-PE", "A draft agreement on tourism is under consideration.", ("agreement", "in preparation", None)),
    ("KE-ET", "Ethiopia proposed to sign a memorandum on tourism.", ("memorandum", "proposed", None)),
    ("PL-MD", "The action plan for agriculture is being implemented.", ("action plan", "being implemented", None)),
    ("VN-NO", "The ministers signed three memoranda of understanding.", ("memorandum", "signed", 3)),
    ("CL-PE", "Twelve agreements were signed at the meeting.", ("agreement", "signed", 12)),
    ("CL-PE", "The work on the agreement on extradition has been completed.", ("agreement", "agreed", None)),
    ("KE-ET", "Negotiations on a preferential trade agreement are under way.", ("agreement", "in preparation", None)),
    (
        "PL-MD",
        "The sides agreed to expedite the signing of a memorandum on sport.",
        ("memorandum", "in preparation", None),
    ),
    ("VN-NO", "The ministers signed the record of discussions.", ("protocol", "signed", None)),
    ("CL-PE", "The two countries are bound by 60 agreements.", ("agreement", "in force", 60)),
    ("CL-PE", "The FTA between Chile and Peru has been in force since March 1, 2009.", ("agreement", "in force", None)),
    ("KE-ET", "Five road maps are being implemented.", ("road map", "being implemented", 5)),
    ("PL-MD", "The sides approved a plan of action on customs.", ("action plan", "agreed", None)),
    ("VN-NO", "The parliament ratified the agreement on taxes.", ("agreement", "in force", None)),
    ("CL-PE", "A contract on the supply of copper was signed in Santiago.", ("contract", "signed", None)),
    ("KE-ET", "An agreement on the pipeline will be signed in 2024.", ("agreement", "in preparation", None)),
    ("PL-MD", "The protocol of the session was signed by the co-chairs.", ("protocol", "signed", None)),
    ("VN-NO", "The two countries initialled an agreement on air services.", ("agreement", "agreed", None)),
    ("CL-PE", "The sides concluded a treaty on extradition.", ("agreement", "signed", None)),
    ("KE-ET", "Kenya and Ethiopia adopted a joint declaration on water.", ("declaration", "agreed", None)),
    ("PL-MD", "A memorandum on digital services, signed in 2020, helps companies.", ("memorandum", "signed", None)),
    ("VN-NO", "The sides agreed to sign an agreement on labour migration.", ("agreement", "in preparation", None)),
    ("CL-PE", "The signing of an agreement on science took place in Lima.", ("agreement", "signed", None)),
    ("KE-ET", "The sides plan to sign an agreement on tea.", ("agreement", "in preparation", None)),
    ("PL-MD", "The memorandum of cooperation on statistics has been signed.", ("memorandum", "signed", None)),
    ("VN-NO", "The implementation of the action plan has been completed.", ("action plan", "completed", None)),
    (
        "CL-PE",
        "The sides reviewed the implementation of the Action Plan for 2021-2023.",
        ("action plan", "being implemented", None),
    ),
    (
        "KE-ET",
        "They heard of the implementation of the Work Plan of the Commission, which was approved in May.",
        ("action plan", "being implemented", None),
    ),
    ("PL-MD", "The implementation of the six road maps signed in 2018 helps trade.", ("road map", "signed", 6)),
    (
        "VN-NO",
        "The sides welcomed the entry into force of the agreement on fisheries.",
        ("agreement", "in force", None),
    ),
    ("CL-PE", "They will build an action programme for the 2024-26 period.", ("action plan", "in preparation", None)),
    (
        "KE-ET",
        "The ministers are also building a cooperation strategy for 2024-2030.",
        ("other", "in preparation", None),
    ),
]


@pytest.mark.parametrize(("pair", "text", "fields"), ONE, ids=[text[:50] for _, text, _ in ONE])
def test_one_instrument(pair: str, text: str, fields: tuple[str, str, int | None]) -> None:
    assert [told(claim) for claim in instruments(_SETTING[pair] + text)] == [fields]


SEVERAL: list[tuple[str, list[tuple[str, str]]]] = [
    ("Kenya and Ethiopia signed an agreement on trade and a memorandum on tourism.", [("agreement", "signed"), ("memorandum", "signed")]),
    ("Poland and Moldova signed a protocol, a road map and a memorandum of understanding on energy.",
     [("protocol", "signed"), ("road map", "signed"), ("memorandum", "signed")]),
    ("Vietnam and Norway signed an agreement on fisheries. A draft agreement on labour is being prepared.",
     [("agreement", "signed"), ("agreement", "in preparation")]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "fields"), SEVERAL, ids=[text[:50] for text, _ in SEVERAL])
def test_several_instruments(text: str, fields: list[tuple[str, str]]) -> None:
    assert [(claim.kind, claim.status) for claim in instruments(text)] == fields


@pytest.mark.parametrize(
    "text",
    [
        "Kenya and Ethiopia reached full agreement in their talks.",
        "The two countries discussed the protocol of the state visit of Kenya's president to Ethiopia.",
        "The programme of the visit of the Polish minister to Moldova includes talks.",
        "The actor signed a contract with a studio in Los Angeles.",
        "Shell signed a contract with its supplier.",
        "The trade union signed an agreement with the employers.",
    ],
)
def test_no_instrument(text: str) -> None:
    assert instruments(text) == []


def test_the_day_of_signing() -> None:
    (claim,) = instruments("Kenya and Ethiopia signed an agreement on trade in Nairobi on June 6.")
    assert claim.date == "2023-06-06"
    assert claim.countries == ("KE", "ET")
    (claim,) = instruments(_SETTING["PL-MD"] + "The Polish-Moldovan agreement on roads was signed in 2018.")
    assert (claim.title, claim.date, claim.date_rule) == ("Polish-Moldovan agreement on roads", "2018", None)


def test_a_paper_signed_at_a_meeting_bears_its_day() -> None:
    text = "The 9th session of the Kenyan-Ethiopian Joint Commission was held in Nairobi on June 6. Following the session, a protocol was signed."
    assert [claim.date for claim in instruments(text)] == ["2023-06-06"]


def test_the_number_of_a_paper() -> None:
    (claim,) = instruments('Poland and Moldova signed the sixth "road map" on innovation.')
    assert (claim.ordinal, claim.count, claim.kind) == (6, None, "road map")


def test_what_is_told_twice_is_one() -> None:
    text = "Kenya and Ethiopia signed an agreement on customs cooperation. The agreement was signed by the ministers."
    assert [claim.title for claim in instruments(text)] == ["agreement on customs cooperation"]


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("The Joint Declaration on Expanded Strategic Partnership was signed.", "Joint Declaration on Expanded Strategic Partnership"),
        ("They signed an agreement on avoidance of double taxation.", "agreement on avoidance of double taxation"),
        ("They signed a memorandum on cooperation in the fields of exhibitions and e-commerce.",
         "memorandum on cooperation in the fields of exhibitions and e-commerce"),
        ("A road map to accelerate the creation of the \"Copper Belt\" Training Centre was signed.",
         "road map to accelerate the creation of the Copper Belt Training Centre"),
    ],
)  # fmt: skip
def test_the_whole_title(text: str, title: str) -> None:
    assert [claim.title for claim in instruments(_SETTING["CL-PE"] + text)] == [title]


def test_what_was_signed_at_that_time_bears_its_date() -> None:
    text = "President Otieno visited Ethiopia in January 2021. Eight documents were concluded at that time."
    assert [(c.date, c.count) for c in instruments("Kenya and Ethiopia held talks on Monday. " + text)] == [
        ("2021-01", 8)
    ]


def test_what_was_signed_at_a_forum_bears_its_day() -> None:
    text = (
        "Kenya and Ethiopia are partners. The Kenyan-Ethiopian Business Forum was held in Nairobi on June 6. "
        "At the forum, the two chambers signed a memorandum on tea."
    )
    assert [claim.date for claim in instruments(text)] == ["2023-06-06"]


@pytest.mark.parametrize(
    ("headline", "text", "title"),
    [
        ("Kenya, Ethiopia sign nine documents", "Nine cooperation documents were signed.", "cooperation documents"),
        ("Poland, Moldova sign two MoUs", "Poland and Moldova signed two memorandums of understanding (MoUs).",
         "memorandums of understanding (MoUs)"),
        ("Chile, Peru sign MOU", "Chile and Peru signed a memorandum of understanding (MOU) on copper.",
         "memorandum of understanding (MOU) on copper"),
    ],
)  # fmt: skip
def test_a_headline_gives_way_to_the_text(headline: str, text: str, title: str) -> None:
    assert [claim.title for claim in instruments(f"{headline}\n\n{text}")] == [title]


def test_two_of_a_kind_in_one_plural() -> None:
    found = instruments(_SETTING["PL-MD"] + "The ministers signed memoranda on fishing and on forestry.")
    assert [claim.title for claim in found] == ["memoranda on fishing", "memoranda on forestry"]
    assert [claim.quote for claim in found] == ["memoranda on fishing", "on forestry"]


def test_what_stands_among_those_signed() -> None:
    told_of = "Nine documents were signed in Lima. Among them are a protocol on ports and an agreement on patents."
    found = instruments(_SETTING["CL-PE"] + told_of)
    assert [(claim.kind, claim.status) for claim in found][1:] == [("protocol", "signed"), ("agreement", "signed")]
