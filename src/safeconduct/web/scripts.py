"""Scripts and style sheets of the pages, as files of our own: no framework, nothing built, nothing written inline."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.resources import files

from safeconduct.publish import tokens

#: Scripts that are written in several files and sent as one: a phone keeps the whole of one version, or none of it.
_PARTS = {"checkin_page.js": ("checkin_store.js", "checkin_words.js", "checkin_page.js")}


@cache
def script(name: str) -> str:
    """A script by its file name; ``@VERSION@`` in it becomes a hash of all of them and of the check-in page's look."""
    return "\n".join(map(_text, _PARTS.get(name, (name,)))).replace("@VERSION@", version())


@cache
def look(name: str) -> str:
    """A style sheet with the tokens before it, for light ground and for dark."""
    dark = f"@media (prefers-color-scheme:dark){{:root{{{tokens.css_variables('dark')}}}}}"
    scale = f"--sans:{tokens.WEB_FONTS};{tokens.css_scale()}"
    root = f":root{{color-scheme:light dark;{scale}{tokens.css_variables('light')}}}"
    return root + dark + _text(name)


@cache
def version() -> str:
    """What the check-in page, its script and its look are kept under on a phone: changes with any of them."""
    texts = (_text(name) for name in (*_PARTS["checkin_page.js"], "checkin_worker.js", "checkin.css"))
    return hashlib.sha256("\0".join(texts).encode()).hexdigest()[:12]


def _text(name: str) -> str:
    return (files("safeconduct.web") / "static" / name).read_text(encoding="utf-8")
