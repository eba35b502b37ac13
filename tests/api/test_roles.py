"""Every route with every role: nobody gets what is not theirs, and a route that nobody thought of fails here."""

from __future__ import annotations

from typing import Any

import pytest
from serving import PASSWORD, Held, served

from servanda.accounts import ROLES, Right
from servanda.accounts.door import HEADER
from servanda.api.page import operations
from servanda.ledger import Ledger

#: The right that each route takes. A new route gets a line here.
_TAKES: dict[str, Right] = {
    **dict.fromkeys(
        (
            "GET /pairs", "GET /overview", "GET /timeline", "GET /undertakings", "GET /instruments", "GET /sessions",
            "GET /people", "GET /bodies", "GET /reports", "GET /figures", "GET /conflicts", "GET /contradictions",
            "GET /proofs/{finding}", "GET /changes", "GET /things/{address}", "GET /search", "GET /claims",
            "GET /claims/{claim}", "GET /documents", "GET /documents/{document}", "GET /documents/{document}/text",
            "GET /judgements", "GET /seal", "GET /me",
        ),
        "read",
    ),
    **dict.fromkeys(
        ("GET /review", "GET /problems", "GET /documents/{document}/original", "GET /notes", "GET /acts"), "desk"
    ),
    **dict.fromkeys(("POST /notes", "DELETE /notes/{note}"), "note"),
    **dict.fromkeys(
        (
            "POST /documents", "POST /documents/text", "POST /documents/address", "POST /judgements",
            "PUT /documents/{document}/embargo", "DELETE /documents/{document}/embargo",
        ),
        "edit",
    ),
    **dict.fromkeys(
        (
            "GET /verification", "GET /accounts", "POST /accounts", "GET /accounts/{name}", "PATCH /accounts/{name}",
            "DELETE /accounts/{name}",
        ),
        "administer",
    ),
}  # fmt: skip
#: With a token these take an administrator; a browser may see to its own tokens.
_OWN = {
    "PUT /me/password": "nobody",
    "GET /tokens": "reader",
    "POST /tokens": "administrator",
    "DELETE /tokens/{token}": "administrator",
}
_LEAST = {"read": "reader", "desk": "analyst", "note": "analyst", "edit": "editor", "administer": "administrator"}
_QUERY = {"scope": "AZ-RU", "text": "trade", "since": "2021-01-01", "until": "2022-01-01"}
_BODIES: dict[str, Any] = {
    "POST /documents/text": {"json": {"text": "BAKU, May 7, 2021 - Talks were held."}},
    "POST /documents/address": {"json": {"address": "https://example.org/"}},
    "POST /judgements": {"json": {"kind": "withdraw", "subject": "0000", "reason": "x"}},
    "PUT /documents/{document}/embargo": {"json": {"circle": "nobody here"}},
    "POST /notes": {"json": {"subject": "x", "circle": "nobody here", "text": "x"}},
    "POST /accounts": {"json": {"name": "Editor"}},
    "PATCH /accounts/{name}": {"json": {}},
    "POST /tokens": {"json": {"name": "x"}},
    "PUT /me/password": {"json": {"before": "x", "now": "y"}},
    "POST /documents": {"files": [("file", ("a.txt", b"BAKU, May 7, 2021 - Talks were held."))]},
}
_REFUSED = (401, 403)


def _walked(held: Held) -> list[str]:
    document = held.client().get("/openapi.json").json()
    return [f"{method} {path}" for method, path, _ in operations(document)]


def _asked(held: Held, route: str, who: str | None) -> Any:
    method, path = route.split()
    parts = {
        "document": "0" * 20, "claim": "0" * 20, "finding": "0000", "address": "session/AZ-RU/22", "name": "Nobody",
        "note": "0" * 20, "token": "0" * 8,
    }  # fmt: skip
    return held.client(who).request(method, path.format(**parts), params=_QUERY, **_BODIES.get(route, {}))


def test_every_route_is_told_here_and_in_the_document(held: Held) -> None:
    assert set(_walked(held)) == {*_TAKES, *_OWN}
    for method, path, told in operations(held.client().get("/openapi.json").json()):
        assert told["x-takes"]["role"] == _LEAST[_TAKES.get(f"{method} {path}", "read")]


@pytest.mark.parametrize("who", [None, *ROLES])
def test_every_route_with_every_role(held: Held, who: str | None) -> None:
    for route in _walked(held):
        least = _LEAST[_TAKES[route]] if route in _TAKES else _OWN[route]
        status = _asked(held, route, who).status_code
        known = route != "POST /documents/address"  # nobody may: this server fetches nothing
        own = route in {"PUT /documents/{document}/embargo", "POST /notes"}  # refused for the group, not the role
        if who is None and _TAKES.get(route) != "read":
            assert status == 401, f"{who} {route}"
        elif who is not None and (least == "nobody" or ROLES.index(who) < ROLES.index(least)):  # type: ignore[arg-type]
            assert status == 403, f"{who} {route}"
        elif known and not own:
            assert status not in _REFUSED, f"{who} {route}"


@pytest.mark.parametrize("public", [True, False])
def test_where_nothing_is_public_nobody_reaches_anything(ledger: Ledger, public: bool) -> None:
    held = served(ledger, public=public)
    for route in _walked(held):
        status = _asked(held, route, None).status_code
        if not public:
            assert status == 401, route
    assert held.client("reader").get("/claims").status_code == 200
    assert held.client().get("/openapi.json").status_code == 200


def test_a_scope_narrows_a_role(held: Held) -> None:
    _, secret = held.accounts.grant("Administrator", "reads", ["read"])
    client = held.client()
    client.headers["Authorization"] = f"Bearer {secret}"
    assert client.get("/claims").status_code == 200
    assert client.get("/accounts").status_code == 403
    assert client.post("/documents/text", json={"text": "x"}).status_code == 403
    _, secret = held.accounts.grant("Administrator", "writes", ["write"])
    client.headers["Authorization"] = f"Bearer {secret}"
    assert client.get("/claims").status_code == 403
    assert client.post("/judgements", json={"kind": "withdraw", "subject": "0", "reason": "x"}).status_code == 400


@pytest.mark.parametrize("told", ["Bearer x", "Bearer ", "Basic YTpi", "x", "Bearer srv_00000000_" + "a" * 43])
def test_a_token_that_does_not_hold_is_told(held: Held, told: str) -> None:
    answer = held.client().get("/claims", headers={"Authorization": told})
    assert answer.status_code == 401
    assert answer.headers["www-authenticate"].startswith("Bearer")


def test_a_browser_writes_with_the_token_of_its_forms_only(held: Held) -> None:
    entry = held.accounts.sign_in("Editor", PASSWORD, address="testclient")
    client = held.client()
    client.cookies.set("servanda", entry.cookie)
    sent = {"kind": "withdraw", "subject": "0", "reason": "x"}
    assert client.get("/me").json()["name"] == "Editor"
    assert client.post("/judgements", json=sent).status_code == 403
    assert client.post("/judgements", json=sent, headers={HEADER: "no"}).status_code == 403
    mine = {HEADER: str(entry.caller.form)}
    assert client.post("/judgements", json=sent, headers=mine).status_code == 400
    for elsewhere in ({"Origin": "https://example.org"}, {"Sec-Fetch-Site": "cross-site"}):
        assert client.post("/judgements", json=sent, headers=mine | elsewhere).status_code == 403
    made = client.post("/tokens", json={"name": "mine", "scopes": ["read", "write"]}, headers=mine)
    assert made.status_code == 201
    assert held.accounts.caller(token=made.json()["token"]).name == "Editor"
    assert [one["name"] for one in client.get("/tokens").json()] == ["test", "mine"]
    assert client.delete(f"/tokens/{made.json()['id']}", headers=mine).status_code == 204
    changed = {"before": "not this one", "now": "quite another password"}
    assert client.put("/me/password", json=changed, headers=mine).status_code == 401
    assert (
        client.put("/me/password", json={**changed, "before": PASSWORD, "now": "short"}, headers=mine).status_code
        == 400
    )
    assert client.put("/me/password", json={**changed, "before": PASSWORD}, headers=mine).status_code == 204
    assert client.get("/me").json()["name"] is None
    held.accounts.sign_out(entry.cookie)
    assert client.get("/me").json()["name"] is None


def test_what_is_under_embargo_is_met_by_its_group_alone(held: Held) -> None:
    claim = next(s.id for s in held.ledger.claims(document=held.kept, circles=("desk",)))
    for who in (None, "reader", "administrator"):
        client = held.client(who)
        for path in (f"/documents/{held.kept}", f"/documents/{held.kept}/text", f"/claims/{claim}"):
            assert client.get(path).status_code == 404
        for route in _walked(held):
            if route.startswith("GET") and "{" not in route:
                answer = _asked(held, route, who)
                assert "kept-secret" not in answer.text
                assert "Unheard" not in answer.text
                assert held.kept not in answer.text
                assert claim not in answer.text
        assert client.get("/search?text=Unheard").json().get("hits", {}).get("total") == 0
    for who in ("editor", "analyst"):
        client = held.client(who)
        for path in (f"/documents/{held.kept}", f"/documents/{held.kept}/text", f"/claims/{claim}"):
            assert client.get(path).status_code == 200
        assert held.kept in client.get("/documents").text
        assert "kept-secret.txt" in client.get("/claims", headers={"Accept": "text/csv"}).text
