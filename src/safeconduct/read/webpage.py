"""The visible text of a web page: what a person sees of the article, and nothing a program would run or hide.

Scripts, styles, forms, menus and hidden elements never become text. Of several parts the article is taken where the
page marks one; otherwise everything that is not marked as frame stays, because a lost paragraph is a silent error and
a line of menu is not.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from lxml import etree, html

from safeconduct.read.document import Document, day_of, joined, raised, refuse, spaced, stated

_RUN = (
    "script",
    "style",
    "noscript",
    "template",
    "svg",
    "math",
    "iframe",
    "frame",
    "object",
    "embed",
    "applet",
    "canvas",
)
_PLAYED = ("audio", "video", "map", "title")
_ASKED = ("form", "button", "select", "textarea", "input", "option", "datalist")
_STRUCK = ("del", "s", "strike")
_FRAMED = ("nav", "footer", "aside", "dialog", "menu")
_NEVER = frozenset((*_RUN, *_PLAYED, *_ASKED, *_FRAMED, *_STRUCK))
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6", "hgroup", "header", "caption", "figcaption", "legend", "summary")
_LISTS = ("dd", "dl", "dt", "li", "ol", "ul")
_TABLES = ("table", "tbody", "tfoot", "thead", "tr")
_PARTS = (
    "address",
    "article",
    "blockquote",
    "center",
    "details",
    "div",
    "fieldset",
    "figure",
    "main",
    "p",
    "pre",
    "section",
)
_BLOCKS = frozenset((*_HEADINGS, *_LISTS, *_TABLES, *_PARTS, *_FRAMED, "form", "hr", "body", "html"))
_CELLS = frozenset(("td", "th"))
_HIDDEN = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|font-size\s*:\s*0(?![.\d]))", re.I)
_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([A-Za-z0-9_:.-]{2,40})""", re.I)
_BREAK = "\ue000"  # stands for <br> while white space is collapsed
_TITLES = ("og:title", "twitter:title", "dc.title", "headline")
_PUBLISHERS = ("og:site_name", "dc.publisher", "publisher", "application-name")
_DATES = (
    "article:published_time",
    "og:article:published_time",
    "datepublished",
    "dc.date.issued",
    "dcterms.issued",
    "dcterms.created",
    "dc.date",
    "pubdate",
    "publish-date",
    "date",
)
_LONGEST_DATA = 200_000
_RAISED = ("sup",)
_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_AT_RULE = re.compile(r"@[^{};]*(?:;|\{(?:[^{}]*\{[^{}]*\})*[^{}]*\})")
_SELECTOR = re.compile(r"(?P<tag>[a-z][a-z0-9]*)?(?P<names>(?:[.#][\w-]+)+)", re.I)
_SHOWN_AGAIN = re.compile(r"display\s*:\s*(?!none\b)\w|visibility\s*:\s*visible", re.I)

Selector = tuple[str, frozenset[str]]
""" "p.note#x": the element, empty for any, and its classes (".note") and id ("#x")."""


def read_webpage(data: bytes) -> Document:
    """Text and statements of a page from its bytes. Raises ReportUnreadable (without a file name)."""
    root = _parse(_decoded(data))
    meta = _meta(root)
    linked = dict(_linked_data(root))
    part = _article(root)
    return Document(
        text=joined(list(_paragraphs(part, _hidden_by_style(root)))),
        title=_first(meta, _TITLES) or linked.get("headline") or _heading(part) or stated(root.findtext(".//title")),
        publisher=linked.get("publisher") or _first(meta, _PUBLISHERS),
        published=_day(meta, linked, part),
    )


def _decoded(data: bytes) -> str:
    """The page's characters: UTF-8, or the encoding it names."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        named = "utf-16"
    else:
        try:
            return data.decode("utf-8-sig")
        except UnicodeDecodeError:
            found = _CHARSET.search(data[:4096])
            named = found[1].decode("ascii") if found else ""
    try:
        return data.decode(named)
    except (LookupError, UnicodeDecodeError):
        refuse("the page is not UTF-8 and is not in an encoding it names", "Save the page again as UTF-8.")


def _parse(text: str) -> Any:
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True)
    try:
        root = etree.fromstring(text.replace("\x00", "\ufffd").encode("utf-8", "replace"), parser)
    except (etree.LxmlError, ValueError):
        root = None
    if root is None:
        refuse("the page is empty, damaged or needs too much memory", "Save its visible text as .txt, and give that.")
    return root


def _meta(root: Any) -> dict[str, str]:
    """What the page's meta elements state, by lower-case name; the first of each counts."""
    found: dict[str, str] = {}
    for element in root.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop") or ""
        content = stated(element.get("content"))
        if name and content:
            found.setdefault(name.strip().lower(), content)
    return found


def _first(meta: dict[str, str], names: tuple[str, ...]) -> str | None:
    return next((meta[name] for name in names if name in meta), None)


def _linked_data(root: Any) -> Iterator[tuple[str, str]]:
    """Headline, publisher and date out of the page's JSON-LD, as data; the first article found."""
    for element in root.iter("script"):
        text = element.text or ""
        if (element.get("type") or "").strip().lower() != "application/ld+json" or len(text) > _LONGEST_DATA:
            continue
        try:
            entries = json.loads(text)
        except (ValueError, RecursionError):
            continue
        entries = entries.get("@graph", [entries]) if isinstance(entries, dict) else entries
        for entry in entries if isinstance(entries, list) else []:
            if isinstance(entry, dict) and "datePublished" in entry:
                publisher = entry.get("publisher")
                publisher = publisher.get("name") if isinstance(publisher, dict) else publisher
                named = {"headline": entry.get("headline"), "publisher": publisher, "date": entry["datePublished"]}
                yield from ((key, line) for key, value in named.items() if (line := stated(value)))
                return


def _day(meta: dict[str, str], linked: dict[str, str], part: Any) -> date | None:
    stamps = [linked.get("date"), *(meta.get(name) for name in _DATES)]
    stamps += [element.get("datetime") for element in part.iter("time")][:1]
    return next((day for day in map(day_of, stamps) if day), None)


def _heading(part: Any) -> str | None:
    return next((stated("".join(element.itertext())) for element in part.iter("h1")), None)


def _article(root: Any) -> Any:
    """The part that is the report: the one article, the main part, or all of the page."""
    for path in (".//article", ".//*[@itemprop='articleBody']", ".//main", ".//*[@role='main']"):
        found = [e for e in root.iterfind(path) if not any(a.tag in ("article", "main") for a in e.iterancestors())]
        if len(found) == 1 and len("".join(found[0].itertext()).strip()) >= 80:
            return found[0]
    return root


def _hidden_by_style(root: Any) -> tuple[Selector, ...]:
    """What the page's own style hides on a screen: simple selectors only, and no rule that hangs on a medium.

    A later rule that shows the same selector again wins. What only a wide or a small screen hides stays: a lost
    paragraph is a silent error.
    """
    found: dict[Selector, None] = {}
    for element in root.iter("style"):
        medium = (element.get("media") or "all").lower()
        if not any(word in medium for word in ("all", "screen")):
            continue
        text = re.sub(r"/\*.*?\*/", " ", (element.text or "")[:_LONGEST_DATA], flags=re.DOTALL)
        for rule in _RULE.finditer(_AT_RULE.sub(" ", text)):
            hides, shows = _HIDDEN.search(rule[2]), _SHOWN_AGAIN.search(rule[2])
            for written in rule[1].split(",") if hides or shows else ():
                match = _SELECTOR.fullmatch(written.strip())
                if match is None:
                    continue
                named = frozenset(re.findall(r"[.#][\w-]+", match["names"]))
                selector = ((match["tag"] or "").lower(), named)
                found.pop(selector, None)
                if hides:
                    found[selector] = None
    return tuple(found)


def _hidden(element: Any, styled: tuple[Selector, ...]) -> bool:
    style = element.get("style")
    return (
        element.get("hidden") is not None
        or (element.get("aria-hidden") or "").lower() == "true"
        or (style is not None and _HIDDEN.search(style) is not None)
        or (bool(styled) and not (style and _SHOWN_AGAIN.search(style)) and _matches(element, styled))
    )


def _matches(element: Any, styled: tuple[Selector, ...]) -> bool:
    """Whether a selector of the page's style that hides names this element."""
    named = {f".{name}" for name in (element.get("class") or "").split()} | {f"#{element.get('id')}"}
    return any(names <= named and tag in ("", element.tag) for tag, names in styled)


def _paragraphs(part: Any, styled: tuple[Selector, ...] = ()) -> Iterator[str]:
    """Visible paragraphs in order; a table row is one paragraph, its cells parted by a tab."""
    pieces: list[str] = []
    walk = etree.iterwalk(part, events=("start", "end"))
    for event, element in walk:
        tag = element.tag if isinstance(element.tag, str) else "script"
        if event == "start":
            skipped = tag in _NEVER or _hidden(element, styled)
            if tag in _BLOCKS:
                yield _paragraph(pieces)
                pieces = []
            if skipped:
                walk.skip_subtree()
                pieces.append(" " if tag in _STRUCK else "")  # what stood on either side of it is not one word
            elif tag == "br":
                pieces.append(_BREAK)
            elif element.text:
                pieces.append(raised(element.text) if tag in _RAISED else element.text)
            continue
        if tag in _BLOCKS:
            yield _paragraph(pieces)
            pieces = []
        elif tag in _CELLS:
            pieces.append(_BREAK + "\t")
        if element is not part and element.tail:
            pieces.append(element.tail)
    yield _paragraph(pieces)


def _paragraph(pieces: list[str]) -> str:
    """One paragraph: white space collapsed as a browser shows it, line breaks kept, cells parted."""
    lines = [spaced(line).strip(" ") for line in "".join(pieces).replace(_BREAK + "\t", "\ue001").split(_BREAK)]
    return "\n".join("\t".join(cell.strip(" ") for cell in line.split("\ue001")).strip("\t") for line in lines)
