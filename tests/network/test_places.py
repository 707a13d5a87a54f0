"""What a name means beside others: own sites, exact names, near spellings inside the area; fame decides nothing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from safeconduct.adapters.gazetteer import SqlitePlaces, build_places
from safeconduct.model.place import NamedPlace, Point
from safeconduct.network.places import Resolved, name_key, names_to_read, resolve
from safeconduct.ports import Places
from safeconduct.read.places import slug
from tests.contracts.memory_places import MemoryPlaces, place
from tests.network.extracts import SHARED

DUMP = SHARED.parent / "places" / "geonames_ua_cities500.json.gz"
#: About 11 km apart in a row; a second Oster 143 km off (1.3 degrees of latitude), a third 556 km off.
ROW = (
    place(1, "Marsk", 10.0, 50.0),
    place(2, "Tarnby", 10.0, 50.1),
    place(3, "Oster", 10.0, 50.2),
)
SECOND = place(4, "Oster", 10.0, 51.5)
THIRD = place(5, "Oster", 10.0, 55.2)


def by_name(*names: str, world: tuple[NamedPlace, ...], **rest: object) -> dict[str, Resolved]:
    return {one.name: one for one in resolve(names, MemoryPlaces(world), **rest)}  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Lysychans'k", "Lysychansʼk"),
        ("LYSYCHANSK", "Lysychans’k"),
        ("Świętów", "swietow"),
        ("Stara-Krasnianka", "Stara  Krasnianka"),
        ("Карaджи́".replace("a", "а"), "Караджи"),
    ],
)
def test_one_name_written_two_ways(one: str, other: str) -> None:
    assert name_key(one) == name_key(other)


@pytest.mark.parametrize(
    ("one", "other"), [("Київ", "Киів"), ("Сєвєродонецьк", "Северодонецк"), ("Йосипівка", "Иосипівка")]
)
def test_letters_of_other_scripts_are_kept_apart(one: str, other: str) -> None:
    assert name_key(one) != name_key(other)


def test_one_place_of_a_name_is_found() -> None:
    found = by_name("Tarnby", world=ROW)["Tarnby"]
    assert (found.verdict, found.flags) == ("found", ())
    assert found.place == ROW[1]


def test_two_places_of_a_name_are_ambiguous_with_distances_nearest_first() -> None:
    found = by_name("Oster", "Marsk", "Tarnby", world=(*ROW, SECOND))["Oster"]
    assert (found.verdict, found.place) == ("ambiguous", None)
    assert [c.place.id for c in found.candidates] == ["3", "4"]
    assert [dict(c.km_to) for c in found.candidates] == [
        {"Tarnby": pytest.approx(11.1, abs=0.1), "Marsk": pytest.approx(22.2, abs=0.1)},
        {"Tarnby": pytest.approx(155.7, abs=0.1), "Marsk": pytest.approx(166.8, abs=0.1)},
    ]
    assert "a person decides" in found.flags[0]


def test_alone_a_name_of_two_places_is_ambiguous() -> None:
    assert by_name("Oster", world=(*ROW, THIRD))["Oster"].verdict == "ambiguous"


def test_a_homonym_beyond_twice_the_reach_is_set_aside_and_listed() -> None:
    found = by_name("Oster", "Marsk", "Tarnby", world=(*ROW, THIRD))["Oster"]
    assert found.place == ROW[2]
    assert [c.place.id for c in found.candidates] == ["3", "5"]
    assert "1 more of that name" in found.flags[0]


def test_a_smaller_reach_decides_more() -> None:
    near = (Point(lon=10.0, lat=50.0),)
    assert by_name("Oster", world=(*ROW, SECOND), near=near)["Oster"].verdict == "ambiguous"
    assert by_name("Oster", world=(*ROW, SECOND), near=near, reach_km=50.0)["Oster"].place == ROW[2]


def test_a_name_found_far_from_the_others_is_flagged_and_not_read() -> None:
    lone = place(9, "Vikby", 30.0, 60.0)
    found = by_name("Marsk", "Tarnby", "Vikby", world=(*ROW, lone))
    assert found["Vikby"].place == lone
    assert "impossibly far: 1" in found["Vikby"].flags[0]
    assert found["Marsk"].flags == ()
    assert list(names_to_read(tuple(found.values()), slug)) == ["marsk", "tarnby"]


def test_near_spellings_only_inside_the_area() -> None:
    far = place(9, "Tarnbye", 30.0, 60.0)
    found = by_name("Tarnbi", "Marsk", "Oster", world=(*ROW, far))["Tarnbi"]
    assert found.place == ROW[1]
    assert found.candidates[0].how == "near spelling"
    assert "near spelling of Tarnby" in found.flags[0]
    assert by_name("Tarnbi", world=(*ROW, far))["Tarnbi"].verdict == "unknown"


def test_an_exact_name_is_never_replaced_by_a_near_spelling() -> None:
    world = (*ROW, place(9, "Tarnb", 30.0, 60.0))
    found = by_name("Tarnb", "Marsk", "Oster", world=world)["Tarnb"]
    assert found.place is not None
    assert found.place.id == "9"
    assert "impossibly far" in found.flags[0]


def test_two_near_spellings_that_tie_are_ambiguous() -> None:
    world = (*ROW, place(8, "Norby Alfa", 10.1, 50.0), place(9, "Norby Alfe", 10.2, 50.0))
    assert by_name("Norby Alfo", "Marsk", "Tarnby", world=world)["Norby Alfo"].verdict == "ambiguous"


def test_a_spelling_nearly_as_near_is_not_set_aside() -> None:
    """To "Norby Alfo": "Norby Alfoss" is 90.9 alike, "Norby Alfa" 90.0."""
    world = (*ROW, place(8, "Norby Alfa", 10.1, 50.0), place(9, "Norby Alfoss", 10.2, 50.0))
    found = by_name("Norby Alfo", "Marsk", "Tarnby", world=world)["Norby Alfo"]
    assert found.verdict == "ambiguous"
    assert {c.likeness for c in found.candidates} == {90.9, 90.0}


def test_own_sites_come_first() -> None:
    mine = place(0, "Oster/the works", 10.0, 50.3)
    found = by_name("Oster", "the works", world=(*ROW, SECOND), own=(mine,))
    assert {one.place for one in found.values()} == {mine}
    assert found["Oster"].candidates[0].how == "own"


def test_spellings_of_one_place_share_an_id_for_the_reader() -> None:
    world = (place(1, "Marsk/Marskb", 10.0, 50.0), place(2, "Marsk's", 10.0, 50.1))
    found = resolve(("Marskb", "Marsk's"), MemoryPlaces(world[:1]))
    assert names_to_read(found[:1], slug) == {"marskb": ("Marskb", "Marsk")}


def test_two_places_never_share_an_id() -> None:
    world = (place(1, "Nord-Ost", 10.0, 50.0), place(2, "Nordost", 10.0, 50.1))
    found = resolve(("Nord-Ost", "Nordost"), MemoryPlaces(world))
    assert set(names_to_read(found, lambda name: "same")) == {"same", "same-2"}


@pytest.fixture(scope="module")
def ukraine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Places]:
    if not DUMP.exists():
        pytest.skip("needs the GeoNames extract of Ukraine beside the project, in shared/data/places")
    path: Path = tmp_path_factory.mktemp("places") / "ua.places"
    build_places(DUMP, path)
    places = SqlitePlaces(path)
    yield places
    places.close()


SPELLINGS = {
    "691999": "Severodonetsk Sievierodonetsk Syevyerodonetsk Sjewjerodonezk Сєвєродонецьк Северодонецк Siverskodonetsk",
    "702972": "Lysychansk Lisichansk Lysychansʼk Lysychans'k",
    "695274": "Rubizhne Rubezhnoye Rubizne",
    "704138": "Kreminna Kremennaja",
    "692118": "Svatove Svatovo Swatowe Svatov",
    "692832": "Starobilsk Starobelsk",
    "711597": "Borivske",
    "689006": "Voronove",
    "699677": "Novoaidar",
    "704337": "Krasnorichenske",
    "696218": "Pryvillia",
    "686868": "Zolote",
    "713174": "Bakhmut",
}


def test_every_spelling_of_the_worked_case(ukraine: Places) -> None:
    wanted = {name: ident for ident, names in SPELLINGS.items() for name in names.split()}
    found = {one.name: one.place and one.place.id for one in resolve(tuple(wanted), ukraine)}
    assert found == wanted


def test_names_with_a_homonym_stay_open_with_the_right_place_first(ukraine: Places) -> None:
    for name, right, reach in (("Kremennaya", "704138", 60.0), ("Syrotyne", "693755", 60.0)):
        found = resolve((name, "Rubizhne", "Svatove", "Lysychansk"), ukraine)[0]
        assert found.verdict == "ambiguous", name
        assert found.candidates[0].place.id == right
        near = (Point(lon=38.4733, lat=48.9416),)
        narrow = resolve((name,), ukraine, near=near, reach_km=reach)[0]
        assert narrow.place is not None, name
        assert narrow.place.id == right


@pytest.mark.parametrize(
    ("typo", "right"), [("Severedonetsk", "691999"), ("Svatova", "692118"), ("Lysyschansk", "702972")]
)
def test_typing_errors_inside_the_area(ukraine: Places, typo: str, right: str) -> None:
    found = resolve((typo, "Rubizhne", "Kreminna"), ukraine)[0]
    assert found.place is not None
    assert found.place.id == right
    assert "near spelling" in found.flags[0]
    assert resolve((typo,), ukraine)[0].verdict == "unknown"


@pytest.mark.parametrize("written", ["Bakhmut", "Бахмут", "Artemivsk", "Bakhmout", "Bachmut", "Bakhmat"])
def test_bakhmut_beside_places_of_donetsk_never_lands_in_poltava(ukraine: Places, written: str) -> None:
    """Region 05 is Donetsk. Every place it could mean lies within 200 km of its neighbours, or it means none."""
    found = resolve((written, "Kramatorsk", "Kostiantynivka", "Toretsk"), ukraine)[0]
    if found.place is not None:
        assert found.place.id == "713174"
    else:
        assert all(min(km for _, km in c.km_to) < 200 for c in found.candidates)
