"""A fast parser whose trees are well formed and otherwise arbitrary: rules must survive any of them."""

from __future__ import annotations

import re
import zlib
from collections.abc import Sequence

from safeconduct.model.parse import Parse, Token

_POS = ("VERB", "NOUN", "PROPN", "ADP", "AUX", "PUNCT", "PRON", "NUM")
_TAGS = ("VBD", "VBZ", "VBN", "VBG", "VB", "NN", "NNP", "WDT")
_DEPS = ("nsubj", "ccomp", "dobj", "prep", "pobj", "conj", "advcl", "relcl", "aux", "auxpass", "xcomp", "agent")


class FakeParser:
    """Tokens are runs of non-space; everything else is drawn from a checksum of the text, so it is pure."""

    def parse(self, text: str) -> Parse:
        words = list(re.finditer(r"\w+|[^\w\s]", text))
        tokens = []
        for i, word in enumerate(words):
            draw = zlib.crc32(f"{text}|{i}".encode("utf-8", "surrogatepass"))
            tokens.append(
                Token(
                    start=word.start(),
                    end=word.end(),
                    text=word.group(),
                    lemma=word.group().lower(),
                    pos=_POS[draw % 8],
                    tag=_TAGS[draw // 8 % 8],
                    dep=_DEPS[draw // 64 % 12] if i else "ROOT",
                    head=_head(draw, i),
                )
            )
        return Parse(tokens=tuple(tokens), sentences=((0, len(tokens)),) if tokens else ())

    def parse_all(self, texts: Sequence[str]) -> tuple[Parse, ...]:
        return tuple(self.parse(text) for text in texts)


def _head(draw: int, index: int) -> int:
    """A parent on a path to the root, which is the first token; later tokens may hang on it or on an earlier one."""
    return draw // 4096 % index if index else 0
