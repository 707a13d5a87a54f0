"""Web pages: what a person sees becomes text, what a program runs or a page hides does not."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeconduct.model.errors import ReportUnreadable
from safeconduct.read.webpage import read_webpage

PAGE = """<!doctype html><html><head><title>Bridge | The Paper</title>
<meta property="og:site_name" content="The Paper">
<meta property="article:published_time" content="2022-06-15T00:30+03:00">
<style>p { color: red }</style><script>var said = "forty buses";</script></head>
<body><header><p>Subscribe today</p></header><nav><a href="/">Home</a></nav>
<article><h1>Bridge   is
down</h1><p>The <b>mini</b>stry&nbsp;said<br>the bridge was down.<script>alert(1)</script> It&nbsp;is.</p>
loose words
<ul><li>one bus<li>two boats</ul>
<table><tr><th>Road</th><td>open</td></tr><tr><td>Rail</td><td>closed</td></tr></table>
<p hidden>No h</p><p style="display: none">No d</p><p aria-hidden="true">No a</p><template><p>No t</p></template>
<noscript>No n</noscript><form><label>No f</label></form><!-- No c -->the end</article>
<aside>Related: other news of the day</aside><footer>© The Paper</footer></body></html>"""


def test_the_article_as_a_person_sees_it() -> None:
    found = read_webpage(PAGE.encode())
    assert found.text.split("\n\n") == [
        "Bridge is down",
        "The ministry\u00a0said\nthe bridge was down. It\u00a0is.",
        "loose words",
        "one bus",
        "two boats",
        "Road\topen",
        "Rail\tclosed",
        "the end",
    ]
    assert (found.title, found.publisher, found.published) == ("Bridge is down", "The Paper", date(2022, 6, 15))


def test_what_a_page_states_as_data_is_read_as_data() -> None:
    data = '{"@graph": [{"headline": "H", "datePublished": "2022-06-14", "publisher": {"name": "P"}}]}'
    page = f'<script type="application/ld+json">{data}</script><p>Text.</p>'
    found = read_webpage(page.encode())
    assert (found.title, found.publisher, found.published, found.text) == ("H", "P", date(2022, 6, 14), "Text.")


def test_a_page_that_states_nothing_is_not_guessed_at() -> None:
    found = read_webpage(b"<p>On 14 June 2022 the bridge fell.</p>")
    assert (found.title, found.publisher, found.published) == (None, None, None)


def test_without_one_article_no_paragraph_is_lost() -> None:
    found = read_webpage(b"<article>One.</article><p>Two.</p><article>Three.</article>")
    assert found.text == "One.\n\nTwo.\n\nThree."


@pytest.mark.parametrize("encoding", ["utf-8", "windows-1251", "utf-16"])
def test_the_named_encoding_is_used(encoding: str) -> None:
    page = f'<meta charset="{encoding}"><p>міст «закрито»</p>'
    assert read_webpage(page.encode(encoding)).text == "міст «закрито»"


def test_an_encoding_that_is_not_named_is_not_guessed() -> None:
    with pytest.raises(ReportUnreadable, match="encoding"):
        read_webpage("<p>міст</p>".encode("windows-1251"))


@pytest.mark.parametrize("depth", [200, 100_000])
def test_deep_markup_is_no_crash(depth: int) -> None:
    read_webpage(b"<div>" * depth + b"word")


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=200))
def test_escaped_words_come_back_and_no_script_does(words: str) -> None:
    shown = "".join(f"&#{ord(c)};" for c in words if c.isalnum())
    found = read_webpage(f"<p>a{shown}</p><script>forty{shown}</script>".encode())
    assert found.text == "a" + "".join(c for c in words if c.isalnum())


LONG = "<p>" + "The council met again on Tuesday and said nothing new of it. " * 3 + "</p>"


def shown(part: str) -> str:
    return read_webpage(f"<html><body>{part}{LONG}</body></html>".encode()).text.split("\n\nThe council")[0]


@pytest.mark.parametrize(
    ("part", "text"),
    [
        ("<p>About <s>700</s> 800 civilians remain.</p>", "About 800 civilians remain."),
        ("<p>About 7<del>0</del>8 remain.</p>", "About 7 8 remain."),
        ("<p>About <ins>800</ins> remain.</p>", "About 800 remain."),
        ("<p>About 300<sup>2</sup> people.</p>", "About 300\u00b2 people."),
        ("<p>The 5<sup>th</sup> bus.</p>", "The 5th bus."),
    ],
)
def test_struck_out_and_raised_digits_join_no_number(part: str, text: str) -> None:
    assert shown(part) == text


@pytest.mark.parametrize(
    ("style", "seen"),
    [
        (".x{display:none}", False),
        ("p.x, .y { visibility : hidden }", False),
        ("#k{display:none}", False),
        (".y{display:none}", True),
        ("div.x{display:none}", True),
        (".x{display:none} .x{display:block}", True),
        ("@media print{.x{display:none}}", True),
        (".open .x{display:none}", True),
    ],
)
def test_what_the_pages_own_style_hides(style: str, seen: bool) -> None:
    text = shown(f'<style>{style}</style><p class="x z" id="k">Two bridges are gone.</p><p>One stands.</p>')
    assert ("Two bridges are gone." in text) == seen
    assert "One stands." in text
