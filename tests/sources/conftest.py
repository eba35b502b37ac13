"""Small files made in memory: a PDF with a text layer, a DOCX, a letter."""

from __future__ import annotations

import io
from collections.abc import Callable
from email.message import EmailMessage

import pytest


@pytest.fixture(scope="session")
def make_pdf() -> Callable[..., bytes]:
    def make(*pages: list[str], title: str = "", created: str = "") -> bytes:
        objects = {
            1: b"<</Type/Catalog/Pages 2 0 R>>",
            3: b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
            4: f"<</Title({title})/CreationDate({created})>>".encode(),
        }
        kids = []
        for lines in pages:
            shown = b" ".join(b"(" + line.encode("cp1252") + b") Tj T*" for line in lines)
            stream = b"BT /F1 12 Tf 50 780 Td 14 TL " + shown + b" ET"
            number = max(objects) + 1
            kids.append(f"{number} 0 R")
            resources = b"/Resources<</Font<</F1 3 0 R>>>>"
            objects[number] = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 842]%s/Contents %d 0 R>>" % (
                resources,
                number + 1,
            )
            objects[number + 1] = b"<</Length %d>>stream\n%s\nendstream" % (len(stream), stream)
        objects[2] = f"<</Type/Pages/Count {len(kids)}/Kids[{' '.join(kids)}]>>".encode()
        body = b"".join(b"%d 0 obj\n%s\nendobj\n" % (number, objects[number]) for number in sorted(objects))
        return b"%PDF-1.4\n" + body + b"trailer<</Root 1 0 R/Info 4 0 R>>"

    return make


@pytest.fixture(scope="session")
def make_docx() -> Callable[..., bytes]:
    def make(paragraphs: list[str], rows: list[list[str]] | None = None, after: str | None = None) -> bytes:
        import docx

        document = docx.Document()
        for paragraph in paragraphs:
            document.add_paragraph(paragraph)
        if rows:
            table = document.add_table(rows=0, cols=len(rows[0]))
            for row in rows:
                for cell, text in zip(table.add_row().cells, row, strict=True):
                    cell.text = text
        if after:
            document.add_paragraph(after)
        file = io.BytesIO()
        document.save(file)
        return file.getvalue()

    return make


@pytest.fixture(scope="session")
def make_letter() -> Callable[..., bytes]:
    def make(
        text: str | None = None,
        *,
        html: str | None = None,
        sender: str = "Press Desk <desk@gazette.example>",
        date: str | None = "Thu, 27 Aug 2020 23:30:00 +0400",
        attachments: dict[str, bytes] | None = None,
    ) -> bytes:
        letter = EmailMessage()
        letter["From"], letter["To"], letter["Subject"] = sender, "reader@example.org", "Talks on trade – day one"
        letter["Message-ID"] = "<1@gazette.example>"
        if date:
            letter["Date"] = date
        if text is not None:
            letter.set_content(text)
        if html is not None:
            (letter.add_alternative if text is not None else letter.set_content)(html, subtype="html")
        for name, data in (attachments or {}).items():
            letter.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
        return letter.as_bytes()

    return make
