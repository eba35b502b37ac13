"""The rules by which the state of a thread is told: data with a version, so that an old answer can be understood later."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml


@dataclass(frozen=True, slots=True)
class Life:
    """The statuses of one kind of thing; see ``data/following.yml``."""

    rank: tuple[str, ...]
    closed: frozenset[str]
    awaited: frozenset[str]
    news: frozenset[str]
    past: frozenset[str]
    moves: frozenset[str]
    ends: Mapping[str, str]
    follows: str | None

    def closing(self, sort: str | None) -> frozenset[str]:
        """The statuses that end a thread; papers of some sorts end earlier than others."""
        end = self.ends.get(sort) if sort else None
        return self.closed | {end} if end else self.closed


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules, of one version."""

    version: int
    silent_after: int
    lives: Mapping[str, Life]


@cache
def rules() -> Rules:
    """The rules that this version of the program goes by."""
    told = yaml.safe_load(files("servanda").joinpath("data", "following.yml").read_text("utf-8"))
    return Rules(told["version"], told["silent_after"], {kind: _life(s) for kind, s in told["kinds"].items()})


def _life(told: Mapping[str, Any]) -> Life:
    return Life(
        rank=tuple(told["rank"]),
        closed=frozenset(told["closed"]),
        awaited=frozenset(told["awaited"]),
        news=frozenset(told["news"]),
        past=frozenset(told.get("past", ())),
        moves=frozenset(told.get("moves", ())),
        ends=told.get("ends", {}),
        follows=told.get("follows"),
    )


def life_of(kind: str) -> Life:
    """The life of a kind of entity: sessions and meetings live as events do."""
    lives = rules().lives
    return lives.get(kind) or lives["event"]
