"""A report becomes a page without any connection: every socket that would leave the machine is refused."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tests.house.tree import ROOT

SITECUSTOMIZE = """
import os, socket

LOG = os.environ["SOCKET_LOG"]


def refuse(what, address):
    with open(LOG, "a", encoding="utf-8") as log:
        log.write(f"{what} {address!r}\\n")
    raise OSError(f"no network in this test: {what} {address!r}")


def local(address):
    host = address[0] if isinstance(address, tuple) else address
    return isinstance(address, (str, bytes)) or str(host) in ("127.0.0.1", "::1", "localhost")


class Guarded(socket.socket):
    def connect(self, address):
        return super().connect(address) if local(address) else refuse("connect", address)

    def connect_ex(self, address):
        return super().connect_ex(address) if local(address) else refuse("connect", address)

    def sendto(self, data, *rest):
        return super().sendto(data, *rest) if local(rest[-1]) else refuse("sendto", rest[-1])


def getaddrinfo(host, *rest, _real=socket.getaddrinfo, **named):
    return _real(host, *rest, **named) if local((host,)) else refuse("look up", host)


socket.socket = Guarded
socket.getaddrinfo = getaddrinfo
"""


def guarded(tmp_path: Path, *command: str) -> tuple[subprocess.CompletedProcess[str], str]:
    """Run a Python command line with guarded sockets; its result and the log of refused connections."""
    (tmp_path / "guard").mkdir()
    (tmp_path / "guard" / "sitecustomize.py").write_text(SITECUSTOMIZE, encoding="utf-8")
    log = tmp_path / "sockets.log"
    env = {**os.environ, "PYTHONPATH": str(tmp_path / "guard"), "SOCKET_LOG": str(log)}
    result = subprocess.run(
        [sys.executable, *command], cwd=ROOT, env=env, capture_output=True, text=True, check=False, timeout=300
    )
    return result, log.read_text(encoding="utf-8") if log.exists() else ""


def test_the_guard_guards(tmp_path: Path) -> None:
    """A program that does call out is stopped and written down."""
    call = "import socket; socket.create_connection(('192.0.2.1', 80), timeout=1)"
    result, log = guarded(tmp_path, "-c", call)
    assert result.returncode == 1
    assert "192.0.2.1" in log


def test_a_report_is_read_and_published_offline(tmp_path: Path) -> None:
    """`safeconduct try` on our own flood report opens no connection."""
    program = "from safeconduct.cli.main import run; run()"
    arguments = ("try", "examples/flood/report.txt", "--published", "2026-03-12", "--out", str(tmp_path / "out"))
    result, log = guarded(tmp_path, "-c", program, *arguments)
    assert result.returncode == 0, result.stdout + result.stderr
    assert log == ""
    assert (tmp_path / "out" / "index.html").exists()
