"""The milter on a unix socket: a thread a connection.

Whatever goes wrong, the answer is *try again later*: nothing is lost, nothing silently accepted.
"""

from __future__ import annotations

import hashlib
import secrets
import socket
import struct
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from email.message import EmailMessage
from pathlib import Path
from threading import Thread
from typing import IO, cast

from sekisho.gates.mail import passwords, protocol
from sekisho.gates.mail.answers import answers, entry
from sekisho.gates.mail.judge import Judge
from sekisho.gates.mail.left import left
from sekisho.gates.mail.opened import Opened
from sekisho.gates.mail.protocol import NotMilterError, Session
from sekisho.gates.mail.sealed import Sealed
from sekisho.gates.mail.signs import Envelope, inside
from sekisho.gates.mail.told.again import Again
from sekisho.gates.mail.turns import Turns
from sekisho.gates.mail.verdict import Verdict
from sekisho.gates.posted import posted
from sekisho.gates.stages import Stages

AT_ONCE = 128 * 1024
"""Bytes of a connection that are read together: most mails whole."""


@dataclass(frozen=True)
class Milter:
    """``clock`` gives the moment of a judgement (aware). ``failed`` is told what went wrong.
    ``choice``: picks a sign of a password; ``post``: hands a mail to the mailer, and says what
    went wrong ("" where nothing did); ``again``: judges mails anew when their password comes;
    ``staged``: the stages of the moment (those of ``judge`` where nobody else says them)."""

    judge: Judge
    sealed: Sealed
    clock: Callable[[], datetime]
    failed: Callable[[str], None]
    choice: Callable[[str], str] = secrets.choice
    post: Callable[[EmailMessage], str] = posted
    again: Again | None = None
    staged: Callable[[], Stages] | None = None
    turns: Turns = field(default_factory=Turns)

    def serve(self, listening: socket.socket) -> None:
        """Takes connections, a thread each, as long as the socket lives."""
        while True:
            try:
                connection, _ = listening.accept()
            except OSError as error:
                # closed, or too many open files: then the mail server tries again later
                self.failed(f"milter: {error}")
                if listening.fileno() < 0:
                    return
                time.sleep(1)
                continue
            Thread(target=self._connection, args=(connection,), daemon=True).start()

    def _connection(self, connection: socket.socket) -> None:
        session = Session()
        try:
            with connection, cast("IO[bytes]", connection.makefile("rwb", AT_ONCE)) as stream:
                while self._packet(session, stream):
                    stream.flush()
        except (EOFError, ConnectionError):
            pass  # also while an answer still unwritten was being flushed at the close
        except (NotMilterError, OSError) as error:
            self.failed(f"milter: {error}")
        finally:
            session.forget()

    def _packet(self, session: Session, stream: IO[bytes]) -> bool:
        """Reads and answers one packet; False when the connection is over. Raises EOFError."""
        (size,) = struct.unpack("!I", _exactly(stream, 4))
        if not 0 < size <= protocol.LARGEST_PACKET:
            raise NotMilterError(f"packet of {size} bytes")
        whole = _exactly(stream, size)
        command, data = whole[:1], whole[1:]
        if command == b"Q":
            return False
        if command == b"O":
            stream.write(session.negotiated(data))
        elif command == b"E":
            if data:
                list(session.take(b"B", data))
            stream.writelines(self._judged(session))
            session.forget()
        elif command == b"K":
            session.forget()
        else:
            stream.writelines(session.take(command, data))
        return True

    def _judged(self, session: Session) -> list[bytes]:
        """Any failure is told and answered with *try again later*."""
        try:
            return self._answers(session)
        except Exception as error:  # noqa: BLE001  (a mail is never lost nor accepted unjudged)
            self.failed(f"{session.queue_id}: {type(error).__name__}: {error}")
            return [protocol.tempfail()]

    def _answers(self, session: Session) -> list[bytes]:
        now = self.clock()
        envelope, data = replace(session.envelope, at=now), session.mail()
        rulebook, queue_id = self.judge.rulebook, session.queue_id
        judge, again = self._by_the_stages_of_now()
        with self.turns.one():
            judged, mail = judge.of(data, envelope)
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
        if again is not None:
            again.after(judged, mail, envelope, queue_id, digest, now)
        return told

    def _by_the_stages_of_now(self) -> tuple[Judge, Again | None]:
        stages = self.staged() if self.staged else self.judge.stages
        if stages is self.judge.stages:
            return self.judge, self.again
        judge = replace(self.judge, stages=stages)
        return judge, replace(self.again, judge=judge) if self.again else None

    def _meet(self, envelope: Envelope, mail: Opened | None, done: Verdict) -> None:
        """Remembers whom the town writes to, and whose mail came in."""
        if self.judge.known is None or done not in ("accept", "tag", "encrypt"):
            return
        if inside(envelope, self.judge.rulebook):
            self.judge.known.meet(envelope.recipients)
        elif mail is not None:
            self.judge.known.meet(address for _, address in mail.named)


def _exactly(stream: IO[bytes], size: int) -> bytes:
    data = stream.read(size)
    if len(data) < size:
        raise EOFError
    return data


def listening_at(path: Path) -> socket.socket:
    """Listens at a socket that nobody else may use yet. Raises OSError."""
    path.unlink(missing_ok=True)
    one = socket.socket(socket.AF_UNIX)
    one.bind(str(path))
    path.chmod(0o600)
    one.listen(128)
    return one
