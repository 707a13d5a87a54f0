"""Every way to break a plan that the tests know, each with the rule that must catch it."""

from __future__ import annotations

from tests.verify.mutations import afterwards, movement, people
from tests.verify.mutations.base import ALL, Mutation

__all__ = ["ALL", "Mutation", "afterwards", "movement", "people"]
