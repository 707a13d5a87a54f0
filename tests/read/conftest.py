"""One parser for all tests of the read step: loading it takes about a second."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import date

import pytest

from safeconduct.adapters.spacy_parser import SpacyParser
from safeconduct.model.report import Party, Report
from safeconduct.read.reader import RulesReader

Maker = Callable[..., Report]


@pytest.fixture(scope="session")
def parser() -> SpacyParser:
    return SpacyParser()


@pytest.fixture(scope="session")
def reader(parser: SpacyParser) -> RulesReader:
    return RulesReader(parser)


@pytest.fixture
def report() -> Maker:
    def make(text: str, published: date = date(2022, 6, 15), id: str = "r") -> Report:
        sha = hashlib.sha256(text.encode()).hexdigest()
        return Report(id=id, title="t", publisher="p", published=published, language="en", sha256=sha, text=text)

    return make


@pytest.fixture
def parties() -> tuple[Party, Party]:
    """Two invented parties with names of the same shape."""
    return (
        Party(id="x", label="Ardia side", aliases=("Ardia", "Ardian"), zone="Europe/Moscow"),
        Party(id="y", label="Ordia side", aliases=("Ordia", "Ordian"), zone="Europe/Kyiv"),
    )
