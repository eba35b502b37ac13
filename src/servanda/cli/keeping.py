"""The commands that keep a ledger safe and its pages quick: backup, restore, shelve."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import click

from servanda.cli.commands import ledger_option, opened


@click.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@ledger_option
def backup(file: Path, where: str | None) -> None:
    """Write the whole ledger, accounts and all, into FILE, and check every seal of the copy.

    Others may read and write meanwhile: the copy is of one moment. FILE is a ledger itself, in SQLite, whichever database it comes from; it appears
    whole or not at all, is closed to other users, and never takes the place of another file.

    \b
    Example:
      servanda backup record-2024-05-01.db
    """
    from servanda.ledger import backup as copied

    found = copied(where, file)
    click.echo(f"{found.entries} entries, all sound; seal {found.head}")


@click.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@ledger_option
@click.option("--expect", metavar="SEAL", help="A seal noted earlier, which must be in the backup.")
def restore(file: Path, where: str | None, expect: str | None) -> None:
    """Make the ledger anew from a backup FILE, once every seal of it is checked; what is there already is never overwritten.

    \b
    Examples:
      servanda restore record-2024-05-01.db --ledger record.db
      servanda restore record-2024-05-01.db --ledger postgresql://user@host/name
    """
    from servanda.ledger import restore as restored

    found = restored(file, where, expected=expect)
    click.echo(f"{found.entries} entries, all sound; seal {found.head}")


@click.command()
@ledger_option
@click.option("--anew", is_flag=True, help="Throw away what was made before and begin again.")
def shelve(where: str | None, anew: bool) -> None:
    """Make what pages are made of, for every pair of countries that something new was said of.

    `servanda serve` does so by itself, in the background; after a large batch this does it beforehand.
    """
    from servanda.publish import Shelf

    with opened(where) as ledger:
        if anew:
            ledger.shelving.clear()
        count = Shelf(ledger).renew()
    click.echo(f"{count} pairs of countries made anew")


COMMANDS: Final = (backup, restore, shelve)
