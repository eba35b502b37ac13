"""What general tools get wrong in Russian, and Russian reports read into the same claims as English ones."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest

from servanda import quantities, times
from servanda.read import read_document
from servanda.read.english import glossary, spelling
from servanda.record import Claim, Commitment, Document, Figure, Instrument, Meeting, Person

_DAY = dt.date(2025, 4, 22)


def document(text: str) -> Document:
    return Document(name="t.txt", text=text, sha256="0" * 64, language="ru", published=_DAY)


def claims(text: str, kind: type[Claim]) -> list[Any]:
    outcome = read_document(document(f"Казахстан и Грузия. {text}"))
    assert not outcome.problems
    return [claim for claim in outcome.result if isinstance(claim, kind)]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("прошло 21-е заседание комиссии", []),
        ("доля составила 54,8%", []),
        ("вырос на 17,5 процента", []),
        ("с 12 января по 30 апреля 2022 года", ["2022-01-12/2022-04-30"]),
        ("в ноябре 2022 года", ["2022-11"]),
        ("за девять месяцев прошлого года", ["2024-01/2024-09"]),
        ("в первом полугодии 2024 года", ["2024-H1"]),
        ("во вторник, 26 апреля 2022 года", ["2022-04-26"]),
        ("к концу 2026 года", ["2026"]),
        ("до 2030 года", ["../2030"]),
    ],
)
def test_dates_and_what_is_none(text: str, values: list[str]) -> None:
    found = times(text, published=_DAY, language="ru")
    assert [str(time.when.value) for time in found if time.when is not None] == values


@pytest.mark.parametrize(
    ("text", "value", "unit", "qualifier"),
    [
        ("2,9 млрд долларов США", "2900000000", "USD", "="),
        ("полтора миллиарда рублей", "1500000000", "RUB", "="),
        ("увеличился в 1,5 раза", "1.5", "times", "="),
        ("более чем на 15%", "15", "%", ">"),
        ("1 300 компаний", "1300", "компаний", "="),
        ("двадцать пять регионов", "25", "регионов", "="),
    ],
)
def test_amounts(text: str, value: str, unit: str, qualifier: str) -> None:
    found = [(m.value, m.unit, m.qualifier) for m in quantities(text, language="ru")]
    assert found == [(Decimal(value), unit, qualifier)]


def test_a_fall_and_a_growth_each_keep_their_own_year() -> None:
    told = "Товарооборот Казахстана и Грузии за первый квартал 2025 года снизился на 3% после роста на 19% в 2024 году."
    found = [(f.change.percent, f.change.direction, f.period) for f in claims(told, Figure) if f.change]
    assert [(str(percent), direction, period) for percent, direction, period in found] == [
        ("3", "down", "2025-Q1"),
        ("19", "up", "2024"),
    ]


def test_directions_of_trade() -> None:
    told = "В 2024 году экспорт Казахстана в Грузию составил 80 млн долларов, импорт из Грузии – 45 млн долларов."
    assert [(f.indicator, f.source, f.target) for f in claims(told, Figure)] == [
        ("exports", "KZ", "GE"),
        ("imports", "GE", "KZ"),
    ]


def test_planned_held_and_put_off_are_told_apart() -> None:
    told = (
        "Третье заседание межправительственной комиссии Казахстана и Грузии прошло 3 марта 2025 года в Тбилиси. "
        "Четвертое заседание комиссии состоится в Астане в 2026 году."
    )
    assert [(m.ordinal, m.status, m.place) for m in claims(told, Meeting)] == [
        (3, "held", "Tbilisi"),
        (4, "planned", "Astana"),
    ]


def test_promises_by_the_strength_of_their_wording() -> None:
    told = (
        "Стороны договорились построить терминал в Поти. Грузия готова поставить Казахстану 200 вагонов. "
        "Казахстан предложил открыть паромную линию."
    )
    assert [(c.status, c.strength, c.who) for c in claims(told, Commitment)] == [
        ("agreed", "agreed", ("KZ", "GE")),
        ("planned", "ready", ("GE",)),
        ("proposed", "proposed", ("KZ",)),
    ]


def test_persons_in_the_nominative_and_in_english() -> None:
    told = (
        "Переговоры вице-премьера Казахстана Серика Ахметова с министром экономики Грузии Нино Беридзе прошли в Астане."
    )
    assert [(p.name, p.role, p.of) for p in claims(told, Person)] == [
        ("Serik Akhmetov", "Deputy Prime Minister", "KZ"),
        ("Nino Beridze", "Minister of economy", "GE"),
    ]


def test_papers_with_titles_in_english() -> None:
    told = "Казахстан и Грузия подписали соглашение о сотрудничестве в сфере туризма и меморандум о взаимопонимании."
    assert [(i.kind, i.status) for i in claims(told, Instrument)] == [
        ("agreement", "signed"),
        ("memorandum", "signed"),
    ]
    assert claims(told, Instrument)[0].title == "agreement on cooperation in the field of tourism"


@pytest.mark.parametrize(
    ("printed", "office", "name"),
    [
        ("Алексея Оверчука", "", "Alexei Overchuk"),
        ("Шахином Мустафаевым", "", "Shahin Mustafayev"),
        ("Марии Захаровой", "", "Maria Zakharova"),
        ("Марата Беридзе", "министра", "Marat Beridze"),
        ("Айдара Бекова", "министра", "Aidar Bekov"),
        ("Айдар Беков", "министр", "Aidar Bekov"),
    ],
)
def test_names_go_back_to_the_nominative(printed: str, office: str, name: str) -> None:
    assert spelling("ru").name(printed, office) == name


def test_the_glossary_tells_all_or_nothing() -> None:
    known = glossary("ru")
    assert known is not None
    assert known.phrase("министерство экономики Азербайджана") == "Ministry of economy of Azerbaijan"
    assert known.phrase("российско-азербайджанский деловой совет") == "Russian-Azerbaijani Business Council"
    assert known.phrase("соглашение о взаимном признании кренделей") is None


@pytest.mark.parametrize(
    "text",
    [
        "Сборная обыграла соперников со счетом 3:1, второй матч пройдет 12 мая.",
        "Полиция задержала двух подозреваемых в краже автомобиля. Возбуждено уголовное дело.",
        "Завтра ожидается дождь, температура понизится на 5 градусов.",
        "Завод увеличил выпуск продукции на 12% и планирует построить новый цех к 2026 году.",
    ],
)
def test_other_news_yields_no_meeting_paper_or_promise(text: str) -> None:
    outcome = read_document(document(text))
    assert not [c for c in outcome.result if isinstance(c, (Meeting, Instrument, Commitment))]
