"""Meetings: bodies, numbers, days, places, who came, held or planned or put off, for pairs of countries from all over."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

import servanda
from servanda.read.reader import read_in
from servanda.record import Document, Meeting

_PUBLISHED = dt.date(2023, 6, 14)  # a Wednesday


def meetings(text: str, published: dt.date | None = _PUBLISHED) -> list[Meeting]:
    outcome = read_in(Document(name="t", text=text, sha256="0" * 64, published=published), "en")
    assert not [p for p in outcome.problems if p.code == "rule-failed"]
    return [claim for claim in outcome.result if isinstance(claim, Meeting)]


def the_meeting(text: str, published: dt.date | None = _PUBLISHED) -> Meeting:
    found = meetings(text, published)
    assert len(found) == 1, [f"{m.quote} | {m.status}" for m in found]
    return found[0]


def agrees(meeting: Meeting, fields: dict[str, Any]) -> None:
    told = {name: getattr(meeting, name) for name in fields}
    assert told == fields


#: One sentence or two, and what they say of the one meeting they tell of.
ONE: list[tuple[str, dict[str, Any]]] = [
    # --- numbers, in all the ways they are printed
    ("The 9th session of the Kenyan-Ethiopian Joint Commission was held in Nairobi on June 6.",
     {"ordinal": 9, "kind": "session", "date": "2023-06-06", "place": "Nairobi", "status": "held"}),
    ("The ninth session of the Kenyan-Ethiopian Joint Commission was held in Nairobi.", {"ordinal": 9, "status": "held"}),
    ("The IX session of the Kenyan-Ethiopian Joint Commission was held in Nairobi.", {"ordinal": 9, "status": "held"}),
    ("The twenty-first meeting of the Polish-Moldovan Intergovernmental Commission took place in Warsaw in May 2022.",
     {"ordinal": 21, "kind": "session", "date": "2022-05", "place": "Warsaw"}),
    ("The 3rd meeting of the Georgia-Slovakia Intergovernmental Commission took place in Bratislava on 12 June 2023.",
     {"ordinal": 3, "date": "2023-06-12", "place": "Bratislava"}),
    ("Tashkent hosted the second session of the Uzbek-Latvian intergovernmental commission on June 8.",
     {"ordinal": 2, "place": "Tashkent", "date": "2023-06-08", "status": "held"}),
    # --- the body as subject, or as owner
    ("The Serbian-Tunisian Joint Commission held its 5th session in Belgrade on May 30, 2023.",
     {"ordinal": 5, "kind": "session", "date": "2023-05-30", "place": "Belgrade", "status": "held"}),
    ("The Joint Economic Commission of Norway and Vietnam met for the fourth time in Hanoi on June 1.",
     {"ordinal": 4, "kind": "session", "date": "2023-06-01", "place": "Hanoi", "status": "held"}),
    ("The Chile-Peru Binational Committee will hold its 10th session in Lima in October.",
     {"ordinal": 10, "date": "2023-10", "place": "Lima", "status": "planned"}),
    ("The Iranian-Omani Joint Commission's 20th session was held in Muscat on Tuesday.",
     {"ordinal": 20, "date": "2023-06-13", "place": "Muscat", "status": "held"}),
    # --- ahead, put off, called off
    ("The next session of the Belarusian-Pakistani Joint Commission will be held in Minsk in 2024.",
     {"date": "2024", "place": "Minsk", "status": "planned"}),
    ("The 7th session of the Indonesia-Jordan Joint Committee is scheduled for July 3.",
     {"ordinal": 7, "date": "2023-07-03", "status": "planned"}),
    ("The 12th session of the Bulgarian-Kazakh Intergovernmental Commission is to take place in Sofia next month.",
     {"ordinal": 12, "date": "2023-07", "place": "Sofia", "status": "planned"}),
    ("The sixth session of the Ghana-Togo Joint Commission has been postponed to September 2023.",
     {"ordinal": 6, "date": "2023-09", "status": "postponed"}),
    ("The fourth session of the Cuban-Angolan Intergovernmental Commission was cancelled.",
     {"ordinal": 4, "status": "cancelled"}),
    # --- how and where
    ("The 15th session of the Hungarian-Mongolian Intergovernmental Commission was held via videoconference on June 9.",
     {"ordinal": 15, "format": "videoconference", "date": "2023-06-09", "status": "held"}),
    ("The Thai-Laotian Joint Commission held its 22nd meeting in a hybrid format on June 5.",
     {"ordinal": 22, "format": "hybrid", "date": "2023-06-05"}),
    # --- who came
    ("Kyrgyz Economy Minister Daniyar Amangeldiev and Hungarian Foreign Minister Peter Nagy held talks in Budapest on June 7.",
     {"kind": "talks", "date": "2023-06-07", "place": "Budapest", "status": "held", "body": None,
      "participants": ("Daniyar Amangeldiev", "Peter Nagy")}),
    ("The 8th session of the Greek-Armenian Joint Commission was held in Athens on June 2. "
     "The session was co-chaired by Greek Deputy Foreign Minister Kostas Alexiou and Armenian Economy Minister Vahan Grigoryan.",
     {"ordinal": 8, "date": "2023-06-02", "chairs": ("Kostas Alexiou", "Vahan Grigoryan"),
      "participants": ("Kostas Alexiou", "Vahan Grigoryan")}),
    # --- the year from other dates
    ("The 18th session of the Turkish-Kuwaiti Joint Commission was held in Ankara on Monday, June 12.",
     {"ordinal": 18, "date": "2023-06-12", "place": "Ankara"}),
    ("The first session of the Nigeria-Brazil Bi-National Commission was held in Abuja in December 2020.",
     {"ordinal": 1, "date": "2020-12", "place": "Abuja"}),
    ("The 4th session of the Moroccan-Jordanian Joint Commission took place in Rabat on November 29.",
     {"ordinal": 4, "date": "2022-11-29"}),
    ("The second meeting of the Estonian-Ukrainian working group on transport was held in Tallinn today.",
     {"ordinal": 2, "date": "2023-06-14", "place": "Tallinn", "status": "held"}),
    ("Delegations of Finland and Estonia took part in the 30th session of the Finnish-Estonian Joint Commission in Helsinki yesterday.",
     {"ordinal": 30, "date": "2023-06-13", "place": "Helsinki", "status": "held"}),
    ("The third round of talks between Nepal and Bangladesh was held in Dhaka on June 11.",
     {"date": "2023-06-11", "place": "Dhaka", "status": "held"}),
    ("A session of the Swiss-Uzbek Joint Economic Commission was held in Bern on 25 May.",
     {"ordinal": None, "kind": "session", "date": "2023-05-25", "place": "Bern"}),
    ("Riyadh will host the tenth session of the Saudi-Malaysian Joint Commission on 20 November.",
     {"ordinal": 10, "place": "Riyadh", "date": "2023-11-20", "status": "planned"}),
    ("The 6th session of the Joint Commission between Qatar and Sudan concluded in Doha on Sunday.",
     {"ordinal": 6, "date": "2023-06-11", "place": "Doha", "status": "held"}),
    ("The 13th session of the intergovernmental commission between Portugal and Mozambique opened in Maputo today.",
     {"ordinal": 13, "date": "2023-06-14", "place": "Maputo", "status": "held"}),
    ("It was agreed to hold the 14th session of the Czech-Azerbaijani Intergovernmental Commission in Prague in the spring of 2024.",
     {"ordinal": 14, "place": "Prague", "status": "planned"}),
    ("A meeting of the co-chairs of the Turkmen-Afghan intergovernmental commission was held in Ashgabat on June 10.",
     {"kind": "co-chairs meeting", "date": "2023-06-10", "place": "Ashgabat", "status": "held"}),
    ("The Zambia-Malawi Joint Permanent Commission convened in Lusaka on May 15 for its 17th session.",
     {"ordinal": 17, "date": "2023-05-15", "place": "Lusaka", "status": "held"}),
    ("The 25th session of the Vietnamese-Laotian Intergovernmental Committee has been held in Vientiane.",
     {"ordinal": 25, "place": "Vientiane", "status": "held"}),
    ("The 11th session of the Egyptian-Jordanian Higher Joint Committee ended in Cairo on June 13.",
     {"ordinal": 11, "date": "2023-06-13", "place": "Cairo", "status": "held"}),
    ("The 6th session of the Ethiopia-Sudan Joint Commission was held in the Sudanese region of Gedaref on 2 June.",
     {"ordinal": 6, "place": "Gedaref", "date": "2023-06-02"}),
    ("The anniversary meeting of the Serbian-Maltese Joint Committee opened in Belgrade today. "
     "It is the 18th session of the Committee, which has met every year since it was set up in 1999.",
     {"ordinal": 18, "date": "2023-06-14", "place": "Belgrade", "status": "held"}),
    ("The 7th session of the Bulgarian-Kazakh Commission, which is being held in Sofia, opened with a speech.",
     {"ordinal": 7, "place": "Sofia", "date": "2023-06-14", "status": "held"}),
    ("The 4th session of the Nigeria-South Africa Bi-National Commission was held in Cape Town on June 6.",
     {"ordinal": 4, "place": "Cape Town", "date": "2023-06-06"}),
    ("The first meeting of the Romania-Moldova joint working group on energy took place online on June 8.",
     {"ordinal": 1, "format": "videoconference", "date": "2023-06-08"}),
]  # fmt: skip


@pytest.mark.parametrize(("text", "fields"), ONE, ids=[text[:60] for text, _ in ONE])
def test_one_meeting(text: str, fields: dict[str, Any]) -> None:
    agrees(the_meeting(text), fields)


#: Several meetings in one text, in order: number, status, date.
SEVERAL: list[tuple[str, list[tuple[int | None, str, str | None]]]] = [
    ("The 9th session of the Kenyan-Ethiopian Joint Commission was held in Nairobi on June 6. "
     "The next session will be held in Addis Ababa in 2024.",
     [(9, "held", "2023-06-06"), (None, "planned", "2024")]),
    ("The 5th session of the Serbian-Tunisian Joint Commission was held in Belgrade on May 30. "
     "The 6th session will take place in Tunis next year.",
     [(5, "held", "2023-05-30"), (6, "planned", "2024")]),
    ("The 7th session of the Indonesia-Jordan Joint Committee was held in Amman on June 3. "
     "The previous session was held in Jakarta in 2019.",
     [(7, "held", "2023-06-03"), (None, "held", "2019")]),
    # --- sessions told by number or turn alone
    ("The 5th session of the Serbian-Tunisian Joint Commission was held in Belgrade on May 30. "
     "The previous one took place in Tunis in March 2020. The sixth will be held in Tunis in 2025.",
     [(5, "held", "2023-05-30"), (None, "held", "2020-03"), (6, "planned", "2025")]),
    ("The second session of the Ghana-Togo Joint Commission was held in Accra on June 6, "
     "while the third one will be hosted by Togo in 2024.",
     [(2, "held", "2023-06-06"), (3, "planned", "2024")]),
    # --- meetings of officials beside the session
    ("The 11th session of the Chile-Peru Joint Commission was held in Lima on June 7. "
     "It was preceded by a senior officials' meeting on June 5 and 6.",
     [(11, "held", "2023-06-07"), (None, "held", "2023-06-05/2023-06-06")]),
    ("The 3rd session of the Omani-Jordanian Joint Committee was held in Muscat on June 7. "
     "The preparatory meeting at the ministerial level was held on June 6.",
     [(3, "held", "2023-06-07"), (None, "held", "2023-06-06")]),
    # --- guests received, also told of by office only, on the day told before
    ("The 9th session of the Kenyan-Ethiopian Joint Commission was held in Nairobi on June 6. "
     "On the same day, Kenyan President Juma Otieno received Ethiopian Foreign Minister Abebe Tadesse.",
     [(9, "held", "2023-06-06"), (None, "held", "2023-06-06")]),
    # --- visits, and what is to be held within them
    ("Foreign Minister Ivan Horvat of Croatia will pay a visit to Kuwait next month. "
     "The second session of the Croatian-Kuwaiti Joint Commission will be held within the framework of the visit.",
     [(None, "planned", "2023-07"), (2, "planned", "2023-07")]),
    ("Uganda's President Moses Okello arrived in Nairobi on Tuesday. "
     "He will hold talks with Kenyan President Juma Otieno on Thursday.",
     [(None, "held", "2023-06-13"), (None, "planned", "2023-06-15")]),
    # --- another body's session of the same number
    ("The second meeting of the Greek-Armenian Joint Planning Group was held in Athens on June 2. "
     "The second session of the Greek-Armenian Joint Commission will be held in Yerevan in October.",
     [(2, "held", "2023-06-02"), (2, "planned", "2023-10")]),
]  # fmt: skip


#: What two persons or more took part in, and who they are where an office alone tells it.
WHO: list[tuple[str, str, tuple[str, ...]]] = [
    ("Norwegian Trade Minister Kari Solberg came to Hanoi. The Norwegian minister was received by Vietnamese "
     "Prime Minister Tran Van Minh on Monday.", "talks", ("Tran Van Minh", "Kari Solberg")),
    ("The visit of the Norwegian minister to Vietnam takes place from June 12 to 15. "
     "Norwegian Trade Minister Kari Solberg leads Norwegian-Vietnamese trade policy.", "visit", ("Kari Solberg",)),
    ("Finland's Trade Minister Anna Korhonen and her Estonian counterpart Mart Tamm met via videoconference on Friday.",
     "talks", ("Anna Korhonen", "Mart Tamm")),
    ("Chilean Minister Ana Lopez held talks by telephone with Peruvian Foreign Minister Luis Rojas on June 8.",
     "talks", ("Ana Lopez", "Luis Rojas")),
    ("Georgian-Slovak trade grew. A Georgian delegation led by Levan Beridze, chairman of the Georgian Chamber "
     "of Commerce (GCC), paid a visit to Slovakia from Monday to Tuesday.", "visit", ("Levan Beridze",)),
]  # fmt: skip


@pytest.mark.parametrize(("text", "kind", "who"), WHO, ids=[text[:60] for text, _, _ in WHO])
def test_who_met(text: str, kind: str, who: tuple[str, ...]) -> None:
    (meeting,) = meetings(text)
    assert (meeting.kind, meeting.participants) == (kind, who)


@pytest.mark.parametrize(("text", "told"), SEVERAL, ids=[text[:60] for text, _ in SEVERAL])
def test_several_meetings(text: str, told: list[tuple[int | None, str, str | None]]) -> None:
    assert [(m.ordinal, m.status, m.date) for m in meetings(text)] == told


#: Texts that tell of no meeting between two sides.
NONE = [
    "The 20th session of the UN Human Rights Council opened in Geneva on Monday.",
    "The board of directors held its annual meeting in London.",
    "Parliament opened its autumn session on Tuesday. The finance minister presented the budget.",
    "The company's shareholders met in Almaty and approved the annual report.",
    "France beat Croatia at the 21st World Cup in Moscow.",
    "The cabinet meeting was postponed to Thursday because of the storm.",
    "The central bank of Norway kept its rate at its meeting in June.",
    "Kenya and Ethiopia signed two papers. The first will be published and the second one was sent to Nairobi.",
    "The trade union and the employers ended their talks without agreement.",
]


@pytest.mark.parametrize("text", NONE)
def test_no_meeting(text: str) -> None:
    assert meetings(text) == []


def test_the_year_follows_from_the_text_when_no_day_of_publication_is_known() -> None:
    text = (
        "The 9th session of the Kenyan-Ethiopian Joint Commission was held in Nairobi on June 6. "
        "In the first quarter of 2019 trade between Kenya and Ethiopia grew by 5 percent. "
        "The next session will be held in Addis Ababa in 2020."
    )
    held = next(m for m in meetings(text, None) if m.status == "held")
    assert held.date == "2019-06-06"
    assert held.date_rule


def test_no_year_without_an_anchor() -> None:
    (meeting,) = meetings(
        "The 9th session of the Kenyan-Ethiopian Joint Commission was held in Nairobi on June 6.", None
    )
    assert meeting.date is None


def test_a_meeting_told_twice_is_one() -> None:
    text = (
        "The 8th session of the Greek-Armenian Joint Commission was held in Athens. The session was held on June 2. "
        "At the meeting the sides discussed trade."
    )
    agrees(the_meeting(text), {"ordinal": 8, "place": "Athens", "date": "2023-06-02"})


def test_the_quote_is_what_the_text_says() -> None:
    text = (
        "\u200fThe 8th ses\u00adsion of the Greek\u2011Armenian  Joint Commission was held in\u00a0Athens on June 2. 🙂"
    )
    meeting = the_meeting(text)
    assert text[meeting.start : meeting.end] == meeting.quote
    agrees(meeting, {"ordinal": 8, "date": "2023-06-02", "place": "Athens"})


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_sentence_runs_over_the_lines_of_wrapped_copy(end: str) -> None:
    lines = [
        "The 8th session of the Greek-Armenian Joint Commission was held in",
        "Athens on June 2. Trade between Greece and Armenia reached $100",
        "million in 2022, the minister said, adding that both countries had",
        "agreed to open a direct air link.",
    ]
    text = end.join(lines)
    outcome = servanda.read(text, published=_PUBLISHED)
    meeting = next(claim for claim in outcome.result if isinstance(claim, Meeting))
    assert (meeting.place, meeting.date) == ("Athens", "2023-06-02")
    assert text[meeting.start : meeting.end] == meeting.quote


#: Several meetings told in one report, in order of place: number, day, place, state.
MORE: list[tuple[str, list[tuple[int | None, str | None, str | None, str]]]] = [
    ("The 15th meeting of the Serbia-Bulgaria Joint Committee was held in Sofia on June 5. Both sides consented to hold the "
     "16th meeting in Serbia, at a time to be agreed.",
     [(15, "2023-06-05", "Sofia", "held"), (16, None, "Serbia", "planned")]),
    ("The 20th session of the Algerian-Tunisian High Joint Commission was held in Tunis on June 5. The commission had not met "
     "since its 19th session, held in Algiers in December 2016.",
     [(20, "2023-06-05", "Tunis", "held"), (19, "2016-12", "Algiers", "held")]),
    ("The 4th session of the Serbia-Bulgaria Joint Committee was held in Sofia on June 5. The Committee last met in Belgrade "
     "in November 2019.", [(4, "2023-06-05", "Sofia", "held"), (None, "2019-11", "Belgrade", "held")]),
    ("Bulgaria and Serbia spoke of trade. The parties noted the preparations for the 12th session of the Conference of the "
     "Parties, which will be held in Sofia in May.", []),
    ("Bulgaria and Serbia spoke of trade. In December 2022, during the visit of President of Serbia Milos Jovanovic to Sofia, "
     "the two sides said they will sign deals.", [(None, "2022-12", "Sofia", "held")]),
    ("The 5th session of the Ghana-Togo Joint Committee was held at Kofi Mensah Convention Centre in Accra on June 5, a source "
     "said on Wednesday.", [(5, "2023-06-05", "Accra", "held")]),
    ("Ghana and Togo set up the Ghana-Togo Joint Trade Committee (JTC). The maiden session of the JTC would be held in Accra.",
     [(1, None, "Accra", "planned")]),
    ("The 8th session of the Malian-Tunisian Joint Commission was co-chaired in Bamako by Malian Foreign Minister Karim Sana and "
     "his Tunisian counterpart Sami Trabelsi. Mr. Trabelsi was also received on Monday by the Prime Minister, Dr. Omar Kone.",
     [(8, "2023-06", "Bamako", "held"), (None, "2023-06-12", None, "held")]),
    ("The minister told reporters in Sofia on Tuesday that the 4th session of the Serbia-Bulgaria Joint Commission will be held "
     "in Belgrade on 20 June.", [(4, "2023-06-20", "Belgrade", "planned")]),
    ("The inaugural session of the Ghana-Togo Joint Trade Committee was held in Accra on June 5.",
     [(1, "2023-06-05", "Accra", "held")]),
    ("The XI meeting of the Administrative Commission of the Free Trade Agreement between Peru and Chile was held in Lima on "
     "May 10. The XII meeting of the Commission will be held in Santiago during the second half of 2024.",
     [(11, "2023-05-10", "Lima", "held"), (12, "2024-H2", "Santiago", "planned")]),
    ("The Joint Trade Committee (JTC) of Kenya and Uganda was set up in 2001. The 10th JTC was held in Nairobi on 3 May 2023. "
     "The 11th JTC will be held in Kampala in 2024. The 5th ABC was held in Kampala in 2022.",
     [(10, "2023-05-03", "Nairobi", "held"), (11, "2024", "Kampala", "planned")]),
    ("Kenya-Uganda commission to meet in Nairobi in second half of year\n\nThe third meeting of the Kenyan-Ugandan "
     "intergovernmental commission on trade will be held in the second half of the year, the ministry said on Monday.",
     [(3, "2023-H2", "Nairobi", "planned")]),
    ("Trade of Kenya and Uganda is growing. Officials of Kenya and Uganda had met in Nairobi on March 22, 2023. The two countries "
     "concluded the fifth round of their Joint Economic Commission in Kampala on Friday.",
     [(None, "2023-03-22", "Nairobi", "held"), (5, "2023-06-09", "Kampala", "held")]),
    ("Trade between Serbia and Bulgaria is growing. The minister said that Foreign Minister of Bulgaria Petar Iliev would arrive "
     "in Belgrade on 20 June.", [(None, "2023-06-20", "Belgrade", "planned")]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "found"), MORE, ids=[text[:60] for text, _ in MORE])
def test_more_than_one_meeting(text: str, found: list[tuple[int | None, str | None, str | None, str]]) -> None:
    assert [(m.ordinal, m.date, m.place, m.status) for m in meetings(text)] == found


def test_who_chaired_the_committee_chaired_its_session() -> None:
    text = (
        "The 10th meeting of the Serbian-Bulgarian mixed economic committee was held in Sofia, Minister of Economy of Bulgaria "
        "Petar Iliev said. The committee was co-chaired by Iliev and Serbian Minister of Economy Goran Petrovic."
    )
    agrees(the_meeting(text), {"ordinal": 10, "chairs": ("Petar Iliev", "Goran Petrovic")})


def test_who_has_the_chair_under_whom_it_was_held() -> None:
    text = (
        "The fifth session of the Polish-Vietnamese Joint Economic Committee kicked off in Warsaw on Tuesday under the "
        "co-chairmanship of Polish Economy Minister Jan Nowak and Vietnamese Minister of Industry Tran Van Duc."
    )
    agrees(the_meeting(text), {"ordinal": 5, "date": "2023-06-13", "chairs": ("Jan Nowak", "Tran Van Duc")})
