"""Imports run one way: what a room may know of, and what a door may not load before it is asked to."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

ROOT = Path(__file__).parents[1] / "src" / "servanda"

_WORDS = ("values", "record", "problems")
_GRAMMAR = ("language", "grammar", "inflection")
_TELLERS = ("countries", "numbers", "times", "quantities", "sources")

#: Which rooms each room may know. A room of later stages gets a line here when it is built, and not a wider one than it needs.
MAY_KNOW: dict[str, tuple[str, ...]] = {
    "values": (),
    "problems": (),
    "record": ("values",),
    "grammar": ("problems",),
    "inflection": ("problems",),
    "language": ("grammar", "inflection", "problems"),
    "countries": (*_WORDS, "inflection"),
    "numbers": (*_WORDS, *_GRAMMAR),
    "times": (*_WORDS, *_GRAMMAR, *_TELLERS),
    "quantities": (*_WORDS, *_GRAMMAR, *_TELLERS),
    "sources": (*_WORDS, *_GRAMMAR, *_TELLERS),
    "read": (*_WORDS, *_GRAMMAR, *_TELLERS),
    "resolve": (*_WORDS, *_GRAMMAR, "countries", "times"),
    "follow": (*_WORDS, "resolve"),
    "charts": _WORDS,
    "reconcile": (*_WORDS, "language", "countries", "quantities", "resolve", "charts"),
    "store": _WORDS,
    "ledger": (*_WORDS, *_GRAMMAR, *_TELLERS, "read", "store", "resolve", "follow", "reconcile"),
    "publish": ("ledger", "reconcile", "follow", "resolve", "store", *_WORDS),
    "accounts": (*_WORDS, "store"),
    "api": ("publish", "ledger", "accounts", *_WORDS),
    "web": ("api", "publish", "ledger", "accounts", *_WORDS),
    "cli": ("api", "publish", "ledger", "web", "accounts", *_WORDS),
    "__main__": ("cli",),
    # The public surface hands on what the rooms offer; nothing within the package may lean on it.
    "__init__": (*_WORDS, *_TELLERS, "read", "resolve"),
}


class Import(NamedTuple):
    """One import of the package by itself; ``deferred`` when it stands within a function or a check of types."""

    module: str
    target: str
    line: int
    deferred: bool

    @property
    def rooms(self) -> tuple[str, str]:
        return _room(self.module), _room(self.target)


def _room(module: str) -> str:
    parts = module.split(".")
    return parts[1] if len(parts) > 1 else "__init__"


def _module(path: Path) -> str:
    parts = ("servanda", *path.relative_to(ROOT).with_suffix("").parts)
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def _exists(module: str) -> bool:
    path = ROOT.joinpath(*module.split(".")[1:])
    return path.with_suffix(".py").is_file() or (path / "__init__.py").is_file()


def _targets(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names if alias.name.split(".")[0] == "servanda")
    elif isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "servanda":
        for alias in node.names:
            inner = f"{node.module}.{alias.name}"
            yield inner if _exists(inner) else str(node.module)


def _imports(path: Path) -> Iterator[Import]:
    tree = ast.parse(path.read_text("utf-8"))
    for node in ast.walk(tree):
        assert not (isinstance(node, ast.ImportFrom) and node.level), f"{path}: relative import"
        for target in _targets(node):
            yield Import(_module(path), target, getattr(node, "lineno", 0), node not in tree.body)


ALL = [found for path in sorted(ROOT.rglob("*.py")) for found in _imports(path)]


@pytest.mark.parametrize("room", sorted({_room(_module(path)) for path in ROOT.rglob("*.py")}))
def test_a_room_knows_only_what_it_may(room: str) -> None:
    assert room in MAY_KNOW, f"a new room: say in {__file__} what it may know"
    allowed = {room, *MAY_KNOW[room]}
    wrong = [
        f"{one.module}:{one.line} imports {one.target}"
        for one in ALL
        if one.rooms[0] == room and one.rooms[1] not in allowed
    ]
    assert wrong == []


def test_the_plan_itself_has_no_way_back() -> None:
    """Rooms of one layer may stand side by side; between layers there is one direction."""
    layers = [
        {"values", "record", "problems"},
        {"language", "grammar", "inflection"},
        set(_TELLERS),
        {"read"},
        {"resolve"},
        {"follow"},
        {"reconcile", "charts"},
        {"store"},
        {"ledger"},
        {"accounts"},
        {"publish"},
        {"api"},
        {"web"},
        {"cli"},
    ]
    rank = {room: number for number, layer in enumerate(layers) for room in layer}
    assert [
        (room, other)
        for room, known in MAY_KNOW.items()
        for other in known
        if room in rank and rank[other] > rank[room]
    ] == []
    assert MAY_KNOW["store"] == _WORDS, "the store knows records only"


def test_no_module_imports_itself_by_way_of_others() -> None:
    known: dict[str, set[str]] = {}
    for one in ALL:
        if not one.deferred:
            known.setdefault(one.module, set()).add(one.target)
    done: set[str] = set()

    def follow(module: str, path: tuple[str, ...]) -> None:
        assert module not in path, " imports ".join((*path[path.index(module) :], module))
        if module not in done:
            for target in sorted(known.get(module, ())):
                if target != module:
                    follow(target, (*path, module))
            done.add(module)

    for module in sorted(known):
        follow(module, ())


#: Parsers, databases and tables that take longer to load than a help text may take to show.
HEAVY = (
    "sqlalchemy", "alembic", "psycopg", "yaml", "lxml", "trafilatura", "htmldate", "pypdfium2", "docx", "lingua", "babel",
    "pycountry", "charset_normalizer", "ahocorasick_rs", "highspy", "numpy", "pysat", "snowballstemmer", "vl_convert", "rapidfuzz", "anyascii", "argon2", "itsdangerous", "starlette", "fastapi", "jinja2", "uvicorn", "servanda.web", "servanda.read.reader", "servanda.sources.opening",
)  # fmt: skip


@pytest.mark.parametrize("code", ["import servanda.cli", "import servanda", "import servanda.ledger"])
def test_what_is_heavy_is_loaded_when_it_is_needed(code: str) -> None:
    show = f"{code}; import sys; print(*[name for name in {HEAVY!r} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", show], capture_output=True, text=True, check=True)
    assert done.stdout.split() == []


def test_a_door_names_nothing_heavy_at_its_top() -> None:
    for path in sorted((ROOT / "cli").glob("*.py")):
        for node in ast.parse(path.read_text("utf-8")).body:
            names = (
                [a.name for a in node.names]
                if isinstance(node, ast.Import)
                else [node.module or ""]
                if isinstance(node, ast.ImportFrom)
                else []
            )
            assert not [name for name in names if name.startswith(HEAVY)], path
