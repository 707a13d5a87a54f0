"""A socket on this machine's own address, for the service; nobody on the network reaches it."""

from __future__ import annotations

import socket

from safeconduct.model.errors import InputError

HOST = "127.0.0.1"

Bound = socket.socket
"""A socket that holds its address."""


def listening(port: int) -> socket.socket:
    """A bound socket on the loopback address; ``port`` 0 takes a free one. InputError when the port is taken."""
    found = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        found.bind((HOST, port))
    except OSError as error:
        found.close()
        raise InputError(
            f"port {port} cannot be used: {error.strerror}",
            field="--port",
            next_step="give another --port, or --port 0 for a free one",
        ) from error
    return found
