"""The service's socket: this machine's own address, and words when the port is taken."""

from __future__ import annotations

import pytest

from safeconduct.adapters.loopback import listening
from safeconduct.model.errors import InputError


def test_a_free_port_on_the_loopback_address() -> None:
    with listening(0) as bound:
        host, port = bound.getsockname()
        assert (host, port > 0) == ("127.0.0.1", True)


def test_a_port_that_is_taken_names_the_option() -> None:
    with listening(0) as bound:
        bound.listen()
        with pytest.raises(InputError, match="cannot be used") as refused:
            listening(bound.getsockname()[1])
    assert "--port" in refused.value.next_step
