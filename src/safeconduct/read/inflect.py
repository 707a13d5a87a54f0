"""The forms of English verbs, so that a class of verbs can be written by its lemmas and found in every form."""

from __future__ import annotations

import re

from safeconduct.read.trie import compact

_PARTS = {
    "be": "is are was were been being",
    "bear": "bore borne",
    "begin": "began begun",
    "blow": "blew blown",
    "break": "broke broken",
    "bring": "brought",
    "catch": "caught",
    "come": "came",
    "cut": "cut",
    "dig": "dug",
    "do": "did done",
    "draw": "drew drawn",
    "drive": "drove driven",
    "fall": "fell fallen",
    "find": "found",
    "flee": "fled",
    "fly": "flew flown",
    "forbid": "forbade forbidden",
    "get": "got gotten",
    "give": "gave given",
    "go": "went gone",
    "hear": "heard",
    "hold": "held",
    "keep": "kept",
    "lay": "laid",
    "lead": "led",
    "leave": "left",
    "let": "let",
    "lie": "lay lain lying",
    "make": "made",
    "meet": "met",
    "nix": "nixed",
    "overrule": "overruled",
    "pay": "paid",
    "put": "put",
    "rescind": "rescinded",
    "ride": "rode ridden",
    "rise": "rose risen",
    "row": "rowed",
    "run": "ran",
    "say": "said",
    "see": "saw seen",
    "send": "sent",
    "set": "set",
    "shake": "shook shaken",
    "shoot": "shot",
    "show": "showed shown",
    "shut": "shut",
    "sink": "sank sunk",
    "slay": "slew slain",
    "slide": "slid",
    "sling": "slung",
    "spill": "spilt spilled",
    "split": "split",
    "spread": "spread",
    "stand": "stood",
    "steal": "stole stolen",
    "stick": "stuck",
    "strike": "struck stricken",
    "sweep": "swept",
    "swim": "swam swum",
    "take": "took taken",
    "tear": "tore torn",
    "tell": "told",
    "throw": "threw thrown",
    "wind": "wound",
    "withdraw": "withdrew withdrawn",
    "withhold": "withheld",
    "write": "wrote written",
    "burn": "burnt burned",
    "learn": "learnt learned",
    "spurn": "spurned",
}
_DOUBLED = frozenset(
    ["permit", "admit", "commit", "transmit", "refer", "rebut", "acquit", "submit", "deter", "compel", "abet"]
)
_LONG = re.compile(r"[^aeiou]*[aeiou][^aeiouwxy]")


def forms(lemma: str) -> tuple[str, ...]:
    """The lemma and what it inflects to: "stop" gives stop, stops, stopped, stopping."""
    low = lemma
    if low == "be":
        return ("be", *_PARTS["be"].split())
    if re.search(r"(?:s|x|z|ch|sh|o)$", low):
        third = low + "es"
    else:
        third = low[:-1] + "ies" if re.search(r"[^aeiou]y$", low) else low + "s"
    doubled = low in _DOUBLED or (_LONG.fullmatch(low) is not None and not low.endswith(("c", "q")))
    stem = low + low[-1] if doubled else low[:-1] if low.endswith("e") and not low.endswith(("ee", "oe", "ye")) else low
    regular = low[:-1] + "ied" if re.search(r"[^aeiou]y$", low) else low + "d" if low.endswith("e") else stem + "ed"
    doing = low[:-2] + "ying" if low.endswith("ie") else stem + "ing"
    past = _PARTS.get(low, "").split() or [regular]
    return tuple(dict.fromkeys((low, third, *past, doing)))


def verbs(lemmas: str, *, between: int = 4) -> str:
    """A pattern for any form of any of the verbs, parted by spaces.

    "turn_down" takes up to ``between`` words between verb and particle; "agree_to" is written with its preposition.
    """
    plain: list[str] = []
    joined: list[str] = []
    for lemma in lemmas.split():
        verb, *particles = lemma.split("_")
        words = "|".join(forms(verb))
        if particles:
            joined.append(rf"(?:{words})(?:\s+[\w'’-]+){{0,{between}}}?\s+{' '.join(particles)}")
        else:
            plain.extend(forms(verb))
    return "(?:" + "|".join([compact("|".join(dict.fromkeys(plain))), *joined] if plain else joined) + ")"
