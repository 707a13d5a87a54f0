"""Languages told apart by their small words and scripts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeconduct.read.language import NAMES, foreign_paragraphs, language_of

#: One or two sentences of ours a language.
SAID = {
    "en": "The ministry said on Tuesday that the corridor would be open for all who are in the plant.",
    "fr": "Le ministère a annoncé mardi que le couloir serait ouvert pour les civils qui se trouvent dans l'usine.",
    "es": "El ministerio dijo el martes que el corredor estaría abierto para los civiles que están en la planta.",
    "pt": "O ministério disse na terça-feira que o corredor vai ser aberto para os civis que não saíram da fábrica e "
    "que mais de cem foram para a cidade.",
    "it": "Il ministero ha detto che il corridoio sarà aperto per i civili che si trovano nella fabbrica.",
    "de": "Das Ministerium sagte am Dienstag, dass der Korridor für die Zivilisten im Werk offen sein wird.",
    "nl": "Het ministerie zei dinsdag dat de corridor voor de burgers in het bedrijf open is en dat ze niet hoeven te "
    "wachten op de bussen.",
    "pl": "Ministerstwo podało we wtorek, że korytarz dla cywilów jest otwarty od rana i że nie ma tam już autobusów "
    "do miasta na południe.",
    "tr": "Bakanlık salı günü koridorun siviller için açık olduğunu söyledi ve bu geçiş için otobüs var ama daha çok "
    "araç ne kadar sürede gelecek belli değil, dedi.",
    "uk": "Міністерство заявило, що коридор для мирних жителів буде відкрито у середу.",
    "ru": "Министерство заявило, что коридор для мирных жителей будет открыт в среду и не раньше.",
    "ar": "قالت الوزارة إن الممر سيفتح يوم الأربعاء من الساعة الثامنة في المدينة",
    "fa": "وزارت گفت که این گذرگاه در روز چهارشنبه برای مردم باز است",
    "he": "המשרד הודיע כי המסדרון ייפתח ביום רביעי",
    "el": "Το υπουργείο ανακοίνωσε ότι ο διάδρομος θα ανοίξει την Τετάρτη",
    "ja": "国防省は、水曜日に回廊を開くと発表した",
    "zh": "国防部表示，人道主义走廊将于周三开放",
    "ko": "국방부는 수요일에 통로를 열겠다고 밝혔다",
}


@pytest.mark.parametrize("code", SAID)
def test_a_sentence_or_two_are_enough(code: str) -> None:
    found = language_of(SAID[code])
    assert (found.code, found.name, found.foreign) == (code, NAMES[code], code != "en")


@pytest.mark.parametrize("text", ["", "12:00 – 14:00", "Bridge out. 40 people. Go now.", "Kelmar Halm Tenga Podul"])
def test_too_little_is_not_called_foreign(text: str) -> None:
    assert not language_of(text).foreign


def test_english_with_words_in_another_script_stays_english() -> None:
    text = SAID["en"] * 5 + " " + SAID["uk"] * 6
    assert language_of(text).code == "en"
    assert language_of(SAID["en"] + SAID["uk"] * 6).code == "uk"


def test_a_language_that_is_not_in_the_list_is_still_not_english() -> None:
    finnish = (
        "Ministeriö kertoi tiistaina, että käytävä avataan siviileille keskiviikkona ja että linja-autot odottavat. "
    )
    found = language_of(finnish * 4)
    assert (found.code, found.foreign) == (None, True)


@given(st.text(max_size=400))
def test_any_text_has_an_answer_and_always_the_same(text: str) -> None:
    assert language_of(text) == language_of(text)


@pytest.mark.parametrize(
    ("paragraph", "number"),
    [
        ("Голова заперечив це і сказав, що дорога закрита.", 1),
        ("Le chef a dit que la route est ouverte et que les bus partent pour la ville avec les enfants.", 1),
        ("The head of the town denied this and said that the road is closed to all.", 0),
        ("Mill, Kell, Sorn, Vask, Trem, Olb, Harn, Pell, Dran, Lusk, Morn, Tarn, Skel", 0),
        ("Дорога", 0),
    ],
)
def test_a_paragraph_in_another_language_is_counted(paragraph: str, number: int) -> None:
    assert foreign_paragraphs("The corridor is open.\n\n" + paragraph) == number
