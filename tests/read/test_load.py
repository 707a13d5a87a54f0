import hashlib
from datetime import date

import pytest

from safeconduct.model.errors import ReportUnreadable
from safeconduct.model.report import Report
from safeconduct.read.load import MAX_BYTES, load_report


def load(data: bytes) -> Report:
    return load_report(data, id="r", title="t", publisher="p", published=date(2022, 6, 15), file="r.txt")


def test_the_text_is_the_bytes_decoded_and_the_sha_is_of_the_bytes() -> None:
    report = load("the\u00a0plant".encode())
    assert report.text == "the\u00a0plant"
    assert report.sha256 == hashlib.sha256("the\u00a0plant".encode()).hexdigest()


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "empty"),
        (b" \n\xc2\xa0\n", "empty"),
        (b"caf\xe9", "UTF-8"),
        (b"a\x00b", "binary"),
        (b"%PDF-1.4\x01", "binary"),
        (b"<html><script>x</script>text</html>", "web page"),
        (b"x" * (MAX_BYTES + 1), "bytes"),
        (b"x" * 10_000_000, "bytes"),
        (b"word " * 30_000, "one line"),
    ],
)
def test_what_is_not_a_report_is_refused_with_a_next_step(data: bytes, says: str) -> None:
    with pytest.raises(ReportUnreadable) as refused:
        load(data)
    assert says in refused.value.message
    assert refused.value.next_step
    assert refused.value.file == "r.txt"
