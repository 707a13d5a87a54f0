"""Each content in each shape of sentence: somebody is found to say it, and it does what it does."""

import re
from collections.abc import Callable

import pytest

from safeconduct.model.claim import Claim, Stance
from safeconduct.model.report import Party, Report
from safeconduct.read.reader import RulesReader
from tests.read.acts import sentences as said

Maker = Callable[..., Report]
TOLD = (
    (Stance.OFFERS, said.OFFERS, said.FRAMES),
    (Stance.REFUSES, said.REFUSES, said.FRAMES),
    (Stance.DENIES, said.DENIES, said.FRAMES),
    (Stance.DEMANDS, said.DEMANDS, said.FRAMES),
    (Stance.REQUESTS, said.REQUESTS, said.FRAMES),
    (Stance.ACCEPTS, said.ACCEPTS, said.FRAMES),
    (Stance.ASSERTS, said.ASSERTS, said.FRAMES),
    (Stance.ESTIMATES, said.ESTIMATED, said.ESTIMATES),
    (Stance.ACCUSES, said.ACCUSED, said.ACCUSES),
)
CASES = [(stance, content, frames) for stance, block, frames in TOLD for content in said.lines(block)]


def _words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text.lower()))


def _outer(claims: tuple[Claim, ...], content: str) -> Claim | None:
    """The attributed claim that holds most of the words, the outermost of several."""
    words = _words(content)
    spoken = [c for c in claims if c.attributed]
    held = [(len(words & _words(" ".join(s.quote for s in c.content))), c) for c in spoken]
    best = max((n for n, _ in held), default=0)
    return next((c for n, c in held if n == best and n * 2 >= len(words)), None)


@pytest.mark.parametrize(
    ("stance", "content", "frames"), CASES, ids=[f"{stance.value}: {content}" for stance, content, _ in CASES]
)
def test_what_is_said_and_what_it_does(
    reader: RulesReader,
    report: Maker,
    parties: tuple[Party, Party],
    stance: Stance,
    content: str,
    frames: tuple[str, ...],
) -> None:
    wrong = []
    for frame in frames:
        text = frame.format(c=content, C=content[0].upper() + content[1:], g=content)
        claim = _outer(reader.read(report(text), parties, {"kelm": ("Kelm",), "lisk": ("Lisk",)}), content)
        if claim is None or claim.stance is not stance:
            wrong.append(f"{claim.stance.value if claim else 'nobody'} <- {text}")
    assert not wrong


@pytest.mark.parametrize("stance", [stance for stance, _, _ in TOLD])
def test_every_act_is_tried_in_many_sentences(stance: Stance) -> None:
    assert sum(len(frames) for act, _, frames in CASES if act is stance) >= 150


@pytest.mark.parametrize(
    ("text", "speakers", "stance"),
    [
        ("Ardia says Ordia told it that the road was mined.", ["Ardia", "Ordia"], Stance.ASSERTS),
        (
            "Ardia says its envoy heard from Ordia that the gate will open at noon.",
            ["Ardia", "its envoy"],
            Stance.OFFERS,
        ),
        ("The mission was told by Ardia that the lane would open at noon.", ["Ardia"], Stance.OFFERS),
        ("It was reported by the harbour master that two boats are missing.", ["the harbour master"], Stance.ASSERTS),
        ("As per the fire service, the ridge road is closed.", ["the fire service"], Stance.ASSERTS),
        ("The council let it be known that it would accept the hours.", ["The council"], Stance.ACCEPTS),
        ("The agency makes available 18 coaches.", ["The agency"], Stance.OFFERS),
        ("Ardia stands ready to send four buses.", ["Ardia"], Stance.OFFERS),
        ("The council does not recognise that number.", ["The council"], Stance.DENIES),
        ("The agency cannot grant the request.", ["The agency"], Stance.REFUSES),
        ("The prefecture rejects the lane to Lisk.", ["The prefecture"], Stance.REFUSES),
        ("The prefecture rejects the charge.", ["The prefecture"], Stance.DENIES),
        ("Ardia insists that the men leave their weapons there.", ["Ardia"], Stance.DEMANDS),
        ("UPDATE 2, 0755 GMT \u2013 Ardia announced one convoy for 1,600 people on Friday.", ["Ardia"], Stance.OFFERS),
        ("QUAY CONTROL: Negative. Nobody here gave that order.", ["QUAY CONTROL"], Stance.DENIES),
        ("CAMP LARK: Unable. The road has a tree across it.", ["CAMP LARK"], Stance.REFUSES),
        ("Maj. Ulan waited. Ulan: That wasn't us.", ["Ulan"], Stance.DENIES),
    ],
)
def test_who_says_it_in_other_shapes(
    reader: RulesReader, report: Maker, parties: tuple[Party, Party], text: str, speakers: list[str], stance: Stance
) -> None:
    claims = [c for c in reader.read(report(text), parties, {}) if c.attributed]
    assert [c.speaker[0].quote for c in claims] == speakers
    assert claims[-1].stance is stance


def test_in_a_turn_we_stand_for_the_label(reader: RulesReader, report: Maker, parties: tuple[Party, Party]) -> None:
    text = "ARDIA COMMAND: The bridge is down. We request two boats at the slip."
    turn, asked = reader.read(report(text), parties, {})
    assert (turn.content[0].quote, turn.stance) == ("The bridge is down.", Stance.ASSERTS)
    assert (asked.speaker[0].quote, asked.stance, asked.party) == ("We", Stance.REQUESTS, "x")
    assert asked.relayed_by is None
