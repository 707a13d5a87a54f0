"""A quick look passes whatever the slow pattern could match."""

import re
from collections.abc import Callable
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeconduct.read import (
    answer_words,
    answers,
    clock,
    conditions,
    destinations,
    gaps,
    headcounts,
    infrastructure,
    lacking,
    numbers,
    outcomes,
    own_date,
    replies,
    reserves,
    road_asides,
    road_classes,
    road_scope,
    road_states,
    road_words,
    speech_acts,
    stocks,
    transport,
    unsettled,
    whereabouts,
)
from safeconduct.read.sieve import AnyCase, holding, usual


def test_words_are_found_in_any_case_and_inside_others() -> None:
    holds = holding("flour bread")
    assert holds("FLOUR is left")
    assert holds("breadless")
    assert not holds("flou r")
    assert not holds("")


@pytest.mark.parametrize("letter", ["\u0130", "\u0131", "\u017f", "\u212a"])
def test_letters_a_pattern_takes_for_others_pass(letter: str) -> None:
    """A pattern without regard to case finds "mılk" for "milk"; lower case alone would not."""
    assert holding("milk")(f"a {letter} b")


def alternatives(pattern: str) -> list[str]:
    """Example texts of a pattern of plain alternatives: each choice of a group, an optional letter left out."""
    flat = pattern.replace(r"\s+", " ").removeprefix("(?:").removesuffix(")")
    parts, depth, piece = [], 0, ""
    for letter in flat:
        depth += (letter == "(") - (letter == ")")
        if letter == "|" and not depth:
            parts.append(piece)
            piece = ""
        else:
            piece += letter
    found = []
    for part in (*parts, piece):
        texts = [""]
        for plain, group, optional in re.findall(r"([^(]+)|\(\?:([^)]*)\)(\??)", part):
            choices = [plain] if plain else [*group.split("|"), *([""] if optional else [])]
            texts = [text + choice for text, choice in product(texts, choices)]
        found += [re.sub(r"[\w-]\?", "", text) for text in texts]
    return found


def test_every_stock_passes() -> None:
    examples = stocks._NOUNS.split("|")
    assert len(examples) > 80
    for example in examples:
        assert re.compile(*stocks.STOCK._source).fullmatch(example), example
        assert stocks.spoken_of(example.upper()), example
    assert stocks.spoken_of("the wells have run dry")
    assert not stocks.spoken_of("nobody came out")


@pytest.mark.parametrize(
    ("pattern", "holds"), [(transport.VEHICLES, transport._SPOKEN_OF), (answers._TOLD, answers._TELLS)]
)
def test_every_vehicle_and_every_way_to_tell_passes(pattern: str, holds: Callable[[str], bool]) -> None:
    for example in alternatives(pattern):
        assert re.fullmatch(pattern, example), example
        assert holds(example), example


ELEMENTS = (
    "bridge viaduct overpasses flyover rail trams tramline ferry jetties quay slipway wharf landing stage boat service|"
    "link by road|river crossing|ford|checkpoint 4|channel|fairway|harbor|port|road|route 7|Highway|motorway|"
    "expressway|freeway|lane|street|avenue|track|tunnel|mountain pass|causeway|bypass|boulevard|embankment|path|trail|"
    "footpath|carriageway|underpass|culvert|A12|M4|D7|N-23|R5|B6|E40|Old Line|Stone Mole|Long Way|Junction 4|Gate 3|"
    "Northbound"
)


@pytest.mark.parametrize(
    "words", [w for part in ELEMENTS.split("|") for w in ([part] if " " in part else part.split())]
)
def test_every_element_passes(words: str) -> None:
    assert road_words.elements_possible(f"the {words} is shut")


PIECES = (
    "the Old Mill Bridge", "a road", "A5", "is shut", "Route 66", "ferry", "forty", "some 20", "hundreds", "bridgehead",
    "people", "\u0663", "thirteen hundred", "a couple of dozen", "N\u0130NE", "none", "and", "Trains", "Bridge 4", "M4",
)  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=6).map(" ".join))
def test_nothing_is_lost(text: str) -> None:
    slow = [p.search(text) for p in (road_words.CAPITAL_ELEMENTS, road_words.ELEMENTS)]
    assert road_words.elements_possible(text) or slow == [None, None]
    assert bool(infrastructure._elements(text)) is any(slow)
    patterns = (numbers._AMOUNT, numbers._ORDER, numbers._BETWEEN, numbers._MALFORMED)
    assert numbers.amounts(text) or all(pattern.search(text) is None for pattern in patterns)


MODULES = (
    answer_words, answers, clock, conditions, destinations, gaps, headcounts, infrastructure, lacking, numbers,
    outcomes, own_date, replies, reserves, road_asides, road_classes, road_scope, road_states, speech_acts, stocks,
    transport, unsettled, whereabouts,
)  # fmt: skip
IN_ANY_CASE = [
    (f"{module.__name__.rpartition('.')[2]}.{name}", pattern)
    for module in MODULES
    for name, found in vars(module).items()
    for pattern in (
        found,
        *(
            (p for row in found for p in row)
            if isinstance(found, tuple) and found and isinstance(found[0], tuple)
            else ()
        ),
    )
    if isinstance(pattern, AnyCase)
]
SAID = (
    "the last of the residents", "had left", "Nobody came out", "three buses", "will not be", "the offer", "is NOT so",
    "is not", "refuses", "on condition that", "they withdraw", "tonight", "within six hours", "names no", "agreed to",
    "a corridor from 08:00", "please send", "m\u0131ne\u017f", "\u0130t i\u017f", "Who fired on them?", "lies",
    "was in the hands of", "the letter", "Captain", "double", "about 40", "of them", "you must leave", "half of",
)  # fmt: skip


@given(st.lists(st.sampled_from(SAID), max_size=5).map(" ".join), st.sampled_from([str, str.upper, str.title]))
@pytest.mark.parametrize("pattern", [p for _, p in IN_ANY_CASE], ids=[name for name, _ in IN_ANY_CASE])
def test_lower_case_loses_nothing(pattern: AnyCase, text: str, written: Callable[[str], str]) -> None:
    """The pattern itself, without the quick look, is the independent check."""
    slow = re.compile(*pattern._source)
    for find, found in ((slow.search, pattern.search), (slow.match, pattern.match)):
        one, other = find(written(text)), found(written(text))
        assert (one and (one.span(), one.groupdict())) == (other and (other.span(), other.groupdict()))
    spans = [(hit.span(), hit.groups()) for hit in slow.finditer(written(text), 3, 60)]
    assert [(hit.span(), hit.groups()) for hit in pattern.finditer(written(text), 3, 60)] == spans
    assert pattern.sub("_", written(text)) == slow.sub("_", written(text))


@pytest.mark.parametrize(
    "text", ["\u017fix", "dozen\u017f of people", "two thou\u017fand", "n\u0131ne", "M\u0130DNIGHT"]
)
def test_odd_letters_stop_no_reading(text: str) -> None:
    assert len(usual(text)) == len(text)
    assert usual(text).isascii()
    assert clock.clocks(text) == clock.clocks(usual(text))
    assert numbers.amounts(text) == numbers.amounts(usual(text))


def test_a_part_that_hangs_on_case_is_asked_for() -> None:
    pattern = AnyCase(r"\bit is (?-i:NOT)\b")
    assert pattern.search("It is NOT so") is not None
    assert pattern.search("It is not so") is None


def test_what_a_case_rules_out_in_lower_case_is_left_to_the_pattern() -> None:
    """Behind "not" a part that hangs on case hides no match: "going to Selm" is no future, "going to sail" is."""
    pattern = AnyCase(r"\bgoing(?!\s+to\s+(?-i:[a-z]))")
    assert pattern.search("not GOING to Selm") is not None
    assert pattern.search("not going to sail") is None
    assert [hit.start() for hit in pattern.finditer("going to sail, going to Selm")] == [15]
    twice = AnyCase(r"a(?!b(?!(?-i:C)))")
    assert [bool(twice.search(text)) for text in ("abC", "abc", "ad")] == [True, False, True]


def test_capitals_of_a_pattern_are_letters_but_its_escapes_are_not() -> None:
    pattern = AnyCase(r"\AI(?P<A>\S)\W[A-C]\D")
    assert pattern.match("ix bx") is not None
    assert pattern.match("IX Bx") is not None
    assert pattern.match("IX B4") is None
    assert pattern.search("\u0130X B.") is not None


@given(st.lists(st.sampled_from(("noon", "8", "one", "half past ten", "forty-five", "at", "Gate", "\u017fix", "hours",
    "eighteen hundred", "a quarter to", "M\u0130DNIGHT", "thirty")), max_size=5).map(" ".join))  # fmt: skip
def test_no_time_of_day_is_lost(text: str) -> None:
    slow = tuple(c for match in clock._CLOCK.finditer(usual(text)) if (c := clock._clock(match)) is not None)
    assert clock.clocks(text) == slow
