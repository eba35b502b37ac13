"""How fast the command line starts, and what it does not load to do so."""

from __future__ import annotations

import subprocess
import sys
import time


def test_help_loads_nothing_heavy() -> None:
    program = (
        "import sys; from servanda.cli import cli; cli.main(['--help'], standalone_mode=False); "
        "print([m for m in sys.modules if m.split('.')[0] in "
        "{'sqlalchemy', 'alembic', 'rich', 'msgspec', 'trafilatura', 'lingua', 'ahocorasick_rs', 'babel'}])"
    )
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert ran.stdout.splitlines()[-1] == "[]"


def test_help_comes_at_once() -> None:
    def seconds() -> float:
        began = time.perf_counter()
        subprocess.run([sys.executable, "-m", "servanda", "--help"], capture_output=True, check=True)
        return time.perf_counter() - began

    assert min(seconds() for _ in range(5)) < 0.3
