"""Words by which reports say what a named person is: one who speaks for many in public, or a private person.

The lists are ours, in lower case; a phrase matches as its words in order, in singular or plural.
"""

from __future__ import annotations

import re


def _listed(words: str) -> tuple[str, ...]:
    """The phrases of a list, which are parted by commas."""
    return tuple(words.split(", "))


PUBLIC = _listed(
    "acting head, administrator, admiral, adviser, advisor, air marshal, ambassador, analyst, archbishop, attorney, "
    "attorney general, brigadier, brigadier general, candidate, captain, chair, chairman, chairperson, chairwoman, "
    "chancellor, chief, chief executive, chief of staff, colonel, colonel general, commandant, commander, "
    "commissioner, commodore, congressman, congresswoman, consul, coordinator, coroner, councillor, councilman, "
    "councilor, councilwoman, delegate, deputy, diplomat, director, director general, economist, emir, emperor, "
    "envoy, executive, fellow, field marshal, first lady, foreign secretary, general, general secretary, governor, "
    "harbour master, harbourmaster, head of, heads of, high representative, historian, imam, inspector, inspector "
    "general, judge, king, leader, lieutenant, lieutenant colonel, lieutenant general, magistrate, major, major "
    "general, manager, marshal, mayor, mayoress, mediator, member of parliament, minister, moderator, mp, "
    "negotiator, nominee, official, ombudsman, ombudswoman, patriarch, pollster, pope, prefect, premier, president, "
    "press officer, prime minister, prince, princess, professor, prosecutor, queen, rabbi, rapporteur, "
    "representative, scholar, secretary, secretary general, secretary-general, senator, sheikh, sheriff, speaker, "
    "spokesman, spokesperson, spokeswoman, state secretary, strategist, sultan, superintendent, supervisor, "
    "treasurer, under-secretary-general, undersecretary, vice admiral, vice president, vice-president, warden"
)
"""Who acts or speaks in public: the name stays, because the claim rests on it."""

RANKS = frozenset(_listed("gen, brig, col, lt, maj, capt, cmdr, cdr, adm, gov, sen, rep, amb, hon"))
"""Abbreviated ranks and titles that stand before a public name, without their full stop."""

PRIVATE = _listed(
    "accountant, activist, artist, aunt, baker, bloke, blogger, boatman, boy, brother, builder, bus "
    "driver, butcher, carer, caretaker, carpenter, chemist, child, civilian, classmate, cleaner, clerk, "
    "colleague, cook, corporal, counsellor, cousin, cyclist, dad, daughter, daughter-in-law, deckhand, "
    "dentist, detainee, doctor, driver, electrician, employee, engineer, evacuee, eyewitness, "
    "family friend, farmer, farmhand, father, father-in-law, fiancé, fiancée, fighter, firefighter, "
    "fisherman, friend, gardener, girl, girlfriend, boyfriend, granddaughter, grandfather, grandmother, "
    "grandson, guard, guest, guy, hairdresser, herder, homeowner, housewife, husband, inmate, "
    "interpreter, janitor, journalist, labourer, laborer, lady, lawyer, librarian, lorry driver, man, "
    "mate, mechanic, medic, midwife, miner, mother, mother-in-law, mum, mom, musician, neighbor, "
    "neighbour, nephew, niece, nun, nurse, orderly, orphan, owner, paramedic, parent, parishioner, "
    "passenger, pastor, patient, pensioner, pharmacist, photographer, physician, plumber, porter, priest, "
    "principal, prisoner, producer, psychologist, pupil, railwayman, refugee, reporter, "
    "rescuer, researcher, resident, retiree, sailor, schoolboy, schoolgirl, schoolteacher, scientist, "
    "seaman, sergeant, shepherd, shopkeeper, shop owner, sister, skipper, social worker, soldier, son, "
    "son-in-law, staffer, student, surgeon, survivor, tailor, taxi driver, teacher, technician, teenager, "
    "tenant, tourist, trader, translator, traveller, truck driver, trucker, uncle, vet, veterinarian, "
    "veteran, victim, villager, volunteer, waiter, waitress, welder, widow, widower, wife, witness, "
    "woman, worker, writer, youngster"
)
"""Private persons, whatever they say and to whomever."""

HONORIFICS = frozenset(
    _listed(
        "mr, mrs, ms, miss, mx, dr, prof, madame, mme, monsieur, herr, frau, señor, señora, sr, sra, signor, "
        "signora, sister, father"
    )
)
"""Forms of address that go with any person."""

THINGS = frozenset(
    _listed(
        "academy, accord, act, agence, agency, agreement, air, airlines, airport, airways, al-jazeera, alliance, "
        "area, arena, army, assembly, association, authority, avenue, bank, barracks, basin, battalion, bay, "
        "beach, bill, board, boulevard, bridge, brigade, broadcaster, brook, bulletin, bureau, camp, canal, "
        "canyon, cape, cathedral, causeway, center, centre, chamber, channel, church, circle, city, civil, "
        "clinic, club, coalition, coast, college, command, commission, committee, company, congress, convent, "
        "convention, corps, corridor, council, county, court, creek, crescent, cross, cup, dam, day, defence, "
        "defense, delta, department, depot, deutsche, directorate, district, division, dock, drive, dyke, east, "
        "embassy, emergency, estate, express, factory, fair, farm, federation, ferry, field, fire, flat, force, "
        "forest, forum, foundation, front, fund, gate, gazette, government, grain, green, guard, gulf, hall, "
        "harbor, harbour, health, hedge, heights, herald, high, highway, hill, hospital, hotel, house, "
        "initiative, institute, international, island, isle, jazeera, junction, junta, lake, lane, law, league, "
        "legion, library, light, line, lines, lock, lower, mail, marina, market, mill, ministry, mission, "
        "monastery, mosque, mount, mountain, movement, museum, médecins, nation, national, nations, network, new, "
        "news, north, observatory, office, old, operation, order, organisation, organization, pact, palace, park, "
        "parliament, party, pass, path, people's, pier, pipeline, plain, plan, plant, platform, plaza, point, "
        "police, port, post, power, pravda, press, prison, programme, project, province, quarry, quay, radio, "
        "railway, red, regiment, region, relations, relief, republic, rescue, reserve, ridge, river, road, rural, "
        "saint, saints, school, sea, secretariat, sector, senate, service, services, shelter, shire, shore, "
        "society, south, square, staff, state, states, station, statute, steel, steelworks, strait, street, "
        "summit, support, team, temple, terminal, territory, theatre, times, tower, town, treaty, tribune, trust, "
        "tunnel, union, united, university, upper, urban, valley, village, wall, war, ward, watch, water, waters, "
        "week, west, white, wing, works, world, yard, zone"
    )
)
"""What a named body, road, water or place has in its name, and a person has not."""

ORDINARY = frozenset(
    _listed(
        "a, about, according, after, again, ago, all, along, also, although, always, am, among, an, and, "
        "another, any, anyone, april, are, as, asked, at, august, autumn, because, before, both, but, by, "
        "can, caption, children, could, december, did, do, does, during, each, earlier, eight, either, "
        "english, even, every, everyone, everybody, families, february, few, first, five, for, four, friday, "
        "from, further, furthermore, grace, had, has, have, he, hello, help, her, here, him, his, hope, host, "
        "hours, how, however, i, if, in, inside, is, it, its, january, joy, july, june, just, last, late, "
        "later, let, like, many, march, mark, may, maybe, meanwhile, men, might, monday, more, moreover, "
        "most, much, must, my, nearby, neither, never, next, nine, no, nobody, none, nor, not, nothing, "
        "november, now, october, of, off, officials, often, on, once, one, only, or, other, others, our, out, "
        "outside, over, parents, people, perhaps, please, question, quoted, reporting, residents, rose, said, "
        "same, saturday, second, separately, september, seven, several, she, should, since, six, so, some, "
        "someone, soon, speaking, spring, still, such, summer, sunday, tell, ten, than, thank, that, the, "
        "their, them, then, there, these, they, third, this, those, though, three, through, thursday, thus, "
        "to, today, together, tomorrow, tonight, too, tuesday, two, under, until, up, upon, us, very, was, "
        "we, wednesday, well, were, what, when, where, whether, which, while, who, whoever, whose, why, will, "
        "winter, with, within, without, women, yes, yesterday, yet, you, your, answer, anchor, interviewer, "
        "presenter, moderator, editor, note, update, live, photo, photograph, source, sources"
    )
)
"""Words that begin a sentence with a capital letter and belong to no name; single names among them are left alone."""

SPEAKS = (
    r"(?:said|says|told|tells|added|adds|recalled|recalls|explained|explains|asked|asks|wrote|writes|replied|replies|"
    r"complained|complains|insisted|insists|described|describes|recounted|recounts|testified|testifies|whispered|"
    r"shouted|cried|remembers|remembered|lamented|laments|pleaded|pleads|sobbed)"
)
"""Verbs by which a sentence says that somebody speaks."""


def _phrases(words: tuple[str, ...]) -> str:
    """A pattern for any of the phrases, longest first, with an optional plural ending."""
    ordered = sorted(words, key=lambda phrase: (-len(phrase), phrase))
    return "(?:" + "|".join(re.escape(phrase).replace(r"\ ", r"\s+") + r"(?:e?s)?" for phrase in ordered) + ")"


PUBLIC_ROLE = rf"(?<![\w'’-]){_phrases(PUBLIC)}(?![\w-]|['’]s)"
"""Pattern of a public role as whole words, not before a possessive: the mayor's wife is no mayor."""
PRIVATE_ROLE = rf"(?<![\w'’-])(?:{_phrases(PRIVATE)}|(?:wo)?men)(?![\w-]|['’]s)"
"""Pattern of a private role as whole words."""
