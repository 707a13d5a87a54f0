"""The example of a transfer: the file is the day computed by hand, and the answer is the one the page gives."""

from __future__ import annotations

from pathlib import Path

import pytest

from safeconduct import codec
from safeconduct.model.situation import Situation
from safeconduct.plan.fleet.answer import answer
from tests.quay import SCENARIO, quay

FILE = Path(__file__).parents[2] / "examples" / "quay" / "situation.json"


def test_the_file_is_the_day_computed_by_hand() -> None:
    """Every value of it."""
    assert codec.load(Situation, FILE.read_bytes()) == quay(close=84)


@pytest.mark.parametrize(("close", "out"), [(84, 40), (83, 32)])
def test_the_numbers_of_the_page(close: int, out: int) -> None:
    """Reached and proved."""
    situation = codec.load(Situation, FILE.read_bytes()) if close == 84 else quay(close=close)
    _, certificate = answer(situation, SCENARIO, work=300, threads=1)
    assert (certificate.persons_out, certificate.levels[1].bound) == (out, out)
