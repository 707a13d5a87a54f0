from collections import Counter

from safeconduct.read import lexicon


def test_a_verb_has_one_frame() -> None:
    rows = (*lexicon._REPORTED, *lexicon._WIDE)
    held = Counter(word for *_, verbs in rows for word in verbs.split())
    assert [word for word, times in held.items() if times > 1] == []
    assert set(held) == set(lexicon.VERBS)


def test_frames_are_written_in_known_letters() -> None:
    assert {letter for frame in lexicon.VERBS.values() for letter in frame.takes} <= set("acfijopqs")
    assert all(frame.takes or frame.prepositions for frame in lexicon.VERBS.values())


def test_the_ledger_keeps_speech_and_no_feelings() -> None:
    assert lexicon.VERBS["say"].reported
    assert not lexicon.VERBS["feel"].reported
    assert not set(lexicon.ADJECTIVES) & lexicon.WIDE_ADJECTIVES
