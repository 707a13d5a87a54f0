"""A road network as one file: its arrays, its words, the report of its import and, when there is one, the hierarchy.

The file is an uncompressed zip of ``.npy`` members, so that numpy alone opens it; every member carries a checksum.
It is written beside its place and moved there in one step: a reader never meets half a file. The same network gives
the same bytes.
"""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np

from safeconduct.model.errors import InputError
from safeconduct.network.import_report import ImportReport
from safeconduct.network.roadnet import RoadNet, Turn
from safeconduct.network.whole_file import whole_file

FORMAT = "safeconduct roads"
VERSION = 1
_EPOCH = (1980, 1, 1, 0, 0, 0)
_STEP = "import the extract again with this version of safeconduct"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class NetFile:
    """What a file holds. ``hierarchy`` is a router's prepared order by name of its parts, for ``engine``; without
    one a router prepares it again."""

    net: RoadNet
    report: ImportReport
    engine: str = ""
    hierarchy: Mapping[str, bytes]


def save_net(path: Path, content: NetFile) -> None:
    """Write the file in one step; the old one stays when that fails. InputError when the folder refuses it."""
    header = {
        "format": FORMAT,
        "version": VERSION,
        "engine": content.engine,
        "report": asdict(content.report),
        "names": content.net.names,
        "tagsets": [dict(tags) for tags in content.net.tagsets],
        "turns": [asdict(turn) for turn in content.net.turns],
    }
    with (
        whole_file(path, what="the network", next_step="choose a folder you may write to") as file,
        zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive,
    ):
        words = json.dumps(header, ensure_ascii=False, sort_keys=True).encode()
        archive.writestr(zipfile.ZipInfo("header.json", _EPOCH), words)
        for name, array in content.net.arrays():
            buffer = io.BytesIO()
            np.lib.format.write_array(buffer, np.ascontiguousarray(array), version=(1, 0), allow_pickle=False)
            archive.writestr(zipfile.ZipInfo(f"{name}.npy", _EPOCH), buffer.getbuffer())
        for name, data in content.hierarchy.items():
            archive.writestr(zipfile.ZipInfo(f"hierarchy/{name}", _EPOCH), data)


def load_net(path: Path) -> NetFile:
    """What ``save_net`` wrote. InputError naming the file: no such file, not a network, damaged, or newer."""
    try:
        with zipfile.ZipFile(path) as archive:
            if any(entry.compress_type != zipfile.ZIP_STORED for entry in archive.infolist()):
                raise _unusable(path, "its members are compressed, which safeconduct never writes")
            header = json.loads(archive.read("header.json"))
            if not isinstance(header, dict) or header.get("format") != FORMAT:
                raise _unusable(path, "it is no road network of safeconduct")
            if header.get("version") != VERSION:
                raise _unusable(path, f"it has version {header.get('version')!r}, this program reads {VERSION}")
            return _content(archive, header)
    except InputError:
        raise
    except OSError as error:
        raise InputError(
            f"the network cannot be opened: {error.strerror or error}",
            file=str(path),
            next_step="give a file written by `roads import`",
        ) from error
    except (zipfile.BadZipFile, ValueError, KeyError, TypeError, EOFError) as error:
        raise _unusable(path, f"it is damaged or no road network ({error})") from error


def _content(archive: zipfile.ZipFile, header: Mapping[str, Any]) -> NetFile:
    arrays: dict[str, Any] = {}
    hierarchy: dict[str, bytes] = {}
    for name in archive.namelist():
        folder, _, part = name.rpartition("/")
        if folder == "hierarchy":
            hierarchy[part] = archive.read(name)
        elif name.endswith(".npy"):
            arrays[name.removesuffix(".npy")] = _array(archive.read(name))
    report = dict(header["report"])
    report["box"] = tuple(report["box"])
    net = RoadNet(
        **arrays,
        names=tuple(header["names"]),
        tagsets=tuple(header["tagsets"]),
        turns=tuple(
            Turn(
                arcs=tuple(turn["arcs"]),
                demands=turn["demands"],
                excepts=tuple(turn["excepts"]),
                applies_to=turn["applies_to"],
            )
            for turn in header["turns"]
        ),
    )
    return NetFile(net=net, report=ImportReport(**report), engine=str(header["engine"]), hierarchy=hierarchy)


def _array(data: bytes) -> Any:
    """One array, read-only, over the bytes as they were read."""
    file = io.BytesIO(data)
    if np.lib.format.read_magic(file) != (1, 0):
        raise ValueError("an array of another form")
    shape, fortran, dtype = np.lib.format.read_array_header_1_0(file)
    if fortran or dtype.hasobject or len(shape) != 1:
        raise ValueError("an array of another form")
    return np.frombuffer(data, dtype=dtype, count=shape[0], offset=file.tell())


def _unusable(path: Path, why: str) -> InputError:
    return InputError(f"this file cannot be used: {why}", file=str(path), next_step=_STEP)
