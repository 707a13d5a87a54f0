"""Scripts of the pages: ours alone, nothing evaluated, and a new version whenever one of them changes."""

from __future__ import annotations

import re
from importlib.resources import files

import pytest

from safeconduct.web import scripts
from safeconduct.web.scripts import look, script

NAMES = ("board.js", "checkin_page.js", "checkin_worker.js")


@pytest.mark.parametrize("name", NAMES)
def test_a_script_asks_no_other_host_and_writes_no_markup(name: str) -> None:
    text = script(name)
    assert '"use strict"' in text
    assert not re.search(r"https?://|\beval\b|new Function|innerHTML\s*=[^=]|insertAdjacentHTML|document\.write", text)
    assert "@VERSION@" not in text


@pytest.mark.parametrize("part", ["checkin_store.js", "checkin_words.js", "checkin_page.js"])
def test_a_phones_copy_is_renewed_when_the_page_changes(monkeypatch: pytest.MonkeyPatch, part: str) -> None:
    first = re.search(r'"checkin-([0-9a-f]{12})"', script("checkin_worker.js"))
    assert first is not None
    true_text = scripts._text
    monkeypatch.setattr(scripts, "_text", lambda name: true_text(name) + (" " if name == part else ""))
    assert scripts.version.__wrapped__() != first.group(1)
    assert len(scripts.script.__wrapped__("checkin_page.js")) == len(script("checkin_page.js")) + 1


def test_no_script_of_ours_is_longer_than_the_house_allows() -> None:
    folder = files("safeconduct.web") / "static"
    long = {one.name: lines for one in folder.iterdir() if (lines := len(one.read_text().splitlines())) > 400}
    assert long == {}


def test_the_look_has_both_grounds() -> None:
    text = look("checkin.css")
    assert text.count("--paper:") == 2
    assert "prefers-color-scheme:dark" in text
