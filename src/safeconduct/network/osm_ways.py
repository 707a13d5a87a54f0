"""Read the ways, obstacles, waters and turn restrictions out of an .osm.pbf, as they stand in the file.

One pass with osmium; node positions are kept in its sparse memory index (a dense one takes gigabytes with high ids).
Nothing is judged here: ``network.osm`` cuts the ways into a graph, ``network.profiles`` says who may use what.
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from safeconduct.model.errors import InputError
from safeconduct.network.osm_tags import KEPT, NO_ROAD, RESTRICTION_KEYS, ROAD_KINDS, WATERWAYS

Tell = Callable[[str], None]


#: Above this count a single way is damaged data; OpenStreetMap itself allows 2,000 nodes.
MAX_WAY_NODES = 100_000
_EVERY = 200_000
_WAY_KEYS = ("highway", "route", "waterway", "natural")

Tagset = tuple[tuple[str, str], ...]


@dataclass(slots=True)
class Lines:
    """Ways as flat arrays: of way i the node ids and positions from ``start[i]`` to ``start[i + 1]``."""

    id: array[int] = field(default_factory=lambda: array("q"))
    start: array[int] = field(default_factory=lambda: array("q", [0]))
    tags: array[int] = field(default_factory=lambda: array("i"))
    name: array[int] = field(default_factory=lambda: array("i"))
    ref: array[int] = field(default_factory=lambda: array("q"))
    x: array[int] = field(default_factory=lambda: array("i"))
    y: array[int] = field(default_factory=lambda: array("i"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Restriction:
    """A turn restriction as mapped: OSM way ids, and a node or ways it turns over."""

    relation: int
    kind: str
    applies_to: str
    excepts: tuple[str, ...]
    from_way: int
    via_node: int | None
    via_ways: tuple[int, ...]
    to_way: int


@dataclass(slots=True)
class RawMap:
    """What one pass found. ``obstacles`` gives the tags of barriers and fords standing on a node, by its id."""

    roads: Lines = field(default_factory=Lines)
    waters: Lines = field(default_factory=Lines)
    names: dict[str, int] = field(default_factory=lambda: {"": 0})
    tagsets: dict[Tagset, int] = field(default_factory=dict)
    obstacles: dict[int, Tagset] = field(default_factory=dict)
    restrictions: list[Restriction] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    left_out: Counter[str] = field(default_factory=Counter)


def read_ways(path: Path, tell: Tell) -> RawMap:
    """One pass over the file; InputError naming it, and what to do, when it cannot be read to its end."""
    _refuse_other_formats(path)
    import osmium
    from osmium.filter import KeyFilter

    file, found = str(path), RawMap()
    try:
        nodes, ways, relations = KeyFilter("barrier", "ford"), KeyFilter(*_WAY_KEYS), KeyFilter(*RESTRICTION_KEYS)
        nodes.enable_for(osmium.osm.NODE)
        ways.enable_for(osmium.osm.WAY)
        relations.enable_for(osmium.osm.RELATION)
        processor = osmium.FileProcessor(osmium.io.File(file, "pbf")).with_locations("flex_mem")
        objects: Any = processor.with_filter(nodes).with_filter(ways).with_filter(relations)
        for thing in objects:
            if thing.is_way():
                _way(thing, found)
                if found.counts["ways met"] % _EVERY == 0:
                    tell(f"{found.counts['ways met']:,} ways")
            elif thing.is_node():
                _obstacle(thing, found)
            elif thing.is_relation():
                _restriction(thing, found)
    except InputError as error:
        raise InputError(error.message, file=file, next_step=error.next_step) from None
    except (RuntimeError, ValueError, OverflowError) as error:
        if "allocate" in str(error):
            raise MemoryError(str(error)) from error
        raise InputError(
            f"the file cannot be read to its end ({error}): it is cut short or damaged",
            file=file,
            next_step="fetch the extract again and compare its checksum with the publisher's",
        ) from error
    return found


def _refuse_other_formats(path: Path) -> None:
    step = "give an OpenStreetMap extract in PBF form (.osm.pbf)"
    try:
        with path.open("rb") as file:
            head = file.read(64)
    except OSError as error:
        raise InputError(f"the file cannot be opened: {error.strerror}", file=str(path), next_step=step) from error
    if not head:
        raise InputError("the file is empty", file=str(path), next_step=step)
    if b"OSMHeader" not in head:
        kind = "XML" if head.lstrip()[:1] == b"<" else "compressed" if head[:2] in (b"\x1f\x8b", b"BZ", b"PK") else ""
        what = f", it looks like {kind}" if kind else ""
        raise InputError(f"this is not an OpenStreetMap PBF file{what}", file=str(path), next_step=step)


def _way(way: Any, found: RawMap) -> None:
    tags = dict(way.tags)
    found.counts["ways met"] += 1
    kind = tags.get("highway")
    if kind is None and tags.get("route") == "ferry":
        kind = "ferry"
    if kind is None:
        _water(way, tags, found)
        return
    if kind in NO_ROAD:
        found.counts["ways not in use"] += 1
        return
    if kind != "ferry" and kind not in ROAD_KINDS:
        found.left_out[f"highway={kind[:40]}"] += 1
        return
    tagset = tuple(sorted((key, value[:80]) for key, value in tags.items() if key in KEPT))
    name = tags.get("name") or tags.get("ref") or ""
    if "bridge" in tags:
        name = tags.get("bridge:name") or name
    _add(found.roads, way, found.tagsets.setdefault(tagset, len(found.tagsets)), _name(name, found))


def _water(way: Any, tags: Mapping[str, str], found: RawMap) -> None:
    """Lines of water with a name: rivers, canals, streams, and the shores of mapped water surfaces."""
    kind = tags.get("waterway")
    if (kind in WATERWAYS or tags.get("natural") == "water") and tags.get("name"):
        _add(found.waters, way, int(kind in ("river", "canal", "tidal_channel")), _name(tags["name"], found))


def _name(name: str, found: RawMap) -> int:
    return found.names.setdefault(name[:200], len(found.names))


def _add(lines: Lines, way: Any, tags: int, name: int) -> None:
    listed = way.nodes
    nodes = list(map(listed.__getitem__, range(len(listed))))  # by number: its own iterator is slower
    if len(nodes) > MAX_WAY_NODES:
        raise InputError(f"way {way.id} has {len(nodes)} nodes", next_step="repair the way, or leave it out")
    if not 0 < way.id < 2**62:
        raise InputError(f"a way has the id {way.id}", next_step="number ways from 1")
    lines.id.append(way.id)
    lines.tags.append(tags)
    lines.name.append(name)
    places = [node.location for node in nodes]
    lines.ref.extend([node.ref for node in nodes])
    lines.x.extend([place.x for place in places])
    lines.y.extend([place.y for place in places])
    lines.start.append(len(lines.ref))


def _obstacle(node: Any, found: RawMap) -> None:
    tags = dict(node.tags)
    if tags.get("barrier", "no") == "no" and tags.get("ford", "no") == "no":
        return
    kept = tuple(sorted((key, value[:80]) for key, value in tags.items() if key in KEPT and key != "highway"))
    found.obstacles[node.id] = kept


def _restriction(relation: Any, found: RawMap) -> None:
    tags = dict(relation.tags)
    if not tags.get("type", "").startswith("restriction"):
        return
    key = next(key for key in RESTRICTION_KEYS if key in tags)
    kind, who = tags[key], key.partition(":")[2]
    members = [(member.role, member.type, member.ref) for member in relation.members]
    from_ways = [ref for role, of, ref in members if role == "from" and of == "w"]
    to_ways = [ref for role, of, ref in members if role == "to" and of == "w"]
    via_nodes = [ref for role, of, ref in members if role == "via" and of == "n"]
    via_ways = tuple(ref for role, of, ref in members if role == "via" and of == "w")
    found.counts["restrictions met"] += 1
    if not kind.startswith(("no_", "only_")):
        found.counts["restrictions of unknown kind"] += 1
        return
    if not from_ways or not to_ways or (len(via_nodes) != 1) == (not via_ways):
        found.counts["restrictions with missing members"] += 1
        return
    excepts = tuple(word.strip() for word in tags.get("except", "").split(";") if word.strip())
    applies_to = who or tags["type"].partition(":")[2]
    for start in from_ways:
        for end in to_ways:
            found.restrictions.append(
                Restriction(
                    relation=relation.id,
                    kind=kind,
                    applies_to=applies_to,
                    excepts=excepts,
                    from_way=start,
                    via_node=None if via_ways else via_nodes[0],
                    via_ways=via_ways,
                    to_way=end,
                )
            )
