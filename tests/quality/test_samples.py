"""The sample reports are read as the golden files beside them say."""

from pathlib import Path

from servanda.cli import golden

SAMPLES = Path(__file__).parents[2] / "samples"


def test_samples_are_read_as_expected() -> None:
    """After a change that is meant: `servanda golden samples --write`, and look at the difference before committing it."""
    compared = list(golden.compare(SAMPLES))
    assert len(compared) == 25
    differing = {one.text.name: list(one.differences) for one in compared if one.differences}
    assert not differing
