"""The page of a drill, asked over real HTTP: what it answers, and what it writes down."""

from __future__ import annotations

import http.client
import json
import socket
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from sekisho.cli.drill_page import Log, Page

SIGN = "00112233445566aa"
NOW = datetime(2026, 6, 8, tzinfo=UTC)


@pytest.fixture
def page(tmp_path: Path) -> Iterator[tuple[int, Path]]:
    log, stop = tmp_path / "page.jsonl", threading.Event()
    one = Page(("127.0.0.1", 0), Log(log, lambda: NOW), {SIGN}.__contains__, "訓練".encode())
    worker = threading.Thread(target=one.serve, args=(stop,))
    worker.start()
    yield one.port, log
    stop.set()
    worker.join()


def ask(port: int, path: str, method: str = "GET") -> tuple[int, bytes, dict[str, str]]:
    connection = http.client.HTTPConnection("127.0.0.1", port)
    connection.request(method, path)
    answer = connection.getresponse()
    told = answer.status, answer.read(), dict(answer.getheaders())
    connection.close()
    return told


def lines(log: Path) -> list[tuple[str, str, str]]:
    found = [json.loads(line) for line in log.read_text(encoding="utf-8").splitlines()]
    return [(one["page"], one["sign"], one["method"]) for one in found if one["page"] != "up"]


def test_a_call_a_look_and_everything_else(page: tuple[int, Path]) -> None:
    port, log = page
    status, body, headers = ask(port, f"/s/{SIGN.upper()}?from=mail")
    assert (status, body.decode()) == (200, "訓練")
    assert headers["Content-Security-Policy"].startswith("default-src 'none'")
    assert ask(port, f"/{SIGN}", "HEAD")[:2] == (200, b"")
    for path in ("/", "/0123456789abcdef", f"/{SIGN}0", f"/{SIGN}/x", "/%2e%2e/etc/passwd"):
        assert ask(port, path)[0] == 404, path
    assert ask(port, f"/{SIGN}", "POST")[0] == 501
    assert lines(log) == [("call", SIGN, "GET"), ("look", SIGN, "HEAD")]


def test_who_says_no_http_at_all_harms_nobody(page: tuple[int, Path]) -> None:
    port, log = page
    with socket.create_connection(("127.0.0.1", port)) as raw:
        raw.sendall(b"\x00\xff" * 100 + b"\r\n\r\n")
        assert raw.recv(64)
    assert ask(port, f"/{SIGN}")[0] == 200
    assert lines(log) == [("call", SIGN, "GET")]
