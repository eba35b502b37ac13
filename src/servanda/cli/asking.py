"""The commands that ask the record: what it knows, what became of it, what changed."""

from __future__ import annotations

import datetime as dt
import re
import sys
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, Final

import click

from servanda.cli.commands import DAY, known, ledger_option, opened, printed_as, together

if TYPE_CHECKING:
    from servanda.ledger import Thread, View

_as_of = click.option("--as-of", type=DAY, metavar="DAY", help="As of this day: nothing said later. Default: today.")
_when = together(_as_of, known)


def _two_countries(_: click.Context, __: click.Parameter, value: str | None) -> str | None:
    """A pair as it is written, AZ-RU, in capitals; a usage error for what is none."""
    if value is None:
        return None
    pair = value.strip().replace("–", "-").upper()
    if not _PAIR.match(pair):
        raise click.BadParameter(f"a pair is two country codes with a hyphen, such as AZ-RU, not {value[:40]!r}")
    return pair


_PAIR = re.compile(r"[A-Z]{2}-[A-Z]{2}\Z")
_pair = click.option(
    "--pair",
    callback=_two_countries,
    metavar="AZ-RU",
    help="Only of these countries (ISO 3166 codes, joined by a hyphen).",
)
_threads = together(
    click.option("--status", "statuses", multiple=True, metavar="STATUS", help="Only this status; may be repeated."),
    click.option("--overdue", is_flag=True, help="Only what is past the last day announced, by the clock."),
    click.option(
        "--silent-for", type=click.IntRange(1), metavar="DAYS", help="Only open things without news for so long."
    ),
    _pair,
    _when,
)


def _day(value: dt.datetime | None) -> dt.date | None:
    return value.date() if value else None


def _known_on(value: dt.datetime | None) -> dt.datetime | dt.date | None:
    return value.date() if value is not None and value.time() == dt.time() else value


def _view(where: str | None, as_of: dt.datetime | None, as_known_on: dt.datetime | None) -> View:
    with opened(where) as ledger:
        return ledger.view(as_of=_day(as_of), as_known_on=_known_on(as_known_on))


def _json(found: Any) -> None:
    from servanda.publish.exports import json_line

    sys.stdout.buffer.write(json_line(found) + b"\n")


def _told(form: str, found: Iterable[Any], table: Callable[[Any], int], row: Callable[[Any], Any]) -> None:
    """Print answers as text, or as one JSON array."""
    listed = list(found)
    if form == "json":
        _json([row(one) for one in listed])
    elif not table(listed):
        click.echo("nothing found", err=True)


@click.command()
@click.argument("entity")
@ledger_option
@_when
@printed_as("table", "json")
def show(entity: str, where: str | None, form: str, as_of: dt.datetime | None, as_known_on: dt.datetime | None) -> None:
    """Show everything on one ENTITY: what it is, what was said of it and when, what came of it, with every quote.

    ENTITY is an address such as session/AZ-RU/21 or event/az-ru-interregional-forum/11, the beginning of one, or the id of a claim
    that speaks of it.

    \b
    Examples:
      servanda show session/AZ-RU/21
      servanda show event/az-ru-interregional-forum/11 --as-of 2021-05-01
    """
    from servanda.cli import lines
    from servanda.ledger import telling

    view = _view(where, as_of, as_known_on)
    found = view.record.find(entity)
    if form == "json":
        _json(telling.full(view, found))
    else:
        lines.one(view, found)


@click.command()
@click.argument("reference", metavar="BODY|PAIR|ENTITY")
@ledger_option
@_when
@printed_as("table", "json")
def timeline(
    reference: str, where: str | None, form: str, as_of: dt.datetime | None, as_known_on: dt.datetime | None
) -> None:
    """Tell what was said, day by day, of a pair of countries, a body, a series, a person or one thing.

    \b
    Examples:
      servanda timeline AZ-RU
      servanda timeline body/AZ-RU --as-of 2022-01-01
      servanda timeline series/az-ru-interregional-forum
    """
    from servanda.cli import lines
    from servanda.ledger import telling

    found = [(e.id, link) for e, link in _view(where, as_of, as_known_on).timeline(reference)]
    _told(form, found, lines.links, lambda f: {"entity": f[0], **telling.link(f[1])})


def _chosen(
    found: Iterable[Thread], *, statuses: tuple[str, ...], overdue: bool, silent_for: int | None, pair: str | None
) -> list[Thread]:
    """The threads asked for, those that wait longest first."""
    codes = sorted(pair.upper().split("-")) if pair else None
    kept = [
        t
        for t in found
        if (not statuses or t.status in statuses)
        and (not overdue or t.overdue is not None)
        and (silent_for is None or (not t.closed and t.silent >= silent_for))
        and (codes is None or list(t.entity.countries) == codes)
    ]
    return sorted(kept, key=lambda t: (t.closed, -(t.overdue or 0), -t.silent, t.id))


def _list(kind: str, where: str | None, form: str, asked: dict[str, Any]) -> None:
    from servanda import ledger
    from servanda.cli import lines

    view = _view(where, asked.pop("as_of"), asked.pop("as_known_on"))
    _told(form, _chosen(view.threads(getattr(ledger, kind)), **asked), lines.threads, ledger.telling.thread)


@click.command()
@ledger_option
@_threads
@printed_as("table", "json")
def undertakings(where: str | None, form: str, **asked: Any) -> None:
    """List what sides said they would do, and what became of it; formulas are left out.

    Overdue is by the clock: the last day announced is past and no document tells that it was done. Silence is not failure.

    \b
    Examples:
      servanda undertakings --overdue --as-of 2024-06-01
      servanda undertakings --pair AZ-RU --silent-for 365
      servanda undertakings --status planned --status agreed --format json
    """
    _list("Undertaking", where, form, asked)


@click.command()
@ledger_option
@_threads
@printed_as("table", "json")
def events(where: str | None, form: str, **asked: Any) -> None:
    """List forums, missions and festivals with every date announced, and what became of them.

    \b
    Example:
      servanda events --overdue --as-of 2022-02-20
    """
    _list("Event", where, form, asked)


@click.command()
@ledger_option
@_threads
@printed_as("table", "json")
def instruments(where: str | None, form: str, **asked: Any) -> None:
    """List papers between sides with how far each came: proposed, in preparation, agreed, signed, in force, carried out.

    \b
    Example:
      servanda instruments --status "in preparation" --silent-for 365
    """
    _list("Instrument", where, form, asked)


@click.command()
@ledger_option
@_pair
@_when
@printed_as("table", "json")
def sessions(
    where: str | None, form: str, pair: str | None, as_of: dt.datetime | None, as_known_on: dt.datetime | None
) -> None:
    """List the sessions of standing bodies: number, day, place; inferred numbers marked, missing ones told.

    \b
    Example:
      servanda sessions --pair AZ-RU
    """
    from servanda import ledger
    from servanda.cli import lines

    view = _view(where, as_of, as_known_on)
    codes = sorted(pair.upper().split("-")) if pair else None
    found = [t for t in view.threads(ledger.Session) if codes is None or list(t.entity.countries) == codes]
    found.sort(key=lambda t: (getattr(t.entity, "series", ""), t.windows[-1:] or (str(t.last_heard),), t.id))
    _told(form, found, lambda listed: lines.sessions(listed, view), ledger.telling.thread)


@click.command()
@ledger_option
@click.option("--country", metavar="CODE", help="Only officials of this country (ISO 3166, such as AZ).")
@_when
@printed_as("table", "json")
def people(
    where: str | None, form: str, country: str | None, as_of: dt.datetime | None, as_known_on: dt.datetime | None
) -> None:
    """List persons with every spelling of their names, and the offices they were named in, from when to when.

    \b
    Example:
      servanda people --country AZ
    """
    from servanda import ledger
    from servanda.cli import lines

    view = _view(where, as_of, as_known_on)
    found = [p for p in view.record.of(ledger.Person) if country is None or country.upper() in p.countries]
    _told(form, found, lines.people, lambda p: ledger.telling.full(view, p))


@click.command()
@ledger_option
@click.option("--from", "since", type=DAY, required=True, metavar="DAY", help="The earlier day.")
@click.option("--to", "until", type=DAY, required=True, metavar="DAY", help="The later day.")
@known
@printed_as("table", "json")
def changes(
    where: str | None, form: str, since: dt.datetime, until: dt.datetime, as_known_on: dt.datetime | None
) -> None:
    """Tell what changed between two days: new, moved, signed, held, done, silent, overdue, contradicted.

    \b
    Example:
      servanda changes --from 2021-05-01 --to 2022-03-01
    """
    from servanda.cli import lines
    from servanda.ledger import telling

    with opened(where) as ledger:
        _, found = ledger.changes(since.date(), until.date(), as_known_on=_known_on(as_known_on))
    _told(form, found, lines.changes, telling.change)


@click.command()
@click.argument("reference", metavar="[PAIR]", required=False)
@ledger_option
@_when
@printed_as("table", "json")
def dossier(
    reference: str | None, where: str | None, form: str, as_of: dt.datetime | None, as_known_on: dt.datetime | None
) -> None:
    """Tell what the documents say together, of all or of one PAIR of countries.

    Persons under many spellings, sessions with inferred and missing numbers, dates that were worked out, events that moved, papers
    that followed one another, what cannot be true together, what was counted and is not known, what is silent, formulas that are no
    promises, what is left open, and how many origins each document has.

    \b
    Examples:
      servanda dossier AZ-RU --as-of 2024-06-01
      servanda dossier --format json
    """
    from servanda.cli import lines
    from servanda.ledger import dossier as compiled

    parts = compiled(_view(where, as_of, as_known_on), reference)
    if form == "json":
        _json({part.title: [{"told": f.told, "sources": f.sources()} for f in part.findings] for part in parts})
        return
    for part in parts:
        click.echo(f"\n{part.title}\n{'-' * len(part.title)}")
        for finding in part.findings:
            lines.put(finding.told)
            for statement in finding.statements:
                lines.quote(statement, indent=4)


COMMANDS: Final = (show, timeline, sessions, people, events, instruments, undertakings, changes, dossier)
