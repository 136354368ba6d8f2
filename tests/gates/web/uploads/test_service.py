"""A real Squid hands bodies over; and whatever comes, the service answers and lives."""

from __future__ import annotations

import asyncio
import json
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sekisho.gates.stages import Stages
from sekisho.gates.web.judgement import Judge
from sekisho.gates.web.lists.compiled import NoLists
from sekisho.gates.web.policy import policy_of
from sekisho.gates.web.squid.configuration import configuration
from sekisho.gates.web.uploads.examining import Asked, Examined
from sekisho.gates.web.uploads.icap import HEAD
from sekisho.gates.web.uploads.service import Service
from sekisho.gates.web.uploads.verdict import UploadJudge
from sekisho.gates.web.uploads.worker import Workers
from tests.gates.web import RULES, lists_file, loaded
from tests.gates.web.real import RealSquid, certificate, needed, origin, over_tls
from tests.gates.web.uploads import FORM, NOTE, ROSTER, form
from tests.ports import free_port

CERTIFICATES = "/usr/lib/squid/security_file_certgen"
ZONES = [
    {"name": "行政系", "kind": "LGWAN接続系", "networks": ["127.0.0.8/29"]},
]
REFUSING = {"personal": "止める", "permitted": ["888.example"], "size_mb": 1}
PLAIN = {"private_use": "可", "remote_tools": "可", "refused_files": [], "categories": []}


def squid_of(folder: Path, stages: Stages, proxy_ca: str = "", **uploads: Any) -> RealSquid:
    needed()
    web = {**PLAIN, "uploads": {**REFUSING, "port": free_port(), **uploads}}
    web |= {"proxy": {"ca": proxy_ca}} if proxy_ca else {}
    content = {**RULES, "zones": ZONES, "assets": [], "web": web, "never_refused": {}}
    del content["support"]
    rulebook = loaded(content, folder)
    own = folder / "squid"
    own.mkdir()
    return RealSquid(own, configuration(rulebook, stages), lists_file(folder))


@contextmanager
def examining(squid: RealSquid) -> Iterator[subprocess.Popen[bytes]]:
    """The command, at the port that Squid's settings name."""
    text = squid.conf.read_text(encoding="utf-8")
    port = int(text.partition("icap://127.0.0.1:")[2].partition("/")[0])
    words = [
        sys.executable,
        "-m",
        "sekisho.cli.main",
        "web",
        "icap",
        "--lang",
        "en",
        "--workers",
        "1",
    ]
    words += ["--policy", str(squid.folder / "web.json"), "--listen", f"127.0.0.1:{port}"]
    process = subprocess.Popen(words, stdout=subprocess.PIPE)
    try:
        assert process.stdout is not None
        assert b"Listening" in process.stdout.readline()
        yield process
    finally:
        process.send_signal(signal.SIGTERM)
        assert process.wait() == 0


@pytest.mark.daemon
def test_a_roster_is_refused_and_ordinary_uploads_arrive_unchanged(tmp_path: Path) -> None:
    squid = squid_of(tmp_path, Stages("enforce"))
    received: list[bytes] = []
    roster = form("名簿.csv", ROSTER.encode())
    ordinary = form("a.txt", NOTE.encode() * 3000)
    large = form("a.bin", bytes(range(256)) * 8192)
    with examining(squid), origin(received=received) as port, squid.running():
        there, permitted = f"http://www.example.jp:{port}/up", f"http://888.example:{port}/"
        refused = squid.post(there, FORM, roster)
        sent = [squid.post(there, FORM, one)[0] for one in (form("a.txt", b"x"), ordinary)]
        allowed = squid.post(permitted, FORM, roster)
        too_large = squid.post(there, FORM, large)
        fetched = squid.get(there)
        squid.logged(6)
    assert refused[0] == too_large[0] == 403
    assert "個人情報が含まれるため、送信していません" in refused[1]
    assert "web.upload_personal" in refused[1]
    assert "関 太郎" not in refused[1]
    assert "web.upload_large" in too_large[1]
    assert [*sent, allowed[0], fetched] == [200, 200, 200, (200, "seen")]
    assert received == [form("a.txt", b"x"), ordinary, roster]
    log = [json.loads(line) for line in squid.log()]
    assert [one["upload_rule"] for one in log] == [
        "web.upload_personal", "web.upload_clean", "web.upload_clean", "web.upload_permitted",
        "web.upload_large", "-",
    ]  # fmt: skip
    assert [log[0][name] for name in ("upload_bytes", "upload_persons", "upload_stage", "st")] == [
        str(len(roster)), "3", "enforce", 403,
    ]  # fmt: skip


@pytest.mark.daemon
def test_who_is_observed_sends_and_it_is_recorded(tmp_path: Path) -> None:
    squid = squid_of(tmp_path, Stages("observe"), unexamined="記録")
    received: list[bytes] = []
    roster, large = form("a.csv", ROSTER.encode()), form("a.bin", bytes(range(256)) * 8192)
    with examining(squid) as service, origin(received=received) as port, squid.running():
        for body in (roster, large):
            assert squid.post(f"http://www.example.jp:{port}/", FORM, body)[0] == 200
            (squid.folder / "web.json").write_bytes(b"{")  # a broken one changes nothing
            service.send_signal(signal.SIGHUP)
        squid.logged(2)
    assert received == [roster, large]
    rules = [json.loads(line)["upload_rule"] for line in squid.log()]
    assert rules == ["web.upload_personal", "web.upload_large"]


@pytest.mark.daemon
@pytest.mark.parametrize(("down", "status"), [("止める", 500), ("通す", 200)])
def test_without_the_service_the_rulebook_decides(tmp_path: Path, down: str, status: int) -> None:
    squid = squid_of(tmp_path, Stages("enforce"), down=down)
    received: list[bytes] = []
    with origin(received=received) as port, squid.running():
        there = f"http://www.example.jp:{port}/"
        found = squid.post(there, FORM, form("a.csv", ROSTER.encode()))
        assert squid.get(there)[0] == 200
    assert found[0] == status
    assert len(received) == (status == 200)
    assert ("送る中身を確かめる仕組みが止まっています" in found[1]) == (status == 500)


@pytest.mark.daemon
def test_encrypted_uploads_are_opened_only_where_the_rulebook_says(tmp_path: Path) -> None:
    needed()
    ca = certificate(tmp_path / "ca.pem", "Town CA")
    squid = squid_of(tmp_path, Stages("enforce"), open_tls="はい", proxy_ca=str(ca))
    made = subprocess.run(
        [CERTIFICATES, "-c", "-s", str(squid.folder / "ssl_db"), "-M", "4MB"],
        check=False, capture_output=True,
    )  # fmt: skip
    assert made.returncode == 0, made.stderr
    received: list[bytes] = []
    body = form("a.csv", ROSTER.encode())

    def sent(host: str) -> bytes:
        head = f"POST / HTTP/1.0\r\nHost: {host}\r\nContent-Type: {FORM}\r\n"
        return f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body

    with origin(certificate(tmp_path / "origin.pem", "origin"), received) as port:
        text = squid.conf.read_text(encoding="utf-8").replace("port 443 8443", f"port {port}")
        text += "sslproxy_cert_error allow all\nsslproxy_cert_sign signTrusted all\n"
        squid.conf.write_text(text, encoding="utf-8")
        with examining(squid), squid.running():
            opened, closed = (
                over_tls(squid, host, port, host, sent(host))
                for host in ("www.example.jp", "888.example")
            )
    assert (opened[0], closed[0]) == ("town", "origin")
    assert b"web.upload_personal" in opened[1]
    assert closed[1].endswith(b"seen")
    assert received == [body]


class Answers(Workers):
    """Finds what it is told to find, where the body holds a word."""

    async def ask(self, asked: Asked) -> Examined:
        data = asked.path.read_bytes()
        return Examined(persons=data.count(b"name"), unread=("x",) if b"locked" in data else ())


def service(folder: Path, **uploads: Any) -> Service:
    web = {**PLAIN, "uploads": {**REFUSING, **uploads}}
    rulebook = loaded({"version": 1, "web": web}, folder)
    policy = policy_of(rulebook, Stages("enforce"))
    judge = UploadJudge(policy, Judge(policy, NoLists()))
    return Service(judge, Answers(0, 1.0), folder, lambda: datetime(2026, 6, 3, tzinfo=UTC))


def talked(asked: Service, *said: bytes) -> bytes:
    """What comes back over one connection: each part is sent once the one before was answered."""

    async def talk() -> bytes:
        server = await asyncio.start_server(asked.connection, "127.0.0.1", 0, limit=HEAD)
        reader, writer = await asyncio.open_connection(*server.sockets[0].getsockname())
        found = b""
        for part in said:
            writer.write(part)
            if part is not said[-1]:
                found += await asyncio.wait_for(reader.readuntil(b"\r\n\r\n"), 10)
        writer.write_eof()
        found += await asyncio.wait_for(reader.read(), 10)
        writer.close()
        server.close()
        return found

    return asyncio.run(talk())


def reqmod(body: bytes, more: str = "", end: bytes = b"0\r\n\r\n", length: bool = True) -> bytes:
    http = "POST http://www.example.jp/a HTTP/1.1\r\nContent-Type: text/plain\r\n"
    http += f"Content-Length: {len(body)}\r\n\r\n" if length else "\r\n"
    head = f"REQMOD icap://x/uploads ICAP/1.0\r\nX-Client-IP: 127.0.0.9\r\n{more}"
    head += f"Encapsulated: req-hdr=0, req-body={len(http)}\r\n\r\n{http}"
    return head.encode() + (b"%x\r\n%s\r\n" % (len(body), body) if body else b"") + end


WHOLE = b"0; ieof\r\n\r\n"


@pytest.mark.parametrize(
    ("said", "status", "rule"),
    [
        ((reqmod(b"ok", "Preview: 4096\r\n", WHOLE),), b"204", b"clean"),
        ((reqmod(b"name", "Preview: 4096\r\n", WHOLE),), b"403", b"personal"),
        ((reqmod(b"name", "Preview: 4096\r\n"), b"2\r\nok\r\n0\r\n\r\n"), b"403", b"personal"),
        ((reqmod(b"o", "Preview: 1\r\n"), b"1\r\nk\r\n0\r\n\r\n"), b"\r\n2\r\nok", b"clean"),
        (
            (reqmod(b"o", "Allow: 204, 206\r\nPreview: 1\r\n"), b"1\r\nk\r\n0\r\n\r\n"),
            b"204", b"clean",
        ),
        ((reqmod(b"ok"),), b"\r\n2\r\nok\r\n0\r\n\r\n", b"clean"),
        ((reqmod(b"locked"),), b"403", b"unread"),
        ((reqmod(b"locked name"),), b"403", b"personal"),
        ((reqmod(b"x" * 1_100_000, "Preview: 0\r\n", b"").partition(b"10c8e0\r\n")[0]
          + b"0\r\n\r\n",), b"403", b"large"),
        ((reqmod(b"x" * 1_100_000, length=False),), b"403", b"large"),
    ],
)  # fmt: skip
def test_answers_follow_the_protocol(
    said: tuple[bytes, ...], status: bytes, rule: bytes, tmp_path: Path
) -> None:
    found = talked(service(tmp_path), *said)
    assert status in found
    assert b"X-Sekisho-Rule: web.upload_" + rule in found
    assert (b"100 Continue" in found) == (len(said) == 2)
    assert [one for one in tmp_path.iterdir() if one.name != "rules.yaml"] == []


def test_what_is_too_large_and_only_recorded_comes_back_byte_by_byte(tmp_path: Path) -> None:
    body = bytes(range(256)) * 5000
    found = talked(service(tmp_path, unexamined="記録"), reqmod(body, length=False))
    echoed, rest = b"", found.partition(b"HTTP/1.1\r\n")[2].partition(b"\r\n\r\n")[2]
    while not rest.startswith(b"0\r\n"):
        size, _, rest = rest.partition(b"\r\n")
        echoed, rest = echoed + rest[: int(size, 16)], rest[int(size, 16) + 2 :]
    assert echoed == body


GOOD = reqmod(b"ok", "Preview: 4096\r\n", WHOLE)


@settings(max_examples=150, deadline=None)
@given(
    data=st.binary(max_size=200)
    | st.tuples(st.integers(0, len(GOOD)), st.binary(max_size=6), st.integers(0, 6)).map(
        lambda cut: GOOD[: cut[0]] + cut[1] + GOOD[cut[0] + cut[2] :]
    )
)
def test_whatever_comes_the_service_lives(
    data: bytes, tmp_path_factory: pytest.TempPathFactory
) -> None:
    asked = service(tmp_path_factory.mktemp("icap"))
    found = talked(asked, data)
    assert found == b"" or found.startswith(b"ICAP/1.0 ")
    assert asked.failures == 0
    assert talked(asked, GOOD).startswith(b"ICAP/1.0 204")
