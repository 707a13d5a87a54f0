from safeconduct.model.report import Party
from safeconduct.read.adjuncts import completed
from safeconduct.read.reader import RulesReader
from safeconduct.read.relation import Relation
from safeconduct.read.segment import sentences
from safeconduct.read.tree import grow
from tests.read.conftest import Maker
from tests.read.fakes import FakeParser

TEXT = "The ministry offered a corridor, with boats from 09:00 to 12:00. The town was quiet."
OFFER = Relation(((0, 12),), ((13, 20),), ((21, 31),), "offer", 0)


def carried(states: bool, text: str = TEXT, *others: Relation) -> list[str]:
    found = sentences(text)
    trees = [grow(s, FakeParser().parse(text[s.start : s.end])) for s in found]
    (whole, *_) = completed([OFFER, *others], trees, text, lambda relation, at: states)
    return [text[a:b] for a, b in whole.content]


def test_words_that_state_nothing_are_left() -> None:
    assert carried(False) == ["a corridor"]


def test_content_never_leaves_its_sentence() -> None:
    (said,) = carried(True)
    assert TEXT.index("The town") > TEXT.index(said) + len(said) - 1


def test_what_another_says_is_not_carried_on_to() -> None:
    other = Relation(((33, 43),), ((44, 48),), ((49, 63),), "say", 0)
    assert carried(True, TEXT, other) == ["a corridor"]


def test_hours_behind_a_proposal_belong_to_it(reader: RulesReader, parties: tuple[Party, Party], report: Maker) -> None:
    text = "Ordia proposed Kelm as a second destination, with the window moved to 09:00-15:00 UTC on 16 June."
    claims = reader.read(report(text), parties, {"kelm": ("Kelm",)})
    assert "window" in {value.slot for claim in claims if claim.attributed for value in claim.values}
