"""Showing what reconciling answers: tables of figures and findings, and proofs to be read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from servanda.cli.show import ID_SHOWN, _rows, console, line
from servanda.publish.headlines import listed

if TYPE_CHECKING:
    from servanda.ledger import Argument, Claimed, Derived, Entry, Finding


def entries(found: Iterable[Entry]) -> int:
    """A table of figures side by side; how many rows."""
    columns = {"series": None, "period": 18, "claimed": None, "derived": None, "official": None}
    return _rows(columns, (row for one in found for row in _entry(one)))


def _entry(one: Entry) -> Iterator[tuple[str, ...]]:
    """One row for the level, and one for each change or share that was derived."""
    claimed = "; ".join(dict.fromkeys(_level(claim) for claim in one.claimed))
    official = "; ".join(_level(claim) for claim in one.official)
    if one.claimed or one.official or one.derived:
        yield one.series, one.period, claimed, _derived(one.derived), official
    for change in one.changes:
        yield f"  {change.what}", one.period, "", _derived(change), ""


def _level(claim: Claimed) -> str:
    return listed(claim.says, claim.basis, "expected" if claim.expected else "")


def _derived(one: Derived | None) -> str:
    return f"{one.bounds} [{one.id[:6]}]" if one is not None else ""


def findings(found: Iterable[Finding]) -> int:
    """A table of findings; how many."""
    columns = {"finding": ID_SHOWN, "kind": 12, "what": None, "likely slip": 24}
    return _rows(columns, ((one.id[:ID_SHOWN], one.verdict or one.kind, one.summary, _likely(one)) for one in found))


def _likely(one: Finding) -> str:
    if not one.repairs:
        return ""
    by = {w.claim: w.document for w in one.witnesses}
    told = []
    for repair in one.repairs:
        where = [by.get(claim, "") for claims in repair.claims for claim in claims[:1]]
        told.append(listed(*dict.fromkeys(where), *repair.slips))
    return (" or " if len(told) > 1 else "").join(told)


def proof(found: Finding | Derived) -> None:
    """A proof to be read: the claims, what was supposed, the steps, the weighted sum, the likely slips."""
    out = console()
    for told in _proof(found):
        out.print(line(told) if told.strip() == told else "  " + line(told), soft_wrap=True)


def _proof(found: Finding | Derived) -> Iterator[str]:
    yield f"{_kind(found)} {found.id[:ID_SHOWN]}: {_summary(found)}"
    yield "said"
    for witness in found.witnesses:
        yield "  " + listed(witness.document, witness.published, witness.speaker) + f": “{witness.quote}”"
        yield f"  that is: {witness.states} (claim {witness.claim[:ID_SHOWN]})"
    if found.assumptions:
        yield "supposed"
        yield from (f"  {text}" for text in found.assumptions)
    for argument in _arguments(found):
        yield from _argument(argument)
    repairs = getattr(found, "repairs", ())
    if repairs:
        yield "likely, one or the other" if len(repairs) > 1 else "likely"
    for repair in repairs:
        by = {witness.claim: f"“{witness.quote}”: " for witness in found.witnesses}
        parts = (
            "".join(by.get(claim, "") for claim in claims[:1]) + says
            for claims, says in zip(repair.claims, repair.says, strict=True)
        )
        yield "  " + "; and ".join(parts)


def _kind(found: Finding | Derived) -> str:
    return getattr(found, "kind", "derived")


def _summary(found: Finding | Derived) -> str:
    return str(getattr(found, "summary", None) or getattr(found, "says", ""))


def _arguments(found: Finding | Derived) -> tuple[Argument, ...]:
    one = getattr(found, "argument", None)
    return (one,) if one is not None else tuple(getattr(found, "arguments", ()))


def _argument(argument: Argument) -> Iterator[str]:
    if argument.steps:
        yield "step by step"
        yield from (f"  {number}. {step}" for number, step in enumerate(argument.steps, 1))
    yield "as one sum"
    for told in argument.lines:
        yield f"  {told.times} × ( {told.says} )   {told.ground}"
    yield f"  together: {argument.conclusion}"


def entry_row(one: Entry) -> dict[str, Any]:
    """A row of the table for JSON."""
    import msgspec

    row: dict[str, Any] = msgspec.to_builtins(one, enc_hook=_plain)
    row["derived"] = _brief(one.derived) if one.derived else None
    row["changes"] = [_brief(change) for change in one.changes]
    return row


def _brief(one: Derived) -> dict[str, Any]:
    row = proof_row(one)
    return {name: row[name] for name in ("id", "what", "low", "high", "says", "assumptions", "claims")}


def finding_row(one: Finding) -> dict[str, Any]:
    """A finding for JSON, without its proof, with its culprit."""
    row = proof_row(one)
    row.pop("argument")
    return row


def proof_row(found: Finding | Derived) -> dict[str, Any]:
    """A finding or a derived value with all of its proof, for JSON; exact numbers stand as fractions in text."""
    import msgspec

    row: dict[str, Any] = msgspec.to_builtins(found, enc_hook=_plain)
    return (
        {**row, "culprit": list(culprit)}
        if (culprit := getattr(found, "culprit", None)) is not None
        else _derived_row(found, row)
    )


def _derived_row(found: Any, row: dict[str, Any]) -> dict[str, Any]:
    """A derived value: its bounds as numbers and, exactly, as fractions."""
    exact = {"low": row["low"], "high": row["high"]}
    return {
        "id": found.id,
        "kind": "derived",
        "what": found.what,
        "says": found.says,
        "series": found.title,
        "countries": list(found.series.pair),
        "unit": found.series.unit,
        "period": found.period,
        "low": float(found.low),
        "high": float(found.high),
        "exact": exact,
        "claims": list(dict.fromkeys(witness.claim for witness in found.witnesses)),
        **{name: row[name] for name in ("witnesses", "assumptions", "arguments")},
    }


def _plain(value: Any) -> Any:
    if isinstance(value, Fraction):
        return str(value)
    raise NotImplementedError(type(value))
