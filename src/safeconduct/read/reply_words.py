"""Classes of words for replies: what can be put to somebody, verbs and nouns of refusing and of granting, news."""

from __future__ import annotations

from safeconduct.read.inflect import forms, verbs

NP = r"(?:(?!(?:not|never|no|and|but|or|that|if)\b)[\w'’-]+\s+){0,5}?"
"""Words before the noun of a phrase."""
DET = (
    r"(?:the|its|their|his|her|our|your|my|any|an?|this|that|these|those|such|all|both|every|each|"
    r"more|further|\w+['’]s?)"
)
PUT = (
    r"(?:offers?|proposals?|plans?|requests?|appeals?|pleas?|bids?|petitions?|applications?|calls?|demands?|"
    r"orders?|ultimatums?"
    r"|terms|conditions?|deals?|drafts?|ideas?|schemes?|suggestions?|invitations?|arrangements?|agreements?|accords?"
    r"|pacts?|protocols?|texts?|lists?|timetables?|schedules?|hours|timings?|windows?|dates?|routes?|"
    r"corridors?|lanes?|passages?|safe-conducts?"
    r"|evacuations?|relocations?|transfers?|removals?|moves?|departures?|convoys?|missions?|landings?|deliver(?:y|ies)"
    r"|consignments?|shipments?|truces?|pauses?|cease-?fires?|halts?|lulls?|armistice|stand-?downs?|"
    r"openings?|extensions?"
    r"|destinations?|camps?|escorts?|observers|monitors|help|assistance|mediation|swaps?|exchanges?|"
    r"release|options?|alternatives?|solutions?|compromises?)"
)
LEAVE = (
    r"(?:permission|permits?|clearance|consent|approval|authori[sz]ation|access|entry|leave|passage|"
    r"safe\s+(?:passage|conduct)"
    r"|go-ahead|green\s+light|assent|agreement|blessing|landing\s+rights|visas?|transit|sanction|licen[cs]e)"
)
REJECT = verbs(
    "refuse reject decline veto rebuff spurn snub dismiss nix scupper torpedo quash forbid prohibit disallow"
    " overrule shelve scrap cancel revoke rescind withdraw retract renounce repudiate boycott oppose "
    "resist scorn scotch"
    " rubbish defy disregard ignore turn_down knock_back send_back throw_out shoot_down strike_down "
    "slap_down brush_aside"
    " brush_off wave_away swat_away rule_out call_off fend_off stave_off hold_up back_out_of pull_out_of walk_away_from"
    " walk_out_on balk_at baulk_at recoil_from renege_on go_back_on hand_back tear_up vote_down cold-shoulder stonewall"
)
RETURNED = verbs("send knock throw shoot strike slap brush wave swat rule call turn hand vote tear shrug bat")
DENY = verbs("deny withhold refuse revoke withdraw cancel block deprive hold_back keep_back")
GRANTING = verbs(
    "accept approve endorse ratify authorise authorize okay greenlight green-light bless welcome embrace adopt"
    " sanction uphold agree_to agree_on consent_to assent_to accede_to acquiesce_in bow_to yield_to "
    "submit_to give_in_to sign_up_to"
    " sign_off go_along_with fall_in_with come_round_to come_around_to subscribe_to concur_with settle_on "
    "settle_for take_up"
    " live_with abide_by comply_with cooperate_with co-operate_with countersign initial sign rubber-stamp "
    "wave_through nod_through"
)
GRANT = verbs("grant give issue extend accord confer award get receive obtain secure win have")
LIGHT = verbs(
    "give issue return deliver receive get draw meet answer respond reply meet_with come_back_with run_into send have"
)
A_NO = (
    r"(?:an?\s+|the\s+|its\s+|their\s+|another\s+)?(?:[\w-]+\s+){0,2}?(?:refusal|rejection|veto|rebuff|"
    r"snub|knock-?back|brush-off|thumbs[\s-]down|cold\s+shoulder"
    r"|short\s+shrift|red\s+light|(?:flat|firm|blunt|plain|clear|curt|categorical|polite|resounding|"
    r"second|simple|straight|outright)\s+(?:no|[\"'“]no[\"'”]))"
)
A_YES = (
    r"(?:consent|go-?ahead|green\s+light|nod|assent|approval|agreement|blessing|okay|OK|all-clear|clearance|"
    r"permission|thumbs[\s-]up|sanction"
    r"|seal\s+of\s+approval|imprimatur|authori[sz]ation|signature|yes)"
)
BE = r"(?:is|are|was|were|be|been|being|gets?|got|stands?|stood|remains?)"
ADV = (
    r"(?:\w+ly\s+|also\s+|again\s+|once\s+more\s+|now\s+|since\s+|then\s+|twice\s+|promptly\s+|immediately\s+|"
    r"all\s+|already\s+|later\s+){0,2}"
)
PP_REJECT = (
    r"(?:refused|rejected|declined|vetoed|rebuffed|spurned|snubbed|dismissed|nixed|scuppered|torpedoed|"
    r"quashed|blocked|barred|forbidden|prohibited"
    r"|disallowed|overruled|shelved|scrapped|cancell?ed|revoked|rescinded|withdrawn|retracted|boycotted|"
    r"turned\s+(?:down|away|back)|knocked\s+back"
    r"|sent\s+(?:back|home)|thrown\s+out|shot\s+down|struck\s+down|slapped\s+down|brushed\s+(?:aside|"
    r"off)|waved\s+away|ruled\s+out|called\s+off|denied|withheld"
    r"|handed\s+back|torn\s+up|voted\s+down|ignored|disregarded|off\s+the\s+table|dead\s+in\s+the\s+water|"
    r"a\s+non-?starter|going\s+nowhere|refused\s+outright)"
)
PP_GRANT = (
    r"(?:accepted|approved|granted|endorsed|ratified|authori[sz]ed|cleared|ok'?d|okayed|green-?lit|blessed|"
    r"sanctioned|agreed(?:\s+(?:to|on|upon))?|settled|signed(?:\s+off)?"
    r"|initialled|countersigned|waved\s+through|nodded\s+through|rubber-stamped|confirmed\s+by\s+both)"
)
YIELD = (
    r"(?:go|leave|move|board|budge|come|walk|evacuate|cross|sail|fly|drive|travel|put|send|hand|open|"
    r"let|take|give|allow|sign|permit|admit|receive|accept"
    r"|accede|agree|consent|cooperate|co-operate|comply|join|share|grant|release|lift|pause|halt|stop|"
    r"suspend|cease|withdraw|pull|stand\s+down|yield|bend|bow"
    r"|negotiate|talk|discuss|meet|entertain|countenance|contemplate|consider|tolerate|approve|authori[sz]e|"
    r"clear|support|back|host|house|shelter|carry|ferry"
    r"|abandon|surrender|disarm|retreat|part|split|use|risk|set\s+foot|be\s+(?:moved|taken|evacuated|"
    r"split|parted|separated|shifted|relocated|transferred|rushed|hurried|driven))"
)
NEWS = (
    r"(?:word|notice|news|warning|advance\s+\w+|prior\s+\w+|notification|message|letter|text|copy|copies|"
    r"instructions?|orders?|timings?|hours|coordinates|lists?|terms|schedule|timetable|plans?|details|"
    r"leaflets?|flyers?"
    r"|note|signal|briefing|offer|proposal|announcement|ultimatum|invitation|reply|answer|map|route|"
    r"manifest|call|telegram|fax|email|e-mail)"
)
PASS = (
    r"(?:passed|handed|transmitted|sent|relayed|conveyed|shared|communicated|forwarded|delivered|"
    r"faxed|e-?mailed|telephoned|phoned|radioed|wired|cabled|submitted|supplied|notified|presented|"
    r"circulated|distributed|read\s+out|scattered|dropped|posted|pinned|nailed|pasted|broadcast|"
    r"published|displayed|put\s+up|handed\s+out|pushed\s+under|served|given|issued|announced\s+by\s+loudspeake"
    r"r|shouted|called\s+out|texted|thrown)"
)
MAY_TURN = frozenset(
    word
    for lemma in [
        "refuse",
        "reject",
        "decline",
        "veto",
        "rebuff",
        "spurn",
        "snub",
        "dismiss",
        "nix",
        "scupper",
        "torpedo",
        "quash",
        "forbid",
        "prohibit",
        "disallow",
        "overrule",
        "shelve",
        "scrap",
        "cancel",
        "revoke",
        "rescind",
        "withdraw",
        "retract",
        "renounce",
        "repudiate",
        "boycott",
        "oppose",
        "resist",
        "scorn",
        "scotch",
        "rubbish",
        "defy",
        "disregard",
        "ignore",
        "balk",
        "baulk",
        "recoil",
        "renege",
        "deny",
        "withhold",
        "deprive",
        "shake",
        "insist",
        "rule",
        "swear",
        "vow",
        "opt",
        "choose",
        "elect",
        "decide",
        "resolve",
        "determine",
        "prefer",
        "stonewall",
        "block",
    ]
    for word in forms(lemma)
) | frozenset(
    [
        "not",
        "no",
        "nobody",
        "none",
        "neither",
        "never",
        "negative",
        "refusal",
        "rejection",
        "cannot",
        "can't",
        "won't",
        "wouldn't",
        "shan't",
        "unwilling",
        "disinclined",
        "reluctant",
        "sooner",
        "rather",
        "question",
        "non-starter",
        "nonstarter",
        "unthinkable",
        "forthcoming",
        "table",
        "bent",
        "intent",
        "set",
        "cold-shoulder",
        "cold-shouldered",
        "cancelled",
        "short",
        "deaf",
        "foot",
        "impossible",
        "unacceptable",
        "unworkable",
        "rebuff",
        "snub",
        "knock-back",
        "brush-off",
        "thumbs",
        "shoulder",
        "shrift",
        "zero",
        "little",
        "dead",
        "nowhere",
    ]
)
MAY_PART = frozenset(
    word
    for lemma in [
        "turn",
        "knock",
        "send",
        "throw",
        "shoot",
        "strike",
        "slap",
        "brush",
        "wave",
        "swat",
        "call",
        "fend",
        "stave",
        "hold",
        "back",
        "pull",
        "walk",
        "go",
        "hand",
        "tear",
        "vote",
        "keep",
        "put",
        "fall",
        "stop",
        "shrug",
        "bat",
    ]
    for word in forms(lemma)
)
PARTICLES = frozenset(["down", "back", "out", "aside", "away", "off", "up", "on", "short"])
MAY_TAKE = frozenset(
    word
    for lemma in [
        "accept",
        "approve",
        "endorse",
        "ratify",
        "authorise",
        "authorize",
        "clear",
        "ok",
        "okay",
        "greenlight",
        "green-light",
        "bless",
        "welcome",
        "embrace",
        "adopt",
        "sanction",
        "uphold",
        "agree",
        "consent",
        "assent",
        "accede",
        "acquiesce",
        "bow",
        "yield",
        "submit",
        "give",
        "sign",
        "go",
        "fall",
        "come",
        "subscribe",
        "concur",
        "settle",
        "take",
        "live",
        "abide",
        "comply",
        "cooperate",
        "co-operate",
        "countersign",
        "initial",
        "rubber-stamp",
        "wave",
        "nod",
        "grant",
        "issue",
        "extend",
        "accord",
        "confer",
        "award",
        "get",
        "receive",
        "obtain",
        "secure",
        "win",
        "have",
        "put",
        "set",
        "shake",
        "usher",
        "let",
        "relent",
        "back",
        "climb",
        "soften",
        "drop",
        "honour",
        "honor",
        "respect",
        "observe",
    ]
    for word in forms(lemma)
) | frozenset(
    [
        "fine",
        "acceptable",
        "agreeable",
        "board",
        "accord",
        "agreement",
        "favour",
        "favor",
        "content",
        "happy",
        "willing",
        "prepared",
        "ready",
        "glad",
        "yes",
        "agreed",
        "granted",
        "affirmative",
        "wilco",
        "done",
        "well",
        "means",
        "objection",
        "objections",
        "no",
    ]
)
