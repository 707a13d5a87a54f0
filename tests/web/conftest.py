"""The service on a new workspace, for every test of the room."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.web import served


@pytest.fixture
def service(tmp_path: Path) -> Iterator[served.Service]:
    with served.service(tmp_path) as made:
        yield made
