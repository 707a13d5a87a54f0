"""Words for what people live on and care with: food, water, fuel, medicine, bedding, supplies of any kind."""

from __future__ import annotations

import re

from safeconduct.read.sieve import AnyCase, holding

_FOOD = (
    "food foodstuffs groceries bread loaves flour meal wheat maize corn rice grain barley oats millet sorghum"
    " buckwheat pasta noodles kasha porridge couscous"
    " lentils beans peas chickpeas potatoes cassava vegetables fruit meat fish eggs cheese butter sugar salt oil tea"
    " coffee milk soup stew biscuits crackers rusks cereal cereals provisions rations meals tins cans yeast formula"
)
_DRINK = "water"
_MEDICAL = (
    "medicine medicines medication medications drugs insulin oxygen antibiotics painkillers analgesics morphine"
    " plasma blood"
    " bandages dressings gauze inhalers dialysis saline drips vaccines vaccine antivenom serum anaesthetic anaesthetics"
    " anesthetics anaesthesia antidote atropine disinfectant antiseptics syringes sutures catheters gloves salts"
)
_ENERGY = (
    "fuel diesel petrol gasoline kerosene paraffin coal charcoal firewood wood logs peat briquettes gas propane butane"
    " candles batteries electricity power heating"
)
_SHELTER = (
    "blankets tents tarpaulins mattresses cots beds bedding stoves soap nappies diapers pads sandbags masks filters"
    " chlorine tablets fodder hay straw silage clothing clothes lifejackets"
)
_ANY_STOCK = "supplies stocks stores reserves"
_ADJECTIVES = (
    "drinking|clean|fresh|running|tap|piped|bottled|potable|drinkable|safe|hot|warm|cold|boiled|dry|dried|tinned|canned|cooked|baked|powdered|infant|baby"
    "|cooking|heating|lamp|generator|aviation|boat|motor|marine|bottled|animal|oral|rehydration|intravenous|medical|surgical|first-aid|essential|basic"
    "|camp|wool|woollen|spare|sleeping|hospital|emergency|relief|winter|purification|water|chlorine|iodine|face|gas|air|dust|maize|corn|wheat|rye|rice|bean|potato|oat|fish|milk|goat|cattle|fire|dialysis|blood|oxygen|tetanus|snakebite|rabies|cholera|asthma|heart|blood-pressure|scrubber|mineral|life|vegetable|sunflower|olive|palm|lubricating|field|energy|ration|staple|sanitary"
)
_NOUNS = "|".join(f"{_FOOD} {_DRINK} {_MEDICAL} {_ENERGY} {_SHELTER} {_ANY_STOCK}".split())
_TAILS = (
    r"(?:supply|supplies|stocks?|reserves?|rations?|powder|formula|milk|fluid|cylinders?|bottles?"
    r"|bags?|sets?|parcels?|packs?|packets?|rations?|tablets?|solution|medicines?|oil|meal)"
)
ONE_STOCK = (
    rf"(?:(?:{_ADJECTIVES})\s+){{0,3}}(?:{_NOUNS})(?:\s+{_TAILS}\b(?!\s+(?:road"
    rf"|route|lorry|lorries|trucks?|boats?|ships?|convoys?|lines?|depots?|flights?)))?"
)
_THINGS = (
    r"(?:networks?|mains?|levels?|lines?|stations?|plants?|depots?|compan(?:y|ies)|towers?|pumps?|pipes?|pipelines?|convoys?|trucks?|lorr(?:y|ies)"
    r"|tankers?|works|mills?|leaks?|leakage|alarms?|clouds?|cris[ie]s|queues?|slicks?|fields?|fires?|refiner(?:y|ies)|spill\w*|tanks?\s+(?:farm|burst|exploded)|utility|authorit\w+"
    r"|ministr\w+|engineers?|distribution|deliver(?:y|ies)|drops?|aid|boats?|vessels?|vapours?|poisoning|smell|explosions?|terminal|platforms?|rig|grid|cuts?|outages?|crossings?|cannons?|taxis?|jets?|damage|rescue"
    r"|heater|trains?|hall|shops?|stores?\s+(?:on|in|at)|prices|donors?|pressure|test\w*|samples?|quality|bills?|holes?|sheds?|merchant|mains|street|road|lane|square|market|gate|bridge|house|quay|point|wharf|party|sharing|struggle)"
)
STOCK = AnyCase(
    rf"(?<![\w-])(?P<what>{ONE_STOCK})(?![\w-])(?!\s+{_THINGS}\b)(?!['’]s\s)",
)
"""One kind of stock; a noun that goes on ("water network", "fuel depot", "Milk Square") is none."""

GENERIC = re.compile(
    r"(?:(?:essential|basic|emergency|relief|spare)\s+)?(?:supplies|reserves?|stocks?|provisions|stores|rations)$",
    re.IGNORECASE,
)
"""Stock of no named kind: of no account beside one that is."""

spoken_of = holding(f"{_FOOD} {_DRINK} {_MEDICAL} {_ENERGY} {_SHELTER} {_ANY_STOCK} well spring")
"""Whether a text can speak of stock at all."""
