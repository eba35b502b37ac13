"""A ledger as large as the record of the world may become: documents on some four hundred pairs, written through the store's own bulk path.

Few pairs are told of every day and most seldom, as it is: the share of a pair falls with its rank. The claims are those of
:mod:`bench.claims` with figures beside them; each stands in a sentence of a text, at its true place. All of it is invented.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterator
from dataclasses import fields
from decimal import Decimal
from functools import cache
from itertools import accumulate, count, islice
from pathlib import Path
from random import Random
from typing import Any, Final

from bench.claims import Pair
from bench.generate import MATERIAL
from servanda.record import Claim, Commitment, Document, Figure
from servanda.store import Store, pack, pack_source
from servanda.store.packing import Parcel
from servanda.values import Span

PAIRS: Final = 400
_FLAT: Final = 10  # ranks below which the share of a pair hardly falls
_GROUP: Final = 400  # documents to a commit
_CLAIMS: Final = 10
_OUTLETS: Final = tuple(f"{place.split('/')[-1]} Wire" for place in MATERIAL["lands"])
_MEASURED: Final = (("trade turnover", 1.0), ("exports", 0.62), ("imports", 0.38))
READER: Final = "made up"


def fill(where: str | Path, documents: int, *, pairs: int = PAIRS, seed: int = 1) -> int:
    """Write so many documents into a ledger; how many claims they state."""
    claims = 0
    made = parcels(documents, pairs=pairs, seed=seed)
    with Store.open(where) as store:
        while group := list(islice(made, _GROUP)):
            store.append(group, at=now())
            claims += sum(len(reading.claims) for parcel in group for reading in parcel.readings)
    return claims


def now() -> dt.datetime:
    """This moment."""
    return dt.datetime.now(dt.UTC)


def parcels(documents: int, *, pairs: int = PAIRS, seed: int = 1, first: int = 0) -> Iterator[Parcel]:
    """So many documents, packed, the same for the same seed."""
    shares = list(accumulate(1 / (rank + _FLAT) for rank in range(pairs)))
    told = _pairs(seed, pairs)
    for number in range(first, first + documents):
        random = Random(f"{seed}/document/{number}")
        (pair,) = random.choices(told, cum_weights=shares)
        yield _parcel(pair, number, random)


@cache
def _pairs(seed: int, pairs: int) -> tuple[Pair, ...]:
    """So many pairs of states, each once."""
    found: dict[tuple[str, ...], Pair] = {}
    for number in count():
        pair = Pair(seed, number)
        found.setdefault(pair.codes, pair)
        if len(found) == pairs:
            return tuple(found.values())
    raise AssertionError


def _parcel(pair: Pair, number: int, random: Random) -> Parcel:
    report = pair.report(number)
    said = report.source.published
    assert said is not None
    figures = [(Figure, stated) for stated in _figures(pair, random, said.year)]
    others = [(type(claim), _stated(claim, random, said.year)) for claim in report.claims]
    chosen = sorted(random.sample(range(len(others)), _CLAIMS - len(figures)))
    drafts = [*figures, *(others[n] for n in chosen)]
    text, spans = _text(random, [stated for _, stated in drafts], pair.codes)
    source = pack_source(name=f"{number:07}.txt", data=text.encode(), given="{}", reader=READER)
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    document = Document(
        name=f"{number:07}.txt",
        text=text,
        sha256=sha256,
        language="en",
        published=said,
        outlet=random.choice(_OUTLETS),
        title=text.partition("\n")[0],
        paragraphs=(Span(0, len(text)),),
    )
    claims = [
        kind(**{**stated, "document": document.id, "start": s.start, "end": s.end, "quote": text[s.start : s.end]})
        for (kind, stated), s in zip(drafts, spans, strict=True)
    ]
    packed = pack(document, claims, original=source.sha256)
    return Parcel(
        **{
            **{n: getattr(source, n) for n in ("name", "reader", "given", "sha256", "size", "data")},
            "readings": (packed,),
        }
    )


def _stated(claim: Claim, random: Random, year: int) -> dict[str, Any]:
    stated = {field.name: getattr(claim, field.name) for field in fields(claim)}
    if isinstance(claim, Commitment):
        place = random.choice(MATERIAL["lands"]).split("/")[-1]
        stated |= {"what": f"{claim.what} in {place}", "due": str(year + random.randint(0, 3))}
    return stated


def _figures(pair: Pair, random: Random, year: int) -> Iterator[dict[str, Any]]:
    """What was traded in some year before: true, rounded, or now and then wrong."""
    base = Decimal(200 + 37 * pair.base) * 1_000_000
    for indicator, share in random.sample(_MEASURED, random.randint(1, 2)):
        of = year - random.randint(0, 2)
        true = base * Decimal(share) * (Decimal("1.07") ** (of - 2000))
        digits = random.choice((2, 3))
        half = Decimal(10) ** (true.adjusted() - digits + 1) / 2
        value = (true / (2 * half)).to_integral_value() * 2 * half
        if random.random() < 0.02:
            value = value * 10
        flow = {} if indicator == "trade turnover" else {"source": pair.codes[0], "target": pair.codes[1]}
        if indicator == "imports":
            flow = {"source": pair.codes[1], "target": pair.codes[0]}
        yield {
            "indicator": indicator,
            **flow,
            "countries": pair.codes,
            "period": str(of),
            "value": value,
            "low": value - half,
            "high": value + half,
            "unit": "USD",
            "qualifier": "=",
        }


def _text(random: Random, drafts: list[dict[str, Any]], codes: tuple[str, ...]) -> tuple[str, list[Span]]:
    """A text with a sentence for each claim and others between them, and where the claims stand."""
    lead = (
        f"{' and '.join(codes)} go on with {random.choice(MATERIAL['sectors'])}: report {random.getrandbits(48):012x}"
    )
    parts, spans, at = [lead, "\n\n"], [], len(lead) + 2
    for stated in drafts:
        words = " ".join(str(v) for n, v in stated.items() if n not in _SILENT and isinstance(v, str | int | Decimal))
        quote = f"{words[:150]} told by {random.choice(MATERIAL['roles'])}"
        beside = f" It bears on {random.choice(MATERIAL['goods'])} and {random.choice(MATERIAL['sectors'])}, a {_word(random)} said."
        spans.append(Span(at, at + len(quote)))
        parts += [quote, ".", beside, " "]
        at += len(quote) + len(beside) + 2
    return "".join(parts), spans


_SILENT: Final = frozenset({"document", "start", "end", "quote", "rule", "date_rule", "speakers", "low", "high"})


def _word(random: Random) -> str:
    return "".join(random.choice(MATERIAL["syllables"]) for _ in range(random.randint(2, 4)))
