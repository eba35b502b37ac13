"""One session told in three languages is one session with three sources."""

from __future__ import annotations

from pathlib import Path

from servanda.ledger import Ledger
from servanda.resolve.entities import Person, Session

TOLD = {
    "en.txt": """12 March 2024
ASTANA - The 11th session of the Kazakh-Azerbaijani Intergovernmental Commission on Trade and Economic Cooperation was held in
Astana on 11 March. It was co-chaired by Deputy Prime Minister of Kazakhstan Serik Omarov and Deputy Prime Minister of Azerbaijan
Rashad Mammadov. Trade between Kazakhstan and Azerbaijan grew by 12.4% to $529 million in 2023.
""",
    "ru.txt": """12 марта 2024 года
АСТАНА - 11 марта в Астане состоялось 11-е заседание казахстанско-азербайджанской межправительственной комиссии по
торгово-экономическому сотрудничеству. Сопредседателями заседания выступили заместитель премьер-министра Казахстана Серик Омаров
и заместитель премьер-министра Азербайджана Рашад Мамедов. Товарооборот между Казахстаном и Азербайджаном в 2023 году вырос на
12,4% и составил 529 млн долларов.
""",
    "az.txt": """12 mart 2024
Astana. Martın 11-də Astanada Qazaxıstan-Azərbaycan ticarət-iqtisadi əməkdaşlıq üzrə hökumətlərarası komissiyanın 11-ci iclası
keçirilib. İclasa Qazaxıstan Baş nazirinin müavini Serik Omarov və Azərbaycan Baş nazirinin müavini Rəşad Məmmədov həmsədrlik
ediblər. 2023-cü ildə Qazaxıstan ilə Azərbaycan arasında ticarət dövriyyəsi 12,4 faiz artaraq 529 milyon dollar təşkil edib.
""",
}


def test_a_session_told_in_three_languages_is_one(tmp_path: Path) -> None:
    for name, text in TOLD.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    with Ledger.open(tmp_path / "servanda.db") as ledger:
        summary = ledger.add_paths([tmp_path])
        record = ledger.record()
        assert summary.failed == 0  # the ledger lies in the folder that is read, and is no report
        assert {document.language for document in ledger.documents()} == {"en", "ru", "az"}
        (session,) = record.of(Session)
        assert session.id == "session/AZ-KZ/11"
        assert {statement.source.name for statement in session.statements} == set(TOLD)
        assert len(list(record.of(Person))) == 2
        figures = list(ledger.claims(kind="figure"))
        assert {(stated.claim.value, stated.claim.period) for stated in figures} == {(529_000_000, "2023")}
