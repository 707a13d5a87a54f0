"""Who may do what: one table of every way to change something, by the route that does it.

Reading is open to everybody with a session. A route that takes several kinds of event (those open to everybody here)
decides by the kind: a stop is anybody's, the rest is in ``entering``. A check-in link's own routes ask for no session.
"""

from __future__ import annotations

EVERYBODY = ("reader", "planner", "confirmer", "dispatcher", "gate", "auditor")

#: What may be changed through each route (all of them POST), and by whom.
RIGHTS: dict[str, tuple[str, ...]] = {
    "/leave": EVERYBODY,
    "/reports": ("confirmer", "planner"),
    "/claims/{claim}": ("confirmer",),
    "/api/claims/{claim}/decisions": ("confirmer",),
    "/situation/take": ("planner", "confirmer"),
    "/api/days": ("dispatcher",),
    "/board/open": ("dispatcher",),
    "/api/days/{day}/events": EVERYBODY,
    "/board/enter": EVERYBODY,
    "/board/road": ("dispatcher", "planner"),
    "/board/replan": ("dispatcher", "planner"),
    "/board/replan/accept": ("dispatcher",),
    "/board/replan/reject": ("dispatcher", "planner"),
    "/api/days/{day}/replans": ("dispatcher", "planner"),
    "/api/days/{day}/replans/{plan}/acceptance": ("dispatcher",),
    "/api/days/{day}/replans/{plan}/rejection": ("dispatcher", "planner"),
    "/board/links": ("dispatcher",),
    "/board/links/{name}/withdraw": ("dispatcher",),
    "/board/entrances/{name}/withdraw": ("dispatcher",),
    "/api/entrances/{name}/withdrawal": ("dispatcher",),
    "/api/jobs": ("planner", "dispatcher"),
    "/api/jobs/{name}/stop": ("planner", "dispatcher"),
    "/plan/pin": ("planner", "dispatcher"),
    "/plan/accept": ("planner", "dispatcher"),
    "/plan/undo": ("planner", "dispatcher"),
    "/api/plans/{plan}/pins": ("planner", "dispatcher"),
    "/api/plans/{plan}/acceptance": ("planner", "dispatcher"),
    "/api/plans/steps/{number}/withdrawal": ("planner", "dispatcher"),
    "/stress/start": ("planner", "dispatcher"),
    "/stress/stop": ("planner", "dispatcher"),
    "/stress/play": ("dispatcher",),
}

#: Pages that show what only one role may hold.
SHOWN: dict[str, tuple[str, ...]] = {
    "/board/links/{name}": ("dispatcher",),
    "/board/entrances": ("dispatcher",),
    "/api/entrances": ("dispatcher",),
}
