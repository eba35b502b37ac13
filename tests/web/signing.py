"""Signing in as a person does, by the form."""

from __future__ import annotations

import re

from starlette.testclient import TestClient

PASSWORD = "a bridge over the Samur"


def token(text: str) -> str:
    found = re.search(r'name="form_token" value="([^"]+)"', text)
    assert found
    return found[1]


def sign_in(client: TestClient, name: str, *, password: str = PASSWORD, onward: str = "/") -> int:
    form = {"name": name, "password": password, "next": onward, "form_token": token(client.get("/login").text)}
    return client.post("/login", data=form, follow_redirects=False).status_code
