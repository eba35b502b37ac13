"""Bytes to text: marks, declarations, guesses, damage."""

from __future__ import annotations

import codecs

import pytest

from servanda.sources.encoding import decode

RU = "Заседание комиссии прошло в столице во вторник, стороны обсудили торговлю и транспорт."
TR = "Komisyon toplantısı salı günü başkentte yapıldı, taraflar işbirliğini görüştü ve ilke kararı aldı."
FR = "The café’s owner said “the façade was rebuilt” for £5 million."


@pytest.mark.parametrize("text", [RU, TR, FR, "a\r\nb\rc\n", " kept \t as it is \n\n", "e\u0301 \u202e\u00ad 🌍"])
def test_utf8_is_kept_exactly(text: str) -> None:
    decoded = decode(text.encode())
    assert decoded is not None
    assert decoded == (text, ())


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
def test_a_mark_is_dropped_and_nothing_guessed(encoding: str) -> None:
    decoded = decode(RU.encode(encoding))
    assert decoded is not None
    assert decoded == (RU, ())


def test_big_endian_mark() -> None:
    decoded = decode(codecs.BOM_UTF16_BE + RU.encode("utf-16-be"))
    assert decoded is not None
    assert decoded.text == RU


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (RU, "cp1251"),
        (RU[:30], "cp1251"),
        (RU, "koi8_r"),
        (RU, "cp866"),
        (TR, "cp1254"),
        (FR, "cp1252"),
        (FR, "utf-16-le"),
        (FR, "utf-16-be"),
        (RU, "utf-16-le"),
    ],
)
def test_old_encodings_are_guessed_and_said_so(text: str, encoding: str) -> None:
    decoded = decode(text.encode(encoding))
    assert decoded is not None
    assert decoded.text == text
    assert [code for code, _ in decoded.problems] == ["encoding-guessed"]


def test_a_declaration_is_believed() -> None:
    decoded = decode(RU.encode("iso8859_5"), "iso-8859-5")
    assert decoded is not None
    assert decoded == (RU, ())


@pytest.mark.parametrize("declared", ["hex", "no such", "", "\x00", "idna", "ascii"])
def test_a_false_declaration_is_passed_over(declared: str) -> None:
    decoded = decode(RU.encode("cp1251"), declared)
    assert decoded is not None
    assert decoded.text == RU


def test_one_broken_byte_does_not_change_the_alphabet() -> None:
    data = RU.encode()
    decoded = decode(data[:40] + b"\xff" + data[40:])
    assert decoded is not None
    assert decoded.text.replace("\N{REPLACEMENT CHARACTER}", "") == RU
    assert [code for code, _ in decoded.problems] == ["encoding-damaged"]


@pytest.mark.parametrize("data", [bytes(range(256)) * 40, b"\x00" * 1000, b"MZ\x90\x00\x03\x00\x00\x00" * 50])
def test_binary_is_no_text(data: bytes) -> None:
    assert decode(data) is None


def test_a_stray_nul_is_kept() -> None:
    text = "The talks ended.\0 " + "They went well. " * 20
    decoded = decode(text.encode())
    assert decoded is not None
    assert decoded.text == text
