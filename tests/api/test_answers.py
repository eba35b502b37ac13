"""What the API answers: pages that join without a gap, tags, formats, both clocks, writes with their author; on both databases."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
from collections.abc import Iterator

import pytest
from serving import OPTIONS, Held, sampled, served

from servanda import api
from servanda.ledger import Ledger

LINES, CSV = "application/x-ndjson", "text/csv"
TEXT = "BAKU, May 7, 2021 - Trade turnover between Azerbaijan and Georgia grew by 3% to $900 million in 2020."


@pytest.fixture
def held(where: str) -> Iterator[Held]:
    """A served ledger on each database."""
    with Ledger.open(where) as ledger:
        sampled(ledger)
        yield served(ledger)


def test_pages_join_without_a_gap(held: Held) -> None:
    client = held.client()
    for path in ("/claims", "/documents"):
        whole = client.get(f"{path}?limit=1000").json()
        assert whole["cursor"] is None
        joined, cursor = [], ""
        while True:
            page = client.get(f"{path}?limit=2{cursor}").json()
            assert len(page["items"]) <= 2
            joined += page["items"]
            if page["cursor"] is None:
                break
            cursor = f"&cursor={page['cursor']}"
        assert joined == whole["items"]
        assert len({one["id"] for one in joined}) == len(joined) > 2


def test_a_tag_saves_an_answer_that_has_not_changed(held: Held) -> None:
    client = held.client()
    for path in ("/claims?limit=3", "/overview?scope=AZ-RU", "/seal", "/pairs"):
        first = client.get(path)
        asked = {"If-None-Match": f'"other", W/{first.headers["etag"]}'}
        again = client.get(path, headers=asked)
        assert (again.status_code, again.content) == (304, b"")
        assert again.headers["etag"] == first.headers["etag"]
    tag = client.get("/seal").headers["etag"]
    assert held.client("editor").post("/documents/text", json={"text": TEXT}).status_code == 201
    assert client.get("/seal", headers={"If-None-Match": tag}).status_code == 200


def test_lists_come_as_lines_and_tables_too(held: Held) -> None:
    client = held.client("analyst")
    for path in (
        "/claims",
        "/documents",
        "/undertakings?scope=AZ-RU",
        "/sessions?scope=AZ-RU",
        "/timeline?scope=AZ-RU",
    ):
        items = client.get(path).json()["items"]
        lines = client.get(path, headers={"Accept": LINES})
        assert lines.headers["content-type"].startswith(LINES)
        assert [json.loads(line) for line in lines.text.splitlines()] == items
        table = client.get(path, headers={"Accept": f"{CSV}, application/json;q=0.5"})
        assert table.headers["content-type"] == "text/csv; charset=utf-8"
        rows = list(csv.DictReader(io.StringIO(table.text)))
        assert len(rows) == len(items)
        assert all(None not in row for row in rows)
    two = client.get("/claims?limit=2", headers={"Accept": LINES})
    assert len(two.text.splitlines()) == 2
    empty = client.get("/claims?country=ZZ", headers={"Accept": CSV})
    assert empty.text.splitlines()[0].startswith("document,id,doc,")
    assert client.get("/claims", headers={"Accept": "image/png"}).status_code == 406
    assert client.get("/claims?text=...", headers={"Accept": CSV}).status_code == 400


def test_filters_are_those_of_the_command_line(held: Held) -> None:
    from servanda.cli import cli

    options = {option.name for option in cli.commands["claims"].params} - {"where", "form"}
    document = held.client().get("/openapi.json").json()
    told = {one["name"] for one in document["paths"]["/claims"]["get"]["parameters"] if one["in"] == "query"}
    assert options <= told
    client = held.client()
    figures = client.get("/claims?kind=figure&limit=1000").json()["items"]
    assert {one["type"] for one in figures} == {"figure"}
    assert figures == [one for one in client.get("/claims?limit=1000").json()["items"] if one["type"] == "figure"]
    assert [one["id"] for one in figures] == [s.id for s in held.ledger.claims(kind="figure")]


def test_both_clocks_are_asked(held: Held) -> None:
    client = held.client()
    published = {one["name"]: one["published"] for one in client.get("/documents").json()["items"]}
    first = min(day for day in published.values() if day)
    early = client.get(f"/documents?as_of={first}").json()["items"]
    assert {one["published"] for one in early} == {first}
    assert client.get("/claims?as_of=1999-01-01").json()["items"] == []
    yesterday = (dt.datetime.now(dt.UTC) - dt.timedelta(days=1)).date()
    assert client.get(f"/claims?as_known_on={yesterday}").json()["items"] == []
    now = dt.datetime.now(dt.UTC).isoformat()
    assert client.get("/claims", params={"as_known_on": now}).json()["items"]
    old = client.get(f"/overview?scope=AZ-RU&as_of={first}").json()
    assert old["counts"]["documents"] < client.get("/overview?scope=AZ-RU").json()["counts"]["documents"]


def test_a_claim_is_judged_and_the_judgement_taken_back(held: Held) -> None:
    editor = held.client("editor")
    claim = next(one for one in editor.get("/claims?kind=meeting").json()["items"] if one["ordinal"])
    seen = editor.get(f"/claims/{claim['id']}")
    sent = {"kind": "correct", "subject": claim["id"], "change": {"ordinal": 99}, "reason": "a misprint"}
    late = editor.post("/judgements", json=sent, headers={"If-Match": '"something else"'})
    assert late.status_code == 412
    made = editor.post("/judgements", json=sent, headers={"If-Match": seen.headers["etag"]})
    assert made.status_code == 201
    told = made.json()
    assert (told["by"], told["change"], told["stands"]) == ("Editor", {"ordinal": 99}, True)
    undone = editor.post("/judgements", json={"kind": "withdraw", "subject": told["id"], "reason": "it was not"})
    assert undone.status_code == 201
    listed = held.client().get("/judgements").json()["items"]
    assert [(one["kind"], one["stands"]) for one in listed] == [("correct", False), ("withdraw", True)]
    assert len(held.client().get("/judgements?limit=1").json()["items"]) == 1
    assert held.ledger.verify().ok


def test_things_are_merged_and_split(held: Held) -> None:
    editor = held.client("editor")
    sessions = [one["line"]["address"] for one in editor.get("/sessions?scope=AZ-RU&kind=session").json()["items"]]
    assert len(sessions) > 1
    for kind in ("same", "different"):
        sent = {"kind": kind, "subject": sessions[0], "object": sessions[1], "reason": "the protocol says so"}
        made = editor.post("/judgements", json=sent)
        assert made.status_code == 201, made.text
        assert (
            editor.post(
                "/judgements", json={"kind": "withdraw", "subject": made.json()["id"], "reason": "no"}
            ).status_code
            == 201
        )


def test_who_added_is_told(held: Held) -> None:
    editor = held.client("editor")
    told = editor.post("/documents/text", json={"text": TEXT, "name": "pasted.txt", "outlet": "Our desk"}).json()
    assert told["state"] == "new"
    (document,) = told["documents"]
    assert editor.get(f"/documents/{document}").json()["line"]["outlet"] == "Our desk"
    acts = held.client("analyst").get(f"/acts?subject={document}").json()["items"]
    assert [(one["kind"], one["by"]) for one in acts] == [("added", "Editor")]
    assert editor.post("/documents/text", json={"text": TEXT}).json()["state"] == "known"
    original = held.client("analyst").get(f"/documents/{document}/original")
    assert original.content == TEXT.encode()
    assert original.headers["content-disposition"].startswith("attachment")


def test_an_embargo_is_put_and_lifted(held: Held) -> None:
    editor, anybody = held.client("editor"), held.client()
    (document,) = editor.post("/documents/text", json={"text": TEXT, "circle": "desk"}).json()["documents"]
    assert anybody.get(f"/documents/{document}").status_code == 404
    assert editor.delete(f"/documents/{document}/embargo").status_code == 200
    assert anybody.get(f"/documents/{document}").status_code == 200
    assert editor.delete(f"/documents/{document}/embargo").status_code == 404
    until = (dt.datetime.now(dt.UTC) + dt.timedelta(days=3)).date().isoformat()
    put = editor.put(f"/documents/{document}/embargo", json={"circle": "desk", "until": until})
    assert (put.status_code, put.json()["until"]) == (200, until)
    assert anybody.get(f"/documents/{document}").status_code == 404
    assert held.client("administrator").delete(f"/documents/{document}/embargo").status_code == 404


def test_notes_are_the_groups_own(held: Held) -> None:
    note = {"subject": "session/AZ-RU/22", "circle": "desk", "text": "ask the ministry"}
    made = held.client("analyst").post("/notes", json=note)
    assert made.status_code == 201
    mine = held.client("editor").get("/notes?subject=session/AZ-RU/22").json()["items"]
    assert [(one["told"], one["by"]) for one in mine] == [("ask the ministry", "Analyst")]
    assert held.client("administrator").get("/notes").json()["items"] == []
    assert "ask the ministry" not in held.client("administrator").get("/acts").text
    assert held.client("editor").delete(f"/notes/{made.json()['id']}").status_code == 404
    assert held.client("analyst").delete(f"/notes/{made.json()['id']}").status_code == 200
    assert held.client("editor").get("/notes").json()["items"] == []
    assert held.client("analyst").delete(f"/notes/{made.json()['id']}").status_code == 404


def test_accounts_are_managed(held: Held) -> None:
    admin = held.client("administrator")
    assert admin.post("/accounts", json={"name": "New", "role": "analyst"}).status_code == 201
    assert admin.post("/accounts", json={"name": "New"}).status_code == 409
    assert admin.post("/accounts", json={"name": "Weak", "password": "short"}).status_code == 400
    seen = admin.get("/accounts/New")
    changed = admin.patch("/accounts/New", json={"circles": ["desk"]}, headers={"If-Match": seen.headers["etag"]})
    assert changed.json()["circles"] == ["desk"]
    stale = admin.patch("/accounts/New", json={"role": "editor"}, headers={"If-Match": seen.headers["etag"]})
    assert stale.status_code == 412
    granted = admin.post("/tokens", json={"name": "import", "account": "New", "scopes": ["read"], "days": 1}).json()
    assert held.accounts.caller(token=granted["token"]).circles == ("desk",)
    assert granted["token"] not in admin.get("/tokens").text
    assert admin.delete(f"/tokens/{granted['id']}").status_code == 204
    assert admin.delete(f"/tokens/{granted['id']}").status_code == 404
    assert admin.delete("/accounts/New").status_code == 204
    assert admin.get("/accounts/New").status_code == 404
    assert [act.by for act in held.ledger.acts("role", "joined", subject="New")] == ["Administrator"] * 3


def test_the_pace_is_limited(where: str) -> None:
    from dataclasses import replace

    with Ledger.open(where) as ledger:
        held = served(ledger, options=replace(OPTIONS, reads=5, writes=1))
        client = held.client("editor")
        sent = {"kind": "withdraw", "subject": "0", "reason": "x"}
        assert client.post("/judgements", json=sent).status_code == 400
        refused = client.post("/judgements", json=sent)
        assert refused.status_code == 429
        assert int(refused.headers["retry-after"]) > 0
        statuses = [held.client().get("/seal").status_code for _ in range(5)]
        assert statuses[:3] == [200] * 3
        assert statuses[-1] == 429


def test_nothing_is_fetched_unless_it_is_allowed(held: Held) -> None:
    answer = held.client("editor").post("/documents/address", json={"address": "https://example.org/"})
    assert answer.status_code == 403
    assert api.Options().fetch is False


def test_the_document_is_of_version_3_1_and_explained_without_script(held: Held) -> None:
    client = held.client()
    document = client.get("/openapi.json").json()
    assert document["openapi"].startswith("3.1")
    page = client.get("/docs").text
    assert "<script" not in page
    assert "src=" not in page
    assert 'href="http' not in page
    for path, item in document["paths"].items():
        for method, operation in item.items():
            assert f"{method.upper()} /api/v1{path}" in page
            assert operation["summary"]
            assert operation["description"]
            assert {"400", "401", "403", "422", "429", "503"} <= set(operation["responses"])
