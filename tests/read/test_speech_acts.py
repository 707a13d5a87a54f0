import pytest

from safeconduct.model.claim import Stance
from safeconduct.read.speech_acts import act_of

ACTS = [
    (Stance.DENIES, ["this is untrue", '"Not true,"', "that is nonsense", "We reject the allegation that we fired."]),
    (Stance.DENIES, ["Contrary to what is being said, the bridge is NOT destroyed."]),
    (
        Stance.REFUSES,
        ["No. Not to Lisk.", "Negative. Keep clear.", "no thanks, too shallow", "not to leave before dawn"],
    ),
    (Stance.REFUSES, ["that they will not leave without their animals", "that no ferry could berth at Lisk"]),
    (Stance.REFUSES, ["that 180 families will stay until the road is safe", "the plan was found unacceptable"]),
    (
        Stance.ACCEPTS,
        ["The request has been granted for six persons", "that it would take twenty, provided they were old"],
    ),
    (Stance.DEMANDS, ['"All of Quay Street to leave NOW."', '"Evacuation of Lisk, 18:00 to 22:00."']),
    (Stance.REQUESTS, ['"Do not wait for the water,"', "that residents of Lisk should close their windows"]),
    (Stance.OFFERS, ["that the East Gate would be open on Wednesday", "that houses will be guarded"]),
    (Stance.OFFERS, ["that a bus will wait at the quay", "four buses were coming", "Lisk can take 150 people tonight"]),
    (Stance.OFFERS, ["every civilian who wishes may walk out", "Those who come out will be conveyed to Lisk"]),
    (Stance.ESTIMATES, ["around 500 people", "9,500 to 11,000", "dozens, not hundreds", "Let's say four hundred."]),
    (Stance.ESTIMATES, ["it hopes to run a train on Thursday"]),
    (Stance.REFUSES, ["that it cannot take anybody tonight", "We are staying put."]),
    (Stance.ACCEPTS, ["Affirmative.", "that it has no objection to the route"]),
    (Stance.DEMANDS, ["that fighters must withdraw first", "that residents are to leave by noon"]),
    (Stance.OFFERS, ["that it was sending six buses", "that it would hold its fire until noon"]),
    (Stance.ESTIMATES, ["that the river will probably rise"]),
    (None, ["that the road is open", "the bridge is not passable", "that more than 500 citizens are hiding"]),
    (None, ["the viaduct will not carry a bus", "24 buses were standing ready", "that 400 people had come through"]),
    (None, ["No one has come out.", "No bridge is left."]),
]


@pytest.mark.parametrize(("stance", "content"), [(stance, text) for stance, texts in ACTS for text in texts])
def test_what_words_do(stance: Stance | None, content: str) -> None:
    assert act_of(content) is stance
