"""What people say in emergencies, by what they do with it; every text is ours.

Contents are clauses in the third person, as after "said that". ``FRAMES`` are the shapes in which they are told: each
content is tried in each frame.
"""

FRAMES = (
    "The district office said that {c}.",
    "{C}, the district office said on Tuesday.",
    "The prefecture's spokesman, Joren Vahl, told reporters that {c}.",
    "14:20 – Harbour control reports that {c}.",
    "According to the district office, {c}.",
    "- Municipality: {C}.",
    "CANAL RESCUE: {C}.",
    "“{C},” a spokeswoman for the relief service wrote.",
    "The town's update states that {c}.",
)

OFFERS = """
a corridor to Lisk will open at dawn on Friday
a lane for ambulances would be open from noon to four
the north gate will stand open for anyone who wishes to leave
twelve buses will wait at the stadium from six
a ferry will leave the east slip every hour until dark
villagers below the dam will be taken to the school at Kelm
patients from the clinic would be flown to Kelm
it would let the wounded and their nurses out by the mill road
it will provide forty buses and drivers
it will lay on trains to Kelm from Wednesday
it is ready to receive two hundred people in the sports hall
it is prepared to send boats to the flooded quarter
it is sending six lorries with drivers
two helicopters are on their way
four lifeboats are on standby at the quay
no one who walks out will be stopped or searched
nobody will be detained at the checkpoint
families may cross on foot until sunset
residents are free to leave by the western road
its guns would hold their fire until noon
it will suspend shelling for six hours
it will escort the convoy as far as the river
the hall at Kelm can take 300 people tonight
safe passage is guaranteed for the sick
there will be eight coaches at the church
buses run to Kelm every half hour
it would keep the pass clear of snow for the convoy
it plans to evacuate the upper village by boat
medics will accompany the stretchers
it will hand out water and bread at the gate
"""

REFUSES = """
it will not let the convoy through
it would not open the gate before Sunday
it will not accept the route by the mill
there can be no evacuation by night
there will be no pause in the shelling
a corridor to Lisk is out of the question
there is no question of a ceasefire
a transfer to Lisk is not possible
landing at Lisk is impossible
the offer is unacceptable
no buses will be allowed past the checkpoint
nobody will be let out on Friday
it cannot accept the terms
it cannot allow boats across at night
it could not agree to a crossing by way of Lisk
it has no intention of leaving
it is not prepared to move the patients
the families will not leave without their animals
the villagers are not going anywhere
they will stay where they are
it would under no circumstances hand over the list
the route is not negotiable
the request had been declined and it has refused the second one too
it ruled out any landing at Lisk
it will never sign such terms
it is unwilling to open the sluice road
the plan could not be considered
no convoy will leave under these terms
it will not evacuate the ward
it is in no position to admit more people
"""

DENIES = """
this is untrue
that is simply false
the report is an invention
the allegation is baseless
there is no truth in the story
no such order was given
nothing of the kind happened
it never fired on the convoy
it did not shell the crossing
its troops have not blocked the road
it has never turned back a single bus
nobody fired on the queue
no shell was fired from its positions
it was not us
it had nothing to do with the breach
it played no part in the fire
contrary to reports, the plant has not leaked
it was never told of the change
it was never informed of the hours
the claim that people are held is nonsense
the figure is fabricated
the bridge was not mined
the dam is not destroyed
the gate was not shelled
the rumour of a second leak is wrong
it bears no responsibility for the delay
the story is propaganda
no patient was turned away
the accusation is without foundation
it is not responsible for the blockade
"""

DEMANDS = """
everyone below the dam must leave by noon
residents must register before they board
fighters must lay down their weapons first
the army must withdraw its vehicles from the gate
all vehicles are to be searched at the bridge
the troops have to leave the plant before any bus moves
men between 18 and 50 must report to the desk
the road must be cleared at once
both sides must hold their fire
the blockade must be lifted
the list of drivers must be handed over
people in the lower town are to leave now
the quay must be cleared by six
every car must turn back at the checkpoint
residents are ordered to evacuate
households are required to leave by eight
drivers are forbidden to stop on the dyke
weapons are to be left at the gate
shelling must stop before the convoy sets out
the forces need to pull back from the bridge
everybody must be out of the valley before dark
inspectors must be let into the plant
the sluices must not be opened tonight
the prisoners must be released first
nobody leaves the shelter until the siren sounds
"""

REQUESTS = """
people in the lower town are asked to boil their water
residents are urged to keep their windows shut
villagers are advised to stay indoors
drivers are requested to keep off the dyke
families are asked to bring blankets
anyone with a boat is asked to come to the slip
residents should stay away from the river
people should avoid the coast road
patients should be brought to Kelm first
the wounded ought to be let out before the others
it needs twenty buses
it urgently needs a boat with a doctor
it needs more stretchers
they need insulin and water
families would prefer the hall at Kelm
parents would like the buses to go to Kelm
visitors are invited not to use the bridge
tourists are urged not to travel to the island
the islanders should be taken home
children ought to be moved first
"""

ACCEPTS = """
it has agreed to the hours
it accepted the offer of boats
it has accepted the route by the mill
it would accept the hall at Kelm if blankets are provided
it will abide by the timetable
it will respect the pause
it has no objection to the crossing
it had no objections
it gave its consent to the landing
it agreed to the inspection
the request has been granted
the route has been approved
the second window has been accepted
the plan was approved on Sunday
it is content with the later hour
it would comply with the order of departure
it has consented to the transfer of the patients
it will go along with the plan
it is happy to wait until morning
it will cooperate with the count
"""

ASSERTS = """
the road to Lisk is closed
the viaduct will not carry a bus
the ice will not bear a lorry
the river has fallen by two metres
the bridge at Kelm was destroyed on Monday
forty people came out on Sunday
340 people are still in the lower town
there is water for three days
the clinic has no oxygen left
the flour ran out on Wednesday
insulin will run out by Thursday
the wind has turned to the north
the power failed at ten
two buses broke down on the pass
the first convoy reached Kelm at noon
the gate was closed at six
the pumps are working again
the hall is full
the school has 212 pupils
the fire crossed the road at four
most families have left the village
nobody has come out of the plant
the letter reached both staffs
the tunnel is open in both directions
the smoke hides the ridge
the ferry runs twice a day
"""

ESTIMATES = (
    "The relief service estimates that {c}.",
    "{C}, the relief service estimated on Tuesday.",
    "The agency's engineers believe {c}.",
    "Harbour control expects that {c}.",
    "Monitors on the ridge think {c}.",
    "14:20 – The district office reckons {c}.",
    "The hydrologists fear that {c}.",
    "By the estimate of the relief service, {c}.",
    "The district office forecasts that {c}.",
    "The relief service assumes {c}.",
)
ESTIMATED = """
400 people are left in the lower town
some 350 people are in the cellars
the river will crest on Friday
the wind will turn at dusk
the pumps need two days
two thirds of the families have left
the road could be opened by Monday
1,200 residents live below the dam
the gas will clear by morning
some 90 patients cannot walk
the fire will reach the ridge
a second wave is on its way
the water will last until Sunday
fewer than fifty remain on the island
six hundred crossed before noon
"""

ACCUSES = (
    "Ardia accused Ordia of {g}.",
    "Ardia has accused Ordian troops of {g}.",
    "Ardia blamed Ordia for {g}.",
    "14:20 – Ardia accuses Ordia of {g}.",
    "Ardia's spokesman condemned Ordia for {g}.",
    "“We accuse Ordia of {g},” Ardia's command wrote.",
    "Ordia was accused by Ardia of {g}.",
    "Ardia denounced Ordia for {g}.",
    "- Ardia criticised Ordia for {g}.",
    "ARDIA COMMAND: We accuse Ordia of {g}.",
)
ACCUSED = """
shelling the crossing
firing on the queue
mining the road
blocking the convoy
holding civilians in the plant
using the school as a position
opening the sluices
breaking the ceasefire
keeping the patients from leaving
starving the town
hiding the true figures
turning back the buses
setting fire to the depot
cutting the water main
moving guns into the hospital
"""


def lines(block: str) -> list[str]:
    """The contents of a block."""
    return [line for line in block.strip().split("\n") if line]
