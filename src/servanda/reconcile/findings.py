"""What reconciling answers: conflicts, asymmetries and derived values, each with its claims, its assumptions and its proof."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Literal

from servanda.reconcile import words
from servanda.reconcile.observations import Months, Said, Series, Statement
from servanda.reconcile.proofs import Proof, steps
from servanda.reconcile.repairs import Repair
from servanda.reconcile.rows import GROWTH, System
from servanda.record import digest

Kind = Literal["conflict", "asymmetry", "implausible", "term", "count", "comparison"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Witness:
    """A claim that a finding rests on: its id, its words, and where they stand."""

    claim: str
    quote: str
    document: str
    published: str | None
    speaker: str | None
    states: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One line of a proof: what it says, how often it is taken (a fraction), on what ground, by which claims."""

    says: str
    times: str
    ground: str
    claims: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Argument:
    """A proof for people: the weighted lines and what they add up to, and the same step by step where that is possible.

    It was checked in exact fractions.
    """

    lines: tuple[Told, ...]
    steps: tuple[str, ...]
    conclusion: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Mending:
    """A repair: for each claim, or assumption, that is changed, the slip and what was probably meant."""

    claims: tuple[tuple[str, ...], ...]
    slips: tuple[str, ...]
    says: tuple[str, ...]
    cost: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Something found among figures. ``gap`` is by how much a conflict fails, in ``unit``.

    A conflict that rests on ``assumptions`` is one of definition or date, unless they hold. ``repairs`` are those about as likely as
    the likeliest, which comes first; with more than one culprit among them the culprit is open. ``verdict`` tells how a
    comparison came out.
    """

    id: str
    kind: Kind
    summary: str
    series: str
    countries: tuple[str, ...]
    witnesses: tuple[Witness, ...]
    assumptions: tuple[str, ...] = ()
    argument: Argument | None = None
    repairs: tuple[Mending, ...] = ()
    gap: float | None = None
    unit: str | None = None
    verdict: str | None = None
    complete: bool = True

    @property
    def culprit(self) -> tuple[str, ...]:
        """The claims that every likely repair changes alike; empty when that is open."""
        changed = {repair.claims for repair in self.repairs}
        return tuple(sorted({claim for claims in next(iter(changed)) for claim in claims})) if len(changed) == 1 else ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Derived:
    """What follows and nobody said: a level, a change or a share between two bounds, with the claims it rests on."""

    id: str
    what: Literal["level", "change", "share", "share-change"]
    series: Series
    months: Months
    low: Fraction
    high: Fraction
    witnesses: tuple[Witness, ...]
    assumptions: tuple[str, ...] = ()
    arguments: tuple[Argument, ...] = ()
    base: Months | None = None

    @property
    def title(self) -> str:
        """The series by name."""
        return words.titled(self.series)

    @property
    def period(self) -> str:
        """When."""
        return words.period(self.series, self.months)

    @property
    def says(self) -> str:
        """The whole in words."""
        name = f"{self.title} {self.period}"
        if self.what == "share-change":
            name = f"the share of {name} in the whole"
        return f"{name} is {self.bounds}"

    @property
    def bounds(self) -> str:
        """What it comes to, in words."""
        if self.what == "level":
            return words.between((self.low, self.high), self.series.unit)
        if self.what == "share":
            return f"{float(self.low) * 100:.3g} to {float(self.high) * 100:.3g} % of the whole"
        assert self.base is not None
        return f"{words.percent((self.low, self.high))} on {words.period(self.series, self.base)}"


def witnesses(statement: Statement) -> tuple[Witness, ...]:
    """The claims of a statement, each document once."""
    found: dict[str, Witness] = {}
    for one in statement.witnesses:
        found.setdefault(one.said.id, witness(one.said, words.stating(one)))
    return tuple(found.values())


def witness(said: Said, states: str) -> Witness:
    """A claim as a finding rests on it, with what it states."""
    return Witness(
        claim=said.id,
        quote=" ".join(said.claim.quote.split()),
        document=said.name,
        published=said.published.isoformat() if said.published else None,
        speaker=said.claim.speaker,
        states=states,
    )


def assumed(system: System, group: int) -> str:
    """An assumption in words: what it says, and of what."""
    ground, about = system.assumptions[group - len(system.statements)]
    names = dict.fromkeys(words.named(system.totals[place]) for place in about)
    return f"{words.GROUNDS[ground]}: {'; '.join(names)}"


def supposed(system: System, proofs: Iterable[Proof]) -> tuple[str, ...]:
    """Everything that proofs had to suppose: assumptions of the system, and those within what its statements say."""
    found: dict[str, None] = {}
    for line in (line for proof in proofs for line in proof.lines if line.group >= 0):
        if line.group >= len(system.statements):
            found[assumed(system, line.group)] = None
            continue
        one = system.statements[line.group].observation
        found |= dict.fromkeys(one.assumes)
        if one.growth is not None and line.ground == GROWTH:
            found |= dict.fromkeys(one.growth.assumes)
    return tuple(found)


def argument(system: System, proof: Proof, unit: str) -> Argument:
    """A proof in words."""
    lines = tuple(
        Told(
            says=words.line(line.terms, line.bound, unit),
            times=words.factored(line.weight),
            ground=_ground(system, line.group, line.ground),
            claims=system.statements[line.group].ids if 0 <= line.group < len(system.statements) else (),
        )
        for line in proof.lines
    )
    return Argument(lines=lines, steps=_steps(system, proof, unit), conclusion=_conclusion(proof, unit))


def _ground(system: System, group: int, ground: str) -> str:
    if group < 0:
        return words.GROUNDS[ground]
    if group >= len(system.statements):
        return "supposed: " + words.GROUNDS[ground]
    first = system.statements[group].observation.said
    return f"{first.name}: “{' '.join(first.claim.quote.split())}”"


def _conclusion(proof: Proof, unit: str) -> str:
    if proof.aim:
        return words.line(proof.aim, proof.bound, unit)
    return f"0 ≥ {words.amount(proof.bound, unit, digits=6)}, which cannot be"


def _steps(system: System, proof: Proof, unit: str) -> tuple[str, ...]:
    """Each bound as it is reached, with whence it comes."""
    told = []
    for step in steps(proof):
        line = proof.lines[step.line]
        ground = _ground(system, line.group, line.ground)
        if step.total is not None:
            bound = f"{'at least' if step.lower else 'at most'} {words.amount(step.bound, unit, digits=6)}"
            told.append(f"{words.named(step.total)} is {bound} ({ground})")
        elif not proof.aim:
            told.append(f"but {words.line(line.terms, line.bound, unit)} ({ground})")
    return tuple(told)


def mending(system: System, repair: Repair) -> Mending:
    """A repair in words."""
    claims, says = [], []
    for edit in repair.edits:
        if edit.group < len(system.statements):
            claims.append(system.statements[edit.group].ids)
            says.append(words.slipped(edit.slip, edit.meant))
        else:
            claims.append(())
            says.append(f"{words.slipped(edit.slip, None)} ({assumed(system, edit.group)})")
    slips = tuple(edit.slip for edit in repair.edits)
    return Mending(claims=tuple(claims), slips=slips, says=tuple(says), cost=round(repair.cost, 3))


def identity(kind: str, *parts: Any) -> str:
    """The id of a finding: a hash of what it is about, the same whenever it is found again."""
    return digest(kind, *parts)
