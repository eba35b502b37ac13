"""The command line: thin doors, all opening on the ledger."""

from servanda.cli import asking, deciding
from servanda.cli.commands import cli
from servanda.cli.entry import main

for command in (*asking.COMMANDS, *deciding.COMMANDS):
    cli.add_command(command)

__all__ = ["cli", "main"]
