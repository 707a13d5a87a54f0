from pathlib import Path

import pytest

from safeconduct.adapters.spacy_parser import HASHES, SpacyParser, check_files, checked_folder
from safeconduct.model.errors import ToolMissing


def test_tokens_are_verbatim_and_heads_lie_inside(parser: SpacyParser) -> None:
    text = "Ardia  said it would open a corridor. It did."
    parse = parser.parse(text)
    assert all(text[t.start : t.end] == t.text for t in parse.tokens)
    assert all(0 <= t.head < len(parse.tokens) for t in parse.tokens)
    assert parse.sentences[0][0] == 0
    assert parse.sentences[-1][1] == len(parse.tokens)
    assert parser.parse(text) == parse


def test_empty_text_has_no_tokens(parser: SpacyParser) -> None:
    assert parser.parse("").tokens == ()


def test_the_installed_model_is_the_one_in_the_table() -> None:
    assert checked_folder().is_dir()
    assert len(HASHES) >= 15


def test_another_model_is_refused_with_a_next_step(tmp_path: Path) -> None:
    for name in HASHES:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(b"changed")
    with pytest.raises(ToolMissing) as refused:
        check_files(tmp_path)
    assert "SAFECONDUCT_MODEL" in refused.value.next_step


def test_a_folder_without_a_model_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ToolMissing):
        SpacyParser(tmp_path).parse("x")
