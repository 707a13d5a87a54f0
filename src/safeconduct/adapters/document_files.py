"""Documents from files: plain text here, web pages, PDF and Word in a process of their own with limits.

A document from elsewhere is not trusted: whatever it does to the library that opens it ends that process, not ours.
``python -m`` of this module is the child; people use ``open_document``.
"""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from safeconduct.model.errors import InputError, ReportUnreadable
from safeconduct.read.document import Document
from safeconduct.read.load import MAX_BYTES, plain_text


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What opening one document may use: bytes of the file, megabytes of memory, seconds of processor and in all."""

    bytes_: int = 20_000_000
    memory_mb: int = 900
    cpu_s: int = 2
    wall_s: float = 20.0


DEFAULT = Limits()
#: File ending to the reader of its kind.
KINDS = {".html": "webpage", ".htm": "webpage", ".xhtml": "webpage", ".pdf": "pdf", ".docx": "worddoc"}
#: File endings read as plain text.
PLAIN = (".txt", ".md")
_MAGIC = {b"%PDF-": ("PDF", ".pdf"), b"PK\x03\x04": ("Word document or another archive", ".docx")}
_OLD_WORD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def open_document(path: Path, *, limits: Limits = DEFAULT) -> Document:
    """Text and statements of a file. InputError or ReportUnreadable, naming the file and the next step, otherwise."""
    kind = KINDS.get(path.suffix.lower())
    data = _bytes(path, limits.bytes_ if kind else MAX_BYTES)
    if data.startswith(_OLD_WORD):
        raise _unreadable(
            path, "an encrypted or old Word document", "Save it as .docx without a password, or its text as .txt."
        )
    for magic, (what, ending) in _MAGIC.items():
        if data.startswith(magic) and ending != path.suffix.lower():
            raise _unreadable(path, f"not what its name says, but a {what}", f"Give it the ending {ending}.")
    if kind is None:
        return Document(text=plain_text(data, str(path)))
    answer = _in_child(path, kind, data, limits)
    plain_text(answer["text"].encode(), str(path), markup=True)  # the same limits as plain text
    return Document(
        text=answer["text"],
        title=answer["title"],
        publisher=answer["publisher"],
        published=_day(answer["published"]),
        made=_day(answer["made"]),
    )


def _bytes(path: Path, most: int) -> bytes:
    """The bytes of a file, its size looked at first."""
    try:
        size = path.stat().st_size
        if size > most:
            raise _unreadable(
                path, f"it has {size} bytes, at most {most} are read", "Split it into its reports, without pictures."
            )
        data = path.read_bytes()
    except OSError as error:
        raise InputError(
            f"cannot be read: {error.strerror}", file=str(path), next_step="check the path and its permissions"
        ) from error
    if not data:
        raise _unreadable(path, "the report is empty", "Give a file that holds the text of the report.")
    return data


def _unreadable(path: Path, message: str, next_step: str) -> ReportUnreadable:
    return ReportUnreadable(message, next_step=next_step, file=str(path))


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _in_child(path: Path, kind: str, data: bytes, limits: Limits) -> dict[str, Any]:
    task = json.dumps({"kind": kind, "memory_mb": limits.memory_mb, "cpu_s": limits.cpu_s})
    command = [sys.executable, "-m", "safeconduct.adapters.document_files", task]
    try:
        done = subprocess.run(command, input=data, capture_output=True, timeout=limits.wall_s, check=False)
    except subprocess.TimeoutExpired:
        raise _unreadable(path, f"opening it took longer than {limits.wall_s:.0f} s", _HARM) from None
    try:
        answer = json.loads(done.stdout)
    except ValueError:
        raise _died(path, done.returncode, done.stderr, limits) from None
    if "refused" in answer:
        raise _unreadable(path, answer["refused"], answer["next_step"])
    return dict(answer)


_HARM = "It is damaged, very large or built to do harm: save its text as .txt and give that."


def _died(path: Path, code: int, said: bytes, limits: Limits) -> ReportUnreadable:
    """Why a child ended without an answer."""
    last = (said.decode("utf-8", "replace").strip().splitlines() or [""])[-1][:200]
    if code in (-24, -9):  # SIGXCPU, and SIGKILL at the hard limit
        why = f"opening it needs more than {limits.cpu_s} s of processor time"
    elif "MemoryError" in last or "bad_alloc" in last:
        why = f"opening it needs more than {limits.memory_mb} MB of memory"
    else:
        why = f"opening it ended the opening process (code {code}{': ' if last else ''}{last})"
    return _unreadable(path, why, _HARM)


def _limit(memory_mb: int, cpu_s: int) -> None:
    """Hold this process to its limits, where the platform can."""
    try:
        import resource
    except ImportError:  # Windows: the parent's clock is the only limit
        return
    wanted = ((resource.RLIMIT_AS, memory_mb * 2**20), (resource.RLIMIT_CPU, cpu_s), (resource.RLIMIT_CORE, 0))
    for which, most in wanted:
        _, hard = resource.getrlimit(which)
        allowed = most if hard == resource.RLIM_INFINITY else min(most, hard)
        try:
            resource.setrlimit(which, (allowed, hard))
        except (ValueError, OSError):  # macOS refuses RLIMIT_AS
            continue


def _read(kind: str, data: bytes) -> Document:
    if kind == "webpage":
        from safeconduct.read.webpage import read_webpage

        return read_webpage(data)
    if kind == "pdf":
        from safeconduct.read.pdf import read_pdf

        return read_pdf(data)
    from safeconduct.read.worddoc import read_worddoc

    return read_worddoc(data)


def run(task: dict[str, Any], data: bytes) -> dict[str, Any]:
    """What the child does: the document as JSON-ready data, or why it was refused."""
    _limit(task["memory_mb"], task["cpu_s"])
    try:
        found = _read(task["kind"], data)
    except ReportUnreadable as error:
        return {"refused": error.message, "next_step": error.next_step}
    return {
        "text": found.text.encode("utf-8", "replace").decode(),
        "title": found.title,
        "publisher": found.publisher,
        "published": found.published.isoformat() if found.published else None,
        "made": found.made.isoformat() if found.made else None,
    }


if __name__ == "__main__":
    sys.stdout.write(json.dumps(run(json.loads(sys.argv[1]), sys.stdin.buffer.read())))
