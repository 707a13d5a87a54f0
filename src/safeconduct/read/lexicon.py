"""Words that attribute: what each verb, noun and adjective does with the content it introduces.

A verb's frame names the syntax its content may have, in letters: ``c`` a finite clause, ``i`` an infinitive or
gerund, ``o`` an object, ``j`` an object with what it is judged to be, ``p`` the same, with the judgement not
to be missing, ``a`` an addressee who is no content, ``f``
free: the verb may stand inside or after what it reports, as it does with quotations; ``q`` the same, but only with
a quotation; ``s`` its subject is content, for nobody is named as the speaker. Prepositions that may open the
content are named.

The ledger keeps what somebody said, judged, asked, offered, ordered, accepted or refused. What somebody feels or
stands for, and what things show, is attribution too (``reported`` is false there): found, but kept by no ledger.
"""

from __future__ import annotations

from dataclasses import dataclass

from safeconduct.model.claim import Stance

_A, _E, _D, _X = Stance.ASSERTS, Stance.ESTIMATES, Stance.DENIES, Stance.ACCUSES
_Q, _O, _M, _Y, _N = Stance.REQUESTS, Stance.OFFERS, Stance.DEMANDS, Stance.ACCEPTS, Stance.REFUSES


@dataclass(frozen=True, slots=True)
class Frame:
    """What a word does (stance), the syntax of its content, and whether the ledger keeps it."""

    stance: Stance
    takes: str
    prepositions: tuple[str, ...] = ()
    reported: bool = True


_REPORTED = (
    (_A, "cfo", "", "say state declare lament write conclude maintain assert contend reply respond answer"),
    (_A, "cfo", "", "tweet post remark quip argue stress emphasise emphasize underline reiterate recount"),
    (_A, "cfo", "", "report announce confirm reveal disclose mention note explain repeat acknowledge clarify"),
    (_A, "cfo", "", "affirm admit concede recall publish specify observe swear predict broadcast relay register"),
    (_A, "cfj", "as for", "certify"),
    (_A, "cfo", "about of", "radio telegraph wire cable"),
    (_A, "ci", "on against", "decide resolve rule"),
    (_A, "cfio", "on upon", "insist"),
    (_A, "cfo", "to", "aver avow intimate communicate confide divulge impart proclaim pronounce posit text message"),
    (_A, "cf", "", "report_back write_back radio_in phone_in ring_in call_in chip_in chime_in weigh_in pipe_up cut_in"),
    (_A, "q", "", "growl grumble mutter mumble murmur moan groan gripe snap bark snarl sniff snort shrug chuckle"),
    (_A, "q", "", "gasp sob weep wail cry_out yell scream shriek bellow holler roar thunder fume rage rant drawl"),
    (_A, "q", "", "stammer croak rasp hiss crow gloat shoot_back hit_back fire_back snap_back write_in put_in"),
    (_A, "cf", "", "add"),
    (_A, "cfio", "", "claim profess"),
    (_A, "c", "", "understand"),
    (_A, "j", "to", "date ascribe attribute"),
    (_A, "cf", "", "exclaim opine muse elaborate interject shout whisper point_out"),
    (_A, "cf", "of about", "boast brag"),
    (_A, "q", "", "ring read continue go_on begin sing laugh sigh cry retort counter tease gush"),
    (_A, "co", "", "indicate suggest hint imply signal"),
    (
        _A,
        "acfo",
        "of about against",
        "tell inform assure notify apprise acquaint warn remind brief caution persuade convince",
    ),
    (_A, "co", "", "describe cite list count record detail outline highlight document underscore"),
    (_A, "co", "", "pass_on point_to lay_out spell_out set_out put_it withdraw correct submit"),
    (_A, "o", "", "thank praise commend congratulate hail applaud salute honour honor laud tout downplay"),
    (_A, "", "for to", "apologise apologize"),
    (_A, "cio", "", "regret"),
    (_A, "", "of about", "speak talk"),
    (_A, "cf", "about on", "comment joke testify"),
    (_A, "", "to", "refer allude attest"),
    (_A, "cio", "of", "learn hear"),
    (_A, "j", "as", "characterise characterize portray depict label brand term dub"),
    (_A, "cj", "as", "regard"),
    (_A, "cp", "", "hold"),
    (_E, "cij", "", "consider deem judge put"),
    (_E, "cfij", "", "estimate calculate reckon assess project forecast anticipate expect"),
    (_E, "cfio", "in", "believe think suspect fear hope doubt"),
    (_E, "cio", "", "assume guess bet figure surmise conjecture"),
    (_E, "j", "at", "peg gauge"),
    (
        _D,
        "cio",
        "",
        "disown discount discredit deny dispute refute contradict disavow rebut contest repudiate disclaim debunk",
    ),
    (_D, "j", "as", "shrug_off wave_away brush_off"),
    (_D, "cj", "as", "dismiss reject rebuff"),
    (_D, "c", "with", "disagree"),
    (_N, "ij", "", "refuse decline turn_down rule_out spurn veto oppose resist cancel call_off throw_out shoot_down"),
    (_N, "", "to at", "object balk baulk jib demur"),
    (_N, "ij", "", "snub nix scupper"),
    (_Y, "cio", "", "accept approve grant welcome authorise authorize permit"),
    (_Y, "ci", "to on with", "agree consent assent acquiesce accede"),
    (_Y, "", "on off", "sign_off"),
    (_Y, "o", "", "ratify greenlight countersign"),
    (_X, "j", "for of", "accuse blame fault"),
    (_X, "cj", "with", "charge"),
    (_X, "cfo", "", "allege"),
    (_X, "cj", "as for over", "criticise criticize condemn denounce deplore decry slam blast attack"),
    (_X, "j", "as for over", "lambaste rebuke assail ridicule mock deride chide scold berate castigate"),
    (_X, "cf", "about of", "complain"),
    (_Q, "cij", "for of", "ask request urge beg"),
    (_Q, "cj", "for on as", "call"),
    (_Q, "ci", "for on to with", "appeal plead lobby petition"),
    (_A, "ci", "for against to", "vote"),
    (_Q, "cij", "against", "recommend advise encourage invite discourage advocate exhort implore entreat"),
    (_Q, "cio", "", "prefer"),
    (_Q, "cij", "for", "beseech solicit sue"),
    (_O, "cio", "", "offer propose pledge promise vow guarantee undertake volunteer put_forward"),
    (_O, "cio", "", "plan intend arrange"),
    (_O, "ci", "to", "commit"),
    (_O, "i", "with", "stand_by"),
    (_M, "cij", "", "demand order require instruct decree direct command want forbid ban prohibit"),
    (_M, "cio", "", "threaten stipulate"),
    (_M, "o", "", "condition"),
    (_M, "c", "", "lay_down"),
    (_M, "cij", "", "compel summon mandate enjoin"),
)
_WIDE = (
    (_A, "co", "", "show demonstrate illustrate"),
    (_A, "cp", "", "find determine prove"),
    (_A, "cio", "", "know feel realise realize recognise recognize remember forget imagine notice sense"),
    (_A, "cip", "as", "see"),
    (_A, "cj", "as", "view"),
    (_Q, "cio", "", "seek"),
    (_A, "cio", "about at over", "worry wonder care"),
    (_A, "ij", "", "like love hate dislike enjoy admire appreciate value resent respect trust distrust envy"),
    (_A, "i", "for", "wish choose aim long desire hesitate opt elect strive"),
    (_A, "j", "as for over", "support back endorse favor favour defend champion embrace promote celebrate cheer"),
    (_A, "o", "over", "question challenge debate discuss weigh contemplate examine protest"),
    (_A, "", "to against for over about with", "react push press rally"),
    (_A, "co", "", "ignore foresee interpret envision"),
    (_A, "o", "", "express voice convey echo vent investigate study analyse analyze probe"),
    (_A, "j", "as", "rate rank"),
    (_A, "cs", "", "seem appear"),
)


def words(text: str) -> frozenset[str]:
    """The words of a text as a set."""
    return frozenset(text.split())


def _frames() -> dict[str, Frame]:
    found: dict[str, Frame] = {}
    for rows, reported in ((_REPORTED, True), (_WIDE, False)):
        for stance, takes, prepositions, words in rows:
            for word in words.split():
                found.setdefault(word, Frame(stance, takes, tuple(prepositions.split()), reported))
    return found


VERBS: dict[str, Frame] = _frames()
"""Frame of a cue verb by lemma; a particle is joined to it with an underscore ("turn_down")."""

_NOUNS = (
    (_A, "claim statement announcement warning report account word news rumour rumor message notice assertion"),
    (_A, "contention argument comment remark explanation declaration testimony suggestion reminder revelation"),
    (_A, "count tally census roll figure answer position finding verdict"),
    (_A, "admission acknowledgement reply response description"),
    (_E, "estimate forecast prediction projection calculation reckoning assessment guess belief view opinion"),
    (_E, "judgement judgment conclusion expectation fear hope suspicion impression reading"),
    (_Q, "request call appeal plea petition recommendation advice invitation wish"),
    (_M, "demand ultimatum order instruction condition directive decree insistence threat"),
    (_X, "accusation allegation charge complaint criticism"),
    (_O, "offer proposal promise pledge commitment guarantee vow undertaking assurance"),
    (_D, "denial"),
    (_N, "refusal veto rejection"),
    (_Y, "acceptance consent approval permission agreement blessing go-ahead clearance assent"),
    (_Y, "authorisation authorization"),
)
_WIDE_NOUNS = (
    "decision support opposition desire praise understanding memory interest concern worry doubt plan view notion"
    " confidence preference intention willingness reluctance enthusiasm idea backing attack thought feeling"
)
NOUNS: dict[str, Stance] = {word: stance for stance, words in _NOUNS for word in words.split()}
"""Stance a noun carries as a cue ("renewed his request for", "its claim that"), by lemma."""
WIDE_NOUNS = frozenset(_WIDE_NOUNS.split())
"""Nouns of attitude: cues that no ledger keeps."""

LIGHT_VERBS = words(
    "make issue renew repeat reiterate launch voice lodge file submit withdraw express give have take"
    " hold send raise deliver release attach put offer receive share draw set table publish reach form"
)
"""Verbs that only carry a nominal cue."""

FIGURES = words("figure number hours hour total toll schedule terms capacity estimate count")
"""What a speaker gives as something: "gave the hours as"."""

ADJECTIVES: dict[str, Stance] = {
    **dict.fromkeys(("ready", "willing", "prepared"), _O),
    **dict.fromkeys(("unwilling", "reluctant", "opposed"), _N),
    **dict.fromkeys(("confident", "certain", "sure", "convinced", "hopeful", "optimistic", "afraid", "doubtful"), _E),
    **dict.fromkeys(("grateful", "thankful", "sorry", "adamant", "insistent", "emphatic", "categorical"), _A),
}
"""Stance of an adjective that a speaker is said to be ("is ready to open the road")."""
_WIDE_ADJECTIVES = (
    "worried concerned aware unaware glad happy proud angry skeptical sceptical critical supportive wary eager anxious"
    " keen interested disappointed surprised upset frustrated uncomfortable comfortable excited scared unsure uncertain"
    " suspicious fearful dismissive mindful open committed determined focused intent"
)
WIDE_ADJECTIVES = frozenset(_WIDE_ADJECTIVES.split())
"""Adjectives of feeling: cues that no ledger keeps."""
