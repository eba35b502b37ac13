"""The commands on official statistics."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from servanda.cli.commands import _DAY, _format, _ledger, _open, _together
from servanda.problems import UsageError


@click.group()
def statistics() -> None:
    """Official statistics, to hold figures against: taken in from files, and fetched only when an address is given."""


_told = _together(
    _ledger,
    click.option("--provider", "outlet", metavar="NAME", help="Who published them, such as UN Comtrade."),
    click.option(
        "--vintage", "published", type=_DAY, metavar="DAY", help="Of which day they are; newer ones replace older ones."
    ),
)


@statistics.command()
@click.argument("paths", nargs=-1, required=True, metavar="FILE...")
@_told
@click.option("--url", metavar="URL", help="Where they were found.")
@_format("table", "jsonl", "json")
def add(paths: tuple[str, ...], where: str | None, form: str, **told: Any) -> int:
    """Take in files of statistics: plain CSV, SDMX (CSV or ML) or UN Comtrade JSON.

    Plain CSV has a header that names at least indicator, reporter, partner, period and value, and may name unit, scale and of. Each row becomes
    a figure of its reporter; `servanda figures` shows it beside what was claimed.

    \b
    Examples:
      servanda statistics add trade.csv --provider "State Customs Committee" --vintage 2022-03-20
      servanda statistics add comtrade.json --provider "UN Comtrade"
    """
    from servanda.cli.reading import run
    from servanda.ledger import is_statistics

    for path in paths:
        if not Path(path).is_file():
            raise UsageError(f"there is no file {path}")
        if not is_statistics(Path(path)):
            raise UsageError(
                f"{path} is no file of statistics that is known here: SDMX, UN Comtrade JSON, or CSV whose first line "
                "names at least indicator, reporter, partner, period and value"
            )
    with _open(where, create=True) as ledger:
        return run(paths, ledger=ledger, given=_given(told), jobs=1, form=form)


def _given(told: dict[str, Any]) -> dict[str, Any]:
    return {**told, "published": told["published"].date() if told["published"] else None}


@statistics.command()
@click.argument("url")
@_told
@click.option("--allow-private", is_flag=True, help="Also from an address within a private network.")
def fetch(url: str, where: str | None, allow_private: bool, **told: Any) -> None:
    """Fetch a file of statistics from its web address and take it in.

    This is the only command that goes to the network, and it goes to that address alone. The file is kept as it came.

    \b
    Example:
      servanda statistics fetch "https://example.org/trade.csv" --provider "State Customs Committee" --vintage 2022-03-20
    """
    from servanda.cli import show
    from servanda.ledger import Given, fetched

    data = fetched(url, allow_private=allow_private)
    with _open(where, create=True) as ledger:
        show.summary(
            ledger.add(data, name=Path(url.partition("?")[0]).name, given=Given(url=url, **_given(told))), ledger.where
        )
