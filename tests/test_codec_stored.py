"""Documents of our own store, read the short way: the same values, the same refusals."""

from __future__ import annotations

import pytest

from safeconduct import codec
from safeconduct.model.errors import DocumentInvalid
from safeconduct.model.situation import Situation
from tests.tiny import tiny
from tests.tiny_fleet import tiny_fleet


@pytest.mark.parametrize("situation", [tiny(), tiny_fleet(), tiny(people=7)])
def test_what_was_dumped_comes_back(situation: Situation) -> None:
    data = codec.dump(situation)
    assert codec.stored(Situation, data) == situation == codec.load(Situation, data)


def test_the_short_way_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the slow reading of the frame."""
    monkeypatch.setattr(codec, "load", None)
    assert codec.stored(Situation, codec.dump(tiny())) == tiny()


@pytest.mark.parametrize(
    "change",
    [
        lambda data: data.replace(b'"version":1', b'"version":2'),
        lambda data: data.replace(b'"document":"situation"', b'"document":"plan"'),
        lambda data: data.replace(b'"sunset_margin_minutes":', b'"margin":', 1),
        lambda data: data.replace(b'"sites":', b'"more":1,"sites":', 1),
        lambda data: data[:-40],
        lambda data: b"[]",
    ],
)
def test_anything_else_is_refused_as_load_refuses_it(change) -> None:  # type: ignore[no-untyped-def]
    data = change(codec.dump(tiny()))
    said = []
    for read in (codec.load, codec.stored):
        with pytest.raises(DocumentInvalid) as refused:
            read(Situation, data, file="kept")
        said.append((refused.value.message, refused.value.file, refused.value.field, refused.value.next_step))
    assert said[0] == said[1]
