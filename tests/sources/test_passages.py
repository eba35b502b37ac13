"""Languages by passage."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servanda.sources.paragraphs import paragraphs
from servanda.sources.passages import main_language, passages

EN = "The two sides met in the capital and agreed on a plan for the next year."
RU = "Стороны встретились в столице и согласовали план на следующий год."
AZ = "Tərəflər paytaxtda görüşüb və növbəti il üçün plan barədə razılığa gəliblər."
TR = "Taraflar başkentte bir araya geldi ve gelecek yıl için bir plan üzerinde anlaştı."


def languages(text: str) -> list[str]:
    return [passage.language for passage in passages(text, paragraphs(text))]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (EN, "en"),
        (RU, "ru"),
        (AZ, "az"),
        (TR, "tr"),
        ("Ministers to meet on Tuesday", "en"),
        ("Министры встретятся во вторник", "ru"),
        ("Nazirlər çərşənbə axşamı görüşəcək", "az"),
        ("Le ministre a parlé hier des échanges commerciaux entre les deux pays avec son homologue étranger", "und"),
        ("Сторони зустрілися в столиці й домовилися про спільні дії на наступний рік", "und"),
        ("მინისტრები სამშაბათს დედაქალაქში შეხვდნენ ერთმანეთს", "und"),
        ("12 345 678", "und"),
    ],
)
def test_language_of_one_paragraph(text: str, language: str) -> None:
    assert languages(text) == [language]


def test_a_caption_over_a_text_is_its_own_passage() -> None:
    text = f"{AZ}\n\n{EN}\n\n{EN}"
    found = passages(text, paragraphs(text))
    assert [p.language for p in found] == ["az", "en"]
    assert text[found[1].span.start :].startswith(EN)
    assert main_language(text, found) == "en"


def test_short_paragraphs_join_their_neighbour() -> None:
    assert languages(f"1.\n\n{RU}\n\n* * *\n\n{RU}\n\nOK") == ["ru"]


def test_a_foreign_name_does_not_change_the_language() -> None:
    assert languages("Péter Szijjártó was received by the minister, and the talks went on for two hours.") == ["en"]


def test_undetermined_text_has_no_main_language() -> None:
    assert main_language("12", passages("12", paragraphs("12"))) is None


@given(
    st.lists(st.sampled_from([EN, RU, AZ, TR, "", "1", "§ 5\t—", "\u2028", "\x85"])),
    st.sampled_from(["\n", "\r\n", "\n\n"]),
)
def test_passages_cover_the_text_without_holes(pieces: list[str], separator: str) -> None:
    text = separator.join(pieces)
    found = passages(text, paragraphs(text))
    assert "".join(text[p.span.start : p.span.end] for p in found) == text
    assert all(a.language != b.language for a, b in pairwise(found))
