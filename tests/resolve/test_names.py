"""Names of persons: which may be one, which not, why, and the keys that bring them together."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from servanda.resolve.names import name_keys, same_name
from servanda.resolve.names.matchers import NAMES, WORDS

SAME = [
    ("Оверчука", "Overchuk"),
    ("Overçuk", "Overchuk"),
    ("Overçuku", "Overchuk"),
    ("Алексея Оверчука", "Aleksey Overchuk"),
    ("Aleksey Overçuk", "Alexei Overchuk"),
    ("Alexey Overchuk", "Алексей Оверчук"),
    ("A. Overchuk", "Aleksey Overchuk"),
    ("A.Overchuk", "Алексей Оверчук"),
    ("Overchuk A.V.", "Aleksey Overchuk"),
    ("OVERCHUK Aleksey", "Aleksey Overchuk"),
    ("Overchuk, Aleksey", "Aleksey Overchuk"),
    ("Джейхун", "Ceyhun"),
    ("Jeyhun", "Ceyhun"),
    ("Ceyhun Bayramovun", "Jeyhun Bayramov"),
    ("Bayramovun", "Bayramov"),
    ("C. Bayramov", "Jeyhun Bayramov"),
    ("Дж. Байрамов", "Ceyhun Bayramov"),
    ("Şahin Mustafayev", "Шахином Мустафаевым"),
    ("Дмитрий Вольвач", "Dmitry Volvach"),
    ("Руслан Мирсаяпов", "Ruslan Mirsayapov"),
    ("İlham Əliyev", "Ильхам Алиев"),
    ("Ilham Heydər oğlu Əliyev", "Ильхам Гейдарович Алиев"),
    ("Əli Əsədov", "Али Асадов"),
    ("Mikayıl Cabbarov", "Микаил Джаббаров"),
    ("Hüseyn Hüseynov", "Гусейн Гусейнов"),
    ("Məmmədov", "Мамедов"),
    ("Recep Tayyip Erdoğan", "Реджеп Тайип Эрдоган"),
    ("Қасым-Жомарт Тоқаев", "Kassym-Jomart Tokayev"),
    ("Serdar Berdimuhamedow", "Сердар Бердымухамедов"),
    ("Sergey Lavrov'un", "Сергей Лавров"),
    ("Volodymyr Zelenskyy", "Владимир Зеленский"),
    ("Sergey Viktorovich Lavrov", "Sergey Lavrov"),
    ("Mr. Rami Makhlouf", "Rami Makhlouf"),
    ("Abd al-Aziz al-Nuristani", "Abdulaziz Nuristani"),
    ("Usama bin Ladin", "Osama bin Ladin"),
    ("J.-C. Juncker", "Jean-Claude Juncker"),
    ("Kim Jongun", "Kim Jong-un"),
    ("R. Ma Khlouf", "Rami Makhlouf"),
    ("Phuc Nguyen Xuan", "Nguyễn Xuân Phúc"),
    ("Си Цзиньпин", "Xi Jinping"),
    ("习近平", "Xi Jinping"),
    ("Marine Le Pen", "Ле Пен Марин"),
    ("Rəşad bəy Nəbiyev", "Rashad Nabiyev"),
    ("Y Trutnev", "Юрий Трутнев"),
    ("Ben Netanyahu", "Benjamin Netanyahu"),
    ("Vincent van Gogh", "van Gogh Vincent"),
    ("Karl von der Heide", "Карл фон дер Хайде"),
]
DIFFERENT = [
    ("Rahman Mustafayev", "Shahin Mustafayev"),
    ("Rəhman Mustafayev", "Шахин Мустафаев"),
    ("S. Mustafayev", "Rahman Mustafayev"),
    ("Lavrov", "Lavrova"),
    ("S. Lavrov", "S. Lavrova"),
    ("Aleksandr Lavrov", "Aleksandra Lavrova"),
    ("John Smith Jr.", "John Smith Sr."),
    ("Sergey Viktorovich Lavrov", "Sergey Borisovich Lavrov"),
    ("Salman bin Muhammad al-Rawi", "Muhammad bin Salman al-Rawi"),
    ("Hans O. Friedrich", "Hans Joachim Friedrich"),
    ("Ahmad Ibrahim", "Anwar Ibrahim"),
    ("Le Minh Hung", "Pham Minh Hung"),
    ("John Major", "John Smith"),
    ("Heydar Aliyev", "Ilham Heydar oglu Aliyev"),
    ("Igor Deripaska", "Oleg Deripaska"),
    ("Aleksey Overchuk", "Ilham Aliyev"),
]
UNSURE = [
    ("Overchuk", "Aleksey Overchuk"),
    ("John Smith Jr.", "John Smith"),
    ("Александр Лавров", "Александра Лаврова"),
    ("А. Лавров", "А. Лаврова"),
    ("Le Pen", "Marine Le Pen"),
    ("Ivan Sultanov", "John Sultanov"),
    ("Vladimir Pulin", "Vladimir Putin"),
    ("", "Aleksey Overchuk"),
    ("", ""),
]

NAMES_OF_ALL = sorted({name for pair in (*SAME, *DIFFERENT, *UNSURE) for name in pair})
ANY = st.one_of(st.sampled_from(NAMES_OF_ALL), st.text(max_size=40))


@pytest.mark.parametrize(
    ("verdict", "one", "other"),
    [
        (verdict, *pair)
        for verdict, pairs in (("same", SAME), ("different", DIFFERENT), ("unsure", UNSURE))
        for pair in pairs
    ],
)
def test_verdicts(verdict: str, one: str, other: str) -> None:
    found = same_name(one, other)
    assert found.verdict == verdict, found


@settings(deadline=None)
@given(ANY, ANY)
def test_which_comes_first_does_not_matter(one: str, other: str) -> None:
    found, turned = same_name(one, other), same_name(other, one)
    assert (found.score, found.verdict) == (turned.score, turned.verdict)
    assert sorted((r.name, r.weight) for r in found.reasons) == sorted((r.name, r.weight) for r in turned.reasons)
    assert 0 <= found.score <= 1


@settings(deadline=None)
@given(ANY)
def test_a_name_is_the_same_as_itself(name: str) -> None:
    assert same_name(name, name).verdict == ("same" if name_keys(name) else "unsure")


@settings(deadline=None)
@given(ANY, ANY)
def test_the_score_is_what_the_reasons_sum_up_to(one: str, other: str) -> None:
    found = same_name(one, other)
    assert found.score == pytest.approx(1 / (1 + 2 ** -sum(reason.weight for reason in found.reasons)), abs=0.001)


@settings(deadline=None)
@given(ANY, ANY)
def test_the_same_share_a_key(one: str, other: str) -> None:
    if same_name(one, other).verdict == "same":
        assert name_keys(one) & name_keys(other)


def test_every_name_that_may_be_the_same_shares_a_key() -> None:
    assert [pair for pair in SAME if not name_keys(pair[0]) & name_keys(pair[1])] == []


def test_what_is_no_name_does_no_harm() -> None:
    assert same_name("x" * 10_000_000, "y " * 1_000_000).verdict == "different"


def test_matchers_say_what_they_do() -> None:
    assert all(matcher.applies.__doc__ for matcher in WORDS)
    assert all(asked.__doc__ for _, asked in NAMES)
    assert len({matcher.name for matcher in WORDS} | {name for name, _ in NAMES}) == len(WORDS) + len(NAMES)
