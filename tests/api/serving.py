"""The API in this process, on a ledger that holds a few reports and one account of each role."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from starlette.applications import Starlette
from starlette.routing import Mount
from starlette.testclient import TestClient

from servanda import api
from servanda.accounts import ROLES, Accounts
from servanda.accounts.door import Door
from servanda.api import refusals
from servanda.ledger import Ledger, Limits, Signed
from servanda.publish import Shelf

SAMPLES = Path(__file__).parents[2] / "samples"
PASSWORD = "a bridge over the Samur"
KEPT = b"BAKU, May 3, 2021 - Trade turnover between Russia and Azerbaijan grew by 14% to $3.1 billion in 2020, Unheard-of said."
OPTIONS = api.Options(limits=Limits(bytes=2_000_000), reads=1_000_000, writes=1_000_000)


@dataclass(frozen=True)
class Held:
    """A served ledger: its application, tokens by account, and the document that is under embargo for the group `desk`."""

    app: Starlette
    ledger: Ledger
    accounts: Accounts
    tokens: dict[str, str]
    kept: str

    def client(self, who: str | None = None, **told: object) -> TestClient:
        """A caller with an account's token, or without."""
        headers = {"Authorization": f"Bearer {self.tokens[who]}"} if who else {}
        address = f"http://testserver{api.PREFIX}"
        return TestClient(self.app, address, headers=headers, raise_server_exceptions=False, **told)  # type: ignore[arg-type]


def served(ledger: Ledger, *, public: bool = True, options: api.Options = OPTIONS) -> Held:
    """A ledger with its accounts as the API serves it."""
    accounts = Accounts(ledger.register, public=public)
    tokens = {}
    for role in ROLES:
        accounts.add(role.capitalize(), role, password=PASSWORD if role == "editor" else None, by="root")
        scopes = [
            *(["read"]),
            *(["write"] if role != "reader" else []),
            *(["admin"] if role == "administrator" else []),
        ]
        tokens[role] = accounts.grant(role.capitalize(), "test", scopes)[1]
    accounts.join("Editor", "desk", by="root")
    accounts.join("Analyst", "desk", by="root")
    done = ledger.take(KEPT, name="kept-secret.txt", signed=Signed(by="Editor", circle="desk"))
    app = api.app(ledger, Shelf(ledger), Door(accounts), options)
    missing = {404: lambda *_: refusals.answer(404)}
    return Held(
        Starlette(routes=[Mount(api.PREFIX, app)], exception_handlers=missing),
        ledger,
        accounts,
        tokens,
        done.readings[0].document,
    )


def sampled(ledger: Ledger) -> None:
    """Let a ledger hold three reports."""
    ledger.add_paths(sorted(SAMPLES.glob("*.txt"))[:3])
