"""The ICAP service that Squid hands bodies to: it lets pass, or answers in the site's place.

Reference: RFC 3507 (REQMOD). After ``100 Continue`` an unchanged body may be answered by 204 only
to who allows it; else it is sent back as it came. A body lies in a file while it is examined, no
longer; of one that is too large no more than ``most`` bytes are ever kept.
"""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import AsyncIterator, Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import IO
from urllib.parse import unquote, urlsplit

from sekisho.gates.web.judgement import Judgement
from sekisho.gates.web.squid.pages import refusal
from sekisho.gates.web.uploads.examining import Asked, Examined
from sekisho.gates.web.uploads.icap import (
    HEAD,
    PIECE,
    Body,
    IcapError,
    Message,
    answer,
    chunk,
    fields,
    message,
)
from sekisho.gates.web.uploads.verdict import Sending, UploadJudge
from sekisho.gates.web.uploads.worker import Workers

PREVIEW = 4096
CONNECTIONS = 64
"""Bodies that are taken at a time; together with ``most`` it bounds the disk."""
PATIENCE_S = 600.0
"""How long one message may take, and a connection may be silent."""
_LENGTH = 18
"""Digits of a length that is believed."""


@dataclass
class Service:
    """Answers connections. ``judge`` may be put another in its place at any time."""

    judge: UploadJudge
    workers: Workers
    folder: Path
    clock: Callable[[], datetime]
    failures: int = 0
    """Messages that ended in a fault of our own; whoever sent them got 500."""
    _room: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(CONNECTIONS))

    async def connection(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Serves one connection to its end; never raises."""
        async with self._room:
            try:
                while await asyncio.wait_for(self._one(reader, writer), PATIENCE_S):
                    await writer.drain()
            except IcapError as error:
                writer.write(answer(error.status, {"Connection": "close"}))
            except (OSError, TimeoutError):
                pass
            except Exception:  # noqa: BLE001  (counted; the proxy does what the rulebook says)
                self.failures += 1
                writer.write(answer("500 Server error", {"Connection": "close"}))
            with suppress(OSError):
                await writer.drain()
                writer.close()
                await writer.wait_closed()

    async def _one(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        asked = await message(reader)
        if asked is None:
            return False
        if asked.method == "OPTIONS":
            writer.write(answer("200 OK", self._options()))
            return True
        if asked.method != "REQMOD":
            raise IcapError("405 Method not allowed")
        with tempfile.TemporaryDirectory(dir=self.folder) as own:
            path = Path(own) / "body"
            with path.open("w+b") as kept:
                return await _Exchange(self, asked, reader, writer, kept, path).answered()

    def _options(self) -> dict[str, str]:
        return {
            "Methods": "REQMOD",
            "ISTag": self.tag,
            "Max-Connections": str(CONNECTIONS),
            "Options-TTL": "300",
            "Allow": "204",
            "Preview": str(PREVIEW),
            "Transfer-Preview": "*",
        }

    @property
    def tag(self) -> str:
        """What changes with the rulebook (RFC 3507, 4.7)."""
        return f'"sekisho-{self.judge.digest[:16]}"'

    async def examined(self, body: Path, sending: Sending) -> Examined:
        """What stands in a body that was kept."""
        name = unquote(sending.path.partition("?")[0].rpartition("/")[2])[-80:] or "body"
        return await self.workers.ask(Asked(body, sending.kind, sending.packed, name, sending.at))


class _Exchange:
    """One message and its answer."""

    def __init__(
        self, service: Service, asked: Message, reader: asyncio.StreamReader,
        writer: asyncio.StreamWriter, kept: IO[bytes], path: Path,
    ) -> None:  # fmt: skip
        self._service, self._judge = service, service.judge
        self._asked, self._writer = asked, writer
        self._kept, self._path = kept, path
        self._body = Body(reader)
        self._size = 0
        self._found = Examined()
        self._sending = sending_of(asked, service.clock())

    async def answered(self) -> bool:
        """Judges and answers; whether the connection can go on."""
        asked, judgement = self._asked, self._judge.before(self._sending)
        if not asked.has_body:
            if asked.takes_204 or asked.preview is not None:
                self._unchanged(judgement)
            else:
                self._say("200 OK", judgement, asked.http)
            return True
        if asked.preview is not None:
            fits = await self._keep()
            if self._body.whole or (judgement is not None and fits):
                judgement = judgement or await self._look()
                return self._said(judgement)
            if not fits:
                raise IcapError("400 Bad request")
            self._writer.write(b"ICAP/1.0 100 Continue\r\n\r\n")
            await self._writer.drain()
        return await self._rest(judgement)

    async def _rest(self, judgement: Judgement | None) -> bool:
        """What follows when there was no preview, or the rest was asked for."""
        pieces = self._body.pieces()
        over = b""
        async for piece in pieces:
            self._size += len(piece)
            if judgement is not None or self._size > self._judge.most:
                over = piece
                judgement = judgement or self._judge.large(self._judge.who(self._sending))
                break
            self._kept.write(piece)
        if judgement is None:
            judgement = await self._look()
        if not judgement.passes:
            self._page(judgement)
            return not over
        if self._asked.takes_204:
            async for piece in pieces:
                self._size += len(piece)
            self._unchanged(judgement)
            return True
        await self._echo(judgement, over, pieces)
        return True

    async def _keep(self) -> bool:
        """Takes the preview; whether it is as small as a preview is."""
        async for piece in self._body.pieces():
            self._size += len(piece)
            if self._size > PREVIEW * 16:
                return False
            self._kept.write(piece)
        return True

    async def _look(self) -> Judgement:
        self._kept.flush()
        self._found = await self._service.examined(self._path, self._sending)
        return self._judge.after(self._judge.who(self._sending), self._found)

    def _said(self, judgement: Judgement) -> bool:
        if judgement.passes:
            self._unchanged(judgement)
        else:
            self._page(judgement)
        return True

    def _unchanged(self, judgement: Judgement | None) -> None:
        self._say("204 No modifications needed", judgement)

    async def _echo(self, judgement: Judgement, over: bytes, pieces: AsyncIterator[bytes]) -> None:
        """The request back as it came: what was kept, what was in hand, what still comes."""
        self._say("200 OK", judgement, self._asked.http, "req-body")
        self._kept.seek(0)
        while piece := self._kept.read(PIECE):
            self._writer.write(chunk(piece))
            await self._writer.drain()
        if over:
            self._writer.write(chunk(over))
        async for piece in pieces:
            self._writer.write(chunk(piece))
            await self._writer.drain()
        self._writer.write(chunk(b""))

    def _page(self, judgement: Judgement) -> None:
        sending = self._sending
        page = refusal(
            judgement.page,
            address=f"{sending.host}{sending.path}"[:500],
            rule=judgement.code,
            terminal=sending.address,
            time=f"{sending.at:%Y-%m-%d %H:%M:%S}",
        ).encode()
        head = (
            "HTTP/1.1 403 Forbidden\r\nContent-Type: text/html; charset=utf-8\r\n"
            f"Content-Length: {len(page)}\r\nCache-Control: no-store\r\nConnection: close\r\n\r\n"
        )
        self._say("200 OK", judgement, head.encode(), "res-body")
        self._writer.write(chunk(page) + chunk(b""))

    def _say(
        self, status: str, judgement: Judgement | None, http: bytes = b"", body: str = ""
    ) -> None:
        """The head of the answer, with what the proxy's log takes from it."""
        size = self._size if self._body.whole else max(self._size, self._sending.length or 0)
        told = {"ISTag": self._service.tag, "X-Sekisho-Bytes": str(size)}
        if judgement is not None:
            told |= {"X-Sekisho-Rule": judgement.code, "X-Sekisho-Stage": judgement.stage}
            told["X-Sekisho-Persons"] = str(self._found.persons)
        self._writer.write(answer(status, told, http, body))


def sending_of(asked: Message, at: datetime) -> Sending:
    """The request inside a message; what cannot be read in it is empty."""
    first, _, rest = asked.http.decode("latin-1").partition("\r\n")
    method, _, target = first.partition(" ")
    target = target.rpartition(" ")[0]
    headers = fields(rest)
    try:
        parts = urlsplit(target)
        host = parts.hostname or headers.get("host", "").partition(":")[0]
        path = f"{parts.path or '/'}?{parts.query}" if parts.query else parts.path or "/"
    except ValueError:
        host, path = "", target
    length = headers.get("content-length", "")
    believed = length.isascii() and length.isdecimal() and len(length) <= _LENGTH
    return Sending(
        at=at,
        address=asked.headers.get("x-client-ip", ""),
        user=asked.headers.get("x-client-username", ""),
        method=method,
        host=host,
        path=path,
        kind=headers.get("content-type", ""),
        packed=headers.get("content-encoding", ""),
        length=int(length) if believed else None,
    )


async def listening(service: Service, address: str, port: int) -> asyncio.Server:
    """The service at a port. Raises OSError."""
    return await asyncio.start_server(service.connection, address, port, limit=HEAD)
