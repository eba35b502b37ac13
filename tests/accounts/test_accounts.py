"""Accounts: names, roles, passwords, browsers that are signed in, tokens; nothing of them that could be told is told."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from servanda.accounts import ANYBODY, Accounts
from servanda.accounts.accounts import LIFE
from servanda.accounts.roles import NOBODY
from servanda.ledger import Ledger
from servanda.problems import AccessError, UsageError

PASSWORD = "a bridge over the Samur"
HERE = "192.0.2.7"


class Clock:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.now = dt.datetime(2026, 3, 1, 12, tzinfo=dt.UTC)

    def __call__(self) -> dt.datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def ledger(where: str) -> Iterator[Ledger]:
    with Ledger.open(where) as opened:
        yield opened


@pytest.fixture
def accounts(ledger: Ledger, clock: Clock) -> Accounts:
    found = Accounts(ledger.register, clock=clock)
    found.add("Leyla", "editor", password=PASSWORD, by="root")
    return found


def test_a_browser_signs_in_and_out(accounts: Accounts) -> None:
    entry = accounts.sign_in("Leyla", PASSWORD, address=HERE)
    caller = accounts.caller(cookie=entry.cookie)
    assert (caller.name, caller.role) == ("Leyla", "editor")
    assert caller.form
    accounts.sign_out(entry.cookie)
    assert accounts.caller(cookie=entry.cookie) == ANYBODY
    assert PASSWORD not in repr(accounts.find("Leyla"))
    assert entry.cookie not in repr(entry)


def test_each_browser_has_a_form_token_of_its_own(accounts: Accounts) -> None:
    one, other = (accounts.sign_in("Leyla", PASSWORD, address=HERE) for _ in range(2))
    assert one.caller.form != other.caller.form
    assert accounts.caller(cookie=one.cookie).form == one.caller.form


def test_a_cookie_holds_so_long_and_no_longer(accounts: Accounts, clock: Clock) -> None:
    entry = accounts.sign_in("Leyla", PASSWORD, address=HERE)
    clock.now += LIFE - dt.timedelta(minutes=1)
    assert accounts.caller(cookie=entry.cookie).name == "Leyla"
    clock.now += dt.timedelta(minutes=2)
    assert accounts.caller(cookie=entry.cookie).name is None


@pytest.mark.parametrize("cookie", ["", "x", "a.b.c", "\0", "ə.б.\ud800", "." * 5000])
def test_a_cookie_that_is_none_is_as_none(accounts: Accounts, cookie: str) -> None:
    assert accounts.caller(cookie=cookie) == ANYBODY


def test_a_changed_cookie_is_worth_nothing(accounts: Accounts) -> None:
    cookie = accounts.sign_in("Leyla", PASSWORD, address=HERE).cookie
    assert accounts.caller(cookie=("A" if cookie[0] != "A" else "B") + cookie[1:]).name is None


def test_keys_are_renewed_and_old_cookies_hold_on(accounts: Accounts, ledger: Ledger, clock: Clock) -> None:
    accounts.sign_in("Leyla", PASSWORD, address=HERE)
    first = ledger.register.setting("cookie keys")
    clock.now += dt.timedelta(days=29)
    entry = accounts.sign_in("Leyla", PASSWORD, address=HERE)
    clock.now += dt.timedelta(days=2)
    assert accounts.caller(cookie=entry.cookie).name == "Leyla"
    assert ledger.register.setting("cookie keys") != first
    accounts.renew_keys()
    assert accounts.caller(cookie=entry.cookie).name is None


def test_wrong_names_and_passwords_are_told_alike(accounts: Accounts) -> None:
    told = []
    for name, password in (
        ("Leyla", "wrong"),
        ("Nobody", PASSWORD),
        ("\0", "x"),
        ("Leyla", "x" * 5000),
        ("Leyla", "\ud800"),
    ):
        with pytest.raises(AccessError) as refused:
            accounts.sign_in(name, password, address=f"198.51.100.{len(told)}")
        told.append((refused.value.code, str(refused.value)))
    assert set(told) == {("wrong-password", "the name or the password is wrong")}


def test_an_account_without_a_password_is_not_signed_in_to(accounts: Accounts) -> None:
    accounts.add("importer", "editor", password=None, by="root")
    with pytest.raises(AccessError, match="wrong"):
        accounts.sign_in("importer", "", address=HERE)


def test_tries_are_limited_by_name_and_place(accounts: Accounts) -> None:
    for _ in range(5):
        with pytest.raises(AccessError, match="wrong"):
            accounts.sign_in("Leyla", "no", address=HERE)
    with pytest.raises(AccessError) as refused:
        accounts.sign_in("Leyla", PASSWORD, address=HERE)
    assert refused.value.code == "too-many"
    assert refused.value.wait
    assert accounts.sign_in("Leyla", PASSWORD, address="203.0.113.1").caller.name == "Leyla"


def test_one_subscriber_is_one_place(accounts: Accounts) -> None:
    for last in range(5):
        with pytest.raises(AccessError, match="wrong"):
            accounts.sign_in("Leyla", "no", address=f"2001:db8::{last}")
    with pytest.raises(AccessError, match="too many"):
        accounts.sign_in("Leyla", "no", address="2001:db8::ffff")


@pytest.mark.parametrize("password", ["short", "aaaaaaaaaaaaaaaa", "I am leyla 2026", "x" * 2000])
def test_weak_passwords_are_refused(accounts: Accounts, password: str) -> None:
    with pytest.raises(UsageError, match="password"):
        accounts.set_password("Leyla", password)


@pytest.mark.parametrize("name", ["", " ", "a\nb", "<script>", "x" * 65, "a\0", "\u202eabc", "-x"])
def test_names_that_cannot_be(accounts: Accounts, name: str) -> None:
    with pytest.raises(UsageError, match="name"):
        accounts.add(name, "reader", password=None, by="root")


def test_a_new_password_signs_all_browsers_out(accounts: Accounts) -> None:
    entry = accounts.sign_in("Leyla", PASSWORD, address=HERE)
    accounts.set_password("Leyla", "quite another password")
    assert accounts.caller(cookie=entry.cookie) == ANYBODY
    with pytest.raises(AccessError):
        accounts.sign_in("Leyla", PASSWORD, address=HERE)


def test_who_is_removed_is_out_and_the_name_is_never_given_again(accounts: Accounts) -> None:
    entry = accounts.sign_in("Leyla", PASSWORD, address=HERE)
    _, secret = accounts.grant("Leyla", "import", ["read"])
    accounts.remove("Leyla", by="root")
    assert accounts.caller(cookie=entry.cookie) == ANYBODY
    with pytest.raises(AccessError):
        accounts.caller(token=secret)
    with pytest.raises(UsageError, match="given before"):
        accounts.add("Leyla", "reader", password=None, by="root")
    assert [one.name for one in accounts.every()] == []


def test_a_token_holds_for_its_scopes_and_its_days(accounts: Accounts, ledger: Ledger, clock: Clock) -> None:
    token, secret = accounts.grant("Leyla", "import", ["read", "write"], days=10)
    caller = accounts.caller(token=secret)
    assert caller.may("edit")
    assert not caller.may("administer")
    assert caller.form is None
    assert secret not in repr(accounts.tokens())
    clock.now += dt.timedelta(days=11)
    with pytest.raises(AccessError, match="does not hold"):
        accounts.caller(token=secret)
    clock.now -= dt.timedelta(days=5)
    accounts.revoke(token.id)
    with pytest.raises(AccessError, match="does not hold"):
        accounts.caller(token=secret)
    with pytest.raises(UsageError, match="no token"):
        accounts.revoke(token.id)


def test_a_token_is_no_more_than_the_role(accounts: Accounts) -> None:
    with pytest.raises(UsageError, match="scope admin takes the role administrator"):
        accounts.grant("Leyla", "too much", ["admin"])
    _, secret = accounts.grant("Leyla", "import", ["read", "write"])
    accounts.set_role("Leyla", "reader", by="root")
    assert not accounts.caller(token=secret).may("edit")
    for days in (0, 731):
        with pytest.raises(UsageError, match="days"):
            accounts.grant("Leyla", "x", ["read"], days=days)


@pytest.mark.parametrize("told", ["", "srv_", "srv_12345678_" + "a" * 43, "srv_12345678_" + "ə" * 43, "x" * 10_000])
def test_a_token_that_is_none_is_refused(accounts: Accounts, told: str) -> None:
    with pytest.raises(AccessError, match="does not hold"):
        accounts.caller(token=told)


def test_another_tokens_id_does_not_open(accounts: Accounts) -> None:
    (one, secret), (other, _) = accounts.grant("Leyla", "a", ["read"]), accounts.grant("Leyla", "b", ["read"])
    with pytest.raises(AccessError):
        accounts.caller(token=secret.replace(one.id, other.id))


def test_where_nothing_is_public_nobody_reads(ledger: Ledger) -> None:
    caller = Accounts(ledger.register, public=False).caller()
    assert caller == NOBODY
    assert not caller.may("read")
    with pytest.raises(AccessError, match="sign in to read"):
        caller.admit("read")


def test_roles_and_groups_are_told_in_the_journal(accounts: Accounts, ledger: Ledger) -> None:
    accounts.set_role("Leyla", "administrator", by="root")
    accounts.join("Leyla", "desk", by="root")
    accounts.join("Leyla", "desk", by="root")
    assert accounts.find("Leyla").circles == ("desk",)
    accounts.leave("Leyla", "desk", by="root")
    accounts.remove("Leyla", by="root")
    told = [(act.kind, act.told) for act in ledger.acts()]
    assert told == [
        ("role", "editor"),
        ("role", "administrator"),
        ("joined", "desk"),
        ("left", "desk"),
        ("role", "removed"),
    ]
    assert {act.by for act in ledger.acts()} == {"root"}
    assert ledger.verify().ok


def test_nothing_secret_lies_in_the_ledger(tmp_path: Path) -> None:
    where = tmp_path / "ledger.db"
    with Ledger.open(where) as ledger:
        accounts = Accounts(ledger.register)
        accounts.add("Leyla", "editor", password=PASSWORD, by="root")
        entry = accounts.sign_in("Leyla", PASSWORD, address=HERE)
        _, secret = accounts.grant("Leyla", "import", ["read"])
        held = b"".join(path.read_bytes() for path in tmp_path.glob("ledger.db*"))
    assert b"argon2id" in held
    for hidden in (PASSWORD, secret.rpartition("_")[2], entry.cookie.split(".")[0]):
        assert hidden.encode() not in held
    assert where.stat().st_mode & 0o077 == 0
