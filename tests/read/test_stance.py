import pytest

from safeconduct.model.claim import Hedge, Stance
from safeconduct.read.stance import hedge_of, stance_of


@pytest.mark.parametrize(
    ("lemma", "content", "stance"),
    [
        ("say", "the bridge is down", Stance.ASSERTS),
        ("say", "it would provide a humanitarian corridor", Stance.OFFERS),
        ("say", "units are prepared to organize an evacuation", Stance.OFFERS),
        ("say", "it gave them the opportunity to leave", Stance.OFFERS),
        ("say", "civilians will be taken north", Stance.OFFERS),
        ("announce", "a humanitarian corridor for Monday", Stance.OFFERS),
        ("estimate", "that 40 people remain", Stance.ESTIMATES),
        ("accuse", "Y of blocking the road", Stance.ACCUSES),
        ("deny", "blocking the road", Stance.DENIES),
        ("reject", "the charge", Stance.DENIES),
        ("reject", "the offer of a corridor", Stance.REFUSES),
        ("refuse", "to open the road", Stance.REFUSES),
        ("deem", "the evacuation was deemed impossible", Stance.REFUSES),
        ("call", "the request impossible to meet", Stance.REFUSES),
        ("accept", "the offer", Stance.ACCEPTS),
        ("request", "heavy weapons", Stance.REQUESTS),
        ("demand", "that they leave", Stance.DEMANDS),
    ],
)
def test_stance_of_cue_and_content(lemma: str, content: str, stance: Stance) -> None:
    assert stance_of(lemma, content) is stance


def test_the_month_of_may_is_no_hedge() -> None:
    assert hedge_of("it closed in May", Stance.ASSERTS) is Hedge.EXACT
    assert hedge_of("it may close", Stance.ASSERTS) is Hedge.MAY
    assert hedge_of("it closed", Stance.ESTIMATES) is Hedge.ABOUT
