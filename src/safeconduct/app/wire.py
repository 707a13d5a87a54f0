"""The only constructor: which adapter stands behind which port. Heavy engines are imported when first needed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from safeconduct.app.progress import Progress
from safeconduct.app.settings import Settings, keep_ray_quiet, settings
from safeconduct.model.errors import InputError, ToolMissing

if TYPE_CHECKING:
    from safeconduct.adapters.board_client import BoardClient
    from safeconduct.adapters.child import Child, Work
    from safeconduct.adapters.daylog import SqlDayLog
    from safeconduct.adapters.llm_reader import Endpoint
    from safeconduct.adapters.loopback import Bound
    from safeconduct.adapters.spacy_parser import SpacyParser
    from safeconduct.adapters.sql_workspace import SqlWorkspace
    from safeconduct.assess.legs import Routers
    from safeconduct.network.netfile import NetFile
    from safeconduct.network.profile_table import Profiles
    from safeconduct.network.roadnet import RoadNet
    from safeconduct.ports import AccessBook, Clock, DayLog, NetworkRouter, Places, Pool, Reader
    from safeconduct.read.document import Document
    from safeconduct.read.names import Persons


def workspace(path: Path | str) -> SqlWorkspace:
    """The store behind LedgerStore and Documents: a file, or a database at its address."""
    address = database_address(path)
    if address is not None:
        from safeconduct.adapters.postgres_workspace import PostgresWorkspace

        return PostgresWorkspace(address, settings().keys)
    from safeconduct.adapters.workspace import SqliteWorkspace

    return SqliteWorkspace(Path(path))


def access_book(store: SqlWorkspace) -> AccessBook:
    """Links and sessions that outlive the service, in the database of an open workspace."""
    from safeconduct.adapters.access_rows import AccessRows

    return AccessRows(store.engine)


def database_address(store: Path | str) -> str | None:
    """The address of a database that is named as a store, None for a file; a Path folds its two slashes into one."""
    found = re.match(r"postgres(?:ql)?:/+", str(store))
    return None if found is None else f"postgresql://{str(store)[found.end() :]}"


def reader(settings: Settings, endpoint: Endpoint | None = None) -> Reader:
    """The deterministic reader on its parser (a second to load); with an endpoint, its language model beside."""
    from safeconduct.adapters.english_reader import EnglishReader

    rules = EnglishReader(_parser(settings.model))
    if endpoint is None:
        return rules
    from safeconduct.adapters.llm_reader import LlmReader

    return LlmReader(endpoint, key=settings.llm_key, rules=rules, parser=_parser(settings.model))


def persons(settings: Settings) -> Persons:
    """What proposes persons' names in a sentence, on the reader's own model; loaded when it is first asked."""
    return lambda sentence: _parser(settings.model).persons(sentence)


@cache
def _parser(model: Path | None) -> SpacyParser:
    from safeconduct.adapters.spacy_parser import SpacyParser

    return SpacyParser(model)


def llm_endpoint(url: str, model: str) -> Endpoint:
    """A language model by the address and the name its user gives; InputError for an address of another kind."""
    from safeconduct.adapters.llm_reader import Endpoint

    return Endpoint.of(url, model)


def document_endings() -> tuple[str, ...]:
    """The endings of files that can be read as documents."""
    from safeconduct.adapters.document_files import KINDS, PLAIN

    return (*PLAIN, *KINDS)


#: What ``--pool`` may name.
POOLS = ("process", "ray")


def pool(kind: str, workers: int, address: str | None = None) -> Pool:
    """Processes of this machine (never more than there are cores), or Ray."""
    from safeconduct.adapters import process_pool

    if kind not in POOLS:
        raise InputError(f"there is no pool {kind!r}", field="--pool", next_step=f"use one of {', '.join(POOLS)}")
    if kind == "ray":
        from safeconduct.adapters.ray_pool import RayPool

        keep_ray_quiet()
        return RayPool(workers=workers, address=address)
    if address is not None:
        raise InputError("only Ray has an address", field="--address", next_step="add --pool ray, or leave it out")
    return process_pool.ProcessPool(workers=min(workers, process_pool.cores()))


def open_document(path: Path) -> Document:
    """The text of a file and what the file states of itself; opened in a process of its own where that can go wrong."""
    from safeconduct.adapters.document_files import open_document

    return open_document(path)


def routers() -> Routers:
    """What makes a router of a road graph and a speed."""
    from safeconduct.adapters.scipy_router import ScipyRouter

    return ScipyRouter.of


def net_router(net: RoadNet) -> NetworkRouter:
    """A router over a whole network that needs no preparation."""
    from safeconduct.adapters.scipy_net_router import ScipyNetRouter
    from safeconduct.network.arcs import ArcTable

    return ScipyNetRouter.build(ArcTable.of(net))


def prepared_router(content: NetFile, path: Path, profiles: Profiles | None = None) -> tuple[NetworkRouter, str]:
    """A router over a file's network, with exact turns when profiles say whom restrictions bind: the hierarchy kept
    in the file; scipy where the file has none for this engine, or the engine has no wheel."""
    from safeconduct.adapters import cch_router, scipy_net_router
    from safeconduct.network.arcs import ArcTable
    from safeconduct.network.edge_based import edge_based, rules_of
    from safeconduct.network.elimination import edge_based_order
    from safeconduct.network.turn_router import TurnRouter

    arcs = ArcTable.of(content.net)
    expanded = None if profiles is None else edge_based(arcs, rules_of(content.net, profiles))
    if content.hierarchy and content.engine == cch_router.ENGINE:
        try:
            prepared = cch_router.CchRouter.load(arcs, content.hierarchy)
            if expanded is None:
                return prepared, cch_router.ENGINE
            behind = cch_router.CchRouter.ordered(expanded.table, edge_based_order(expanded, prepared.order))
            return TurnRouter(arcs, expanded, behind), cch_router.ENGINE
        except ToolMissing:
            pass
        except InputError as error:
            raise InputError(
                error.message, file=str(path), field=error.field, next_step="import the extract again"
            ) from error
    if expanded is None:
        return scipy_net_router.ScipyNetRouter.build(arcs), scipy_net_router.ENGINE
    return (
        TurnRouter(arcs, expanded, scipy_net_router.ScipyNetRouter.build(expanded.table)),
        scipy_net_router.ENGINE,
    )


@contextmanager
def gazetteer(path: Path) -> Iterator[Places]:
    """The gazetteer of a file, closed afterwards."""
    from safeconduct.adapters.gazetteer import SqlitePlaces

    places = SqlitePlaces(path)
    try:
        yield places
    finally:
        places.close()


def build_gazetteer(dump: Path, out: Path, say: Progress) -> dict[str, str]:
    """Make a gazetteer file of a dump."""
    from safeconduct.adapters.gazetteer import build_places

    return build_places(dump, out, say)


@contextmanager
def day_log(store: str, given: Settings) -> Iterator[DayLog]:
    """The log of days in a workspace file or at a ``postgresql://`` address, closed afterwards."""
    log: SqlDayLog
    address = database_address(store)
    if address is not None:
        from safeconduct.adapters.postgres_daylog import PostgresDayLog

        log = PostgresDayLog(address, given.keys, clock())
    else:
        from safeconduct.adapters.sqlite_daylog import SqliteDayLog

        log = SqliteDayLog(Path(store), clock())
    try:
        yield log
    finally:
        log.close()


def clock() -> Clock:
    """Wall time."""
    from safeconduct.adapters.clock import SystemClock

    return SystemClock()


def listening(port: int, address: str = "127.0.0.1") -> Bound:
    """A bound socket, on the loopback address unless told; InputError when it cannot be had."""
    from safeconduct.adapters.loopback import listening

    return listening(port, address)


def board_client(address: str, token: str) -> BoardClient:
    """A session of a running service, by one of its links."""
    from safeconduct.adapters.board_client import BoardClient

    return BoardClient(address, token)


def child(function: Work, given: Any) -> Child:
    """A function that is started in a process of its own."""
    from safeconduct.adapters.child import Child

    return Child(function, given)
