"""Annotated reports read strictly: ``python -m benchmarks.corpus FOLDER`` counts what a folder of the corpus holds.

The format is decided in ``corpus/README.md``. A file is taken as it is or not at all: whatever does not fit is a
``CorpusFault`` that names the file and the field.

Exit codes: 0 all files are sound · 2 a fault, or nothing to read.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Annotated, Any, Literal, Self, TypeVar
from zoneinfo import available_timezones

import yaml
from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, model_validator

from safeconduct.model.claim import ConflictKind, Kind, Population, Stance
from safeconduct.model.report import Party

_FILE = re.compile(r"\d{3}-[a-z0-9]+(?:-[a-z0-9]+)*\.md")
_MARKER = re.compile(r"\{([+-])([a-z][0-9]+)\.([sqc])\}")
_INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d)?Z")

Range = tuple[int, int]
Spans = dict[str, dict[str, tuple[Range, ...]]]


class CorpusFault(ValueError):
    """A file of the corpus that does not keep to the format; the message names file and field."""

    def __init__(self, where: str, what: str) -> None:
        super().__init__(f"{where}: {what}")


def _instant(text: object) -> datetime:
    if not isinstance(text, str) or not _INSTANT.fullmatch(text):
        raise ValueError("an instant such as 2022-06-15T05:00Z is needed")
    return datetime.fromisoformat(text).astimezone(UTC)


def _zone(name: str) -> str:
    if name not in available_timezones():
        raise ValueError("a time zone such as Europe/Moscow is needed")
    return name


def _n_of_m(written: object) -> object:
    return re.sub(r"^\d+ of \d+$", "n of m", written) if isinstance(written, str) else written


Text = Annotated[str, Field(pattern=r"^\S(?:.*\S)?$")]
Id = Annotated[str, Field(pattern=r"^[a-z0-9]+(?:[-_][a-z0-9]+)*$")]
Zone = Annotated[str, AfterValidator(_zone)]
Instant = Annotated[datetime, BeforeValidator(_instant)]
Count = Annotated[int, Field(ge=0)]


class _Entry(BaseModel):
    """A map of known keys, all of them given, each of exactly its type."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class _Party(_Entry):
    id: Id
    label: Text
    zone: Zone
    aliases: list[Text]


class Head(_Entry):
    """What is known of a report before it is read."""

    title: Text
    publisher: Text
    published: Annotated[date, Field(strict=False)]
    language: Literal["en"]
    emergency: Literal["siege", "flood", "wildfire", "chemical", "earthquake", "ferry"]
    genre: Literal["wire", "ministry", "municipality", "sitrep", "monitor", "radio", "social", "ngo"]
    parties: list[_Party]
    places: dict[Id, Annotated[list[Text], Field(min_length=1)]]


#: What a value of each slot states besides its slot: all of it, null where the words leave it open.
SLOTS = {
    "people": "low high population",
    "window": "opens closes zone",
    "road": "element state scope names",
    "reserve": "what present days",
    "transport": "what count",
    "condition": "military",
    "outcome": "people",
    **dict.fromkeys(("destination", "acceptance", "refusal", "notice"), "place"),
}
_NEVER_NULL = frozenset(("population", "element", "state", "scope", "names", "what", "military"))


class _Value(_Entry):
    slot: str
    low: Count | None = None
    high: Count | None = None
    population: Annotated[Population, Field(strict=False)] | None = None
    opens: Instant | None = None
    closes: Instant | None = None
    zone: Zone | None = None
    place: Id | None = None
    element: Literal["bridge", "road", "crossing", "ferry", "rail"] | None = None
    state: Literal["destroyed", "damaged", "closed", "open", "foot only", "difficult", "unknown"] | None = None
    scope: Annotated[Literal["all", "only", "some", "n of m", "named"] | None, BeforeValidator(_n_of_m)] = None
    names: list[Text] | None = None
    what: Text | None = None
    present: bool | None = None
    days: Count | None = None
    count: Count | None = None
    military: bool | None = None
    people: Count | None = None

    @model_validator(mode="after")
    def _of_its_slot(self) -> Self:
        needed = {"slot", *SLOTS.get(self.slot, "").split()}
        if self.slot not in SLOTS or needed != self.model_fields_set:
            raise ValueError(f"a value has a slot of {', '.join(SLOTS)} and its fields: {SLOTS.get(self.slot)}")
        for field in needed & _NEVER_NULL | ({"place"} if self.slot == "destination" else set()):
            if getattr(self, field) is None:
                raise ValueError(f"{field} is never null")
        if self.slot == "people" and self.low is self.high is None:
            raise ValueError("a count has a bound")
        if self.high is not None and (self.low or 0) > self.high:
            raise ValueError("a count has low <= high")
        if (self.opens or self.closes) and self.zone is None:
            raise ValueError("hours need the zone they were named in")
        if self.opens and self.closes and self.opens >= self.closes:
            raise ValueError("a window opens before it closes")
        return self


class _Claim(_Entry):
    stance: Annotated[Stance, Field(strict=False)]
    kind: Annotated[Kind, Field(strict=False)]
    party: Id | None
    relayed_by: str | None = None
    values: list[_Value] = []

    @model_validator(mode="after")
    def _states_its_kind(self) -> Self:
        if self.values and self.kind not in {value.slot for value in self.values}:
            raise ValueError(f"a claim of kind {self.kind} has a value of that slot, or none at all")
        return self


class GoldConflict(_Entry):
    """Two claims, by id, that stand against each other."""

    kind: Annotated[ConflictKind, Field(strict=False)]
    left: str
    right: str


class _Ledger(_Entry):
    claims: dict[Annotated[str, Field(pattern=r"^[a-z][0-9]+$")], _Claim]
    conflicts: list[GoldConflict]


class _Loader(yaml.SafeLoader):
    """YAML in which a date stays text and a key given twice is a fault."""

    def construct_mapping(self, node: Any, deep: bool = False) -> dict[Any, Any]:
        keys = [self.construct_object(key, deep=True) for key, _ in node.value]
        for number, key in enumerate(keys):
            if key in keys[:number]:
                raise CorpusFault(str(key), "the key is given twice in one map")
        return super().construct_mapping(node, deep)


_Loader.yaml_implicit_resolvers = {
    first: [row for row in rows if row[0] != "tag:yaml.org,2002:timestamp"]
    for first, rows in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


Part = TypeVar("Part", bound=_Entry)


def _read(text: str, part: type[Part], name: str) -> Part:
    """A part of a file in YAML; the first fault is told with its field."""
    try:
        return part.model_validate(yaml.load(text, _Loader))
    except yaml.YAMLError as error:
        raise CorpusFault(name, f"not YAML: {' '.join(str(error).split())}") from error
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        where = ".".join(map(str, (name, *first["loc"])))
        raise CorpusFault(where, f"{first['msg']}, got {first['input']!r}") from error


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldClaim:
    """A claim as a careful officer wrote it down. Spans are code points, end exclusive; instants are datetimes."""

    id: str
    stance: Stance
    kind: Kind
    party: str | None
    relayed_by: str | None
    source: tuple[Range, ...]
    cue: tuple[Range, ...]
    content: tuple[Range, ...]
    values: tuple[dict[str, Any], ...]

    @property
    def attributed(self) -> bool:
        """True when the text names a speaker."""
        return bool(self.source)


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnotatedReport:
    """A report with its gold ledger. ``places`` maps a place id to its names; claims stand in ledger order."""

    name: str
    head: Head
    parties: tuple[Party, ...]
    places: dict[str, tuple[str, ...]]
    text: str
    claims: tuple[GoldClaim, ...]
    conflicts: tuple[GoldConflict, ...]

    def quote(self, spans: Iterable[Range]) -> str:
        """The words of a discontinuous span, its pieces joined by " … "."""
        return " … ".join(self.text[start:end] for start, end in spans)

    @property
    def counts(self) -> dict[str, int]:
        """Words of the text without markers; claims, and how many of them are what; conflicts."""
        return {
            "words": len(self.text.split()),
            "claims": len(self.claims),
            "attributed": sum(claim.attributed for claim in self.claims),
            "unattributed": sum(not claim.attributed for claim in self.claims),
            "nested": sum(claim.relayed_by is not None for claim in self.claims),
            "conflicts": len(self.conflicts),
        }


def unmark(marked: str) -> tuple[str, Spans]:
    """The report without its markers, and each claim's roles in code points of what is left."""
    pieces, length, taken = list[str](), 0, 0
    opened: dict[tuple[str, str], int] = {}
    spans: dict[str, dict[str, list[Range]]] = {}
    for marker in _MARKER.finditer(marked):
        pieces.append(marked[taken : marker.start()])
        length, taken = length + len(pieces[-1]), marker.end()
        sign, claim, role = marker.groups()
        if (sign == "+") is ((claim, role) in opened):
            raise CorpusFault(f"text.{claim}.{role}", "opened twice" if sign == "+" else "closed, but not open")
        if sign == "+":
            opened[claim, role] = length
        else:
            spans.setdefault(claim, {}).setdefault(role, []).append((opened.pop((claim, role)), length))
    for claim, role in opened:
        raise CorpusFault(f"text.{claim}.{role}", "opened and never closed")
    text = "".join(pieces) + marked[taken:]
    if brace := re.search(r".{0,15}[{}].{0,15}", text):
        raise CorpusFault("text", f"a brace that belongs to no marker: {brace.group()!r}")
    for claim, roles in spans.items():
        for role, quote in ((role, text[slice(*span)]) for role, found in roles.items() for span in found):
            if not quote or quote != quote.strip():
                raise CorpusFault(f"text.{claim}.{role}", f"empty, or white space at an end: {quote!r}")
    return text, {claim: {role: tuple(sorted(rows)) for role, rows in roles.items()} for claim, roles in spans.items()}


def _gold(name: str, entry: _Claim, roles: Mapping[str, tuple[Range, ...]]) -> GoldClaim:
    """One claim of the ledger with its spans."""
    source, cue, content = (roles.get(role, ()) for role in "sqc")
    if not content:
        raise CorpusFault(f"text.{name}.c", "missing; a claim has content")
    if bool(source) is not bool(cue):
        raise CorpusFault(f"text.{name}.{'q' if source else 's'}", "missing; source and cue stand together")
    for field in ("party", "relayed_by"):
        if not source and getattr(entry, field) is not None:
            raise CorpusFault(f"ledger.claims.{name}.{field}", "is null where the text names no source")
    return GoldClaim(
        id=name,
        stance=entry.stance,
        kind=entry.kind,
        party=entry.party,
        relayed_by=entry.relayed_by,
        source=source,
        cue=cue,
        content=content,
        values=tuple(value.model_dump(exclude_unset=True) for value in entry.values),
    )


def _nested(claim: GoldClaim, claims: Mapping[str, GoldClaim], seen: frozenset[str] = frozenset()) -> None:
    """Raise unless a relayed claim lies inside the one that relays it, and no claim relays itself."""
    if claim.relayed_by is None:
        return
    if claim.relayed_by not in claims or claim.relayed_by in (seen := seen | {claim.id}):
        raise CorpusFault(f"ledger.claims.{claim.id}.relayed_by", f"no such claim, or a circle: {claim.relayed_by!r}")
    outer = claims[claim.relayed_by]
    if claim.content[0][0] < outer.content[0][0] or claim.content[-1][1] > outer.content[-1][1]:
        raise CorpusFault(f"text.{claim.id}.c", f"lies outside the content of {outer.id}, which relays it")
    _nested(outer, claims, seen)


def _check_names(head: Head, ledger: _Ledger) -> None:
    """Raise for a party, a place or a claim that is named and not given, or given twice."""
    parties = [party.id for party in head.parties]
    if len(set(parties)) < len(parties):
        raise CorpusFault("head.parties", f"an id is given twice among {', '.join(parties)}")
    for name, claim in ledger.claims.items():
        if claim.party not in (None, *parties):
            raise CorpusFault(f"ledger.claims.{name}.party", f"the head has no party {claim.party!r}")
        for number, value in enumerate(claim.values):
            place = getattr(value, "place", None)
            if place not in (None, *head.places):
                raise CorpusFault(f"ledger.claims.{name}.values.{number}.place", f"the head has no place {place!r}")
    pairs: set[frozenset[str]] = set()
    for number, conflict in enumerate(ledger.conflicts):
        for side in ("left", "right"):
            if getattr(conflict, side) not in ledger.claims:
                raise CorpusFault(f"ledger.conflicts.{number}.{side}", f"there is no claim {getattr(conflict, side)!r}")
        if len(pair := frozenset((conflict.left, conflict.right))) < 2 or pair in pairs:
            raise CorpusFault(f"ledger.conflicts.{number}", "one claim with itself, or a pair given twice")
        pairs.add(pair)


def parse(name: str, whole: str) -> AnnotatedReport:
    """The content of one file as an annotated report."""
    try:
        lines = whole.split("\n")
        rules = [number for number, line in enumerate(lines) if line == "---"]
        if len(rules) != 2:
            raise CorpusFault("parts", f"exactly two lines hold only ---, got {len(rules)}")
        head = _read("\n".join(lines[: rules[0]]), Head, "head")
        ledger = _read("\n".join(lines[rules[1] + 1 :]), _Ledger, "ledger")
        text, spans = unmark("\n".join(lines[rules[0] + 1 : rules[1]]))
        for unknown in spans.keys() - ledger.claims.keys():
            raise CorpusFault(f"text.{unknown}", "the ledger has no such claim")
        _check_names(head, ledger)
        claims = {key: _gold(key, entry, spans.get(key, {})) for key, entry in ledger.claims.items()}
        for claim in claims.values():
            _nested(claim, claims)
    except CorpusFault as fault:
        raise CorpusFault(name, str(fault)) from fault
    return AnnotatedReport(
        name=name.removesuffix(".md"),
        head=head,
        parties=tuple(Party(**{**p.model_dump(), "aliases": tuple(p.aliases)}) for p in head.parties),
        places={place: tuple(names) for place, names in head.places.items()},
        text=text,
        claims=tuple(claims.values()),
        conflicts=tuple(ledger.conflicts),
    )


def load_corpus(folder: Path) -> tuple[AnnotatedReport, ...]:
    """Every report of a folder, by name; each number once. Line ends are not translated."""
    reports: dict[str, AnnotatedReport] = {}
    for path in sorted(folder.glob("*.md")):
        if not _FILE.fullmatch(path.name):
            raise CorpusFault(path.name, "name: a file is called NNN-slug.md")
        if path.name[:3] in reports:
            raise CorpusFault(path.name, f"name: the number is taken by {reports[path.name[:3]].name}.md")
        try:
            reports[path.name[:3]] = parse(path.name, path.read_bytes().decode("utf-8"))
        except UnicodeDecodeError as error:
            raise CorpusFault(path.name, f"text: not UTF-8: {error}") from error
    return tuple(reports.values())


def table(reports: Sequence[AnnotatedReport]) -> list[str]:
    """One line a report, then the totals."""
    rows = [(r.name, r.counts) for r in reports]
    rows.append((f"{len(reports)} reports", {key: sum(row[key] for _, row in rows) for key in rows[0][1]}))
    width = max(len(name) for name, _ in rows)
    return [f"{name:{width}}  " + "  ".join(f"{n:5} {key}" for key, n in counts.items()) for name, counts in rows]


def main(argv: Sequence[str]) -> int:
    """Print the counts of a folder; returns the exit code."""
    try:
        if len(argv) != 1 or not (reports := load_corpus(Path(argv[0]))):
            raise CorpusFault(" ".join(argv), "no report; use python -m benchmarks.corpus FOLDER of NNN-slug.md")
    except CorpusFault as fault:
        print(f"NOT OK: {fault}")
        return 2
    print("\n".join(table(reports)))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
