"""Pages and search on a large record: server time of each, fifty readers beside a writer, memory."""

from __future__ import annotations

import argparse
import json
import resource
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from typing import Any, Final

import httpx

from bench import world
from bench.generate import MATERIAL
from servanda.ledger import Ledger
from servanda.publish import Shelf
from servanda.store import Store
from servanda.web import app

PAGES: Final = (
    "timeline",
    "undertakings",
    "sessions",
    "instruments",
    "figures",
    "conflicts",
    "bodies",
    "people",
    "documents",
    "changes",
)
_READERS: Final = 50
_ROUNDS: Final = 8  # pages that each of them asks for
_WRITTEN: Final = 20  # documents that come in meanwhile


def main() -> int:
    """Make the record where there is none, and measure."""
    asked = _arguments()
    if not _is_there(asked.ledger):
        print(f"{world.fill(asked.ledger, asked.documents):,} claims written", flush=True)
    with Ledger.open(asked.ledger, create=False) as ledger:
        shelf = Shelf(ledger)
        began = time.process_time()
        print(f"{shelf.renew()} scopes made anew in {time.process_time() - began:.0f} s of work", flush=True)
        found = measured(ledger, shelf, asked.times)
        found["crowd"] = crowd(ledger, asked.ledger)
    found["memory_mb"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
    print(f"{'crowd':<24}{found['crowd']}\n{'memory, MB':<24}{found['memory_mb']:.0f}")
    if asked.json:
        asked.json.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    return 0


def _is_there(where: str) -> bool:
    return "://" not in where and Path(where).exists()


def measured(ledger: Ledger, shelf: Shelf, times: int) -> dict[str, Any]:
    """For each page the median and the 95th percentile of its server time in milliseconds, scopes by how often they are told of."""
    random = Random(5)
    pairs = shelf.pairs(limit=500).items
    codes, weights = [p.code for p in pairs], [p.documents for p in pairs]

    def code() -> str:
        return random.choices(codes, weights)[0]

    def address(page: str) -> str:
        asked = code()
        if page == "document":
            return f"/document/{random.choice(shelf.documents(asked).items).document}"
        return f"/{random.choice(shelf.timeline(asked).items).address}"

    paths: dict[str, Callable[[], str]] = {"record": lambda: "/", "scope": lambda: f"/scope/{code()}"}
    paths |= {page: lambda page=page: f"/{page}?scope={code()}" for page in PAGES}  # type: ignore[misc]
    paths |= {page: lambda page=page: address(page) for page in ("thing", "document")}  # type: ignore[misc]
    words = (*MATERIAL["goods"], *MATERIAL["sectors"], *MATERIAL["roles"])
    paths["search"] = lambda: f"/search?q={random.choice(words)}"
    paths["search, common word"] = lambda: "/search?q=told"
    paths["search, phrase"] = lambda: f'/search?q="{random.choice(words)}"'
    found: dict[str, Any] = {"documents": sum(weights)}
    with _asking(app(ledger)) as get:
        for name, path in paths.items():
            get(path())
            found[name] = _percentiles(_cost(get, path()) for _ in range(times))
            print(f"{name:<24}{found[name]}", flush=True)
    return found


def _cost(get: Callable[[str], int], path: str) -> float:
    began = time.process_time()
    status = get(path)
    if status != 200:
        raise RuntimeError(f"{path}: {status}")
    return (time.process_time() - began) * 1000


def _percentiles(costs: Iterator[float]) -> dict[str, float]:
    ordered = sorted(costs)
    return {"p50": round(ordered[len(ordered) // 2], 1), "p95": round(ordered[int(len(ordered) * 0.95)], 1)}


class _asking:  # noqa: N801 - used like a function, with `with`
    """Asks an application in this process, as a browser on the same machine would."""

    def __init__(self, made: Any) -> None:
        from starlette.testclient import TestClient

        self._client = TestClient(made)

    def __enter__(self) -> Callable[[str], int]:
        self._client.__enter__()
        return lambda path: self._client.get(path).status_code

    def __exit__(self, *told: object) -> None:
        self._client.__exit__(*told)


def crowd(ledger: Ledger, where: str) -> dict[str, Any]:
    """Fifty readers at once while documents come in: how many pages, what failed, how long the writer took."""
    codes = [line.code for line in Shelf(ledger).pairs(limit=500).items]
    failed: list[str] = []
    took: list[float] = []
    with _asking(app(ledger)) as get:

        def read(number: int) -> None:
            random = Random(number)
            for _ in range(_ROUNDS):
                path = f"/{random.choice(PAGES[:-1])}?scope={random.choice(codes)}"
                began = time.perf_counter()
                try:
                    status = get(path)
                except (httpx.HTTPError, RuntimeError) as error:
                    failed.append(f"{path}: {error}")
                    continue
                took.append(time.perf_counter() - began)
                if status != 200:
                    failed.append(f"{path}: {status}")

        readers = [threading.Thread(target=read, args=(number,)) for number in range(_READERS)]
        for reader in readers:
            reader.start()
        began = time.perf_counter()
        with Store.open(where, create=False) as store:
            for parcel in world.parcels(_WRITTEN, first=int(time.time())):
                store.append([parcel], at=world.now())
        written = time.perf_counter() - began
        for reader in readers:
            reader.join()
    pages = {"pages": len(took), "failed": len(failed), "writing_s": round(written, 1)}
    return {**pages, "p95_s_waited": round(sorted(took)[int(len(took) * 0.95)], 2), "first_failures": failed[:3]}


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="scripts/bench web", description=__doc__)
    parser.add_argument("--documents", type=int, default=100_000, metavar="N", help="so many documents (100000)")
    parser.add_argument("--times", type=int, default=60, metavar="N", help="so often each page is asked for (60)")
    parser.add_argument("--ledger", default="bench-web.db", metavar="FILE|URL", help="kept for the next time")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write all figures here")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
