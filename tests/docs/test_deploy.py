"""docs/deploy.md: its commands are run as they stand there, and its files are read by what reads them."""

from __future__ import annotations

import configparser
import re
import shlex
from pathlib import Path

import pytest
from typer.testing import CliRunner

from safeconduct.cli.verbs import app
from safeconduct.model.errors import NotFound
from tests.house.tree import ROOT

PAGE = (ROOT / "docs" / "deploy.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```(\w+)\n(.*?)```", PAGE, flags=re.DOTALL)


def block(kind: str, number: int = 0) -> str:
    """A block of the page by its kind."""
    return [text for found, text in BLOCKS if found == kind][number]


def words(command: str) -> list[str]:
    """The words of a command line after the program's name."""
    found = shlex.split(command)
    assert found[0].endswith("safeconduct")
    return found[1:]


def test_accounts_and_certificates_as_the_page_makes_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    *made, serve = block("sh").strip().splitlines()
    for command in made:
        ran = CliRunner().invoke(app, words(command), input="a long password\na long password\n")
        assert ran.exit_code == 0, ran.output
    assert (tmp_path / "safeconduct.tls" / "ca.pem").is_file()
    listed = CliRunner().invoke(app, ["account", "list", "--json"])
    assert "night desk" in listed.output
    ran = CliRunner().invoke(app, words(serve))  # all it lacks is the workspace, which `demo` makes
    assert isinstance(ran.exception, NotFound)
    assert "no such workspace" in str(ran.exception)
    (tmp_path / "safeconduct.accounts").unlink()
    ran = CliRunner().invoke(app, words(serve))
    assert isinstance(ran.exception, NotFound)
    assert "safeconduct account add" in ran.exception.next_step


def test_the_unit_and_the_container_start_what_the_page_starts() -> None:
    unit = configparser.ConfigParser(interpolation=None)
    unit.read_string(block("ini"))
    started = words(unit["Service"]["ExecStart"])
    (command,) = re.findall(r"^CMD \[(.+)\]$", block("dockerfile"), flags=re.MULTILINE)
    assert words(" ".join(re.findall(r'"([^"]+)"', command))) == started
    documented = words(block("sh").strip().splitlines()[-1])
    assert started[2:] == documented[2:]
