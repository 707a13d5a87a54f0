"""Words that turn what is said of a road: not said, not known, an act only spoken of, an aside, in use again."""

from __future__ import annotations

import re

from safeconduct.read.sieve import AnyCase

UNSAID = re.compile(
    r"\b(?:not|never|n't)\s+(?:yet\s+)?(?:said|say|claim(?:ed)?|told\s+\w+|tell\s+\w+|stated?|confirm(?:ed)?|suggest(?:ed)?|report(?:ed)?)"
    r"\s+(?:that\s+)?(?:the\s+|its\s+|any\s+)?(?:[\w'-]+\s+){0,2}$",
    re.I,
)
"""What somebody did not say is not said of the road."""
NOT_DONE = re.compile(
    r"\b(?:refus\w+|declin\w+|threat\w+|consider\w*|propos\w+|want\w*|wish\w*|oppos\w+|object\w*|against|without|instead\s+of"
    r"|rather\s+than|rul\w+\s+out|ask\w*|demand\w*|urg\w+|call\w*|intention|plans?|reason|need|not|never|n't|unless|if)\s+"
    r"(?:(?:to|of|for|about|on|him|her|it|them|the|\w+)\s+){0,2}(?=(?:re-?)?(?:clos|open|shut|block|bar|cut|seal|mine|min|flood|destroy|demolish|blow|suspend|damag|repair|restor|unblock|clear))",
    re.I,
)
"""An act on a road that is refused, wished or only spoken of."""
ASIDE = re.compile(
    r"\s*,\s*(?:which|that|who|reported|said|thought|believed|declared|once|earlier|previously|closed|shut|blocked|damaged|hit|flooded)\b[^,;.]{0,70},\s+"
    r"(?=(?:is|are|has|have|will|was|were|remains?|can|may)\b)",
    re.I,
)
"""What is told of a road between two commas stands behind what the sentence says of it."""
BACK_IN_USE = re.compile(
    r"\b(?:(?:open|passable|usable|running|clear)\s+(?:again|once\s+more|now)|(?:now|again|since)\s+(?:re-?)?open(?:ed)?|reopened)\b",
    re.I,
)
NOT_YET = re.compile(
    r"\b(?:not|never|n't)\s+(?:\w+\s+){0,2}$"
    r"|\b(?:will|would|shall|should|could|may|might|to)\s+(?:(?:then|only|again|soon|not)\s+)?(?:be\s+)?$",
    re.I,
)
"""Ahead of words that a road is back in use: it is not, or not yet."""
ON_FOOT = re.compile(r"\b(?:foot|walk\w*|pedestrians?)\b", re.I)
NOT_KNOWN = re.compile(
    r"\b(?:not\s+known|unknown|unclear|uncertain|(?:no\s+one|nobody)\s+knows|cannot\s+say|declin\w+\s+to\s+say"
    r"|(?:could|can|would|did|does)\s*(?:not|n't)\s+(?:yet\s+)?(?:confirm|verify|say|tell|check|know))\s+(?:if|whether)\b[^.;]{0,25}$",
    re.I,
)
WHETHER = re.compile(
    r"\b(?:whether|if)\s+(?:or\s+not\s+)?(?:the|any|its|our|either|all|both)?\s*(?:[\w'-]+\s+){0,3}$", re.I
)
OPEN_QUESTION = re.compile(
    r"\b(?:not\s+known|unknown|unclear|uncertain|remains?\s+to\s+be|(?:no\s+one|nobody)\s+(?:knows|can|could|will)|cannot\s+be\s+(?:said|told)|guess)\b",
    re.I,
)
UNTRUE = re.compile(
    r"\b(?:not\s+true|untrue|false|wrong|incorrect|a\s+rumour|no\s+truth\s+in\s+\w+)\s+that\b[^.;]*$", re.I
)
OTHER_ONE = AnyCase(
    r"\b(?:the\s+(?:third|fourth|fifth|second|last|other|rest|remaining\s+one)|the\s+(?:two\s+|three\s+)?(?:\w+\s+)?ones?|the\s+others|both|neither|one)\b(?=\s+(?:can|is|are|has|have|was|were|may|could|remains?|takes?|carr(?:y|ies)|bears?|will|holds?|stands?)\b)",
)
IT = AnyCase(
    r"(?:^|[.;,]\s*|\b(?:that|and|but)\s+|^[\"'])(?P<it>it|this|(?:that|the\s+same|this)\s+(?:road|bridge|route|crossing))\b(?=\s*(?:'s\b|'ll\b|won't|is|was|has|had|remains?|stays?|stayed|can|cannot|could|may|would|will|to\s+be)\b)"
    r"|\b(?:drove|crossed|walked|went|gone|buses)\s+(?:over|across|on)\s+(?P<it2>it)\b",
)
MAY_BE = re.compile(
    r"\b(?:if|whether|unless|once|in\s+case|so\s+that|as\s+long\s+as|provided(?:\s+that)?)\b[^,.;]{0,25}$", re.I
)
