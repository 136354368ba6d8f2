"""The world's servers: one program, run in the machine ``world``, is every site by its name.

HTTP on port 80, TLS on 443. The relay of the tool takes what is sent to it and says how much
it was when the other side ends; the false warning is a page with pictures and sounds; the
tool's maker gives a program away. ``internet.py FOLDER``: certificate, and ``relay.json`` for
what the relay received.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import ssl
import sys
import time
from pathlib import Path

TYPES = {
    "css": "text/css", "js": "application/javascript", "png": "image/png", "jpg": "image/jpeg",
    "mp3": "audio/mpeg", "exe": "application/x-msdownload",
}  # fmt: skip
SIZES = {"exe": 1_803_464, "jpg": 48_000, "png": 21_000, "mp3": 60_000}
FAKE_PAGE = (
    "<title>Windows Defender セキュリティ警告</title><h1>トロイの木馬に感染しました</h1>"
    "<p>電源を切らないで、サポート 050-0000-1234 へお電話ください。</p>"
)


def page(host: str, path: str) -> tuple[int, str, bytes, str]:
    """Status, type, content, and where a redirect leads."""
    if host.startswith(("click.", "trk.", "go.")):
        _, _, onward = path.partition("&to=")
        return 302, "text/html", b"", onward
    ending = path.partition("?")[0].rpartition(".")[2].lower()
    if ending in TYPES:
        size = SIZES.get(ending, 9_000)
        return 200, TYPES[ending], (b"MZ" if ending == "exe" else b"  ") + bytes(size - 2), ""
    if host.endswith(".web.core.windows.net"):
        return 200, "text/html", FAKE_PAGE.encode(), ""
    body = f"<title>{host}</title><p>{path}</p>" + "<p>本文</p>" * (40 + len(host + path) * 7)
    return 200, "text/html", body.encode(), ""


class World:
    """All sites. ``received``: what came to the relay, a line for each connection."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.received: list[dict[str, object]] = []

    async def plain(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await self._answers(reader, writer)

    async def secret(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """TLS: a stranger's tunnel where the first bytes are no request, else pages."""
        first = await reader.read(4)
        if first == b"TOOL":
            await self._relay(reader, writer)
        else:
            await self._answers(reader, writer, first)

    async def _relay(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        began, count = time.time(), 4
        while data := await reader.read(65536):
            count += len(data)
            writer.write(b"mouse and keys  ")
            with contextlib.suppress(ConnectionError):
                await writer.drain()
        self.received.append({"start": began, "end": time.time(), "bytes": count})
        (self.folder / "relay.json").write_text(json.dumps(self.received), encoding="utf-8")
        writer.close()

    async def _answers(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, first: bytes = b""
    ) -> None:
        try:
            while head := first + await reader.readuntil(b"\r\n\r\n"):
                first = b""
                await self._answer(head.decode("latin-1"), reader, writer)
        except (asyncio.IncompleteReadError, ConnectionError):
            pass  # the other side has gone
        writer.close()

    async def _answer(
        self, head: str, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        lines = head.split("\r\n")
        _method, path, _version = lines[0].split(" ")
        fields = {
            name.lower(): value.strip()
            for name, _, value in (line.partition(":") for line in lines[1:] if line)
        }
        await reader.readexactly(int(fields.get("content-length", "0")))
        status, kind, body, onward = page(fields["host"].partition(":")[0], path)
        told = f"HTTP/1.1 {status} -\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n"
        told += f"Location: {onward}\r\n" if onward else ""
        writer.write(told.encode("latin-1") + b"\r\n" + body)
        await writer.drain()


async def main(folder: Path) -> None:
    """Serve until the office ends."""
    world = World(folder)
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(folder / "site.pem")
    # a browser's TLS closes in its own time
    plain = await asyncio.start_server(world.plain, "0.0.0.0", 80, backlog=400)  # noqa: S104
    secret = await asyncio.start_server(world.secret, "0.0.0.0", 443, ssl=context, backlog=400)  # noqa: S104
    await asyncio.gather(plain.serve_forever(), secret.serve_forever())


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1])))
