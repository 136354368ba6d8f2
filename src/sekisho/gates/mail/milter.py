"""The milter on a unix socket: one task a connection, judging in a thread.

Whatever goes wrong, the answer is *try again later*: nothing is lost, nothing silently accepted.
"""

from __future__ import annotations

import asyncio
import hashlib
import secrets
import struct
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from email.message import EmailMessage
from email.utils import getaddresses
from pathlib import Path

from sekisho.gates.mail import passwords, protocol
from sekisho.gates.mail.answers import answers, entry
from sekisho.gates.mail.judge import Judge
from sekisho.gates.mail.left import left
from sekisho.gates.mail.opened import Opened
from sekisho.gates.mail.protocol import NotMilterError, Session
from sekisho.gates.mail.sealed import Sealed
from sekisho.gates.mail.signs import Envelope, inside
from sekisho.gates.mail.verdict import Verdict
from sekisho.gates.posted import posted
from sekisho.sources.mail.headers import header_text


@dataclass(frozen=True)
class Milter:
    """``clock`` gives the moment of a judgement (aware). ``failed`` is told what went wrong.
    ``choice``: picks a sign of a password; ``post``: hands a mail to the mailer, and says what
    went wrong ("" where nothing did)."""

    judge: Judge
    sealed: Sealed
    clock: Callable[[], datetime]
    failed: Callable[[str], None]
    choice: Callable[[str], str] = secrets.choice
    post: Callable[[EmailMessage], str] = posted

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
        now = self.clock()
        envelope, data = replace(session.envelope, at=now), session.mail()
        rulebook, queue_id = self.judge.rulebook, session.queue_id
        judged, mail = self.judge.of(data, envelope)
        leaving = left(judged, mail, envelope, queue_id, rulebook, self.choice, now)
        if judged.done == "encrypt" and leaving is None:
            # what should be encrypted and cannot be never leaves as it is
            judged = replace(judged, done="hold")
        if leaving is not None:
            passwords.keep(self.sealed.folder, leaving.password)
        told = list(answers(judged, mail, data, self.sealed, rulebook, leaving))
        digest = hashlib.sha256(data).hexdigest()
        self.sealed.record(entry(judged, mail, envelope, queue_id, digest, now, leaving))
        if leaving is not None and judged.done == "encrypt":
            for line in passwords.handed(leaving.password, rulebook, self.post, now):
                self.sealed.record(line)
        self._meet(envelope, mail, judged.done)
        return told

    def _meet(self, envelope: Envelope, mail: Opened | None, done: Verdict) -> None:
        """Remembers whom the town writes to, and whose mail came in."""
        if self.judge.known is None or done not in ("accept", "tag", "encrypt"):
            return
        if inside(envelope, self.judge.rulebook):
            self.judge.known.meet(envelope.recipients)
        elif mail is not None:
            written = [header_text(str(one)) for one in mail.message.get_all("From", [])]
            self.judge.known.meet(address for _, address in getaddresses(written))
