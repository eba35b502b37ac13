"""The register: accounts, groups, browsers that are signed in, tokens and the doors' own settings, beside the journal."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine, Row, delete, insert, select, update
from sqlalchemy.engine import URL

from servanda.problems import UsageError
from servanda.record import Act
from servanda.store import acts, schema
from servanda.store.engines import Database
from servanda.store.moments import instant, moment
from servanda.store.opening import ask, write

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """Who may sign in: ``role`` is one of the accounts' roles; ``password`` is a hash, None where none is set."""

    name: str
    role: str
    circles: tuple[str, ...]
    created: dt.datetime
    password: str | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """A key for programs, without its secret: what it may do and until when."""

    id: str
    account: str
    name: str
    scopes: tuple[str, ...]
    created: dt.datetime
    ends: dt.datetime
    revoked: dt.datetime | None = None


class Register:
    """The tables of accounts in a ledger's database. What changes a role or a group is told in the journal too."""

    def __init__(self, *, engine: Engine, url: URL, kind: Database) -> None:
        self._engine = engine
        self._url = url
        self._database = kind

    def account(self, name: str) -> Account | None:
        """An account by its name; None where there is none or it was removed."""
        a = schema.account.c
        query = select(schema.account).where(a.name == name, a.removed.is_(None))
        return self._ask(lambda c: next((_account(row, _circles(c, name)) for row in c.execute(query)), None))

    def accounts(self) -> tuple[Account, ...]:
        """Every account, by name."""
        a = schema.account.c
        query = select(schema.account).where(a.removed.is_(None)).order_by(a.name)
        return self._ask(lambda c: tuple(_account(row, _circles(c, row.name)) for row in c.execute(query).all()))

    def add(self, name: str, *, role: str, password: str | None, by: str, at: dt.datetime) -> None:
        """Add an account; UsageError where the name was given before."""
        row = {"name": name, "role": role, "password": password, "created": moment(at)}

        def change(connection: Connection) -> None:
            if connection.execute(select(schema.account.c.name).where(schema.account.c.name == name)).first():
                raise UsageError(f"the name {name!r} was given before; what it signed stays its own: take another")
            connection.execute(insert(schema.account), row)
            self._told(connection, Act(kind="role", subject=name, by=by, told=role), at)

        self._write(change)
        self._close_file()

    def remove(self, name: str, *, by: str, at: dt.datetime) -> None:
        """Remove an account with everything that lets it in; its name stays taken."""

        def change(connection: Connection) -> None:
            gone = {"removed": moment(at), "password": None}
            connection.execute(update(schema.account).where(schema.account.c.name == name).values(gone))
            for table in (schema.sign_in, schema.token, schema.member):
                connection.execute(delete(table).where(table.c.account == name))
            self._told(connection, Act(kind="role", subject=name, by=by, told="removed"), at)

        self._write(change)

    def set_role(self, name: str, role: str, *, by: str, at: dt.datetime) -> None:
        """Change a role."""

        def change(connection: Connection) -> None:
            connection.execute(update(schema.account).where(schema.account.c.name == name).values(role=role))
            self._told(connection, Act(kind="role", subject=name, by=by, told=role), at)

        self._write(change)

    def set_password(self, name: str, password: str) -> None:
        """Change the hash of a password and sign every browser out."""

        def change(connection: Connection) -> None:
            connection.execute(update(schema.account).where(schema.account.c.name == name).values(password=password))
            connection.execute(delete(schema.sign_in).where(schema.sign_in.c.account == name))

        self._write(change)

    def rehash(self, name: str, *, before: str, now: str) -> None:
        """Keep a newer hash of the same password."""
        a = schema.account.c
        rehashed = update(schema.account).where(a.name == name, a.password == before).values(password=now)
        self._write(lambda c: c.execute(rehashed))

    def join(self, name: str, circle: str, *, by: str, at: dt.datetime) -> None:
        """Let an account belong to a group."""

        def change(connection: Connection) -> None:
            if circle not in _circles(connection, name):
                connection.execute(insert(schema.member), {"circle": circle, "account": name})
                self._told(connection, Act(kind="joined", subject=name, by=by, told=circle), at)

        self._write(change)

    def leave(self, name: str, circle: str, *, by: str, at: dt.datetime) -> None:
        """Let an account belong to a group no more."""

        def change(connection: Connection) -> None:
            if circle in _circles(connection, name):
                m = schema.member.c
                connection.execute(delete(schema.member).where(m.circle == circle, m.account == name))
                self._told(connection, Act(kind="left", subject=name, by=by, told=circle), at)

        self._write(change)

    def begin(self, account: str, hash_: str, *, began: dt.datetime, ends: dt.datetime) -> None:
        """Note a browser that signed in, and forget those whose time is over."""
        row = {"hash": hash_, "account": account, "began": moment(began), "ends": moment(ends)}

        def change(connection: Connection) -> None:
            connection.execute(delete(schema.sign_in).where(schema.sign_in.c.ends <= moment(began)))
            connection.execute(insert(schema.sign_in), row)

        self._write(change)

    def signed_in(self, hash_: str, *, at: dt.datetime) -> Account | None:
        """The account that a browser is signed in to; None where its time is over or it was signed out."""
        s, a = schema.sign_in, schema.account
        query = select(a).join(s, s.c.account == a.c.name)
        query = query.where(s.c.hash == hash_, s.c.ends > moment(at), a.c.removed.is_(None))
        return self._ask(lambda c: next((_account(row, _circles(c, row.name)) for row in c.execute(query).all()), None))

    def end(self, *, hash_: str | None = None, account: str | None = None) -> int:
        """Sign one browser out, or every one of an account; how many."""
        s = schema.sign_in.c
        chosen = delete(schema.sign_in).where(s.hash == hash_ if hash_ is not None else s.account == account)
        return self._write(lambda c: c.execute(chosen).rowcount)

    def add_token(self, token: Token, hash_: str) -> None:
        """Note a token by the hash of its secret."""
        row = {
            "id": token.id,
            "hash": hash_,
            "account": token.account,
            "name": token.name,
            "scopes": " ".join(token.scopes),
            "created": moment(token.created),
            "ends": moment(token.ends),
        }
        self._write(lambda c: c.execute(insert(schema.token), row))

    def tokens(self, account: str | None = None) -> tuple[Token, ...]:
        """The tokens of an account, or of all, oldest first."""
        t = schema.token.c
        query = select(schema.token).order_by(t.created, t.id)
        if account is not None:
            query = query.where(t.account == account)
        return self._ask(lambda c: tuple(map(_token, c.execute(query))))

    def token(self, hash_: str, *, at: dt.datetime) -> tuple[Token, Account] | None:
        """A token that still holds, and whose it is."""
        t, a = schema.token, schema.account
        held = select(t).where(t.c.hash == hash_, t.c.ends > moment(at), t.c.revoked.is_(None))

        def question(connection: Connection) -> tuple[Token, Account] | None:
            row = connection.execute(held).first()
            if row is None:
                return None
            token = _token(row)
            own = select(a).where(a.c.name == token.account, a.c.removed.is_(None))
            return next(
                ((token, _account(r, _circles(connection, r.name))) for r in connection.execute(own).all()), None
            )

        return self._ask(question)

    def revoke(self, id_: str, *, at: dt.datetime) -> bool:
        """Let a token hold no more; False where there is no such token that holds."""
        t = schema.token.c
        ended = update(schema.token).where(t.id == id_, t.revoked.is_(None)).values(revoked=moment(at))
        return self._write(lambda c: c.execute(ended).rowcount) > 0

    def setting(self, name: str) -> str | None:
        """A setting of the doors; None where it was never made."""
        query = select(schema.setting.c.value).where(schema.setting.c.name == name)
        return self._ask(lambda c: c.execute(query).scalar())

    def set(self, name: str, change: Callable[[str | None], str]) -> str:
        """Change a setting, one program at a time; ``change`` is given what it is now."""
        s = schema.setting

        def changed(connection: Connection) -> str:
            self._database.lock_schema(connection)
            before = connection.execute(select(s.c.value).where(s.c.name == name)).scalar()
            now = change(before)
            if before is None:
                connection.execute(insert(s), {"name": name, "value": now})
            elif now != before:
                connection.execute(update(s).where(s.c.name == name).values(value=now))
            return now

        now = self._write(changed)
        self._close_file()
        return now

    def _told(self, connection: Connection, act: Act, at: dt.datetime) -> None:
        acts.append(connection, self._database, act, at=at)

    def _close_file(self) -> None:
        """Let nobody else read a file that holds accounts; one that a group may write was opened to that group on purpose."""
        name = self._url.database
        if self._url.drivername.startswith("sqlite") and name and name != ":memory:":
            for path in (Path(name), Path(f"{name}-wal"), Path(f"{name}-shm")):
                with suppress(OSError):  # not there, or another's: then it is not ours to close
                    mode = path.stat().st_mode
                    os.chmod(path, mode & ~(0o007 if mode & 0o020 else 0o077) & 0o7777)

    def _ask(self, question: Callable[[Connection], T]) -> T:
        return ask(self._engine, self._url, question)

    def _write(self, change: Callable[[Connection], T]) -> T:
        return write(self._engine, self._url, change)


def _circles(connection: Connection, name: str) -> tuple[str, ...]:
    m = schema.member.c
    return tuple(connection.execute(select(m.circle).where(m.account == name).order_by(m.circle)).scalars())


def _account(row: Row[Any], circles: tuple[str, ...]) -> Account:
    return Account(name=row.name, role=row.role, circles=circles, created=instant(row.created), password=row.password)


def _token(row: Row[Any]) -> Token:
    return Token(
        id=row.id,
        account=row.account,
        name=row.name,
        scopes=tuple(row.scopes.split()),
        created=instant(row.created),
        ends=instant(row.ends),
        revoked=instant(row.revoked) if row.revoked else None,
    )
