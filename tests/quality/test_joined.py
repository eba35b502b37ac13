"""The record of real reports on many pairs of countries: what is joined there was looked at, and stays so.

A report seldom tells one thing twice, so what is joined within a report is the likeliest to be wrong.
"""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest

from servanda.resolve import Instrument, Meeting, Person, Record, Session, Undertaking
from told import from_facts

REPORTS = [json.loads(line) for line in (Path(__file__).parent / "reports.jsonl").read_text("utf-8").splitlines()]
#: Persons whom reports spell in several ways; every one of them is one.
SPELLED = {
    frozenset(names)
    for names in (
        ("Sergei Lavrov", "Sergey Lavrov"), ("Péter Szijjártó", "Peter Szijjarto"), ("Alexei Overchuk", "Alexey Overchuk", "Aleksey Overçuk"),
        ("Emmerson D. Mnangagwa", "Emmerson Mnangagwa"), ("Yoweri Kaguta Museveni", "Yoweri Museveni"),
        ("Ali Sabry", "M. U. M. Ali Sabry"), ("Cevdet Yılmaz", "Cevdet Yilmaz"), ("Sadyr Japarov", "Sadyr Zhaparov", "Sadır Caparov", "Sadır Japarov"),
        ("Yarub Qudah", "Yarub Al-Qudah"), ("Jamshid Khodjaev", "Jamshid Khodjayev"), ("Enrique A. Manalo", "Enrique Manalo"),
        ("Ferdinand R. Marcos Jr.", "Ferdinand Romualdez Marcos Jr."), ("Aleksandar Vučić", "Aleksandar Vucic"),
        ("Alexander Lukashenko", "Aleksandr Lukashenko"), ("Khawaja Asif", "Khawaja Muhammad Asif"), ("Bùi Thanh Sơn", "Bui Thanh Son"),
        ("Retno Marsudi", "Retno L.P. Marsudi"), ("Karamoko Jean-Marie Traoré", "Karamoko Jean Marie Traoré"),
        # letters and sounds of Azerbaijani and Turkish
        ("Adylbek Kasymaliev", "Adılbek Kasımaliyev"), ("Alexander Novak", "Aleksandr Novak"), ("Ali Asadov", "Əli Əsədov"),
        ("Fatih Donmez", "Fatih Dönmez"), ("Ilham Aliyev", "İlham Əliyev"), ("Irakli Garibashvili", "İrakli Qaribaşvili"),
        ("Laziz Kudratov", "Ləziz Kudratov"), ("Mahmoud Vaezi", "Mahmud Vaezi"), ("Mikayil Jabbarov", "Mikayıl Cabbarov"),
        ("Qais bin Mohammed Al Yousef", "Qais Mohammed Al Yousef"), ("Recep Tayyip Erdoğan", "Recep Tayyip Erdogan"),
        ("Samir Sharifov", "Samir Şərifov"), ("Shahbaz Sharif", "Shehbaz Sharif", "Şahbaz Şərif"), ("Shahin Mustafayev", "Şahin Mustafayev"),
        ("Shavkat Mirziyoyev", "Şavkat Mirziyoyev"), ("Viktor Orbán", "Viktor Orban"), ("Ömer Bolat", "Ömər Bolat"),
    )
}  # fmt: skip


@pytest.fixture(scope="module")
def record() -> Record:
    """The record of all of them."""
    return Record(from_facts(told, number)[0] for number, told in enumerate(REPORTS))


def test_persons_are_joined_across_spellings_and_nobody_with_another(record: Record) -> None:
    assert {frozenset(p.names) for p in record.of(Person) if len(p.names) > 1} == SPELLED
    assert all(len(p.countries) <= 1 for p in record.of(Person))


def test_no_session_is_awaited_after_it_was_held(record: Record) -> None:
    for session in record.of(Session):
        held = [s for s in session.statements if s.claim.status == "held"]
        later = [s for s in session.statements if s.claim.status != "held" and held and s.said >= held[0].said]
        assert not [s for s in later if s.source.document == held[0].source.document], session.id
        assert len({s.claim.ordinal for s in session.statements} - {None}) <= 1


#: How many things hold two statements of one report, at most; each of them was looked at and is one thing told twice.
TWICE = {Session: 6, Meeting: 2, Instrument: 9, Undertaking: 3}


@pytest.mark.parametrize("kind", TWICE)
def test_little_is_joined_within_one_report(record: Record, kind: type[Session]) -> None:
    twice = []
    for entity in record.of(kind):
        most = max(Counter(s.source.document for s in entity.statements).values())
        if most > 1:
            twice.append((entity.id, entity.names))
    assert len(twice) <= TWICE[kind], twice
