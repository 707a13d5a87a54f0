"""The small products of a parser are computed on one core, and come out the same."""

import numpy as np
import pytest

from safeconduct.adapters import one_core


def test_products_are_the_same_and_asking_twice_is_no_fault() -> None:
    values = np.random.default_rng(7).random((96, 96), dtype=np.float32)
    before = values @ values
    first = one_core.on_one_core()
    assert one_core.on_one_core() is first
    assert np.allclose(values @ values, before, rtol=1e-5)


def test_another_library_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(one_core, "_SETTERS", ())
    assert one_core.on_one_core() is False
