"""The page behind the links of a drill: says that it was a drill, and writes down who called.

A call is a GET of a link that the register knows (``call``); a HEAD is a program that looks
(``look``). Nothing else is written down but that the page was up, every five minutes. No form, no
script, no cookie; what others ask for gets 404.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Callable
from datetime import datetime
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import orjson

from sekisho.events.time import iso
from sekisho.ledger.put import add_line

EVERY_S = 300.0
_SIGN = re.compile(r"(?:/[^?#]*)?/([0-9a-fA-F]{16})(?:[?#].*)?")
_HEADERS = {
    "Content-Type": "text/html; charset=utf-8",
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}


class Log:
    """Appends a line a call, done when it is on the disk."""

    def __init__(self, path: Path, now: Callable[[], datetime]) -> None:
        self._path, self._now, self._lock = path, now, threading.Lock()

    def write(self, page: str, sign: str = "", client: str = "", method: str = "") -> None:
        """Raises OSError."""
        with self._lock:
            line = {"at": iso(self._now()), "page": page, "sign": sign, "client": client,
                    "method": method}  # fmt: skip
            add_line(self._path, orjson.dumps(line, option=orjson.OPT_APPEND_NEWLINE))


class _Handler(BaseHTTPRequestHandler):
    timeout = 10
    server_version = "page"
    sys_version = ""

    def __init__(
        self, log: Log, known: Callable[[str], bool], content: bytes, *given: object
    ) -> None:
        self._log, self._known, self._content = log, known, content
        super().__init__(*given)  # type: ignore[arg-type]

    def do_GET(self) -> None:
        self._answer("call")

    def do_HEAD(self) -> None:
        self._answer("look")

    def _answer(self, page: str) -> None:
        found = _SIGN.fullmatch(self.path)
        sign = found[1].lower() if found else ""
        there = bool(sign) and self._known(sign)
        content = self._content if there else b""
        if there:
            self._log.write(page, sign, self.client_address[0], self.command)
        self.send_response(200 if there else 404)
        for name, value in _HEADERS.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        if page == "call":
            self.wfile.write(content)

    def log_message(self, *_told: object) -> None:
        """Standard error stays silent: the record is the log."""


class Page:
    """The running page."""

    def __init__(
        self, listen: tuple[str, int], log: Log, known: Callable[[str], bool], content: bytes
    ) -> None:
        """Raises OSError when the address cannot be had."""
        self._log = log
        self._server = ThreadingHTTPServer(listen, partial(_Handler, log, known, content))
        self._server.daemon_threads = True

    @property
    def port(self) -> int:
        """The port it listens on."""
        return self._server.server_address[1]

    def serve(self, stop: threading.Event) -> None:
        """Answers until ``stop`` is set. Raises OSError when the record cannot be written."""
        worker = threading.Thread(target=self._server.serve_forever, daemon=True)
        self._log.write("up")
        worker.start()
        try:
            while not stop.wait(EVERY_S):
                self._log.write("up")
            self._log.write("up")
        finally:
            self._server.shutdown()
            self._server.server_close()
            worker.join()
