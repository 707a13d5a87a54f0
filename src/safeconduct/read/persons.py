"""Words for persons: who is a civilian, a child, a combatant, or just "people"."""

from __future__ import annotations

import re

from safeconduct.model.claim import Population
from safeconduct.read.trie import compact

FIGHTERS = (
    "fighters?|soldiers?|combatants?|troops|servicemen|servicewomen|militants?|gunm[ae]n|marines"
    "|defenders|militiam[ae]n|insurgents?|rebels|paramilitaries|guerrillas?|riflem[ae]n|rifles|snipers|mercenaries"
    "|conscripts|reservists|infantrym[ae]n|cadres?|legionnaires|commandos|cadets"
)
THERE = (
    "fighters|garrisons?|combatants?|militants|militiam[ae]n|militias?|insurgents|rebels|gunm[ae]n"
    "|armed\\s+(?:men|persons|people|groups?)|rifles|riflemen|paramilitaries|guerrillas|irregulars|defenders"
    "|machine-gun\\s+posts?"
)
"""Words that put combatants at a place; soldiers and an army may as well be there to help."""
YOUNG = (
    "children|child|minors?|infants?|bab(?:y|ies)|kids?|toddlers?|newborns?|teenagers?|orphans?|schoolchildren|pupils?|girls?"
    "|boys?|under-\\w+"
)
CIVIL = (
    "civilians?|citizens?|residents?|inhabitants?|villagers?|townspeople|townsfolk|islanders?|locals|householders?"
    "|tenants?|dwellers|evacuees|displaced|idps?|refugees?|returnees|survivors|passengers?|commuters|travell?ers?"
    "|tourists?|holidaymakers|campers?|hikers?|guests?|visitors?|walkers|skiers|climbers|motorists|cyclists|shoppers|customers|boaters|relatives|elders|sisters|brothers|trainees|lodgers|boarders|parents|pilgrims?|worshippers|nuns?|monks?|students?"
    "|teachers?|staff|employees?|workers?|labou?rers?|miners?|farmers?|fisherm[ae]n|crew|contractors?|nurses?|patients?"
    "|wom[ae]n|mothers?|elderly|pensioners?|neighbou?rs?|counsell?ors?|members|parishioners|settlers|herders|shepherds"
    "|dockers|stevedores|crofters|herdsm[ae]n|smallholders|growers|traders|shopkeepers|stallholders|vendors|trekkers|backpackers"
    "|peasants|burghers|ratepayers|taxpayers|flood\\s+victims|kinsfolk|kin|ploughm[ae]n|fisherfolk|hillfolk|country\\s*folk|townswomen|housewives|widows|widowers|sailors|mariners|deckhands|ferrym[ae]n|boatm[ae]n|quarrym[ae]n|steelworkers|millworkers|mill\\s+hands|farm\\s*hands|labourers|navvies|loggers|lumberjacks|apprentices|interns|au\\s+pairs|servants|maids|grocers|bakers|butchers|cooks|musicians|actors|dancers|choristers|spectators|fans|supporters|audience|concert-?goers|festival-?goers|revellers|picnickers|anglers|surfers|swimmers|yachtsm[ae]n|bathers|churchgoers|seminarians|novices|carers|carpenters|cooks|cleaners|lock-?keepers|householder|squatters|occupants|occupiers|townsm[ae]n"
    "|ladies|lady|arrivals|grandmothers|technicians|clerks|grown-?ups?|seafarers|vacationers|ramblers|caretakers|castaways|invalids|convalescents|homeless|infirm|expatriates|stretcher\\s+cases|dialysis\\s+cases|amputees|bedbound|housebound|blind|deaf|hostages|captives|detainees\\s+of\\s+the\\s+\\w+|wheelchair\\s+users|colleagues"
)
ANYONE = (
    "people|ppl|persons?|m[ae]n|souls|individuals|adults|others|wounded|injured|sick"
    "|heads|casualties|stragglers|bystanders|faces|mouths|bodies\\s+alive"
)
NOT_MOVED = (
    "volunteers?|rescuers?|firefighters?|monitors|observers|drivers?|journalists|reporters|medics|paramedics|engineers"
    "|deminers|searchers|divers|stewards|escorts|guards|police(?:m[ae]n)?|officers|sappers|doctors|surgeons|interpreters|marshals|helpers|porters"
    "|families|family|households?|couples"
)
"""Those who come to help are not moved, and families are no number of persons."""

ANY = compact("|".join((FIGHTERS, YOUNG, CIVIL, ANYONE)))
FIGHTERS, YOUNG, CIVIL, ANYONE, NOT_MOVED = map(compact, (FIGHTERS, YOUNG, CIVIL, ANYONE, NOT_MOVED))
_ARMED_MEN = re.compile(rf"\barmed\s+(?:\w+\s+)?(?:{ANYONE})\b|\b(?:{FIGHTERS})\b", re.IGNORECASE)
_YOUNG = re.compile(
    rf"\b(?:{YOUNG})\b|\b(?:under|below)\s+(?:the\s+age\s+of\s+)?(?:\d+|\w+teen|ten|twelve|five|six)\b", re.IGNORECASE
)
_UNARMED = re.compile(r"\b(?:unarmed|civilian|non-combatant)\b", re.IGNORECASE)
_CIVIL = re.compile(
    rf"\b(?:{CIVIL})\b|\b(?:civil|peaceful|ordinary|private|non-combatant|displaced|stranded\s+local|town|village|island)\s+(?:people|persons|men|folk|population|inhabitants)\b|\b(?:old(?:er)?|elderly|aged|sick|disabled|handicapped|frail|local|homeless|pregnant|cut-off\s+village)\s+(?:people|persons|men|folk)\b|\bold\s+m[ae]n\b",
    re.IGNORECASE,
)
_ANYONE = re.compile(rf"\b(?:{ANYONE})\b", re.IGNORECASE)


def population(nouns: str, *, armed: bool = False) -> Population:
    """Who is counted, from the noun phrase; ``armed``: the report tells of combatants, so "people" is left open."""
    young, others = _YOUNG.search(nouns), _CIVIL.search(nouns)
    unarmed = _UNARMED.search(nouns)
    fighters = _ARMED_MEN.search(_UNARMED.sub(" ", nouns))
    if fighters:
        rest = _ARMED_MEN.sub(" ", nouns)
        return Population.MIXED if _CIVIL.search(rest) or young or unarmed else Population.COMBATANTS
    if others or unarmed:
        return Population.CIVILIANS
    if young:
        return Population.MIXED if armed and _ANYONE.search(nouns) else Population.CHILDREN
    return Population.UNSTATED
