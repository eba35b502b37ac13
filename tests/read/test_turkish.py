"""Turkish reports: what general tools get wrong, and what the dotted letters do to offsets."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from servanda.quantities import quantities
from servanda.read.reader import read_in
from servanda.record import Claim, Commitment, Document, Figure, Instrument, Meeting, Person
from servanda.times import times

_SETTING = "Türkiye-Azerbaycan Karma Ekonomik Komisyonu (KEK) 12. Dönem Toplantısı Bakü'de yapıldı. "


def claims(text: str, day: str = "2025-12-22") -> list[Claim]:
    document = Document(name="haber", text=text, sha256="0" * 64, published=dt.date.fromisoformat(day))
    outcome = read_in(document, "tr")
    assert outcome.problems == ()
    assert all(text[claim.start : claim.end] == claim.quote for claim in outcome.result)
    return list(outcome.result)


def figures(text: str) -> list[Figure]:
    return [claim for claim in claims(_SETTING + text) if isinstance(claim, Figure)]


def test_the_number_of_a_session_is_no_day() -> None:
    (meeting,) = claims(_SETTING)
    assert isinstance(meeting, Meeting)
    assert (meeting.ordinal, meeting.kind, meeting.place, meeting.status) == (12, "session", "Baku", "held")
    assert [t.text for t in times("12. Dönem Toplantısı", language="tr")] == []


@pytest.mark.parametrize("text", ["yüzde 54,8", "%54,8", "yüzde 17,5"])
def test_a_percentage_is_neither_year_nor_day(text: str) -> None:
    assert [t.text for t in times(f"Ticaret {text} arttı", language="tr")] == []
    (found,) = quantities(f"Ticaret {text} arttı", "tr")
    assert (found.text, found.unit, found.change) == (text, "%", "up")


def test_exports_and_imports_share_a_verb() -> None:
    told = figures("Türkiye'nin Azerbaycan'a ihracatı 3,1 milyar doları, ithalatı ise 4,8 milyar doları buldu.")
    assert [(f.indicator, f.value, f.source, f.target) for f in told] == [
        ("exports", Decimal(3_100_000_000), "TR", "AZ"),
        ("imports", Decimal(4_800_000_000), "AZ", "TR"),
    ]


def test_growth_is_bound_to_its_level_and_period() -> None:
    (told,) = figures(
        "İki ülke arasındaki ticaret hacmi geçen yılın ilk dokuz ayında yüzde 14,4 artarak 2,9 milyar dolara ulaştı."
    )
    assert told.change is not None
    assert (told.value, told.period, told.change.percent) == (
        Decimal(2_900_000_000),
        "2024-01/2024-09",
        Decimal("14.4"),
    )


def test_a_multiple_is_a_factor() -> None:
    (told,) = figures("Ticaret hacmi 1,5 kat arttı.")
    assert told.change is not None
    assert (told.value, told.change.factor) == (None, Decimal("1.5"))


@pytest.mark.parametrize(
    ("text", "qualifier"),
    [
        ("Ticaret hacmi 7 milyar doları aştı.", ">"),
        ("Ticaret hacmi 7 milyar doların üzerinde.", ">"),
        ("Ticaret hacmi 7 milyar dolara yaklaştı.", "~"),
        ("Ticaret hacminin 7 milyar dolara çıkarılması hedefleniyor.", "target"),
        ("Ticaret hacmi 7 milyar dolara ulaştı.", "="),
    ],
)
def test_what_bounds_a_sum_stands_behind_it(text: str, qualifier: str) -> None:
    (told,) = figures(text)
    assert (told.value, told.qualifier) == (Decimal(7_000_000_000), qualifier)


def test_names_lose_the_ending_of_their_case_and_keep_their_letters() -> None:
    text = "Ticaret Bakanı Ömer Tezcan, Türkiye'nin önerisiyle Irak Ticaret Bakanı İsmail Irmaklı'nın daveti üzerine İLHAM Otel'de konuştu."
    people = {claim.name: (claim.role, claim.of) for claim in claims(text) if isinstance(claim, Person)}
    assert people == {"Ömer Tezcan": ("Trade Minister", "TR"), "İsmail Irmaklı": ("Trade Minister", "IQ")}


def test_papers_tell_how_far_they_have_come() -> None:
    text = _SETTING + (
        "Toplantının ardından 12. Dönem KEK Protokolü imzalandı. Serbest Ticaret Anlaşması'nın gelecek yıl imzalanması planlanıyor. "
        "Taraflar, 2008'de yürürlüğe giren Gümrük İşbirliği Anlaşması'nı görüştü."
    )
    papers = [(c.kind, c.status) for c in claims(text) if isinstance(c, Instrument)]
    assert papers == [("protocol", "signed"), ("agreement", "in preparation"), ("agreement", "in force")]


def test_acts_stand_before_what_makes_them_promises() -> None:
    text = _SETTING + (
        "Taraflar, sınırda ortak lojistik merkezi kurulması konusunda mutabık kaldı. Bakü'de yeni bir hastane inşa edilmesi planlanıyor. "
        "Taraflar dostluk ilişkilerini değerlendirdi."
    )
    acts = [(c.status, c.strength) for c in claims(text) if isinstance(c, Commitment)]
    assert acts == [("agreed", "agreed"), ("planned", "planned")]


def test_sport_and_weather_tell_of_no_dealings() -> None:
    text = (
        "Süper Lig'in 8. haftasında Akçay, deplasmanda Dereköy'ü 3-1 mağlup etti. Takımlar gelecek hafta İzmir'de karşılaşacak.\n\n"
        "Hafta sonu yağış bekleniyor. Belediye yeni bir park açacağını duyurdu.\n"
    )
    assert [claim for claim in claims(text) if isinstance(claim, (Meeting, Instrument, Commitment))] == []
