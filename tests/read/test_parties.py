from safeconduct.model.report import Party
from safeconduct.read.parties import PartyTable, neutral_parties

X = Party(id="x", label="Ardia side", aliases=("Ardia", "Ardian", "governor Ames"), zone="UTC")
Y = Party(id="y", label="Ordia side", aliases=("Ordia", "Ordian"), zone="UTC")


def table(text: str = "") -> PartyTable:
    return PartyTable((X, Y), text)


def test_the_longest_alias_decides() -> None:
    assert table().resolve("Ardian officials").party == "x"
    assert table().resolve("authorities in Ordia").party == "y"


def test_local_authorities_stay_open() -> None:
    found = table("Ardian local authorities").resolve("local authorities")
    assert found.party is None
    assert found.suggested is None


def test_a_role_is_resolved_only_when_one_side_is_named_and_then_flagged() -> None:
    found = table("The Ordian defense ministry said so.").resolve("the defense ministry")
    assert found.party == "y"
    assert found.flags
    both = table("The Ordian defense ministry and the Ardian defense ministry met.")
    assert both.resolve("the defense ministry").party is None


def test_pronouns_look_back_to_the_last_speaker_not_to_a_quoted_one() -> None:
    sides = table()
    sides.resolve("Ardian officials")
    sides.resolve("Ordia", quoted=True)
    found = sides.resolve("They")
    assert found.party == "x"
    assert found.flags


def test_a_misspelt_name_is_linked_and_flagged() -> None:
    sides = table()
    sides.resolve("Ordian President Zelenov")
    found = sides.resolve("Zelenvo")
    assert found.party == "y"
    assert found.flags


def test_an_alias_of_two_parties_names_neither() -> None:
    twin = Party(id="z", label="Z", aliases=("Ardia",), zone="UTC")
    assert PartyTable((X, twin), "").resolve("Ardia").party is None


def test_states_serve_when_no_table_is_given_and_us_is_not_a_state() -> None:
    sides = PartyTable(neutral_parties(), "")
    assert sides.resolve("Kyiv").party == "ua"
    assert sides.resolve("Russian army").party == "ru"
    assert sides.mentioned("told us") is None
    assert 60 <= len(neutral_parties()) <= 100


def test_the_table_is_symmetric() -> None:
    for order in ((X, Y), (Y, X)):
        sides = PartyTable(order, "")
        assert (sides.resolve("Ardia").party, sides.resolve("Ordia").party) == ("x", "y")


def test_an_alias_is_found_in_letters_that_lower_case_does_not_make_equal() -> None:
    """A long s is an s to a pattern without regard to case, and another letter in lower case."""
    found = PartyTable((Party(id="b", label="Basset Council", aliases=("Basset",), zone="UTC"),), "")
    assert found.mentioned("the Ba\u017f\u017fet side said") == "b"
    assert found.mentioned("the Bassets said") is None
