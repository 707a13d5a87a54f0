import pytest

from safeconduct.model.claim import Population
from safeconduct.read.headcounts import headcounts
from safeconduct.read.whereabouts import Role


def roles(text: str, before: str = "") -> list[tuple[int | None, str]]:
    return [(h.amount.exactly, h.role.value) for h in headcounts(text, before=before)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("340 people are waiting at the quay", [(340, "present")]),
        ("340 people have reached the far bank", [(340, "out")]),
        ("340 people will be taken to the far bank", [(340, "present")]),
        ("340 people have not been evacuated", [(340, "present")]),
        ("a barge carried 88 villagers ashore", [(88, "out")]),
        ("Evacuated since dawn: 412", [(412, "out")]),
        ("96 people rescued, 14 still on board", [(96, "out"), (14, "present")]),
        ("the first bus left with 31 on board", [(31, "out")]),
        ("40 residents were killed", [(40, "lost")]),
        ("room for 300 people", [(300, "room")]),
        ("boats that take twelve persons each", [(12, "room")]),
        ("between 30 and 40 passengers left on the island", [(None, "present")]),
        ("the number of patients stands at 75", [(75, "present")]),
        ("its crew of nineteen be let out", [(19, "present")]),
    ],
)
def test_what_is_said_of_a_number(text: str, expected: list[tuple[int | None, str]]) -> None:
    assert roles(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "seven buses",
        "Causeways 1 and 3 are dry",
        "from seven in the morning",
        "a two-day strike",
        "three of the four roads are open",
        "ambulances, five of them",
        "in the words of one of them",
        "forty families",
        "half of the 600 inhabitants",
        "a team of 12 doctors",
    ],
)
def test_what_counts_no_persons(text: str) -> None:
    assert roles(text, before="Some 800 people live here. ") == []


def test_a_number_alone_goes_on_with_the_persons_before() -> None:
    assert roles("closer to 250", before="How many people are there? ") == [(250, "present")]
    assert roles("closer to 250") == []


def test_parts_are_told_from_wholes() -> None:
    found = headcounts("418 residents, 61 of them under the age of fourteen")
    assert [(h.amount.exactly, h.population, h.part) for h in found] == [
        (418, Population.CIVILIANS, False),
        (61, Population.CHILDREN, True),
    ]


def test_a_whole_with_combatants_in_it_is_mixed() -> None:
    (whole, *_) = headcounts("900 people, including 300 soldiers, are inside", armed=True)
    assert whole.population is Population.MIXED


def test_families_beside_a_number_leave_it_open_above() -> None:
    (count,) = headcounts("180 miners and their families will stay")
    assert (count.amount.low, count.amount.high) == (180, None)


def test_every_role_has_a_word() -> None:
    assert {role.value for role in Role} == {"present", "out", "lost", "room"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Families: about 45", []),
        ("Residents: about 45", [(45, "present")]),
        ("only if the 300 residents in the harbour left first", [(300, "present")]),
        ("the 300 residents in the harbour left first", [(300, "out")]),
        ("the port would take them after all, but no more than 200 people", [(None, "room")]),
        ("the port counted them after all, but no more than 200 people", [(None, "present")]),
    ],
)
def test_what_is_provided_supposed_or_no_person(text: str, expected: list[tuple[int | None, str]]) -> None:
    assert roles(text) == expected


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("34 patients who cannot sit. 110 walking, 12 in wheelchairs.", [34, 110, 12]),
        ("The ward has 40 lying, 22 seated and 110 ambulant.", [40, 22, 110]),
        ("34 stretcher cases, 9 of them children. 110 walking.", [34, 9, 110]),
        ("At kilometre 112 walking got hard for the villagers.", []),
        ("The villagers left at 10:30, walking.", []),
    ],
)
def test_persons_counted_by_what_they_need(text: str, numbers: list[int]) -> None:
    assert [h.amount.exactly for h in headcounts(text, before="The patients wait. ")] == numbers


def test_a_number_by_need_after_fighters_is_nobodys_in_particular() -> None:
    found = headcounts("34 stretcher cases, 9 of them fighters. 110 walking.")
    assert [(h.amount.exactly, h.population, h.part) for h in found] == [
        (34, Population.MIXED, False),
        (9, Population.COMBATANTS, True),
        (110, Population.UNSTATED, False),
    ]
