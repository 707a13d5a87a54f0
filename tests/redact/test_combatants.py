"""What never leaves the ledger."""

from __future__ import annotations

from dataclasses import replace

from safeconduct.model.claim import Kind, Stance
from safeconduct.redact.combatants import withheld
from tests.publish import sample


def test_counts_and_calls_are_withheld() -> None:
    assert withheld(sample.COMBATANTS)
    call = replace(sample.COMBATANTS, kind=Kind.OUT_OF_SCOPE, stance=Stance.DEMANDS, values=())
    assert withheld(call)
    assert not withheld(replace(call, stance=Stance.ASSERTS))
    assert not withheld(sample.COUNT)
