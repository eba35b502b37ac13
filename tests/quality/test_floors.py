"""The quality of reading does not fall below the floors in `floors.toml`: on the gold beside the project, on the samples."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from servanda import sources
from servanda.read import read_document

ROOT = Path(__file__).parents[2]
SHARED = ROOT.parent / "shared"
SCORER = SHARED / "gold" / "score.py"
FLOORS: dict[str, dict[str, Any]] = tomllib.loads((ROOT / "tests" / "floors.toml").read_text("utf-8"))


@dataclass(frozen=True)
class Corpus:
    """Texts and what they say."""

    gold: Path
    texts: Path

    def read(self, folder: Path) -> None:
        """Write the claims read to `claims.jsonl`, and each text as read beside it, named as the scorer looks for it."""
        with (folder / "claims.jsonl").open("w", encoding="utf-8") as out:
            for line in self.gold.read_text("utf-8").splitlines():
                stem = Path(json.loads(line)["doc"]).stem
                path = next(path for path in sorted(self.texts.glob(f"{stem}.*")) if ".expected" not in path.name)
                (document, *_) = sources.open_path(path).result
                (folder / f"{stem}.txt").write_text(document.text, encoding="utf-8", newline="")
                for claim in read_document(document).result:
                    out.write(json.dumps(claim.as_dict(stem), ensure_ascii=False) + "\n")


CORPORA = {
    "seeds": Corpus(SHARED / "gold" / "seeds.jsonl", SHARED / "seeds"),
    "samples": Corpus(Path(__file__).with_name("samples.jsonl"), ROOT / "samples"),
}


@pytest.fixture(scope="module", params=CORPORA)
def corpus(request: pytest.FixtureRequest) -> str:
    """The name of a corpus; skips, or fails where CI must not skip, when the scorer is not there."""
    if not SCORER.is_file():
        missing = f"the scorer and its gold are not here ({SHARED}): quality is not measured"
        if os.environ.get("CI") == "true":
            pytest.fail(f"{missing}, and CI must measure it")
        pytest.skip(missing)
    return str(request.param)


@pytest.fixture(scope="module")
def scores(corpus: str, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What the scorer says of the claims read in a corpus."""
    folder = tmp_path_factory.mktemp(corpus)
    CORPORA[corpus].read(folder)
    asked = [CORPORA[corpus].gold, folder, folder / "claims.jsonl", "--json", folder / "scores.json"]
    done = subprocess.run([sys.executable, SCORER, *asked], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    if where := os.environ.get("SERVANDA_SCORES"):
        Path(f"{where}-{corpus}").write_text(f"{corpus}\n{done.stdout}", encoding="utf-8")
    return dict(json.loads((folder / "scores.json").read_text("utf-8")))


def test_the_floors_were_set_against_this_gold(corpus: str) -> None:
    assert hashlib.sha256(CORPORA[corpus].gold.read_bytes()).hexdigest() == FLOORS[corpus]["gold"]


def test_nothing_falls_below_its_floor(corpus: str, scores: dict[str, Any]) -> None:
    assert scores["broken_quotes"] == 0
    reached = {kind: scores[kind]["full_f1"] for kind in FLOORS[corpus] if kind != "gold"}
    below = {kind: (f1, FLOORS[corpus][kind]) for kind, f1 in reached.items() if f1 < FLOORS[corpus][kind]}
    assert not below, "reached, floor"
