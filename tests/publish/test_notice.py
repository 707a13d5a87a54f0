"""No notice of a corridor that is not agreed; the refusal names who is missing."""

from __future__ import annotations

import pytest

from safeconduct.model.errors import RefusedError
from safeconduct.publish.notice import refuse_notification
from tests.tiny import tiny


def test_one_party_is_not_agreement() -> None:
    situation = tiny()
    with pytest.raises(RefusedError, match="South") as caught:
        refuse_notification(situation.corridors[0], situation.parties)
    assert "South" in caught.value.next_step
    assert caught.value.exit_code == 4


def test_agreed_by_all_passes() -> None:
    situation = tiny(accepted_by_south=True)
    refuse_notification(situation.corridors[0], situation.parties)
