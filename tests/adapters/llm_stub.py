"""A server on loopback that speaks the OpenAI chat protocol and answers whatever a test tells it to."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Answer = Callable[[dict[str, Any], int], Any]
"""Given the request's body and its number from 0: a str is the model's text, bytes the raw body, an int an HTTP
status, a float seconds to wait before an empty answer, a tuple of bytes a body that is sent drop by drop."""


class Stub:
    """What was asked of the server, and where it is."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.asked: list[dict[str, Any]] = []
        self.headers: list[dict[str, str]] = []


def said(*entries: dict[str, Any]) -> str:
    """A model's text that holds these claims."""
    return json.dumps({"claims": list(entries)})


@contextmanager
def serving(answer: Answer) -> Iterator[Stub]:
    """A running stub."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            stub.asked.append(body)
            stub.headers.append(dict(self.headers))
            given = answer(body, len(stub.asked) - 1) if self.path == "/v1/chat/completions" else 404
            try:
                self._give(given)
            except OSError:
                return  # the client left, as some tests want it to

        def _give(self, given: Any) -> None:
            if isinstance(given, float):
                time.sleep(given)
                return
            if isinstance(given, int):
                self.send_response(given)
                if 300 <= given < 400:
                    self.send_header("Location", f"{stub.url}/chat/completions")
                self.end_headers()
                return
            if isinstance(given, str):
                given = json.dumps({"choices": [{"message": {"role": "assistant", "content": given}}]}).encode()
            drops = given if isinstance(given, tuple) else (given,)
            self.send_response(200)
            self.end_headers()
            for drop in drops:
                self.wfile.write(drop)
                self.wfile.flush()
                if len(drops) > 1:
                    time.sleep(0.1)

        def log_message(self, *_: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    stub = Stub(f"http://127.0.0.1:{server.server_port}/v1")
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield stub
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
