"""Problems are data with a known code; errors of calls are one small tree."""

from __future__ import annotations

import inspect

import pytest

from servanda import problems
from servanda.problems import (
    CODES,
    AccessError,
    LedgerError,
    Outcome,
    PackError,
    Problem,
    ServandaError,
    SourceError,
    UsageError,
)


def test_a_problem_has_a_known_code() -> None:
    problem = Problem(code="no-date", message="nothing tells when it was written", source="a.txt", start=0, end=3)
    assert (problem.code, problem.start, problem.end) == ("no-date", 0, 3)
    with pytest.raises(UsageError, match="no-such-thing"):
        Problem(code="no-such-thing", message="?", source="a.txt")


@pytest.mark.parametrize("code", CODES)
def test_a_code_is_explained_in_a_sentence(code: str) -> None:
    assert code == code.lower()
    assert code.replace("-", "").isalpha()
    assert CODES[code][0].isupper()
    assert CODES[code].endswith(".")


def test_the_tree_of_errors_is_the_one_drawn() -> None:
    tree = [kind for _, kind in inspect.getmembers(problems, inspect.isclass) if issubclass(kind, Exception)]
    assert {kind.__name__ for kind in tree} == {
        "ServandaError",
        "UsageError",
        "SourceError",
        "PackError",
        "AccessError",
        "LedgerError",
    }
    drawn = problems.__doc__ or ""
    assert all(kind.__name__ in drawn for kind in tree)
    assert all(
        kind.__bases__ == (ServandaError,) for kind in (UsageError, SourceError, PackError, AccessError, LedgerError)
    )


def test_a_source_error_tells_its_code() -> None:
    error = SourceError("too-large", "11 MB; the limit is 10 MB")
    assert error.code in CODES
    assert str(error) == "11 MB; the limit is 10 MB"


def test_an_outcome_without_problems() -> None:
    assert Outcome(3).problems == ()
