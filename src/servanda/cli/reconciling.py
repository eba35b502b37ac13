"""The commands on figures: what they come to side by side, what cannot be true together, and why."""

from __future__ import annotations

import datetime as dt
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from servanda.cli.commands import _DAY, _asked, _format, _known, _ledger, _open, _print, _together
from servanda.problems import UsageError

if TYPE_CHECKING:
    from servanda.ledger import Reconciliation


_said = _together(
    _ledger,
    click.option("--as-of", type=_DAY, metavar="DAY", help="Only what had been published by this day."),
    _known,
)


def _countries(pair: str | None) -> tuple[str, ...]:
    """The two countries of a pair as it is written: AZ-RU."""
    if pair is None:
        return ()
    codes = tuple(pair.replace("–", "-").split("-"))
    if len(codes) != 2:
        raise UsageError(f"a pair is two country codes with a hyphen, such as AZ-RU, not {pair!r}")
    return codes


def _reconciled(where: str | None, pair: str | None, told: dict[str, Any]) -> Reconciliation:
    known = _asked({"as_known_on": told["as_known_on"]})["as_known_on"]
    as_of: dt.datetime | None = told["as_of"]
    with _open(where) as ledger:
        return ledger.reconciliation(pair=_countries(pair), as_of=as_of.date() if as_of else None, as_known_on=known)


@click.command()
@click.argument("pair", required=False)
@click.option("--indicator", metavar="NAME", help="Only this indicator, such as exports.")
@click.option(
    "--plot",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Draw them into a .svg or .png file.",
)
@_said
@_format("table", "jsonl", "json")
def figures(
    pair: str | None, indicator: str | None, plot: Path | None, where: str | None, form: str, **told: Any
) -> None:
    """Show figures side by side: what was claimed, what follows from it, what official statistics say.

    PAIR is two country codes, such as AZ-RU; without it all pairs are shown. What nobody said but follows is marked as derived; its id
    can be given to `servanda prove`.

    \b
    Examples:
      servanda figures AZ-RU
      servanda figures AZ-RU --indicator "trade turnover" --as-of 2022-03-01
      servanda figures AZ-RU --indicator "trade turnover" --plot turnover.svg
      servanda figures --format jsonl
    """
    from servanda.cli import showing_figures as show

    reconciled = _reconciled(where, pair, told)
    if plot is not None:
        drawn = reconciled.picture(indicator, form=plot.suffix.removeprefix("."))
        from servanda.publish import exports

        with exports.file(plot, spreadsheet=False) as out:
            out.write(drawn)
        return
    found = [one for one in reconciled.figures if indicator in (None, one.indicator)]
    _print(form, found, show.entries, show.entry_row)


@click.command()
@click.argument("pair", required=False)
@click.option(
    "--comparisons", is_flag=True, help='Comparisons instead ("a record", "the highest in ten years"), as tested.'
)
@_said
@_format("table", "jsonl", "json")
def conflicts(pair: str | None, comparisons: bool, where: str | None, form: str, **told: Any) -> None:
    """List which figures cannot be true together, each set as small as it can be, with the likeliest slip.

    A conflict that rests on an assumption says so: it may be one of definition or date. Figures that two countries count differently are
    asymmetries. `servanda prove` shows why.

    \b
    Examples:
      servanda conflicts
      servanda conflicts AZ-RU --as-of 2024-02-01 --format jsonl
      servanda conflicts --comparisons
    """
    from servanda.cli import showing_figures as show

    reconciled = _reconciled(where, pair, told)
    found = reconciled.comparisons if comparisons else reconciled.findings
    _print(form, found, show.findings, show.finding_row)


@click.command()
@click.argument("finding")
@_said
@_format("table", "json")
def prove(finding: str, where: str | None, form: str, **told: Any) -> None:
    """Prove a FINDING: the quoted words, what they come to step by step, and the weighted sum that shows it.

    FINDING is an id as `servanda conflicts` and `servanda figures` print it, or the beginning of one. Every proof was checked in exact
    fractions; it can be followed on paper.

    \b
    Example:
      servanda prove 5c0e
    """
    from servanda.cli import showing_figures as showing

    found = _reconciled(where, None, told).prove(finding)
    if form == "table":
        showing.proof(found)
    else:
        from servanda.publish.exports import json_line

        sys.stdout.buffer.write(json_line(showing.proof_row(found)) + b"\n")


COMMANDS: Final = (figures, conflicts, prove)
