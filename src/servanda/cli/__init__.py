"""The command line: thin doors, all opening on the ledger."""

from servanda.cli.commands import cli
from servanda.cli.entry import main

__all__ = ["cli", "main"]
