"""The dossier: all that publish draws from."""

from __future__ import annotations

from safeconduct import codec
from safeconduct.model.dossier import Dossier
from tests.tiny import tiny


def test_a_draft_has_no_situation() -> None:
    """What `try` makes says that it is a draft and confirms nothing; it is a document like any other."""
    draft = Dossier(
        reports=(),
        claims=(),
        conflicts=(),
        decisions=(),
        situation=None,
        answers=(),
        audits=(),
        decisives=(),
        draft=True,
    )
    assert codec.load(Dossier, codec.dump(draft)) == draft


def test_a_case_carries_its_situation() -> None:
    """Whole, so that every number on a page can be traced inside one file."""
    case = Dossier(
        reports=(),
        claims=(),
        conflicts=(),
        decisions=(),
        situation=tiny(),
        answers=(),
        audits=(),
        decisives=(),
        draft=False,
    )
    assert codec.load(Dossier, codec.dump(case)).situation == tiny()
