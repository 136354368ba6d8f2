"""Bad input through the milter: a verdict and a reason for each, the mail kept where it is held,
and the gate there for the next one."""

from __future__ import annotations

import base64
import hashlib
import io
import json
import shutil
import socket
import struct
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sekisho.gates.mail.milter import listening_at
from sekisho.gates.mail.protocol import packet
from sekisho.gates.mail.verdict import ACCEPT, VERDICTS
from tests.gates.mail import OWN, mail, program, zipped
from tests.gates.test_mail import answered, milter, said

MEGABYTE = 1024 * 1024
few = settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])


@dataclass(frozen=True)
class Gate:
    """A gate that listens. ``told``: its failures."""

    folder: Path
    told: list[str]

    def judged(self, data: bytes) -> dict[str, Any]:
        """What it wrote down of a mail, answered to the mail server as well."""
        answers = answered(self.folder / "s", said(data))
        assert self.told == []
        assert answers[-1][:1] in (b"a", b"c", b"r", b"t", b"y")
        lines = (self.folder / "state" / "mail.jsonl").read_bytes().splitlines()
        entry: dict[str, Any] = json.loads(lines[-1])
        assert entry["verdict"] in VERDICTS
        assert entry["verdict"] == ACCEPT or entry["rules"], "no reason"
        if entry["done"] in ("hold", "harmless", "refuse"):
            kept = self.folder / "state" / "originals" / f"{entry['sha256']}.eml"
            assert hashlib.sha256(kept.read_bytes()).hexdigest() == entry["sha256"]
        return entry

    def codes(self, data: bytes) -> set[str]:
        return {one["rule"] for one in self.judged(data)["rules"]}


@pytest.fixture(scope="module")
def gate() -> Iterator[Gate]:
    folder = Path(tempfile.mkdtemp())  # a socket's path must be short
    told: list[str] = []
    own = milter(folder, "enforce", told)
    Thread(target=own.serve, args=(listening_at(folder / "s"),), daemon=True).start()
    yield Gate(folder, told)
    shutil.rmtree(folder)


HEAD = f"From: a@firm.example\r\nTo: seki-j@{OWN}\r\nSubject: x\r\nMIME-Version: 1.0\r\n".encode()
PIECES = st.sampled_from([
    b"--B\r\n", b"--B--\r\n", b"--B", b"--", b"\r\n", b"\n", b"\r", b"\0", b"=\r\n", b"=3", b"====",
    b"Content-Type: multipart/mixed; boundary=B\r\n", b"Content-Type: multipart/mixed\r\n",
    b"Content-Type: message/rfc822\r\n", b"Content-Type: text/html; charset=\xff\r\n",
    b"Content-Type: application/zip; name*0*=utf-8''%ff; name*2=x\r\n", b"Content-Type: ;;;=\r\n",
    b"Content-Transfer-Encoding: base64\r\n", b"Content-Transfer-Encoding: x-uuencode\r\n",
    b'Content-Disposition: attachment; filename="=?utf-8?b?//8=?="\r\n', b"UEsDBA==",
    b"begin 644 a.exe\r\n", b"\x1b$B\x1b(B", "議会".encode("cp932"), "議会".encode("utf-16"),
])  # fmt: skip


@few
@given(st.lists(PIECES, max_size=40))
def test_broken_mime(gate: Gate, pieces: list[bytes]) -> None:
    gate.judged(HEAD + b"Content-Type: multipart/mixed; boundary=B\r\n\r\n" + b"".join(pieces))


@few
@given(
    st.text(
        st.one_of(st.sampled_from("\r\n\t\0 ./\\:\u202e\u200f\u2066\u2069\ufeff\u3000\"';="),
                  st.characters(exclude_categories=["Cs"])),
        max_size=60,
    ),
    st.sampled_from(["", ".exe", ".pdf", "\u202efdp.exe", ".txt\n.exe"]),
)  # fmt: skip
def test_names_with_newlines_and_marks(gate: Gate, name: str, ending: str) -> None:
    """A program is one whatever its name makes of the lines that show it, in an archive too."""
    inner = zipped((name + ending or "x", program()))
    assert "mail.program" in gate.codes(mail(("a.zip", inner)))
    raw = (name + ending).encode("utf-8").hex(" ").replace(" ", "%").upper()
    field = f"Content-Disposition: attachment; filename*=utf-8''%{raw or '41'}\r\n".encode()
    body = HEAD + b"Content-Type: application/octet-stream\r\n" + field
    data = body + b"Content-Transfer-Encoding: base64\r\n\r\n" + _in_base64(program())
    assert "mail.program" in gate.codes(data)
    for line in (gate.folder / "state" / "mail.jsonl").read_bytes().splitlines():
        json.loads(line)


def _in_base64(data: bytes) -> bytes:
    return base64.encodebytes(data).replace(b"\n", b"\r\n")


CHARSETS = ["utf-8", "shift_jis", "iso-2022-jp", "euc-jp", "utf-16", "utf-7", "cp037", "x-unknown",
            "", "us-ascii", "hz", "idna", "rot13", "base64", "zlib", "undefined"]  # fmt: skip


@few
@given(
    st.sampled_from(CHARSETS), st.binary(max_size=300), st.sampled_from(["8bit", "base64", "7bit"])
)
def test_wrong_charsets(gate: Gate, charset: str, body: bytes, way: str) -> None:
    field = f"Content-Type: text/plain; charset={charset}\r\nContent-Transfer-Encoding: {way}\r\n"
    subject = f"Subject: =?{charset}?b?//8bJEI=?= =?{charset}?q?=FF=1B?=\r\n"
    gate.judged(HEAD + subject.encode() + field.encode() + b"\r\n" + body)


@pytest.mark.parametrize(
    "data",
    [HEAD + b"\r\n", b"\r\n", HEAD, HEAD + b"Content-Type: multipart/mixed; boundary=B\r\n\r\n",
     HEAD + b"Content-Type: message/rfc822\r\n\r\n"],
    ids=["no body", "nothing", "no end of head", "no parts", "no mail within"],
)  # fmt: skip
def test_mails_without_a_body(gate: Gate, data: bytes) -> None:
    gate.judged(data)


def nested(depth: int) -> bytes:
    """Parts within parts."""
    head = b"".join(
        b"Content-Type: multipart/mixed; boundary=B%d\r\n\r\n--B%d\r\n" % (one, one)
        for one in range(depth)
    )
    return HEAD + head + b"\r\nx\r\n"


def mails_within(depth: int) -> bytes:
    """Mails within mails."""
    return HEAD + b"Content-Type: message/rfc822\r\n\r\n" * depth + b"\r\nx\r\n"


@pytest.mark.parametrize("made", [nested, mails_within])
@pytest.mark.parametrize("depth", [60, 3000])
def test_parts_without_end_are_held(gate: Gate, made: Any, depth: int) -> None:
    # mails within mails are files in files: their depth is that of archives
    assert {"mail.too_deep", "mail.archive_limit"} & gate.codes(made(depth))


def test_more_parts_than_anybody_reads(gate: Gate) -> None:
    part = b"--B\r\nContent-Disposition: attachment; filename=a.txt\r\n\r\nx\r\n"
    data = HEAD + b"Content-Type: multipart/mixed; boundary=B\r\n\r\n" + part * 30_000
    assert gate.judged(data)["size"] > 30_000


def within(content: bytes, levels: int, copies: int) -> bytes:
    """An archive of so many copies of itself, so many times."""
    for level in range(levels):
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            for copy in range(copies):
                archive.writestr(f"{level}-{copy}.zip", content)
        content = out.getvalue()
    return content


@pytest.mark.parametrize(("levels", "copies"), [(40, 1), (4, 16), (6, 10)])
def test_archives_within_archives_are_held(gate: Gate, levels: int, copies: int) -> None:
    data = within(zipped(("a.txt", b"\0" * 100_000)), levels, copies)
    assert "mail.archive_limit" in gate.codes(mail(("a.zip", data)))


SERVER = """
import sys
from pathlib import Path
from tests.gates.test_mail import milter
from sekisho.gates.mail.milter import listening_at
folder = Path(sys.argv[1])
milter(folder, "enforce", []).serve(listening_at(folder / "s"))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="asks Linux for the memory a process took")
def test_an_attachment_of_500_megabytes_is_kept_and_the_memory_bounded() -> None:
    """It comes in pieces, is held unopened, and the process never holds it twice."""
    folder = Path(tempfile.mkdtemp())
    run = subprocess.Popen([sys.executable, "-c", SERVER, str(folder)])
    try:
        while not (folder / "s").exists():
            assert run.poll() is None
            time.sleep(0.05)
        before = _most(run.pid)
        entry = _sent(folder, 500 * MEGABYTE)
        assert ([one["rule"] for one in entry["rules"]], entry["done"]) == (
            ["mail.too_large"], "hold",
        )  # fmt: skip
        kept = folder / "state" / "originals" / f"{entry['sha256']}.eml"
        assert 0 <= kept.stat().st_size - 500 * MEGABYTE // 65535 * 65535 < 1000
        assert _most(run.pid) - before < 600 * MEGABYTE
    finally:
        run.kill()
        run.wait()
        shutil.rmtree(folder)


def _most(pid: int) -> int:
    """Bytes of memory that a process held at most."""
    status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    return int(status.partition("VmHWM:")[2].split()[0]) * 1024


def _sent(folder: Path, count: int) -> dict[str, Any]:
    """What was written down of a mail with so many zeros, sent piece by piece."""
    *begin, body, end, _ = said(HEAD + b"Content-Type: application/octet-stream\r\n\r\nx")
    piece = packet(b"B", bytes(65535))
    with socket.socket(socket.AF_UNIX) as one:
        one.connect(str(folder / "s"))
        one.sendall(b"".join((*begin, body)))
        for _ in range(count // 65535):
            one.sendall(piece)
        one.sendall(end)
        told = b""
        while not told.endswith(struct.pack("!I", 1) + b"a"):
            piece_told = one.recv(4096)
            assert piece_told, told
            told += piece_told
    (line,) = (folder / "state" / "mail.jsonl").read_bytes().splitlines()
    entry: dict[str, Any] = json.loads(line)
    return entry
