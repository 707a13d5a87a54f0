"""Strict reading of YAML tables: every wrong key, type or number is refused with file, field and next step."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any, NoReturn

import yaml

from safeconduct.model.errors import DocumentInvalid

MAX_BYTES = 5_000_000
#: Ids become parts of file names: no separators, no leading dot.
_WORD = re.compile(r"\w[\w.-]*")


class _StrictLoader(yaml.SafeLoader):
    """SafeLoader that refuses a key written twice (YAML would keep the last) and aliases (they can explode)."""

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        if self.check_event(yaml.AliasEvent):
            mark = None if parent is None else parent.start_mark
            raise yaml.constructor.ConstructorError(None, None, "aliases (*name) are not read", mark)
        return super().compose_node(parent, index)

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        mapping = super().construct_mapping(node, deep=deep)
        if len(mapping) != len(node.value):
            raise yaml.constructor.ConstructorError(None, None, "a key is written twice", node.start_mark)
        return mapping


def load_table(
    data: bytes, *, file: str, step: str = "compare it with the file of the same name in examples/azot"
) -> Row:
    """The top level of a YAML file as a row; DocumentInvalid, with ``step`` to go on by, when it is not a mapping in
    UTF-8."""
    if len(data) > MAX_BYTES:
        raise DocumentInvalid(
            f"the file has {len(data)} bytes, at most {MAX_BYTES} are read", file=file, next_step=step
        )
    try:
        document = yaml.load(data.decode("utf-8-sig"), Loader=_StrictLoader)
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        problem = getattr(error, "problem", None) or str(error)
        mark = getattr(error, "problem_mark", None)
        where = None if mark is None else f"line {mark.line + 1}"
        raise DocumentInvalid(f"this is not YAML: {problem}", file=file, field=where, next_step=step) from error
    if not isinstance(document, dict):
        raise DocumentInvalid("the file needs keys and values", file=file, next_step=step)
    return Row(document, file=file, field="")


class Row:
    """One mapping of a table, read key by key; ``done`` refuses what was not read."""

    def __init__(self, values: Mapping[Any, Any], *, file: str, field: str) -> None:
        self._values, self.file, self._field = dict(values), file, field
        self._read: set[str] = set()

    def path(self, key: str) -> str:
        """The field's full name, such as ``assumptions[3].value``."""
        return f"{self._field}.{key}" if self._field else key

    def call(self, field: str) -> None:
        """Name the entry in messages by what it sets instead of by its number."""
        self._field = field

    def fault(self, key: str, message: str, next_step: str) -> NoReturn:
        """Raise DocumentInvalid naming file and field."""
        raise DocumentInvalid(message, file=self.file, field=self.path(key), next_step=next_step)

    def has(self, key: str) -> bool:
        """Whether the key is written."""
        return key in self._values

    def raw(self, key: str) -> Any:
        """The value as YAML gave it; DocumentInvalid when the key is missing."""
        self._read.add(key)
        if key not in self._values:
            self.fault(key, "the key is missing", f"add {key}")
        return self._values[key]

    def text(self, key: str) -> str:
        """A text with something in it."""
        value = self.raw(key)
        if not isinstance(value, str) or not value.strip():
            self.fault(key, f"a text is needed, got {value!r}", "write a text, in quotes if it looks like a number")
        return value

    def word(self, key: str) -> str:
        """An id: one word that is safe in the name of a file."""
        value = self.text(key)
        if _WORD.fullmatch(value) is None:
            self.fault(key, f"an id is one word, got {value!r}", "use letters, digits and hyphens")
        return value

    def choice(self, key: str, among: tuple[str, ...]) -> str:
        """One of the given texts."""
        value = self.text(key)
        if value not in among:
            self.fault(key, f"{value!r} is not known here", f"use one of: {', '.join(among)}")
        return value

    def whole(self, key: str, *, least: int = 0, most: int = 1_000_000) -> int:
        """An integer in [least, most]; a fraction, a truth value and a text are refused."""
        value = self.raw(key)
        if not isinstance(value, int) or isinstance(value, bool):
            self.fault(key, f"a whole number is needed, got {value!r}", f"write a whole number from {least} to {most}")
        if not least <= value <= most:
            self.fault(key, f"{value} is out of range", f"write a whole number from {least} to {most}")
        return value

    def number(self, key: str, *, above: float, most: float) -> float:
        """A finite number in (above, most]."""
        value = self.raw(key)
        step = f"write a number above {above:g}, at most {most:g}"
        if not isinstance(value, int | float) or isinstance(value, bool) or value != value:
            self.fault(key, f"a number is needed, got {value!r}", step)
        if not above < value <= most:
            self.fault(key, f"{value} is out of range", step)
        return float(value)

    def day(self, key: str) -> date:
        """A calendar day, YYYY-MM-DD."""
        value = self.raw(key)
        if not isinstance(value, date) or isinstance(value, datetime):
            self.fault(key, f"a day is needed, got {value!r}", "write it as 2022-06-15, without quotes")
        return value

    def instant(self, key: str) -> datetime:
        """An aware instant, returned in UTC; a time without a zone is refused."""
        value = self.raw(key)
        if not isinstance(value, datetime):
            self.fault(key, f"a time is needed, got {value!r}", "write it as 2022-06-15T05:00:00Z, without quotes")
        if value.tzinfo is None:
            self.fault(key, f"the time {value.isoformat()} names no zone", "write it in UTC, ending in Z")
        try:
            return value.astimezone(UTC)
        except OverflowError:
            self.fault(key, f"the time {value.isoformat()} is out of range", "write a year between 2 and 9998")

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts, none twice."""
        value = self.raw(key)
        if not isinstance(value, list) or not all(isinstance(item, str) and item.strip() for item in value):
            self.fault(key, f"a list of texts is needed, got {value!r}", "write [one, two], in quotes if needed")
        if twice := sorted({item for item in value if value.count(item) > 1}):
            self.fault(key, f"{twice[0]!r} is listed twice", "remove one")
        return tuple(value)

    def row(self, key: str) -> Row:
        """A nested mapping."""
        value = self.raw(key)
        if not isinstance(value, dict):
            self.fault(key, f"keys and values are needed, got {value!r}", "write {name: value, …}")
        return Row(value, file=self.file, field=self.path(key))

    def rows(self, key: str) -> tuple[Row, ...]:
        """A list of mappings."""
        value = self.raw(key)
        if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
            self.fault(key, "a list of entries is needed", "start each entry with a hyphen")
        return tuple(Row(item, file=self.file, field=f"{self.path(key)}[{at}]") for at, item in enumerate(value))

    def done(self) -> None:
        """Refuse keys nobody read."""
        for key in self._values:
            if key not in self._read:
                known = ", ".join(sorted(self._read))
                self.fault(str(key), f"unknown key {key!r}", f"remove it; known here: {known}")
