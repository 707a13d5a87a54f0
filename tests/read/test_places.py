import itertools

from hypothesis import given
from hypothesis import strategies as st

from safeconduct.read.places import Finder, slug

GAZETTEER = {
    "azot": ("Azot plant", "Azot", '"Nitrogen"', "the plant"),
    "north-town": ("Svatove", "Svatovo"),
    "b": ("Borova bridge",),
    "r": ("Borova",),
}


def found(text: str) -> list[tuple[str, str]]:
    return [(text[m.start : m.end], m.place) for m in Finder(GAZETTEER, ("Ordian",)).find(text)]


def test_names_and_aliases_match_on_word_boundaries_longest_first() -> None:
    assert found("to Svatovo, near Azotville") == [("Svatovo", "north-town"), ("Azotville", "azotville")]
    assert found("the Borova bridge on the Borova") == [("Borova bridge", "b"), ("Borova", "r")]
    assert found('the "Nitrogen" works') == [("Nitrogen", "azot")]


def test_a_no_break_space_is_a_space() -> None:
    assert found("at the Azot\u00a0plant") == [("Azot\u00a0plant", "azot")]


def test_an_alias_with_an_article_matches_in_lower_case() -> None:
    assert found("inside the plant") == [("the plant", "azot")]


def test_unknown_capitalised_places_are_proposed_by_position() -> None:
    assert found("taken to Port Sudan in May") == [("Port Sudan", "port-sudan")]
    assert found("the Mirny school") == [("Mirny", "mirny")]
    assert found("in the Ordian town of Kelm") == [("Kelm", "kelm")]


def test_slug() -> None:
    assert slug("El Geneïna") == "el-geneina"


@given(st.text(max_size=200))
def test_mentions_never_overlap(text: str) -> None:
    mentions = Finder(GAZETTEER).find(text)
    assert all(a.end <= b.start for a, b in itertools.pairwise(mentions))
