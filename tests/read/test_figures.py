"""What a text says in figures, sentence by sentence, for pairs of countries from all over; and that no text breaks it."""

from __future__ import annotations

import datetime as dt
import hashlib
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from servanda.grammar import Level
from servanda.language import load
from servanda.read import figures
from servanda.read.discourse import Discourse
from servanda.read.figures.frames import Frames, frames
from servanda.read.figures.sheet import Sheet
from servanda.read.reader import discourse
from servanda.record import Document, Figure

_PUBLISHED = dt.date(2024, 5, 15)


def _scene(text: str, published: dt.date | None = _PUBLISHED) -> Discourse:
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    return discourse(Document(name="t", text=text, sha256=digest, published=published, language="en"), "en")


def _told(figure: Figure) -> str:
    """A figure on one line: indicator, direction, period, value, change, forecast."""
    value = "" if figure.value is None else f"{figure.as_dict()['value']} {figure.unit}"
    marked = f"{figure.qualifier} {value}".strip() if figure.qualifier not in ("=", None) else value
    way = f"{figure.source or ''}>{figure.target or ''}" if figure.source or figure.target else ""
    parts = (figure.indicator, way, figure.period, marked, _grown(figure), "forecast" if figure.forecast else "")
    return " | ".join(part for part in parts if part)


def _grown(figure: Figure) -> str:
    change = figure.change
    if change is None:
        return ""
    much = f"{round(float(change.percent), 1):g}%" if change.percent is not None else f"{change.absolute:f}"
    return ("+" if change.direction == "up" else "-") + much + (f" on {change.base}" if change.base else "")


@pytest.mark.parametrize(
    ("text", "gives"),
    [
        (
            "Exports accounted for $300 million and imports for $110 million of this amount.",
            ["exports | 300000000 USD", "imports | 110000000 USD"],
        ),
        (
            "Trade reached $3 billion in 2022. We will work to raise this figure to 5 billion dollars.",
            ["trade turnover | 2022 | 3000000000 USD", "trade turnover | target 5000000000 USD"],
        ),
        ("The growth of trade turnover in 2022 was 23.5 percent.", ["trade turnover | 2022 | +23.5% on 2021"]),
        (
            "Trade turnover: 2020 – $410 million, 2021 – $520 million.",
            ["trade turnover | 2020 | 410000000 USD", "trade turnover | 2021 | 520000000 USD"],
        ),
        ("The $1 billion trade between the two countries is unbalanced.", ["trade turnover | 1000000000 USD"]),
        ("The $1 billion trade deal with Peru was signed.", []),
        (
            "The goal is to bring trade to $1 billion soon and to $3 billion in the long run.",
            ["trade turnover | target 1000000000 USD", "trade turnover | target 3000000000 USD"],
        ),
        (
            "The number of enterprises with Peruvian capital in Kenya has reached 160.",
            ["companies | PE>KE | 160 count"],
        ),
        ("With trade exceeding $4 billion, Peru leads.", ["trade turnover | > 4000000000 USD"]),
        (
            "Peruvian exports to Kenya and imports from that country went up by 51 percent and 98 percent.",
            ["exports | PE>KE | +51%", "imports | KE>PE | +98%"],
        ),
        (
            "In 2019 bilateral trade surpassed the set target to reach 1.25 billion USD.",
            ["trade turnover | 2019 | 1250000000 USD"],
        ),
        ("trade from $2.9 billion $2.9 billion", ["trade turnover | 2900000000 USD"]),
        ("Poland granted Kenya a credit line of 60 million euros.", ["other:credit line | PL>KE | 60000000 EUR"]),
        ("Kenya received a loan of $12 million from Poland.", ["other:loans | PL>KE | 12000000 USD"]),
        ("Projects worth $2.4 billion are being implemented.", ["other:projects | 2400000000 USD"]),
        ("In 2022 alone, trade surged by a remarkable 64 percent.", ["trade turnover | 2022 | +64% on 2021"]),
        (
            "Exports and imports stood at $210 million and $490 million, up 12 percent and 7 percent respectively.",
            ["exports | 210000000 USD | +12%", "imports | 490000000 USD | +7%"],
        ),
        (
            "Trade in the first quarter of 2023 was down 9 percent year on year at $220 million.",
            ["trade turnover | 2023-Q1 | 220000000 USD | -9% on 2022-Q1"],
        ),
        (
            "The trade volume between Kenya and Poland, currently at $340 million, should be raised to $1 billion.",
            ["trade turnover | 340000000 USD", "trade turnover | target 1000000000 USD"],
        ),
        (
            "The two sides have set a $10 billion trade target for 2030.",
            ["trade turnover | 2030 | target 10000000000 USD"],
        ),
        (
            "Kenya imported goods worth 120 million euros from Poland in 2022, up from 90 million euros in 2021.",
            ["imports | PL>KE | 2022 | 120000000 EUR", "imports | PL>KE | 2021 | 90000000 EUR"],
        ),
        ("Vietnam exports $300 million worth of goods to Peru annually.", ["exports | VN>PE | 300000000 USD"]),
        (
            "Two-way tourist traffic rose by 42 percent to 310,000 visitors.",
            ["tourist trips | 310000 count | +42%"],
        ),
        ("Trade turnover between Peru and Kenya made $345 million in 2022.", ["trade turnover | 2022 | 345000000 USD"]),
        (
            "A target of $10 billion in two-way trade by 2030 was set.",
            ["trade turnover | 2030 | target 10000000000 USD"],
        ),
        (
            "Turnover rose to $520 million in 2021 from $480 million in the previous year.",
            ["trade turnover | 2021 | 520000000 USD", "trade turnover | 2020 | 480000000 USD"],
        ),
        (
            "Trade has tripled since the bridge was opened in 2015 and totaled $87 million in 2021.",
            ["trade turnover | 2021 | 87000000 USD | +200% on 2015"],
        ),
        (
            "Trade more than tripled from $11 million in 2005 to $35 million in 2014.",
            ["trade turnover | 2005 | 11000000 USD", "trade turnover | 2014 | 35000000 USD | +200% on 2005"],
        ),
        (
            "Trade turnover jumped from 3.1 billion euros in 2019 to 5.4 billion euros in 2022, a 74 percent increase.",
            ["trade turnover | 2019 | 3100000000 EUR", "trade turnover | 2022 | 5400000000 EUR | +74% on 2019"],
        ),
        ("Poland extended a EUR 60 million credit line to Kenya.", ["other:credit line | PL>KE | 60000000 EUR"]),
        ("Serbia provided a loan of $45 million.", ["other:loans | RS> | 45000000 USD"]),
        ("Over 70 percent of Peru's exports consists of ore.", ["share | PE> | > 70 %"]),
        ("Companies from Peru employ nearly 11,000 people in Kenya.", ["other:jobs | ~ 11000 count"]),
        (
            "In January-April 2024 trade between Kenya and Poland made up $90 million, up 8.5 percent compared to the "
            "corresponding period of 2023.",
            ["trade turnover | 2024-01/2024-04 | 90000000 USD | +8.5% on 2023-01/2023-04"],
        ),
        (
            "In January-April 2024 trade between Kenya and Poland made up $90 million, which is 8.5 percent more compared to the "
            "same period of last year.",
            ["trade turnover | 2024-01/2024-04 | 90000000 USD | +8.5% on 2023-01/2023-04"],
        ),
        (
            "Commerce between Chile and Malaysia was worth $820 million in 2021.",
            ["trade turnover | 2021 | 820000000 USD"],
        ),
        (
            "Exchange of goods between Serbia and Egypt hit 95 million euros in 2022.",
            ["trade turnover | 2022 | 95000000 EUR"],
        ),
        (
            "The number of Polish tourists visiting Egypt rose by 30 percent to 420,000 in 2022.",
            ["tourist trips | PL>EG | 2022 | 420000 count | +30% on 2021"],
        ),
        (
            "Peru ran a trade deficit of $210 million with Vietnam in 2022.",
            ["trade balance | PE>VN | 2022 | -210000000 USD"],
        ),
        ("More than 200 business people from Kenya attended the forum.", ["participants | > 200 count"]),
        (
            "In January-September 2023 trade turnover between Turkey and Georgia was $2.1 billion. Turkish "
            "exports amounted to $1.5 billion, imports to $0.6 billion.",
            [
                "trade turnover | 2023-01/2023-09 | 2100000000 USD",
                "exports | TR>GE | 2023-01/2023-09 | 1500000000 USD",
                "imports | GE>TR | 2023-01/2023-09 | 600000000 USD",
            ],
        ),
        (
            "Exports from Hungary to Serbia rose by 12% in 2023 and imports by 5%.",
            [
                "exports | HU>RS | 2023 | +12% on 2022",
                "imports | RS>HU | 2023 | +5% on 2022",
            ],
        ),
        (
            "Kazakhstan's trade turnover with China reached $31.5 billion (+34%) in 2022, compared to $23.5 "
            "billion in 2021.",
            [
                "trade turnover | 2022 | 31500000000 USD | +34% on 2021",
                "trade turnover | 2021 | 23500000000 USD",
            ],
        ),
        (
            "The number of Chinese companies operating in Kazakhstan exceeded 4,000.",
            [
                "companies | CN>KZ | > 4000 count",
            ],
        ),
        (
            "The tourist flow from India to Georgia increased by 45% to 100,000 people.",
            [
                "tourist trips | IN>GE | 100000 count | +45%",
            ],
        ),
        (
            "Bilateral trade between Mongolia and Vietnam is expected to reach $200 million by 2025.",
            [
                "trade turnover | 2025 | 200000000 USD | forecast",
            ],
        ),
        (
            "The volume of mutual trade between Peru and Chile for 2022 increased 1.5 times.",
            [
                "trade turnover | 2022 | +50% on 2021",
            ],
        ),
        (
            "By the end of 2023, trade between Egypt and Jordan had grown by a third, to $1.2 billion.",
            [
                "trade turnover | 2023 | 1200000000 USD | +33.3% on 2022",
            ],
        ),
        (
            "Poland's exports to Ukraine fell by half.",
            [
                "exports | PL>UA | -50%",
            ],
        ),
        (
            "The sides agreed to increase trade turnover between Oman and Iran to $5 billion by 2030.",
            [
                "trade turnover | 2030 | target 5000000000 USD",
            ],
        ),
        (
            "Accumulated Russian investments in the Uzbek economy exceed $13 billion.",
            [
                "investment | RU>UZ | > 13000000000 USD",
            ],
        ),
        (
            "More than 230 documents were signed, including six road maps.",
            [],
        ),
        (
            "Freight traffic between Finland and Estonia reached 7.6 million tonnes, up 12 percent.",
            [
                "freight | 7600000 tonne | +12%",
            ],
        ),
        (
            "Uzbekistan exported goods worth $340 million to Tajikistan and imported $110 million in goods.",
            [
                "exports | UZ>TJ | 340000000 USD",
                "imports | TJ>UZ | 110000000 USD",
            ],
        ),
        (
            "Some 1.2 million Germans visited Türkiye in the first half of 2023, 30% more than a year earlier.",
            [
                "tourist trips | DE>TR | 2023-H1 | ~ 1200000 count | +30% on 2022-H1",
            ],
        ),
        (
            "Mutual trade between Laos and Cambodia fell from $2.1 billion in 2021 to $1.9 billion in 2022.",
            [
                "trade turnover | 2021 | 2100000000 USD",
                "trade turnover | 2022 | 1900000000 USD",
            ],
        ),
        (
            "Italy accounted for 20% of Azerbaijan's exports.",
            [
                "share | AZ>IT | 20 %",
            ],
        ),
        (
            "Exports of Serbia to Moldova in 2021 and 2022 amounted to $100 million and $120 million, respectively.",
            [
                "exports | RS>MD | 2021 | 100000000 USD",
                "exports | RS>MD | 2022 | 120000000 USD",
            ],
        ),
        (
            "Armenia's exports and imports with Georgia amounted to $70 million and $90 million in 2020.",
            [
                "exports | AM>GE | 2020 | 70000000 USD",
                "imports | GE>AM | 2020 | 90000000 USD",
            ],
        ),
        (
            "About 5,000 students from Vietnam are studying in Belarus.",
            [
                "other:students | VN>BY | ~ 5000 count",
            ],
        ),
        (
            "Ghana has a trade surplus of $300 million with Togo.",
            [
                "trade balance | GH>TG | 300000000 USD",
            ],
        ),
        (
            "There are 450 joint ventures in Morocco, 120 of them with Spanish capital.",
            [
                "companies | >MA | 450 count",
                "companies | ES>MA | 120 count",
            ],
        ),
        (
            "Trade between Qatar and India has tripled over five years.",
            [
                "trade turnover | +200%",
            ],
        ),
        (
            "Investment projects worth $2.5 billion are being carried out in Angola.",
            [
                "other:projects | 2500000000 USD",
            ],
        ),
        (
            "The target of $10 billion in trade between Brazil and Nigeria was set in 2021.",
            [
                "trade turnover | target 10000000000 USD",
            ],
        ),
        (
            "In 2023 South Korea invested $600 million in Hungary, while Hungary invested $15 million in South Korea.",
            [
                "investment | KR>HU | 2023 | 600000000 USD",
                "investment | HU>KR | 2023 | 15000000 USD",
            ],
        ),
        (
            "Iraq's imports from Jordan, at $500 million, were twice as large as its exports.",
            [
                "imports | JO>IQ | 500000000 USD",
            ],
        ),
        (
            "Last year trade between Cuba and Vietnam set a record of $450 million.",
            [
                "trade turnover | 2023 | record 450000000 USD",
            ],
        ),
        (
            "The growth amounted to 12 percent, and turnover between Nepal and Bhutan was $40 million in 2022.",
            [
                "trade turnover | 2022 | 40000000 USD",
            ],
        ),
        (
            "Trade was 17 percent up on the year in January-March 2024.",
            [
                "trade turnover | 2024-01/2024-03 | +17% on 2023-01/2023-03",
            ],
        ),
        (
            "Malaysia ranks third among Indonesia's trading partners.",
            [
                "other:rank | 3 rank",
            ],
        ),
        (
            "Austria's exports to Slovenia are forecast at 5 billion euros for 2025.",
            [
                "exports | AT>SI | 2025 | 5000000000 EUR | forecast",
            ],
        ),
        (
            "A delegation of 40 took part in the forum, which was attended by over 600 participants.",
            [
                "participants | 40 count",
                "participants | > 600 count",
            ],
        ),
        (
            "The session was attended by the Minister, who is 54 years old, on 12 May 2024.",
            [],
        ),
        (
            "The ticket costs 25 euros, and the flight takes 2 hours.",
            [],
        ),
        (
            "Under Article 5 of the 2004 agreement, 3 of the 12 points remain open.",
            [],
        ),
        (
            "Spain bought 400,000 tonnes of grain from Ukraine in 2023.",
            [
                "imports | UA>ES | 2023 | 400000 tonne",
            ],
        ),
        (
            "Deliveries of gas to Moldova fell by 300 million cubic metres to 2.1 billion cubic metres.",
            [
                "exports | >MD | 2100000000 cubic metre | -300000000",
            ],
        ),
        (
            "Portugal intends to double its exports to Angola by 2030.",
            [
                "exports | PT>AO | 2030 | target | +100%",
            ],
        ),
        (
            "The share of the yuan in settlements between China and Pakistan reached 45 percent.",
            [
                "share | 45 %",
            ],
        ),
        (
            "Romania, Egypt sign documents.\n"
            "Trade between Romania and Egypt reached $1.1 billion in 2022.\n"
            "The presidents have set the task of reaching $2 billion by 2030.",
            [
                "trade turnover | 2022 | 1100000000 USD",
                "trade turnover | 2030 | target 2000000000 USD",
            ],
        ),
        (
            "Trade between Tunisia and Algeria reached $1.9 billion in 2023. It should get to $3 billion within "
            "three years.",
            [
                "trade turnover | 2023 | 1900000000 USD",
                "trade turnover | 2027 | target 3000000000 USD",
            ],
        ),
        (
            "Kenya's trade with Uganda came to $900 million last year, up 14 per cent on 2022, and imports stood "
            "at $300 million.",
            [
                "trade turnover | 2023 | 900000000 USD | +14% on 2022",
                "imports | UG>KE | 2023 | 300000000 USD",
            ],
        ),
        (
            "Norway's trade grew by 4 per cent to NOK 300 billion in March. Norway said in a statement today that "
            "exports rose to NOK 200 billion and imports to NOK 100 billion. Compared with February 2024, Norway's trade, "
            "exports and imports fell by 2 per cent, 1 per cent and 4 per cent, respectively.",
            [
                "trade turnover | 2024-03 | 300000000000 NOK | +4% on 2023-03",
                "exports | NO> | 2024-03 | 200000000000 NOK",
                "imports | >NO | 2024-03 | 100000000000 NOK",
                "trade turnover | 2024-03 | -2% on 2024-02",
                "exports | NO> | 2024-03 | -1% on 2024-02",
                "imports | >NO | 2024-03 | -4% on 2024-02",
            ],
        ),
        (
            "Norway's GDP grew by 3 per cent in the first quarter of 2024 to NOK 90 billion (USD 9 billion). The growth was "
            "seen in fishing and farming – 5.1%, education – 2.4% and trade – 1%. A decline was told of in mining (-2.5%) "
            "and hotels (1.1%).",
            [
                "other:gross domestic product | 2024-Q1 | 90000000000 NOK | +3% on 2023-Q1",
                "other:output | 2024-Q1 | +5.1% on 2023-Q1",
                "other:output | 2024-Q1 | +2.4% on 2023-Q1",
                "other:output | 2024-Q1 | +1% on 2023-Q1",
                "other:output | 2024-Q1 | -2.5% on 2023-Q1",
                "other:output | 2024-Q1 | -1.1% on 2023-Q1",
            ],
        ),
        (
            "Chile-Peru trade stood at $3 billion in 2023, of which Peru's exports to Chile accounted for $2 billion and "
            "imports from Chile only $1 billion.",
            [
                "trade turnover | 2023 | 3000000000 USD",
                "exports | PE>CL | 2023 | 2000000000 USD",
                "imports | CL>PE | 2023 | 1000000000 USD",
            ],
        ),
        (
            "Chile-Peru trade reached $3 billion in 2023, of which $2 billion were Peruvian exports and $1 billion imports of "
            "Chilean goods.",
            [
                "trade turnover | 2023 | 3000000000 USD",
                "exports | PE>CL | 2023 | 2000000000 USD",
                "imports | CL>PE | 2023 | 1000000000 USD",
            ],
        ),
        (
            "Over 3,000 Czech tractors and 80 harvesters will be delivered to Kenya.",
            [
                "exports | CZ>KE | > 3000 count | forecast",
                "exports | CZ>KE | 80 count | forecast",
            ],
        ),
        (
            "In 2017 Oman and Iran set a target to double two-way trade to $2.0 billion.",
            [
                "trade turnover | target 2000000000 USD | +100%",
            ],
        ),
        (
            "Oman and Iran met. Trade reached $1.1 billion, however it is far from the target of 3 billion dollars.",
            [
                "trade turnover | 1100000000 USD",
                "trade turnover | target 3000000000 USD",
            ],
        ),
        (
            "I am glad to note that last year trade between Oman and Iran exceeded 1 billion dollars.",
            [
                "trade turnover | 2023 | > 1000000000 USD",
            ],
        ),
        (
            "Oman and Iran traded goods worth $3 billion in 2023. It was an 11-member delegation. Imports exceed exports about "
            "seven times.",
            [
                "trade turnover | 2023 | 3000000000 USD",
                "participants | 11 count",
            ],
        ),
        (
            "Trade between Oman and Iran was $2 billion in 2015. Compared to the previous year, it decreased by 16.5%.",
            [
                "trade turnover | 2015 | 2000000000 USD | -16.5% on 2014",
            ],
        ),
        (
            "Oman-Iran trade hits $2.2 billion in 2023\n\nTrade between Oman and Iran reached $2.2 billion in 2023.",
            [
                "trade turnover | 2023 | 2200000000 USD",
            ],
        ),
        (
            "The capacity of the plant, whose cost exceeds $3.4 billion, is 386 thousand tons of polyethylene and 81 thousand "
            "tons of polypropylene. The line carries 550 megawatts.",
            [
                "investment | > 3400000000 USD",
                "other:capacity | 386000 tonne",
                "other:capacity | 81000 tonne",
            ],
        ),
        (
            "Oman and Iran signed export contracts in the amount of over $44.1 million. 30 out of 64 issues have been resolved.",
            [
                "other:contracts | > 44100000 USD",
                "other:issues | 30 count",
                "other:issues | 64 count",
            ],
        ),
        (
            "According to the Iranian statistics, in 2022 Oman-Iran trade amounted to 759 million USD, while the Omani side gave a "
            "figure of 1 billion.",
            [
                "trade turnover | 2022 | 759000000 USD",
                "trade turnover | 2022 | 1000000000 USD",
            ],
        ),
        (
            "Oman's exports to Iran hit 500 million USD, down 5.2%, and its imports were valued at 700 million USD in 2023.",
            [
                "exports | OM>IR | 2023 | 500000000 USD | -5.2% on 2022",
                "imports | IR>OM | 2023 | 700000000 USD",
            ],
        ),
        (
            "India has invested more than $1 billion in 29 projects in Chad, and the goal is to reach $3 billion by 2030.",
            [
                "investment | IN>TD | > 1000000000 USD",
                "other:projects | IN>TD | 29 count",
                "investment | IN>TD | 2030 | target 3000000000 USD",
            ],
        ),
        (
            "The turnover between Egypt and Jordan increased from $622 million in 2022 to $1.017 billion in 2023, or by 64%.",
            [
                "trade turnover | 2022 | 622000000 USD",
                "trade turnover | 2023 | 1017000000 USD | +64% on 2022",
            ],
        ),
        (
            "Kenya's exports to Uganda dropped to 126 million rubles from 130 million rubles in 2022, while imports from Uganda "
            "rose to 41 million rubles.",
            [
                "exports | KE>UG | 126000000 RUB",
                "exports | KE>UG | 2022 | 130000000 RUB",
                "imports | UG>KE | 41000000 RUB",
            ],
        ),
        (
            "We expect trade between Oman and Iran to hit the $1 billion mark by the end of 2025.",
            [
                "trade turnover | 2025 | 1000000000 USD | forecast",
            ],
        ),
        (
            "More than 15,000 containers passed through the port in 2023, twice as many as in 2022.",
            [
                "other:wagons | 2023 | > 15000 count | +100% on 2022",
            ],
        ),
        (
            "Of the 60 firms registered in Latvia, 33 have Swedish capital, and investments exceed 1.1 billion euros.",
            [
                "companies | >LV | 60 count",
                "companies | SE>LV | 33 count",
                "investment | >LV | > 1100000000 EUR",
            ],
        ),
        (
            "Bahrain sells aluminium for $40 million to Kuwait. In FY 2022-23 exports of India to Kuwait were "
            "worth $2 billion.",
            [
                "exports | BH>KW | 40000000 USD",
                "exports | IN>KW | 2022-04/2023-03 | 2000000000 USD",
            ],
        ),
        (
            "It is our task to raise the trade turnover between our states to 200 million dollars.",
            [
                "trade turnover | target 200000000 USD",
            ],
        ),
        (
            "Slovakia's share in the imports of Hungary fell by 4 points to 9 percent in 2023.",
            [
                "share | SK>HU | 2023 | 9 % | -4 on 2022",
            ],
        ),
    ],
)
def test_sentences(text: str, gives: list[str]) -> None:
    assert [_told(figure) for figure in figures.read(_scene(text))] == gives


def test_the_period_is_carried_over_but_not_for_long() -> None:
    text = (
        "In the first nine months of 2023 trade between Peru and Chile reached $3 billion. Exports from Peru amounted to"
        " $1.2 billion. Mutual investments reached $6 billion. Now imports stand at $2 billion."
    )
    assert [(f.indicator, f.period) for f in figures.read(_scene(text))] == [
        ("trade turnover", "2023-01/2023-09"),
        ("exports", "2023-01/2023-09"),
        ("investment", None),
        ("imports", None),
    ]


def test_our_exports_are_those_of_the_speaker() -> None:
    text = (
        "Minister of Economy of Kenya Joseph Otieno and Trade Minister of Ghana Kofi Mensah met in Nairobi. "
        '"Our exports to Ghana amounted to $90 million last year, and we hope for more in the future," Joseph Otieno said.'
    )
    found = [f for f in figures.read(_scene(text)) if f.indicator == "exports"]
    assert [(f.source, f.target, f.period) for f in found] == [("KE", "GH", "2023")]


def test_a_growth_told_ahead_of_its_level_takes_its_period() -> None:
    text = "Trade between Laos and Japan grew by 12.4 percent. In 2023 the trade turnover was $150 million."
    first = next(iter(figures.read(_scene(text))))
    assert (first.value, first.period) == (None, "2023")


def test_a_fiscal_year_is_that_of_the_country_that_has_one() -> None:
    text = "Pakistan's exports to Iran were worth $30 million in the last fiscal year, against $20 million in 2019-20."
    found = [f.period for f in figures.read(_scene(text, dt.date(2021, 9, 9)))]
    assert found == ["2020-07/2021-06", "2019-07/2020-06"]


def test_bounds_of_a_deficit_are_negative_too() -> None:
    found = next(iter(figures.read(_scene("Laos has a trade deficit of $2.5 million with Japan."))))
    assert found.value == -2_500_000
    assert (found.low, found.high) == (Decimal(-2_550_000), Decimal(-2_450_000))


def test_every_quote_stands_and_holds_its_number() -> None:
    text = "Exports of\u00a0tea from Sri\u00a0Lanka to Egypt fell by 3.1% to $15.9 million in 2023."
    for figure in figures.read(_scene(text)):
        assert text[figure.start : figure.end] == figure.quote
        assert "15.9" in figure.quote


# --- the pack -----------------------------------------------------------------------------------------------------------

_LEVELS = ("figure topics", "figure changes", "figure counts", "figure ranks")


def _level(kit: Frames, name: str) -> Level:
    return next(level for level in (kit.topics, kit.changes, kit.counts, kit.ranks) if level.name == name)


def _matched(text: str, level: str, rule: str) -> list[str]:
    scene = _scene(text)
    kit = frames("en", scene.names)
    sheet = Sheet(scene, kit)
    spans = [line[:2] for line in sheet.lines] or [(s.first, s.last) for s in scene.sentences]
    found = [
        match
        for span in spans
        for match, builder in _level(kit, level).matches(sheet.tagged, *span)
        if builder(match) is not None
    ]
    return [match.text() for match in found if match.rule.name == rule]


@pytest.mark.parametrize(
    ("level", "rule", "text", "gives"),
    [
        (level, rule.name, text, gives)
        for level in _LEVELS
        for rule in load("en").rules[level]
        for text, gives in rule.examples
    ],
)
def test_examples(level: str, rule: str, text: str, gives: str | None) -> None:
    found = _matched(text, level, rule)
    if gives is not None:
        assert gives in found


@pytest.mark.parametrize(
    ("level", "rule", "text"),
    [(level, rule.name, text) for level in _LEVELS for rule in load("en").rules[level] for text in rule.counter],
)
def test_counterexamples(level: str, rule: str, text: str) -> None:
    assert _matched(text, level, rule) == []


# --- any text -----------------------------------------------------------------------------------------------------------

_WORDS = st.sampled_from(
    [
        "trade", "turnover", "exports", "imports", "reached", "amounted to", "$2.9 billion", "14%", "1.5 times", "doubled", "grew by",
        "fell", "in 2023", "January", "from", "to", "with", "of", "Peru", "Chile", "Peruvian", "'s", ",", ".", "(", ")", "and",
        "respectively", "companies", "900", "share", "deficit", "will", "target", "they", "it", "than", "compared to", "5 tonnes",
        "third", "among", "partners", "invested", "worth", "goods", "the number of", "tourists", "\u00ad", "—", "\n\n",
    ]
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(_WORDS, max_size=40), st.booleans())
def test_no_text_breaks_it(words: list[str], dated: bool) -> None:
    text = " ".join(words)
    for figure in figures.read(_scene(text, _PUBLISHED if dated else None)):
        assert text[figure.start : figure.end] == figure.quote
