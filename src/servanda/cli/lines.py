"""The record on a terminal: a few lines for each thing, readable in 80 columns, each with its sources."""

from __future__ import annotations

import shutil
import textwrap
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, Final

import click

from servanda.cli.show import headline, line

if TYPE_CHECKING:
    from servanda.ledger import Change, Link, Statement, Thread, View

_NARROWEST: Final = 60
_NAMED: Final = 24  # characters of a name that a line has room for


def _width() -> int:
    return max(shutil.get_terminal_size().columns, _NARROWEST)


def put(text: str, *, indent: int = 0) -> None:
    """A text, broken where the terminal ends; what follows stands further in."""
    after = " " * (indent + 4)
    click.echo(textwrap.fill(line(text), _width(), initial_indent=" " * indent, subsequent_indent=after))


def quote(statement: Statement, *, indent: int) -> None:
    """A statement's words, as many as one line holds, with the day and who says it."""
    speaker = statement.claim.speaker
    who = ", ".join(filter(None, (speaker, statement.source.outlet or statement.source.name)))
    room = _width() - indent - len(f"{statement.said} “” — ") - min(len(who), _NAMED)
    words = textwrap.shorten(line(statement.claim.quote), max(room, _NAMED), placeholder=" …")
    mark = "✓ " if statement.accepted else ""
    told = f"{' ' * indent}{statement.said} {mark}“{words}” — {line(who)}"
    click.echo(told if len(told) <= _width() else told[: _width() - 1] + "…")


def cited(statements: Iterable[Statement]) -> str:
    """Who says it, each document once: outlet or name, and the day."""
    told = dict.fromkeys(f"{s.source.outlet or s.source.name} {s.said}" for s in statements)
    return "; ".join(told)


def state(found: Thread) -> str:
    """How far it came, in a few words."""
    parts = [found.status]
    if found.windows:
        parts.append(found.windows[-1])
    if found.slip and found.slip.high > 0 and found.slip.high != found.overdue:
        parts.append(f"late by {found.slip}")
    if found.overdue is not None:
        parts.append(f"overdue {found.overdue} days")
    if found.is_silent:
        parts.append(f"silent {found.silent} days")
    if found.succeeded_by:
        parts.append(f"succeeded by {found.succeeded_by}")
    if found.closed_by:
        parts.append(f"closed by {found.closed_by.by}")
    return " · ".join(parts)


def threads(found: Sequence[Thread]) -> int:
    """Threads, three lines each; how many."""
    for one in found:
        put(one.entity.id)
        put(f"{one.entity.name}: {state(one)}", indent=4)
        copies = len(one.links) - one.origins
        note = f"last heard {one.last_heard}; {_origins(one.origins)}{f', {copies} more tellings' if copies else ''}: "
        put(note + cited(link.statement for link in one.links), indent=4)
    return len(found)


def _origins(count: int) -> str:
    return "1 origin" if count == 1 else f"{count} origins"


def sessions(found: Sequence[Thread], view: View) -> int:
    """Sessions in order, then what is missing and what does not go together; how many."""
    for one in found:
        entity: Any = one.entity
        number = f"no. {entity.ordinal}" if entity.ordinal is not None else "no number"
        put(
            f"{entity.id}: {number}{' (inferred)' if entity.inferred else ''}, {state(one)}, {entity.place or 'place not told'}"
        )
        if entity.inferred:
            put(f"inferred: {entity.inferred}", indent=4)
        put(cited(link.statement for link in one.links), indent=4)
    from servanda.ledger import telling

    bodies = {getattr(one.entity, "series", None) for one in found}
    for body in (view.record.entities[i] for i in sorted(filter(None, bodies))):
        for number, statement in sorted(getattr(body, "named", {}).items()):
            put(f"{body.id}: no. {number}, named in passing alone")
            quote(statement, indent=4)
    for series, missing in view.gaps():
        if series.id in bodies:
            put(f"{series.id}: no document tells of no. {telling.runs(missing)}")
    return len(found)


def people(found: Sequence[Any]) -> int:
    """Persons with their spellings and offices; how many."""
    for person in found:
        others = f" (also {', '.join(person.names[1:])})" if len(person.names) > 1 else ""
        put(f"{person.id}: {person.name}{others}")
        for office in person.offices:
            days = f"{office.first}" if office.first == office.last else f"{office.first} to {office.last}"
            put(f"{office.role}{f', {office.of}' if office.of else ''}: {days}; {cited(office.statements)}", indent=4)
        if not person.offices:
            put(f"no office told; {cited(person.statements)}", indent=4)
    return len(found)


def links(found: Iterable[tuple[str, Link]]) -> int:
    """What was said, a day after the other; how many."""
    count = 0
    for entity, link in found:
        count += 1
        put(f"{link.status}{f' {link.window}' if link.window else ''}{_moved(link)}: {entity}")
        quote(link.statement, indent=4)
        _speaking(link)
    return count


def _moved(link: Link) -> str:
    moved = f", moved {link.moved:+} days" if link.moved else ""
    why = f", reason given: {link.reason}" if link.reason else ""
    return moved + why + ("" if link.news else ", no news")


def changes(found: Sequence[Change]) -> int:
    """Changes, each with what brought it about; how many."""
    for one in found:
        put(f"{one.sort}: {one.entity}: {one.told}")
        for statement in one.statements:
            quote(statement, indent=4)
    return len(found)


def one(view: View, entity: Any) -> None:
    """Everything on one thing."""
    put(entity.id)
    for name, value in facts(view, entity):
        put(f"{name}: {value}", indent=2)
    if not view.follows(entity):
        for statement in entity.statements:
            quote(statement, indent=2)
    else:
        for link in view.thread(entity).links:
            put(f"{link.status}{f' {link.window}' if link.window else ''}{_moved(link)}", indent=2)
            quote(link.statement, indent=4)
            _speaking(link)


def _speaking(link: Link) -> None:
    """Who is quoted by an office alone, and that this was worked out."""
    if link.meant:
        put(f"{link.meant.office}: {link.meant.person.id} (worked out: {link.meant.rule})", indent=4)


def facts(view: View, entity: Any) -> Iterator[tuple[str, object]]:
    """What is known of a thing, field by field, nothing that is not."""
    yield "name", entity.name
    if len(entity.names) > 1:
        yield "also", "; ".join(entity.names[1:])
    for name in _FIELDS:
        if value := getattr(entity, name, None):
            yield name.replace("_", " "), ", ".join(map(str, value)) if isinstance(value, tuple) else value
    for office in getattr(entity, "offices", ()):
        yield "office", f"{office.role}, {office.of or '?'}: {office.first} to {office.last}"
    if entity.kind == "body":
        for chair in view.record.chairs(entity):
            yield "chair", f"{chair.name}, {chair.of or '?'}: {chair.first} to {chair.last}"
    for count in getattr(entity, "counts", ()):
        yield "counted", f"{count.count} {count.status} ({count.statement.said}): “{count.statement.claim.quote}”"
    if entity.kind == "place":
        for edition in view.at(entity):
            yield (
                view.thread(edition).status,
                f"{edition.id}{_elsewhere(edition, entity)}: {edition.date or 'no day told'}",
            )
    if view.follows(entity):
        followed = view.thread(entity)
        yield "state", state(followed)
        if followed.slipped or followed.reasons:
            yield "reason given", "; ".join(followed.reasons) or "none"
        yield "last heard", f"{followed.last_heard}, {followed.silent} days before {followed.as_of}"
        for note in followed.notes:
            yield "note", f"{note.reason} ({note.by}, {note.on})"
    if entity.kind == "undertaking":
        for found in view.concerned(entity):
            yield "concerns", f"{found.id}: {state(found)}"
    for figure in view.figures(entity):
        yield "figure", f"{headline(figure.claim)} (“{figure.claim.quote}”)"
    for reason in entity.reasons:
        yield "joined by", reason
    for conflict in getattr(entity, "conflicts", ()):
        yield "conflict", conflict


def _elsewhere(edition: Any, place: Any) -> str:
    """That what was planned at a place was told of another one last."""
    return "" if edition.place in (None, *place.names) else f", now {edition.place}"


_FIELDS = (
    "countries", "sort", "series", "ordinal", "inferred", "date", "place", "term", "part_of", "follows", "followed_by", "members",
    "editions", "missing", "who",
)  # fmt: skip
