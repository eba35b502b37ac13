"""The desk: who may sign in, add, review and decide, and that a form must be our own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import html as parser
from pages_of import PAIR, leading, links
from signing import PASSWORD, sign_in, token
from starlette.testclient import TestClient

from servanda.ledger import Ledger
from servanda.web import Settings, app

SAMPLES = Path(__file__).parents[2] / "samples"
REPORT = (
    "BAKU, April 28, 2021 - Trade turnover between Russia and Azerbaijan grew by 12 percent to $2.9 billion in 2020, "
    "Minister Ivan Petrov said."
)


@pytest.fixture
def visitor(kept: Ledger) -> Iterator[TestClient]:
    with TestClient(app(kept), raise_server_exceptions=False) as client:
        yield client


def added(client: TestClient, **told: str) -> str:
    """The page that tells what came of adding a report."""
    form = {"form_token": token(client.get("/add").text), **told}
    return client.post("/add", data=form).text


def test_signing_in_and_out(visitor: TestClient) -> None:
    assert "Sign in" in visitor.get("/").text
    assert sign_in(visitor, "editor", password="wrong") == 401
    assert sign_in(visitor, "editor") == 303
    page = visitor.get("/").text
    assert "Sign out" in page
    assert "/add" in links(page)
    visitor.post("/logout", data={"form_token": token(page)})
    assert "Sign in" in visitor.get("/").text


@pytest.mark.parametrize(
    "onward", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)"]
)
def test_nobody_is_sent_elsewhere_from_here(visitor: TestClient, onward: str) -> None:
    form = {"name": "editor", "password": PASSWORD, "next": onward, "form_token": token(visitor.get("/login").text)}
    assert visitor.post("/login", data=form, follow_redirects=False).headers["location"] == "/"


@pytest.mark.parametrize(
    ("role", "add", "review", "decide"),
    [(None, 401, 401, 401), ("reader", 403, 403, 403), ("analyst", 403, 200, 403), ("editor", 200, 200, 403)],
)
def test_each_role_may_what_it_may(visitor: TestClient, role: str | None, add: int, review: int, decide: int) -> None:
    if role:
        assert sign_in(visitor, role) == 303
    assert visitor.get("/add").status_code == add
    assert visitor.get(f"/review?scope={PAIR}").status_code == review
    assert visitor.post("/decide", data={"kind": "accept", "subject": "x", "reason": "y"}).status_code == decide


@pytest.mark.parametrize(
    ("path", "form"), [("/add", {"text": REPORT}), ("/decide", {"kind": "accept"}), ("/logout", {})]
)
@pytest.mark.parametrize("forged", ["", "forged"])
def test_a_form_that_is_not_our_own_is_refused(
    visitor: TestClient, kept: Ledger, path: str, form: dict[str, str], forged: str
) -> None:
    sign_in(visitor, "editor")
    answer = visitor.post(path, data={**form, "form_token": forged})
    assert answer.status_code == 403
    assert len(list(kept.documents())) == 1
    other = visitor.post(
        path, data={**form, "form_token": token(visitor.get("/add").text)}, headers={"Origin": "https://evil.example"}
    )
    assert other.status_code == 403


def test_a_report_is_added_corrected_and_the_correction_undone(visitor: TestClient, kept: Ledger) -> None:
    sign_in(visitor, "editor")
    page = added(visitor, text=REPORT, name="wire.txt", outlet="Caspian Wire")
    document = next(link for link in links(page) if link.startswith("/document/"))
    text = visitor.get(document).text
    tree = parser.fromstring(text)
    line = next(one for one in tree.iter("li") if one.get("data-claim") and one.get("class") == "figure")
    assert "2,900,000,000 USD" in line.text_content()
    claim = line.get("data-claim") or ""
    form = {name: field.value or "" for field in line.iter("input") if (name := field.get("name"))}
    form |= {"field.period": "2019", "kind": "correct", "reason": "a misprint", "next": document}
    answer = visitor.post("/decide", data=form)
    assert answer.status_code == 200
    (judged,) = kept.judgements()
    assert (judged.kind, judged.subject, judged.by, judged.change) == ("correct", claim, "editor", '{"period":"2019"}')
    after = parser.fromstring(answer.text)
    shown = next(one for one in after.iter("li") if one.get("data-claim") == claim)
    assert "corrected" in shown.text_content()
    assert next(one.value for one in shown.iter("input") if one.get("name") == "field.period") == "2019"
    undo = next(form for form in after.forms if "withdraw" in form.fields.values())
    visitor.post("/decide", data=dict(undo.fields))
    assert [j.kind for j in kept.judgements()] == ["correct", "withdraw"]
    again = next(
        one for one in parser.fromstring(visitor.get(document).text).iter("li") if one.get("data-claim") == claim
    )
    assert next(one.value for one in again.iter("input") if one.get("name") == "field.period") == "2020"


def test_what_cannot_be_decided_is_told(visitor: TestClient, kept: Ledger) -> None:
    sign_in(visitor, "editor")
    own = token(visitor.get("/add").text)
    claim = leading(visitor, leading(visitor, f"/documents?scope={PAIR}", "/document/"), "/claim/").removeprefix(
        "/claim/"
    )
    for wrong in (
        {"kind": "accept", "subject": "ffffffff", "reason": "x"},
        {"kind": "accept", "subject": claim, "reason": " "},
        {"kind": "burn", "subject": claim, "reason": "x"},
        {"kind": "correct", "subject": claim, "reason": "x"},
        {"kind": "same", "subject": "person/nobody", "object": "person/none", "reason": "x"},
    ):
        answer = visitor.post("/decide", data={**wrong, "form_token": own})
        assert answer.status_code in (400, 404), wrong
    assert kept.judgements() == ()


def test_what_cannot_be_added_is_told_and_nothing_is_lost(visitor: TestClient, kept: Ledger) -> None:
    sign_in(visitor, "editor")
    assert "nothing to read yet" in added(visitor, text="")
    assert REPORT in added(visitor, text=REPORT, published="the day before yesterday")
    assert "do not belong" in added(visitor, text=REPORT, circle="treasury")
    assert "fetches nothing" in added(visitor, address="http://127.0.0.1/secret")
    own = token(visitor.get("/add").text)
    broken = visitor.post(
        "/add", data={"form_token": own}, files={"files": ("a/../b.pdf", b"%PDF-1.7 broken", "application/pdf")}
    )
    assert "could not be read" in broken.text
    assert len(list(kept.documents())) == 1


def test_too_much_is_refused_before_it_is_read(kept: Ledger) -> None:
    from servanda.api import Options
    from servanda.ledger import Limits

    settings = Settings(writing=Options(limits=Limits(bytes=1000), body=2000))
    with TestClient(app(kept, settings), raise_server_exceptions=False) as client:
        sign_in(client, "editor")
        assert client.post("/add", content=b"x" * 4000, headers={"Content-Type": "text/plain"}).status_code == 413
        assert client.post("/decide", content=b"x" * 4000, headers={"Content-Type": "text/plain"}).status_code == 413


def test_a_report_under_embargo_is_seen_by_its_group_alone(visitor: TestClient, kept: Ledger) -> None:
    sign_in(visitor, "editor")
    document = next(
        link for link in links(added(visitor, text=REPORT, circle="press")) if link.startswith("/document/")
    )
    shown = visitor.get(document)
    assert shown.status_code == 200
    claim = leading(visitor, document, "/claim/")
    with TestClient(app(kept), raise_server_exceptions=False) as stranger:
        assert stranger.get(document).status_code == 404
        assert stranger.get(claim).status_code == 404
        assert "Ivan Petrov" not in stranger.get(f"/people?scope={PAIR}").text
        assert "Petrov" not in stranger.get("/search?q=turnover").text


def test_nobody_reads_where_nothing_is_public(kept: Ledger) -> None:
    with TestClient(app(kept, Settings(public=False)), raise_server_exceptions=False) as client:
        for page in ("/", f"/scope/{PAIR}", "/search?q=trade", f"/timeline?scope={PAIR}"):
            answer = client.get(page, follow_redirects=False)
            assert (answer.status_code, answer.headers["location"].split("?")[0]) == (303, "/login")
        assert sign_in(client, "reader", onward=f"/scope/{PAIR}") == 303
        assert client.get(f"/scope/{PAIR}").status_code == 200
