"""Showing answers on a terminal: tables of 80 columns and up, with nothing in them that could steer the terminal."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TYPE_CHECKING, Any, Final

from servanda.publish import headlines

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

    from servanda.ledger import Added, Explanation, Kept, Noted, Stated, Summary
    from servanda.record import Claim

#: Control characters, and the marks that turn the direction of writing round: both can make a text look like another.
_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_SPACE = re.compile(r"\s+")
_CHUNK: Final = 200
ID_SHOWN: Final = 10


def visible(text: str) -> str:
    """A text as a terminal may print it: what steers a terminal is shown as an escape instead."""
    return _UNSEEN.sub(_escape, text)


def line(text: object) -> str:
    """A text on one line, fit for a terminal."""
    return visible(_SPACE.sub(" ", str(text)).strip())


def _escape(match: re.Match[str]) -> str:
    code = ord(match[0])
    return f"\\x{code:02x}" if code < 256 else f"\\u{code:04x}"


def console(*, stderr: bool = False) -> Console:
    """A console that reads no markup out of what it prints."""
    from rich.console import Console

    return Console(stderr=stderr, markup=False, highlight=False, emoji=False, soft_wrap=False)


def headline(claim: Claim) -> str:
    """What a claim states, in one line, fit for a terminal."""
    return line(headlines.headline(claim))


def when(claim: Any) -> str:
    """The date that a claim states, or nothing."""
    return str(getattr(claim, "date", None) or getattr(claim, "period", None) or getattr(claim, "due", None) or "")


def _rows(columns: dict[str, int | None], rows: Iterable[tuple[str, ...]]) -> int:
    """Print rows in columns of given widths (None takes what is left), a chunk at a time; how many there were."""
    from rich.table import Table
    from rich.text import Text

    out = console()
    remaining: Iterator[tuple[str, ...]] = iter(rows)
    count = 0
    while chunk := list(islice(remaining, _CHUNK)):
        table = Table(box=None, show_header=count == 0, pad_edge=False, expand=True, header_style="bold")
        for name, width in columns.items():
            table.add_column(name, width=width, ratio=None if width else 1, overflow="ellipsis", no_wrap=bool(width))
        for row in chunk:
            table.add_row(*(Text(line(cell)) for cell in row))
        out.print(table)
        count += len(chunk)
    return count


def claims(found: Iterable[Stated]) -> int:
    """A table of claims; how many there were."""
    columns = {"claim": ID_SHOWN, "kind": 10, "when": 10, "what it states": None, "document": 16}
    return _rows(columns, ((s.id[:ID_SHOWN], s.claim.type, when(s.claim), headline(s.claim), s.name) for s in found))


def documents(found: Iterable[Kept]) -> int:
    """A table of documents; how many there were."""
    columns = {"document": 10, "published": 10, "lang": 4, "claims": 6, "problems": 8, "name, outlet, title": None}
    rows = (
        (d.id[:10], d.published or "", d.language or "", str(sum(d.claims.values())), str(d.problems), _titled(d))
        for d in found
    )
    return _rows(columns, rows)


def _titled(kept: Kept) -> str:
    return headlines.listed(kept.name, kept.outlet, kept.title)


def problems(found: Iterable[Noted]) -> int:
    """A table of problems; how many there were."""
    columns = {"code": 16, "source": 24, "what is wrong and what to do": None}
    return _rows(columns, ((n.problem.code, n.problem.source, n.problem.message) for n in found))


def added(one: Added, out: Console) -> None:
    """One source as it is done: its documents and what they say."""
    from rich.text import Text

    for reading in one.readings:
        head = headlines.listed(reading.name, reading.published, reading.outlet, reading.language)
        out.print(Text(line(head) + ("  (known)" if one.state == "known" else ""), style="bold"))
        for claim in reading.claims:
            label = f"  {claim.type:<10} {when(claim):<10} "
            out.print(Text(label, style="dim") + Text(headline(claim)), no_wrap=True, overflow="ellipsis")
    if one.state == "failed":
        out.print(Text(line(one.origin), style="bold"))
    for problem in one.problems:
        out.print(Text(f"  ! {problem.code}: {line(problem.message)}", style="yellow"))


def summary(done: Summary, where: str | None) -> None:
    """What a batch came to, on standard error."""
    from rich.text import Text

    sources = f"{done.new} new, {done.known} known before, {done.failed} failed"
    lines = [f"sources    {sources}" + (f" → {where}" if where else " (nothing was kept)")]
    if done.claims:
        total = sum(done.claims.values())
        each = ", ".join(f"{count} {kind}" for kind, count in done.claims.items())
        lines.append(f"new claims {total}: {each}")
    elif done.new:
        lines.append("new claims none")
    if done.problems:
        lines.append("problems   " + ", ".join(f"{count} {code}" for code, count in done.problems.items()))
    console(stderr=True).print(Text("\n".join(map(visible, lines))))


def explanation(found: Explanation) -> None:
    """A claim with its words marked in their sentence, and everything that led to it."""
    from rich.text import Text

    out = console()
    out.print(Text(f"{found.stated.claim.type} {found.stated.id}", style="bold"))
    out.print(Text("\n") + _marked(found, plain=not out.is_terminal) + Text("\n"))
    for name, value in _facts(found):
        out.print(Text(f"{name:<14} ", style="dim") + Text(line(value)))


def _marked(found: Explanation, *, plain: bool) -> Text:
    from rich.text import Text

    before, words, after = (visible(_SPACE.sub(" ", part)) for part in (found.before, found.words, found.after))
    marked = f"[{words}]" if plain else words
    return Text(before) + Text(marked, style="bold reverse") + Text(after.rstrip())


def _facts(found: Explanation) -> Iterator[tuple[str, str]]:
    stated = found.stated
    for name, value in found.values.items():
        yield name, _plain(value)
    yield "speaker", " ← ".join(stated.claim.speakers) or "the document itself"
    yield "rule", found.rule or "not told"
    yield "date rule", found.date_rule or "the date stands in the text, or there is none"
    yield "document", headlines.listed(stated.name, stated.document, stated.title)
    yield "published", headlines.listed(stated.published or "unknown", found.published_rule, stated.outlet, found.url)
    yield "characters", f"{stated.claim.start} to {stated.claim.end}"
    yield "reader", stated.reader
    yield "learned", f"{found.first_learned:%Y-%m-%d %H:%M:%S} UTC"
    if found.superseded:
        yield "superseded", "the newest reading of the document no longer holds this claim"


def _plain(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(map(str, value))
    if isinstance(value, dict):
        return ", ".join(f"{k} {v}" for k, v in value.items() if v is not None)
    return str(value)
