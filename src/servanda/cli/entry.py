"""The entry: run a command and turn what it raises into a plain message and an exit status."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from typing import Final, NoReturn

import click

from servanda.problems import ServandaError, UsageError

FAILED: Final = 1
WRONG_CALL: Final = 2
INTERRUPTED: Final = 130
NOBODY_LISTENS: Final = 141


def main(args: Sequence[str] | None = None) -> NoReturn:
    """Run the command line and leave with its status: 0 fine, 1 something failed, 2 a wrong call, 130 interrupted."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")  # a terminal without the letter must not end the run
    sys.exit(_status(args))


def _status(args: Sequence[str] | None) -> int:
    from servanda.cli.commands import cli

    try:
        status = cli.main(args=args, prog_name="servanda", standalone_mode=False)
        sys.stdout.flush()
        return int(status or 0)
    except BrokenPipeError:
        _hush()
        return NOBODY_LISTENS
    except (click.Abort, KeyboardInterrupt) as stop:
        click.echo(str(stop) or "Interrupted.", err=True)
        return INTERRUPTED
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except UsageError as error:
        return _tell(error, WRONG_CALL)
    except ServandaError as error:
        return _tell(error, FAILED)


def _tell(error: ServandaError, status: int) -> int:
    from servanda.cli.show import visible

    click.echo(f"Error: {visible(str(error))}", err=True)
    return status


def _hush() -> None:
    """Nobody reads the output any more: let Python's own last flush go nowhere instead of complaining."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
