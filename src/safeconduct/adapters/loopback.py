"""The socket the service listens on: this machine's own address, which nobody else reaches, unless another is given."""

from __future__ import annotations

import socket

from safeconduct.model.errors import InputError

HOST = "127.0.0.1"

Bound = socket.socket
"""A socket that holds its address."""


def listening(port: int, address: str = HOST) -> socket.socket:
    """A bound socket on an address; ``port`` 0 takes a free one. InputError when it is taken or not of this machine."""
    found = socket.socket(socket.AF_INET6 if ":" in address else socket.AF_INET, socket.SOCK_STREAM)
    found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        found.bind((address, port))
    except OSError as error:
        found.close()
        raise InputError(
            f"port {port} of {address} cannot be used: {error.strerror}",
            field="--port",
            next_step="give another --port, or --port 0 for a free one",
        ) from error
    return found
