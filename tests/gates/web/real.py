"""A real Squid on loopback, with the generated configuration and Sekisho behind it."""

from __future__ import annotations

import http.server
import os
import shutil
import signal
import socket
import ssl
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from sekisho.gates.contract import File
from sekisho.gates.programs import program
from sekisho.gates.web.squid.configuration import HOME, STATE
from tests.gates.web import HOSTS
from tests.ports import free_port

_NOBODY = ("unshare", "--map-user=13", "--map-group=13") if os.geteuid() == 0 else ()
"""Squid gives root up for a user who may not be able to read this Python: to root it is shown as
that user from the beginning."""


PATIENCE_S = 300.0
"""For what is going to happen: only a test that fails waits so long."""


@contextmanager
def origin(certificate: Path | None = None, received: list[bytes] | None = None) -> Iterator[int]:
    """A web server that answers everything with ``seen``, over TLS where it has a certificate,
    and keeps what was sent to it."""

    class Handler(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Length", "4")
            self.end_headers()
            self.wfile.write(b"seen")

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            if received is not None:
                received.append(body)
            self.do_GET()

        def log_message(self, *_given: object) -> None:
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    if certificate is not None:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
        server.socket = context.wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield server.server_port
    finally:
        server.shutdown()
        server.server_close()


class RealSquid:
    """The generated files, moved from their places on a machine into a folder."""

    def __init__(self, folder: Path, files: tuple[File, ...], lists: Path) -> None:
        self.folder, self.port = folder, free_port()
        hosts = folder / "hosts"
        hosts.write_text("".join(f"127.0.0.1 {name}\n" for name in HOSTS), encoding="utf-8")
        for file in files:
            path = folder / file.name
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(file.content)
        if lists.exists() and lists.parent != folder:
            shutil.copy(lists, folder)
        self.conf = folder / "squid.conf"
        text = self.conf.read_text(encoding="utf-8")
        for place in (HOME, STATE, "/var/log/squid", "/var/lib/squid"):
            text = text.replace(place, str(folder))
        text = text.replace("/opt/sekisho/bin/python", sys.executable)
        text = text.replace("http_port 3128", f"http_port 127.0.0.1:{self.port}")
        text = text.replace("http_access deny to_localhost\n", "")
        more = (
            "pid_filename none", f"coredump_dir {folder}", f"hosts_file {hosts}",
            "visible_hostname proxy.town.example",
        )  # fmt: skip
        self.conf.write_text(text + "\n".join(more) + "\n", encoding="utf-8")

    @contextmanager
    def running(self) -> Iterator[subprocess.Popen[bytes]]:
        process = subprocess.Popen(
            [*_NOBODY, str(program("squid")), "-N", "-f", str(self.conf)],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        try:
            while not self._answers():
                assert process.poll() is None, self._own_log()
                time.sleep(0.05)
            yield process
        finally:
            process.terminate()
            process.wait()

    def _answers(self) -> bool:
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", self.port)) == 0

    def _own_log(self) -> str:
        path = self.folder / "cache.log"
        return path.read_text(encoding="utf-8") if path.exists() else ""

    def began(self) -> int:
        """How often it began to listen: each time it has taken in its settings."""
        return self._own_log().count("Accepting HTTP Socket connections")

    def logged(self, number: int) -> None:
        """Waits until so many requests stand in its log, which it writes after the answer; where
        they never do, the test says what is there."""
        until = time.monotonic() + PATIENCE_S
        while len(self.log()) < number and time.monotonic() < until:
            time.sleep(0.05)

    def helpers(self, *, hosts: bool) -> list[int]:
        """The processes that Squid asks about hosts, or about whole requests."""
        name = str(self.folder / "web.json").encode()
        found = []
        for entry in Path("/proc").iterdir():
            if entry.name.isdecimal():
                try:
                    words = (entry / "cmdline").read_bytes().split(b"\0")
                except OSError:
                    continue
                if b"sekisho.gates.web.helper" in words and name in words:
                    found += [int(entry.name)] if hosts == (b"--hosts" in words) else []
        return found

    def tell(self, sign: signal.Signals) -> None:
        """A signal to all that Squid asks."""
        for process in (*self.helpers(hosts=True), *self.helpers(hosts=False)):
            os.kill(process, sign)

    def log(self) -> list[str]:
        """Its lines, without the knocking to see whether it is up."""
        path = self.folder / "sekisho.log"
        text = path.read_text(encoding="utf-8") if path.exists() else ""
        lines = text[: text.rfind("\n") + 1].splitlines()
        return [line for line in lines if "ERR_CLIENT_GONE" not in line]

    def get(
        self, url: str, source: str = "127.0.0.9", accept: str = "text/html"
    ) -> tuple[int, str]:
        """Status and body of one request through the proxy."""
        head = f"GET {url} HTTP/1.0\r\nHost: x\r\nAccept: {accept}\r\n\r\n"
        return self.send(head.encode(), source)

    def post(self, url: str, kind: str, body: bytes, source: str = "127.0.0.9") -> tuple[int, str]:
        """Status and body of what a form gets that is sent through the proxy."""
        head = f"POST {url} HTTP/1.0\r\nHost: x\r\nContent-Type: {kind}\r\n"
        return self.send(f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body, source)

    def send(self, data: bytes, source: str = "127.0.0.9") -> tuple[int, str]:
        with socket.create_connection(
            ("127.0.0.1", self.port), timeout=PATIENCE_S, source_address=(source, 0)
        ) as wire:
            wire.sendall(data)
            answer = b""
            while part := wire.recv(65536):
                answer += part
        head, _, body = answer.partition(b"\r\n\r\n")
        return int(head.split(b" ", 2)[1]), body.decode("utf-8", "replace")


def needed() -> None:
    """Skips where there is no Squid."""
    if program("squid") is None:
        pytest.skip("needs squid (apt-get install squid-openssl)")


def certificate(path: Path, name: str) -> Path:
    """A certificate that signs itself, with its key, in one file."""
    words = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2"]
    words += ["-subj", f"/CN={name}", "-addext", "basicConstraints=critical,CA:TRUE"]
    key = path.with_suffix(".key")
    subprocess.run(
        [*words, "-keyout", str(key), "-out", str(path)], check=True, capture_output=True
    )
    path.write_bytes(path.read_bytes() + key.read_bytes())
    return path


def over_tls(
    squid: RealSquid, host: str, port: int, name: str, sent: bytes = b""
) -> tuple[str, bytes]:
    """Whose certificate a browser sees through a tunnel, and the answer; the name asked for in
    TLS may be another than the tunnel's."""
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    with socket.create_connection(
        ("127.0.0.1", squid.port), timeout=PATIENCE_S, source_address=("127.0.0.9", 0)
    ) as wire:
        wire.sendall(f"CONNECT {host}:{port} HTTP/1.1\r\nHost: {host}\r\n\r\n".encode())
        assert b" 200 " in wire.recv(4096)
        with context.wrap_socket(wire, server_hostname=name) as inner:
            seen = inner.getpeercert(binary_form=True) or b""
            inner.sendall(sent or f"GET / HTTP/1.0\r\nHost: {name}\r\n\r\n".encode())
            answer = b""
            while part := inner.recv(65536):
                answer += part
    issuer = "town" if b"Town CA" in seen else "origin"
    return issuer, answer
