"""Persons: name, office and country as printed, once each, for offices and names from all over."""

from __future__ import annotations

import pytest

from servanda.read.reader import read_in
from servanda.record import Document, Person


def people(text: str) -> list[Person]:
    outcome = read_in(Document(name="t", text=text, sha256="0" * 64), "en")
    assert not [p for p in outcome.problems if p.code in ("rule-failed", "unverified")]
    return [claim for claim in outcome.result if isinstance(claim, Person)]


ONE: list[tuple[str, tuple[str, str | None, str | None]]] = [
    ("Kenyan Deputy Prime Minister Wanjiru Kamau arrived on Monday.", ("Wanjiru Kamau", "Deputy Prime Minister", "KE")),
    ("Minister of Economy of Moldova Elena Rusu said so.", ("Elena Rusu", "Minister of Economy", "MD")),
    ("Elena Rusu, Moldova's Minister of Economy, said so.", ("Elena Rusu", "Minister of Economy", "MD")),
    ("Norway's Foreign Minister Kari Solberg spoke first.", ("Kari Solberg", "Foreign Minister", "NO")),
    ("President Petar Iliev of Bulgaria received the guests.", ("Petar Iliev", "President", "BG")),
    ("Ambassador of Vietnam to Norway Tran Van Minh spoke.", ("Tran Van Minh", "Ambassador to Norway", "VN")),
    ("Saudi Minister of Energy Abdullah bin Faisal al-Rashid attended.",
     ("Abdullah bin Faisal al-Rashid", "Minister of Energy", "SA")),
    ("Uzbek Minister of Investment, Industry and Trade Laziz Karimov said.",
     ("Laziz Karimov", "Minister of Investment, Industry and Trade", "UZ")),
    ("Chairman of the Chamber of Commerce of Georgia Nino Beridze said.", ("Nino Beridze", "Chairman of the Chamber of Commerce", "GE")),
    ("Irish Prime Minister Séamus O'Neill spoke.", ("Séamus O'Neill", "Prime Minister", "IE")),
    ("French Trade Minister Jean-Luc Dubois signed for his side.", ("Jean-Luc Dubois", "Trade Minister", "FR")),
    ("Dutch Minister of Agriculture Pieter van der Berg visited a farm.", ("Pieter van der Berg", "Minister of Agriculture", "NL")),
]  # fmt: skip


@pytest.mark.parametrize(("text", "fields"), ONE, ids=[text[:50] for text, _ in ONE])
def test_one_person(text: str, fields: tuple[str, str | None, str | None]) -> None:
    assert [(claim.name, claim.role, claim.of) for claim in people(text)] == [fields]


@pytest.mark.parametrize(
    "text",
    [
        "The Ministry of Economy of Moldova published its report.",
        "Deputy Prime Ministers of both countries will attend.",
        "The New York Stock Exchange rose on Tuesday.",
        "The road from Ngong to Suswa was closed.",
        "The chairman of the commission opened the meeting.",
    ],
)
def test_no_person(text: str) -> None:
    assert people(text) == []


def test_the_same_person_is_told_once() -> None:
    text = "Kenyan Trade Minister Wanjiru Kamau came. Kamau said trade grew. The minister, Wanjiru Kamau, left."
    assert [claim.name for claim in people(text)] == ["Wanjiru Kamau"]


def test_two_of_one_surname_are_two() -> None:
    text = "Armenian Minister of Economy Hrant Petrosyan came. Ashot Petrosyan, Armenia's trade attaché in Tehran, came too."
    assert [claim.name for claim in people(text)] == ["Hrant Petrosyan", "Ashot Petrosyan"]


def test_two_persons_in_one_sentence() -> None:
    text = (
        "Kyrgyz Economy Minister Daniyar Amangeldiev and Hungarian Foreign Minister Peter Nagy held talks in Budapest."
    )
    assert [(claim.name, claim.of) for claim in people(text)] == [("Daniyar Amangeldiev", "KG"), ("Peter Nagy", "HU")]


@pytest.mark.parametrize("name", ["Wan\u00adjiru Kamau", "Wanjiru\u00a0Kamau", "Wanjiru\u200f Kamau", "Wanjiru  Kamau"])
def test_a_name_with_odd_characters_keeps_its_place(name: str) -> None:
    text = f"🙂 Kenyan Trade Minister {name} came."
    (claim,) = people(text)
    assert claim.name == "Wanjiru Kamau"
    assert text[claim.start : claim.end] == claim.quote
    assert name in claim.quote


def test_an_accent_written_as_a_mark_of_its_own() -> None:
    text = "Polish Trade Minister Jo\u0301zef Wo\u0301jcik came."
    (claim,) = people(text)
    assert claim.name == "Józef Wójcik"
    assert claim.quote.endswith("Wo\u0301jcik")


#: Persons whose country stands elsewhere in the sentence, or follows from the other side.
WHOSE: list[tuple[str, list[tuple[str, str | None]]]] = [
    ("Kenya and Ethiopia held talks. Kenya was represented by Trade Minister Wanjiru Kamau.", [("Wanjiru Kamau", "KE")]),
    ("Poland and Moldova held talks. President Piotr Nowak will pay a visit to Moldova in May.", [("Piotr Nowak", "PL")]),
    ("Prime Minister Bounthong Keo and his Thai counterpart Somsak Chai met in Vientiane. Laos and Thailand agreed.",
     [("Bounthong Keo", "LA"), ("Somsak Chai", "TH")]),
    ("Norwegian Trade Minister Kari Solberg came to Vietnam. The Norwegian minister was received by President Tran Van Minh.",
     [("Kari Solberg", "NO"), ("Tran Van Minh", "VN")]),
    ("The Armenian delegation was led by Deputy Prime Minister Hrant Saryan; the Omani one by Energy Minister Salim Harthy.",
     [("Hrant Saryan", "AM"), ("Salim Harthy", "OM")]),
    ("The co-chairs of the Kenya-Georgia commission - Joseph Mwangi (Kenya) and Levan Beridze (Georgia) - signed it.",
     [("Joseph Mwangi", "KE"), ("Levan Beridze", "GE")]),
    ("Tunisia and Slovakia met. The co-chairs, Leila Haddad of Tunisia and Jan Horvat of Slovakia, spoke to the press.",
     [("Leila Haddad", "TN"), ("Jan Horvat", "SK")]),
    ("The Turkmen part was led by Deputy Premier A.Orazov, the Tajik part by Deputy Premier I. Rahimov.",
     [("A.Orazov", "TM"), ("I. Rahimov", "TJ")]),
    ("Lao PM Bounthong Keo met Thai Prime Minister Somsak Chai at 5 PM in Bangkok.",
     [("Bounthong Keo", "LA"), ("Somsak Chai", "TH")]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "told"), WHOSE, ids=[text[:50] for text, _ in WHOSE])
def test_whose_office_it_is(text: str, told: list[tuple[str, str | None]]) -> None:
    assert [(claim.name, claim.of) for claim in people(text)] == told


#: Delegations told one after the other, and two men each with the country of his side.
SIDES: list[tuple[str, list[tuple[str, str | None]]]] = [
    ("The Kenyan side was headed by Minister Joseph Mwangi, the Ugandan side by Minister Ruth Nankya.",
     [("Joseph Mwangi", "KE"), ("Ruth Nankya", "UG")]),
    ("The Chilean side was led by Deputy Minister Rodrigo Fuentes, and the Peruvian part - by Deputy Minister Luis Paredes.",
     [("Rodrigo Fuentes", "CL"), ("Luis Paredes", "PE")]),
    ("The delegation of Georgia was headed by Deputy Minister Nino Beridze, the Armenian delegation - by Minister Vahan Petrosyan.",
     [("Nino Beridze", "GE"), ("Vahan Petrosyan", "AM")]),
    ("On the Kazakh side, the meeting was chaired by Deputy Premier Aidar Bekov, on the Georgian side - by his counterpart "
     "Levan Maisuradze.", [("Aidar Bekov", "KZ"), ("Levan Maisuradze", "GE")]),
    ("Foreign Minister Kofi Mensah on behalf of Ghana and Minister of Trade Awa Diallo on behalf of Senegal signed it.",
     [("Kofi Mensah", "GH"), ("Awa Diallo", "SN")]),
    ("President Petar Iliev and his counterpart from Serbia, Milos Jovanovic, met in Sofia on Monday.",
     [("Petar Iliev", "BG"), ("Milos Jovanovic", "RS")]),
    ("Kenya's Minister for Trade, Hon. Joseph Mwangi, met Uganda's Minister of Energy, Hon. Dr. Ruth Nankya.",
     [("Joseph Mwangi", "KE"), ("Ruth Nankya", "UG")]),
    ("Ms. Leila M. Haddad, Economic Adviser, Ministry of Trade of Tunisia, and Economy Minister Jan Horvat of Slovakia met.",
     [("Leila M. Haddad", "TN"), ("Jan Horvat", "SK")]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "found"), SIDES, ids=[text[:50] for text, _ in SIDES])
def test_each_is_of_his_own_side(text: str, found: list[tuple[str, str | None]]) -> None:
    assert [(claim.name, claim.of) for claim in people(text)] == found
