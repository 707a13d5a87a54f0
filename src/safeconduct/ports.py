"""What the rooms need from the outside world, as Protocols. Adapters implement them; ``app.wire`` chooses."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from safeconduct.model.claim import Claim, Decision
from safeconduct.model.control import EventId
from safeconduct.model.event import Envelope, Event, Line, Texts, Verified
from safeconduct.model.parse import Parse
from safeconduct.model.place import NamedPlace, Point
from safeconduct.model.report import Party, Report

if TYPE_CHECKING:
    from numpy.typing import NDArray

Item = TypeVar("Item")
Result = TypeVar("Result")


class Parser(Protocol):
    """Text to our own parse. A pure function of the text (and of the model it was built with)."""

    def parse(self, text: str) -> Parse:
        """Tokens with code-point offsets into ``text``; raises nothing on any str."""
        ...

    def parse_all(self, texts: Sequence[str]) -> tuple[Parse, ...]:
        """The parse of each text, as ``parse`` gives it; together they take less time."""
        ...


class Reader(Protocol):
    """A report to the claims in it. A machine only proposes: nothing a reader returns is confirmed."""

    def read(
        self, report: Report, parties: Sequence[Party], gazetteer: Mapping[str, Sequence[str]]
    ) -> tuple[Claim, ...]:
        """Claims in order of their place in the text; ``gazetteer`` maps a place id to the names it goes by."""
        ...


class LedgerStore(Protocol):
    """Reports, claims and decisions as rows that are added and never changed."""

    def add_report(self, report: Report, claims: Sequence[Claim]) -> None:
        """Store a report with the claims read from it; the same report again is a no-op."""
        ...

    def add_decisions(self, decisions: Sequence[Decision]) -> None:
        """Append decisions; an identical decision again is a no-op."""
        ...

    def reports(self) -> tuple[Report, ...]:
        """All reports in the order they were added."""
        ...

    def claims(self) -> tuple[Claim, ...]:
        """All claims, by report, in text order."""
        ...

    def decisions(self) -> tuple[Decision, ...]:
        """All decisions in the order they were added."""
        ...


class Documents(Protocol):
    """Canonical documents named by the SHA-256 of their bytes."""

    def put(self, kind: str, data: bytes) -> str:
        """Store a document; returns its sha. Storing it again is a no-op."""
        ...

    def get(self, kind: str, sha_prefix: str) -> bytes:
        """The document whose sha starts so; NotFound when none or several do."""
        ...

    def shas(self, kind: str) -> tuple[str, ...]:
        """Shas of all documents of a kind, oldest first."""
        ...


class DayLog(Protocol):
    """The events of days as lines that are added and never changed, chained by hash; their texts can be erased."""

    def append(
        self, events: Sequence[Event], *, expected: int | None = None, keys: Mapping[EventId, str] | None = None
    ) -> tuple[Envelope, ...]:
        """Write events of one day, all or none, and return their lines once they are on disk.

        An event whose name (device, counter) is in the log already is not written again: its line is returned.
        ``expected`` is the day's version the writer has read; DayMoved when it is another and something is new.
        StoreError when a name is used for two different events, or the day's texts were erased. ``keys`` are what the
        senders of events call them when they ask again; each is kept with the texts of its event, and goes with them.
        """
        ...

    def read(self, day: str, after: int = 0) -> tuple[Line, ...]:
        """Lines of a day whose version is above ``after``, in order; none for an unknown day."""
        ...

    def days(self) -> tuple[str, ...]:
        """All days, in the order of their first line."""
        ...

    def verify(self) -> Verified:
        """The whole chain recomputed, and every text that is still there against its salted hash."""
        ...

    def sealed(self, after: int, most: int) -> tuple[tuple[Envelope, Texts | None], ...]:
        """The next lines of all days above a number, in order, with what their hashes cover; None for the texts of a
        day whose key was destroyed."""
        ...

    def readable(self, day: str) -> bool:
        """Whether the key of a day's texts is there."""
        ...

    def erase(self, day: str) -> None:
        """Destroy the key of a day and its texts; the lines stay and still verify. NotFound for an unknown day."""
        ...

    def backup(self, target: Path) -> str:
        """A copy in a new file, without the keys; returns the head it holds."""
        ...

    def restore(self, source: Path) -> str:
        """Fill this empty log from a backup that verifies; returns the head, which is the backup's."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Access:
    """A link or a session by the SHA-256 of its token: whose it is, what it is for, when it ends, whether it has."""

    token: str
    kind: str
    name: str
    role: str
    scope: str
    until: datetime
    ended: bool = False


class AccessBook(Protocol):
    """Links and sessions that outlive the service. No token is in it."""

    def add(self, access: Access) -> None:
        """Write one down."""
        ...

    def end(self, token: str) -> None:
        """End the one of this hash for good."""
        ...

    def held(self, kind: str, since: datetime) -> tuple[Access, ...]:
        """Those of a kind whose time ended after ``since`` or has not, also ended ones, oldest first."""
        ...


class Pool(Protocol):
    """Work spread over processes. What comes back depends on the items alone, never on who did them."""

    @property
    def workers(self) -> int:
        """How many work at the same time."""
        ...

    def in_order(self, function: Callable[[Item], Result], items: Iterable[Item]) -> Generator[Result]:
        """``function`` of each item, in their order, never more under way than a few for each worker.

        ``function`` is a top-level function, its items and results can be pickled. Whoever stops early closes the
        generator: what is under way is dropped, and no process is left behind. ToolMissing when a process dies.
        """
        ...


class Router(Protocol):
    """Fastest ways over a road network in which edges are closed and reopened."""

    def route(self, origin: int, destination: int) -> tuple[int, tuple[int, ...]] | None:
        """Cost in deciseconds and the edge numbers used, in order; None when there is no way."""
        ...

    def close(self, edges: Sequence[int]) -> None:
        """Take edges out."""
        ...

    def reopen(self, edges: Sequence[int]) -> None:
        """Put edges back at their former cost."""
        ...


class NetworkRouter(Protocol):
    """Fastest ways for several classes at once over a network of any size, while roads close and reopen.

    Arcs ``2e`` (as drawn) and ``2e + 1`` (against) belong to edge ``e``; times are whole deciseconds, -1 where a class
    cannot pass. Node, arc and edge numbers are checked: NotFound for one that does not exist. A query sees all of a
    change, in all classes, or none of it.
    """

    @property
    def classes(self) -> tuple[str, ...]:
        """The classes that have times."""
        ...

    def save(self) -> dict[str, bytes]:
        """What was prepared, by name of its parts, for the adapter's ``load``; may be nothing."""
        ...

    def customise(self, name: str, deciseconds: NDArray[Any]) -> None:
        """All times of a class, one an arc."""
        ...

    def retime(self, changes: Mapping[str, tuple[Any, Any]]) -> None:
        """New times for some arcs of some classes: arc numbers and their times."""
        ...

    def close(self, edges: Sequence[int]) -> None:
        """Take edges out, both ways and for every class."""
        ...

    def reopen(self, edges: Sequence[int]) -> None:
        """Put edges back at the times they have."""
        ...

    def matrix(self, name: str, origins: Sequence[int], destinations: Sequence[int]) -> NDArray[Any]:
        """Deciseconds from every origin (rows) to every destination (columns), -1 where there is no way."""
        ...

    def route(self, name: str, origin: int, destination: int) -> tuple[int, tuple[int, ...]] | None:
        """Deciseconds and the arcs used, in order; None when there is no way."""
        ...

    def what_if(
        self, name: str, origin: int, destination: int, arcs: Any, times: Any
    ) -> tuple[int, tuple[int, ...]] | None:
        """The way there would be with some arcs at other times, also closed ones; no other query sees them."""
        ...

    def alternatives(
        self, name: str, origin: int, destination: int, *, count: int = 3, overlap: float = 0.3
    ) -> tuple[tuple[int, tuple[int, ...]], ...]:
        """The best way and others that share at most ``overlap`` of their time with any before them."""
        ...


class Places(Protocol):
    """A gazetteer: which places of the world go by a name."""

    def called(self, key: str) -> tuple[NamedPlace, ...]:
        """Every place one of whose names has this key (``network.places.name_key``), by id."""
        ...

    def near(self, point: Point, km: float) -> tuple[NamedPlace, ...]:
        """Every place within so many kilometres of a point, by id."""
        ...


class Clock(Protocol):
    """The only source of wall time."""

    def now(self) -> datetime:
        """Aware UTC."""
        ...
