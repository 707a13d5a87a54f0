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
        ("tell", "the inhabitants of the delta to be out by nightfall", Stance.DEMANDS),
        ("tell", "that the road is open", Stance.ASSERTS),
        ("consider", "the bridge unsafe", Stance.ASSERTS),
        ("consider", "a landing there impossible", Stance.REFUSES),
        ("describe", "the offer a trick", Stance.ACCUSES),
        ("describe", "the charge absurd", Stance.DENIES),
        ("dismiss", "the offer", Stance.REFUSES),
        ("dismiss", "the accusation", Stance.DENIES),
        ("hold", "the other side responsible for the deaths", Stance.ACCUSES),
        ("put", "the number of residents at 300", Stance.ESTIMATES),
        ("put", "three vans at the town's disposal", Stance.OFFERS),
        ("warn", "that the dyke may break", Stance.ESTIMATES),
        ("warn", "that the dyke has broken", Stance.ASSERTS),
    ],
)
def test_stance_of_cue_and_content(lemma: str, content: str, stance: Stance) -> None:
    assert stance_of(lemma, content) is stance


@pytest.mark.parametrize(
    ("lemma", "cue", "base", "stance"),
    [
        ("deny", "does not deny", None, Stance.ASSERTS),
        ("insist", "insist on", None, Stance.DEMANDS),
        ("repeat", "repeated as a condition", None, Stance.DEMANDS),
        ("view", "is of the view", Stance.ESTIMATES, Stance.ESTIMATES),
        ("view", "views", None, Stance.ASSERTS),
    ],
)
def test_the_cue_as_written_tells(lemma: str, cue: str, base: Stance | None, stance: Stance) -> None:
    assert stance_of(lemma, "the crossing at Lisk", cue, base) is stance


def test_the_month_of_may_is_no_hedge() -> None:
    assert hedge_of("it closed in May", Stance.ASSERTS) is Hedge.EXACT
    assert hedge_of("it may close", Stance.ASSERTS) is Hedge.MAY
    assert hedge_of("it closed", Stance.ESTIMATES) is Hedge.ABOUT
