"""The command line: thin doors, all opening on the ledger."""

from servanda.cli import accounts, asking, deciding, keeping, reconciling, serving, statistics
from servanda.cli.commands import cli
from servanda.cli.entry import main

_TOLD = (*asking.COMMANDS, *deciding.COMMANDS, *reconciling.COMMANDS, statistics.statistics)
for _command in (*_TOLD, *keeping.COMMANDS, serving.serve, *accounts.COMMANDS):
    cli.add_command(_command)

__all__ = ["cli", "main"]
