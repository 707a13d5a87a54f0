"""Private persons' names are masked, public speakers, places and bodies stay, and no position moves."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeconduct.read.names import mask_names, masked_mentions, private_names

#: Sentences of ours with what must be left of them.
PRIVATE = [
    ("“We cannot leave,” said Olena Kovalenko, 43, a nurse.", "“We cannot leave,” said Xxxxx Xxxxxxxxx, 43, a nurse."),
    ("Mr Tom Baker left. Baker is ill.", "Mr Xxx Xxxxx left. Xxxxx is ill."),
    ("Resident Anna Ross said it was dark.", "Resident Xxxx Xxxx said it was dark."),
    ("A teacher, Nura D., pleaded for a tent.", "A teacher, Xxxx X., pleaded for a tent."),
    ("Ivan Hnatiuk, who lives in Kelmar, fled with his wife Daria.",
     "Xxxx Xxxxxxx, who lives in Kelmar, fled with his wife Xxxxx."),
    ("Governor Haidai said her son Petro was alive.", "Governor Haidai said her son Xxxxx was alive."),
    ("“It was dark,” recalled Hana Novak. Novak wept, and Novak said so.",
     "“It was dark,” recalled Xxxx Xxxxx. Xxxxx wept, and Xxxxx said so."),
    ("According to Ahmed Hassan, a shopkeeper, 40 people died.",
     "According to Xxxxx Xxxxxx, a shopkeeper, 40 people died."),
    ("Residents Mykola and Halyna Sydorenko waited.", "Residents Xxxxxx and Xxxxxx Xxxxxxxxx waited."),
    ("A 34-year-old mother, Iryna Shevchuk, died.", "A 34-year-old mother, Xxxxx Xxxxxxxx, died."),
    ("The Kovalenko family left.", "The Xxxxxxxxx family left."),
    ("A surgeon operated on the boy, Yusuf al-Masri.", "A surgeon operated on the boy, Xxxxx Xx-xxxxx."),
    ("Sergeant Oleh Bilyk was killed.", "Sergeant Xxxx Xxxxx was killed."),
    ("A woman who gave her name as Tetyana wept.", "A woman who gave her name as Xxxxxxx wept."),
    ("The Nurse Anna Ross wept.", "The Nurse Xxxx Xxxx wept."),
    ("By Jane Doe\n\nKELMAR - It rained.", "By Xxxx Xxx\n\nKELMAR - It rained."),
]  # fmt: skip

#: Sentences in which nothing is private.
PUBLIC = [
    "The mayor, Piotr Zalewski, said buses were ready. Zalewski added more.",
    "Ukrainian President Volodymyr Zelenskyy asked for help. Zelenksyy explained.",
    "The head of the regional military administration, Serhiy Haidai, said 500 people were there.",
    "Vitaly Kiselyov, a spokesperson of the leadership in Luhansk, said so.",
    "Red Cross spokesperson Jean Dupont and UN coordinator Osnat Lubrani said so.",
    "Antonio Guterres, the UN secretary-general, urged calm. Lieutenant Col. John Marsh agreed.",
    "Hanna Voss, who heads the directorate, was quoted.",
    "Hana Novak, of the yard committee, said so. Novak said more.",
    "People walked to Sumbar, a resident said.",
    "Captain Dee just rang. General Sarko replied.",
    "Amnesty International said so. Al Jazeera reported it. Mere Line says it hopes to run a shuttle.",
    "In Mariupol, 43, and in Halm, 12 people died. The clinic in Sumbar treated 29 patients.",
    "They stayed in the Azot plant, where hundreds of fighters and residents hid, near Luhansk.",
    "The ferry Morning Star left Calla. Passengers of the Anna Skarre were landed. Anna Skarre, a driver said, sank.",
    "Police told her husband Route 9 was closed. The 1951 Refugee Convention applies.",
    "Over 2,500 fighters, Ukrainian and foreign, may be there.",
]


@pytest.mark.parametrize(("text", "left"), PRIVATE)
def test_a_private_person_is_masked_wherever_named(text: str, left: str) -> None:
    assert mask_names(text) == left


@pytest.mark.parametrize("text", PUBLIC)
def test_who_acts_in_public_and_what_is_no_person_stays(text: str) -> None:
    assert mask_names(text) == text


def test_a_public_role_anywhere_counts_everywhere() -> None:
    text = "Ilse Marant, 43, wept. “Go,” said Ilse Marant, the deputy governor."
    assert mask_names(text) == text


def test_known_places_and_parties_are_never_persons() -> None:
    text = "A driver, Tarrant, said so. Resident Jo Tarrant stayed in Tarrant."
    assert mask_names(text, ["Tarrant"]) == "A driver, Tarrant, said so. Resident Xx Xxxxxxx stayed in Tarrant."


def test_a_private_last_name_that_is_a_place_too_is_masked_where_it_speaks() -> None:
    text = "Resident Jo Tarrant left Tarrant. Tarrant said the road to Tarrant was open. Halm said so too."
    assert mask_names(text, ["Tarrant", "Halm"]) == (
        "Resident Xx Xxxxxxx left Tarrant. Xxxxxxx said the road to Tarrant was open. Halm said so too."
    )
    assert mask_names("Tarrant said the road was open.", ["Tarrant"]) == "Tarrant said the road was open."


def test_a_speaker_without_a_role_is_masked_when_the_recogniser_agrees() -> None:
    text = "Sara Lind told reporters that it was cold."
    assert mask_names(text) == text
    assert mask_names(text, (), lambda sentence: [(0, 9)]) == "Xxxx Xxxx told reporters that it was cold."
    assert mask_names("Al Jazeera told us.", (), lambda sentence: [(0, 10)]) == "Al Jazeera told us."


def test_mentions_are_counted_and_ordinary_words_are_not() -> None:
    assert masked_mentions("said Xxxxx Xxxxxxxxx, 43. Xxxxxxxxx left, X-ray in hand, Xenia too; XXL") == 2
    assert masked_mentions("Xx-xxxxx and Xxxx X., a teacher") == 2


NAME = st.from_regex(r"[A-Z][a-z]{2,9}", fullmatch=True)
FRAME = st.sampled_from(["{} {}, 43, a nurse, said so.", "Resident {} {} left.", "“No,” said Mrs {} {}."])


@given(NAME, NAME, FRAME)
def test_the_name_is_gone_and_no_position_moves(first: str, last: str, frame: str) -> None:
    text = frame.format(first, last)
    masked = mask_names(text)
    assert len(masked) == len(text)
    assert mask_names(masked) == masked
    for start, end in private_names(text):
        assert masked[start] == "X"
        assert set(masked[start + 1 : end]) <= {"x"}


@given(st.text(max_size=300))
def test_any_text_keeps_its_length_and_everything_but_letters(text: str) -> None:
    masked = mask_names(text)
    assert len(masked) == len(text)
    assert all(a == b for a, b in zip(text, masked, strict=True) if not a.isalpha())
    assert mask_names(masked) == masked


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("A woman, named as Lena Orsk, waited.", "A woman, named as Xxxx Xxxx, waited."),
        ("The mayor, named as Lena Orsk, waited.", "The mayor, named as Lena Orsk, waited."),
        ("Mrs Lena Orsk, 81, of 12 Mill Street, waited.", "Mrs Xxxx Xxxx, 81, of Xx Xxxx Xxxxxx, waited."),
        ("The mayor, Lena Orsk, of Mill Street, waited.", "The mayor, Lena Orsk, of Mill Street, waited."),
        ("Mrs Lena Orsk waited. Mill Street is shut.", "Mrs Xxxx Xxxx waited. Mill Street is shut."),
        ("The ferry Orsk sailed. Orsk said she had room.", "The ferry Orsk sailed. Orsk said she had room."),
    ],
)
def test_named_as_addresses_and_vessels(text: str, masked: str) -> None:
    assert mask_names(text) == masked
    assert mask_names(masked) == masked
