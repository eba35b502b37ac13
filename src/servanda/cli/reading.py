"""What `servanda read` does while it reads: print what is done, watch long work, and tell what it came to."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Any, Final

import click

from servanda.cli import show
from servanda.publish.exports import json_line

if TYPE_CHECKING:
    from servanda.ledger import Added, Ledger

_SHOWN: Final = 20  # sources whose claims are printed as a table; a thousand would help nobody
_PATIENCE: Final = 1.0  # seconds after which a person wants to see that something happens

Printed = Callable[["Added"], None]


def run(paths: tuple[str, ...], *, ledger: Ledger | None, given: dict[str, Any], jobs: int, form: str) -> int:
    """Read paths into the ledger (or nowhere) and print what they say; the exit status."""
    from servanda.ledger import Given, read_only

    if ledger is None:
        done = read_only(paths, given=Given(**given), jobs=jobs)
    else:
        done = ledger.adding(paths, given=Given(**given), jobs=jobs, with_claims=True)
    quiet = form == "table" or not sys.stdout.isatty()
    seen = _PRINTERS[form](watched(done, paths) if quiet else done)
    return conclude(seen, where=ledger.where if ledger else None)


def conclude(done: Iterable[Added], *, where: str | None) -> int:
    """Let a batch run to its end and tell what it came to; 1 when a source failed."""
    from servanda.ledger import Tally
    from servanda.ledger.intake import sweep_seldom

    sweep_seldom()
    tally = Tally()
    try:
        for one in done:
            tally.count(one)
    except KeyboardInterrupt:
        show.summary(tally.summary(), where)
        safe = "What is counted above is safe; the same command goes on from there." if where else ""
        raise click.Abort(f"Interrupted. {safe}".strip()) from None
    summary = tally.summary()
    show.summary(summary, where)
    return 1 if summary.failed else 0


def _tabled(done: Iterable[Added]) -> Iterator[Added]:
    out = show.console()
    for number, one in enumerate(done):
        if number < _SHOWN:
            show.added(one, out)
        elif number == _SHOWN:
            out.print("... and so on; `servanda claims` lists them all.")
        yield one


def _lined(done: Iterable[Added]) -> Iterator[Added]:
    for one in done:
        lines = [json_line(claim.as_dict(name)) + b"\n" for name, claim in one.claims]
        sys.stdout.buffer.write(b"".join(lines))
        sys.stdout.buffer.flush()
        yield one


def _arrayed(done: Iterable[Added]) -> Iterator[Added]:
    out, before = sys.stdout.buffer, b"["
    for one in done:
        for name, claim in one.claims:
            out.write(before + b"\n" + json_line(claim.as_dict(name)))
            before = b","
        yield one
    out.write((b"[" if before == b"[" else b"\n") + b"]\n")
    out.flush()


_PRINTERS: Final = {"table": _tabled, "jsonl": _lined, "json": _arrayed}


def watched(done: Iterator[Added], paths: Iterable[str] = ()) -> Iterator[Added]:
    """The same, with a progress bar on standard error once it takes long; none where nobody watches."""
    if not sys.stderr.isatty():
        yield from done
        return
    began = time.monotonic()
    for count, one in enumerate(done, 1):
        yield one
        if time.monotonic() - began > _PATIENCE and count >= _SHOWN:
            yield from _with_bar(done, count, paths)


def _with_bar(done: Iterator[Added], count: int, paths: Iterable[str]) -> Iterator[Added]:
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    total = _total(paths)
    columns = (TextColumn("reading"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=show.console(stderr=True), transient=True) as bar:
        task = bar.add_task("reading", total=total, completed=count)
        for one in done:
            bar.advance(task)
            yield one


def _total(paths: Iterable[str]) -> int | None:
    """How many sources the paths stand for; None when that cannot be told."""
    from servanda.ledger import files

    named = list(paths)
    if not named or "-" in named:
        return None
    return len(files(named))
