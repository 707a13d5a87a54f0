"""Semantic classes for what words do: means, passages, people, the verbs of giving, moving, harming and telling.

Each is a pattern without groups to count, to be put into larger ones.
"""

from __future__ import annotations

import re

from safeconduct.read.sieve import AnyCase

IMPOSSIBLE = (
    r"(?:impossible|unacceptable|unworkable|unfeasible|infeasible|out of the question|premature"
    r"|too (?:dangerous|risky|shallow|early|late))"
)
MOVERS = (
    r"(?:corridors?|passages?|evacuat\w*|evacuees|convoys?|buses|bus|minibus(?:es)?|coach(?:es)?|trains?|trams?"
    r"|ferr(?:y|ies)|boats?|lifeboats?|barges?|shuttles?|lorries|lorry|trucks?|vans?|ships?|vessels?|tugs?"
    r"|helicopters?|aircraft|planes?|ambulances?|vehicles?|cars|transport|shelters?|gates?|routes?|landing craft)"
)
AID = (
    r"(?:water|food|flour|bread|meals?|blankets?|fuel|diesel|medicines?|insulin|oxygen|supplies|tents?|stretchers?"
    r"|generators?|escorts?|guides?|drivers?|crews?|medics?|doctors?|nurses?|teams?|beds?|places|seats|berths|aid|help)"
)
PASSAGES = (
    r"(?:(?:humanitarian )?(?:corridor|passage|lane|pause|window|truce|ceasefire)|safe (?:passage|route|way)|route"
    r"|gate|path|crossing|evacuation|reception (?:centre|center)|shelter)s?"
)
PEOPLE = (
    r"(?:civilians|residents|people|persons|inhabitants|villagers|evacuees|families|wounded|patients|children|women"
    r"|passengers|guests|pupils|staff|everyone|everybody|anyone|anybody|every \w+|those|all who|whoever|households"
    r"|the (?:sick|old|elderly|injured|disabled))"
)
CARRIED = (
    r"(?:taken|carried|driven|brought|moved|evacuated|transported|conveyed|relocated|flown|airlifted|lifted|landed"
    r"|received|housed|sheltered|guarded|escorted|admitted|met|collected|picked up|accompanied|ferried|fed|accommodated"
    r"|allowed (?:through|out|to)|let (?:through|out|pass|go)|given|provided|sent|laid on|made available|opened"
    r"|reopened|kept open|extended|protected|looked after)"
)
WILL = r"(?:will|would|shall|is to|are to|can|could)"
FUTURE = (
    r"(?:(?:will|would|shall)(?! (?:not|never|have to)\b)|'ll|is to|are to|(?:is|are|was|were) (?:going|due|set) to"
    r"|plans? to|intends? to|(?:is|are|was|were|stands?|stood) (?:ready|prepared|willing|able) to|(?:ready|prepared"
    r"|willing) to)"
)
GIVE = (
    r"(?:open|reopen|keep (?:\w+ ){1,6}(?:open|clear|lit|running)|provide|send|dispatch|lay on|put on|put up"
    r"|run(?! out\b| low\b| short\b| dry\b| over\b)"
    r"|organi[sz]e|arrange|escort|accompany|receive"
    r"|host|take in|take on|take|shelter|house|accommodate|evacuate|carry|bring|transport|fly|airlift|lift|ferry"
    r"|pick up|collect|let|allow|permit|admit|guarantee|ensure|supply|deliver|hold (?:\w+ )?fire|cease|pause|suspend"
    r"|halt"
    r"|stop (?:firing|shelling|its|their|all)|extend|guard|protect|assist|lend|set aside|stand open|stand by|sail"
    r"|shuttle|berth|hand out|distribute|feed|make \w+ available|cover|pay for|waive|return for)"
)
NUMBER = (
    r"(?:\d[\d,. ]*|(?:some |several )?(?:dozens?|hundreds?|thousands?)|(?:a |one |two |three )?hundred|\w+ty"
    r"|ten|twelve)"
)
HOSTILE = (
    r"(?:fir(?:e|ed|ing)|shell(?:ed|ing)?|sho(?:t|ot)|shooting|hit|attack(?:ed|ing)?|bomb(?:ed|ing)?|min(?:e|ed|ing)"
    r"|block(?:ed|ing)?|detain(?:ed|ing)?|order(?:ed)?|redirect(?:ed)?|target(?:ed|ing)?|loot(?:ed|ing)?|damage[d]?"
    r"|harm(?:ed)?|threaten(?:ed)?|stop(?:ped)? (?:any|a |the |them|people|buses|anyone|anybody|aid|cars)"
    r"|turn(?:ed)? (?:\w+ )?(?:back|away|round)|destroy(?:ed)?|blow[n]? up|blew up|cut off|flood(?:ed)?|burn(?:ed|t)?"
    r"|set fire|set alight|abandon(?:ed)?|forced? \w+|broke[n]? the|violat(?:e|ed)|use[d]? \w+ as|held (?:any|people)"
    r"|give that|gave that|giving that|said (?:that|so|such|any)|say (?:that|so|such|any)|spill(?:ed)?|leak(?:ed)?)"
)
TOLD = r"(?:told|informed|notified|warned|consulted|advised|alerted|briefed|asked|contacted)"
FALSE = (
    r"(?:untrue|false|not true|nonsense|a lie|lies|slander|absurd|wrong|not right|an invention|inventions?|invented"
    r"|fabricat\w+|baseless|groundless|unfounded|made up|fiction|a hoax|fake|propaganda|misinformation"
    r"|disinformation|rubbish|without (?:any )?(?:foundation|basis)|a fairy tale|incorrect|ridiculous|a smear"
    r"|nowhere near the truth)"
)
ROADS = (
    r"(?:bridge|viaduct|road|track|causeway|quay|pier|slip|jetty|ice|ground|surface|pontoon|ford|tunnel|deck|span|bar"
    r"|dyke|culvert|water|river|wind|swell|fire|flood|smoke|mud|snow|rain|weather)s?"
)


_EDGE = r"\b"


def any_of(*patterns: str) -> AnyCase:
    """One pattern for any of several, regardless of case and over lines; it says whether, not which or where first.

    Most open at the edge of a word (``\\b``), in every alternative they have: that edge is looked for once for all.
    """
    words = [pattern.removeprefix(_EDGE) for pattern in patterns if pattern.startswith(_EDGE)]
    others = [f"(?:{pattern})" for pattern in patterns if not pattern.startswith(_EDGE)]
    at_edge = [f"{_EDGE}(?:{'|'.join(words)})"] if words else []
    return AnyCase("|".join([*at_edge, *others]), re.DOTALL)
