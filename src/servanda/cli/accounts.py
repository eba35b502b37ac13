"""The commands on accounts: who may sign in at the pages, what each may do, and tokens for programs."""

from __future__ import annotations

import getpass
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

import click

from servanda.cli.commands import ledger_option, opened
from servanda.problems import UsageError

if TYPE_CHECKING:
    from servanda.accounts import Accounts

ROLES: Final = ("reader", "analyst", "editor", "administrator")
SCOPES: Final = ("read", "write", "admin")


@contextmanager
def _accounts(where: str | None, *, create: bool = False) -> Iterator[Accounts]:
    try:
        from servanda.accounts import Accounts
    except ImportError:
        raise UsageError("accounts need more packages: pip install 'servanda[web]'") from None
    with opened(where, create=create) as ledger:
        yield Accounts(ledger.register)


def _who() -> str:
    """Who runs the command, as it is told in the journal."""
    try:
        return f"{getpass.getuser()} (command line)"
    except (KeyError, OSError):
        return "command line"


def _password() -> str:
    """A password: asked for twice where somebody types, else the first line of standard input; never an argument, which others can see."""
    if sys.stdin.isatty():
        told: str = click.prompt("Password", hide_input=True, confirmation_prompt=True, err=True)
        return told
    return sys.stdin.readline().rstrip("\r\n")


@click.group()
def user() -> None:
    """Accounts for the pages and the REST API: readers, analysts, editors and administrators.

    A reader reads, also where the record is not public; an analyst sees what waits for review and writes notes for a group; an editor adds
    documents and judges; an administrator manages accounts. Changes of roles and groups are told in the journal.
    """


@user.command()
@click.argument("name")
@ledger_option
@click.option("--role", type=click.Choice(ROLES), default="reader", show_default=True, help="What the account may do.")
@click.option("--no-password", is_flag=True, help="For a program: it gets tokens, and nobody signs in with it.")
def add(name: str, where: str | None, role: str, no_password: bool) -> None:
    """Add an account; the password is asked for, or read from standard input.

    \b
    Examples:
      servanda user add "A. Aliyeva" --role editor
      servanda user add importer --role editor --no-password
    """
    password = None if no_password else _password()
    with _accounts(where, create=True) as accounts:
        accounts.add(name, role, password=password, by=_who())
    click.echo(f"{name}: {role}")


@user.command("list")
@ledger_option
def listed(where: str | None) -> None:
    """List the accounts with their roles and groups.

    \b
    Example:
      servanda user list
    """
    from servanda.cli.show import line

    with _accounts(where) as accounts:
        found = accounts.every()
    for one in found:
        groups = f"  in {', '.join(one.circles)}" if one.circles else ""
        click.echo(line(f"{one.role:<14}{one.name}{groups}{'' if one.password else '  (no password)'}"))
    if not found:
        click.echo("nothing found", err=True)


@user.command()
@click.argument("name")
@ledger_option
def remove(name: str, where: str | None) -> None:
    """Remove an account; its browsers and tokens are out at once, and what it signed stays.

    \b
    Example:
      servanda user remove importer
    """
    with _accounts(where) as accounts:
        accounts.remove(name, by=_who())
    click.echo(f"{name}: removed")


@user.command()
@click.argument("name")
@ledger_option
def password(name: str, where: str | None) -> None:
    """Give an account another password, asked for or read from standard input; its browsers are signed out.

    \b
    Example:
      servanda user password "A. Aliyeva"
    """
    with _accounts(where) as accounts:
        accounts.set_password(accounts.find(name).name, _password())
    click.echo(f"{name}: password changed")


@user.command("role")
@click.argument("name")
@click.argument("role", type=click.Choice(ROLES))
@ledger_option
def set_role(name: str, role: str, where: str | None) -> None:
    """Give an account another ROLE.

    \b
    Example:
      servanda user role "A. Aliyeva" administrator
    """
    with _accounts(where) as accounts:
        accounts.set_role(name, role, by=_who())
    click.echo(f"{name}: {role}")


@user.command()
@click.argument("name")
@click.argument("group")
@ledger_option
def join(name: str, group: str, where: str | None) -> None:
    """Let an account belong to a GROUP: it then sees the group's notes and what is under embargo for it.

    \b
    Example:
      servanda user join "A. Aliyeva" secretariat
    """
    with _accounts(where) as accounts:
        accounts.join(name, group, by=_who())
    click.echo(f"{name}: joined {group}")


@user.command()
@click.argument("name")
@click.argument("group")
@ledger_option
def leave(name: str, group: str, where: str | None) -> None:
    """Let an account belong to a GROUP no more.

    \b
    Example:
      servanda user leave "A. Aliyeva" secretariat
    """
    with _accounts(where) as accounts:
        accounts.leave(name, group, by=_who())
    click.echo(f"{name}: left {group}")


@user.command("sign-out")
@click.argument("name", required=False)
@ledger_option
@click.option("--all", "everybody", is_flag=True, help="Everybody, by new keys for all cookies.")
def sign_out(name: str | None, where: str | None, everybody: bool) -> None:
    """Sign every browser of an account out, or everybody's.

    \b
    Examples:
      servanda user sign-out "A. Aliyeva"
      servanda user sign-out --all
    """
    if (name is None) is not everybody:
        raise click.UsageError("name one account, or --all")
    with _accounts(where) as accounts:
        if name is None:
            accounts.renew_keys()
            click.echo("everybody is signed out")
        else:
            click.echo(f"{name}: signed out of {accounts.sign_out_everywhere(name)} browsers")


@click.group()
def token() -> None:
    """Tokens, by which programs use the REST API in the name of an account."""


@token.command("add")
@click.argument("account")
@click.argument("name")
@ledger_option
@click.option(
    "--scope", "scopes", multiple=True, type=click.Choice(SCOPES), help="What it is good for; may be repeated. [read]"
)
@click.option("--days", type=click.IntRange(1, 730), default=90, show_default=True, help="How long it holds.")
def grant(account: str, name: str, where: str | None, scopes: tuple[str, ...], days: int) -> None:
    """Make a token for an ACCOUNT; NAME tells what it is for. It is printed this once and kept nowhere.

    \b
    Example:
      servanda token add importer "nightly import" --scope read --scope write --days 30
    """
    with _accounts(where) as accounts:
        made, secret = accounts.grant(account, name, scopes or ("read",), days=days)
    click.echo(f"{made.id}: {' '.join(made.scopes)}, until {made.ends:%Y-%m-%d}; shown this once:", err=True)
    click.echo(secret)


@token.command("list")
@ledger_option
@click.option("--account", metavar="NAME", help="Only of this account.")
def tokens(where: str | None, account: str | None) -> None:
    """List tokens: what they are good for and until when, never their secrets.

    \b
    Example:
      servanda token list
    """
    from servanda.cli.show import line

    with _accounts(where) as accounts:
        found = accounts.tokens(account)
    for one in found:
        state = f"revoked {one.revoked:%Y-%m-%d}" if one.revoked else f"until {one.ends:%Y-%m-%d}"
        click.echo(line(f"{one.id}  {one.account}: {one.name} ({' '.join(one.scopes)}; {state})"))
    if not found:
        click.echo("nothing found", err=True)


@token.command()
@click.argument("token_id", metavar="ID")
@ledger_option
def revoke(token_id: str, where: str | None) -> None:
    """Let a token hold no more; its ID is what `servanda token list` shows.

    \b
    Example:
      servanda token revoke 3f9a17c2
    """
    with _accounts(where) as accounts:
        accounts.revoke(token_id)
    click.echo(f"{token_id}: revoked")


COMMANDS: Final = (user, token)
