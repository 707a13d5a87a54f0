"""What stands behind the answer for a fleet: what binds, who stays and why, and what makes everyone impossible."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from safeconduct import codec
from safeconduct.app.fleet_planning import checked_fleet
from safeconduct.app.ledger import file_bytes
from safeconduct.model.fleet import FleetCertificate, FleetPlan
from safeconduct.model.situation import Situation

if TYPE_CHECKING:
    from safeconduct.plan.fleet_explain.binding import Share
    from safeconduct.plan.fleet_explain.left import LeftOut
    from safeconduct.plan.fleet_explain.separation import NetworkCut


@dataclass(frozen=True, slots=True, kw_only=True)
class FleetExplanation:
    """``shares`` of the bound on persons out in its ``unit``, and what it is ``without_the_last`` half hour (None: no
    hours that long); the groups ``left``, of ``groups_left``; for not everyone out: whether that is ``proved``, the
    ``network`` cut and a statement for each corridor whose roads are ``cut``."""

    bound: int
    unit: int
    shares: tuple[Share, ...]
    without_the_last: int | None
    left: tuple[LeftOut, ...]
    groups_left: int
    proved: bool
    network: NetworkCut | None
    cuts: tuple[str, ...]

    def plain(self) -> dict[str, Any]:
        """For programs."""
        return asdict(self)


def explain_fleet(
    situation: Situation,
    plan: FleetPlan | None,
    certificate: FleetCertificate,
    *,
    strict: bool = False,
    tell: Callable[[int, int], None] | None = None,
) -> FleetExplanation:
    """Everything that can be said of a checked answer without planning again. ``tell`` hears of how many groups it is
    known why they stay, and of how many there are to be told; what it raises ends the work."""
    from safeconduct.plan.fleet.priced import persons_bound
    from safeconduct.plan.fleet_explain.binding import shares_of, without_the_last
    from safeconduct.plan.fleet_explain.left import left_out
    from safeconduct.plan.fleet_explain.separation import network_cut, road_cuts

    scenario, bound = certificate.scenario, persons_bound(certificate.bounds)
    short = certificate.persons_out < certificate.people
    left = left_out(situation, scenario, plan, strict=strict, tell=tell) if short else ()
    behind = {entry.group for entry in plan.left_behind} if plan else {share.group for share in left}
    return FleetExplanation(
        bound=bound.value,
        unit=bound.unit,
        shares=shares_of(situation, scenario, bound),
        without_the_last=without_the_last(situation, scenario, bound),
        left=left,
        groups_left=len(behind) if short else 0,
        proved=certificate.levels[-1].bound < certificate.people,
        network=network_cut(situation, scenario) if short else None,
        cuts=road_cuts(situation, scenario) if short else (),
    )


def explain_documents(
    situation: Situation, plan: Path | None, certificate: Path
) -> tuple[FleetCertificate, FleetExplanation]:
    """The same for documents that were written before; they are checked first."""
    given = codec.load(FleetPlan, file_bytes(plan), file=str(plan)) if plan else None
    stated = codec.load(FleetCertificate, file_bytes(certificate), file=str(certificate))
    checked_fleet(situation, given, stated)
    return stated, explain_fleet(situation, given, stated)
