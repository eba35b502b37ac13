"""The commands by which people judge: accept, reject, correct, same, different, close, reopen, note, and take back."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, Final, get_args

import click

from servanda.cli.commands import DAY, known, ledger_option, opened, printed_as
from servanda.record import JudgementKind

if TYPE_CHECKING:
    from servanda.record import Judgement

_ID_SHOWN: Final = 10


@click.command()
@click.argument("judgement", type=click.Choice(get_args(JudgementKind)))
@click.argument("subject")
@click.argument("other", required=False)
@ledger_option
@click.option("--by", required=True, metavar="NAME", help="Who judges so.")
@click.option("--reason", required=True, metavar="TEXT", help="Why.")
@click.option("--on", type=DAY, metavar="DAY", help="The day from which it counts; today by default.")
@click.option(
    "--set",
    "fields",
    multiple=True,
    metavar="FIELD=VALUE",
    help="For `correct`: a field with its right value; may be repeated.",
)
@click.option("--outcome", metavar="STATUS", help="For `close`: what came of it.")
def decide(
    judgement: JudgementKind,
    subject: str,
    other: str | None,
    where: str | None,
    fields: tuple[str, ...],
    on: dt.datetime | None,
    **signed: Any,
) -> None:
    """Record a JUDGEMENT on a SUBJECT: signed, dated, with a reason, and taken back by another one only.

    accept, reject and correct speak of a claim; same and different of two things that the record knows, or of two claims; close, reopen
    and note of one thing; withdraw of a judgement. Nothing is overwritten: the record is worked out anew under all judgements.

    \b
    Examples:
      servanda decide reject 3f9a17 --by "A. Aliyeva" --reason "the text speaks of another year"
      servanda decide correct 3f9a17 --set ordinal=20 --by "A. Aliyeva" --reason "misprint"
      servanda decide same session/AZ-RU/20 session/AZ-RU/2022-09-12 --by "A. Aliyeva" --reason "protocol no. 20"
      servanda decide close undertaking/az-ru-create-expert-group --outcome done --by "A. Aliyeva" --reason "order no. 7"
      servanda decide withdraw 81c0de --by "A. Aliyeva" --reason "the protocol was another one"
    """
    told: dict[str, Any] = {
        "change": _change(fields),
        "on": on.date() if on else None,
        "outcome": signed.pop("outcome"),
    }
    given = {name: value for name, value in told.items() if value is not None}
    with opened(where) as ledger:
        made = ledger.decide(judgement, subject, other, **signed, **given)
    click.echo(f"{made.id[:_ID_SHOWN]} {_line(made)}")


def _change(fields: tuple[str, ...]) -> str | None:
    """FIELD=VALUE as JSON: a value that is JSON counts as such, any other is a text."""
    import msgspec

    told: dict[str, Any] = {}
    for one in fields:
        name, equals, value = one.partition("=")
        if not equals:
            raise click.BadParameter(f"{one!r} is not FIELD=VALUE", param_hint="--set")
        try:
            told[name] = msgspec.json.decode(value)
        except msgspec.DecodeError:
            told[name] = value
    return msgspec.json.encode(told, order="sorted").decode() if told else None


def _line(made: Judgement) -> str:
    from servanda.cli.show import line

    parts = (made.kind, made.subject, made.object, made.change, made.outcome)
    return line(f"{' '.join(p for p in parts if p)}: {made.reason} ({made.by}, {made.on})")


@click.command()
@ledger_option
@known
@printed_as("table", "json")
def judgements(where: str | None, form: str, as_known_on: dt.datetime | None) -> None:
    """List every judgement, oldest first, also those that were taken back.

    \b
    Example:
      servanda judgements --as-known-on 2024-05-01
    """
    import msgspec

    from servanda.publish.exports import json_line
    from servanda.record import active

    with opened(where) as ledger:
        found = ledger.judgements(as_known_on=as_known_on)
    standing = {j.id for j in active(found)}
    if form == "json":
        rows = [{"id": j.id, "stands": j.id in standing, **msgspec.to_builtins(j)} for j in found]
        click.echo(json_line(rows).decode())
        return
    for one in found:
        click.echo(
            f"{one.id[:_ID_SHOWN]} {'' if one.id in standing or one.kind == 'withdraw' else '(withdrawn) '}{_line(one)}"
        )
    if not found:
        click.echo("nothing found", err=True)


COMMANDS: Final = (decide, judgements)
