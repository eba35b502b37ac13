"""What is sent to do harm is refused with a plain word, and nothing is lost, run, fetched or told."""

from __future__ import annotations

import io
import json
import socket
import zipfile
from collections.abc import Iterator
from typing import Any

import anyio
import pytest
from serving import Held, sampled, served

from servanda import api
from servanda.ledger import Ledger, Limits

_SQL = ("'; DROP TABLE entry; --", "' OR '1'='1", '" OR ""="', "1; SELECT 1", "%' UNION SELECT name FROM account --")
_HTML = ("<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "javascript:alert(1)")
_PATHS = (
    "../../etc/passwd",
    "..%2f..%2fetc%2fpasswd",
    "/etc/passwd",
    "....//",
    "C:\\windows\\win.ini",
    "file:///etc/passwd",
)
_OLD = {"text": "BAKU, May 7, 2021 - Trade turnover between Azerbaijan and Georgia grew by 3% to $900 million in 2020."}


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Held]:
    """A served ledger for all of these tests: nothing that they do may change what it holds."""
    with Ledger.open(tmp_path_factory.mktemp("hostile") / "ledger.db") as ledger:
        sampled(ledger)
        yield served(ledger, options=api.Options(limits=Limits(bytes=300_000), fetch=True, reads=10**6, writes=10**6))


@pytest.fixture(autouse=True)
def _nothing_is_lost(held: Held) -> Iterator[None]:
    before = held.ledger.head()
    documents = {kept.id for kept in held.ledger.documents(circles=None)}
    yield
    assert held.ledger.verify(expected=before[1] if before[0] else None).ok
    assert documents <= {kept.id for kept in held.ledger.documents(circles=None)}


def _plain(answer: Any) -> dict[str, Any]:
    """A refusal, told as such."""
    assert 400 <= answer.status_code < 500, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    assert "Traceback" not in answer.text
    assert "sqlite" not in answer.text.lower()
    told: dict[str, Any] = answer.json()
    return told


def _upload(held: Held, data: bytes, name: str, **told: str) -> Any:
    return held.client("editor").post("/documents", files=[("file", (name, data))], data=told)


def _failed(answer: Any, *codes: str) -> None:
    assert answer.status_code == 201, answer.text
    (one,) = answer.json()
    assert one["state"] == "failed"
    assert {problem["code"] for problem in one["problems"]} <= set(codes)
    assert all(problem["message"] for problem in one["problems"])


@pytest.mark.parametrize("text", [*_SQL, *_HTML, *_PATHS, "\u202e", "a" * 500, "%", "_", "\\", "*", '"', "ə" * 100])
def test_words_are_words(held: Held, text: str) -> None:
    client = held.client()
    for name in ("text", "body", "document"):
        answer = client.get("/claims", params={name: text})
        assert answer.status_code in {200, 400, 422}
        assert len(answer.json().get("items", ())) <= 60
    assert client.get("/search", params={"text": text}).status_code in {200, 400}
    assert client.get(f"/things/{text}").status_code in {400, 404, 422}
    assert client.get("/timeline", params={"scope": text}).status_code == 422
    assert client.get("/claims", params={"cursor": text}).status_code in {400, 422}


@pytest.mark.parametrize("path", _PATHS)
def test_paths_lead_nowhere(held: Held, path: str) -> None:
    for room in ("documents", "things", "claims", "proofs", "accounts", "docs"):
        answer = held.client("administrator").get(f"/{room}/{path}")
        assert answer.status_code in {400, 404, 405, 422}
        assert "root:" not in answer.text


@pytest.mark.parametrize(
    "where", ["/claims?text=%00", "/claims?document=a%00b", "/things/a%00b", "/%00", "/claims?%00=1"]
)
def test_nul_is_refused(held: Held, where: str) -> None:
    _plain(held.client().get(where))


@pytest.mark.parametrize(
    "query",
    [
        "as_of=9999-12-31", "as_of=0000-00-00", "as_of=1", "as_of=2021-02-30", "as_of=2021-W01-1", "limit=0", "limit=-1",
        "limit=99999999999999999999", "limit=1e3", "since=%FF%FE", "as_known_on=0001-01-01T00:00:00%2B14:00",
        "as_known_on=99999999999", "country=AZE", "country=%D0%90%D0%97", "kind=everything", "cursor=YWZ0ZXI6LTE",
        "cursor=====", "cursor=YWZ0ZXI6OTk5OTk5OTk5OTk5OTk5OTk5OTk5OTk5", "text=", "text=%20", "text=...",
    ],
)  # fmt: skip
def test_questions_that_cannot_be_are_refused(held: Held, query: str) -> None:
    _plain(held.client().get(f"/claims?{query}"))


@pytest.mark.parametrize(
    "headers",
    [
        {"Accept": "," * 5000}, {"Accept": "text/html;q=nonsense"}, {"Accept": "application/json;q=0"},
        {"Authorization": "Bearer " + "x" * 5000}, {"Authorization": "Negotiate abc"}, {"Cookie": "servanda=" + "." * 3000},
        {"If-None-Match": '"' * 5000}, {"X-Forwarded-For": "127.0.0.1"}, {"X-HTTP-Method-Override": "DELETE"},
        {"Content-Type": "application/json; charset=utf-7"}, {"Range": "bytes=0-1,2-3"},
    ],
)  # fmt: skip
def test_headers_steer_nothing(held: Held, headers: dict[str, str]) -> None:
    answer = held.client().get("/seal", headers=headers)
    assert answer.status_code in {200, 401, 406}
    assert held.client().get("/claims?limit=1", headers=headers).status_code in {200, 401, 406}


@pytest.mark.parametrize(
    "body",
    [
        b"[" * 100_000, b'{"text":' * 20_000, b'{"a":1' + b"}" * 1000, b"\xff\xfe", b'{"text": "\\ud800"', b"null", b"1", b"[]",
        b'{"text": ["a"]}', b'{"text": "x", "by": "Somebody"}', b'{"text": "x", "published": "yesterday"}',
        b'{"text": "x", "language": "english"}', b'{"text": "x", "until": "2099-01-01"}', b'{"text": ""}', b"",
    ],
    ids=lambda body: repr(body[:30]),
)  # fmt: skip
def test_bodies_that_cannot_be_are_refused(held: Held, body: bytes) -> None:
    client = held.client("editor")
    _plain(client.post("/documents/text", content=body, headers={"Content-Type": "application/json"}))


def test_odd_characters_do_no_harm(held: Held) -> None:
    client = held.client("editor")
    for text in ("a\0b", "\ud800 alone", "\u202eabc", "\x1b[31mred", "<script>alert(1)</script>"):
        sent = json.dumps({"text": f"{text} {_OLD['text']}", "name": text})
        answer = client.post("/documents/text", content=sent, headers={"Content-Type": "application/json"})
        assert answer.status_code in {201, 422}, answer.text
        for document in answer.json().get("documents", ()):
            assert client.get(f"/documents/{document}").status_code == 200
            assert client.get(f"/documents/{document}/text").headers["content-type"].startswith("text/plain")


def test_only_who_may_is_told_of_groups(held: Held) -> None:
    client = held.client("editor")
    assert client.post("/documents/text", json={**_OLD, "circle": "others"}).status_code == 403
    assert client.post("/notes", json={"subject": "x", "circle": "others", "text": "x"}).status_code == 403
    assert client.put(f"/documents/{held.kept}/embargo", json={"circle": "others"}).status_code == 403


def _word(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, data in parts.items():
            packed.writestr(name, data)
    return out.getvalue()


_ENTITY = b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
_LAUGHS = b"<!DOCTYPE x [<!ENTITY a0 'ha'>%s]>" % b"".join(
    b"<!ENTITY a%d '%s'>" % (n, b"&a%d;" % (n - 1) * 10) for n in range(1, 12)
)
_W = b'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def _docx(declared: bytes, inside: bytes) -> bytes:
    types = (
        b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/word/document.xml" '
        b'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
    )
    links = (
        b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://'
        b'schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>'
    )
    text = b'<?xml version="1.0"?>%s<w:document %s><w:body><w:p><w:r><w:t>%s</w:t></w:r></w:p></w:body></w:document>'
    return _word(
        {"[Content_Types].xml": types, "_rels/.rels": links, "word/document.xml": text % (declared, _W, inside)}
    )


def test_a_zip_bomb_is_not_unpacked(held: Held) -> None:
    bomb = _word({"word/document.xml": b"\0" * 200_000_000, "[Content_Types].xml": b"<Types/>"})
    assert len(bomb) < 300_000
    _failed(_upload(held, bomb, "bomb.docx"), "unreadable", "too-large", "too-slow", "empty")
    many = _word({f"word/{number}.xml": b"<a/>" for number in range(900)})
    _failed(_upload(held, many, "many.docx"), "unreadable", "too-large", "too-slow", "empty")


@pytest.mark.parametrize("name", ["a.docx", "a.html", "a.xml", "a.xhtml"])
def test_entities_are_not_followed(held: Held, name: str) -> None:
    marked = b"<html><body><p>Baku, May 7, 2021. &e; The commission met here.</p></body></html>"
    data = _docx(_ENTITY, b"Baku &e; met.") if name.endswith("docx") else b'<?xml version="1.0"?>' + _ENTITY + marked
    answer = _upload(held, data, name)
    assert answer.status_code == 201
    for document in answer.json()[0]["documents"]:
        text = held.client("editor").get(f"/documents/{document}/text").text
        assert "root:" not in text


@pytest.mark.parametrize("name", ["laughs.docx", "laughs.html", "laughs.xml"])
def test_entities_do_not_multiply(held: Held, name: str) -> None:
    body = b"<html><body><p>Baku. &a11; met.</p></body></html>"
    data = _docx(_LAUGHS, b"&a11;") if name.endswith("docx") else b'<?xml version="1.0"?>' + _LAUGHS + body
    answer = _upload(held, data, name)
    assert answer.status_code == 201
    for document in answer.json()[0]["documents"]:
        assert len(held.client("editor").get(f"/documents/{document}/text").content) < 100_000


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 50, "report.txt"), (b"MZ\x90\0" + bytes(range(256)) * 8, "report.txt"),
        (b"%PDF-1.7\n" + b"\0" * 500, "report.pdf"), (b"PK\x03\x04" + b"\xff" * 500, "report.docx"),
        (b"\x1f\x8b\x08" + b"\0" * 50, "report.txt.gz"), (b"{\\rtf1 x}", "report.rtf"), (b"", "empty.txt"),
        (b"\0" * 5000, "zeros.txt"),
    ],
    ids=lambda part: repr(part[:12]),
)  # fmt: skip
def test_files_of_the_wrong_type_are_told(held: Held, data: bytes, name: str) -> None:
    _failed(
        _upload(held, data, name), "unknown-format", "unreadable", "empty", "no-text", "encoding-damaged", "too-slow"
    )


def test_a_bad_file_stops_no_good_one(held: Held) -> None:
    files = [("file", ("bad.png", b"\x89PNG")), ("file", ("good.txt", f"{_OLD['text']} Beside a bad one.".encode()))]
    told = held.client("editor").post("/documents", files=files).json()
    assert [one["state"] for one in told] == ["failed", "new"]


@pytest.mark.parametrize(
    "name", [*_PATHS, "", "a\0b", "\u202etxt.exe", "a" * 5000, "con", "..", "<script>.txt", 'a"; x="b']
)
def test_names_of_files_are_only_names(held: Held, name: str) -> None:
    answer = _upload(held, f"{_OLD['text']} Under the name of {len(name)} {name[:3]!r}.".encode(), name or "x")
    assert answer.status_code in {201, 400, 422}
    for one in answer.json() if answer.status_code == 201 else ():
        assert "/" not in one["name"]
        assert "\\" not in one["name"]
        assert one["name"].isprintable()
        assert 0 < len(one["name"]) <= 200


def test_too_many_files_are_refused(held: Held) -> None:
    files = [("file", (f"{number}.txt", b"x")) for number in range(21)]
    assert held.client("editor").post("/documents", files=files).status_code == 413


async def _streamed(
    held: Held, *, declared: int | None, pieces: int, chunked: bytes = b"x" * 65_536
) -> tuple[int, int]:
    """The status for a body that comes in pieces, and how many of them were taken."""
    taken = 0
    headers = [
        (b"host", b"testserver"),
        (b"authorization", f"Bearer {held.tokens['editor']}".encode()),
        (b"content-type", b"multipart/form-data; boundary=b"),
    ]
    if declared is not None:
        headers.append((b"content-length", str(declared).encode()))
    head = b'--b\r\nContent-Disposition: form-data; name="file"; filename="big.txt"\r\n\r\n'

    async def receive() -> dict[str, Any]:
        nonlocal taken
        taken += 1
        return {"type": "http.request", "body": head if taken == 1 else chunked, "more_body": taken < pieces}

    status = 0

    async def send(message: dict[str, Any]) -> None:
        nonlocal status
        status = message.get("status", status)

    scope = {
        "type": "http", "method": "POST", "path": "/api/v1/documents", "raw_path": b"/api/v1/documents", "query_string": b"",
        "headers": headers, "scheme": "http", "server": ("testserver", 80), "client": ("192.0.2.1", 1), "root_path": "",
        "http_version": "1.1", "asgi": {"version": "3.0"},
    }  # fmt: skip
    await held.app(scope, receive, send)  # type: ignore[arg-type]
    return status, taken


def test_a_gigabyte_is_refused_before_it_comes_or_once_it_is_too_much(held: Held) -> None:
    gigabyte = 1_000_000_000
    status, taken = anyio.run(lambda: _streamed(held, declared=gigabyte, pieces=gigabyte // 65_536))
    assert (status, taken) == (413, 0)
    status, taken = anyio.run(lambda: _streamed(held, declared=None, pieces=gigabyte // 65_536))
    assert status == 413
    assert taken * 65_536 < 2_000_000
    status, _ = anyio.run(lambda: _streamed(held, declared=100, pieces=gigabyte // 65_536))
    assert status == 413


def test_one_byte_more_than_is_allowed_is_told(held: Held) -> None:
    _failed(_upload(held, b"a" * 300_001, "big.txt"), "too-large")
    sent = {"text": "a" * 300_001}
    assert held.client("editor").post("/documents/text", json=sent).json()["problems"][0]["code"] == "too-large"
    assert held.client("editor").post("/judgements", content=b" " * 1_000_001).status_code == 413


@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1/", "http://localhost:1/", "http://[::1]/", "http://169.254.169.254/latest/meta-data/", "http://10.0.0.1/",
        "http://0.0.0.0/", "http://2130706433/", "http://[::ffff:127.0.0.1]/", "file:///etc/passwd", "ftp://example.org/", "gopher://x",
        "http://", "http://a b/", "http://\u202e/", "https://user:pass@127.0.0.1/", "//127.0.0.1/", "http://127.0.0.1:99999/",
    ],
)  # fmt: skip
def test_addresses_within_are_refused(held: Held, address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*_: object, **__: object) -> None:
        raise AssertionError("a connection was made")

    monkeypatch.setattr(socket, "create_connection", never)
    told = _plain(held.client("editor").post("/documents/address", json={"address": address}))
    assert "user" not in told["detail"]


def test_a_name_that_changes_its_address_is_refused(held: Held, monkeypatch: pytest.MonkeyPatch) -> None:
    """The first look sees a public address, the connection would lead inside."""
    seen: list[str] = []

    def turned(host: str, port: int, *_: object, **__: object) -> list[Any]:
        seen.append(host)
        place = "93.184.216.34" if len(seen) == 1 else "127.0.0.1"
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (place, port))]

    monkeypatch.setattr(socket, "getaddrinfo", turned)
    for proxy in ("http_proxy", "HTTP_PROXY", "https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.delenv(proxy, raising=False)
    told = _plain(held.client("editor").post("/documents/address", json={"address": "http://rebound.example/"}))
    assert len(seen) == 2
    assert "private network" in told["detail"]


@pytest.mark.parametrize(
    "sent",
    [
        {"kind": "same", "subject": "session/AZ-RU/22", "object": "session/AZ-RU/22"},
        {"kind": "same", "subject": "session/AZ-RU/22", "object": "person/nobody"},
        {"kind": "same", "subject": "session/AZ-RU/22", "object": "body/AZ-RU"},
        {"kind": "different", "subject": "session/AZ-RU/22", "object": "session/AZ-RU/22"},
        {"kind": "same", "subject": "session/AZ-RU/22"},
        {"kind": "accept", "subject": "session/AZ-RU/22"},
        {"kind": "accept", "subject": ""},
        {"kind": "close", "subject": "body/AZ-RU"},
        {"kind": "withdraw", "subject": "ffff"},
        {"kind": "delete", "subject": "session/AZ-RU/22"},
        *({"kind": "reject", "subject": text} for text in (*_SQL[:2], _HTML[0], "\0")),
    ],
    ids=str,
)
def test_nonsense_is_not_decided(held: Held, sent: dict[str, str]) -> None:
    before = len(held.ledger.judgements())
    told = _plain(held.client("editor").post("/judgements", json={**sent, "reason": "because"}))
    assert told["title"]
    assert len(held.ledger.judgements()) == before


def test_who_signs_cannot_be_told(held: Held) -> None:
    claim = held.client().get("/claims?limit=1").json()["items"][0]["id"]
    sent = {"kind": "accept", "subject": claim, "reason": "x"}
    assert held.client("editor").post("/judgements", json={**sent, "by": "Somebody"}).status_code == 422
    assert held.client("editor").post("/judgements", json=sent).json()["by"] == "Editor"
