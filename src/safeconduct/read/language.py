"""Which language a text is in, by its script and its small words. The reader reads English; it must know what is not.

Function words carry about half of running text in these languages and hardly overlap, so counting them decides a
sentence or two. Where the count decides nothing, nothing is said.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from functools import cache, lru_cache

SAMPLE = 20_000
"""Code points looked at: more decides nothing further."""
FEWEST = 12
"""Fewest words from which a language is told."""
SHARE = 0.12
"""Least share of a language's small words among all words; English prose has about 0.4."""

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")

NAMES = {
    "en": "English",
    "fr": "French",
    "es": "Spanish",
    "pt": "Portuguese",
    "it": "Italian",
    "de": "German",
    "nl": "Dutch",
    "pl": "Polish",
    "tr": "Turkish",
    "id": "Indonesian",
    "sw": "Swahili",
    "ro": "Romanian",
    "uk": "Ukrainian",
    "ru": "Russian",
    "sr": "Serbian",
    "bg": "Bulgarian",
    "ar": "Arabic",
    "fa": "Persian",
    "ur": "Urdu",
    "he": "Hebrew",
    "el": "Greek",
    "hy": "Armenian",
    "ka": "Georgian",
    "am": "Amharic",
    "hi": "Hindi",
    "bn": "Bengali",
    "my": "Burmese",
    "th": "Thai",
    "zh": "Chinese",
    "ja": "Japanese",
    "ko": "Korean",
}
"""ISO 639-1 code to the name we print."""

_SMALL = {
    "en": "the of and to in that is was for on with as it by at from are be have has were this which not their they "
    "he she his her been will would who had said after but or an its we",
    "fr": "le la les des et du que est pour dans une un qui sur par au avec pas ce se ont été sont aux il elle nous "
    "leur cette plus mais ou d'un d'une l'on",
    "es": "el la los las de que y en un una por con para se del es al lo como su sus más pero fue han sido este esta "
    "entre ha son",
    "pt": "o os as de que e do da em um uma para com não por dos das no na se mais foi ao são pelo pela seu sua como "
    "mas",
    "it": "il lo la gli le di che e per un una con non del della dei delle nel nella sono è da al alla si anche come "
    "ha stato",
    "de": "der die das und ist in den von zu mit dem nicht ein eine für auf des sich im auch wurde werden nach bei aus "
    "sind hat wird",
    "nl": "de het een en van in is dat op te met voor niet zijn aan er om ook als bij naar door werd wordt worden "
    "heeft",
    "pl": "i w na z nie się do że jest przez dla od po jak są to oraz został które który tym tego ich",
    "tr": "ve bir bu için ile de da olarak olan gibi daha en çok ne var ise kadar sonra dedi tarafından",
    "id": "yang dan di dari untuk dengan ini itu pada dalam tidak akan ke telah oleh mereka kata juga sebagai para",
    "sw": "na ya wa kwa ni katika za la hiyo hii kuwa cha watu alisema wao kama baada pia lakini ambao",
    "ro": "și în de la că pe cu din nu este pentru un o fost sunt au care mai prin după sau lui",
    "uk": "і та в у на з що до не за про як це від його її вони під час є для також після або буде із",
    "ru": "и в на что не с по из как это для его от за они к о об а но был были также после или",
    "sr": "и у је на да се за од су са који која који које као није из до о али",
    "bg": "и на в да се за от по са че не като с до са това е при който",
    "ar": "في من على إلى أن التي الذي عن هذا هذه مع قال بين بعد كان ما لا وقال",
    "fa": "و در به از که این را با است برای آن خود شده می تا بر یک",
    "ur": "کے میں کی اور سے ہے کو نے کا کہ یہ ہیں پر بھی اس نہیں گیا",
}
_OF_SCRIPT = {
    "GREEK": "el",
    "HEBREW": "he",
    "ARMENIAN": "hy",
    "GEORGIAN": "ka",
    "ETHIOPIC": "am",
    "DEVANAGARI": "hi",
    "BENGALI": "bn",
    "MYANMAR": "my",
    "THAI": "th",
    "HANGUL": "ko",
    "HIRAGANA": "ja",
    "KATAKANA": "ja",
    "CJK": "zh",
}
_MANY = {"CYRILLIC": ("uk", "ru", "sr", "bg"), "ARABIC": ("ar", "fa", "ur")}


_LATIN = tuple(code for code in _SMALL if code != "en" and code not in {c for many in _MANY.values() for c in many})
_SHORTEST = 4
"""Fewest words of a paragraph that is looked at by its script."""
_ENGLISH = 0.15
"""Share of English small words from which a paragraph is not looked at further."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Language:
    """What a text seems to be written in: ISO 639-1 code, or None when too little is there to tell or it is none of
    those known; ``name`` to print; ``foreign`` is true only when it is surely not English."""

    code: str | None
    name: str
    foreign: bool


@lru_cache(maxsize=4)
def language_of(text: str) -> Language:
    """The language most of a text is in. A pure function of the text."""
    words = [word.lower().replace("’", "'") for word in _WORD.findall(text[:SAMPLE])]
    letters: Counter[str] = Counter()
    for char, times in Counter("".join(words)).items():
        letters[_script(char)] += times
    met = Counter(words)
    if not letters:
        return Language(code=None, name="unknown", foreign=False)
    script, most = max(letters.items(), key=lambda item: (item[1], item[0]))
    if letters["HIRAGANA"] + letters["KATAKANA"] > 0.1 * most and script == "CJK":
        script = "HIRAGANA"
    if script != "LATIN" and _reads_english(words):
        return _known("en")  # English with more names or quotations in another script than words of its own
    if script in _OF_SCRIPT:
        return _known(_OF_SCRIPT[script])
    among = _MANY.get(
        script, tuple(code for code in _SMALL if code not in {c for many in _MANY.values() for c in many})
    )
    counts = Counter({code: sum(met[word] for word in _words(code)) for code in among})
    code, count = max(counts.items(), key=lambda item: (item[1], item[0] == "en"))
    if script in _MANY and count == 0:
        return Language(code=None, name=f"a language in {script.title()} script", foreign=True)
    if script != "LATIN" and script not in _MANY:
        return Language(code=None, name=f"a language in {script.title()} script", foreign=True)
    if script == "LATIN" and (len(words) < FEWEST or count < SHARE * len(words)):
        little = len(words) >= 3 * FEWEST and counts["en"] < 0.04 * len(words)
        return Language(code=None, name="a language other than English" if little else "unknown", foreign=little)
    return _known(code)


def foreign_paragraphs(text: str) -> int:
    """How many paragraphs of a text in English are surely not English; the first ``SAMPLE`` code points are not all."""
    found = 0
    for piece in re.split(r"\n\s*\n", text):
        words = [word.lower().replace("’", "'") for word in _WORD.findall(piece)]
        if len(words) < _SHORTEST or sum(word in _words("en") for word in words) >= _ENGLISH * len(words):
            continue
        latin = sum(_script(word[0]) == "LATIN" for word in words)
        if 2 * latin < len(words):
            found += 1
        elif len(words) >= FEWEST:
            met = Counter(words)
            most = max(sum(met[word] for word in _words(code) - _words("en")) for code in _LATIN)
            found += most >= SHARE * len(words) and most > 2 * sum(met[word] for word in _words("en"))
    return found


def _reads_english(words: list[str]) -> bool:
    """Whether the words in Latin letters make English sentences by themselves."""
    latin = [word for word in words if _script(word[0]) == "LATIN"]
    return len(latin) >= 5 * FEWEST and sum(word in _words("en") for word in latin) >= 0.2 * len(latin)


def _known(code: str) -> Language:
    return Language(code=code, name=NAMES[code], foreign=code != "en")


@cache
def _words(code: str) -> frozenset[str]:
    return frozenset(_SMALL[code].split())


@cache
def _script(char: str) -> str:
    """The script of a letter, by the first word of its Unicode name."""
    return unicodedata.name(char, "UNKNOWN").split(maxsplit=1)[0].split("-", maxsplit=1)[0]
