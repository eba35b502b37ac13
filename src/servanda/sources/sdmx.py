"""SDMX-ML as text: one line an observation, in the columns of SDMX-CSV, by `sdmx1`."""

from __future__ import annotations

import csv
import logging
import re
from collections.abc import Iterator
from io import BytesIO, StringIO
from typing import Any, Final

from servanda.sources.options import Limits
from servanda.sources.parsed import Parsed, Refused
from servanda.sources.statistics import SDMX_CSV

_ENTITY: Final = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)


def parse(data: bytes, limits: Limits) -> Parsed:
    """The observations of a message, generic or structure-specific, as SDMX-CSV; refused when it is broken."""
    if _ENTITY.search(data):
        raise Refused("unreadable", "this SDMX-ML declares entities, which no message needs and which are not read")
    try:
        import sdmx
    except ImportError:
        message = "SDMX-ML is read with sdmx1: pip install 'servanda[statistics]', or save it as SDMX-CSV"
        raise Refused("unknown-format", message) from None
    logging.getLogger("sdmx").setLevel(logging.CRITICAL)  # it tells how it guesses the structure, which is no fault
    try:
        told = sdmx.read_sdmx(BytesIO(data))
        rows = list(_rows(told))
    except Exception as error:  # what it raises on broken messages is not documented
        raise Refused("unreadable", f"this SDMX-ML cannot be read ({type(error).__name__}): fetch it again") from None
    prepared = getattr(told.header, "prepared", None)
    return Parsed(
        text=_written(rows),
        media_type=SDMX_CSV,
        saved=prepared.date() if prepared else None,
        saved_by="SDMX header: Prepared" if prepared else None,
    )


def _rows(message: Any) -> Iterator[dict[str, str]]:
    for dataset in message.data:
        for observation in dataset.obs:
            cells = {name: str(told.value) for name, told in observation.key.values.items()}
            cells |= {name: str(told.value) for name, told in observation.attrib.items()}
            yield {**cells, "OBS_VALUE": str(observation.value)}


def _written(rows: list[dict[str, str]]) -> str:
    names = list(dict.fromkeys(name for row in rows for name in row))
    text = StringIO()
    writer = csv.DictWriter(text, names, lineterminator="\n")
    writer.writeheader()
    writer.writerows({name: " ".join(value.split()) for name, value in row.items()} for row in rows)
    return text.getvalue()
