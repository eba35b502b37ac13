"""How fast the command line starts, and what it does not load to do so."""

from __future__ import annotations

import resource
import subprocess
import sys


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
        """Processor time, so that a busy machine does not fail the test."""
        began = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run([sys.executable, "-m", "servanda", "--help"], capture_output=True, check=True)
        ended = resource.getrusage(resource.RUSAGE_CHILDREN)
        return ended.ru_utime + ended.ru_stime - began.ru_utime - began.ru_stime

    assert min(seconds() for _ in range(5)) < 0.3
