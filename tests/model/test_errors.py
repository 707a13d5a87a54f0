"""The error tree: codes, exit codes, and messages that say what to do."""

from __future__ import annotations

import pytest

from safeconduct.model import errors
from safeconduct.model.errors import SafeconductError

EXIT_CODES = {
    "SafeconductError": 2,
    "InputError": 2,
    "ReportUnreadable": 2,
    "DocumentInvalid": 2,
    "NotFound": 2,
    "UnconfirmedError": 4,
    "RefusedError": 4,
    "CheckFailed": 5,
    "StoreError": 2,
    "WorkspaceNewer": 2,
    "DayMoved": 2,
    "ToolMissing": 2,
}


def test_the_tree_is_complete() -> None:
    """Every class is exported, drawn in the module's docstring, and has its exit code here."""
    defined = {name for name, item in vars(errors).items() if isinstance(item, type)}
    assert defined == set(errors.__all__) == set(EXIT_CODES)
    assert all(name in (errors.__doc__ or "") for name in defined)


@pytest.mark.parametrize("name", sorted(EXIT_CODES))
def test_exit_codes(name: str) -> None:
    """As in the contract of the command line."""
    error = getattr(errors, name)("message", next_step="do this")
    assert error.exit_code == EXIT_CODES[name]
    assert isinstance(error, SafeconductError)
    assert error.next_step == "do this"


def test_codes_are_unique() -> None:
    """Each error has a code of its own."""
    codes = [getattr(errors, name).code for name in EXIT_CODES]
    assert len(set(codes)) == len(codes)


def test_an_error_says_where() -> None:
    """File and field before the message, as far as they are known."""
    where = {"file": "case.json", "field": "sites.0.bays"}
    assert str(errors.DocumentInvalid("must be a count", next_step="-", **where)) == (
        "case.json: sites.0.bays: must be a count"
    )
    assert str(errors.NotFound("no such plan", next_step="-")) == "no such plan"


def test_errors_are_also_the_builtin_ones() -> None:
    """So that a caller who knows only Python's own errors is served."""
    assert issubclass(errors.InputError, ValueError)
    assert issubclass(errors.NotFound, LookupError)
