"""Acts told in more than one word: "has come up with", "will have none of", "is crying out for", "has yet to answer".

Each is a phrase behind its subject, of a class of things done: refusing, accepting, offering, asking, telling, and
leaving unanswered. The phrase is the cue, the rest of its clause the content.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from safeconduct.read.cues import Speaker, own_speaker
from safeconduct.read.lexicon import words
from safeconduct.read.tree import Tree

Run = tuple[int, int]

_AUX = (
    r"(?:(?:has|have|had|'ve|'s|is|are|was|were|'re|am|'m|will|would|'ll|'d|shall|does|do|did|been|being|"
    r"also|now|still|again"
    r"|already|just|even|then|since|so far|meanwhile|in turn|\w+ly) )*"
)
_OWN = r"(?:its|their|his|her|our|my|the|a|an|any|some|one)"
_ANSWER = r"(?:answer|respond|reply|react|acknowledge|come back|get back)"
_SILENCE = (
    rf"(?:has|have|had|'s|'ve) (?:yet|still) to {_ANSWER}"
    rf"(?: to| on| about)*"
    r"|(?:has|have|had|did|does|do) (?:still |so far |to date |to this day )?(?:not|n't|never) (?:yet "
    r"|so far |once |even )?(?:answer(?:ed)?|respond(?:ed)?|repl(?:y|ied)|react(?:ed)?|(?:come|got|get) "
    r"back|acknowledged?|returned|been in touch)(?: to| on| about| with)*"
    r"|(?:has |have |had )?(?:so far )?(?:kept|keeps?|stayed|stays?|remained|remains?|been|is|are|went|"
    r"gone) (?:silent|mum|quiet|dumb|tight-lipped)(?: on| about| over)?"
    r"|(?:has |have |had )?(?:given|gave|gives?|sent|made|offered|shown) no (?:indication|answer|reply|"
    r"response|sign|word|hint|reaction|acknowledgement)(?: of| on| to| about| as to)*"
    r"|(?:has |have |had )?(?:left|leaves?) (?=[^.;]{2,60} unanswered)"
)
_PHRASES = {
    "refuse": (
        r"(?:(?:will|would|'ll|'d|shall) )(?:be )?hav(?:e|ing) none of|wants? (?:nothing|no part) (?:to "
        r"do with|of|in)|wanted (?:nothing|no part) (?:to do with|of|in)"
        rf"|(?:has |have |had )?(?:gives?|gave|given|returned|sent) {_OWN} (?:[\w-]+ ){{0,2}}(?:no|refusal|"
        rf"rejection|veto|rebuff|snub|thumbs down|cold shoulder|short shrift) to"
        rf"|(?:shakes?|shook|shaken|shaking) {_OWN} heads? (?:at|over|to)|(?:turns?|turned) {_OWN} backs? "
        rf"on|(?:draws?|drew|drawn) the line at|(?:pours?|poured) (?:cold water|scorn) on"
        r"|(?:do|does|did) (?:not|n't) (?:see|find|consider|deem|think) (?:it )?(?:possible|fit|proper|"
        r"right|advisable|its way|their way|any way|any reason) to(?: \w+(?= (?:this|that|the|such|its|"
        r"their)\b))?"
        r"|(?:is|are|was|were|'re|'s|'m|am) (?:not|n't) (?:yet )?(?:willing|prepared|minded|inclined|"
        r"disposed|in a position|in the business of|having|about) ?(?:to|any of)?"
        r"|(?:is|are|was|were|'re) (?:not|n't) (?:agreeable|amenable|open|favourable|receptive|party|partial) to"
        r"|(?:is|are|was|were|feels?|felt) (?:in no (?:position|mood|hurry)|unable(?= to (?:accept|agree|"
        r"grant|accommodate|comply|help|support|receive|permit|allow|meet|provide|host|take|spare))|"
        r"disinclined) to(?: \w+(?= (?:this|that|the|such|its|their)\b))?"
        r"|(?:has |have |had )?(?:back|pull|walk|bow|opt)(?:s|ed|ing)? (?:out of|away from)|(?:comes?|"
        r"came|come) out against|(?:digs?|dug) in (?:\w+ ){0,2}(?:over|against|on)|(?:holds?|held) out "
        r"against|(?:sets?|set) \w+ face against"
        r"|(?:could|can|would|will) (?:not|n't) (?:see|bring) (?:its|their|his|her|our) way to|(?:cannot|"
        r"can not|ca n't|could not|could n't) (?:countenance|contemplate|stomach|support|agree to|accept|"
        r"entertain|stand behind|be party to)"
        r"|fought shy of|shied away from|stopped short of|(?:says?|said) (?:a (?:flat|firm|plain) )?no "
        r"to|(?:sees?|saw|has|have|had|finds?|found) no (?:grounds|case|reason|point|need|merit|sense) "
        r"(?:for|in|to)|(?:has|have|had) no (?:intention|wish|desire|plans?) (?:of|to)"
    ),
    "accept": (
        r"(?:has |have |had )?(?:goes|go|went|gone|going) along with|(?:has |have |had )?(?:comes?|came|"
        r"come) (?:round|around) to"
        rf"|(?:has |have |had )?(?:gives?|gave|given) {_OWN} (?:[\w-]+ ){{0,2}}(?:blessing|consent|nod|"
        rf"go ?- ?ahead|go-ahead|green light|okay|assent|approval|agreement|all ?- ?clear|thumbs up) "
        rf"(?:to|for)"
        rf"|(?:has |have |had )?(?:puts?|set|affixed) {_OWN} (?:\w+ )?(?:names?|signatures?|seal|stamp|"
        rf"initials|hand) (?:to|on)|(?:has |have |had )?sign(?:s|ed)? (?:up|off) (?:to|on|for)|(?:falls?|"
        rf"fell|fallen) in with"
        r"|(?:is|are|was|were|'re) (?:on board|happy|content|fine|comfortable|satisfied|in agreement|"
        r"at one|agreeable|all right) (?:with|about|to)|(?:can|could|will|would) live with|(?:has|have|"
        r"had|raises?|raised|sees?|saw|voiced) no (?:\w+ )?(?:objections?|quarrel|problem|difficulty) "
        r"(?:to|with|about)"
        r"|(?:has |have |had )?(?:waved|nodded|ushered) (?=[^.;]{2,40} through)|(?:has |have |had )?said "
        r"(?:yes|aye) to|(?:bows?|bowed) to|(?:has |have |had )?takes?n? up (?=(?:the|its|their|this|"
        r"that) (?:\w+ )?(?:offer|invitation|proposal))"
    ),
    "offer": (
        r"(?:has |have |had )?(?:comes?|came|come) up with|(?:has |have |had |is |are |was |were )?(?:lays?|"
        r"laid|laying) on|(?:is|are|has|have) (?:putting|put) on|(?:has |have |had )?(?:throws?|threw|"
        r"thrown) open|(?:has |have |had )?(?:sets?|set) aside"
        rf"|(?:has |have |had )?open(?:s|ed)? {_OWN} (?:\w+ )?(?:doors?|gates?|homes?|houses?|halls?|"
        rf"barns?) to|(?:has |have |had )?(?:places?|placed|puts?|put) (?:at (?:the )?(?:\w+ )?(?:disposal|"
        rf"service)(?: of)?|(?=[^.;]{{2,50}} at (?:the )?(?:[\w']+ ){{0,3}}(?:disposal|service)))"
        r"|(?:brings?|brought) to the (?:knowledge|attention|notice)(?: of (?:the )?[\w-]+(?: [\w-]+)?)?(?: "
        r"the following)?(?: :)?"
        r"|(?:has |have |had )?(?:rustled|stumped|rounded|drummed|lined|freed|scraped|cobbled|knocked) "
        r"(?:up|together)|(?:has |have |had )?(?:finds?|found|makes?|made|cleared?|clears?) (?:room|"
        r"space|beds?|places?) for|(?:has |have |had )?(?:holds?|held|keeps?|kept|leaves?|left) (?=[^.;]{2,40} "
        r"(?:open|in readiness|on call|on standby))"
        r"|(?:is|are|'s|'re|'m|am) (?:now |also )?(?:sending|bringing in|running|opening|lending|dispatching|"
        r"despatching|deploying|providing|flying in|shipping in|organising|organizing|arranging|making "
        r"available|preparing|readying|standing by (?:with|to)|bussing|sailing|pulling in)"
        r"|(?:has|have) (?:chartered|hired|earmarked|allocated|allotted|assigned|detailed|mobilised|"
        r"mobilized|readied|prepared|arranged|organised|organized|booked|reserved|promised|pledged)"
        rf"|(?:expresse[sd]|voice[sd]|signall?ed|declare[sd]|confirmed|underlined|repeated) {_OWN} (?:readiness|"
        rf"willingness) (?:to|for)|(?:has |have |had )?(?:stretche[sd]|widened?|cut back|trimmed|narrowed|"
        rf"brought forward|put back|pushed back|moved (?:up|back|forward)) (?=(?:the|its|their) (?:[\w'-]+ "
        rf"){{0,3}}(?:hours|window|opening|times?|deadline|start|slot|pause|corridor))"
    ),
    "ask": (
        r"(?:is |are |was |were |'s |'re )?(?:cry|crying|cries|cried) out for|(?:would|'d) (?:much |"
        r"far |very much )?(?:sooner|rather|like|love|prefer|welcome)(?: to)?(?: see| have| be)?|(?:could|"
        r"can) do with"
        r"|(?:is|are|was|were|'s|'re|'m|am) (?:desperate|anxious|longing|pleading|begging|pressing|pushing|"
        r"looking|after|appealing|praying|agitating|lobbying|angling|keen|holding out|clamouring|screaming|"
        r"shouting) (?:for|to see|on)"
        r"|(?:holds?|held|holding) out for|(?:presses|pressed|push(?:es|ed)|longs?|longed|lobb(?:y|ies|"
        r"ied)|agitate[sd]?|campaign(?:s|ed)|clamour(?:s|ed)?|angle[sd]?) (?:for|to have)|address(?:es|"
        r"ed)?(?: itself| themselves| himself| herself)? (?:to (?:the )?[\w-]+(?: [\w-]+)? )?with (?:the|"
        r"a|an) (?:\w+ )?(?:request|appeal|plea|demand) (?:to|for|that)"
        r"|(?:puts?|put) in (?:a |an )?(?:\w+ )?(?:request|plea|bid|word) for|(?:has|have) (?:their|"
        r"its|his|her) (?:heart|eye|sights|hopes) (?:set )?on|in(?:sist|tend)s? rather on"
    ),
    "demand": (
        r"(?:wo|will|would) (?:n't|not) settle for (?:anything )?less than|(?:sets?|set|laid down|"
        r"lays? down|imposed?|imposes|attache[sd]) (?:as )?(?:a|an|one|the|two|three|its|their) "
        r"(?:\w+ )?(?:conditions?|terms|price|stipulations?|strings?|riders?|provisos?|rule)(?: "
        r"that| :| of| on)?"
    ),
    "say": (
        r"(?:has |have |had )?(?:tells?|told) (?:an? |the )?(?:\w+ )?(?:story|tale)(?: :| ,)?|(?:has|"
        r"have|had) it that|(?:name|give|quote|cite|post|put out|publishe?|carrie|carry|state|offer)(?:s|"
        r"d|ed)? (?:an?|another|the) (?:[\w-]+ )?(?:number|figure|tally|total|count)(?: of| :| ,)?|(?:has|"
        r"had|have) (?:given|named|quoted|cited|posted|put out|published|stated) (?:an?|another|the) "
        r"(?:[\w-]+ )?(?:number|figure|tally|total|count)(?: of| :)?|gave (?:an?|another|the) (?:[\w-]+ "
        r")?(?:number|figure|tally|total|count)(?: of| :)?"
        r"|(?:lets?|let) it be known(?: that)?|(?:makes?|made) (?:it )?(?:known|clear|plain|public)(?: "
        r"that)?|(?:gives?|gave) (?:out|notice|to understand) that|(?:is|are|was|were) of the (?:view|"
        r"opinion|belief|mind) that|(?:spoke|speaks?|spoken) of(?= (?:\d|some|about|at least|nearly|"
        r"dozens|hundreds|thousands))|(?:begs?|begged) to differ(?: :)?|(?:tells?|told|puts?) it (?:differently|"
        r"otherwise)(?: :)?"
        r"|(?:bulletin|log|list|register|roll|sheet|manifest|ledger|board|tally|book|notice|chart|return|"
        r"logbook) (?:has|had|shows?|showed|puts?|carries|records?|recorded|contains?|runs to)(?= (?:\d|"
        r"some|about|at least|nearly|only|just))"
    ),
}
_FOUND = {
    lemma: re.compile(rf"(?<![\w'-])(?P<cue>{_AUX}(?:{phrases}))(?![\w'])") for lemma, phrases in _PHRASES.items()
}
_FOUND["unanswered"] = re.compile(rf"(?<![\w'-])(?P<cue>(?:{_SILENCE}))(?![\w'])")
_HEADS = {
    "unanswered": words(
        "answer answered respond responded reply replied react reacted acknowledge acknowledged back "
        "silent mum quiet dumb"
        " tight-lipped indication response sign hint reaction acknowledgement unanswered returned touch"
    ),
    "refuse": words(
        "none nothing refusal rejection veto rebuff snub thumbs shoulder shrift head heads back backs "
        "line cold scorn no"
        " possible fit proper advisable way reason willing prepared minded inclined disposed position "
        "business agreeable"
        " amenable favourable receptive party partial mood hurry unable disinclined against face countenance "
        "contemplate"
        " stomach support accept entertain shy shied short having pulled pulls walked walks bowed opted agree"
    ),
    "accept": words(
        "along round around blessing consent nod go-ahead ahead green okay assent approval agreement "
        "clear thumbs name names"
        " signature signatures seal stamp initials signed signs fell falls fallen board happy content fine comfortable"
        " satisfied agreeable live objection objections quarrel problem difficulty through yes aye "
        "bows bowed takes taken"
    ),
    "offer": words(
        "come comes came laid lays laying put puts putting throws threw thrown open aside opens opened disposal service"
        " knowledge attention together room space beds places readiness call standby sending bringing running opening"
        " lending dispatching despatching deploying providing flying shipping organising organizing arranging making"
        " preparing readying standing bussing sailing pulling chartered hired earmarked allocated allotted assigned"
        " detailed mobilised mobilized readied prepared arranged organised organized booked reserved promised pledged"
        " willingness hours window deadline slot rustled stumped rounded drummed lined freed scraped cobbled knocked"
        " corridor pause start times"
    ),
    "ask": words(
        "cry crying cries cried sooner rather like love prefer welcome could desperate anxious longing pleading begging"
        " pressing pushing looking appealing praying agitating lobbying angling keen holding clamouring "
        "screaming shouting"
        " holds held presses pressed pushes pushed longs longed lobby lobbies lobbied agitates agitated campaigns"
        " campaigned clamours clamoured angles angled address addresses addressed heart eye sights "
        "hopes request plea bid"
    ),
    "demand": words(
        "settle condition conditions terms price stipulation stipulations string strings rider riders "
        "proviso provisos rule"
    ),
    "say": words(
        "story tale number figure tally count known clear plain public view opinion belief spoke speaks spoken differ"
        " differently otherwise bulletin log list register roll sheet manifest ledger logbook chart"
    ),
}
"""Words of which each such phrase holds one: most sentences hold none of a kind."""
_THINGS = words(
    "it that this which there bridge road river water fire wind storm flood rain bus buses boat boats "
    "ferry train gate route"
    " nobody none nothing what"
)
_STOPS = frozenset((";", "-", "\u2013", "\u2014"))


def acts(tree: Tree) -> Iterator[tuple[Speaker, Run, Run, str]]:
    """Speaker, cue, content and the verb that would say it outright, for each such act."""
    held = {token.text.lower() for token in tree.tokens}
    kinds = [lemma for lemma, heads in _HEADS.items() if not heads.isdisjoint(held)]
    if not kinds:
        return
    said, at = _joined(tree)
    taken: list[Run] = []
    for lemma in kinds:
        for match in _FOUND[lemma].finditer(said):
            found = _act(tree, at, match)
            if found is not None and all(found[1][1] < a or b < found[1][0] for a, b in taken):
                taken.append(found[1])
                yield (*found, lemma)


def _joined(tree: Tree) -> tuple[str, dict[int, int]]:
    """The words of a sentence in lower case, one blank between them, and which token begins where."""
    at, parts, length = {}, [], 0
    for index, token in enumerate(tree.tokens):
        at[length] = index
        parts.append(token.text.lower().replace("\u2019", "'"))
        length += len(parts[-1]) + 1
    return " ".join(parts), at


def _act(tree: Tree, at: dict[int, int], match: re.Match[str]) -> tuple[Speaker, Run, Run] | None:
    start = match.start("cue")
    while start < match.end("cue") and start not in at:
        start += 1
    inside = sorted(index for place, index in at.items() if start <= place < match.end("cue"))
    if not inside:
        return None
    first, last = inside[0], inside[-1]
    if tree.tokens[first].text.lower() in _NOUN_FIRST:
        speaker: Speaker | None = _before(tree, first)
        first += 1
    else:
        speaker = _subject(tree, first, last)
    if speaker is None or tree.tokens[speaker.head].lemma.lower() in _THINGS or first > last:
        return None
    run = tree.trim(last + 1, _end(tree, last))
    if run is None or run[0] <= last:
        return None
    return speaker, (first, last), run


_NOUN_FIRST = words(
    "bulletin log list register roll sheet manifest ledger board tally book notice chart return logbook"
)


def _before(tree: Tree, noun: int) -> Speaker:
    """The phrase of a paper that says something: "the staff's evening bulletin"."""
    return Speaker(noun, tree.low[noun], noun)


def _subject(tree: Tree, first: int, last: int) -> Speaker | None:
    for index in range(first, last + 1):
        if tree.tokens[index].pos in ("VERB", "AUX", "ADJ", "ADV"):
            verb = index
            speaker = own_speaker(tree, verb)
            if speaker is None and tree.tokens[verb].dep in (
                "aux",
                "auxpass",
                "acomp",
                "neg",
                "advmod",
                "xcomp",
                "prep",
            ):
                speaker = own_speaker(tree, tree.tokens[verb].head)
            if speaker is not None and speaker.last < first:
                return speaker
    return None


def _end(tree: Tree, last: int) -> int:
    """The last token of the clause: before a dash, a semicolon, or "and" with a verb of its own subject."""
    for index in range(last + 1, len(tree.tokens)):
        token = tree.tokens[index]
        if token.text in _STOPS and index > last + 1:
            return index - 1
        if (
            token.text == ","
            and index + 1 < len(tree.tokens)
            and tree.tokens[index + 1].text.lower() in ("and", "but", "while")
        ):
            behind = range(index + 2, min(index + 8, len(tree.tokens)))
            if any(tree.tokens[i].dep in ("nsubj", "nsubjpass") for i in behind):
                return index - 1
    return len(tree.tokens) - 1
