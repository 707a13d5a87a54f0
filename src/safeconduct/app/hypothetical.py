"""What an unconfirmed offer would need: an audit on stated hours and counts, everything else printed assumptions.

Nothing here is a situation of the case: no claim is confirmed, no place is located, and no plan is published. The
audit answers "if it were so, what would have to exist?" for a few distances.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import TypeVar

from safeconduct.model.certificate import Audit
from safeconduct.model.claim import Claim, PeopleValue, Population, WindowValue
from safeconduct.model.corridor import Corridor
from safeconduct.model.known import Assumption, Basis, Estimate, Known
from safeconduct.model.place import Mode, Node, Point, Road, RoadFact, RoadState
from safeconduct.model.situation import (
    Checkpoint,
    Endurance,
    Group,
    HouseholdProfile,
    Leg,
    Needs,
    Reception,
    Rules,
    Site,
    Situation,
    Sunset,
    VehicleClass,
)
from safeconduct.model.times import Window
from safeconduct.plan.audit import audit

T = TypeVar("T")

DISTANCES_KM = (25, 75)
#: Above this many a draft's audit would say more about the assumptions than about the report.
MOST_PEOPLE = 5_000

#: slot, value, unit, why: what a draft takes for granted, all of it judgement.
_DEFAULTS = (
    ("seats", 45, "persons per bus", "a coach of 50 seats with baggage"),
    ("bays", 2, "loading bays", "vehicles boarding side by side"),
    ("loading", 40, "seconds per person", "about 30 minutes for a full bus"),
    ("unloading", 20, "minutes", "getting out and counting at the reception"),
    ("loaded", 40, "km/h", "speed of the slowest loaded vehicle"),
    ("empty", 50, "km/h", "speed of the empty way back"),
    ("lanes", 1, "lanes", "one checkpoint, one lane"),
    ("screening", 60, "seconds per person", "no measured rate is known"),
    ("margin", 30, "minutes", "last arrival before the window closes"),
    ("spares", 10, "percent", "UNHCR Handbook for Emergencies advises 10 to 20"),
)


def offer_needs(claims: Sequence[Claim]) -> tuple[tuple[Audit, ...], tuple[Assumption, ...]]:
    """Audits for a few distances, and the assumptions made; both empty when no hours or no counts are stated."""
    window = _stated_window(claims)
    people = _stated_people(claims)
    if window is None or not people:
        return (), ()
    audits = tuple(audit(_situation(window, people[-1], km), f"if the way is {km} km", people) for km in DISTANCES_KM)
    return audits, _records()


def _stated_window(claims: Sequence[Claim]) -> Window | None:
    for claim in claims:
        value = claim.value("window")
        if not isinstance(value, WindowValue) or value.opens is None or value.closes is None or value.zone is None:
            continue
        if value.opens < value.closes <= value.opens + timedelta(hours=24):
            return Window(opens=value.opens, closes=value.closes, zone=value.zone, as_written=value.as_written)
    return None


def _stated_people(claims: Sequence[Claim]) -> tuple[int, ...]:
    counts: set[int] = set()
    for claim in claims:
        for value in claim.values:
            if isinstance(value, PeopleValue) and value.population is Population.CIVILIANS:
                counts.add(value.low if value.low is not None else value.high or 0)
    return tuple(sorted(n for n in counts if 1 <= n <= MOST_PEOPLE))


def _records() -> tuple[Assumption, ...]:
    distances = ", ".join(str(km) for km in DISTANCES_KM)
    way = Assumption(
        id="draft-distance", slot="distance", value=distances, unit="km", why="the way is not measured in a draft",
        source="judgement",
    )  # fmt: skip
    rest = tuple(
        Assumption(id=f"draft-{slot}", slot=slot, value=str(value), unit=unit, why=why, source="judgement")
        for slot, value, unit, why in _DEFAULTS
    )
    return (way, *rest)


def _known(value: T, slot: str) -> Known[T]:
    return Known(value=value, basis=Basis(assumptions=(f"draft-{slot}",)))


def _default(slot: str) -> int:
    return next(value for name, value, _, _ in _DEFAULTS if name == slot)


def _situation(window: Window, people: int, km: int) -> Situation:
    here, there = Point(lon=0.0, lat=0.0), Point(lon=1.0, lat=0.0)
    assumed = Basis(assumptions=("draft-distance",))
    return Situation(
        name="draft",
        title="Draft",
        as_of=datetime(2000, 1, 1, tzinfo=UTC),
        parties=(),
        nodes=(
            Node(id="site", kind="site", name="the place", aliases=(), point=here),
            Node(id="reception", kind="reception", name="the destination", aliases=(), point=there),
        ),
        roads=(
            Road(
                id="way", kind="road", name="the way", aliases=(), over=None, ends=("site", "reception"),
                line=(here, there), history=(RoadFact(state=RoadState.UNKNOWN, since=None, basis=assumed),),
            ),
        ),
        waters=(),
        sites=(_site(here, people),),
        receptions=(Reception(id="reception", name="the destination", point=there, capacity=None, controlled_by=None),),
        corridors=(
            Corridor(
                id=f"if the way is {km} km", site="site", reception="reception", mode=Mode.BUS, window=window,
                window_basis=assumed, positions=(), touching=(), controlled_by=None,
            ),
        ),
        legs=(_leg(km),),
        foot_crossings=(),
        vehicles=(
            VehicleClass(
                id="bus",
                name="bus",
                count=_known(1, "seats"),
                places=_known(Needs(walking=_default("seats")), "seats"),
                start=_known("site", "seats"),
            ),
        ),
        profiles=(HouseholdProfile(id="single", members=Needs(walking=1), per_thousand=_known(1000, "loading")),),
        rules=_rules(),
        sunsets=(Sunset(reception="reception", at=_known(window.closes + timedelta(days=1), "margin")),),
        assumptions=_records(),
        gaps=(),
        guards=(),
        wishes_recorded=False,
        withheld_claims=0,
    )  # fmt: skip


def _site(point: Point, people: int) -> Site:
    count = Estimate(low=people, likely=people, high=people, basis=Basis(assumptions=("draft-distance",)))
    group = Group(id="everyone", site="site", wished=_known("any", "seats"), people=count)
    return Site(
        id="site", name="the place", point=point, bays=_known(_default("bays"), "bays"),
        endurance=Endurance(food_days=None, water_days=None, said=()), groups=(group,),
    )  # fmt: skip


def _leg(km: int) -> Leg:
    def minutes(slot: str) -> int:
        return -(-km * 60 // _default(slot))

    gate = Checkpoint(
        id="gate", name="checkpoint", minutes_from_site=_known(0, "distance"), lanes=_known(_default("lanes"), "lanes"),
        seconds_per_person=_known(_default("screening"), "screening"),
    )  # fmt: skip
    return Leg(
        id="way", site="site", reception="reception", mode=Mode.BUS, km=_known(float(km), "distance"),
        minutes_loaded=_known(minutes("loaded"), "loaded"), minutes_empty=_known(minutes("empty"), "empty"),
        edges=("way",), leans_on=("way",), checkpoint=gate,
    )  # fmt: skip


def _rules() -> Rules:
    seconds = _default("loading")
    return Rules(
        loading_seconds=_known(Needs(walking=seconds, wheelchair=300, stretcher=600), "loading"),
        unload_minutes=_known(_default("unloading"), "unloading"),
        convoy_min=_known(1, "margin"),
        convoy_max=_known(5, "margin"),
        headway_minutes=_known(0, "margin"),
        standing_max_minutes=_known(60, "margin"),
        window_margin_minutes=_known(_default("margin"), "margin"),
        sunset_margin_minutes=_known(0, "margin"),
        spare_percent=_known(_default("spares"), "spares"),
    )
