"""Clauses that end in their verb: what general tools get wrong in them, and what hangs on cases."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from servanda.read.reader import read_in
from servanda.record import Claim, Commitment, Document, Event, Figure, Instrument, Meeting, Person

_PAIR = "Azərbaycan və Rusiya arasında əməkdaşlıq genişlənir. "


def read(text: str, published: str = "2024-05-20", before: str = _PAIR) -> tuple[Claim, ...]:
    document = Document(name="t", text=before + text, sha256="0" * 64, published=dt.date.fromisoformat(published))
    outcome = read_in(document, "az")
    assert not outcome.problems
    return outcome.result


def only(kind: type[Claim], text: str, published: str = "2024-05-20", before: str = _PAIR) -> list[Claim]:
    return [claim for claim in read(text, published, before) if isinstance(claim, kind)]


@pytest.mark.parametrize(
    ("text", "name", "role", "of"),
    [
        ("Rusiya Baş nazirinin müavini Aleksey Karpovun çıxışı olub.", "Aleksey Karpov", "Deputy Prime Minister", "RU"),
        ("Xarici işlər naziri Elçin Bayramlının sözlərinə görə, iş gedir.", "Elçin Bayramlı", "Foreign Minister", "AZ"),
        (
            "Gürcüstanın energetika nazirinin müavini Levan Bekov gəlib.",
            "Levan Bekov",
            "Deputy Minister of Energy",
            "GE",
        ),
        (
            "Dövlət Gömrük Komitəsinin sədri Anar Əlizadə danışıb.",
            "Anar Əlizadə",
            "Chairman of the State Customs Committee",
            "AZ",
        ),
    ],
)
def test_names_are_told_in_the_nominative_and_offices_in_english(text: str, name: str, role: str, of: str) -> None:
    (person,) = only(Person, text)
    assert isinstance(person, Person)
    assert (person.name, person.role, person.of) == (name, role, of)


def test_an_ordinal_is_no_date_and_the_session_has_its_town() -> None:
    (meeting,) = only(
        Meeting,
        "Mayın 17-də Bakıda Azərbaycan-Rusiya Hökumətlərarası Komissiyasının 22-ci iclası keçirilib.",
        before="",
    )
    assert isinstance(meeting, Meeting)
    assert (meeting.ordinal, meeting.date, meeting.place, meeting.status) == (22, "2024-05-17", "Baku", "held")


@pytest.mark.parametrize(
    ("verb", "status", "published"),
    [
        ("keçirilib", "held", "2024-06-05"),
        ("keçiriləcək", "planned", "2024-06-01"),
        ("təxirə salınıb", "postponed", "2024-06-01"),
        ("ləğv edilib", "cancelled", "2024-06-01"),
    ],
)
def test_the_verb_behind_a_session_tells_its_status(verb: str, status: str, published: str) -> None:
    (meeting,) = only(Meeting, f"İyunun 3-də Moskvada Hökumətlərarası Komissiyanın 23-cü iclası {verb}.", published)
    assert isinstance(meeting, Meeting)
    assert meeting.status == status


def test_percents_are_no_days_and_growth_is_bound_to_its_level() -> None:
    (figure,) = only(Figure, "Ticarət dövriyyəsi 2023-cü ildə 17,5 faiz artaraq 4,4 milyard ABŞ dolları təşkil edib.")
    assert isinstance(figure, Figure)
    assert figure.change is not None
    assert (figure.value, figure.period, figure.change.percent) == (Decimal(4_400_000_000), "2023", Decimal("17.5"))


def test_a_factor_is_a_factor() -> None:
    (figure,) = only(Figure, "Ötən ilin ilk 6 ayında ticarət dövriyyəsi 1,5 dəfə artıb.")
    assert isinstance(figure, Figure)
    assert figure.change is not None
    assert (figure.change.factor, figure.period) == (Decimal("1.5"), "2023-01/2023-06")


def test_cases_tell_the_direction_of_flows() -> None:
    exports, imports = only(
        Figure, "Rusiyanın Azərbaycana ixracı 3,1 milyard dollar, idxalı isə 4,8 milyard dollar olub."
    )
    assert isinstance(exports, Figure)
    assert isinstance(imports, Figure)
    assert (exports.indicator, exports.source, exports.target) == ("exports", "RU", "AZ")
    assert (imports.indicator, imports.source, imports.target) == ("imports", "AZ", "RU")


def test_a_paper_is_dated_by_the_participle_before_it() -> None:
    (paper,) = only(Instrument, "2022-ci il fevralın 22-də imzalanmış Müttəfiqlik haqqında Bəyannamə icra olunur.")
    assert isinstance(paper, Instrument)
    assert (paper.kind, paper.status, paper.date) == ("declaration", "signed", "2022-02-22")


@pytest.mark.parametrize(
    ("text", "status", "strength"),
    [
        ("Tərəflər gömrük postlarını yeniləmək barədə razılığa gəliblər.", "agreed", "agreed"),
        ("Rusiya tərəfi Bakıda ticarət evi açmağı təklif edib.", "proposed", "proposed"),
        ("Bakıda birgə zavodun yaradılması nəzərdə tutulur.", "planned", "planned"),
    ],
)
def test_the_verb_of_promising_stands_behind_its_act(text: str, status: str, strength: str) -> None:
    (commitment,) = only(Commitment, text)
    assert isinstance(commitment, Commitment)
    assert (commitment.status, commitment.strength) == (status, strength)


@pytest.mark.parametrize(
    "text",
    [
        "Tərəflər əməkdaşlığı müzakirə ediblər.",
        "Əlaqələrin inkişafı vurğulanıb.",
        "İclasda iqlim məsələləri nəzərdən keçirilib.",
    ],
)
def test_talk_and_praise_are_no_promises(text: str) -> None:
    assert only(Commitment, text) == []


def test_a_forum_to_come_has_its_day_and_town() -> None:
    (event,) = only(Event, "İyunun 12-də Moskvada Azərbaycan-Rusiya biznes-forumu keçiriləcək.")
    assert isinstance(event, Event)
    assert (event.date, event.place, event.status) == ("2024-06-12", "Moscow", "planned")


def test_letters_of_other_keyboards_are_read_alike() -> None:
    """The schwa of Cyrillic keyboards, and none at all."""
    for text in ("Ticarәt dövriyyәsi 5 milyon dollar tәşkil edib.", "Ticaret dovriyyesi 5 milyon dollar teskil edib."):
        (figure,) = only(Figure, text)
        assert isinstance(figure, Figure)
        assert figure.indicator == "trade turnover"


def test_a_country_told_once_holds_for_the_whole_list_of_its_men() -> None:
    people = only(
        Person,
        "Rusiyanın maliyyə naziri Anton Belov, energetika naziri Pavel Karpov və Azərbaycanın elm naziri Anar Əlizadə gəlib.",
    )
    assert [(p.name, p.of) for p in people if isinstance(p, Person)] == [
        ("Anton Belov", "RU"),
        ("Pavel Karpov", "RU"),
        ("Anar Əlizadə", "AZ"),
    ]


def test_an_office_that_visits_the_home_country_is_of_the_other() -> None:
    (person,) = only(Person, "Prezident Anton Belovun Azərbaycana rəsmi səfəri iyunda gözlənilir.")
    (visit,) = only(Meeting, "Prezident Anton Belovun Azərbaycana rəsmi səfəri iyunda gözlənilir.")
    assert isinstance(person, Person)
    assert isinstance(visit, Meeting)
    assert person.of == "RU"
    assert (visit.kind, visit.place, visit.date, visit.status) == ("visit", "Azerbaijan", "2024-06", "planned")


@pytest.mark.parametrize(
    "text",
    [
        "Yeni dəhliz ticarət əlaqələrinin inkişafına təkan verəcək.",
        "Tərəflər limanın tikintisinə dair saziş üzərində razılığa gəliblər.",
    ],
)
def test_what_things_do_and_what_a_paper_is_of_are_no_promises(text: str) -> None:
    assert only(Commitment, text) == []
