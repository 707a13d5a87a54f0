"""Notices to parties and the public. This version only refuses: no corridor that is not agreed is ever announced."""

from __future__ import annotations

from collections.abc import Sequence

from safeconduct.model.corridor import Corridor, CorridorStatus
from safeconduct.model.errors import RefusedError
from safeconduct.model.report import Party
from safeconduct.publish import figures


def refuse_notification(corridor: Corridor, parties: Sequence[Party] = ()) -> None:
    """Raise RefusedError unless every party that touches the corridor agreed; the missing ones are named.

    Holds for a notification to a party and for a public (CAP) alert. A receipt is not consent; silence is neither.
    """
    if corridor.status is CorridorStatus.AGREED:
        return
    labels = {p.id: figures.line(p.label) for p in parties}
    refusing = [p.party for p in corridor.positions if p.refused]
    missing = list(dict.fromkeys([*corridor.missing_parties, *refusing]))
    names = figures.listed(labels.get(p, p) for p in missing) or "a party that touches the route"
    raise RefusedError(
        f"the corridor {corridor.id} is {corridor.status.value}, not agreed; not on record as agreeing: {names}",
        field=f"corridors.{corridor.id}",
        next_step=f"obtain and confirm the acceptance of {names}; until then publish the capacity study only",
    )
