"""The pages on the record tell of every matcher, status word and judgement that there is."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

import pytest

from servanda.follow import rules
from servanda.record import JudgementKind
from servanda.resolve import KINDS, MATCHERS

DOCS = Path(__file__).parents[2] / "docs"
RECORD, FOLLOWING = ((DOCS / name).read_text("utf-8") for name in ("record.md", "following.md"))


def test_every_matcher_is_told_with_its_weight_and_what_it_looks_at() -> None:
    rows = [
        f"| {kind} | {m.name} | {m.weight:g}{', decisive' if m.decisive else ''} | {m.told} |"
        for kind, matchers in MATCHERS.items()
        for m in matchers
    ]
    missing = [row for row in rows if row not in RECORD]
    assert missing == []
    assert RECORD.count("\n| ") - RECORD.count("|---") >= len(rows)


@pytest.mark.parametrize("kind", get_args(JudgementKind))
def test_every_judgement_is_explained(kind: str) -> None:
    assert f"`{kind}`" in RECORD


def test_every_kind_of_thing_has_its_address_shown() -> None:
    assert all(f"`{kind.kind}/" in RECORD for kind in KINDS)


def test_the_days_after_which_a_thread_is_silent_are_those_of_the_rules() -> None:
    assert f"no news for {rules().silent_after} days" in FOLLOWING
