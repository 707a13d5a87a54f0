from collections.abc import Callable

import pytest

from safeconduct.model.report import Party, Report
from safeconduct.read.carried import FLAG
from safeconduct.read.reader import RulesReader

Maker = Callable[..., Report]
Parties = tuple[Party, Party]


def test_a_sentence_without_a_subject_is_the_last_speakers(
    reader: RulesReader, report: Maker, parties: Parties
) -> None:
    claims = reader.read(report("Ardia says the road is open. Adds that the bridge is closed."), parties, {})
    added = claims[1]
    assert [s.quote for s in added.speaker] == ["Ardia"]
    assert [s.quote for s in added.content] == ["that the bridge is closed"]
    assert added.party == "x"
    assert FLAG in added.flags


@pytest.mark.parametrize(
    "text",
    [
        "Ardia says the road is open.\n\nAdds that the bridge is closed.",
        "Adds that the bridge is closed.",
        "Ardia says the road is open. Closes at noon.",
    ],
)
def test_nothing_is_carried_over_a_paragraph_or_without_a_cue(
    reader: RulesReader, report: Maker, parties: Parties, text: str
) -> None:
    assert all(FLAG not in claim.flags for claim in reader.read(report(text), parties, {}))
