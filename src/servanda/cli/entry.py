"""The entry: run a command and turn what it raises into a plain message and an exit status."""

from __future__ import annotations

import io
import sys
from collections.abc import Sequence
from typing import NoReturn

import click

from servanda.cli.show import visible
from servanda.cli.status import FAILED, INTERRUPTED, WRONG_CALL
from servanda.problems import ServandaError, UsageError


def main(args: Sequence[str] | None = None) -> NoReturn:
    """Run the command line and leave with its status: 0 fine, 1 something failed, 2 a wrong call, 130 interrupted."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")  # a terminal without the letter must not end the run
    sys.exit(_status(args))


def _status(args: Sequence[str] | None) -> int:
    from servanda.cli import cli

    try:
        status = cli.main(args=args, prog_name="servanda", standalone_mode=False)
        return int(status or 0)
    except (click.Abort, KeyboardInterrupt) as stop:
        click.echo(str(stop) or "Interrupted.", err=True)
        return INTERRUPTED
    except click.ClickException as error:
        _show(error)
        return error.exit_code
    except UsageError as error:
        click.echo(f"Error: {visible(str(error))}", err=True)
        return WRONG_CALL
    except ServandaError as error:
        click.echo(f"Error: {visible(str(error))}", err=True)
        return FAILED


def _show(error: click.ClickException) -> None:
    """As click shows it, with the usage line, and nothing in it that could steer the terminal."""
    told = io.StringIO()
    error.show(told)
    click.echo("\n".join(map(visible, told.getvalue().splitlines())), err=True)
