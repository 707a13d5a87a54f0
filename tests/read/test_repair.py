from safeconduct.adapters.spacy_parser import SpacyParser
from safeconduct.read.repair import parsed


def test_a_verb_taken_for_a_noun_is_read_again(parser: SpacyParser) -> None:
    text = "A neighbour swears she drove over it at 7."
    first, (second,) = parser.parse(text), parsed([text], parser.parse_all)
    assert next(t for t in first.tokens if t.text == "swears").pos == "NOUN"
    verb = next(t for t in second.tokens if t.text == "swears")
    assert (verb.pos, verb.lemma) == ("VERB", "swear")
    assert all(text[t.start : t.end] == t.text for t in second.tokens)


def test_a_sentence_with_its_verb_is_left_alone(parser: SpacyParser) -> None:
    text = "Ardia said that the reports are false."
    assert parsed([text], parser.parse_all) == [parser.parse(text)]
