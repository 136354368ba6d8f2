"""Plays a plan: each person a thread that speaks through the cable of their own computer.

Run inside the office (``python -m tests.town.office.player``): the plan comes as JSON on standard
input; what was done, when and with which answer goes out as JSON. Times are of the machine's own
clock, seconds since 1970.
"""

from __future__ import annotations

import base64
import contextlib
import json
import socket
import ssl
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any, Self

from tests.town.office.init import OWN, enter
from tests.town.office.mailing import Mailing

PATIENCE_S = 300.0
NOTED = ("what", "host", "path", "share", "address", "port", "incident", "forbidden", "kind")
AGENT = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/131.0.0.0"


class RefusedError(Exception):
    """The proxy gave no tunnel: its status, and the head of its answer."""

    def __init__(self, status: int, page: str) -> None:
        super().__init__(status, page)
        self.status, self.page = status, page


class Person(Mailing):
    """One of the staff; ``done`` is what they noted."""

    def __init__(self, plan: dict[str, Any], proxy: tuple[str, int], began: float) -> None:
        self.plan, self.proxy, self.began = plan, proxy, began
        self.done: list[dict[str, Any]] = []
        self.home = OWN / "home" / plan["machine"]

    def live(self) -> None:
        """From morning to evening."""
        enter(self.plan["machine"])
        self.home.mkdir(exist_ok=True)
        for act in sorted(self.plan["acts"], key=lambda one: one["at"]):
            time.sleep(max(0.0, self.began + act["at"] - time.time()))
            noted = {"start": time.time()}
            try:
                noted |= getattr(self, f"_{act['what']}")(act)
            except RefusedError as refused:
                noted |= {"status": refused.status, "page": refused.page}
            except (OSError, ValueError, subprocess.SubprocessError) as error:
                noted |= {"status": 0, "error": str(error)}
            who = {"machine": self.plan["machine"], "account": self.plan["account"]}
            told = {name: act[name] for name in NOTED if name in act}
            self.done.append({**who, **told, **noted, "end": time.time()})

    def _head(self) -> str:
        word = f"{self.plan['account']}:{self.plan['password']}".encode()
        told = f"Proxy-Authorization: Basic {base64.b64encode(word).decode()}\r\n"
        return f"User-Agent: {AGENT}\r\n{told}"

    def _get(self, act: dict[str, Any]) -> dict[str, Any]:
        """A page through the proxy."""
        referer = act.get("referer", "-")
        head = f"GET http://{act['host']}{act['path']} HTTP/1.1\r\nHost: {act['host']}\r\n"
        head += self._head() + ("" if referer == "-" else f"Referer: {referer}\r\n")
        with socket.create_connection(self.proxy, PATIENCE_S) as line:
            line.sendall(f"{head}Connection: close\r\n\r\n".encode())
            answer = b"".join(iter(lambda: line.recv(65536), b""))
        top, _, body = answer.partition(b"\r\n\r\n")
        status = int(top.split(b" ", 2)[1])
        refused = {"page": body.decode("utf-8", "replace")} if status >= 400 else {}
        return {"status": status, "bytes": len(answer), **refused}

    def _tls(self, act: dict[str, Any]) -> dict[str, Any]:
        """A request inside a tunnel through the proxy."""
        with Tunnel(self, act["host"]) as tunnel:
            body = bytes(act["up"])
            head = f"POST /work HTTP/1.1\r\nHost: {act['host']}\r\nContent-Length: {len(body)}\r\n"
            tunnel.send(f"{head}\r\n".encode() + body)
            answer = tunnel.receive()
        return {"status": int(answer.split(b" ", 2)[1]), "sent": tunnel.sent}

    def _session(self, act: dict[str, Any]) -> dict[str, Any]:
        """The stranger at work: documents read from the share go out through the tunnel."""
        with Tunnel(self, act["host"]) as tunnel:
            began = time.time()
            tunnel.send(b"TOOL")
            read = []
            pause = act["seconds"] / (len(act["commands"]) + 2)
            with self._smbclient(act["share"]) as desk:
                assert desk.stdin is not None
                for number, command in enumerate(act["commands"], start=1):
                    time.sleep(max(0.0, began + number * pause - time.time()))
                    tunnel.send(bytes(act["screens"]))
                    desk.stdin.write(f"{command}\n".encode())
                    desk.stdin.flush()
                    taken = self.home / command.rpartition(" ")[2]
                    tunnel.send(_arrived(taken))
                    read.append({"path": command.split('"')[1], "time": time.time()})
                desk.stdin.close()
                desk.wait(PATIENCE_S)
            time.sleep(max(0.0, began + act["seconds"] - time.time()))
        return {"status": 200, "sent": tunnel.sent, "read": read, "open": tunnel.opened,
                "closed": time.time()}  # fmt: skip

    def _share(self, act: dict[str, Any]) -> dict[str, Any]:
        """Reading and writing on a share."""
        with self._smbclient(act["share"]) as desk:
            said, _ = desk.communicate("\n".join(act["commands"]).encode() + b"\n", PATIENCE_S)
        bad = desk.returncode != 0 or b"NT_STATUS_" in said
        return {"status": 0 if bad else 200, "said": said.decode("utf-8", "replace")[-300:]}

    def _mistyped(self, act: dict[str, Any]) -> dict[str, Any]:
        """A wrong password: the server must say no, and the person is none the worse for it."""
        with self._smbclient(act["share"], password="wrong") as desk:
            said, _ = desk.communicate(b"ls\n", PATIENCE_S)
        return {"status": 200 if b"LOGON_FAILURE" in said else 0}

    def _smbclient(self, share: str, password: str | None = None) -> subprocess.Popen[bytes]:
        word = self.plan["password"] if password is None else password
        command = ["smbclient", f"//{self.plan['server']}/{share}", "-s", "/dev/null"]
        command += ["-p", "445", "-n", self.plan["machine"], "-U", f"{self.plan['account']}%{word}"]
        return subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            cwd=self.home,
        )

    def _knock(self, act: dict[str, Any]) -> dict[str, Any]:
        """A machine of one's own zone answers, if only that nobody listens."""
        return {"status": 200 if reached(act["address"], 1433) else 0}

    def _trespass(self, act: dict[str, Any]) -> dict[str, Any]:
        """A machine of another zone; whether it was reached."""
        return {"status": 200 if reached(act["address"], act["port"]) else 0}


def reached(address: str, port: int) -> bool:
    """Whether a machine answers, if only that nobody listens."""
    try:
        socket.create_connection((address, port), 3.0).close()
    except ConnectionRefusedError:
        return True
    except OSError:
        return False
    return True


class Tunnel:
    """TLS through the proxy; ``sent`` counts the bytes put on the cable, the CONNECT included."""

    def __init__(self, person: Person, host: str) -> None:
        self.line = socket.create_connection(person.proxy, PATIENCE_S)
        head = f"CONNECT {host}:443 HTTP/1.1\r\nHost: {host}:443\r\n{person._head()}\r\n".encode()
        self.line.sendall(head)
        self.sent, self.opened = len(head), time.time()
        self._established()
        context = ssl.create_default_context(cafile=str(OWN / "town.pem"))
        self._in, self._out = ssl.MemoryBIO(), ssl.MemoryBIO()
        self._tls = context.wrap_bio(self._in, self._out, server_hostname=host)
        self._turn(self._tls.do_handshake)

    def _established(self) -> None:
        answer = b""
        while b"\r\n\r\n" not in answer:
            more = self.line.recv(4096)
            if not more:
                break
            answer += more
        status = int(answer.split(b" ", 2)[1]) if answer else 0
        if status != 200:
            self.line.settimeout(1.0)
            with contextlib.suppress(OSError):
                answer += b"".join(iter(lambda: self.line.recv(65536), b""))
            self.line.close()
            raise RefusedError(status, answer.decode("utf-8", "replace"))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self.line.close()

    def _flush(self) -> None:
        data = self._out.read()
        self.line.sendall(data)
        self.sent += len(data)

    def _turn(self, work: Any) -> Any:
        while True:
            try:
                result = work()
            except ssl.SSLWantReadError:
                self._flush()
                data = self.line.recv(65536)
                if not data:
                    raise ConnectionError("the other side has closed") from None
                self._in.write(data)
            else:
                self._flush()
                return result

    def send(self, data: bytes) -> None:
        """Put data on the cable, enciphered."""
        for at in range(0, len(data), 16384):
            self._turn(lambda part=data[at : at + 16384]: self._tls.write(part))

    def receive(self) -> bytes:
        """What the other side says next."""
        answer: bytes = self._turn(lambda: self._tls.read(65536))
        return answer


def _arrived(path: Path) -> bytes:
    """The content of a file that another program is just fetching: whole when it stays as it is."""
    until, before = time.monotonic() + PATIENCE_S, b""
    while time.monotonic() < until:
        content = path.read_bytes() if path.exists() else b""
        if content and content == before:
            return content
        before = content
        time.sleep(0.1)
    raise ValueError(f"{path.name} was not fetched")


def main() -> None:
    """The whole day."""
    plan = json.load(sys.stdin)
    began = time.time() + 0.5
    people = [Person(one, tuple(plan["proxy"]), began) for one in plan["people"]]
    threads = [threading.Thread(target=one.live) for one in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    acts = sorted((act for one in people for act in one.done), key=lambda one: one["start"])
    json.dump({"began": began, "ended": time.time(), "acts": acts}, sys.stdout)


if __name__ == "__main__":
    main()
