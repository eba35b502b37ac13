"""The allowance: so many tries in so many seconds, and a memory that does not grow."""

from __future__ import annotations

from servanda.accounts.allowance import Allowance


def test_tries_come_back_with_time() -> None:
    now = [0.0]
    allowance = Allowance(2, 10, clock=lambda: now[0])
    assert [allowance.spend("a") for _ in range(3)] == [0, 0, 11]
    assert allowance.spend("b") == 0
    now[0] = 10.5
    assert allowance.spend("a") == 0
    allowance.forget("a")
    assert allowance.wait("a") == 0


def test_the_memory_is_bounded_and_keeps_the_latest() -> None:
    allowance = Allowance(1, 1000, remembered=100)
    for number in range(1000):
        assert allowance.spend(str(number)) == 0
    assert len(allowance._tries) == 100
    assert allowance.wait("999")
