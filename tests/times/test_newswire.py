"""The quality on news sentences, pinned: these floors do not drop."""

from newswire import score


def test_floors() -> None:
    strict, relaxed, value = score()
    assert strict >= 0.98
    assert relaxed >= 0.99
    assert value >= 0.98
