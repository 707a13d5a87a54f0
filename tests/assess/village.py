"""A case you can hold in your head: a mill, two towns, one river with two bridges, two parties, one report.

North offers the way to Upham (by road); South asks for Lowford (over the river) and both bridges are closed.
``village()`` gives the arguments of ``assemble``; tests change one thing.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from safeconduct.assess.assumptions import Case, parse_case
from safeconduct.model.claim import (
    AnswerValue,
    Claim,
    ConditionValue,
    Decision,
    DestinationValue,
    Hedge,
    Kind,
    Origin,
    PeopleValue,
    Population,
    ReserveValue,
    RoadValue,
    Stance,
    Value,
    WindowValue,
    claim_id,
)
from safeconduct.model.report import Party, Report, Span
from safeconduct.network.roadfile import RoadFile, parse_roads
from tests.contracts.plain_router import PlainRouter

TEXT = """North says a corridor is open on 15 June 2022 from 08:00 to 20:00 Moscow time.
North says people go to Upham.
North says it told South.
North asks for a white flag.
North says that South asked for Lowford.
North says this is impossible.
South counts 120 civilians in the mill.
The mill has flour.
On 12 June the Old bridge fell.
On 13 June the New bridge fell.
All bridges are gone, some say.
Fifty soldiers hold the gate.
"""


def report(text: str = TEXT, ident: str = "r1", published: date = date(2022, 6, 14)) -> Report:
    sha = hashlib.sha256(text.encode()).hexdigest()
    return Report(id=ident, title=ident, publisher="p", published=published, language="en", sha256=sha, text=text)


def claim(
    of: Report,
    quote: str,
    *values: Value,
    party: str | None = None,
    stance: Stance = Stance.ASSERTS,
    kind: Kind | None = None,
    relayed_by: str | None = None,
    places: Iterable[str] = (),
) -> Claim:
    """A claim of a report whose content is the quote; its kind is that of its first value unless given."""
    start = of.text.index(quote)
    content = (Span(report=of.id, start=start, end=start + len(quote), quote=quote),)
    what = kind or Kind(values[0].slot)
    return Claim(
        id=claim_id(of.sha256, content, (), what),
        report=of.id,
        kind=what,
        stance=stance,
        hedge=Hedge.EXACT,
        origin=Origin.RULES,
        speaker=(),
        cue=(),
        content=content,
        party=party,
        suggested_party=None,
        relayed_by=relayed_by,
        values=values,
        places=tuple(places),
        flags=(),
    )


def people(low: int | None, high: int | None, **more: Any) -> PeopleValue:
    fields = {
        "population": Population.CIVILIANS,
        "hedge": Hedge.EXACT,
        "as_written": "so many",
        "place": "mill",
        **more,
    }
    return PeopleValue(low=low, high=high, **fields)


def window(day: str = "2022-06-15", opens: str = "05:00", closes: str = "17:00", **more: Any) -> WindowValue:
    def at(hour: str) -> datetime:
        return datetime.fromisoformat(f"{day}T{hour}:00+00:00").astimezone(UTC)

    fields = {"zone": "Europe/Moscow", "as_written": "from 08:00 to 20:00 Moscow time", **more}
    return WindowValue(opens=at(opens), closes=at(closes), **fields)


def to(place: str) -> DestinationValue:
    return DestinationValue(as_written=place.title(), place=place)


def answer(slot: Any, **more: Any) -> AnswerValue:
    return AnswerValue(slot=slot, **{"place": None, "addressee": None, "reason": None, "as_written": "so", **more})


def bridge(state: Any, *names: str, scope: Any = "named", **more: Any) -> RoadValue:
    fields = {"element": "bridge", "over": None, "links": (), "as_written": "a bridge", **more}
    return RoadValue(state=state, scope=scope, names=names, **fields)


def decide(of: Report, quote: str, slot: Kind, verdict: Any = "confirm", **more: Any) -> Decision:
    fields = {"by": "access officer", "at": datetime(2022, 6, 16, tzinfo=UTC), "why": "read", **more}
    return Decision(report=of.id, quote=quote, slot=slot, verdict=verdict, **fields)


PARTIES = (
    Party(id="south", label="South", aliases=("South side",), zone="Europe/Kyiv", controls=("lowford",)),
    Party(id="north", label="North", aliases=("North side",), zone="Europe/Moscow", controls=("upham",)),
)


def roads() -> RoadFile:
    """mill - upham by the hill road; mill - quay, two bridges and a footbridge over the Anduin, bank - lowford."""
    at = {
        "mill": [38.0, 48.9],
        "upham": [38.1, 49.4],
        "lowford": [38.0, 48.7],
        "quay": [38.0, 48.8],
        "bank": [38.0, 48.79],
    }
    kinds = {"mill": "site", "upham": "reception", "lowford": "reception"}
    points = [("Point", i, kinds.get(i, "junction"), xy, {}) for i, xy in at.items()]
    over = {"over": "Anduin"}
    lines = [
        ("LineString", "hill-road", "road", [at["mill"], at["upham"]], {"aliases": ["H-1"]}),
        ("LineString", "quay-road", "road", [at["mill"], at["quay"]], {}),
        ("LineString", "old-bridge", "bridge", [at["quay"], at["bank"]], {**over, "aliases": ["the stone bridge"]}),
        ("LineString", "new-bridge", "bridge", [at["quay"], [38.001, 48.795], at["bank"]], over),
        ("LineString", "weir", "foot", [at["quay"], [38.002, 48.795], at["bank"]], {}),
        ("LineString", "low-road", "road", [at["bank"], at["lowford"]], {}),
        ("LineString", "anduin", "river", [[37.9, 48.795], [38.1, 48.795]], {"aliases": ["the Anduin river"]}),
    ]
    features = [
        {
            "type": "Feature",
            "properties": {
                "id": i,
                "kind": k,
                "name": i.replace("-", " ").title() if i != "anduin" else "Anduin",
                **more,
            },
            "geometry": {"type": shape, "coordinates": xy},
        }
        for shape, i, k, xy, more in [*points, *lines]
    ]
    return parse_roads(json.dumps({"type": "FeatureCollection", "features": features}).encode(), file="roads.geojson")


ASSUMED: dict[str, Any] = {
    "site.mill.bays": 2,
    "leg.mill.upham.km": 60,
    "leg.mill.upham.loaded_kph": 40,
    "leg.mill.upham.empty_kph": 50,
    "leg.mill.upham.via": ["hill-road"],
    "leg.mill.lowford.km": 25,
    "leg.mill.lowford.loaded_kph": 20,
    "leg.mill.lowford.empty_kph": 20,
    "foot.mill.lowford.km": 5,
    "foot.kph": 3,
    "foot.crossing_per_hour": 170,
    "fleet.start": "mill",
    "fleet.bus": {"count": 2, "seats": 45, "wheelchair": 0, "stretcher": 0},
    "loading.seconds": {"walking": 40, "wheelchair": 300, "stretcher": 600},
    "unload.minutes": 20,
    "screening.lanes": 1,
    "screening.seconds": 60,
    "screening.km": 10,
    "convoy.size": {"min": 1, "max": 5},
    "convoy.headway_minutes": 10,
    "standing.max_minutes": 60,
    "window.margin_minutes": 30,
    "sunset.margin_minutes": 30,
    "spare.share_percent": 10,
    "households.profiles": [
        {"id": "single", "per_thousand": 0, "members": {"walking": 1, "wheelchair": 0, "stretcher": 0}}
    ],
    "wishes": "not recorded",
    "roads.default": "open",
    "roads.foot": "unknown",
    "roads.undecided": "unknown",
}


def case_yaml(changes: dict[str, Any] | None = None, **top: Any) -> bytes:
    """assumptions.yaml of the village as JSON (which is YAML); a change to None removes the slot."""
    values = {slot: v for slot, v in {**ASSUMED, **(changes or {})}.items() if v is not None}
    rows = [
        {"id": slot.replace(".", "-"), "slot": slot, "value": v, "unit": "unit", "why": "a test", "source": "judgement"}
        for slot, v in values.items()
    ]
    document = {
        "name": "village",
        "title": "A village",
        "operation": "A test",
        "sites": [{"id": "mill"}],
        "corridors": [
            {"id": "up", "reception": "upham", "mode": "bus"},
            {"id": "low", "reception": "lowford", "mode": "bus"},
        ],
        **top,
    }
    dates = {"as_of": "2022-06-16T12:00:00Z", "reference_date": "2022-06-15"}
    head = "".join(f"{key}: {top.get(key, value)}\n" for key, value in dates.items())
    body = {key: value for key, value in document.items() if key not in dates}
    return (
        head + "".join(f"{k}: {json.dumps(v)}\n" for k, v in body.items()) + f"assumptions: {json.dumps(rows)}\n"
    ).encode()


def case(changes: dict[str, Any] | None = None, **top: Any) -> Case:
    return parse_case(case_yaml(changes, **top), file="assumptions.yaml")


def claims(of: Report, announced: WindowValue | None = None, month: str = "June") -> tuple[Claim, ...]:
    """The claims of the report, as a reader would propose them; ``month`` is the one the report is set in."""
    asked = claim(of, "South asked for Lowford", to("lowford"), party="south", stance=Stance.REQUESTS)
    relay = claim(of, "that South asked for Lowford", kind=Kind.DESTINATION, party="north")
    return (
        claim(of, "a corridor is open", announced or window(), party="north", stance=Stance.OFFERS),
        claim(of, "people go to Upham", to("upham"), party="north", places=["upham"]),
        claim(of, "it told South", answer("notice", addressee="South"), party="north"),
        claim(
            of,
            "a white flag",
            ConditionValue(military=True, as_written="a white flag"),
            party="north",
            stance=Stance.DEMANDS,
        ),
        relay,
        _relayed(asked, relay),
        claim(of, "this is impossible", answer("refusal", place="lowford"), party="north", stance=Stance.REFUSES),
        claim(of, "120 civilians", people(120, 120), party="south"),
        claim(of, "has flour", ReserveValue(what="food", present=True, days=None, as_written="has flour"), party=None),
        claim(of, f"On 12 {month} the Old bridge fell", bridge("destroyed", "Old bridge"), party="south"),
        claim(of, f"On 13 {month} the New bridge fell", bridge("destroyed", "New"), party="south"),
        claim(of, "All bridges are gone", bridge("destroyed", scope="all", over="Anduin")),
        claim(of, "Fifty soldiers", people(50, 50, population=Population.COMBATANTS)),
    )


def _relayed(inner: Claim, outer: Claim) -> Claim:
    return replace(inner, relayed_by=outer.id)


CONFIRMED = (
    ("a corridor is open", Kind.WINDOW),
    ("people go to Upham", Kind.DESTINATION),
    ("it told South", Kind.NOTICE),
    ("a white flag", Kind.CONDITION),
    ("South asked for Lowford", Kind.DESTINATION),
    ("this is impossible", Kind.REFUSAL),
    ("120 civilians", Kind.PEOPLE),
    ("has flour", Kind.RESERVE),
    ("the Old bridge fell", Kind.ROAD),
    ("the New bridge fell", Kind.ROAD),
)


def village(**changes: Any) -> dict[str, Any]:
    """Arguments of ``assemble`` for the village, with some replaced."""
    text = changes.pop("text", TEXT)
    published = changes.pop("published", date(2022, 6, 14))
    without = changes.pop("without", ())
    one = report(text, published=published)
    return {
        "reports": (one,),
        "claims": claims(one, changes.pop("announced", None)),
        "decisions": tuple(decide(one, quote, slot) for quote, slot in CONFIRMED if quote not in without),
        "parties": PARTIES,
        "roads": roads(),
        "case": case(),
        "routers": PlainRouter.of,
        **changes,
    }
