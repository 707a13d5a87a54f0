import pytest

from safeconduct.adapters.spacy_parser import SpacyParser
from safeconduct.read.attribute import relations
from safeconduct.read.labels import turns
from safeconduct.read.segment import parser_view, quotations, sentences
from safeconduct.read.tree import grow

Row = tuple[str, str, str]


def read(parser: SpacyParser, text: str) -> list[Row]:
    plain = parser_view(text)
    trees = [grow(s, parser.parse(plain[s.start : s.end])) for s in sentences(text)]

    def words(ranges: tuple[tuple[int, int], ...]) -> str:
        return " … ".join(text[a:b] for a, b in ranges)

    found = relations(trees, quotations(text), tuple(turns(text)))
    return [(words(r.source), words(r.cue), words(r.content)) for r in found if r.reported]


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("Ardia said that the road is open.", [("Ardia", "said", "that the road is open")]),
        ("The road is open, the ministry said.", [("the ministry", "said", "The road is open")]),
        (
            '"We are ready to open the road," the ministry said.',
            [("the ministry", "said", '"We are ready to open the road,"')],
        ),
        (
            "Ardia announced that it would open the road and demanded that fighters leave.",
            [
                ("Ardia", "announced", "that it would open the road"),
                ("Ardia", "demanded", "that fighters leave"),
            ],
        ),
        (
            "Officials have stated that people are hiding there, adding that it is hard to feed them.",
            [
                ("Officials", "have stated", "that people are hiding there"),
                ("Officials", "adding", "that it is hard to feed them"),
            ],
        ),
        (
            "People are hiding in the factory, according to local authorities.",
            [("local authorities", "according to", "People are hiding in the factory")],
        ),
        (
            "The ministry accused Ordian forces of blocking the road.",
            [("The ministry", "accused", "Ordian forces of blocking the road")],
        ),
        ("Ardia has repeatedly made similar claims.", [("Ardia", "has repeatedly made", "similar claims")]),
        (
            "The president renewed his request for food from abroad.",
            [("The president", "renewed his request for", "food from abroad")],
        ),
        (
            "The ministry stated that it had informed Ordia of its offer and requested the authorities to answer.",
            [
                ("The ministry", "stated", "that it had informed Ordia of its offer"),
                ("The ministry", "requested", "the authorities to answer"),
            ],
        ),
    ],
)
def test_who_says_what(parser: SpacyParser, text: str, rows: list[Row]) -> None:
    assert read(parser, text) == rows


def test_a_relative_clause_takes_its_antecedent(parser: SpacyParser) -> None:
    rows = read(parser, "Ardia has made similar claims, which Ordia has dismissed.")
    assert rows[1] == ("Ordia", "has dismissed", "similar claims, which")


def test_two_levels_and_a_hidden_judge(parser: SpacyParser) -> None:
    text = (
        "According to the Ardian army, Ordian officials requested that people be evacuated to Lisk,"
        " but the evacuation was deemed impossible due to the destruction of the bridge."
    )
    outer, asked, judged = sorted(
        read(parser, text), key=lambda row: ["According to", "requested", "deemed"].index(row[1])
    )
    assert outer[0] == "the Ardian army"
    assert outer[2].startswith("Ordian officials")
    assert outer[2].endswith("bridge")
    assert asked == ("Ordian officials", "requested", "that people be evacuated to Lisk")
    assert judged[0] == "the Ardian army"
    assert judged[2].startswith("the evacuation was deemed impossible")


def test_a_quotation_that_goes_on_in_the_next_sentence_is_one_content(parser: SpacyParser) -> None:
    rows = read(parser, '"No one has come out," the mayor said. "The shelling has not stopped."')
    assert rows == [("the mayor", "said", '"No one has come out," … "The shelling has not stopped."')]


def test_sentences_before_the_cue_in_one_quotation_belong_to_it(parser: SpacyParser) -> None:
    rows = read(parser, '"The road is open. We will send buses today," the mayor said.')
    assert len(rows) == 1
    assert "The road is open." in rows[0][2]
    assert "We will send buses" in rows[0][2]


@pytest.mark.parametrize(
    "text",
    [
        "He did not say where people cross.",
        "Nothing was said about water.",
        "Asked about it, he left.",
        "Each line says who said it.",
    ],
)
def test_what_attributes_nothing(parser: SpacyParser, text: str) -> None:
    assert read(parser, text) == []


def test_the_name_beside_a_role_demands_nothing(parser: SpacyParser) -> None:
    text = "According to the mayor, Viktor Sala, Drum had earlier demanded that the men stay behind."
    assert read(parser, text) == [
        ("the mayor, Viktor Sala", "According to", "Drum had earlier demanded that the men stay behind"),
        ("Drum", "had earlier demanded", "that the men stay behind"),
    ]
    text = "According to the spokesman, Ivo Lund, Ordia rejected the plan on Monday."
    assert [row[0] for row in read(parser, text)] == ["the spokesman, Ivo Lund", "Ordia"]
