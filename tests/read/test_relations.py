from collections.abc import Callable

from safeconduct.model.report import Report
from safeconduct.read.reader import RulesReader
from safeconduct.read.relations import relations_json


def test_attributed_claims_only_with_offsets(reader: RulesReader, report: Callable[..., Report]) -> None:
    made = report("France said that the road to Kelm is open. Rain fell in Kelm.")
    claims = reader.read(made, (), {})
    assert [c.attributed for c in claims] == [True, False]
    assert relations_json(made, claims) == {
        "r": {"text": made.text, "relations": [{"source": [[0, 6]], "cue": [[7, 11]], "content": [[12, 41]]}]}
    }
