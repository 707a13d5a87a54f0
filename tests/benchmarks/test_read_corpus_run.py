"""A run of `read.corpus`: what its targets stand on, and what is never quoted."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks import read_corpus
from benchmarks.corpus import AnnotatedReport
from benchmarks.registry import Instance, MissingData, Request
from safeconduct.model.claim import (
    Claim,
)
from safeconduct.model.report import Report
from tests.benchmarks.test_read_corpus import WHOLE


@pytest.fixture
def nothing_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """A reader that finds nothing, and takes no time to load."""

    def read(annotated: AnnotatedReport) -> tuple[Report, tuple[Claim, ...]]:
        head = annotated.head
        report = Report(
            id=annotated.name,
            title=head.title,
            publisher=head.publisher,
            published=head.published,
            language=head.language,
            sha256="0" * 64,
            text=annotated.text,
        )
        return report, ()

    monkeypatch.setattr(read_corpus, "rules", lambda: read)


@pytest.mark.usefixtures("nothing_read")
def test_targets_stand_on_what_no_rule_was_written_with(tmp_path: Path) -> None:
    """All eight for a folder kept back; none in the smoke form, none on the half for development."""
    (tmp_path / "001-a.md").write_text(WHOLE, encoding="utf-8")
    (kept,) = read_corpus.from_input(tmp_path)
    rows = read_corpus.run(kept, 0, Request(input=tmp_path))
    assert {row.metric for row in rows if row.target} == set(read_corpus.TARGETS)
    assert {row.metric for row in rows if not row.ok} == {
        "rel half F1",
        "stance accuracy",
        "values recall",
        "conflicts F1",
    }
    assert not any(row.target for row in read_corpus.run(kept, 0, Request(input=tmp_path, smoke=True)))
    (dev,) = read_corpus.SPEC.instances(Request(smoke=True))
    (reports, *others) = read_corpus.run(dev, 0, Request(smoke=True))
    assert (reports.instance, reports.metric, reports.value) == ("dev, first reports", "reports", 2)
    assert not any(row.target for row in (reports, *others))


@pytest.mark.usefixtures("nothing_read")
def test_no_report_is_no_data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A half that is not there, an empty folder, a file that does not keep to the format."""
    assert read_corpus.from_input(tmp_path) == ()
    monkeypatch.setattr(read_corpus, "CORPUS", tmp_path)
    with pytest.raises(MissingData, match="test holds no report"):
        read_corpus.run(Instance(name="t", size=101), 0, Request())
    (tmp_path / "001-a.md").write_text("no head", encoding="utf-8")
    with pytest.raises(MissingData, match=r"does not keep to the format: 001-a\.md"):
        read_corpus.run(Instance(name="x", path=tmp_path), 0, Request())


def test_a_fault_of_the_half_kept_apart_is_not_quoted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither the file nor its words are told to who may write rules."""
    monkeypatch.setattr(read_corpus, "CORPUS", tmp_path)
    (tmp_path / "test").mkdir()
    (tmp_path / "test" / "101-secret.md").write_text(WHOLE.replace("sorvik:", "Hidden Place:"), encoding="utf-8")
    for instance in (Instance(name="t", size=101), Instance(name="x", path=tmp_path / "test")):
        with pytest.raises(MissingData) as refused:
            read_corpus.run(instance, 0, Request())
        assert str(refused.value).startswith("test does not keep to the format: ")
        assert "secret" not in str(refused.value)
        assert "hidden" not in str(refused.value).lower()
