"""The quality of reading, scored on the gold beside the project, does not fall below the floors in `floors.toml`."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

from servanda.ledger import read_only

ROOT = Path(__file__).parents[2]
SHARED = ROOT.parent / "shared"
FLOORS = tomllib.loads((ROOT / "tests" / "floors.toml").read_text("utf-8"))["seeds"]
CORPUS = FLOORS.pop("corpus")


@pytest.fixture(scope="module")
def scores(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What the scorer says of the claims read in the seed documents."""
    if not (SHARED / "gold" / "score.py").is_file():
        missing = f"the gold is not here ({SHARED}): quality is not measured"
        if os.environ.get("CI") == "true":
            pytest.fail(f"{missing}, and CI must measure it")
        pytest.skip(missing)
    folder = tmp_path_factory.mktemp("seeds")
    claims, told = folder / "claims.jsonl", folder / "scores.json"
    with claims.open("w", encoding="utf-8") as out:
        for one in read_only([SHARED / "seeds"]):
            out.writelines(json.dumps(claim.as_dict(name), ensure_ascii=False) + "\n" for name, claim in one.claims)
    scorer = [sys.executable, SHARED / "gold" / "score.py", SHARED / "gold" / "seeds.jsonl", SHARED / "seeds", claims]
    done = subprocess.run([*scorer, "--json", told], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    print(done.stdout)
    if where := os.environ.get("SERVANDA_SCORES"):
        Path(where).write_text(done.stdout, encoding="utf-8")
    return dict(json.loads(told.read_text("utf-8")))


def test_the_floors_were_set_against_this_gold(scores: dict[str, Any]) -> None:
    assert scores
    assert hashlib.sha256((SHARED / "gold" / "seeds.jsonl").read_bytes()).hexdigest() == CORPUS["gold"]


@pytest.mark.parametrize("kind", FLOORS)
def test_no_kind_falls_below_its_floor(kind: str, scores: dict[str, Any]) -> None:
    if kind == "broken_quotes":
        assert scores[kind] == FLOORS[kind]
    else:
        assert scores[kind]["full_f1"] >= FLOORS[kind], scores[kind]
