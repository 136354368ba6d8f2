"""The milter on a unix socket: one task a connection, judging in a thread.

Whatever goes wrong, the answer is *try again later*: nothing is lost, nothing silently accepted.
"""

from __future__ import annotations

import asyncio
import hashlib
import struct
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sekisho.gates.mail import protocol
from sekisho.gates.mail.answers import answers, entry
from sekisho.gates.mail.judge import Judge
from sekisho.gates.mail.protocol import NotMilterError, Session
from sekisho.gates.mail.sealed import Sealed


@dataclass(frozen=True)
class Milter:
    """``clock`` gives the moment of a judgement (aware). ``failed`` is told what went wrong."""

    judge: Judge
    sealed: Sealed
    clock: Callable[[], datetime]
    failed: Callable[[str], None]

    async def serve(self, socket: Path, mode: int = 0o660) -> asyncio.Server:
        """Listens; the socket may be used by the group of its folder. Raises OSError."""
        await asyncio.to_thread(socket.unlink, missing_ok=True)
        server = await asyncio.start_unix_server(self._connection, str(socket))
        await asyncio.to_thread(socket.chmod, mode)
        return server

    async def _connection(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        session = Session()
        try:
            while await self._packet(session, reader, writer):
                pass
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        except (NotMilterError, OSError) as error:
            self.failed(f"milter: {error}")
        finally:
            session.forget()
            writer.close()

    async def _packet(
        self, session: Session, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> bool:
        """Reads and answers one packet; False when the connection is over."""
        (size,) = struct.unpack("!I", await reader.readexactly(4))
        if not 0 < size <= protocol.LARGEST_PACKET:
            raise NotMilterError(f"packet of {size} bytes")
        whole = await reader.readexactly(size)
        command, data = whole[:1], whole[1:]
        if command == b"Q":
            return False
        if command == b"O":
            writer.write(session.negotiated(data))
        elif command == b"E":
            if data:
                list(session.take(b"B", data))
            writer.writelines(await self._judged(session))
            session.forget()
        elif command == b"K":
            session.forget()
        else:
            writer.writelines(session.take(command, data))
        await writer.drain()
        return True

    async def _judged(self, session: Session) -> list[bytes]:
        """Any failure is told and answered with *try again later*."""
        try:
            return await asyncio.to_thread(self._answers, session)
        except Exception as error:  # noqa: BLE001  (a mail is never lost nor accepted unjudged)
            self.failed(f"{session.queue_id}: {type(error).__name__}: {error}")
            return [protocol.tempfail()]

    def _answers(self, session: Session) -> list[bytes]:
        envelope, data = session.envelope, session.mail()
        judged, mail = self.judge.of(data, envelope)
        told = list(answers(judged, mail, data, self.sealed, self.judge.rulebook))
        digest = hashlib.sha256(data).hexdigest()
        self.sealed.record(entry(judged, mail, envelope, session.queue_id, digest, self.clock()))
        return told
