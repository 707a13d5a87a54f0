"""A plan found while the day is under way, to be held against others."""

from __future__ import annotations

from dataclasses import dataclass

from safeconduct.model.fleet import FleetPlan
from safeconduct.plan.fleet.changes import PlanChanges


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A new plan with what it changes, and the persons out by level."""

    plan: FleetPlan
    changes: PlanChanges
    out: tuple[int, int]

    @property
    def shown(self) -> tuple[FleetPlan | None, PlanChanges]:
        """The plan, None where nobody has left or will, and the changes."""
        return self.plan if self.plan.days or self.plan.crossings else None, self.changes

    def worth(self, other: Found) -> bool:
        """Whether it takes out more, who need help first."""
        return self.out > other.out

    def gain(self, other: Found) -> int:
        """Persons more, those who need help counted twice."""
        return sum(self.out) - sum(other.out)
