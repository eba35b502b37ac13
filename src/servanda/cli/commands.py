"""The commands: each parses, asks the ledger and shows the answer. What is heavy is imported inside."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Callable, Iterable
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from servanda.cli.status import NOBODY_LISTENS, hush

if TYPE_CHECKING:
    from servanda.ledger import Ledger

F = TypeVar("F", bound=Callable[..., Any])
KINDS = ("meeting", "figure", "event", "instrument", "commitment", "person", "body")
_DAY = click.DateTime(["%Y-%m-%d"])
_MOMENT = click.DateTime(["%Y-%m-%d", "%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M", "%Y-%m-%d %H:%M:%S"])


class _Group(click.Group):
    """Commands in the order in which one comes to need them."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.commands)

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; when nobody reads its output any more, end quietly instead of with click's status 1."""
        try:
            status = super().invoke(ctx)
            sys.stdout.flush()
            return status
        except BrokenPipeError:
            hush()
            return NOBODY_LISTENS


@click.group(cls=_Group, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
def cli() -> None:
    """The record of what governments agree.

    Point it at reports, communiqués and protocols; it reads every meeting, figure, event, instrument, commitment,
    person and body that they state, ties each to its exact words, and keeps them in a ledger that is never overwritten.

    \b
    Begin:
      servanda read reports/               read a folder into ./servanda.db
      servanda claims --kind figure        what was read
      servanda explain 3f9a17              why: the sentence, the rule, the date
      servanda dossier AZ-RU               what all documents on a pair of countries say together
      servanda COMMAND --help              every command explains itself
    """


def _together(*options: Callable[[F], F]) -> Callable[[F], F]:
    def decorate(command: F) -> F:
        for option in reversed(options):
            command = option(command)
        return command

    return decorate


_ledger = click.option(
    "--ledger",
    "where",
    metavar="FILE|URL",
    help="The ledger: a file, or postgresql://user@host/name. Default: $SERVANDA_LEDGER, else ./servanda.db.",
)
_jobs = click.option(
    "--jobs",
    "-j",
    default=1,
    show_default=True,
    type=click.IntRange(0, 256),
    help="Processes that read; 0: one a core.",
)
_limit = click.option("--limit", type=click.IntRange(1), help="Stop after this many.")
_document = click.option("--document", metavar="NAME|ID", help="Only of this document: a name, or the start of an id.")
_known = click.option(
    "--as-known-on", type=_MOMENT, metavar="DAY|TIME", help="As the ledger had it then (UTC); a day counts whole."
)


def _format(*choices: str) -> Callable[[F], F]:
    return click.option(
        "--format",
        "-f",
        "form",
        type=click.Choice(choices),
        default=choices[0],
        show_default=True,
        help="How to print.",
    )


_filters = _together(
    click.option("--kind", "-k", multiple=True, type=click.Choice(KINDS), help="Only this kind; may be repeated."),
    click.option("--country", metavar="CODE", help="Only claims that name this country (ISO 3166, such as AZ)."),
    click.option("--body", metavar="WORDS", help="Only claims on a standing body whose name holds these words."),
    click.option("--since", type=_DAY, metavar="DAY", help="Dated on or after this day (documents: published)."),
    click.option("--until", type=_DAY, metavar="DAY", help="Dated on or before this day (documents: published)."),
    click.option("--text", metavar="WORDS", help='Holding all these words; "a phrase" in quotes, a beginning as wor*.'),
    _document,
    _known,
    _limit,
)


def _asked(filters: dict[str, Any]) -> dict[str, Any]:
    """The filters as the ledger takes them: click has only times, the ledger tells days from times."""
    asked = {**filters}
    for name in ("since", "until"):
        asked[name] = asked[name].date() if asked.get(name) else None
    known = asked.get("as_known_on")
    if known is not None and known.time() == dt.time():
        asked["as_known_on"] = known.date()
    return asked


def _open(where: str | None, *, create: bool = False) -> Ledger:
    from servanda.ledger import Ledger

    return Ledger.open(where, create=create)


#: What the commands of other modules share with these.
DAY, known, ledger_option, opened, printed_as, together = _DAY, _known, _ledger, _open, _format, _together


def _workers(jobs: int) -> int:
    import os

    return jobs or os.cpu_count() or 1


@cli.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@_ledger
@click.option("--no-ledger", is_flag=True, help="Read and print; keep nothing.")
@click.option("--published", type=_DAY, metavar="DAY", help="When the sources were published; wins over what they say.")
@click.option("--language", metavar="CODE", help="The language of the sources (ISO 639-1, such as en).")
@click.option("--outlet", metavar="NAME", help="Who published them.")
@click.option("--url", metavar="URL", help="Where they were found.")
@_jobs
@_format("table", "jsonl", "json")
def read(paths: tuple[str, ...], where: str | None, no_ledger: bool, jobs: int, form: str, **told: Any) -> int:
    """Read files and folders into the ledger; "-" is standard input.

    Plain text, HTML, PDF with text, DOCX and e-mail. Reading a file twice changes nothing; interrupted work goes on
    where it stopped when the same command is run again. A file that cannot be read is reported and passed over.

    \b
    Examples:
      servanda read report.txt
      servanda read reports/ --jobs 4 --ledger record.db
      servanda read old/ --published 2021-04-27 --outlet Turan
      curl -s https://example.org/news.html | servanda read - --no-ledger --format jsonl

    Exit status: 0 all was read, 1 some source failed, 2 the call was wrong, 130 interrupted.
    """
    from servanda.cli.reading import run

    if not all(path.strip() for path in paths):
        raise click.UsageError("a path is empty: name a file or folder, or - for standard input")
    given = {**told, "published": told["published"].date() if told["published"] else None}
    ledger = nullcontext() if no_ledger else _open(where, create=True)
    with ledger as opened:
        return run(paths, ledger=opened, given=given, jobs=_workers(jobs), form=form)


@cli.command()
@_ledger
@_filters
@_format("table", "jsonl", "json")
def claims(where: str | None, form: str, **filters: Any) -> None:
    """List what the documents say.

    A claim without a date lies in no period, so --since and --until pass it by.

    \b
    Examples:
      servanda claims --kind figure --country AZ --since 2020-01-01
      servanda claims --text '"road map" digital' --format jsonl
      servanda claims --body "intergovernmental commission" --as-known-on 2024-05-01
    """
    from servanda.cli import show

    with _open(where) as ledger:
        found = ledger.claims(**_asked(filters))
        _print(form, found, show.claims, lambda s: {"id": s.id, **s.as_dict()})


@cli.command()
@_ledger
@_filters
@_format("table", "jsonl", "json")
def documents(where: str | None, form: str, **filters: Any) -> None:
    """List the documents in the ledger.

    Filters by kind, country and body choose documents that make such a claim; --text looks into their whole text.

    \b
    Examples:
      servanda documents --text "North-South corridor"
      servanda documents --kind commitment --since 2023-01-01
    """
    import msgspec

    from servanda.cli import show

    with _open(where) as ledger:
        _print(form, ledger.documents(**_asked(filters)), show.documents, msgspec.to_builtins)


@cli.command()
@_ledger
@click.option("--code", "-c", multiple=True, metavar="CODE", help="Only this code; may be repeated.")
@_document
@_known
@_limit
@_format("table", "jsonl", "json")
def problems(where: str | None, form: str, **filters: Any) -> None:
    """List what was wrong with the material: broken files, missing dates, doubtful values.

    \b
    Examples:
      servanda problems --code no-date
      servanda problems --document report.pdf
    """
    from servanda.cli import show

    with _open(where) as ledger:
        _print(form, ledger.problems(**_asked(filters)), show.problems, _problem_row)


def _problem_row(noted: Any) -> dict[str, Any]:
    import msgspec

    row = msgspec.to_builtins(noted.problem)
    return {**row, "document": noted.document, "noted": noted.noted.isoformat()}


def _print(form: str, found: Iterable[Any], table: Callable[[Any], int], row: Callable[[Any], dict[str, Any]]) -> None:
    """Print answers as a table, or as JSON row by row."""
    from servanda.publish.exports import WRITERS

    if form == "table":
        if not table(found):
            click.echo("nothing found", err=True)
    else:
        WRITERS[form](map(row, found), sys.stdout.buffer)


@cli.command()
@click.argument("claim")
@_ledger
@_format("table", "json")
def explain(claim: str, where: str | None, form: str) -> None:
    """Explain a CLAIM: its words in their sentence, its values, the rules behind them, its source and its reader.

    CLAIM is an id as `servanda claims` prints it, or the beginning of one.

    \b
    Example:
      servanda explain 3f9a17
    """
    import msgspec

    from servanda.cli import show

    with _open(where) as ledger:
        found = ledger.explain(claim)
    if form == "table":
        show.explanation(found)
    else:
        from servanda.publish.exports import json_line

        row = {**msgspec.to_builtins(found), "stated": {"id": found.stated.id, **found.stated.as_dict()}}
        sys.stdout.buffer.write(json_line(row) + b"\n")


@cli.command()
@_ledger
@_filters
@_format("jsonl", "csv", "json")
@click.option("--output", "-o", type=click.Path(dir_okay=False, path_type=Path), help="The file; else standard output.")
def export(where: str | None, form: str, output: Path | None, **filters: Any) -> None:
    """Export claims with their documents' dates and outlets, the reader's version and when they were learned.

    A file appears whole or not at all. In CSV no cell can be taken for a formula by a spreadsheet.

    \b
    Examples:
      servanda export --output record.jsonl
      servanda export --format csv --kind figure --output figures.csv
    """
    from servanda.cli import show
    from servanda.publish import exports

    with _open(where) as ledger:
        rows = map(exports.row, ledger.claims(**_asked(filters)))
        target: Any = exports.file(output, spreadsheet=form == "csv") if output else nullcontext(sys.stdout.buffer)
        with target as out:
            count = exports.WRITERS[form](rows, out)
    if output:
        click.echo(show.visible(f"{count} claims → {output}"), err=True)


@cli.command()
@_ledger
@_jobs
def rebuild(where: str | None, jobs: int) -> int:
    """Read every source again, from its original bytes, with this version of the reader.

    What older versions found stays and can be asked for with --as-known-on. What this version has read already is
    passed by, so interrupted work goes on when the command is run again.
    """
    from servanda.cli.reading import conclude, watched

    with _open(where) as ledger:
        return conclude(watched(ledger.rebuilding(jobs=_workers(jobs))), where=ledger.where)


@cli.command()
@_ledger
@click.option("--expect", metavar="SEAL", help="A seal noted earlier, which must still be in the journal.")
def verify(where: str | None, expect: str | None) -> int:
    """Check that nothing in the ledger was changed, removed or slipped in.

    Every fact is sealed with the hash of the fact before it. Note the seal that this prints somewhere else: given back
    with --expect, it shows whether everything up to that day is still the same.
    """
    from servanda.cli.show import visible

    with _open(where) as ledger:
        found = ledger.verify(expected=expect)
    for fault in found.faults:
        click.echo(visible(fault))
    click.echo(f"{found.entries} entries, {'all sound' if found.ok else 'NOT sound'}; seal {found.head}")
    return 0 if found.ok else 1


@cli.command()
@click.argument("folder", metavar="DIR", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--write", is_flag=True, help="Make what is read now the expected result.")
def golden(folder: Path, write: bool) -> int:
    """Compare what is read in the texts of DIR with the golden files beside them.

    `report.txt` goes with `report.expected.jsonl`: one claim a line, as `servanda read --format jsonl` prints it.
    Differences are shown (- no longer read, + newly read, ~ a field changed) and the exit status is then 1.

    \b
    Examples:
      servanda golden samples/
      servanda golden samples/ --write
    """
    from servanda.cli import golden as files
    from servanda.cli.show import visible

    differing = 0
    for one in files.compare(folder):
        if one.differences:
            differing += 1
            click.echo("\n  ".join(map(visible, (str(one.text), *one.differences))))
        if write:
            files.write(one)
    click.echo(f"{differing} texts differ" + (", golden files written" if write else ""), err=True)
    return 1 if differing and not write else 0


@cli.command()
def version() -> None:
    """Print the versions of Servanda and of its reader."""
    from importlib.metadata import version as installed

    from servanda.ledger import Reader

    click.echo(f"servanda {installed('servanda')}\nreader   {Reader().version}")


@cli.command()
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def completion(shell: str) -> None:
    """Print a script that lets the SHELL complete commands and options with Tab.

    \b
    Install:
      bash   servanda completion bash >> ~/.bashrc
      zsh    servanda completion zsh >> ~/.zshrc
      fish   servanda completion fish > ~/.config/fish/completions/servanda.fish
    """
    from click.shell_completion import get_completion_class

    found = get_completion_class(shell)
    assert found is not None
    click.echo(found(cli, {}, "servanda", "_SERVANDA_COMPLETE").source())
