"""Cuts on networks small enough to see the answer, and against brute force on random ones."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from safeconduct.model.errors import NotFound
from safeconduct.model.known import Basis
from safeconduct.model.place import Mode, Node, Passable, Point, Road, RoadFact, RoadState
from safeconduct.model.situation import Situation
from safeconduct.network.cut import cut_of, find_cut, joined
from safeconduct.network.graph import road_graph
from tests.tiny import tiny

CLOSED_SINCE = datetime(2022, 6, 12, tzinfo=UTC)


def road(ident: str, ends: tuple[str, str], state: RoadState, kind: str = "bridge") -> Road:
    claims = Basis(claims=(f"claim-{ident}",))
    fact = RoadFact(state=state, since=CLOSED_SINCE, basis=claims, disputed_by=("claim-other",))
    line = (Point(lon=38, lat=48), Point(lon=38.1, lat=48))
    return Road(id=ident, kind=kind, name=ident.title(), aliases=(), over=None, ends=ends, line=line, history=(fact,))


def network(*roads: Road) -> Situation:
    names = sorted({end for r in roads for end in r.ends} | {"alpha", "bravo"})
    nodes = tuple(Node(id=n, kind="place", name=n.title(), aliases=(), point=Point(lon=38, lat=48)) for n in names)
    return replace(tiny(), nodes=nodes, roads=roads)


def cut(situation: Situation, mode: Mode = Mode.BUS):  # type: ignore[no-untyped-def]
    return find_cut(situation, site="alpha", reception="bravo", mode=mode)


@pytest.mark.parametrize("state", [RoadState.OPEN, RoadState.ONE_LANE, RoadState.UNKNOWN])
def test_passable_and_unknown_edges_leave_no_cut(state: RoadState) -> None:
    situation = network(road("bridge", ("alpha", "bravo"), state))
    assert cut(situation) is None
    assert joined(situation, site="alpha", reception="bravo", mode=Mode.BUS)


def test_one_closed_bridge_is_the_cut_with_its_claims_and_disputes() -> None:
    found = cut(tiny(bridge=RoadState.CLOSED))
    assert found.near == ("alpha", "mid")
    assert [(e.road, e.claims, e.since) for e in found.edges] == [("bridge", ("claim-bridge",), "2022-06-15")]
    assert cut_of(tiny(bridge=RoadState.CLOSED), "bravo") == found


def test_every_bridge_that_alone_would_join_is_listed() -> None:
    bridges = [road(name, ("alpha", "bravo"), RoadState.CLOSED) for name in ("one", "two", "three")]
    found = cut(network(*bridges))
    assert [e.road for e in found.edges] == ["one", "two", "three"]
    assert "one of them" in found.statement


def test_bridges_in_a_row_are_all_needed() -> None:
    found = cut(
        network(road("one", ("alpha", "isle"), RoadState.CLOSED), road("two", ("isle", "bravo"), RoadState.CLOSED))
    )
    assert [e.road for e in found.edges] == ["one", "two"]
    assert "all of them" in found.statement
    assert found.near == ("alpha",)


def test_the_smaller_set_wins() -> None:
    found = cut(
        network(
            road("one", ("alpha", "isle"), RoadState.CLOSED),
            road("two", ("isle", "bravo"), RoadState.CLOSED),
            road("direct", ("alpha", "bravo"), RoadState.CLOSED),
        )
    )
    assert [e.road for e in found.edges] == ["direct"]


def test_a_foot_path_is_never_reopened_to_vehicles_but_carries_people() -> None:
    situation = network(
        road("bridge", ("alpha", "bravo"), RoadState.CLOSED),
        road("path", ("alpha", "bravo"), RoadState.UNKNOWN, kind="foot"),
    )
    assert [e.road for e in cut(situation).edges] == ["bridge"]
    assert cut(situation, Mode.FOOT) is None


def test_the_statement_names_mode_states_sources_age_and_what_would_change_it() -> None:
    situation = replace(
        network(road("bridge", ("alpha", "bravo"), RoadState.CLOSED)), as_of=datetime(2022, 6, 17, tzinfo=UTC)
    )
    said = cut(situation).statement
    for part in (
        "No vehicle route from Alpha to Bravo given these confirmed states",
        "as of 2022-06-17",
        "Bridge closed since 2022-06-12 (5 days old)",
        "by claim claim-bridge, disputed by 1",
        "It changes if a confirmed report says that vehicles can pass Bridge",
    ):
        assert part in said
    assert "no route" not in said.lower()


def test_a_hole_in_the_drawing_is_not_a_finding() -> None:
    found = cut(network(road("bridge", ("alpha", "isle"), RoadState.OPEN)))
    assert found.edges == ()
    assert "hole in the drawing" in found.statement


def test_unknown_ids_are_refused() -> None:
    with pytest.raises(NotFound, match="nowhere"):
        find_cut(tiny(), site="nowhere", reception="bravo", mode=Mode.BUS)
    with pytest.raises(NotFound, match="nowhere"):
        cut_of(tiny(), "nowhere")


@settings(max_examples=80, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["alpha", "bravo", "c", "d", "e"]),
            st.sampled_from(["alpha", "bravo", "c", "d", "e"]),
            st.sampled_from([RoadState.OPEN, RoadState.CLOSED, RoadState.UNKNOWN]),
        ).filter(lambda edge: edge[0] != edge[1]),
        max_size=9,
    )
)
def test_no_smaller_set_of_closed_edges_would_join(edges: list[tuple[str, str, RoadState]]) -> None:
    situation = network(*(road(f"r{i}", (a, b), state) for i, (a, b, state) in enumerate(edges)))
    graph = road_graph(situation.nodes, situation.roads, Mode.BUS)
    blocked = graph.blocked()

    def joins(reopened: tuple[int, ...]) -> bool:
        use = tuple(Passable.YES if e in reopened else u for e, u in enumerate(graph.use))
        return graph.number("bravo") in replace(graph, use=use).reach(graph.number("alpha"))

    least = next((n for n in range(len(blocked) + 1) if any(joins(c) for c in combinations(blocked, n))), None)
    found = cut(situation)
    if least == 0:
        assert found is None
    elif least is None:
        assert found.edges == ()
    elif least == 1:
        assert [e.road for e in found.edges] == [graph.roads[e] for e in blocked if joins((e,))]
    else:
        assert len(found.edges) == least
        assert joins(tuple(graph.roads.index(e.road) for e in found.edges))
