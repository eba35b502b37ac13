"""The addresses that tests of pages ask for."""

from __future__ import annotations

import html
import re

from starlette.testclient import TestClient

PAIR = "AZ-RU"
#: One address for each page; those of single things are found by following links.
OF_SCOPE = (
    "/timeline", "/undertakings", "/sessions", "/instruments", "/figures", "/conflicts", "/bodies", "/people", "/documents", "/changes",
)  # fmt: skip
PAGES = (
    "/",
    f"/scope/{PAIR}",
    *(f"{page}?scope={PAIR}" for page in OF_SCOPE),
    f"/undertakings?scope={PAIR}&view=table",
    f"/timeline?scope={PAIR}&as_of=2023-07-01",
    "/timeline",
    "/search",
    "/search?q=trade",
    "/session/AZ-RU/22",
)
_LINK = re.compile(r'href="(/[^"#]*)')


def links(text: str) -> list[str]:
    """The addresses that a page leads to, each once."""
    return list(dict.fromkeys(html.unescape(found) for found in _LINK.findall(text)))


def leading(client: TestClient, page: str, start: str) -> str:
    """The first link on a page that begins so."""
    return next(link for link in links(client.get(page).text) if link.startswith(start))


def singles(client: TestClient) -> list[str]:
    """A page of each kind of single thing."""
    return [leading(client, f"{page}?scope={PAIR}", start) for page, start in (
        ("/undertakings", "/undertaking/"), ("/instruments", "/instrument/"), ("/people", "/person/"), ("/bodies", "/body/"),
        ("/documents", "/document/"), ("/conflicts", "/finding/"), ("/timeline", "/event/"),
    )]  # fmt: skip
