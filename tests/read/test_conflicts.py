from collections.abc import Callable

import pytest

from safeconduct.model.claim import Claim, Conflict
from safeconduct.model.report import Party, Report
from safeconduct.read.conflicts import find_conflicts
from safeconduct.read.reader import RulesReader

Maker = Callable[..., Report]
GAZETTEER = {"mill": ("the mill",), "kelm": ("Kelm",), "lisk": ("Lisk",), "camp": ("the camp",)}


@pytest.fixture
def kinds(reader: RulesReader, report: Maker, parties: tuple[Party, Party]) -> Callable[..., list[str]]:
    def read(*texts: str) -> list[str]:
        reports = [report(text, id=f"r{n}") for n, text in enumerate(texts)]
        claims = [c for r in reports for c in reader.read(r, parties, GAZETTEER)]
        return [c.kind.value for c in find_conflicts(claims, reports)]

    return read


Kinds = Callable[..., list[str]]


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (("Ardia said 800 people are at the mill.", "Ordia said 500 people are at the mill."), ["different magnitude"]),
        (("Ardia said 800 people are at the mill.", "Ordia said 500 people are at the camp."), []),
        (("Ardia said 500 citizens are at the mill.", "Ordia said 2,500 fighters are at the mill."), []),
        (("Ardia said more than 500 people are at the mill.", "Ordia said 800 people are at the mill."), []),
        (("Ardia said about 500 people are at the mill.", "Ordia said 520 people are at the mill."), []),
        (
            ("All bridges to Kelm have been demolished.", "Ardia said that the only bridge to Kelm was destroyed."),
            ["contradicts"],
        ),
        (("Ardia said that the Alder bridge is closed.", "Ordia said that the Alder bridge is open."), ["contradicts"]),
        (("Ardia said that the Alder bridge is closed.", "Ordia said that the Birch bridge is open."), []),
        (("The Alder bridge was destroyed in 2014.", "Ordia said that the Alder bridge is open."), []),
        (
            ("Ardia said that people will be taken to Kelm.", "Ordia requested that people be taken to Lisk."),
            ["alternative"],
        ),
        (("Ardia said that people will be taken to Kelm.", "Ardia said that people will be taken to Lisk."), []),
        (("Ordia asked for a corridor to Lisk. Ardia refused a corridor to Lisk.",), ["refuses"]),
        (
            ("Ardia accused Ordian forces of blocking the road. Ordia rejected the charge.",),
            ["denies"],
        ),
        (("Ardia said 40 people reached the mill.", "Ordia said 40 people reached the mill."), []),
        (("Ardia said that 40 people reached Kelm. Ordia said that 90 people reached Kelm.",), ["different magnitude"]),
        (("Ardia said that 40 people reached Kelm. Ordia said that nobody had left.",), ["contradicts"]),
        (
            ("Ardia said there was flour for two days. Ordia said there was flour for five days.",),
            ["different magnitude"],
        ),
        (("Ardia said that all bridges are open. Ordia said that the Alder bridge is closed.",), ["contradicts"]),
        (("The Alder bridge is open again. Ardia said that the Alder bridge was closed.",), []),
        (
            ("Ardia said that 900 people are at the mill. Ordia denied this figure.",),
            ["denies"],
        ),
        (
            ("Ardia offered four buses to Kelm. Ordia said that it would not let them through.",),
            ["refuses"],
        ),
        (
            ("Ardia announced a corridor for Wednesday. It said it will open from 8 to 10 a.m. UTC on Wednesday.",),
            ["refines"],
        ),
    ],
)
def test_kinds(kinds: Kinds, texts: tuple[str, ...], expected: list[str]) -> None:
    assert kinds(*texts) == expected


def test_a_denial_attaches_to_the_accusation_behind_similar_claims(
    reader: RulesReader, report: Maker, parties: tuple[Party, Party]
) -> None:
    text = "Ardia accused Ordian forces of blocking the road. Ardia has made similar claims, which Ordia has dismissed."
    made = report(text)
    claims = reader.read(made, parties, {})
    by_id: dict[str, Claim] = {c.id: c for c in claims}
    found: tuple[Conflict, ...] = find_conflicts(claims, [made])
    assert [by_id[c.right].content[0].quote for c in found] == ["Ordian forces of blocking the road"]


def test_sentences_on_why_are_neutral(reader: RulesReader, report: Maker, parties: tuple[Party, Party]) -> None:
    made = report("Ardia accused Ordia of blocking the road. Ordia rejected the charge.")
    for conflict in find_conflicts(reader.read(made, parties, {}), [made]):
        assert not any(p.label in conflict.about or p.id == conflict.about for p in parties)


@pytest.mark.parametrize(
    "text",
    [
        "350 campers were moved to Kelm. Ordia denied a claim by the campers' union that it had blocked the track.",
        "Ardia said that the Alder bridge is damaged. Ordia denied shelling the bridge.",
        "Ardia offered ambulances. The prior's office did not respond to questions. Ordia denied it.",
    ],
)
def test_a_denial_stands_against_no_statement_of_another_thing(
    reader: RulesReader, report: Maker, parties: tuple[Party, Party], text: str
) -> None:
    made = report(text)
    claims = reader.read(made, parties, GAZETTEER)
    by_id = {c.id: c for c in claims}
    against = [by_id[c.right].content[0].quote for c in find_conflicts(claims, [made]) if c.kind.value == "denies"]
    assert not any("campers were" in words or "damaged" in words or "questions" in words for words in against)


def test_its_twin_stands_against_the_charge(kinds: Kinds) -> None:
    assert kinds("Ardia said that Ordia had shelled the Alder bridge. Ordia denied shelling the bridge.") == ["denies"]


def test_another_means_declined_is_another_offer(kinds: Kinds) -> None:
    assert kinds("Ardia promised 12 buses for Friday. Ordia declined the offer of ambulances.") == []
    assert kinds("Ardia promised 12 buses for Friday. Ordia declined the offer of buses.") == ["refuses"]


def test_hours_of_two_routes_are_no_contradiction(kinds: Kinds) -> None:
    first = "Ardia said route K is open from 8 to 11 a.m. UTC on Friday."
    assert kinds(first, "Ordia said route M is open from 9 to 10 a.m. UTC on Friday.") == []
    assert kinds(first, "Ordia said route K is open from 9 to 10 a.m. UTC on Friday.") == ["contradicts"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ardia said 1,200 civilians are at the mill. An hour later Ardia corrected the figure to 120.", 1),
        ("Ardia said 1,200 civilians are at the mill. Ardia later corrected this to 120.", 1),
        ("Ardia said 1,200 civilians are at the mill. Ardia said 120 people are at the mill.", 0),
    ],
)
def test_who_corrects_a_count_gives_two(kinds: Kinds, text: str, expected: int) -> None:
    """Ten times fewer is else taken for a part of the others."""
    assert kinds(text) == ["different magnitude"] * expected


@pytest.mark.parametrize(
    "texts",
    [
        ('Okoro said that Ardia accepted passage for the wounded. Ardia said: "I never offered that."',),
        ("Okoro said Ardia had accepted the offer. Ordia said it has flour. Ardia said it had never agreed to that.",),
        ("Okoro said that Ardia accepted the offer.", "Ardia said it had never agreed to anything."),
    ],
)
def test_who_never_did_it_denies_what_another_tells_of_him(kinds: Kinds, texts: tuple[str, ...]) -> None:
    assert kinds(*texts) == ["denies"]


def test_who_never_did_it_denies_no_act_of_others_and_none_of_his_own_words(kinds: Kinds) -> None:
    assert kinds("Okoro said that Ordia accepted the offer.", "Ardia said it had never agreed to anything.") == []
    assert kinds("Ardia said it accepts the offer.", "Ardia said it had never agreed to anything.") == []


def test_a_bridge_that_opens_later_may_be_closed_now(kinds: Kinds) -> None:
    assert kinds("Ardia said the Alder bridge will reopen on Friday. Ordia said the Alder bridge is closed.") == []
    assert kinds("Ardia said the Alder bridge has reopened. Ordia said the Alder bridge is closed.") == ["contradicts"]
