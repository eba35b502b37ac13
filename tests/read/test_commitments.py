"""What counts as a commitment and what does not, sentence by sentence, for pairs of countries from all over."""

from __future__ import annotations

import datetime as dt
import hashlib
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from servanda.read import commitments
from servanda.read.discourse import Discourse
from servanda.read.reader import discourse
from servanda.record import Commitment, Document

_PUBLISHED = dt.date(2024, 5, 15)


def _scene(text: str) -> Discourse:
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    return discourse(Document(name="t", text=text, sha256=digest, published=_PUBLISHED, language="en"), "en")


def _stated(text: str) -> list[Commitment]:
    return list(commitments.stated(_scene(text)))


def _told(claim: Commitment) -> str:
    return f"{claim.what} | {claim.status} | {claim.strength}"


@pytest.mark.parametrize(
    ("text", "gives"),
    [(text, gives) for _, text, gives in commitments.examples("en")],
)
def test_examples_of_the_pack(text: str, gives: list[str] | None) -> None:
    assert [claim.what for claim in _stated(text)] == (gives or [])


@pytest.mark.parametrize(
    ("text", "gives"),
    [
        ("Nepal and Bhutan agreed to open a weather station at Phuntsholing.",
         ["open a weather station at Phuntsholing | agreed | agreed"]),
        ("Hanoi and Vientiane agreed to connect their power grids, to exempt each other's fruit from quarantine"
         " and to publish tender notices in both languages.",
         ["connect their power grids | agreed | agreed", "exempt each other's fruit from quarantine | agreed | agreed",
          "publish tender notices in both languages | agreed | agreed"]),
        ("It was decided to set up a joint venture for tractor assembly in Namangan.",
         ["set up a joint venture for tractor assembly in Namangan | agreed | agreed"]),
        ("The Omani side expressed its readiness to provide land in Duqm for Indian solar plants.",
         ["provide land in Duqm for Indian solar plants | planned | ready"]),
        ("Poland pledged to repair the road to the Dorohusk crossing before June 2026.",
         ["repair the road to the Dorohusk crossing | agreed | obliged"]),
        ("Kenya is going to open a consulate in Arusha next year.",
         ["open a consulate in Arusha | planned | planned"]),
        ("The ministers instructed the railway administrations to draw up a timetable for the Tashkent-Kabul train.",
         ["draw up a timetable for the Tashkent-Kabul train | agreed | obliged"]),
        ("Chile has abolished the licence for Peruvian carriers.",
         ["abolish the licence for Peruvian carriers | done | obliged"]),
        ("Construction of the Sarpi bridge is under way.",
         ["construction of the Sarpi bridge | under way | obliged"]),
        ("The opening of the trade house in Osh has been postponed until the spring of 2025.",
         ["the opening of the trade house in Osh | delayed | planned"]),
        ("Mongolia suggested building a dry port at Zamyn-Uud and proposed simplifying visas for drivers.",
         ["build a dry port at Zamyn-Uud | proposed | proposed", "simplify visas for drivers | proposed | proposed"]),
        ("Egypt expects to receive 40 locomotives from Hungary by 2027.",
         ["receive 40 locomotives from Hungary | planned | planned"]),
        ("Uzbekistan and Tajikistan will jointly build two hydropower plants on the Zeravshan.",
         ["build two hydropower plants on the Zeravshan | planned | planned"]),
        ("A hydropower plant will be built on the Zeravshan by 2028.",
         ["build a hydropower plant | planned | planned"]),
        ("Iran wants to buy 200 Russian wagons and lease ten locomotives.",
         ["buy 200 Russian wagons | proposed | hoped", "lease ten locomotives | proposed | hoped"]),
        ("The Latvian and Estonian ministries of transport plan to synchronise toll systems.",
         ["synchronise toll systems | planned | planned"]),
        ("Kazakhstan, for its part, promised to lift restrictions on Kyrgyz dairy products from January 1, 2026.",
         ["lift restrictions on Kyrgyz dairy products | agreed | obliged"]),
        ("The Slovak side undertakes to clear the river bed, and the Hungarian side shall pay half of the costs.",
         ["clear the river bed | agreed | obliged", "pay half of the costs | agreed | obliged"]),
        ("The governments have launched a green corridor for fruit and vegetables.",
         ["launch a green corridor for fruit and vegetables | done | obliged"]),
        ("Cuba and Vietnam are implementing a rice project in Pinar del Rio.",
         ["implement a rice project in Pinar del Rio | under way | obliged"]),
        ("The sides agreed on the introduction of a single tariff for the transit of grain and on the creation of a"
         " data exchange system.",
         ["introduce a single tariff for the transit of grain | agreed | agreed",
          "create a data exchange system | agreed | agreed"]),
        ("Algeria plans to create a joint laboratory, as well as a training centre in Oran.",
         ["create a joint laboratory | planned | planned", "create a training centre in Oran | planned | planned"]),
        ("The parties agreed to develop cooperation in trade, industry and energy.",
         ["develop cooperation in trade, industry and energy | agreed | agreed"]),
        ("It is planned to hold youth festivals and organise courses for Lao nurses.",
         ["hold youth festivals | planned | planned", "organise courses for Lao nurses | planned | planned"]),
        ("Georgia undertakes not to raise the road tax for Armenian lorries.",
         ["not raise the road tax for Armenian lorries | agreed | obliged"]),
    ],
)  # fmt: skip
def test_kept(text: str, gives: list[str]) -> None:
    assert [_told(claim) for claim in _stated(text)] == gives


@pytest.mark.parametrize(
    "text",
    [
        # ritual
        "The sides confirmed their intention to strengthen the strategic partnership.",
        "The parties reaffirmed their commitment to deepening bilateral ties.",
        "Moscow and Baku will develop relations in culture and education.",
        "Serbia and Cyprus will continue to strengthen their friendship and cooperation.",
        "The parties agreed to further develop bilateral relations in all areas.",
        "Peru and Chile are expanding cooperation in tourism.",
        "Both countries are ready to continue a constructive dialogue.",
        # needs, purposes, topics, praise
        "Both sides stressed the need to increase mutual supplies.",
        "It is necessary to build a new bridge, the minister said.",
        "It is important to simplify visas.",
        "The sides discussed plans to build a gas pipeline.",
        "The parties should lift the tariffs on steel.",
        "The measures are intended to improve the work of the checkpoints.",
        "The programme is meant to lift turnover.",
        "The sides expressed confidence that the visit will give new impetus to relations.",
        # forecasts and what things do
        "The project will create 300 jobs.",
        "The exhibition will help Georgian winemakers.",
        "This event will serve as a driver for the further development of ties.",
        "Trade will exceed $2 billion by the end of the year.",
        "The volume of trade is expected to double by 2027.",
        "Exports to Kazakhstan will increase by 10 percent.",
        "The two countries intend to bring trade to $5 billion by 2030.",
        # what other readers tell of
        "The next meeting will be held in Riga in 2026.",
        "The parties agreed to sign the agreement before the end of the year.",
        "The sides agreed to hold the third business forum in Izmir in May.",
        "It was decided to hold the 26th session of the commission in Moscow.",
        "The parties agreed to continue consultations.",
        # the past, the possible, the refused
        "Trade increased by 10 percent last year.",
        "The forum was held in Tunis in March.",
        "Turkmenistan could increase gas supplies, he added.",
        "If the tariffs are lifted, Armenia will build a plant.",
        "Georgia does not plan to limit imports of Armenian beer.",
        "Opportunities for companies have also been created.",
        "Japan has invested $2 billion in Mongolia.",
    ],
)
def test_passed_over(text: str) -> None:
    assert _stated(text) == []


@pytest.mark.parametrize(
    ("text", "gives"),
    [
        ("It was agreed that Senegal would supply 40 buses to Guinea.", ["supply 40 buses to Guinea | agreed"]),
        (
            "The two sides agreed on the opening of a consulate general in Oran and on the launch of a ferry between Oran and Marseille.",
            ["open a consulate general in Oran | agreed", "launch a ferry between Oran and Marseille | agreed"],
        ),
        (
            "Finland called on Estonia to reopen the Luhamaa crossing for lorries.",
            ["reopen the Luhamaa crossing for lorries | proposed"],
        ),
        (
            "Sofia requested Skopje to remove the fee on transit lorries.",
            ["remove the fee on transit lorries | proposed"],
        ),
        (
            "Finland proposed that a joint ice-breaking service be set up.",
            ["set up a joint ice-breaking service | proposed"],
        ),
        (
            "It is envisaged that Turkish contractors will reconstruct the Misrata airport.",
            ["reconstruct the Misrata airport | planned"],
        ),
        (
            "It is expected that the Misrata airport will be reconstructed by 2026.",
            ["reconstruct the Misrata airport | planned"],
        ),
        ("Belarus is ready to supply 300 tractors to Zimbabwe.", ["supply 300 tractors to Zimbabwe | proposed"]),
        (
            "Plans are to connect the ports of Aden and Djibouti by ferry.",
            ["connect the ports of Aden and Djibouti by ferry | planned"],
        ),
        (
            "Mr. Kumar said India would extend a credit line of 100 million rupees to Mauritius.",
            ["extend a credit line of 100 million rupees to Mauritius | planned"],
        ),
        ("Seoul said it would lift the ban on Chilean salmon.", ["lift the ban on Chilean salmon | planned"]),
        (
            "Norway said it will simplify the permits of Faroese crews.",
            ["simplify the permits of Faroese crews | planned"],
        ),
        ("The Savings Bank of Malta (SBM) will open a branch in Tunis.", ["open a branch in Tunis | planned"]),
        ("Gabon's customs line, which will be opened in 2026, is short.", ["open Gabon's customs line | planned"]),
        ("The parties confirmed their commitment to launch a ferry to Sfax.", ["launch a ferry to Sfax | planned"]),
        ("Togo has expressed a desire to buy 40 harvesters.", ["buy 40 harvesters | planned"]),
        (
            "It was agreed to make efforts to unblock the Sfax canal.",
            ["make efforts to unblock the Sfax canal | agreed"],
        ),
        ("The parties agreed to lower the fees at Sfax.", ["lower the fees at Sfax | agreed"]),
        ("Construction of the Sfax dock is in full swing.", ["construction of the Sfax dock | under way"]),
        (
            "The following agreements were reached: to open direct flights between Minsk and Muscat; to create a joint venture for potash.",
            ["open direct flights between Minsk and Muscat | agreed", "create a joint venture for potash | agreed"],
        ),
        (
            "The sides agreed as follows:\n\n• to extend the railway to Poti;\n• to hold monthly consultations on tariffs;\n• Georgia shall repair the pier.",
            ["extend the railway to Poti | agreed", "repair the pier | agreed"],
        ),
        (
            "The protocol provides for the following:\n– opening of a honey laboratory in Voru;\n– holding of a meeting of the working group;\n– construction of a sluice on the Narva.",
            ["open a honey laboratory in Voru | planned", "build a sluice on the Narva | planned"],
        ),
        (
            "The Committee agreed to (i) widen the road to Busia, (ii) train customs staff and (iii) publish a price list.",
            ["widen the road to Busia | agreed", "train customs staff | agreed", "publish a price list | agreed"],
        ),
        (
            "Chad and Niger agreed to remove all non-tariff barriers (NTBs) on onions by March 2025.",
            ["remove all non-tariff barriers on onions | agreed"],
        ),
        ("Malta invited Libyan companies to invest in its shipyards.", ["invest in its shipyards | proposed"]),
        (
            "Egypt and Sudan confirmed plans to raise the capacity of the power line.",
            ["raise the capacity of the power line | planned"],
        ),
        (
            "Korean firms will take part in the renovation of the Suez locks.",
            ["take part in the renovation of the Suez locks | planned"],
        ),
        (
            "The sides agreed to start negotiations on a free trade area.",
            ["start negotiations on a free trade area | agreed"],
        ),
        ("Gabon will send a mission to inspect the fish farms of Kribi.", ["send a mission | planned"]),
        (
            "Oman agreed to sign the protocol and to lease a pier in Salalah to Uganda.",
            ["lease a pier in Salalah to Uganda | agreed"],
        ),
        (
            "The Commission recommended the airlines to open direct flights between Tirana and Astana.",
            ["open direct flights between Tirana and Astana | proposed"],
        ),
        (
            "The two countries plan the construction of a second bridge at Bokeo.",
            ["build a second bridge at Bokeo | planned"],
        ),
        (
            "Azerbaijan is considering the possibility of supplying gas to Albania.",
            ["supply gas to Albania | proposed"],
        ),
        ("Brunei has joined the regional roaming area.", ["join the regional roaming area | done"]),
    ],
)
def test_told_in_other_ways(text: str, gives: list[str]) -> None:
    assert [f"{claim.what} | {claim.status}" for claim in _stated(text)] == gives


@pytest.mark.parametrize(
    "text",
    [
        "The document provides for strengthening cooperation.",
        "Experts expect that trade will reach $3 billion.",
        "The ministry asked companies to send their proposals.",
        "The sides discussed the construction of a bridge at Bokeo.",
        "The parties agreed on the date and venue of the next session.",
        "The parties agreed on a common approach.",
        "The president invited his counterpart to pay an official visit to Rabat.",
        "The agenda includes the following items: trade; investments; transport.",
        "The minister agreed: “Relations develop well, and trade grows.”",
        "The forum will start on May 5.",
        "The next day the minister is to open the 2nd forum in Gyumri.",
        "Work on the agreement is under way.",
        "Oil exports are expected to rise.",
        "The parties expressed interest in developing mutually beneficial cooperation.",
        "The new line will allow to transport 5 million tonnes of cargo.",
        "The railway will open up new opportunities for exporters.",
        "The meeting was attended by: ministers; heads of companies.",
        "The minister called on all countries to respect international law.",
        "The delegation will visit a tractor plant.",
        "Omani firms will take part in the exhibition.",
        "The President of Chile wants to double it by 2030.",
        "The minister expressed confidence that the dam would be completed.",
        "The text of the sixth has been agreed.",
        "The sides reaffirmed their commitment to strengthen their friendship.",
        "The parties stressed the importance of enhancing cooperation in education.",
        "The ministers expressed satisfaction with the positive dynamics of trade.",
        "The parties agreed to make every effort to deepen their relations.",
        "The sides considered the possibility of opening a tannery.",
        "The sides agreed: 1.",
    ],
)
def test_not_told_at_all(text: str) -> None:
    assert _stated(text) == []


def test_third_parties_promise_nothing() -> None:
    text = "Talks between Oman and India ended. Oman will lease a pier to India. Brazil will impose tariffs on steel."
    assert [claim.what for claim in commitments.read(_scene(text))] == ["lease a pier to India"]


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("Ukraine has undertaken to hire another 90 customs officers by October 1, 2024.", "2024-10-01"),
        ("Sudan and Chad agreed to pave the road to Adre by the end of 2025.", "2025"),
        ("Benin plans to open a warehouse in Niamey in 2026.", "2026"),
        ("Togo and Ghana agreed to increase transit up to 3 million tonnes until 2030.", "2030"),
        ("Delivery of 18 buses has been delayed until March 2025.", "2025-03"),
    ],
)
def test_due(text: str, due: str) -> None:
    assert [claim.due for claim in _stated(text)] == [due]


def test_a_deadline_at_the_end_holds_for_the_whole_list() -> None:
    claims = _stated(
        "The Committee agreed to form a joint laboratory and to open a trade office in Aktau by the end of 2025."
    )
    assert [claim.due for claim in claims] == ["2025", "2025"]


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("Talks between Oman and India took place. The sides agreed to open a cargo line from Sohar.", ("OM", "IN")),
        ("Talks between Oman and India took place. Oman will build a cold store in Sohar.", ("OM",)),
        ("Talks between Oman and India took place. Muscat plans to lease four tankers.", ("OM",)),
        ("Talks between Oman and India took place. Indian companies will supply 100 buses.", ("IN",)),
        ("Talks between Oman and India took place. The Indian side proposed to build a school in Nizwa.", ("IN",)),
        ("Talks between Oman and India took place. A school will be built in Nizwa by India.", ("IN",)),
    ],
)
def test_who(text: str, who: tuple[str, ...]) -> None:
    claims = list(commitments.read(_scene(text)))
    assert len(claims) == 1
    assert set(claims[0].who) == set(who)


@pytest.mark.parametrize(
    "text",
    [
        "The Cabinet of Kazakhstan plans to build 40 schools in 2025.",
        "The company agreed to build a plant in Aktobe, its director said.",
        "",
        "\n\n",
    ],
)
def test_texts_with_no_two_sides_give_none(text: str) -> None:
    assert list(commitments.read(_scene(text))) == []


def test_quotes_stand_in_the_text_and_do_not_overlap() -> None:
    text = "Talks between Iran and Oman ended. They plan to open a line, repair the pier at Khasab and train 20 pilots."
    claims = list(commitments.read(_scene(text)))
    assert [text[c.start : c.end] for c in claims] == [c.quote for c in claims]
    assert [c.what for c in claims] == ["open a line", "repair the pier at Khasab", "train 20 pilots"]
    assert all(a.end <= b.start for a, b in pairwise(claims))


_WORDS = st.sampled_from(
    ["The sides", "agreed", "to", "will", "be", "built", "and", ",", "not", "plan", "open", "a plant", "Iran", "Oman",
     "that", "is", "“", "”", "—", ";", "has been", "under way", "by 2025", "on", "the creation of", "launching", "the",
     "their", "readiness", ".", "\n", "$5 billion", "проект"]
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(_WORDS, max_size=40))
def test_no_text_breaks_the_reader(words: list[str]) -> None:
    text = " ".join(words)
    for claim in commitments.stated(_scene(text)):
        assert text[claim.start : claim.end] == claim.quote
        assert claim.what


@pytest.mark.parametrize("unit", ["agreed: ", "agreed: x; ", "agreed: (a) x (b) y ", "agreed to: - trade;\n"])
def test_lists_that_name_no_act_cost_their_length(unit: str) -> None:
    assert _stated("Russia and Iran. " + unit * (40_000 // len(unit))) == []


def test_one_expression_tells_the_first_of_many_frames_to_match() -> None:
    told = 0
    for _, text, _ in commitments.examples("en"):
        scene = _scene(text)
        known = commitments.frames(scene.names, scene.settings["code"])
        for hit in known.gate.finditer(scene.tags):
            turns, place = known.at(hit[0], scene.values[hit.start()]), hit.start()
            if turns.any is None:
                continue
            matching = [frame for frame in turns.frames if frame.expression.match(scene.tags, place)]
            assert turns.matching(scene.tags, place)[:1] == tuple(matching[:1]), text
            told += bool(matching)
    assert told > 20
