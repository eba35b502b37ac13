"""The command line: thin doors, all opening on the ledger."""

from servanda.cli import accounts, asking, deciding, reconciling, statistics
from servanda.cli.commands import cli
from servanda.cli.entry import main

for _command in (
    *asking.COMMANDS,
    *deciding.COMMANDS,
    *reconciling.COMMANDS,
    statistics.statistics,
    *accounts.COMMANDS,
):
    cli.add_command(_command)

__all__ = ["cli", "main"]
