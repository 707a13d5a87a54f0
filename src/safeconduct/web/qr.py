"""A link as a QR code: dark on light in every colour scheme, because phones read it so."""

from __future__ import annotations

from functools import lru_cache

from markupsafe import Markup


@lru_cache(maxsize=256)
def qr_svg(text: str) -> Markup:
    """The code of a text as an SVG drawing, medium error correction, with the quiet border readers need."""
    import segno

    code = segno.make(text, error="m", micro=False)
    return Markup(code.svg_inline(border=4, dark="#000", light="#fff", omitsize=True, svgclass="qr", lineclass=None))
