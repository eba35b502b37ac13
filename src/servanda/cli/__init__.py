"""The command line: thin doors, all opening on the ledger."""

from servanda.cli import asking, deciding, reconciling, serving, statistics
from servanda.cli.commands import cli
from servanda.cli.entry import main

for _command in (*asking.COMMANDS, *deciding.COMMANDS, *reconciling.COMMANDS, statistics.statistics, serving.serve):
    cli.add_command(_command)

__all__ = ["cli", "main"]
